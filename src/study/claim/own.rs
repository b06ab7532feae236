//! Claims of one's own: five kinds, as a sentence or as its parts, judged by the same rules as the note's.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::{Deserialize, Deserializer, Serialize};

use super::beyond_market::BeyondMarket;
use super::claim::Claim;
use super::more_correlated::MoreCorrelated;
use super::named_years::NamedYears;
use super::positive_since::PositiveSince;
use super::top_sector::TopSector;
use crate::date::Date;
use crate::error::{Error, ErrorKind};
use crate::study::casting::Role;

/// A claim of one's own. Series are named by id or symbol. In settings it is a sentence, see [`UNDERSTOOD`], or an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum OwnClaim {
    /// `asset` is more correlated with `with` than with any other.
    MostCorrelated {
        /// The one side of every correlation.
        asset: String,
        /// The series that is claimed to be first.
        with: String,
        /// The others; the ranked universe where none is named.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(optional, as = "Option<_>"))]
        among: Vec<String>,
        /// First day that counts; the pandemic's where none is named.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        since: Option<Date>,
    },
    /// `asset` is more correlated with `with` than with `than`.
    MoreCorrelated {
        /// The one side of both correlations.
        asset: String,
        /// The series that is claimed to be closer.
        with: String,
        /// The other.
        than: String,
        /// First day that counts; the pandemic's where none is named.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        since: Option<Date>,
    },
    /// The correlation of `asset` with `with` has been positive since a day.
    PositiveSince {
        /// One series.
        asset: String,
        /// The other.
        with: String,
        /// The day.
        since: Date,
    },
    /// The correlation of `asset` with `with` is higher in some years than in the others.
    InYears {
        /// One series.
        asset: String,
        /// The other.
        with: String,
        /// The years.
        years: Vec<i32>,
    },
    /// `asset` is correlated with `with` beyond what the market explains of both.
    BeyondMarket {
        /// One series.
        asset: String,
        /// The other.
        with: String,
        /// First day that counts; the pandemic's where none is named.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        since: Option<Date>,
    },
}

/// The sentences that are understood, in any case.
pub const UNDERSTOOD: &str = "X moves most with Y [among A, B and C] [since 2021-01-01]; X moves more with Y than with Z [since \
                              2021-01-01]; X has moved with Y ever since 2021-01-01; X moves more with Y in 2020 and 2022; X moves \
                              with Y beyond the market [since 2021-01-01]";

impl<'de> Deserialize<'de> for OwnClaim {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OwnClaim, D::Error> {
        struct Written;
        impl<'de> serde::de::Visitor<'de> for Written {
            type Value = OwnClaim;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a claim, as a sentence or an object")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<OwnClaim, E> {
                OwnClaim::read(text).map_err(|error| E::custom(error.message().trim_end_matches('.')))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<OwnClaim, A::Error> {
                Ok(Parts::deserialize(MapAccessDeserializer::new(map))?.into())
            }
        }
        deserializer.deserialize_any(Written)
    }
}

/// The object form.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
enum Parts {
    MostCorrelated {
        asset: String,
        with: String,
        #[serde(default)]
        among: Vec<String>,
        #[serde(default)]
        since: Option<Date>,
    },
    MoreCorrelated {
        asset: String,
        with: String,
        than: String,
        #[serde(default)]
        since: Option<Date>,
    },
    PositiveSince {
        asset: String,
        with: String,
        since: Date,
    },
    InYears {
        asset: String,
        with: String,
        years: Vec<i32>,
    },
    BeyondMarket {
        asset: String,
        with: String,
        #[serde(default)]
        since: Option<Date>,
    },
}

impl From<Parts> for OwnClaim {
    fn from(parts: Parts) -> OwnClaim {
        match parts {
            Parts::MostCorrelated { asset, with, among, since } => {
                OwnClaim::MostCorrelated { asset, with, among, since }
            }
            Parts::MoreCorrelated { asset, with, than, since } => OwnClaim::MoreCorrelated { asset, with, than, since },
            Parts::PositiveSince { asset, with, since } => OwnClaim::PositiveSince { asset, with, since },
            Parts::InYears { asset, with, years } => OwnClaim::InYears { asset, with, years },
            Parts::BeyondMarket { asset, with, since } => OwnClaim::BeyondMarket { asset, with, since },
        }
    }
}

