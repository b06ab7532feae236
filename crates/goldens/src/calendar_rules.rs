//! How series with different calendars come to returns over the same intervals, as the rule of a case has it.

use sectorscope::date::Date;
use sectorscope::panel::{AlignPolicy, Panel, PriceView, all_dates, shared_dates};
use sectorscope::returns::{Frequency, ReturnKind, return_between, returns, week_ends_by};

use crate::Stop;

/// A column of prices with its days; NaN where there is none.
#[derive(Clone)]
pub(crate) struct Column {
    /// The days.
    pub days: Vec<Date>,
    /// The prices.
    pub prices: Vec<f64>,
}

impl Column {
    /// Only the rows with a price.
    fn priced(self) -> Column {
        let rows = self.days.into_iter().zip(self.prices).filter(|(_, price)| price.is_finite());
        let (days, prices) = rows.unzip();
        Column { days, prices }
    }

    /// It has prices on Saturdays or Sundays: it is a crypto-asset.
    fn trades_at_weekends(&self) -> bool {
        self.days.iter().zip(&self.prices).any(|(day, price)| price.is_finite() && day.weekday() >= 5)
    }
}

/// How calendars come together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Rule {
    /// Not at all: each row against the one before.
    OwnRows,
    /// Days that all share, after those of crypto-assets have moved by this many days.
    Shared(i32),
    /// The last shared day of each week.
    Weekly,
    /// The last shared day of each week up to a weekday, 0 for Monday.
    WeeklyBy(u32),
    /// The last shared day of each month.
    Monthly,
    /// All days, the last price carried forward.
    CarriedForward,
}

const WEDNESDAY: u32 = 2;

impl Rule {
    /// Every rule, for a case that leaves it open.
    const ALL: [Rule; 7] = [
        Rule::OwnRows,
        Rule::Shared(0),
        Rule::CarriedForward,
        Rule::Weekly,
        Rule::WeeklyBy(WEDNESDAY),
        Rule::Monthly,
        Rule::Shared(-1),
    ];

    /// The rule in the words of a case, or all of them where the words are of none.
    pub(crate) fn in_words(words: &str) -> Vec<Rule> {
        let says = |word: &str| words.contains(word);
        if says("consecutive rows") || says("no bridging") {
            vec![Rule::OwnRows]
        } else if says("outer join") || says("forward fill") {
            vec![Rule::CarriedForward]
        } else if says("calendar day") && (says("minus") || says("plus")) {
            let size = if says("two") || says(" 2 ") { 2 } else { 1 };
            vec![Rule::Shared(if says("minus") { -size } else { size })]
        } else if says("week") {
            vec![last_weekday(words).map_or(Rule::Weekly, Rule::WeeklyBy)]
        } else if says("month") {
            vec![Rule::Monthly]
        } else if says("inner join") || says("columns present") {
            vec![Rule::Shared(0)]
        } else {
            Rule::ALL.to_vec()
        }
    }

    /// The returns of the columns, a row for each day on which an interval ends.
    pub(crate) fn panel(self, columns: &[Column], kind: ReturnKind) -> Result<Panel, Stop> {
        if self == Rule::OwnRows {
            return own_rows(columns, kind);
        }
        let columns: Vec<Column> = columns.iter().map(|column| self.moved(column.clone())).collect();
        let views: Vec<PriceView<'_>> =
            columns.iter().map(|column| PriceView { dates: &column.days, prices: &column.prices }).collect();
        let shared = |frequency| Panel::new(&views, AlignPolicy::Shared, frequency, kind);
        Ok(match self {
            Rule::OwnRows | Rule::Shared(_) => shared(Frequency::Daily),
            Rule::Weekly => shared(Frequency::Weekly),
            Rule::Monthly => shared(Frequency::Monthly),
            Rule::WeeklyBy(weekday) => weeks_by(&views, weekday, kind),
            Rule::CarriedForward => carried_forward(&views, kind),
        })
    }

    fn moved(self, column: Column) -> Column {
        let by = match self {
            Rule::Shared(by) if column.trades_at_weekends() => by,
            _ => 0,
        };
        let mut column = column.priced();
        column.days.iter_mut().for_each(|day| *day = Date::from_days(day.days() + by));
        column
    }
}

/// The later weekday in words such as `Mon..Wed`.
fn last_weekday(words: &str) -> Option<u32> {
    let after = words.split_once("Mon..")?.1;
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        .iter()
        .position(|day| after.starts_with(day))
        .map(|day| day as u32)
}

/// Each column's own returns, row by row of their table.
fn own_rows(columns: &[Column], kind: ReturnKind) -> Result<Panel, Stop> {
    let dates = columns.first().ok_or("no columns")?.days.clone();
    if columns.iter().any(|column| column.days != dates) {
        return Err("the columns have no rows in common".into());
    }
    let of = |column: &Column| std::iter::once(f64::NAN).chain(returns(kind, &column.prices)).collect();
    Ok(Panel { columns: columns.iter().map(of).collect(), dates, ..Panel::default() })
}

fn weeks_by(views: &[PriceView<'_>], weekday: u32, kind: ReturnKind) -> Panel {
    let days = shared_dates(views);
    let ends: Vec<Date> = week_ends_by(&days, weekday).into_iter().map(|row| days[row]).collect();
    let price = |view: &PriceView<'_>, day: Date| view.prices[view.dates.partition_point(|other| *other < day)];
    let columns = views
        .iter()
        .map(|view| ends.windows(2).map(|w| return_between(kind, price(view, w[0]), price(view, w[1]))).collect())
        .collect();
    Panel { dates: ends.into_iter().skip(1).collect(), columns, ..Panel::default() }
}

/// The reference keeps the days before a series begins, with an empty cell; the library aligns only where all have
/// begun. So each column is aligned with the calendar of those that are there from the start; on a day that only later
/// ones have, its price has not moved.
fn carried_forward(views: &[PriceView<'_>], kind: ReturnKind) -> Panel {
    let first = views.iter().filter_map(|view| view.dates.first()).min();
    let full: Vec<PriceView<'_>> = views.iter().filter(|view| view.dates.first() == first).copied().collect();
    let dates: Vec<Date> = all_dates(views).into_iter().skip(1).collect();
    let columns = views
        .iter()
        .map(|view| {
            let together: Vec<PriceView<'_>> = std::iter::once(*view).chain(full.iter().copied()).collect();
            let own = Panel::new(&together, AlignPolicy::ForwardFill, Frequency::Daily, kind);
            let value = |day: &Date| match own.dates.binary_search(day) {
                Ok(row) => own.columns[0][row],
                Err(_) if own.dates.first().is_some_and(|first| first < day) => 0.0,
                Err(_) => f64::NAN,
            };
            dates.iter().map(value).collect()
        })
        .collect();
    Panel { dates, columns, ..Panel::default() }
}
