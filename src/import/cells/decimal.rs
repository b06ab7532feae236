//! The decimal mark of a file: decided by its price cells, read both ways until one of them does.

use crate::import::cells::number::{self, DecimalMark, MarkDecision, MarkEvidence, Number};

/// Cells among which the names of columns are.
const MOST_NAMES: usize = 64;
/// Names of columns where commas part thousands.
const ENGLISH: [&str; 8] = ["date", "close", "price", "open", "adj close", "last", "close/last", "volume"];

/// What the cells of a sample, which `cells` runs through, prove, and the marks to try under that. Where cells prove both marks both are tried, the one
/// with more proofs first: a few cells that someone wrote by hand do not outvote the rest. Where none is proven it is a comma
/// if the numbers have some and the file parts its cells by semicolons, since commas in numbers are why it does, or by tabs or bars
/// under names that are not English; else a point.
pub(crate) fn candidates<'a>(
    cells: impl Fn() -> Box<dyn Iterator<Item = &'a String> + 'a>,
    delimiter: u8,
) -> (Sureness, Vec<DecimalMark>) {
    let proofs = |mark| cells().filter(|cell| decide(std::iter::once(*cell)) == MarkDecision::Decided(mark)).count();
    let decision = decide(cells());
    let marks = match &decision {
        MarkDecision::Decided(mark) => vec![*mark],
        MarkDecision::Mixed { .. } if proofs(DecimalMark::Comma) > proofs(DecimalMark::Point) => {
            vec![DecimalMark::Comma, DecimalMark::Point]
        }
        MarkDecision::Mixed { .. } => vec![DecimalMark::Point, DecimalMark::Comma],
        MarkDecision::Open { example } if delimiter == b';' && example.contains(',') => vec![DecimalMark::Comma],
        MarkDecision::Open { example } if matches!(delimiter, b'\t' | b'|') && example.contains(',') => {
            let english =
                cells().take(MOST_NAMES).any(|cell| ENGLISH.iter().any(|word| cell.eq_ignore_ascii_case(word)));
            let mark = if english { DecimalMark::Point } else { DecimalMark::Comma };
            return (Sureness::Open, vec![mark]);
        }
        MarkDecision::Open { .. } if delimiter == b';' => return (Sureness::Open, vec![DecimalMark::Point]),
        MarkDecision::Open { .. } | MarkDecision::None => vec![DecimalMark::Point],
    };
    (Sureness::Likely, marks)
}

/// The mark that cells prove.
pub(crate) fn decide<'a>(cells: impl Iterator<Item = &'a String>) -> MarkDecision {
    let mut evidence = MarkEvidence::default();
    cells.for_each(|cell| evidence.weigh(cell.as_bytes()));
    evidence.decide()
}

/// How sure the mark of a layout is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sureness {
    /// A price cell of the sample, or a person, has decided.
    Settled,
    /// Cells beside the prices have, or custom does.
    Likely,
    /// Nothing has: a point in numbers of a file that parts its cells by semicolons, which is usual where commas are decimal.
    Open,
}

/// A price cell that reads as another number under the other mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alternative {
    /// Which table.
    pub table: usize,
    /// Which row of it.
    pub row: usize,
    /// Which column of it.
    pub column: usize,
    /// The other number.
    pub value: f64,
}

/// Reads price cells, under both marks as long as none is settled.
pub(crate) struct MarkReading {
    /// The mark that is read by.
    pub mark: DecimalMark,
    sureness: Sureness,
    evidence: MarkEvidence,
    alternatives: Vec<Alternative>,
}

/// A number, and the one it is under the other mark where that differs.
pub(crate) struct TwoWays {
    /// Under the mark that is read by.
    pub number: Number,
    /// Under the other.
    pub other: Option<f64>,
}

impl MarkReading {
    /// Reads by this mark.
    pub(crate) fn new(mark: DecimalMark, sureness: Sureness) -> MarkReading {
        MarkReading { mark, sureness, evidence: MarkEvidence::default(), alternatives: Vec::new() }
    }

    /// Reads a cell. A cell that proves the other mark turns the reading round: then [`MarkReading::turned`] gives the cells
    /// to be changed.
    pub(crate) fn read(&mut self, cell: &[u8]) -> TwoWays {
        if self.sureness == Sureness::Settled || !cell.iter().any(|byte| matches!(byte, b',' | b'.')) {
            return TwoWays { number: number::read(self.mark, cell), other: None };
        }
        self.evidence.weigh(cell);
        if let MarkDecision::Decided(mark) = self.evidence.decide() {
            self.sureness = Sureness::Settled;
            if mark == self.mark {
                self.alternatives = Vec::new();
            } else {
                self.mark = mark;
            }
            return TwoWays { number: number::read(mark, cell), other: None };
        }
        let number = number::read(self.mark, cell);
        let other = match (number, number::read(self.mark.other(), cell)) {
            (Number::Value(value), Number::Value(other)) if value != other => Some(other),
            _ => None,
        };
        TwoWays { number, other }
    }

    /// Notes that a value that was kept reads otherwise under the other mark.
    pub(crate) fn remember(&mut self, alternative: Alternative) {
        self.alternatives.push(alternative);
    }

    /// The cells to change, once after the reading has turned round.
    pub(crate) fn turned(&mut self) -> Option<Vec<Alternative>> {
        (self.sureness == Sureness::Settled && !self.alternatives.is_empty())
            .then(|| std::mem::take(&mut self.alternatives))
    }

    /// The cells that still read two ways at the end of the file, and whether nothing speaks for the mark that was read by.
    pub(crate) fn into_open(self) -> (Vec<Alternative>, bool) {
        (self.alternatives, self.sureness == Sureness::Open)
    }
}
