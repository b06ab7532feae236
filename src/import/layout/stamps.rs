//! What the sample says about the time of day of a file's rows.

use crate::import::cells::date_text::{self, DateFormat};
use crate::import::layout::header::{Role, role};
use crate::import::layout::plan::{DateColumns, Layout, Plan};
use crate::import::layout::profile::SampleRow;

/// Whether rows may be hours of a day: their dates have times, or times stand in a column beside.
pub(crate) fn timed(layout: &Layout, rows: &[SampleRow]) -> bool {
    let Some(DateColumns::One { index, format }) = day_column(layout) else { return false };
    let beside = layout.columns.iter().enumerate().any(|(column, name)| column != index && role(name) == Role::Time);
    let apart = |row: &SampleRow| row.fields.iter().any(|cell| is_clock(cell));
    matches!(format, DateFormat::Unix) || beside || rows.iter().any(|row| is_clock(row.field(index)) || apart(row))
}

/// Where the day of each record stands, if a record is a day.
fn day_column(layout: &Layout) -> Option<DateColumns> {
    if matches!(layout.plan, Plan::Pairs(_)) { None } else { layout.plan.dates() }
}

/// Whether a cell holds a time of day, behind a date or alone.
fn is_clock(cell: &str) -> bool {
    let stamped = || date_text::read(cell.as_bytes()).is_some();
    let alone = || date_text::coarse(cell.as_bytes()) == Some(date_text::Coarse::TimeOnly);
    cell.contains(':') && (stamped() || alone())
}

/// Whether nearly every row, nine in ten, is stamped with midnight in UTC and has one price that no day's open, high or low
/// stands beside: the look of a snapshot, taken when the day before has ended. A vendor's last row is of the moment at which
/// the file was made.
pub(crate) fn midnight_snapshots(layout: &Layout, rows: &[SampleRow]) -> bool {
    let Some(DateColumns::One { index, format }) = day_column(layout) else { return false };
    let values = layout.plan.values();
    let lone = values.len() == 1
        && values.iter().all(|column| role(&column.name) == Role::Price)
        && !layout
            .columns
            .iter()
            .any(|name| matches!(role(name), Role::OtherPrice | Role::Close | Role::AdjustedClose));
    let midnight = |row: &SampleRow| match format {
        DateFormat::Text => is_midnight_utc(row.field(index)),
        DateFormat::Unix => date_text::is_unix_midnight(row.field(index).as_bytes()),
        DateFormat::Compact | DateFormat::ExcelSerial => false,
    };
    let of_midnight = rows.iter().filter(|row| midnight(row)).count();
    lone && of_midnight > 0 && of_midnight * 10 >= rows.len() * 9
}

/// `2024-01-31 00:00:00 UTC`, `2024-01-31T00:00:00.000Z`, `2024-01-31 00:00:00+00:00`.
fn is_midnight_utc(cell: &str) -> bool {
    let utc = ["UTC", "Z", "+00:00", "+0000", "GMT"].into_iter().find_map(|zone| cell.strip_suffix(zone));
    let clock = utc.map(str::trim_end).and_then(|text| text.split([' ', 'T']).next_back());
    clock.is_some_and(|clock| clock.contains(':') && clock.chars().all(|c| matches!(c, '0' | ':' | '.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_needs_a_zone() {
        for cell in ["2015-01-01 00:00:00 UTC", "2015-01-01T00:00:00.000Z", "2015-01-01 00:00:00+00:00"] {
            assert!(is_midnight_utc(cell), "{cell}");
        }
        for cell in ["2015-01-01 00:00:00", "2015-01-01 00:00:01 UTC", "2015-01-01", "2015-01-01Z", "UTC"] {
            assert!(!is_midnight_utc(cell), "{cell}");
        }
    }
}
