//! Every claim: verdict, sentence, rule, numbers, the series in it, the same question asked in other ways, and how its verdict
//! stood over time.

use super::brief::brief;
use super::{answer, peaks};
use crate::number::{count, counted, days, fixed, interval, p_value, percent, signed};
use crate::study::claim::{Evidence, Finding, InfluentialDay, InfluentialDays, Lens, LensFinding, Said};
use crate::study::lateness::LateSeries;
use crate::study::settings::SeriesSettings;
use crate::study::study::Study;
use crate::tell::cell::Cell;
use crate::tell::document::{Action, Block, Fact, Notice, Section, Table, VerdictMark, number, text};
use sectorscope_ground::order;

/// What the page shows of the claims: the answer to the first, and each of them, with years and quarters where it rests on them.
pub(crate) fn sections(study: &Study<'_>, claims: &[Finding]) -> Vec<Section> {
    let mut sections: Vec<Section> =
        claims.first().and_then(|first| answer::of_claim(study, first)).into_iter().collect();
    sections.extend(claims.iter().map(|claim| {
        let mut all = blocks(study, claim);
        all.extend(peaks::sections(claim).into_iter().flat_map(Section::under_heading));
        Section::new(&claim.id, &claim.question, all)
    }));
    sections
}

/// Everything about one claim.
pub(super) fn blocks(study: &Study<'_>, claim: &Finding) -> Vec<Block> {
    let mut blocks = vec![
        Block::Brief(brief(study, claim)),
        Block::Verdict(VerdictMark::from(claim.verdict)),
        Block::Statement(claim.sentence.clone()),
    ];
    blocks.extend(answer::stood(claim));
    if !claim.late.is_empty() {
        let text = "Shift the dates of these series before testing this claim.".to_owned();
        blocks.push(Block::Notice(Notice { text, in_force: false, actions: vec![shift(study, &claim.late)] }));
    }
    blocks.push(Block::Facts(facts(claim)));
    let missing: Vec<String> = claim.missing.iter().map(|missing| missing.message.clone()).collect();
    blocks.extend([missing, claim.caveats.clone()].into_iter().filter(|list| !list.is_empty()).map(Block::List));
    blocks.extend(
        [quantities(claim), lenses(claim), coin_by_coin(claim), robustness(claim), history(claim)]
            .into_iter()
            .flatten()
            .map(Block::Table),
    );
    blocks
}

/// `−1 day`
fn days_of(days: i32) -> String {
    let of = counted(u64::from(days.unsigned_abs()), "day");
    format!("{}{of}", if days < 0 { '\u{2212}' } else { '+' })
}

/// To move the dates of all of these series at once.
fn shift(study: &Study<'_>, series: &[LateSeries]) -> Action {
    let label = match series {
        [only] => format!("Shift {} by {}", only.id, days_of(only.days)),
        _ => format!("Shift all {} by their days", count(series.len())),
    };
    let moved = series.iter().map(|late| {
        let already = study.roster.find(&late.id).map_or(0, |member| member.shift_days);
        let shift_days = Some(already + late.days);
        (late.id.clone(), SeriesSettings { shift_days, ..SeriesSettings::default() })
    });
    Action { label, series: order::map(moved), ..Action::default() }
}

/// Series whose days are labelled wrongly, with the mend of all at once, and the correlations that show it.
pub(super) fn late(study: &Study<'_>, series: &[LateSeries]) -> Vec<Block> {
    let Some((first, others)) = series.split_first() else { return Vec::new() };
    let named: Vec<String> = others.iter().map(|late| format!("{} ({})", late.id, days_of(late.days))).collect();
    let rest = if named.is_empty() { String::new() } else { format!(" So are those of {}.", named.join(", ")) };
    let message = format!("{}{rest}", first.message);
    let columns = [
        text("Series"),
        number("Days to add"),
        text("Against"),
        number("Correlation as labelled"),
        number("after the shift"),
        number("Returns"),
    ];
    let rows = series.iter().map(|late| {
        vec![
            Cell::text(&late.id),
            Cell::text(signed(f64::from(late.days), 0)),
            Cell::text(&late.against),
            Cell::number(late.r, 3),
            Cell::number(late.r_shifted, 3),
            Cell::count(late.n),
        ]
    });
    let table = Table::new("Series whose days are labelled wrongly.", columns, rows);
    vec![Block::Notice(Notice { text: message, in_force: false, actions: vec![shift(study, series)] }), table.into()]
}

