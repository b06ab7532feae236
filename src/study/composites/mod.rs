//! The altcoins as one series: indices of them by several weights, and what all coins have in common. They can be named wherever
//! a series can, and are made only where one is.

mod answer;
mod warnings;

pub use self::answer::{
    CompositeReport, CompositesReport, DrawdownReport, MissingComposite, PartReport, PassedOver, With, composites,
};
pub(in crate::study) use self::warnings::{AS_ONE, HARDLY};
pub use self::warnings::{Doubt, Warning, doubtful};

use super::bottleneck::Bottleneck;
use super::casting::{IS_BITCOIN, altcoins};
use super::roster::{Member, Roster, composite_member};
use crate::catalog::AssetClass;
use crate::composite::{Composite, Scheme, Tenure, component, composite};
use crate::date::Date;
use crate::panel::{DayLedger, PriceView, shared_dates};
use crate::series::PriceSeries;
use crate::thresholds::COINS_OF_AN_AVERAGE;
use sectorscope_stats::Undefined;

/// What to bear in mind of any list of coins.
pub const SURVIVORS: &str =
    "Today's altcoins are those that survived: coins that failed are missing, and would have moved otherwise.";

/// A way to make one series of the coins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Averaging {
    /// Altcoins, each with the same weight at the end of every month.
    Equal,
    /// Altcoins, by their market capitalisations on that day.
    MarketCaps,
    /// Altcoins, by one over the volatility of the last 63 days.
    InverseVolatility,
    /// The first principal component of all coins, bitcoin among them.
    FirstComponent,
}

impl Averaging {
    /// All of them, in the order they are shown.
    pub const ALL: [Averaging; 4] =
        [Averaging::Equal, Averaging::MarketCaps, Averaging::InverseVolatility, Averaging::FirstComponent];

    /// Id of the series, where no file's has the same.
    fn id(self) -> &'static str {
        match self {
            Averaging::Equal => "ALTX",
            Averaging::MarketCaps => "ALTX-CAP",
            Averaging::InverseVolatility => "ALTX-IV",
            Averaging::FirstComponent => "CRYPTO-PC1",
        }
    }

    /// Name to show.
    fn name(self) -> &'static str {
        match self {
            Averaging::Equal => "Altcoin index, equal weights",
            Averaging::MarketCaps => "Altcoin index, market-capitalisation weights",
            Averaging::InverseVolatility => "Altcoin index, inverse-volatility weights",
            Averaging::FirstComponent => "First principal component of all coins",
        }
    }

    /// Stable code, as used in reports.
    fn code(self) -> &'static str {
        match self {
            Averaging::Equal => "equal",
            Averaging::MarketCaps => "market-capitalisation",
            Averaging::InverseVolatility => "inverse-volatility",
            Averaging::FirstComponent => "first-component",
        }
    }

    /// How its weights come about, in a sentence.
    fn words(self) -> &'static str {
        match self {
            Averaging::Equal => "Equal weights at the end of every month, drifting with prices in between.",
            Averaging::MarketCaps => {
                "Weights by the market capitalisations of the day that sets them, at the end of every month; a coin without one is out \
                 until the next."
            }
            Averaging::InverseVolatility => {
                "Weights by one over the volatility of the 63 daily returns before, at the end of every month; a coin with fewer is \
                 out until it has them."
            }
            Averaging::FirstComponent => {
                "The eigenvector of the correlations of daily log returns, on the days that all coins share. Its loadings look at all \
                 of these days: a level of early days knows later ones."
            }
        }
    }

    /// The way, as a sentence goes on: "the opposite comes out ...". Of the altcoins alone.
    pub fn way(self) -> &'static str {
        match self {
            Averaging::Equal => "by equal weights",
            Averaging::MarketCaps => "by market-capitalisation weights",
            Averaging::InverseVolatility => "by inverse-volatility weights",
            Averaging::FirstComponent => "by the altcoins' first component",
        }
    }

    /// The index of coins by one of the three kinds of weights.
    fn index(self, coins: &[PriceView<'_>], caps: &[Option<PriceSeries>]) -> Option<Composite> {
        match self {
            Averaging::MarketCaps => composite(coins, Scheme::MarketCaps(caps)),
            Averaging::InverseVolatility => composite(coins, Scheme::InverseVolatility),
            Averaging::Equal | Averaging::FirstComponent => composite(coins, Scheme::Sizes(&vec![1.0; coins.len()])),
        }
    }

    /// Whether a text could be the id of a composite: for all others none is made.
    pub fn may_be_named(text: &str) -> bool {
        let begins = |id: &str| text.get(..id.len()).is_some_and(|start| start.eq_ignore_ascii_case(id));
        Averaging::ALL.iter().any(|way| begins(way.id()))
    }
}

/// One series made of coins.
#[derive(Debug)]
struct Made {
    averaging: Averaging,
    member: Member,
    levels: PriceSeries,
    parts: Vec<Part>,
    /// Share of variance that the component has.
    explained: Option<f64>,
    /// Which series the component's calendar suffers from.
    bottleneck: Option<Bottleneck>,
}

/// A coin's part in it.
#[derive(Debug)]
struct Part {
    id: String,
    tenure: Tenure,
    loading: Option<f64>,
}

/// The composites that there are, and why others are not there.
#[derive(Debug, Default)]
pub struct Composites {
    made: Vec<Made>,
    missing: Vec<(Averaging, String)>,
}

/// What a way of averaging gives: levels, parts, and, for the component, its share and which series its calendar
/// suffers from.
struct Raw {
    levels: PriceSeries,
    parts: Vec<Part>,
    explained: Option<f64>,
    bottleneck: Option<Bottleneck>,
}

