//! Random numbers that are a function of a seed and a position.

/// The counter-based generator Philox4x32-10: block i of stream s under a seed is a fixed scrambling of (i, s), so any part
/// can be drawn without what stands before it, in any order, and the same everywhere. Integer arithmetic only.
///
/// Source: Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3 (SC11); held to the known answers
/// of its authors. O(1) per number, no state to warm up. Not for secrets.
///
/// ```
/// use sectorscope_stats::resampling::random::Philox;
/// let mut first = Philox::new(7, 3);
/// let mut again = Philox::new(7, 3);
/// assert_eq!(first.below(1000), again.below(1000));
/// ```
#[derive(Clone, Debug)]
pub struct Philox {
    key: [u32; 2],
    stream: [u32; 2],
    block: u64,
    /// What is left of the current block, last first.
    left: [u32; 4],
    count: usize,
}

impl Philox {
    /// The stream of numbers with this seed and stream number, from its beginning. O(1).
    ///
    /// ```
    /// use sectorscope_stats::resampling::random::Philox;
    /// assert_ne!(Philox::new(7, 3).next_u32(), Philox::new(7, 4).next_u32());
    /// ```
    pub fn new(seed: u64, stream: u64) -> Philox {
        Philox { key: halves(seed), stream: halves(stream), block: 0, left: [0; 4], count: 0 }
    }

    /// 32 random bits. O(1).
    ///
    /// ```
    /// // The first word of the known answer for zeros.
    /// assert_eq!(sectorscope_stats::resampling::random::Philox::new(0, 0).next_u32(), 0x6627_e8d5);
    /// ```
    pub fn next_u32(&mut self) -> u32 {
        if self.count == 0 {
            let [low, high] = halves(self.block);
            let [a, b, c, d] = philox4x32([low, high, self.stream[0], self.stream[1]], self.key);
            self.left = [d, c, b, a];
            self.count = 4;
            self.block += 1;
        }
        self.count -= 1;
        self.left[self.count]
    }

    /// A whole number from 0 up to but not including `bound`, each equally likely; 0 for a bound of 0. Source: Lemire 2019,
    /// ACM TOMACS 29:3. O(1) on average.
    ///
    /// ```
    /// let mut die = sectorscope_stats::resampling::random::Philox::new(1, 0);
    /// let mut faces: Vec<u32> = (0..100).map(|_| die.below(6)).collect();
    /// faces.sort_unstable();
    /// faces.dedup();
    /// assert_eq!(faces, [0, 1, 2, 3, 4, 5]);
    /// ```
    pub fn below(&mut self, bound: u32) -> u32 {
        // The lowest 2^32 mod bound products would favour some values.
        let biased = if bound == 0 { 0 } else { bound.wrapping_neg() % bound };
        loop {
            let product = u64::from(self.next_u32()) * u64::from(bound);
            if product as u32 >= biased {
                return (product >> 32) as u32;
            }
        }
    }

    /// A number in [0, 1), a multiple of 2^-53. O(1).
    ///
    /// ```
    /// let mut random = sectorscope_stats::resampling::random::Philox::new(1, 0);
    /// let mean = (0..10_000).map(|_| random.unit()).sum::<f64>() / 10_000.0;
    /// assert!((mean - 0.5).abs() < 0.01);
    /// ```
    pub fn unit(&mut self) -> f64 {
        let (high, low) = (u64::from(self.next_u32() >> 5), u64::from(self.next_u32() >> 6));
        ((high << 26) | low) as f64 / (1_u64 << 53) as f64
    }
}

fn halves(value: u64) -> [u32; 2] {
    [value as u32, (value >> 32) as u32]
}

/// Ten rounds of multiplication and key addition.
fn philox4x32(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for round in 0..10 {
        if round > 0 {
            key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
        }
        let [low0, high0] = halves(u64::from(counter[0]) * 0xD251_1F53);
        let [low1, high1] = halves(u64::from(counter[2]) * 0xCD9E_8D57);
        counter = [high1 ^ counter[1] ^ key[0], low1, high0 ^ counter[3] ^ key[1], low0];
    }
    counter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers() {
        assert_eq!(philox4x32([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox4x32([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox4x32([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn a_stream_begins_with_its_first_block() {
        let mut stream = Philox::new(0, 0);
        let drawn: Vec<u32> = (0..5).map(|_| stream.next_u32()).collect();
        assert_eq!(drawn[..4], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(drawn[4], philox4x32([1, 0, 0, 0], [0, 0])[0]);
        assert_ne!(Philox::new(0, 1).next_u32(), drawn[0]);
        assert_ne!(Philox::new(1, 0).next_u32(), drawn[0]);
    }

    #[test]
    fn bounded_numbers_are_bounded_and_even() {
        let mut stream = Philox::new(42, 0);
        let mut counts = [0_u32; 6];
        for _ in 0..60_000 {
            counts[stream.below(6) as usize] += 1;
        }
        // Five standard deviations of a count of 10000 are 456.
        assert!(counts.iter().all(|&count| count.abs_diff(10_000) < 456), "{counts:?}");
        assert_eq!((stream.below(0), stream.below(1)), (0, 0));
        assert!((0..100).all(|_| stream.below(u32::MAX) < u32::MAX));
    }

    #[test]
    fn units_lie_in_their_interval_with_the_right_mean() {
        let mut stream = Philox::new(9, 1);
        let units: Vec<f64> = (0..10_000).map(|_| stream.unit()).collect();
        assert!(units.iter().all(|u| (0.0..1.0).contains(u)));
        let mean = units.iter().sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 5.0 * 0.2887 / 100.0, "{mean}");
    }
}
