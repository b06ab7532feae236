//! Dates written as numbers: which format a column holds can only be decided from several of its cells.

use super::{DateCell, read};
use crate::date::Date;
use crate::import::cells::number::{self, DecimalMark, Number};
use sectorscope_ground::order::sort_by;

/// How the cells of one column write a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFormat {
    /// Calendar text: what [`read`] reads.
    Text,
    /// `YYYYMMDD`.
    Compact,
    /// An instant, counted from 1970-01-01 UTC. The UTC day counts.
    Unix,
    /// Days of a spreadsheet, counted so that 25569 is 1970-01-01; a fraction is a time of day.
    ExcelSerial,
}

/// How many of a unit of Unix time make a second: whole seconds, thousandths, millionths, billionths.
const UNIX_UNITS: [i64; 4] = [1, 1_000, 1_000_000, 1_000_000_000];
/// 1990-01-01 and 2100-01-01 in Unix seconds. Within these years, the size of a number gives its unit away.
const UNIX_RANGE: std::ops::Range<i64> = 631_152_000..4_102_444_800;
const SECONDS_PER_DAY: i64 = 86_400;
/// The serial of 1970-01-01.
const UNIX_EPOCH_SERIAL: i64 = 25_569;

/// Reads a cell of a column of this format. Calendar text reads in every column: it cannot mean anything else.
///
/// The unit of Unix time is taken cell by cell from the size of the number, since exports have changed theirs half-way.
pub fn read_as(format: DateFormat, cell: &[u8]) -> Option<DateCell> {
    let cell = cell.trim_ascii();
    let number = match format {
        DateFormat::Text => return read(cell),
        DateFormat::Compact => compact(cell),
        DateFormat::Unix => unix(cell).map(|seconds| day(seconds.div_euclid(SECONDS_PER_DAY))),
        DateFormat::ExcelSerial => serial(cell).map(|serial| day(serial.whole - UNIX_EPOCH_SERIAL)),
    };
    number.or_else(|| read(cell))
}

/// The format of a column, from a sample of its cells; missing ones do not count.
///
/// Text where most cells are calendar text. Numbers only where nine in ten fit one format and run as days do, so that a
/// column of prices or volumes never passes: in order for most of the way; instants also at one time of day or in regular
/// steps; serials without any step back, and not at odds with one another by more than a month for most of the way.
pub fn detect<'a>(cells: impl Iterator<Item = &'a [u8]> + Clone) -> Option<DateFormat> {
    let cells = cells.map(<[u8]>::trim_ascii);
    let present: Vec<&[u8]> = cells.filter(|cell| number::read(DecimalMark::Point, cell) != Number::Missing).collect();
    let (all, texts) = (present.len(), present.iter().filter(|cell| read(cell).is_some()).count());
    if all == 0 {
        return None;
    }
    if texts * 2 > all {
        return Some(DateFormat::Text);
    }
    // One broken cell in ten is a fault of the file, not another format.
    let fits = |fitting: usize| fitting >= 2 && (fitting == all || fitting * 10 >= all * 9);
    let days: Vec<i64> =
        present.iter().filter(|cell| compact(cell).is_some()).filter_map(|cell| integer(cell)).collect();
    if fits(days.len()) {
        return runs_one_way(&steps(&days)).then_some(DateFormat::Compact);
    }
    let instants: Vec<i64> = present.iter().filter_map(|cell| unix(cell)).collect();
    if fits(instants.len()) {
        return are_instants(&instants).then_some(DateFormat::Unix);
    }
    let serials: Vec<Serial> = present.iter().filter_map(|cell| serial(cell)).collect();
    (fits(serials.len()) && are_serials(&serials)).then_some(DateFormat::ExcelSerial)
}

/// Whether a cell is an instant at the beginning of a day, UTC.
pub fn is_unix_midnight(cell: &[u8]) -> bool {
    unix(cell.trim_ascii()).is_some_and(|seconds| seconds.rem_euclid(SECONDS_PER_DAY) == 0)
}

fn day(days: i64) -> DateCell {
    // Every caller has checked the range: within a century of today.
    DateCell::day(Date::from_days(i32::try_from(days).unwrap_or_default()))
}

/// A valid `YYYYMMDD` of the years 1900 to 2100.
pub(super) fn compact(cell: &[u8]) -> Option<DateCell> {
    let value = integer(cell).filter(|value| (19_000_101..=21_001_231).contains(value))?;
    let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
    Date::from_ymd(year as i32, month as u32, day as u32).map(DateCell::day)
}

