//! What series are called before their symbols: small-cap tech, consumer discretionary, bitcoin.

use std::collections::BTreeMap;

use crate::catalog::Size;
use crate::study::roster::Member;
use crate::study::study::Study;
use sectorscope_ground::order;

/// The sectors of GICS in the words that people use.
const SECTORS: [(&str, &str); 11] = [
    ("Energy", "energy"),
    ("Materials", "materials"),
    ("Industrials", "industrials"),
    ("Consumer Discretionary", "consumer discretionary"),
    ("Consumer Staples", "consumer staples"),
    ("Health Care", "health care"),
    ("Financials", "financials"),
    ("Information Technology", "tech"),
    ("Communication Services", "communication"),
    ("Utilities", "utilities"),
    ("Real Estate", "real estate"),
];

/// Names of series that are shown together: where two would have one name, their sizes tell them apart.
#[derive(Debug)]
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// Of the series with these ids.
    pub(super) fn of<'i>(study: &Study<'_>, ids: impl IntoIterator<Item = &'i str>) -> Names {
        Names::of_each(study, &mut ids.into_iter())
    }

    fn of_each(study: &Study<'_>, ids: &mut dyn Iterator<Item = &str>) -> Names {
        let members = ids.filter_map(|id| study.roster.find(id).ok());
        let short: Vec<(&Member, String)> =
            members.filter_map(|member| Some((member, plain(member, study, false)?))).collect();
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        short.iter().for_each(|(_, name)| *count.entry(name).or_default() += 1);
        let twice = |name: &str| count.get(name).is_some_and(|count| *count > 1);
        let named = |(member, short): &(&Member, String)| {
            let name = if twice(short) { plain(member, study, true)? } else { short.clone() };
            Some((member.id.clone(), name))
        };
        Names(order::map(short.iter().filter_map(named)))
    }

    /// The name in a sentence, the symbol where there is none.
    pub(super) fn spoken(&self, id: &str) -> String {
        self.0.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// The name at the beginning of a line; empty where there is none beside the symbol.
    pub(super) fn titled(&self, id: &str) -> String {
        self.0.get(id).map_or_else(String::new, |name| capitalised(name))
    }
}

/// The first letter as a capital.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a member is called; none where its symbol is all there is. `sized`: with the size of its companies even where they are large.
fn plain(member: &Member, study: &Study<'_>, sized: bool) -> Option<String> {
    let given = study.settings.series.get(&member.id).is_some_and(|set| set.name.is_some());
    if !given {
        if member.is_coin("BTC") {
            return Some("bitcoin".to_owned());
        }
        if member.stands_for_companies()
            && let Some(sector) = &member.sector
        {
            return Some(sector_of(sector, member.size, sized));
        }
    }
    (member.name != member.id).then(|| member.name.clone())
}

/// A sector with the size of its companies, where that is small or asked for.
fn sector_of(sector: &str, size: Option<Size>, sized: bool) -> String {
    let known = SECTORS.iter().find(|(official, _)| *official == sector);
    let word = known.map_or_else(|| sector.to_lowercase(), |(_, word)| (*word).to_owned());
    match size {
        Some(Size::Small) => format!("small-cap {word}"),
        Some(Size::Mid) => format!("mid-cap {word}"),
        Some(Size::Large) if sized => format!("large-cap {word}"),
        Some(Size::Broad) if sized => format!("all {word}"),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sectors_have_plain_names_and_sizes_where_they_matter() {
        assert_eq!(sector_of("Information Technology", Some(Size::Small), false), "small-cap tech");
        assert_eq!(sector_of("Information Technology", Some(Size::Large), false), "tech");
        assert_eq!(sector_of("Information Technology", Some(Size::Large), true), "large-cap tech");
        assert_eq!(sector_of("Information Technology", Some(Size::Broad), true), "all tech");
        assert_eq!(sector_of("Software", None, true), "software");
        assert_eq!(capitalised("élan"), "Élan");
        assert_eq!(capitalised(""), "");
    }
}
