//! Other sets of cases of the same form: a case means what its fields say, whatever it is called and wherever it
//! stands, and what is not understood fails.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use goldens::{Files, Outcome, run};
use serde_json::{Value, json};

/// The project's own goldens, without whole scenarios.
fn own_files() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden");
    let mut files = Files::new();
    for part in ["expected", "inputs"] {
        for entry in fs::read_dir(folder.join(part)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{part}/{}", path.file_name().unwrap().to_string_lossy());
            if path.is_file() && !name.contains("90_") {
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// The files with each family's cases changed. A family without cases goes.
fn changed(mut change: impl FnMut(&mut Vec<Value>)) -> Files {
    let mut files = own_files();
    for path in files.keys().filter(|path| path.starts_with("expected/")).cloned().collect::<Vec<_>>() {
        let mut file: Value = serde_json::from_slice(&files[&path]).unwrap();
        let mut cases = file["cases"].as_array_mut().map(std::mem::take).unwrap();
        change(&mut cases);
        if cases.is_empty() {
            files.remove(&path);
            continue;
        }
        file["cases"] = Value::Array(cases);
        files.insert(path, file.to_string().into_bytes());
    }
    files
}

/// One family in memory, on the project's own tables.
fn family(method: &str, cases: &Value) -> Outcome {
    let mut files = own_files();
    files.retain(|path, _| path.starts_with("inputs/"));
    let file = json!({"method": method, "default_tol": {"rel": 1e-9, "abs": 1e-12}, "cases": cases});
    files.insert("expected/made_up.json".to_owned(), file.to_string().into_bytes());
    run(&files)
}

fn passes(method: &str, case: &Value) {
    let outcome = family(method, &json!([case]));
    assert!(outcome.report.ends_with("\n1 passed, 0 failed, 0 skipped\n"), "{case}\n{}", outcome.report);
}

fn fails(method: &str, case: &Value, saying: &str) {
    let outcome = family(method, &json!([case]));
    assert!(outcome.report.ends_with("\n0 passed, 1 failed, 0 skipped\n"), "{case}\n{}", outcome.report);
    assert!(outcome.report.contains(saying), "{case}\n{}", outcome.report);
}

/// The values of each case, by the file and the place of the case in it.
fn by_place(outcome: &Outcome) -> BTreeMap<(String, usize), String> {
    let mut blocks = BTreeMap::new();
    let mut place = (String::new(), 0);
    for line in outcome.values.lines() {
        if let Some((file, rest)) = line.split_once('[').filter(|_| !line.starts_with(' ')) {
            place = (file.to_owned(), rest.split_once(']').unwrap().0.parse().unwrap());
            blocks.insert(place.clone(), String::new());
        } else {
            blocks.entry(place.clone()).or_default().push_str(&format!("{line}\n"));
        }
    }
    blocks
}

/// An order of this many places that looks like chance and is always the same.
fn shuffled(count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut state = 12_345_u64;
    for last in (1..count).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, (state >> 33) as usize % (last + 1));
    }
    order
}

#[test]
fn ids_and_places_change_nothing() {
    let before = run(&own_files());
    assert_eq!(before.failed, 0, "{}", before.report);
    let mut sizes = Vec::new();
    let files = changed(|cases| {
        sizes.push(cases.len());
        *cases = shuffled(cases.len()).into_iter().map(|place| cases[place].clone()).collect();
        for (place, case) in cases.iter_mut().enumerate() {
            if case.get("id").is_some() {
                case["id"] = json!(format!("x{}", place + 1));
            }
        }
    });
    let after = run(&files);
    assert_eq!((after.passed, after.failed), (before.passed, 0), "{}", after.report);
    let (before, after) = (by_place(&before), by_place(&after));
    let names: BTreeSet<&String> = before.keys().map(|(file, _)| file).collect();
    assert_eq!(names.len(), sizes.len());
    for (file, count) in names.into_iter().zip(sizes) {
        for (now, then) in shuffled(count).into_iter().enumerate() {
            assert_eq!(after[&(file.clone(), now)], before[&(file.clone(), then)], "{file}[{then}]");
        }
    }
}

/// Our own cases say in their ids what their fields leave open. The runner does not read them; whoever rewrites this
/// list does.
#[test]
fn what_is_left_open_is_read_as_the_ids_have_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings.txt");
    let readings = run(&own_files()).readings;
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(&path, &readings).unwrap();
    }
    assert_eq!(readings, fs::read_to_string(&path).unwrap(), "rerun with UPDATE_GOLDENS=1 if this is meant");
}

