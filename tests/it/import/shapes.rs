//! Tables that need more than a look at their columns: days across the top, several spellings of dates or decimal marks in
//! one file, rows within the day, and numbers that are not prices.

use std::fmt::Write;

use crate::support::{import, import_with};
use sectorscope::diagnostic::{Code, Severity};
use sectorscope::import::{DateOrder, DecimalMark, ImportOptions, ImportedFile, Mend, Offer, Outcome, Question};

/// Symbol, days and prices of each series.
fn series(file: &ImportedFile) -> Vec<String> {
    let told = |series: &sectorscope::import::ImportedSeries| {
        let rows: Vec<String> = series
            .prices
            .dates()
            .iter()
            .zip(series.prices.prices())
            .map(|(day, price)| format!("{day} {price}"))
            .collect();
        format!("{}: {}", series.symbol, rows.join(", "))
    };
    file.series.iter().map(told).collect()
}

fn message(file: &ImportedFile, code: &str) -> String {
    let found = file.diagnostics.iter().find(|diagnostic| diagnostic.code.name() == code);
    found.unwrap_or_else(|| panic!("no {code} in {:#?}", file.diagnostics)).message.clone()
}

fn codes(file: &ImportedFile) -> Vec<&'static str> {
    file.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect()
}

#[test]
fn days_may_stand_across_the_top() {
    let text = "Symbol,Name,2024-01-02,2024-01-03,2024-01-04\n\
                SPY,S&P 500,472.65,468.79,467.28\n\
                QQQ,Nasdaq-100,402.59,,398.33\n";
    let file = import("prices.csv", text.as_bytes());
    assert_eq!(
        series(&file),
        ["SPY: 2024-01-02 472.65, 2024-01-03 468.79, 2024-01-04 467.28", "QQQ: 2024-01-02 402.59, 2024-01-04 398.33"]
    );
    assert_eq!((file.layout, file.ledger.header, file.ledger.used), ("transposed", 1, 2));
    assert!(file.diagnostics.is_empty(), "{:#?}", file.diagnostics);
}

#[test]
fn fields_of_one_asset_across_the_top() {
    let text = "Apple Inc.\n\nDate;02.01.2024;03.01.2024;15.01.2024\nOpen;187,15;184,22;182,00\nHigh;188,44;185,88;183,00\n\
                Close;185,64;184,25;182,50\nVolume;82.488.700;58.414.500;61.000.000\n";
    let file = import("AAPL.csv", text.as_bytes());
    assert_eq!(series(&file), ["AAPL: 2024-01-02 185.64, 2024-01-03 184.25, 2024-01-15 182.5"]);
    assert_eq!(file.ledger.rejected.get(&Code::NotAPrice), Some(&3));
    assert_eq!(
        message(&file, "not-a-price"),
        "Line 4: found 'Open', expected a row of closing prices. 3 rows left out, 1 kept."
    );
}

#[test]
fn of_several_fields_across_the_best_price_is_used() {
    let text = "ticker,field,20240102,20240103,20240104\nSPY,Close,10,11,12\nSPY,Adj Close,9,10,11\nQQQ,Close,20,21,22\n\
                QQQ,Close,20,21,23\n";
    let file = import("x.csv", text.as_bytes());
    assert_eq!(
        series(&file),
        ["SPY: 2024-01-02 9, 2024-01-03 10, 2024-01-04 11", "QQQ: 2024-01-02 20, 2024-01-03 21, 2024-01-04 22"]
    );
    assert_eq!(file.ledger.rejected.get(&Code::NotAPrice), Some(&1));
    assert_eq!(file.ledger.rejected.get(&Code::RepeatedAsset), Some(&1));
    assert_eq!(
        message(&file, "repeated-asset"),
        "Found one more row of prices of QQQ, expected one row for each asset. 1 row left out, 2 kept."
    );
}

