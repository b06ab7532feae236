//! The shapes of tables. Each gives its cells, and for another reader where the prices stand: by symbol, the column.

use sectorscope::date::Date;
use serde_json::{Map, Value, json};

use super::days::Spelling;
use super::table::Sheet;
use super::text::Text;

const CLOSES: [&str; 8] =
    ["Close", "close", "CLOSE", "Close Price", "Last", "Closing Price", "Close (USD)", "Close/Last"];
const ADJUSTED: [&str; 4] = ["Adj Close", "Adj. Close", "adjusted_close", "AdjClose"];
const PRICES: [&str; 4] = ["Price", "price", "Value", "NAV"];

/// One series; where it has both, the adjusted close is the price.
pub(super) fn tidy(sheet: &mut Sheet) -> (Text, Value) {
    let german = sheet.draw.percent(12);
    let (mut names, price): (Vec<&str>, &str) = match sheet.draw.below(10) {
        0..=1 => (Vec::new(), [sheet.draw.one_of(&CLOSES), sheet.draw.one_of(&PRICES)][sheet.draw.below(2) as usize]),
        _ if german => (vec!["Eröffnung", "Hoch", "Tief", "Volumen"], "Schlusskurs"),
        2..=5 => (vec!["Open", "High", "Low", "Volume"], sheet.draw.one_of(&CLOSES)),
        6..=8 => (vec!["Open", "High", "Low", "Close", "Volume"], sheet.draw.one_of(&ADJUSTED)),
        _ => (vec!["Market Cap", "Volume", "Change %"], sheet.draw.one_of(&PRICES)),
    };
    if !names.is_empty() && sheet.draw.percent(15) {
        names.push("Market Cap");
        names.dedup();
    }
    if sheet.draw.percent(8) {
        names.push("Note");
    }
    names.push(price);
    let parts = matches!(sheet.dates, Spelling::Parts);
    let mut columns: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    columns.dedup();
    sheet.draw.shuffle(&mut columns);
    let headers = if german && !parts { vec!["Datum"] } else { sheet.dates.headers(&mut sheet.draw) };
    // Most have the date in front.
    let at = if sheet.draw.percent(80) { 0 } else { sheet.draw.below(columns.len() as u64 + 1) as usize };
    let mut text = Text { date_columns: (at..at + headers.len()).collect(), ..Text::default() };
    let mut header = columns.clone();
    header.splice(at..at, headers.iter().map(|name| (*name).to_owned()));
    text.header.push(header);
    let (symbol, days) = (sheet.symbol.clone(), with_repeats(sheet));
    for (row, date) in days.into_iter().enumerate() {
        let mut cells: Vec<String> = columns
            .iter()
            .map(|name| match name.as_str() {
                name if name == price => sheet.price(&symbol, date, row == 0),
                "Volume" | "Volumen" => sheet.draw.below(1_000_000_000).to_string(),
                "Change %" => format!("{}%", sheet.draw.below(9)),
                "Note" => sheet.draw.one_of(&["", "a \"quoted\" word", "one, two; three|four", "x"]).to_owned(),
                _ => sheet.other(),
            })
            .collect();
        cells.splice(at..at, sheet.dates.cells(&mut sheet.draw, date));
        text.rows.push(cells);
    }
    (text, json!({symbol: price}))
}

/// The days of the file, now and then with a second row for one of them, of which the newer in the file's order counts.
fn with_repeats(sheet: &mut Sheet) -> Vec<Date> {
    let mut days = sheet.days.clone();
    let in_order = days.is_sorted() || days.iter().rev().is_sorted();
    if in_order && !sheet.dates.must_run() && sheet.draw.percent(10) {
        let at = sheet.draw.between(1, days.len() as u64 - 2) as usize;
        days.insert(at, days[at]);
    }
    days
}

/// A series in each column, named by the asset alone or with the price.
pub(super) fn wide(sheet: &mut Sheet, assets: &[&str]) -> (Text, Value) {
    let compound = sheet.draw.percent(25);
    let mut symbols = sheet.symbols(assets, 6);
    if compound {
        symbols.retain(|symbol| symbol.bytes().all(|byte| byte.is_ascii_uppercase()));
        symbols.extend(["AAA", "BBB"].iter().take(2_usize.saturating_sub(symbols.len())));
    }
    let headers = sheet.dates.headers(&mut sheet.draw);
    let mut text = Text { date_columns: (0..headers.len()).collect(), ..Text::default() };
    let mut header: Vec<String> = headers.iter().map(|name| (*name).to_owned()).collect();
    let mut values = Map::new();
    for symbol in &symbols {
        let name = if compound { format!("{symbol}_close") } else { (*symbol).to_owned() };
        values.insert((*symbol).to_owned(), json!(name));
        header.push(name);
        if compound {
            header.push(format!("{symbol}_volume"));
        }
    }
    text.header.push(header);
    for (row, date) in sheet.days.clone().into_iter().enumerate() {
        let mut cells = sheet.dates.cells(&mut sheet.draw, date);
        for symbol in &symbols {
            cells.push(sheet.price(symbol, date, row == 0));
            if compound {
                cells.push(sheet.draw.below(1_000_000).to_string());
            }
        }
        text.rows.push(cells);
    }
    (text, Value::Object(values))
}

