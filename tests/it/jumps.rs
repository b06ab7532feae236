//! A jump in a series: claims that rest on it say so until the settings mend it, and the mended prices are those without it.

use crate::support::asks::Asks as _;
use std::fmt::Write;

use crate::support::import;
use sectorscope::date::Date;
use sectorscope::study::ranking::Depth;
use sectorscope::study::settings::Settings;
use sectorscope::workspace::Workspace;

/// Days with prices begin here.
const FIRST: i32 = 18_700;
/// The day of the split.
const SPLIT: i32 = 18_904;

/// A coin, and a fund whose prices are divided by `ratio` from a day on.
fn workspace(ratio: f64) -> Workspace {
    let mut state = 11_u64;
    let mut noise = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
    };
    let (mut coin, mut fund) = (String::from("Date,Close\n"), String::from("Date,Close\n"));
    let (mut coin_price, mut fund_price) = (100.0, 128.0);
    for day in FIRST..FIRST + 400 {
        let (date, both) = (Date::from_days(day), noise());
        coin_price *= 1.0 + 0.03 * (both + noise());
        writeln!(coin, "{date},{coin_price}").unwrap();
        if date.weekday() < 5 {
            fund_price *= 1.0 + 0.02 * both;
            writeln!(fund, "{date},{}", if day < SPLIT { fund_price } else { fund_price / ratio }).unwrap();
        }
    }
    let mut workspace = Workspace::new();
    workspace.add(import("BTC-USD.csv", coin.as_bytes()));
    workspace.add(import("SPY.csv", fund.as_bytes()));
    workspace
}

fn settings(more: &str) -> Settings {
    let claim = "\"claims\": [{\"kind\": \"positive-since\", \"asset\": \"BTC\", \"with\": \"SPY\", \"since\": \"2021-04-01\"}]";
    Settings::from_json(&format!("{{{claim}{more}}}")).unwrap()
}

#[test]
fn a_claim_says_that_a_jump_is_not_mended() {
    let caveats = |workspace: &Workspace, settings: &Settings| {
        let claims = workspace.claims(settings, Depth::Order).unwrap();
        let own = claims.into_iter().find(|claim| claim.id.starts_with("own")).unwrap();
        assert!(own.n > 200, "{own:?}");
        (own.effect, own.caveats.into_iter().filter(|caveat| caveat.contains("change their unit")).collect::<Vec<_>>())
    };
    let (split, whole) = (workspace(2.0), workspace(1.0));
    let day = Date::from_days(SPLIT);
    let (jumping, said) = caveats(&split, &settings(""));
    assert_eq!(
        said,
        [format!(
            "Prices change their unit, as it seems, and are not mended: SPY from {day} on. One such day can decide a correlation."
        )]
    );
    let step = format!(", \"series\": {{\"SPY\": {{\"steps\": [{{\"from\": \"{day}\", \"factor\": 2}}]}}}}");
    let (mended, said) = caveats(&split, &settings(&step));
    assert!(said.is_empty(), "{said:?}");
    let (right, said) = caveats(&whole, &settings(""));
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(mended, right, "halves and doubles are exact");
    assert_ne!(jumping, right);
    // A claim whose last day lies before the split does not rest on it.
    let early = format!(", \"to\": \"{}\"", Date::from_days(SPLIT - 1));
    let claims = split.claims(&settings(&early), Depth::Order).unwrap();
    assert!(claims.iter().flat_map(|claim| &claim.caveats).all(|caveat| !caveat.contains("change their unit")));
}
