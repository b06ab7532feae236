//! What is reported of a claim where nothing was measured: which word no series stands for, which series is late,
//! begins or ends.

use super::ask::Stop;
use super::cast::Cast;
use super::claim::Claim;
use super::finding::{Finding, MissingRole};
use super::joint_fall::DAY;
use super::verdict::Reason;
use super::words::{list, more_days};
use crate::date::Date;
use crate::number::counted;
use crate::returns::Frequency;
use crate::study::casting::Role;
use crate::study::lateness::{LateSeries, counted_days};
use crate::thresholds::RETURNS_OF_A_CLAIM;

/// A series with its first and last day.
type Ranges<'a> = &'a [(String, Option<Date>, Option<Date>)];

impl Finding {
    /// Says why nothing was measured.
    pub(super) fn stopped(
        &mut self,
        claim: &dyn Claim,
        cast: &Cast<'_>,
        ranges: Ranges<'_>,
        stop: Stop,
        pandemic: Date,
    ) {
        let since = claim.since().unwrap_or(pandemic);
        self.sentence = match stop.judgement.reason {
            Some(Reason::Causes) => {
                "Not testable: prices show that series move together, not why. The reasons given (dependence on venture capital, \
                 leverage of retail investors) would take data on funders and traders."
                    .to_owned()
            }
            Some(Reason::LabelShift) => withheld(&stop.late),
            Some(Reason::MissingRole) => self.nobody(cast),
            Some(Reason::NoReturns) => {
                let long = self.long_intervals.iter().filter(|long| long.day >= since).count();
                format!("Not testable: {}", no_returns(ranges, since, long))
            }
            Some(Reason::NoReturnThatDay) => format!("Not testable: {}", no_return_that_day(ranges, DAY)),
            Some(Reason::InsufficientData) if self.n < RETURNS_OF_A_CLAIM => {
                let more = RETURNS_OF_A_CLAIM - self.n;
                self.needed = Some(format!("A verdict takes {}.", more_days(more)));
                format!(
                    "Inconclusive: the series share {} since {since}; a verdict takes at least {RETURNS_OF_A_CLAIM}.{}",
                    counted(self.n as u64, "daily return"),
                    latest_start(ranges)
                )
            }
            Some(Reason::InsufficientData) => "Inconclusive: there are too few days, years or quarters of it to judge.".to_owned(),
            Some(Reason::Undefined(undefined)) => format!("Inconclusive: {undefined}."),
            _ => "Inconclusive.".to_owned(),
        };
        self.late = stop.late;
    }

    /// Says which words no series stands for.
    fn nobody(&mut self, cast: &Cast<'_>) -> String {
        let absent: Vec<Role> = if cast.missing.is_empty() { vec![Role::Sectors] } else { cast.missing.clone() };
        let message =
            |role: &Role| MissingRole { role: role.key(), message: format!("To test this, {}.", role.advice()) };
        self.missing = absent.iter().map(message).collect();
        let taken = |role: &Role| cast.taken.iter().find(|(other, ..)| other == role);
        let words: Vec<String> = absent
            .iter()
            .map(|role| match taken(role) {
                Some((_, member, other)) => {
                    format!("{} ({} already stands for {})", role.words(), member.id, other.words())
                }
                None => role.words().to_owned(),
            })
            .collect();
        let advice: Vec<&str> = absent.iter().map(|role| role.advice()).collect();
        format!("Not testable: no series here stands for {}. To test this, {}.", list(&words), advice.join("; "))
    }
}

fn withheld(late: &[LateSeries]) -> String {
    let by = |series: &LateSeries| {
        let side = if series.days < 0 { "late" } else { "early" };
        format!("by {} ({side})", counted_days(series.days))
    };
    let off = match late {
        [only] => format!("{}'s dates appear to be off {}", only.id, by(only)),
        several => {
            let each: Vec<String> = several.iter().map(|series| format!("{} {}", series.id, by(series))).collect();
            format!("the dates of some series appear to be off: {}", list(&each))
        }
    };
    format!("Withheld: {off}. Shift them before testing this claim.")
}

/// Which series begins after another has ended, or ends before the claim's day; or that all moves since were too long.
fn no_returns(ranges: Ranges<'_>, since: Date, long: usize) -> String {
    let known: Vec<(&str, Date, Date)> =
        ranges.iter().filter_map(|(id, first, last)| Some((id.as_str(), (*first)?, (*last)?))).collect();
    let ends = known.iter().min_by_key(|(id, _, last)| (*last, *id));
    let begins = known.iter().max_by_key(|(id, first, _)| (*first, *id));
    match (ends, begins) {
        (Some((id, _, last)), _) if *last < since => format!("{id} ends on {last}, before {since}."),
        (Some((ending, _, last)), Some((beginning, first, _))) if first >= last => {
            format!("{beginning} begins on {first}, when {ending} has ended ({last}).")
        }
        _ if long > 0 => format!(
            "the series share no daily return since {since}: {} between shared days {} over more than {} days. These \
             are not daily prices, or one series has few days.",
            counted(long as u64, "move"),
            if long == 1 { "goes" } else { "go" },
            Frequency::Daily.longest_interval()
        ),
        _ => format!("the series share no two days since {since}."),
    }
}

/// Which series does not reach a day, or begins after it.
fn no_return_that_day(ranges: Ranges<'_>, day: Date) -> String {
    let outside = ranges.iter().find_map(|(id, first, last)| match (first, last) {
        (_, Some(last)) if *last < day => Some(format!("{id} ends on {last}, before {day}.")),
        (Some(first), _) if *first >= day => {
            Some(format!("{id} begins on {first}, with no return that ends on {day}."))
        }
        _ => None,
    });
    let ids: Vec<&str> = ranges.iter().map(|(id, ..)| id.as_str()).collect();
    outside.unwrap_or_else(|| format!("{} share no return that ends on {day}.", list(&ids)))
}

/// Which series begins last, where that is why there are few returns.
fn latest_start(ranges: Ranges<'_>) -> String {
    let begins = ranges.iter().filter_map(|(id, first, _)| Some(((*first)?, id))).max();
    let ends = ranges.iter().filter_map(|(id, _, last)| Some(((*last)?, id))).min();
    match (begins, ends) {
        (Some((first, beginning)), Some((last, ending))) => {
            format!(" {beginning} begins last, on {first}; {ending} ends first, on {last}.")
        }
        _ => String::new(),
    }
}
