//! Claims from price files to verdicts: the reference scenarios through the importer, roles, and what is said where something is
//! missing.

use std::fs;

use crate::support::import;
use sectorscope::panel::AlignPolicy;
use sectorscope::returns::{Frequency, ReturnKind};
use sectorscope::study::settings::{OwnClaim, RoleSettings, Settings};
use sectorscope::study::specification::Specification;
use sectorscope::workspace::Workspace;
use sectorscope_stats::correlation::coefficient::Method;
use serde_json::Value;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");

/// Names of the claims in the reference, and here.
const CLAIMS: [(&str, &str); 6] = [
    ("C1", "top-sector-bitcoin"),
    ("C2", "top-sector-altcoins"),
    ("C3", "altcoins-lower"),
    ("C4", "small-over-large-tech"),
    ("C5", "positive-since-pandemic"),
    ("C6", "peaks-with-tech"),
];
const SECTORS: [&str; 8] =
    ["R2K_TECH", "MEGA_TECH", "SP500_TECH", "FINANCIALS", "ENERGY", "UTILITIES", "STAPLES", "HEALTH"];

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn settings() -> Settings {
    let some = |name: &str| Some(name.to_owned());
    Settings {
        reference: some("BTC"),
        altcoins: Some(names(&["ETH", "SOLX", "ADAX"])),
        universe: Some(names(&SECTORS)),
        roles: RoleSettings {
            small_tech: some("R2K_TECH"),
            large_tech: some("MEGA_TECH"),
            tech: some("SP500_TECH"),
            market: some("MARKET"),
        },
        replicates: 199,
        ..Settings::default()
    }
}

fn scenario(id: &str) -> Workspace {
    let mut workspace = Workspace::new();
    for name in ["crypto.csv", "equity.csv"] {
        workspace.add(import(name, &fs::read(format!("{GOLDEN}/inputs/scenario_{id}/{name}")).unwrap()));
    }
    workspace
}

fn claims(workspace: &Workspace, settings: &Settings) -> Vec<Value> {
    let report = serde_json::to_value(workspace.report(settings).unwrap()).unwrap();
    report["claims"].as_array().unwrap().clone()
}

fn claim<'c>(claims: &'c [Value], id: &str) -> &'c Value {
    claims.iter().find(|claim| claim["id"] == id).unwrap_or_else(|| panic!("no claim {id}"))
}

#[track_caller]
fn close(got: &Value, expected: &Value, what: &str) {
    let (got, expected) = (got.as_f64().unwrap(), expected.as_f64().unwrap());
    assert!((got - expected).abs() <= 1e-12 + 1e-9 * expected.abs(), "{what}: {got}, expected {expected}");
}

