//! Which encoding a file is in, judged by what its bytes say in each: files do not tell.

mod alphabets;
mod double_byte;

use crate::import::text::encoding::{Encoding, MakeDecoder, decoder};

/// How likely bytes, or their text, are in an encoding: 1 where every character is an ordinary one.
enum Likelihood {
    OfBytes(fn(&[u8]) -> f64),
    OfText(fn(&str) -> f64),
}

/// The encodings that are tried. Of equals the first is taken.
const TRIED: [(Encoding, Likelihood); 9] = [
    (Encoding::Windows1252, Likelihood::OfText(alphabets::western)),
    (Encoding::ShiftJis, Likelihood::OfBytes(double_byte::japanese)),
    (Encoding::Gb18030, Likelihood::OfBytes(double_byte::chinese)),
    (Encoding::EucKr, Likelihood::OfBytes(double_byte::korean)),
    (Encoding::Big5, Likelihood::OfBytes(double_byte::taiwanese)),
    (Encoding::Windows1251, Likelihood::OfText(alphabets::cyrillic)),
    (Encoding::Windows1250, Likelihood::OfText(alphabets::central_european)),
    (Encoding::Windows1253, Likelihood::OfText(alphabets::greek)),
    (Encoding::Windows1254, Likelihood::OfText(alphabets::turkish)),
];

/// Bytes that are judged at most.
const JUDGED: usize = 1 << 14;
/// Known words from which on one more says nothing new.
const WORDS_ENOUGH: usize = 8;

/// How encodings are told apart: the decoders, and what recognises the words of headers.
#[derive(Clone, Copy)]
pub(crate) struct Reader {
    /// Makes decoders.
    pub decoders: MakeDecoder,
    /// Whether a cell is a word that stands in headers.
    pub known: fn(&str) -> bool,
}

/// The likeliest encoding of a file that begins with these bytes; `whole` where there are no more of them.
///
/// Valid UTF-8 is UTF-8: other encodings hardly ever look like it by chance. Otherwise the bytes are read in every encoding that files
/// come in. The reading with the most words known from headers is taken; of several, the one with the most ordinary characters.
pub(crate) fn sniff(head: &[u8], whole: bool, reader: Reader) -> Encoding {
    if let Some(encoding) = utf16(head) {
        return encoding;
    }
    if is_utf8(head, whole) {
        return Encoding::Utf8;
    }
    let judged = head.get(..JUDGED).unwrap_or(head);
    // Windows-1252 where no encoding fits.
    let mut best = ((0, 0.0), Encoding::Windows1252);
    for (encoding, likelihood) in TRIED {
        let mut text = Vec::new();
        // What is cut at the end is not a fault of the encoding.
        decoder(encoding, reader.decoders).push(judged, false, &mut text);
        let text = String::from_utf8_lossy(&text);
        let likely = match likelihood {
            Likelihood::OfBytes(likely) => likely(judged),
            Likelihood::OfText(likely) => likely(&text),
        };
        // A reading that is mostly nonsense is none, whatever single cells say.
        let words = if likely > 0.0 { known_words(&text, reader.known) } else { 0 };
        if (words, likely) > best.0 {
            best = ((words, likely), encoding);
        }
    }
    best.1
}

/// Cells that are words of headers, and have more than ASCII characters.
fn known_words(text: &str, known: fn(&str) -> bool) -> usize {
    let cells = text.split([',', ';', '\t', '|', '\n', '\r']).map(|cell| cell.trim_matches(['"', '\'', ' ']));
    let telling = |cell: &&str| {
        let (all, others) =
            cell.chars().fold((0, 0), |(all, others), c| (all + 1, others + usize::from(!c.is_ascii())));
        (2..40).contains(&all) && others > 0
    };
    cells.filter(telling).filter(|cell| known(cell)).take(WORDS_ENOUGH).count()
}

/// UTF-16 by its byte order mark, or by the zero bytes beside ASCII characters.
pub(crate) fn utf16(head: &[u8]) -> Option<Encoding> {
    if head.starts_with(&[0xff, 0xfe]) {
        return Some(Encoding::Utf16Le);
    }
    if head.starts_with(&[0xfe, 0xff]) {
        return Some(Encoding::Utf16Be);
    }
    let units = head.get(..head.len().min(4096)).unwrap_or(head).as_chunks::<2>().0;
    // What has zeros but is not text (a program, a picture) soon has control characters too.
    let text = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0xa0..);
    let mostly = |half: fn(&[u8; 2]) -> (u8, u8)| {
        let zeros = units.iter().filter(|unit| half(unit).0 == 0).count();
        units.len() > 1 && zeros * 2 > units.len() && units.iter().map(half).all(|(high, low)| high != 0 || text(low))
    };
    if mostly(|[low, high]| (*high, *low)) {
        Some(Encoding::Utf16Le)
    } else if mostly(|[high, low]| (*high, *low)) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

