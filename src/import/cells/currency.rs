//! Currencies, as headers, cells and symbols write them.

/// Codes of currencies.
#[rustfmt::skip]
const CODES: [&str; 34] = [
    "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "CNY", "HKD", "INR", "KRW", "BRL", "PLN", "RUB", "SEK", "NOK", "DKK",
    "CZK", "HUF", "ZAR", "SGD", "TWD", "THB", "TRY", "MXN", "ILS", "IDR", "MYR", "PHP", "UAH", "VND", "ARS", "NGN",
];

/// Signs and words, with the code of their currency.
#[rustfmt::skip]
const WORDS: [(&str, &str); 32] = [
    ("us$", "USD"), ("$", "USD"), ("dollar", "USD"), ("dollars", "USD"), ("usdollar", "USD"), ("us", "USD"), ("u$", "USD"),
    ("€", "EUR"), ("euro", "EUR"), ("euros", "EUR"), ("£", "GBP"), ("pound", "GBP"), ("pounds", "GBP"), ("pence", "GBX"),
    ("gbx", "GBX"), ("gbp.p", "GBX"), ("p", "GBX"), ("¥", "JPY"), ("￥", "JPY"), ("yen", "JPY"), ("円", "JPY"), ("元", "CNY"),
    ("rmb", "CNY"), ("₩", "KRW"), ("원", "KRW"), ("₹", "INR"), ("rupees", "INR"), ("₽", "RUB"), ("r$", "BRL"), ("zł", "PLN"),
    ("hk$", "HKD"), ("chf.", "CHF"),
];

/// Coins that are as good as a dollar.
const DOLLAR_COINS: [&str; 6] = ["USDT", "USDC", "BUSD", "TUSD", "FDUSD", "DAI"];

/// The code of the currency that a text names, and nothing else: a code, a sign or a word.
pub(crate) fn of_text(text: &str) -> Option<&'static str> {
    let text = text.trim();
    // "GBp" are pence.
    if text == "GBp" {
        return Some("GBX");
    }
    let code = CODES.iter().find(|code| text.eq_ignore_ascii_case(code)).copied();
    let lower = text.to_lowercase();
    code.or_else(|| WORDS.iter().find(|(word, _)| *word == lower).map(|(_, code)| *code))
}

/// The currency that a symbol of a pair is quoted in: `EUR` of `BTC-EUR`, `BTC/EUR`, `BTCEUR` where the first part is a coin.
pub(crate) fn of_pair(symbol: &str, is_coin: impl Fn(&str) -> bool) -> Option<&'static str> {
    let upper = symbol.trim().to_ascii_uppercase();
    let quotes = CODES.iter().chain(&DOLLAR_COINS);
    quotes.copied().find_map(|quote| {
        let base = upper.strip_suffix(quote)?;
        let bare = base.strip_suffix(['-', '/', '_', ':', '.']).unwrap_or(base);
        let known = is_coin(bare)
            || bare.len() < base.len() && bare.len() >= 2 && bare.bytes().all(|byte| byte.is_ascii_alphanumeric());
        known.then_some(if DOLLAR_COINS.contains(&quote) { "USD" } else { quote })
    })
}

/// The currency that a price cell names by a sign or a code beside its digits; none where it names none.
pub(crate) fn of_cell(cell: &str) -> Option<&'static str> {
    let cell = cell.trim().trim_matches(['"', '\'', '=', '+', '-', '(', ')']);
    let is_number =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}');
    let beside = cell.trim_matches(is_number);
    let has_digits = cell.bytes().any(|byte| byte.is_ascii_digit());
    // "k" and "p" multiply or are pence: only what cannot be anything else counts.
    (has_digits && (beside.chars().count() > 1 || !beside.is_ascii() || beside == "$"))
        .then(|| of_text(beside))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_of_texts_pairs_and_cells() {
        assert_eq!(of_text(" eur "), Some("EUR"));
        assert_eq!(of_text("GBp"), Some("GBX"));
        assert_eq!(of_text("Close"), None);
        let coin = |text: &str| matches!(text, "BTC" | "ETH");
        for (symbol, currency) in [
            ("BTC-EUR", Some("EUR")),
            ("btc/usd", Some("USD")),
            ("BTCUSDT", Some("USD")),
            ("ETHGBP", Some("GBP")),
            ("SAP.EUR", Some("EUR")),
            ("BTC", None),
            ("SPY", None),
            ("-EUR", None),
            ("NEUR", None),
        ] {
            assert_eq!(of_pair(symbol, coin), currency, "{symbol}");
        }
        for (cell, currency) in [
            ("$12.5", Some("USD")),
            ("12,5 €", Some("EUR")),
            ("EUR 1.200", Some("EUR")),
            ("12.5", None),
            ("1.2K", None),
            ("x", None),
        ] {
            assert_eq!(of_cell(cell), currency, "{cell}");
        }
    }
}
