//! The band of a rolling correlation that never changes: how often one that does not leaves it, and how often one that does.

use sectorscope::study::constant_band::band;
use sectorscope::study::stability::Draws;
use sectorscope_stats::Undefined;
use sectorscope_stats::breaks::cusum::correlation_cusum;
use sectorscope_stats::correlation::coefficient::{Method, pearson};
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::inference::cosine_inference::{cosine_change, cosine_interval};
use sectorscope_stats::pause::without_pauses;
use sectorscope_stats::resampling::block_length::common_block_length;
use sectorscope_stats::resampling::null_band::{NullBand, null_band};
use sectorscope_stats::resampling::resample::Resampler;

use crate::lens::Lens;
use crate::outcome::{Kind, Outcomes, Used};
use crate::trial::Trial;

/// Replicates of the line.
pub const LINES: usize = 199;
/// Rows of the window.
const WINDOW: usize = 63;
/// A trading week, which was once the shortest mean block.
const WEEK: f64 = 5.0;

/// A way to draw the band.
struct Way {
    name: &'static str,
    words: &'static str,
    lens: Lens,
    used: Used,
    /// Whether the data alone choose the blocks, as on the page.
    chosen: bool,
}

const WAYS: [Way; 3] = [
    Way {
        name: "raw",
        words: "raw returns, blocks of at least 5 rows",
        lens: Lens::Raw,
        used: Used::Beside,
        chosen: false,
    },
    Way {
        name: "devolatilised",
        words: "devolatilised returns, blocks of at least 5 rows",
        lens: Lens::Devolatilised,
        used: Used::Beside,
        chosen: false,
    },
    Way {
        name: "chosen",
        words: "devolatilised returns, blocks chosen by the data",
        lens: Lens::Devolatilised,
        used: Used::Page,
        chosen: true,
    },
];

fn band_of(trial: &Trial<'_>, way: &Way) -> Result<NullBand, Undefined> {
    let panel = trial.lens(way.lens);
    let (x, y) = (panel.bitcoin(), panel.sectors()[0].as_slice());
    if way.chosen {
        let draws = Draws { seed: trial.bootstrap_seed, replicates: LINES };
        return Ok(without_pauses(band(Method::Pearson, x, y, WINDOW, 0.95, draws))?.0);
    }
    let block = common_block_length(&[&influence(Method::Pearson, x, y)?.psi], WEEK)?;
    let plan = Resampler::stationary(x.len(), LINES, block, trial.bootstrap_seed)?;
    null_band(Method::Pearson, x, y, WINDOW, &plan, 0.95)
}

/// A correlation that never changes.
pub(super) fn constant(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    for way in &WAYS {
        let band = band_of(trial, way)?;
        let panel = trial.lens(way.lens);
        let last = panel.bitcoin().len() - WINDOW..;
        let r = pearson(&panel.bitcoin()[last.clone()], &panel.sectors()[0][last])?.r;
        let held = band.pointwise.low <= r && r <= band.pointwise.high;
        let words = format!("band for one window of 63 rows, {}", way.words);
        out.covers(format!("band-pointwise-{}", way.name), words, Used::Beside, held);
        let words = format!("rolling line of 63 rows leaves the simultaneous band, {}", way.words);
        out.rejects(format!("band-line-{}", way.name), words, way.used, band.p);
    }
    Ok(())
}

/// A correlation that rises halfway, from 0.15 to 0.45.
pub(super) fn rising(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    let mut found = |name: &str, words: &str, used, p: f64| {
        let words = format!("a rise halfway is found: {words}");
        out.counted(format!("rise-{name}"), words, Kind::Power, used, p <= 0.05);
    };
    for way in &WAYS {
        let words = format!("rolling line of 63 rows, {}", way.words);
        found(way.name, &words, way.used, band_of(trial, way)?.p);
    }
    let panel = trial.lens(Lens::Devolatilised);
    let (x, y) = (panel.bitcoin(), panel.sectors()[0].as_slice());
    let cusum = correlation_cusum(x, y, libm::log(x.len() as f64))?;
    found("cusum", "cumulated sums at any date, devolatilised returns", Used::Page, cusum.p);
    let (before, after) = (x.len() / 2, x.len());
    let half = |from: usize, to: usize| cosine_interval(Method::Pearson, &x[from..to], &y[from..to], 0.95);
    let known = cosine_change(&half(0, before)?, &half(before, after)?);
    found("known", "cosine t test at the known date, devolatilised returns", Used::Claims, known.p_greater);
    Ok(())
}
