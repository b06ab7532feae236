//! Bytes to price series.

mod containers;
mod dialects;
mod encodings;
mod layouts;
mod properties;
mod recodings;
mod refusals;
mod shapes;
mod vendors;
