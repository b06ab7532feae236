//! Columns of returns that a person wants compounded: how they are written.

use super::header::words_of;
use super::levels::names_change;
use super::plan::{ByDay, DateColumns, Layout, Plan, ValueColumn};
use super::profile::{SampleRow, without_footer};
use super::sections::Sections;
use crate::diagnostic::{Code, Diagnostic};
use crate::import::cells::number::{self, Number};
use crate::import::cells::scale::median;
use crate::import::file::{ImportOptions, Mend};

/// How returns are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Returns {
    /// In per cent: `-0.5` is a loss of half a per cent.
    PerCent,
    /// As fractions: `-0.005` is that.
    Fraction,
    /// As relatives of the price before: `0.995` is that.
    Relative,
}

/// Words of headers of returns that name no asset.
const QUALIFIERS: [&str; 6] = ["daily", "log", "simple", "percent", "pct", "total"];

/// Median size of returns from which they are in per cent: no market moves by a twelfth on a usual day.
const MEDIAN_OF_PER_CENT: f64 = 0.08;
/// Return at which nothing is left. Academic libraries write -99.99 and -999 where there is none.
const ALL_LOST: f64 = -0.99;

impl Returns {
    /// How these values are written.
    fn of(values: &[f64]) -> Returns {
        let median_of = |values: Vec<f64>| median(values).unwrap_or(0.0);
        if values.iter().all(|value| *value > 0.0) && (0.9..1.1).contains(&median_of(values.to_vec())) {
            return Returns::Relative;
        }
        let sizes = values.iter().map(|value| value.abs()).filter(|size| *size > 0.0 && *size < 99.0).collect();
        if median_of(sizes) > MEDIAN_OF_PER_CENT { Returns::PerCent } else { Returns::Fraction }
    }

    /// The relative of the price before that a cell gives; none where it gives none.
    pub(crate) fn relative(self, cell: Number) -> Option<f64> {
        let part = match (cell, self) {
            (Number::Percent(value), _) | (Number::Value(value), Returns::PerCent) => value / 100.0,
            (Number::Value(value), Returns::Fraction) => value,
            (Number::Value(value), Returns::Relative) => value - 1.0,
            (Number::Missing | Number::Unreadable, _) => return None,
        };
        (part > ALL_LOST).then_some(1.0 + part)
    }

    /// The diagnostic for it.
    pub(crate) fn told(self) -> Diagnostic {
        let read = match self {
            Returns::PerCent => "returns in per cent",
            Returns::Fraction => "returns as fractions",
            Returns::Relative => "price relatives, 1 + return",
        };
        let message = format!(
            "The values were read as {read}, as you chose, and compounded to levels: the first day with a return has 100, each later \
             one what was before times 1 + its return. Values such as -99.99 and -999 stand for none. A day without a return counts as no move."
        );
        Diagnostic::remark(Code::Compounded, message)
    }
}

/// The table whose prices are its columns of returns, in one column each, where it has no other: a column is called what is left of its
/// header without the words for a return.
pub(super) fn columns_of_returns(table: &Sections<'_>, dates: DateColumns) -> Option<Layout> {
    let (header, _) = table.header?;
    let is_returns = |column: &usize| {
        let data = table.data;
        let named = names_change(header.field(*column)) && data.has_numbers(*column);
        !dates.holds(*column) && (named || data.has_percentages(*column))
    };
    let value = |column: usize| {
        let name = header.field(column);
        let own = words_of(name).into_iter().filter(|word| !names_change(word) && !QUALIFIERS.contains(&word.as_str()));
        let own = own.collect::<Vec<_>>().join(" ").to_uppercase();
        ValueColumn::new(column, name, Some(own.as_str()).filter(|own| !own.is_empty()))
    };
    let values: Vec<ValueColumn> = (0..header.fields.len()).filter(is_returns).map(value).collect();
    let plan = Plan::ByDay(ByDay { dates, values });
    (!plan.price_columns().is_empty())
        .then(|| Layout::new("wide", table.header_records(dates), table.names(), plan, table.data.mark))
}

/// The layout whose columns of prices hold returns, where a person wants them compounded.
pub(super) fn with_returns(mut layout: Layout, sample: &[SampleRow], options: &ImportOptions) -> Layout {
    if !options.mends.contains(&Mend::Compound) {
        return layout;
    }
    let rows = without_footer(sample).get(layout.header_records..).unwrap_or(&[]);
    let columns = layout.plan.price_columns();
    let cells = rows.iter().flat_map(|row| columns.iter().filter_map(|column| row.fields.get(*column)));
    let (mut values, mut signed) = (Vec::new(), false);
    for cell in cells {
        match number::read(layout.mark, cell.as_bytes()) {
            Number::Value(value) => values.push(value),
            Number::Percent(_) => signed = true,
            Number::Missing | Number::Unreadable => {}
        }
    }
    let returns = if signed { Returns::PerCent } else { Returns::of(&values) };
    layout.notes.push(returns.told());
    layout.returns = Some(returns);
    layout
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_ways_to_write_a_return() {
        assert_eq!(Returns::of(&[-0.77, 0.58, 0.04, -99.99, -1.2]), Returns::PerCent);
        assert_eq!(Returns::of(&[-0.0077, 0.0058, 0.0004, -0.012]), Returns::Fraction);
        assert_eq!(Returns::of(&[0.9923, 1.0058, 1.0004, 0.988]), Returns::Relative);
        assert_eq!(Returns::of(&[]), Returns::Fraction);
    }

    #[test]
    fn marks_for_none_are_none() {
        for missing in [-99.99, -999.0, -100.0] {
            assert_eq!(Returns::PerCent.relative(Number::Value(missing)), None);
        }
        assert_eq!(Returns::PerCent.relative(Number::Value(-50.0)), Some(0.5));
        assert_eq!(Returns::Fraction.relative(Number::Percent(25.0)), Some(1.25));
        assert_eq!(Returns::Relative.relative(Number::Value(1.5)), Some(1.5));
        assert_eq!(Returns::Relative.relative(Number::Missing), None);
    }
}
