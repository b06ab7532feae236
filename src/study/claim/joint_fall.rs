//! Did crypto and technology fall together on 27 January 2025?

use serde::Serialize;

use super::Evidence;
use super::cast::Cast;
use super::claim::{Asked, Claim};
use super::measured::{LensFinding, Measured, Quantity};
use super::sample::{Column, Sample};
use super::verdict::{Judgement, Reason, Verdict};
use super::way::{Lens, Way};
use super::words::{list, stands_for};
use crate::date::Date;
use crate::number::{counted, p_is, percentage};
use crate::returns::{Frequency, ReturnKind};
use crate::study::casting::Role;
use crate::thresholds::RETURNS_OF_A_SPAN;
use sectorscope_stats::inference::event_study::{AbnormalReturn, abnormal_return, empirical_rank};
use sectorscope_stats::quantile::quantile;
use sectorscope_stats::special::student_t::student_t_quantile;

/// 2025-01-27, a Monday.
pub(in crate::study) const DAY: Date = Date::from_days(20_115);
/// Most returns that the day is held against.
pub(in crate::study) const WINDOW: usize = 1000;
/// Returns between them and the day.
pub(in crate::study) const GAP: usize = 10;
/// Returns of the market model.
pub(in crate::study) const MODEL_WINDOW: usize = 250;
/// Share of returns that count as a fall.
pub(in crate::study) const TAIL: f64 = 0.10;

/// The claim about the day.
#[derive(Clone, Copy, Debug)]
pub struct JointFall;

/// What the verdict rests on.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct JointFallEvidence {
    /// The day.
    pub day: Date,
    /// Calendar days that its return spans.
    pub span: i32,
    /// First day of the window that it is held against.
    pub window_first: Date,
    /// Last day of it.
    pub window_last: Date,
    /// Returns in the window.
    pub window_n: usize,
    /// Those of the same span among them.
    pub same_span_n: usize,
    /// Whether only these are compared.
    pub same_span: bool,
    /// Returns that are compared.
    pub compared: usize,
    /// Bitcoin on that day.
    pub bitcoin: DayOut,
    /// Technology on that day.
    pub tech: DayOut,
}

/// A series on the day.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DayOut {
    /// Id of the series.
    pub id: String,
    /// Its return.
    pub r: f64,
    /// (1 + number of compared returns at or below it)/(their number + 1).
    pub p_lower: f64,
    /// Median of the compared returns.
    pub median: f64,
    /// What the market does not explain; none without a market.
    pub abnormal: Option<Abnormal>,
}

/// What a market model leaves of the day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Abnormal {
    /// Intercept.
    pub alpha: f64,
    /// Slope.
    pub beta: f64,
    /// The return less what they give.
    pub abnormal: f64,
    /// Its standard error.
    pub se: f64,
    /// Degrees of freedom.
    pub df: usize,
    /// Two-sided p-value by Student's t.
    pub p: f64,
}

impl DayOut {
    fn contradicts(&self) -> bool {
        self.r > 0.0 && self.r > self.median
    }
}

impl Claim for JointFall {
    fn id(&self) -> String {
        "january-2025-joint-fall".to_owned()
    }

    fn question(&self, cast: &Cast<'_>) -> String {
        let bitcoin = stands_for(cast, Role::Bitcoin);
        let crypto = if bitcoin == "bitcoin" { "crypto".to_owned() } else { bitcoin };
        format!("Did {crypto} fall together with tech on 27 January 2025?")
    }

