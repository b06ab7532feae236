//! A date as a cell gives it, before the order of day and month in the file is known.

use super::eras;
use crate::date::Date;

/// Whether the day, the month or the year comes first in dates such as `03/04/20`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// 3 April 2020.
    DayFirst,
    /// March 4, 2020.
    MonthFirst,
    /// 20 April 2003: only where the year has two digits.
    YearFirst,
}

/// How a date is spelled in numbers. One file may hold several spellings, each with an order of its own; dates of one
/// spelling share theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling(u8);

impl Spelling {
    /// How many there are.
    pub const COUNT: usize = 8;
    /// No numbers that could be taken for one another: a name of a month, `YYYYMMDD`, a count of seconds.
    pub const CERTAIN: Spelling = Spelling(0);
    /// `2020-03-04`: the month before the day, unless rows prove the opposite.
    pub const YEAR_FIRST: Spelling = Spelling(1);

    /// All spellings that end with the year.
    pub const YEAR_LAST: [Spelling; 6] = [Spelling(2), Spelling(3), Spelling(4), Spelling(5), Spelling(6), Spelling(7)];

    /// `03/04/2020`, or `03/04/20` with a short year; each separator is a spelling of its own.
    pub fn year_last(separator: u8, short: bool) -> Spelling {
        let separator = match separator {
            b'/' => 0,
            b'-' => 1,
            _ => 2,
        };
        Spelling(2 + 2 * separator + u8::from(short))
    }

    /// Whether the year has two digits: then it could also be in front.
    pub fn is_short(self) -> bool {
        self.0 >= 2 && self.0 % 2 == 1
    }

    /// Its position among all.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The order of day and month for each spelling, and the first of the hundred years that years of two digits stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateOrders {
    orders: [DateOrder; Spelling::COUNT],
    first_short_year: i32,
}

impl DateOrders {
    /// Sets the order of one spelling.
    pub fn with(mut self, spelling: Spelling, order: DateOrder) -> DateOrders {
        if let Some(place) = self.orders.get_mut(spelling.index()) {
            *place = order;
        }
        self
    }

    /// Sets the first of the hundred years that years of two digits stand for.
    pub fn with_short_years_from(self, first_short_year: i32) -> DateOrders {
        DateOrders { first_short_year, ..self }
    }

    /// The order of a spelling.
    pub fn of(self, spelling: Spelling) -> DateOrder {
        self.orders.get(spelling.index()).copied().unwrap_or(DateOrder::MonthFirst)
    }
}

/// One order for all dates that end with the year; those that begin with it have the month first.
impl From<DateOrder> for DateOrders {
    fn from(order: DateOrder) -> DateOrders {
        let orders = [order; Spelling::COUNT];
        DateOrders { orders, first_short_year: FIRST_SHORT_YEAR }.with(Spelling::YEAR_FIRST, DateOrder::MonthFirst)
    }
}

/// A date cell: a day, or two numbers and a year whose order the whole file must decide. Four bytes, so that a row keeps
/// to twelve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateCell(u32);

/// The highest bit: the rest is year, first and second number, and not a day.
const UNORDERED: u32 = 1 << 31;
/// Three bits below it hold the spelling.
const SPELLING_SHIFT: u32 = 28;
const PAYLOAD: u32 = (1 << SPELLING_SHIFT) - 1;
/// Of a day that no order changes: its year was written with two digits.
const SHORT: u32 = 1 << 27;
/// The first of the hundred years that years of two digits stand for, unless the rows of a file show another.
pub(crate) const FIRST_SHORT_YEAR: i32 = 1969;
/// Added to a day so that it is never negative.
const DAY_OFFSET: i32 = 1 << 24;

impl DateCell {
    /// A day that no order changes.
    pub fn day(date: Date) -> DateCell {
        DateCell::settled(date, Spelling::CERTAIN)
    }

    /// The same, whose year was written with two digits.
    pub fn short_day(date: Date) -> DateCell {
        DateCell(DateCell::day(date).0 | SHORT)
    }

    /// Whether its year was written with two digits.
    pub fn has_short_year(self) -> bool {
        if self.0 & UNORDERED == 0 { self.0 & SHORT != 0 } else { self.spelling().is_short() }
    }

    fn settled(date: Date, spelling: Spelling) -> DateCell {
        DateCell(u32::from(spelling.0) << SPELLING_SHIFT | date.days().wrapping_add(DAY_OFFSET) as u32 & (SHORT - 1))
    }

    fn unordered(first: u32, second: u32, year: u32, spelling: Spelling) -> DateCell {
        DateCell(UNORDERED | u32::from(spelling.0) << SPELLING_SHIFT | year << 12 | first << 5 | second)
    }

