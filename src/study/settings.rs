//! Everything that changes an answer, in one value.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use super::claim::own::OwnClaim;
use super::method_word::MethodWord;
use crate::catalog::{AssetClass, Kind, Size};
use crate::date::Date;
use crate::error::{Error, ErrorKind};
use crate::import::ImportOptions;
use crate::number::grouped;
use crate::panel::AlignPolicy;
use crate::returns::{Frequency, ReturnKind};
use sectorscope_stats::correlation::coefficient::Method;

/// A complete request: with the imported files it determines every number. Unknown keys are an error, so that a misspelt
/// setting cannot be ignored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The series all others are compared with, by id or symbol. Default: bitcoin, else a fund of it, else the longest crypto
    /// series. The claims speak of bitcoin whatever it is.
    pub reference: Option<String>,
    /// The series to rank, by id or symbol. Default: funds and indices of a sector; all equities where fewer than two are.
    pub universe: Option<Vec<String>>,
    /// The coins beside the reference that claims speak of, by id or symbol. Default: all crypto series but bitcoin, wrapped and
    /// staked coins.
    pub altcoins: Option<Vec<String>>,
    /// The series that stand for the words of the claims.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub roles: RoleSettings,
    /// First day whose price counts. For claims only where it lies after the pandemic: they need what came before.
    pub from: Option<Date>,
    /// Last day whose price counts.
    pub to: Option<Date>,
    /// Period of a return.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub frequency: Frequency,
    /// Kind of return.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub returns: ReturnKind,
    /// Measure of association.
    #[serde(with = "MethodWord")]
    #[cfg_attr(test, ts(optional, as = "Option<MethodWord>"))]
    pub method: Method,
    /// Returns in a window of the rolling correlation. Default: 63 daily, 26 weekly, 12 monthly.
    pub window: Option<usize>,
    /// How calendars come together.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub align: AlignPolicy,
    /// First day of the pandemic: claims are tested on returns from this day on.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub pandemic: Date,
    /// Day on which the claims were made: what comes after it their authors had not seen.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub note: Date,
    /// Claims of one's own, tested beside the others: each a sentence or an object.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub claims: Vec<OwnClaim>,
    /// Whether a report holds the specification curve: the claims under every combination of choices, which takes a moment.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub curve: bool,
    /// Whether a report names the files. Without their names they are numbered; their SHA-256 stays, so that it can be verified.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub file_names: bool,
    /// Whether a report holds any price: the first rows of each file, first and last prices of each series.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub prices: bool,
    /// Coverage of the intervals, between 0 and 1.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub confidence: f64,
    /// What random rows follow from: the same seed draws the same rows everywhere. Below 2^53, so that JavaScript can hold it.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub seed: u64,
    /// Bootstrap replicates behind whatever is resampled.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub replicates: usize,
    /// What a person says about single series, by id.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub series: BTreeMap<String, SeriesSettings>,
    /// What a person says about single files, by name.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub mapping: BTreeMap<String, ImportOptions>,
}

/// The series, by id or symbol, that stand for the words of the claims. Default: what the catalog proposes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default, deny_unknown_fields)]
pub struct RoleSettings {
    /// Bitcoin. Default: a series known as bitcoin, else a fund of it.
    pub bitcoin: Option<String>,
    /// Small technology companies.
    pub small_tech: Option<String>,
    /// The largest technology companies.
    pub large_tech: Option<String>,
    /// Technology as a whole.
    pub tech: Option<String>,
    /// The broad market.
    pub market: Option<String>,
}

/// What a person says about one series; each field overrides the catalog.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default, deny_unknown_fields)]
pub struct SeriesSettings {
    /// Name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Class of asset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<AssetClass>,
    /// What it is: a single company or a product that multiplies another stands for no sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Whether its companies mine, trade or hold coins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crypto_exposed: Option<bool>,
    /// GICS sector; an empty text says that it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Size of the companies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
    /// Whether to leave the series out of everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignore: Option<bool>,
    /// Days to add to its dates, for prices that are stamped with another day than the one they close.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shift_days: Option<i32>,
    /// Days from which on its prices are multiplied, for prices that change their unit: splits, pence for pounds. As in the file,
    /// before the dates are shifted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub steps: Vec<Step>,
}

/// A day from which on prices are multiplied.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The first day.
    pub from: Date,
    /// The factor, finite and above zero.
    pub factor: f64,
}

