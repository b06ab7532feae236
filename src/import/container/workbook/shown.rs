//! Whether a sheet is to be read.

/// What a sheet is to whoever opens the workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// A table that is seen.
    #[default]
    Yes,
    /// Hidden from view.
    Hidden,
    /// A chart, a dialog or macros: no table.
    Chart,
}
