//! A sector file: which sector each stock belongs to, beside the stocks' own prices. `symbol, sector[, size][, weight]`, or a
//! fund's list of holdings.

use std::collections::BTreeSet;

use crate::import::cells::date_text::DateFormat;
use crate::import::cells::decimal;
use crate::import::cells::number::{DecimalMark, MarkDecision};
use crate::import::layout::header::{Role, role, squeezed, words_of};
use crate::import::layout::plan::{Layout, Plan, Sectors};
use crate::import::layout::profile::{Data, SampleRow};
use crate::import::layout::shapes::{Found, Look, Shape};

/// See the module.
pub(super) const SHAPE: Shape = Shape {
    name: "sectors",
    what: "A list of stocks with the sector of each, without days: no prices, but it makes sector series of the stocks.",
    unasked: true,
    look: Look::AtRows(find),
};

/// Headers of the sector, without spaces and accents; a sector before an industry.
const SECTORS: [&[&str]; 2] = [
    &[
        "sector",
        "gicssector",
        "gicssectorname",
        "sectorname",
        "economicsector",
        "icbsector",
        "trbceconomicsector",
        "sektor",
        "branche",
        "secteur",
        "settore",
        "setor",
        "sektorgics",
        "сектор",
        "отрасль",
        "板块",
        "行业",
        "業種",
        "セクター",
    ],
    &[
        "industry",
        "industrygroup",
        "gicsindustry",
        "gicsindustrygroup",
        "category",
        "industrie",
        "industria",
        "bransch",
    ],
];
const SIZES: [&str; 8] =
    ["size", "capsize", "marketcapsize", "capitalizationsize", "sizeclass", "segment", "grosse", "taille"];
const WEIGHTS: [&str; 10] = [
    "weight",
    "weightpercent",
    "weighting",
    "indexweight",
    "portfolioweight",
    "gewicht",
    "gewichtung",
    "poids",
    "peso",
    "вес",
];

/// Records among which the header is looked for.
const DEEPEST_HEADER: usize = 40;

/// Finds a row that names a symbol and a sector, over rows that are stocks: each symbol once, whatever days stand beside it.
fn find(sample: &[SampleRow], _: DecimalMark) -> Found {
    let (index, header, sector) = sample.iter().take(DEEPEST_HEADER).enumerate().find_map(|(index, row)| {
        let sector = SECTORS.iter().find_map(|words| column_of(row, words))?;
        (row.fields.len() > 1).then_some((index, row, sector))
    })?;
    let rows = sample.get(index + 1..).filter(|rows| !rows.is_empty())?;
    let symbol = symbol_column(header, rows, sector)?;
    let mark = match decimal::decide(rows.iter().flat_map(|row| &row.fields)) {
        MarkDecision::Decided(mark) => mark,
        _ => DecimalMark::Point,
    };
    let data = Data { rows, mark };
    let dated = (0..data.columns()).any(|column| data.date_format(column) == Some(DateFormat::Text));
    if dated && !are_different(rows, symbol) {
        return None;
    }
    let (size, weight) = (column_of(header, &SIZES), column_of(header, &WEIGHTS));
    let plan = Plan::Sectors(Sectors { symbol, sector, size, weight });
    Some(Ok(Layout::new(SHAPE.name, index + 1, header.fields.clone(), plan, mark)))
}

/// The column of the stocks' symbols: of several the one with the most different cells, as a list of holdings names its fund in every
/// row; tickers before other codes, and names only where there is nothing else.
fn symbol_column(header: &SampleRow, rows: &[SampleRow], sector: usize) -> Option<usize> {
    let columns = || (0..header.fields.len()).filter(|column| *column != sector);
    let words = |column: usize| words_of(header.field(column));
    let has = |column: usize, of: &[&str]| words(column).iter().any(|word| of.contains(&word.as_str()));
    let is_ticker = |column: usize| has(column, &["ticker", "tickers", "symbol", "symbols", "kurzel", "тикер"]);
    let is_code = |column: usize| {
        role(header.field(column)) == Role::Symbol || has(column, &["isin", "cusip", "sedol", "identifier"])
    };
    let of_role = |column: usize| role(header.field(column)) == Role::Name;
    let tests: [&dyn Fn(usize) -> bool; 3] = [&is_ticker, &is_code, &of_role];
    tests.into_iter().find_map(|is_one| {
        columns()
            .filter(|column| is_one(*column))
            .max_by_key(|column| (different(rows, *column), std::cmp::Reverse(*column)))
    })
}

/// How many different cells a column has; empty ones do not count.
fn different(rows: &[SampleRow], column: usize) -> usize {
    rows.iter().map(|row| row.field(column)).filter(|cell| !cell.is_empty()).collect::<BTreeSet<_>>().len()
}

/// Whether nearly every row has a cell of its own in a column.
fn are_different(rows: &[SampleRow], column: usize) -> bool {
    let filled = rows.iter().filter(|row| !row.field(column).is_empty()).count();
    filled > 0 && different(rows, column) * 10 >= filled * 9
}

fn column_of(header: &SampleRow, words: &[&str]) -> Option<usize> {
    // Most cells that are looked at are numbers.
    let is_word = |name: &String| name.starts_with(char::is_alphabetic);
    header.fields.iter().position(|name| is_word(name) && words.contains(&squeezed(name).as_str()))
}
