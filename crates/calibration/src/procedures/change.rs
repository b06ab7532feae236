//! A correlation over time: all of it constant here, so that every change found is an error.

use sectorscope_stats::Undefined;
use sectorscope_stats::breaks::cusum::correlation_cusum;
use sectorscope_stats::correlation::coefficient::{Method, pearson};
use sectorscope_stats::inference::correlation_interval::correlation_interval;
use sectorscope_stats::inference::cosine_inference::{cosine_change, cosine_interval};
use sectorscope_stats::inference::event_study::{abnormal_return, empirical_rank};
use sectorscope_stats::inference::fisher::fisher_z;
use sectorscope_stats::inference::hac::default_lags;
use sectorscope_stats::inference::homogeneity::{homogeneity, welch_homogeneity};
use sectorscope_stats::inference::regression::{LeastSquares, Leverage};
use sectorscope_stats::inference::shift::shift;
use sectorscope_stats::special::normal::normal_sf;
use sectorscope_stats::special::student_t::student_t_sf;

use crate::lens::Lens;
use crate::outcome::{Outcomes, Used};
use crate::trial::Trial;

/// Years of the longest samples.
const FIVE: usize = 5;
/// Rows from which a market model is estimated.
const ESTIMATION: usize = 250;
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
        let (x, y) = (panel.bitcoin(), panel.sectors()[0].as_slice());
        let ((x1, x2), (y1, y2)) = (x.split_at(x.len() / 2), y.split_at(x.len() / 2));
        let usual = shift(Method::Pearson, (x1, y1), (x2, y2), [default_lags(x1.len()), default_lags(x2.len())], 0.95)?;
        out.rejects(
            id("newey-west"),
            words("Newey-West test of a shift halfway, two-sided"),
            Used::Beside,
            usual.test.p_two_sided,
        );
        out.rejects(
            id("newey-west-greater"),
            words("Newey-West test of a rise halfway"),
            Used::Beside,
            usual.test.p_greater,
        );
        let (before, after) =
            (cosine_interval(Method::Pearson, x1, y1, 0.95)?, cosine_interval(Method::Pearson, x2, y2, 0.95)?);
        let cosine = cosine_change(&before, &after);
        out.rejects(
            id("cosine"),
            words("cosine t test of a shift halfway, two-sided"),
            Used::Beside,
            cosine.p_two_sided,
        );
        out.rejects(id("cosine-greater"), words("cosine t test of a rise halfway"), Used::Claims, cosine.p_greater);
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
            if lens == Lens::Devolatilised { Used::Page } else { Used::Beside },
            cusum.p,
        );
    }
    Ok(())
}

/// A correlation in each of five years, on Fisher's scale.
struct Years {
    z: Vec<f64>,
    usual: Vec<f64>,
    cosine: Vec<f64>,
    terms: Vec<usize>,
}

impl Years {
    fn new(x: &[f64], y: &[f64]) -> Result<Years, Undefined> {
        let mut years = Years { z: Vec::new(), usual: Vec::new(), cosine: Vec::new(), terms: Vec::new() };
        let rows = x.len() / FIVE;
        for (x, y) in x.chunks_exact(rows).zip(y.chunks_exact(rows)) {
            let usual = correlation_interval(Method::Pearson, x, y, default_lags(rows), 0.95)?;
            let cosine = cosine_interval(Method::Pearson, x, y, 0.95)?;
            years.z.push(fisher_z(usual.r));
            years.usual.push(usual.se_z);
            years.cosine.push(cosine.se_z);
            years.terms.push(cosine.df);
        }
        Ok(years)
    }

    /// Mean of the first, third and fifth year less that of the others, over its standard error; and Welch and Satterthwaite's
    /// degrees of freedom.
    fn contrast(&self, se: &[f64]) -> (f64, f64) {
        let group = |first: usize| {
            let of: Vec<usize> = (first..FIVE).step_by(2).collect();
            let m = of.len() as f64;
            let variance = of.iter().map(|&year| se[year] * se[year]).sum::<f64>() / (m * m);
            (of.iter().map(|&year| self.z[year]).sum::<f64>() / m, variance)
        };
        let ((named, of_named), (others, of_others)) = (group(0), group(1));
        let part = |year: usize| {
            let years = if year.is_multiple_of(2) { FIVE.div_ceil(2) } else { FIVE / 2 } as f64;
            let variance = se[year] * se[year] / (years * years);
            variance * variance / self.terms[year] as f64
        };
        let variance = of_named + of_others;
        let df = variance * variance / (0..FIVE).map(part).sum::<f64>();
        ((named - others) / variance.sqrt(), df)
    }
}

