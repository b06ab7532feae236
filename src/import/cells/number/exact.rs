//! Plain decimal numbers whose value takes one division: nearly all cells of prices.

/// Powers of ten that a binary64 holds exactly.
const POWERS_OF_TEN: [f64; 20] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19];
/// The largest whole number up to which a binary64 holds every one.
const LARGEST_WHOLE: u64 = 1 << 53;
/// Digits that a u64 always holds.
const MOST_DIGITS: usize = 19;

/// The value of digits with at most one decimal mark in them, where it is the quotient of a whole number and a power of ten
/// that a binary64 both holds exactly: one division then rounds correctly (W. Clinger, "How to Read Floating Point Numbers
/// Accurately", 1990). `None` for every other text.
#[inline]
pub(super) fn read(mark: u8, cell: &[u8]) -> Option<f64> {
    if cell.len() > MOST_DIGITS {
        return None;
    }
    let mut digits = 0;
    let mut add = |whole: u64, bytes: &mut std::slice::Iter<'_, u8>| {
        let mut whole = whole;
        for byte in bytes {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return (whole, Some(*byte));
            }
            whole = whole * 10 + u64::from(digit);
            digits += 1;
        }
        (whole, None)
    };
    let mut bytes = cell.iter();
    let (mut whole, mut end) = add(0, &mut bytes);
    let mut fraction_digits = 0;
    if end == Some(mark) {
        fraction_digits = bytes.len();
        (whole, end) = add(whole, &mut bytes);
    }
    if end.is_some() || digits == 0 || whole > LARGEST_WHOLE {
        return None;
    }
    // Signed, since WebAssembly's machines convert only these in one step.
    Some(whole as i64 as f64 / POWERS_OF_TEN.get(fraction_digits)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_texts() {
        assert_eq!(read(b'.', b"27.332500"), Some(27.3325));
        assert_eq!(read(b',', b"27,5"), Some(27.5));
        assert_eq!(read(b'.', b".5"), Some(0.5));
        assert_eq!(read(b'.', b"5."), Some(5.0));
        assert_eq!(read(b'.', b"9007199254740992"), Some(9_007_199_254_740_992.0));
        for other in ["", ".", "9007199254740993", "1.2.3", "-1", "1e5", "1,5", " 1", "00000000000000000001", "１"] {
            assert_eq!(read(b'.', other.as_bytes()), None, "{other}");
        }
    }

    proptest! {
        #![proptest_config(properties::cases(5_000))]

        #[test]
        fn every_value_is_the_nearest(text in prop_oneof!["[0-9]{0,19}\\.?[0-9]{0,19}", "[0-9]{1,8}\\.[0-9]{1,8}", "[0-9.,]{0,20}"]) {
            if let Some(value) = read(b'.', text.as_bytes()) {
                let nearest: f64 = text.parse().unwrap();
                prop_assert_eq!(value.to_bits(), nearest.to_bits(), "{}", text);
            }
        }

        #[test]
        fn prices_take_this_way(cents in 0_u64..1 << 53, digits in 0_usize..16) {
            let text = format!("{cents:017}");
            let text = format!("{}.{}", &text[..17 - digits], &text[17 - digits..]);
            prop_assert_eq!(read(b'.', text.as_bytes()), text.parse().ok(), "{}", text);
        }
    }
}
