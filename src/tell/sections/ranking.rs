//! The ranking: the order with everything that says how firm it is, and the days behind it.

use super::answer;
use crate::number::{NONE, count, days, fixed, interval};
use crate::panel::LongInterval;
use crate::returns::Frequency;
use crate::study::casting::{Casting, Role};
use crate::study::orders::{ChosenBy, Order};
use crate::study::ranking::{Ranking, RankingDays, RankingRow, Resampling};
use crate::study::roster::Member;
use crate::study::study::Study;
use crate::tell::basis::{low, name_of, words};
use crate::tell::cell::Cell;
use crate::tell::document::{Action, Block, Notice, Section, Table, number, text};
use crate::tell::figure::{Figure, Interval, Mark, Plot, interval_key, key};
use crate::tell::names::Names;

/// What the page shows of a ranking: the answer in words, the ranking, its days.
pub(crate) fn sections(study: &Study<'_>, found: &Ranking) -> Vec<Section> {
    vec![answer::of_ranking(study, found), ranking(study, found), ledger(study, &found.days)]
}

/// The ranking itself.
pub(super) fn ranking(study: &Study<'_>, found: &Ranking) -> Section {
    let mut blocks = vec![figure(study, found)];
    blocks.extend(firmness(found).map(Block::Text));
    blocks.extend(found.days.bottleneck.iter().map(|bottleneck| {
        Block::Notice(Notice {
            text: bottleneck.message.clone(),
            in_force: false,
            actions: vec![Action::leave_out(&bottleneck.id)],
        })
    }));
    blocks.extend(found.excluded.iter().map(|excluded| Block::notice(format!("Not ranked: {}", excluded.reason))));
    blocks.extend(unranked(study, found).map(Block::Text));
    blocks.push(table(study, found).into());
    blocks.push(Block::Text(
        "Each interval is of one correlation at a time; intervals that overlap are not a test of a difference. The intervals for \
         all hold together (Bonferroni)."
            .to_owned(),
    ));
    if !found.orders.is_empty() {
        blocks.push(orders(found).into());
    }
    let basis = format!("{}, {} returns, {}", words(study), count(found.n), days(found.first, found.last));
    let reference = Names::of(study, [found.reference.as_str()]).spoken(&found.reference);
    Section::new("ranking", format!("Moves together with {reference}"), blocks).on(basis)
}

fn figure(study: &Study<'_>, found: &Ranking) -> Block {
    let reading = |row: &RankingRow| {
        let estimate = &row.estimate;
        let name = name_of(study, &row.id).map_or_else(String::new, |name| format!(", {name}"));
        format!(
            "{}{name}: {} with {} ({}), {} returns",
            row.id,
            fixed(estimate.r, 2),
            found.reference,
            interval(estimate.low, estimate.high, 2),
            count(estimate.n)
        )
    };
    let names = Names::of(study, found.rows.iter().map(|row| row.id.as_str()));
    let casting = Casting::new(&study.roster).ok();
    let claimed = casting.as_ref().and_then(|casting| casting.one(Role::SmallTech)).map(|member| member.id.as_str());
    let row = |row: &RankingRow| Interval {
        name: names.titled(&row.id),
        marked: claimed == Some(row.id.as_str()),
        ..Interval::of(row.id.as_str(), &row.estimate, row.in_confidence_set == Some(true), reading(row))
    };
    let confidence = study.settings.confidence;
    Block::Figure(Figure {
        caption: format!("Correlations with {}, sorted.", found.reference),
        legend: vec![
            key(Mark::FilledDot, "could be first"),
            key(Mark::HollowDot, "could not"),
            interval_key(confidence),
        ],
        plot: Plot::Intervals { rows: found.rows.iter().map(row).collect(), confidence },
    })
}

/// Equity series that stay out of the ranking: funds of one industry, and broad, size and theme funds.
fn unranked<'s>(study: &'s Study<'_>, found: &'s Ranking) -> impl Iterator<Item = String> + 's {
    let there = |id: &str| {
        found.reference == id
            || found.rows.iter().any(|row| row.id == id)
            || found.excluded.iter().any(|excluded| excluded.id == id)
    };
    let out = study
        .roster
        .shown()
        .filter(move |member| member.class == Some(crate::catalog::AssetClass::Equity) && !there(&member.id));
    let (industries, others): (Vec<&Member>, Vec<&Member>) =
        out.partition(|member| found.industries.contains(&member.id));
    let ids = |members: &[&Member]| members.iter().map(|member| member.id.as_str()).collect::<Vec<_>>().join(", ");
    let note = move |members: Vec<&Member>, why: &str, how: &str| {
        (!members.is_empty()).then(|| format!("Not ranked, since they {why}: {}. {how}", ids(&members)))
    };
    [
        note(industries, "stand for one industry of a sector", "Give a size under Files and series to rank one."),
        note(others, "have no sector", "Give one under Files and series to rank it."),
    ]
    .into_iter()
    .flatten()
}

fn table(study: &Study<'_>, found: &Ranking) -> Table {
    let caption = format!("Correlation with {}: {}.", found.reference, words(study));
    let columns = [
        text("Series"),
        number("Rank"),
        text("Name"),
        number("Correlation"),
        low(study.settings.confidence),
        number("high"),
        number("Returns"),
        text("Possible ranks"),
        text("Could be first"),
        number("First in"),
        number("For all"),
    ];
    let row = |(place, row): (usize, &RankingRow)| {
        let estimate = row.estimate;
        vec![
            Cell::text(&row.id),
            Cell::count(place + 1),
            Cell::text(name_of(study, &row.id).unwrap_or_default()),
            match estimate.undefined {
                None => Cell::number(estimate.r, 4),
                Some(reason) => Cell::text(reason.replace('_', " ")),
            },
            Cell::number(estimate.low, 4),
            Cell::number(estimate.high, 4),
            Cell::count(estimate.n),
            Cell::Ranks(row.ranks),
            Cell::Flag(row.in_confidence_set),
            Cell::Percent(row.probability_top),
            Cell::Interval(row.together, 4),
        ]
    };
    Table::new(caption, columns, found.rows.iter().enumerate().map(row))
}

