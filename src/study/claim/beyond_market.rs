//! Does one series move with another beyond what the market explains of both?

use serde::Serialize;

use super::cast::Cast;
use super::claim::{Asked, Claim};
use super::level::Level;
use super::measured::{ByLens, LensFinding, Measured, Quantity};
use super::own::Named;
use super::sample::{Column, Sample};
use super::verdict::{Judgement, LEVEL, Reason, Verdict};
use super::way::{Lens, Way};
use super::words::split;
use super::{Evidence, verdicts};
use crate::date::Date;
use crate::number::{effect, p_is};
use crate::study::casting::Role;
use sectorscope_stats::inference::regression::LeastSquares;

/// A claim of one's own about a partial correlation.
#[derive(Clone, Debug)]
pub struct BeyondMarket {
    named: Named,
}

impl BeyondMarket {
    /// Of these series.
    pub fn own(named: Named) -> BeyondMarket {
        BeyondMarket { named }
    }
}

/// What the verdict rests on.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BeyondMarketEvidence {
    /// Id of the market.
    pub market: String,
    /// The tests.
    pub lenses: ByLens<BeyondMarketLens>,
}

/// One lens of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BeyondMarketLens {
    /// What it would say alone.
    pub verdict: Verdict,
    /// The correlation of what the market leaves of both.
    pub partial: Level,
    /// The correlation with the market in it.
    pub plain: Level,
    /// The partial correlation that would have been found in about four samples of five.
    pub detectable: f64,
    #[serde(skip)]
    influence: Vec<(Date, f64)>,
}

impl Claim for BeyondMarket {
    fn id(&self) -> String {
        self.named.id.clone()
    }

    fn question(&self, cast: &Cast<'_>) -> String {
        format!("Does {} move with {} beyond the market?", cast.name(Role::Asset), cast.name(Role::With))
    }

    fn rule(&self) -> &'static str {
        "Supported where the correlation of what the market leaves of both (least squares) lies above zero beyond chance (one-sided p \
         at most 0.05), contradicted where it lies below, by raw returns and by returns in units of their volatility alike; otherwise \
         inconclusive."
    }

    fn number_is(&self) -> &'static str {
        "a correlation"
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Asset, Role::With, Role::Market]
    }

    fn named(&self, role: Role) -> Option<&[String]> {
        self.named.of(role)
    }

    fn since(&self) -> Option<Date> {
        self.named.since
    }

    fn columns<'r>(&self, asked: &Asked<'_, 'r>) -> Result<Vec<Column<'r>>, Reason> {
        Ok([asked.columns_of(Role::Asset)?, asked.columns_of(Role::With)?, asked.columns_of(Role::Market)?].concat())
    }

    fn asks(&self, way: &Way) -> bool {
        !way.beyond_market
    }

    fn measure(&self, asked: &Asked<'_, '_>, sample: &Sample) -> Result<Measured, Reason> {
        let lenses = ByLens::ask(asked.way, |lens| one_lens(asked, sample, lens))?;
        let first = lenses.first()?;
        let judgements: Vec<Judgement> = lenses.each().map(|(_, lens)| Judgement::plain(lens.verdict)).collect();
        let judgement = Judgement::agreed(&judgements);
        let [asset, with, market] = [Role::Asset, Role::With, Role::Market].map(|role| asked.cast.name(role));
        let ending = match (judgement.verdict, judgement.reason) {
            (_, Some(Reason::VolatilityWeighting)) => {
                split(&verdicts(lenses.each().map(|(lens, of)| (lens, of.verdict))))
            }
            (Verdict::Supported, _) => {
                format!("Supported: above zero beyond chance ({}).", p_is(first.partial.p_positive))
            }
            (Verdict::Contradicted, _) => {
                format!("Contradicted: below zero beyond chance ({}).", p_is(first.partial.p_negative))
            }
            _ => "Inconclusive: what is left may be chance.".to_owned(),
        };
        let [low, high] = first.partial.interval_90;
        let quantity = format!("correlation of what {market} leaves of {asset} and {with}");
        let one_sided = |verdict: Verdict, of: &Level| LensFinding {
            verdict,
            effect: of.r,
            low: Some(of.interval_90[0]),
            high: Some(of.interval_90[1]),
            p: of.p_positive,
            n: of.n,
        };
        Ok(Measured {
            judgement,
            headline: Some(Quantity {
                quantity,
                effect: first.partial.r,
                low: Some(low),
                high: Some(high),
                confidence: 0.90,
                p: Some(first.partial.p_positive),
                n: first.partial.n,
            }),
            beside: vec![Quantity::level(format!("correlation of {asset} with {with}, {market} in it"), &first.plain)],
            lenses: lenses.each().map(|(name, lens)| (name, one_sided(lens.verdict, &lens.partial))).collect(),
            p_for_and_against: Some((
                lenses.largest(|lens| lens.partial.p_positive),
                lenses.largest(|lens| lens.partial.p_negative),
            )),
            detectable: Some(lenses.largest(|lens| lens.detectable)),
            more_returns: None,
            influence: first.influence.clone(),
            sentence: format!(
                "Beyond {market}, {asset} moves with {with} at {} (90 % interval {} to {}; {}); with it, at {}. {ending}",
                effect(first.partial.r),
                effect(low),
                effect(high),
                asked.sample_words(sample),
                effect(first.plain.r),
            ),
            caveats: Vec::new(),
            evidence: Evidence::BeyondMarket(Box::new(BeyondMarketEvidence { market: market.to_owned(), lenses })),
        })
    }
}

fn one_lens(asked: &Asked<'_, '_>, sample: &Sample, lens: Lens) -> Result<BeyondMarketLens, Reason> {
    let stretch = asked.rows.after(sample, lens)?;
    let reader = asked.reader(stretch.days.len())?;
    let [x, y, market] = [0, 1, 2].map(|at| stretch.columns[at].as_slice());
    let left = |column: &[f64]| LeastSquares::fit(column, &[market]).map(|fit| fit.residuals);
    let partial = reader.read(&left(x)?, &left(y)?)?;
    let plain = reader.level(&reader.read(x, y)?)?;
    let level = reader.level(&partial)?;
    Ok(BeyondMarketLens {
        verdict: Verdict::by(level.p_positive, level.p_negative),
        detectable: level.detectable(LEVEL),
        influence: stretch.days.iter().copied().zip(partial.of.psi).collect(),
        partial: level,
        plain,
    })
}
