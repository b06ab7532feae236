//! Has a level or a correlation changed, and when?

pub mod change_point;
pub mod cusum;
pub mod segmentation;
pub mod sup_f;
