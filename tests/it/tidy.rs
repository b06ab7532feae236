//! The rules of the house that a compiler does not hold. Each test says what to do where its rule is broken.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What a module may use, by its name.
type Arrows = &'static [(&'static str, &'static [&'static str])];

/// The crates of the house, by their folders, each with its arrows.
const CRATES: [(&str, Arrows); 5] = [
    ("src/", &ARROWS),
    ("crates/ground/src/", &GROUND),
    ("crates/chart/src/", &CHART),
    ("crates/drawing/src/", &DRAWING),
    ("crates/stats/src/", &STATISTICS),
];

/// Modules whose rooms have arrows of their own: their folder, and the path that names a room.
const HOUSES: [(&str, &str, Arrows); 2] =
    [("src/import/", "crate::import::", &IMPORT), ("src/tell/", "crate::tell::", &TELL)];

/// What each room of the pen may use of it: from a cell to a document to what is written.
const TELL: [(&str, &[&str]); 8] = [
    ("cell", &[]),
    ("names", &[]),
    ("figure", &[]),
    ("document", &["cell", "figure"]),
    ("basis", &["document"]),
    ("reading", &[]),
    ("sections", &["cell", "names", "figure", "document", "basis"]),
    ("write", &["cell", "figure", "document"]),
];

/// What each room of importing may use of it: from the ground to the file.
const IMPORT: [(&str, &[&str]); 12] = [
    ("refused", &[]),
    ("cells", &[]),
    ("file", &["refused", "cells"]),
    ("text", &["cells"]),
    ("layout", &["refused", "cells", "file", "text"]),
    ("checks", &["cells", "file"]),
    ("rows", &["cells", "file", "text", "layout", "checks"]),
    ("body", &["refused", "cells", "file", "text", "layout", "rows"]),
    ("container", &["refused", "cells", "file", "text", "body"]),
    ("importer", &["file", "text", "body", "container"]),
    ("formats", &["layout"]),
    ("limits", &["text", "container"]),
];

/// What each module of the product may use of it, and of `date`, `number`, `error` and `chart`, which come of other crates. Imports follow the
/// stages from bytes to report and never run back.
const ARROWS: [(&str, &[&str]); 14] = [
    ("diagnostic", &["number"]),
    ("catalog", &[]),
    ("series", &["date"]),
    ("returns", &["date"]),
    ("sample", &["date"]),
    ("columns", &["date"]),
    ("thresholds", &[]),
    ("panel", &["date", "returns", "series"]),
    ("composite", &["date", "returns", "series", "panel", "thresholds"]),
    ("import", &["date", "number", "diagnostic", "series", "catalog"]),
    (
        "study",
        &[
            "date",
            "error",
            "number",
            "diagnostic",
            "columns",
            "series",
            "import",
            "catalog",
            "panel",
            "returns",
            "composite",
            "thresholds",
        ],
    ),
    (
        "tell",
        &[
            "date",
            "error",
            "number",
            "diagnostic",
            "catalog",
            "import",
            "panel",
            "returns",
            "study",
            "chart",
            "thresholds",
        ],
    ),
    ("workspace", &["date", "error", "diagnostic", "series", "import", "study", "tell", "columns", "chart"]),
    (
        "web",
        &[
            "date",
            "returns",
            "columns",
            "error",
            "number",
            "diagnostic",
            "import",
            "sample",
            "study",
            "tell",
            "workspace",
            "chart",
            "thresholds",
        ],
    ),
];

/// What each module of the ground may use of it.
const GROUND: [(&str, &[&str]); 5] =
    [("date", &[]), ("number", &["date"]), ("order", &[]), ("error", &[]), ("wire", &["error"])];

