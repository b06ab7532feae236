//! How surely a correlation, a difference or a coefficient is known: intervals and tests that need no resampling.

pub mod asynchrony;
pub mod bandwidth;
pub mod correlation_interval;
mod cosine_blocks;
pub mod cosine_inference;
pub mod cosine_variance;
pub mod disjoint_correlations;
pub mod equivalence;
pub mod event_study;
pub mod fisher;
pub mod hac;
pub mod homogeneity;
pub mod independent_correlations;
pub mod jennrich;
pub mod multiple;
pub mod one_with_many;
pub mod overlapping_correlations;
pub mod paired;
pub mod partial;
pub mod regression;
pub mod shift;
pub mod u_shape;
pub mod weighted_regression;
