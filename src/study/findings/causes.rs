//! Why crypto moves with technology shares.

use super::Finding;
use crate::study::claims::Verdict;

/// The note's reasons, which prices cannot test.
pub(super) fn finding() -> Finding {
    let mut finding = Finding::new(
        "causes",
        "Is it venture capital and retail leverage that tie crypto to small tech?",
        "Never testable from prices: series that move together do so for whatever reason.",
    );
    finding.judged(Verdict::NotTestable, None);
    finding.sentence =
        "Not testable: prices show that series move together, not why. The reasons given (dependence on venture capital, leverage of \
         retail investors) would take data on who funds and who trades."
            .to_owned();
    finding
}
