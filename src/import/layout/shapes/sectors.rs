//! A sector file: which sector each stock belongs to, beside the stocks' own prices. `symbol, sector[, size][, weight]`, or a
//! fund's list of holdings.

use crate::import::cells::date_text::DateFormat;
use crate::import::cells::decimal;
use crate::import::cells::number::{DecimalMark, MarkDecision};
use crate::import::layout::header::{Role, role, squeezed};
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

/// Finds a row that names a symbol and a sector, over rows without dates.
fn find(sample: &[SampleRow], _: DecimalMark) -> Found {
    let (index, header, symbol, sector) = sample.iter().take(DEEPEST_HEADER).enumerate().find_map(|(index, row)| {
        let sector = SECTORS.iter().find_map(|words| column_of(row, words))?;
        let names = |wanted: Role| (0..row.fields.len()).find(|column| role(row.field(*column)) == wanted);
        Some((index, row, names(Role::Symbol).or_else(|| names(Role::Name))?, sector))
    })?;
    let rows = sample.get(index + 1..).filter(|rows| !rows.is_empty())?;
    let mark = match decimal::decide(rows.iter().flat_map(|row| &row.fields)) {
        MarkDecision::Decided(mark) => mark,
        _ => DecimalMark::Point,
    };
    let data = Data { rows, mark };
    let dated = (0..data.columns()).any(|column| data.date_format(column) == Some(DateFormat::Text));
    if dated || symbol == sector {
        return None;
    }
    let (size, weight) = (column_of(header, &SIZES), column_of(header, &WEIGHTS));
    let plan = Plan::Sectors(Sectors { symbol, sector, size, weight });
    Some(Ok(Layout::new(SHAPE.name, index + 1, header.fields.clone(), plan, mark)))
}

fn column_of(header: &SampleRow, words: &[&str]) -> Option<usize> {
    // Most cells that are looked at are numbers.
    let is_word = |name: &String| name.starts_with(char::is_alphabetic);
    header.fields.iter().position(|name| is_word(name) && words.contains(&squeezed(name).as_str()))
}
