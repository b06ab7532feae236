//! A claim with others in its roles: each coin left out, and other funds for its words.

use super::RobustnessRow;
use super::hearing::{Columns, Hearing};
use crate::study::claims::{ClaimDates, ClaimTests};
use crate::study::ranking::Depth;
use crate::study::roster::Member;

/// Fewest coins of which one can be left out.
const FEWEST_COINS: usize = 3;

/// A claim's effect and its z on some cast; none where it has no value.
pub(super) type Effect = fn(&ClaimTests) -> Option<(f64, f64)>;

/// The words of a claim that a fund stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    SmallTech,
    LargeTech,
    Tech,
    Market,
}

/// The claim with each coin left out, and with each stand-in for each of these words. Nothing at [`Depth::Order`].
pub(super) fn recast(
    hearing: &Hearing<'_>,
    columns: &Columns<'_>,
    words: &[Word],
    dates: ClaimDates,
    effect: Effect,
) -> Vec<RobustnessRow> {
    if hearing.depth != Depth::Standing {
        return Vec::new();
    }
    let mut casts: Vec<(String, Columns<'_>)> = Vec::new();
    if columns.altcoins.len() >= FEWEST_COINS {
        for coin in &columns.altcoins {
            let others = columns.altcoins.iter().filter(|other| other.id != coin.id).copied().collect();
            casts.push((format!("without {}", coin.id), Columns { altcoins: others, ..columns.clone() }));
        }
    }
    let stand_ins = &hearing.roles.stand_ins;
    for word in words {
        let (player, others) = match word {
            Word::SmallTech => (columns.small_tech, &stand_ins.small_tech),
            Word::LargeTech => (columns.large_tech, &stand_ins.large_tech),
            Word::Tech => (columns.tech, &stand_ins.large_tech),
            Word::Market => (columns.market, &stand_ins.market),
        };
        let Some(player) = player else { continue };
        let free = |other: &&&Member| {
            let taken = [columns.small_tech, columns.large_tech, columns.tech, columns.market];
            other.id != columns.bitcoin.id && !taken.iter().flatten().any(|member| member.id == other.id)
        };
        for other in others.iter().filter(free) {
            casts.push((format!("with {} for {}", other.id, player.id), columns.with(*word, player, other)));
        }
    }
    let row = |(way, columns): (String, Columns<'_>)| {
        let case = hearing.case(&columns, dates);
        let found = effect(&case.tests);
        (way, case.tests.n_after, found)
    };
    casts.into_iter().map(row).map(|(way, n, found)| RobustnessRow::of(way, n, found)).collect()
}

impl<'r> Columns<'r> {
    /// The same cast with another in the place of a player. One who is there already, as a rival, takes the part and stays.
    fn with(&self, word: Word, player: &Member, other: &'r Member) -> Columns<'r> {
        let mut columns = self.clone();
        match word {
            Word::SmallTech => columns.small_tech = Some(other),
            Word::LargeTech => columns.large_tech = Some(other),
            Word::Tech => columns.tech = Some(other),
            Word::Market => {
                columns.market = Some(other);
                return columns;
            }
        }
        if !columns.sectors.iter().any(|sector| sector.id == other.id) {
            columns.sectors.retain(|sector| sector.id != player.id);
            columns.sectors.push(other);
        }
        columns
    }
}
