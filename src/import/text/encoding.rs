//! Text encodings: every file becomes UTF-8 before it is read, in slices of any size.
//!
//! UTF-16 and Windows-1252 are decoded here. The others are tables, and every browser has them: whoever makes an importer brings the
//! decoder for these. Both that exist follow the WHATWG Encoding Standard.

/// How a file's characters are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows-1252, of which Latin-1 is a part.
    Windows1252,
    /// Shift-JIS, with Microsoft's extensions.
    ShiftJis,
    /// GB18030, of which GBK and GB2312 are parts.
    Gb18030,
    /// EUC-KR with Microsoft's extension, which is called cp949 as well.
    EucKr,
    /// Big5, with the characters of Hong Kong.
    Big5,
    /// Windows-1250, of Central Europe.
    Windows1250,
    /// Windows-1251, of Cyrillic letters.
    Windows1251,
    /// Windows-1253, of Greek letters.
    Windows1253,
    /// Windows-1254, of Turkish.
    Windows1254,
}

impl Encoding {
    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::ShiftJis => "Shift-JIS",
            Encoding::Gb18030 => "GB18030",
            Encoding::EucKr => "EUC-KR",
            Encoding::Big5 => "Big5",
            Encoding::Windows1250 => "Windows-1250",
            Encoding::Windows1251 => "Windows-1251",
            Encoding::Windows1253 => "Windows-1253",
            Encoding::Windows1254 => "Windows-1254",
        }
    }

    /// Label of the Encoding Standard.
    pub fn label(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Windows1252 => "windows-1252",
            Encoding::ShiftJis => "shift_jis",
            Encoding::Gb18030 => "gb18030",
            Encoding::EucKr => "euc-kr",
            Encoding::Big5 => "big5",
            Encoding::Windows1250 => "windows-1250",
            Encoding::Windows1251 => "windows-1251",
            Encoding::Windows1253 => "windows-1253",
            Encoding::Windows1254 => "windows-1254",
        }
    }
}

/// Turns bytes into UTF-8, slice by slice; what cannot be read becomes U+FFFD.
pub trait Decode {
    /// Appends the text of these bytes to `out`. A character that ends in the next slice waits for it, unless this is the
    /// last.
    fn push(&mut self, bytes: &[u8], last: bool, out: &mut Vec<u8>);
}

/// Makes decoders; it is asked for those that need a table.
pub type MakeDecoder = fn(Encoding) -> Box<dyn Decode>;

/// A decoder for any encoding but UTF-8, which needs none; `tables` makes those that need one.
pub fn decoder(encoding: Encoding, tables: MakeDecoder) -> Box<dyn Decode> {
    match encoding {
        Encoding::Utf16Le => Box::new(Utf16::new(u16::from_le_bytes)),
        Encoding::Utf16Be => Box::new(Utf16::new(u16::from_be_bytes)),
        Encoding::Windows1252 | Encoding::Utf8 => Box::new(Windows1252),
        _ => tables(encoding),
    }
}

/// Decoders for programs that run outside a browser.
#[cfg(not(target_arch = "wasm32"))]
pub fn native(encoding: Encoding) -> Box<dyn Decode> {
    struct Table(encoding_rs::Decoder);
    impl Decode for Table {
        fn push(&mut self, mut bytes: &[u8], last: bool, out: &mut Vec<u8>) {
            let mut text = String::with_capacity(self.0.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3));
            loop {
                let (result, read, _) = self.0.decode_to_string(bytes, &mut text, last);
                bytes = bytes.get(read..).unwrap_or(&[]);
                if result == encoding_rs::CoderResult::InputEmpty {
                    break;
                }
                text.reserve(bytes.len().max(16) * 3);
            }
            out.extend_from_slice(text.as_bytes());
        }
    }
    let table = encoding_rs::Encoding::for_label(encoding.label().as_bytes());
    Box::new(Table(table.unwrap_or(encoding_rs::WINDOWS_1252).new_decoder_without_bom_handling()))
}

/// Whether all bytes are ASCII; in strides that a compiler turns into vectors.
pub fn is_ascii(bytes: &[u8]) -> bool {
    bytes.chunks(1 << 12).all(|stride| stride.iter().fold(0, |all, byte| all | byte) < 0x80)
}

