//! Several claims of one's own: the more are stated, the sooner one is decided by chance alone.

use super::ask::Answer;
use super::finding::Finding;
use super::verdict::{LEVEL, Reason, Verdict};
use crate::number::counted;
use sectorscope_stats::inference::multiple::holm;

/// Holm's correction over all claims of one's own, each by its deciding p-value.
pub(super) struct Several {
    adjusted: Vec<Option<f64>>,
}

impl Several {
    pub(super) fn of<'a>(answers: impl Iterator<Item = &'a Answer>) -> Several {
        let deciding: Vec<f64> = answers
            .map(|answer| match (&answer.result, answer.judgement().verdict) {
                (Ok(measured), Verdict::Supported) => measured.p_for_and_against.map_or(f64::NAN, |(p, _)| p),
                (Ok(measured), Verdict::Contradicted) => measured.p_for_and_against.map_or(f64::NAN, |(_, p)| p),
                (Ok(measured), _) => measured.p_for_and_against.map_or(f64::NAN, |(one, other)| one.min(other)),
                (Err(_), _) => f64::NAN,
            })
            .collect();
        let adjusted = holm(&deciding).into_iter().map(|p| (!p.is_nan()).then_some(p)).collect();
        Several { adjusted }
    }

    /// How many claims were stated, and the corrected p-value of one of them.
    pub(super) fn of_one(&self, own: usize) -> Option<(usize, f64)> {
        let stated = self.adjusted.len();
        self.adjusted.get(own).copied().flatten().filter(|_| stated > 1).map(|p| (stated, p))
    }
}

impl Finding {
    /// One's own claims are decided together: what chance decides among several is none.
    pub(super) fn correct(&mut self, stated: usize, p: f64) {
        let claims = counted(stated as u64, "claim");
        let p_value = crate::number::p_is(p);
        if self.verdict.decides() && p > LEVEL {
            let alone = self.verdict.code();
            self.verdict = Verdict::Inconclusive;
            self.reason = Some(Reason::SeveralClaims.code());
            self.sentence = format!(
                "{} Among your {claims} that is not beyond chance ({p_value} after Holm): inconclusive, {alone} alone.",
                self.sentence
            );
        } else {
            self.caveats.push(format!("Among your {claims}, after Holm: {p_value}."));
        }
    }
}
