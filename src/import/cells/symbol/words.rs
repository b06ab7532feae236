//! Words that stand around the asset in names of files.

/// What exporters and people say of a file of prices, in any language that was seen.
#[rustfmt::skip]
pub(super) const NOISE: [&str; 128] = [
    "historical", "history", "historicaldata", "historicalprices", "historicalquotes", "hist", "data", "dataset", "prices", "price",
    "quotes", "quote", "candles", "candle", "klines", "kline", "bars", "chart", "equity", "eq", "series", "timeseries", "ticks", "max", "csv", "txt",
    "stock", "etf", "fund", "index", "coin", "coins", "crypto", "cryptocurrency", "currency", "spot", "perp", "swap", "download", "export",
    "exported", "table", "ohlc", "ohlcv", "close", "closes", "closing", "adjusted", "adj", "unadjusted", "raw", "clean", "cleaned", "full",
    "all", "new", "final", "my", "copy", "file", "from", "to", "until", "utc", "usd", "us", "sheet1", "sheet", "tabelle1", "feuille1",
    "feuil1", "hoja1", "historische", "daten", "kurse", "kursdaten", "gegevens", "donnees", "historiques", "datos", "historicos",
    "precios", "dados", "dati", "storici", "dane", "historyczne", "прошлые", "данные", "過去データ", "历史数据", "歷史數據", "내역",
    "gecmis", "gecmiş", "verileri",
    // Vendors and venues.
    "coinmarketcap", "cmc", "coingecko", "gecko", "cryptodatadownload", "yahoo", "yfinance", "finance", "investing", "investingcom",
    "stooq", "tiingo", "alphavantage", "tradingview", "marketwatch", "wsj", "nasdaq", "nyse", "arca", "amex", "bats", "xetra", "binance",
    "coinbase", "bitstamp", "bitfinex", "kraken", "gemini", "bybit", "okx", "kucoin", "poloniex",
];

/// How much time a row or the file covers.
#[rustfmt::skip]
const FRAMES: [&str; 20] = [
    "daily", "day", "days", "d", "1440", "weekly", "hourly", "monthly", "minute", "intraday", "w", "h", "eod", "24h", "taglich", "taeglich",
    "journalier", "diario", "ytd", "dzienne",
];

/// Whether a word says how much time a row or the file covers: `1d`, `D1`, `daily`, `5y`.
pub(super) fn is_frame(word: &str) -> bool {
    let unit = |c: char| matches!(c, 'd' | 'w' | 'm' | 'h' | 'y');
    let number = |text: &str| matches!(text.len(), 1..=2) && text.bytes().all(|byte| byte.is_ascii_digit());
    FRAMES.contains(&word)
        || word.strip_suffix(unit).is_some_and(number)
        || word.strip_prefix(['d', 'h', 'm', 'w']).is_some_and(number)
        || word.strip_suffix("day").is_some_and(number)
        || word.strip_suffix("yr").is_some_and(number)
        || word.strip_suffix("min").is_some_and(number)
}