#[test]
fn a_row_for_each_field_gives_the_close() {
    let mut text = String::from("date,ticker,field,value\n");
    for day in 2..5 {
        for (field, value) in [("open", 10), ("close", 11), ("adj_close", 9), ("volume", 5_000)] {
            writeln!(text, "2024-01-0{day},SPY,{field},{}", value + day).unwrap();
        }
        writeln!(text, "2024-01-0{day},QQQ,close,{}", 20 + day).unwrap();
    }
    let file = import("x.csv", text.as_bytes());
    assert_eq!(
        series(&file),
        ["SPY: 2024-01-02 11, 2024-01-03 12, 2024-01-04 13", "QQQ: 2024-01-02 22, 2024-01-03 23, 2024-01-04 24"]
    );
    assert_eq!((file.ledger.used, file.ledger.rejected.get(&Code::NotAPrice)), (6, Some(&9)));
    let text = text.replace(",ticker,", ",").replace(",SPY,", ",").replace(",QQQ,close,", ",high,");
    assert_eq!(series(&import("SPY.csv", text.as_bytes())), ["SPY: 2024-01-02 11, 2024-01-03 12, 2024-01-04 13"]);
}

#[test]
fn merged_header_cells_are_spread() {
    let rows = "2024-01-02,10,11,20,21\n2024-01-03,11,12,21,22\n";
    for header in [",SPY,,QQQ,\nDate,Open,Close,Open,Close\n", ",Open,Close,Open,Close\nDate,SPY,SPY,QQQ,QQQ\n"] {
        let file = import("x.csv", format!("{header}{rows}").as_bytes());
        assert_eq!(file.layout, "two-level", "{header}");
        assert_eq!(series(&file), ["SPY: 2024-01-02 11, 2024-01-03 12", "QQQ: 2024-01-02 21, 2024-01-03 22"]);
    }
    let file = import("x.csv", format!(",Close,,Volume,\nDate,SPY,QQQ,SPY,QQQ\n{rows}").as_bytes());
    assert_eq!(series(&file), ["SPY: 2024-01-02 10, 2024-01-03 11", "QQQ: 2024-01-02 11, 2024-01-03 12"]);
    // One word over the table is a remark, not the symbol of every column.
    let file = import("SPY.csv", b"Currency,USD,\nDate,Open,Close\n2024-01-02,10,11\n2024-01-03,11,12\n");
    assert_eq!(series(&file), ["SPY: 2024-01-02 11, 2024-01-03 12"]);
}

/// Two thousand days are more than the sample that other files are judged by.
#[test]
fn a_long_row_of_days_is_read_whole() {
    let days: Vec<String> =
        (0..8_000).map(|day| sectorscope::date::Date::from_days(10_000 + day).to_string()).collect();
    let row = |factor: usize| (0..8_000).map(|i| format!("{}.{}", factor + i, i % 10)).collect::<Vec<_>>().join(",");
    let text = format!("id,{}\nA,{}\nB,{}\n", days.join(","), row(100), row(5_000));
    let file = import("panel.csv", text.as_bytes());
    let lengths: Vec<_> = file.series.iter().map(|series| (series.symbol.as_str(), series.prices.len())).collect();
    assert_eq!(lengths, [("A", 8_000), ("B", 8_000)]);
}

#[test]
fn open_orders_across_the_top_ask() {
    let text = "Symbol,01/02/2024,01/03/2024,01/04/2024\nSPY,472.65,468.79,467.28\n";
    let file = import("x.csv", text.as_bytes());
    assert_eq!(file.outcome, Outcome::Asks);
    assert_eq!(file.question.as_ref().and_then(Question::open_date).unwrap().text, "01/02/2024");
    let options = ImportOptions { date_order: Some(DateOrder::DayFirst), ..ImportOptions::default() };
    let answered = import_with("x.csv", text.as_bytes(), options);
    assert_eq!(series(&answered), ["SPY: 2024-02-01 472.65, 2024-03-01 468.79, 2024-04-01 467.28"]);
}

