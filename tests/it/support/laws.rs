//! What holds for claims on any files.

use crate::support::asks::Asks as _;
use sectorscope::study::claim::{Finding, Said, Verdict};
use sectorscope::study::ranking::Depth;
use sectorscope::study::settings::Settings;
use sectorscope::workspace::Workspace;

/// The curve's point with a claim's own choices is the claim, to the bit.
#[track_caller]
pub(crate) fn own_points_are_the_claims(workspace: &Workspace, settings: &Settings) {
    let points = workspace.curve_points(settings, 0..1).unwrap();
    let found = workspace.claims(settings, Depth::Order).unwrap();
    let spoken: Vec<&Finding> = found.iter().filter(|claim| claim.effect.is_some()).collect();
    assert_eq!(points.len(), spoken.len());
    for (point, claim) in points.iter().zip(spoken) {
        assert_eq!((point.claim.as_str(), point.specification), (claim.id.as_str(), 0));
        assert_eq!(point.said, said(claim), "{}", claim.id);
    }
}

/// What a finding says in short.
fn said(claim: &Finding) -> Said {
    let Finding { verdict, reason, effect, low, high, p, n, .. } = *claim;
    Said { verdict, reason, effect, low, high, p, n }
}

/// The last point of the history is today's verdict, to the bit.
#[track_caller]
pub(crate) fn histories_end_today(claims: &[Finding]) {
    for claim in claims.iter().filter(|claim| !claim.history.is_empty()) {
        let last = claim.history.last().unwrap();
        assert_eq!(last.said, said(claim), "{}", claim.id);
        assert_eq!(Some(last.day), claim.last);
    }
}

/// A claim that is withheld, or cannot be tested, has nothing beside it.
#[track_caller]
pub(crate) fn nothing_stands_beside_what_is_not_said(claims: &[Finding]) {
    for claim in claims.iter().filter(|claim| matches!(claim.verdict, Verdict::Withheld | Verdict::NotTestable)) {
        let id = &claim.id;
        assert_eq!(
            (claim.effect, claim.low, claim.high, claim.p, claim.detectable),
            (None, None, None, None, None),
            "{id}"
        );
        assert!(claim.robustness.is_empty() && claim.history.is_empty() && claim.influential_days.is_none(), "{id}");
        assert!(claim.beside.is_empty() && claim.depends_on.is_empty() && claim.fragile.is_empty(), "{id}");
    }
}
