//! Which decimal mark the cells of a file prove.

use super::{DecimalMark, Parts, decimal, unwrapped};

/// What the cells of a file prove about its decimal mark.
#[derive(Clone, Debug, Default)]
pub struct MarkEvidence {
    point: Option<String>,
    comma: Option<String>,
    open: Option<String>,
}

/// What the evidence comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkDecision {
    /// Cells prove this mark, none the other.
    Decided(DecimalMark),
    /// Only cells such as `1,234` or `1.234`, which read as thousands under one mark and as a fraction under the other.
    Open {
        /// The first such cell.
        example: String,
    },
    /// Cells prove both.
    Mixed {
        /// The first cell that only a decimal point explains.
        point: String,
        /// The first cell that only a decimal comma explains.
        comma: String,
    },
    /// No cell has a point or comma: both marks read the same.
    None,
}

impl MarkEvidence {
    /// Takes one cell into account. What is not a number counts for nothing.
    pub fn weigh(&mut self, cell: &[u8]) {
        let count = |mark: u8| cell.iter().filter(|byte| **byte == mark).count();
        let (points, commas) = (count(b'.'), count(b','));
        // Most cells of most files: a number as others that were taken apart before.
        let nothing_new = match (points, commas) {
            (0, 0) => true,
            (1, 0) => self.point.is_some(),
            (0, 1) => self.comma.is_some(),
            _ => self.point.is_some() && self.comma.is_some(),
        };
        if nothing_new || !cell.iter().any(u8::is_ascii_digit) {
            return;
        }
        let Ok(text) = std::str::from_utf8(cell) else { return };
        let text = unwrapped(text);
        let Some(parts) = Parts::of(text) else { return };
        let reads = |mark| decimal(mark, parts.body, 0).is_some();
        let found = match (reads(DecimalMark::Point), reads(DecimalMark::Comma)) {
            (true, false) => &mut self.point,
            (false, true) => &mut self.comma,
            (true, true) => &mut self.open,
            (false, false) => return,
        };
        found.get_or_insert_with(|| text.to_owned());
    }

    /// What the cells so far come to.
    pub fn decide(&self) -> MarkDecision {
        match (&self.point, &self.comma, &self.open) {
            (Some(point), Some(comma), _) => MarkDecision::Mixed { point: point.clone(), comma: comma.clone() },
            (Some(_), None, _) => MarkDecision::Decided(DecimalMark::Point),
            (None, Some(_), _) => MarkDecision::Decided(DecimalMark::Comma),
            (None, None, Some(example)) => MarkDecision::Open { example: example.clone() },
            (None, None, None) => MarkDecision::None,
        }
    }
}
