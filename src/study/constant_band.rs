//! What the rolling correlation of a pair would show if the correlation never changed.

use serde::Serialize;

use super::claim::Lens;
use super::stability::Draws;
use super::study::Study;
use crate::columns;
use crate::error::Error;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::correlation::rolling::rolling_correlation;
use sectorscope_stats::interval::Interval;
use sectorscope_stats::resampling::block_length::common_block_length;
use sectorscope_stats::resampling::null_band::{NullBand, null_band_with_pauses};
use sectorscope_stats::resampling::resample::Resampler;
use sectorscope_stats::volatility::devolatilise::devolatilise;

/// Fewest and most replicates of a whole line.
pub(in crate::study) const FEWEST_LINES: usize = 99;
pub(in crate::study) const MOST_LINES: usize = 999;
/// Shortest mean block, in returns: the data choose, and returns in units of their volatility may ask for none.
const LEAST_BLOCK: f64 = 1.0;

/// The band of chance, and the line that is held against it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ConstantBand {
    /// Id of the first series.
    pub a: String,
    /// Id of the second series.
    pub b: String,
    /// What line and band are of: returns in units of their volatility, because single violent days widen the band of raw
    /// ones until no change can be seen; of raw returns for ranks, which tame such days by themselves.
    pub lens: Lens,
    /// Correlation of the windows that end on each of the pair's days, by that lens; NaN until the first is full.
    #[serde(serialize_with = "columns::numbers")]
    #[cfg_attr(test, ts(type = "Float64Array<ArrayBuffer>"))]
    pub line: Vec<f64>,
    /// Where a single window would lie, with the settings' confidence.
    pub pointwise: Option<[f64; 2]>,
    /// Coverage of either.
    pub confidence: f64,
    /// Where all windows would lie together.
    pub simultaneous: Option<[f64; 2]>,
    /// How often chance alone makes a line stray as far.
    pub p: Option<f64>,
    /// Replicates behind it.
    pub replicates: usize,
    /// Mean length of the blocks of returns that were drawn.
    pub block: Option<f64>,
    /// Why there is none, as a code.
    pub undefined: Option<&'static str>,
}

/// Replicates of a whole line, at most: each has as many windows as there are returns, and ranks are sorted anew in every
/// one of them.
fn most_replicates(method: Method, returns: usize) -> usize {
    const WINDOWS: usize = 4_000_000;
    let affordable = (WINDOWS / returns.max(1)).clamp(FEWEST_LINES, MOST_LINES);
    if method == Method::Pearson { affordable } else { FEWEST_LINES }
}

/// The band for [`rolling`](super::pairs::rolling) of the same pair, by resampled blocks of returns.
///
/// # Errors
///
/// `unknown-series` where an id is not there.
pub async fn constant_band(study: &Study<'_>, a: &str, b: &str) -> Result<ConstantBand, Error> {
    let (a, b) = (study.roster.find(a)?, study.roster.find(b)?);
    let (panel, settings) = (study.panel(&[a, b]), study.settings);
    let (method, window) = (settings.method, settings.window());
    let lens = if method == Method::Pearson { Lens::Devolatilised } else { Lens::Raw };
    let replicates = settings.replicates.min(most_replicates(method, panel.len()));
    let draws = Draws { seed: settings.seed, replicates };
    let mut line = Vec::new();
    let found = match panel.columns.as_slice() {
        [x, y] => match through(lens, x, y) {
            Ok([x, y]) => {
                line = vec![f64::NAN; panel.len() - x.len()];
                line.extend(rolling_correlation(method, &x, &y, window, window));
                band(method, &x, &y, window, settings.confidence, draws).await
            }
            Err(undefined) => Err(undefined),
        },
        _ => Err(Undefined::NoOverlap),
    };
    let ends = |interval: Interval| [interval.low, interval.high];
    Ok(ConstantBand {
        a: a.id.clone(),
        b: b.id.clone(),
        lens,
        line,
        pointwise: found.as_ref().ok().map(|(band, _)| ends(band.pointwise)),
        confidence: settings.confidence,
        simultaneous: found.as_ref().ok().map(|(band, _)| ends(band.simultaneous)),
        p: found.as_ref().ok().map(|(band, _)| band.p),
        replicates,
        block: found.as_ref().ok().map(|(_, block)| *block),
        undefined: found.err().map(Undefined::code),
    })
}

fn through(lens: Lens, x: &[f64], y: &[f64]) -> Result<[Vec<f64>; 2], Undefined> {
    match lens {
        Lens::Raw => Ok([x.to_vec(), y.to_vec()]),
        Lens::Devolatilised => Ok([devolatilise(x)?, devolatilise(y)?]),
    }
}

/// A series less its mean over `window` rows about each row, as far as there are any. What is left has the dependence of
/// neighbouring rows without that of a level that changes, which would ask for blocks so long that they carry the change.
fn about_its_level(psi: &[f64], window: usize) -> Vec<f64> {
    let reach = window / 2;
    let mut sums = vec![0.0];
    for value in psi {
        sums.push(sums.last().copied().unwrap_or(0.0) + value);
    }
    let mean = |row: usize| {
        let (from, to) = (row.saturating_sub(reach), (row + reach + 1).min(psi.len()));
        (sums[to] - sums[from]) / (to - from) as f64
    };
    psi.iter().enumerate().map(|(row, value)| value - mean(row)).collect()
}

/// The band of columns as they are given, and the mean length of its blocks: the automatic one of the correlation's influence
/// series.
///
/// Undefined as [`influence`], [`common_block_length`] and [`null_band_with_pauses`].
pub async fn band(
    method: Method,
    x: &[f64],
    y: &[f64],
    window: usize,
    confidence: f64,
    draws: Draws,
) -> Result<(NullBand, f64), Undefined> {
    let block = common_block_length(&[&about_its_level(&influence(method, x, y)?.psi, window)], LEAST_BLOCK)?;
    let plan = Resampler::stationary(x.len(), draws.replicates, block, draws.seed)?;
    Ok((null_band_with_pauses(method, x, y, window, &plan, confidence).await?, block))
}
