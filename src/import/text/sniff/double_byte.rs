//! How likely bytes are one of the encodings of two bytes a character: in each, the characters of every day have their own rows.

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
pub(super) fn japanese(head: &[u8]) -> f64 {
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
pub(super) fn chinese(head: &[u8]) -> f64 {
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

/// As EUC-KR with Microsoft's extension: all that Koreans write today are syllables of the first rows, which Chinese is not.
pub(super) fn korean(head: &[u8]) -> f64 {
    let mut score = Score::default();
    let mut rest = head;
    while let Some((lead, after)) = rest.split_first() {
        rest = after;
        match (*lead, after) {
            (0..=0x7f, _) => {}
            (0x81..=0xfe, []) => {}
            (0x81..=0xfe, [trail @ (0x41..=0x5a | 0x61..=0x7a | 0x81..=0xfe), after @ ..]) => {
                rest = after;
                let plausibility = match (*lead, *trail) {
                    // More than Chinese has for the same bytes: it would have others too.
                    (0xb0..=0xc8, 0xa1..) => 1.01,
                    (0xa1..=0xa3, 0xa1..) => 0.7,
                    (0xca..=0xfd, 0xa1..) => 0.1,
                    (0x81..=0xc6, _) => 0.1,
                    _ => -0.5,
                };
                score.add(plausibility, 2);
            }
            _ => score.add(ILLEGAL, 1),
        }
    }
    score.mean()
}

/// As Big5: the characters of level 1 are ordinary.
pub(super) fn taiwanese(head: &[u8]) -> f64 {
    let mut score = Score::default();
    let mut rest = head;
    while let Some((lead, after)) = rest.split_first() {
        rest = after;
        match (*lead, after) {
            (0..=0x7f, _) => {}
            (0x81..=0xfe, []) => {}
            (0x81..=0xfe, [0x40..=0x7e | 0xa1..=0xfe, after @ ..]) => {
                rest = after;
                let plausibility = match *lead {
                    0xa4..=0xc6 => 1.0,
                    0xa1..=0xa3 => 0.7,
                    0xc9..=0xf9 => 0.1,
                    _ => -0.5,
                };
                score.add(plausibility, 2);
            }
            _ => score.add(ILLEGAL, 1),
        }
    }
    score.mean()
}