impl OwnClaim {
    /// What a sentence claims.
    ///
    /// # Errors
    ///
    /// `bad-settings` with the sentences that are understood.
    pub fn read(text: &str) -> Result<OwnClaim, Error> {
        OwnClaim::from_sentence(text).ok_or_else(|| {
            Error::new(
                ErrorKind::BadSettings,
                format!("The claim '{text}' is not understood. These sentences are: {UNDERSTOOD}."),
            )
        })
    }

    /// What a sentence claims; none where it is none of [`UNDERSTOOD`].
    pub fn from_sentence(text: &str) -> Option<OwnClaim> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = text.trim_end_matches('.');
        if let Some((asset, rest)) = split(text, &[" moves most with ", " moved most with "]) {
            let (rest, since) = with_since(rest)?;
            let (with, among) = match split(rest, &[" among "]) {
                Some((with, among)) => (with, names(among)),
                None => (rest, Vec::new()),
            };
            return Some(OwnClaim::MostCorrelated { asset: name(asset)?, with: name(with)?, among, since });
        }
        if let Some((asset, rest)) = split(text, &[" moves more with ", " moved more with "]) {
            if let Some((with, rest)) = split(rest, &[" than with ", " than "]) {
                let (than, since) = with_since(rest)?;
                return Some(OwnClaim::MoreCorrelated {
                    asset: name(asset)?,
                    with: name(with)?,
                    than: name(than)?,
                    since,
                });
            }
            let (with, years) = rsplit(rest, " in ")?;
            let years = names(years).iter().map(|year| year.parse().ok()).collect::<Option<Vec<i32>>>()?;
            let plausible = !years.is_empty() && years.iter().all(|year| (1000..=9999).contains(year));
            return plausible.then_some(OwnClaim::InYears { asset: name(asset)?, with: name(with)?, years });
        }
        let (asset, rest) = split(text, &[" has moved with ", " have moved with ", " moves with ", " moved with "])?;
        let (rest, since) = with_since(rest)?;
        if let Some((with, "")) = split(rest, &[" beyond the market"]) {
            return Some(OwnClaim::BeyondMarket { asset: name(asset)?, with: name(with)?, since });
        }
        Some(OwnClaim::PositiveSince { asset: name(asset)?, with: name(rest)?, since: since? })
    }

    /// The claim, as the number-th of one's own.
    pub fn claim(&self, number: usize) -> Box<dyn Claim> {
        let id = format!("own-{number}");
        let one = |text: &String| vec![text.clone()];
        let named = |asset: &String, with: &String, since: Option<Date>| Named {
            id: id.clone(),
            asset: one(asset),
            with: one(with),
            than: Vec::new(),
            among: Vec::new(),
            years: Vec::new(),
            since,
        };
        match self {
            OwnClaim::MostCorrelated { asset, with, among, since } => {
                Box::new(TopSector::own(Named { among: among.clone(), ..named(asset, with, *since) }))
            }
            OwnClaim::MoreCorrelated { asset, with, than, since } => {
                Box::new(MoreCorrelated::own(Named { than: one(than), ..named(asset, with, *since) }))
            }
            OwnClaim::PositiveSince { asset, with, since } => {
                Box::new(PositiveSince::own(named(asset, with, Some(*since))))
            }
            OwnClaim::InYears { asset, with, years } => {
                Box::new(NamedYears::own(Named { years: years.clone(), ..named(asset, with, None) }))
            }
            OwnClaim::BeyondMarket { asset, with, since } => Box::new(BeyondMarket::own(named(asset, with, *since))),
        }
    }
}

/// The series, years and day that a claim of one's own names.
#[derive(Clone, Debug)]
pub struct Named {
    /// Id of the claim.
    pub id: String,
    /// The one side of every correlation.
    pub asset: Vec<String>,
    /// The series that is claimed to be closer.
    pub with: Vec<String>,
    /// The other.
    pub than: Vec<String>,
    /// The others that it is first of.
    pub among: Vec<String>,
    /// Years.
    pub years: Vec<i32>,
    /// First day that counts.
    pub since: Option<Date>,
}

impl Named {
    /// The names for a word; none where the casting says.
    pub fn of(&self, role: Role) -> Option<&[String]> {
        let names = match role {
            Role::Asset => &self.asset,
            Role::With => &self.with,
            Role::Than => &self.than,
            Role::Sectors => &self.among,
            _ => return None,
        };
        (!names.is_empty()).then_some(names)
    }
}

