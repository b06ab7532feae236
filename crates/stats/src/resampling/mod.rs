//! Random numbers, bootstraps and permutations: intervals and tests from replicates.

pub mod block_length;
pub mod bootstrap;
pub mod bootstrap_interval;
pub mod bootstrap_p_values;
pub mod bootstrap_variance;
pub mod null_band;
pub mod permutation;
pub mod random;
pub mod replicates;
pub mod resample;
