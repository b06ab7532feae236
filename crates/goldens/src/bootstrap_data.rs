//! The columns and draws of a bootstrap on rows that are written down, and which columns a case is about.

use std::rc::Rc;

use sectorscope_stats::resampling::bootstrap::bootstrap_correlations;
use sectorscope_stats::resampling::replicates::Replicates;
use sectorscope_stats::resampling::resample::Resampler;
use serde_json::Value;

use crate::bootstrap_given_rows::Kind;
use crate::fields::has;
use crate::inputs::{Table, count, index_matrix, text, texts};
use crate::readings::Readings;
use crate::tables::inputs;
use crate::{Context, Stop};

/// A table cut to its first rows, the sectors that are ranked, and the rows of each draw.
pub(crate) struct Data {
    table: Table,
    rows: usize,
    sectors: Vec<String>,
    plan: Resampler,
}

/// A correlation is the mean of those of some pairs less the mean of those of others; one for each in the list.
pub(crate) struct Roles {
    /// The pairs that count, and those that count against them.
    correlations: Vec<[Vec<[String; 2]>; 2]>,
}

impl Data {
    /// The data that the case names, or each that another case names.
    fn all(context: &Context<'_>, case: &Value) -> Result<Vec<Rc<Data>>, Stop> {
        if !inputs(case).is_empty() {
            return Ok(vec![Rc::new(Data::read(context, case)?)]);
        }
        let of = |case: &Value| ["input", "inputs", "n", "B", "labels"].map(|field| case[field].to_string());
        let mut bases: Vec<&Value> = context.cases().iter().filter(|case| !inputs(case).is_empty()).collect();
        bases.sort_by_cached_key(|case| of(case));
        bases.dedup_by_key(|case| of(case));
        bases.into_iter().map(|base| Ok(Rc::new(Data::read(context, base)?))).collect()
    }

    fn read(context: &Context<'_>, base: &Value) -> Result<Data, Stop> {
        let [table, indices] = inputs(base)[..] else {
            return Err("two inputs: a table, and the rows of each draw".into());
        };
        let table = Table::read(context.files, table)?;
        let all = table.names().first().map_or(Ok(0), |name| table.cells(name).map(<[String]>::len))?;
        let rows = if has(base, "n") { count(base, "n")? } else { all };
        let plan = Resampler::explicit(rows, index_matrix(context.files, indices)?)?;
        if has(base, "B") && plan.replicates() != count(base, "B")? {
            return Err(format!("{} draws, expected {}", plan.replicates(), base["B"]).into());
        }
        let sectors = texts(base, "labels")?.into_iter().map(str::to_owned).collect();
        Ok(Data { table, rows, sectors, plan })
    }

    fn column(&self, name: &str) -> Result<Vec<f64>, Stop> {
        let mut column = self.table.column(name)?;
        if column.len() < self.rows {
            return Err(format!("there are only {} rows", column.len()).into());
        }
        column.truncate(self.rows);
        Ok(column)
    }

    /// The two columns of the only correlation.
    pub(crate) fn pair(&self, roles: &Roles) -> Result<[Vec<f64>; 2], Stop> {
        match &roles.correlations[..] {
            [[pairs, _]] if pairs.len() == 1 => Ok([self.column(&pairs[0][0])?, self.column(&pairs[0][1])?]),
            _ => Err("one pair".into()),
        }
    }

    /// What the draws give for each correlation.
    pub(crate) fn replicates(&self, roles: &Roles) -> Result<Replicates, Stop> {
        let mut names: Vec<&String> = Vec::new();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        let mut weights = Vec::new();
        for sides in &roles.correlations {
            let mut row: Vec<(usize, f64)> = Vec::new();
            // What counts against comes first in the sum.
            for (side, sign) in sides.iter().zip([1.0, -1.0]).rev() {
                for [x, y] in side {
                    let pair = (place(&mut names, x), place(&mut names, y));
                    row.push((place(&mut pairs, pair), sign / side.len() as f64));
                }
            }
            weights.push(row);
        }
        let columns = names.iter().map(|name| self.column(name)).collect::<Result<Vec<_>, _>>()?;
        let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let full = |row: &Vec<(usize, f64)>| {
            let mut full = vec![0.0; pairs.len()];
            row.iter().for_each(|(at, weight)| full[*at] += weight);
            full
        };
        let weights: Vec<Vec<f64>> = weights.iter().map(full).collect();
        Ok(bootstrap_correlations(&slices, &pairs, &self.plan)?.combine(&weights)?)
    }
}