#[test]
fn a_field_that_nobody_understands_fails_by_name() {
    let outcome = run(&changed(|cases| cases.iter_mut().for_each(|case| case["colour"] = json!("red"))));
    assert_eq!(outcome.passed, 0, "{}", outcome.report);
    assert_eq!(outcome.report.matches("the field colour is not understood").count(), outcome.failed);
}

/// Fields that hold expected values.
const PARTS: [&str; 5] = ["expected", "certified", "exact_of_doubles", "expected_corr", "computed"];

#[test]
fn an_expected_value_that_nobody_understands_fails() {
    let outcome = run(&changed(|cases| {
        cases.retain(|case| PARTS.iter().any(|part| case[part].is_object()));
        for case in cases {
            let part = PARTS.iter().find(|part| case[**part].is_object()).unwrap();
            case[*part]["surprise"] = json!(0.25);
        }
    }));
    assert_eq!(outcome.passed, 0, "{}", outcome.report);
    assert_eq!(outcome.report.matches("surprise: we have no such value").count(), outcome.failed, "{}", outcome.report);
}

#[test]
fn nothing_expected_where_there_is_a_value_fails() {
    let nothing = |value: &Value| value.as_array().is_some_and(|values| values.iter().all(Value::is_null));
    let outcome = run(&changed(|cases| {
        cases.retain(|case| {
            PARTS.iter().any(|part| case.get(part).is_some_and(|value| !nothing(value) && !value.is_string()))
        });
        for case in cases {
            let fields = case.as_object_mut().unwrap();
            fields.remove("expected_str");
            fields
                .iter_mut()
                .filter(|(name, _)| PARTS.contains(&name.as_str()))
                .for_each(|(_, value)| *value = Value::Null);
            fields.insert("reason".to_owned(), json!("there is none"));
        }
    }));
    assert_eq!(outcome.passed, 0, "{}", outcome.report);
}

/// Any one of the expected fields asks for the same as all of them do.
#[test]
fn any_one_of_the_expected_fields_is_enough() {
    // Not compared, or an alternative to what is.
    let tells_nothing =
        ["naive_numpy_corrcoef", "scipy_optimal_ordering_cost_not_optimal", "or_error", "r_equals_case_with_controls"];
    for turn in 0..4 {
        let outcome = run(&changed(|cases| {
            // Draws tell their mean block only together.
            cases.retain(|case| case["expected"].is_object() && case["kind"] != "monte_carlo");
            for case in cases.iter_mut() {
                let fields = case["expected"].as_object().unwrap();
                let tells = |name: &&String| !tells_nothing.contains(&name.as_str()) && fields[*name] != json!({});
                let names: Vec<String> = fields.keys().filter(tells).cloned().collect();
                let Some(kept) = names.get(turn * names.len() / 4) else { continue };
                let kept_value = fields[kept].clone();
                case["expected"] = json!({kept: kept_value});
            }
            // One exempt value is nothing to compare.
            cases.retain(|case| !case["tol"].to_string().contains("not compared"));
        }));
        assert_eq!(outcome.failed, 0, "{turn}: {}", outcome.report);
    }
}

fn lew(expected: &Value) -> Value {
    let mut case = json!({"id": "x1", "input": "nist_Lew.csv", "n": 200});
    case.as_object_mut().unwrap().extend(expected.as_object().unwrap().clone());
    case
}

#[test]
fn certified_or_exact_values_or_both() {
    let exact = json!({"mean": "-177.435000000000000000000000000", "sd": "277.332168044316135764922485702"});
    passes("nist_strd", &lew(&json!({"exact_of_doubles": exact, "exact_tol_rel": 1e-13})));
    passes("nist_strd", &lew(&json!({"certified": {"mean": -177.435}})));
    passes("nist_strd", &lew(&json!({"certified": {"mean": -177.435}, "exact_of_doubles": exact})));
    fails("nist_strd", &lew(&json!({"exact_of_doubles": {"mean": "-177.4350001"}, "exact_tol_rel": 1e-13})), "off by");
    fails("nist_strd", &lew(&json!({"exact_of_doubles": {"median": -162}})), "median: we have no such value");
    fails("nist_strd", &lew(&json!({})), "the case expects nothing");
    let rows = json!({"exact_of_doubles": exact, "n": 201});
    fails("nist_strd", &lew(&rows), "200 rows, expected 201");
}

