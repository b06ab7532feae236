//! Are altcoins on average less correlated with small technology companies than bitcoin is?

use super::lens::{Lens, Lenses};
use super::{LEVEL, Reason, TwoLenses, Verdict, agreed};
use sectorscope_stats::correlation::influence::mean_influence;
use sectorscope_stats::inference::paired::paired_difference;

/// Evidence on the altcoins' correlations.
#[derive(Clone, Debug, PartialEq)]
pub struct Altcoins(
    /// The tests.
    pub TwoLenses<AltcoinLens>,
);

impl Altcoins {
    /// The common verdict of both lenses.
    pub(super) fn verdict(&self) -> (Verdict, Option<Reason>) {
        agreed(self.0.raw.verdict(), self.0.devolatilised.verdict())
    }
}

/// One lens of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AltcoinLens {
    /// Mean of the altcoins' correlations less bitcoin's.
    pub difference: f64,
    /// Its standard error.
    pub se: f64,
    /// One-sided p-value for the altcoins being lower.
    pub p_less: f64,
    /// One-sided p-value for the altcoins being higher.
    pub p_greater: f64,
    /// Correlation of the altcoin composite less bitcoin's: higher, because what is peculiar to single coins averages out.
    pub composite_difference: f64,
    /// Its standard error.
    pub composite_se: f64,
    /// One-sided p-value for the composite being lower.
    pub composite_p_less: f64,
}

impl AltcoinLens {
    /// Supported where the mean is lower, contradicted where it is higher.
    pub fn verdict(&self) -> Verdict {
        if self.p_less <= LEVEL {
            Verdict::Supported
        } else if self.p_greater <= LEVEL {
            Verdict::Contradicted
        } else {
            Verdict::Inconclusive
        }
    }

    /// Whether the composite says the opposite of the mean, beyond chance: it depends on how altcoins are averaged.
    pub fn depends_on_averaging(&self) -> bool {
        let opposite = self.composite_difference * self.difference < 0.0;
        opposite && self.composite_p_less.min(1.0 - self.composite_p_less) <= LEVEL
    }
}

pub(super) fn evidence(lenses: &Lenses) -> Result<Altcoins, Reason> {
    let sector = lenses.small_tech()?;
    let raw = one_lens(&lenses.raw, sector)?;
    Ok(Altcoins(TwoLenses { raw, devolatilised: one_lens(lenses.devolatilised()?, sector)? }))
}

fn one_lens(lens: &Lens, sector: usize) -> Result<AltcoinLens, Reason> {
    let sector = lens.sectors.get(sector).ok_or(Reason::MissingSeries("small technology companies"))?;
    let composite = lens.composite.as_deref().ok_or(Reason::MissingSeries("altcoins"))?;
    let with = |asset: &[f64]| lens.influence(asset, sector);
    let bitcoin = with(&lens.bitcoin)?;
    let coins = lens.altcoins.iter().map(|coin| with(coin)).collect::<Result<Vec<_>, Reason>>()?;
    let mean = paired_difference(&mean_influence(&coins)?, &bitcoin, lens.lags(), 1.0 - LEVEL)?;
    let of_composite = paired_difference(&with(composite)?, &bitcoin, lens.lags(), 1.0 - LEVEL)?;
    Ok(AltcoinLens {
        difference: mean.difference,
        se: mean.se,
        p_less: mean.p_less,
        p_greater: mean.p_greater,
        composite_difference: of_composite.difference,
        composite_se: of_composite.se,
        composite_p_less: of_composite.p_less,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules() {
        let lens = AltcoinLens {
            difference: -0.1,
            se: 0.05,
            p_less: 0.0228,
            p_greater: 0.9772,
            composite_difference: 0.1,
            composite_se: 0.02,
            composite_p_less: 0.9999,
        };
        assert_eq!((lens.verdict(), lens.depends_on_averaging()), (Verdict::Supported, true));
        let other = AltcoinLens { p_less: 0.97, p_greater: 0.03, composite_p_less: 0.5, ..lens };
        assert_eq!((other.verdict(), other.depends_on_averaging()), (Verdict::Contradicted, false));
        let unclear = AltcoinLens { p_less: 0.5, p_greater: 0.5, composite_difference: -0.1, ..lens };
        assert_eq!((unclear.verdict(), unclear.depends_on_averaging()), (Verdict::Inconclusive, false));
    }
}
