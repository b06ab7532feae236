//! The symbol a file's name gives.

mod words;

use crate::catalog::{self, Kind};
use crate::import::cells::date_text::folded;

/// What stands between the words of a file name.
const SEPARATORS: [char; 5] = [' ', '_', '-', ',', '–'];

/// The symbol in a file name: the name without folder and ending, and without what vendors and people put around the asset, such as
/// "Historical Data", a venue, a time frame (`1D`), the dates of an export or a copy's number (`SPY (1).csv`). As soon as what is left
/// is known to the catalogue, nothing more is taken away: `Nasdaq 100` is an index and no venue. A name that is nothing else is whole.
pub fn from_file_name(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file,
    };
    let stem = without_copy(stem);
    if let Some(symbol) = dow_jones(stem) {
        return symbol;
    }
    let mut kept = stem.trim_matches(SEPARATORS);
    while !is_known(kept) {
        if let Some(symbol) = in_brackets(kept) {
            return symbol.to_owned();
        }
        let shorter = before_brackets(kept).or_else(|| before_numbers(kept)).or_else(|| before_noise(kept));
        let shorter = shorter.or_else(|| behind_noise(kept)).map(|shorter| shorter.trim_matches(SEPARATORS));
        match shorter {
            Some(shorter) if !shorter.is_empty() => kept = shorter,
            _ => break,
        }
    }
    let nothing_else = is_noise(kept) || kept.bytes().all(|byte| byte.is_ascii_digit()) && kept.len() < stem.len();
    if kept.is_empty() || nothing_else && !is_known(kept) { stem.to_owned() } else { kept.to_owned() }
}

/// Names that spreadsheets give to new sheets, without their numbers.
#[rustfmt::skip]
const NEW_SHEETS: [&str; 19] = [
    "sheet", "tabelle", "feuil", "feuille", "hoja", "foglio", "planilha", "plan", "blad", "ark", "arkusz", "лист", "sayfa", "taul",
    "munka", "list", "folha", "工作表", "シート",
];

/// Whether the name of a sheet says nothing of what is on it: one that a spreadsheet gave, or words such as "Historical Data".
pub(crate) fn tells_nothing(sheet: &str) -> bool {
    let name = folded(sheet.trim());
    let bare = name.trim_end_matches(|one: char| one.is_ascii_digit() || one == ' ');
    bare.is_empty()
        || NEW_SHEETS.contains(&bare)
        || name.split(SEPARATORS).all(|word| word.is_empty() || is_noise(word))
}

fn is_known(text: &str) -> bool {
    catalog::lookup(text).is_some()
}

/// The name without the number that a browser puts behind the second copy.
fn without_copy(stem: &str) -> &str {
    match stem.rsplit_once('(') {
        Some((before, number)) if number.strip_suffix(')').is_some_and(is_digits) => before.trim_end(),
        _ => stem,
    }
}

/// The symbol in `FUND_US_ARCX_XLK`, as `MarketWatch` and the Wall Street Journal name their files: the kind, the country, the exchange
/// and the symbol. An index is marked as one: its symbol may be a share's too.
fn dow_jones(stem: &str) -> Option<String> {
    let stem = stem.rsplit_once(" - ").map_or(stem, |(_, last)| last);
    let mut parts = stem.splitn(4, '_');
    let (kind, country, _exchange, symbol) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let capitals = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    let known = ["FUND", "STOCK", "INDEX", "CRYPTOCURRENCY", "CURRENCY", "FUTURE", "ADR", "ETF"].contains(&kind);
    let mark = if kind == "INDEX" { "^" } else { "" };
    (known && country.len() == 2 && capitals(country) && !symbol.is_empty()).then(|| format!("{mark}{symbol}"))
}

/// A symbol of the catalogue in brackets behind a name that it does not know: `iShares Russell 2000 ETF (IWM)`.
fn in_brackets(text: &str) -> Option<&str> {
    let (before, symbol) = text.strip_suffix(')')?.rsplit_once('(')?;
    let capitals = symbol.bytes().all(|byte| byte.is_ascii_uppercase());
    (capitals && is_known(symbol) && !is_known(before)).then_some(symbol)
}

