//! What pandas read, as digests, and what differs from it.

use std::collections::BTreeMap;

use crate::support::drawn;
use sectorscope::import::{ImportedFile, Importer};
use sectorscope::series::PriceSeries;
use sha2::{Digest, Sha256};

use super::table::Made;

/// What pandas made of one file.
#[derive(Clone)]
pub(super) struct Reference {
    /// Digest of the file's bytes.
    pub bytes: String,
    /// By symbol: how many prices, and the digest of days and prices.
    pub series: BTreeMap<String, (usize, String)>,
}

/// The references, from lines of fields with tabs between them: file, digest of its bytes, and for each series
/// `symbol=count:digest`. Lines that begin with `#` say where they are from.
pub(super) fn reference(text: &str) -> Vec<Reference> {
    let series = |field: &str| {
        let (symbol, rest) = field.rsplit_once('=').unwrap();
        let (count, digest) = rest.split_once(':').unwrap();
        (symbol.to_owned(), (count.parse().unwrap(), digest.to_owned()))
    };
    let line = |line: &str| {
        let mut fields = line.split('\t').skip(1);
        Reference { bytes: fields.next().unwrap().to_owned(), series: fields.map(series).collect() }
    };
    text.lines().filter(|text| !text.starts_with('#')).map(line).collect()
}

/// The first sixteen hexadecimal digits of SHA-256.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Days and the bits of prices, a line for each: `2024-01-31 3ff0000000000000`.
fn of_series(prices: &PriceSeries) -> String {
    let lines = prices.dates().iter().zip(prices.prices());
    let text: String = lines.map(|(date, price)| format!("{date} {:016x}\n", price.to_bits())).collect();
    digest(text.as_bytes())
}

/// Imports a file and says what differs from what pandas read.
pub(super) fn compare(file: &Made, reference: &Reference) -> Result<(), String> {
    let name = &file.name;
    if digest(&file.bytes) != reference.bytes {
        return Err(format!("{name}: generated differently from the file that pandas read: run the script again"));
    }
    let mut importer = Importer::new(name.clone(), drawn());
    importer.feed(&file.bytes);
    let imported = importer.finish();
    assert!(imported.ledger.balances(), "{name}: {:?}", imported.ledger);
    let found: BTreeMap<&str, &PriceSeries> =
        imported.series.iter().map(|series| (series.symbol.as_str(), &series.prices)).collect();
    let expected: Vec<&str> = reference.series.keys().map(String::as_str).collect();
    if found.keys().copied().collect::<Vec<_>>() != expected || found.len() != imported.series.len() {
        return Err(format!("{name}: {:?} for {expected:?}; {}", found.keys(), why(&imported)));
    }
    for (symbol, (count, digest)) in &reference.series {
        let prices = found[symbol.as_str()];
        if of_series(prices) != *digest {
            let difference = first_difference(file, symbol, prices);
            return Err(format!("{name}: {symbol} has {} prices for {count}; {difference}", prices.len()));
        }
    }
    Ok(())
}

fn why(imported: &ImportedFile) -> String {
    let told: Vec<&str> = imported.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    format!("{:?} as {}: {}", imported.outcome, imported.layout, told.join(" "))
}

/// A digest does not say where; what the generator wrote does, most likely.
fn first_difference(file: &Made, symbol: &str, prices: &PriceSeries) -> String {
    let mut written: BTreeMap<_, Vec<f64>> = BTreeMap::new();
    for (date, text) in file.written.get(symbol).into_iter().flatten() {
        written.entry(*date).or_default().push(text.parse().unwrap());
    }
    let read: BTreeMap<_, f64> = prices.dates().iter().copied().zip(prices.prices().iter().copied()).collect();
    let days: std::collections::BTreeSet<_> = written.keys().chain(read.keys()).copied().collect();
    let differs = days.into_iter().find(|day| match (written.get(day), read.get(day)) {
        (Some(written), Some(read)) => !written.iter().any(|price| price.to_bits() == read.to_bits()),
        _ => true,
    });
    match differs {
        Some(day) => format!(
            "the first that differs from what was written: {day}, written {:?}, read {:?}",
            written.get(&day),
            read.get(&day)
        ),
        None => "no row differs from what was written: look at what pandas read".to_owned(),
    }
}
