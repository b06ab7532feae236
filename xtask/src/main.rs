//! Steps that need Rust: `cargo xtask wasm` compiles the library to WebAssembly and writes its bindings to `pkg/`; `cargo xtask
//! goldens` does the same with the runner of reference values, to `pkg/goldens/`; `cargo xtask calibrate` simulates returns and
//! counts how often intervals and tests are right, see calibration/README.md.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["wasm"] => wasm("sectorscope", "pkg"),
        ["goldens"] => wasm("goldens", "pkg/goldens"),
        ["calibrate", rest @ ..] => calibrate(rest),
        _ => Err("usage: cargo xtask wasm | goldens | calibrate [--replicates N] [--only WORD]".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn root() -> PathBuf {
    let mut path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    path.pop();
    path
}

fn cargo() -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.current_dir(root());
    command
}

/// Optimised, as days of simulated returns take their time.
fn calibrate(arguments: &[&str]) -> Result<(), String> {
    run(cargo().args(["run", "--quiet", "--release", "--package", "calibration", "--"]).args(arguments))
}

fn wasm(package: &str, out: &str) -> Result<(), String> {
    let root = root();
    run(cargo().args(["build", "--release", "--lib", "--package", package, "--target", "wasm32-unknown-unknown"]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    bindings(&target.join(format!("wasm32-unknown-unknown/release/{package}.wasm")), &root.join(out))
}

fn bindings(module: &Path, out: &Path) -> Result<(), String> {
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(module)
        .web(true)
        .and_then(|bindgen| bindgen.typescript(true).omit_default_module_path(true).generate(out))
        .map_err(|error| format!("writing bindings for {}: {error:?}", module.display()))
}

fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}")) }
}
