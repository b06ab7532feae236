//! The returns of a claim's series on the days they share, raw and in units of their volatility, and the rows that a way keeps.
//!
//! The order of the steps: shared dates, returns, long intervals out, every series in units of its volatility over the whole
//! sample, and only then the split at the claim's day.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::Serialize;

use super::inference::CosineTools;
use super::way::{Basis, Keep, Lens, Way};
use crate::date::Date;
use crate::number::{counted, grouped};
use crate::panel::{DayCounts, LongInterval, Panel, PriceView, shared_dates};
use crate::returns::Frequency;
use crate::series::PriceSeries;
use crate::study::roster::Member;
use crate::study::study::Study;
use sectorscope_stats::Undefined;
use sectorscope_stats::pause::{Pace, pause};
use sectorscope_stats::volatility::devolatilise::{START_ROWS, devolatilise};

/// Share of the others' days that a series may cost before it is named.
const TOLERATED_LOSS: f64 = 0.1;

/// A series of a sample: imported, or made for the claim.
#[derive(Clone, Debug)]
pub struct Column<'r> {
    /// Its id, unique in a study.
    pub id: String,
    prices: Prices<'r>,
}

#[derive(Clone, Debug)]
enum Prices<'r> {
    Imported(PriceView<'r>),
    Made(Rc<PriceSeries>, Option<Date>),
}

impl<'r> Column<'r> {
    /// Of a member, with all its prices up to the settings' last day.
    pub fn of(study: &'r Study<'_>, member: &Member) -> Column<'r> {
        let view = study.roster.prices(member).between(None, study.settings.to);
        Column { id: member.id.clone(), prices: Prices::Imported(view) }
    }

    /// Of levels that were made for the claim, up to the settings' last day.
    pub fn made(study: &Study<'_>, id: String, levels: PriceSeries) -> Column<'r> {
        Column { id, prices: Prices::Made(Rc::new(levels), study.settings.to) }
    }

    /// Its days and prices.
    pub fn view(&self) -> PriceView<'_> {
        match &self.prices {
            Prices::Imported(view) => *view,
            Prices::Made(levels, to) => PriceView { dates: levels.dates(), prices: levels.prices() }.between(None, *to),
        }
    }
}

/// Returns of several series over the same intervals.
#[derive(Debug)]
pub struct Sample {
    /// Ids of the series, in the order of the columns.
    pub ids: Vec<String>,
    /// Intervals that were too long for a return, in order.
    pub long_intervals: Vec<LongInterval>,
    days: Vec<Date>,
    spans: Vec<i32>,
    raw: Vec<Vec<f64>>,
    /// Without the rows in which the volatility is learnt.
    devolatilised: Result<Vec<Vec<f64>>, Undefined>,
}

/// Some rows of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The day each return ends on.
    pub days: Vec<Date>,
    /// Calendar days that each return spans.
    pub spans: Vec<i32>,
    /// A column for each series.
    pub columns: Vec<Vec<f64>>,
}

