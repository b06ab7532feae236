//! The order of the rows of a sample.

use crate::import::cells::date_text::{self, DateOrder};
use crate::import::layout::plan::DateColumns;
use crate::import::layout::profile::Data;

/// Whether the days of the sample run from new to old.
pub(crate) fn newest_first(data: Data<'_>, date: DateColumns) -> bool {
    let DateColumns::One { index, format } = date else { return false };
    let cells = || data.rows.iter().filter_map(|row| date_text::read_as(format, row.field(index).as_bytes()));
    let days = |order| cells().filter_map(move |cell| cell.resolve(order));
    // Under the wrong order some are not days, and the others run any way.
    let order = if days(DateOrder::DayFirst).count() >= days(DateOrder::MonthFirst).count() {
        DateOrder::DayFirst
    } else {
        DateOrder::MonthFirst
    };
    match (days(order).next(), days(order).next_back()) {
        (Some(first), Some(last)) => first > last,
        _ => false,
    }
}
