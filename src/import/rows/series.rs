//! Rows that have become series: their names, what is mended in them, and what deserves a word.

use super::Table;
use super::columns::Made;
use super::notes::{damaged_column, empty_series};
use crate::catalog::{self, AssetClass};
use crate::diagnostic::{Code, Diagnostic, Ledger};
use crate::import::cells::{currency, scale};
use crate::import::checks::look::Look;
use crate::import::checks::week::{self, Early};
use crate::import::checks::{jumps, not_prices, quality};
use crate::import::file::{ImportOptions, ImportedFile, ImportedSeries, Mend, Offer, Question};
use crate::import::layout::plan::{Layout, Suspect, ValueColumn};
use crate::series::PriceSeries;

/// What a series may be called.
pub(super) struct Names {
    /// What a person says.
    pub chosen: Option<String>,
    /// What the name of the file says.
    pub of_file: String,
}

/// What a store holds, as far as its records say.
pub(super) struct Holding<'a> {
    pub values: &'a [ValueColumn],
    pub symbol: Option<&'a str>,
    pub label: Option<&'a str>,
    /// What tells its rows apart from others of the same symbol.
    pub word: Option<String>,
    /// The currency of its prices, where a column gives it.
    pub currency: Option<&'static str>,
    /// Whether it is worth a word that it is empty.
    pub may_be_empty: bool,
}

impl Table {
    /// What a store holds.
    pub(super) fn holding(&self, store: usize) -> Holding<'_> {
        let values = match self {
            Table::Pairs(pairs) => pairs.values().get(store..=store).unwrap_or(&[]),
            table => table.values(),
        };
        let asset = match self {
            Table::ByAsset(table) => table.asset(store),
            Table::Across(table) => table.asset(store),
            _ => None,
        };
        Holding {
            values,
            symbol: asset.map(|asset| asset.symbol.as_str()).filter(|symbol| !symbol.is_empty()),
            label: asset.and_then(|asset| asset.label.as_deref()),
            word: None,
            currency: None,
            may_be_empty: matches!(self, Table::Across(_)),
        }
    }
}

/// Takes series into a file.
pub(super) struct Taking<'a> {
    /// What they may be called.
    pub names: &'a Names,
    /// What a person says of the file.
    pub options: &'a ImportOptions,
    /// How they were read.
    pub layout: &'a Layout,
    /// Whether the file gives one series only.
    pub alone: bool,
    /// The ledger, where each row is a price of one series: rows that are left out now cost records.
    pub ledger: Option<&'a mut Ledger>,
    /// Where they go.
    pub file: &'a mut ImportedFile,
    /// Where what there is to say goes.
    pub notes: &'a mut Vec<Diagnostic>,
}

