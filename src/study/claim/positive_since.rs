//! Have two series moved together ever since a day?

use serde::Serialize;

use super::cast::Cast;
use super::claim::{Asked, Claim};
use super::level::{Difference, Level};
use super::measured::{ByLens, LensFinding, Measured, Quantity};
use super::own::Named;
use super::sample::{Column, Sample, Stretch};
use super::verdict::{Judgement, LEVEL, Reason, Verdict};
use super::way::{Lens, Way};
use super::words::{split, stands_for};
use super::{Evidence, stretches};
use crate::date::Date;
use crate::number::{counted, effect, p_is};
use crate::study::casting::Role;
use crate::thresholds::{RETURNS_OF_A_CLAIM, RETURNS_OF_A_HALF_YEAR};
use sectorscope_stats::inference::multiple::holm;

/// An interval within this distance of zero is as good as zero.
pub const NEGLIGIBLE: f64 = 0.1;

/// The claim that a correlation has been positive since a day.
#[derive(Clone, Debug)]
pub struct PositiveSince {
    /// The series of a claim of one's own.
    named: Option<Named>,
}

impl PositiveSince {
    /// Bitcoin and the market, since the pandemic.
    pub const PANDEMIC: PositiveSince = PositiveSince { named: None };

    /// Of a claim of one's own.
    pub fn own(named: Named) -> PositiveSince {
        PositiveSince { named: Some(named) }
    }

    fn words(&self) -> [Role; 2] {
        if self.named.is_some() { [Role::Asset, Role::With] } else { [Role::Bitcoin, Role::Market] }
    }
}

/// What the verdict rests on.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PositiveSinceEvidence {
    /// The first day.
    pub since: Date,
    /// Whether there are enough returns before to ask whether it rose.
    pub shift_tested: bool,
    /// Returns before.
    pub n_before: usize,
    /// The tests.
    pub lenses: ByLens<PositiveSinceLens>,
}

/// One lens of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PositiveSinceLens {
    /// What it would say alone.
    pub verdict: Verdict,
    /// The correlation since.
    pub after: Level,
    /// Half-years since with enough returns.
    pub half_years: Vec<HalfYear>,
    /// How many of them are positive.
    pub positive: usize,
    /// Smallest p-value of a negative one, after Holm; 1 without any.
    pub p_negative: f64,
    /// The change from before; none where it is not tested.
    pub shift: Option<Shift>,
    /// What contradicts the claim.
    pub against: Against,
    /// The correlation that would have been found in about four samples of five.
    pub detectable: f64,
    #[serde(skip)]
    influence: Vec<(Date, f64)>,
}

/// A calendar half-year.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HalfYear {
    /// `2020H1`.
    pub name: String,
    /// Its correlation.
    #[serde(flatten)]
    pub level: Level,
    /// p-value of a negative correlation, among all half-years by Holm.
    pub holm_p_negative: f64,
}

/// The change of a correlation at a day.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Shift {
    /// Before.
    pub before: Level,
    /// Fisher's z after less before.
    pub rise: Difference,
}

/// What may contradict the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Against {
    /// The interval of 95 % lies below zero.
    pub interval_below_zero: bool,
    /// A half-year is negative beyond chance.
    pub half_year_negative: bool,
    /// The interval of 90 % lies within 0.1 of zero.
    pub near_zero: bool,
    /// The correlation has fallen beyond chance.
    pub fallen: bool,
}

impl Against {
    fn any(self) -> bool {
        self.interval_below_zero || self.half_year_negative || self.near_zero || self.fallen
    }
}

impl Claim for PositiveSince {
    fn id(&self) -> String {
        self.named.as_ref().map_or_else(|| "positive-since-pandemic".to_owned(), |named| named.id.clone())
    }

    fn question(&self, cast: &Cast<'_>) -> String {
        match &self.named {
            Some(named) => {
                let since = named.since.map_or_else(|| "the pandemic began".to_owned(), |since| since.to_string());
                format!("Has {} moved with {} ever since {since}?", cast.name(Role::Asset), cast.name(Role::With))
            }
            None => {
                format!(
                    "Has {} moved with the stock market ever since the pandemic began?",
                    stands_for(cast, Role::Bitcoin)
                )
            }
        }
    }

