//! Does one series move more with another in some years than in the others?

use serde::Serialize;

use super::cast::Cast;
use super::claim::{Asked, Claim};
use super::measured::{ByLens, LensFinding, Measured, Quantity};
use super::own::Named;
use super::sample::{Column, Sample};
use super::verdict::{Judgement, LEVEL, Reason, Verdict};
use super::way::{Lens, Way};
use super::words::split;
use super::years::{Years, listed};
use super::{Evidence, verdicts};
use crate::date::Date;
use crate::number::p_is;
use crate::study::casting::Role;

/// 0001-01-01: before every price.
const EVER: Date = Date::from_days(-719_162);

/// A claim of one's own that names years.
#[derive(Clone, Debug)]
pub struct NamedYears {
    named: Named,
}

impl NamedYears {
    /// Of these series and years.
    pub fn own(named: Named) -> NamedYears {
        NamedYears { named }
    }
}

/// What the verdict rests on.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NamedYearsEvidence {
    /// The tests.
    pub lenses: ByLens<NamedYearsLens>,
}

/// One lens of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NamedYearsLens {
    /// What it would say alone.
    pub verdict: Verdict,
    /// Year by year.
    pub years: Years,
}

impl Claim for NamedYears {
    fn id(&self) -> String {
        self.named.id.clone()
    }

    fn question(&self, cast: &Cast<'_>) -> String {
        let years = listed(&self.named.years);
        format!("Does {} move more with {} in {years}?", cast.name(Role::Asset), cast.name(Role::With))
    }

    fn rule(&self) -> &'static str {
        "Supported where the mean correlation of the named years exceeds that of the other complete years (Fisher's z, one-sided p at \
         most 0.05), contradicted where it lies below, by raw returns and by returns in units of their volatility alike; otherwise \
         inconclusive. A year counts with 120 returns."
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Asset, Role::With]
    }

    fn named(&self, role: Role) -> Option<&[String]> {
        self.named.of(role)
    }

    /// All years that the files hold are held against the named ones.
    fn since(&self) -> Option<Date> {
        Some(self.named.since.unwrap_or(EVER))
    }

    fn columns<'r>(&self, asked: &Asked<'_, 'r>) -> Result<Vec<Column<'r>>, Reason> {
        Ok([asked.columns_of(Role::Asset)?, asked.columns_of(Role::With)?].concat())
    }

    fn asks(&self, way: &Way) -> bool {
        !way.beyond_market
    }

    fn measure(&self, asked: &Asked<'_, '_>, sample: &Sample) -> Result<Measured, Reason> {
        let lenses = ByLens::ask(asked.way, |lens| self.one_lens(asked, sample, lens))?;
        let first = lenses.first()?;
        let contrast = first.years.contrast.ok_or(Reason::InsufficientData)?;
        let judgements: Vec<Judgement> = lenses.each().map(|(_, lens)| Judgement::plain(lens.verdict)).collect();
        let judgement = Judgement::agreed(&judgements);
        let of = |lens: &NamedYearsLens| lens.years.contrast.unwrap_or(contrast);
        let ending = match (judgement.verdict, judgement.reason) {
            (_, Some(Reason::VolatilityWeighting)) => {
                split(&verdicts(lenses.each().map(|(lens, of)| (lens, of.verdict))))
            }
            (Verdict::Supported, _) => format!("Supported: more beyond chance ({}).", p_is(contrast.p_greater)),
            (Verdict::Contradicted, _) => format!("Contradicted: less beyond chance ({}).", p_is(contrast.p_less)),
            _ => "Inconclusive: the years may differ by chance.".to_owned(),
        };
        let missing: Vec<i32> =
            self.named.years.iter().copied().filter(|year| !first.years.named.contains(year)).collect();
        let caveats = if missing.is_empty() {
            Vec::new()
        } else {
            vec![format!("Without enough returns, and so not among the named: {}.", listed(&missing))]
        };
        Ok(Measured {
            judgement,
            headline: Some(Quantity::difference(
                "mean of Fisher's z in the named years less that in the others".to_owned(),
                &contrast,
                contrast.p_greater,
            )),
            beside: Vec::new(),
            lenses: lenses
                .each()
                .map(|(name, lens)| (name, LensFinding::difference(lens.verdict, &of(lens), of(lens).p_greater)))
                .collect(),
            p_for_and_against: Some((
                lenses.largest(|lens| of(lens).p_greater),
                lenses.largest(|lens| of(lens).p_less),
            )),
            detectable: Some(lenses.largest(|lens| of(lens).detectable(LEVEL))),
            more_returns: None,
            influence: Vec::new(),
            sentence: format!("{}. {ending}", first.years.words(asked, [Role::Asset, Role::With], &contrast)),
            caveats,
            evidence: Evidence::NamedYears(Box::new(NamedYearsEvidence { lenses })),
        })
    }
}

impl NamedYears {
    fn one_lens(&self, asked: &Asked<'_, '_>, sample: &Sample, lens: Lens) -> Result<NamedYearsLens, Reason> {
        let stretch = asked.rows.after(sample, lens)?;
        let years = Years::new(asked, &stretch, &self.named.years, None)?;
        let contrast = years.contrast.ok_or(Reason::InsufficientData)?;
        Ok(NamedYearsLens { verdict: Verdict::by(contrast.p_greater, contrast.p_less), years })
    }
}
