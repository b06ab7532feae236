//! What the files say of each claim: the verdict, its number and interval, in words that can be quoted.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ask::{Answer, Ground, Said};
use super::cast::Cast;
use super::claim::Claim;
use super::history::{HistoryPoint, history};
use super::influential_days::{InfluentialDays, influential_days};
use super::measured::{ByLens, LensFinding, Measured, Quantity};
use super::robustness::{RobustnessRow, robustness};
use super::sample::{CalendarBottleneck, Sampler};
use super::several::Several;
use super::verdict::{Reason, Verdict};
use super::way::{Basis, Lens, Way};
use super::words::{list, more_days};
use super::{Evidence, claims};
use crate::date::Date;
use crate::error::Error;
use crate::number::{counted, effect};
use crate::panel::LongInterval;
use crate::returns::Frequency;
use crate::study::casting::Role;
use crate::study::composites::doubtful;
use crate::study::lateness::{LateSeries, counted_days};
use crate::study::ranking::Depth;
use crate::study::study::Study;
use sectorscope_ground::order;
use sectorscope_stats::pause::pause;

/// An answer rests on few days where one return in this many carries it.
const FEW: usize = 100;

/// What the files say of one claim.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Claim"))]
pub struct Finding {
    /// Stable name of the claim.
    pub id: String,
    /// The claim as a question.
    pub question: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is not a plain one, as a code.
    pub reason: Option<&'static str>,
    /// The number that the claim turns on; interval, p and returns are of this very number.
    pub effect: Option<f64>,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Coverage of that interval: 0.90 beside a one-sided rule at 5 %, else 0.95.
    pub confidence: Option<f64>,
    /// What the number is, in words.
    pub effect_is: String,
    /// Its p-value in the direction of the claim: how often chance alone says as much for it.
    pub p: Option<f64>,
    /// Returns behind the number; without one, those since the claim's day.
    pub n: usize,
    /// Day the first of them ends on.
    pub first: Option<Date>,
    /// Day the last ends on.
    pub last: Option<Date>,
    /// The effect that these data would have found in about four samples of five by the claim's rule.
    pub detectable: Option<f64>,
    /// How many more returns would decide, if the effect stays as it is; none where the claim is decided, or no number worth
    /// waiting for would.
    pub more_returns: Option<f64>,
    /// A sentence to quote.
    pub sentence: String,
    /// The rule of the verdict, in a sentence.
    pub rule: &'static str,
    /// What the data could have shown, and what would decide.
    pub needed: Option<String>,
    /// Other ways to ask that decide the opposite.
    pub fragile: Vec<String>,
    /// Other ways to ask that decide where the claim is inconclusive.
    pub depends_on: Vec<String>,
    /// What to bear in mind.
    pub caveats: Vec<String>,
    /// Ids of the series behind the claim's words.
    pub roles: BTreeMap<&'static str, Vec<String>>,
    /// Words of the claim that no series stands for, and what to do.
    pub missing: Vec<MissingRole>,
    /// Series whose days are labelled wrongly, where the claim is withheld for them.
    pub late: Vec<LateSeries>,
    /// Intervals between shared days that were too long for a return, and left out.
    pub long_intervals: Vec<LongInterval>,
    /// The series that the claim's calendar suffers from most.
    pub cut_by: Option<CalendarBottleneck>,
    /// Further numbers of the claim, each with its own interval and p.
    pub beside: Vec<Quantity>,
    /// Raw returns, and returns in units of their expected volatility.
    pub lenses: ByLens<LensFinding>,
    /// The same question asked in other ways, each judged by the claim's own rule.
    pub robustness: Vec<RobustnessRow>,
    /// The days that speak most for the answer; none where that was not asked for.
    pub influential_days: Option<InfluentialDays>,
    /// The verdict as it stood at the end of each quarter.
    pub history: Vec<HistoryPoint>,
    /// Everything else the verdict rests on.
    pub evidence: Evidence,
}

/// A word of a claim that no series stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MissingRole {
    /// The role, as the settings name it.
    pub role: &'static str,
    /// What to add.
    pub message: String,
}

