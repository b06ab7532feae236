//! Days that a file gives more than once.

use super::pairs;
use crate::diagnostic::{Finding, Findings, Found};
use crate::import::rows::columns::Repeat;

/// Repeated rows that are kept to be reported. Rows within the day may be millions.
const MOST: usize = 10_000;

/// The rows that repeat a day, all tables together: the first are kept, all are counted.
#[derive(Default)]
pub(super) struct Repeats {
    first: Vec<(Repeat, usize)>,
    same: u64,
    other: u64,
    /// Whose rows a table holds, by its place.
    pub owners: Vec<Option<String>>,
}

impl Repeats {
    /// Counts a row of the table at this place.
    pub(super) fn add(&mut self, repeat: Repeat, place: usize) {
        *if repeat.same { &mut self.same } else { &mut self.other } += 1;
        if self.first.len() < MOST {
            self.first.push((repeat, place));
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> u64 {
        self.same + self.other
    }

    /// Notes each that was kept, and the others by their number: rows of a day, or cells of a record with several days.
    pub(super) fn tell(&self, by_day: bool, file: &str, findings: &mut Findings) {
        let owner = |place: &usize| self.owners.get(*place).and_then(Option::as_deref);
        let finding = |(repeat, place): &(Repeat, usize)| match by_day {
            true => again(repeat, owner(place)),
            false => pairs::repeated(repeat, owner(place).unwrap_or(file)),
        };
        let code = |repeat: &Repeat| if by_day { repeat.code() } else { pairs::code_of(repeat) };
        for one in &self.first {
            findings.note(code(&one.0), || finding(one));
        }
        for (count, same) in [(self.same, true), (self.other, false)] {
            let mut kept = self.first.iter().filter(|(repeat, _)| repeat.same == same);
            let Some(last) = kept.next_back() else { continue };
            findings.note_many(code(&last.0), count - 1 - kept.count() as u64, || finding(last));
        }
    }
}

/// A second row for a day. Rows that agree and rows that do not have codes of their own, so that many of the first cannot
/// hide one of the second.
fn again(repeat: &Repeat, symbol: Option<&str>) -> Finding {
    let whose = symbol.map_or_else(String::new, |symbol| format!("{symbol} on "));
    let prices = if repeat.same { "the same price" } else { "another price" };
    let found = Found::Said(format!("one more row for {whose}{} with {prices}", repeat.date));
    Finding { code: repeat.code(), line: None, column: None, found, expected: "one row for each day".to_owned() }
}