#[test]
fn years_across_the_top_are_refused() {
    let text = "Country,Code,2019,2020,2021\nFrance,FR,100.5,98.2,104.1\nSpain,ES,90.5,88.2,94.1\n";
    let file = import("panel.csv", text.as_bytes());
    assert_eq!(file.outcome, Outcome::Refused);
    assert_eq!(
        message(&file, "no-dates"),
        "Line 1: found 'Country,Code,2019,2020,2021', expected a day; these dates name only a year. None of the 3 records was \
         used. Export daily prices with full dates."
    );
}

#[test]
fn two_spellings_are_told_apart() {
    let text = "Date,Close\n03/25/2020,1\n03/26/2020,2\n01-04-2020,3\n13-04-2020,4\n2020-04-14,5\n";
    let file = import("X.csv", text.as_bytes());
    assert_eq!(series(&file), ["X: 2020-03-25 1, 2020-03-26 2, 2020-04-01 3, 2020-04-13 4, 2020-04-14 5"]);
    assert_eq!(
        message(&file, "date-spellings"),
        "The dates are not all spelled as usual or alike; rows tell how: '03/25/2020' on line 2 has the month first; \
         '13-04-2020' on line 5 has the day first."
    );
}

#[test]
fn a_spelling_that_stays_open_asks_although_another_is_proven() {
    let text = "Date,Close\n03/25/2020,1\n01-04-2020,3\n02-04-2020,4\n";
    let file = import("X.csv", text.as_bytes());
    assert_eq!(file.outcome, Outcome::Asks);
    assert_eq!(file.question.as_ref().and_then(Question::open_date).unwrap().text, "01-04-2020");
    let options = ImportOptions { date_order: Some(DateOrder::DayFirst), ..ImportOptions::default() };
    let answered = import_with("X.csv", text.as_bytes(), options);
    assert_eq!(series(&answered), ["X: 2020-03-25 1, 2020-04-01 3, 2020-04-02 4"]);
}

#[test]
fn the_day_may_stand_between_year_and_month() {
    let text = "Date,Close\n2020-01-04,1\n2020-02-04,2\n2020-13-04,3\n";
    let file = import("X.csv", text.as_bytes());
    assert_eq!(series(&file), ["X: 2020-04-01 1, 2020-04-02 2, 2020-04-13 3"]);
    assert!(message(&file, "date-spellings").contains("'2020-13-04' on line 4 has the day before the month"));
    // Where rows prove the usual order, such a row is a mistake.
    let text = "Date,Close\n2020-01-31,1\n2020-02-04,2\n2020-13-04,3\n";
    let file = import("X.csv", text.as_bytes());
    assert_eq!(series(&file), ["X: 2020-01-31 1, 2020-02-04 2"]);
    assert_eq!(file.ledger.rejected.get(&Code::UnreadableDate), Some(&1));
}

