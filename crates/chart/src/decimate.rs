//! A long line reduced to what is visible and what its pixels can show. With whole-pixel columns nothing visible is lost: within a column a
//! polyline covers exactly the range from its lowest to its highest value, and joins its neighbours at its first and last.

/// A run of values without a gap, as points of pixel column and value.
pub type Segment = Vec<(i32, f64)>;

/// Reduces a line to at most four points per pixel column (first, lowest, highest, last, in the order they occur).
/// `column` gives the pixel column of a point by its index. A value that is not finite ends the segment.
pub fn decimate(values: &[f64], column: impl Fn(usize) -> i32) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut segment = Segment::new();
    let mut open: Option<Column> = None;
    for (index, &value) in values.iter().enumerate() {
        if !value.is_finite() {
            if let Some(column) = open.take() {
                column.flush(&mut segment);
                segments.push(std::mem::take(&mut segment));
            }
            continue;
        }
        let x = column(index);
        match &mut open {
            Some(column) if column.x == x => column.add(index, value),
            _ => {
                if let Some(column) = open.take() {
                    column.flush(&mut segment);
                }
                open = Some(Column::new(x, index, value));
            }
        }
    }
    if let Some(column) = open {
        column.flush(&mut segment);
        segments.push(segment);
    }
    segments
}

/// How many of `count` equally wide cells share a column, so that columns are at least one CSS pixel wide; at least 1.
pub(crate) fn per_column(count: usize, width: f64) -> usize {
    let columns = (width as usize).max(1);
    count.div_ceil(columns).max(1)
}

struct Column {
    x: i32,
    first: (usize, f64),
    lowest: (usize, f64),
    highest: (usize, f64),
    last: (usize, f64),
}

impl Column {
    fn new(x: i32, index: usize, value: f64) -> Self {
        let point = (index, value);
        Column { x, first: point, lowest: point, highest: point, last: point }
    }

    fn add(&mut self, index: usize, value: f64) {
        self.last = (index, value);
        if value < self.lowest.1 {
            self.lowest = self.last;
        }
        if value > self.highest.1 {
            self.highest = self.last;
        }
    }

    fn flush(self, segment: &mut Segment) {
        let mut points = [self.first, self.lowest, self.highest, self.last];
        points.sort_unstable_by_key(|point| point.0);
        let mut previous = None;
        for (index, value) in points {
            if previous != Some(index) {
                segment.push((self.x, value));
            }
            previous = Some(index);
        }
    }
}

