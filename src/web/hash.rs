//! SHA-256 of bytes that come in slices, for files whose hash is computed after they are read.

use sha2::Digest;
use wasm_bindgen::prelude::*;

use crate::import::hexadecimal;

/// A SHA-256 under way.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Sha256(sha2::Sha256);

#[wasm_bindgen]
impl Sha256 {
    /// Of no bytes yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Sha256 {
        Sha256::default()
    }

    /// Takes the next bytes.
    pub fn update(&mut self, slice: &[u8]) {
        self.0.update(slice);
    }

    /// The hash, in hexadecimal.
    pub fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}