/// The same for the page; nothing where no series is late.
pub(crate) fn late_sections(study: &Study<'_>, series: &[LateSeries]) -> Vec<Section> {
    let one = (!series.is_empty()).then(|| Section::new("late-series", "Days labelled wrongly", late(study, series)));
    one.into_iter().collect()
}

fn facts(claim: &Finding) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut fact = |name: &'static str, value: String, method| facts.push(Fact::new(name, value).by(method));
    if claim.effect.is_some() {
        let ends = claim.confidence.map_or_else(String::new, |confidence| {
            format!(" ({}, {})", interval(claim.low, claim.high, 3), percent(confidence))
        });
        fact("Number", format!("{}: {}{ends}", claim.effect_is, fixed(claim.effect, 3)), "beside");
        fact("p", p_value(claim.p), "beside");
    }
    if claim.n > 0 {
        fact("Returns", format!("{}, {}", count(claim.n), days(claim.first, claim.last)), "sample");
    }
    if !claim.roles.is_empty() {
        let roles: Vec<String> =
            claim.roles.iter().map(|(role, ids)| format!("{}: {}", role.replace('_', " "), ids.join(", "))).collect();
        fact("Series in the claim", roles.join(" · "), "cast");
    }
    fact("Rule", claim.rule.to_owned(), "rules");
    if let Some(reason) = claim.reason {
        fact("Why no plain verdict", reason.replace('_', " "), "gates");
    }
    if let Some(needed) = &claim.needed {
        fact("What the data could show", needed.clone(), "detectable");
    }
    if let Some(days) = &claim.influential_days {
        fact("Influential days", influential(days), "influential-days");
    }
    facts
}

/// On how few days the answer rests.
fn influential(found: &InfluentialDays) -> String {
    let share = |day: &InfluentialDay| format!("{} ({})", day.day, signed(day.share, 3));
    let named: Vec<String> = found.days.iter().map(share).collect();
    let without = |few: usize| format!("leaving out {} of {} returns", count(few), count(found.n));
    let doubt =
        found.to_doubt.map_or_else(String::new, |few| format!("; {}, it is no longer beyond chance", without(few)));
    let turn = match found.to_turn {
        Some(few) => format!("{}, the number has the other sign", without(few)),
        None => "even with half of all returns left out, the sign stays the same".to_owned(),
    };
    format!("{}{doubt}; {turn}.", named.join(", "))
}

fn quantities(claim: &Finding) -> Option<Table> {
    if claim.beside.is_empty() {
        return None;
    }
    let columns =
        [text("What"), number("Number"), number("low"), number("high"), text("Coverage"), number("p"), number("n")];
    let rows = claim.beside.iter().map(|of| {
        vec![
            Cell::text(&of.quantity),
            Cell::number(of.effect, 3),
            Cell::number(of.low, 3),
            Cell::number(of.high, 3),
            Cell::Percent(of.low.map(|_| of.confidence)),
            Cell::P(of.p),
            Cell::count(of.n),
        ]
    });
    Some(Table::new("Further numbers, each with its own interval and p.", columns, rows))
}

