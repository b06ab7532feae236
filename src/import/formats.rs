//! What is read, and every finding about a file: the lists that the page about files prints.

use serde::Serialize;

use crate::diagnostic::{Code, Noun, Severity};
use crate::import::layout::SHAPES;

/// A shape of table that is read, or known and refused.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct KnownShape {
    /// The name that reports give it.
    pub name: &'static str,
    /// What such a table looks like.
    pub what: &'static str,
}

/// A possible finding about a file.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct KnownFinding {
    /// The name that reports and commands give it.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it leaves out, in a word; empty where it leaves out nothing.
    pub leaves_out: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// What is read, and what can be found in it.
#[derive(Clone, Debug, Serialize)]
pub struct Formats {
    /// The shapes of tables, in the order in which they are looked for.
    pub shapes: Vec<KnownShape>,
    /// The possible findings, from containers to series.
    pub findings: Vec<KnownFinding>,
}

/// Everything that is known.
pub fn formats() -> Formats {
    let shapes = SHAPES.iter().map(|shape| KnownShape { name: shape.name, what: shape.what }).collect();
    let finding = |code: &Code| KnownFinding {
        code: code.name(),
        severity: code.severity(),
        leaves_out: match code.noun() {
            Noun::Nothing | Noun::Mark => "",
            Noun::Row => "row",
            Noun::Cell | Noun::Repeat => "cell",
            Noun::Column => "column",
            Noun::Line | Noun::Text => "line",
            Noun::Entry => "entry",
            Noun::File => "file",
        },
        meaning: code.meaning(),
    };
    Formats { shapes, findings: Code::ALL.iter().map(finding).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_shapes_have_one_name() {
        let names: Vec<_> = formats().shapes.iter().map(|shape| shape.name).collect();
        let apart: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(apart.len(), names.len(), "{names:?}");
    }

    #[test]
    fn shapes_are_described_in_sentences() {
        for shape in formats().shapes {
            assert!(shape.what.starts_with(char::is_uppercase) && shape.what.ends_with('.'), "{}", shape.name);
        }
    }
}
