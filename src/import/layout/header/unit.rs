//! What a price is counted in, as far as a header says so: `Close (EUR)`, `PriceUSD`, `price_btc`.

use super::{Token, squeezed, tokens};
use crate::catalog::{self, AssetClass};
use crate::import::cells::currency;

/// What a price is counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A currency, by its code.
    Currency(&'static str),
    /// Another asset.
    Coin(String),
}

impl Unit {
    fn of(word: &str) -> Option<Unit> {
        if let Some(code) =
            currency::of_text(word).filter(|_| word.chars().count() > 1 || !word.is_ascii() || word == "$")
        {
            return Some(Unit::Currency(code));
        }
        let coin = catalog::lookup(word)
            .filter(|entry| entry.class == AssetClass::Crypto && entry.symbol.eq_ignore_ascii_case(word));
        coin.map(|entry| Unit::Coin(entry.symbol.to_owned()))
    }

    /// The currency, if it is one.
    pub(crate) fn currency(&self) -> Option<&'static str> {
        match self {
            Unit::Currency(code) => Some(code),
            Unit::Coin(_) => None,
        }
    }
}

/// A header split into the quantity and its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// The header without the unit, in small letters and digits.
    pub stem: String,
    /// The unit; none where the header names none.
    pub unit: Option<Unit>,
}

/// Parts a header: the unit is its last word, or stands in brackets.
pub(crate) fn quoted(name: &str) -> Quoted {
    let bracketed = || {
        let (before, inside) = name.split_once(['(', '[', '（'])?;
        let inside = inside.split([')', ']', '）']).next()?;
        let words = inside.trim().trim_start_matches("in ").trim();
        Some(Quoted { stem: squeezed(before), unit: Some(Unit::of(words)?) })
    };
    let behind = || {
        let words = tokens(name);
        let (last, before) = words.split_last()?;
        let unit = Unit::of(name.get(last.start..last.end)?)?;
        let stem: String =
            before.iter().map(|token: &Token| token.word.as_str()).filter(|word| *word != "in").collect();
        (!stem.is_empty()).then_some(Quoted { stem, unit: Some(unit) })
    };
    bracketed().or_else(behind).unwrap_or_else(|| Quoted { stem: squeezed(name), unit: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stand_behind_or_in_brackets() {
        for (name, stem, unit) in [
            ("Close (EUR)", "close", Some("EUR")),
            ("PriceUSD", "price", Some("USD")),
            ("price_btc", "price", Some("BTC")),
            ("ReferenceRateETH", "referencerate", Some("ETH")),
            ("Kurs in EUR", "kurs", Some("EUR")),
            ("Close", "close", None),
            ("Price [US$]", "price", Some("USD")),
            ("USD", "usd", None),
        ] {
            let found = quoted(name);
            let code = found.unit.as_ref().map(|unit| match unit {
                Unit::Currency(code) => *code,
                Unit::Coin(symbol) => symbol,
            });
            assert_eq!((found.stem.as_str(), code), (stem, unit), "{name}");
        }
    }
}
