//! Bytes to price series.

mod columns;
mod containers;
mod dialects;
mod encodings;
mod properties;
mod recodings;
mod refusals;
mod shapes;
mod vendors;
mod workbooks;
