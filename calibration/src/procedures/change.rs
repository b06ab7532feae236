//! A correlation over time: all of it constant here, so that every change found is an error.

use sectorscope::stats::Undefined;
use sectorscope::stats::correlation::{Method, pearson};
use sectorscope::stats::cosine_inference::{CosineInterval, cosine_change, cosine_interval};
use sectorscope::stats::cusum::correlation_cusum;
use sectorscope::stats::event_study::{abnormal_return, empirical_rank};
use sectorscope::stats::fisher::fisher_z;
use sectorscope::stats::hac::default_lags;
use sectorscope::stats::homogeneity::homogeneity;
use sectorscope::stats::inference::correlation_interval;
use sectorscope::stats::regression::LeastSquares;
use sectorscope::stats::shift::shift;
use sectorscope::stats::special::{normal_sf, student_t_sf};

use crate::outcome::{Outcomes, Used};
use crate::trial::{Lens, Trial};

/// Rows of a year.
const YEAR: usize = 250;
/// Rows of a quarter.
const QUARTER: usize = 63;
/// Lags of the quarterly regression.
const QUARTERLY_LAGS: usize = 2;
/// Rows between the estimation of a market model and its event.
const GAP: usize = 10;

/// A shift in the middle, named beforehand; and at any date.
pub(super) fn known_and_unknown_date(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    for lens in Lens::BOTH {
        let panel = trial.lens(lens);
        let words = |what: &str| format!("{what}, {} returns", lens.word());
        let id = |what: &str| format!("shift-{what}-{}", lens.word());
        let claims = if lens == Lens::Raw { Used::Claims } else { Used::Beside };
        let (x, y) = (panel.bitcoin(), panel.sectors()[0].as_slice());
        let ((x1, x2), (y1, y2)) = (x.split_at(x.len() / 2), y.split_at(x.len() / 2));
        let usual = shift(Method::Pearson, (x1, y1), (x2, y2), [default_lags(x1.len()), default_lags(x2.len())], 0.95)?;
        out.rejects(
            id("newey-west"),
            words("Newey-West test of a shift halfway, two-sided"),
            Used::Beside,
            usual.test.p_two_sided,
        );
        out.rejects(id("newey-west-greater"), words("Newey-West test of a rise halfway"), claims, usual.test.p_greater);
        let (before, after) =
            (cosine_interval(Method::Pearson, x1, y1, 0.95)?, cosine_interval(Method::Pearson, x2, y2, 0.95)?);
        let cosine = cosine_change(&before, &after);
        out.rejects(
            id("cosine"),
            words("cosine t test of a shift halfway, two-sided"),
            Used::Beside,
            cosine.p_two_sided,
        );
        out.rejects(id("cosine-greater"), words("cosine t test of a rise halfway"), Used::Beside, cosine.p_greater);
        out.rejects(
            id("fisher"),
            words("Fisher's test of a shift halfway, two-sided"),
            Used::Textbook,
            usual.textbook.p_two_sided,
        );
        let cusum = correlation_cusum(x, y, libm::log(x.len() as f64))?;
        out.rejects(
            format!("cusum-{}", lens.word()),
            words("cumulated-sum test of constant correlation"),
            Used::Claims,
            cusum.p,
        );
    }
    Ok(())
}

/// Five years, and their quarters.
pub(super) fn periods(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    let panel = &trial.raw;
    let (bitcoin, technology, market) = (panel.bitcoin(), &panel.sectors()[0], &panel.sectors()[1]);
    let years: Vec<(&[f64], &[f64])> = bitcoin.chunks_exact(YEAR).zip(technology.chunks_exact(YEAR)).collect();
    let usual = years
        .iter()
        .map(|(x, y)| {
            correlation_interval(Method::Pearson, x, y, default_lags(YEAR), 0.95)
                .map(|found| (fisher_z(found.r), found.se_z))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let cosine = years
        .iter()
        .map(|(x, y)| {
            cosine_interval(Method::Pearson, x, y, 0.95).map(|CosineInterval { r, se_z, .. }| (fisher_z(r), se_z))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let textbook: Vec<(f64, f64)> = usual.iter().map(|(z, _)| (*z, 1.0 / ((YEAR - 3) as f64).sqrt())).collect();
    for (name, words, used, found) in [
        ("newey-west", "Newey-West errors", Used::Claims, usual),
        ("cosine", "cosine errors", Used::Beside, cosine),
        ("fisher", "Fisher's errors", Used::Textbook, textbook),
    ] {
        let (z, se): (Vec<f64>, Vec<f64>) = found.into_iter().unzip();
        let p = homogeneity(&z, &se)?.p;
        out.rejects(format!("years-{name}"), format!("homogeneity of five years, {words}, raw returns"), used, p);
        let group = |of: &[usize]| {
            let m = of.len() as f64;
            (
                of.iter().map(|&year| z[year]).sum::<f64>() / m,
                of.iter().map(|&year| se[year] * se[year]).sum::<f64>() / (m * m),
            )
        };
        let ((named, of_named), (others, of_others)) = (group(&[0, 2, 4]), group(&[1, 3]));
        let p = normal_sf((named - others) / (of_named + of_others).sqrt());
        let words = format!("contrast of three named years with two others, one-sided, {words}, raw returns");
        out.rejects(format!("contrast-{name}"), words, used, p);
    }
    let (mut z, mut relative) = (Vec::new(), Vec::new());
    for ((bitcoin, technology), market) in
        bitcoin.chunks_exact(QUARTER).zip(technology.chunks_exact(QUARTER)).zip(market.chunks_exact(QUARTER))
    {
        z.push(fisher_z(pearson(bitcoin, technology)?.r));
        relative.push(technology.iter().zip(market).map(|(t, m)| t - m).sum::<f64>().abs());
    }
    let fit = LeastSquares::fit(&z, &[&relative])?;
    for (name, words, used, se) in [
        ("newey-west", "Newey-West errors", Used::Claims, fit.hac_standard_errors(QUARTERLY_LAGS, true)?[1]),
        ("plain", "plain errors", Used::Textbook, fit.standard_errors[1]),
    ] {
        let p = student_t_sf(fit.coefficients[1] / se, fit.df() as f64);
        let words = format!("slope over quarters on the size of the relative return, one-sided, {words}, raw returns");
        out.rejects(format!("quarters-{name}"), words, used, p);
    }
    Ok(())
}

/// A day like any other, taken for an event.
pub(super) fn event(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    let (asset, market) = (trial.raw.bitcoin(), trial.raw.sectors()[0].as_slice());
    let last = asset.len() - 1;
    let window = last - GAP - YEAR..last - GAP;
    let found = abnormal_return(&asset[window.clone()], &market[window.clone()], &asset[last..], &market[last..])?;
    out.rejects(
        "event-student",
        "t test of a one-day event, two-sided, raw returns",
        Used::Textbook,
        found.p_two_sided,
    );
    let fit = LeastSquares::fit(&asset[window.clone()], &[&market[window]])?;
    let rank = empirical_rank(&fit.residuals, found.cumulated)?;
    out.rejects(
        "event-rank",
        "rank of a one-day event among 250 days, one-sided, raw returns",
        Used::Beside,
        rank.p_lower,
    );
    Ok(())
}
