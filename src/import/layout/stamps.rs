//! What the sample says about the time of day of a file's rows.

use crate::diagnostic::{Code, Diagnostic};
use crate::import::cells::date_text::{self, DateFormat, DateOrder};
use crate::import::layout::header::{Role, role};
use crate::import::layout::plan::{Clock, DateColumns, Layout, Plan};
use crate::import::layout::profile::SampleRow;

/// Where the time of day stands, where rows may be hours of a day: behind the dates, or in a column beside.
pub(crate) fn clock(layout: &Layout, rows: &[SampleRow]) -> Option<Clock> {
    let DateColumns::One { index, format } = day_column(layout)? else { return None };
    if format == DateFormat::Unix || rows.iter().any(|row| is_clock(row.field(index))) {
        return Some(Clock { index, format });
    }
    let named = layout.columns.iter().enumerate().find(|(column, name)| *column != index && role(name) == Role::Time);
    let columns = rows.iter().map(|row| row.fields.len()).max().unwrap_or(0);
    let unnamed = || (0..columns).find(|column| rows.iter().any(|row| is_clock(row.field(*column))));
    let index = named.map(|(column, _)| column).or_else(unnamed)?;
    Some(Clock { index, format: DateFormat::Text })
}

/// Where the day of each record stands, if a record is a day.
fn day_column(layout: &Layout) -> Option<DateColumns> {
    if matches!(layout.plan, Plan::Pairs(_)) { None } else { layout.plan.dates() }
}

/// The diagnostic where years are counted by another calendar.
pub(crate) fn other_calendar(layout: &Layout, rows: &[SampleRow]) -> Option<Diagnostic> {
    let DateColumns::One { index, format: DateFormat::Text } = layout.plan.dates()? else { return None };
    let cell = rows.iter().map(|row| row.field(index)).find(|cell| date_text::calendar(cell.as_bytes()).is_some())?;
    let calendar = date_text::calendar(cell.as_bytes())?;
    let day = date_text::read(cell.as_bytes())?.resolve(DateOrder::DayFirst);
    let read = day.map_or_else(String::new, |day| format!(": '{cell}' is a day of {}", day.ymd().0));
    let message = format!("The years are those of the {} calendar{read}.", calendar.name());
    Some(Diagnostic::remark(Code::OtherCalendar, message))
}

/// Whether a cell holds a time of day, behind a date or alone.
fn is_clock(cell: &str) -> bool {
    let bare = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'/');
    if cell.bytes().all(bare) {
        return false;
    }
    let stamped = || date_text::read(cell.as_bytes()).is_some();
    let alone = || date_text::coarse(cell.as_bytes()) == Some(date_text::Coarse::TimeOnly);
    date_text::clock(DateFormat::Text, cell.as_bytes()).is_some() && (stamped() || alone())
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