impl Sample {
    async fn new(columns: &[Column<'_>], basis: Basis) -> Sample {
        let views: Vec<PriceView<'_>> = columns.iter().map(Column::view).collect();
        let mut panel = Panel::with_pauses(&views, basis.align, basis.frequency, basis.returns).await;
        // The last period may go on: no return of its own yet. The first only gives the price that the next begins with.
        if basis.frequency != Frequency::Daily && panel.partial_edges.1 {
            panel.dates.pop();
            panel.spans.pop();
            for column in &mut panel.columns {
                column.pop();
            }
        }
        let (mut devolatilised, mut pace) = (Ok(Vec::new()), Pace::default());
        for column in &panel.columns {
            devolatilised = devolatilised.and_then(|mut known: Vec<Vec<f64>>| {
                known.push(devolatilise(column)?);
                Ok(known)
            });
            pace.after(column.len() / 2).await;
        }
        Sample {
            ids: columns.iter().map(|column| column.id.clone()).collect(),
            devolatilised,
            long_intervals: panel.long_intervals,
            days: panel.dates,
            spans: panel.spans,
            raw: panel.columns,
        }
    }

    /// The day each return ends on.
    pub fn days(&self) -> &[Date] {
        &self.days
    }

    /// The rows of a lens that a condition on day and span keeps.
    ///
    /// # Errors
    ///
    /// Why there are no returns in units of their volatility.
    fn stretch(&self, lens: Lens, keep: impl Fn(Date, i32) -> bool) -> Result<Stretch, Undefined> {
        let (columns, skipped) = match lens {
            Lens::Raw => (&self.raw, 0),
            Lens::Devolatilised => (self.devolatilised.as_ref().map_err(|why| *why)?, START_ROWS.min(self.days.len())),
        };
        let kept: Vec<usize> =
            (skipped..self.days.len()).filter(|row| keep(self.days[*row], self.spans[*row])).collect();
        let of = |column: &Vec<f64>| kept.iter().map(|row| column[row - skipped]).collect();
        Ok(Stretch {
            days: kept.iter().map(|row| self.days[*row]).collect(),
            spans: kept.iter().map(|row| self.spans[*row]).collect(),
            columns: columns.iter().map(of).collect(),
        })
    }
}

/// Samples of one study under one way to make returns, each made once.
#[derive(Debug)]
pub struct Sampler<'r> {
    /// Files and settings.
    pub study: &'r Study<'r>,
    basis: Basis,
    made: RefCell<BTreeMap<Vec<String>, Rc<Sample>>>,
    shared: RefCell<BTreeMap<(String, String), usize>>,
    tools: RefCell<BTreeMap<usize, Rc<CosineTools>>>,
}

impl<'r> Sampler<'r> {
    /// Nothing is made yet.
    pub fn new(study: &'r Study<'r>, basis: Basis) -> Sampler<'r> {
        Sampler { study, basis, made: RefCell::default(), shared: RefCell::default(), tools: RefCell::default() }
    }

    /// How its samples are made.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// The sample of these series; one that is named twice counts once, at its first place.
    pub async fn sample(&self, columns: Vec<Column<'_>>) -> Rc<Sample> {
        let mut seen = BTreeSet::new();
        let unique: Vec<Column<'_>> = columns.into_iter().filter(|column| seen.insert(column.id.clone())).collect();
        let ids: Vec<String> = unique.iter().map(|column| column.id.clone()).collect();
        let known = self.made.borrow().get(&ids).map(Rc::clone);
        if let Some(known) = known {
            return known;
        }
        let sample = Rc::new(Sample::new(&unique, self.basis).await);
        self.made.borrow_mut().insert(ids, Rc::clone(&sample));
        pause().await;
        sample
    }

    /// How many days two series share.
    pub fn shared_days(&self, a: &Column<'_>, b: &Column<'_>) -> usize {
        let key = (a.id.clone(), b.id.clone());
        let known = self.shared.borrow().get(&key).copied();
        known.unwrap_or_else(|| {
            let days = shared_dates(&[a.view(), b.view()]).len();
            self.shared.borrow_mut().insert(key, days);
            days
        })
    }

    /// What the errors of columns with this many rows need.
    ///
    /// # Errors
    ///
    /// [`Undefined::InsufficientN`] with fewer than four rows.
    pub fn cosine_tools(&self, n: usize) -> Result<Rc<CosineTools>, Undefined> {
        if let Some(known) = self.tools.borrow().get(&n) {
            return Ok(Rc::clone(known));
        }
        let made = Rc::new(CosineTools::new(n)?);
        self.tools.borrow_mut().insert(n, Rc::clone(&made));
        Ok(made)
    }
}

/// Which rows a claim rests on: those since its day that a way keeps, and those before.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'w> {
    /// The claim's day.
    pub since: Date,
    way: &'w Way,
}