/// The whole number that a cell begins with, and the rest of it. No exponent: it would stand for lost digits.
fn whole(cell: &[u8]) -> Option<(i64, &[u8])> {
    let digits = cell.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (whole, rest) = cell.split_at_checked(digits)?;
    Some((std::str::from_utf8(whole).ok()?.parse().ok()?, rest))
}

/// Digits only, or with the `.0` that pandas adds to a column with a gap.
fn integer(cell: &[u8]) -> Option<i64> {
    let (value, rest) = whole(cell)?;
    let no_fraction = rest.is_empty() || rest.strip_prefix(b".").is_some_and(|zeros| zeros.iter().all(|&z| z == b'0'));
    no_fraction.then_some(value)
}

/// The whole seconds of an instant within [`UNIX_RANGE`]; a fraction is cut off.
pub(super) fn unix(cell: &[u8]) -> Option<i64> {
    let (value, rest) = whole(cell)?;
    let fraction = rest.strip_prefix(b".").unwrap_or(rest);
    if !fraction.iter().all(u8::is_ascii_digit) || fraction.is_empty() && !rest.is_empty() {
        return None;
    }
    UNIX_UNITS.into_iter().map(|per_second| value / per_second).find(|seconds| UNIX_RANGE.contains(seconds))
}

/// A serial and its fraction of a day.
struct Serial {
    whole: i64,
    value: f64,
}

/// A number between 20000 and 80000: the years 1954 to 2119.
fn serial(cell: &[u8]) -> Option<Serial> {
    let digits = cell.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let plain = digits == 5 && cell.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    if !plain {
        return None;
    }
    let mark = if cell.contains(&b',') { DecimalMark::Comma } else { DecimalMark::Point };
    let Number::Value(value) = number::read(mark, cell) else { return None };
    (20_000.0..80_000.0).contains(&value).then(|| Serial { whole: value.floor() as i64, value })
}

/// The steps between neighbours that differ.
fn steps(values: &[i64]) -> Vec<i64> {
    values.iter().zip(values.iter().skip(1)).map(|(a, b)| b - a).filter(|step| *step != 0).collect()
}

/// Whether three of four steps go the same way. A table with many symbols goes back at each new one, or repeats a day.
fn runs_one_way(steps: &[i64]) -> bool {
    let up = steps.iter().filter(|step| **step > 0).count();
    let most = up.max(steps.len() - up);
    most * 4 >= steps.len() * 3
}

fn are_instants(seconds: &[i64]) -> bool {
    let of_day: Vec<i64> = seconds.iter().map(|seconds| seconds.rem_euclid(SECONDS_PER_DAY)).collect();
    let midnight = of_day.iter().all(|second| *second == 0);
    let second_of_minute = of_day.first().map_or(0, |second| second % 60);
    let same_second = of_day.iter().filter(|second| **second % 60 == second_of_minute).count();
    let on_the_minute = same_second * 10 >= of_day.len() * 9;
    let steps = steps(seconds);
    // One instant all along could be any number, unless it is the beginning of a day.
    if steps.is_empty() {
        return midnight;
    }
    let mut sizes: Vec<i64> = steps.iter().map(|step| step.abs()).collect();
    sort_by(&mut sizes, Ord::cmp);
    let median = sizes.get(sizes.len() / 2).copied().unwrap_or(0);
    let near = sizes.iter().filter(|size| (**size - median).abs() * 10 <= median).count();
    let regular = sizes.len() >= 2 && near * 2 >= sizes.len();
    runs_one_way(&steps) && (on_the_minute || regular)
}

fn are_serials(serials: &[Serial]) -> bool {
    let steps: Vec<f64> = serials.iter().zip(serials.iter().skip(1)).map(|(a, b)| b.value - a.value).collect();
    let strict = steps.iter().all(|step| *step > 0.0) || steps.iter().all(|step| *step < 0.0);
    // Rounded to a second of the day, which five digits of a fraction give.
    let fraction = |serial: &Serial| ((serial.value - serial.whole as f64) * 86_400.0).round();
    let same_time = serials.iter().all(|serial| Some(fraction(serial)) == serials.first().map(fraction));
    let near = steps.iter().filter(|step| step.abs() <= 31.0).count();
    // Prices may rise a few times in a row, but not many times by whole numbers, or at all times.
    let enough = if same_time { 3 } else { 10 };
    strict && serials.len() >= enough && near * 4 >= steps.len() * 3
}
