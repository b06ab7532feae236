//! The CRC-32 that gzip and ZIP hold their contents to (ISO 3309), eight bytes at a time.

use std::sync::OnceLock;

/// A byte's effect when this many bytes follow it. Made at first use: as constants they would be the largest table of the
/// module that visitors load.
type Tables = [[u32; 256]; 8];

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let shifted =
            |sum: u32| (0..8).fold(sum, |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 });
        let mut tables = [[0; 256]; 8];
        let mut row: [u32; 256] = std::array::from_fn(|byte| byte as u32);
        for table in &mut tables {
            row = row.map(shifted);
            *table = row;
        }
        tables
    })
}

/// A checksum under way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crc32 {
    inverted: u32,
}

impl Default for Crc32 {
    fn default() -> Crc32 {
        Crc32 { inverted: u32::MAX }
    }
}

impl Crc32 {
    /// Takes the next bytes.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        let [t0, t1, t2, t3, t4, t5, t6, t7] = tables();
        // The index is below 256, and the compiler sees that.
        let of = |table: &[u32; 256], sum: u32| table.get((sum & 0xff) as usize).copied().unwrap_or(0);
        let (eights, rest) = bytes.as_chunks::<8>();
        let mut sum = self.inverted;
        for [a, b, c, d, e, f, g, h] in eights {
            let low = sum ^ u32::from_le_bytes([*a, *b, *c, *d]);
            let high = u32::from_le_bytes([*e, *f, *g, *h]);
            sum = of(t7, low) ^ of(t6, low >> 8) ^ of(t5, low >> 16) ^ of(t4, low >> 24);
            sum ^= of(t3, high) ^ of(t2, high >> 8) ^ of(t1, high >> 16) ^ of(t0, high >> 24);
        }
        for byte in rest {
            sum = of(t0, sum ^ u32::from(*byte)) ^ (sum >> 8);
        }
        self.inverted = sum;
    }

    /// The checksum of all bytes so far.
    pub(crate) fn value(self) -> u64 {
        u64::from(!self.inverted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_s_check_value_in_any_slices() {
        let mut whole = Crc32::default();
        whole.update(b"123456789");
        assert_eq!(whole.value(), 0xcbf4_3926);
        let bytes: Vec<u8> = (0..1000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let mut expected = flate2::Crc::new();
        expected.update(&bytes);
        for slice in [1, 3, 8, 13, 1000] {
            let mut sum = Crc32::default();
            bytes.chunks(slice).for_each(|bytes| sum.update(bytes));
            assert_eq!(sum.value(), u64::from(expected.sum()));
        }
    }
}
