//! What holds for every file, whatever is in it and however its bytes arrive.

use crate::support::{drawn, import_with};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::Index;
use sectorscope::date::Date;
use sectorscope::diagnostic::Code;
use sectorscope::import::{DateOrder, ImportOptions, ImportedFile, Importer, Outcome, Question};

const NAME: &str = "data/BTC-USD.csv";

fn import(name: &str, bytes: &[u8]) -> ImportedFile {
    import_with(name, bytes, drawn())
}

/// Imports the bytes in slices that end at these places.
fn in_slices(bytes: &[u8], mut ends: Vec<usize>) -> ImportedFile {
    ends.sort_unstable();
    let mut importer = Importer::new(NAME.to_owned(), drawn());
    let mut start = 0;
    for end in ends.into_iter().chain([bytes.len()]) {
        importer.feed(&bytes[start..end]);
        start = end;
    }
    importer.finish()
}

/// Everything known of a file, as text that two imports can be compared by.
fn everything(file: &ImportedFile) -> String {
    format!("{file:#?}")
}

/// Symbols, days and the bits of prices.
fn series(file: &ImportedFile) -> Vec<(String, Vec<Date>, Vec<u64>)> {
    let bits = |prices: &[f64]| prices.iter().map(|price| price.to_bits()).collect();
    file.series
        .iter()
        .map(|series| (series.symbol.clone(), series.prices.dates().to_vec(), bits(series.prices.prices())))
        .collect()
}

/// A positive price of any magnitude.
fn price() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => (1_u32..100_000_000).prop_map(|cents| f64::from(cents) / 100.0),
        2 => any::<f64>().prop_map(f64::abs).prop_filter("a price is finite and positive", |x| x.is_finite() && *x > 0.0),
    ]
}

/// Days from 1955 to 2038 with prices.
fn prices(rows: std::ops::Range<usize>) -> impl Strategy<Value = Vec<(Date, f64)>> {
    btree_map(-5_400_i32..25_000, price(), rows)
        .prop_map(|rows| rows.into_iter().map(|(day, price)| (Date::from_days(day), price)).collect())
}

/// A line as files have them, for better or worse.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (10_000_i32..10_400, price()).prop_map(|(day, price)| format!("{},{price}", Date::from_days(day))),
        2 => (1_u32..29, 1_u32..13, price()).prop_map(|(day, month, price)| format!("{day:02}/{month:02}/2020,{price:.2}")),
        1 => "[0-9]{4}-[0-9]{2}-[0-9]{2},(null|NA|-|0|-1|1,000\\.5|\"1,000\\.5\"|abc|)",
        1 => Just(String::new()),
        1 => "[ -~]{0,30}",
        1 => Just("\"a\nquoted\nline\",5".to_owned()),
        1 => Just("\"never closed,5".to_owned()),
    ]
}

fn messy_file() -> impl Strategy<Value = String> {
    let header = prop_oneof![Just("Date,Close"), Just("Date,BTC,SPY"), Just("date,symbol,price"), Just("nothing")];
    (header, vec((line(), prop_oneof![3 => Just("\n"), 1 => Just("\r\n")]), 0..60)).prop_map(|(header, lines)| {
        lines.into_iter().fold(format!("{header}\n"), |text, (line, end)| text + &line + end)
    })
}

fn shuffled(rows: &[String], keys: &[Index]) -> Vec<String> {
    let mut rows = rows.to_vec();
    for (position, key) in (1..rows.len()).rev().zip(keys) {
        rows.swap(position, key.index(position + 1));
    }
    rows
}

