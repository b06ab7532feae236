//! Everything a bootstrap gives, on rows that are written down: intervals, ranks, many tests at once, equivalence. What
//! is expected says which.

use sectorscope_stats::Undefined;
use sectorscope_stats::alternative::Alternative;
use sectorscope_stats::inference::equivalence::within_margin;
use sectorscope_stats::inference::multiple::intersection_union_p;
use sectorscope_stats::interval::Interval;
use sectorscope_stats::ordering::rank_stability::{RankStability, rank_stability};
use sectorscope_stats::resampling::bootstrap_interval::{
    basic_interval, bca_interval, jackknife_correlations, percentile_interval,
};
use sectorscope_stats::resampling::bootstrap_p_values::Studentised;
use sectorscope_stats::resampling::replicates::Replicates;
use serde_json::Value;

use crate::bootstrap_data::{Data, Roles, roles};
use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{asks, confidences, has, only};
use crate::inputs::number;
use crate::readings::first_that_agrees;
use crate::{Context, Stop};

const FIELDS: [&str; 12] =
    ["input", "inputs", "n", "B", "labels", "quantile", "ddof", "margin", "asset", "claimed", "sector", "alts"];

/// What a case asks for.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// How the sectors rank.
    Ranking,
    /// One sector against each of others.
    OneAgainstEach,
    /// The mean of the altcoins against one asset, in one sector.
    MeanAgainstOne,
    /// Whether that difference is small.
    Equivalence,
    /// One correlation, with an interval corrected for bias.
    Bca,
}

/// Compares one case. What it does not name, rows, draws and sectors, is as in another case of the file.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &FIELDS)?;
    if has(case, "ddof") && number(&case["ddof"]) != Some(1.0) {
        return Err(format!("ddof is not understood: {}", case["ddof"]).into());
    }
    if case["quantile"].as_str().is_some_and(|words| !words.starts_with("type 7")) {
        return Err(format!("quantile is not understood: {}", case["quantile"]).into());
    }
    let mut readings = Vec::new();
    for kind in kinds(case)? {
        let of_kind = roles(context, case, kind)?;
        readings.extend(of_kind.into_iter().map(|(label, (data, roles))| (label, (kind, data, roles))));
    }
    first_that_agrees(comparison, readings, |(kind, data, roles), comparison| {
        let got = data.replicates(roles).and_then(|replicates| match kind {
            Kind::Ranking => ranking(&replicates),
            Kind::OneAgainstEach => one_against_each(&replicates),
            Kind::MeanAgainstOne => mean_against_one(case, &replicates),
            Kind::Equivalence => equivalence(case, &replicates),
            Kind::Bca => bca(case, data, roles, &replicates),
        });
        compare_expected(context, case, comparison, "", got)
    })
}

/// What only one kind of case expects.
const NAMES: [(Kind, &[&str]); 4] = [
    (
        Kind::Ranking,
        &[
            "theta",
            "boot_mean",
            "basic95",
            "prob_rank1",
            "mean_rank",
            "rank_q025",
            "rank_q975",
            "maxT_crit_95",
            "simultaneous95",
        ],
    ),
    (Kind::Bca, &["z0", "a", "alphas", "ci95"]),
    (Kind::Equivalence, &["ci90", "equivalent"]),
    (
        Kind::OneAgainstEach,
        &[
            "t",
            "p_one_sided_greater",
            "p_iut",
            "romano_wolf_one_sided_greater",
            "romano_wolf_one_sided_less",
            "romano_wolf_two_sided",
            "max_stat_single_step_two_sided",
        ],
    ),
];

/// The kinds of which the expected fields are, by their names or else by being one value or several.
fn kinds(case: &Value) -> Result<Vec<Kind>, Stop> {
    if let Some((kind, _)) = NAMES.iter().find(|(_, names)| asks(case, names)) {
        return Ok(vec![*kind]);
    }
    if has(case, "margin") {
        return Ok(vec![Kind::Equivalence]);
    }
    let expected = &case["expected"];
    let one =
        expected["diff"].is_number() || expected["boot_se"].is_number() || expected["percentile95"][0].is_number();
    let several = expected["diff"].is_array() || expected["boot_se"].is_array() || expected["percentile95"].is_array();
    match (one, several) {
        (true, _) => Ok(vec![Kind::MeanAgainstOne]),
        (false, true) if expected["diff"].is_array() => Ok(vec![Kind::OneAgainstEach]),
        (false, true) => Ok(vec![Kind::Ranking, Kind::OneAgainstEach]),
        (false, false) => Err("what the case expects is not understood".into()),
    }
}