/// The places under other choices: whether an order is one of the data or of a choice.
fn orders(found: &Ranking) -> Table {
    let header = |order: &Order| match (order.by, order.name.as_str()) {
        (ChosenBy::Volatility, _) => "in units of volatility".to_owned(),
        (ChosenBy::Method, "pearson") => "Pearson".to_owned(),
        (ChosenBy::Method, "spearman") => "Spearman".to_owned(),
        (ChosenBy::Method, "kendall") => "Kendall".to_owned(),
        (_, name) => name.to_owned(),
    };
    let columns = std::iter::once(text("Series")).chain(found.orders.iter().map(|order| number(header(order))));
    let caption = format!("Rank, and correlation with {}, where one thing is chosen differently.", found.reference);
    let counts = std::iter::once(Cell::text("Returns")).chain(found.orders.iter().map(|order| Cell::count(order.n)));
    let places = |(at, row): (usize, &RankingRow)| {
        let place = |order: &Order| match order.places.get(at).and_then(|place| place.rank.zip(place.r)) {
            Some((rank, r)) => Cell::text(format!("{rank} ({})", fixed(r, 2))),
            None => Cell::text(NONE),
        };
        std::iter::once(Cell::text(&row.id)).chain(found.orders.iter().map(place)).collect()
    };
    let rows = found.rows.iter().enumerate().map(places);
    Table::new(caption, columns, std::iter::once(counts.collect()).chain(rows))
}

/// Which could be first, and how stable the first place is, in two sentences; none where that was not asked for.
fn firmness(found: &Ranking) -> Option<String> {
    let place = found.first_place.as_ref();
    if place.is_none() && found.resampling.is_none() {
        return None;
    }
    let first = match place {
        Some(place) => format!(
            "{} of {} could be first: no other lies above them beyond chance (one-sided tests at 5\u{a0}% over the number of \
             rivals, by raw returns and by returns in units of their volatility; no random numbers).",
            count(place.could_be_first.len()),
            count(place.ranks.len())
        ),
        None => "Which could be first has no answer here.".to_owned(),
    };
    Some(found.resampling.as_ref().map_or(first.clone(), |resampling| format!("{first} {}", stability(resampling))))
}

fn stability(resampling: &Resampling) -> String {
    let Some(block) = resampling.block else {
        let reason = resampling.undefined.unwrap_or_default().replace('_', " ");
        return format!("How stable the order is has no answer: {reason}.");
    };
    format!(
        "“First in” is the share of {} bootstrap replicates in which a series is first (blocks of {} returns, seed {}): how stable \
         its place is, not a probability that it is the best.",
        count(resampling.replicates),
        fixed(block, 1),
        resampling.seed
    )
}

/// The ledger of days: lost days are counted like lost rows.
pub(super) fn ledger(study: &Study<'_>, found: &RankingDays) -> Section {
    let mut lines = vec![format!(
        "The ranking uses the {} days on which all {} series have a price, of {} on which any has one: {}.",
        count(found.shared),
        count(found.series.len()),
        count(found.any),
        days(found.first, found.last)
    )];
    if let Some((reference, others)) = found.series.split_first() {
        let shortest = others.iter().min_by_key(|named| named.days.priced);
        let fewest = shortest
            .map_or_else(String::new, |named| format!(" {} has the fewest: {}.", named.id, count(named.days.priced)));
        lines.push(format!(
            "{} has {} days, {} of them unused.{fewest}",
            reference.id,
            count(reference.days.priced),
            count(reference.days.lost)
        ));
    }
    lines.extend(edges(found).map(str::to_owned));
    lines.extend(long_intervals(&found.long_intervals, study.settings.frequency));
    let mut blocks: Vec<Block> = lines.into_iter().map(Block::Text).collect();
    let columns =
        [text("Series"), number("Days with a price"), number("Of these not shared"), number("Days gained without it")];
    let rows = found.series.iter().map(|series| {
        let of = series.days;
        vec![Cell::text(&series.id), Cell::count(of.priced), Cell::count(of.lost), Cell::count(of.alone_missing)]
    });
    blocks.push(Table::new("The days behind the ranking.", columns, rows).into());
    Section::new("days", "Days", blocks)
}

fn edges(found: &RankingDays) -> Option<&'static str> {
    match found.partial_edges {
        (false, false) => None,
        (true, false) => Some("The first period is cut short by the data."),
        (false, true) => Some("The last period is cut short by the data."),
        (true, true) => Some("The first and the last period are cut short by the data."),
    }
}

/// The moves over gaps, which are returns of no such period.
fn long_intervals(intervals: &[LongInterval], frequency: Frequency) -> Option<String> {
    const NAMED: usize = 5;
    if intervals.is_empty() {
        return None;
    }
    let named: Vec<String> =
        intervals.iter().take(NAMED).map(|long| format!("{} ({} days)", long.day, count(long.days as usize))).collect();
    let more = intervals.len().saturating_sub(NAMED);
    let rest = if more > 0 { format!(" and {} more", count(more)) } else { String::new() };
    Some(format!(
        "Left out of every statistic, since they span more than the {} days that a {} return may: the moves to {}{rest}.",
        frequency.longest_interval(),
        frequency.word(),
        named.join(", ")
    ))
}