fn lenses(claim: &Finding) -> Option<Table> {
    if claim.lenses.each().count() < 2 {
        return None;
    }
    let columns = [
        text("Returns"),
        number("Number"),
        crate::tell::basis::low(claim.confidence.unwrap_or(0.95)),
        number("high"),
        number("p"),
        number("n"),
        text("Verdict of it alone"),
    ];
    let row = |(lens, of): (Lens, &LensFinding)| {
        let kind = match lens {
            Lens::Raw => "as they are",
            Lens::Devolatilised => "in units of their volatility",
        };
        vec![
            Cell::text(kind),
            Cell::number(of.effect, 3),
            Cell::number(of.low, 3),
            Cell::number(of.high, 3),
            Cell::P(Some(of.p)),
            Cell::count(of.n),
            Cell::text(VerdictMark::from(of.verdict).word),
        ]
    };
    Some(Table::new(format!("By kind of returns: {}.", claim.effect_is), columns, claim.lenses.each().map(row)))
}

/// Each altcoin alone: an index, or a mean, can move as none of its coins does.
fn coin_by_coin(claim: &Finding) -> Option<Table> {
    let table = match &claim.evidence {
        Evidence::TopSector(evidence) => {
            let columns = [text("Coin"), text("Its top sector"), text("Could be first"), number("Returns")];
            let rows = evidence.by_coin.iter().map(|coin| {
                let first = coin.could_be_first.join(", ");
                vec![Cell::text(&coin.id), Cell::text(&coin.point_top), Cell::text(first), Cell::count(coin.n)]
            });
            Table::new("Each altcoin alone: the sector that it moves with most.", columns, rows)
        }
        Evidence::AltcoinsLower(evidence) => {
            let columns =
                [text("Coin"), number("Correlation"), number("Bitcoin's"), number("Difference"), number("Returns")];
            let rows = evidence.lenses.raw.as_ref()?.by_coin.iter().map(|coin| {
                vec![
                    Cell::text(&coin.id),
                    Cell::number(coin.r, 3),
                    Cell::number(coin.r_bitcoin, 3),
                    Cell::number(coin.difference, 3),
                    Cell::count(coin.n),
                ]
            });
            Table::new("Each altcoin alone, and bitcoin on the same days: raw returns.", columns, rows)
        }
        _ => return None,
    };
    (!table.rows.is_empty()).then_some(table)
}

fn robustness(claim: &Finding) -> Option<Table> {
    if claim.robustness.is_empty() {
        return None;
    }
    let same = claim.robustness.iter().filter(|row| row.said.verdict == claim.verdict).count();
    let caption = format!(
        "Asked in other ways, each judged by the claim's own rule: the same verdict in {} of {}.",
        count(same),
        count(claim.robustness.len())
    );
    let rows = claim.robustness.iter().map(|row| judged(row.way.clone(), &row.said));
    Some(Table::new(caption, columns_of_judged("Way"), rows))
}

fn history(claim: &Finding) -> Option<Table> {
    if claim.history.len() < 2 {
        return None;
    }
    let caption = "The verdict as it stood at the end of each quarter, by the data up to then. With this many looks some decide by \
                   chance alone: see the methods.";
    let rows = claim.history.iter().map(|point| judged(point.day.to_string(), &point.said));
    Some(Table::new(caption, columns_of_judged("Up to"), rows))
}

fn columns_of_judged(name: &str) -> [crate::tell::document::Column; 7] {
    [text(name), text("Verdict"), number("Number"), number("low"), number("high"), number("p"), number("n")]
}

/// One way to ask, or one day, with the verdict that the claim's rule gives.
fn judged(name: String, said: &Said) -> Vec<Cell> {
    let why = said.reason.map_or_else(String::new, |reason| format!(" ({})", reason.replace('_', " ")));
    vec![
        Cell::text(name),
        Cell::text(format!("{}{why}", VerdictMark::from(said.verdict).word)),
        Cell::number(said.effect, 3),
        Cell::number(said.low, 3),
        Cell::number(said.high, 3),
        Cell::P(said.p),
        Cell::count(said.n),
    ]
}
