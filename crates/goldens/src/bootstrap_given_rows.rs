//! Everything a bootstrap gives, on rows that are written down: intervals, ranks, many tests at once, equivalence.

use sectorscope_stats::Undefined;
use sectorscope_stats::alternative::Alternative;
use sectorscope_stats::inference::equivalence::within_margin;
use sectorscope_stats::inference::multiple::intersection_union_p;
use sectorscope_stats::interval::Interval;
use sectorscope_stats::ordering::rank_stability::rank_stability;
use sectorscope_stats::resampling::bootstrap::{Replicates, bootstrap_correlations};
use sectorscope_stats::resampling::bootstrap_interval::{
    basic_interval, bca_interval, jackknife_correlations, percentile_interval,
};
use sectorscope_stats::resampling::bootstrap_p_values::Studentised;
use sectorscope_stats::resampling::resample::Resampler;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, count, index_matrix, number, text, texts};
use crate::{Context, Stop};

/// Compares one case. The first case names the data for all.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let cases = context.file["cases"].as_array().map_or(&[][..], Vec::as_slice);
    let base = cases.iter().find(|case| case.get("n").is_some()).ok_or_else(|| "no case with data".to_owned())?;
    let data = Data::read(context, base)?;
    let id = text(case, "id")?;
    let got = match id {
        "sector_ranking_BTC" => data.ranking(),
        "smalltech_vs_each_sector" => data.one_against_each(&texts(case, "labels")?),
        "mean_alt_minus_btc_with_smalltech" => data.mean_against_one(),
        "tost_percentile90" => data.equivalence(number(&case["margin"]).unwrap_or(f64::NAN)),
        "bca_BTC_SMALLTECH" => data.bca(),
        _ => return Err(Stop::Failed(format!("{id} is not understood"))),
    };
    let got = got.map_err(|reason| reason.to_string())?;
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}

const REFERENCE: &str = "BTC";
const CLAIMED: &str = "SMALLTECH";

/// Correlations of the reference with every sector, then of every altcoin with the claimed sector.
struct Data {
    sectors: Vec<String>,
    altcoins: usize,
    reference: Vec<f64>,
    claimed: Vec<f64>,
    replicates: Replicates,
}

impl Data {
    fn read(context: &Context<'_>, base: &Value) -> Result<Data, String> {
        let rows = count(base, "n")?;
        let table = Table::read(context.files, "panel_returns.csv")?;
        let sectors: Vec<String> = texts(base, "labels")?.into_iter().map(str::to_owned).collect();
        let altcoins: Vec<String> = table.names().iter().filter(|name| name.starts_with("ALT")).cloned().collect();
        let names: Vec<String> = std::iter::once(REFERENCE.to_owned()).chain(sectors.clone()).chain(altcoins).collect();
        let columns = names
            .iter()
            .map(|name| {
                table.column(name).map(|mut column| {
                    column.truncate(rows);
                    column
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let claimed = 1 + sectors.iter().position(|name| name == CLAIMED).ok_or("no claimed sector")?;
        let pairs: Vec<(usize, usize)> = (1..columns.len())
            .map(|column| if column <= sectors.len() { (0, column) } else { (column, claimed) })
            .collect();
        let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let plan = Resampler::explicit(rows, index_matrix(context.files, "boot_indices.csv")?);
        let replicates = plan.and_then(|plan| {
            if plan.replicates() == base["B"].as_u64().unwrap_or(0) as usize {
                bootstrap_correlations(&slices, &pairs, &plan)
            } else {
                Err(Undefined::NoOverlap)
            }
        });
        Ok(Data {
            altcoins: columns.len() - 1 - sectors.len(),
            reference: columns[0].clone(),
            claimed: columns[claimed].clone(),
            sectors,
            replicates: replicates.map_err(|reason| reason.to_string())?,
        })
    }

    fn sector(&self, name: &str) -> Result<usize, Undefined> {
        self.sectors.iter().position(|sector| sector == name).ok_or(Undefined::NoOverlap)
    }

    fn ranking(&self) -> Result<Got, Undefined> {
        let k = self.sectors.len();
        let unit = |s: usize| (0..self.replicates.estimates().len()).map(|i| f64::from(u8::from(i == s))).collect();
        let of_sectors = self.replicates.combine(&(0..k).map(unit).collect::<Vec<_>>())?;
        let (test, ranks) = (Studentised::new(&of_sectors)?, rank_stability(&of_sectors, 0.95)?);
        let each = |of: &dyn Fn(usize) -> Result<Interval, Undefined>| -> Result<Got, Undefined> {
            Ok(Got::List((0..k).map(|s| of(s).map(ends)).collect::<Result<_, _>>()?))
        };
        let rank = |of: fn(&sectorscope_stats::ordering::rank_stability::RankStability) -> f64| {
            Got::cells(&ranks.iter().map(of).collect::<Vec<_>>())
        };
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

    fn one_against_each(&self, labels: &[&str]) -> Result<Got, Undefined> {
        let others = labels.iter().map(|label| self.sector(label)).collect::<Result<Vec<_>, _>>()?;
        let differences = self.replicates.differences(self.sector(CLAIMED)?, &others)?;
        let test = Studentised::new(&differences)?;
        let percentile = (0..labels.len())
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

    fn mean_less_one(&self) -> Result<Replicates, Undefined> {
        let (k, claimed) = (self.sectors.len(), self.sector(CLAIMED)?);
        let weight = |i: usize| if i < k { -f64::from(u8::from(i == claimed)) } else { 1.0 / self.altcoins as f64 };
        self.replicates.combine(&[(0..self.replicates.estimates().len()).map(weight).collect()])
    }

    fn mean_against_one(&self) -> Result<Got, Undefined> {
        let difference = self.mean_less_one()?;
        Ok(Got::fields([
            ("diff", Got::Number(difference.estimates()[0])),
            ("boot_se", Got::Number(difference.standard_errors()[0])),
            ("percentile95", ends(percentile_interval(&difference.column(0), 0.95)?)),
        ]))
    }

    fn equivalence(&self, margin: f64) -> Result<Got, Undefined> {
        let interval = percentile_interval(&self.mean_less_one()?.column(0), 0.90)?;
        let equivalent = Got::Flag(within_margin(interval, margin));
        Ok(Got::fields([("ci90", ends(interval)), ("equivalent", equivalent)]))
    }

    fn bca(&self) -> Result<Got, Undefined> {
        let claimed = self.sector(CLAIMED)?;
        let jackknife = jackknife_correlations(&self.reference, &self.claimed)?;
        let (estimate, column) = (self.replicates.estimates()[claimed], self.replicates.column(claimed));
        let found = bca_interval(estimate, &column, &jackknife, 0.95)?;
        Ok(Got::fields([
            ("z0", Got::Number(found.bias)),
            ("a", Got::Number(found.acceleration)),
            ("alphas", Got::cells(&found.levels)),
            ("ci95", ends(found.interval)),
        ]))
    }
}

fn ends(interval: Interval) -> Got {
    Got::cells(&[interval.low, interval.high])
}
