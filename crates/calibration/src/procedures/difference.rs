//! Two correlations of the same rows.

use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::{Method, pearson};
use sectorscope_stats::correlation::influence::{Influence, mean_influence};
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::inference::cosine_inference::{cautious_influence, cosine_difference};
use sectorscope_stats::inference::equivalence::{equivalence_test, within_margin};
use sectorscope_stats::inference::hac::default_lags;
use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
use sectorscope_stats::inference::paired::paired_difference;

use crate::lens::Lens;
use crate::outcome::{Kind, Outcomes, Used};
use crate::panel::Panel;
use crate::trial::{Trial, method_word};

/// Tests of equal correlations, where they are.
pub(super) fn tests(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    for lens in Lens::BOTH {
        let panel = trial.lens(lens);
        let returns = format!("{} returns", lens.word());
        let lags = default_lags(panel.bitcoin().len());
        for method in [Method::Pearson, Method::Spearman] {
            let id = |what: &str| format!("equal-{what}-{}-{}", method_word(method), lens.word());
            let of = |sector: usize| influence(method, panel.bitcoin(), &panel.sectors()[sector]);
            let usual = paired_difference(&of(0)?, &of(1)?, lags, 0.95)?;
            let name =
                if method == Method::Pearson { "paired difference" } else { "paired difference of Spearman's rho" };
            out.rejects(
                id("newey-west"),
                format!("Newey-West test of a {name}, two-sided, {returns}"),
                Used::Beside,
                usual.p_two_sided,
            );
            out.rejects(
                id("newey-west-greater"),
                format!("Newey-West test of a {name}, one-sided, {returns}"),
                Used::Beside,
                usual.p_greater,
            );
            let of = |sector: usize| cautious_influence(method, panel.bitcoin(), &panel.sectors()[sector]);
            let cosine = cosine_difference(&of(0)?, &of(1)?, 0.95)?.test;
            out.rejects(
                id("cosine"),
                format!("cosine t test of a {name}, two-sided, {returns}"),
                Used::Beside,
                cosine.p_two_sided,
            );
            out.rejects(
                id("cosine-greater"),
                format!("cosine t test of a {name}, one-sided, {returns}"),
                if method == Method::Pearson { Used::Claims } else { Used::Beside },
                cosine.p_greater,
            );
        }
        let textbook = textbook(panel)?;
        for (name, words, test) in [
            ("williams", "Williams' t", textbook.williams()),
            ("steiger", "Steiger's Z", textbook.steiger()),
            ("meng", "Meng, Rosenthal & Rubin's Z", textbook.meng()),
        ] {
            let id = format!("equal-{name}-pearson-{}", lens.word());
            out.rejects(id, format!("{words}, two-sided, {returns}"), Used::Textbook, test.p_two_sided);
        }
        means(panel, lens, out)?;
    }
    Ok(())
}

/// The mean of the altcoins' correlations with a sector less bitcoin's.
fn means(panel: &Panel, lens: Lens, out: &mut Outcomes) -> Result<(), Undefined> {
    let sector = &panel.sectors()[0];
    let mean = |of: &dyn Fn(&[f64]) -> Result<Influence, Undefined>| -> Result<(Influence, Influence), Undefined> {
        let coins = panel.altcoins().iter().map(|coin| of(coin)).collect::<Result<Vec<_>, _>>()?;
        Ok((mean_influence(&coins)?, of(panel.bitcoin())?))
    };
    let words = |what: &str| format!("{what}, mean of altcoins less bitcoin, one-sided, {} returns", lens.word());
    let (coins, bitcoin) = mean(&|asset| influence(Method::Pearson, asset, sector))?;
    let usual = paired_difference(&coins, &bitcoin, default_lags(sector.len()), 0.95)?;
    out.rejects(format!("altcoins-newey-west-{}", lens.word()), words("Newey-West test"), Used::Beside, usual.p_less);
    let (coins, bitcoin) = mean(&|asset| cautious_influence(Method::Pearson, asset, sector))?;
    let cosine = cosine_difference(&coins, &bitcoin, 0.95)?;
    out.rejects(format!("altcoins-cosine-{}", lens.word()), words("cosine t test"), Used::Claims, cosine.test.p_less);
    Ok(())
}

/// Intervals for a difference that is there, and the test that it is smaller than it is.
pub(super) fn intervals(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    for lens in Lens::BOTH {
        let panel = trial.lens(lens);
        let words = |what: &str| format!("{what}, {} returns", lens.word());
        let id = |what: &str| format!("apart-{what}-{}", lens.word());
        let truth = trial.targets.difference(lens, Method::Pearson);
        let of = |sector: usize| influence(Method::Pearson, panel.bitcoin(), &panel.sectors()[sector]);
        let usual = paired_difference(&of(0)?, &of(1)?, default_lags(panel.bitcoin().len()), 0.95)?;
        let held = usual.low <= truth && truth <= usual.high;
        out.covers(id("newey-west"), words("Newey-West interval for a paired difference"), Used::Beside, held);
        let of = |sector: usize| cautious_influence(Method::Pearson, panel.bitcoin(), &panel.sectors()[sector]);
        let (first, second) = (of(0)?, of(1)?);
        let cosine = cosine_difference(&first, &second, 0.95)?;
        let held = cosine.interval.low <= truth && truth <= cosine.interval.high;
        out.covers(id("cosine"), words("cosine interval for a paired difference"), Used::Claims, held);
        let zou = textbook(panel)?.zou_interval(0.95);
        out.covers(
            id("zou"),
            words("Zou's interval for a paired difference"),
            Used::Textbook,
            zou.low <= truth && truth <= zou.high,
        );

        let equivalent = equivalence_test(usual.difference, usual.se, truth, 0.05)?.equivalent;
        let tost = "two one-sided tests of equivalence, the difference at the margin";
        out.promised(
            id("equivalence-newey-west"),
            words(&format!("Newey-West {tost}")),
            Kind::Size,
            5,
            Used::Beside,
            equivalent,
        );
        let equivalent = within_margin(cosine_difference(&first, &second, 0.90)?.interval, truth);
        out.promised(
            id("equivalence-cosine"),
            words(&format!("cosine {tost}")),
            Kind::Size,
            5,
            Used::Claims,
            equivalent,
        );
    }
    Ok(())
}

/// The textbook's view of bitcoin and the first two sectors.
fn textbook(panel: &Panel) -> Result<OverlappingCorrelations, Undefined> {
    let (asset, one, other) = (panel.bitcoin(), &panel.sectors()[0], &panel.sectors()[1]);
    OverlappingCorrelations::new(pearson(asset, one)?.r, pearson(asset, other)?.r, pearson(one, other)?.r, asset.len())
}