/// A symbol in each row.
pub(super) fn long(sheet: &mut Sheet, assets: &[&str]) -> (Text, Value) {
    let symbols = sheet.symbols(assets, 4);
    let symbol_header = sheet.draw.one_of(&["Symbol", "symbol", "Ticker", "ticker", "Asset"]);
    let price_header = [sheet.draw.one_of(&CLOSES), sheet.draw.one_of(&PRICES)][sheet.draw.below(2) as usize];
    let named = sheet.draw.percent(20);
    let headers = sheet.dates.headers(&mut sheet.draw);
    let mut columns = vec![symbol_header, price_header, "Volume"];
    columns.truncate(sheet.draw.between(2, 3) as usize);
    if named {
        columns.push("Name");
    }
    sheet.draw.shuffle(&mut columns);
    let mut text = Text { date_columns: (0..headers.len()).collect(), ..Text::default() };
    text.header.push(headers.iter().chain(&columns).map(|name| (*name).to_owned()).collect());
    let days = sheet.days.clone();
    let keys: Vec<(Date, &str)> = if sheet.draw.percent(50) {
        symbols.iter().flat_map(|symbol| days.iter().map(|date| (*date, *symbol))).collect()
    } else {
        days.iter().flat_map(|date| symbols.iter().map(|symbol| (*date, *symbol))).collect()
    };
    for (row, (date, symbol)) in keys.into_iter().enumerate() {
        // Not every asset has every day.
        if row > 0 && sheet.draw.percent(10) {
            continue;
        }
        let mut cells = sheet.dates.cells(&mut sheet.draw, date);
        for name in &columns {
            cells.push(match *name {
                name if name == symbol_header => symbol.to_owned(),
                name if name == price_header => sheet.price(symbol, date, row == 0),
                "Name" => format!("{symbol}, \"the\" asset; of an example"),
                _ => sheet.draw.below(1_000_000).to_string(),
            });
        }
        text.rows.push(cells);
    }
    (text, json!({"symbol": symbol_header, "price": price_header}))
}

/// Two rows of names, fields and symbols in either order, and perhaps a third with the name of the dates.
pub(super) fn two_level(sheet: &mut Sheet, assets: &[&str]) -> (Text, Value) {
    let symbols = sheet.symbols(assets, 4);
    let fields: &[&str] =
        if sheet.draw.percent(40) { &["Adj Close", "Close", "Open"] } else { &["Close", "High", "Volume"] };
    let by_field = sheet.draw.percent(50);
    let columns: Vec<(&str, &str)> = if by_field {
        fields.iter().flat_map(|field| symbols.iter().map(|symbol| (*field, *symbol))).collect()
    } else {
        symbols.iter().flat_map(|symbol| fields.iter().map(|field| (*field, *symbol))).collect()
    };
    let mut text = Text { date_columns: vec![0], ..Text::default() };
    let row = |first: &str, of: &dyn Fn(&(&str, &str)) -> String| -> Vec<String> {
        std::iter::once(first.to_owned()).chain(columns.iter().map(of)).collect()
    };
    let names = row("Price", &|(field, _)| (*field).to_owned());
    let tickers = row("Ticker", &|(_, symbol)| (*symbol).to_owned());
    text.header = if sheet.draw.percent(60) { vec![names, tickers] } else { vec![tickers, names] };
    if sheet.draw.percent(60) {
        text.header.push(row("Date", &|_| String::new()));
    }
    for (at, date) in sheet.days.clone().into_iter().enumerate() {
        let mut cells = sheet.dates.cells(&mut sheet.draw, date);
        for (field, symbol) in &columns {
            cells.push(if *field == fields[0] { sheet.price(symbol, date, at == 0) } else { sheet.other() });
        }
        text.rows.push(cells);
    }
    let place = |symbol: &str| columns.iter().position(|column| *column == (fields[0], symbol)).unwrap() + 1;
    let values = symbols.iter().map(|symbol| ((*symbol).to_owned(), json!(place(symbol)))).collect();
    (text, Value::Object(values))
}

/// Dates and prices, or dates, open, high, low, close and volume, without names.
pub(super) fn headerless(sheet: &mut Sheet) -> (Text, Value) {
    let mut text = Text { date_columns: vec![0], ..Text::default() };
    let symbol = sheet.symbol.clone();
    let days = sheet.days.clone();
    if sheet.draw.percent(50) {
        for (row, date) in days.into_iter().enumerate() {
            let mut cells = sheet.dates.cells(&mut sheet.draw, date);
            cells.push(sheet.price(&symbol, date, row == 0));
            text.rows.push(cells);
        }
        return (text, json!({symbol: 1}));
    }
    // In hundredths; what is decided by the numbers needs numbers that behave like prices.
    let mut close = sheet.draw.between(5_000, 90_000);
    let mut ascending: Vec<Date> = days.clone();
    ascending.sort();
    let mut rows = Vec::new();
    for date in ascending {
        let open = close + sheet.draw.below(20);
        close = close * sheet.draw.between(950, 1_055) / 1_000 + 7;
        let (high, low) = (open.max(close) + sheet.draw.between(1, 300), open.min(close) - sheet.draw.between(1, 300));
        let cents = |value: u64| format!("{}.{:02}", value / 100, value % 100);
        let mut cells = sheet.dates.cells(&mut sheet.draw, date);
        cells.extend([open, high, low, close].map(|value| sheet.numerals.written(&cents(value))));
        cells.push(sheet.draw.below(9_000_000).to_string());
        sheet.note(&symbol, date, &cents(close));
        rows.push(cells);
    }
    if sheet.newest_first {
        rows.reverse();
    }
    text.rows = rows;
    (text, json!({symbol: 4}))
}
