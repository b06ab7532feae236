//! What a claim is: who stands for its words, what is measured, the rule that judges it, and the words that tell it. Each claim
//! is one file, and nothing else knows its rule.

use std::rc::Rc;

use serde::Serialize;

use super::Evidence;
use super::inference::{Difference, Level};
use super::sample::{Column, Rows, Sample, Sampler, Stretch};
use super::verdict::{Judgement, Reason, Verdict};
use super::way::{Lens, Players, Way};
use crate::date::Date;
use crate::diagnostic::counted;
use crate::returns::Frequency;
use crate::study::casting::{Casting, Role};
use crate::study::composites::Averaging;
use crate::study::roster::Member;
use sectorscope_stats::Undefined;

/// A claim: prices in, verdict, number and words out.
pub trait Claim {
    /// Stable name.
    fn id(&self) -> String;

    /// The claim as a question, which names who is asked where that is not who the words say.
    fn question(&self, cast: &Cast<'_>) -> String;

    /// The rule of the verdict, in a sentence or two.
    fn rule(&self) -> &'static str;

    /// The words that somebody must stand for, in order: nobody stands for two.
    fn roles(&self) -> &'static [Role];

    /// Words that take part where somebody stands for them.
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
    /// [`Reason::MissingRole`] where nobody stands for a word.
    fn columns<'r>(&self, asked: &Asked<'_, 'r>) -> Result<Vec<Column<'r>>, Reason>;

    /// Measures the claim on the sample of its columns and judges it.
    ///
    /// # Errors
    ///
    /// Why there is nothing to judge.
    fn measure(&self, asked: &Asked<'_, '_>, sample: &Sample) -> Result<Measured, Reason>;

    /// Whether it makes sense to ask the claim in this way.
    fn asks(&self, _way: &Way) -> bool {
        true
    }
}

/// Who stands for the words of one claim.
#[derive(Clone, Debug, Default)]
pub struct Cast<'r> {
    parts: Vec<(Role, Vec<&'r Member>)>,
    /// Words that nobody stands for.
    pub missing: Vec<Role>,
    /// What a series is that is wanted for a second word, with both words.
    pub taken: Vec<(Role, &'r Member, Role)>,
}

impl<'r> Cast<'r> {
    /// Nobody yet.
    pub fn new() -> Cast<'r> {
        Cast::default()
    }

    /// Takes these for a word. One who stands for another word already, the sectors aside, cannot.
    pub fn take(&mut self, role: Role, members: Vec<&'r Member>, required: bool) {
        let several = |role: Role| matches!(role, Role::Sectors | Role::Altcoins);
        let other = self.parts.iter().filter(|(other, _)| !several(*other) && !several(role));
        let taken = members.first().and_then(|member| {
            other
                .filter(|(_, theirs)| theirs.iter().any(|one| one.id == member.id))
                .map(|(other, _)| (*member, *other))
                .next()
        });
        match taken {
            Some((member, other)) if required => {
                self.taken.push((role, member, other));
                self.missing.push(role);
            }
            Some(_) => {}
            None if members.is_empty() && required => self.missing.push(role),
            None if members.is_empty() => {}
            None => self.parts.push((role, members)),
        }
    }

    /// Who stands for a word.
    pub fn all(&self, role: Role) -> &[&'r Member] {
        self.parts.iter().find(|(other, _)| *other == role).map_or(&[], |(_, members)| members)
    }

    /// Who stands for a word that one stands for.
    pub fn one(&self, role: Role) -> Option<&'r Member> {
        self.all(role).first().copied()
    }

