//! Which encoding a file is in, judged by its bytes: files do not say.

use crate::import::text::encoding::Encoding;

/// The likeliest encoding of a file that begins with these bytes; `whole` where there are no more of them.
///
/// Valid UTF-8 is UTF-8: other encodings hardly ever look like it by chance. Otherwise the bytes are read as Shift-JIS, as
/// GB18030 and as Windows-1252, and the reading with the most ordinary characters is taken.
pub(crate) fn sniff(head: &[u8], whole: bool) -> Encoding {
    if let Some(encoding) = utf16(head) {
        return encoding;
    }
    if is_utf8(head, whole) {
        return Encoding::Utf8;
    }
    let mut best = (western(head), Encoding::Windows1252);
    for (score, encoding) in [(japanese(head), Encoding::ShiftJis), (chinese(head), Encoding::Gb18030)] {
        if score > best.0 {
            best = (score, encoding);
        }
    }
    best.1
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
    // What has zeros but is no text (a program, a picture) soon has control characters too.
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

/// Mean plausibility of the characters that are not ASCII, weighted by their bytes.
#[derive(Default)]
struct Score {
    sum: f64,
    bytes: f64,
}

impl Score {
    fn add(&mut self, plausibility: f64, bytes: u32) {
        self.sum += plausibility * f64::from(bytes);
        self.bytes += f64::from(bytes);
    }

    fn mean(&self) -> f64 {
        if self.bytes > 0.0 { self.sum / self.bytes } else { 0.0 }
    }
}

/// What an illegal sequence costs: more than one good character gains.
const ILLEGAL: f64 = -2.0;

/// As Shift-JIS: kana and the kanji of level 1 are ordinary.
fn japanese(head: &[u8]) -> f64 {
    let mut score = Score::default();
    let mut rest = head;
    while let Some((lead, after)) = rest.split_first() {
        rest = after;
        match (*lead, after.split_first()) {
            (0..=0x7f, _) => {}
            // A katakana of half width, one byte each: seldom, and what the bytes of other encodings look like.
            (0xa1..=0xdf, _) => score.add(0.1, 1),
            (0x81..=0x9f | 0xe0..=0xfc, None) => {}
            (0x81..=0x9f | 0xe0..=0xfc, Some((trail @ (0x40..=0x7e | 0x80..=0xfc), after))) => {
                rest = after;
                let plausibility = match (*lead, *trail) {
                    (0x82, 0x9f..=0xf1) | (0x83, 0x40..=0x96) => 1.0,
                    (0x88, 0x9f..) | (0x89..=0x97, _) => 0.9,
                    (0x81, _) => 0.7,
                    (0x82, 0x4f..=0x9a) => 0.6,
                    (0x98..=0x9f | 0xe0..=0xea, _) => 0.1,
                    _ => -0.5,
                };
                score.add(plausibility, 2);
            }
            _ => score.add(ILLEGAL, 1),
        }
    }
    score.mean()
}

/// As GB18030: the hanzi of level 1 are ordinary.
fn chinese(head: &[u8]) -> f64 {
    let mut score = Score::default();
    let mut rest = head;
    while let Some((lead, after)) = rest.split_first() {
        rest = after;
        match (*lead, after) {
            (0..=0x7f, _) => {}
            (0x81..=0xfe, []) => {}
            (0x81..=0xfe, [0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, after @ ..]) => {
                rest = after;
                score.add(0.1, 4);
            }
            (0x81..=0xfe, [trail @ (0x40..=0x7e | 0x80..=0xfe), after @ ..]) => {
                rest = after;
                let plausibility = match (*lead, *trail) {
                    (0xb0..=0xd7, 0xa1..) => 1.0,
                    (0xa1..=0xa3, 0xa1..) => 0.7,
                    (0xa4 | 0xa5, 0xa1..) => 0.3,
                    (0xd8..=0xf7 | 0xa6..=0xa9, 0xa1..) => 0.1,
                    (0x81..=0xa0, _) => -0.1,
                    _ => -0.3,
                };
                score.add(plausibility, 2);
            }
            _ => score.add(ILLEGAL, 1),
        }
    }
    score.mean()
}

/// As Windows-1252: letters with accents stand alone, or in pairs, between ASCII letters.
fn western(head: &[u8]) -> f64 {
    let mut score = Score::default();
    let mut before = false;
    let runs: Vec<&[u8]> = head.chunk_by(|a, b| a.is_ascii() == b.is_ascii()).collect();
    for (position, run) in runs.iter().enumerate() {
        if run.first().is_none_or(u8::is_ascii) {
            before = run.last().is_some_and(u8::is_ascii_alphabetic);
            continue;
        }
        let next = runs.get(position + 1).and_then(|next| next.first());
        let in_word = before || next.is_some_and(u8::is_ascii_alphabetic);
        for byte in *run {
            let plausibility = match (byte, run.len()) {
                (0x81 | 0x8d | 0x8f | 0x90 | 0x9d, _) => ILLEGAL,
                (0xd7 | 0xf7, 1) => 0.2,
                (0xc0.., 1) if in_word => 1.0,
                (0xc0.., 1) => 0.3,
                (0x80 | 0x82 | 0x84 | 0x85 | 0x91..=0x97 | 0x99 | 0xa0..=0xbf, 1) => 0.6,
                (0xc0.., 2) if in_word => 0.6,
                (_, 1 | 2) => 0.1,
                _ => -0.3,
            };
            score.add(plausibility, 1);
        }
    }
    score.mean()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            let (bytes, _, unmappable) = standard.encode(text);
            assert!(!unmappable);
            assert_eq!(sniff(&bytes, true), expected, "{text}");
            assert_eq!(sniff(text.as_bytes(), true), Encoding::Utf8, "{text}");
        }
    }

    #[test]
    fn utf_8_with_blemishes() {
        assert_eq!(sniff(b"", true), Encoding::Utf8);
        let text = "日付,終値".as_bytes();
        assert_eq!(sniff(&text[..text.len() - 1], false), Encoding::Utf8);
        let mut blemished = "日付,終値,高値,安値".as_bytes().to_vec();
        blemished.push(0xff);
        assert_eq!(sniff(&blemished, true), Encoding::Utf8);
        assert_eq!(sniff(b"a,caf\xc3", true), Encoding::Windows1252, "whole, so nothing is cut");
    }

    #[test]
    fn utf_16_with_and_without_a_mark() {
        let text = "Date,Close\n2024-01-02,1\n";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(sniff(&le, true), Encoding::Utf16Le);
        assert_eq!(sniff(&be, true), Encoding::Utf16Be);
        assert_eq!(sniff(&[&[0xff, 0xfe], &le[..]].concat(), true), Encoding::Utf16Le);
        assert_eq!(sniff(&[&[0xfe, 0xff], &be[..]].concat(), true), Encoding::Utf16Be);
        assert_eq!(utf16(b"\x7fELF\x02\x01\x01\0\0\0\0\0"), None);
        assert_eq!(utf16(&[0; 64]), None);
        assert_eq!(utf16(b"a\0"), None);
    }
}
