//! The study on small synthetic series: which take part, on which days, in which order, and what the report says.

use crate::support::asks::Asks as _;
use crate::support::the_sample;
use std::fmt::Write;

use crate::support::import;
use sectorscope::date::Date;
use sectorscope::panel::AlignPolicy;
use sectorscope::returns::{Frequency, ReturnKind, returns};
use sectorscope::study::alignment::CalendarConvention;
use sectorscope::study::settings::{SeriesSettings, Settings};
use sectorscope::workspace::Workspace;
use sectorscope_stats::correlation::coefficient::{Method, correlation};
use serde_json::Value;

fn date(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

/// The weekdays from one day to another.
fn weekdays(from: &str, to: &str) -> Vec<Date> {
    (date(from).days()..=date(to).days()).map(Date::from_days).filter(|day| day.weekday() < 5).collect()
}

/// A number between -0.5 and 0.5 that depends on the day and a seed and on nothing else: series of one seed move together
/// on whatever days they have.
fn noise(day: Date, seed: u64) -> f64 {
    let mut mixed = (day.days() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ seed.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ mixed >> 31) >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
}

/// Prices that share a part of their daily move with all others: the larger `shared`, the closer.
fn walk(days: &[Date], shared: f64, seed: u64) -> Vec<(Date, f64)> {
    let mut price = 100.0;
    let step = |day: &Date| {
        price *= 1.0 + 0.04 * (shared * noise(*day, 0) + (1.0 - shared) * noise(*day, seed));
        (*day, price)
    };
    days.iter().map(step).collect()
}

fn table(rows: &[(Date, f64)]) -> String {
    rows.iter().fold(String::from("Date,Close\n"), |mut text, (day, price)| {
        writeln!(text, "{day},{price}").unwrap();
        text
    })
}

/// A workspace of files, each of one series.
fn workspace(files: &[(&str, Vec<(Date, f64)>)]) -> Workspace {
    let mut workspace = Workspace::new();
    for (name, rows) in files {
        workspace.add(import(&format!("{name}.csv"), table(rows).as_bytes()));
    }
    workspace
}

/// Bitcoin and three sectors at different distances from it, on the weekdays of two years.
fn usual() -> Workspace {
    let days = weekdays("2022-01-03", "2023-12-29");
    workspace(&[
        ("BTC-USD", walk(&days, 0.6, 1)),
        ("XLK", walk(&days, 0.7, 2)),
        ("XLE", walk(&days, 0.2, 3)),
        ("XLF", walk(&days, 0.45, 4)),
    ])
}

fn ids(workspace: &Workspace, settings: &Settings) -> Vec<String> {
    workspace.ranking(settings).unwrap().rows.into_iter().map(|row| row.id).collect()
}

fn json(workspace: &Workspace, settings: &Settings) -> Value {
    serde_json::to_value(workspace.report(settings).unwrap()).unwrap()
}

#[test]
fn bitcoin_is_the_reference_and_sectors_are_ranked() {
    let ranking = usual().ranking(&Settings::default()).unwrap();
    assert_eq!(ranking.reference, "BTC");
    assert_eq!(ids(&usual(), &Settings::default()), ["XLK", "XLF", "XLE"]);
    assert_eq!(ranking.n, weekdays("2022-01-03", "2023-12-29").len() - 1);
    assert!(ranking.excluded.is_empty() && ranking.days.bottleneck.is_none());
    for row in &ranking.rows {
        let estimate = row.estimate;
        assert!(estimate.low < estimate.r && estimate.r < estimate.high && estimate.n == ranking.n, "{row:?}");
    }
}

#[test]
fn how_stable_the_order_is_comes_beside_who_could_be_first() {
    let settings = Settings { replicates: 299, ..Settings::default() };
    let (order, full) = (usual().ranking(&settings).unwrap(), usual().stability(&settings).unwrap());
    assert!(order.resampling.is_none() && order.rows.iter().all(|row| row.ranks.is_some()));
    assert_eq!((&order.first_place, order.first_place.as_ref().unwrap().ranks.len()), (&full.first_place, 3));
    assert_eq!(ids(&usual(), &settings), full.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>());
    let resampling = full.resampling.unwrap();
    assert_eq!((resampling.seed, resampling.replicates, resampling.undefined), (1, 299, None));
    assert!(resampling.block.is_some_and(|block| block >= 5.0));
    assert_eq!(full.rows[0].in_confidence_set, Some(true));
    let shares: f64 = full.rows.iter().map(|row| row.probability_top.unwrap()).sum();
    assert!((shares - 1.0).abs() < 1e-12);
    for row in &full.rows {
        let ([low, high], [best, worst]) = (row.together.unwrap(), row.ranks.unwrap());
        assert!(low < row.estimate.low.unwrap() && row.estimate.high.unwrap() < high, "{row:?}");
        assert!(1 <= best && best <= worst && worst <= 3);
    }
    let again = usual().stability(&settings).unwrap();
    assert_eq!(again.rows, full.rows);
    let with_seed =
        |seed| the_sample().stability(&Settings { seed, replicates: 299, ..Settings::default() }).unwrap().rows;
    assert_ne!(with_seed(1), with_seed(2));
}

#[test]
fn a_series_that_never_changes_stands_nowhere_and_the_others_do() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let constant: Vec<(Date, f64)> = days.iter().map(|day| (*day, 5.0)).collect();
    let workspace = workspace(&[
        ("BTC", walk(&days, 0.7, 1)),
        ("XLK", walk(&days, 0.6, 2)),
        ("XLF", walk(&days, 0.4, 3)),
        ("XLE", constant),
    ]);
    let rows = workspace.stability(&Settings { replicates: 199, ..Settings::default() }).unwrap().rows;
    assert_eq!((rows[2].id.as_str(), rows[2].in_confidence_set, rows[2].ranks), ("XLE", None, None));
    assert!(rows[..2].iter().all(|row| row.ranks.is_some()));
}