impl Composites {
    /// Makes all of them from the whole of the coins' prices; of a single altcoin the index alone.
    pub(super) fn new(roster: &Roster<'_>) -> Composites {
        let mut composites = Composites::default();
        // Where the settings name coins that are not there, that is reported where the coins are asked for.
        let Ok((coins, passed_over)) = altcoins(roster) else { return composites };
        if coins.is_empty() {
            return composites;
        }
        let bitcoin = roster.bitcoin().filter(|member| member.class == Some(AssetClass::Crypto));
        let other_bitcoin = passed_over.iter().filter(|(_, why)| *why == IS_BITCOIN).map(|(member, _)| *member);
        let all: Vec<&Member> = bitcoin.into_iter().chain(other_bitcoin).chain(coins.iter().copied()).collect();
        let ways = if coins.len() < COINS_OF_AN_AVERAGE { &[Averaging::Equal][..] } else { &Averaging::ALL };
        for &averaging in ways {
            let raw = match averaging {
                Averaging::FirstComponent => of_component(roster, &all),
                _ => of_index(roster, &coins, averaging),
            };
            match raw {
                Ok(raw) => composites.made.push(made(roster, averaging, raw)),
                Err(why) => composites.missing.push((averaging, why)),
            }
        }
        composites
    }

    /// The series of this id, in any case.
    pub fn member(&self, id: &str) -> Option<&Member> {
        self.made.iter().map(|made| &made.member).find(|member| member.id.eq_ignore_ascii_case(id))
    }

    /// The series made in this way, if there is one.
    pub fn by(&self, averaging: Averaging) -> Option<&Member> {
        self.made.iter().find(|made| made.averaging == averaging).map(|made| &made.member)
    }

    /// Ids of the coins that a composite is made of; none where this is not a composite's id.
    pub fn coins_of(&self, id: &str) -> Option<Vec<&str>> {
        let made = self.made.iter().find(|made| made.member.id == id)?;
        Some(made.parts.iter().map(|part| part.id.as_str()).collect())
    }

    /// Whether there is more than one way to average.
    pub fn several(&self) -> bool {
        self.made.len() > 1
    }

    /// The levels of a composite by its number.
    pub(super) fn levels(&self, number: usize) -> Option<&PriceSeries> {
        self.made.iter().find(|made| made.averaging as usize == number).map(|made| &made.levels)
    }
}

/// Names a composite, and shifts its days where the settings say so.
fn made(roster: &Roster<'_>, averaging: Averaging, raw: Raw) -> Made {
    let settings = roster.settings();
    let taken = roster.members().iter().any(|member| member.id.eq_ignore_ascii_case(averaging.id()));
    let id = if taken { format!("{} (index)", averaging.id()) } else { averaging.id().to_owned() };
    let Raw { levels, parts, explained, bottleneck } = raw;
    let member = composite_member(id, averaging as usize, averaging.name(), averaging.code(), &levels, settings);
    let days = levels.dates().iter().map(|date| Date::from_days(date.days() + member.shift_days)).collect();
    let levels = PriceSeries::new(days, levels.prices().to_vec()).unwrap_or(levels);
    Made { averaging, member, levels, parts, explained, bottleneck }
}

/// Whole price series of coins, whatever the period of the settings.
fn views<'r>(roster: &'r Roster<'_>, coins: &[&Member]) -> Vec<PriceView<'r>> {
    coins.iter().map(|coin| roster.prices(coin)).collect()
}

fn of_index(roster: &Roster<'_>, coins: &[&Member], averaging: Averaging) -> Result<Raw, String> {
    let views = views(roster, coins);
    let caps: Vec<Option<PriceSeries>> = coins.iter().map(|coin| roster.market_caps(coin)).collect();
    let found = averaging.index(&views, &caps).ok_or_else(|| match averaging {
        Averaging::MarketCaps => "No file gives the market capitalisation of an altcoin.".to_owned(),
        _ => "No altcoin has enough days.".to_owned(),
    })?;
    let part = |(coin, tenure): (&&Member, Tenure)| Part { id: coin.id.clone(), tenure, loading: None };
    Ok(Raw {
        levels: found.levels,
        parts: coins.iter().zip(found.tenures).map(part).collect(),
        explained: None,
        bottleneck: None,
    })
}

fn of_component(roster: &Roster<'_>, coins: &[&Member]) -> Result<Raw, String> {
    let views = views(roster, coins);
    let ids: Vec<&str> = coins.iter().map(|coin| coin.id.as_str()).collect();
    let longest = match views.split_first() {
        Some((first, others)) => others.iter().map(|other| shared_dates(&[*first, *other]).len()).max().unwrap_or(0),
        None => 0,
    };
    let bottleneck = Bottleneck::of(&DayLedger::new(&views), longest, &ids);
    let found = component(&views).map_err(|why| {
        let advice = bottleneck.as_ref().map_or_else(String::new, |bottleneck| format!(" {}", bottleneck.message));
        let why = if why == Undefined::ZeroVariance {
            "one of the coins never changes"
        } else {
            "the coins share too few days"
        };
        format!("It has no value: {why}.{advice}")
    })?;
    let entered = found.levels.dates().first().copied();
    let each = coins.iter().zip(found.of.weights.iter().zip(&found.of.loadings));
    let part = |(coin, (weight, loading)): (&&Member, (&f64, &f64))| Part {
        id: coin.id.clone(),
        tenure: Tenure { entered, weight: *weight, ..Tenure::default() },
        loading: Some(*loading),
    };
    Ok(Raw { parts: each.map(part).collect(), levels: found.levels, explained: Some(found.of.explained), bottleneck })
}
