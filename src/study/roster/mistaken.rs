//! Series that a symbol alone takes for another asset: a share whose symbol is a coin's, another coin on Yahoo Finance.

use crate::catalog::{self, AssetClass, Entry, Kind};
use crate::diagnostic::{Code, Diagnostic};
use crate::import::{ImportedFile, ImportedSeries};
use crate::thresholds::DAYS_OF_A_WEEK;

/// What a series is taken for, where its symbol is a coin's and its days are a share's.
pub(super) struct Mistaken {
    /// The share or fund of that symbol; none where none is known: then it stays the coin.
    pub share: Option<&'static Entry>,
    /// What is reported of it.
    pub diagnostic: Diagnostic,
}

/// Whether a series trades on weekdays only.
fn rests_at_weekends(series: &ImportedSeries) -> bool {
    let dates = series.prices.dates();
    dates.len() >= DAYS_OF_A_WEEK && dates.iter().all(|date| date.weekday() < 5)
}

/// What a series is, if not the coin of its symbol: no coin rests at weekends, unless all of its table does, where days of shares were
/// chosen.
pub(super) fn share_or_coin(file: &ImportedFile, series: &ImportedSeries) -> Option<Mistaken> {
    let coin = catalog::lookup(&series.symbol).filter(|entry| entry.kind == Kind::Coin)?;
    let bare = series.symbol.trim().eq_ignore_ascii_case(coin.symbol);
    if !bare || !rests_at_weekends(series) {
        return None;
    }
    let others: Vec<&ImportedSeries> = file.series.iter().filter(|other| other.symbol != series.symbol).collect();
    let share = catalog::share_named_like_a_coin(coin.symbol);
    let class = |other: &&&ImportedSeries| catalog::lookup(&other.symbol).map(|entry| entry.class);
    let coins = others.iter().filter(|other| class(other) == Some(AssetClass::Crypto)).count();
    let known = others.iter().filter(|other| class(other).is_some()).count();
    if others.iter().all(|other| rests_at_weekends(other)) && !others.is_empty() {
        // A table of shares' days: its coins are coins, unless nearly all of its series are shares.
        share.filter(|_| coins * 4 < known)?;
    }
    let diagnostic = match share {
        Some(share) => Diagnostic::remark(
            Code::ShareOrCoin,
            format!(
                "{} trades on weekdays only, as shares do and coins do not: it is taken for {}, not for the coin {}. If it is the coin, \
                 say so in the list of series.",
                series.symbol, share.name, coin.name
            ),
        ),
        None => Diagnostic::remark(
            Code::ShareOrCoin,
            format!(
                "{} has prices on weekdays only, as shares have and coins have not. It is taken for the coin {}: if it is a share or a fund, \
                 say so in the list of series.",
                series.symbol, coin.name
            ),
        ),
    };
    Some(Mistaken { share, diagnostic })
}

/// What is reported of a file of Yahoo Finance, recognised by its columns, whose symbol is another coin's there.
pub(super) fn other_coin_on_yahoo(file: &ImportedFile, series: &ImportedSeries) -> Option<Diagnostic> {
    let meant = catalog::meant_on_yahoo(&series.symbol)?;
    let coin = catalog::lookup(&series.symbol)?;
    is_of_yahoo(file).then(|| {
        Diagnostic::remark(
            Code::YahooNamesake,
            format!(
                "On Yahoo Finance {} is another, smaller coin; {} is {meant} there. If this file is from there, it holds the wrong prices: \
                 leave it out, or download {meant}.",
                series.symbol, coin.name
            ),
        )
    })
}

/// Whether a file is from Yahoo Finance, by its download, by its page or by its library, as its columns tell.
fn is_of_yahoo(file: &ImportedFile) -> bool {
    let tells = |name: &String| {
        let name = name.to_ascii_lowercase();
        name.starts_with("adj close") || name == "stock splits" || name == "ticker price"
    };
    file.columns.iter().any(tells)
}