#[test]
fn the_catalog_proposes_who_stands_for_what() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let symbols = [
        "BTC", "ETH", "SOL", "USDT", "WBTC", "STETH", "SPY", "QQQ", "VOO", "MGK", "XLK", "VGT", "PSCT", "XLF", "SMH",
        "XSW",
    ];
    let files: Vec<(&str, Vec<(Date, f64)>)> =
        symbols.iter().zip(1..).map(|(symbol, seed)| (*symbol, walk(&days, 0.5, seed))).collect();
    let claims = json(&workspace(&files), &Settings { replicates: 99, ..Settings::default() })["claims"].clone();
    let roles = |number: usize| claims[number]["roles"].clone();
    assert_eq!(roles(1)["altcoins"], serde_json::json!(["ETH", "SOL"]));
    let passed = workspace(&files).composites(&Settings::default()).unwrap().passed_over;
    let passed: Vec<&str> = passed.iter().map(|coin| coin.id.as_str()).collect();
    assert_eq!(passed, ["STETH", "USDT", "WBTC"]);
    assert_eq!(roles(0)["universe"], serde_json::json!(["PSCT", "VGT", "XLF", "XLK"]), "industries are not sectors");
    assert_eq!((&roles(3)["small_tech"][0], &roles(3)["large_tech"][0]), (&"PSCT".into(), &"XLK".into()));
    assert_eq!((&roles(5)["tech"][0], &roles(5)["market"][0]), (&"XLK".into(), &"SPY".into()));
    let ways = |number: usize| -> Vec<String> {
        let rows = claims[number]["robustness"].as_array().unwrap().iter();
        rows.filter_map(|row| row["way"].as_str().map(str::to_owned)).filter(|way| way.contains(" for ")).collect()
    };
    assert_eq!(ways(3), ["with VGT for XLK", "with QQQ for XLK"], "the largest tech can be stood for otherwise");
    assert_eq!(ways(4), ["with VOO for SPY"], "a market, not a fund of large companies");
    let without: Vec<_> = files.into_iter().filter(|(symbol, _)| !["SPY", "XLK", "VGT"].contains(symbol)).collect();
    let claims = json(&workspace(&without), &Settings { replicates: 99, ..Settings::default() })["claims"].clone();
    assert_eq!((&claims[5]["roles"]["tech"][0], &claims[5]["roles"]["market"][0]), (&"QQQ".into(), &"VOO".into()));
}

#[test]
fn four_conventions_and_only_one_keeps_the_weekend() {
    let all: Vec<Date> = (date("2020-01-01").days()..=date("2023-12-29").days()).map(Date::from_days).collect();
    // Both move by the day's noise on every day; the fund shows it only on weekdays.
    let coin = walk(&all, 1.0, 1);
    let fund: Vec<(Date, f64)> = coin.iter().filter(|(day, _)| day.weekday() < 5).copied().collect();
    let workspace = workspace(&[("BTC", coin), ("XLK", fund)]);
    let found = workspace.alignment(&Settings::default(), "BTC", "XLK").unwrap();
    let r: Vec<f64> = found.conventions.iter().map(|way| way.estimate.r.unwrap()).collect();
    assert_eq!(found.conventions[0].name, CalendarConvention::Shared);
    assert!((r[0] - 1.0).abs() < 1e-12 && (r[3] - 1.0).abs() < 1e-12, "{r:?}");
    assert!(r[1] < 0.95 && r[2] < 0.95, "{r:?}");
    assert!((found.conventions[2].difference.unwrap() - (r[2] - r[0])).abs() < 1e-15);
    assert_eq!(found.lead_lag.iter().map(|row| row.lag).collect::<Vec<_>>(), [-3, -2, -1, 0, 1, 2, 3]);
    assert!(found.lead_lag[3].r > 0.99 && found.lead_lag[2].r.abs() < found.bound.unwrap() * 2.0);
    assert_eq!(workspace.alignment(&Settings::default(), "BTC", "nothing").unwrap_err().code(), "unknown-series");
}

