//! Rules that look at many parts of a sample, or at one row: half-years, and a Monday.

use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::inference::correlation_interval::correlation_interval;
use sectorscope_stats::inference::cosine_inference::cosine_interval;
use sectorscope_stats::inference::event_study::empirical_rank;
use sectorscope_stats::inference::hac::default_lags;
use sectorscope_stats::inference::multiple::holm;
use sectorscope_stats::special::normal::normal_cdf;

use crate::lens::Lens;
use crate::outcome::{Kind, Outcomes, Used};
use crate::trial::Trial;

/// Rows of half a year.
const HALF_YEAR: usize = 125;
/// Rows of a week, and those that an event is held against: the thousand that end ten before it.
const WEEK: usize = 5;
const WINDOW: usize = 1000;
const GAP: usize = 10;
/// Standard deviation of a return over a weekend, in those of one day, for what is traded on every day.
const WEEKEND: f64 = 1.732_050_807_568_877_2;

/// Half-years without any correlation: to find one negative beyond chance is an error.
pub(super) fn half_years(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    for lens in Lens::BOTH {
        let panel = trial.lens(lens);
        let (mut cosine, mut usual) = (Vec::new(), Vec::new());
        for (x, y) in panel.bitcoin().chunks_exact(HALF_YEAR).zip(panel.sectors()[0].chunks_exact(HALF_YEAR)) {
            cosine.push(cosine_interval(Method::Pearson, x, y, 0.95)?.test.p_less);
            let of = correlation_interval(Method::Pearson, x, y, default_lags(HALF_YEAR), 0.95)?;
            usual.push(normal_cdf(libm::atanh(of.r) / of.se_z));
        }
        for (name, words, used, p) in [
            ("cosine", "cosine t tests", Used::Claims, cosine),
            ("newey-west", "Newey-West tests", Used::Beside, usual),
        ] {
            let words = format!("Holm over half-years, one of them negative, {words}, {} returns", lens.word());
            out.any_rejects(format!("half-years-{name}-{}", lens.word()), words, used, &holm(&p));
        }
    }
    Ok(())
}

/// An ordinary Monday, held against other Mondays or against all days, where a Monday's return spans the weekend.
pub(super) fn monday(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    let mondays = |row: usize| row.is_multiple_of(WEEK);
    let returns: Vec<f64> =
        trial.raw.bitcoin().iter().enumerate().map(|(row, r)| if mondays(row) { WEEKEND * r } else { *r }).collect();
    let event = (0..returns.len()).rev().find(|row| mondays(*row)).ok_or(Undefined::InsufficientN)?;
    let window = event - GAP - WINDOW..event - GAP;
    let alike: Vec<f64> = window.clone().filter(|row| mondays(*row)).map(|row| returns[row]).collect();
    for (name, words, used, compared) in [
        ("same-span", "among returns of the same span", Used::Claims, alike.as_slice()),
        ("all-spans", "among returns of all spans", Used::Beside, &returns[window]),
    ] {
        let p = empirical_rank(compared, returns[event])?.p_lower;
        let words = format!("an ordinary Monday lies in the lowest tenth {words}, raw returns");
        out.promised(format!("monday-{name}"), words, Kind::Size, 10, used, p <= 0.10);
    }
    Ok(())
}