/// All claims, in a fixed order, one's own last. With [`Depth::Order`] without other ways to ask and without the history.
///
/// # Errors
///
/// `unknown-series` where the settings name one that is not there.
pub async fn findings(study: &Study<'_>, depth: Depth) -> Result<Vec<Finding>, Error> {
    let ground = Ground::new(study).await?;
    let sampler = Sampler::new(study, Basis::default());
    let own = study.settings.claims.iter().enumerate().map(|(number, claim)| claim.claim(number + 1));
    let all: Vec<Box<dyn Claim>> = claims().into_iter().chain(own).collect();
    let mut asked = Vec::new();
    for claim in &all {
        let cast = ground.cast(claim.as_ref())?;
        let answer = ground.ask(claim.as_ref(), &cast, &sampler, &Way::default()).await;
        asked.push((claim.as_ref(), cast, answer));
        pause().await;
    }
    let several = Several::of(asked.iter().skip(claims().len()).map(|(.., answer)| answer));
    let mut findings = Vec::new();
    for (number, (claim, cast, answer)) in asked.into_iter().enumerate() {
        let own = number.checked_sub(claims().len()).map(|own| (own, &several));
        findings.push(told(&ground, &sampler, claim, &cast, answer, own, depth).await);
    }
    Ok(findings)
}

async fn told(
    ground: &Ground<'_>,
    sampler: &Sampler<'_>,
    claim: &dyn Claim,
    cast: &Cast<'_>,
    answer: Answer,
    own: Option<(usize, &Several)>,
    depth: Depth,
) -> Finding {
    let mut finding = Finding::asked(claim, cast, &answer);
    match answer.result {
        Ok(measured) => {
            finding.cut_by = ground.bottleneck(claim, cast, sampler);
            let spoken = measured.influence.clone();
            finding.take(claim, measured);
            if let Some((stated, p)) = own.and_then(|(own, several)| several.of_one(own)) {
                finding.correct(stated, p);
            }
            if depth == Depth::Full {
                finding.take_robustness(robustness(ground, sampler, claim, cast, finding.years()).await);
                finding.take_days(influential_days(ground, sampler, claim, cast, &spoken).await);
                finding.history = history(ground, sampler, claim, cast).await;
            }
        }
        Err(stop) => {
            finding.cut_by = ground
                .bottleneck(claim, cast, sampler)
                .filter(|_| stop.judgement.reason == Some(Reason::InsufficientData));
            finding.stopped(claim, cast, &answer.ranges, stop, ground.study.settings.pandemic);
        }
    }
    finding.tell_calendar();
    finding.tell_jumps(ground, cast);
    if depth == Depth::Full && !cast.all(Role::Altcoins).is_empty() {
        let doubtful = doubtful(ground.study, cast.all(Role::Altcoins));
        finding.caveats.extend(doubtful.into_iter().map(|warning| warning.message));
    }
    finding
}

impl Finding {
    /// What is known before anything is measured.
    fn asked(claim: &dyn Claim, cast: &Cast<'_>, answer: &Answer) -> Finding {
        let Said { verdict, reason, effect, low, high, p, n } = answer.said();
        Finding {
            id: claim.id(),
            question: claim.question(cast),
            verdict,
            reason,
            effect,
            low,
            high,
            confidence: None,
            effect_is: String::new(),
            p,
            n,
            first: answer.first,
            last: answer.last,
            detectable: None,
            more_returns: None,
            sentence: String::new(),
            rule: claim.rule(),
            needed: None,
            fragile: Vec::new(),
            depends_on: Vec::new(),
            caveats: Vec::new(),
            roles: order::map(
                cast.parts()
                    .iter()
                    .map(|(role, members)| (role.key(), members.iter().map(|member| member.id.clone()).collect())),
            ),
            missing: Vec::new(),
            late: Vec::new(),
            long_intervals: answer.sample.as_ref().map(|sample| sample.long_intervals.clone()).unwrap_or_default(),
            cut_by: None,
            beside: Vec::new(),
            lenses: ByLens { raw: None, devolatilised: None },
            robustness: Vec::new(),
            influential_days: None,
            history: Vec::new(),
            evidence: Evidence::None,
        }
    }