    fn rule(&self) -> &'static str {
        "Contradicted where the 95 % interval of the correlation since the day lies below zero or the 90 % interval within 0.1 of it, \
         a half-year is negative beyond chance (Holm), or the correlation has fallen; supported where the 95 % interval lies above \
         zero, at least four in five half-years are positive, none is negative beyond chance, and the correlation has risen beyond \
         chance (where there are 250 returns before); by raw returns and by returns in units of their volatility alike; otherwise \
         inconclusive."
    }

    fn number_is(&self) -> &'static str {
        "a correlation"
    }

    fn roles(&self) -> &'static [Role] {
        if self.named.is_some() { &[Role::Asset, Role::With] } else { &[Role::Bitcoin, Role::Market] }
    }

    fn named(&self, role: Role) -> Option<&[String]> {
        self.named.as_ref()?.of(role)
    }

    fn since(&self) -> Option<Date> {
        self.named.as_ref()?.since
    }

    fn columns<'r>(&self, asked: &Asked<'_, 'r>) -> Result<Vec<Column<'r>>, Reason> {
        let [one, other] = self.words();
        Ok([asked.columns_of(one)?, asked.columns_of(other)?].concat())
    }

    fn asks(&self, way: &Way) -> bool {
        !way.beyond_market
    }

    fn measure(&self, asked: &Asked<'_, '_>, sample: &Sample) -> Result<Measured, Reason> {
        let n_before = asked.rows.before(sample, Lens::Raw)?.days.len();
        let tested = n_before >= RETURNS_OF_A_CLAIM;
        let lenses = ByLens::ask(asked.way, |lens| one_lens(asked, sample, tested, lens))?;
        let first = lenses.first()?;
        let judgements: Vec<Judgement> = lenses.each().map(|(_, lens)| Judgement::plain(lens.verdict)).collect();
        let judgement = Judgement::agreed(&judgements);
        let [asset, with] = self.words().map(|role| asked.cast.name(role));
        let since = asked.rows.since;
        let mut beside = Vec::new();
        if let Some(shift) = &first.shift {
            beside.push(Quantity::level(format!("correlation of {asset} with {with} before {since}"), &shift.before));
            beside.push(Quantity::difference("rise of Fisher's z since".to_owned(), &shift.rise, shift.rise.p_greater));
        }
        let mut caveats = Vec::new();
        if !tested {
            caveats.push(format!(
                "Only {} lie before {since}: whether the correlation rose then is not tested.",
                counted(n_before as u64, "return")
            ));
        }
        let negative: Vec<&HalfYear> = first.half_years.iter().filter(|half| half.level.r <= 0.0).collect();
        if !negative.is_empty() {
            let named: Vec<String> =
                negative.iter().map(|half| format!("{} ({})", half.name, effect(half.level.r))).collect();
            caveats.push(format!("Not positive: {}.", super::words::list(&named)));
        }
        Ok(Measured {
            judgement,
            headline: Some(Quantity::level(format!("correlation of {asset} with {with} since {since}"), &first.after)),
            beside,
            lenses: lenses.each().map(|(name, lens)| (name, LensFinding::level(lens.verdict, &lens.after))).collect(),
            p_for_and_against: Some((
                lenses.largest(PositiveSinceLens::p_for),
                lenses.largest(PositiveSinceLens::p_against),
            )),
            detectable: Some(lenses.largest(|lens| lens.detectable)),
            more_returns: None,
            influence: first.influence.clone(),
            sentence: sentence(asked, sample, [asset, with], &lenses, judgement)?,
            caveats,
            evidence: Evidence::PositiveSince(Box::new(PositiveSinceEvidence {
                since,
                shift_tested: tested,
                n_before,
                lenses,
            })),
        })
    }
}

impl PositiveSinceLens {
    /// The larger of the p-values that must be small.
    fn p_for(&self) -> f64 {
        let risen = self.shift.map_or(0.0, |shift| shift.rise.p_greater);
        (2.0 * self.after.p_positive).max(risen).min(1.0)
    }

    /// The smallest of those of which one is enough.
    fn p_against(&self) -> f64 {
        let fallen = self.shift.map_or(1.0, |shift| shift.rise.p_less);
        [2.0 * self.after.p_negative, self.p_negative, self.after.p_within(NEGLIGIBLE), fallen]
            .into_iter()
            .fold(1.0, f64::min)
    }

    /// Whether at least four in five half-years are positive.
    fn mostly_positive(&self) -> bool {
        5 * self.positive >= 4 * self.half_years.len()
    }
}

fn level(asked: &Asked<'_, '_>, stretch: &Stretch) -> Result<(Level, Vec<f64>), Reason> {
    let reader = asked.reader(stretch.days.len())?;
    let reading = reader.read(&stretch.columns[0], &stretch.columns[1])?;
    Ok((reader.level(&reading)?, reading.of.psi))
}

/// Number of a day's half-year since the year 0.
fn half_year(day: &Date) -> i32 {
    day.month_index().div_euclid(6)
}

