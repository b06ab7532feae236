//! The altcoins as one series: which coins are in it and when, that it can be named like any other, and that nothing
//! else knows of it.

use crate::support::asks::Asks as _;
use std::fmt::Write;

use crate::support::import;
use sectorscope::date::Date;
use sectorscope::returns::{ReturnKind, returns};
use sectorscope::sample;
use sectorscope::study::claim::{Evidence, RobustnessRow};
use sectorscope::study::composites::{CompositeReport, CompositesReport, Doubt};
use sectorscope::study::ranking::Depth;
use sectorscope::study::settings::{OwnClaim, SeriesSettings, Settings};
use sectorscope::workspace::Workspace;
use sectorscope_stats::correlation::coefficient::{Method, pearson};
use sectorscope_stats::correlation::matrix::{CorrelationMatrix, Missing};
use serde_json::Value;

/// 1 January 2021.
const FIRST: i32 = 18_628;
const DAYS: usize = 500;

/// A number between -0.5 and 0.5 that depends on the row and a seed and on nothing else.
fn noise(row: usize, seed: u64) -> f64 {
    let mut mixed = (row as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ seed.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ mixed >> 31) >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
}

/// Prices of every day, weekends too, which move with all others by `shared` and by `size` a day.
fn coin(shared: f64, size: f64, seed: u64) -> Vec<f64> {
    let mut price = 10.0;
    (0..DAYS)
        .map(|row| {
            price *= 1.0 + size * (shared * noise(row, 0) + (1.0 - shared) * noise(row, seed));
            price
        })
        .collect()
}

fn day(row: usize) -> Date {
    Date::from_days(FIRST + row as i32)
}

fn table(prices: &[f64], rows: std::ops::Range<usize>) -> String {
    rows.fold(String::from("Date,Close\n"), |mut text, row| {
        writeln!(text, "{},{}", day(row), prices[row]).unwrap();
        text
    })
}

fn add(workspace: &mut Workspace, name: &str, text: &str) {
    workspace.add(import(&format!("{name}.csv"), text.as_bytes()));
}

/// Bitcoin, three altcoins of which one comes late and one ends early, and three sectors.
fn coins() -> Workspace {
    let mut workspace = Workspace::new();
    let all = 0..DAYS;
    for (name, prices, rows) in [
        ("BTC-USD", coin(0.6, 0.08, 1), all.clone()),
        ("ETH-USD", coin(0.6, 0.08, 2), all.clone()),
        ("SOL-USD", coin(0.6, 0.16, 3), 100..DAYS),
        ("XRP-USD", coin(0.6, 0.08, 4), 0..392),
        ("PSCT", coin(0.7, 0.04, 5), all.clone()),
        ("XLK", coin(0.4, 0.04, 6), all.clone()),
        ("XLE", coin(0.2, 0.04, 7), all),
    ] {
        add(&mut workspace, name, &table(&prices, rows));
    }
    workspace
}

fn found(workspace: &Workspace) -> CompositesReport {
    workspace.composites(&Settings::default()).unwrap()
}

fn composite<'r>(report: &'r CompositesReport, id: &str) -> &'r CompositeReport {
    report.composites.iter().find(|composite| composite.id == id).unwrap()
}

fn text(date: Option<Date>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}

/// Id, entry, exit.
fn tenures(composite: &CompositeReport) -> Vec<(&str, String, String)> {
    composite.parts.iter().map(|part| (part.id.as_str(), text(part.entered), text(part.left))).collect()
}

