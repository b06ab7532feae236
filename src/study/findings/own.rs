//! Claims of one's own, by the rules of the note's.

use super::hearing::Hearing;
use super::{Finding, since_pandemic, small_over_large, top_sector};
use crate::error::Error;
use crate::study::settings::OwnClaim;

/// Tests one's own claim. Its series must be there.
pub(super) fn finding(hearing: &Hearing<'_>, number: usize, claim: &OwnClaim) -> Result<Finding, Error> {
    let find = |name: &str| hearing.roster.find(name);
    let id = format!("own-{number}");
    Ok(match claim {
        OwnClaim::MostCorrelated { asset, with } => {
            let (asset, with) = (find(asset)?, find(with)?);
            let question = format!("Is {} the one {} moves with most?", with.id, asset.id);
            let mut finding = Finding::new(id, question, top_sector::RULE);
            top_sector::about(hearing, &mut finding, asset, &[], with, &format!("{} moves with", asset.id), &[]);
            finding
        }
        OwnClaim::MoreCorrelated { asset, with, than } => {
            let (asset, with, than) = (find(asset)?, find(with)?, find(than)?);
            let question = format!("Does {} move more with {} than with {}?", asset.id, with.id, than.id);
            let mut finding = Finding::new(id, question, small_over_large::RULE);
            small_over_large::about(hearing, &mut finding, asset, with, than, &[]);
            finding
        }
        OwnClaim::PositiveSince { asset, with, since } => {
            let (asset, with) = (find(asset)?, find(with)?);
            let question = format!("Has {} moved with {} ever since {since}?", asset.id, with.id);
            let mut finding = Finding::new(id, question, since_pandemic::RULE);
            since_pandemic::about(hearing, &mut finding, asset, with, *since, &[]);
            finding
        }
    })
}