    /// Every word with who stands for it, in the order of the claim.
    pub fn parts(&self) -> &[(Role, Vec<&'r Member>)] {
        &self.parts
    }

    /// The id of who stands for a word, else the word.
    pub fn name(&self, role: Role) -> &str {
        self.one(role).map_or(role.words(), |member| &member.id)
    }

    /// The same with another for a word. One who is there for a word already cannot.
    pub fn instead(&self, role: Role, other: &'r Member) -> Option<Cast<'r>> {
        let single = |role: Role| !matches!(role, Role::Sectors | Role::Altcoins);
        let there =
            self.parts.iter().any(|(word, members)| single(*word) && members.iter().any(|one| one.id == other.id));
        let mut cast = self.clone();
        let part = cast.parts.iter_mut().find(|(word, _)| *word == role)?;
        part.1 = vec![other];
        (!there).then_some(cast)
    }

    /// The same without one of the altcoins.
    pub fn without_coin(&self, id: &str) -> Cast<'r> {
        let mut cast = self.clone();
        for (_, coins) in cast.parts.iter_mut().filter(|(role, _)| *role == Role::Altcoins) {
            coins.retain(|coin| coin.id != id);
        }
        cast
    }
}

/// A claim's question, ready to be measured: who is asked, in which way, on which rows.
#[derive(Debug)]
pub struct Asked<'a, 'r> {
    /// Where samples come from.
    pub sampler: &'a Sampler<'r>,
    /// Who stands for which word in the study.
    pub casting: &'a Casting<'r>,
    /// Who is asked.
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

    /// The columns of who stands for a word.
    ///
    /// # Errors
    ///
    /// [`Reason::MissingRole`] where nobody does.
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
        let averaging = match &self.way.players {
            Players::Averaged(averaging) => *averaging,
            _ => Averaging::Equal,
        };
        match &self.way.players {
            Players::WithoutCoin(left_out) => {
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
        let mut stretch = self.rows.after(sample, lens)?;
        if self.way.beyond_market {
            let market = market.and_then(|at| stretch.columns.get(at).cloned()).ok_or(Reason::MissingRole)?;
            let others = stretch.columns.iter_mut().enumerate().filter(|(_, column)| **column != market);
            for (_, column) in others {
                *column = sectorscope_stats::inference::regression::LeastSquares::fit(column, &[&market])?.residuals;
            }
        }
        Ok(stretch)
    }

    /// The market of the claim, if it has one, and its column in a sample.
    pub fn market_in(&self, sample: &Sample) -> Option<usize> {
        let market = self.cast.one(Role::Market)?;
        sample.ids.iter().position(|id| *id == market.id)
    }

    /// A sample of other columns than the claim's.
    pub fn sample(&self, columns: Vec<Column<'_>>) -> Rc<Sample> {
        self.sampler.sample(columns)
    }
}

/// What one kind of returns says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LensFinding {
    /// What it would say alone.
    pub verdict: Verdict,
    /// The number that the claim turns on.
    pub effect: f64,
    /// Lower end of its interval; none where it has none.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// p-value of this number in the direction of the claim.
    pub p: f64,
    /// Returns.
    pub n: usize,
}

/// A number with its interval, p-value, returns and days, all of one quantity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// What it is, in words.
    pub quantity: String,
    /// The number.
    pub effect: f64,
    /// Lower end of its interval; none where it has none.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Coverage of that interval: 0.90 beside a one-sided rule at 5 %, else 0.95.
    pub confidence: f64,
    /// p-value of this number in the direction of the claim.
    pub p: Option<f64>,
    /// Returns behind it.
    pub n: usize,
}

impl Quantity {
    /// Of a difference that a one-sided rule judges. `p` is that in the direction of the claim.
    pub fn difference(quantity: String, of: &Difference, p: f64) -> Quantity {
        let [low, high] = of.interval_90;
        Quantity {
            quantity,
            effect: of.difference,
            low: Some(low),
            high: Some(high),
            confidence: 0.90,
            p: Some(p),
            n: of.n,
        }
    }

    /// Of a correlation with its interval of 95 %.
    pub fn level(quantity: String, of: &Level) -> Quantity {
        let [low, high] = of.interval_95;
        let p = Some(of.p_positive);
        Quantity { quantity, effect: of.r, low: Some(low), high: Some(high), confidence: 0.95, p, n: of.n }
    }
}

