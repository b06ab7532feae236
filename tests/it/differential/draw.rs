//! Choices that follow from a seed, a file's number and a count, and from nothing else.

/// The seed of all files. Another one needs other digests: see tests/reference/differential.py.
const SEED: u64 = 20_240_229;

/// The choices of one file.
pub(super) struct Draw {
    key: u64,
    drawn: u64,
}

impl Draw {
    pub(super) fn of_file(number: u64) -> Draw {
        Draw { key: mixed(SEED ^ mixed(number)), drawn: 0 }
    }

    pub(super) fn next(&mut self) -> u64 {
        self.drawn += 1;
        mixed(self.key.wrapping_add(self.drawn))
    }

    /// One of `0..limit`.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 11) % limit
    }

    pub(super) fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to - from + 1)
    }

    /// True as often as this many times in a hundred.
    pub(super) fn percent(&mut self, of_hundred: u64) -> bool {
        self.below(100) < of_hundred
    }

    pub(super) fn one_of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len() as u64) as usize]
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for position in (1..items.len()).rev() {
            items.swap(position, self.below(position as u64 + 1) as usize);
        }
    }
}

/// The finaliser of `SplitMix64`: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
