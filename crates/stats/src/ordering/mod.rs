//! Orders and groups of many series: how firm a ranking is, which candidates may be best, what clusters.

pub mod confidence_set;
pub mod leaf_order;
pub mod linkage;
pub mod rank_stability;
pub mod spanning_tree;