#[test]
fn a_short_year_may_stand_in_front() {
    // Forty days: under any other order the years would jump from row to row.
    let mut text = String::from("Date,Close\n");
    for day in 0..40 {
        let date = sectorscope::date::Date::from_days(19_724 + day).to_string();
        writeln!(text, "{},{}", &date[2..], 100 + day).unwrap();
    }
    for text in [text.clone(), text.replace('-', "/"), text.replace('-', ".")] {
        let file = import("X.csv", text.as_bytes());
        let dates = file.series[0].prices.dates();
        assert_eq!((dates[0].to_string(), dates[39].to_string()), ("2024-01-02".to_owned(), "2024-02-10".to_owned()));
        assert!(message(&file, "date-spellings").contains("has the year first, as the order of the rows shows"));
    }
    // A year that can be no day and no month.
    let file = import("X.csv", b"Date,Close\n98-01-05,1\n98-01-06,2\n");
    assert_eq!(series(&file), ["X: 1998-01-05 1, 1998-01-06 2"]);
    // The usual orders are not disturbed.
    let file = import("X.csv", b"Date,Close\n29.01.24,1\n30.01.24,2\n31.01.24,3\n01.02.24,4\n");
    assert_eq!(series(&file), ["X: 2024-01-29 1, 2024-01-30 2, 2024-01-31 3, 2024-02-01 4"]);
    // One month of first days reads equally well both ways.
    let file = import("X.csv", b"Date,Close\n24-01-01,1\n24-02-01,2\n24-03-01,3\n");
    assert_eq!(file.outcome, Outcome::Asks);
    assert_eq!(
        message(&file, "date-order"),
        "Line 2: '24-01-01' reads two ways, and no row of this file decides: 24 January 2001 or 1 January 2024. Nothing is used \
         until you choose."
    );
    let options = ImportOptions { date_order: Some(DateOrder::YearFirst), ..ImportOptions::default() };
    let answered = import_with("X.csv", b"Date,Close\n24-01-01,1\n24-02-01,2\n", options);
    assert_eq!(series(&answered), ["X: 2024-01-01 1, 2024-02-01 2"]);
}

#[test]
fn a_late_row_decides_the_decimal_mark() {
    let mut text = String::from("Date;Kurs\n");
    for day in 0..600 {
        writeln!(text, "{};{}.{:03}", sectorscope::date::Date::from_days(18_000 + day), 1 + day % 9, day).unwrap();
    }
    text.push_str("2020-12-04;1.234,5\n");
    let file = import("X.csv", text.as_bytes());
    let prices = file.series[0].prices.prices();
    assert_eq!((prices[0], prices[599], prices[600]), (1_000.0, 6_599.0, 1_234.5));
    assert_eq!(file.preview[0].prices, [Some(1_000.0)]);
    assert!(file.diagnostics.is_empty(), "{:#?}", file.diagnostics);
}

#[test]
fn a_mark_that_nothing_decides_is_told() {
    let text = "Date;Kurs\n2024-01-02;1.234\n2024-01-03;1.240\n";
    let file = import("X.csv", text.as_bytes());
    assert_eq!(file.series[0].prices.prices(), [1.234, 1.24]);
    assert_eq!(
        message(&file, "decimal-mark"),
        "The first price with a mark reads as 1.234 or as 1234, and no row decides: 1.234 was used. It changes the level of the \
         prices, not their returns. If it is wrong, choose the decimal mark of this file."
    );
    // Custom decides: commas in a file of semicolons are decimal, points in one of commas too.
    let file = import("X.csv", b"Date;Kurs\n2024-01-02;1,234\n2024-01-03;1,240\n");
    assert_eq!((file.series[0].prices.prices(), codes(&file)), (&[1.234, 1.24][..], vec![]));
    let file = import("X.csv", b"Date,Rate\n2024-01-02,150.234\n2024-01-03,151.240\n");
    assert_eq!(file.series[0].prices.prices(), [150.234, 151.24]);
    // Whole numbers among the prices tell which reading goes on where they end.
    let text = "Date;Kurs\n2024-01-02;998\n2024-01-03;999\n2024-01-04;1.001\n2024-01-05;1.002\n";
    assert_eq!(import("X.csv", text.as_bytes()).series[0].prices.prices(), [998.0, 999.0, 1001.0, 1002.0]);
    let options = ImportOptions { decimal: Some(DecimalMark::Point), ..ImportOptions::default() };
    let said = import_with("X.csv", text.as_bytes(), options);
    assert_eq!(said.series[0].prices.prices(), [998.0, 999.0, 1.001, 1.002]);
}

#[test]
fn columns_beside_the_price_may_have_another_mark() {
    let text = "Datum;Schluss;Faktor\n2024-01-02;1.234,50;0.5\n2024-01-03;1.240,00;0.25\n";
    let file = import("X.csv", text.as_bytes());
    assert_eq!(file.series[0].prices.prices(), [1234.5, 1240.0]);
}