fn ranking(of_sectors: &Replicates) -> Result<Got, Stop> {
    let k = of_sectors.estimates().len();
    let (test, ranks) = (Studentised::new(of_sectors)?, rank_stability(of_sectors, 0.95)?);
    let each = |of: &dyn Fn(usize) -> Result<Interval, Undefined>| -> Result<Got, Undefined> {
        Ok(Got::List((0..k).map(|s| of(s).map(ends)).collect::<Result<_, _>>()?))
    };
    let rank = |of: fn(&RankStability) -> f64| Got::cells(&ranks.iter().map(of).collect::<Vec<_>>());
    let simultaneous = test.simultaneous_intervals(0.95)?;
    Ok(Got::fields([
        ("theta", Got::cells(of_sectors.estimates())),
        ("boot_mean", Got::cells(&of_sectors.means())),
        ("boot_se", Got::cells(&of_sectors.standard_errors())),
        ("percentile95", each(&|s| percentile_interval(&of_sectors.column(s), 0.95))?),
        ("basic95", each(&|s| basic_interval(of_sectors.estimates()[s], &of_sectors.column(s), 0.95))?),
        ("prob_rank1", rank(|r| r.share_first)),
        ("mean_rank", rank(|r| r.mean_rank)),
        ("rank_q025", rank(|r| r.low as f64)),
        ("rank_q975", rank(|r| r.high as f64)),
        ("maxT_crit_95", Got::Number(test.critical_value(Alternative::TwoSided, 0.95)?)),
        ("simultaneous95", Got::List(simultaneous.into_iter().map(ends).collect())),
    ]))
}

fn one_against_each(differences: &Replicates) -> Result<Got, Stop> {
    let test = Studentised::new(differences)?;
    let percentile = (0..differences.estimates().len())
        .map(|s| percentile_interval(&differences.column(s), 0.95).map(ends))
        .collect::<Result<_, _>>()?;
    let greater = test.p_values(Alternative::Greater);
    Ok(Got::fields([
        ("diff", Got::cells(differences.estimates())),
        ("boot_se", Got::cells(&test.standard_errors)),
        ("percentile95", Got::List(percentile)),
        ("t", Got::cells(&test.t)),
        ("p_one_sided_greater", Got::cells(&greater)),
        ("p_iut", Got::result(intersection_union_p(&greater), |p| p)),
        ("romano_wolf_one_sided_greater", Got::cells(&test.romano_wolf(Alternative::Greater))),
        ("romano_wolf_one_sided_less", Got::cells(&test.romano_wolf(Alternative::Less))),
        ("romano_wolf_two_sided", Got::cells(&test.romano_wolf(Alternative::TwoSided))),
        ("max_stat_single_step_two_sided", Got::cells(&test.single_step_p_values(Alternative::TwoSided))),
    ]))
}

fn mean_against_one(case: &Value, difference: &Replicates) -> Result<Got, Stop> {
    let mut fields = vec![
        ("diff".to_owned(), Got::Number(difference.estimates()[0])),
        ("boot_se".to_owned(), Got::Number(difference.standard_errors()[0])),
    ];
    for (name, confidence) in confidences(&case["expected"], "percentile") {
        fields.push((name, ends(percentile_interval(&difference.column(0), confidence)?)));
    }
    Ok(Got::Fields(fields))
}

fn equivalence(case: &Value, difference: &Replicates) -> Result<Got, Stop> {
    let interval = percentile_interval(&difference.column(0), 0.90)?;
    let mut fields = vec![("ci90".to_owned(), ends(interval))];
    if has(case, "margin") {
        let margin = number(&case["margin"]).ok_or("margin is not a number")?;
        fields.push(("equivalent".to_owned(), Got::Flag(within_margin(interval, margin))));
    }
    Ok(Got::Fields(fields))
}

fn bca(case: &Value, data: &Data, roles: &Roles, of_pair: &Replicates) -> Result<Got, Stop> {
    let [x, y] = data.pair(roles)?;
    let jackknife = jackknife_correlations(&x, &y)?;
    let found = |confidence| bca_interval(of_pair.estimates()[0], &of_pair.column(0), &jackknife, confidence);
    let at_95 = found(0.95)?;
    let mut fields = vec![
        ("z0".to_owned(), Got::Number(at_95.bias)),
        ("a".to_owned(), Got::Number(at_95.acceleration)),
        ("alphas".to_owned(), Got::cells(&at_95.levels)),
    ];
    for (name, confidence) in confidences(&case["expected"], "ci") {
        fields.push((name, ends(found(confidence)?.interval)));
    }
    Ok(Got::Fields(fields))
}

fn ends(interval: Interval) -> Got {
    Got::cells(&[interval.low, interval.high])
}