fn append(out: &mut Vec<u8>, character: char) {
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

struct Utf16 {
    unit: fn([u8; 2]) -> u16,
    half: Option<u8>,
    high: Option<u16>,
    begun: bool,
}

impl Utf16 {
    fn new(unit: fn([u8; 2]) -> u16) -> Utf16 {
        Utf16 { unit, half: None, high: None, begun: false }
    }

    fn take(&mut self, unit: u16, out: &mut Vec<u8>) {
        // The byte order mark is not part of the text.
        let mark = !self.begun && unit == 0xfeff;
        self.begun = true;
        if mark {
            return;
        }
        let high = self.high.take();
        for decoded in char::decode_utf16(high.into_iter().chain([unit])) {
            match decoded {
                Ok(character) => append(out, character),
                // The second half may be the next unit.
                Err(lone) if lone.unpaired_surrogate() == unit && (0xd800..0xdc00).contains(&unit) => {
                    self.high = Some(unit);
                }
                Err(_) => append(out, char::REPLACEMENT_CHARACTER),
            }
        }
    }
}

impl Decode for Utf16 {
    fn push(&mut self, bytes: &[u8], last: bool, out: &mut Vec<u8>) {
        for byte in bytes {
            match self.half.take() {
                Some(first) => self.take((self.unit)([first, *byte]), out),
                None => self.half = Some(*byte),
            }
        }
        // As the Encoding Standard has it: one mark for whatever is left.
        if last && (self.half.take().is_some() | self.high.take().is_some()) {
            append(out, char::REPLACEMENT_CHARACTER);
        }
    }
}

/// The Encoding Standard's characters for 0x80 to 0x9f; the others are those of Unicode.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

struct Windows1252;

impl Decode for Windows1252 {
    fn push(&mut self, bytes: &[u8], _last: bool, out: &mut Vec<u8>) {
        for byte in bytes {
            let special = byte.checked_sub(0x80).and_then(|at| WINDOWS_1252.get(usize::from(at)));
            append(out, special.copied().unwrap_or(char::from(*byte)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(encoding: Encoding, bytes: &[u8], slice: usize) -> String {
        let mut decoder = decoder(encoding, native);
        let mut out = Vec::new();
        bytes.chunks(slice).for_each(|bytes| decoder.push(bytes, false, &mut out));
        decoder.push(&[], true, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn any_slices_give_the_text_of_the_standard() {
        let mut bytes: Vec<u8> = (0..=255).collect();
        bytes.extend((0..6_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 23) as u8));
        for (encoding, standard) in [
            (Encoding::Utf16Le, encoding_rs::UTF_16LE),
            (Encoding::Utf16Be, encoding_rs::UTF_16BE),
            (Encoding::Windows1252, encoding_rs::WINDOWS_1252),
            (Encoding::ShiftJis, encoding_rs::SHIFT_JIS),
            (Encoding::Gb18030, encoding_rs::GB18030),
            (Encoding::EucKr, encoding_rs::EUC_KR),
            (Encoding::Big5, encoding_rs::BIG5),
            (Encoding::Windows1250, encoding_rs::WINDOWS_1250),
            (Encoding::Windows1251, encoding_rs::WINDOWS_1251),
            (Encoding::Windows1253, encoding_rs::WINDOWS_1253),
            (Encoding::Windows1254, encoding_rs::WINDOWS_1254),
        ] {
            let expected = standard.decode_without_bom_handling(&bytes).0;
            for slice in [1, 2, 3, 7, 1 << 20] {
                assert_eq!(decoded(encoding, &bytes, slice), expected, "{encoding:?} in slices of {slice}");
            }
        }
    }

    #[test]
    fn pairs_marks_and_halves() {
        let units = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(decoded(Encoding::Utf16Le, &units("\u{feff}a\u{feff}😀"), 1), "a\u{feff}😀");
        assert_eq!(decoded(Encoding::Utf16Le, &[0x3d, 0xd8], 1), "\u{fffd}");
        assert_eq!(decoded(Encoding::Utf16Le, &[0x3d, 0xd8, 0x41, 0, 7], 2), "\u{fffd}A\u{fffd}");
        assert_eq!(decoded(Encoding::Windows1252, b"\x80 \xfc", 1), "€ ü");
    }
}
