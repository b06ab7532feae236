//! The WebAssembly module: what the product shows to JavaScript, linked. It is a crate of its own so that the library is compiled
//! once, and the module and the runner of reference values are linked of the same objects; natively it is empty.

#[cfg(target_arch = "wasm32")]
pub use sectorscope::web;