    fn rule(&self) -> &'static str {
        "Supported where both fell and each return is among the lowest tenth of those of the same span (Friday to Monday) in the 1,000 \
         returns that end ten before, contradicted where one rose and lies above their median, otherwise inconclusive. By raw \
         returns. One day proves co-movement on that day only."
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Bitcoin, Role::Tech]
    }

    fn optional_roles(&self) -> &'static [Role] {
        &[Role::Market]
    }

    fn columns<'r>(&self, asked: &Asked<'_, 'r>) -> Result<Vec<Column<'r>>, Reason> {
        Ok([asked.columns_of(Role::Bitcoin)?, asked.columns_of(Role::Tech)?].concat())
    }

    /// One day has no other frequency, measure or period; others can stand for the words.
    fn asks(&self, way: &Way) -> bool {
        let plain = Way { cast: way.cast.clone(), basis: way.basis, ..Way::default() };
        *way == plain && way.basis.frequency == Frequency::Daily
    }

    fn measure(&self, asked: &Asked<'_, '_>, sample: &Sample) -> Result<Measured, Reason> {
        let all = asked.rows.all(sample, Lens::Raw)?;
        let row = all.days.binary_search(&DAY).map_err(|_| Reason::NoReturnThatDay)?;
        let end = row.checked_sub(GAP).ok_or(Reason::InsufficientData)?;
        let window = end.saturating_sub(WINDOW)..end;
        let span = all.spans[row];
        let alike: Vec<usize> = window.clone().filter(|at| all.spans[*at] == span).collect();
        let same_span = alike.len() >= RETURNS_OF_A_SPAN;
        let compared: Vec<usize> = if same_span { alike.clone() } else { window.clone().collect() };
        if compared.len() < RETURNS_OF_A_SPAN {
            return Err(Reason::InsufficientData);
        }
        let models = market_models(asked)?;
        let out = |role: Role, column: usize| -> Result<DayOut, Reason> {
            let column = &all.columns[column];
            let before: Vec<f64> = compared.iter().map(|at| column[*at]).collect();
            let r = column[row];
            let id = asked.cast.name(role).to_owned();
            let abnormal = models.iter().find(|(name, _)| *name == id).map(|(_, abnormal)| *abnormal);
            let (rank, median) = (empirical_rank(&before, r)?, quantile(&before, 0.5)?);
            Ok(DayOut { id, r, p_lower: rank.p_lower, median, abnormal })
        };
        let (bitcoin, tech) = (out(Role::Bitcoin, 0)?, out(Role::Tech, 1)?);
        let both = [&bitcoin, &tech];
        let verdict = if both.iter().any(|day| day.contradicts()) {
            Verdict::Contradicted
        } else if both.iter().all(|day| day.r < 0.0 && day.p_lower <= TAIL) {
            Verdict::Supported
        } else {
            Verdict::Inconclusive
        };
        let evidence = JointFallEvidence {
            day: DAY,
            span,
            window_first: all.days[window.start],
            window_last: all.days[window.end - 1],
            window_n: window.len(),
            same_span_n: alike.len(),
            same_span,
            compared: compared.len(),
            bitcoin,
            tech,
        };
        Ok(told(asked, verdict, evidence))
    }
}

/// What the market explains of the day, for bitcoin and technology: on the days that all three share.
fn market_models(asked: &Asked<'_, '_>) -> Result<Vec<(String, Abnormal)>, Reason> {
    let Some(market) = asked.cast.one(Role::Market) else { return Ok(Vec::new()) };
    let mut columns = JointFall.columns(asked)?;
    columns.push(asked.column(market));
    let sample = asked.sample(columns);
    let all = asked.rows.all(&sample, Lens::Raw)?;
    let [_, _, market] = all.columns.as_slice() else { return Ok(Vec::new()) };
    let Ok(row) = all.days.binary_search(&DAY) else { return Ok(Vec::new()) };
    let Some(start) = row.checked_sub(GAP + MODEL_WINDOW) else { return Ok(Vec::new()) };
    let window = start..row - GAP;
    let model = |at: usize| -> Option<(String, Abnormal)> {
        let column = &all.columns[at];
        let AbnormalReturn { alpha, beta, cumulated, se, df, p_two_sided, .. } =
            abnormal_return(&column[window.clone()], &market[window.clone()], &[column[row]], &[market[row]]).ok()?;
        Some((sample.ids[at].clone(), Abnormal { alpha, beta, abnormal: cumulated, se, df, p: p_two_sided }))
    };
    Ok([0, 1].into_iter().filter_map(model).collect())
}

