//! The symbol a file's name gives.

/// Words that exporters put around the symbol.
const NOISE: [&str; 24] = [
    "historical",
    "history",
    "historicaldata",
    "historicalprices",
    "historicalquotes",
    "data",
    "dataset",
    "prices",
    "price",
    "quotes",
    "daily",
    "d",
    "1d",
    "1day",
    "1440",
    "max",
    "csv",
    "stock",
    "etf",
    "download",
    "export",
    "ohlc",
    "ohlcv",
    "close",
];

/// The symbol in a file name: the name without folder and ending, and without words such as "Historical Data" around it.
/// A copy's number (`SPY (1).csv`) is dropped too.
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
    let separators = [' ', '_', '-', ','];
    let mut kept = without_copy.trim_matches(separators);
    while let Some((before, last)) = kept.rsplit_once(separators) {
        if !is_noise(last) {
            break;
        }
        kept = before.trim_end_matches(separators);
    }
    while let Some((first, after)) = kept.split_once(separators) {
        if !is_noise(first) {
            break;
        }
        kept = after.trim_start_matches(separators);
    }
    if kept.is_empty() { without_copy.to_owned() } else { kept.to_owned() }
}

fn is_noise(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    NOISE.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("data.csv", "data"),
            (".csv", ".csv"),
            ("", ""),
        ] {
            let got = from_file_name(name);
            assert_eq!(got, expected, "{name}");
        }
    }
}
