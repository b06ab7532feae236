//! What numbers are computed from, and how series are called, in words.

use crate::number::percent;
use crate::panel::AlignPolicy;
use crate::returns::{Frequency, ReturnKind};
use crate::study::study::Study;
use crate::tell::document::{Column, number};
use sectorscope_stats::correlation::coefficient::Method;

/// What correlations are computed from: `daily log returns, Pearson`. Of invented prices that comes first.
pub(super) fn words(study: &Study<'_>) -> String {
    let settings = study.settings;
    let kind = match settings.returns {
        ReturnKind::Log => "log",
        ReturnKind::Simple => "simple",
    };
    let align = match settings.align {
        AlignPolicy::Shared => "",
        AlignPolicy::ReturnsFirst => ", returns first: for comparison only",
        AlignPolicy::ForwardFill => ", prices carried forward: for comparison only",
    };
    let sample = if study.roster.is_synthetic() { "SYNTHETIC sample, " } else { "" };
    format!("{sample}{} {kind} returns, {}{align}", settings.frequency.word(), method(settings.method))
}

/// The name of a measure.
pub(super) fn method(method: Method) -> &'static str {
    match method {
        Method::Pearson => "Pearson",
        Method::Spearman => "Spearman",
        Method::Kendall => "Kendall",
    }
}

/// What the measure is.
pub(super) fn measure(method: Method) -> &'static str {
    match method {
        Method::Pearson => "Correlation",
        Method::Spearman => "Rank correlation",
        Method::Kendall => "Kendall's tau",
    }
}

/// What the returns are of.
pub(super) fn periods(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Daily => "days",
        Frequency::Weekly => "weeks",
        Frequency::Monthly => "months",
    }
}

/// The name of a series, where it says more than its id.
pub(super) fn name_of<'s>(study: &'s Study<'_>, id: &str) -> Option<&'s str> {
    study.roster.find(id).ok().map(|member| member.name.as_str()).filter(|name| *name != id)
}

/// The header of the lower ends of intervals.
pub(super) fn low(confidence: f64) -> Column {
    number(format!("{} low", percent(confidence)))
}
