//! Are the days of a crypto series labelled as those of the shares are? A snapshot taken at midnight UTC holds the price of the
//! day before; every daily correlation is wrong while it is taken for the day's close. Vendors differ, so each series is looked
//! at by itself.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Serialize;

use super::casting::{Casting, Role};
use super::roster::Member;
use super::study::Study;
use crate::date::Date;
use crate::panel::{PriceView, shared_prices_with_pauses};
use crate::returns::{Frequency, ReturnKind, return_between, returns};
use crate::thresholds::RETURNS_OF_A_SHIFT;
use sectorscope_ground::order::sort_by;
use sectorscope_stats::correlation::cross_correlation::{cross_correlation, label_shift};
use sectorscope_stats::pause::Pace;
use sectorscope_stats::sum::{CompensatedSum, compensated_sum};

/// Lags that are looked at on either side.
pub(in crate::study) const LAGS: usize = 3;
/// A series whose dates appear to be off.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LateSeries {
    /// Id of the series.
    pub id: String,
    /// Days to add to its dates: below zero for prices that are stamped late.
    pub days: i32,
    /// What its returns were compared with.
    pub against: String,
    /// Daily correlation as labelled.
    pub r: f64,
    /// Daily correlation after the shift of labels.
    pub r_shifted: f64,
    /// Returns.
    pub n: usize,
    /// A sentence.
    pub message: String,
}

/// The daily moves of every crypto series beside those it is held against.
#[derive(Debug)]
pub struct Lateness {
    /// What stands for the market.
    market: String,
    /// Id of bitcoin, where there is one.
    bitcoin: Option<String>,
    pairs: Vec<Pairs>,
    /// What was found for a series up to a day: every way to ask a claim asks it again.
    told: RefCell<BTreeMap<UpTo, Option<LateSeries>>>,
}

/// A series by its id, up to a day.
type UpTo = (String, Option<Date>);

/// One series' moves beside the market's and beside bitcoin's.
#[derive(Debug)]
struct Pairs {
    id: String,
    market: Moves,
    bitcoin: Option<Moves>,
}

/// Two series' moves between shared days.
#[derive(Debug, Default)]
struct Moves {
    days: Vec<Date>,
    own: Vec<f64>,
    other: Vec<f64>,
}

/// Cross-correlations at lags of up to three days, and the shift that they show.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftTest {
    /// Returns.
    pub n: usize,
    /// Of the series with the other this many days later, from -3 to 3.
    pub correlations: Vec<f64>,
    /// Days to add to the dates of the series; 0 where nothing is suspected.
    pub days: i32,
}

impl Lateness {
    /// Compares every series whose price is a coin's: with the market, without one with the mean of the sectors; and every coin
    /// but bitcoin with bitcoin. O(series days).
    pub async fn new(study: &Study<'_>, casting: &Casting<'_>) -> Lateness {
        let to = study.settings.to;
        let view = |member: &Member| study.roster.prices(member).between(None, to);
        let bitcoin = casting.one(Role::Bitcoin);
        let market = casting.one(Role::Market);
        let others: Vec<PriceView<'_>> = match market {
            Some(market) => vec![view(market)],
            None => casting.all(Role::Sectors).iter().map(|sector| view(sector)).collect(),
        };
        let others = Others::new(others).await;
        let beside = match bitcoin {
            Some(bitcoin) => Some((&bitcoin.id, Others::new(vec![view(bitcoin)]).await)),
            None => None,
        };
        let (mut pairs, mut pace) = (Vec::new(), Pace::default());
        for member in study.roster.active().filter(|member| member.is_crypto()) {
            pairs.push(Pairs {
                id: member.id.clone(),
                market: Moves::new(view(member), &others),
                bitcoin: beside
                    .as_ref()
                    .filter(|(bitcoin, _)| **bitcoin != member.id)
                    .map(|(_, bitcoin)| Moves::new(view(member), bitcoin)),
            });
            pace.after(member.count).await;
        }
        Lateness {
            market: market.map_or_else(|| "the mean of the sectors".to_owned(), |market| market.id.clone()),
            bitcoin: bitcoin.map(|bitcoin| bitcoin.id.clone()),
            pairs,
            told: RefCell::default(),
        }
    }

    /// Those of these series whose days seem wrong, in this order, by what lies up to a day.
    pub fn late<'a>(&self, ids: impl IntoIterator<Item = &'a str>, to: Option<Date>) -> Vec<LateSeries> {
        let mut late: Vec<LateSeries> = Vec::new();
        for id in ids {
            if late.iter().all(|other| other.id != id) {
                let key = (id.to_owned(), to);
                let known = self.told.borrow().get(&key).cloned();
                late.extend(known.unwrap_or_else(|| {
                    let found = self.one(id, to);
                    self.told.borrow_mut().insert(key, found.clone());
                    found
                }));
            }
        }
        late
    }

    /// All series whose days seem wrong, by id.
    pub fn all(&self) -> Vec<LateSeries> {
        let mut ids: Vec<&str> = self.pairs.iter().map(|pairs| pairs.id.as_str()).collect();
        sort_by(&mut ids, Ord::cmp);
        self.late(ids, None)
    }

    /// The tests of a series up to a day: against the market, and against bitcoin.
    pub fn tests(&self, id: &str, to: Option<Date>) -> (Option<ShiftTest>, Option<ShiftTest>) {
        match self.pairs.iter().find(|pairs| pairs.id == id) {
            Some(pairs) => (pairs.market.test(to), pairs.bitcoin.as_ref().and_then(|moves| moves.test(to))),
            None => (None, None),
        }
    }

    /// A coin's days are those against bitcoin and bitcoin's own together: where bitcoin is a day late and the coin right, the
    /// coin seems a day early against it. Without enough days beside bitcoin it is held against the market.
    fn one(&self, id: &str, to: Option<Date>) -> Option<LateSeries> {
        let (market, bitcoin) = self.tests(id, to);
        let Some(beside) = bitcoin else {
            return self.found(id, &self.market, market.as_ref()?, 0);
        };
        let own = self.bitcoin.as_ref().and_then(|bitcoin| self.tests(bitcoin, to).0).map_or(0, |test| test.days);
        let name = self.bitcoin.as_deref().unwrap_or_default();
        if own == 0 {
            return self.found(id, name, &beside, 0);
        }
        // Decided by the market where its own test says the same; else by bitcoin and by how late bitcoin is.
        match market.as_ref().filter(|test| test.days == beside.days + own) {
            Some(test) => self.found(id, &self.market, test, 0),
            None => self.found(id, name, &beside, own),
        }
    }

    fn found(&self, id: &str, against: &str, test: &ShiftTest, own: i32) -> Option<LateSeries> {
        let days = test.days + own;
        let at = |lag: i32| usize::try_from(lag + LAGS as i32).ok().and_then(|at| test.correlations.get(at)).copied();
        let (r, r_shifted) = (at(0)?, at(test.days)?);
        (days != 0).then(|| LateSeries {
            message: format!(
                "{id}'s dates appear to be {} {}: moved {}, its returns go with those of {against} ({} instead of {}). A price \
                 taken at midnight UTC is the close of the day before.",
                counted_days(days),
                if days < 0 { "late" } else { "early" },
                if days < 0 { "back" } else { "on" },
                printed(r_shifted),
                printed(r)
            ),
            id: id.to_owned(),
            days,
            against: against.to_owned(),
            r,
            r_shifted,
            n: test.n,
        })
    }
}

