//! The altcoins as one series, in several ways: how each did, which coins are in it and since when.

use crate::number::{fixed, interval, percent, percentage};
use crate::study::composites::{CompositeReport, CompositesReport, Doubt, DrawdownReport, PartReport, Warning, With};
use crate::study::study::Study;
use crate::tell::basis::words;
use crate::tell::cell::Cell;
use crate::tell::document::{Action, Block, Notice, Section, Table, number, text};

/// The section: none of its tables where there are not two altcoins.
pub(crate) fn section(study: &Study<'_>, found: &CompositesReport) -> Section {
    const TITLE: &str = "Altcoin index";
    let mut blocks: Vec<Block> = found.warnings.iter().map(doubt).collect();
    if found.composites.is_empty() {
        blocks.push(Block::Text("There are not two altcoins to make an index of.".to_owned()));
        return Section::new("composites", TITLE, blocks);
    }
    blocks.push(table(study, found).into());
    let remarks = found.missing.iter().map(|missing| format!("No {}: {}", missing.id, missing.message));
    let passed_over =
        found.passed_over.iter().map(|coin| format!("Not among the altcoins: {} ({}).", coin.id, coin.why));
    let remarks: Vec<String> = remarks.chain(passed_over).collect();
    if !remarks.is_empty() {
        blocks.push(Block::List(remarks));
    }
    blocks.push(Block::Text(found.survivors.to_owned()));
    for composite in &found.composites {
        blocks.extend(composite.bottleneck.iter().map(|bottleneck| Block::Text(bottleneck.message.clone())));
        blocks.push(parts(composite).into());
    }
    Section::new("composites", TITLE, blocks).on(basis(study))
}

fn basis(study: &Study<'_>) -> String {
    let settings = study.settings;
    let from = settings.from.map_or_else(|| "from the first day".to_owned(), |day| format!("from {day}"));
    let to = settings.to.map_or_else(|| " on".to_owned(), |day| format!(" to {day}"));
    format!(
        "The altcoins as one series, by several weights, and what all coins have in common. They can be named wherever a series is \
         chosen. Correlations with {} intervals: {}; like volatility and falls, {from}{to}.",
        percent(settings.confidence),
        words(study)
    )
}

/// What is doubtful, with what can be done about it: a coin that has ended needs nothing.
fn doubt(warning: &Warning) -> Block {
    let ids = if warning.code == Doubt::Ended { &[][..] } else { &warning.ids };
    let actions = ids.iter().map(|id| Action::leave_out(id)).collect();
    Block::Notice(Notice { text: warning.message.clone(), in_force: false, actions })
}

fn table(study: &Study<'_>, found: &CompositesReport) -> Table {
    let with = |of: fn(&CompositeReport) -> Option<&With>, otherwise: &str| {
        let id = found.composites.iter().find_map(of).map_or(otherwise, |with| with.id.as_str());
        number(format!("With {id}"))
    };
    let columns = [
        text("Series"),
        text("Name"),
        number("Days"),
        text("Period"),
        with(|of| of.with_bitcoin.as_ref(), "bitcoin"),
        with(|of| of.with_small_tech.as_ref(), "small tech"),
        number("Volatility, a year"),
        text("Deepest fall"),
    ];
    let caption =
        format!("The altcoins as one series. Correlations with {} intervals.", percent(study.settings.confidence));
    let row = |of: &CompositeReport| {
        vec![
            Cell::text(&of.id),
            Cell::text(&of.name),
            Cell::count(of.days),
            Cell::Days(of.first, of.last),
            correlated(of.with_bitcoin.as_ref()),
            correlated(of.with_small_tech.as_ref()),
            Cell::Percentage(of.volatility),
            Cell::text(of.drawdown.as_ref().map_or_else(|| "none".to_owned(), fall)),
        ]
    };
    Table::new(caption, columns, found.composites.iter().map(row))
}

fn correlated(found: Option<&With>) -> Cell {
    Cell::text(found.map_or_else(
        || crate::number::NONE.to_owned(),
        |With { estimate, .. }| format!("{} ({})", fixed(estimate.r, 2), interval(estimate.low, estimate.high, 2)),
    ))
}

fn fall(DrawdownReport { depth, peak, trough, recovery }: &DrawdownReport) -> String {
    let end = recovery.map_or_else(|| "not recovered".to_owned(), |day| format!("recovered on {day}"));
    format!("{}, {peak} to {trough}, {end}", percentage(*depth))
}

fn parts(found: &CompositeReport) -> Table {
    let explained = found.explained.map_or_else(String::new, |share| {
        format!(" It explains {} of the variance of the coins' returns.", percentage(share))
    });
    let columns = [
        text("Coin"),
        text("Since"),
        text("Until"),
        number("Weight"),
        number("Loading"),
        number("Days at its last price"),
    ];
    let row = |part: &PartReport| {
        vec![
            Cell::text(&part.id),
            Cell::text(part.entered.map_or_else(|| "never in".to_owned(), |entered| entered.to_string())),
            Cell::Day(part.left),
            Cell::Percentage(Some(part.weight)),
            Cell::number(part.loading, 3),
            Cell::count(part.carried),
        ]
    };
    Table::new(format!("{}: its coins. {}{explained}", found.id, found.words), columns, found.parts.iter().map(row))
}
