//! A simulated market with dates: price files as a person would drop them, and every claim asked of them.

use std::fmt::Write;

use sectorscope::date::Date;
use sectorscope::import::{ImportOptions, Importer};
use sectorscope::study::claim::Finding;
use sectorscope::study::ranking::Depth;
use sectorscope::study::settings::Settings;
use sectorscope::workspace::{Answer, Question, Workspace};
use sectorscope_stats::Undefined;
use sectorscope_stats::linalg::cholesky::Cholesky;
use sectorscope_stats::resampling::random::Philox;

use crate::design::{CRYPTO, Design, WITHIN_CRYPTO, WITHIN_SECTORS};
use crate::panel::simulate;
use crate::trial::{SEED, stream};

/// Bitcoin, three altcoins; small technology, technology, four other sectors; the market.
const SYMBOLS: [&str; 11] = ["BTC", "ETH", "SOL", "ADA", "PSCT", "XLK", "XLF", "XLE", "XLV", "XLU", "SPY"];
const BITCOIN: usize = 0;
const ETHER: usize = 1;
const SOLANA: usize = 2;
const CARDANO: usize = 3;
const SMALL_TECHNOLOGY: usize = 4;
const TECHNOLOGY: usize = 5;
const FINANCIALS: usize = 6;
/// Weekdays before the pandemic began.
const BEFORE: usize = 500;
/// 2020-03-11, the first day after.
const PANDEMIC: Date = Date::from_days(18_332);
/// The Monday on which, the note says, crypto and technology fell together.
const JOINT_FALL: Date = Date::from_days(20_115);
/// Standard deviations of a day that the scenarios with an answer let it move.
const MOVE: f64 = 2.5;
/// The same of technology's own drift in the named years, up in one quarter and down in the next.
const DRIFT: f64 = 0.15;
/// Standard deviation of a return over a weekend, in those of one day, for what is traded on every day.
const WEEKEND: f64 = 1.732_050_807_568_877_2;
/// Standard deviations of daily returns: crypto, sectors.
const DAILY: [f64; 2] = [0.035, 0.012];

/// What is true of a market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// All crypto assets have 0.35 with all sectors on all days: no claim holds, nor its opposite.
    Alike,
    /// The same, with files as people have them: ether lacks 70 days, SOL begins in 2021, ADA ends in 2023, one in fifty days
    /// of a sector is missing.
    Gaps,
    /// No correlation.
    Zero,
    /// Every claim holds.
    Claimed,
    /// The opposite of every claim holds.
    Opposite,
}

impl Scenario {
    /// As part of a name.
    pub fn word(self) -> &'static str {
        match self {
            Scenario::Alike => "alike",
            Scenario::Gaps => "gaps",
            Scenario::Zero => "zero",
            Scenario::Claimed => "claimed",
            Scenario::Opposite => "opposite",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Scenario::Alike => "all alike",
            Scenario::Gaps => "all alike, with gaps and late and dead coins",
            Scenario::Zero => "no correlation",
            Scenario::Claimed => "as claimed",
            Scenario::Opposite => "the opposite",
        }
    }

    /// Correlation of the innovations of a crypto asset and a sector in a time.
    fn correlation(self, crypto: usize, sector: usize, time: Time) -> f64 {
        // Small technology less the others; altcoins less bitcoin.
        let (small, altcoins) =
            (f64::from(u8::from(sector == SMALL_TECHNOLOGY)), f64::from(u8::from(crypto != BITCOIN)));
        match (self, time) {
            (Scenario::Alike | Scenario::Gaps, _) => 0.35,
            (Scenario::Zero, _) | (Scenario::Claimed, Time::Before) => 0.0,
            (Scenario::Claimed, Time::Named) => 0.40 + 0.08 * small - 0.10 * altcoins,
            (Scenario::Claimed, Time::Other) => 0.25 + 0.08 * small - 0.10 * altcoins,
            (Scenario::Opposite, Time::Before) => 0.50,
            (Scenario::Opposite, Time::Named) => 0.20 - 0.08 * small + 0.10 * altcoins,
            (Scenario::Opposite, Time::Other) => 0.35 - 0.08 * small + 0.10 * altcoins,
        }
    }

    fn factor(self, time: Time) -> Result<Cholesky, Undefined> {
        let entry = |i: usize, j: usize| match (i < CRYPTO, j < CRYPTO) {
            _ if i == j => 1.0,
            (true, true) => WITHIN_CRYPTO,
            (false, false) => WITHIN_SECTORS,
            (true, false) => self.correlation(i, j, time),
            (false, true) => self.correlation(j, i, time),
        };
        let k = SYMBOLS.len();
        let matrix: Vec<f64> = (0..k * k).map(|at| entry(at / k, at % k)).collect();
        Cholesky::new(&matrix, k)
    }

    /// In which direction technology and crypto go on the one Monday: down, up, or wherever chance takes them.
    fn joint_move(self) -> Option<f64> {
        match self {
            Scenario::Claimed => Some(-MOVE),
            Scenario::Opposite => Some(MOVE),
            Scenario::Alike | Scenario::Gaps | Scenario::Zero => None,
        }
    }
}

/// Before the pandemic, in the years that the note names, in the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Time {
    Before,
    Named,
    Other,
}