fn told(asked: &Asked<'_, '_>, verdict: Verdict, of: JointFallEvidence) -> Measured {
    let JointFallEvidence { bitcoin, tech, .. } = &of;
    let quantity = |day: &DayOut| Quantity {
        quantity: format!("{} of {} on {}, its p by rank", kind(asked), day.id, of.day),
        effect: day.r,
        low: None,
        high: None,
        confidence: 0.90,
        p: Some(day.p_lower),
        n: of.compared,
    };
    let mut beside = vec![quantity(tech)];
    beside.extend([bitcoin, tech].into_iter().filter_map(|day| beyond_market(asked, day)));
    let lens = LensFinding { verdict, effect: bitcoin.r, low: None, high: None, p: bitcoin.p_lower, n: of.compared };
    Measured {
        judgement: Judgement::plain(verdict),
        headline: Some(quantity(bitcoin)),
        beside,
        lenses: vec![(Lens::Raw, lens)],
        p_for_and_against: None,
        detectable: None,
        more_returns: None,
        influence: Vec::new(),
        sentence: sentence(asked, verdict, &of),
        caveats: caveats(&of),
        evidence: Evidence::JointFall(Box::new(of)),
    }
}

fn kind(asked: &Asked<'_, '_>) -> &'static str {
    if asked.way.basis.returns == ReturnKind::Log { "log return" } else { "return" }
}

/// The part of a day's move that the market does not explain.
fn beyond_market(asked: &Asked<'_, '_>, day: &DayOut) -> Option<Quantity> {
    let model = day.abnormal?;
    let half_width = student_t_quantile(0.975, model.df as f64) * model.se;
    Some(Quantity {
        quantity: format!("{} of {} beyond what {} explains", kind(asked), day.id, asked.cast.name(Role::Market)),
        effect: model.abnormal,
        low: Some(model.abnormal - half_width),
        high: Some(model.abnormal + half_width),
        confidence: 0.95,
        p: Some(model.p),
        n: MODEL_WINDOW,
    })
}

fn days(of: &JointFallEvidence) -> String {
    counted(u64::from(of.span.unsigned_abs()), "day")
}

fn sentence(asked: &Asked<'_, '_>, verdict: Verdict, of: &JointFallEvidence) -> String {
    let JointFallEvidence { bitcoin, tech, .. } = of;
    let among = if of.same_span {
        format!("returns that span as many days ({}), {} to {}", of.compared, of.window_first, of.window_last)
    } else {
        format!("returns ({}), {} to {}, since too few span as many days", of.compared, of.window_first, of.window_last)
    };
    let rose: Vec<&str> =
        [bitcoin, tech].into_iter().filter(|day| day.contradicts()).map(|day| day.id.as_str()).collect();
    let ending = match verdict {
        Verdict::Supported => format!("Supported: both fell, each among the lowest {}.", percentage(TAIL)),
        Verdict::Contradicted => format!("Contradicted: {} rose, by more than usual.", list(&rose)),
        _ if bitcoin.r >= 0.0 || tech.r >= 0.0 => {
            "Inconclusive: they did not both fall, but none rose by more than usual.".to_owned()
        }
        _ => "Inconclusive: both fell, but not both by an unusual amount.".to_owned(),
    };
    format!(
        "On {} {} moved by {} and {} by {} ({}s over {}), lower than {} and {} of {among}. {ending}",
        of.day,
        bitcoin.id,
        percentage(bitcoin.r),
        tech.id,
        percentage(tech.r),
        kind(asked),
        days(of),
        percentage(1.0 - bitcoin.p_lower),
        percentage(1.0 - tech.p_lower),
    )
}

fn caveats(of: &JointFallEvidence) -> Vec<String> {
    let JointFallEvidence { bitcoin, tech, .. } = of;
    let weekend = format!(
        "{}'s return runs from its price {} before and so holds the weekend, part of which passed before the shares traded.",
        bitcoin.id,
        days(of)
    );
    let beyond = bitcoin.abnormal.zip(tech.abnormal).map(|(one, other)| {
        format!(
            "Beyond the market, by Student's t: {} {}, {} {}; fat tails make these optimistic.",
            bitcoin.id,
            p_is(one.p),
            tech.id,
            p_is(other.p)
        )
    });
    (of.span > 1).then_some(weekend).into_iter().chain(beyond).collect()
}
