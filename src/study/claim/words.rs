//! Numbers and lists as sentences show them.

use super::cast::Cast;
use super::verdict::Verdict;
use super::way::Lens;
use crate::catalog::Kind;
use crate::number::grouped;
use crate::study::casting::Role;
use crate::study::roster::Member;

/// `a`, `a and b`, `a, b and c`; beyond eight, the first eight and how many more.
pub(in crate::study) fn list<T: AsRef<str>>(names: &[T]) -> String {
    const MOST: usize = 8;
    let shown: Vec<&str> = names.iter().take(MOST).map(AsRef::as_ref).collect();
    match (shown.as_slice(), names.len().saturating_sub(MOST)) {
        ([], _) => String::new(),
        ([only], _) => (*only).to_owned(),
        ([firsts @ .., last], 0) => format!("{} and {last}", firsts.join(", ")),
        (all, more) => format!("{} and {more} more", all.join(", ")),
    }
}

/// `about 380 more trading days`, in years too where that is easier to grasp.
pub(in crate::study) fn more_days(days: usize) -> String {
    /// Trading days of a year.
    const YEAR: usize = 252;
    let rounded = if days < 100 { days.div_ceil(10) * 10 } else { days.div_ceil(100) * 100 };
    let years = (days + YEAR / 2) / YEAR;
    if years < 2 {
        format!("about {} more trading days", grouped(rounded as u64))
    } else {
        format!("about {} more trading days ({years} years)", grouped(rounded as u64))
    }
}

/// `A exceeds it`, `A and B exceed it`.
pub(in crate::study) fn exceed(ids: &[&str]) -> String {
    format!("{} {} it", list(ids), if ids.len() == 1 { "exceeds" } else { "exceed" })
}

/// `6 of 21 could be first`.
pub(in crate::study) fn could_be_first(possible: usize, of: usize) -> String {
    format!("{possible} of {of} could be first")
}

/// The lenses' verdicts as a sentence, where they differ.
pub(in crate::study) fn split(verdicts: &[(Lens, Verdict)]) -> String {
    let of = |(lens, verdict): &(Lens, Verdict)| match lens {
        Lens::Raw => format!("raw returns say {}", verdict.code()),
        Lens::Devolatilised => format!("returns in units of their volatility say {}", verdict.code()),
    };
    format!("Inconclusive: {}.", verdicts.iter().map(of).collect::<Vec<_>>().join(", "))
}

/// The word itself where the series is what the word says: bitcoin, known as bitcoin. Otherwise with the series that
/// stands for it: `bitcoin (as IBIT, iShares Bitcoin Trust ETF)`.
pub(in crate::study) fn stands_for(cast: &Cast<'_>, role: Role) -> String {
    let word = role.words();
    match cast.one(role) {
        Some(member) if role == Role::Bitcoin && !member.is_coin("BTC") => {
            format!("{word} (as {}, {})", member.id, member.name)
        }
        _ => word.to_owned(),
    }
}

/// A series with its name: `PSCT (Invesco S&P SmallCap Information Technology ETF)`.
fn called(member: &Member) -> String {
    if member.name == member.id { member.id.clone() } else { format!("{} ({})", member.id, member.name) }
}

/// Which series stands for small-cap tech, what it is where it is one company, and that the note spoke of something
/// else.
pub(in crate::study) fn the_note_spoke(small_tech: &Member) -> String {
    let what = match small_tech.kind {
        Some(Kind::Stock) => ", one company,",
        Some(Kind::Leveraged) => ", a product that multiplies another,",
        _ if small_tech.crypto_exposed && !small_tech.made() => ", which lives on crypto,",
        _ => "",
    };
    format!(
        "{}{what} stands for small-cap tech; the note spoke of the Russell 2000 technology sector.",
        called(small_tech)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        let many: Vec<String> = (0..10).map(|i| i.to_string()).collect();
        assert_eq!(list(&many), "0, 1, 2, 3, 4, 5, 6, 7 and 2 more");
    }

    #[test]
    fn days_are_rounded_up() {
        assert_eq!(more_days(31), "about 40 more trading days");
        assert_eq!(more_days(371), "about 400 more trading days");
        assert_eq!(more_days(1300), "about 1,300 more trading days (5 years)");
    }
}