fn one_lens(asked: &Asked<'_, '_>, sample: &Sample, tested: bool, lens: Lens) -> Result<PositiveSinceLens, Reason> {
    let stretch = asked.rows.after(sample, lens)?;
    let (after, psi) = level(asked, &stretch)?;
    let mut half_years = Vec::new();
    for part in stretches(&stretch, |a, b| half_year(a) == half_year(b)) {
        let (Some(first), true) = (part.days.first(), part.days.len() >= RETURNS_OF_A_HALF_YEAR) else { continue };
        let (year, month, _) = first.ymd();
        let name = format!("{year}H{}", if month <= 6 { 1 } else { 2 });
        half_years.push(HalfYear { name, level: level(asked, &part)?.0, holm_p_negative: 1.0 });
    }
    let negative: Vec<f64> = half_years.iter().map(|half| half.level.p_negative).collect();
    for (half, p) in half_years.iter_mut().zip(holm(&negative)) {
        half.holm_p_negative = p;
    }
    let shift = if tested {
        let (before, _) = level(asked, &asked.rows.before(sample, lens)?)?;
        Some(Shift { before, rise: after.less(&before) })
    } else {
        None
    };
    let p_negative = half_years.iter().map(|half| half.holm_p_negative).fold(1.0, f64::min);
    let mut found = PositiveSinceLens {
        verdict: Verdict::Inconclusive,
        positive: half_years.iter().filter(|half| half.level.r > 0.0).count(),
        half_years,
        p_negative,
        against: Against {
            interval_below_zero: after.interval_95[1] < 0.0,
            half_year_negative: p_negative <= LEVEL,
            near_zero: after.interval_90[0] > -NEGLIGIBLE && after.interval_90[1] < NEGLIGIBLE,
            fallen: shift.is_some_and(|shift| shift.rise.p_less <= LEVEL),
        },
        detectable: after.detectable(0.5 * LEVEL),
        influence: stretch.days.into_iter().zip(psi).collect(),
        after,
        shift,
    };
    let risen = shift.is_none_or(|shift| shift.rise.p_greater <= LEVEL);
    if found.against.any() {
        found.verdict = Verdict::Contradicted;
    } else if after.interval_95[0] > 0.0 && found.mostly_positive() && risen {
        found.verdict = Verdict::Supported;
    }
    Ok(found)
}

fn sentence(
    asked: &Asked<'_, '_>,
    sample: &Sample,
    [asset, with]: [&str; 2],
    lenses: &ByLens<PositiveSinceLens>,
    judgement: Judgement,
) -> Result<String, Reason> {
    let first = lenses.first()?;
    let since = asked.rows.since;
    let before = first.shift.map_or_else(String::new, |shift| {
        let [low, high] = shift.before.interval_95;
        let returns = counted(shift.before.n as u64, "return");
        format!("; before it was {} ({} to {}, {returns})", effect(shift.before.r), effect(low), effect(high))
    });
    let beyond = first.half_years.iter().filter(|half| half.level.interval_95[0] > 0.0).count();
    let [low, high] = first.after.interval_95;
    Ok(format!(
        "Since {since} {asset} moves with {with} at {} (95 % interval {} to {}; {}); {} of {} half-year correlations are positive, \
         {beyond} of them beyond chance{before}. {}",
        effect(first.after.r),
        effect(low),
        effect(high),
        asked.sample_words(sample),
        first.positive,
        first.half_years.len(),
        ending(lenses, judgement, first),
    ))
}

fn ending(lenses: &ByLens<PositiveSinceLens>, judgement: Judgement, first: &PositiveSinceLens) -> String {
    let against = first.against;
    match (judgement.verdict, judgement.reason) {
        (_, Some(Reason::VolatilityWeighting)) => {
            split(&super::verdicts(lenses.each().map(|(lens, of)| (lens, of.verdict))))
        }
        (Verdict::Supported, _) => match first.shift {
            Some(shift) => format!("Supported: positive, and risen beyond chance ({}).", p_is(shift.rise.p_greater)),
            None => "Supported: positive.".to_owned(),
        },
        (Verdict::Contradicted, _) if against.interval_below_zero => {
            "Contradicted: the correlation is negative.".to_owned()
        }
        (Verdict::Contradicted, _) if against.half_year_negative => {
            format!("Contradicted: a half-year is negative beyond chance ({}).", p_is(first.p_negative))
        }
        (Verdict::Contradicted, _) if against.near_zero => {
            "Contradicted: the correlation is as good as zero.".to_owned()
        }
        (Verdict::Contradicted, _) => match first.shift {
            Some(shift) if first.after.r > 0.0 && shift.before.r > 0.0 => {
                format!("Contradicted: it is not higher than before, but lower ({}).", p_is(shift.rise.p_less))
            }
            _ => "Contradicted: the correlation has fallen.".to_owned(),
        },
        _ => {
            let reasons: Vec<&str> = [
                (first.after.interval_95[0] <= 0.0, "the interval reaches zero"),
                (!first.mostly_positive(), "too many half-years are not positive"),
                (first.shift.is_some_and(|shift| shift.rise.p_greater > LEVEL), "the rise may be chance"),
            ]
            .into_iter()
            .filter_map(|(applies, words)| applies.then_some(words))
            .collect();
            format!("Inconclusive: {}.", reasons.join(", and "))
        }
    }
}
