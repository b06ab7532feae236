//! Real price files, where there are any: `REAL_DATA=<folder> cargo test --test it real_data`. They belong to their vendors
//! and are not part of the project; without the variable nothing is tested here, and that is reported.

use crate::support::asks::Asks as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::support::laws::{histories_end_today, nothing_stands_beside_what_is_not_said, own_points_are_the_claims};
use crate::support::{import, import_with};
use sectorscope::date::Date;
use sectorscope::import::Outcome;
use sectorscope::study::claim::curve::ON_ONE_BASIS;
use sectorscope::study::claim::{Finding, Verdict};
use sectorscope::study::ranking::Depth;
use sectorscope::study::settings::{SeriesSettings, Settings};
use sectorscope::workspace::Workspace;

fn folder() -> Option<PathBuf> {
    let folder = env::var_os("REAL_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: REAL_DATA is unset");
    }
    folder
}

fn date(text: &str) -> Option<Date> {
    Date::parse_iso(text)
}

/// Bitcoin and the small-cap technology fund, from two sources in two layouts.
fn bitcoin_and_small_tech(folder: &Path) -> Workspace {
    studied(folder, &["gyumin5-close-only-2025-09/BTC-USD.csv", "yfinance-etf-2025-12/PSCT.csv"])
}

fn studied(folder: &Path, names: &[&str]) -> Workspace {
    let mut workspace = Workspace::new();
    for name in names {
        let bytes = fs::read(folder.join("study").join(name)).unwrap();
        workspace.add(import(name, &bytes));
    }
    workspace
}

#[test]
fn bitcoin_against_small_tech() {
    let Some(folder) = folder() else { return };
    let settings = Settings {
        from: date("2020-01-01"),
        to: date("2025-09-30"),
        universe: Some(vec!["PSCT".to_owned()]),
        ..Settings::default()
    };
    let ranking = bitcoin_and_small_tech(&folder).ranking(&settings).unwrap();
    assert_eq!((ranking.reference.as_str(), ranking.n), ("BTC", 1_443));
    let r = ranking.rows[0].estimate.r.unwrap();
    assert!((r - 0.399_654_193_377_284_25).abs() <= 1e-12, "{r}");
}

#[test]
fn bitcoin_against_small_tech_over_time() {
    let Some(folder) = folder() else { return };
    let settings =
        Settings { from: date("2018-01-01"), to: date("2025-09-30"), window: Some(60), ..Settings::default() };
    let rolling = bitcoin_and_small_tech(&folder).rolling(&settings, "BTC", "PSCT").unwrap();
    let mut table = csv::Reader::from_path(folder.join("rolling_btc_psct.csv")).unwrap();
    let column = table.headers().unwrap().iter().position(|name| name == "rolling60_pearson").unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rolling.dates.len(), rows.len());
    let mut compared = 0;
    for ((day, r), row) in rolling.dates.iter().zip(&rolling.r).zip(&rows) {
        assert_eq!(day.to_string(), row[0]);
        match row[column].parse::<f64>() {
            Ok(expected) => {
                assert!((r - expected).abs() <= 1e-10, "{day}: {r}, expected {expected}");
                compared += 1;
            }
            Err(_) => assert!(r.is_nan(), "{day}: {r} before the first window is full"),
        }
    }
    assert_eq!(compared, rows.len() - 59);
}

/// Bitcoin's correlation with the S&P 500 and the Nasdaq-100 in four periods, as CME published it. The funds on these indices
/// show the same to 0.03.
#[test]
fn a_published_table_is_reproduced() {
    const PUBLISHED: [(&str, &str, f64, f64); 4] = [
        ("2014-09-17", "2016-12-30", -0.01, 0.00),
        ("2017-01-03", "2019-12-31", 0.01, 0.02),
        ("2020-01-02", "2022-12-30", 0.40, 0.42),
        ("2023-01-03", "2025-04-14", 0.30, 0.30),
    ];
    let Some(folder) = folder() else { return };
    let names = ["BTC-USD", "SPY", "QQQ"].map(|name| format!("gyumin5-close-only-2025-09/{name}.csv"));
    let workspace = studied(&folder, &names.each_ref().map(String::as_str));
    for (from, to, with_sp_500, with_nasdaq_100) in PUBLISHED {
        let settings = Settings { from: date(from), to: date(to), ..Settings::default() };
        for (fund, published) in [("SPY", with_sp_500), ("QQQ", with_nasdaq_100)] {
            let r = workspace.rolling(&settings, "BTC", fund).unwrap().whole.r.unwrap();
            println!("BTC with {fund}, {from} to {to}: {r:.3}, published {published:.2}");
            assert!((r - published).abs() <= 0.03, "{fund} from {from}: {r}");
        }
    }
}

/// The files of a folder that end so, sorted.
fn files_of(folder: &Path, set: &str, end: &str) -> Vec<String> {
    let files = fs::read_dir(folder.join("study").join(set)).unwrap();
    let mut names: Vec<String> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(end))
        .map(|name| format!("{set}/{name}"))
        .collect();
    names.sort();
    names
}

/// Ten coins and 37 funds, from two sources.
fn all_of_them(folder: &Path) -> Workspace {
    let coins = files_of(folder, "gyumin5-close-only-2025-09", "-USD.csv");
    let names = [coins, files_of(folder, "yfinance-etf-2025-12", ".csv")].concat();
    assert_eq!(names.len(), 47);
    studied(folder, &names.iter().map(String::as_str).collect::<Vec<_>>())
}

fn claims(workspace: &Workspace, depth: Depth) -> Vec<Finding> {
    workspace.claims(&Settings::default(), depth).unwrap()
}