impl<'w> Rows<'w> {
    /// The rows of a claim with this day, asked in this way.
    pub fn new(since: Date, way: &'w Way) -> Rows<'w> {
        Rows { since, way }
    }

    /// The rows since the claim's day.
    ///
    /// # Errors
    ///
    /// Why there are no returns in units of their volatility.
    pub fn after(&self, sample: &Sample, lens: Lens) -> Result<Stretch, Undefined> {
        let from = self.way.from.unwrap_or(self.since);
        sample.stretch(lens, |day, span| day >= from && self.keeps(day, span))
    }

    /// The rows before it.
    ///
    /// # Errors
    ///
    /// As [`Rows::after`].
    pub fn before(&self, sample: &Sample, lens: Lens) -> Result<Stretch, Undefined> {
        sample.stretch(lens, |day, span| day < self.since && self.keeps(day, span))
    }

    /// All rows up to the way's last day, whatever else it keeps.
    ///
    /// # Errors
    ///
    /// As [`Rows::after`].
    pub fn all(&self, sample: &Sample, lens: Lens) -> Result<Stretch, Undefined> {
        sample.stretch(lens, |day, _| self.way.to.is_none_or(|to| day <= to))
    }

    fn keeps(&self, day: Date, span: i32) -> bool {
        let (year, month, _) = day.ymd();
        self.way.to.is_none_or(|to| day <= to)
            && match &self.way.keep {
                Keep::All => true,
                Keep::OneDay => span == 1,
                Keep::WithoutMonth(of, left_out) => (year, month) != (*of, *left_out),
                Keep::WithoutYear(left_out) => year != *left_out,
                Keep::WithoutDays(days) => days.binary_search(&day).is_err(),
            }
    }
}

/// The series that a claim's calendar suffers from most: days since the claim's day that all the others share, outside its own
/// first to last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CalendarBottleneck {
    /// Id of the series.
    pub id: String,
    /// Days of the others outside its range.
    pub days_outside: usize,
    /// Days that the others share.
    pub days_of_the_others: usize,
    /// Its first day.
    pub begins: Date,
    /// Its last day.
    pub ends: Date,
}