#[test]
fn a_line_by_its_exact_values_alone() {
    let case = json!({
        "input": "nist_Norris.csv",
        "exact_of_doubles": {"B1": 1.00211681802045, "R2": 0.999993745883712},
        "exact_tol_rel": 1e-11
    });
    passes("nist_strd", &case);
}

fn partial(controls: &[&str], expected: &Value) -> Value {
    json!({"input": "panel_returns.csv", "x": "BTC", "y": "SMALLTECH", "controls": controls, "expected": expected})
}

#[test]
fn undefined_is_expected_as_nothing_with_or_without_a_reason() {
    let own = ["BTC"];
    passes("partial_correlation", &partial(&own, &Value::Null));
    passes("partial_correlation", &partial(&own, &json!({"r": null, "undefined": "singular"})));
    passes("partial_correlation", &partial(&own, &json!({"r": null, "p": null, "reason": "x is one of the controls"})));
    passes("partial_correlation", &partial(&["LARGETECH", "SMALLTECH"], &json!({"undefined": "singular"})));
    let mut with_reason = partial(&own, &Value::Null);
    with_reason["reason"] = json!("singular");
    passes("partial_correlation", &with_reason);
    with_reason["reason"] = json!("zero_variance");
    fails("partial_correlation", &with_reason, "got singular, expected zero_variance");
}

#[test]
fn undefined_against_a_value_fails_either_way() {
    fails("partial_correlation", &partial(&["BTC"], &json!({"r": 0.5})), "got undefined (singular), expected 0.5");
    fails("partial_correlation", &partial(&["LARGETECH"], &Value::Null), "expected null");
    fails(
        "partial_correlation",
        &partial(&["LARGETECH"], &json!({"r": null, "undefined": "singular"})),
        "expected null",
    );
    fails(
        "partial_correlation",
        &partial(&["LARGETECH"], &json!({"undefined": "singular"})),
        "got a value, expected none",
    );
    // Dependent controls give the answer without them, or are refused where the case allows it.
    let fewer = |controls: &[&str]| json!({"r_equals_case_with_controls": controls, "or_error": "singular"});
    passes("partial_correlation", &partial(&["LARGETECH", "LARGETECH"], &fewer(&["LARGETECH"])));
    passes("partial_correlation", &partial(&["BTC", "BTC"], &fewer(&["LARGETECH"])));
    fails("partial_correlation", &partial(&["LARGETECH", "LARGETECH"], &fewer(&["SMALLCAP"])), "off by");
}

#[test]
fn undefined_in_other_families() {
    let perfect = json!({"kind": "overlap", "r_jk": 1.0, "r_jh": 0.2, "r_kh": 0.3, "n": 50});
    for expected in
        [json!(null), json!({"undefined": "perfect"}), json!({"steiger1980": null, "meng1992": {"z": null}})]
    {
        let mut case = perfect.clone();
        case["expected"] = expected;
        passes("tests_of_dependent_correlations", &case);
        case["r_jk"] = json!(0.9);
        fails("tests_of_dependent_correlations", &case, "FAILED");
    }
    let expected = json!({"r": null, "se_r": null, "reason": "zero_variance"});
    let constant = json!({"input": "pair_const_x.csv", "lags": 5, "expected": expected});
    passes("hac_correlation_inference", &constant);
    passes("garch_dcc", &json!({"series": "100*(BTC-mean)", "omega_alpha_beta": [0.5, 0.2, 0.9], "expected": null}));
    passes(
        "forbes_rigobon",
        &json!({"r": 0.5, "delta": -2, "expected": null, "reason": "variance cannot be negative"}),
    );
    passes(
        "published_examples",
        &json!({"kind": "overlap", "args": {"1": 0.4, "2": 1, "3": 0.1, "4": 103}, "method": "meng1992", "computed": null}),
    );
    passes("psych_reference", &json!({"call": "r.test(103, .4, .5, 2)", "expected": null}));
}