#[test]
fn a_correlation_that_changes_leaves_the_band_of_one_that_does_not() {
    let days = weekdays("2022-01-03", "2023-12-29");
    let coin = walk(&days, 0.6, 1);
    // Alike all along, and alike only in the second year.
    let alone = walk(&days, 0.0, 9);
    let later = days.partition_point(|day| *day < date("2023-01-01"));
    let together = walk(&days, 0.9, 2);
    let changed: Vec<(Date, f64)> = (0..days.len()).map(|i| if i < later { alone[i] } else { together[i] }).collect();
    let workspace = workspace(&[("BTC", coin), ("XLK", together.clone()), ("XLF", changed)]);
    let settings = Settings { replicates: 199, ..Settings::default() };
    let constant = workspace.constant_band(&settings, "BTC", "XLK").unwrap();
    assert!(constant.p.is_some_and(|p| p > 0.05) && constant.replicates == 199, "{constant:?}");
    let changing = workspace.constant_band(&settings, "BTC", "XLF").unwrap();
    assert!(changing.p.is_some_and(|p| p < 0.05), "{changing:?}");
    let ([low, high], [inner_low, inner_high]) = (changing.simultaneous.unwrap(), changing.pointwise.unwrap());
    assert!(low < inner_low && inner_high < high);
    let short = Settings { from: Some(date("2023-12-01")), ..settings };
    let none = workspace.constant_band(&short, "BTC", "XLK").unwrap();
    assert_eq!((none.simultaneous, none.undefined), (None, Some("insufficient_n")));
    assert_eq!(workspace.constant_band(&short, "BTC", "nothing").unwrap_err().code(), "unknown-series");
}

#[test]
fn strips_count_every_day_of_every_month() {
    let mut days = weekdays("2022-01-03", "2022-03-31");
    days.retain(|day| day.to_string() != "2022-02-10");
    let mut stale = walk(&days, 1.0, 1);
    stale[2..8].iter_mut().for_each(|row| row.1 = 50.0);
    let weekend: Vec<Date> = (date("2022-01-01").days()..=date("2022-01-31").days()).map(Date::from_days).collect();
    let strips = workspace(&[("XLK", stale), ("BTC", walk(&weekend, 1.0, 2))]).strips(&Settings::default()).unwrap();
    let [btc, xlk] = strips.as_slice() else { panic!("{strips:?}") };
    assert_eq!((btc.weekdays.as_slice(), btc.weekends.as_slice()), (&[21][..], &[10][..]));
    assert_eq!((xlk.weekdays.as_slice(), xlk.missing.as_slice()), (&[21, 19, 23][..], &[0, 1, 0][..]));
    assert_eq!((xlk.stale.as_slice(), xlk.first_month), (&[6, 0, 0][..], 2022 * 12));
}

#[test]
fn without_bitcoin_the_longest_coin_is_the_reference() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let workspace = workspace(&[
        ("ETH-USD", walk(&days[50..], 0.6, 1)),
        ("SOL-USD", walk(&days, 0.6, 2)),
        ("XLK", walk(&days, 0.7, 3)),
    ]);
    assert_eq!(workspace.ranking(&Settings::default()).unwrap().reference, "SOL");
}

#[test]
fn fewer_than_two_sectors_make_way_for_all_equities() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let mut files = vec![("BTC", walk(&days, 0.6, 1)), ("SPY", walk(&days, 0.5, 2)), ("XLK", walk(&days, 0.7, 3))];
    assert_eq!(ids(&workspace(&files), &Settings::default()), ["XLK", "SPY"]);
    files.push(("XLE", walk(&days, 0.2, 4)));
    assert_eq!(ids(&workspace(&files), &Settings::default()), ["XLK", "XLE"]);
}

#[test]
fn what_is_missing_is_said() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let no_coin = workspace(&[("XLK", walk(&days, 0.7, 1))]).ranking(&Settings::default()).unwrap_err();
    assert_eq!(no_coin.code(), "no-reference");
    let no_equity = workspace(&[("BTC", walk(&days, 0.7, 1))]).ranking(&Settings::default()).unwrap_err();
    assert_eq!(no_equity.code(), "no-sectors");
    assert_eq!(Workspace::new().ranking(&Settings::default()).unwrap_err().code(), "no-reference");
}

#[test]
fn a_series_goes_by_any_of_its_names() {
    for name in ["BTC", "bitcoin", "XBT", "btc-usd"] {
        let settings = Settings { reference: Some(name.to_owned()), ..Settings::default() };
        assert_eq!(usual().ranking(&settings).unwrap().reference, "BTC", "{name}");
    }
    let settings =
        Settings { universe: Some(vec!["xle".into(), "XLE".into(), "bitcoin".into()]), ..Settings::default() };
    assert_eq!(ids(&usual(), &settings), ["XLE"]);
}

#[test]
fn an_unknown_series_is_an_error() {
    let reference = Settings { reference: Some("DOGE".to_owned()), ..Settings::default() };
    let universe = Settings { universe: Some(vec!["XLK".into(), "DOGE".into()]), ..Settings::default() };
    for settings in [reference, universe] {
        let error = usual().ranking(&settings).unwrap_err();
        assert_eq!(error.code(), "unknown-series");
        assert_eq!(error.message(), "There is no series 'DOGE' (known: BTC, XLE, XLF, XLK).");
        assert_eq!(usual().report(&settings).unwrap_err(), error);
    }
    assert_eq!(usual().rolling(&Settings::default(), "BTC", "DOGE").unwrap_err().code(), "unknown-series");
}

