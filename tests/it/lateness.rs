//! Days that are labelled wrongly: found in the data, repaired by a setting, left alone where they are right.

use crate::support::asks::Asks as _;
use std::fmt::Write;

use crate::support::import;
use sectorscope::date::Date;
use sectorscope::study::settings::{SeriesSettings, Settings};
use sectorscope::workspace::Workspace;

/// A coin that trades every day and a market that trades on weekdays, moved by the same noise. The coin's days are labelled
/// `shift` days late; the market's are right.
fn workspace(shift: i32) -> Workspace {
    let mut state = 5_u64;
    let mut noise = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
    };
    let (mut coin, mut market) = (String::from("Date,Close\n"), String::from("Date,Close\n"));
    let (mut coin_price, mut market_price) = (100.0, 100.0);
    for day in 19_000..19_400 {
        let (date, both) = (Date::from_days(day), noise());
        coin_price *= 1.0 + 0.03 * (both + noise());
        writeln!(coin, "{},{coin_price}", Date::from_days(day + shift)).unwrap();
        if date.weekday() < 5 {
            market_price *= 1.0 + 0.02 * both;
            writeln!(market, "{date},{market_price}").unwrap();
        }
    }
    let mut workspace = Workspace::new();
    workspace.add(import("BTC-USD.csv", coin.as_bytes()));
    workspace.add(import("SPY.csv", market.as_bytes()));
    workspace
}

fn shifted_by(days: i32) -> Settings {
    let said = SeriesSettings { shift_days: Some(days), ..SeriesSettings::default() };
    Settings { series: [("BTC".to_owned(), said)].into(), ..Settings::default() }
}

#[test]
fn a_late_label_is_found_and_the_shift_repairs_it() {
    let workspace = workspace(1);
    let found = workspace.late_series(&Settings::default()).unwrap().remove(0);
    assert_eq!((found.id.as_str(), found.against.as_str(), found.days), ("BTC", "SPY", -1));
    assert!(found.r_shifted > 0.5 && found.r.abs() < 0.3, "{found:?}");
    assert!(found.message.contains("appear to be one day late"), "{}", found.message);

    let repaired = shifted_by(found.days);
    assert_eq!(workspace.late_series(&repaired).unwrap(), []);
    let right = self::workspace(0);
    let ranking = |workspace: &Workspace, settings: &Settings| workspace.ranking(settings).unwrap().rows;
    assert_eq!(
        ranking(&workspace, &repaired),
        ranking(&right, &Settings::default()),
        "as if it had been labelled right"
    );
    assert_eq!(right.late_series(&Settings::default()).unwrap(), []);
}

#[test]
fn an_early_label_is_found_too() {
    let found = workspace(-1).late_series(&Settings::default()).unwrap().remove(0);
    assert!(found.days == 1 && found.message.contains("one day early"), "{found:?}");
}

#[test]
fn dates_are_not_shifted_by_more_than_a_week() {
    let error = workspace(0).ranking(&shifted_by(8)).unwrap_err();
    assert_eq!(error.code(), "bad-settings");
    assert!(error.message().contains("BTC"), "{error}");
}