/// A unit in brackets behind the name: `Bitcoin Price (USD)`.
fn before_brackets(text: &str) -> Option<&str> {
    text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(before, _)| before)
}

fn before_noise(text: &str) -> Option<&str> {
    // Chinese puts no space before these words.
    let joined = ["历史数据", "歷史數據"].iter().find_map(|noise| text.strip_suffix(noise));
    let behind = |(before, last): &(&str, &str)| is_noise(last) && !(is_fund(last) && is_other(before));
    joined.or_else(|| text.rsplit_once(SEPARATORS).filter(behind).map(|(before, _)| before))
}

fn behind_noise(text: &str) -> Option<&str> {
    text.split_once(SEPARATORS).filter(|(first, _)| is_noise(first)).map(|(_, after)| after)
}

/// Whether a word says that the asset is a fund.
fn is_fund(word: &str) -> bool {
    ["etf", "fund"].contains(&folded(word).as_str())
}

/// Whether a text names an asset that is not a fund: a fund on it is something else.
fn is_other(text: &str) -> bool {
    let fund = |kind| matches!(kind, Kind::Fund | Kind::CoinFund | Kind::Leveraged | Kind::Stock);
    catalog::lookup(text).is_some_and(|entry| !fund(entry.kind))
}

fn is_noise(word: &str) -> bool {
    let word = folded(word);
    words::NOISE.contains(&word.as_str()) || words::is_frame(&word)
}

/// Digits of a date or a moment: `20240301`, `202403010000`, `240301`, milliseconds since 1970.
fn is_moment(word: &str) -> bool {
    matches!(word.len(), 6 | 8 | 10 | 12..=14) && is_digits(word)
}

fn is_year(word: &str) -> bool {
    // The Russell 2000 and its like bear a number, not a year.
    word.len() == 4 && is_digits(word) && ("1950".."2060").contains(&word) && word != "2000"
}

fn is_month_or_day(word: &str) -> bool {
    matches!(word.len(), 1..=2) && is_digits(word) && word.parse().is_ok_and(|number: u8| (1..=31).contains(&number))
}