#[test]
fn coins_enter_and_leave_at_the_end_of_a_month() {
    let report = found(&coins());
    let ids: Vec<&str> = report.composites.iter().map(|composite| composite.id.as_str()).collect();
    assert_eq!(ids, ["ALTX", "ALTX-IV", "CRYPTO-PC1"]);
    assert_eq!(report.missing[0].id, "ALTX-CAP");
    let index = composite(&report, "ALTX");
    assert_eq!(
        (index.days, text(index.first), text(index.last)),
        (DAYS, "2021-01-01".into(), day(DAYS - 1).to_string())
    );
    // Row 100 is 11 April; row 391, the last of XRP, is 27 January.
    let entry = |id, entered: &str, left: &str| (id, entered.to_owned(), left.to_owned());
    let first = "2021-01-01";
    let expected = [entry("ETH", first, ""), entry("SOL", "2021-04-30", ""), entry("XRP", first, "2022-01-31")];
    assert_eq!(tenures(index), expected);
    assert_eq!(index.parts[2].carried, 4, "28 to 31 January at its last price");
    // A full window of 63 returns first: row 63 is 5 March, and SOL has its own on 13 June.
    let by_volatility = composite(&report, "ALTX-IV");
    assert_eq!(tenures(by_volatility)[1], entry("SOL", "2021-06-30", ""));
    assert_eq!(text(by_volatility.first), "2021-03-05");
    let weight = |part: usize| by_volatility.parts[part].weight;
    assert!(weight(0) > 1.5 * weight(1), "the calm coin weighs more");
    let ended = report.warnings.iter().find(|warning| warning.code == Doubt::Ended).unwrap();
    assert_eq!(ended.ids, ["XRP"]);
}

#[test]
fn market_capitalisations_are_those_of_the_day() {
    let mut workspace = coins();
    // Three to one on every last day of a month, the other way round on all others.
    for (name, prices, large) in [("ETH", coin(0.6, 0.08, 2), 3.0), ("SOL", coin(0.6, 0.16, 3), 1.0)] {
        let text = (0..DAYS).fold(String::from("date,price,market_cap\n"), |mut text, row| {
            let last = day(row).month_index() != day(row + 1).month_index();
            writeln!(text, "{},{},{}", day(row), prices[row], if last { large * 1e9 } else { 1e9 / large }).unwrap();
            text
        });
        workspace.remove(&format!("{name}-USD.csv"));
        add(&mut workspace, &format!("{}-usd-max", name.to_lowercase()), &text);
    }
    let report = found(&workspace);
    let index = composite(&report, "ALTX-CAP");
    assert_eq!(tenures(index)[2], ("XRP", String::new(), String::new()), "no capitalisation, never in");
    // Set on 30 April 2022, drifted to 15 May with the prices.
    let row = (0..DAYS).rposition(|row| day(row).to_string() == "2022-04-30").unwrap();
    let grown = |of: &[f64]| of[DAYS - 1] / of[row];
    let (eth, sol) = (3.0 * grown(&coin(0.6, 0.08, 2)), grown(&coin(0.6, 0.16, 3)));
    assert!((index.parts[0].weight - eth / (eth + sol)).abs() < 1e-12, "{:?}", index.parts);
}

#[test]
fn the_component_is_the_eigenvector_of_the_correlations() {
    let report = found(&coins());
    let component = composite(&report, "CRYPTO-PC1");
    let names: Vec<&str> = component.parts.iter().map(|part| part.id.as_str()).collect();
    assert_eq!(names, ["BTC", "ETH", "SOL", "XRP"]);
    assert_eq!((component.days, text(component.first)), (292, day(100).to_string()), "the days all share");
    let moves: Vec<Vec<f64>> = [(1, 0.08), (2, 0.08), (3, 0.16), (4, 0.08)]
        .map(|(seed, size)| returns(ReturnKind::Log, &coin(0.6, size, seed)[100..392]))
        .to_vec();
    let columns: Vec<&[f64]> = moves.iter().map(Vec::as_slice).collect();
    let matrix = CorrelationMatrix::new(Method::Pearson, &columns, Missing::Listwise, 2);
    let loadings: Vec<f64> = component.parts.iter().map(|part| part.loading.unwrap()).collect();
    let value = 4.0 * component.explained.unwrap();
    for (row, loading) in matrix.r.chunks(4).zip(&loadings) {
        let product: f64 = row.iter().zip(&loadings).map(|(r, loading)| r * loading).sum();
        assert!((product - value * loading).abs() < 1e-12);
    }
    assert!(loadings.iter().all(|loading| *loading > 0.0) && value > 2.0);
    // Its moves correlate with each coin's as the loading says: r = loading times the root of the eigenvalue.
    let levels = coins().prices(&Settings::default(), "CRYPTO-PC1").unwrap().prices;
    let r = pearson(&returns(ReturnKind::Log, &levels), columns[0]).unwrap().r;
    assert!((r - loadings[0] * value.sqrt()).abs() < 1e-9, "{r}");
}

