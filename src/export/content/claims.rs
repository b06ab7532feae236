//! Every claim: verdict, sentence, rule, numbers, who stands for what, the same question asked in other ways, and how its verdict
//! stood over time.

use crate::export::document::{Block, Table, shown};
use crate::export::number::{NONE, count, days, fixed, interval, p_value, percent};
use crate::study::claim::{Finding, InfluentialDay, InfluentialDays, Lens, Said};
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
    blocks.extend(claim.late.iter().map(|late| Block::Warning(late.message.clone())));
    if !claim.missing.is_empty() {
        blocks.push(Block::List(claim.missing.iter().map(|missing| missing.message.clone()).collect()));
    }
    if !claim.caveats.is_empty() {
        blocks.push(Block::List(claim.caveats.clone()));
    }
    if !claim.beside.is_empty() {
        blocks.push(quantities(claim));
    }
    if claim.lenses.each().count() > 1 {
        blocks.push(lenses(claim));
    }
    if !claim.robustness.is_empty() {
        blocks.push(robustness(claim));
    }
    if claim.history.len() > 1 {
        blocks.push(history(claim));
    }
    blocks
}

fn facts(claim: &Finding) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if claim.effect.is_some() {
        let ends = claim.confidence.map_or_else(String::new, |confidence| {
            format!(" ({}, {})", interval(claim.low, claim.high, 3), percent(confidence))
        });
        facts.push(("Number", format!("{}: {}{ends}", claim.effect_is, fixed(claim.effect, 3))));
        facts.push(("p", p_value(claim.p)));
    }
    if claim.n > 0 {
        facts.push(("Returns", format!("{}, {}", count(claim.n), days(claim.first, claim.last))));
    }
    if !claim.roles.is_empty() {
        let roles: Vec<String> =
            claim.roles.iter().map(|(role, ids)| format!("{}: {}", role.replace('_', " "), ids.join(", "))).collect();
        facts.push(("Who stands for what", roles.join(" · ")));
    }
    facts.push(("Rule", claim.rule.to_owned()));
    facts.extend(claim.reason.map(|reason| ("Why no plain verdict", reason.replace('_', " "))));
    facts.extend(claim.needed.as_ref().map(|needed| ("What the data could show", needed.clone())));
    facts.extend(claim.influential_days.as_ref().map(|days| ("Influential days", influential(days))));
    facts
}

/// On how few days the answer rests.
fn influential(days: &InfluentialDays) -> String {
    let share = |day: &InfluentialDay| {
        let sign = if day.share < 0.0 { "" } else { "+" };
        format!("{} ({sign}{})", day.day, fixed(day.share, 3))
    };
    let named: Vec<String> = days.days.iter().map(share).collect();
    let without = |few: usize| format!("without some {} of {} returns", count(few), count(days.n));
    let doubt =
        days.to_doubt.map_or_else(String::new, |few| format!("; {} it is no longer beyond chance", without(few)));
    let turn = match days.to_turn {
        Some(few) => format!("{} the number has the other sign", without(few)),
        None => "not even without half of all does the number change its sign".to_owned(),
    };
    format!("{}{doubt}; {turn}.", named.join(", "))
}

fn quantities(claim: &Finding) -> Block {
    let columns = ["What", "#Number", "#low", "#high", "Coverage", "#p", "#n"];
    Table::new("Further numbers, each with its own interval and p.", &columns).with(claim.beside.iter().map(|of| {
        vec![
            of.quantity.clone(),
            fixed(of.effect, 3),
            fixed(of.low, 3),
            fixed(of.high, 3),
            if of.low.is_some() { percent(of.confidence) } else { NONE.to_owned() },
            p_value(of.p),
            count(of.n),
        ]
    }))
}

fn lenses(claim: &Finding) -> Block {
    let low = format!("#{} low", percent(claim.confidence.unwrap_or(0.95)));
    let columns = ["Returns", "#Number", &low, "#high", "#p", "#n", "Alone it says"];
    Table::new(format!("By kind of returns: {}.", claim.effect_is), &columns).with(claim.lenses.each().map(
        |(lens, of)| {
            let kind = match lens {
                Lens::Raw => "as they are",
                Lens::Devolatilised => "in units of their volatility",
            };
            vec![
                kind.to_owned(),
                fixed(of.effect, 3),
                fixed(of.low, 3),
                fixed(of.high, 3),
                p_value(Some(of.p)),
                count(of.n),
                shown(of.verdict).1.to_owned(),
            ]
        },
    ))
}

fn robustness(claim: &Finding) -> Block {
    let same = claim.robustness.iter().filter(|row| row.said.verdict == claim.verdict).count();
    let caption = format!(
        "Asked in other ways, each judged by the claim's own rule: the same verdict in {} of {}.",
        count(same),
        count(claim.robustness.len())
    );
    let columns = ["Way", "Verdict", "#Number", "#low", "#high", "#p", "#n"];
    Table::new(caption, &columns).with(claim.robustness.iter().map(|row| cells(row.way.clone(), &row.said)))
}

fn history(claim: &Finding) -> Block {
    let columns = ["Up to", "Verdict", "#Number", "#low", "#high", "#p", "#n"];
    let caption = "The verdict as it stood at the end of each quarter, by the data up to then. So many looks decide now and then by \
                   chance alone.";
    Table::new(caption, &columns).with(claim.history.iter().map(|point| cells(point.day.to_string(), &point.said)))
}

/// One way to ask, or one day, with what the claim's rule says of it.
fn cells(name: String, said: &Said) -> Vec<String> {
    let why = said.reason.map_or_else(String::new, |reason| format!(" ({})", reason.replace('_', " ")));
    vec![
        name,
        format!("{}{why}", shown(said.verdict).1),
        fixed(said.effect, 3),
        fixed(said.low, 3),
        fixed(said.high, 3),
        p_value(said.p),
        count(said.n),
    ]
}
