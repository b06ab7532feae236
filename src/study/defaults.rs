//! What holds where nothing is set, and what the rules hold fixed: the lists that the page about methods prints.

use serde::Serialize;
use serde_json::{Value, json};

use super::bottleneck::TOLERATED_LOSS;
use super::change::{CAUTION, TRIM};
use super::claim::history::FIRST_YEAR;
use super::claim::influential_days::NAMED;
use super::claim::joint_fall::{DAY, GAP, MODEL_WINDOW, TAIL, WINDOW};
use super::claim::level::POWER;
use super::claim::more_correlated::MARGIN;
use super::claim::peaks_with_tech::LEVEL_OF_TWO;
use super::claim::positive_since::NEGLIGIBLE;
use super::claim::{LEVEL, MOST_RETURNS, NAMED_YEARS};
use super::composites::{AS_ONE, HARDLY};
use super::constant_band::{FEWEST_LINES, MOST_LINES};
use super::lateness::LAGS;
use super::settings::{LARGEST_SEED, MOST_SHIFTED, REPLICATES, SHORTEST_WINDOW, Settings};
use super::stability::least_block;
use crate::composite::{LAST_DAYS, VOLATILITY_WINDOW};
use crate::number::{counted, fixed, grouped, percent};
use crate::returns::Frequency;
use sectorscope_stats::inference::cosine_variance::default_terms;
use sectorscope_stats::volatility::devolatilise::{DECAY, START_ROWS};

/// A setting, and its value where it is not set.
#[derive(Clone, Debug, Serialize)]
pub struct KnownSetting {
    /// Its key among the settings.
    pub key: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Its value where none is set.
    pub value: String,
    /// What it may be instead.
    pub possible: String,
}

/// A number that the rules hold fixed.
#[derive(Clone, Debug, Serialize)]
pub struct FixedNumber {
    /// What it is.
    pub what: &'static str,
    /// The number, with its unit.
    pub value: String,
}

const FREQUENCIES: [Frequency; 3] = [Frequency::Daily, Frequency::Weekly, Frequency::Monthly];

/// Every setting with a default, in the order in which they are thought of.
pub fn settings() -> Vec<KnownSetting> {
    let defaults = serde_json::to_value(Settings::default()).unwrap_or_default();
    let windows = FREQUENCIES.map(|frequency| {
        let window = Settings { frequency, ..Settings::default() }.window();
        format!("{window} {}", frequency.word())
    });
    let confidence = percent(Settings::default().confidence);
    let [fewest, most] = [REPLICATES.start(), REPLICATES.end()].map(|count| grouped(*count as u64));
    let setting = |key: &'static str, what, proposed: &str, possible: &str| KnownSetting {
        key,
        what,
        value: if proposed.is_empty() { words(&defaults[key]) } else { proposed.to_owned() },
        possible: possible.to_owned(),
    };
    vec![
        setting("reference", "the series that all others are compared with", "bitcoin", "any series"),
        setting("universe", "the series that are ranked", "funds and indices of a sector", "any series"),
        setting("altcoins", "the coins that claims speak of", "all but bitcoin, pegged and wrapped ones", "any series"),
        setting("roles", "the series that stand for the words of the claims", "as the catalog proposes", "any series"),
        setting("from", "first day whose price counts", "the first there is", "a day"),
        setting("to", "last day whose price counts", "the last there is", "a day"),
        setting("frequency", "period of a return", "", "daily, weekly, monthly"),
        setting("returns", "kind of return", "", "log, simple"),
        setting("method", "measure", "", "pearson, spearman, kendall"),
        setting("align", "how calendars come together", "", "shared, returns-first, forward-fill"),
        setting(
            "window",
            "returns in a window of the line over time",
            &windows.join(", "),
            &format!("{SHORTEST_WINDOW} or more"),
        ),
        setting("confidence", "coverage of intervals", &confidence, "above 0, below 1"),
        setting("pandemic", "first day of the pandemic", "", "a day, not after the note"),
        setting("note", "day of the bank’s note", "", "a day, not before the pandemic"),
        setting("seed", "what random rows follow from", "", &format!("0 to {}", grouped(LARGEST_SEED - 1))),
        setting("replicates", "times that days are resampled", "", &format!("{fewest} to {most}")),
        setting("curve", "whether a report holds the specification curve", "", "true, false"),
        setting("file_names", "whether a report names the files", "true", "true, false"),
        setting("prices", "whether a report holds first rows, first and last prices", "true", "true, false"),
    ]
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_u64().map_or_else(|| number.to_string(), grouped),
        Value::Bool(_) => json!(value).to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