#[test]
fn a_composite_is_named_like_any_series_and_is_among_none() {
    let workspace = coins();
    let settings = Settings { reference: Some("altx".to_owned()), ..Settings::default() };
    let ranking = workspace.ranking(&settings).unwrap();
    assert_eq!((ranking.reference.as_str(), ranking.rows.len(), ranking.rows[0].id.as_str()), ("ALTX", 3, "PSCT"));
    let line = workspace.rolling(&Settings::default(), "CRYPTO-PC1", "ALTX-IV").unwrap();
    assert!(line.whole.r.is_some_and(|r| r > 0.5));
    let claims =
        vec![OwnClaim::MoreCorrelated { asset: "ALTX".into(), with: "PSCT".into(), than: "XLE".into(), since: None }];
    let own = workspace.claims(&Settings { claims, ..Settings::default() }, Depth::Order).unwrap().pop().unwrap();
    assert_eq!((own.verdict.code(), own.n), ("supported", DAYS - 1));
    // The index stays the same when it is what all others are compared with.
    let as_reference = workspace.composites(&settings).unwrap();
    assert_eq!(tenures(composite(&as_reference, "ALTX")), tenures(composite(&found(&workspace), "ALTX")));
    // Nowhere else.
    let series = serde_json::to_value(workspace.import_report(&settings).unwrap()).unwrap()["series"].to_string();
    assert!(!series.contains("ALTX") && !series.contains("PC1"));
    assert_eq!(workspace.matrix(&Settings::default()).unwrap().ids.len(), 7);
    assert_eq!(workspace.rolling(&Settings::default(), "ALTX-CAP", "BTC").unwrap_err().code(), "unknown-series");
    let of_itself = Settings { altcoins: Some(vec!["ALTX".to_owned(), "ETH".to_owned()]), ..Settings::default() };
    assert_eq!(workspace.composites(&of_itself).unwrap_err().code(), "unknown-series");
}

#[test]
fn an_id_that_a_file_has_stays_with_the_file() {
    let mut workspace = coins();
    add(&mut workspace, "ALTX", &table(&coin(0.1, 0.02, 9), 0..DAYS));
    assert_eq!(found(&workspace).composites[0].id, "ALTX (index)");
    let one = |id| workspace.prices(&Settings::default(), id).unwrap().prices[1];
    assert_eq!(one("ALTX"), coin(0.1, 0.02, 9)[1]);
    assert_ne!(one("ALTX (index)"), one("ALTX"));
}

#[test]
fn its_days_can_be_shifted_and_its_name_changed() {
    let said = SeriesSettings { name: Some("My index".to_owned()), shift_days: Some(1), ..SeriesSettings::default() };
    let settings = Settings { series: [("ALTX".to_owned(), said)].into(), ..Settings::default() };
    let report = coins().composites(&settings).unwrap();
    assert_eq!(
        (report.composites[0].name.as_str(), text(report.composites[0].first)),
        ("My index", "2021-01-02".into())
    );
}

#[test]
fn what_is_doubtful_is_said_with_the_claims_too() {
    let mut workspace = coins();
    let (eth, flat) = (coin(0.6, 0.08, 2), coin(0.6, 0.002, 8));
    let copy: Vec<f64> = eth.iter().enumerate().map(|(row, price)| price * (1.0 + 0.002 * noise(row, 10))).collect();
    // What BTC does, this does a day later.
    let late: Vec<f64> =
        (0..DAYS).map(|row| coin(0.6, 0.08, 1)[row.saturating_sub(1)] * (1.0 + 0.02 * noise(row, 11))).collect();
    for (name, prices) in [("ADA-USD", &copy), ("TRX-USD", &flat), ("LTC-USD", &late)] {
        add(&mut workspace, name, &table(prices, 0..DAYS));
    }
    let warnings = found(&workspace).warnings;
    let codes: Vec<(Doubt, Vec<&str>)> =
        warnings.iter().map(|warning| (warning.code, warning.ids.iter().map(String::as_str).collect())).collect();
    assert_eq!(
        codes,
        [(Doubt::MovesAsOne, vec!["ADA", "ETH"]), (Doubt::LooksStable, vec!["TRX"]), (Doubt::Ended, vec!["XRP"]),]
    );
    assert_eq!(warnings[0].message, "ADA and ETH move as one (1.00): keep one, or the index counts it twice.");
    let settings = Settings { replicates: 99, ..Settings::default() };
    let claims = workspace.claims(&settings, Depth::Full).unwrap();
    for claim in claims.iter().filter(|claim| ["top-sector-altcoins", "altcoins-lower"].contains(&claim.id.as_str())) {
        for warning in &warnings[..2] {
            assert!(claim.caveats.contains(&warning.message), "{}: {:?}", claim.id, claim.caveats);
        }
    }
    // A copy of bitcoin is not an altcoin.
    let mut workspace = coins();
    add(&mut workspace, "LTC-USD", &table(&coin(0.6, 0.08, 1), 0..DAYS));
    assert!(
        found(&workspace)
            .warnings
            .iter()
            .any(|warning| warning.code == Doubt::MovesAsBitcoin && warning.ids == ["LTC"])
    );
}

