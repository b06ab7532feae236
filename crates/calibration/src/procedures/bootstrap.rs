//! What is resampled.

use sectorscope_stats::Undefined;
use sectorscope_stats::alternative::Alternative;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::inference::hac::default_lags;
use sectorscope_stats::interval::Interval;
use sectorscope_stats::ordering::confidence_set::{Elimination, confidence_set};
use sectorscope_stats::resampling::block_length::common_block_length;
use sectorscope_stats::resampling::bootstrap::bootstrap_correlations;
use sectorscope_stats::resampling::bootstrap_interval::{basic_interval, percentile_interval, studentised_interval};
use sectorscope_stats::resampling::bootstrap_p_values::Studentised;
use sectorscope_stats::resampling::replicates::Replicates;
use sectorscope_stats::resampling::resample::Resampler;

use crate::design::SECTORS;
use crate::lens::Lens;
use crate::outcome::{Kind, Outcomes, Used};
use crate::panel::Panel;
use crate::trial::Trial;

/// Replicates of a bootstrap.
pub const REPLICATES: usize = 299;
/// Shortest mean block, a trading week.
const LEAST_BLOCK: f64 = 5.0;

/// Intervals for one correlation, for a difference, for all sectors together; and all tests of alike sectors.
pub(super) fn correlations(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    for lens in Lens::BOTH {
        let words = |what: &str| format!("{what}, {} returns", lens.word());
        let panel = trial.lens(lens);
        let truth = trial.targets.r(lens, Method::Pearson);
        let covers = |interval: Interval, truth: f64| interval.low <= truth && truth <= interval.high;
        let (replicates, plan) = resampled(panel, trial.bootstrap_seed)?;
        let (estimate, column) = (replicates.estimates()[0], replicates.column(0));
        let id = |what: &str| format!("bootstrap-{what}-{}", lens.word());
        let percentile = percentile_interval(&column, 0.95)?;
        out.covers(
            id("percentile"),
            words("bootstrap percentile interval for Pearson's r"),
            Used::Beside,
            covers(percentile, truth),
        );
        let basic = basic_interval(estimate, &column, 0.95)?;
        out.covers(id("basic"), words("bootstrap basic interval for Pearson's r"), Used::Beside, covers(basic, truth));
        if lens == Lens::Raw {
            let (x, y) = (panel.bitcoin(), panel.sectors()[0].as_slice());
            let studentised = studentised_interval(x, y, default_lags(x.len()), &plan, 0.95)?;
            let held = covers(studentised, truth);
            out.covers(id("studentised"), words("bootstrap studentised interval for Pearson's r"), Used::Beside, held);
        }
        let together = Studentised::new(&replicates)?.simultaneous_intervals(0.95)?;
        let all = together.iter().all(|interval| covers(*interval, truth));
        out.covers(id("together"), words("bootstrap intervals for all sectors together"), Used::Beside, all);
        let set = confidence_set(&replicates, Elimination::Range)?.members(0.10);
        let words_of_set = words("model confidence set holds all of five best sectors");
        out.promised(id("set"), words_of_set, Kind::Coverage, 90, Used::Beside, set.len() == SECTORS);

        let rivals: Vec<usize> = (1..SECTORS).collect();
        let differences = replicates.differences(0, &rivals)?;
        let interval = percentile_interval(&differences.column(0), 0.95)?;
        out.covers(
            id("difference"),
            words("bootstrap percentile interval for a paired difference"),
            Used::Beside,
            covers(interval, 0.0),
        );
        let tests = Studentised::new(&differences)?;
        let p = tests.p_values(Alternative::TwoSided)[0];
        out.rejects(id("equal"), words("bootstrap test of a paired difference, two-sided"), Used::Beside, p);
        let adjusted = tests.romano_wolf(Alternative::Less);
        out.any_rejects(id("romano-wolf"), words("Romano-Wolf over sectors"), Used::Beside, &adjusted);
    }
    Ok(())
}

/// The set of sectors that cannot be told apart from the best, where two are best.
pub(super) fn two_best(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    let (replicates, _) = resampled(&trial.raw, trial.bootstrap_seed)?;
    let set = confidence_set(&replicates, Elimination::Range)?.members(0.10);
    let both = set.contains(&0) && set.contains(&1);
    let words = "model confidence set holds both of two best sectors, raw returns";
    out.promised("bootstrap-set-tied-raw".to_owned(), words.to_owned(), Kind::Coverage, 90, Used::Beside, both);
    Ok(())
}

/// Correlations of bitcoin with every sector on resampled rows, and the plan of the rows.
fn resampled(panel: &Panel, seed: u64) -> Result<(Replicates, Resampler), Undefined> {
    let columns: Vec<&[f64]> =
        std::iter::once(panel.bitcoin()).chain(panel.sectors().iter().map(Vec::as_slice)).collect();
    let influences = panel
        .sectors()
        .iter()
        .map(|sector| influence(Method::Pearson, panel.bitcoin(), sector))
        .collect::<Result<Vec<_>, _>>()?;
    let series: Vec<&[f64]> = influences.iter().map(|influence| influence.psi.as_slice()).collect();
    let block = common_block_length(&series, LEAST_BLOCK)?;
    let plan = Resampler::stationary(panel.bitcoin().len(), REPLICATES, block, seed)?;
    let pairs: Vec<(usize, usize)> = (1..=SECTORS).map(|sector| (0, sector)).collect();
    Ok((bootstrap_correlations(&columns, &pairs, &plan)?, plan))
}