#[test]
fn of_two_series_with_one_symbol_the_longer_is_used() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let workspace = workspace(&[
        ("BTC-USD", walk(&days, 0.6, 1)),
        ("XLE", walk(&days, 0.3, 2)),
        ("a/XLK", walk(&days[100..], 0.7, 3)),
        ("b/xlk", walk(&days, 0.7, 3)),
    ]);
    assert_eq!(ids(&workspace, &Settings::default()), ["XLK", "XLE"]);
    let report = json(&workspace, &Settings::default());
    let told = |file: &str| {
        let files = report["files"].as_array().unwrap();
        let file = files.iter().find(|entry| entry["name"] == file).unwrap();
        file["diagnostics"].as_array().unwrap().iter().map(|d| d["code"].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(told("a/XLK.csv"), ["\"duplicate-symbol\""]);
    assert!(told("b/xlk.csv").is_empty());
    let shorter = report["series"].as_array().unwrap().iter().find(|series| series["id"] == "XLK~2").unwrap();
    assert_eq!((&shorter["file"], &shorter["ignored"]), (&Value::from("a/XLK.csv"), &Value::from(true)));

    let both = SeriesSettings { ignore: Some(false), ..SeriesSettings::default() };
    let settings = Settings { series: [("XLK~2".to_owned(), both)].into(), ..Settings::default() };
    assert_eq!(ids(&workspace, &settings), ["XLK", "XLK~2", "XLE"]);
    let files = json(&workspace, &settings)["files"].to_string();
    assert!(!files.contains("duplicate-symbol"), "{files}");
}

#[test]
fn settings_say_what_the_catalogue_does_not_know() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let workspace = workspace(&[("MYCOIN", walk(&days, 0.6, 1)), ("my fund", walk(&days, 0.5, 2))]);
    assert_eq!(workspace.ranking(&Settings::default()).unwrap_err().code(), "no-reference");
    let settings = Settings::from_json(
        "{\"series\": {\"MYCOIN\": {\"class\": \"crypto\"}, \"my fund\": {\"class\": \"equity\", \"sector\": \"Energy\"}}}",
    );
    assert_eq!(ids(&workspace, &settings.unwrap()), ["my fund"]);
}

#[test]
fn a_series_with_one_day_in_common_is_left_out_and_the_rest_ranked() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let mut alone = walk(&weekdays("2018-01-01", "2018-12-31"), 0.7, 9);
    alone.push((days[0], 100.0));
    let workspace = workspace(&[
        ("BTC-USD", walk(&days, 0.6, 1)),
        ("XLK", walk(&days, 0.7, 2)),
        ("XLF", alone),
        ("XLV", walk(&weekdays("2019-01-01", "2019-12-31"), 0.5, 3)),
    ]);
    let ranking = workspace.ranking(&Settings::default()).unwrap();
    assert_eq!(ranking.rows.len(), 1);
    assert_eq!(ranking.n, days.len() - 1);
    let reasons: Vec<&str> = ranking.excluded.iter().map(|excluded| excluded.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "XLF has only 1 day in common with BTC; at least 30 are needed.",
            "XLV has no day in common with BTC; at least 30 are needed."
        ]
    );
    let nothing = Settings { universe: Some(vec!["XLV".into()]), ..Settings::default() };
    let error = workspace.ranking(&nothing).unwrap_err();
    assert_eq!(error.code(), "too-few-days");
    assert_eq!(error.message(), "Nothing can be ranked. XLV has no day in common with BTC; at least 30 are needed.");
}

#[test]
fn a_constant_series_comes_last_without_a_number() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let against: Vec<(Date, f64)> = walk(&days, 0.6, 1).into_iter().map(|(day, price)| (day, 1e4 / price)).collect();
    let workspace = workspace(&[
        ("BTC", walk(&days, 0.6, 1)),
        ("XLB", days.iter().map(|day| (*day, 5.0)).collect()),
        ("XLE", against),
        ("XLK", walk(&days, 0.7, 2)),
    ]);
    let ranking = workspace.ranking(&Settings::default()).unwrap();
    let order: Vec<&str> = ranking.rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(order, ["XLK", "XLE", "XLB"]);
    assert!(ranking.rows[1].estimate.r.unwrap() < -0.999);
    let last = ranking.rows[2].estimate;
    assert_eq!((last.r, last.low, last.high, last.n), (None, None, None, days.len() - 1));
    assert!(last.undefined.is_some());
}

#[test]
fn equal_correlations_are_ordered_by_id() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let same = walk(&days, 0.5, 2);
    let workspace =
        workspace(&[("1/XLV", same.clone()), ("2/XLE", same.clone()), ("3/XLK", same), ("BTC", walk(&days, 0.6, 1))]);
    assert_eq!(ids(&workspace, &Settings::default()), ["XLE", "XLK", "XLV"]);
}

