//! The tables of a report for a spreadsheet: UTF-8, a header, numbers in the fewest digits that read back as they are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::csv::{Csv, number, text};
use crate::date::Date;
use crate::error::Error;
use crate::study::claim::{Finding, findings};
use crate::study::pairs::{self, RollingLines};
use crate::study::ranking::{self, Depth, Ranking};
use crate::study::study::Study;
use sectorscope_stats::pause::Pace;

/// The tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "TableName"))]
#[serde(rename_all = "kebab-case")]
pub enum Table {
    /// `rank, id, name, r, low, high, n, rank_best, rank_worst, probability_top, in_confidence_set, together_low,
    /// together_high, undefined`: a record for each ranked series.
    Ranking,
    /// `id, question, verdict, reason, effect, low, high, effect_is, n, first, last, p, sentence, rule, needed, roles,
    /// caveats`: a record for each claim.
    Claims,
    /// `a, b, r, n`: a record for each pair.
    Matrix,
    /// `date`, and a column for the reference with each ranked series: the correlation of the window that ends that day.
    Rolling,
    /// `date`, the reference, and each ranked series: the returns that the ranking rests on.
    Returns,
    /// `date`, the reference, and each ranked series: the prices between which those returns run. Imported as a file, it is ranked
    /// the same.
    Prices,
}

impl Table {
    /// All of them.
    pub const ALL: [Table; 6] =
        [Table::Ranking, Table::Claims, Table::Matrix, Table::Rolling, Table::Returns, Table::Prices];

    /// Its name, which is that of its file too.
    pub fn name(self) -> &'static str {
        match self {
            Table::Ranking => "ranking",
            Table::Claims => "claims",
            Table::Matrix => "matrix",
            Table::Rolling => "rolling",
            Table::Returns => "returns",
            Table::Prices => "prices",
        }
    }

    /// The table as CSV.
    ///
    /// # Errors
    ///
    /// What the parts it shows return, see [`ranking::ranking`] and [`findings`].
    pub async fn csv(self, study: &Study<'_>) -> Result<String, Error> {
        match self {
            Table::Ranking => Ok(ranked(study, &ranking::ranking(study, Depth::Full).await?)),
            Table::Claims => Ok(claims(&findings(study, Depth::Full).await?)),
            Table::Matrix => Ok(matrix(&pairs::matrix(study).await).await),
            Table::Rolling => {
                let ranking = ranking::ranking(study, Depth::Order).await?;
                let ids: Vec<String> = ranking.rows.iter().map(|row| row.id.clone()).collect();
                let lines = pairs::lines(study, &ranking.reference, &ids).await?;
                Ok(rolling(&ranking.reference, &ids, &lines).await)
            }
            Table::Returns => {
                let ranking = ranking::ranking(study, Depth::Order).await?;
                let (ids, panel) = ranking::returns(study, &ranking).await?;
                Ok(by_day(&ids, &panel.dates, |row, column| Some(*panel.columns.get(column)?.get(row)?)).await)
            }
            Table::Prices => {
                let ranking = ranking::ranking(study, Depth::Order).await?;
                let (ids, prices) = ranking::prices(study, &ranking).await?;
                Ok(by_day(&ids, &prices.dates, |row, column| Some(*prices.columns.get(column)?.get(row)?)).await)
            }
        }
    }
}

fn ranked(study: &Study<'_>, ranking: &Ranking) -> String {
    let mut table = Csv::new([
        "rank",
        "id",
        "name",
        "r",
        "low",
        "high",
        "n",
        "rank_best",
        "rank_worst",
        "probability_top",
        "in_confidence_set",
        "together_low",
        "together_high",
        "undefined",
    ]);
    for (place, ranked) in ranking.rows.iter().enumerate() {
        let estimate = ranked.estimate;
        let name =
            study.roster.members().iter().find(|member| member.id == ranked.id).map_or("", |member| &member.name);
        let [rank_best, rank_worst] =
            ranked.ranks.map_or_else(Default::default, |ends| ends.map(|rank| rank.to_string()));
        let [low, high] = ranked.together.map_or([None; 2], |ends| ends.map(Some));
        table.record([
            (place + 1).to_string(),
            text(&ranked.id),
            text(name),
            number(estimate.r),
            number(estimate.low),
            number(estimate.high),
            estimate.n.to_string(),
            rank_best,
            rank_worst,
            number(ranked.probability_top),
            ranked.in_confidence_set.map_or_else(String::new, |inside| inside.to_string()),
            number(low),
            number(high),
            estimate.undefined.unwrap_or_default().to_owned(),
        ]);
    }
    table.finish()
}

