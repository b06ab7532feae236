//! Steps that need Rust. `cargo xtask wasm PACKAGE PROFILE NAME OUT` compiles a library of the workspace to WebAssembly and writes module
//! and bindings, under a name, to the folder OUT; `cargo xtask calibrate` simulates returns and counts how often intervals and tests are
//! right, see crates/calibration/README.md.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome =
        match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["wasm", package, profile, name, out] => wasm(package, profile, name, out),
            ["calibrate", rest @ ..] => calibrate(rest),
            _ => Err("usage: cargo xtask wasm PACKAGE PROFILE NAME OUT | calibrate [--replicates N] [--only WORD]"
                .to_owned()),
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

/// A `cdylib` is asked for here, as natively none is used.
fn wasm(package: &str, profile: &str, name: &str, out: &str) -> Result<(), String> {
    let root = root();
    let options = ["--lib", "--crate-type", "cdylib", "--target", "wasm32-unknown-unknown"];
    run(cargo().args(["rustc", "--package", package, "--profile", profile]).args(options))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let module = format!("wasm32-unknown-unknown/{profile}/{}.wasm", package.replace('-', "_"));
    bindings(&target.join(module), name, &root.join(out))
}

fn bindings(module: &Path, name: &str, out: &Path) -> Result<(), String> {
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(module)
        .out_name(name)
        .web(true)
        .and_then(|bindgen| bindgen.typescript(true).omit_default_module_path(true).generate(out))
        .map_err(|error| format!("writing bindings for {}: {error:?}", module.display()))
}

fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}")) }
}
