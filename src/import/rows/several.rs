//! Several series in one table that nothing but a column of words tells apart: venues, currencies, contracts.

use std::collections::{BTreeMap, BTreeSet};

use super::intake::Intake;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::import::cells::date_text::DateOrders;
use crate::import::file::{Question, RowsFound};
use crate::import::layout::currencies::names_currency;
use crate::number::{counted, grouped};

/// Days on which a column must tell apart what differs, of those on which anything does.
const NEARLY_ALL: f64 = 0.9;
/// Days on which rows must differ at least, and their share of all days: two rows of one day now and then are a fault of the file.
const FEWEST_DAYS: u64 = 3;
const OFTEN: f64 = 0.05;
/// Words that are named in a message at most.
const NAMED: usize = 6;

/// A column that tells several series apart.
pub(super) struct Apart {
    /// The question which rows are meant.
    pub question: Question,
    /// The question in words.
    pub diagnostic: Diagnostic,
}

/// The column that tells several series of one store apart, if the rows are of several: rows of one day, and of one time of it, that
/// differ; or of several currencies, whatever their days.
pub(super) fn apart(intake: &Intake, orders: DateOrders) -> Option<Apart> {
    let beside = &intake.beside;
    if beside.tells_nothing() {
        return None;
    }
    let mut conflicts = Conflicts { moments: 0, all: 0, told: vec![0; beside.columns().len()] };
    for (place, (store, groups)) in intake.stores.iter().zip(&beside.groups).enumerate() {
        if store.rows() != groups.len() {
            continue;
        }
        let clocks = beside.clocks.get(place).filter(|clocks| clocks.len() == groups.len());
        let mut moments: BTreeMap<(Date, u32), Vec<usize>> = BTreeMap::new();
        for (row, day) in store.days(orders).into_iter().enumerate() {
            let second = clocks.and_then(|clocks| clocks.get(row)).copied().unwrap_or(0);
            day.into_iter().for_each(|day| moments.entry((day, second)).or_default().push(row));
        }
        conflicts.moments += moments.len() as u64;
        for rows in moments.into_values().filter(|rows| rows.len() > 1) {
            let of_row = |row: &usize| (groups.get(*row).copied().unwrap_or(0), store.value(*row, 0).to_bits());
            conflicts.weigh(&rows.iter().map(of_row).collect::<Vec<_>>(), &beside.words);
        }
    }
    let header = |place: usize| intake.columns.get(*beside.columns().get(place)?).cloned();
    let words = |place: usize| -> BTreeSet<&str> {
        beside
            .words
            .iter()
            .filter_map(|words| words.get(place))
            .map(String::as_str)
            .filter(|word| !word.is_empty())
            .collect()
    };
    let several_currencies = (0..beside.columns().len())
        .find(|place| header(*place).is_some_and(|name| names_currency(&name)) && words(*place).len() > 1);
    let place = conflicts.best().or(several_currencies)?;
    let values = counts(intake, place);
    let column = header(place)?;
    let diagnostic = diagnostic(&column, &values, conflicts.all);
    Some(Apart { question: Question::Rows { column, values }, diagnostic })
}

/// Days on which rows differ, and on how many of them each column tells them apart.
struct Conflicts {
    moments: u64,
    all: u64,
    told: Vec<u64>,
}

impl Conflicts {
    /// Takes rows of one moment: their groups and the bits of their prices.
    fn weigh(&mut self, rows: &[(u16, u64)], words: &[Vec<String>]) {
        let prices: BTreeSet<u64> = rows.iter().map(|(_, price)| *price).collect();
        let groups: BTreeSet<u16> = rows.iter().map(|(group, _)| *group).collect();
        if prices.len() < 2 || groups.len() < 2 {
            return;
        }
        self.all += 1;
        for (place, told) in self.told.iter_mut().enumerate() {
            let word = |group: u16| words.get(usize::from(group)).and_then(|words| words.get(place));
            let mut of_word: BTreeMap<&str, u64> = BTreeMap::new();
            let one_each = rows.iter().all(|(group, price)| {
                let word = word(*group).map_or("", String::as_str);
                !word.is_empty() && *of_word.entry(word).or_insert(*price) == *price
            });
            *told += u64::from(one_each);
        }
    }

    /// The column that tells nearly all apart; of equals the first.
    fn best(&self) -> Option<usize> {
        let most = *self.told.iter().max()?;
        let often = self.all >= FEWEST_DAYS && self.all as f64 >= OFTEN * self.moments as f64;
        let enough = often && most as f64 >= NEARLY_ALL * self.all as f64;
        self.told.iter().position(|told| *told == most).filter(|_| enough)
    }
}

/// How many rows have each word of a column.
fn counts(intake: &Intake, place: usize) -> Vec<RowsFound> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for group in intake.beside.groups.iter().flatten() {
        let words = intake.beside.words.get(usize::from(*group));
        *counts.entry(words.and_then(|words| words.get(place)).map_or("", String::as_str)).or_insert(0) += 1;
    }
    counts.into_iter().map(|(value, rows)| RowsFound { value: value.to_owned(), rows }).collect()
}

fn diagnostic(column: &str, values: &[RowsFound], days: u64) -> Diagnostic {
    let named: Vec<String> =
        values.iter().take(NAMED).map(|found| format!("{} ({})", found.value, counted(found.rows, "row"))).collect();
    let more = values.len().saturating_sub(NAMED);
    let and = if more > 0 { format!(" and {} more", grouped(more as u64)) } else { String::new() };
    let on = if days > 0 { format!(", with different prices on {}", counted(days, "day")) } else { String::new() };
    let mut diagnostic = Diagnostic::remark(
        Code::SeveralSeries,
        format!(
            "Column {column} tells {} series apart{on}: {}{and}. Nothing is used until you choose which rows are meant, or that each is \
             a series of its own.",
            values.len(),
            named.join(", ")
        ),
    );
    diagnostic.column = Some(column.to_owned());
    diagnostic
}

/// The rows of each store, split by the words of a column: new stores, each with the one it came from and its word.
pub(super) fn parted(intake: &Intake, place: usize) -> Vec<(usize, String, Vec<usize>)> {
    let mut parts: Vec<(usize, String, Vec<usize>)> = Vec::new();
    for (store, groups) in intake.beside.groups.iter().enumerate() {
        let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (row, group) in groups.iter().enumerate() {
            let words = intake.beside.words.get(usize::from(*group));
            rows.entry(words.and_then(|words| words.get(place)).map_or("", String::as_str)).or_default().push(row);
        }
        parts.extend(rows.into_iter().map(|(word, rows)| (store, word.to_owned(), rows)));
    }
    parts
}
