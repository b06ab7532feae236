//! The altcoins as one series, in several ways: how each did, who is in it and since when.

use super::confidence;
use crate::export::document::{Block, Table};
use crate::export::number::{count, day, days, fixed, interval, percent};
use crate::study::composites::{CompositeReport, DrawdownReport, PartReport, With};
use crate::study::report::Report;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let found = &report.composites;
    let mut blocks: Vec<Block> = found.warnings.iter().map(|warning| Block::Warning(warning.message.clone())).collect();
    if found.composites.is_empty() {
        blocks.push(Block::Text("There are not two altcoins to make an index of.".to_owned()));
        return blocks;
    }
    let columns =
        ["Series", "Name", "#Levels", "Days", "With bitcoin", "With small tech", "#Volatility, a year", "Deepest fall"];
    let caption = format!(
        "The altcoins as one series. Correlations with {} intervals, volatility and falls are of the settings' period.",
        percent(confidence(report))
    );
    blocks.push(Table::new(caption, &columns).with(found.composites.iter().map(composite)));
    blocks.push(Block::Text(found.survivors.to_owned()));
    let remarks = found.missing.iter().map(|missing| format!("No {}: {}", missing.id, missing.message));
    let passed_over = found.passed_over.iter().map(|coin| format!("{} is no altcoin: {}.", coin.id, coin.why));
    let remarks: Vec<String> = remarks.chain(passed_over).collect();
    if !remarks.is_empty() {
        blocks.push(Block::List(remarks));
    }
    blocks.extend(found.composites.iter().map(parts));
    blocks
}

fn composite(found: &CompositeReport) -> Vec<String> {
    vec![
        found.id.clone(),
        found.name.clone(),
        count(found.days),
        days(found.first, found.last),
        with(found.with_bitcoin.as_ref()),
        with(found.with_small_tech.as_ref()),
        found.volatility.map_or_else(String::new, percent),
        found.drawdown.as_ref().map_or_else(|| "none".to_owned(), fall),
    ]
}

fn with(found: Option<&With>) -> String {
    found.map_or_else(String::new, |With { id, estimate }| {
        format!("{id}: {} ({})", fixed(estimate.r, 2), interval(estimate.low, estimate.high, 2))
    })
}

fn fall(DrawdownReport { depth, peak, trough, recovery }: &DrawdownReport) -> String {
    let end = recovery.map_or_else(|| "not made up".to_owned(), |day| format!("made up on {day}"));
    format!("{}, {peak} to {trough}, {end}", percent(*depth))
}

fn parts(found: &CompositeReport) -> Block {
    let explained = found.explained.map_or_else(String::new, |share| {
        format!(" It explains {} of the variance of the coins' returns.", percent(share))
    });
    let columns = ["Coin", "Since", "Until", "#Weight", "#Loading", "#Days at its last price"];
    let caption = format!("{}: its coins. {}{explained}", found.id, found.words);
    let row = |part: &PartReport| {
        vec![
            part.id.clone(),
            part.entered.map_or_else(|| "never in".to_owned(), |entered| entered.to_string()),
            day(part.left),
            fixed(part.weight, 3),
            fixed(part.loading, 3),
            count(part.carried),
        ]
    };
    Table::new(caption, &columns).with(found.parts.iter().map(row))
}
