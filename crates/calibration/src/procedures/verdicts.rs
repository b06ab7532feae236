//! The claims' rules as a whole: how often each verdict is given where the truth is known.

use sectorscope::study::claim::{Finding, Verdict};
use sectorscope::study::ranking::Depth;

use crate::design::Design;
use crate::market::{Scenario, findings};
use crate::outcome::{Kind, Outcomes, Used};

/// Asks every claim of one sample.
pub(super) fn verdicts(
    scenario: Scenario,
    design: &Design,
    rows: usize,
    number: u32,
    out: &mut Outcomes,
) -> Result<(), String> {
    let found = findings(scenario, design, rows, number, Depth::Order)?;
    let withheld = found.iter().any(|finding| finding.verdict == Verdict::Withheld);
    let words = format!("any claim, {}: withheld though all days are right", scenario.words());
    out.counted(format!("{}-withheld", scenario.word()), words, Kind::Share, Used::Claims, withheld);
    for finding in of_the_note(&found) {
        for verdict in [Verdict::Supported, Verdict::Contradicted] {
            let id = format!("{}-{}-{}", scenario.word(), finding.id, verdict.code());
            let words = format!("{}, {}: {}", finding.id, scenario.words(), verdict.code());
            let happened = finding.verdict == verdict;
            match expected(scenario, &finding.id, verdict) {
                Expected::Error(nominal) => {
                    out.promised(id, words, Kind::Size, nominal, Used::Claims, happened);
                }
                Expected::Right => out.counted(id, words, Kind::Power, Used::Claims, happened),
                Expected::Neither => out.counted(id, words, Kind::Share, Used::Claims, happened),
            }
        }
    }
    Ok(())
}

/// Asks every claim of one sample at the end of each quarter since 2021: how often one that does not hold is ever decided.
pub(super) fn history(
    scenario: Scenario,
    design: &Design,
    rows: usize,
    number: u32,
    out: &mut Outcomes,
) -> Result<(), String> {
    let found = findings(scenario, design, rows, number, Depth::Full)?;
    for finding in of_the_note(&found) {
        for verdict in [Verdict::Supported, Verdict::Contradicted] {
            let ever = finding.history.iter().any(|point| point.said.verdict == verdict);
            let id = format!("{}-ever-{}-{}", scenario.word(), finding.id, verdict.code());
            let words =
                format!("{}, {}, ever at the end of a quarter: {}", finding.id, scenario.words(), verdict.code());
            out.counted(id, words, Kind::Share, Used::Claims, ever);
        }
    }
    Ok(())
}

/// The claims that prices can test.
fn of_the_note(found: &[Finding]) -> impl Iterator<Item = &Finding> {
    found.iter().filter(|finding| finding.id != "causes")
}

/// What a verdict would be.
enum Expected {
    /// Wrong, and promised to be rare.
    Error(u32),
    /// Right.
    Right,
    /// Neither: chance decides what is true.
    Neither,
}

fn expected(scenario: Scenario, claim: &str, verdict: Verdict) -> Expected {
    let supported = verdict == Verdict::Supported;
    match scenario {
        Scenario::Claimed if supported => Expected::Right,
        Scenario::Opposite if !supported => Expected::Right,
        Scenario::Claimed | Scenario::Opposite => Expected::Error(5),
        // On a day like any other one may rise, and that contradicts the claim rightly.
        _ if claim == "january-2025-joint-fall" && !supported => Expected::Neither,
        // Both must lie in the lowest tenth.
        _ if claim == "january-2025-joint-fall" => Expected::Error(10),
        // Without a correlation there is none that is positive.
        Scenario::Zero if claim == "positive-since-pandemic" && !supported => Expected::Right,
        Scenario::Alike | Scenario::Gaps | Scenario::Zero => Expected::Error(5),
    }
}