#[test]
fn rows_within_the_day_give_its_last_price() {
    for (header, stamp) in [("Date,Time,Close", ","), ("Date,Close", " "), ("Day,Hour,Close", ",")] {
        let mut text = format!("{header}\n");
        for day in 2..5 {
            for hour in [0, 12, 23] {
                writeln!(text, "2024.01.0{day}{stamp}{hour:02}:00,{}", day * 100 + hour).unwrap();
            }
        }
        let file = import("X.csv", text.as_bytes());
        assert_eq!(series(&file), ["X: 2024-01-02 223, 2024-01-03 323, 2024-01-04 423"], "{header}");
        assert_eq!(codes(&file), ["intraday"]);
        assert_eq!(
            message(&file, "intraday"),
            "There are about 3 rows for each day. The last of each day by the clock is taken as its close, the other 6 rows are \
             left out."
        );
        assert_eq!((file.ledger.used, file.ledger.duplicate), (3, 6));
    }
}

#[test]
fn returns_are_no_prices() {
    let mut text = String::from("Date,Tech\n");
    for day in 0..40 {
        writeln!(text, "{},{}", sectorscope::date::Date::from_days(18_000 + day), f64::from(day % 5) * 0.3 - 0.5)
            .unwrap();
    }
    let file = import("X.csv", text.as_bytes());
    assert_eq!((file.outcome, file.ledger.used), (Outcome::Refused, 0));
    assert_eq!(
        message(&file, "not-prices"),
        "16 of 40 values of column Tech are below zero: these are returns, changes or spreads, not prices. Nothing was used. Export \
         the prices or index levels themselves; if they are returns, compound them first."
    );
    assert_eq!(codes(&file).iter().filter(|code| **code == "no-prices").count(), 0);
}

/// A person may have returns compounded: the first day has 100, and every later return is the one that was written.
#[test]
fn returns_are_compounded_where_a_person_says_so() {
    let compounded = |text: &str| {
        let options = ImportOptions { mends: vec![Mend::Compound], ..ImportOptions::default() };
        import_with("Fund.csv", text.as_bytes(), options)
    };
    let per_cent = "Date,Tech,Health\n2024-01-02,0.50,1.00\n2024-01-03,-2.00,-99.99\n2024-01-04,1.00,10.00\n";
    let file = compounded(per_cent);
    assert_eq!(file.series[0].prices.prices(), [100.0, 98.0, 98.98]);
    assert_eq!(file.series[1].prices.prices(), [100.0, 110.00000000000001]);
    assert_eq!(codes(&file), ["compounded"]);
    for text in [
        "Date,Return\n2024-01-02,0.01\n2024-01-03,-0.02\n2024-01-04,0.01\n",
        "Date,Daily return\n2024-01-02,1%\n2024-01-03,-2%\n2024-01-04,1%\n",
    ] {
        let file = compounded(text);
        assert_eq!(
            (file.series[0].symbol.as_str(), file.series[0].prices.prices()),
            ("Fund", &[100.0, 98.0, 98.98][..])
        );
        let refused = import("Fund.csv", text.as_bytes());
        assert_eq!((refused.outcome, refused.offers), (Outcome::Refused, vec![Offer::from(Mend::Compound)]));
    }
}

#[test]
fn a_column_of_returns_does_not_cost_the_prices_beside_it() {
    let mut text = String::from("Date,SPY,Excess\n");
    for day in 0..40 {
        let price = if day < 3 { String::new() } else { format!("{}", 100 + day) };
        writeln!(text, "{},{price},{}", sectorscope::date::Date::from_days(18_000 + day), f64::from(day % 5) - 1.5)
            .unwrap();
    }
    let file = import("X.csv", text.as_bytes());
    assert_eq!(file.series.len(), 1);
    assert_eq!(file.series[0].prices.len(), 37);
    // One of the three days without a price had a spread above zero.
    assert_eq!(file.ledger.rejected.get(&Code::NotPrices), Some(&1));
    assert!(
        message(&file, "not-prices")
            .ends_with("The column was left out, the others kept. Export the prices or index levels themselves.")
    );
}

