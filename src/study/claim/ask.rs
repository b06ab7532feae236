//! Asking a claim in a way: the gates, then what the claim measures. Here alone it is decided whether a claim may speak.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::cast::Cast;
use super::claim::{Asked, Claim};
use super::measured::{Measured, Quantity};
use super::sample::{CalendarBottleneck, Column, Rows, Sample, Sampler};
use super::verdict::{Judgement, Reason, Verdict};
use super::way::{Lens, Way};
use crate::date::Date;
use crate::error::Error;
use crate::study::casting::{Casting, Role};
use crate::study::lateness::{LateSeries, Lateness};
use crate::study::roster::Member;
use crate::study::study::Study;
use crate::thresholds::RETURNS_OF_A_CLAIM;
use sectorscope_stats::pause::without_pauses;

/// What claims are asked of: files and settings, which series stand for which word, which series are late.
#[derive(Debug)]
pub struct Ground<'r> {
    /// Files and settings.
    pub study: &'r Study<'r>,
    /// Which series stand for which word.
    pub casting: Casting<'r>,
    /// Which series have their days labelled wrongly.
    pub lateness: Lateness,
}

impl<'r> Ground<'r> {
    /// Casts the words and looks at the days of every crypto series.
    ///
    /// # Errors
    ///
    /// `unknown-series` where the settings name one that is not there.
    pub async fn new(study: &'r Study<'r>) -> Result<Ground<'r>, Error> {
        let casting = Casting::new(&study.roster)?;
        let lateness = Lateness::new(study, &casting).await;
        Ok(Ground { study, casting, lateness })
    }

    /// Which series stand for the words of a claim.
    ///
    /// # Errors
    ///
    /// As [`cast_of`].
    pub fn cast(&self, claim: &dyn Claim) -> Result<Cast<'r>, Error> {
        cast_of(self.study, &self.casting, claim)
    }

    /// The first day whose return counts for a claim: its own, or the settings' first day where that is later.
    fn since(&self, claim: &dyn Claim) -> (Date, Option<Date>) {
        let settings = self.study.settings;
        let since = claim.since().unwrap_or(settings.pandemic);
        (since, settings.from.filter(|from| *from > since))
    }

    /// The first day whose return counts for a claim asked in its own way.
    pub fn first_day(&self, claim: &dyn Claim) -> Date {
        let (since, from) = self.since(claim);
        from.unwrap_or(since)
    }

    /// Asks a claim in a way, with samples from where they are kept: only those of the way's basis.
    pub async fn ask(&self, claim: &dyn Claim, cast: &Cast<'r>, sampler: &Sampler<'r>, way: &Way) -> Answer {
        let asked = async |asked: &Asked<'_, 'r>| {
            self.gates(claim, asked).await.unwrap_or_else(|stopped| {
                let (stop, answer) = *stopped;
                Answer { result: Err(stop), ..answer }
            })
        };
        self.asked(claim, cast, sampler, way, asked).await
    }

    /// The series that a claim's calendar suffers from, asked in its own way.
    pub fn bottleneck(&self, claim: &dyn Claim, cast: &Cast<'r>, sampler: &Sampler<'r>) -> Option<CalendarBottleneck> {
        without_pauses(self.asked(claim, cast, sampler, &Way::default(), async |asked| {
            let columns = claim.columns(asked).ok()?;
            CalendarBottleneck::of(&columns, asked.way.from.unwrap_or(asked.rows.since), asked.way.to)
        }))
    }

    async fn asked<T>(
        &self,
        claim: &dyn Claim,
        cast: &Cast<'r>,
        sampler: &Sampler<'r>,
        way: &Way,
        then: impl AsyncFnOnce(&Asked<'_, 'r>) -> T,
    ) -> T {
        let (since, from) = self.since(claim);
        let way = &Way { from: way.from.or(from), ..way.clone() };
        let (casting, note) = (&self.casting, self.study.settings.note);
        then(&Asked { sampler, casting, cast, way, rows: Rows::new(since, way), note }).await
    }

    /// The gates in their order: causes; withheld; a word that no series stands for; no return; too few.
    async fn gates(&self, claim: &dyn Claim, asked: &Asked<'_, 'r>) -> Result<Answer, Box<(Stop, Answer)>> {
        let nothing = Answer::default();
        let stop = |verdict: Verdict, reason: Reason| Stop {
            judgement: Judgement { verdict, reason: Some(reason) },
            late: Vec::new(),
        };
        let asked_columns = claim.columns(asked);
        if matches!(asked_columns, Err(Reason::Causes)) {
            return Err(Box::new((stop(Verdict::NotTestable, Reason::Causes), nothing)));
        }
        let late = self.lateness.late(self.crypto(asked), asked.way.to);
        if !late.is_empty() {
            return Err(Box::new((Stop { late, ..stop(Verdict::Withheld, Reason::LabelShift) }, nothing)));
        }
        let columns = match asked_columns {
            Ok(columns) if asked.cast.missing.is_empty() => columns,
            _ => return Err(Box::new((stop(Verdict::NotTestable, Reason::MissingRole), nothing))),
        };
        let sample = asked.sampler.sample(columns.clone()).await;
        let days = asked.rows.after(&sample, Lens::Raw).map(|stretch| stretch.days).unwrap_or_default();
        let answer = Answer {
            n: days.len(),
            first: days.first().copied(),
            last: days.last().copied(),
            ..Answer::of(&sample, &columns)
        };
        if days.is_empty() {
            return Err(Box::new((stop(Verdict::NotTestable, Reason::NoReturns), answer)));
        }
        if days.len() < RETURNS_OF_A_CLAIM {
            return Err(Box::new((stop(Verdict::Inconclusive, Reason::InsufficientData), answer)));
        }
        match claim.measure_with_pauses(asked, &sample).await {
            Ok(measured) => Ok(Answer { result: Ok(measured), ..answer }),
            Err(reason @ Reason::NoReturnThatDay) => Err(Box::new((stop(Verdict::NotTestable, reason), answer))),
            Err(reason @ Reason::MissingRole) => Err(Box::new((stop(Verdict::NotTestable, reason), answer))),
            Err(reason) => Err(Box::new((stop(Verdict::Inconclusive, reason), answer))),
        }
    }

    /// The crypto series of a claim, a composite by the coins it is made of.
    fn crypto(&self, asked: &Asked<'_, 'r>) -> Vec<&'r str> {
        let named =
            asked.cast.parts().iter().filter(|(role, _)| *role != Role::Sectors).flat_map(|(_, members)| members);
        let mut ids: Vec<&str> = Vec::new();
        for member in named.filter(|member| member.is_crypto()) {
            match self.study.roster.composites().coins_of(&member.id) {
                Some(coins) => ids.extend(coins),
                None => ids.push(&member.id),
            }
        }
        ids
    }
}

