//! Is small-cap tech the sector with the highest correlation?

use serde_json::json;

use super::hearing::{Case, Columns, Hearing, Role, evidence, needed, split_sentence};
use super::recast::{Word, recast};
use super::words::{difference, list, number, p_value, sample};
use super::{Finding, LensFinding};
use crate::study::claims::{ClaimTests, Judged, LEVEL, Question, Reason, TopSector, TopSectorLens, Verdict};
use crate::study::roster::Member;

pub(super) const RULE: &str = "Supported where the claimed sector's correlation exceeds every other's beyond chance (the largest one-sided p is at most \
                    0.05), contradicted where some other exceeds it (smallest p after Holm), by raw returns and by returns in units of \
                    their volatility alike; otherwise inconclusive.";
/// Fewest rivals from which being first says something.
const FEWEST_RIVALS: usize = 5;

pub(super) fn bitcoin(hearing: &Hearing<'_>) -> Finding {
    let mut finding = Finding::new("top-sector-bitcoin", "Is small-cap tech the sector bitcoin moves with most?", RULE);
    let roles = [Role::Bitcoin, Role::SmallTech, Role::Sectors];
    if let (true, Some(bitcoin), Some(claimed)) =
        (hearing.cast(&mut finding, &roles), hearing.roles.bitcoin, hearing.roles.small_tech)
    {
        let caption = format!("{} moves with", bitcoin.id);
        about(hearing, &mut finding, bitcoin, &[], claimed, &caption, &[Word::SmallTech]);
        proxy(&mut finding, claimed);
    }
    finding
}

pub(super) fn altcoins(hearing: &Hearing<'_>) -> Finding {
    let mut finding =
        Finding::new("top-sector-altcoins", "Is small-cap tech the sector altcoins move with most?", RULE);
    let roles = [Role::Bitcoin, Role::Altcoins, Role::SmallTech, Role::Sectors];
    if let (true, Some(bitcoin), Some(claimed)) =
        (hearing.cast(&mut finding, &roles), hearing.roles.bitcoin, hearing.roles.small_tech)
    {
        let coins = &hearing.roles.altcoins;
        let caption = format!("An equal-weight index of {} altcoins moves with", coins.len());
        let (case, sectors) = about(hearing, &mut finding, bitcoin, coins, claimed, &caption, &[Word::SmallTech]);
        each_alone(&mut finding, &case, coins, &sectors, claimed);
        proxy(&mut finding, claimed);
        finding.caveats.extend(hearing.about_altcoins());
    }
    finding
}

/// How many of the altcoins alone have the claimed sector as their top: an index can move as none of its coins does.
fn each_alone(finding: &mut Finding, case: &Case, coins: &[&Member], sectors: &[&Member], claimed: &Member) {
    let (Ok(tops), Some(evidence)) = (case.tests.altcoin_tops(), finding.evidence.as_object_mut()) else { return };
    let top = |number: Option<usize>| Some(sectors.get(number?)?.id.as_str());
    let tops: Vec<(&str, Option<&str>)> =
        coins.iter().zip(tops).map(|(coin, number)| (coin.id.as_str(), top(number))).collect();
    let same: Vec<&str> = tops.iter().filter(|(_, top)| *top == Some(&claimed.id)).map(|(coin, _)| *coin).collect();
    let rows: Vec<serde_json::Value> = tops.iter().map(|(coin, top)| json!({ "id": coin, "top": top })).collect();
    evidence.insert("each_alone".to_owned(), json!(rows));
    let which = if same.is_empty() { String::new() } else { format!(": {}", list(&same)) };
    let of = if same.len() == 1 { "moves" } else { "move" };
    finding.caveats.push(format!(
        "Of the {} altcoins alone, {} {of} most with {}{which}.",
        coins.len(),
        same.len(),
        claimed.id
    ));
}

fn proxy(finding: &mut Finding, claimed: &Member) {
    let called = Hearing::called(claimed, "small-cap tech");
    finding.caveats.push(format!("{called}; the note spoke of the Russell 2000 technology sector."));
}

/// The claim about an asset, or, where there are coins, about their index: `claimed` is its top sector. Returns the tests and
/// the sectors they number.
pub(super) fn about<'h>(
    hearing: &'h Hearing<'_>,
    finding: &mut Finding,
    bitcoin: &'h Member,
    coins: &[&'h Member],
    claimed: &'h Member,
    caption: &str,
    words: &[Word],
) -> (Case, Vec<&'h Member>) {
    let (mut sectors, too_short) = hearing.comparable(bitcoin, &hearing.roles.sectors);
    if !sectors.iter().any(|sector| sector.id == claimed.id) {
        sectors.extend(hearing.roster.active().find(|member| member.id == claimed.id));
    }
    let columns = Columns {
        bitcoin,
        altcoins: coins.to_vec(),
        sectors,
        small_tech: Some(claimed),
        large_tech: None,
        tech: None,
        market: hearing.roles.market.filter(|market| market.id != bitcoin.id),
    };
    let case = hearing.case(&columns, hearing.dates);
    hearing.measure(finding, &case);
    let of_coins = !coins.is_empty();
    let judged = if of_coins { case.tests.altcoins_top() } else { case.tests.bitcoin_top() };
    finding.judged(judged.verdict, judged.reason);
    finding.effect_is = format!("correlation with {} less that with its closest rival", claimed.id);
    match &judged.evidence {
        Some(found) => tell(finding, &case, &judged, found, &columns, caption),
        None => hearing.without_evidence(finding, &case, judged.reason.unwrap_or(Reason::InsufficientData)),
    }
    if judged.evidence.is_some() {
        let question = if of_coins { Question::AltcoinsTop } else { Question::BitcoinTop };
        hearing.cross_examine(finding, &case, question);
        let effect = if of_coins { of_altcoins } else { of_bitcoin };
        finding.robustness.extend(recast(hearing, &columns, words, hearing.dates, effect));
    }
    if !too_short.is_empty() {
        let ids: Vec<&str> = too_short.iter().map(|member| member.id.as_str()).collect();
        finding.caveats.push(format!("Left out for too few shared days: {}.", list(&ids)));
    }
    finding.take_days(case.costliest.clone());
    (case, columns.sectors)
}

