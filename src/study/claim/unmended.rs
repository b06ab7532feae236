//! What is reported of a claim that rests on prices whose unit changes on a day, as it seems, and that are not mended.

use std::collections::BTreeSet;

use super::ask::Ground;
use super::cast::Cast;
use super::finding::Finding;
use super::words::list;
use crate::date::Date;
use crate::study::roster::Member;

/// At most this many series are named.
const NAMED: usize = 4;

impl Finding {
    /// Says which series of the cast, or of what they are made of, have a jump that no step mends, up to the claim's last day.
    pub(super) fn tell_jumps(&mut self, ground: &Ground<'_>, cast: &Cast<'_>) {
        let Some(last) = self.last else { return };
        let roster = &ground.study.roster;
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        for member in cast.parts().iter().flat_map(|(_, members)| members) {
            ids.insert(&member.id);
            ids.extend(roster.composites().coins_of(&member.id).into_iter().flatten());
            if member.made() {
                let parts = roster.members().iter().filter(|part| part.part_of.as_ref() == Some(&member.id));
                ids.extend(parts.map(|part| part.id.as_str()));
            }
        }
        let jumping: Vec<String> = roster
            .members()
            .iter()
            .filter(|member| ids.contains(member.id.as_str()))
            .filter_map(|member| Some(format!("{} from {} on", member.id, jump_up_to(member, last)?)))
            .collect();
        let more = jumping.len().saturating_sub(NAMED);
        let mut named: Vec<String> = jumping.into_iter().take(NAMED).collect();
        if more > 0 {
            named.push(format!("{more} more"));
        }
        if !named.is_empty() {
            self.caveats.push(format!(
                "Prices change their unit, as it seems, and are not mended: {}. One such day can decide a correlation.",
                list(&named)
            ));
        }
    }
}

/// The first day on which a series has another unit, by its own calendar as the settings shift it.
fn jump_up_to(member: &Member, last: Date) -> Option<Date> {
    let days = member.jumps.iter().map(|jump| Date::from_days(jump.day.days() + member.shift_days));
    days.filter(|day| *day <= last).min()
}
