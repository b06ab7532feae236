//! Does bitcoin's correlation with technology peak when technology does much better or worse than the market?

use serde::Serialize;

use super::cast::Cast;
use super::claim::{Asked, Claim};
use super::measured::{ByLens, LensFinding, Measured, Quantity};
use super::quarters::{QuarterlyLook, QuarterlySlope, Quarters};
use super::sample::{Column, Sample, Stretch};
use super::verdict::{Judgement, LEVEL, Reason, Verdict};
use super::way::{Lens, Way};
use super::words::{split, stands_for};
use super::years::Years;
use super::{Evidence, verdicts};
use crate::number::{counted, difference, effect, p_is};
use crate::study::casting::Role;
use crate::thresholds::QUARTERS_OF_A_VERDICT;
use sectorscope_stats::breaks::cusum::correlation_cusum;
use sectorscope_stats::special::student_t::student_t_quantile;

/// Years that the note names.
pub const NAMED_YEARS: [i32; 3] = [2020, 2022, 2024];
/// Slopes are reported for this much of a return.
const TEN_POINTS: f64 = 0.1;
/// Of two tests of which one is enough, each has half the level.
pub(in crate::study) const LEVEL_OF_TWO: f64 = 0.5 * LEVEL;

/// The claim about peaks.
#[derive(Clone, Copy, Debug)]
pub struct PeaksWithTech;

/// What the verdict rests on.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PeaksEvidence {
    /// The tests.
    pub lenses: ByLens<PeaksLens>,
    /// The quarters looked at in further ways, which are part of no verdict.
    pub looks: Vec<QuarterlyLook>,
    /// The fitted line of correlations freed of volatility.
    pub adjusted: Option<QuarterlySlope>,
    /// p-value of a constant correlation, by cumulated sums of devolatilised returns: weak against going to and fro.
    pub cusum_p: Option<f64>,
}

/// One lens of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PeaksLens {
    /// What it would say alone.
    pub verdict: Verdict,
    /// Why it is not a plain one.
    #[serde(skip)]
    reason: Option<Reason>,
    /// Year by year.
    pub years: Years,
    /// Quarter by quarter.
    pub quarters: Quarters,
}

impl PeaksLens {
    /// Why it is not a plain verdict, as a code.
    pub fn reason(&self) -> Option<&'static str> {
        self.reason.map(Reason::code)
    }
}

impl Claim for PeaksWithTech {
    fn id(&self) -> String {
        "peaks-with-tech".to_owned()
    }

    fn question(&self, cast: &Cast<'_>) -> String {
        let of = stands_for(cast, Role::Bitcoin);
        let whose = if of == "bitcoin" { "the correlation".to_owned() } else { format!("the correlation of {of}") };
        format!("Is {whose} highest when tech strongly outperforms (2020, 2024) or sells off (2022)?")
    }

