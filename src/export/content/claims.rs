//! Every claim: verdict, sentence, rule, numbers, who stands for what, and the same question asked in other ways.

use crate::export::document::{Block, Table, shown};
use crate::export::number::{count, days, fixed, interval, p_value};
use crate::study::claims::{Carried, CarryingDay};
use crate::study::findings::Finding;
use crate::study::report::Report;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    report.claims.iter().flat_map(claim).collect()
}

fn claim(claim: &Finding) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading(claim.question.clone()),
        Block::Verdict(claim.verdict),
        Block::Statement(claim.sentence.clone()),
        Block::Facts(facts(claim)),
    ];
    if !claim.missing.is_empty() {
        blocks.push(Block::List(claim.missing.iter().map(|missing| missing.message.clone()).collect()));
    }
    if !claim.caveats.is_empty() {
        blocks.push(Block::List(claim.caveats.clone()));
    }
    if !claim.lenses.is_empty() {
        blocks.push(lenses(claim));
    }
    if !claim.robustness.is_empty() {
        blocks.push(robustness(claim));
    }
    blocks
}

fn facts(claim: &Finding) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if claim.effect.is_some() {
        let number = format!("{} ({}, 95\u{a0}%)", fixed(claim.effect, 3), interval(claim.low, claim.high, 3));
        facts.push(("Number", format!("{}: {number}", claim.effect_is)));
        facts.push(("p", p_value(claim.p)));
        facts.push(("Returns", format!("{}, {}", count(claim.n), days(claim.first, claim.last))));
    }
    if !claim.roles.is_empty() {
        let roles: Vec<String> =
            claim.roles.iter().map(|(role, ids)| format!("{}: {}", role.replace('_', " "), ids.join(", "))).collect();
        facts.push(("Who stands for what", roles.join(" · ")));
    }
    facts.push(("Rule", claim.rule.to_owned()));
    facts.extend(claim.reason.map(|reason| ("Why no plain verdict", reason.replace('_', " "))));
    facts.extend(claim.needed.as_ref().map(|needed| ("What would decide", needed.clone())));
    facts.extend(claim.carried.as_ref().map(|carried| ("Days that carry it", days_that_carry(carried))));
    facts
}

/// On how few days the answer rests.
fn days_that_carry(carried: &Carried) -> String {
    let share = |day: &CarryingDay| {
        let sign = if day.share < 0.0 { "" } else { "+" };
        format!("{} ({sign}{})", day.day, fixed(day.share, 3))
    };
    let days: Vec<String> = carried.days.iter().map(share).collect();
    let without = |days: usize| format!("without {} of {} returns", count(days), count(carried.n));
    let doubt =
        carried.to_doubt.map_or_else(String::new, |days| format!("; {} it is no longer beyond chance", without(days)));
    let turn = match carried.to_turn {
        Some(days) => format!("{} the number has the other sign", without(days)),
        None => "not even without half of all does the number change its sign".to_owned(),
    };
    format!("{}{doubt}; {turn}.", days.join(", "))
}

fn lenses(claim: &Finding) -> Block {
    let columns = ["Returns", "#Number", "#95\u{a0}% low", "#high", "#p", "Alone it says"];
    Table::new(format!("By kind of returns: {}.", claim.effect_is), &columns).with(claim.lenses.iter().map(|lens| {
        let kind = if lens.lens == "raw" { "as they are" } else { "in units of their volatility" };
        vec![
            kind.to_owned(),
            fixed(lens.effect, 3),
            fixed(lens.low, 3),
            fixed(lens.high, 3),
            p_value(Some(lens.p)),
            shown(lens.verdict).1.to_owned(),
        ]
    }))
}

fn robustness(claim: &Finding) -> Block {
    let columns = ["Way", "#Number", "#z", "#n", "Says"];
    Table::new("Asked in other ways, which change no verdict.", &columns).with(claim.robustness.iter().map(|row| {
        let says = match row.undefined {
            _ if row.opposite => "the opposite".to_owned(),
            Some(reason) => reason.replace('_', " "),
            None => "no other".to_owned(),
        };
        vec![row.way.clone(), fixed(row.effect, 3), fixed(row.z, 1), count(row.n), says]
    }))
}