impl LensFinding {
    /// Of a difference that a one-sided rule judges.
    pub fn difference(verdict: Verdict, of: &Difference, p: f64) -> LensFinding {
        let [low, high] = of.interval_90;
        LensFinding { verdict, effect: of.difference, low: Some(low), high: Some(high), p, n: of.n }
    }

    /// Of a correlation with its interval of 95 %.
    pub fn level(verdict: Verdict, of: &Level) -> LensFinding {
        let [low, high] = of.interval_95;
        LensFinding { verdict, effect: of.r, low: Some(low), high: Some(high), p: of.p_positive, n: of.n }
    }
}

/// What a claim's measuring gives.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The verdict of the lenses together.
    pub judgement: Judgement,
    /// The number that the claim turns on, by the first lens; none where there is too little for one.
    pub headline: Option<Quantity>,
    /// Further numbers, each of one quantity.
    pub beside: Vec<Quantity>,
    /// Each lens alone.
    pub lenses: Vec<(Lens, LensFinding)>,
    /// Smallest p-value for the claim, and against it, on which both lenses agree: what several claims are corrected by.
    pub p_for_and_against: Option<(f64, f64)>,
    /// The effect that these data would have found in about four samples of five.
    pub detectable: Option<f64>,
    /// How many more returns would decide, if the effect stays as it is; none where no number worth waiting for would.
    pub more_returns: Option<f64>,
    /// What each day adds to the number, by day.
    pub influence: Vec<(Date, f64)>,
    /// A sentence to quote.
    pub sentence: String,
    /// What to bear in mind.
    pub caveats: Vec<String>,
    /// Everything the verdict rests on.
    pub evidence: Evidence,
}

/// The two kinds of returns, or the one that was asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ByLens<T> {
    /// By returns as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<T>,
    /// By returns in units of their volatility.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub devolatilised: Option<T>,
}

impl<T> ByLens<T> {
    /// Asks each lens of a way.
    ///
    /// # Errors
    ///
    /// The first that has no answer says why.
    pub fn ask(way: &Way, mut ask: impl FnMut(Lens) -> Result<T, Reason>) -> Result<ByLens<T>, Reason> {
        let mut found = ByLens { raw: None, devolatilised: None };
        for lens in way.judged_by() {
            let answer = Some(ask(*lens)?);
            match lens {
                Lens::Raw => found.raw = answer,
                Lens::Devolatilised => found.devolatilised = answer,
            }
        }
        Ok(found)
    }

    /// Those that were asked, the raw one first.
    pub fn each(&self) -> impl Iterator<Item = (Lens, &T)> {
        let raw = self.raw.iter().map(|of| (Lens::Raw, of));
        raw.chain(self.devolatilised.iter().map(|of| (Lens::Devolatilised, of)))
    }

    /// The first that was asked.
    ///
    /// # Errors
    ///
    /// Where none was.
    pub fn first(&self) -> Result<&T, Reason> {
        self.each().next().map(|(_, of)| of).ok_or(Reason::Undefined(Undefined::NoOverlap))
    }

    /// The largest of a number over the lenses.
    pub fn largest(&self, of: impl Fn(&T) -> f64) -> f64 {
        self.each().map(|(_, lens)| of(lens)).fold(f64::NEG_INFINITY, f64::max)
    }
}

impl Asked<'_, '_> {
    /// The claim's rows as sentences name them: `1,397 daily returns, 2020-03-11 to 2025-09-30`.
    pub fn sample_words(&self, sample: &Sample) -> String {
        let days = self.rows.after(sample, Lens::Raw).map(|stretch| stretch.days).unwrap_or_default();
        let period = match self.way.basis.frequency {
            Frequency::Daily => "daily return",
            Frequency::Weekly => "weekly return",
            Frequency::Monthly => "monthly return",
        };
        let returns = counted(days.len() as u64, period);
        match (days.first(), days.last()) {
            (Some(first), Some(last)) => format!("{returns}, {first} to {last}"),
            _ => returns,
        }
    }
}