#[test]
fn from_and_to_select_prices_and_include_both() {
    let settings = Settings { from: Some(date("2022-03-01")), to: Some(date("2022-06-30")), ..Settings::default() };
    let ranking = usual().ranking(&settings).unwrap();
    assert_eq!(ranking.days.first, Some(date("2022-03-01")));
    assert_eq!(ranking.first, Some(date("2022-03-02")));
    assert_eq!((ranking.days.last, ranking.last), (Some(date("2022-06-30")), Some(date("2022-06-30"))));
    assert_eq!(ranking.n, weekdays("2022-03-01", "2022-06-30").len() - 1);
}

#[test]
fn weeks_and_months_count_their_edges_and_flag_them() {
    let at = |frequency, from, to| {
        let settings = Settings { frequency, from: Some(date(from)), to: Some(date(to)), ..Settings::default() };
        let ranking = usual().ranking(&settings).unwrap();
        (ranking.n, ranking.first.unwrap().to_string(), ranking.days.partial_edges)
    };
    // From a Monday to a Friday: 26 whole weeks give 25 returns, the first of which ends on the second Friday.
    assert_eq!(at(Frequency::Weekly, "2022-01-03", "2022-07-01"), (25, "2022-01-14".into(), (false, false)));
    // One day less at each end changes no count, but neither edge is whole.
    assert_eq!(at(Frequency::Weekly, "2022-01-04", "2022-06-30"), (25, "2022-01-14".into(), (true, true)));
    // February to November: ten months. 2022-02-01 is a Tuesday and the first weekday of its month.
    assert_eq!(at(Frequency::Monthly, "2022-02-01", "2022-11-30"), (9, "2022-03-31".into(), (false, false)));
    assert_eq!(at(Frequency::Monthly, "2022-02-02", "2022-11-29"), (9, "2022-03-31".into(), (true, true)));
    assert_eq!(at(Frequency::Daily, "2022-02-02", "2022-11-29").2, (false, false));
}

#[test]
fn the_bottleneck_series_is_named() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let workspace = workspace(&[
        ("BTC", walk(&days, 0.6, 1)),
        ("XLE", walk(&days[100..], 0.3, 2)),
        ("XLF", walk(&days[5..], 0.4, 3)),
        ("XLK", walk(&days, 0.7, 4)),
    ]);
    let ranking = workspace.ranking(&Settings::default()).unwrap();
    let bottleneck = ranking.days.bottleneck.unwrap();
    assert_eq!((bottleneck.id.as_str(), bottleneck.gain), ("XLE", 95));
    assert_eq!(
        bottleneck.message,
        "The days that all share are 160 of 260 that the longest pair has. Without XLE, 95 more would count."
    );
    assert_eq!(ranking.n, 159);
    // The sum holds for each: what it has is either shared or lost.
    for series in &ranking.days.series {
        assert_eq!(series.days.priced, ranking.days.shared + series.days.lost, "{}", series.id);
    }
}

#[test]
fn the_matrix_is_symmetric_and_knows_its_counts() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let workspace = workspace(&[
        ("BTC", walk(&days, 0.6, 1)),
        ("XLE", walk(&days[..30], 0.3, 2)),
        ("XLF", walk(&days[..31], 0.4, 3)),
        ("XLK", walk(&days, 0.7, 4)),
    ]);
    let matrix = workspace.matrix(&Settings::default()).unwrap();
    assert_eq!(matrix.ids, ["BTC", "XLE", "XLF", "XLK"]);
    let k = matrix.ids.len();
    for i in 0..k {
        assert_eq!(matrix.r[i * k + i], 1.0);
        for j in 0..k {
            let (cell, mirrored) = (i * k + j, j * k + i);
            assert_eq!(matrix.r[cell].to_bits(), matrix.r[mirrored].to_bits());
            assert_eq!(matrix.n[cell], matrix.n[mirrored]);
            // 30 days give 29 returns: too few. 31 days give 30: enough.
            assert_eq!(i != j && matrix.n[cell] < 30, matrix.r[cell].is_nan(), "{i} {j}");
        }
    }
    assert_eq!(matrix.n[1], 29);
    assert_eq!(matrix.n[2], 30);
    assert_eq!(matrix.n[3], 260 - 1);
}

#[test]
fn matrix_ranking_and_rolling_agree_on_a_pair() {
    let workspace = usual();
    for method in [Method::Pearson, Method::Spearman, Method::Kendall] {
        let settings = Settings { method, universe: Some(vec!["XLF".into()]), ..Settings::default() };
        let r = workspace.ranking(&settings).unwrap().rows[0].estimate;
        let matrix = workspace.matrix(&settings).unwrap();
        let column = matrix.ids.iter().position(|id| id == "XLF").unwrap();
        // The matrix adds the same products in another order.
        assert!((matrix.r[column] - r.r.unwrap()).abs() < 1e-15);
        assert_eq!(matrix.n[column] as usize, r.n);
        assert_eq!(workspace.rolling(&settings, "BTC", "XLF").unwrap().whole, r);
    }
}

