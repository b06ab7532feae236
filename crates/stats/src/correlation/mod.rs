//! Correlations, and the series they are made of: coefficients, windows, lags, matrices, tails and influence.

pub mod autocorrelation;
pub mod coefficient;
pub mod cross_correlation;
pub mod exceedance;
pub mod from_sums;
mod gaps;
pub mod influence;
pub mod influence_function;
pub mod kendall;
pub mod matrix;
pub mod principal_component;
mod rank_influence;
pub mod rolling;
pub mod tail_dependence;
