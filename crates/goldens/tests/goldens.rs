//! Compares the library with reference values computed elsewhere.
//!
//! `GOLDENS=<dir> cargo test --test goldens` runs every case of every `<dir>/expected/*.json` on `<dir>/inputs`; without
//! the variable the project's own `tests/golden` is used. The last line is `N passed, N failed, 0 skipped`. With
//! `GOLDENS_VALUES=<file>` every value computed is written there, for `xtask/goldens.mjs` to hold WebAssembly to.

#![allow(clippy::print_stdout, reason = "the report is the product of this program")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use goldens::{Files, run};

fn main() -> ExitCode {
    // Paths are relative to the project, not to this package, in which cargo starts its tests.
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = env::var_os("GOLDENS").map_or_else(|| PathBuf::from("tests/golden"), PathBuf::from);
    match compare(&project, &project.join(folder)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            println!("FAILED {message}\n0 passed, 1 failed, 0 skipped");
            ExitCode::FAILURE
        }
    }
}

fn compare(project: &Path, folder: &Path) -> Result<bool, String> {
    let mut files = Files::new();
    for part in ["expected", "inputs"] {
        read(&folder.join(part), part, &mut files)?;
    }
    let outcome = run(&files);
    if let Some(path) = env::var_os("GOLDENS_VALUES") {
        let path = project.join(path);
        fs::write(&path, &outcome.values).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    print!("{}", outcome.report);
    Ok(outcome.succeeded())
}

/// Reads every file below a directory, under its path from the folder of goldens.
fn read(directory: &Path, name: &str, files: &mut Files) -> Result<(), String> {
    let fail = |e: std::io::Error| format!("{}: {e}", directory.display());
    for entry in fs::read_dir(directory).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let name = format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            read(&path, &name, files)?;
        } else {
            files.insert(name, fs::read(&path).map_err(fail)?);
        }
    }
    Ok(())
}