/// Files of what stands for nothing, with the prices of real coins and funds: no claim changes by a byte.
#[test]
fn stocks_and_what_lives_on_crypto_change_no_claim() {
    const OTHERS: [(&str, &str); 13] = [
        ("MSTR", "BTC-USD"),
        ("MARA", "ETH-USD"),
        ("RIOT", "BTC-USD"),
        ("CLSK", "LINK-USD"),
        ("HUT", "XRP-USD"),
        ("COIN", "ETH-USD"),
        ("HOOD", "QQQ"),
        ("AAPL", "QQQ"),
        ("MSFT", "SPY"),
        ("NVDA", "QQQ"),
        ("USDT-USD", "SHY"),
        ("WBTC-USD", "BTC-USD"),
        ("TQQQ", "QQQ"),
    ];
    let Some(folder) = folder() else { return };
    let mut workspace = all_of_them(&folder);
    let alone = serde_json::to_string(&claims(&workspace, Depth::Full)).unwrap();
    let without: Vec<String> =
        ["BITO", "BLOK", "ETHA", "GBTC", "IBIT"].map(|fund| format!("yfinance-etf-2025-12/{fund}.csv")).into();
    for name in &without {
        assert!(workspace.remove(name), "{name}");
    }
    assert!(
        serde_json::to_string(&claims(&workspace, Depth::Full)).unwrap() == alone,
        "a fund that lives on crypto is asked"
    );
    for (symbol, like) in OTHERS {
        let bytes = fs::read(folder.join(format!("study/gyumin5-close-only-2025-09/{like}.csv"))).unwrap();
        workspace.add(import(&format!("{symbol}.csv"), &bytes));
    }
    assert!(serde_json::to_string(&claims(&workspace, Depth::Full)).unwrap() == alone, "some other file is asked");
}

#[test]
fn every_other_way_to_ask_is_the_claim_itself() {
    let Some(folder) = folder() else { return };
    let workspace = all_of_them(&folder);
    own_points_are_the_claims(&workspace, &Settings::default());
    let found = claims(&workspace, Depth::Full);
    histories_end_today(&found);
    nothing_stands_beside_what_is_not_said(&found);
    assert!(found.iter().filter(|claim| claim.history.len() > 15).count() >= 6);
}

/// One vendor's coins are stamped a day late beside another's funds: every claim of them is withheld, and one action mends it.
#[test]
fn coins_of_a_vendor_that_stamps_the_next_midnight_are_withheld() {
    let Some(folder) = folder() else { return };
    let coins = files_of(&folder, "coingecko-12coins-2023-11", ".csv");
    let names = [coins, files_of(&folder, "yfinance-etf-2025-12", ".csv")].concat();
    let workspace = studied(&folder, &names.iter().map(String::as_str).collect::<Vec<_>>());
    let found = claims(&workspace, Depth::Full);
    nothing_stands_beside_what_is_not_said(&found);
    let withheld = |found: &[Finding]| -> Vec<String> {
        found.iter().filter(|claim| claim.verdict == Verdict::Withheld).map(|claim| claim.id.clone()).collect()
    };
    assert_eq!(withheld(&found).len(), 7, "{:?}", withheld(&found));
    assert_eq!(workspace.curve_points(&Settings::default(), 0..ON_ONE_BASIS).unwrap(), []);
    let mut settings = Settings::default();
    for late in workspace.late_series(&settings).unwrap() {
        assert_eq!(late.days, -1, "{}", late.id);
        let said = SeriesSettings { shift_days: Some(late.days), ..SeriesSettings::default() };
        settings.series.insert(late.id, said);
    }
    let mended = workspace.claims(&settings, Depth::Full).unwrap();
    assert_eq!(withheld(&mended), [""; 0]);
    histories_end_today(&mended);
    own_points_are_the_claims(&workspace, &settings);
}

/// Bitcoin, altcoins and funds: what a report says of itself makes it again, to the byte.
#[test]
fn a_report_on_all_of_them_can_be_run_again() {
    let Some(folder) = folder() else { return };
    let workspace = all_of_them(&folder);
    let report = serde_json::to_string(&workspace.report(&Settings::default()).unwrap()).unwrap();
    let read: serde_json::Value = serde_json::from_str(&report).unwrap();
    let settings = Settings::from_json(&read["settings"].to_string()).unwrap();
    let again = serde_json::to_string(&workspace.report(&settings).unwrap()).unwrap();
    assert!(again == report, "its settings give another report: {}", read["settings"]);
}

#[test]
fn every_study_file_gives_prices() {
    let Some(folder) = folder() else { return };
    let mut files = 0;
    for set in fs::read_dir(folder.join("study")).unwrap() {
        for file in fs::read_dir(set.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy();
            let whole = import(&name, &bytes);
            assert_eq!(whole.outcome, Outcome::Prices, "{name}: {:#?}", whole.diagnostics);
            assert!(whole.ledger.used > 100, "{name}: {:?}", whole.ledger);
            files += 1;
        }
    }
    assert!(files > 0, "no file below {}", folder.display());
}

/// Any other layout, read or refused, is accounted for to the last record.
#[test]
fn every_other_file_is_accounted_for() {
    let Some(folder) = folder() else { return };
    let Ok(layouts) = fs::read_dir(folder.join("zoo")) else { return };
    for layout in layouts {
        for file in fs::read_dir(layout.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy();
            for date_order in [None, Some(sectorscope::import::DateOrder::DayFirst)] {
                let file =
                    import_with(&name, &bytes, sectorscope::import::ImportOptions { date_order, ..Default::default() });
                assert!(file.outcome == Outcome::Prices || !file.diagnostics.is_empty(), "{name} says nothing");
            }
        }
    }
}