/// What each module of the charts may use of them: from a theme to axes to pictures to what stands around them.
const CHART: [(&str, &[&str]); 25] = [
    ("theme", &[]),
    ("widths", &[]),
    ("text", &["widths"]),
    ("surface", &["text"]),
    ("tokens", &["theme", "text"]),
    ("axis", &["theme", "text", "surface", "tokens"]),
    ("ticks", &["axis"]),
    ("apart", &[]),
    ("dash", &[]),
    ("decimate", &[]),
    ("timeline", &["theme", "text", "surface", "axis", "decimate"]),
    ("intervals", &["theme", "text", "surface", "tokens", "axis", "ticks"]),
    ("heatmap", &["theme", "text", "surface", "tokens", "axis", "ticks"]),
    ("lines", &["theme", "text", "surface", "tokens", "axis", "ticks", "apart", "dash", "timeline"]),
    ("strip", &["theme", "surface", "axis", "ticks", "timeline"]),
    ("performance", &["theme", "text", "surface", "tokens", "axis", "ticks", "apart", "timeline"]),
    ("scatter", &["theme", "text", "surface", "axis", "ticks"]),
    ("curve", &["theme", "text", "surface", "tokens", "axis", "ticks", "decimate"]),
    ("bars", &["theme", "text", "surface", "axis", "ticks"]),
    ("calendar", &["theme", "text", "surface", "tokens", "axis", "decimate"]),
    ("mark", &["theme", "surface"]),
    ("legend", &["mark"]),
    ("frame", &["theme", "text", "surface", "tokens", "mark"]),
    ("svg", &["text", "surface"]),
    ("recording", &["text"]),
];

/// What each module of what the page draws with may use of it.
const DRAWING: [(&str, &[&str]); 6] = [
    ("backend", &[]),
    ("sheet", &["backend"]),
    ("target", &["backend", "sheet"]),
    ("canvas", &["target"]),
    ("over_time", &["target"]),
    ("reading", &[]),
];

/// What each module of the statistics may use of them: from sums to coefficients to intervals to resampling.
const STATISTICS: [(&str, &[&str]); 18] = [
    ("undefined", &[]),
    ("alternative", &[]),
    ("complete", &[]),
    ("interval", &[]),
    ("pause", &[]),
    ("rank", &[]),
    ("sum", &[]),
    ("quantile", &[]),
    ("special", &[]),
    ("moments", &["complete", "sum"]),
    ("linalg", &["pause", "sum"]),
    ("portfolio", &["moments", "sum"]),
    ("correlation", &["complete", "linalg", "moments", "pause", "rank", "special", "sum"]),
    ("volatility", &["correlation", "linalg", "moments", "sum"]),
    ("inference", &["complete", "correlation", "interval", "linalg", "moments", "quantile", "special", "sum"]),
    (
        "resampling",
        &[
            "alternative",
            "complete",
            "correlation",
            "inference",
            "interval",
            "linalg",
            "moments",
            "pause",
            "quantile",
            "special",
            "sum",
        ],
    ),
    ("breaks", &["complete", "correlation", "inference", "interval", "moments", "special", "sum"]),
    ("ordering", &["correlation", "moments", "pause", "quantile", "resampling", "sum"]),
];

/// Crates that only the boundary to JavaScript may name.
const BROWSER: [&str; 4] = ["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen"];

/// The boundary to JavaScript. How numbers leave is decided where they are serialised, beneath the study.
const BOUNDARY: [&str; 4] = ["src/web/", "src/columns.rs", "crates/drawing/", "crates/ground/src/wire.rs"];