fn claims(claims: &[Finding]) -> String {
    let mut table = Csv::new([
        "id",
        "question",
        "verdict",
        "reason",
        "effect",
        "low",
        "high",
        "confidence",
        "effect_is",
        "n",
        "first",
        "last",
        "p",
        "detectable",
        "sentence",
        "rule",
        "needed",
        "roles",
        "caveats",
    ]);
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    for claim in claims {
        let roles: Vec<String> = claim.roles.iter().map(|(role, ids)| format!("{role}: {}", ids.join(" "))).collect();
        table.record([
            text(&claim.id),
            text(&claim.question),
            claim.verdict.code().to_owned(),
            claim.reason.unwrap_or_default().to_owned(),
            number(claim.effect),
            number(claim.low),
            number(claim.high),
            number(claim.confidence),
            text(&claim.effect_is),
            claim.n.to_string(),
            day(claim.first),
            day(claim.last),
            number(claim.p),
            number(claim.detectable),
            text(&claim.sentence),
            text(claim.rule),
            text(claim.needed.as_deref().unwrap_or_default()),
            text(&roles.join("; ")),
            text(&claim.caveats.join(" ")),
        ]);
    }
    table.finish()
}

async fn matrix(matrix: &pairs::PairMatrix) -> String {
    let mut table = Csv::new(["a", "b", "r", "n"]);
    let (width, mut pace) = (matrix.ids.len().max(1), Pace::default());
    for (i, (a, (r, n))) in matrix.ids.iter().zip(matrix.r.chunks(width).zip(matrix.n.chunks(width))).enumerate() {
        for (b, (r, n)) in matrix.ids.iter().zip(r.iter().zip(n)).skip(i + 1) {
            table.record([text(a), text(b), number(Some(*r)), n.to_string()]);
        }
        pace.after(4 * (width - i)).await;
    }
    table.finish()
}

/// Every day of any pair; a pair has its own days, and begins when its first window is full.
async fn rolling(reference: &str, ids: &[String], lines: &[RollingLines]) -> String {
    let (mut days, mut pace): (BTreeMap<Date, Vec<Option<f64>>>, Pace) = Default::default();
    for (column, id) in ids.iter().enumerate() {
        let Some((dates, line)) = lines.iter().find_map(|lines| Some((&lines.dates, lines.line(id)?))) else {
            continue;
        };
        for (date, r) in dates.iter().zip(line).filter(|(_, r)| r.is_finite()) {
            let cells = days.entry(*date).or_insert_with(|| vec![None; ids.len()]);
            if let Some(cell) = cells.get_mut(column) {
                *cell = Some(*r);
            }
        }
        pace.after(dates.len()).await;
    }
    let names: Vec<String> = ids.iter().map(|id| format!("{reference}:{id}")).collect();
    let dates: Vec<Date> = days.keys().copied().collect();
    let rows: Vec<Vec<Option<f64>>> = days.into_values().collect();
    by_day(&names, &dates, |row, column| *rows.get(row)?.get(column)?).await
}

/// A column for each name, a row for each day.
async fn by_day(names: &[String], dates: &[Date], cell: impl Fn(usize, usize) -> Option<f64>) -> String {
    let header = std::iter::once("date".to_owned()).chain(names.iter().map(|name| text(name)));
    let (mut table, mut pace) = (Csv::new(header), Pace::default());
    for (at, date) in dates.iter().enumerate() {
        let cells = (0..names.len()).map(|column| number(cell(at, column)));
        table.record(std::iter::once(date.to_string()).chain(cells));
        pace.after(3 * names.len()).await;
    }
    table.finish()
}