/// Series whose mean move a series is held against.
struct Others<'v> {
    views: Vec<PriceView<'v>>,
    /// The days that all of them share.
    days: Vec<Date>,
    /// The mean of their log returns from each of these days to the next.
    moves: Vec<f64>,
}

impl<'v> Others<'v> {
    /// O(series days).
    async fn new(views: Vec<PriceView<'v>>) -> Others<'v> {
        let (days, prices) = shared_prices_with_pauses(&views).await;
        let mut sums = vec![CompensatedSum::default(); days.len().saturating_sub(1)];
        let mut pace = Pace::default();
        for prices in &prices {
            let moves = returns(ReturnKind::Log, prices);
            sums.iter_mut().zip(moves).for_each(|(sum, own)| sum.add(own));
            pace.after(prices.len() / 2).await;
        }
        let moves = sums.into_iter().map(|sum| sum.value() / views.len() as f64).collect();
        Others { views, days, moves }
    }

    /// The mean of their log returns between two of their days, by the places of these.
    fn mean(&self, from: usize, to: usize) -> f64 {
        if to == from + 1 {
            return self.moves[from];
        }
        let price = |view: &PriceView<'_>, at: usize| {
            view.dates.binary_search(&self.days[at]).map_or(f64::NAN, |row| view.prices[row])
        };
        let moves = self.views.iter().map(|view| return_between(ReturnKind::Log, price(view, from), price(view, to)));
        compensated_sum(moves) / self.views.len() as f64
    }
}

impl Moves {
    /// Daily log returns of a series, and the mean of the others', on the days all share. O(days) where it has all days of the others.
    fn new(own: PriceView<'_>, others: &Others<'_>) -> Moves {
        let mut moves = Moves::default();
        let (mut row, mut last): (usize, Option<(usize, usize)>) = (0, None);
        for (place, day) in others.days.iter().enumerate() {
            row += own.dates[row..].iter().take_while(|own| *own < day).count();
            if own.dates.get(row) != Some(day) {
                continue;
            }
            if let Some((before, from)) = last.replace((row, place))
                && day.days() - own.dates[before].days() <= Frequency::Daily.longest_interval()
            {
                moves.days.push(*day);
                moves.own.push(return_between(ReturnKind::Log, own.prices[before], own.prices[row]));
                moves.other.push(others.mean(from, place));
            }
        }
        moves
    }

    /// None with too few returns up to the day, or where a series never moves.
    fn test(&self, to: Option<Date>) -> Option<ShiftTest> {
        let n = to.map_or(self.days.len(), |to| self.days.partition_point(|day| *day <= to));
        if n < RETURNS_OF_A_SHIFT {
            return None;
        }
        let correlations = cross_correlation(self.own.get(..n)?, self.other.get(..n)?, LAGS).ok()?;
        let days = label_shift(&correlations, n).map_or(0, |lag| lag as i32);
        Some(ShiftTest { n, correlations, days })
    }
}

/// `one day`, `two days` as far as anybody says them.
pub(super) fn counted_days(days: i32) -> String {
    match days.abs() {
        1 => "one day".to_owned(),
        2 => "two days".to_owned(),
        3 => "three days".to_owned(),
        more => format!("{more} days"),
    }
}

/// A correlation in a sentence, with a true minus sign.
fn printed(r: f64) -> String {
    crate::number::fixed(r, 2)
}