fn of_bitcoin(tests: &ClaimTests) -> Option<(f64, f64)> {
    closest(&tests.bitcoin_top().evidence?)
}

fn of_altcoins(tests: &ClaimTests) -> Option<(f64, f64)> {
    closest(&tests.altcoins_top().evidence?)
}

/// The lead over the closest rival, and its z.
fn closest(found: &TopSector) -> Option<(f64, f64)> {
    let rival = found.lenses.raw.closest_rival()?;
    Some((rival.difference, rival.difference / rival.se))
}

#[expect(clippy::too_many_lines, reason = "one claim from its numbers to its words")]
fn tell(
    finding: &mut Finding,
    case: &Case,
    judged: &Judged<TopSector>,
    found: &TopSector,
    columns: &Columns<'_>,
    caption: &str,
) {
    let raw = &found.lenses.raw;
    let id = |sector: usize| columns.sectors.get(sector).map_or("", |member| member.id.as_str());
    let Some(rival) = raw.closest_rival() else { return };
    let lens = |lens: &'static str, of: &TopSectorLens| {
        // The rival that is closest by raw returns, by either kind of returns.
        let against = of.rivals.iter().find(|row| row.sector == rival.sector);
        against.map(|row| LensFinding::new(lens, of.verdict(), row.difference, row.se, of.p_top))
    };
    let lenses = [lens("raw", raw), lens("devolatilised", &found.lenses.devolatilised)];
    finding.take_lenses(lenses.into_iter().flatten().collect());
    let exceeding: Vec<&str> = raw.rivals.iter().filter(|row| row.p_less <= LEVEL).map(|row| id(row.sector)).collect();
    let undecided: Vec<&str> =
        raw.rivals.iter().filter(|row| row.p_greater > LEVEL).map(|row| id(row.sector)).collect();
    let claimed = id(found.claimed);
    let ending = match (judged.verdict, judged.reason) {
        (Verdict::Supported, _) => {
            format!("Supported: it exceeds all {} others beyond chance ({}).", raw.rivals.len(), p_value(raw.p_top))
        }
        (Verdict::Contradicted, _) => {
            format!("Contradicted: {} beyond chance ({}).", exceeds(&exceeding), p_value(raw.p_exceeded))
        }
        (_, Some(Reason::VolatilityWeighting)) => {
            let sentence = split_sentence(raw.verdict(), found.lenses.devolatilised.verdict());
            format!("Inconclusive: {sentence}.")
        }
        _ => format!("Inconclusive: {claimed} cannot be told from {}.", list(&undecided)),
    };
    let n = raw.n;
    finding.sentence = format!(
        "{caption} {claimed} at {}, {} against {}, the closest of {} other sectors (95 % interval of the difference {} to {}; {}). {ending}",
        number(raw.r_claimed),
        difference(rival.difference),
        id(rival.sector),
        raw.rivals.len(),
        number(finding.low.unwrap_or(0.0)),
        number(finding.high.unwrap_or(0.0)),
        sample(n, case.tests.days_after),
    );
    if judged.verdict == Verdict::Inconclusive {
        finding.needed = needed(rival.difference, rival.se, n);
    }
    if raw.rivals.len() < FEWEST_RIVALS {
        finding.caveats.push(format!(
            "Only {} other sectors were supplied: first among these is not first among all.",
            raw.rivals.len()
        ));
    }
    let rows = |of: &TopSectorLens| -> Vec<serde_json::Value> {
        let row = |row: &crate::study::claims::RivalRow| json!({ "id": id(row.sector), "r": row.r, "difference": row.difference, "se": row.se, "p_greater": row.p_greater, "p_less": row.p_less });
        of.rivals.iter().map(row).collect()
    };
    let one = |of: &TopSectorLens| {
        evidence(vec![
            ("n", json!(of.n)),
            ("lags", json!(of.lags)),
            ("r", json!(of.r_claimed)),
            ("p_top", json!(of.p_top)),
            ("p_exceeded", json!(of.p_exceeded)),
            ("rivals", json!(rows(of))),
        ])
    };
    finding.evidence = evidence(vec![
        ("claimed", json!(claimed)),
        ("point_top", json!(id(found.point_top))),
        ("closest_rival", json!(id(rival.sector))),
        ("raw", one(raw)),
        ("devolatilised", one(&found.lenses.devolatilised)),
    ]);
}

fn exceeds(ids: &[&str]) -> String {
    match ids {
        [one] => format!("{one} exceeds it"),
        _ => format!("{} exceed it", list(ids)),
    }
}