#[test]
fn rates_are_told() {
    let text = "observation_date,DGS10\n2024-01-02,3.95\n2024-01-03,3.91\n";
    let file = import("DGS10.csv", text.as_bytes());
    assert_eq!((file.outcome, codes(&file)), (Outcome::Prices, vec!["rate"]));
}

#[test]
fn market_caps_stay_beside_the_prices() {
    let text = "Date,Close,Market Cap\n2024-01-02,10,1000\n2024-01-03,11,\n2024-01-04,,1200\n2024-01-05,12,1300\n";
    let file = import("BTC.csv", text.as_bytes());
    assert_eq!(series(&file), ["BTC: 2024-01-02 10, 2024-01-03 11, 2024-01-05 12"]);
    let caps = file.series[0].market_caps.as_ref().unwrap();
    assert_eq!(caps.prices(), [1000.0, 1300.0]);
    assert_eq!(file.ledger.rejected.get(&Code::MissingPrice), Some(&1));
    let text = "Date,BTC_close,ETH_close,ETH_market_cap\n2024-01-02,10,5,50\n2024-01-03,11,6,60\n";
    let file = import("x.csv", text.as_bytes());
    assert_eq!(file.series.iter().map(|series| series.market_caps.is_some()).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn market_caps_alone_are_no_prices() {
    let text = "Date,Market Cap\n2024-01-02,1000\n2024-01-03,1100\n";
    let file = import("TOTAL.csv", text.as_bytes());
    assert_eq!(file.outcome, Outcome::Refused);
    assert_eq!(
        message(&file, "market-totals"),
        "Line 1: found 'Market Cap', expected prices; this column holds market capitalisations. None of the 3 records was used. Export \
         the prices."
    );
}

#[test]
fn snapshots_at_midnight_are_told() {
    let mut text = String::from("snapped_at,price,market_cap,total_volume\n");
    for day in 0..30 {
        let date = sectorscope::date::Date::from_days(18_000 + day);
        writeln!(text, "{date} 00:00:00 UTC,{},{},5", 100 + day, 1_000 + day).unwrap();
    }
    let file = import("btc-usd-max.csv", text.as_bytes());
    assert_eq!(codes(&file), ["midnight-snapshot"]);
    let candles = text.replace("price,market_cap", "close,open");
    assert!(codes(&import("btc.csv", candles.as_bytes())).is_empty());
    // The newest row, first here, is of the moment at which the file was made.
    let header_and_now = "snapped_at,price,market_cap,total_volume\n2019-05-14 13:45:02 UTC,131,1031,5\n";
    let newest_first: String =
        text.lines().skip(1).collect::<Vec<_>>().into_iter().rev().map(|line| format!("{line}\n")).collect();
    let file = import("btc-usd-max.csv", format!("{header_and_now}{newest_first}").as_bytes());
    assert_eq!(codes(&file), ["midnight-snapshot", "unfinished-day"]);
    // Snapshots at any hour are something else.
    let hours = text.replace("00:00:00", "13:45:02");
    assert!(codes(&import("btc.csv", hours.as_bytes())).is_empty());
}

#[test]
fn what_was_left_out_is_kept_with_line_and_reason() {
    let text = "Date,Close\n2024-01-02,1\nnever,2\n2024-01-04,-3\n2024-01-05,4\n";
    let file = import("X.csv", text.as_bytes());
    let told: Vec<_> = file.left_out.findings.iter().map(|finding| (finding.line, finding.code.name())).collect();
    assert_eq!(told, [(Some(3), "unreadable-date"), (Some(4), "non-positive-price")]);
    assert_eq!(file.left_out.total, 2);
    assert!(file.diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Warning));
}
