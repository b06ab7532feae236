//! What a claim is: which series stand for its words, what is measured, the rule that judges it, and the words that
//! tell it. Each claim is one file, and nothing else knows its rule.

use std::pin::Pin;
use std::rc::Rc;

use super::cast::Cast;
use super::inference::Reader;
use super::measured::Measured;
use super::sample::{Column, Rows, Sample, Sampler, Stretch};
use super::verdict::Reason;
use super::way::{CastVariant, Errors, Lens, Way};
use crate::date::Date;
use crate::number::counted;
use crate::study::casting::{Casting, Role};
use crate::study::composites::Averaging;
use crate::study::roster::Member;
use sectorscope_stats::inference::regression::LeastSquares;
use sectorscope_stats::pause::{Pace, without_pauses};

/// A claim on its way to what is measured.
pub type Measuring<'a> = Pin<Box<dyn Future<Output = Result<Measured, Reason>> + 'a>>;

/// A claim: prices in, verdict, number and words out.
pub trait Claim {
    /// Stable name.
    fn id(&self) -> String;

    /// The claim as a question, which names the series asked where they are not those that the words say.
    fn question(&self, cast: &Cast<'_>) -> String;

    /// The rule of the verdict, in a sentence or two.
    fn rule(&self) -> &'static str;

    /// The words that a series must stand for, in order: no series stands for two.
    fn roles(&self) -> &'static [Role];

    /// Words that take part where a series stands for them.
    fn optional_roles(&self) -> &'static [Role] {
        &[]
    }

    /// The series, by id or symbol, that a claim of one's own names for a word; none where the casting says.
    fn named(&self, _role: Role) -> Option<&[String]> {
        None
    }

    /// The first day whose return counts; the pandemic's where none is given.
    fn since(&self) -> Option<Date> {
        None
    }

    /// The series whose shared days the claim rests on.
    ///
    /// # Errors
    ///
    /// [`Reason::MissingRole`] where no series stands for a word.
    fn columns<'r>(&self, asked: &Asked<'_, 'r>) -> Result<Vec<Column<'r>>, Reason>;

    /// Measures the claim on the sample of its columns and judges it.
    ///
    /// # Errors
    ///
    /// Why there is nothing to judge.
    fn measure(&self, asked: &Asked<'_, '_>, sample: &Sample) -> Result<Measured, Reason>;

    /// The same with pauses, of a claim that may take long.
    fn measure_with_pauses<'a>(&'a self, asked: &'a Asked<'_, '_>, sample: &'a Sample) -> Measuring<'a> {
        Box::pin(async move { self.measure(asked, sample) })
    }

    /// What its number is, behind "these data would have found".
    fn number_is(&self) -> &'static str {
        "a difference"
    }

    /// What to say where no number of days would decide.
    fn undecidable(&self) -> &'static str {
        "At this effect no number of days worth waiting for would decide."
    }

    /// Whether it makes sense to ask the claim in this way.
    fn asks(&self, _way: &Way) -> bool {
        true
    }
}

/// A claim's question, ready to be measured: which series are asked, in which way, on which rows.
#[derive(Debug)]
pub struct Asked<'a, 'r> {
    /// Where samples come from.
    pub sampler: &'a Sampler<'r>,
    /// Which series stand for which word in the study.
    pub casting: &'a Casting<'r>,
    /// Which series are asked.
    pub cast: &'a Cast<'r>,
    /// In which way.
    pub way: &'a Way,
    /// On which rows.
    pub rows: Rows<'a>,
    /// The day on which the note was written.
    pub note: Date,
}

