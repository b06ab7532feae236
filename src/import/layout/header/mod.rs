//! Header words: what a column holds, by its name.

#[cfg(test)]
mod tests;
pub(crate) mod unit;
mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::import::cells::date_text::folded;
use words::{DERIVED, INDICATORS, LAST_TRADE, LETTERS, QUALIFIERS, TICKERS, UNITS, WEAK, WORDS};
pub(crate) use words::{HIGH, LOW, OPEN};

/// What a column's name says it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The day.
    Date,
    /// Closing price, adjusted for splits and dividends.
    AdjustedClose,
    /// Closing price.
    Close,
    /// A price, closing or not: all the file has.
    Price,
    /// Open, high, low, average: prices, but not the one to use.
    OtherPrice,
    /// Volume, dividends, changes, indicators, predictions: never a price.
    NotPrice,
    /// Market capitalisation: no price, but it runs like one.
    MarketCap,
    /// The asset's symbol.
    Symbol,
    /// The asset's name.
    Name,
    /// The year, where the date has a column for each part.
    Year,
    /// The month, as `Year`.
    Month,
    /// The day of the month, as `Year`; or the day itself, if its cells read as dates.
    Day,
    /// The time of day; or the whole date and time, if its cells read as dates.
    Time,
    /// A name we do not know.
    Unknown,
}

/// A header taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// What the column holds.
    pub role: Role,
    /// The asset that a compound header names beside it, as written: `IBIT` of `IBIT.Close`, `BTC` of `close_BTC`.
    pub prefix: Option<String>,
}

/// Bytes of the longest header that is looked at.
const LONGEST_NAME: usize = 200;

/// The role of a column by its header. Case, accents, spaces and punctuation do not matter, nor do footnote marks, units
/// (`Close (USD)`) and the asset of a compound header; `%` reads as "percent".
pub(crate) fn role(name: &str) -> Role {
    reading(name).role
}

/// The roles of all columns of a header. Single letters (`t,o,h,l,c,v`) are names where the four of a bar are among them;
/// elsewhere they are symbols.
pub(crate) fn roles(names: &[String]) -> Vec<Role> {
    let is = |name: &str, letters: &str| name.trim().eq_ignore_ascii_case(letters);
    let bar = ["o", "h", "l", "c"].iter().all(|letter| names.iter().any(|name| is(name, letter)));
    let of_letter = |name: &str| LETTERS.iter().find(|(letters, _)| is(name, letters)).map(|(_, role)| *role);
    names.iter().map(|name| of_letter(name).filter(|_| bar).unwrap_or_else(|| role(name))).collect()
}

/// Whether this is nothing but a currency or unit, as in a row below the header.
pub(crate) fn is_unit_name(name: &str) -> bool {
    UNITS.contains(&squeezed(name).as_str()) || name.trim().is_empty()
}

/// Whether this names the last trade, which an official close beside it corrects.
pub(crate) fn is_last_trade(name: &str) -> bool {
    LAST_TRADE.contains(&squeezed(name).as_str())
}

/// Whether this names what a share of a fund is worth, and not what is paid for it.
pub(crate) fn is_net_asset_value(name: &str) -> bool {
    let squeezed = squeezed(name);
    let words: Vec<String> = tokens(name).into_iter().map(|token| token.word).collect();
    ["netassetvalue", "fairvalue", "liquidative", "liquidativo", "nettoinventarwert", "基準価額", "净值", "淨值"]
        .iter()
        .any(|word| squeezed.contains(word))
        || words.iter().any(|word| matches!(word.as_str(), "nav" | "inav" | "nav1" | "vl" | "niw"))
}

