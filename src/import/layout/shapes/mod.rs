//! The shapes of tables, one in each file. To add one: a file with a `SHAPE`, its name in the list below, and a folder in
//! `tests/fixtures`.

use crate::import::cells::number::DecimalMark;
use crate::import::layout::plan::{DateColumns, Layout};
use crate::import::layout::profile::SampleRow;
use crate::import::layout::refusal::Unreadable;
use crate::import::layout::sections::Sections;

/// A shape of table.
pub(crate) struct Shape {
    /// The name that reports give it.
    pub name: &'static str,
    /// What such a table looks like, in a sentence for people.
    pub what: &'static str,
    /// Whether it is looked for only where no person has chosen columns.
    pub unasked: bool,
    /// How it is recognised.
    pub look: Look,
}

/// What a shape makes of a table: nothing where it is none of its kind, else how to read it, or why it cannot be read.
pub(crate) type Found = Option<Result<Layout, Unreadable>>;

/// What a shape has to see of a table.
pub(crate) enum Look {
    /// Its rows, of which none is known to be a header.
    AtRows(fn(&[SampleRow], DecimalMark) -> Found),
    /// Its header, its data and where its days stand.
    AtTable(fn(&Sections<'_>, DateColumns) -> Found),
}

macro_rules! shapes {
    ($($shape:ident),+ $(,)?) => {
        $(mod $shape;)+

        /// Every shape, in the order in which they are looked for: the first that fits is taken.
        pub(crate) const SHAPES: &[&Shape] = &[$(&$shape::SHAPE),+];
    };
}

shapes! {
    sectors,
    transposed,
    years_across,
    trades,
    pairs,
    two_level,
    long,
    prefixed,
    tidy,
    index_variants,
    unnamed_bars,
    wide,
    headerless,
}
