//! Baskets of assets: weights, indices and drawdowns.

pub mod composite_index;
pub mod drawdown;
pub mod weights;
