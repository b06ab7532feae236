//! The words that a claim ends in, and why.

use serde::{Deserialize, Serialize};

use sectorscope_stats::Undefined;

/// Level of every test.
pub const LEVEL: f64 = 0.05;

/// What the data say of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The claim holds beyond chance.
    Supported,
    /// Its opposite holds beyond chance.
    Contradicted,
    /// Neither.
    Inconclusive,
    /// Something that the claim speaks of is not there.
    NotTestable,
    /// The data look wrong in a way that would decide the claim: nothing is reported until that is mended.
    Withheld,
}

impl Verdict {
    /// Stable code, as used in reports.
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::Contradicted => "contradicted",
            Verdict::Inconclusive => "inconclusive",
            Verdict::NotTestable => "not-testable",
            Verdict::Withheld => "withheld",
        }
    }

    /// Whether it is one of the two that decide.
    pub fn decides(self) -> bool {
        matches!(self, Verdict::Supported | Verdict::Contradicted)
    }

    /// Whether each of two decides what the other denies.
    pub fn opposes(self, other: Verdict) -> bool {
        self != other && self.decides() && other.decides()
    }

    /// Supported by a small p-value for the claim, contradicted by one against it, by [`LEVEL`].
    pub fn by(p_for: f64, p_against: f64) -> Verdict {
        if p_for <= LEVEL {
            Verdict::Supported
        } else if p_against <= LEVEL {
            Verdict::Contradicted
        } else {
            Verdict::Inconclusive
        }
    }
}

/// Why a verdict is not a plain one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Days of a crypto series seem to be labelled wrongly.
    LabelShift,
    /// No series stands for a word of the claim.
    MissingRole,
    /// The series share no return since the claim's day.
    NoReturns,
    /// Too few returns, years or quarters.
    InsufficientData,
    /// Raw returns and returns in units of their volatility say different things.
    VolatilityWeighting,
    /// The mean of the coins and their index say different things.
    Averaging,
    /// The difference is smaller than matters.
    PracticallyEqual,
    /// No return ends on the day.
    NoReturnThatDay,
    /// Decided alone, but not among the claims that were stated with it.
    SeveralClaims,
    /// Prices do not tell why.
    Causes,
    /// A statistic has no value.
    Undefined(Undefined),
}

impl Reason {
    /// Stable code, as used in reports.
    pub fn code(self) -> &'static str {
        match self {
            Reason::LabelShift => "label_shift",
            Reason::MissingRole => "missing_role",
            Reason::NoReturns => "no_returns",
            Reason::InsufficientData => "insufficient_data",
            Reason::VolatilityWeighting => "volatility_weighting",
            Reason::Averaging => "averaging",
            Reason::PracticallyEqual => "practically_equal",
            Reason::NoReturnThatDay => "no_return_that_day",
            Reason::SeveralClaims => "several_claims",
            Reason::Causes => "causes",
            Reason::Undefined(reason) => reason.code(),
        }
    }
}

impl From<Undefined> for Reason {
    fn from(reason: Undefined) -> Reason {
        Reason::Undefined(reason)
    }
}

/// A verdict, and why it is not a plain one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: Option<Reason>,
}

impl Judgement {
    /// A verdict that needs no reason.
    pub fn plain(verdict: Verdict) -> Judgement {
        Judgement { verdict, reason: None }
    }

    /// Inconclusive, and why.
    pub fn inconclusive(reason: Reason) -> Judgement {
        Judgement { verdict: Verdict::Inconclusive, reason: Some(reason) }
    }

    /// The common judgement of the lenses that were asked, the first one's reason first; inconclusive where they differ.
    pub fn agreed(lenses: &[Judgement]) -> Judgement {
        let Some((first, others)) = lenses.split_first() else { return Judgement::plain(Verdict::Inconclusive) };
        if others.iter().any(|other| other.verdict != first.verdict) {
            return Judgement::inconclusive(Reason::VolatilityWeighting);
        }
        Judgement { verdict: first.verdict, reason: lenses.iter().find_map(|lens| lens.reason) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lenses_must_agree() {
        use Verdict::{Contradicted, Inconclusive, Supported};
        let agreed = |a, b| Judgement::agreed(&[Judgement::plain(a), Judgement::plain(b)]);
        assert_eq!(agreed(Supported, Supported), Judgement::plain(Supported));
        for (a, b) in [(Supported, Inconclusive), (Inconclusive, Contradicted), (Supported, Contradicted)] {
            assert_eq!(agreed(a, b), Judgement::inconclusive(Reason::VolatilityWeighting));
        }
        let second = [Judgement::plain(Inconclusive), Judgement::inconclusive(Reason::Averaging)];
        assert_eq!(Judgement::agreed(&second), second[1]);
    }

    #[test]
    fn what_opposes_decides() {
        assert!(Verdict::Supported.opposes(Verdict::Contradicted));
        assert!(!Verdict::Supported.opposes(Verdict::Supported));
        assert!(!Verdict::Inconclusive.opposes(Verdict::Supported));
        assert_eq!(Verdict::by(0.05, 0.95), Verdict::Supported);
        assert_eq!(Verdict::by(0.95, 0.05), Verdict::Contradicted);
        assert_eq!(Verdict::by(0.0501, 0.0501), Verdict::Inconclusive);
    }
}