    /// `YYYY-MM-DD`, or `YYYY-DD-MM` where only that gives a day.
    pub fn year_first(year: u32, month: u32, day: u32) -> Option<DateCell> {
        if eras::OURS.contains(&year)
            && let Some(date) = Date::from_ymd(year as i32, month, day)
        {
            return Some(DateCell::settled(date, Spelling::YEAR_FIRST));
        }
        let year = eras::gregorian(year);
        if eras::PERSIAN.contains(&year) {
            return eras::persian(year, month, day).map(DateCell::day);
        }
        if eras::ISLAMIC.contains(&year) {
            return None;
        }
        match Date::from_ymd(year as i32, month, day) {
            Some(date) => Some(DateCell::settled(date, Spelling::YEAR_FIRST)),
            None => Date::from_ymd(year as i32, day, month)
                .map(|_| DateCell::unordered(month, day, year, Spelling::YEAR_FIRST)),
        }
    }

    /// `A/B/YYYY`, where at least one order gives a day.
    pub fn year_last(first: u32, second: u32, year: u32, spelling: Spelling) -> Option<DateCell> {
        let year = eras::gregorian(year);
        if eras::ISLAMIC.contains(&year) {
            return None;
        }
        let open = DateCell::unordered(first, second, year, spelling);
        let is_a_day = |order| open.in_order(order).is_some();
        let orders = [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst];
        (first <= 99 && second <= 31 && orders.into_iter().any(is_a_day)).then_some(open)
    }

    /// How it is spelled.
    pub fn spelling(self) -> Spelling {
        Spelling((self.0 >> SPELLING_SHIFT & 7) as u8)
    }

    /// The day under the orders of the file. `None` where they give no day.
    #[inline]
    pub fn resolve(self, orders: impl Into<DateOrders>) -> Option<Date> {
        let orders = orders.into();
        let usual = orders.of(Spelling::YEAR_FIRST) != DateOrder::DayFirst;
        if self.0 & (UNORDERED | SHORT) == 0 && (usual || self.spelling() == Spelling::CERTAIN) {
            return Some(self.settled_day());
        }
        self.resolve_unsettled(&orders)
    }

    fn resolve_unsettled(self, orders: &DateOrders) -> Option<Date> {
        let date = self.in_order(orders.of(self.spelling()))?;
        if !self.has_short_year() {
            return Some(date);
        }
        let (year, month, day) = date.ymd();
        let first = orders.first_short_year;
        Date::from_ymd(first + (year - first).rem_euclid(100), month, day)
    }

    fn settled_day(self) -> Date {
        Date::from_days((self.0 & (SHORT - 1)) as i32 - DAY_OFFSET)
    }

    /// The day under an order of this cell's own spelling.
    #[inline]
    pub fn in_order(self, order: DateOrder) -> Option<Date> {
        if self.0 & UNORDERED == 0 {
            let date = self.settled_day();
            if order != DateOrder::DayFirst || self.spelling() == Spelling::CERTAIN {
                return Some(date);
            }
            let (year, month, day) = date.ymd();
            return Date::from_ymd(year, day, month);
        }
        let (year, first, second) = ((self.0 & PAYLOAD) >> 12, self.0 >> 5 & 127, self.0 & 31);
        let (year, month, day) = match order {
            DateOrder::DayFirst => (year, second, first),
            DateOrder::MonthFirst => (year, first, second),
            DateOrder::YearFirst if self.spelling().is_short() => (super::full_year(first), second, year % 100),
            DateOrder::YearFirst => return None,
        };
        if eras::PERSIAN.contains(&year) {
            return eras::persian(year, month, day);
        }
        Date::from_ymd(year as i32, month, day)
    }

    /// The only order under which this cell is a day, if just one is. The year in front counts only where nothing else is
    /// left: most dates with a short year read that way too.
    pub fn proves(self) -> Option<DateOrder> {
        match (self.in_order(DateOrder::DayFirst), self.in_order(DateOrder::MonthFirst)) {
            (Some(_), None) => Some(DateOrder::DayFirst),
            (None, Some(_)) => Some(DateOrder::MonthFirst),
            (None, None) => Some(DateOrder::YearFirst),
            (Some(_), Some(_)) => None,
        }
    }

    /// Whether the two orders give different days, and nothing but other rows of the file can tell which is meant.
    pub fn is_open(self) -> bool {
        self.spelling() != Spelling::YEAR_FIRST
            && self.in_order(DateOrder::DayFirst) != self.in_order(DateOrder::MonthFirst)
    }
}