impl Time {
    fn of(day: Date) -> Time {
        match day.ymd().0 {
            _ if day < PANDEMIC => Time::Before,
            2020 | 2022 | 2024 => Time::Named,
            _ => Time::Other,
        }
    }
}

/// What every claim says of one sample of this many weekdays since the pandemic began, asked as the page asks it.
///
/// # Errors
///
/// A sentence, where a file was not read or a claim not asked.
pub fn findings(
    scenario: Scenario,
    design: &Design,
    rows: usize,
    number: u32,
    depth: Depth,
) -> Result<Vec<Finding>, String> {
    let days = weekdays(rows);
    let returns = returns(scenario, design, &days, rows, number).map_err(|reason| reason.to_string())?;
    let mut workspace = Workspace::new();
    for (column, symbol) in SYMBOLS.iter().enumerate() {
        let mut text = String::from("Date,Close\n");
        let mut logarithm = 0.0;
        for (row, day) in days.iter().enumerate() {
            // The first day has a price and no return.
            logarithm += row.checked_sub(1).map_or(0.0, |before| returns[column][before]);
            if scenario != Scenario::Gaps || is_there(column, row, *day) {
                writeln!(text, "{day},{}", 100.0 * libm::exp(logarithm)).map_err(|error| error.to_string())?;
            }
        }
        let name = if column < CRYPTO { format!("{symbol}-USD.csv") } else { format!("{symbol}.csv") };
        let mut importer = Importer::new(name, ImportOptions::default());
        importer.feed(text.as_bytes());
        workspace.add(importer.finish());
    }
    match workspace.ask(&Settings::default(), Question::Claims { depth }) {
        Ok(Answer::Claims(claims)) => Ok(claims.found),
        Ok(_) => Err("to another question".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// The weekdays of the prices: one more than there are returns.
fn weekdays(rows: usize) -> Vec<Date> {
    let week =
        |from: i32, step: i32| (0..).map(move |n| Date::from_days(from + step * n)).filter(|day| day.weekday() < 5);
    let mut days: Vec<Date> = week(PANDEMIC.days() - 1, -1).take(BEFORE + 1).collect();
    days.reverse();
    days.extend(week(PANDEMIC.days(), 1).take(rows));
    days
}

/// Log returns of all columns, of which number r ends on day r + 1.
fn returns(
    scenario: Scenario,
    design: &Design,
    days: &[Date],
    rows: usize,
    number: u32,
) -> Result<Vec<Vec<f64>>, Undefined> {
    let times = [Time::Before, Time::Named, Time::Other];
    let factors = times.iter().map(|time| scenario.factor(*time)).collect::<Result<Vec<_>, _>>()?;
    let factor = |row: usize| {
        // The burn-in has no day of its own: it is before everything.
        let time = days.get(row + 1).map_or(Time::Before, |day| Time::of(*day));
        &factors[times.iter().position(|other| *other == time).unwrap_or(0)]
    };
    // The seed of the other samples, and one stream that none of them has.
    let mut random = Philox::new(SEED + 1, stream(design, rows, number));
    let mut columns = simulate(design, SYMBOLS.len(), factor, days.len() - 1, &mut random);
    for (number, column) in columns.iter_mut().enumerate() {
        let daily = DAILY[usize::from(number >= CRYPTO)];
        for (value, day) in column.iter_mut().zip(&days[1..]) {
            let (_, month, _) = day.ymd();
            if number == TECHNOLOGY && scenario.joint_move().is_some() && Time::of(*day) == Time::Named {
                *value += if (month - 1) / 3 % 2 == 0 { DRIFT } else { -DRIFT };
            }
            if let Some(moved) = scenario.joint_move()
                && *day == JOINT_FALL
                && (number == BITCOIN || number == TECHNOLOGY)
            {
                *value = moved;
            }
            let monday = number < CRYPTO && day.weekday() == 0;
            *value *= if monday { daily * WEEKEND } else { daily };
        }
    }
    Ok(columns)
}

/// Whether a series has a price on a day, where files have gaps.
fn is_there(column: usize, row: usize, day: Date) -> bool {
    let from = |year, month| Date::from_ymd(year, month, 1).is_none_or(|from| day >= from);
    match column {
        ETHER => !from(2022, 5) || day.ymd() >= (2022, 7, 10),
        SOLANA => from(2021, 1),
        CARDANO => !from(2023, 7),
        FINANCIALS => row % 50 != 7,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::DESIGNS;

    #[test]
    fn the_days_are_weekdays_about_the_pandemic() {
        let days = weekdays(1375);
        assert_eq!(days.len(), BEFORE + 1 + 1375);
        assert!(days.windows(2).all(|pair| pair[0] < pair[1]) && days.iter().all(|day| day.weekday() < 5));
        assert_eq!((days[BEFORE + 1], days.contains(&JOINT_FALL), JOINT_FALL.weekday()), (PANDEMIC, true, 0));
    }

    #[test]
    fn every_scenario_can_be_drawn_and_every_claim_asked() {
        for scenario in [Scenario::Alike, Scenario::Gaps, Scenario::Zero, Scenario::Claimed, Scenario::Opposite] {
            let found = findings(scenario, &DESIGNS[1], 1375, 0, Depth::Order).unwrap();
            assert!(found.iter().filter(|finding| finding.effect.is_some()).count() >= 7, "{scenario:?}");
        }
    }
}
