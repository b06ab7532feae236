//! Sector series out of single stocks, as a sector file groups them.

use std::collections::BTreeMap;

use crate::catalog::Size;
use crate::composite::{Scheme, composite};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::import::Constituent;
use crate::number::counted;
use crate::panel::PriceView;
use crate::series::PriceSeries;

/// Names listed in a message at most.
const NAMED: usize = 8;

/// The index of the stocks of one sector and, where the file tells sizes apart, of one size.
#[derive(Debug)]
pub struct SectorSeries {
    /// The sector, and the size where there is one: `Robots, small`.
    pub name: String,
    /// The sector as written.
    pub sector: String,
    /// The size.
    pub size: Option<Size>,
    /// `equal weights` or `weights of the file`.
    pub weighting: &'static str,
    /// Symbols of the stocks with prices, in the order of the file.
    pub parts: Vec<String>,
    /// The levels of the index, 100 on the first day.
    pub levels: PriceSeries,
}

/// The sector series of a file, and what there is to say about them. `prices` gives the prices of a symbol, if there are any.
///
/// Weights are equal unless the file gives every stock of the sector that has prices one above zero.
pub fn sector_series<'p>(
    constituents: &[Constituent],
    prices: impl Fn(&str) -> Option<PriceView<'p>>,
) -> (Vec<SectorSeries>, Vec<Diagnostic>) {
    let mut groups: BTreeMap<(&str, Option<&'static str>), Vec<&Constituent>> = BTreeMap::new();
    for constituent in constituents {
        let size = constituent.size.map(Size::code);
        groups.entry((&constituent.sector, size)).or_default().push(constituent);
    }
    let mut series = Vec::new();
    let mut said = Vec::new();
    let mut missing = Vec::new();
    for ((sector, size), group) in groups {
        let (mut parts, mut views, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for constituent in &group {
            match prices(&constituent.symbol) {
                Some(view) => {
                    parts.push(constituent.symbol.clone());
                    views.push(view);
                    weights.push(constituent.weight.unwrap_or(0.0));
                }
                None => missing.push(constituent.symbol.as_str()),
            }
        }
        let weighted = weights.iter().all(|weight| *weight > 0.0);
        if !weighted {
            weights.fill(1.0);
        }
        let Some(index) = composite(&views, Scheme::Sizes(&weights)) else { continue };
        let name = size.map_or_else(|| sector.to_owned(), |size| format!("{sector}, {size}"));
        let weighting = if weighted { "weights of the file" } else { "equal weights" };
        said.push(made(&name, weighting, &parts, group.len()));
        series.push(SectorSeries {
            name,
            sector: sector.to_owned(),
            size: group.first().and_then(|constituent| constituent.size),
            weighting,
            parts,
            levels: index.levels,
        });
    }
    if !missing.is_empty() {
        said.push(without_prices(&missing, constituents.len()));
    }
    (series, said)
}

fn listed(names: &[impl AsRef<str>]) -> String {
    let first: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    format!("{}{}", first.join(", "), if names.len() > NAMED { " …" } else { "" })
}

fn made(name: &str, weighting: &str, parts: &[String], of: usize) -> Diagnostic {
    Diagnostic {
        severity: Severity::Note,
        code: Code::SectorSeries,
        line: None,
        column: None,
        found: Some(listed(parts)),
        expected: None,
        message: format!(
            "{name} is an index of {} of the {} listed ({}): {weighting}, set anew at the end of each month.",
            parts.len(),
            counted(of as u64, "stock"),
            listed(parts)
        ),
    }
}

fn without_prices(missing: &[&str], of: usize) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        code: Code::StocksWithoutPrices,
        line: None,
        column: None,
        found: Some(listed(missing)),
        expected: Some("a price file for each symbol".to_owned()),
        message: format!(
            "{} of {} {} no prices here: {}. Their sectors are made of the others. Add their price files, or mind that a list \
             of today's stocks leaves out those that have gone.",
            missing.len(),
            counted(of as u64, "symbol"),
            if missing.len() == 1 { "has" } else { "have" },
            listed(missing)
        ),
    }
}
