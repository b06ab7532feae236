//! What the files say of each claim: the verdict, its number and interval, in words that can be quoted.
//!
//! The rules stand in [`claims`](super::claims); here series are cast for the claims' words, each claim gets the days that its
//! own series share, and what comes out is put into sentences.

mod altcoins_lower;
mod causes;
mod fluctuation;
mod hearing;
mod joint_fall;
mod own;
mod recast;
mod since_pandemic;
mod small_over_large;
mod top_sector;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use self::hearing::Hearing;
pub(super) use self::words::list;
use super::claims::{Carried, LEVEL, Reason, Robustness, Verdict, opposes};
use super::costliest::Costliest;
use super::ranking::Depth;
use super::roster::Roster;
use super::settings::Settings;
use crate::date::Date;
use crate::error::Error;
use sectorscope_stats::Undefined;
use sectorscope_stats::inference::fisher::two_sided_quantile;

/// What the files say of one claim.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// Stable name of the claim.
    pub id: String,
    /// The claim as a question.
    pub question: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is not a plain one, as a code.
    pub reason: Option<&'static str>,
    /// The number that the claim turns on; what follows too: by raw returns.
    pub effect: Option<f64>,
    /// Lower end of its interval of 95 %.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// What the number is, in words.
    pub effect_is: String,
    /// Returns behind it.
    pub n: usize,
    /// Day the first of them ends on.
    pub first: Option<Date>,
    /// Day the last ends on.
    pub last: Option<Date>,
    /// p-value of the claim: how often chance alone says as much for it.
    pub p: Option<f64>,
    /// A sentence to quote.
    pub sentence: String,
    /// The rule of the verdict, in a sentence.
    pub rule: &'static str,
    /// What would decide where the verdict is inconclusive.
    pub needed: Option<String>,
    /// What to bear in mind.
    pub caveats: Vec<String>,
    /// Ids of the series behind the claim's words.
    pub roles: BTreeMap<&'static str, Vec<String>>,
    /// Words of the claim that no series stands for, and what to do.
    pub missing: Vec<MissingRole>,
    /// Raw returns, and returns in units of their expected volatility.
    pub lenses: Vec<LensFinding>,
    /// The same question asked in other ways.
    pub robustness: Vec<RobustnessRow>,
    /// The days that speak most for the answer; none where that was not asked for.
    pub carried: Option<Carried>,
    /// Everything else the verdict rests on.
    pub evidence: serde_json::Value,
}

/// A word of a claim that no series stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingRole {
    /// The role, as the settings name it.
    pub role: &'static str,
    /// What to add.
    pub message: String,
}

/// A claim by one kind of returns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LensFinding {
    /// `raw` or `devolatilised`.
    pub lens: &'static str,
    /// What it would say alone.
    pub verdict: Verdict,
    /// The number that the claim turns on.
    pub effect: f64,
    /// Lower end of its interval of 95 %.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// p-value of the claim.
    pub p: f64,
}

impl LensFinding {
    /// By estimate and standard error.
    fn new(lens: &'static str, verdict: Verdict, effect: f64, se: f64, p: f64) -> LensFinding {
        let half_width = two_sided_quantile(1.0 - LEVEL) * se;
        LensFinding { lens, verdict, effect, low: effect - half_width, high: effect + half_width, p }
    }
}

/// One other way to ask.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RobustnessRow {
    /// The way, in words.
    pub way: String,
    /// The effect; none where it has no value.
    pub effect: Option<f64>,
    /// Effect over its standard error.
    pub z: Option<f64>,
    /// Returns.
    pub n: usize,
    /// Whether it clearly says the opposite.
    pub opposite: bool,
    /// Why it has no value, as a code.
    pub undefined: Option<&'static str>,
}

impl RobustnessRow {
    /// A way with its effect and z, if it has a value.
    fn of(way: String, n: usize, found: Option<(f64, f64)>) -> RobustnessRow {
        let undefined = found.is_none().then(|| Undefined::InsufficientN.code());
        let (effect, z) = found.unzip();
        RobustnessRow { way, effect, z, n, opposite: false, undefined }
    }
}

/// All claims, in a fixed order, one's own last. With [`Depth::Order`] without robustness, which takes a moment.
///
/// # Errors
///
/// `unknown-series` where the settings name one that is not there.
pub fn findings(roster: &Roster<'_>, settings: &Settings, depth: Depth) -> Result<Vec<Finding>, Error> {
    let hearing = Hearing::new(roster, settings, depth)?;
    let mut findings = vec![
        top_sector::bitcoin(&hearing),
        top_sector::altcoins(&hearing),
        altcoins_lower::finding(&hearing),
        small_over_large::finding(&hearing),
        since_pandemic::finding(&hearing),
        fluctuation::finding(&hearing),
        joint_fall::finding(&hearing),
        causes::finding(),
    ];
    for (number, claim) in settings.claims.iter().enumerate() {
        findings.push(own::finding(&hearing, number + 1, claim)?);
    }
    findings.iter_mut().for_each(Finding::warn_of_opposites);
    Ok(findings)
}

impl Finding {
    /// A claim of which nothing is said yet.
    fn new(id: impl Into<String>, question: impl Into<String>, rule: &'static str) -> Finding {
        Finding {
            id: id.into(),
            question: question.into(),
            verdict: Verdict::NotTestable,
            reason: None,
            effect: None,
            low: None,
            high: None,
            effect_is: String::new(),
            n: 0,
            first: None,
            last: None,
            p: None,
            sentence: String::new(),
            rule,
            needed: None,
            caveats: Vec::new(),
            roles: BTreeMap::new(),
            missing: Vec::new(),
            lenses: Vec::new(),
            robustness: Vec::new(),
            carried: None,
            evidence: serde_json::Value::Null,
        }
    }

    /// Sets the verdict, and says why where it does not rest on tests.
    fn judged(&mut self, verdict: Verdict, reason: Option<Reason>) {
        self.verdict = verdict;
        self.reason = reason.map(Reason::code);
    }

    /// Takes number, interval and p-value from the raw lens, which comes first.
    fn take_lenses(&mut self, lenses: Vec<LensFinding>) {
        if let Some(raw) = lenses.first() {
            (self.effect, self.low, self.high, self.p) = (Some(raw.effect), Some(raw.low), Some(raw.high), Some(raw.p));
        }
        self.lenses = lenses;
    }

    /// Adds other ways to ask.
    fn take_robustness(&mut self, ways: Vec<Robustness>) {
        self.robustness.extend(ways.iter().map(|way| RobustnessRow {
            way: way.variant.words(),
            effect: way.effect.ok(),
            z: way.z,
            n: way.n,
            opposite: false,
            undefined: way.effect.err().map(Undefined::code),
        }));
    }

    /// Marks the other ways to ask that clearly say the opposite, and warns of them.
    fn warn_of_opposites(&mut self) {
        let own = self.effect.unwrap_or(0.0);
        for row in &mut self.robustness {
            row.opposite = opposes(row.effect, row.z, own);
        }
        let opposite: Vec<&str> =
            self.robustness.iter().filter(|row| row.opposite).map(|row| row.way.as_str()).collect();
        if !opposite.is_empty() {
            self.caveats.insert(0, format!("Fragile: the opposite comes out {}.", words::list(&opposite)));
        }
    }

    /// Says whom the common calendar suffers from.
    fn take_days(&mut self, costliest: Option<Costliest>) {
        self.caveats.extend(costliest.map(|costliest| costliest.message));
    }
}