/// Takes a header apart into what the column holds and the asset it names, if it does.
pub(crate) fn reading(name: &str) -> Reading {
    let just = |role| Reading { role, prefix: None };
    // Taking a name apart costs the square of its words; a name as long as this is a text, or a file without line ends.
    if name.len() > LONGEST_NAME || name.is_empty() {
        return just(Role::Unknown);
    }
    let whole = known(&squeezed(name));
    if whole != Role::Unknown {
        return just(whole);
    }
    let tokens = tokens(name);
    // A unit in brackets or a zone says nothing about the role: "Close (USD)", "Date(UTC)".
    let bare = without_brackets(name);
    if bare.len() < name.len() {
        let inner = reading(&bare);
        if inner.role != Role::Unknown {
            return inner;
        }
    }
    if is_indicator(name, &tokens) {
        return just(Role::NotPrice);
    }
    if tokens.len() < 2 {
        return just(Role::Unknown);
    }
    compound(name, &tokens).unwrap_or(just(Role::Unknown))
}

/// Whether this header, in capitals, is also the symbol of an asset (`LOW`, `OPEN`, `COIN`): then only the rest of the
/// header row can tell which of both it is.
pub(crate) fn may_be_ticker(name: &str) -> bool {
    TICKERS.contains(&name.trim())
}

/// The words with their roles. Tables have thousands of headers, each of which is looked up a few times.
static ROLES: LazyLock<BTreeMap<&str, Role>> = LazyLock::new(|| {
    let mut roles = BTreeMap::new();
    for (role, words) in WORDS {
        for word in words {
            // Of a word that stands twice, the first counts.
            roles.entry(*word).or_insert(role);
        }
    }
    roles
});

fn known(word: &str) -> Role {
    ROLES.get(word).copied().unwrap_or(Role::Unknown)
}

/// Lower case letters and digits without accents; `%` as a word.
pub(crate) fn squeezed(name: &str) -> String {
    folded(&name.replace('%', "percent")).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a header, in small letters.
pub(crate) fn words_of(name: &str) -> Vec<String> {
    tokens(name).into_iter().map(|token| token.word).collect()
}

/// A word of a header and where it stands in it.
struct Token {
    word: String,
    start: usize,
    end: usize,
}

/// The words of a header: separated by anything but letters and digits, and where a small letter meets a capital.
fn tokens(name: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut last: Option<char> = None;
    for (start, c) in name.char_indices() {
        let end = start + c.len_utf8();
        if c == '%' {
            tokens.push(Token { word: "percent".to_owned(), start, end });
        } else if c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) {
            // "iShares" is one word.
            let capital =
                |token: &Token| last.is_some_and(char::is_lowercase) && c.is_uppercase() && token.word.len() > 1;
            let small = folded(c.encode_utf8(&mut [0; 4]));
            match tokens.last_mut().filter(|token| last != Some('%') && token.end == start && !capital(token)) {
                Some(token) => {
                    token.word.push_str(&small);
                    token.end = end;
                }
                None => tokens.push(Token { word: small, start, end }),
            }
        }
        last = Some(c);
    }
    tokens
}

