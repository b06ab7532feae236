//! Labels beside a plot that must not touch.
use sectorscope_ground::order::sort_by;

/// Heights near those wanted, each at least `apart` from the next and all within the room from its top to its bottom. The order of
/// heights is kept. Where not all fit, the last ones given go without.
pub(crate) fn moved_apart(wanted: &[f64], apart: f64, (top, bottom): (f64, f64)) -> Vec<Option<f64>> {
    let room = if bottom >= top { ((bottom - top) / apart) as usize + 1 } else { 0 };
    let mut order: Vec<usize> = (0..wanted.len().min(room)).collect();
    let at = |index: usize| wanted.get(index).copied().unwrap_or(top);
    sort_by(&mut order, |&a, &b| at(a).total_cmp(&at(b)));
    // Each by itself first; those that touch form a block, which stands around the middle of what its members want.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for &index in &order {
        let mut block = (at(index), 1_usize);
        while let Some(&(above, count)) = blocks.last() {
            let reach = (count + block.1) as f64 / 2.0 * apart;
            if held(block, apart, (top, bottom)) - held((above, count), apart, (top, bottom)) >= reach {
                break;
            }
            blocks.pop();
            let all = count + block.1;
            block = ((above * count as f64 + block.0 * block.1 as f64) / all as f64, all);
        }
        blocks.push(block);
    }
    let places = blocks.into_iter().flat_map(|block| {
        let middle = held(block, apart, (top, bottom));
        (0..block.1).map(move |i| middle + (i as f64 - (block.1 as f64 - 1.0) / 2.0) * apart)
    });
    let mut heights = vec![None; wanted.len()];
    for (index, place) in order.into_iter().zip(places) {
        if let Some(height) = heights.get_mut(index) {
            *height = Some(place);
        }
    }
    heights
}

/// The middle of a block, held so that all of it is inside.
fn held((middle, count): (f64, usize), apart: f64, (top, bottom): (f64, f64)) -> f64 {
    let half = (count as f64 - 1.0) / 2.0 * apart;
    middle.min(bottom - half).max(top + half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_apart_stays() {
        assert_eq!(moved_apart(&[10.0, 50.0], 15.0, (0.0, 100.0)), [Some(10.0), Some(50.0)]);
        assert_eq!(moved_apart(&[50.0, 50.0], 10.0, (0.0, 100.0)), [Some(45.0), Some(55.0)]);
        assert_eq!(moved_apart(&[2.0, 0.0], 10.0, (0.0, 100.0)), [Some(10.0), Some(0.0)]);
        assert_eq!(moved_apart(&[5.0, 5.0, 5.0], 10.0, (0.0, 12.0)), [Some(0.0), Some(10.0), None]);
        assert_eq!(moved_apart(&[5.0], 10.0, (3.0, 2.0)), [None]);
    }

    proptest! {
        #![proptest_config(properties::kept_beside())]

        #[test]
        fn all_are_inside_and_apart(wanted in prop::collection::vec(-50.0..250.0_f64, 0..12), bottom in 0.0..200.0_f64) {
            let mut heights: Vec<f64> = moved_apart(&wanted, 15.0, (0.0, bottom)).into_iter().flatten().collect();
            prop_assert_eq!(heights.len(), wanted.len().min((bottom / 15.0) as usize + 1));
            sort_by(&mut heights, f64::total_cmp);
            prop_assert!(heights.iter().all(|height| *height >= -1e-9 && *height <= bottom + 1e-9), "{:?}", heights);
            prop_assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= 15.0 - 1e-9), "{:?}", heights);
        }
    }
}