/// The text on both sides of the first of these words, in any case.
fn split<'t>(text: &'t str, words: &[&str]) -> Option<(&'t str, &'t str)> {
    let lower = text.to_ascii_lowercase();
    let found = words.iter().filter_map(|word| lower.find(word).map(|at| (at, word.len())));
    let (at, length) = found.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))?;
    Some((text.get(..at)?, text.get(at + length..)?))
}

/// The same of the last.
fn rsplit<'t>(text: &'t str, word: &str) -> Option<(&'t str, &'t str)> {
    let at = text.to_ascii_lowercase().rfind(word)?;
    Some((text.get(..at)?, text.get(at + word.len()..)?))
}

/// What stands before `since D`, and that day; none where what follows is not a day.
fn with_since(text: &str) -> Option<(&str, Option<Date>)> {
    match split(text, &[" ever since ", " since "]) {
        Some((rest, day)) => Some((rest, Some(Date::parse_iso(day.trim())?))),
        None => Some((text, None)),
    }
}

fn name(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// `A, B and C`.
fn names(text: &str) -> Vec<String> {
    let last = |part: &str| match split(part, &[" and "]) {
        Some((one, other)) => vec![one.to_owned(), other.to_owned()],
        None => vec![part.trim_start().strip_prefix("and ").unwrap_or(part).to_owned()],
    };
    text.split(',').flat_map(last).filter_map(|part| name(&part)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> OwnClaim {
        OwnClaim::from_sentence(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn five_sentences_are_understood() {
        let day = Date::from_ymd(2021, 1, 1);
        let (asset, with) = ("BTC".to_owned(), "PSCT".to_owned());
        assert_eq!(
            read("BTC moves more with PSCT than with XLK since 2021-01-01"),
            OwnClaim::MoreCorrelated { asset: asset.clone(), with: with.clone(), than: "XLK".to_owned(), since: day }
        );
        assert_eq!(
            read("btc  moves MOST with Robots, small among XLK, XLF and XLE."),
            OwnClaim::MostCorrelated {
                asset: "btc".to_owned(),
                with: "Robots, small".to_owned(),
                among: ["XLK", "XLF", "XLE"].map(str::to_owned).to_vec(),
                since: None
            }
        );
        for text in ["BTC has moved with PSCT ever since 2021-01-01", "BTC moves with PSCT since 2021-01-01"] {
            let expected = OwnClaim::PositiveSince { asset: asset.clone(), with: with.clone(), since: day.unwrap() };
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(
            read("BTC moves more with PSCT in 2020, 2022, and 2024"),
            OwnClaim::InYears { asset: asset.clone(), with: with.clone(), years: vec![2020, 2022, 2024] }
        );
        assert_eq!(
            read("BTC moves with PSCT beyond the market since 2021-01-01"),
            OwnClaim::BeyondMarket { asset, with, since: day }
        );
    }

    #[test]
    fn others_are_not() {
        for text in [
            "",
            "BTC",
            "BTC moves with PSCT",
            "BTC moves more with PSCT",
            "BTC moves more with PSCT in spring",
            "BTC moves with PSCT since last year",
            " moves most with PSCT",
            "BTC moves most with",
            "BTC falls with PSCT since 2021-01-01",
        ] {
            assert_eq!(OwnClaim::from_sentence(text), None, "{text}");
        }
    }

    #[test]
    fn objects_and_sentences_are_one() {
        let sentence: OwnClaim = serde_json::from_str("\"BTC moves most with XLK\"").unwrap();
        let object: OwnClaim =
            serde_json::from_str(r#"{"kind": "most-correlated", "asset": "BTC", "with": "XLK"}"#).unwrap();
        assert_eq!(sentence, object);
        let again: OwnClaim = serde_json::from_str(&serde_json::to_string(&sentence).unwrap()).unwrap();
        assert_eq!(again, sentence);
        for (text, part) in [
            ("\"up\"", "X moves most with Y"),
            (r#"{"kind": "best"}"#, "best"),
            (r#"{"kind": "most-correlated", "asset": "BTC"}"#, "with"),
            (r#"{"kind": "most-correlated", "asset": "BTC", "with": "XLK", "colour": 1}"#, "colour"),
        ] {
            let error = serde_json::from_str::<OwnClaim>(text).unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
