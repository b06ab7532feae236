//! The table of results: as JSON, and as a table to read.

use serde::{Deserialize, Serialize};

use crate::outcome::{Kind, Procedure, Used};
use crate::run::Count;

/// One procedure in one design with one number of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Experiment it belongs to.
    pub experiment: String,
    /// Stable name of the procedure.
    pub id: String,
    /// What it is, in words.
    pub procedure: String,
    /// What is counted.
    pub kind: Kind,
    /// Where it is used.
    pub used: Used,
    /// What the share should be; none where nothing is promised.
    pub nominal: Option<f64>,
    /// Name of the design.
    pub design: String,
    /// Rows of each sample.
    pub n: usize,
    /// The share.
    pub value: f64,
    /// Its Monte-Carlo standard error.
    pub standard_error: f64,
    /// Samples.
    pub samples: u32,
}

impl Row {
    /// From a count.
    pub fn new(experiment: &str, design: &str, n: usize, samples: u32, count: Count) -> Row {
        let Procedure { id, procedure, kind, nominal, used } = count.procedure;
        let value = f64::from(count.happened) / f64::from(samples);
        Row {
            experiment: experiment.to_owned(),
            id,
            procedure,
            kind,
            used,
            nominal: nominal.map(|percent| f64::from(percent) / 100.0),
            design: design.to_owned(),
            n,
            value: rounded(value),
            standard_error: rounded((value * (1.0 - value) / f64::from(samples)).sqrt()),
            samples,
        }
    }

    /// Whether `happened` of `samples` other samples could come from what this row measures: within four standard errors of
    /// both shares together.
    pub fn allows(&self, happened: u32, samples: u32) -> bool {
        let (own, other) = (f64::from(self.samples), f64::from(samples));
        let share = f64::from(happened) / other;
        // Of all samples together, and never quite 0 or 1, where a standard error would say it cannot be otherwise.
        let pooled = (self.value * own + share * other + 1.0) / (own + other + 2.0);
        let standard_error = (pooled * (1.0 - pooled) * (1.0 / own + 1.0 / other)).sqrt();
        (share - self.value).abs() <= 4.0 * standard_error
    }

    /// What is promised, in percent, or a dash.
    fn should_be(&self) -> String {
        self.nominal.map_or_else(|| "–".to_owned(), |share| format!("{:.0}", 100.0 * share))
    }

    /// One line for a terminal.
    pub fn line(&self) -> String {
        format!(
            "{:8} {:5} {:5.1} % ± {:.1} (should be {:>2} %)  {}",
            self.design,
            self.n,
            100.0 * self.value,
            100.0 * self.standard_error,
            self.should_be(),
            self.procedure
        )
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Puts a table between the two marks of its name in a text, in place of what is there. Nothing where the marks are missing.
pub fn between_marks(text: &str, name: &str, table: &str) -> Option<String> {
    let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let from = text.find(&start)? + start.len();
    let to = from + text[from..].find(&end)?;
    Some(format!("{}{table}{}", &text[..from], &text[to..]))
}

/// Where the name of a verdict begins in the words of what counts one.
const VERDICT: &str = ": ";

/// Counts of verdicts, which have a table of their own.
fn counts_verdicts(row: &Row) -> bool {
    row.experiment.starts_with("claims-") || row.experiment == "history"
}

/// A line for every claim in every market: per design, the percentages of its verdicts, with what is promised of each.
pub fn readable_verdicts(rows: &[Row], designs: &[&str]) -> String {
    let mut out = format!("| claim, market | verdict | should be | {} |\n", designs.join(" | "));
    out += &format!("|---|---|---|{}\n", "---|".repeat(designs.len()));
    let counted: Vec<&Row> = rows.iter().filter(|row| counts_verdicts(row)).collect();
    for row in counted.iter().filter(|row| designs.first() == Some(&row.design.as_str())) {
        let (claim, verdict) = row.procedure.split_once(VERDICT).unwrap_or((&row.procedure, ""));
        let should_be = if row.kind == Kind::Power { "often".to_owned() } else { row.should_be() };
        out += &format!("| {claim} | {verdict} | {should_be} |");
        for design in designs {
            let of = counted.iter().find(|other| other.id == row.id && other.design == *design);
            out += &of.map_or_else(|| " – |".to_owned(), |of| format!(" {:.1} |", 100.0 * of.value));
        }
        out.push('\n');
    }
    out
}

/// A line for every procedure but the counts of verdicts: per design, its values in percent by rising number of rows.
pub fn readable(rows: &[Row], designs: &[&str]) -> String {
    let mut out = format!("| procedure | used by | should be | rows | {} |\n", designs.join(" | "));
    out += &format!("|---|---|---|---|{}\n", "---|".repeat(designs.len()));
    let mut seen: Vec<&str> = Vec::new();
    for row in rows.iter().filter(|row| !counts_verdicts(row)) {
        if seen.contains(&row.id.as_str()) {
            continue;
        }
        seen.push(&row.id);
        let of =
            |design: &str| rows.iter().filter(|other| other.id == row.id && other.design == design).collect::<Vec<_>>();
        let join = |parts: Vec<String>| parts.join(" · ");
        let sizes = join(of(&row.design).iter().map(|row| row.n.to_string()).collect());
        let used = match row.used {
            Used::Page => "page",
            Used::Claims => "claims",
            Used::Beside => "",
            Used::Textbook => "textbook",
        };
        out += &format!("| {} | {used} | {} | {sizes} |", row.procedure, row.should_be());
        for design in designs {
            let values = of(design).iter().map(|row| format!("{:.1}", 100.0 * row.value)).collect();
            out += &format!(" {} |", join(values));
        }
        out.push('\n');
    }
    out
}