proptest! {
    #![proptest_config(properties::kept_beside())]
    #[test]
    fn slices_do_not_matter(text in messy_file(), cuts in vec(any::<Index>(), 0..12)) {
        let bytes = text.as_bytes();
        let whole = everything(&import(NAME, bytes));
        let ends = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        prop_assert_eq!(&everything(&in_slices(bytes, ends)), &whole);
        prop_assert_eq!(&everything(&in_slices(bytes, (0..bytes.len()).collect())), &whole);
    }

    #[test]
    fn room_and_a_later_hash_change_nothing_else(text in messy_file(), repeat in 1_usize..40, expected in 0_u64..1 << 24) {
        let bytes = text.as_bytes().repeat(repeat * 30);
        let whole = import(NAME, &bytes);
        let mut importer = Importer::new(NAME.to_owned(), drawn()).expecting(expected).hashed_later();
        bytes.chunks(50_000).for_each(|slice| importer.feed(slice));
        let later = importer.finish();
        prop_assert_eq!(&later.sha256, "");
        prop_assert_eq!(everything(&ImportedFile { sha256: whole.sha256.clone(), ..later }), everything(&whole));
    }

    #[test]
    fn line_ends_and_marks_do_not_matter(rows in prices(1..40)) {
        let lines: Vec<String> = rows.iter().map(|(date, price)| format!("{date},\"{price}\"")).collect();
        let expected = series(&import(NAME, format!("Date,Close\n{}\n", lines.join("\n")).as_bytes()));
        prop_assert_eq!(expected[0].1.len(), rows.len());
        for mark in ["", "\u{feff}"] {
            for end in ["\n", "\r\n"] {
                for last in ["", end] {
                    let text = format!("{mark}Date,Close{end}{}{last}", lines.join(end));
                    let file = import(NAME, text.as_bytes());
                    prop_assert_eq!(series(&file), expected.clone(), "{:?}", text);
                    prop_assert_eq!(file.ledger.records, rows.len() as u64 + 1);
                }
            }
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(rows in prices(1..60), keys in vec(any::<Index>(), 60)) {
        let lines: Vec<String> = rows.iter().map(|(date, price)| format!("{date},{price:e}")).collect();
        let read = |lines: &[String]| series(&import(NAME, format!("Date,Close\n{}", lines.join("\n")).as_bytes()));
        prop_assert_eq!(read(&shuffled(&lines, &keys)), read(&lines));
    }

    #[test]
    fn any_bytes_are_accounted_for(bytes in vec(any::<u8>(), 0..600)) {
        // Balance and bytes are held by `import` itself.
        import(NAME, &bytes);
        import(NAME, &[b"Date,Close\n2020-01-01,1\n", bytes.as_slice()].concat());
    }

    #[test]
    fn any_text_is_accounted_for(text in messy_file(), order in prop_oneof![Just(DateOrder::DayFirst), Just(DateOrder::MonthFirst)]) {
        let file = import_with(NAME, text.as_bytes(), ImportOptions { date_order: Some(order), ..drawn() });
        prop_assert_ne!(file.outcome, Outcome::Asks);
        let refused = file.outcome == Outcome::Refused;
        prop_assert_eq!(refused, file.series.is_empty());
        for diagnostic in &file.diagnostics {
            let message = &diagnostic.message;
            prop_assert!(message.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()), "{message}");
            prop_assert!(message.ends_with('.') && !message.ends_with(".."), "{message}");
        }
    }

    #[test]
    fn one_series_comes_back_bit_for_bit(rows in prices(1..80)) {
        let mut text = String::from("Date,Close\n");
        for (date, price) in &rows {
            text.push_str(&format!("{date},{price}\n"));
        }
        let file = import(NAME, text.as_bytes());
        let (_, dates, bits) = series(&file).remove(0);
        let back: Vec<(Date, u64)> = dates.into_iter().zip(bits).collect();
        let sent: Vec<(Date, u64)> = rows.iter().map(|(date, price)| (*date, price.to_bits())).collect();
        prop_assert_eq!(back, sent);
        prop_assert_eq!(file.ledger.used, rows.len() as u64);
    }

    /// The same table, wide and long, gives the same series.
    #[test]
    fn wide_and_long_agree(rows in btree_map(0_i32..20_000, (price(), proptest::option::of(price())), 2..60)) {
        prop_assume!(rows.values().any(|(_, other)| other.is_some()));
        let (mut wide, mut long) = (String::from("Date,AAA,BBB\n"), String::from("day;ticker;value\n"));
        for (day, (first, second)) in &rows {
            let date = Date::from_days(*day);
            let cell = second.map_or_else(String::new, |price| price.to_string());
            wide.push_str(&format!("{date},{first},{cell}\n"));
            long.push_str(&format!("{date};AAA;{first}\n"));
            if let Some(second) = second {
                long.push_str(&format!("{date};BBB;{second}\n"));
            }
        }
        let mut expected = series(&import("long.csv", long.as_bytes()));
        expected.sort();
        prop_assert_eq!(series(&import("wide.csv", wide.as_bytes())), expected);
    }

    /// A file whose dates prove an order is read right; one that leaves it open asks, and the answer gives the same as if
    /// the dates had been written plainly.
    #[test]
    fn the_order_of_day_and_month(
        rows in btree_map(0_i32..20_000, price(), 1..12),
        separator in prop_oneof![Just('/'), Just('-'), Just('.')],
        order in prop_oneof![Just(DateOrder::DayFirst), Just(DateOrder::MonthFirst)],
        only_open in any::<bool>(),
    ) {
        let rows: Vec<(Date, f64)> = rows
            .into_iter()
            .map(|(day, price)| (Date::from_days(day), price))
            .filter(|(date, _)| !only_open || date.ymd().2 <= 12)
            .collect();
        prop_assume!(!rows.is_empty());
        let written = |date: Date| {
            let (year, month, day) = date.ymd();
            let (first, second) = if order == DateOrder::DayFirst { (day, month) } else { (month, day) };
            format!("{first:02}{separator}{second:02}{separator}{year}")
        };
        let table = |write: &dyn Fn(Date) -> String| {
            rows.iter().fold(String::from("Date;Close\n"), |text, (date, price)| text + &format!("{};{price}\n", write(*date)))
        };
        let plain = series(&import(NAME, table(&|date| date.to_string()).as_bytes()));
        let text = table(&written);
        let file = import(NAME, text.as_bytes());
        let proven = rows.iter().any(|(date, _)| date.ymd().2 > 12);
        let open = rows.iter().any(|(date, _)| date.ymd().1 != date.ymd().2);
        if proven || !open {
            prop_assert_eq!(series(&file), plain.clone());
        } else {
            prop_assert_eq!(file.outcome, Outcome::Asks);
            prop_assert!(file.question.is_some() && file.series.is_empty());
        }
        let answered = import_with(NAME, text.as_bytes(), ImportOptions { date_order: Some(order), ..drawn() });
        prop_assert_eq!(series(&answered), plain);
    }
}

/// The layout is decided from the first bytes, of which a large slice brings more than a small one.
#[test]
fn slices_do_not_matter_in_large_files() {
    let columns = 60;
    let mut text = String::from("Date");
    (0..columns).for_each(|column| text.push_str(&format!(",A{column}")));
    for row in 0..600 {
        text.push_str(&format!("\n{}", Date::from_days(10_000 + row)));
        for column in 0..columns {
            // The last column is empty in the first 64 KiB and turns out to be text.
            let cell = match (column, row) {
                (59, 0..300) => String::new(),
                (59, _) => "word".to_owned(),
                _ => format!("{}.{row:04}", column + 1),
            };
            text.push_str(&format!(",{cell}"));
        }
    }
    let bytes = text.as_bytes();
    assert!(bytes.len() > 200_000);
    let whole = everything(&import(NAME, bytes));
    for size in [1, 4_096, 65_535, 65_536, 65_537, 100_000] {
        let ends = (0..bytes.len()).step_by(size).collect();
        assert!(everything(&in_slices(bytes, ends)) == whole, "slices of {size}");
    }
}

#[test]
fn a_question_says_both_readings() {
    let file = import("X.csv", b"Date,Close\n03/04/2020,1\n05/05/2020,2\n");
    assert_eq!(file.outcome, Outcome::Asks);
    assert_eq!(file.question.as_ref().and_then(Question::open_date).map(|open| open.text.as_str()), Some("03/04/2020"));
    assert_eq!(
        file.diagnostics[0].message,
        "Line 2: '03/04/2020' reads two ways, and no row of this file decides: 3 April 2020 or 4 March 2020. Nothing is used \
         until you choose."
    );
}

/// A row that is left out for its price still shows how the file writes dates, and asks nothing by itself.
#[test]
fn rows_without_a_price_prove_an_order_and_ask_nothing() {
    let proven = import("X.csv", b"Date,Close\n03/04/2020,1\n13/04/2020,null\n");
    assert_eq!(proven.series[0].prices.dates()[0].to_string(), "2020-04-03");
    let silent = import("X.csv", b"Date,Close\n03/04/2020,null\n2020-05-05,2\n");
    assert_eq!(silent.outcome, Outcome::Prices);
}

#[test]
fn two_orders_in_one_file_ask_and_the_answer_leaves_rows_out() {
    let text = b"Date,Close\n13/04/2020,1\n04/14/2020,2\n05/05/2020,3\n";
    let file = import("X.csv", text);
    assert_eq!(file.outcome, Outcome::Asks);
    assert_eq!(
        file.diagnostics[0].message,
        "The dates of this file are written in two orders: '13/04/2020' on line 2 has the day first, '04/14/2020' on line \
         3 the month. Nothing is used until you say which order holds; rows in the other are then left out."
    );
    let answered = import_with("X.csv", text, ImportOptions { date_order: Some(DateOrder::DayFirst), ..drawn() });
    assert_eq!(answered.series[0].prices.prices(), [1.0, 3.0]);
    assert_eq!(answered.ledger.rejected.get(&Code::UnreadableDate), Some(&1));
    assert_eq!(answered.diagnostics[0].message, "1 row left out: in the order you chose, its date does not exist.");
}