#[test]
fn the_reference_scenarios_from_their_price_files() {
    let file = fs::read_to_string(format!("{GOLDEN}/expected/90_scenarios.json")).unwrap();
    let golden: Value = serde_json::from_str(&file).unwrap();
    let cases = golden["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 5);
    for case in cases {
        let id = case["id"].as_str().unwrap();
        let found = claims(&scenario(id), &settings());
        for (theirs, ours) in CLAIMS {
            let (expected, got) = (&case["expected"]["verdicts"][theirs], claim(&found, ours));
            assert_eq!(got["verdict"], expected["verdict"], "{id} {ours}: {}", got["sentence"]);
            assert!(!got["sentence"].as_str().unwrap().is_empty(), "{id} {ours}");
            if let Some(reason) = expected["reason"].as_str() {
                assert_eq!(got["reason"], reason, "{id} {ours}");
            }
            if got["effect"].is_null() {
                assert!(expected["lenses"].is_null() && expected["r_post"].is_null() && expected["contrast"].is_null());
                continue;
            }
            let raw = &expected["lenses"]["raw"];
            let what = format!("{id} {ours}");
            match theirs {
                "C1" | "C2" => {
                    let rows = raw["rows"].as_array().unwrap();
                    let closest =
                        rows.iter().max_by(|a, b| a["r"].as_f64().unwrap().total_cmp(&b["r"].as_f64().unwrap()));
                    close(&got["effect"], &closest.unwrap()["diff"], &what);
                    close(&got["p"], &raw["p_iut"], &what);
                    assert_eq!(got["n"], raw["n"], "{what}");
                    assert_eq!(got["evidence"]["closest_rival"], closest.unwrap()["sector"], "{what}");
                    assert_eq!(got["evidence"]["devolatilised"]["rivals"].as_array().unwrap().len(), rows.len());
                }
                "C3" => {
                    close(&got["effect"], &raw["mean_alt_minus_btc"], &what);
                    close(&got["evidence"]["raw"]["composite_difference"], &raw["composite_minus_btc"], &what);
                }
                "C4" => {
                    close(&got["effect"], &raw["diff"], &what);
                    close(&got["evidence"]["raw"]["interval_90"][0], &raw["ci90"][0], &what);
                }
                "C5" => {
                    close(&got["effect"], &expected["r_post"], &what);
                    close(&got["low"], &expected["ci95"][0], &what);
                    close(&got["high"], &expected["ci95"][1], &what);
                }
                _ => {
                    close(&got["effect"], &expected["contrast"], &what);
                    close(&got["evidence"]["relative_return"]["t"], &expected["abs_rp"]["t"], &what);
                    close(&got["evidence"]["homogeneity"]["p"], &expected["homogeneity_p"], &what);
                }
            }
        }
        assert_eq!(claim(&found, "causes")["verdict"], "not-testable");
    }
}

#[test]
fn a_claim_about_series_that_are_not_there_asks_for_them() {
    let mut workspace = Workspace::new();
    workspace.add(import("crypto.csv", &fs::read(format!("{GOLDEN}/inputs/scenario_all_true/crypto.csv")).unwrap()));
    let found = claims(&workspace, &Settings { replicates: 99, ..Settings::default() });
    let top = claim(&found, "top-sector-bitcoin");
    assert_eq!(top["verdict"], "not-testable");
    let missing: Vec<&str> =
        top["missing"].as_array().unwrap().iter().map(|missing| missing["role"].as_str().unwrap()).collect();
    assert_eq!(missing, ["small_tech", "universe"]);
    assert!(top["sentence"].as_str().unwrap().contains("add a small-cap tech series"), "{}", top["sentence"]);
    let none = claims(&Workspace::new(), &Settings::default());
    assert!(none.iter().all(|claim| claim["verdict"] == "not-testable"));
    assert_eq!(none.len(), 8);
}

#[test]
fn a_role_that_changes_changes_the_answer() {
    let workspace = scenario("all_true");
    let mut other = settings();
    other.roles.small_tech = Some("UTILITIES".to_owned());
    let found = claims(&workspace, &other);
    let top = claim(&found, "top-sector-bitcoin");
    assert_eq!(top["verdict"], "contradicted", "{}", top["sentence"]);
    assert_eq!(top["roles"]["small_tech"][0], "UTILITIES");
    let caveats = top["caveats"].to_string();
    assert!(caveats.contains("UTILITIES stands for small-cap tech"), "{caveats}");
    other.roles.small_tech = Some("NOTHERE".to_owned());
    assert_eq!(workspace.report(&other).unwrap_err().code(), "unknown-series");
}

#[test]
fn claims_of_one_s_own_follow_the_same_rules() {
    let workspace = scenario("all_true");
    let own = |kind: fn(String, String) -> OwnClaim, a: &str, b: &str| kind(a.to_owned(), b.to_owned());
    let most = |asset, with| OwnClaim::MostCorrelated { asset, with };
    let more = |asset, with| OwnClaim::MoreCorrelated { asset, with, than: "MEGA_TECH".to_owned() };
    let since = |asset, with| OwnClaim::PositiveSince { asset, with, since: Settings::default().pandemic };
    let asked = Settings {
        claims: vec![own(most, "BTC", "R2K_TECH"), own(more, "BTC", "R2K_TECH"), own(since, "BTC", "MARKET")],
        ..settings()
    };
    let found = claims(&workspace, &asked);
    for (own, same) in
        [("own-1", "top-sector-bitcoin"), ("own-2", "small-over-large-tech"), ("own-3", "positive-since-pandemic")]
    {
        let (own, same) = (claim(&found, own), claim(&found, same));
        for field in ["verdict", "effect", "low", "high", "p", "n", "sentence", "evidence"] {
            assert_eq!(own[field], same[field], "{field}");
        }
    }
    let unknown = Settings { claims: vec![own(most, "BTC", "NOTHERE")], ..settings() };
    assert_eq!(workspace.report(&unknown).unwrap_err().code(), "unknown-series");
}

#[test]
fn robustness_and_sentences_repeat_themselves_to_the_byte() {
    let (workspace, settings) = (scenario("no_difference"), settings());
    let found = claims(&workspace, &settings);
    assert_eq!(found, claims(&workspace, &settings));
    let size = claim(&found, "small-over-large-tech");
    let ways: Vec<&str> = size["robustness"].as_array().unwrap().iter().filter_map(|row| row["way"].as_str()).collect();
    assert!(ways.len() > 11 && ways.contains(&"without 2021"), "{ways:?}");
    let carried = &size["carried"];
    assert_eq!((carried["days"].as_array().unwrap().len(), &carried["n"]), (5, &size["n"]));
    assert_eq!(size["lenses"].as_array().unwrap().len(), 2);
    let other = claims(&workspace, &Settings { seed: 2, ..settings });
    assert_eq!(claim(&other, "small-over-large-tech")["effect"], size["effect"]);
    assert_ne!(claim(&other, "small-over-large-tech")["robustness"], size["robustness"]);
}

#[test]
fn the_specification_curve_agrees_with_the_verdict_where_its_settings_are_the_verdict_s() {
    let (workspace, settings) = (scenario("all_true"), settings());
    let all = workspace.specifications(&settings).unwrap();
    assert_eq!(all.len(), 576);
    let number = all
        .iter()
        .position(|s| {
            let usual = Specification {
                frequency: Frequency::Daily,
                returns: ReturnKind::Log,
                method: Method::Pearson,
                align: AlignPolicy::Shared,
                from: settings.pandemic,
                to: None,
                devolatilised: false,
                stand_ins: false,
            };
            *s == usual
        })
        .unwrap();
    let rows = workspace.specification_rows(&settings, number..number + 1).unwrap();
    let claims = claims(&workspace, &settings);
    assert_eq!(rows.len(), 5);
    for row in &rows {
        let expected = claim(&claims, row.claim)["effect"].as_f64().unwrap();
        // Verdicts count the return that ends on the first day; here the first price does.
        assert!((row.effect.unwrap() - expected).abs() < 0.02, "{row:?} {expected}");
        assert!(row.supports() && !row.contradicts(), "{row:?}");
    }
    let last = workspace.specification_rows(&settings, 570..600).unwrap();
    assert_eq!(last.iter().map(|row| row.specification).max(), Some(575));
    assert_eq!(last, workspace.specification_rows(&settings, 570..576).unwrap());
    assert!(Workspace::new().specification_rows(&settings, 0..1).is_err(), "series that are named must be there");
}
