//! Bars: open, high, low and close side by side. Their names tell them or, where none is known, which column
//! bounds which.

use crate::import::cells::scale;
use crate::import::layout::header::{HIGH, LOW, OPEN, squeezed};
use crate::import::layout::profile::Data;

/// Rows from which bars contradict themselves.
const FEWEST_BARS: usize = 20;
/// Rows that show it.
const MOST_BARS: usize = 120;
/// Share of rows in which high and low must bound the other prices: a file may have faults.
const AGREEING: f64 = 0.9;
/// Largest typical ratio of high and low where the close cannot be told apart from the open: of assets of like prices it is
/// larger.
const NARROW_RANGE: f64 = 1.15;
/// How much nearer to the next open than to the next close the close must be to be identified for sure, as a factor.
const CLEARLY: f64 = 1.25;
/// Largest typical ratio of high and low in one row. What bounds a bar from farther away is a volume.
const TYPICAL_RANGE: f64 = 1.5;

/// Where the four prices of a bar stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    /// The open, where it is known.
    pub open: Option<usize>,
    /// The high.
    pub high: usize,
    /// The low.
    pub low: usize,
    /// The close.
    pub close: usize,
}

/// The columns that a header names as high and low, beside this column of closing prices.
pub(crate) fn named(names: &[String], close: usize) -> Option<Bar> {
    let first = |letter: &str, words: &[&str]| {
        let is_one = |name: &String| {
            let name = squeezed(name);
            name == letter || words.contains(&name.as_str())
        };
        names.iter().position(is_one).filter(|column| *column != close)
    };
    Some(Bar { open: first("o", OPEN), high: first("h", HIGH)?, low: first("l", LOW)?, close })
}

/// Share of rows, one in this many, in which a close lies outside its bar where one of the columns is damaged; and on either
/// side of it. Adjusted prices lie on one side of the bars of those that were paid.
const OUTSIDE: usize = 3;
const OUTSIDE_EACH: usize = 10;

/// Whether the closes lie above their highs in many rows and below their lows in many others, though each column moves as prices do.
pub(crate) fn contradicts(data: Data<'_>, bar: Bar) -> bool {
    let data = Data { rows: data.rows.get(..MOST_BARS).unwrap_or(data.rows), ..data };
    let [high, low, close] = [bar.high, bar.low, bar.close].map(|column| data.values(column));
    let rows = || close.iter().zip(high.iter().zip(&low));
    let known = rows().filter(|(close, (high, low))| !(**close + **high + **low).is_nan()).count();
    let above = rows().filter(|(close, (high, _))| close > high).count();
    let below = rows().filter(|(close, (_, low))| close < low).count();
    let each = |count: usize| count * OUTSIDE_EACH >= known;
    let many = known >= FEWEST_BARS && (above + below) * OUTSIDE >= known && each(above) && each(below);
    many && ![&high, &low].into_iter().any(|values| scale::changes(values))
}

/// How well the close of a bar is told apart from its open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// The next day opens near one of the two, and clearly nearer than near the other.
    Clearly,
    /// It is nearer to one, but not by much.
    Barely,
    /// It is near neither: the open may be the close, or these are not bars.
    Not,
}

/// The columns of a bar among columns of numbers: the first four neighbours in which one is never below and one never above the
/// other three, high and low. Of the remaining two the close is the one that the other begins with on the next day. `None` where no
/// four columns behave like that.
pub(crate) fn by_values(data: Data<'_>, numeric: &[usize], newest_first: bool) -> Option<(Bar, Told)> {
    numeric.windows(4).find_map(|columns| {
        let values = whole_rows(columns.iter().map(|column| data.values(*column)).collect());
        let high = bounding(&values, f64::max)?;
        let low = bounding(&values, f64::min)?;
        let mut others = (0..4).filter(|position| *position != high && *position != low);
        let (first, second) = (others.next()?, others.next()?);
        let range = typical_ratio(values.get(high)?, values.get(low)?)?;
        if high == low || range > TYPICAL_RANGE {
            return None;
        }
        let gap = |close: usize, open: usize| Some(gap(values.get(close)?, values.get(open)?, newest_first));
        let nearest = gap(first, second)?.min(gap(second, first)?);
        // Where both are as near, as in a file of one row, the close is the later column, as everywhere.
        let (open, close) = if gap(first, second)? < gap(second, first)? { (second, first) } else { (first, second) };
        // From one close to the next open is less than to the next close; else these may be four assets of like prices.
        let told = match (nearest <= gap(close, close)?, nearest * CLEARLY < gap(open, close)?) {
            (true, true) => Told::Clearly,
            (true, false) => Told::Barely,
            (false, _) if range <= NARROW_RANGE => Told::Not,
            (false, _) => return None,
        };
        let column = |position: usize| columns.get(position).copied();
        let bar = Bar { open: column(open), high: column(high)?, low: column(low)?, close: column(close)? };
        Some((bar, told))
    })
}

