//! One correlation: its interval, and the test that it is zero.

use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::inference::bandwidth::{Kernel, andrews_bandwidth, kernel_long_run_variance};
use sectorscope_stats::inference::correlation_interval::interval_of_influence;
use sectorscope_stats::inference::cosine_inference::{cautious_influence, cosine_interval};
use sectorscope_stats::inference::cosine_variance::{cosine_variance, default_terms};
use sectorscope_stats::inference::fisher::{correlation_t_test, fisher_interval, fisher_z};
use sectorscope_stats::inference::hac::{default_lags, long_run_variance};
use sectorscope_stats::special::student_t::student_t_quantile;

use crate::candidates::{fixed_b, prewhitened};
use crate::lens::Lens;
use crate::outcome::{Outcomes, Used};
use crate::trial::{Trial, method_word};
use crate::truth::METHODS;

/// Two-sided normal quantile at 95 %.
const NORMAL: f64 = 1.959_963_984_540_054;

/// Intervals of 95 % for the correlation of bitcoin with a sector.
#[expect(clippy::too_many_lines, reason = "a list of procedures, one after the other")]
pub(super) fn intervals(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    for lens in Lens::BOTH {
        let panel = trial.lens(lens);
        let (x, y) = (panel.bitcoin(), panel.sectors()[0].as_slice());
        for method in METHODS {
            let words = |what: &str| format!("{what} for {}, {} returns", method_name(method), lens.word());
            let id = |what: &str| format!("interval-{what}-{}-{}", method_word(method), lens.word());
            let truth = trial.targets.r(lens, method);
            let claims = if method == Method::Pearson { Used::Claims } else { Used::Beside };
            let used = if lens == Lens::Raw { Used::Page } else { claims };

            let cosine = cosine_interval(method, x, y, 0.95)?;
            let held = cosine.interval.low <= truth && truth <= cosine.interval.high;
            out.covers(id("cosine"), words("cosine interval"), used, held);

            let plain = influence(method, x, y)?;
            let n = plain.psi.len();
            let usual = interval_of_influence(&plain, default_lags(n), 0.95)?;
            let held = usual.low <= truth && truth <= usual.high;
            out.covers(id("newey-west"), words("Newey-West interval"), Used::Beside, held);

            // The same interval with another variance of the influence series, or another critical value.
            let slope = (1.0 - plain.estimate) * (1.0 + plain.estimate);
            let distance = (fisher_z(plain.estimate) - fisher_z(truth)).abs() * slope * (n as f64).sqrt();
            let holds = |variance: f64, critical: f64| distance <= critical * variance.sqrt();
            let bandwidth = andrews_bandwidth(&plain.psi, Kernel::Bartlett)?.max(1.0);
            let andrews = kernel_long_run_variance(&plain.psi, Kernel::Bartlett, bandwidth)?;
            out.covers(
                id("andrews"),
                words("Newey-West interval with Andrews' bandwidth"),
                Used::Beside,
                holds(andrews, NORMAL),
            );
            if method == Method::Kendall {
                continue;
            }
            let fisher = fisher_interval(plain.estimate, n, 0.95)?;
            let held = fisher.low <= truth && truth <= fisher.high;
            out.covers(id("fisher"), words("Fisher interval"), Used::Textbook, held);
            if method == Method::Spearman {
                continue;
            }
            let terms = default_terms(n);
            let student = student_t_quantile(0.975, terms as f64);
            let tried = [
                (
                    "plain-cosine",
                    "cosine interval with the plain influence series",
                    cosine_variance(&plain.psi, terms)?,
                    student,
                ),
                (
                    "jackknife-newey-west",
                    "Newey-West interval with the influence series by leaving out rows",
                    long_run_variance(&cautious_influence(method, x, y)?.psi, default_lags(n))?,
                    NORMAL,
                ),
                (
                    "prewhitened",
                    "Newey-West interval, prewhitened, with Andrews' bandwidth",
                    prewhitened(&plain.psi)?,
                    NORMAL,
                ),
            ];
            for (name, what, variance, critical) in tried {
                out.covers(id(name), words(what), Used::Beside, holds(variance, critical));
            }
            let (variance, critical) = fixed_b(&plain.psi)?;
            out.covers(
                id("fixed-b"),
                words("Newey-West interval with fixed-b critical values"),
                Used::Beside,
                holds(variance, critical),
            );
        }
    }
    Ok(())
}

/// Tests that a correlation is zero.
pub(super) fn tests(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    for lens in Lens::BOTH {
        let panel = trial.lens(lens);
        let (x, y) = (panel.bitcoin(), panel.sectors()[0].as_slice());
        for method in METHODS {
            let words = |what: &str| format!("{what} of {} = 0, {} returns", method_name(method), lens.word());
            let id = |what: &str| format!("zero-{what}-{}-{}", method_word(method), lens.word());
            let cosine = cosine_interval(method, x, y, 0.95)?.test;
            let claims = if method == Method::Pearson { Used::Claims } else { Used::Beside };
            out.rejects(id("cosine"), words("cosine t test"), claims, cosine.p_two_sided);
            let plain = influence(method, x, y)?;
            let n = plain.psi.len();
            let usual = interval_of_influence(&plain, default_lags(n), 0.95)?;
            out.rejects(id("newey-west"), words("Newey-West test"), Used::Beside, usual.p_two_sided);
            if method != Method::Kendall {
                let textbook = correlation_t_test(plain.estimate, n)?;
                out.rejects(id("student"), words("t test"), Used::Textbook, textbook.p_two_sided);
            }
        }
    }
    Ok(())
}

/// The coefficient as it is called.
fn method_name(method: Method) -> &'static str {
    match method {
        Method::Pearson => "Pearson's r",
        Method::Spearman => "Spearman's rho",
        Method::Kendall => "Kendall's tau",
    }
}
