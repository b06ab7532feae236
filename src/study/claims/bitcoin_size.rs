//! Is bitcoin more correlated with small technology companies than with the largest?

use super::lens::{Lens, Lenses};
use super::{LEVEL, Reason, TwoLenses, Verdict, agreed};
use sectorscope_stats::inference::equivalence::{Equivalence, equivalence_test};
use sectorscope_stats::inference::paired::paired_difference;
use sectorscope_stats::interval::Interval;

/// Correlations closer than this are practically equal.
pub const MARGIN: f64 = 0.05;

/// Evidence on small against large.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallAgainstLarge(
    /// The tests.
    pub TwoLenses<SizeLens>,
);

impl SmallAgainstLarge {
    /// The common verdict of both lenses.
    pub(super) fn verdict(&self) -> (Verdict, Option<Reason>) {
        agreed(self.0.raw.verdict(), self.0.devolatilised.verdict())
    }
}

/// One lens of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SizeLens {
    /// Correlation with small less that with large.
    pub difference: f64,
    /// Its standard error.
    pub se: f64,
    /// One-sided p-value for small being larger.
    pub p_greater: f64,
    /// One-sided p-value for small being smaller.
    pub p_less: f64,
    /// Interval of 90 % for the difference.
    pub interval: Interval,
    /// Whether it lies within the margin: practically equal.
    pub practically_equal: bool,
}

impl SizeLens {
    /// Supported where small exceeds large, contradicted where large exceeds small.
    pub fn verdict(&self) -> Verdict {
        if self.p_greater <= LEVEL {
            Verdict::Supported
        } else if self.p_less <= LEVEL {
            Verdict::Contradicted
        } else {
            Verdict::Inconclusive
        }
    }
}

pub(super) fn evidence(lenses: &Lenses) -> Result<SmallAgainstLarge, Reason> {
    let sectors = (lenses.small_tech()?, lenses.large_tech()?);
    let raw = one_lens(&lenses.raw, sectors)?;
    Ok(SmallAgainstLarge(TwoLenses { raw, devolatilised: one_lens(lenses.devolatilised()?, sectors)? }))
}

fn one_lens(lens: &Lens, (small, large): (usize, usize)) -> Result<SizeLens, Reason> {
    let with = |number: usize| {
        let sector = lens.sectors.get(number).ok_or(Reason::MissingSeries("technology companies"))?;
        lens.influence(&lens.bitcoin, sector)
    };
    let found = paired_difference(&with(small)?, &with(large)?, lens.lags(), 1.0 - LEVEL)?;
    let Equivalence { interval, equivalent, .. } = equivalence_test(found.difference, found.se, MARGIN, LEVEL)?;
    Ok(SizeLens {
        difference: found.difference,
        se: found.se,
        p_greater: found.p_greater,
        p_less: found.p_less,
        interval,
        practically_equal: equivalent,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules() {
        let lens = |p_greater, p_less| SizeLens {
            difference: 0.0,
            se: 0.1,
            p_greater,
            p_less,
            interval: Interval { low: -0.1, high: 0.1 },
            practically_equal: false,
        };
        assert_eq!(lens(0.05, 0.95).verdict(), Verdict::Supported);
        assert_eq!(lens(0.95, 0.05).verdict(), Verdict::Contradicted);
        assert_eq!(lens(0.06, 0.94).verdict(), Verdict::Inconclusive);
    }
}