#[test]
fn the_last_window_is_the_correlation_of_the_last_returns() {
    let workspace = usual();
    for (kind, window) in [(ReturnKind::Log, 63), (ReturnKind::Simple, 20)] {
        let settings = Settings { returns: kind, window: Some(window), ..Settings::default() };
        let rolling = workspace.rolling(&settings, "BTC", "XLK").unwrap();
        let column = |name: &str| {
            let file = workspace.files().iter().find(|file| file.name == name).unwrap();
            let all = returns(kind, file.series[0].prices.prices());
            all[all.len() - window..].to_vec()
        };
        let expected = correlation(Method::Pearson, &column("BTC-USD.csv"), &column("XLK.csv")).unwrap().r;
        let last = *rolling.r.last().unwrap();
        assert!((last - expected).abs() < 1e-12, "{last}, expected {expected}");
        assert_eq!(rolling.r.iter().filter(|r| r.is_nan()).count(), window - 1);
        assert_eq!(rolling.dates.len(), rolling.r.len());
        assert_eq!(rolling.dates.last(), Some(&date("2023-12-29")));
    }
}

#[test]
fn the_order_of_files_does_not_matter() {
    let files: Vec<_> = usual().files().to_vec();
    let expected = json(&usual(), &Settings::default()).to_string();
    for start in 0..files.len() {
        let mut workspace = Workspace::new();
        let (before, after) = files.split_at(start);
        after.iter().chain(before).rev().for_each(|file| workspace.add(sectorscope::import::ImportedFile::clone(file)));
        assert_eq!(json(&workspace, &Settings::default()).to_string(), expected);
    }
}

#[test]
fn a_file_dropped_again_replaces_itself() {
    let mut workspace = usual();
    let days = weekdays("2022-01-03", "2022-06-30");
    workspace.add(import("XLK.csv", table(&walk(&days, 0.1, 8)).as_bytes()));
    assert_eq!(workspace.files().len(), 4);
    assert_eq!(workspace.ranking(&Settings::default()).unwrap().n, days.len() - 1);
    assert!(workspace.remove("XLK.csv") && !workspace.remove("XLK.csv"));
    workspace.clear();
    assert!(workspace.files().is_empty());
}

/// The report's own settings give the same bytes again: on the sample, with a duplicate, with an industry and a wrapped coin that
/// are passed over, and where nothing can be ranked.
#[test]
fn a_report_can_be_run_again() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let twice = workspace(&[
        ("BTC", walk(&days, 0.6, 1)),
        ("a/XLK", walk(&days, 0.7, 2)),
        ("b/XLK", walk(&days[1..], 0.7, 3)),
        ("XLE", walk(&days, 0.3, 4)),
    ]);
    let weekly = Settings { frequency: Frequency::Weekly, method: Method::Spearman, ..Settings::default() };
    let symbols = ["BTC", "ETH", "SOL", "WBTC", "PSCT", "SMH", "SPY", "XLF", "XLK"];
    let walks: Vec<_> = symbols.iter().zip(1..).map(|(symbol, seed)| (*symbol, walk(&days, 0.5, seed))).collect();
    let varied = workspace(&walks);
    let ranking = varied.ranking(&Settings::default()).unwrap();
    assert_eq!((ranking.rows.len(), ranking.industries), (3, vec!["SMH".to_owned()]));
    for workspace in [the_sample(), twice, varied, Workspace::new()] {
        for settings in [Settings::default(), weekly.clone()] {
            let first = serde_json::to_string(&workspace.report(&settings).unwrap()).unwrap();
            assert_eq!(serde_json::to_string(&workspace.report(&settings).unwrap()).unwrap(), first);
            let report: Value = serde_json::from_str(&first).unwrap();
            let resolved = Settings::from_json(&report["settings"].to_string()).unwrap();
            let second = serde_json::to_string(&workspace.report(&resolved).unwrap()).unwrap();
            assert!(second == first, "{} gives another report", report["settings"]);
        }
    }
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap_or_else(|| panic!("no object: {value}")).keys().map(String::as_str).collect()
}

#[track_caller]
fn has(value: &Value, wanted: &[&str]) {
    let found = keys(value);
    for key in wanted {
        assert!(found.contains(key), "'{key}' is not among {found:?}");
    }
}

