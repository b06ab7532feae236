//! The boundary to JavaScript, compiled for wasm32 only: it converts and calls, nothing else.
#![allow(unsafe_code, reason = "the wasm_bindgen attribute generates it")]

use wasm_bindgen::prelude::*;

use crate::{Files, Outcome, run};

/// Files of a folder of goldens, handed over one by one.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Goldens {
    files: Files,
}

#[wasm_bindgen]
impl Goldens {
    /// No files yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Goldens {
        Goldens::default()
    }

    /// Takes a file; its path starts at the folder of goldens and has slashes.
    pub fn add(&mut self, path: String, bytes: Vec<u8>) {
        self.files.insert(path, bytes);
    }

    /// Runs every family: the values computed, the report, and `passed` where every case passed.
    pub fn run(&self) -> Vec<String> {
        let outcome = run(&self.files);
        let word = if outcome.succeeded() { "passed" } else { "failed" };
        let Outcome { values, report, .. } = outcome;
        vec![values, report, word.to_owned()]
    }
}