#[test]
fn the_claim_is_asked_by_other_weights_and_of_each_coin() {
    let settings = Settings { replicates: 99, ..Settings::default() };
    let claims = coins().claims(&settings, Depth::Full).unwrap();
    let claim = claims.iter().find(|claim| claim.id == "top-sector-altcoins").unwrap();
    let way = |way: &str| claim.robustness.iter().find(|row| row.way == way).unwrap();
    // The index goes on without XRP, which ends after 292 days; the component ends with it.
    assert!(way("by inverse-volatility weights").said.n > 291 && way("by the altcoins' first component").said.n == 291);
    let by_caps = |row: &RobustnessRow| row.way == "by market-capitalisation weights";
    assert!(!claim.robustness.iter().any(by_caps), "no file has capitalisations");
    let Evidence::TopSector(evidence) = &claim.evidence else { panic!("{:?}", claim.evidence) };
    let tops: Vec<(&str, &str)> =
        evidence.by_coin.iter().map(|coin| (coin.id.as_str(), coin.point_top.as_str())).collect();
    assert_eq!(tops, [("ETH", "PSCT"), ("SOL", "PSCT"), ("XRP", "PSCT")]);
    let said = "Each alone, 3 of 3 altcoins move most with PSCT (ETH, SOL and XRP); it could be first for 3.";
    assert!(claim.caveats.iter().any(|caveat| caveat == said), "{:?}", claim.caveats);
    let lower = claims.iter().find(|claim| claim.id == "altcoins-lower").unwrap();
    assert_eq!(lower.beside[0].quantity, "correlation of the altcoins' index with PSCT less that of BTC");
}

#[test]
fn fewer_than_two_altcoins_give_nothing_to_average() {
    let mut workspace = coins();
    workspace.remove("SOL-USD.csv");
    workspace.remove("XRP-USD.csv");
    let report = found(&workspace);
    assert!(report.composites.is_empty() && report.missing.is_empty());
    // Of one altcoin the index is the coin.
    let all = |id: &str| workspace.prices(&Settings::default(), id).unwrap();
    let (index, coin) = (all("ALTX").prices, all("ETH").prices);
    assert!(index.len() == coin.len() && (index[9] / index[0] - coin[9] / coin[0]).abs() < 1e-12);
}

/// The sample's report has them, and running it again by its own settings gives the same.
#[test]
fn the_report_has_them() {
    let mut workspace = Workspace::new();
    for file in sample::files() {
        workspace.add(import(file.name, file.text.as_bytes()));
    }
    let settings = Settings { reference: Some("ALTX".to_owned()), replicates: 99, ..Settings::default() };
    let first = serde_json::to_string(&workspace.report(&settings).unwrap()).unwrap();
    let report: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(report["settings"]["reference"], "ALTX");
    assert_eq!(report["composites"]["composites"].as_array().unwrap().len(), 3);
    assert_eq!(report["series"].as_array().unwrap().len(), 13);
    let again = Settings::from_json(&report["settings"].to_string()).unwrap();
    assert!(serde_json::to_string(&workspace.report(&again).unwrap()).unwrap() == first);
}
