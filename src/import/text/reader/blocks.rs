//! Sixty-four bytes at a time: where the bytes stand that mean something to a table.

/// Bytes in a block.
pub(super) const BLOCK: usize = 64;

/// Places in a block, one bit for each byte, the first byte lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Places {
    /// Delimiters.
    pub delimiters: u64,
    /// Line feeds and carriage returns.
    pub line_ends: u64,
    /// Quotation marks.
    pub quotes: u64,
}

/// Finds delimiters, line ends and quotation marks.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline]
pub(super) fn places(block: &[u8; BLOCK], delimiter: u8) -> Places {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128, v128_any_true, v128_or};

    let (delimiter, quote) = (u8x16_splat(delimiter), u8x16_splat(b'"'));
    let (feed, carriage) = (u8x16_splat(b'\n'), u8x16_splat(b'\r'));
    let bits = |lanes: v128, at: usize| u64::from(u8x16_bitmask(lanes)) << (16 * at);
    let mut places = Places { delimiters: 0, line_ends: 0, quotes: 0 };
    for (at, sixteen) in block.as_chunks::<16>().0.iter().enumerate() {
        let number = u128::from_le_bytes(*sixteen);
        let bytes = u64x2(number as u64, (number >> 64) as u64);
        places.delimiters |= bits(u8x16_eq(bytes, delimiter), at);
        places.line_ends |= bits(v128_or(u8x16_eq(bytes, feed), u8x16_eq(bytes, carriage)), at);
        let quotes = u8x16_eq(bytes, quote);
        if v128_any_true(quotes) {
            places.quotes |= bits(quotes, at);
        }
    }
    places
}

/// Finds delimiters, line ends and quotation marks.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline]
pub(super) fn places(block: &[u8; BLOCK], delimiter: u8) -> Places {
    let bits = |wanted: fn(u8, u8) -> bool| {
        block.iter().rev().fold(0, |bits: u64, byte| bits << 1 | u64::from(wanted(*byte, delimiter)))
    };
    Places {
        delimiters: bits(|byte, delimiter| byte == delimiter),
        line_ends: bits(|byte, _| byte == b'\n' || byte == b'\r'),
        quotes: bits(|byte, _| byte == b'"'),
    }
}

/// Finds them in fewer bytes than a block.
pub(super) fn places_in_part(part: &[u8], delimiter: u8) -> Places {
    let mut block = [0; BLOCK];
    block.iter_mut().zip(part).for_each(|(to, from)| *to = *from);
    let within = !(u64::MAX << part.len().min(BLOCK - 1));
    let found = places(&block, delimiter);
    Places { delimiters: found.delimiters & within, line_ends: found.line_ends & within, quotes: found.quotes & within }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(properties::kept_beside())]
        #[test]
        fn every_place_is_found(bytes in proptest::collection::vec(prop_oneof![Just(b','), Just(b'\n'), Just(b'\r'), Just(b'"'), any::<u8>()], 0..64), delimiter: u8) {
            let found = places_in_part(&bytes, delimiter);
            for at in 0..64 {
                let byte = bytes.get(at).copied();
                prop_assert_eq!(found.delimiters >> at & 1 == 1, byte == Some(delimiter));
                prop_assert_eq!(found.line_ends >> at & 1 == 1, matches!(byte, Some(b'\n' | b'\r')));
                prop_assert_eq!(found.quotes >> at & 1 == 1, byte == Some(b'"'));
            }
        }
    }
}
