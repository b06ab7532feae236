//! Days from which on the prices of a series are in another unit, as it seems; what joins them, and what is joined.

use crate::import::Jump;
use crate::study::roster::Member;
use crate::study::settings::{Settings, Step};
use crate::tell::document::{Action, Block, Notice};

/// Days of one series that are named, at most.
const NAMED: usize = 3;

/// What is in force about a series, with its undo, and what could be done about it.
pub(super) fn blocks(settings: &Settings, member: &Member) -> Vec<Block> {
    let id = &member.id;
    let steps = settings.series.get(id).map_or(&[][..], |set| set.steps.as_slice());
    let mut blocks = Vec::new();
    if !steps.is_empty() {
        let undo = Action {
            label: "Undo".to_owned(),
            hint: Some(format!("Undo: leave the prices of {id} as they are")),
            done: Some(format!("The prices of {id} are as in the file again.")),
            ..Action::steps(id, Vec::new())
        };
        let text = format!("Prices of {id} are {}.", done(steps));
        blocks.push(Block::Notice(Notice { text, in_force: true, actions: vec![undo] }));
    }
    if !member.jumps.is_empty() {
        let join: Vec<Step> =
            member.jumps.iter().map(|jump| Step { from: jump.day, factor: 1.0 / jump.factor }).collect();
        let treat = Action {
            label: offer(id, &member.jumps, &join),
            done: Some(format!("The prices of {id} are {}.", done(&join))),
            ..Action::steps(id, [steps, &join].concat())
        };
        let text = format!(
            "{id} seems to change its unit, as after a split or where pence follow pounds: {}. One such day can decide a correlation.",
            found(&member.jumps)
        );
        blocks.push(Block::Notice(Notice { text, in_force: false, actions: vec![treat] }));
    }
    blocks
}

/// A ratio with at most two decimals.
fn short(ratio: f64) -> f64 {
    (ratio * 100.0).round() / 100.0
}

fn listed(parts: impl ExactSizeIterator<Item = String>) -> String {
    let more = parts.len().saturating_sub(NAMED);
    let mut named: Vec<String> = parts.take(NAMED).collect();
    if more > 0 {
        named.push(format!("and {more} more"));
    }
    named.join(", ")
}

/// What was found.
fn found(jumps: &[Jump]) -> String {
    listed(jumps.iter().map(|Jump { day, factor }| {
        if *factor > 1.0 {
            format!("{} times as high from {day} on", short(*factor))
        } else {
            format!("{} times as low from {day} on", short(1.0 / factor))
        }
    }))
}

/// What is done to the prices.
fn done(steps: &[Step]) -> String {
    listed(steps.iter().map(|Step { from, factor }| {
        if *factor < 1.0 {
            format!("divided by {} from {from} on", short(1.0 / factor))
        } else {
            format!("multiplied by {} from {from} on", short(*factor))
        }
    }))
}

/// What the button says.
fn offer(id: &str, jumps: &[Jump], join: &[Step]) -> String {
    match jumps {
        [Jump { day, factor }] => {
            let how = if *factor > 1.0 {
                format!("divide later prices by {}", short(*factor))
            } else {
                format!("multiply later prices by {}", short(1.0 / factor))
            };
            format!("Treat it as a split or another unit on {day}: {how}")
        }
        _ => format!("Treat them as splits or other units: prices of {id} {}", done(join)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    #[test]
    fn jumps_and_steps_in_words() {
        let day = |text| Date::parse_iso(text).unwrap();
        let jump = |text, factor| Jump { day: day(text), factor };
        let one = [jump("2024-01-02", 100.0)];
        let join = [Step { from: day("2024-01-02"), factor: 0.01 }];
        assert_eq!(found(&one), "100 times as high from 2024-01-02 on");
        assert_eq!(done(&join), "divided by 100 from 2024-01-02 on");
        assert_eq!(
            offer("X", &one, &join),
            "Treat it as a split or another unit on 2024-01-02: divide later prices by 100"
        );
        let four: Vec<Jump> = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"].map(|day| jump(day, 0.5)).into();
        assert!(
            found(&four).starts_with("2 times as low from 2024-01-02 on, ") && found(&four).ends_with(", and 1 more")
        );
    }
}
