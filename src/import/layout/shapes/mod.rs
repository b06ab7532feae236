//! Shapes of tables.

pub(crate) mod across;
pub(crate) mod headerless;
pub(crate) mod pairs;
pub(crate) mod sector_file;
pub(crate) mod two_level;
