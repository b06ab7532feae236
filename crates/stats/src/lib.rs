//! Correlation, and how surely it is known: statistics for daily returns, with intervals and tests that allow for dependence
//! between days, heavy tails and changing volatility.
//!
//! Slices in, numbers out. One noun per file; nothing here knows of dates, files or charts.
//!
//! ```
//! use sectorscope_stats::correlation::coefficient::Method;
//! use sectorscope_stats::inference::cosine_inference::cosine_interval;
//!
//! // Two series of returns with a common part, made here from random numbers that are the same on every machine.
//! let mut random = sectorscope_stats::resampling::random::Philox::new(1, 0);
//! let mut noise = || random.unit() - 0.5;
//! let (x, y): (Vec<f64>, Vec<f64>) = (0..500).map(|_| { let common = noise(); (common + noise(), common + noise()) }).unzip();
//!
//! let found = cosine_interval(Method::Pearson, &x, &y, 0.95)?;
//! assert!(found.interval.low < 0.5 && 0.5 < found.interval.high, "{found:?}");
//! # Ok::<(), sectorscope_stats::Undefined>(())
//! ```
//!
//! # What is where
//!
//! [`correlation`] has coefficients, windows, lags, matrices and influence series; [`inference`] intervals and tests;
//! [`resampling`] bootstraps and permutations; [`breaks`] changes over time; [`volatility`] models of moving variance;
//! [`ordering`] rankings, clusters and trees; [`portfolio`] weights, indices and drawdowns; [`special`] distribution functions;
//! [`linalg`] small matrices. [`moments`], [`quantile`], [`rank`] and [`sum`] are what all of them are built on.
//!
//! # What holds everywhere
//!
//! Missing values are NaN, and every function says what it does with them. A result that does not exist is an [`Undefined`]
//! reason, never NaN and never zero. Sums run in a fixed order and transcendental functions come from `libm`, so the same
//! input gives the same bits on every machine, natively and in WebAssembly. Random numbers are a function of a seed and a
//! position ([`resampling::random`]). Every function states formula, source and cost, and shows a call that runs.

pub mod alternative;
pub mod breaks;
pub mod complete;
pub mod correlation;
pub mod inference;
pub mod interval;
pub mod linalg;
pub mod moments;
pub mod ordering;
pub mod pause;
pub mod portfolio;
pub mod quantile;
pub mod rank;
pub mod resampling;
pub mod special;
pub mod sum;
mod undefined;
pub mod volatility;

pub use undefined::Undefined;

/// The example of README.md is tested as those of the documentation are.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
