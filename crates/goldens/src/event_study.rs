//! Event study.

use sectorscope_stats::inference::event_study::{abnormal_return, empirical_rank, joint_lower_tail};
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, count, numbers, text};
use crate::{Context, Stop};

/// Compares one case. What a case does not name is as in the first.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let first = &context.file["cases"][0];
    let table = Table::of_case(context.files, first)?;
    let [from, to] = numbers(first, "estimation_rows")?[..] else { return Err(Stop::Failed("no rows".to_owned())) };
    let window = from as usize..to as usize;
    let fail = |reason: sectorscope_stats::Undefined| Stop::Failed(reason.to_string());
    let id = text(case, "id")?;
    let got = if id.starts_with("market_model_") {
        let (asset, market) = (table.column(text(case, "asset")?)?, table.column(text(case, "market")?)?);
        let event = count(case, "event_row_0based")?;
        let event = event..event + count(case, "horizon")?;
        let found = abnormal_return(&asset[window.clone()], &market[window], &asset[event.clone()], &market[event]);
        let found = found.map_err(fail)?;
        Got::fields([
            ("alpha", Got::Number(found.alpha)),
            ("beta", Got::Number(found.beta)),
            ("sigma2", Got::Number(found.variance)),
            ("AR", Got::cells(&found.abnormal)),
            ("CAR", Got::Number(found.cumulated)),
            ("se_CAR", Got::Number(found.se)),
            ("t", Got::Number(found.t)),
            ("df", Got::Number(found.df as f64)),
            ("p_two_sided", Got::Number(found.p_two_sided)),
        ])
    } else if id.starts_with("rank_") {
        let asset = table.column(text(case, "asset")?)?;
        let found = empirical_rank(&asset[window], asset[count(case, "event_row_0based")?]).map_err(fail)?;
        Got::fields([("empirical_p_lower", Got::Number(found.p_lower)), ("z_raw", Got::Number(found.z))])
    } else if id == "joint_lower_decile" {
        let (asset, market) = (table.column(text(first, "asset")?)?, table.column(text(first, "market")?)?);
        let found = joint_lower_tail(&asset[window.clone()], &market[window], 0.1).map_err(fail)?;
        Got::fields([
            ("q10_BTC_type7", Got::Number(found.threshold_x)),
            ("q10_SMALLTECH_type7", Got::Number(found.threshold_y)),
            ("joint_freq", Got::Number(found.joint)),
            ("independence", Got::Number(found.independent)),
            ("conditional_prob", Got::Number(found.conditional)),
        ])
    } else {
        return Err(Stop::Failed(format!("{id} is not understood")));
    };
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}
