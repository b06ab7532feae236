//! What one simulated sample says of each procedure.

use serde::{Deserialize, Serialize};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Share of samples in which an interval holds the truth, or a set all that belongs in it.
    #[serde(rename = "coverage")]
    Coverage,
    /// Share of samples in which a test rejects what is true.
    #[serde(rename = "size")]
    Size,
    /// Share of samples in which any of several tests rejects what is true.
    #[serde(rename = "family-wise error")]
    FamilyWiseError,
    /// Share of samples in which what is there is found; the larger, the better.
    #[serde(rename = "power")]
    Power,
    /// Share of samples in which something happens that is neither promised nor hoped for.
    #[serde(rename = "share")]
    Share,
}

/// Where a procedure is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Used {
    /// The page prints it.
    Page,
    /// The rules for the claims rest on it.
    Claims,
    /// The library offers it, or it was tried and not taken.
    Beside,
    /// Textbooks do, for independent normal rows.
    Textbook,
}

/// One question to a sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// Stable name.
    pub id: String,
    /// What it is, in words.
    pub procedure: String,
    /// What is counted.
    pub kind: Kind,
    /// What the share should be, in percent; none where nothing is promised.
    pub nominal: Option<u32>,
    /// Where it is used.
    pub used: Used,
}

/// Answers of one sample, in the order in which they were asked.
#[derive(Clone, Debug, Default)]
pub struct Outcomes {
    /// Each question, and whether what is counted happened.
    pub answers: Vec<(Procedure, bool)>,
}

impl Outcomes {
    /// Whether an interval of 95 % held the truth.
    pub fn covers(&mut self, id: impl Into<String>, procedure: impl Into<String>, used: Used, held: bool) {
        self.promised(id.into(), procedure.into(), Kind::Coverage, 95, used, held);
    }

    /// Whether a test of something true rejected it at 5 %.
    pub fn rejects(&mut self, id: impl Into<String>, procedure: impl Into<String>, used: Used, p: f64) {
        self.promised(id.into(), procedure.into(), Kind::Size, 5, used, p <= 0.05);
    }

    /// Whether any of several such tests did, by the smallest adjusted p-value.
    pub fn any_rejects(&mut self, id: impl Into<String>, procedure: impl Into<String>, used: Used, adjusted: &[f64]) {
        let least = adjusted.iter().copied().fold(1.0, f64::min);
        self.promised(id.into(), procedure.into(), Kind::FamilyWiseError, 5, used, least <= 0.05);
    }

    /// Anything else that is promised.
    pub fn promised(&mut self, id: String, procedure: String, kind: Kind, nominal: u32, used: Used, happened: bool) {
        self.answers.push((Procedure { id, procedure, kind, nominal: Some(nominal), used }, happened));
    }

    /// How often something happens, of which nothing is promised.
    pub fn counted(&mut self, id: String, procedure: String, kind: Kind, used: Used, happened: bool) {
        self.answers.push((Procedure { id, procedure, kind, nominal: None, used }, happened));
    }
}