/// The manifests of the house.
const MANIFESTS: [&str; 11] = [
    "Cargo.toml",
    "crates/calibration/Cargo.toml",
    "crates/chart/Cargo.toml",
    "crates/drawing/Cargo.toml",
    "crates/goldens/Cargo.toml",
    "crates/ground/Cargo.toml",
    "crates/module/Cargo.toml",
    "crates/properties/Cargo.toml",
    "crates/stats/Cargo.toml",
    "xtask/Cargo.toml",
    "fuzz/Cargo.toml",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder or file of the project, as paths from its root; what tools make is left out.
fn files_below(start: &str) -> Vec<String> {
    let path = root().join(start);
    if path.is_file() {
        return vec![start.to_owned()];
    }
    let Ok(entries) = fs::read_dir(&path) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let made = ["node_modules", "target", "dist", "pkg", "findings", "artifacts"];
    names.retain(|name| !made.contains(&name.as_str()));
    names.iter().flat_map(|name| files_below(&format!("{start}/{name}"))).collect()
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn rust_sources() -> Vec<(String, String)> {
    let all = CRATES.iter().flat_map(|(folder, _)| files_below(folder.trim_end_matches('/')));
    let sources: Vec<_> = all.filter(|file| file.ends_with(".rs")).collect();
    assert!(sources.len() > 30, "the sources are not where they were: {sources:?}");
    sources.into_iter().map(|file| (read(&file), file)).map(|(text, file)| (file, text)).collect()
}

/// Lines of code with their numbers: comments left out, and test modules, which stand at the end of a file.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(number, line)| (number + 1, line))
}

/// The crate that a source file belongs to, with its arrows.
fn crate_of(file: &str) -> (&'static str, Arrows) {
    CRATES.into_iter().find(|(folder, _)| file.starts_with(folder)).unwrap()
}

/// The module of its crate that a source file belongs to.
fn module(file: &str) -> &str {
    let inside = file.trim_start_matches(crate_of(file).0);
    inside.split('/').next().unwrap().trim_end_matches(".rs")
}

/// Modules that a line names after `crate::`, wherever it stands; types that stand at the root belong to no module.
fn crate_paths(line: &str) -> impl Iterator<Item = &str> {
    paths_after("crate::", line)
}

fn paths_after<'a>(prefix: &'a str, line: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(prefix)
        .map(move |(at, found)| {
            let rest = &line[at + found.len()..];
            &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())]
        })
        .filter(|name| !name.starts_with(char::is_uppercase))
}

#[test]
fn imports_follow_the_arrows() {
    let is_test = |file: &str| file.ends_with("/tests.rs") || file.contains("/tests/");
    for (file, text) in rust_sources().into_iter().filter(|(file, _)| module(file) != "lib" && !is_test(file)) {
        let of = module(&file);
        let Some((_, allowed)) = crate_of(&file).1.iter().find(|(name, _)| *name == of) else {
            panic!("{file}: say in tests/it/tidy.rs, under ARROWS, what the module '{of}' may use");
        };
        for (number, line) in code(&text) {
            for used in crate_paths(line).filter(|used| *used != of) {
                assert!(
                    !used.is_empty(),
                    "{file}:{number}: write one `use` for each module of the crate, so that its arrow can be read"
                );
                assert!(
                    allowed.contains(&used),
                    "{file}:{number}: '{of}' may not use '{used}'. Move the code to a module that may, or pass in what is \
                     needed; the direction of imports is in tests/it/tidy.rs"
                );
            }
        }
    }
}

#[test]
fn rooms_follow_their_arrows() {
    for (folder, prefix, arrows) in HOUSES {
        let inside = |file: &String| file.starts_with(folder) && !file.ends_with("/tests.rs");
        for (file, text) in rust_sources().into_iter().filter(|(file, _)| inside(file)) {
            let room = file.trim_start_matches(folder).split('/').next().unwrap().trim_end_matches(".rs");
            if room == "mod" {
                continue;
            }
            let Some((_, allowed)) = arrows.iter().find(|(name, _)| *name == room) else {
                panic!("{file}: say in tests/it/tidy.rs what the room '{room}' may use");
            };
            for (number, line) in code(&text) {
                for used in paths_after(prefix, line).filter(|used| *used != room) {
                    assert!(
                        allowed.contains(&used),
                        "{file}:{number}: '{room}' may not use '{used}': the arrows between rooms are in tests/it/tidy.rs"
                    );
                }
            }
        }
    }
}

#[test]
fn only_the_boundary_knows_javascript() {
    let of_browser = |file: &str| BOUNDARY.iter().any(|start| file.starts_with(start));
    for (file, text) in rust_sources().into_iter().filter(|(file, _)| !of_browser(file)) {
        for (number, line) in code(&text) {
            for browser in BROWSER {
                assert!(
                    !line.contains(browser),
                    "{file}:{number}: {browser} belongs in src/web or crates/drawing, which convert and call"
                );
            }
        }
    }
}

