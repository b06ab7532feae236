//! Dashed lines: cut by the length of their path, so that they look the same on every backend.

/// On and off in CSS pixels, in turn; empty is solid. The first is the line that matters, the others are told apart from it, and from
/// each other, without colour.
pub(crate) const DASHES: [&[f64]; 5] = [&[], &[7.0, 4.0], &[2.0, 3.0], &[10.0, 3.0, 2.0, 3.0], &[14.0, 4.0]];

/// The drawn parts of a path of device pixels; `scale` device pixels are a CSS pixel.
pub(crate) fn dashed(path: &[(i32, i32)], pattern: &[f64], scale: f64) -> Vec<Vec<(i32, i32)>> {
    let (Some(&start), false) = (path.first(), pattern.is_empty()) else { return vec![path.to_vec()] };
    let mut parts = Vec::new();
    let mut part = vec![start];
    let mut lengths = pattern.iter().map(|length| length * scale).cycle();
    let mut left = lengths.next().unwrap_or(f64::INFINITY);
    let mut drawing = true;
    let mut at = (f64::from(start.0), f64::from(start.1));
    for &corner in path.iter().skip(1) {
        let to = (f64::from(corner.0), f64::from(corner.1));
        loop {
            let way = libm::hypot(to.0 - at.0, to.1 - at.1);
            if way < left {
                left -= way;
                break;
            }
            at = (at.0 + (to.0 - at.0) * left / way, at.1 + (to.1 - at.1) * left / way);
            let cut = (at.0.round() as i32, at.1.round() as i32);
            if drawing {
                part.push(cut);
                parts.push(std::mem::take(&mut part));
            } else {
                part = vec![cut];
            }
            drawing = !drawing;
            left = lengths.next().unwrap_or(f64::INFINITY);
        }
        at = to;
        if drawing {
            part.push(corner);
        }
    }
    if part.len() > 1 {
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_cut_by_its_length() {
        assert_eq!(dashed(&[(0, 0), (10, 0)], &[], 1.0), [[(0, 0), (10, 0)]]);
        let parts = dashed(&[(0, 0), (10, 0)], &[4.0, 2.0], 1.0);
        assert_eq!(parts, [[(0, 0), (4, 0)], [(6, 0), (10, 0)]]);
        let around = dashed(&[(0, 0), (6, 0), (6, 20)], &[8.0, 4.0], 1.0);
        assert_eq!(around, [vec![(0, 0), (6, 0), (6, 2)], vec![(6, 6), (6, 14)], vec![(6, 18), (6, 20)]]);
        assert_eq!(dashed(&[(0, 0), (10, 0)], &[4.0, 2.0], 2.0), [[(0, 0), (8, 0)]]);
        assert_eq!(dashed(&[], &[4.0, 2.0], 1.0), [[]]);
        assert_eq!(dashed(&[(3, 3)], &[4.0, 2.0], 1.0).len(), 0);
    }
}