    fn rule(&self) -> &'static str {
        "Supported where the named years' mean correlation exceeds the other years' (Fisher's z, one-sided p at most 0.05), the \
         quarterly correlation rises with the size of tech's return over the market's (p at most 0.05) and still rises beside \
         volatility; contradicted where one of the two points the other way (the smaller p at most 0.025); both over at least 16 \
         quarters, all of 2020, 2022 and 2024 and another complete year, by raw returns and by returns in units of their volatility \
         alike; otherwise inconclusive."
    }

    fn undecidable(&self) -> &'static str {
        "The named years are over: only quarters to come can decide, and it takes about 16 of them for a clear slope."
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Bitcoin, Role::Tech, Role::Market]
    }

    fn columns<'r>(&self, asked: &Asked<'_, 'r>) -> Result<Vec<Column<'r>>, Reason> {
        Ok([asked.columns_of(Role::Bitcoin)?, asked.columns_of(Role::Tech)?, asked.columns_of(Role::Market)?].concat())
    }

    fn asks(&self, way: &Way) -> bool {
        !way.beyond_market
    }

    fn measure(&self, asked: &Asked<'_, '_>, sample: &Sample) -> Result<Measured, Reason> {
        let raw = asked.rows.after(sample, Lens::Raw)?;
        let lenses = ByLens::ask(asked.way, |lens| one_lens(asked, sample, &raw, lens))?;
        let first = lenses.first()?;
        let judgements: Vec<Judgement> =
            lenses.each().map(|(_, lens)| Judgement { verdict: lens.verdict, reason: lens.reason }).collect();
        let judgement = Judgement::agreed(&judgements);
        let quantity = "mean of Fisher's z in the named years less that in the others".to_owned();
        let mut beside = Vec::new();
        if let Some(slope) = &first.quarters.slope {
            beside.push(of_slope(
                "change of the quarterly correlation (Fisher's z) per 10 points of tech's lead or lag",
                slope,
                first,
            ));
        }
        if let Some(slope) = &first.quarters.beside_volatility {
            beside.push(of_slope("the same beside tech's volatility", slope, first));
        }
        let devolatilised = asked.rows.after(sample, Lens::Devolatilised).ok();
        Ok(Measured {
            judgement,
            headline: first
                .years
                .contrast
                .map(|contrast| Quantity::difference(quantity, &contrast, contrast.p_greater)),
            beside,
            lenses: lenses
                .each()
                .filter_map(|(name, lens)| {
                    let contrast = lens.years.contrast?;
                    Some((name, LensFinding::difference(lens.verdict, &contrast, contrast.p_greater)))
                })
                .collect(),
            p_for_and_against: None,
            detectable: lenses
                .each()
                .map(|(_, lens)| lens.years.contrast.map(|contrast| contrast.detectable(LEVEL)))
                .collect::<Option<Vec<_>>>()
                .map(|each| each.into_iter().fold(0.0, f64::max)),
            more_returns: None,
            influence: Vec::new(),
            sentence: sentence(asked, sample, &lenses, judgement)?,
            caveats: caveats(&lenses)?,
            evidence: Evidence::PeaksWithTech(Box::new(PeaksEvidence {
                looks: first.quarters.looks(asked.note),
                adjusted: first.quarters.adjusted_line(),
                cusum_p: devolatilised.and_then(|of| {
                    let found = correlation_cusum(&of.columns[0], &of.columns[1], libm::log(of.days.len() as f64));
                    found.ok().map(|found| found.p)
                }),
                lenses,
            })),
        })
    }
}

fn of_slope(quantity: &str, slope: &QuarterlySlope, lens: &PeaksLens) -> Quantity {
    let half_width = student_t_quantile(0.95, slope.df as f64) * slope.se;
    Quantity {
        quantity: quantity.to_owned(),
        effect: TEN_POINTS * slope.slope,
        low: Some(TEN_POINTS * (slope.slope - half_width)),
        high: Some(TEN_POINTS * (slope.slope + half_width)),
        confidence: 0.90,
        p: Some(slope.p_greater),
        n: lens.quarters.all.len(),
    }
}

fn one_lens(asked: &Asked<'_, '_>, sample: &Sample, raw: &Stretch, lens: Lens) -> Result<PeaksLens, Reason> {
    let stretch = asked.rows.after(sample, lens)?;
    let years = Years::new(asked, &stretch, &NAMED_YEARS, Some(asked.note))?;
    let quarters = Quarters::new(asked, &stretch, raw)?;
    let complete =
        quarters.all.len() >= QUARTERS_OF_A_VERDICT && years.named == NAMED_YEARS && !years.others.is_empty();
    let (verdict, reason) = match (years.contrast, quarters.slope, quarters.beside_volatility) {
        (Some(contrast), Some(slope), Some(beside)) if complete => {
            let higher = contrast.p_greater <= LEVEL && slope.p_greater <= LEVEL && beside.slope > 0.0;
            let lower = contrast.p_less.min(slope.p_less) <= LEVEL_OF_TWO;
            let verdict = match (higher, lower) {
                (true, _) => Verdict::Supported,
                (_, true) => Verdict::Contradicted,
                _ => Verdict::Inconclusive,
            };
            (verdict, None)
        }
        _ => (Verdict::Inconclusive, Some(Reason::InsufficientData)),
    };
    Ok(PeaksLens { verdict, reason, years, quarters })
}

