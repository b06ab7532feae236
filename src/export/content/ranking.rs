//! The ranking with everything that says how firm it is.

use super::{basis, confidence, name_of, without_answer};
use crate::export::document::{Block, Table};
use crate::export::number::{NONE, count, days, fixed, interval, percent};
use crate::study::orders::Order;
use crate::study::ranking::{Ranking, RankingRow, Resampling};
use crate::study::report::Report;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let mut blocks: Vec<Block> = without_answer(report, "ranking").collect();
    let Some(ranking) = &report.ranking else { return blocks };
    blocks.push(table(report, ranking));
    blocks.extend(ranking.resampling.as_ref().map(|resampling| Block::Text(firmness(ranking, resampling))));
    if !ranking.orders.is_empty() {
        blocks.push(orders(ranking));
    }
    blocks.push(Block::Text(
        "Each interval speaks of one correlation at a time; intervals that overlap are no test of a difference. The \
         intervals for all hold together (Bonferroni)."
            .to_owned(),
    ));
    if !ranking.industries.is_empty() {
        let industries = ranking.industries.join(", ");
        blocks.push(Block::Text(format!("Not ranked, since they stand for one industry of a sector: {industries}.")));
    }
    blocks.extend(ranking.excluded.iter().map(|excluded| Block::Warning(format!("Not ranked: {}", excluded.reason))));
    blocks
}

fn table(report: &Report, ranking: &Ranking) -> Block {
    let caption = format!(
        "Correlation with {}: {}, {} returns, {}.",
        ranking.reference,
        basis(report),
        count(ranking.n),
        days(ranking.first, ranking.last)
    );
    let low = format!("#{} low", percent(confidence(report)));
    let columns = [
        "Series",
        "#Rank",
        "Name",
        "#Correlation",
        &low,
        "#high",
        "#Returns",
        "Possible ranks",
        "Could be first",
        "#First in",
        "#For all",
    ];
    let row = |(place, row): (usize, &RankingRow)| {
        let estimate = row.estimate;
        vec![
            row.id.clone(),
            (place + 1).to_string(),
            name_of(report, &row.id).to_owned(),
            estimate.undefined.map_or_else(|| fixed(estimate.r, 4), |reason| reason.replace('_', " ")),
            fixed(estimate.low, 4),
            fixed(estimate.high, 4),
            count(estimate.n),
            row.ranks.map_or_else(|| NONE.to_owned(), |[best, worst]| format!("{best} to {worst}")),
            row.in_confidence_set.map_or(NONE, |inside| if inside { "yes" } else { "no" }).to_owned(),
            row.probability_top.map_or_else(|| NONE.to_owned(), percent),
            row.together.map_or_else(|| NONE.to_owned(), |[low, high]| interval(Some(low), Some(high), 4)),
        ]
    };
    Table::new(caption, &columns).with(ranking.rows.iter().enumerate().map(row))
}

/// The places under other choices: whether an order is one of the data or of a choice.
fn orders(ranking: &Ranking) -> Block {
    let header = |order: &Order| match (order.by, order.name.as_str()) {
        ("volatility", _) => "#in units of volatility".to_owned(),
        ("method", "pearson") => "#Pearson".to_owned(),
        ("method", "spearman") => "#Spearman".to_owned(),
        ("method", "kendall") => "#Kendall".to_owned(),
        (_, name) => format!("#{name}"),
    };
    let headers: Vec<String> = ranking.orders.iter().map(header).collect();
    let columns: Vec<&str> = std::iter::once("Series").chain(headers.iter().map(String::as_str)).collect();
    let caption = format!("Rank, and correlation with {}, where one thing is chosen differently.", ranking.reference);
    let counts = std::iter::once("Returns".to_owned()).chain(ranking.orders.iter().map(|order| count(order.n)));
    let places = |(at, row): (usize, &RankingRow)| {
        let place = |order: &Order| match order.places.get(at).and_then(|place| place.rank.zip(place.r)) {
            Some((rank, r)) => format!("{rank} ({})", fixed(r, 2)),
            None => NONE.to_owned(),
        };
        std::iter::once(row.id.clone()).chain(ranking.orders.iter().map(place)).collect()
    };
    let rows = ranking.rows.iter().enumerate().map(places);
    Table::new(caption, &columns).with(std::iter::once(counts.collect()).chain(rows))
}

/// Who could be first, and how stable the first place is, in two sentences.
fn firmness(ranking: &Ranking, resampling: &Resampling) -> String {
    let first = match &ranking.first_place {
        Some(found) => format!(
            "{} of {} could be first: nobody is told to lie above them (one-sided tests at 5\u{a0}% over the number of rivals, by raw \
             returns and by returns in units of their volatility; no random numbers).",
            count(found.could_be_first.len()),
            count(found.ranks.len())
        ),
        None => "Who could be first cannot be said.".to_owned(),
    };
    let Some(block) = resampling.block else {
        let reason = resampling.undefined.unwrap_or_default().replace('_', " ");
        return format!("{first} How stable the order is cannot be said: {reason}.");
    };
    format!(
        "{first} “First in” is the share of {} bootstrap replicates in which a series is first (blocks of {} returns, seed {}): how \
         stable its place is, not a probability that it is the best.",
        count(resampling.replicates),
        fixed(block, 1),
        resampling.seed
    )
}
