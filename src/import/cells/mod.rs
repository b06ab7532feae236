//! Cells: dates, numbers and symbols as price files write them.

pub(crate) mod currency;
pub mod date_text;
pub(crate) mod day_order;
pub(crate) mod decimal;
pub mod number;
pub(crate) mod scale;
pub mod symbol;