#[test]
fn files_say_what_they_hold() {
    for start in ["src", "crates", "tests", "www", "xtask", "bin", "bench", "benches", "fuzz/src"] {
        for file in files_below(start) {
            let stem = Path::new(&file).file_stem().unwrap().to_string_lossy().to_lowercase();
            let vague = ["util", "utils", "helper", "helpers", "manager", "common", "misc"];
            assert!(!vague.contains(&stem.as_str()), "{file}: name the file by the one noun or verb it holds");
        }
    }
}

#[test]
fn files_are_short() {
    for (file, text) in rust_sources() {
        let lines = text.lines().count();
        assert!(lines <= 400, "{file} has {lines} lines: look for the seam and split it there");
    }
}

/// The doc comment that ends above a line, without its slashes: prose, and the code of its examples.
fn doc_above(lines: &[&str], line: usize) -> (String, String) {
    let is_doc = |line: &str| line.starts_with("///");
    let above = lines[..line].iter().rev().map(|line| line.trim());
    let mut doc: Vec<&str> = above.take_while(|line| is_doc(line) || line.starts_with("#[")).collect();
    doc.retain(|line| is_doc(line));
    doc.reverse();
    let (mut prose, mut example, mut inside) = (String::new(), String::new(), false);
    for line in doc {
        let line = line.trim_start_matches('/').trim();
        inside ^= line.starts_with("```");
        let part = if inside { &mut example } else { &mut prose };
        part.push_str(line);
        part.push('\n');
    }
    (prose, example)
}

/// The name at the start of a declaration.
fn name(declaration: &str) -> &str {
    &declaration[..declaration.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(declaration.len())]
}

/// A formula says what is computed; an example that runs says what it means. Both stand above the function.
#[test]
fn statistics_have_examples_and_say_what_they_cost() {
    for (file, text) in rust_sources().into_iter().filter(|(file, _)| file.starts_with("crates/stats/")) {
        let lines: Vec<&str> = text.lines().take_while(|line| line.trim() != "#[cfg(test)]").collect();
        // The type whose methods follow, and the example above its declaration.
        let (mut of_type, mut example_of_type) = ("", String::new());
        for (number, line) in lines.iter().enumerate() {
            if let Some(block) = line.strip_prefix("impl ") {
                of_type = name(block);
                let declared = [format!("pub struct {of_type}"), format!("pub enum {of_type}")];
                let at = lines.iter().position(|line| declared.iter().any(|start| line.starts_with(start)));
                example_of_type = at.map(|at| doc_above(&lines, at).1).unwrap_or_default();
            }
            let Some(function) = line.trim().strip_prefix("pub fn ").map(name) else { continue };
            let (prose, example) = doc_above(&lines, number);
            let called = format!("{function}(");
            let by_type = [format!(".{called}"), format!("{of_type}::{called}")];
            let shown = example.contains(&called)
                || line.starts_with(' ') && by_type.iter().any(|call| example_of_type.contains(call));
            assert!(
                shown,
                "{file}:{}: give {function} an example that calls it; a plain accessor may share that of its type",
                number + 1
            );
            assert!(prose.contains("O("), "{file}:{}: say what {function} costs, as O(...)", number + 1);
        }
    }
}

#[test]
fn user_data_is_never_indexed() {
    for file in [
        "src/import/mod.rs",
        "src/catalog/mod.rs",
        "src/catalog/spelling/mod.rs",
        "src/series.rs",
        "src/workspace/mod.rs",
    ] {
        assert!(
            read(file).contains("#![deny(clippy::indexing_slicing)]"),
            "{file}: put back #![deny(clippy::indexing_slicing)]; an index into what a user brought is a crash in waiting"
        );
    }
}

#[test]
fn nothing_unfinished_is_kept() {
    for (file, text) in rust_sources() {
        for (number, line) in code(&text) {
            for word in ["todo!", "unimplemented!", "dbg!"] {
                assert!(!line.contains(word), "{file}:{number}: finish it, or leave it out: {word}");
            }
        }
    }
}

/// Name and version of every dependency of a manifest, with the line it stands on.
fn dependencies(manifest: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.trim_end_matches(']').ends_with("dependencies");
        } else if inside && !line.starts_with('#') {
            let Some((name, rest)) = line.split_once('=') else { continue };
            // The first text in quotes is the version, in either way of writing it.
            let version = rest.split('"').nth(1).unwrap_or_default();
            found.push((name.trim().to_owned(), version.to_owned(), line.to_owned()));
        }
    }
    found
}

