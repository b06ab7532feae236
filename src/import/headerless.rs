//! Tables without a header: what a column holds is told by its numbers.

use super::profile::Data;

/// Share of rows in which high and low must bound the other prices.
const AGREEING: f64 = 0.95;

/// The column of closing prices among columns of numbers.
///
/// One column is the price itself. Of more, the first four neighbours count in which one is never below and one never above
/// the other three: high and low. Of the remaining two the close is the one that the other begins with on the next
/// day. `None` where no four columns behave like that.
pub fn closing_column(data: Data<'_>, numeric: &[usize], newest_first: bool) -> Option<usize> {
    if let [only] = numeric {
        return Some(*only);
    }
    numeric.windows(4).find_map(|columns| {
        let values: Vec<Vec<f64>> = columns.iter().map(|column| data.values(*column)).collect();
        let high = bounding(&values, f64::max)?;
        let low = bounding(&values, f64::min)?;
        let mut others = (0..4).filter(|position| *position != high && *position != low);
        let (first, second) = (others.next()?, others.next()?);
        if high == low {
            return None;
        }
        let gap = |close: usize, open: usize| Some(gap(values.get(close)?, values.get(open)?, newest_first));
        let close = if gap(first, second)? <= gap(second, first)? { first } else { second };
        columns.get(close).copied()
    })
}

/// The position whose value is the most extreme of its row nearly always.
fn bounding(values: &[Vec<f64>], extreme: fn(f64, f64) -> f64) -> Option<usize> {
    let rows = values.first()?.len();
    let at = |position: usize, row: usize| values.get(position).and_then(|column| column.get(row)).copied();
    // In flat rows all four are equal; the position that bounds most rows is meant.
    let agreeing = |position: usize| {
        (0..rows)
            .filter(|row| {
                let bound = (0..values.len()).filter_map(|other| at(other, *row)).reduce(extreme);
                bound.is_some() && at(position, *row) == bound
            })
            .count()
    };
    let best = (0..values.len()).max_by_key(|position| (agreeing(*position), std::cmp::Reverse(*position)))?;
    (rows > 0 && agreeing(best) as f64 >= AGREEING * rows as f64).then_some(best)
}

/// Mean relative gap from a column, as the close, to the other, as the open, of the next day.
fn gap(close: &[f64], open: &[f64], newest_first: bool) -> f64 {
    let (behind_close, behind_open) = if newest_first { (1, 0) } else { (0, 1) };
    let gaps: Vec<f64> = close
        .iter()
        .skip(behind_close)
        .zip(open.iter().skip(behind_open))
        .map(|(close, open)| ((close - open) / close).abs())
        .filter(|gap| gap.is_finite())
        .collect();
    gaps.iter().sum::<f64>() / gaps.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::super::number::DecimalMark;
    use super::super::profile::SampleRow;
    use super::*;

    /// Rows of open, high, low, close in a given order, with a volume behind; each open is near the close before.
    fn rows(order: [usize; 4]) -> Vec<SampleRow> {
        let mut close = 100.0;
        (0..40)
            .map(|i| {
                let open = close + 0.01;
                close = open + f64::from((i * 37) % 11) - 5.0;
                let ohlc = [open, open.max(close) + 1.0, open.min(close) - 1.0, close];
                let mut fields: Vec<String> = order.iter().map(|k| format!("{:.3}", ohlc[*k])).collect();
                fields.push(format!("{}", 1_000 + i));
                SampleRow { line: i as u64 + 1, fields }
            })
            .collect()
    }

    #[test]
    fn the_close_is_found_wherever_it_stands() {
        for order in [[0, 1, 2, 3], [0, 3, 1, 2], [3, 0, 1, 2], [1, 2, 0, 3], [0, 1, 3, 2]] {
            for newest_first in [false, true] {
                let mut rows = rows(order);
                if newest_first {
                    rows.reverse();
                }
                let data = Data { rows: &rows, mark: DecimalMark::Point };
                let expected = order.iter().position(|k| *k == 3);
                assert_eq!(closing_column(data, &[0, 1, 2, 3, 4], newest_first), expected, "{order:?} {newest_first}");
            }
        }
    }

    #[test]
    fn columns_that_do_not_bound_each_other_are_no_prices() {
        let rows: Vec<SampleRow> = (0..20)
            .map(|i| SampleRow { line: i, fields: (0..5).map(|k| format!("{}", (i * (k + 3) * 7919) % 101)).collect() })
            .collect();
        let data = Data { rows: &rows, mark: DecimalMark::Point };
        assert_eq!(closing_column(data, &[0, 1, 2, 3, 4], false), None);
        assert_eq!(closing_column(data, &[2], false), Some(2));
        assert_eq!(closing_column(data, &[], false), None);
    }
}
