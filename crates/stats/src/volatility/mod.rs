//! Returns whose variance moves: models of it, and correlations freed of it.

pub mod dcc;
pub mod devolatilise;
pub mod ewma;
pub mod garch;
pub mod volatility_adjusted;