fn sentence(
    asked: &Asked<'_, '_>,
    sample: &Sample,
    lenses: &ByLens<PeaksLens>,
    judgement: Judgement,
) -> Result<String, Reason> {
    let first = lenses.first()?;
    let slope = first.quarters.slope.map_or_else(String::new, |slope| {
        format!(
            "; over {} the correlation changes with the size of tech's relative return by {} per 10 points ({})",
            counted(first.quarters.all.len() as u64, "quarter"),
            difference(TEN_POINTS * slope.slope),
            p_is(slope.p_greater)
        )
    });
    let Some(contrast) = first.years.contrast else {
        return Ok(format!(
            "There are no years to hold against each other ({}){slope}. {}",
            asked.sample_words(sample),
            ending(lenses, judgement, first)
        ));
    };
    let years = first.years.words(asked, [Role::Bitcoin, Role::Tech], &contrast);
    Ok(format!("{years}{slope}. {}", ending(lenses, judgement, first)))
}

fn ending(lenses: &ByLens<PeaksLens>, judgement: Judgement, first: &PeaksLens) -> String {
    let p = |of: Option<f64>| of.unwrap_or(1.0);
    let (contrast, slope) = (first.years.contrast, first.quarters.slope);
    let (fewer, falls) = (p(contrast.map(|of| of.p_less)), p(slope.map(|of| of.p_less)));
    match (judgement.verdict, judgement.reason) {
        (_, Some(Reason::VolatilityWeighting)) => split(&verdicts(lenses.each().map(|(lens, of)| (lens, of.verdict)))),
        (Verdict::Supported, _) => "Supported: both beyond chance.".to_owned(),
        (Verdict::Contradicted, _) if fewer <= falls => {
            format!("Contradicted: the named years are lower beyond chance ({}).", p_is(fewer))
        }
        (Verdict::Contradicted, _) => {
            format!("Contradicted: the slope is negative beyond chance ({}).", p_is(falls))
        }
        _ => {
            let reasons: Vec<&str> = [
                (first.years.named != NAMED_YEARS, "not all named years are there"),
                (first.years.others.is_empty(), "there is no other complete year"),
                (first.quarters.all.len() < QUARTERS_OF_A_VERDICT, "there are too few quarters"),
                (p(contrast.map(|of| of.p_greater)) > LEVEL, "the years may differ by chance"),
                (p(slope.map(|of| of.p_greater)) > LEVEL, "the quarterly slope may be chance"),
                (
                    slope.is_some_and(|of| of.slope > 0.0)
                        && first.quarters.beside_volatility.is_some_and(|of| of.slope <= 0.0),
                    "volatility explains the slope",
                ),
            ]
            .into_iter()
            .filter_map(|(applies, words)| applies.then_some(words))
            .collect();
            format!("Inconclusive: {}.", reasons.join(", and "))
        }
    }
}

fn caveats(lenses: &ByLens<PeaksLens>) -> Result<Vec<String>, Reason> {
    let first = lenses.first()?;
    // Whether years differ at all is asked of returns in units of their volatility, where the test keeps its level.
    let last = lenses.each().last().map_or(first, |(_, lens)| lens);
    let mut caveats = Vec::new();
    if let Some(alike) = last.years.alike {
        caveats.push(format!(
            "Does the correlation fluctuate at all? One correlation for all {}: {} (Welch's test).",
            counted(last.years.all.len() as u64, "year"),
            p_is(alike.p),
        ));
    }
    caveats.push(
        "The years were named by those who had seen them: this checks their arithmetic. Only returns from the note on can confirm it."
            .to_owned(),
    );
    if let Some(permuted) = first.years.permuted {
        caveats.push(format!(
            "Of the {} ways to name {} of these years, a share of {} sets them off as far; by so few years no p-value can be below {}.",
            permuted.assignments,
            first.years.named.len(),
            effect(permuted.p),
            effect(permuted.smallest_p)
        ));
    }
    Ok(caveats)
}
