//! Any bytes as a file. The first four choose options and slices, the rest is the file.

use sectorscope::import::{DateOrder, DecimalMark, ImportOptions, ImportedFile, Mend, Outcome, Question, RowChoice};

use super::{facts, slices};

/// The third byte that makes a file repeat itself up to this many bytes: past the sample that decides the layout, and past
/// the longest record. Only these two, and far apart, since it takes long.
const REPEATED_TO: [(u8, usize); 2] = [(1, 70_000), (0xa5, 1_200_000)];

pub(super) fn run(data: &[u8]) {
    let Some((&[answers, columns, repeat, choice], file)) = data.split_first_chunk() else { return };
    let options = options(answers, columns);
    let name = if columns & 0x40 == 0 { "data/BTC-USD.csv" } else { "data/Historical Data (1).csv.gz" };
    let bytes = repeated(file, repeat);
    let whole = slices::import(name, &options, &bytes, 0);
    assert_eq!(whole[0].bytes, bytes.len() as u64, "bytes are not counted");
    whole.iter().for_each(facts::hold);
    let sliced = slices::import(name, &options, &bytes, choice.max(1));
    assert_eq!(facts::everything(&sliced), facts::everything(&whole), "slices make a difference");
    if let [file] = whole.as_slice() {
        answer(name, &options, &bytes, file);
    }
}

/// Gives each answer to what a file asks: it is not asked for again.
fn answer(name: &str, options: &ImportOptions, bytes: &[u8], file: &ImportedFile) {
    if file.outcome != Outcome::Asks {
        return;
    }
    let answers: Vec<ImportOptions> = match &file.question {
        None | Some(Question::DateOrder(_)) => [DateOrder::DayFirst, DateOrder::MonthFirst]
            .map(|order| ImportOptions { date_order: Some(order), ..options.clone() })
            .into(),
        Some(Question::Mend) => {
            file.offers.iter().map(|offer| ImportOptions { mends: vec![offer.mend], ..options.clone() }).collect()
        }
        Some(Question::PriceColumn { columns }) => columns
            .iter()
            .map(|column| ImportOptions { price_column: Some(column.choice.clone()), ..options.clone() })
            .collect(),
        Some(Question::Rows { column, values }) => values
            .iter()
            .map(|found| Some(found.value.clone()))
            .chain([None])
            .map(|value| ImportOptions { rows: Some(RowChoice { column: column.clone(), value }), ..options.clone() })
            .collect(),
    };
    for answered in answers {
        let after = slices::import(name, &answered, bytes, 0);
        // Another column may tell the rows that are left apart.
        let kind = |file: &ImportedFile| match &file.question {
            Some(Question::Rows { column, .. }) => column.clone(),
            // One mend may be asked for behind another.
            Some(Question::Mend) => format!("{:?}", file.offers),
            other => format!("{:?}", other.as_ref().map(std::mem::discriminant)),
        };
        let again = after[0].outcome == Outcome::Asks && kind(&after[0]) == kind(file);
        assert!(!again, "an answer is asked for again: {answered:?}");
        after.iter().for_each(facts::hold);
    }
}

/// The answers a person could have given.
fn options(answers: u8, columns: u8) -> ImportOptions {
    let column = |choice: u8, word: &str| match choice & 3 {
        0 => None,
        1 => Some("1".to_owned()),
        2 => Some("2".to_owned()),
        _ => Some(word.to_owned()),
    };
    ImportOptions {
        date_order: match answers & 3 {
            1 => Some(DateOrder::DayFirst),
            2 => Some(DateOrder::MonthFirst),
            _ => None,
        },
        decimal: match answers >> 2 & 3 {
            1 => Some(DecimalMark::Point),
            2 => Some(DecimalMark::Comma),
            _ => None,
        },
        delimiter: [None, Some(','), Some(';'), Some('\t'), Some('|'), Some(' '), Some('"'), Some('€')]
            [usize::from(answers >> 4 & 7)],
        date_column: column(columns, "Date"),
        price_column: column(columns >> 2, "Close"),
        symbol: (columns & 0x10 != 0).then(|| "X".to_owned()),
        rows: None,
        mends: if columns & 0x20 == 0 { Vec::new() } else { Mend::ALL.to_vec() },
    }
}

/// Files longer than the sample that decides the layout, and records longer than any that is read, out of short inputs.
fn repeated(file: &[u8], repeat: u8) -> Vec<u8> {
    let least = REPEATED_TO.iter().find(|(byte, _)| *byte == repeat).map_or(0, |(_, least)| *least);
    let times = if file.is_empty() { 1 } else { least.div_ceil(file.len()).max(1) };
    file.repeat(times)
}