/// The text without the days at its end: years, whole dates, two of them, with a word between, in any order; or the mark of five digits
/// and letters that charts put behind the time frame.
fn before_numbers(text: &str) -> Option<&str> {
    let mut kept = text;
    let mut shorter = None;
    // A year or a moment, and up to two days and months for each year: other numbers may be the asset's.
    let (mut dated, mut years, mut small) = (false, 0, 0);
    while let Some((before, last)) = kept.rsplit_once(SEPARATORS) {
        let (dotted, parts) = (last.split('.'), last.split('.').count());
        let whole = parts == 3
            && dotted.clone().any(is_year)
            && dotted.clone().all(|part| is_year(part) || is_month_or_day(part));
        let frame = || before.rsplit(SEPARATORS).next().is_some_and(|word| words::is_frame(&folded(word)));
        let mark = last.len() == 5
            && last.bytes().all(|b| b.is_ascii_hexdigit())
            && last.bytes().any(|b| b.is_ascii_digit())
            && frame();
        let joins = ["to", "bis", "until", ""].contains(&last) && shorter.is_some();
        years += usize::from(is_year(last));
        small += usize::from(is_month_or_day(last));
        dated |= is_year(last) || is_moment(last) || whole || mark;
        let belongs = is_month_or_day(last) && (years == 0 || small <= 2 * years);
        if !(is_year(last) || is_moment(last) || whole || mark || belongs || joins) {
            break;
        }
        kept = before;
        if dated {
            shorter = Some(before);
            if is_known(before) {
                break;
            }
        }
    }
    shorter
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets() {
        for name in ["Sheet1", "Tabelle 2", "Feuil3", "Hoja1", "Лист1", "Prices", "Historical Data", "", "1"] {
            assert!(tells_nothing(name), "{name}");
        }
        for name in ["BTC", "SPY", "XLK Prices", "S&P 500"] {
            assert!(!tells_nothing(name), "{name}");
        }
    }

    #[test]
    fn names_as_vendors_write_them() {
        for (name, expected) in [
            ("BTC-USD.csv", "BTC-USD"),
            ("ada-usd-max.csv", "ada-usd"),
            ("Bitcoin Historical Data.csv", "Bitcoin"),
            ("MSCI-World-Historical-Data.csv", "MSCI-World"),
            ("aapl_us_d.csv", "aapl_us"),
            ("SPX-HistoricalPrices.csv", "SPX"),
            ("daily_IVV.csv", "IVV"),
            ("SPY (1).csv", "SPY"),
            ("folder/sub/IWM.CSV", "IWM"),
            ("Historical Data.csv", "Historical Data"),
            ("BTCUSDT-1d-2024-03.csv", "BTCUSDT"),
            ("psct_daily_historical-data-01-05-2024.csv", "psct"),
            ("bitcoin_2024-02-01_2024-02-15.csv", "bitcoin"),
            ("EURUSD_Daily_202402120000_202403010000.csv", "EURUSD"),
            ("IMOEX_240205_240223.txt", "IMOEX"),
            ("Quote-Equity-MRF-EQ-01-01-2024-to-22-01-2024.csv", "MRF"),
            ("CAC 40 - Données Historiques.csv", "CAC 40"),
            ("标普500指数历史数据.csv", "标普500指数"),
            ("SPY - Sheet1.csv", "SPY"),
            ("Russell 2000.csv", "Russell 2000"),
            ("S&P 500-2024.csv", "S&P 500"),
            ("2024-03-01.csv", "2024-03-01"),
            ("data.csv", "data"),
            (".csv", ".csv"),
            ("", ""),
            ("BINANCE_BTCUSDT, 1D (3).csv", "BINANCE_BTCUSDT"),
            ("COINBASE_ETHUSD, 1D_4f3a1.csv", "COINBASE_ETHUSD"),
            ("BTCUSDT_1d_2020-01-01_to_2024-12-31.csv", "BTCUSDT"),
            ("BTC_USD Bitfinex Historical Data.csv", "BTC_USD"),
            ("btcusd_bitstamp_1d.csv", "btcusd"),
            ("Ethereum_1_1_2020-12_31_2024_historical_data_coinmarketcap.csv", "Ethereum"),
            ("AAPL stock price history.csv", "AAPL"),
            ("iShares Russell 2000 ETF Stock Price History.csv", "iShares Russell 2000 ETF"),
            ("Download Data - FUND_US_ARCX_XLK.csv", "XLK"),
            ("Download Data - CRYPTOCURRENCY_US_COIN DESK_BTCUSD.csv", "BTCUSD"),
            ("INDEX_US_SP-US_SPX.csv", "^SPX"),
            ("Nasdaq 100 Historical Data.csv", "Nasdaq 100"),
            ("NASDAQ_QQQ, 1W.csv", "NASDAQ_QQQ"),
            ("NYSE_ARCA_XLK, 1D.csv", "ARCA_XLK"),
            ("Russell 2000 2024.csv", "Russell 2000"),
            ("CSI 2000.csv", "CSI 2000"),
            ("DAX 40 2024-01-05.csv", "DAX 40"),
            ("Bitcoin Price (USD).csv", "Bitcoin"),
            ("bitcoin 01.01.2020 - 31.12.2024.csv", "bitcoin"),
            ("HistoricalData_1706558400000.csv", "HistoricalData_1706558400000"),
            ("Bitcoin ETF.csv", "Bitcoin ETF"),
            ("IWM ETF Stock Price History.csv", "IWM"),
            ("SPDR Technology Shares (XLK) Historical Data.csv", "XLK"),
            ("Ether (BTC).csv", "Ether"),
            ("DAX-fund.csv", "DAX-fund"),
            ("data_1.csv", "data_1"),
            ("XLK-2015-01-01-2024-12-31.csv", "XLK"),
            ("NVDA_daily_prices_10y.csv", "NVDA"),
        ] {
            let got = from_file_name(name);
            assert_eq!(got, expected, "{name}");
        }
    }
}
