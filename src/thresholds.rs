//! How many returns, days or series it takes before something is reported. One list, each with its reason; the page
//! about the methods prints it.

use serde::Serialize;

/// A threshold as it is printed.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Threshold {
    /// What is reported from there on.
    pub what: &'static str,
    /// The fewest it takes.
    pub fewest: usize,
    /// Of what.
    pub of: &'static str,
    /// Why this many.
    pub reason: &'static str,
}

macro_rules! thresholds {
    ($($(#[doc = $reason:literal])+ $name:ident: $fewest:literal $of:literal => $what:literal;)+) => {
        $($(#[doc = $reason])+ pub const $name: usize = $fewest;)+

        /// All of them, from the sample to what is reported of a claim.
        pub const ALL: &[Threshold] =
            &[$(Threshold { what: $what, fewest: $fewest, of: $of, reason: concat!($($reason),+) },)+];
    };
}

thresholds! {
    /// Below, one trading week more or less changes on which weekdays a series is traded.
    DAYS_OF_A_WEEK: 20 "days" => "whether an asset is traded on weekends";
    /// Below, a correlation's standard error is above 0.19.
    DAYS_OF_A_RANKED_SERIES: 30 "shared days" => "a place in the ranking";
    /// Below, a correlation's standard error is above 0.19: a cell would be noise.
    RETURNS_OF_A_PAIR: 30 "returns" => "a cell among all pairs";
    /// Fewer leave no degree of freedom for the error.
    RETURNS_OF_AN_INTERVAL: 4 "returns" => "an interval";
    /// Fewer leave no degree of freedom for the error.
    ROWS_OF_AN_ERROR: 4 "returns" => "the error of any number";
    /// Fewer give orders that are noise; so few only so that a monthly order of a year can be looked at.
    RETURNS_OF_AN_ORDER: 10 "returns" => "the order under another choice";
    /// Two standard errors of a correlation are then 0.26, and the shift that is called must be beyond them.
    RETURNS_OF_A_SHIFT: 60 "returns" => "whether days are labelled wrongly";
    /// Each side of a change, which lies a tenth from either end, then has 25 returns.
    RETURNS_OF_A_CHANGE: 250 "returns" => "the day on which a correlation changed";
    /// The weights of the first component are correlations, see the ranking.
    RETURNS_OF_LOADINGS: 30 "returns" => "the first component of the altcoins";
    /// Below, two coins can move together by chance.
    RETURNS_OF_TWO_COINS: 30 "returns" => "whether two coins are one, or a coin is stable";
    /// Of one altcoin every average is the coin itself.
    COINS_OF_AN_AVERAGE: 2 "altcoins" => "several ways to average altcoins";
    /// Of two, one that is left out leaves no average.
    COINS_TO_LEAVE_ONE_OUT: 3 "altcoins" => "a claim without each coin";
    /// A trading year: correlations move with the seasons of a market, and the calibration begins at this length.
    RETURNS_OF_A_CLAIM: 250 "returns" => "a verdict";
    /// To be first of few is no more than chance.
    RIVALS_OF_A_FIRST_PLACE: 5 "rivals" => "whether a sector is first";
    /// About half a trading year: one that has just begun is none.
    RETURNS_OF_A_YEAR: 120 "returns" => "the correlation of a year";
    /// About half of a half-year's returns.
    RETURNS_OF_A_HALF_YEAR: 60 "returns" => "the correlation of a half-year";
    /// Some seven in ten of a quarter's returns.
    RETURNS_OF_A_QUARTER: 45 "returns" => "the correlation of a quarter";
    /// Four years of quarters, two for each number that is fitted to them and more.
    QUARTERS_OF_A_VERDICT: 16 "quarters" => "whether the correlation peaks with technology";
    /// A tenth of them is then six returns.
    RETURNS_OF_A_SPAN: 60 "returns" => "falls of days that span a weekend, beside their like";
}
