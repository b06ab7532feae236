//! Names in ZIP archives.

use crate::import::container::inflate::little_endian;

/// The upper half of code page 437, in which names are that do not say otherwise.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// A name as text, its folders divided by `/`. Many tools write UTF-8 without saying so.
pub(crate) fn decoded(name: &[u8], extra: &[u8], utf8: bool) -> String {
    // Info-ZIP's field: a version, a checksum of the plain name, and the name in UTF-8.
    let better = extra_field(extra, 0x7075).and_then(|field| std::str::from_utf8(field.get(5..)?).ok());
    let text = match (better, std::str::from_utf8(name)) {
        (Some(text), _) | (None, Ok(text)) => text.to_owned(),
        (None, Err(_)) if utf8 => String::from_utf8_lossy(name).into_owned(),
        (None, Err(_)) => name.iter().map(|byte| of_code_page(*byte)).collect(),
    };
    let tidy = text.replace('\\', "/");
    tidy.trim_start_matches(['/']).trim_start_matches("./").to_owned()
}

fn of_code_page(byte: u8) -> char {
    match byte.checked_sub(0x80) {
        Some(at) => CP437.chars().nth(usize::from(at)).unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(byte),
    }
}

/// The extra field with this id.
pub(crate) fn extra_field(mut extra: &[u8], id: u64) -> Option<&[u8]> {
    loop {
        let (this, length) = (little_endian::<2>(extra, 0)?, little_endian::<2>(extra, 2)?);
        let (field, rest) = extra.get(4..)?.split_at_checked(length as usize)?;
        if this == id {
            return Some(field);
        }
        extra = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_both_code_pages() {
        assert_eq!(CP437.chars().count(), 128);
        assert_eq!(decoded(b"Z\x81rich.csv", b"", false), "Zürich.csv");
        assert_eq!(decoded("Zürich.csv".as_bytes(), b"", false), "Zürich.csv");
        assert_eq!(decoded(b"a\xffb", b"", true), "a\u{fffd}b");
        assert_eq!(decoded(b"folder\\x.csv", b"", true), "folder/x.csv");
        assert_eq!(decoded(b"./x.csv", b"", true), "x.csv");
        let field = [b"\x75\x70\x09\0\x01\0\0\0\0".as_slice(), "é.c".as_bytes()].concat();
        assert_eq!(decoded(b"?.c", &field, false), "é.c");
        assert_eq!(extra_field(b"\x01\0\x09\0ab", 1), None);
    }
}