/// The column of closing prices among columns of numbers without names: the only one, or the close of a bar.
pub(crate) fn closing_column(data: Data<'_>, numeric: &[usize], newest_first: bool) -> Option<usize> {
    match numeric {
        [only] => Some(*only),
        _ => by_values(data, numeric, newest_first).filter(|(_, told)| *told != Told::Not).map(|(bar, _)| bar.close),
    }
}

/// The columns without the rows in which one of them has no price.
fn whole_rows(columns: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let rows = columns.first().map_or(0, Vec::len);
    let is_whole = |row: &usize| columns.iter().all(|column| column.get(*row).is_some_and(|value| *value > 0.0));
    let whole: Vec<usize> = (0..rows).filter(is_whole).collect();
    columns.iter().map(|column| whole.iter().filter_map(|row| column.get(*row).copied()).collect()).collect()
}

/// Median ratio of two columns.
fn typical_ratio(high: &[f64], low: &[f64]) -> Option<f64> {
    scale::median(high.iter().zip(low).map(|(high, low)| high / low).collect())
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

/// Median relative gap from a column, as the close, to the other, as the open, of the next day: one bad tick must not decide.
fn gap(close: &[f64], open: &[f64], newest_first: bool) -> f64 {
    let (behind_close, behind_open) = if newest_first { (1, 0) } else { (0, 1) };
    let gaps = close
        .iter()
        .skip(behind_close)
        .zip(open.iter().skip(behind_open))
        .map(|(close, open)| ((close - open) / close).abs())
        .filter(|gap| gap.is_finite());
    scale::median(gaps.collect()).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::cells::number::DecimalMark;
    use crate::import::layout::profile::SampleRow;

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

    /// A missing close, a close of zero and a bad tick in twenty rows cost no other column its meaning.
    #[test]
    fn faults_do_not_move_the_close() {
        let mut rows: Vec<SampleRow> = rows([0, 1, 2, 3]).into_iter().take(20).collect();
        for (row, fault) in [(3, ""), (7, "0"), (11, "1.0")] {
            rows[row].fields[3] = fault.to_owned();
        }
        let data = Data { rows: &rows, mark: DecimalMark::Point };
        assert_eq!(closing_column(data, &[0, 1, 2, 3, 4], false), Some(3));
    }

    #[test]
    fn columns_that_do_not_bound_each_other_are_no_prices() {
        let rows: Vec<SampleRow> = (0..20)
            .map(|i| SampleRow { line: i, fields: (0..5).map(|k| format!("{}", (i * (k + 3) * 7919) % 101)).collect() })
            .collect();
        let data = Data { rows: &rows, mark: DecimalMark::Point };
        assert_eq!(closing_column(data, &[0, 1, 2, 3, 4], false), None);
        // Four assets side by side, each a little cheaper than the one before.
        let rows: Vec<SampleRow> = (0..20)
            .map(|i: u64| SampleRow { line: i, fields: (0..4).map(|k| format!("{}.{}", 105 - 2 * k, i % 7)).collect() })
            .collect();
        assert_eq!(closing_column(Data { rows: &rows, mark: DecimalMark::Point }, &[0, 1, 2, 3], false), None);
        assert_eq!(closing_column(data, &[2], false), Some(2));
        assert_eq!(closing_column(data, &[], false), None);
    }
}
