//! Steps that need Rust. `cargo xtask wasm PROFILE OUT PACKAGE NAME ...` compiles libraries of the workspace to WebAssembly and writes modules
//! and bindings, each under its name, to the folder OUT; `cargo xtask calibrate` simulates returns and counts how often intervals and tests are
//! right, see crates/calibration/README.md.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["wasm", profile, out, modules @ ..] if modules.len() > 1 && modules.len().is_multiple_of(2) => {
            wasm(profile, out, modules.as_chunks().0)
        }
        ["calibrate", rest @ ..] => calibrate(rest),
        _ => Err("usage: cargo xtask wasm PROFILE OUT PACKAGE NAME ... | calibrate [--replicates N] [--only WORD]"
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

/// Packages with the names of their modules. Several are compiled together, as what they share is then compiled once, with the features
/// that any of them asks for. One alone is asked to be a `cdylib`, which natively it need not be.
fn wasm(profile: &str, out: &str, modules: &[[&str; 2]]) -> Result<(), String> {
    let root = root();
    let mut compile = cargo();
    compile.arg(if modules.len() == 1 { "rustc" } else { "build" });
    compile.args(["--lib", "--profile", profile, "--target", "wasm32-unknown-unknown"]);
    compile.args(modules.iter().flat_map(|[package, _]| ["--package", package]));
    if modules.len() == 1 {
        compile.args(["--crate-type", "cdylib"]);
    }
    run(&mut compile)?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    for [package, name] in modules {
        let module = format!("wasm32-unknown-unknown/{profile}/{}.wasm", package.replace('-', "_"));
        bindings(&target.join(module), name, &root.join(out))?;
    }
    Ok(())
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
