//! Any bytes as cells with dates.

use sectorscope::date::Date;
use sectorscope::import::DateOrder::{self, DayFirst, MonthFirst, YearFirst};
use sectorscope::import::DecimalMark;
use sectorscope::import::date_text::{
    self, Calendar, DateCell, DateFormat, Spelling, coarse, detect, from_parts, read_as,
};
use sectorscope::import::number::{self, Number};

use super::facts::is_a_day;

const FORMATS: [DateFormat; 4] = [DateFormat::Text, DateFormat::Compact, DateFormat::Unix, DateFormat::ExcelSerial];

pub(super) fn run(data: &[u8]) {
    let cells: Vec<&[u8]> = data.split(|byte| *byte == b'\n').take(64).collect();
    for cell in &cells {
        one(cell);
    }
    for parts in cells.windows(3) {
        if let Some(cell) = from_parts(parts[0], parts[1], parts[2]) {
            holds(cell, false);
            parts_agree(parts, cell);
        }
    }
    column(&cells);
}

fn one(cell: &[u8]) {
    let text = date_text::read(cell);
    if let Some(read) = text {
        holds(read, date_text::calendar(cell) == Some(Calendar::Persian));
    }
    // No panic; and what is coarser than a day is not a day.
    let less = coarse(cell);
    assert!(less.is_none() || text.is_none(), "'{}' is a day and {less:?}", String::from_utf8_lossy(cell));
    for format in FORMATS {
        let read = read_as(format, cell);
        if format == DateFormat::Text {
            assert_eq!(read, text);
        }
        match (read, text) {
            (Some(read), None) => in_range(format, read),
            (read, text) => assert_eq!(read, text, "calendar text reads in every column: {format:?}"),
        }
    }
}

/// What is true of every cell that reads as a date; a `persian` one has other months.
fn holds(cell: DateCell, persian: bool) {
    let days = [DayFirst, MonthFirst, YearFirst].map(|order| cell.in_order(order));
    assert!(days.iter().any(Option::is_some), "a date that is not a day");
    for day in days.into_iter().flatten() {
        is_a_day(day);
        let again = date_text::read(day.to_string().as_bytes()).unwrap();
        assert_eq!(again.resolve(DayFirst), Some(day), "ISO dates do not follow the order of others");
        assert!(!again.is_open());
    }
    let [day_first, month_first, year_first] = days;
    let proven = match (day_first, month_first) {
        (Some(_), None) => Some(DayFirst),
        (None, Some(_)) => Some(MonthFirst),
        (None, None) => Some(YearFirst),
        (Some(_), Some(_)) => None,
    };
    assert_eq!(cell.proves(), proven);
    let year_last = cell.spelling() != Spelling::YEAR_FIRST;
    assert_eq!(cell.is_open(), year_last && day_first != month_first);
    assert!(cell.spelling().is_short() || !year_last || year_first.is_none() || cell.spelling() == Spelling::CERTAIN);
    if let (Some(first), Some(second)) = (day_first, month_first) {
        let swapped = |date: Date| (date.ymd().0, date.ymd().2, date.ymd().1);
        assert!(
            persian || first == second || swapped(first) == second.ymd(),
            "the two readings are not each other's reverse"
        );
    }
}

/// A number that is read as a day lies in the years that its format is believed for.
fn in_range(format: DateFormat, cell: DateCell) {
    holds(cell, false);
    assert!(!cell.is_open(), "a number reads one way");
    let year = cell.resolve(DateOrder::DayFirst).unwrap().ymd().0;
    let years = match format {
        DateFormat::Text => unreachable!("it was compared above"),
        DateFormat::Compact => 1900..=2100,
        DateFormat::Unix => 1990..=2099,
        DateFormat::ExcelSerial => 1954..=2119,
    };
    assert!(years.contains(&year), "{format:?} gave the year {year}");
}

/// Three cells in digits name just the day that they say, in a year of the Gregorian calendar; years of others lie far from ours.
fn parts_agree(parts: &[&[u8]], cell: DateCell) {
    let number = |part: &[u8]| {
        let text = std::str::from_utf8(part.trim_ascii()).ok()?;
        text.strip_suffix(".0").unwrap_or(text).parse::<u32>().ok()
    };
    let (Some(year), Some(day)) = (number(parts[0]), number(parts[2])) else { panic!("a year and a day in letters") };
    let read = cell.resolve(MonthFirst).unwrap();
    if (1_300..=1_500).contains(&year) || (2_401..=2_700).contains(&year) {
        return assert!((1_858..=2_157).contains(&read.ymd().0));
    }
    assert_eq!((read.ymd().0 as u32, read.ymd().2), (year, day));
    if let Some(month) = number(parts[1]) {
        assert_eq!(read.ymd().1, month);
    }
}

/// A format is found only where the cells are of it.
fn column(cells: &[&[u8]]) {
    let Some(format) = detect(cells.iter().copied()) else { return };
    let present: Vec<&[u8]> = cells
        .iter()
        .copied()
        .filter(|cell| number::read(DecimalMark::Point, cell.trim_ascii()) != Number::Missing)
        .collect();
    let read = present.iter().filter(|cell| read_as(format, cell).is_some()).count();
    match format {
        DateFormat::Text => assert!(read * 2 > present.len()),
        _ => assert!(read * 10 >= present.len() * 9, "{read} of {} in {format:?}", present.len()),
    }
}
