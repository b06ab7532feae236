//! What measuring a claim gives: verdict, numbers with their intervals, words, evidence.

use serde::Serialize;

use super::Evidence;
use super::level::{Difference, Level};
use super::verdict::{Judgement, Reason, Verdict};
use super::way::{Lens, Way};
use crate::date::Date;
use sectorscope_stats::Undefined;
use sectorscope_stats::pause::without_pauses;

/// What one kind of returns says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LensFinding {
    /// What it would say alone.
    pub verdict: Verdict,
    /// The number that the claim turns on.
    pub effect: f64,
    /// Lower end of its interval; none where it has none.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// p-value of this number in the direction of the claim.
    pub p: f64,
    /// Returns.
    pub n: usize,
}

/// A number with its interval, p-value, returns and days, all of one quantity.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Quantity {
    /// What it is, in words.
    pub quantity: String,
    /// The number.
    pub effect: f64,
    /// Lower end of its interval; none where it has none.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Coverage of that interval: 0.90 beside a one-sided rule at 5 %, else 0.95.
    pub confidence: f64,
    /// p-value of this number in the direction of the claim.
    pub p: Option<f64>,
    /// Returns behind it.
    pub n: usize,
}

impl Quantity {
    /// Of a difference that a one-sided rule judges. `p` is that in the direction of the claim.
    pub fn difference(quantity: String, of: &Difference, p: f64) -> Quantity {
        let [low, high] = of.interval_90;
        Quantity {
            quantity,
            effect: of.difference,
            low: Some(low),
            high: Some(high),
            confidence: 0.90,
            p: Some(p),
            n: of.n,
        }
    }

    /// Of a correlation with its interval of 95 %.
    pub fn level(quantity: String, of: &Level) -> Quantity {
        let [low, high] = of.interval_95;
        let p = Some(of.p_positive);
        Quantity { quantity, effect: of.r, low: Some(low), high: Some(high), confidence: 0.95, p, n: of.n }
    }
}

impl LensFinding {
    /// Of a difference that a one-sided rule judges.
    pub fn difference(verdict: Verdict, of: &Difference, p: f64) -> LensFinding {
        let [low, high] = of.interval_90;
        LensFinding { verdict, effect: of.difference, low: Some(low), high: Some(high), p, n: of.n }
    }

    /// Of a correlation with its interval of 95 %.
    pub fn level(verdict: Verdict, of: &Level) -> LensFinding {
        let [low, high] = of.interval_95;
        LensFinding { verdict, effect: of.r, low: Some(low), high: Some(high), p: of.p_positive, n: of.n }
    }
}

/// What a claim's measuring gives.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The verdict of the lenses together.
    pub judgement: Judgement,
    /// The number that the claim turns on, by the first lens; none where there is too little for one.
    pub headline: Option<Quantity>,
    /// Further numbers, each of one quantity.
    pub beside: Vec<Quantity>,
    /// Each lens alone.
    pub lenses: Vec<(Lens, LensFinding)>,
    /// Smallest p-value for the claim, and against it, on which both lenses agree: what several claims are corrected by.
    pub p_for_and_against: Option<(f64, f64)>,
    /// The effect that these data would have found in about four samples of five.
    pub detectable: Option<f64>,
    /// How many more returns would decide, if the effect stays as it is; none where no number worth waiting for would.
    pub more_returns: Option<f64>,
    /// What each day adds to the number, by day.
    pub influence: Vec<(Date, f64)>,
    /// A sentence to quote.
    pub sentence: String,
    /// What to bear in mind.
    pub caveats: Vec<String>,
    /// Everything the verdict rests on.
    pub evidence: Evidence,
}

/// The two kinds of returns, or the one that was asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ByLens<T> {
    /// By returns as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub raw: Option<T>,
    /// By returns in units of their volatility.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub devolatilised: Option<T>,
}

impl<T> ByLens<T> {
    /// Asks each lens of a way.
    ///
    /// # Errors
    ///
    /// The first that has no answer says why.
    pub fn ask(way: &Way, mut ask: impl FnMut(Lens) -> Result<T, Reason>) -> Result<ByLens<T>, Reason> {
        without_pauses(ByLens::ask_with_pauses(way, async |lens| ask(lens)))
    }

    /// The same where an answer takes long.
    ///
    /// # Errors
    ///
    /// As [`ByLens::ask`].
    pub async fn ask_with_pauses(
        way: &Way,
        mut ask: impl AsyncFnMut(Lens) -> Result<T, Reason>,
    ) -> Result<ByLens<T>, Reason> {
        let mut found = ByLens { raw: None, devolatilised: None };
        for lens in way.judged_by() {
            let answer = Some(ask(*lens).await?);
            match lens {
                Lens::Raw => found.raw = answer,
                Lens::Devolatilised => found.devolatilised = answer,
            }
        }
        Ok(found)
    }

    /// Those that were asked, the raw one first.
    pub fn each(&self) -> impl Iterator<Item = (Lens, &T)> {
        let raw = self.raw.iter().map(|of| (Lens::Raw, of));
        raw.chain(self.devolatilised.iter().map(|of| (Lens::Devolatilised, of)))
    }

    /// The first that was asked.
    ///
    /// # Errors
    ///
    /// Where none was.
    pub fn first(&self) -> Result<&T, Reason> {
        self.each().next().map(|(_, of)| of).ok_or(Reason::Undefined(Undefined::NoOverlap))
    }

    /// The largest of a number over the lenses.
    pub fn largest(&self, of: impl Fn(&T) -> f64) -> f64 {
        self.each().map(|(_, lens)| of(lens)).fold(f64::NEG_INFINITY, f64::max)
    }
}