#[test]
fn calls_of_r_by_name_or_by_place() {
    let williams = json!({"t": -0.891279904760541, "p": 0.374918517491256});
    for call in [
        "r.test(n=103, r12=.4, r23=.1, r13=.5)",
        "r.test(103,.4,.5,.1)",
        "r.test( r13 = 0.5, 103, .4, r23=0.1, twotailed=TRUE )",
    ] {
        passes("psych_reference", &json!({"id": "another", "call": call, "expected": williams}));
    }
    passes(
        "psych_reference",
        &json!({"call": "r.test(103,.4,.5,.1,twotailed=FALSE)", "expected": {"p": 0.5 * 0.374918517491256}}),
    );
    passes("psych_reference", &json!({"call": "r.test(50,.3,.5,n2=75)", "expected": {"z": 1.27869361859438}}));
    fails(
        "psych_reference",
        &json!({"call": "r.tests(50,.3)", "expected": {"t": 1}}),
        "the function r.tests is not understood",
    );
    fails(
        "psych_reference",
        &json!({"call": "r.test(50,.3,n3=75)", "expected": {"t": 1}}),
        "the argument n3=75 is not understood",
    );
    let named =
        json!({"x": "BTC", "y": "SMALLTECH", "controls": ["LARGETECH", "SMALLCAP"], "expected": 0.0730357920177332});
    passes("psych_reference", &named);
}

/// Six correlations of the same rows, as the other family has them: the package's pooled test is Steiger's.
#[test]
fn a_call_with_six_correlations() {
    let call = |pooled: &str| format!("r.test(100, r12=.3, r34=.4, r13=.5, r14=.6, r23=.7, r24=.8, pooled={pooled})");
    let expected = |z: f64, p: f64| json!({"z": z, "p": p});
    passes(
        "psych_reference",
        &json!({"call": call("TRUE"), "expected": expected(-1.05755981548646, 0.290256170947613)}),
    );
    passes(
        "psych_reference",
        &json!({"call": call("FALSE"), "expected": expected(-1.05972757009521, 0.289268556283928)}),
    );
}

#[test]
fn the_tolerance_is_the_nearest_that_is_stated() {
    let case = |tol: &Value| json!({"r": 0.5, "delta": 1.0, "expected": 0.378, "tol": tol});
    fails("forbes_rigobon", &case(&json!({})), "tolerance rel 1e-9 abs 1e-12");
    passes("forbes_rigobon", &case(&json!({"abs": 1e-3})));
    passes("forbes_rigobon", &case(&json!({"expected": {"rel": 1e-3}})));
    passes("forbes_rigobon", &case(&json!({"expected_abs": 1e-3})));
    fails("forbes_rigobon", &case(&json!("loose")), "tol is not understood");
    fails("forbes_rigobon", &case(&json!({"expected": 1e-3})), "tol is not understood");
    fails("forbes_rigobon", &case(&json!({"expected": "not compared: too hard"})), "0 values agree");
}

#[test]
fn a_family_is_known_by_its_method_or_its_number() {
    let file = |path: &str, method: &str| {
        let cases = json!([{"fn": "atanh", "args": [0], "expected": 0}]);
        let file = json!({"method": method, "default_tol": {"rel": 1e-12}, "cases": cases});
        run(&Files::from([(path.to_owned(), file.to_string().into_bytes())]))
    };
    assert!(file("expected/00_special.json", "").succeeded());
    assert!(file("expected/made_up.json", "special_functions").succeeded());
    assert!(file("expected/99_other.json", "special_functions").succeeded());
    let unknown = file("expected/made_up.json", "alchemy");
    assert!(unknown.report.contains("neither the method alchemy nor the number"), "{}", unknown.report);
    assert!(unknown.report.ends_with("\n0 passed, 1 failed, 0 skipped\n"), "{}", unknown.report);
    let empty =
        run(&Files::from([("expected/00_special.json".to_owned(), br#"{"method": "special_functions"}"#.to_vec())]));
    assert!(!empty.succeeded() && empty.report.contains("no cases"), "{}", empty.report);
}

/// A case that leaves everything open, and expects nothing to tell the readings apart by, is not understood.
#[test]
fn a_reading_needs_a_value_to_tell_it_by() {
    fails("hac_reference", &json!({"input": "panel_returns.csv", "expected": {"rule_of_thumb_L": 6}}), "none of the");
    passes("hac_reference", &json!({"input": "panel_returns.csv", "expected": {"rule_of_thumb_L": 5}}));
    let undefined = json!({"input": "panel_returns.csv", "expected": null});
    fails("hac_reference", &undefined, "expected null");
}