/// The name without what stands in brackets behind it.
fn without_brackets(name: &str) -> String {
    let end = name.char_indices().skip(1).find(|(_, c)| matches!(c, '(' | '[' | '（')).map_or(name.len(), |(at, _)| at);
    let closed = name.trim_end().trim_end_matches('*').ends_with([')', ']', '）']);
    name.get(..end).filter(|bare| closed && !bare.trim().is_empty()).unwrap_or(name).trim().to_owned()
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The word without the digits behind it: `ma` of `ma5`.
fn stem(word: &str) -> &str {
    word.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// `ma5`, `sma_10`, `rsi_14`, `vol_ma5`, `bb_high`, `Lag_X`: by the first word and how the name goes on.
fn is_indicator(name: &str, tokens: &[Token]) -> bool {
    let Some((first, later)) = tokens.split_first() else { return false };
    // The average of something else: "v_ma5".
    let averaged = |token: &Token| INDICATORS.contains(&stem(&token.word)) && stem(&token.word) != token.word;
    if name.contains('_') && later.iter().any(averaged) {
        return true;
    }
    if !INDICATORS.contains(&stem(&first.word)) {
        return false;
    }
    // "MA 10", "sma_x"; but "MA Close" and "Return Corp" are left to what they are made of.
    let joined = name.get(first.end..).is_some_and(|rest| rest.starts_with('_') || rest.starts_with('('));
    let numbers = later.iter().all(|token| is_number(&token.word) || INDICATORS.contains(&stem(&token.word)));
    // "MA.Close" is the close of MA.
    joined && known_tail(tokens).is_none_or(|(role, _)| !is_price(role)) || numbers
}

fn is_price(role: Role) -> bool {
    matches!(role, Role::AdjustedClose | Role::Close | Role::Price | Role::OtherPrice)
}

fn concat(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.word.as_str()).collect()
}

/// The longest run of last words, not all, that say what the column holds, and how many words stand before.
fn known_tail(tokens: &[Token]) -> Option<(Role, usize)> {
    (1..tokens.len()).find_map(|at| {
        let role = known(&concat(tokens.get(at..)?));
        (role != Role::Unknown).then_some((role, at))
    })
}

/// As [`known_tail`], for the first words, and how many they are.
fn known_head(tokens: &[Token]) -> Option<(Role, usize)> {
    (1..tokens.len()).rev().find_map(|count| {
        let role = known(&concat(tokens.get(..count)?));
        (role != Role::Unknown).then_some((role, count))
    })
}

/// A header of several words that is not in the lists as a whole.
fn compound(name: &str, tokens: &[Token]) -> Option<Reading> {
    if is_factor(tokens) {
        return None;
    }
    let tail = known_tail(tokens);
    let head = known_head(tokens);
    let dot = |at: usize| {
        let gap = |token: &Token, next: &Token| name.get(token.end..next.start) == Some(".");
        at.checked_sub(1).and_then(|before| Some(gap(tokens.get(before)?, tokens.get(at)?))).unwrap_or(false)
    };
    if let Some((role, at)) = tail
        && let Some(asset) = tokens.get(..at).and_then(|before| capitals(name, before))
        && (dot(at) || may_be_ticker(asset) && !INDICATORS.contains(&asset.to_lowercase().as_str()))
        && !is_capitals(name.get(tokens.get(at)?.start..)?)
    {
        // "LOW.Close": written by R, or a header word that is a symbol beside one that is none.
        return Some(Reading { role, prefix: Some(asset.to_owned()) });
    }
    let has_price = tail.is_some_and(|(role, _)| is_price(role)) || head.is_some_and(|(role, _)| is_price(role));
    if has_price && tokens.iter().any(is_derived) {
        let asset = tail.filter(|(role, _)| *role == Role::NotPrice).and_then(|(_, at)| asset(name, tokens.get(..at)?));
        return Some(Reading {
            role: Role::NotPrice,
            prefix: asset.filter(|_| !head.is_some_and(|(r, _)| is_price(r))),
        });
    }
    match (head, tail) {
        (Some((head, count)), Some((tail, at))) if count >= at || covers(tokens, count, at) => {
            Some(Reading { role: both(head, tail), prefix: None })
        }
        (_, Some((role, at))) => behind(name, tokens, role, at),
        (Some((role, count)), None) => in_front(name, tokens, role, count),
        (None, None) => None,
    }
}

/// `High Dividend Yield`, `Low Volatility`: what an index or fund selects by.
fn is_factor(tokens: &[Token]) -> bool {
    let is = |token: Option<&Token>, words: &[&str]| token.is_some_and(|token| words.contains(&token.word.as_str()));
    is(tokens.first(), &["high", "low", "min", "max", "minimum", "maximum"])
        && is(tokens.last(), &["yield", "dividend", "volatility", "vol", "beta", "growth", "duration", "momentum"])
}

/// Whether the words between a known head and a known tail add nothing.
fn covers(tokens: &[Token], count: usize, at: usize) -> bool {
    tokens.get(count..at).is_some_and(|between| between.iter().all(is_qualifier))
}

fn is_qualifier(token: &Token) -> bool {
    QUALIFIERS.contains(&token.word.as_str()) || is_unit(token)
}

fn is_derived(token: &Token) -> bool {
    DERIVED.contains(&stem(&token.word))
}

fn is_unit(token: &Token) -> bool {
    UNITS.contains(&token.word.as_str())
}

/// What two words that each name a column come to together.
fn both(head: Role, tail: Role) -> Role {
    match (head, tail) {
        (Role::NotPrice, _) | (_, Role::NotPrice) => Role::NotPrice,
        (Role::MarketCap, _) | (_, Role::MarketCap) => Role::MarketCap,
        (Role::Date, _) | (_, Role::Date) => Role::Date,
        (Role::Symbol, Role::Name) => Role::Name,
        (Role::Day | Role::Symbol | Role::Name, role) => role,
        (head, tail) if head == tail && head != Role::OtherPrice => head,
        (Role::Price, role) | (role, Role::Price) if is_price(role) => role,
        // "High-Low" is the distance between both.
        (head, tail) if is_price(head) && is_price(tail) => Role::NotPrice,
        (_, tail) => tail,
    }
}

/// `SPX Close`, `BTC_close`, `S&P 500 Adj Close`, `Stock Price`, `btc volume`.
fn behind(name: &str, tokens: &[Token], role: Role, at: usize) -> Option<Reading> {
    let before = tokens.get(..at)?;
    if before.iter().all(|token| QUALIFIERS.contains(&token.word.as_str())) {
        return Some(Reading { role, prefix: None });
    }
    // "future_return", "log volume"
    if role == Role::NotPrice && before.iter().any(is_derived) {
        return Some(Reading { role, prefix: None });
    }
    let asset = asset(name, before)?;
    // In plain words, the last one may belong to the name: "Dow Jones Industrial Average", "Russell 1000 Value".
    let (last_before, word) = (before.last()?, tokens.get(at..)?);
    let spaced = name.get(last_before.end..word.first()?.start)?.contains(char::is_whitespace);
    let weak = spaced && WEAK.contains(&concat(word).as_str());
    let makes_one = match role {
        Role::Date | Role::MarketCap => true,
        Role::NotPrice => !weak || is_symbol(&asset),
        role => is_price(role) && !weak,
    };
    makes_one.then_some(Reading { role, prefix: Some(asset) })
}

/// `close_BTC`, `Close BTC-USD`, `Price USD`, `Volume BTC`; not `Open Text` or `High Yield`.
fn in_front(name: &str, tokens: &[Token], role: Role, count: usize) -> Option<Reading> {
    let after = tokens.get(count..)?;
    let prices = is_price(role) || matches!(role, Role::NotPrice | Role::MarketCap | Role::Date | Role::Time);
    if !prices {
        return None;
    }
    if after.iter().all(is_qualifier) || after.iter().all(|token| is_number(&token.word)) && role == Role::Date {
        return Some(Reading { role, prefix: None });
    }
    let asset = asset(name, after)?;
    let gap = name.get(tokens.get(count.checked_sub(1)?)?.end..after.first()?.start)?;
    let spaced = gap.trim().is_empty();
    let shouted = is_capitals(name) && role == Role::OtherPrice;
    let fits = is_symbol(&asset) && if spaced { is_capitals(&asset) && !shouted } else { !gap.is_empty() };
    fits.then_some(Reading { role, prefix: Some(asset) })
}

/// The text of these words as written, with the signs that belong to a symbol.
fn asset(name: &str, words: &[Token]) -> Option<String> {
    let (first, last) = (words.first()?, words.last()?);
    let lead = name.get(..first.start)?;
    let start = if lead.ends_with('^') { first.start - 1 } else { first.start };
    let text = name.get(start..last.end)?;
    (!words.iter().all(|token| is_number(&token.word))).then(|| text.to_owned())
}

/// Whether this could be a symbol: no spaces, not long.
fn is_symbol(text: &str) -> bool {
    text.len() <= 12 && !text.contains(char::is_whitespace)
}

fn is_capitals(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_uppercase()) && !text.chars().any(char::is_lowercase)
}

/// The text of one word in capitals.
fn capitals<'a>(name: &'a str, words: &[Token]) -> Option<&'a str> {
    let [word] = words else { return None };
    name.get(word.start..word.end).filter(|text| is_capitals(text))
}