fn is_utf8(head: &[u8], whole: bool) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) if !whole && error.error_len().is_none() => true,
        Err(_) => {
            // A few broken characters do not make it another encoding, in which the good ones would be the accident.
            let (mut good, mut broken) = (0, 0);
            for chunk in head.utf8_chunks() {
                good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
                broken += usize::from(!chunk.invalid().is_empty());
            }
            good > 4 * broken
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::encoding::native;

    fn told(head: &[u8], whole: bool) -> Encoding {
        let known = |word: &str| {
            ["日期", "收盘", "收盘价", "終値", "종가", "дата", "цена"].contains(&word.to_lowercase().as_str())
        };
        sniff(head, whole, Reader { decoders: native, known })
    }

    #[test]
    fn text_of_many_places() {
        for (text, standard, expected) in [
            ("日付,始値,高値,安値,終値\n", encoding_rs::SHIFT_JIS, Encoding::ShiftJis),
            ("日付,日経平均,トヨタ自動車\n", encoding_rs::SHIFT_JIS, Encoding::ShiftJis),
            ("日付け,おわりね,ソニーグループ（株）\n", encoding_rs::SHIFT_JIS, Encoding::ShiftJis),
            ("日期,收盘,开盘,最高,最低\n", encoding_rs::GB18030, Encoding::Gb18030),
            ("日期,沪深300指数,贵州茅台\n", encoding_rs::GB18030, Encoding::Gb18030),
            ("交易日期;收盘价;成交量(手)\n", encoding_rs::GB18030, Encoding::Gb18030),
            ("Datum;Erster;Hoch;Tief;Schlußkurs;Stücke\n", encoding_rs::WINDOWS_1252, Encoding::Windows1252),
            ("Data,Último,Máxima,Mínima,Variação\n", encoding_rs::WINDOWS_1252, Encoding::Windows1252),
            ("Date,Clôture,Plus élevé\n", encoding_rs::WINDOWS_1252, Encoding::Windows1252),
            ("Date,Price (€)\n", encoding_rs::WINDOWS_1252, Encoding::Windows1252),
            ("Datum,Zürich\n", encoding_rs::WINDOWS_1252, Encoding::Windows1252),
            ("Date,£\n", encoding_rs::WINDOWS_1252, Encoding::Windows1252),
            ("Päivä,Päätöskurssi\n", encoding_rs::WINDOWS_1252, Encoding::Windows1252),
            ("일자,종가,대비,등락률,시가,고가,저가,거래량\n", encoding_rs::EUC_KR, Encoding::EucKr),
            ("기준일;삼성전자;현대자동차;네이버\n", encoding_rs::EUC_KR, Encoding::EucKr),
            ("日期,成交股數,開盤價,最高價,最低價,收盤價\n", encoding_rs::BIG5, Encoding::Big5),
            ("台積電;鴻海精密;聯發科技\n", encoding_rs::BIG5, Encoding::Big5),
            ("Data,Otwarcie,Najwyższy,Najniższy,Zamknięcie\n", encoding_rs::WINDOWS_1250, Encoding::Windows1250),
            ("Data,Zamknięcie\n", encoding_rs::WINDOWS_1250, Encoding::Windows1250),
            ("Datum;Závěrečná cena;Nejvyšší;Změna\n", encoding_rs::WINDOWS_1250, Encoding::Windows1250),
            ("Дата;Цена закрытия;Объём\n", encoding_rs::WINDOWS_1251, Encoding::Windows1251),
            ("День торгів;Ціна\n", encoding_rs::WINDOWS_1251, Encoding::Windows1251),
            ("<ДАТА>;<ЗАКР>;<ОБЪЕМ>\n", encoding_rs::WINDOWS_1251, Encoding::Windows1251),
            ("Ημερομηνία;Κλείσιμο;Άνοιγμα\n", encoding_rs::WINDOWS_1253, Encoding::Windows1253),
            ("Tarih;Şimdi;Açılış;Yüksek;Düşük\n", encoding_rs::WINDOWS_1254, Encoding::Windows1254),
            ("Gün;Kapanış fiyatı\n", encoding_rs::WINDOWS_1254, Encoding::Windows1254),
        ] {
            let (bytes, _, unmappable) = standard.encode(text);
            assert!(!unmappable);
            assert_eq!(told(&bytes, true), expected, "{text}");
            assert_eq!(told(text.as_bytes(), true), Encoding::Utf8, "{text}");
        }
    }

    #[test]
    fn utf_8_with_blemishes() {
        assert_eq!(told(b"", true), Encoding::Utf8);
        let text = "日付,終値".as_bytes();
        assert_eq!(told(&text[..text.len() - 1], false), Encoding::Utf8);
        let mut blemished = "日付,終値,高値,安値".as_bytes().to_vec();
        blemished.push(0xff);
        assert_eq!(told(&blemished, true), Encoding::Utf8);
        assert_eq!(told(b"a,caf\xe9", true), Encoding::Windows1252, "whole, so nothing is cut");
    }

    #[test]
    fn utf_16_with_and_without_a_mark() {
        let text = "Date,Close\n2024-01-02,1\n";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(told(&le, true), Encoding::Utf16Le);
        assert_eq!(told(&be, true), Encoding::Utf16Be);
        assert_eq!(told(&[&[0xff, 0xfe], &le[..]].concat(), true), Encoding::Utf16Le);
        assert_eq!(told(&[&[0xfe, 0xff], &be[..]].concat(), true), Encoding::Utf16Be);
        assert_eq!(utf16(b"\x7fELF\x02\x01\x01\0\0\0\0\0"), None);
        assert_eq!(utf16(&[0; 64]), None);
        assert_eq!(utf16(b"a\0"), None);
    }
}