impl Taking<'_> {
    /// Takes the series of one store; `second` is the usual second of the day of its rows.
    pub(super) fn take(&mut self, holding: &Holding<'_>, made: Made, second: Option<u32>) {
        let mut series = made.series.into_iter();
        let prices: Vec<_> = series.by_ref().take(holding.values.len()).collect();
        for (column, prices) in holding.values.iter().zip(prices) {
            let market_caps = column.market_cap.and_then(|_| series.next()).filter(|caps| !caps.is_empty());
            let given = self.names.chosen.as_deref().or(holding.symbol).or(column.symbol.as_deref());
            let given = given.unwrap_or(&self.names.of_file);
            let symbol = holding.word.as_ref().map_or_else(|| given.to_owned(), |word| format!("{given} {word}"));
            // Its diagnostics name it as everything else does.
            let called = catalog::called(&symbol);
            if prices.is_empty() {
                if !holding.may_be_empty && made.rows > 0 {
                    self.notes.push(empty_series(&called));
                }
                continue;
            }
            let rows = prices.len();
            let Some(prices) = (if self.wants(Mend::Compound) { compounded(&prices) } else { Some(prices) }) else {
                let what = "are not returns: compounded, they leave the range that numbers can hold";
                self.notes.push(not_prices::told_moves(&called, what));
                self.leave_out(Code::NotPrices, rows);
                continue;
            };
            if let Some(what) = not_prices::moves(&prices).filter(|_| !self.wants(Mend::UseAsWritten)) {
                self.offer(Mend::Compound);
                self.notes.push(not_prices::told_moves(&called, what));
                self.offer(Mend::UseAsWritten);
                self.leave_out(Code::NotPrices, prices.len());
                continue;
            }
            let look = Look::at(&prices);
            if let Some(damage) = self.damage(&prices, &look) {
                self.notes.push(damaged_column(&called, column, damage, self.alone));
                self.leave_out_damaged(prices.len());
                continue;
            }
            let (prices, market_caps, look) = self.mended(&called, prices, market_caps, (look, second));
            let jumps = jumps::jumps(&called, &prices, &look);
            self.notes.extend(jumps::warning(&called, &jumps));
            self.notes.extend(quality::warnings(&called, &prices, &look));
            self.notes.extend(not_prices::rate(&called, &column.name, &self.file.name));
            self.notes.extend(not_prices::snapshot(&called, self.layout.snapshots, &look));
            let value_column = holding.label.unwrap_or(&column.name).to_owned();
            let currency = column.currency.or(holding.currency).or_else(|| currency::of_pair(&symbol, is_coin));
            self.file.series.push(ImportedSeries { symbol, value_column, currency, prices, jumps, market_caps });
        }
    }

    /// What is wrong with prices whose cells are well formed.
    fn damage(&self, prices: &PriceSeries, look: &Look) -> Option<Suspect> {
        if self.wants(Mend::UseAsWritten) {
            return None;
        }
        let on_one_scale = look.far.is_empty() || !scale::changes(prices.prices());
        if on_one_scale {
            self.layout.suspect.filter(|suspect| *suspect == Suspect::Bars)
        } else {
            Some(Suspect::Scale)
        }
    }

    /// Leaves damaged prices out; where they are all there is, a person has to choose.
    fn leave_out_damaged(&mut self, rows: usize) {
        self.offer(Mend::UseAsWritten);
        self.leave_out(Code::DamagedColumn, rows);
        if self.alone {
            let columns = self.layout.others.clone();
            let question = if columns.is_empty() { Question::Mend } else { Question::PriceColumn { columns } };
            self.file.question = Some(question);
        }
    }

    fn wants(&self, mend: Mend) -> bool {
        self.options.mends.contains(&mend)
    }

    /// Takes rows out of the ledger, where each is a price of one series.
    fn leave_out(&mut self, code: Code, rows: usize) {
        if let Some(ledger) = self.ledger.as_deref_mut() {
            ledger.used -= rows as u64;
            ledger.reject(code, rows as u64);
        }
    }

    fn offer(&mut self, mend: Mend) {
        let offer = Offer::from(mend);
        if !self.file.offers.contains(&offer) {
            self.file.offers.push(offer);
        }
    }

    /// A series whose days are on the days that they are of.
    fn mended(
        &mut self,
        symbol: &str,
        mut prices: PriceSeries,
        mut market_caps: Option<PriceSeries>,
        (mut look, second): (Look, Option<u32>),
    ) -> (PriceSeries, Option<PriceSeries>, Look) {
        let early = week::early(symbol, &look, second);
        let next_day = self.wants(Mend::NextDay);
        if early != Early::No && !self.wants(Mend::DaysAsWritten) {
            if early == Early::Surely || next_day {
                self.notes.push(week::moved(symbol, &prices));
                self.offer(Mend::DaysAsWritten);
                prices = week::next_day(&prices);
                market_caps = market_caps.as_ref().map(week::next_day);
                look = Look::at(&prices);
            } else {
                self.notes.push(week::perhaps_early(symbol));
                self.offer(Mend::NextDay);
                self.offer(Mend::DaysAsWritten);
                self.file.question = Some(Question::Mend);
            }
        }
        if !self.wants(Mend::KeepWeekends)
            && let Some((kept, lost)) = week::without_repeated_weekends(&prices, &look)
        {
            self.notes.push(week::weekends_left_out(symbol, lost));
            self.offer(Mend::KeepWeekends);
            self.leave_out(Code::WeekendRepeats, lost);
            prices = kept;
            look = Look::at(&prices);
        }
        (prices, market_caps, look)
    }
}

/// Levels from relatives of the level before: the first is 100. None where they leave what a number holds.
fn compounded(relatives: &PriceSeries) -> Option<PriceSeries> {
    let mut level = 100.0;
    let levels = relatives.prices().iter().enumerate().map(|(place, relative)| {
        level *= if place == 0 { 1.0 } else { *relative };
        level
    });
    PriceSeries::new(relatives.dates().to_vec(), levels.collect())
}

fn is_coin(symbol: &str) -> bool {
    catalog::lookup(symbol).is_some_and(|entry| entry.class == AssetClass::Crypto)
}