#[test]
fn dependencies_are_pinned_and_reasoned() {
    for manifest in MANIFESTS {
        let text = read(manifest);
        let all = dependencies(&text);
        assert!(!all.is_empty(), "{manifest}: no dependencies found");
        for (name, version, line) in all {
            let local = line.contains("path =") || line.ends_with(".workspace = true");
            assert!(local || version.starts_with('='), "{manifest}: pin {name} with `=`, found '{line}'");
        }
    }
}

/// The bindings are written by a tool that must speak the very version of the library.
#[test]
fn the_bindings_speak_one_version() {
    let version = |manifest: &str, wanted: &str| {
        let all = dependencies(&read(manifest));
        all.into_iter().find(|(name, ..)| name == wanted).map(|(_, version, _)| version)
    };
    let library = version("Cargo.toml", "wasm-bindgen");
    assert!(library.is_some(), "Cargo.toml: wasm-bindgen is gone");
    assert_eq!(
        library,
        version("xtask/Cargo.toml", "wasm-bindgen-cli-support"),
        "give wasm-bindgen and wasm-bindgen-cli-support the same version"
    );
}

/// Browser crates would break native builds, or be compiled for nothing; of another version or with other features they would be compiled
/// for each module, and so would what both share.
#[test]
fn browser_crates_are_for_wasm_only_and_the_same_everywhere() {
    let browser: BTreeSet<String> = BROWSER.iter().map(|name| name.replace('_', "-")).collect();
    for manifest in MANIFESTS {
        let mut section = String::new();
        for line in read(manifest).lines().map(str::trim) {
            if line.starts_with('[') {
                section = line.to_owned();
            }
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            if !browser.contains(name) || section == "[workspace.dependencies]" {
                continue;
            }
            assert!(section.contains("wasm32"), "{manifest}: move {name} under the dependencies of wasm32");
            assert!(
                line.ends_with(".workspace = true"),
                "{manifest}: take {name} from the workspace, as all modules do"
            );
        }
    }
}

/// The project must build and read the same on any machine.
#[test]
fn no_machine_is_named() {
    // Put together here, so that this file does not find itself.
    let folders = ["root", "home", "work", "Users", "tmp"].map(|folder| format!("/{folder}/"));
    let mut files: Vec<String> =
        ["src", "tests", "crates", "www", "bin", "xtask", "benches", "bench", "fuzz", ".github", ".ci", ".cargo"]
            .into_iter()
            .flat_map(files_below)
            .collect();
    let top = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap());
    let names =
        top.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name().to_string_lossy().into_owned());
    // In a linked work tree `.git` is a file that names the repository.
    files.extend(names.filter(|name| name != ".git"));
    for file in files {
        // What is not text has no words.
        let Ok(text) = fs::read_to_string(root().join(&file)) else { continue };
        for (number, line) in text.lines().enumerate() {
            for folder in &folders {
                let at_start =
                    |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-})/:".contains(c));
                let named = line.match_indices(folder.as_str()).any(|(at, _)| at_start(at));
                assert!(
                    !named,
                    "{file}:{}: {folder} names a machine's folder; use a path from the project",
                    number + 1
                );
            }
        }
    }
}

/// Where packages come from is the business of each machine: a lock file names the public registries or nothing.
#[test]
fn lock_files_name_public_registries_only() {
    for lock in ["Cargo.lock", "fuzz/Cargo.lock"] {
        for line in read(lock).lines().filter(|line| line.starts_with("source = ")) {
            assert_eq!(
                line, "source = \"registry+https://github.com/rust-lang/crates.io-index\"",
                "{lock}: resolve again with the public registry"
            );
        }
    }
    for lock in ["package-lock.json", "bench/package-lock.json"] {
        for line in read(lock).lines().filter(|line| line.contains("\"resolved\": \"")) {
            assert!(
                line.contains("\"https://registry.npmjs.org/"),
                "{lock}: take out the address, or name the public registry: {}",
                line.trim()
            );
        }
    }
}