impl CalendarBottleneck {
    /// The series that costs most, if more than a tenth of what the others share; `to` is the last day that counts.
    pub fn of(columns: &[Column<'_>], since: Date, to: Option<Date>) -> Option<CalendarBottleneck> {
        let views: Vec<PriceView<'_>> = columns.iter().map(|column| column.view().between(None, to)).collect();
        let ranges: Vec<(Date, Date)> = views
            .iter()
            .map(|view| view.dates.first().copied().zip(view.dates.last().copied()))
            .collect::<Option<_>>()?;
        let recent: Vec<PriceView<'_>> = views.iter().map(|view| view.between(Some(since), None)).collect();
        let counts = DayCounts::of(recent.iter().map(|view| view.dates));
        let shared = counts.days(|count| count == recent.len()).len();
        // A day that all but one have is missing from that one: one outside its range surely.
        let nearly = counts.days(|count| count + 1 == recent.len());
        let outside: Vec<usize> = ranges
            .iter()
            .map(|(first, last)| {
                nearly.partition_point(|day| day < first) + nearly.len() - nearly.partition_point(|day| day <= last)
            })
            .collect();
        let (number, days_outside) =
            outside.iter().copied().enumerate().max_by_key(|(number, days)| (*days, std::cmp::Reverse(*number)))?;
        let own = recent[number].dates.iter().filter(|day| counts.of_day(**day) + 1 == recent.len()).count();
        let days_of_the_others = shared + nearly.len() - own;
        let (begins, ends) = ranges[number];
        let many = days_outside as f64 > TOLERATED_LOSS * days_of_the_others as f64;
        let id = columns[number].id.clone();
        many.then_some(CalendarBottleneck { id, days_outside, days_of_the_others, begins, ends })
    }
}

impl CalendarBottleneck {
    /// Which series costs how many days.
    pub(super) fn sentence(&self) -> String {
        format!(
            "The days that all share are cut by {}, which has prices from {} to {}: {} of the {} that the others share lie outside.",
            self.id,
            self.begins,
            self.ends,
            grouped(self.days_outside as u64),
            counted(self.days_of_the_others as u64, "day")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::settings::Settings;
    use sectorscope_stats::pause::without_pauses;

    fn made(sampler: &Sampler<'_>, columns: Vec<Column<'_>>) -> Rc<Sample> {
        without_pauses(sampler.sample(columns))
    }

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    /// A series on every day but those between two, both left out.
    fn column(id: &str, days: std::ops::Range<i32>, gap: std::ops::Range<i32>) -> Column<'static> {
        let days: Vec<i32> = days.filter(|day| !gap.contains(day)).collect();
        let prices = days.iter().map(|day| 100.0 + f64::from(day * day % 13)).collect();
        let levels = PriceSeries::new(days.iter().map(|day| Date::from_days(18_262 + day)).collect(), prices).unwrap();
        Column { id: id.to_owned(), prices: Prices::Made(Rc::new(levels), None) }
    }

    #[test]
    fn a_long_interval_is_no_return_and_five_days_are_one() {
        let settings = Settings::default();
        let study = Study::new(&[], &settings).unwrap();
        let sampler = Sampler::new(&study, Basis::default());
        for (gap, long) in [(10..14, 0), (10..15, 1)] {
            let sample =
                made(&sampler, vec![column("A", 0..60, 0..0), column(&format!("B{long}"), 0..60, gap.clone())]);
            assert_eq!(sample.long_intervals.len(), long);
            assert_eq!(sample.days.len(), 59 - gap.len() - long);
            assert_eq!(sample.spans.iter().max(), Some(if long == 0 { &5 } else { &1 }));
        }
    }

    #[test]
    fn rows_are_split_after_volatility_is_known_and_ways_only_take_away() {
        let settings = Settings::default();
        let study = Study::new(&[], &settings).unwrap();
        let sampler = Sampler::new(&study, Basis::default());
        let sample =
            made(&sampler, vec![column("A", 0..100, 0..0), column("A", 0..10, 0..0), column("B", 0..100, 0..0)]);
        assert_eq!(sample.ids, ["A", "B"]);
        let way = Way::default();
        let rows = Rows::new(day("2020-03-01"), &way);
        let (before, after) =
            (rows.before(&sample, Lens::Devolatilised).unwrap(), rows.after(&sample, Lens::Devolatilised).unwrap());
        assert_eq!((before.days.len(), after.days.len()), (99 - START_ROWS - 40, 40));
        assert_eq!(after.days[0], day("2020-03-01"));
        let whole = rows.all(&sample, Lens::Devolatilised).unwrap();
        assert_eq!(whole.columns[0], devolatilise(&sample.raw[0]).unwrap());
        assert_eq!(after.columns[1], whole.columns[1][whole.days.len() - 40..]);
        let without = Way { keep: Keep::WithoutMonth(2020, 3), to: Some(day("2020-04-05")), ..Way::default() };
        let kept = Rows::new(day("2020-03-01"), &without).after(&sample, Lens::Raw).unwrap();
        assert_eq!((kept.days.len(), kept.days[0]), (5, day("2020-04-01")));
    }

    #[test]
    fn the_series_that_costs_most_days_is_named() {
        let columns = [column("A", 0..100, 0..0), column("B", 30..100, 0..0), column("C", 0..95, 0..0)];
        let found = CalendarBottleneck::of(&columns, day("2020-01-01"), None).unwrap();
        assert_eq!((found.id.as_str(), found.days_outside, found.days_of_the_others), ("B", 30, 95));
        assert_eq!(found.begins, day("2020-01-31"));
        // Since a day from which on all are there, none is named; nor for a tenth.
        assert_eq!(CalendarBottleneck::of(&columns, day("2020-02-01"), None), None);
    }
}