/// The names other tools rely on.
#[test]
#[expect(clippy::too_many_lines, reason = "a list of names")]
fn the_report_keeps_its_shape() {
    let report = json(&the_sample(), &Settings::default());
    assert_eq!(report["schema"], 1);
    has(
        &report,
        &[
            "engine",
            "settings",
            "files",
            "series",
            "panel",
            "ranking",
            "matrix",
            "rolling",
            "composites",
            "claims",
            "problems",
        ],
    );
    has(&report["engine"], &["name", "version"]);
    for file in report["files"].as_array().unwrap() {
        has(file, &["name", "bytes", "sha256", "layout", "outcome", "ledger", "diagnostics", "series"]);
        has(&file["ledger"], &["records", "header", "used", "blank", "duplicate", "rejected"]);
        assert_eq!(file["outcome"], "prices");
        assert!(file["ledger"]["rejected"].is_object());
        assert!(file["series"].as_array().unwrap().iter().all(Value::is_string));
    }
    let series = report["series"].as_array().unwrap();
    assert_eq!(series.len(), 13);
    for member in series {
        let wanted = [
            "id",
            "symbol",
            "file",
            "value_column",
            "class",
            "sector",
            "size",
            "first",
            "last",
            "count",
            "first_value",
            "last_value",
        ];
        has(member, &wanted);
    }
    let ranking = &report["ranking"];
    has(ranking, &["reference", "n", "first", "last", "rows", "excluded"]);
    assert_eq!(ranking["reference"], "S-BTC");
    let rows = ranking["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 7);
    let mut above = 1.0;
    for row in rows {
        has(row, &["id", "r", "low", "high", "n", "probability_top", "in_confidence_set"]);
        let (r, low, high) = (row["r"].as_f64().unwrap(), row["low"].as_f64().unwrap(), row["high"].as_f64().unwrap());
        assert!(low < r && r < high && r <= above, "{row}");
        above = r;
    }
    let matrix = &report["matrix"];
    let size = matrix["ids"].as_array().unwrap().len();
    for part in ["r", "n"] {
        let rows = matrix[part].as_array().unwrap();
        assert!(rows.len() == size && rows.iter().all(|row| row.as_array().unwrap().len() == size));
    }
    let pairs = report["rolling"]["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), rows.len());
    for pair in pairs {
        has(pair, &["a", "b", "dates", "r"]);
        let dates = pair["dates"].as_array().unwrap();
        assert_eq!(dates.len(), pair["r"].as_array().unwrap().len());
        assert!(dates.iter().all(|day| Date::parse_iso(day.as_str().unwrap()).is_some()));
    }
    assert!(report["claims"].is_array() && report["problems"].as_array().unwrap().is_empty());
}

#[test]
fn diagnostics_keep_their_shape() {
    let mut workspace = usual();
    workspace.add(import("bad.csv", b"Date,Close\n2024-01-02,1\n2024-01-03,x\n"));
    workspace.add(import("open.csv", b"Date,Close\n01/02/2024,1\n"));
    workspace.add(import("page.csv", b"<html>"));
    let report = serde_json::to_value(workspace.import_report(&Settings::default()).unwrap()).unwrap();
    let mut outcomes = Vec::new();
    for file in report["files"].as_array().unwrap() {
        outcomes.push(file["outcome"].as_str().unwrap());
        for diagnostic in file["diagnostics"].as_array().unwrap() {
            has(diagnostic, &["severity", "code", "line", "column", "found", "expected", "message"]);
            let severity = diagnostic["severity"].as_str().unwrap();
            assert!(["error", "warning", "note"].contains(&severity), "{severity}");
        }
    }
    assert_eq!(outcomes, ["prices", "prices", "prices", "prices", "prices", "asks", "refused"]);
    let open = &report["files"][5]["open_date"];
    assert_eq!(open["text"], "01/02/2024");
    assert_eq!((&open["day_first"], &open["month_first"]), (&"2024-02-01".into(), &"2024-01-02".into()));
}

#[test]
fn a_part_without_an_answer_is_null_and_says_why() {
    let days = weekdays("2022-01-03", "2022-12-30");
    let report = json(&workspace(&[("XLK", walk(&days, 0.7, 1))]), &Settings::default());
    assert!(report["ranking"].is_null() && report["panel"].is_null());
    assert_eq!(report["problems"][0]["part"], "ranking");
    assert_eq!(report["problems"][0]["code"], "no-reference");
    assert_eq!(report["matrix"]["ids"], serde_json::json!(["XLK"]));
}

/// JSON has no NaN: a number that does not exist is null, and only where one may be missing.
#[test]
#[expect(clippy::too_many_lines, reason = "a list of paths")]
fn nothing_is_not_a_number() {
    fn nulls(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Null => found.push(path.to_owned()),
            Value::Array(items) => items.iter().for_each(|item| nulls(item, path, found)),
            Value::Object(fields) => {
                fields.iter().for_each(|(key, field)| nulls(field, &format!("{path}.{key}"), found));
            }
            _ => {}
        }
    }
    let days = weekdays("2022-01-03", "2022-12-30");
    let constant = workspace(&[
        ("BTC", walk(&days, 0.6, 1)),
        ("XLB", days.iter().map(|day| (*day, 5.0)).collect()),
        ("XLK", walk(&days[..40], 0.7, 2)),
        ("unknown thing", walk(&days[..3], 0.7, 2)),
    ]);
    let may_be_missing = [
        ".alignment.bound",
        ".alignment.conventions.difference",
        ".alignment.conventions.first",
        ".alignment.conventions.high",
        ".alignment.conventions.last",
        ".alignment.conventions.low",
        ".alignment.conventions.r",
        ".alignment.conventions.undefined",
        ".claims.confidence",
        ".claims.cut_by",
        ".claims.detectable",
        ".claims.beside.high",
        ".claims.beside.low",
        ".claims.beside.p",
        ".claims.evidence.bitcoin.abnormal",
        ".claims.evidence.tech.abnormal",
        ".claims.evidence.adjusted",
        ".claims.evidence.cusum_p",
        ".claims.evidence.looks.p",
        ".claims.evidence.looks.value",
        ".claims.history.effect",
        ".claims.history.high",
        ".claims.history.low",
        ".claims.history.p",
        ".claims.history.reason",
        ".claims.influential_days",
        ".claims.influential_days.to_doubt",
        ".claims.influential_days.to_turn",
        ".claims.lenses.raw.high",
        ".claims.lenses.raw.low",
        ".claims.more_returns",
        ".claims.robustness.high",
        ".claims.robustness.low",
        ".claims.robustness.p",
        ".claims.robustness.reason",
        ".claims.effect",
        ".claims.evidence",
        ".claims.evidence.shift",
        ".claims.first",
        ".claims.high",
        ".claims.last",
        ".claims.low",
        ".claims.needed",
        ".claims.p",
        ".claims.reason",
        ".claims.robustness.effect",
        ".settings.altcoins",
        ".settings.roles.large_tech",
        ".settings.roles.market",
        ".settings.roles.small_tech",
        ".settings.roles.tech",
        ".composites.composites.bottleneck",
        ".composites.composites.drawdown.recovery",
        ".composites.composites.explained",
        ".composites.composites.parts.left",
        ".composites.composites.parts.loading",
        ".composites.composites.with_small_tech.undefined",
        ".composites.composites.with_bitcoin.undefined",
        ".files.diagnostics.column",
        ".files.diagnostics.expected",
        ".files.diagnostics.found",
        ".files.diagnostics.line",
        ".matrix.r",
        ".panel.bottleneck",
        ".ranking.days.bottleneck",
        ".files.preview.prices",
        ".files.preview.symbol",
        ".ranking.first_place",
        ".series.kind",
        ".series.follows",
        ".settings.roles.bitcoin",
        ".ranking.orders.places.r",
        ".ranking.orders.places.rank",
        ".ranking.rows.high",
        ".ranking.rows.in_confidence_set",
        ".ranking.rows.low",
        ".ranking.resampling.undefined",
        ".ranking.rows.probability_top",
        ".ranking.rows.r",
        ".ranking.rows.ranks",
        ".ranking.rows.together",
        ".ranking.rows.undefined",
        ".rolling.pairs.change",
        ".rolling.pairs.r",
        ".rolling.pairs.whole.high",
        ".rolling.pairs.whole.low",
        ".rolling.pairs.whole.r",
        ".rolling.pairs.whole.undefined",
        ".rolling.pairs.years.high",
        ".rolling.pairs.years.low",
        ".rolling.pairs.years.r",
        ".rolling.pairs.years.undefined",
        ".series.class",
        ".series.part_of",
        ".series.currency",
        ".series.sector",
        ".series.size",
        ".settings.from",
        ".settings.to",
    ];
    for workspace in [the_sample(), constant] {
        let text = serde_json::to_string(&workspace.report(&Settings::default()).unwrap()).unwrap();
        assert!(!text.contains("NaN") && !text.contains("inf,"));
        let mut found = Vec::new();
        nulls(&serde_json::from_str(&text).unwrap(), "", &mut found);
        for path in found {
            assert!(may_be_missing.contains(&path.as_str()), "{path} is null");
        }
    }
}

#[test]
fn lines_of_many_are_those_of_each_pair() {
    // A coin with weekends, funds that share their days, and one that lacks some.
    let every: Vec<Date> = (date("2022-01-03").days()..=date("2022-12-30").days()).map(Date::from_days).collect();
    let days = weekdays("2022-01-03", "2022-12-30");
    let fewer: Vec<Date> = days.iter().copied().filter(|day| day.days() % 11 != 0).collect();
    let others = ["XLK", "XLE", "XLF"].map(str::to_owned);
    let workspace = workspace(&[
        ("BTC", walk(&every, 0.5, 1)),
        ("XLK", walk(&days, 0.9, 2)),
        ("XLE", walk(&fewer, 0.8, 3)),
        ("XLF", walk(&days, 0.7, 4)),
    ]);
    for align in [AlignPolicy::Shared, AlignPolicy::ReturnsFirst, AlignPolicy::ForwardFill] {
        for method in [Method::Pearson, Method::Kendall] {
            let settings = Settings { align, method, window: Some(30), ..Settings::default() };
            let lines = workspace.rolling_lines(&settings, "BTC", &others).unwrap();
            assert_eq!(lines.iter().map(|lines| lines.ids.len()).sum::<usize>(), 3);
            for id in &others {
                let pair = workspace.rolling(&settings, "BTC", id).unwrap();
                let (dates, line) = lines.iter().find_map(|of| Some((&of.dates, of.line(id)?))).unwrap();
                assert_eq!(*dates, pair.dates, "{align:?} {id}");
                let bits = |line: &[f64]| line.iter().map(|r| r.to_bits()).collect::<Vec<_>>();
                assert_eq!(bits(line), bits(&pair.r), "{align:?} {method:?} {id}");
                assert!(line.iter().filter(|r| r.is_finite()).count() > 100);
            }
        }
    }
    let unknown = workspace.rolling_lines(&Settings::default(), "BTC", &["XYZ".to_owned()]);
    assert_eq!(unknown.unwrap_err().code(), "unknown-series");
}
