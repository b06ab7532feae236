//! Distribution functions and their inverses, with relative accuracy kept in the tails.

pub mod beta;
pub mod gamma;
pub mod kolmogorov;
pub mod normal;
mod polynomial;
pub mod student_t;
