//! What is asked of every sample.

mod bootstrap;
mod change;
mod difference;
mod parts;
mod rolling;
mod sectors;
mod single;
mod verdicts;

pub use bootstrap::REPLICATES as BOOTSTRAP_REPLICATES;
pub use rolling::LINES as ROLLING_REPLICATES;

use sectorscope_stats::Undefined;

use crate::design::{Design, Truth};
use crate::market::Scenario;
use crate::outcome::Outcomes;
use crate::trial::Trial;
use crate::truth::Targets;

/// Questions that are asked of the same samples.
#[derive(Clone, Copy, Debug)]
pub struct Experiment {
    /// One word, to run it alone.
    pub name: &'static str,
    /// Rows of the samples, one run for each.
    pub rows: &'static [usize],
    /// How much work a sample is, which decides how many there are.
    pub cost: Cost,
    /// The questions.
    pub ask: Ask,
}

/// How much work a sample is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// A few statistics.
    Little,
    /// Every claim is asked of it.
    Some,
    /// It is resampled, or every claim is asked of it over and over.
    Much,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub enum Ask {
    /// Statistics of returns whose correlations are known.
    Returns(Truth, fn(&Trial<'_>, &mut Outcomes) -> Result<(), Undefined>),
    /// Each claim's verdict on a market.
    Verdicts(Scenario),
    /// Each claim's verdicts on a market at the end of every quarter.
    History(Scenario),
}

impl Experiment {
    /// The truth whose right answers the questions need; none where they need none.
    pub fn truth(&self) -> Option<Truth> {
        match self.ask {
            Ask::Returns(truth, _) => truth.is_constant().then_some(truth),
            Ask::Verdicts(_) | Ask::History(_) => None,
        }
    }

    /// Whether it is asked of a design: verdicts are of returns as they are, not of the textbook's.
    pub fn is_asked_of(&self, design: &Design) -> bool {
        matches!(self.ask, Ask::Returns(..)) || design.degrees_of_freedom.is_some()
    }

    /// What one sample says; `targets` are the right answers for the experiment's truth, where it has one.
    ///
    /// # Errors
    ///
    /// A sentence, where something has no value.
    pub fn answers(
        &self,
        design: &Design,
        rows: usize,
        number: u32,
        targets: Option<&Targets>,
    ) -> Result<Outcomes, String> {
        let mut outcomes = Outcomes::default();
        match self.ask {
            Ask::Returns(truth, ask) => {
                let none = Targets::default();
                let targets = if truth.is_constant() { targets.ok_or("the right answers are missing")? } else { &none };
                Trial::new(design, truth, rows, number, targets)
                    .and_then(|trial| ask(&trial, &mut outcomes))
                    .map_err(|reason| reason.to_string())?;
            }
            Ask::Verdicts(scenario) => verdicts::verdicts(scenario, design, rows, number, &mut outcomes)?,
            Ask::History(scenario) => verdicts::history(scenario, design, rows, number, &mut outcomes)?,
        }
        Ok(outcomes)
    }
}

/// One, two and five years of days.
const YEARS: &[usize] = &[250, 500, 1250];
/// And a quarter: monthly returns of five years, or the shortest half year that counts.
const FROM_A_QUARTER: &[usize] = &[60, 250, 500, 1250];
/// Two and five years: a rise halfway needs a year on either side.
const FROM_TWO_YEARS: &[usize] = &[500, 1250];
/// Five years only, for what divides them.
const FIVE_YEARS: &[usize] = &[1250];
/// Weekdays since the pandemic began, eleven half-years.
const SINCE_THE_PANDEMIC: &[usize] = &[1375];

const fn of_returns(
    name: &'static str,
    truth: Truth,
    rows: &'static [usize],
    ask: fn(&Trial<'_>, &mut Outcomes) -> Result<(), Undefined>,
) -> Experiment {
    Experiment { name, rows, cost: Cost::Little, ask: Ask::Returns(truth, ask) }
}

const fn resampled(
    name: &'static str,
    truth: Truth,
    rows: &'static [usize],
    ask: fn(&Trial<'_>, &mut Outcomes) -> Result<(), Undefined>,
) -> Experiment {
    Experiment { name, rows, cost: Cost::Much, ask: Ask::Returns(truth, ask) }
}

const fn of_claims(name: &'static str, scenario: Scenario) -> Experiment {
    Experiment { name, rows: SINCE_THE_PANDEMIC, cost: Cost::Some, ask: Ask::Verdicts(scenario) }
}

/// All experiments.
pub const EXPERIMENTS: [Experiment; 21] = [
    of_returns("interval", Truth::Equal, FROM_A_QUARTER, single::intervals),
    of_returns("zero", Truth::Zero, FROM_A_QUARTER, single::tests),
    of_returns("equal", Truth::Equal, YEARS, difference::tests),
    of_returns("apart", Truth::Apart, YEARS, difference::intervals),
    of_returns("rivals", Truth::Equal, YEARS, sectors::family),
    of_returns("top", Truth::Tied, YEARS, sectors::top),
    of_returns("change", Truth::Equal, YEARS, change::known_and_unknown_date),
    of_returns("periods", Truth::Equal, FIVE_YEARS, change::periods),
    of_returns("half-years", Truth::Zero, FIVE_YEARS, parts::half_years),
    of_returns("event", Truth::Equal, &[500], change::event),
    of_returns("monday", Truth::Equal, FIVE_YEARS, parts::monday),
    resampled("bootstrap", Truth::Equal, YEARS, bootstrap::correlations),
    resampled("tied", Truth::Tied, YEARS, bootstrap::two_best),
    resampled("band", Truth::Equal, YEARS, rolling::constant),
    resampled("rise", Truth::Rising, FROM_TWO_YEARS, rolling::rising),
    of_claims("claims-alike", Scenario::Alike),
    of_claims("claims-gaps", Scenario::Gaps),
    of_claims("claims-zero", Scenario::Zero),
    of_claims("claims-claimed", Scenario::Claimed),
    of_claims("claims-opposite", Scenario::Opposite),
    Experiment { name: "history", rows: SINCE_THE_PANDEMIC, cost: Cost::Much, ask: Ask::History(Scenario::Alike) },
];