/// Which series stand for the words of a claim.
///
/// # Errors
///
/// `unknown-series` where a claim of one's own names one that is not there.
pub fn cast_of<'r>(study: &'r Study<'r>, casting: &Casting<'r>, claim: &dyn Claim) -> Result<Cast<'r>, Error> {
    let mut cast = Cast::new();
    let who = |role: Role| -> Result<Vec<&'r Member>, Error> {
        match claim.named(role) {
            Some(names) => names.iter().map(|name| study.roster.find(name)).collect(),
            None => Ok(casting.all(role).to_vec()),
        }
    };
    for role in claim.roles() {
        cast.take(*role, who(*role)?, true);
    }
    for role in claim.optional_roles() {
        cast.take(*role, who(*role)?, false);
    }
    Ok(cast)
}

/// What asking gave: what was measured, or why nothing was.
#[derive(Debug)]
pub struct Answer {
    /// What was measured, or what stopped it.
    pub result: Result<Measured, Stop>,
    /// Returns since the claim's day.
    pub n: usize,
    /// Day the first of them ends on.
    pub first: Option<Date>,
    /// Day the last ends on.
    pub last: Option<Date>,
    /// The sample behind it.
    pub sample: Option<Rc<Sample>>,
    /// Its series with their first and last day.
    pub ranges: Vec<(String, Option<Date>, Option<Date>)>,
}

/// What the claim's rule says of one way to ask, and the number that it turns on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Said {
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is not a plain one, as a code; not read back.
    #[serde(skip_deserializing)]
    pub reason: Option<&'static str>,
    /// The number; none where it has no value.
    pub effect: Option<f64>,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Its p-value in the direction of the claim.
    pub p: Option<f64>,
    /// Returns behind it; without a number, those since the claim's day.
    pub n: usize,
}

/// Why nothing was measured.
#[derive(Clone, Debug)]
pub struct Stop {
    /// The verdict, and why.
    pub judgement: Judgement,
    /// Series whose days are labelled wrongly, where that is why.
    pub late: Vec<LateSeries>,
}

impl Default for Answer {
    fn default() -> Answer {
        let judgement = Judgement::plain(Verdict::NotTestable);
        Answer {
            result: Err(Stop { judgement, late: Vec::new() }),
            n: 0,
            first: None,
            last: None,
            sample: None,
            ranges: Vec::new(),
        }
    }
}

impl Answer {
    fn of(sample: &Rc<Sample>, columns: &[Column<'_>]) -> Answer {
        let range = |column: &Column<'_>| {
            let days = column.view().dates;
            (column.id.clone(), days.first().copied(), days.last().copied())
        };
        Answer { sample: Some(Rc::clone(sample)), ranges: columns.iter().map(range).collect(), ..Answer::default() }
    }

    /// The number that the claim turns on, where there is one.
    pub fn headline(&self) -> Option<&Quantity> {
        self.result.as_ref().ok()?.headline.as_ref()
    }

    /// Verdict and number, in short.
    pub fn said(&self) -> Said {
        let (Judgement { verdict, reason }, headline) = (self.judgement(), self.headline());
        Said {
            verdict,
            reason: reason.map(Reason::code),
            effect: headline.map(|of| of.effect),
            low: headline.and_then(|of| of.low),
            high: headline.and_then(|of| of.high),
            p: headline.and_then(|of| of.p),
            n: headline.map_or(self.n, |of| of.n),
        }
    }

    /// The verdict, and why it is not a plain one.
    pub fn judgement(&self) -> Judgement {
        match &self.result {
            Ok(measured) => measured.judgement,
            Err(stop) => stop.judgement,
        }
    }
}
