//! Inputs made from others, the same for the same seed and number.

/// Longest input that is made.
const LONGEST: usize = 16 << 10;

/// Makes inputs.
pub struct Mutator {
    seed: u64,
    inputs: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
}

impl Mutator {
    /// From a seed, inputs to begin with, of which there is at least one, and words to put in.
    pub fn new(seed: u64, inputs: Vec<Vec<u8>>, words: Vec<Vec<u8>>) -> Mutator {
        assert!(!inputs.is_empty() && !words.is_empty());
        Mutator { seed, inputs, words }
    }

    /// The input of a number: those to begin with as they are, then ever one of them changed in one to eight places.
    pub fn input(&self, case: u64) -> Vec<u8> {
        if let Some(kept) = usize::try_from(case).ok().and_then(|case| self.inputs.get(case)) {
            return kept.clone();
        }
        let mut chance = Chance { key: mixed(self.seed) ^ mixed(case), drawn: 0 };
        let mut data = chance.one_of(&self.inputs).clone();
        for _ in 0..=chance.below(8) {
            self.change(&mut data, &mut chance);
        }
        data.truncate(LONGEST);
        data
    }

    fn change(&self, data: &mut Vec<u8>, chance: &mut Chance) {
        let at = chance.below(data.len() + 1);
        let length = 1 + chance.up_to_power(8);
        let end = data.len().min(at + length);
        match chance.below(10) {
            0 => data.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << chance.below(8)),
            1 => data.iter_mut().skip(at).take(1).for_each(|byte| *byte = chance.below(256) as u8),
            2 => data.truncate(at),
            3 => drop(data.drain(at..end)),
            4 => {
                // Twice, or many times.
                let part = data[at..end].repeat(1 + chance.up_to_power(6));
                data.splice(at..at, part);
            }
            5 => {
                let other = chance.one_of(&self.inputs);
                let from = chance.below(other.len() + 1);
                data.truncate(at);
                data.extend_from_slice(&other[from..]);
            }
            6 => {
                let other = chance.one_of(&self.inputs);
                let from = chance.below(other.len() + 1);
                let part = other[from..other.len().min(from + length)].to_vec();
                data.splice(at..at, part);
            }
            7 => {
                let digits = b"0123456789.,-+eE%\"'/: \n\r;\t|\0\xff";
                data.splice(at..at, [*chance.one_of(digits)]);
            }
            8 => drop(data.splice(at..end, chance.one_of(&self.words).clone())),
            _ => drop(data.splice(at..at, chance.one_of(&self.words).clone())),
        }
    }
}

/// Numbers that follow from a key by counting.
struct Chance {
    key: u64,
    drawn: u64,
}

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.drawn += 1;
        (mixed(self.key.wrapping_add(self.drawn)) >> 16) as usize % limit.max(1)
    }

    /// Below a power of two that is drawn first, so that small ones are as likely as large ones.
    fn up_to_power(&mut self, limit: usize) -> usize {
        let power = self.below(limit);
        self.below(1 << power)
    }

    fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// The finaliser of SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The bytes of a word of a dictionary in libFuzzer's form: `"a\x09b"`; two words side by side are one.
pub fn unescaped(line: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = line.trim().as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'\\', [b'x', high, low, after @ ..]) => {
                let digit = |byte: &u8| (*byte as char).to_digit(16).unwrap() as u8;
                bytes.push(digit(high) << 4 | digit(low));
                rest = after;
            }
            (b'\\', [escaped, after @ ..]) => {
                bytes.push(*escaped);
                rest = after;
            }
            (b'"', _) => {}
            (byte, _) => bytes.push(*byte),
        }
    }
    bytes
}
