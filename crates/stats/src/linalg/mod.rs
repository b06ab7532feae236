//! Small dense matrices and minimisation: fixed order of every sum, no dependency.

pub mod cholesky;
pub mod eigen;
pub mod elsewhere;
pub(crate) mod fourier;
pub mod products;
pub mod simplex;