/// Every number that the rules and the methods hold fixed, but the fewest returns, which are thresholds.
pub fn fixed_numbers() -> Vec<FixedNumber> {
    let returns = |count: usize| counted(count as u64, "return");
    let of = |what, value: String| FixedNumber { what, value };
    let intervals = FREQUENCIES.map(|frequency| format!("{} {}", frequency.longest_interval(), frequency.word()));
    let [long, short] = [Frequency::Daily, Frequency::Weekly].map(|frequency| fixed(least_block(frequency), 0));
    let terms = [250, 1250].map(|n| format!("{} of {} returns", default_terms(n), grouped(n as u64)));
    vec![
        of("most calendar days that one return spans", intervals.join(", ")),
        of("cosines in a long-run variance, and degrees of freedom", terms.join(", ")),
        of("weight of yesterday’s variance in a devolatilised return", fixed(DECAY, 2)),
        of("returns that start it, and are dropped", returns(START_ROWS)),
        of("level of a claim’s test, one-sided", percent(LEVEL)),
        of("level of each of the two tests that contradict the claim about peaks", percent(LEVEL_OF_TWO)),
        of("difference below which two correlations are practically equal", fixed(MARGIN, 2)),
        of("correlation below which one is practically zero", fixed(NEGLIGIBLE, 1)),
        of("power that “detectable” speaks of, by one kind of returns", percent(POWER)),
        of("most returns that are promised to decide a claim", returns(MOST_RETURNS as usize)),
        of("years that the note names", NAMED_YEARS.map(|year| year.to_string()).join(", ")),
        of("day of the fall", DAY.to_string()),
        of("most returns that it is held against", returns(WINDOW)),
        of("returns between them and the day", returns(GAP)),
        of("share of returns that count as a fall", percent(TAIL)),
        of("returns of the market model beside it", returns(MODEL_WINDOW)),
        of("first year of a verdict’s history", FIRST_YEAR.to_string()),
        of("most influential days that are named", NAMED.to_string()),
        of("days’ loss to one series from which on it is named", percent(TOLERATED_LOSS)),
        of("days by which labels may be wrong, either way", LAGS.to_string()),
        of("most days that the dates of a series can be moved by", MOST_SHIFTED.to_string()),
        of("shortest mean block of the bootstrap, in returns", format!("{long} daily, {short} otherwise")),
        of(
            "lines behind the band of a constant correlation",
            format!("{FEWEST_LINES} to {MOST_LINES}; {FEWEST_LINES} of ranks"),
        ),
        of("share of returns at either end without a change point", percent(TRIM)),
        of("divisor of what the interval of a change point may miss", fixed(CAUTION, 0)),
        of("last days of a month that an altcoin index may be weighted anew on", LAST_DAYS.to_string()),
        of("returns behind a weight by volatility", returns(VOLATILITY_WINDOW)),
        of("correlation beyond which two coins are reported as one", fixed(AS_ONE, 2)),
        of("median daily move below which a coin is reported as stable", percent(HARDLY)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Settings that a person makes for claims of their own, single series and files, which have no default.
    const OF_ONE_THING: [&str; 3] = ["claims", "mapping", "series"];

    #[test]
    fn every_setting_is_listed_with_its_default() {
        let defaults = serde_json::to_value(Settings::default()).unwrap();
        let mut keys: Vec<&str> = defaults.as_object().unwrap().keys().map(String::as_str).collect();
        keys.retain(|key| !OF_ONE_THING.contains(key));
        let mut listed: Vec<&str> = settings().iter().map(|setting| setting.key).collect();
        listed.sort_unstable();
        assert_eq!(listed, keys);
        assert!(settings().iter().all(|setting| !setting.value.is_empty()));
        let value = |key: &str| settings().into_iter().find(|setting| setting.key == key).unwrap().value;
        let values = ["frequency", "returns", "method", "align", "pandemic", "replicates"].map(value);
        assert_eq!(values, ["daily", "log", "pearson", "shared", "2020-03-11", "1,999"]);
        assert_eq!(value("window"), "63 daily, 26 weekly, 12 monthly");
    }

    #[test]
    fn what_is_possible_is_accepted() {
        let accepted = |text: String| Settings::from_json(&text).is_ok();
        for setting in settings() {
            if ["frequency", "returns", "method", "align"].contains(&setting.key) {
                for word in setting.possible.split(", ") {
                    assert!(accepted(format!("{{\"{}\": \"{word}\"}}", setting.key)), "{word}");
                }
            }
        }
        assert!(
            accepted(format!("{{\"seed\": {}}}", LARGEST_SEED - 1))
                && !accepted(format!("{{\"seed\": {LARGEST_SEED}}}"))
        );
    }
}