    fn take(&mut self, claim: &dyn Claim, measured: Measured) {
        if let Some(headline) = measured.headline {
            self.confidence = headline.low.map(|_| headline.confidence);
            self.effect_is = headline.quantity;
        }
        for (lens, of) in measured.lenses {
            match lens {
                Lens::Raw => self.lenses.raw = Some(of),
                Lens::Devolatilised => self.lenses.devolatilised = Some(of),
            }
        }
        let undecided = self.verdict == Verdict::Inconclusive;
        self.detectable = measured.detectable;
        self.more_returns = measured.more_returns.filter(|_| undecided);
        self.sentence = measured.sentence;
        self.caveats = measured.caveats;
        self.beside = measured.beside;
        self.evidence = measured.evidence;
        self.needed = self.what_would_decide(claim);
    }

    /// What these data would have found, and, where they found nothing, how many more would decide.
    fn what_would_decide(&self, claim: &dyn Claim) -> Option<String> {
        let found = format!(
            "These data would have found {} of {} in about four samples of five.",
            claim.number_is(),
            effect(self.detectable?)
        );
        if self.verdict != Verdict::Inconclusive {
            return Some(found);
        }
        let more = match self.more_returns {
            Some(more) if more > 0.0 => {
                format!("If it stays as it is, {} would decide.", more_days(more.ceil() as usize))
            }
            Some(_) => {
                "There are days enough for an effect of this size: it may be chance that it was not decided.".to_owned()
            }
            None => claim.undecidable().to_owned(),
        };
        Some(format!("{found} {more}"))
    }

    /// The years in which its returns end.
    fn years(&self) -> Vec<i32> {
        match self.first.zip(self.last) {
            Some((first, last)) => (first.ymd().0..=last.ymd().0).collect(),
            None => Vec::new(),
        }
    }

    fn take_robustness(&mut self, rows: Vec<RobustnessRow>) {
        let ways = |keep: &dyn Fn(&RobustnessRow) -> bool| -> Vec<String> {
            rows.iter().filter(|row| keep(row)).map(|row| row.way.clone()).collect()
        };
        self.fragile = ways(&|row| row.said.verdict.opposes(self.verdict));
        self.depends_on = ways(&|row| self.verdict == Verdict::Inconclusive && row.said.verdict.decides());
        if !self.fragile.is_empty() {
            self.caveats.insert(0, format!("Fragile: the opposite is decided {}.", list(&self.fragile)));
        }
        if !self.depends_on.is_empty() {
            let say = |verdict: Verdict| -> Vec<&str> {
                rows.iter().filter(|row| row.said.verdict == verdict).map(|row| row.way.as_str()).collect()
            };
            let parts: Vec<String> = [Verdict::Supported, Verdict::Contradicted]
                .into_iter()
                .map(|verdict| (verdict, say(verdict)))
                .filter(|(_, ways)| !ways.is_empty())
                .map(|(verdict, ways)| format!("{} {}", verdict.code(), list(&ways)))
                .collect();
            self.caveats.insert(0, format!("Depends on how it is asked: {}.", parts.join("; ")));
        }
        self.robustness = rows;
    }

    fn take_days(&mut self, days: Option<InfluentialDays>) {
        if let Some(InfluentialDays { days, to_doubt: Some(few), n, .. }) = &days
            && few * FEW <= *n
        {
            let named: Vec<String> = days.iter().take(*few).map(|day| day.day.to_string()).collect();
            self.caveats.push(format!(
                "It rests on few days: without some {few} of {} ({}{}) it is no longer beyond chance.",
                counted(*n as u64, "return"),
                list(&named),
                if named.len() < *few { " first" } else { "" }
            ));
        }
        self.influential_days = days;
    }

    /// What was left out of the calendar, and which series it suffers from.
    fn tell_calendar(&mut self) {
        if let Some(first) = self.long_intervals.first() {
            let count = self.long_intervals.len() as u64;
            self.caveats.push(format!(
                "Left out: {} over more than {} days without a shared price (the first ends on {}, after {}).",
                counted(count, "move"),
                Frequency::Daily.longest_interval(),
                first.day,
                counted_days(first.days)
            ));
        }
        if let Some(cut) = &self.cut_by {
            self.caveats.push(cut.sentence());
        }
    }
}
