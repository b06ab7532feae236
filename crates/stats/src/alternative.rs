//! Which side of a null value a test looks at.

/// The alternative hypothesis, with `SciPy`'s meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Alternative {
    /// The quantity differs from the null value.
    #[default]
    TwoSided,
    /// The quantity is smaller.
    Less,
    /// The quantity is larger.
    Greater,
}

impl Alternative {
    /// A statistic turned so that large values speak for the alternative. NaN stays NaN. O(1).
    ///
    /// ```
    /// use sectorscope_stats::alternative::Alternative;
    /// assert_eq!(Alternative::Less.evidence(-2.0), 2.0);
    /// ```
    pub fn evidence(self, statistic: f64) -> f64 {
        match self {
            Alternative::TwoSided => statistic.abs(),
            Alternative::Less => -statistic,
            Alternative::Greater => statistic,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side() {
        let evidence =
            |of: f64| [Alternative::TwoSided, Alternative::Less, Alternative::Greater].map(|a| a.evidence(of));
        assert_eq!(evidence(-1.5), [1.5, 1.5, -1.5]);
        assert_eq!(evidence(0.0), [0.0, 0.0, 0.0]);
        assert!(evidence(f64::NAN).iter().all(|value| value.is_nan()));
    }
}