/// Moves a point outside the visible days to the edge, along the line to its inner neighbour, and drops it where it has
/// none: there is no clipping.
pub(crate) fn cut_ends(days: &mut [f64], values: &mut [f64], first: f64, last: f64) {
    let between = |(d0, v0): (f64, f64), (d1, v1): (f64, f64), at: f64| v0 + (v1 - v0) * (at - d0) / (d1 - d0);
    if let ([d0, d1, ..], [v0, v1, ..]) = (&mut *days, &mut *values)
        && *d0 < first
        && *d1 > first
    {
        (*v0, *d0) = (between((*d0, *v0), (*d1, *v1), first), first);
    }
    if let ([.., d1, d0], [.., v1, v0]) = (&mut *days, &mut *values)
        && *d0 > last
        && *d1 < last
    {
        (*v0, *d0) = (between((*d0, *v0), (*d1, *v1), last), last);
    }
    for (day, value) in days.iter().zip(values) {
        if *day < first || *day > last {
            *value = f64::NAN;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_line_is_kept_as_it_is() {
        let values = [1.0, -2.0, 3.0];
        assert_eq!(decimate(&values, |i| i as i32), vec![vec![(0, 1.0), (1, -2.0), (2, 3.0)]]);
        assert_eq!(decimate(&[], |i| i as i32), Vec::<Segment>::new());
        assert_eq!(decimate(&[f64::NAN], |i| i as i32), Vec::<Segment>::new());
    }

    #[test]
    fn gaps_break_the_line() {
        let values = [f64::NAN, 1.0, f64::NAN, f64::INFINITY, 2.0, 3.0, f64::NAN];
        assert_eq!(decimate(&values, |i| i as i32), vec![vec![(1, 1.0)], vec![(4, 2.0), (5, 3.0)]]);
    }

    #[test]
    fn ends_are_cut_at_the_edge_or_dropped() {
        let cut = |days: &[f64], values: &[f64]| {
            let (mut days, mut values) = (days.to_vec(), values.to_vec());
            cut_ends(&mut days, &mut values, 0.0, 10.0);
            (days, values.into_iter().map(|v| if v.is_nan() { None } else { Some(v) }).collect::<Vec<_>>())
        };
        let across = cut(&[-10.0, 30.0], &[0.0, 4.0]);
        assert_eq!(across, (vec![0.0, 10.0], vec![Some(1.0), Some(2.0)]));
        assert_eq!(cut(&[-5.0, 0.0, 10.0, 11.0], &[1.0, 2.0, 3.0, 4.0]).1, [None, Some(2.0), Some(3.0), None]);
        assert_eq!(cut(&[-5.0], &[1.0]).1, [None]);
        assert_eq!(cut(&[-5.0, 5.0], &[f64::NAN, 1.0]).1, [None, Some(1.0)]);
        assert_eq!(cut(&[], &[]).1, []);
    }

    #[test]
    fn columns_are_at_least_a_pixel_wide() {
        assert_eq!(per_column(0, 100.0), 1);
        assert_eq!(per_column(100, 100.9), 1);
        assert_eq!(per_column(101, 100.9), 2);
        assert_eq!(per_column(1_200, 230.0), 6);
        assert_eq!([f64::NAN, -3.0, 0.0].map(|width| per_column(7, width)), [7; 3]);
    }

    fn value() -> impl Strategy<Value = f64> {
        prop_oneof![9 => -1.0..1.0_f64, 1 => Just(f64::NAN)]
    }

    proptest! {
        #![proptest_config(properties::kept_beside())]

        #[test]
        fn keeps_extremes_ends_and_gaps(
            values in prop::collection::vec(value(), 0..400),
            per_column in 1_usize..50,
        ) {
            let column = |i: usize| (i / per_column) as i32;
            let segments = decimate(&values, column);
            let runs: Vec<Vec<(usize, f64)>> = values
                .iter()
                .copied()
                .enumerate()
                .collect::<Vec<_>>()
                .split(|(_, v)| v.is_nan())
                .filter(|run| !run.is_empty())
                .map(<[_]>::to_vec)
                .collect();
            prop_assert_eq!(segments.len(), runs.len());
            for (segment, run) in segments.iter().zip(&runs) {
                let expected_first = run.first().map(|&(i, v)| (column(i), v));
                let expected_last = run.last().map(|&(i, v)| (column(i), v));
                prop_assert_eq!(segment.first().copied(), expected_first);
                prop_assert_eq!(segment.last().copied(), expected_last);
                let columns: std::collections::BTreeSet<i32> = run.iter().map(|&(i, _)| column(i)).collect();
                for x in columns {
                    let all: Vec<f64> = run.iter().filter(|p| column(p.0) == x).map(|p| p.1).collect();
                    let kept: Vec<f64> = segment.iter().filter(|p| p.0 == x).map(|p| p.1).collect();
                    let low = |v: &[f64]| v.iter().copied().fold(f64::INFINITY, f64::min);
                    let high = |v: &[f64]| v.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                    prop_assert!(kept.len() <= 4);
                    prop_assert_eq!(low(&kept), low(&all));
                    prop_assert_eq!(high(&kept), high(&all));
                    prop_assert_eq!(kept.first(), all.first());
                    prop_assert_eq!(kept.last(), all.last());
                }
                prop_assert!(segment.windows(2).all(|w| w[0].0 <= w[1].0));
            }
        }
    }
}