/// The place of an item, added if it is new.
fn place<T: PartialEq>(all: &mut Vec<T>, item: T) -> usize {
    all.iter().position(|other| *other == item).unwrap_or_else(|| {
        all.push(item);
        all.len() - 1
    })
}

/// The data and columns that a case can mean, with their names in words.
pub(crate) fn roles(context: &Context<'_>, case: &Value, kind: Kind) -> Result<Readings<(Rc<Data>, Roles)>, Stop> {
    let mut readings = Vec::new();
    for data in Data::all(context, case)? {
        let others: Vec<&str> = data
            .table
            .numeric_names()
            .into_iter()
            .map(String::as_str)
            .filter(|name| !data.sectors.iter().any(|s| s == name))
            .collect();
        let sectors: Vec<&str> = data.sectors.iter().map(String::as_str).collect();
        let assets = named_or(case, "asset", &others)?;
        for asset in &assets {
            let new = match kind {
                Kind::Ranking => vec![ranking(asset, &sectors)],
                Kind::OneAgainstEach => one_against_each(case, asset, &sectors)?,
                Kind::MeanAgainstOne | Kind::Equivalence => mean_against_one(case, asset, &others, &sectors)?,
                Kind::Bca => named_or(case, "sector", &named_or(case, "claimed", &sectors)?)?
                    .into_iter()
                    .map(|sector| ranking(asset, &[sector]))
                    .collect(),
            };
            readings.extend(new.into_iter().map(|(label, roles)| (label, (data.clone(), roles))));
        }
    }
    Ok(readings)
}

/// The column that the field names, or all it could be.
fn named_or<'a>(case: &'a Value, field: &str, all: &[&'a str]) -> Result<Vec<&'a str>, Stop> {
    if has(case, field) { Ok(vec![text(case, field)?]) } else { Ok(all.to_vec()) }
}

fn pair(x: &str, y: &str) -> [String; 2] {
    [x.to_owned(), y.to_owned()]
}

fn ranking(asset: &str, sectors: &[&str]) -> (String, Roles) {
    let correlations = sectors.iter().map(|sector| [vec![pair(asset, sector)], Vec::new()]).collect();
    (format!("{asset} with {}", sectors.join(", ")), Roles { correlations })
}

/// The sectors that the case lists are the others; the one that it leaves out is compared with them.
fn one_against_each(case: &Value, asset: &str, sectors: &[&str]) -> Result<Readings<Roles>, Stop> {
    let listed = if has(case, "labels") { texts(case, "labels")? } else { Vec::new() };
    let left_out: Vec<&str> = sectors.iter().copied().filter(|sector| !listed.contains(sector)).collect();
    let ones = named_or(case, "claimed", &left_out)?;
    let of = |one: &&str| {
        let others: Vec<&str> =
            if listed.is_empty() { sectors.iter().copied().filter(|s| s != one).collect() } else { listed.clone() };
        let correlations = others.iter().map(|other| [vec![pair(asset, one)], vec![pair(asset, other)]]).collect();
        (format!("{asset} with {one} against {}", others.join(", ")), Roles { correlations })
    };
    Ok(ones.iter().map(of).collect())
}

/// The altcoins are the columns that are neither a sector nor the asset, where the case does not list them.
fn mean_against_one(case: &Value, asset: &str, others: &[&str], sectors: &[&str]) -> Result<Readings<Roles>, Stop> {
    let alts: Vec<&str> = if has(case, "alts") {
        texts(case, "alts")?
    } else {
        others.iter().copied().filter(|other| *other != asset).collect()
    };
    let ones = named_or(case, "sector", &named_or(case, "claimed", sectors)?)?;
    let of = |sector: &&str| {
        let mean = alts.iter().map(|alt| pair(alt, sector)).collect();
        let roles = Roles { correlations: vec![[mean, vec![pair(asset, sector)]]] };
        (format!("mean of {} against {asset} in {sector}", alts.join(", ")), roles)
    };
    Ok(ones.iter().map(of).collect())
}