/// Five years, and their quarters.
pub(super) fn periods(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    for lens in Lens::BOTH {
        let panel = trial.lens(lens);
        let words = |what: &str| format!("{what}, {} returns", lens.word());
        let years = Years::new(panel.bitcoin(), &panel.sectors()[0])?;
        let textbook = vec![1.0 / ((panel.bitcoin().len() / FIVE - 3) as f64).sqrt(); FIVE];
        for (name, errors, used, se) in [
            ("newey-west", "Newey-West errors", Used::Beside, &years.usual),
            ("cosine", "cosine errors", Used::Claims, &years.cosine),
            ("fisher", "Fisher's errors", Used::Textbook, &textbook),
        ] {
            let p = homogeneity(&years.z, se)?.p;
            let id = format!("years-{name}-{}", lens.word());
            let of_years = if used == Used::Claims { Used::Beside } else { used };
            out.rejects(id, words(&format!("Cochran's test of five alike years, {errors}")), of_years, p);
            let (contrast, df) = years.contrast(se);
            let p = if used == Used::Claims { student_t_sf(contrast, df) } else { normal_sf(contrast) };
            let id = format!("contrast-{name}-{}", lens.word());
            out.rejects(
                id,
                words(&format!("contrast of three named years with two others, one-sided, {errors}")),
                used,
                p,
            );
        }
        let welch = welch_homogeneity(&years.z, &years.cosine, &years.terms)?;
        let id = format!("years-welch-{}", lens.word());
        let page = if lens == Lens::Devolatilised { Used::Page } else { Used::Beside };
        out.rejects(id, words("Welch's test of five alike years, cosine errors"), page, welch.p);
    }
    quarters(trial, out)
}

/// A quarter's correlation, by either lens, on the size of the first sector's raw return over the second's.
fn quarters(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    for lens in Lens::BOTH {
        let panel = trial.lens(lens);
        let dropped = trial.raw.bitcoin().len() - panel.bitcoin().len();
        let [technology, market] = [0, 1].map(|sector| trial.raw.sectors()[sector][dropped..].chunks_exact(QUARTER));
        let relative: Vec<f64> = technology
            .zip(market)
            .map(|(technology, market)| technology.iter().zip(market).map(|(t, m)| t - m).sum::<f64>().abs())
            .collect();
        let pairs = panel.bitcoin().chunks_exact(QUARTER).zip(panel.sectors()[0].chunks_exact(QUARTER));
        let z: Vec<f64> = pairs.map(|(x, y)| Ok(fisher_z(pearson(x, y)?.r))).collect::<Result<_, Undefined>>()?;
        let fit = LeastSquares::fit(&z, &[&relative])?;
        for (name, errors, used, se) in [
            (
                "newey-west",
                "Newey-West errors of two lags",
                Used::Beside,
                fit.hac_standard_errors(QUARTERLY_LAGS, true)?[1],
            ),
            ("hc3", "HC3 errors", Used::Claims, fit.heteroskedastic_standard_errors(Leverage::Corrected)?[1]),
            ("plain", "plain errors", Used::Textbook, fit.standard_errors[1]),
        ] {
            let p = student_t_sf(fit.coefficients[1] / se, fit.df() as f64);
            let words = format!(
                "slope over quarters on the size of the relative return, one-sided, {errors}, {} returns",
                lens.word()
            );
            out.rejects(format!("quarters-{name}-{}", lens.word()), words, used, p);
        }
    }
    Ok(())
}

/// A day like any other, taken for an event.
pub(super) fn event(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    let (asset, market) = (trial.raw.bitcoin(), trial.raw.sectors()[0].as_slice());
    let last = asset.len() - 1;
    let window = last - GAP - ESTIMATION..last - GAP;
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
