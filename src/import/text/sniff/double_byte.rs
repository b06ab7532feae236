//! How likely bytes are one of the encodings of two bytes a character: in each, the characters of every day have their own rows.

/// What stands at a byte that is not ASCII.
enum Read {
    /// A character of this many bytes, and how plausible it is.
    Character(usize, f64),
    /// The first byte of one, at the end of what is judged.
    Cut,
    /// Nothing.
    Illegal,
}

/// What an illegal sequence costs: more than one good character gains.
const ILLEGAL: f64 = -2.0;

/// Mean plausibility of the characters that are not ASCII, weighted by their bytes; `read` tells what a byte and those behind it are.
fn mean(head: &[u8], read: impl Fn(u8, &[u8]) -> Read) -> f64 {
    let (mut sum, mut weight) = (0.0, 0.0);
    let mut rest = head;
    while let Some((lead, after)) = rest.split_first() {
        rest = after;
        let (bytes, plausibility) = match *lead {
            0..=0x7f => continue,
            lead => match read(lead, after) {
                Read::Character(bytes, plausibility) => (bytes, plausibility),
                Read::Cut => continue,
                Read::Illegal => (1, ILLEGAL),
            },
        };
        sum += plausibility * bytes as f64;
        weight += bytes as f64;
        rest = after.get(bytes - 1..).unwrap_or(&[]);
    }
    if weight > 0.0 { sum / weight } else { 0.0 }
}

/// As Shift-JIS: kana and the kanji of level 1 are ordinary.
pub(super) fn japanese(head: &[u8]) -> f64 {
    mean(head, |lead, after| match (lead, after) {
        // A katakana of half width, one byte each: seldom, and what the bytes of other encodings look like.
        (0xa1..=0xdf, _) => Read::Character(1, 0.1),
        (0x81..=0x9f | 0xe0..=0xfc, []) => Read::Cut,
        (0x81..=0x9f | 0xe0..=0xfc, [trail @ (0x40..=0x7e | 0x80..=0xfc), ..]) => {
            let plausibility = match (lead, *trail) {
                (0x82, 0x9f..=0xf1) | (0x83, 0x40..=0x96) => 1.0,
                (0x88, 0x9f..) | (0x89..=0x97, _) => 0.9,
                (0x81, _) => 0.7,
                (0x82, 0x4f..=0x9a) => 0.6,
                (0x98..=0x9f | 0xe0..=0xea, _) => 0.1,
                _ => -0.5,
            };
            Read::Character(2, plausibility)
        }
        _ => Read::Illegal,
    })
}

/// As GB18030: the hanzi of level 1 are ordinary.
pub(super) fn chinese(head: &[u8]) -> f64 {
    mean(head, |lead, after| match (lead, after) {
        (0x81..=0xfe, []) => Read::Cut,
        (0x81..=0xfe, [0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, ..]) => Read::Character(4, 0.1),
        (0x81..=0xfe, [trail @ (0x40..=0x7e | 0x80..=0xfe), ..]) => {
            let plausibility = match (lead, *trail) {
                (0xb0..=0xd7, 0xa1..) => 1.0,
                (0xa1..=0xa3, 0xa1..) => 0.7,
                (0xa4 | 0xa5, 0xa1..) => 0.3,
                (0xd8..=0xf7 | 0xa6..=0xa9, 0xa1..) => 0.1,
                (0x81..=0xa0, _) => -0.1,
                _ => -0.3,
            };
            Read::Character(2, plausibility)
        }
        _ => Read::Illegal,
    })
}

/// As EUC-KR with Microsoft's extension: all that Koreans write today are syllables of the first rows, which Chinese is not.
pub(super) fn korean(head: &[u8]) -> f64 {
    mean(head, |lead, after| match (lead, after) {
        (0x81..=0xfe, []) => Read::Cut,
        (0x81..=0xfe, [trail @ (0x41..=0x5a | 0x61..=0x7a | 0x81..=0xfe), ..]) => {
            let plausibility = match (lead, *trail) {
                // More than Chinese has for the same bytes: it would have others too.
                (0xb0..=0xc8, 0xa1..) => 1.01,
                (0xa1..=0xa3, 0xa1..) => 0.7,
                (0xca..=0xfd, 0xa1..) => 0.1,
                (0x81..=0xc6, _) => 0.1,
                _ => -0.5,
            };
            Read::Character(2, plausibility)
        }
        _ => Read::Illegal,
    })
}

/// As Big5: the characters of level 1 are ordinary.
pub(super) fn taiwanese(head: &[u8]) -> f64 {
    mean(head, |lead, after| match (lead, after) {
        (0x81..=0xfe, []) => Read::Cut,
        (0x81..=0xfe, [0x40..=0x7e | 0xa1..=0xfe, ..]) => {
            let plausibility = match lead {
                0xa4..=0xc6 => 1.0,
                0xa1..=0xa3 => 0.7,
                0xc9..=0xf9 => 0.1,
                _ => -0.5,
            };
            Read::Character(2, plausibility)
        }
        _ => Read::Illegal,
    })
}
