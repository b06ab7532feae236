//! The symbol a file's name gives.

use crate::import::cells::date_text::folded;

/// Words that exporters put around the symbol.
#[rustfmt::skip]
const NOISE: [&str; 50] = [
    "historical", "history", "historicaldata", "historicalprices", "historicalquotes", "data", "dataset", "prices",
    "price", "quotes", "daily", "d", "1d", "1day", "1440", "max", "csv", "stock", "etf", "download", "export", "ohlc",
    "ohlcv", "close", "sheet1", "tabelle1", "feuille1", "hoja1", "coinmarketcap", "historische", "daten", "gegevens",
    "donnees", "historiques", "datos", "historicos", "dados", "dati", "storici", "dane", "historyczne", "прошлые",
    "данные", "過去データ", "历史数据", "歷史數據", "내역", "gecmis", "gecmiş", "verileri",
];

/// What stands between the words of a file name.
const SEPARATORS: [char; 4] = [' ', '_', '-', ','];

/// The symbol in a file name: the name without folder and ending, and without words such as "Historical Data" around it.
/// A copy's number (`SPY (1).csv`) and the dates of an export behind it (`BTCUSDT-1d-2024-03.csv`) are dropped too.
pub fn from_file_name(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file,
    };
    let without_copy = match stem.rsplit_once(" (") {
        Some((before, number)) if number.trim_end_matches(')').bytes().all(|byte| byte.is_ascii_digit()) => before,
        _ => stem,
    };
    let mut kept = without_copy.trim_matches(SEPARATORS);
    loop {
        let shorter = before_dates(kept).or_else(|| before_noise(kept)).or_else(|| behind_noise(kept));
        match shorter.map(|shorter| shorter.trim_matches(SEPARATORS)).filter(|shorter| !shorter.is_empty()) {
            Some(shorter) => kept = shorter,
            None => break,
        }
    }
    if kept.is_empty() { without_copy.to_owned() } else { kept.to_owned() }
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

fn before_noise(text: &str) -> Option<&str> {
    // Chinese puts no space before these words.
    let joined = ["历史数据", "歷史數據"].iter().find_map(|noise| text.strip_suffix(noise));
    joined.or_else(|| text.rsplit_once(SEPARATORS).filter(|(_, last)| is_noise(last)).map(|(before, _)| before))
}

fn behind_noise(text: &str) -> Option<&str> {
    text.split_once(SEPARATORS).filter(|(first, _)| is_noise(first)).map(|(_, after)| after)
}

fn is_noise(word: &str) -> bool {
    NOISE.contains(&folded(word).as_str())
}

/// The text without a date at its end: `2024-03-01`, `01-03-2024`, `2024-03`, `20240301`, `202403010000`, or two as `240301`.
fn before_dates(text: &str) -> Option<&str> {
    let split = |text: &'_ str| text.rsplit_once(SEPARATORS).map(|(before, last)| (before.len(), last.to_owned()));
    let (third_at, third) = split(text)?;
    let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && is_digits(word);
    let two = |word: &str| word.len() == 2 && is_digits(word);
    let month = |word: &str| two(word) && ("01"..="12").contains(&word);
    if matches!(third.len(), 8 | 12 | 14) && is_digits(&third) && third.get(..4).is_some_and(year) {
        return text.get(..third_at);
    }
    let (second_at, second) = split(text.get(..third_at)?)?;
    let six = |word: &str| word.len() == 6 && is_digits(word) && word.get(2..4).is_some_and(month);
    if six(&second) && six(&third) {
        return text.get(..second_at);
    }
    if let Some((first_at, first)) = split(text.get(..second_at)?)
        && (year(&first) && month(&second) && two(&third) || two(&first) && two(&second) && year(&third))
    {
        let before = text.get(..first_at)?;
        // "01-01-2024-to-22-01-2024"
        return Some(before.strip_suffix("-to").unwrap_or(before));
    }
    (year(&second) && month(&third)).then(|| text.get(..second_at)).flatten()
}

fn is_digits(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
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
            ("Historical Data.csv", "Historical"),
            ("BTCUSDT-1d-2024-03.csv", "BTCUSDT"),
            ("psct_daily_historical-data-01-05-2024.csv", "psct"),
            ("bitcoin_2024-02-01_2024-02-15.csv", "bitcoin"),
            ("EURUSD_Daily_202402120000_202403010000.csv", "EURUSD"),
            ("IMOEX_240205_240223.txt", "IMOEX"),
            ("Quote-Equity-MRF-EQ-01-01-2024-to-22-01-2024.csv", "Quote-Equity-MRF-EQ"),
            ("CAC 40 - Données Historiques.csv", "CAC 40"),
            ("标普500指数历史数据.csv", "标普500指数"),
            ("SPY - Sheet1.csv", "SPY"),
            ("Russell 2000.csv", "Russell 2000"),
            ("S&P 500-2024.csv", "S&P 500-2024"),
            ("2024-03-01.csv", "2024-03-01"),
            ("data.csv", "data"),
            (".csv", ".csv"),
            ("", ""),
        ] {
            let got = from_file_name(name);
            assert_eq!(got, expected, "{name}");
        }
    }
}