impl<'r> Asked<'_, 'r> {
    /// The column of a member.
    pub fn column(&self, member: &Member) -> Column<'r> {
        Column::of(self.sampler.study, member)
    }

    /// The columns of the series that stand for a word.
    ///
    /// # Errors
    ///
    /// [`Reason::MissingRole`] where no series does.
    pub fn columns_of(&self, role: Role) -> Result<Vec<Column<'r>>, Reason> {
        let members = self.cast.all(role);
        if members.is_empty() {
            Err(Reason::MissingRole)
        } else {
            Ok(members.iter().map(|member| self.column(member)).collect())
        }
    }

    /// The altcoins as one series: the index of the page, or, without one of the coins, the same of the others.
    ///
    /// # Errors
    ///
    /// [`Reason::MissingRole`] where there is none.
    pub fn index(&self) -> Result<Column<'r>, Reason> {
        let roster = &self.sampler.study.roster;
        let averaging = match &self.way.cast {
            CastVariant::Averaged(averaging) => *averaging,
            _ => Averaging::Equal,
        };
        match &self.way.cast {
            CastVariant::WithoutCoin(left_out) => {
                let levels = roster.index_of(self.cast.all(Role::Altcoins)).ok_or(Reason::MissingRole)?;
                Ok(Column::made(self.sampler.study, format!("index without {left_out}"), levels))
            }
            _ => roster.composites().by(averaging).map(|member| self.column(member)).ok_or(Reason::MissingRole),
        }
    }

    /// The rows since the claim's day by a lens, freed of what the market explains where the way says so. `market` is its column
    /// in the sample.
    ///
    /// # Errors
    ///
    /// Why there are none.
    pub fn after(&self, sample: &Sample, lens: Lens, market: Option<usize>) -> Result<Stretch, Reason> {
        without_pauses(self.after_with_pauses(sample, lens, market))
    }

    /// The same with pauses between its parts.
    ///
    /// # Errors
    ///
    /// As [`Asked::after`].
    pub async fn after_with_pauses(
        &self,
        sample: &Sample,
        lens: Lens,
        market: Option<usize>,
    ) -> Result<Stretch, Reason> {
        let mut stretch = self.rows.after(sample, lens)?;
        if self.way.beyond_market {
            let market = market.and_then(|at| stretch.columns.get(at).cloned()).ok_or(Reason::MissingRole)?;
            let mut pace = Pace::default();
            for column in stretch.columns.iter_mut().filter(|column| **column != market) {
                *column = LeastSquares::fit(column, &[&market])?.residuals;
                pace.after(2 * market.len()).await;
            }
        }
        Ok(stretch)
    }

    /// Reads correlations off columns of this many rows, in the way's measure and with its errors.
    ///
    /// # Errors
    ///
    /// [`sectorscope_stats::Undefined::InsufficientN`] with fewer than four rows.
    pub fn reader(&self, n: usize) -> Result<Reader, Reason> {
        Ok(match self.way.errors {
            Errors::Cosine => Reader::new(self.way.association, n, self.sampler.cosine_tools(n)?),
            Errors::NeweyWest => Reader::newey_west(self.way.association, n)?,
        })
    }

    /// The market of the claim, if it has one, and its column in a sample.
    pub fn market_in(&self, sample: &Sample) -> Option<usize> {
        let market = self.cast.one(Role::Market)?;
        sample.ids.iter().position(|id| *id == market.id)
    }

    /// A sample of other columns than the claim's.
    pub fn sample(&self, columns: Vec<Column<'_>>) -> Rc<Sample> {
        without_pauses(self.sampler.sample(columns))
    }
}

impl Asked<'_, '_> {
    /// "1,375 daily returns".
    pub fn returns(&self, n: usize) -> String {
        counted(n as u64, &format!("{} return", self.way.basis.frequency.word()))
    }

    /// The claim's rows as sentences name them: `1,397 daily returns, 2020-03-11 to 2025-09-30`.
    pub fn sample_words(&self, sample: &Sample) -> String {
        let days = self.rows.after(sample, Lens::Raw).map(|stretch| stretch.days).unwrap_or_default();
        let returns = self.returns(days.len());
        match (days.first(), days.last()) {
            (Some(first), Some(last)) => format!("{returns}, {first} to {last}"),
            _ => returns,
        }
    }
}