/// 2020-03-11, on which the World Health Organization spoke of a pandemic.
const PANDEMIC: Date = Date::from_days(18_332);
/// 2025-01-29, the day of the bank's note.
const NOTE: Date = Date::from_days(20_117);
/// Whole numbers that JavaScript can hold lie below.
pub(in crate::study) const LARGEST_SEED: u64 = 1 << 53;
/// Returns in the shortest window of which a correlation says anything.
pub(in crate::study) const SHORTEST_WINDOW: usize = 3;
/// Most days that the dates of a series can be moved by: a week.
pub(in crate::study) const MOST_SHIFTED: i32 = 7;
/// Fewest and most bootstrap replicates: fewer say nothing, more take minutes.
pub(in crate::study) const REPLICATES: std::ops::RangeInclusive<usize> = 99..=99_999;

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            reference: None,
            universe: None,
            altcoins: None,
            roles: RoleSettings::default(),
            from: None,
            to: None,
            frequency: Frequency::default(),
            returns: ReturnKind::default(),
            method: Method::default(),
            window: None,
            align: AlignPolicy::default(),
            pandemic: PANDEMIC,
            note: NOTE,
            claims: Vec::new(),
            curve: false,
            file_names: true,
            prices: true,
            confidence: 0.95,
            seed: 1,
            replicates: 1999,
            series: BTreeMap::new(),
            mapping: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// The first day with a price for returns since the pandemic: the first of them ends the day after.
    pub fn before_pandemic(&self) -> Date {
        Date::from_days(self.pandemic.days() - 1)
    }

    /// Reads settings from JSON and checks them.
    ///
    /// # Errors
    ///
    /// `bad-settings` with a sentence: no JSON, an unknown key, a value out of range.
    pub fn from_json(text: &str) -> Result<Settings, Error> {
        let settings: Settings = serde_json::from_str(text)
            .map_err(|error| Error::new(ErrorKind::BadSettings, format!("The settings: {error}.")))?;
        settings.check()?;
        Ok(settings)
    }

    /// Checks that every value lies in its range.
    ///
    /// # Errors
    ///
    /// `bad-settings` with a sentence.
    pub fn check(&self) -> Result<(), Error> {
        let wrong = |message: String| Err(Error::new(ErrorKind::BadSettings, message));
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from > to
        {
            return wrong(format!("The first day, {from}, lies after the last, {to}."));
        }
        if self.pandemic > self.note {
            return wrong(format!("The pandemic, {}, lies after the note, {}.", self.pandemic, self.note));
        }
        if self.window() < SHORTEST_WINDOW {
            return wrong(format!(
                "A window of {} is too short: at least {SHORTEST_WINDOW} returns are needed.",
                self.window()
            ));
        }
        if let Some((id, _)) =
            self.series.iter().find(|(_, said)| said.shift_days.is_some_and(|days| days.abs() > MOST_SHIFTED))
        {
            return wrong(format!("The dates of {id} cannot be shifted by more than a week."));
        }
        let wrong_step = |step: &Step| !(step.factor.is_finite() && step.factor > 0.0);
        if let Some((id, _)) = self.series.iter().find(|(_, said)| said.steps.iter().any(wrong_step)) {
            return wrong(format!("The prices of {id} can only be multiplied by numbers above zero."));
        }
        if !(self.confidence > 0.0 && self.confidence < 1.0) {
            return wrong(format!("The confidence {} does not lie between 0 and 1.", self.confidence));
        }
        if self.seed >= LARGEST_SEED {
            return wrong(format!("The seed {} is too large: it must lie below {LARGEST_SEED}.", self.seed));
        }
        if !REPLICATES.contains(&self.replicates) {
            let (fewest, most) = (REPLICATES.start(), grouped(*REPLICATES.end() as u64));
            return wrong(format!("{} replicates: between {fewest} and {most} are possible.", self.replicates));
        }
        Ok(())
    }

    /// Returns in a window, by default about a quarter year, half a year or a year of them.
    pub fn window(&self) -> usize {
        self.window.unwrap_or(match self.frequency {
            Frequency::Daily => 63,
            Frequency::Weekly => 26,
            Frequency::Monthly => 12,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_keys_and_bad_values_are_errors() {
        for (text, part) in [
            ("{\"referense\": \"BTC\"}", "referense"),
            ("{\"from\": \"2024-13-01\"}", "2024-13-01"),
            ("{\"from\": \"2024-02-01\", \"to\": \"2024-01-01\"}", "lies after"),
            ("{\"window\": 2}", "too short"),
            ("{\"confidence\": 1}", "between 0 and 1"),
            ("{\"seed\": 9007199254740992}", "too large"),
            ("{\"seed\": -1}", "-1"),
            ("{\"pandemic\": \"2025-02-01\"}", "lies after the note"),
            ("{\"roles\": {\"huge_tech\": \"XLK\"}}", "huge_tech"),
            ("{\"claims\": [{\"kind\": \"best\"}]}", "best"),
            ("{\"replicates\": 98}", "between 99 and 99,999"),
            ("{\"frequency\": \"hourly\"}", "hourly"),
            ("{\"series\": {\"BTC\": {\"colour\": 1}}}", "colour"),
            ("{\"series\": {\"BTC\": {\"steps\": [{\"from\": \"2024-01-02\", \"factor\": 0}]}}}", "above zero"),
            ("nonsense", "settings"),
        ] {
            let error = Settings::from_json(text).unwrap_err();
            assert_eq!(error.code(), "bad-settings");
            assert!(error.message().contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn the_days_of_the_claims() {
        let settings = Settings::default();
        assert_eq!(
            (settings.pandemic.to_string(), settings.note.to_string()),
            ("2020-03-11".into(), "2025-01-29".into())
        );
    }

    #[test]
    fn settings_survive_json() {
        let text = "{\"reference\": \"ETH\", \"universe\": [\"PSCT\"], \"frequency\": \"weekly\", \"align\": \"forward-fill\",\
             \"roles\": {\"market\": \"SPY\"}, \"claims\": [{\"kind\": \"positive-since\", \"asset\": \"ETH\", \"with\": \"SPY\", \"since\": \"2021-01-01\"}],\
             \"series\": {\"XYZ\": {\"class\": \"equity\", \"size\": \"small\"}}, \"mapping\": {\"a.csv\": {\"date_order\": \"day-first\"}}}";
        let settings = Settings::from_json(text).unwrap();
        assert_eq!(settings.window(), 26);
        let again = Settings::from_json(&serde_json::to_string(&settings).unwrap()).unwrap();
        assert_eq!(again, settings);
    }
}
