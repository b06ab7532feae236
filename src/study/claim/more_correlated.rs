//! Does an asset move more with one series than with another?

use serde::Serialize;

use super::Evidence;
use super::cast::Cast;
use super::claim::{Asked, Claim};
use super::level::{Difference, Level};
use super::measured::{ByLens, LensFinding, Measured, Quantity};
use super::own::Named;
use super::sample::{Column, Sample};
use super::verdict::{Judgement, LEVEL, Reason, Verdict};
use super::way::Lens;
use super::words::{split, stands_for, the_note_spoke};
use crate::date::Date;
use crate::number::{difference, effect, p_is};
use crate::study::casting::Role;

/// Correlations closer than this are practically equal.
pub(in crate::study) const MARGIN: f64 = 0.05;

/// The claim that one correlation exceeds another.
#[derive(Clone, Debug)]
pub struct MoreCorrelated {
    /// The series of a claim of one's own.
    named: Option<Named>,
}

impl MoreCorrelated {
    /// Bitcoin, small technology companies, the largest.
    pub const SMALL_OVER_LARGE: MoreCorrelated = MoreCorrelated { named: None };

    /// Of a claim of one's own.
    pub fn own(named: Named) -> MoreCorrelated {
        MoreCorrelated { named: Some(named) }
    }

    /// Asset, closer, other.
    fn words(&self) -> [Role; 3] {
        if self.named.is_some() {
            [Role::Asset, Role::With, Role::Than]
        } else {
            [Role::Bitcoin, Role::SmallTech, Role::LargeTech]
        }
    }
}

/// What the verdict rests on.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MoreCorrelatedEvidence {
    /// The tests.
    pub lenses: ByLens<MoreCorrelatedLens>,
}

/// One lens of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MoreCorrelatedLens {
    /// What it would say alone.
    pub verdict: Verdict,
    /// The correlation that is claimed to be larger.
    pub first: Level,
    /// The other.
    pub second: Level,
    /// The first less the second.
    #[serde(flatten)]
    pub less: Difference,
    /// Whether the interval of 90 % lies within 0.05 of zero.
    pub practically_equal: bool,
    /// The difference that would have been found in about four samples of five.
    pub detectable: f64,
    #[serde(skip)]
    influence: Vec<(Date, f64)>,
}

impl Claim for MoreCorrelated {
    fn id(&self) -> String {
        self.named.as_ref().map_or_else(|| "small-over-large-tech".to_owned(), |named| named.id.clone())
    }

    fn question(&self, cast: &Cast<'_>) -> String {
        let [asset, with, than] = self.words();
        match &self.named {
            Some(_) => {
                format!("Does {} move more with {} than with {}?", cast.name(asset), cast.name(with), cast.name(than))
            }
            None => {
                format!("Does {} move more with small tech than with the largest?", stands_for(cast, Role::Bitcoin))
            }
        }
    }

    fn rule(&self) -> &'static str {
        "Supported where the first correlation exceeds the second beyond chance (one-sided p at most 0.05), contradicted where the \
         second exceeds the first, by raw returns and by returns in units of their volatility alike; otherwise inconclusive, and \
         practically equal where both 90 % intervals lie within 0.05 of zero."
    }

    fn roles(&self) -> &'static [Role] {
        if self.named.is_some() {
            &[Role::Asset, Role::With, Role::Than]
        } else {
            &[Role::Bitcoin, Role::SmallTech, Role::LargeTech]
        }
    }

    fn named(&self, role: Role) -> Option<&[String]> {
        self.named.as_ref()?.of(role)
    }

    fn since(&self) -> Option<Date> {
        self.named.as_ref()?.since
    }

    fn columns<'r>(&self, asked: &Asked<'_, 'r>) -> Result<Vec<Column<'r>>, Reason> {
        let mut columns = Vec::new();
        for role in self.words() {
            columns.extend(asked.columns_of(role)?);
        }
        Ok(columns)
    }

    fn measure(&self, asked: &Asked<'_, '_>, sample: &Sample) -> Result<Measured, Reason> {
        let lenses = ByLens::ask(asked.way, |lens| one_lens(asked, sample, lens))?;
        let first = lenses.first()?;
        let judgements: Vec<Judgement> = lenses.each().map(|(_, lens)| Judgement::plain(lens.verdict)).collect();
        let mut judgement = Judgement::agreed(&judgements);
        if judgement == Judgement::plain(Verdict::Inconclusive) && lenses.each().all(|(_, lens)| lens.practically_equal)
        {
            judgement = Judgement::inconclusive(Reason::PracticallyEqual);
        }
        let [asset, with, than] = self.words().map(|role| asked.cast.name(role));
        let quantity = format!("correlation of {asset} with {with} less that with {than}");
        let ending = match (judgement.verdict, judgement.reason) {
            (Verdict::Supported, _) => format!("Supported: more beyond chance ({}).", p_is(first.less.p_greater)),
            (Verdict::Contradicted, _) => format!("Contradicted: less beyond chance ({}).", p_is(first.less.p_less)),
            (_, Some(Reason::VolatilityWeighting)) => {
                split(&super::verdicts(lenses.each().map(|(lens, of)| (lens, of.verdict))))
            }
            (_, Some(Reason::PracticallyEqual)) => {
                format!("Inconclusive, and practically equal: both 90 % intervals lie within {MARGIN} of zero.")
            }
            _ => "Inconclusive: the difference may be chance.".to_owned(),
        };
        let [low, high] = first.less.interval_90;
        let sentence = format!(
            "{asset} moves with {with} at {} and with {than} at {}: a difference of {} (90 % interval {} to {}; {}). {ending}",
            effect(first.first.r),
            effect(first.second.r),
            difference(first.less.difference),
            effect(low),
            effect(high),
            asked.sample_words(sample),
        );
        let note = asked.cast.one(Role::SmallTech).filter(|_| self.named.is_none());
        Ok(Measured {
            judgement,
            headline: Some(Quantity::difference(quantity, &first.less, first.less.p_greater)),
            beside: vec![
                Quantity::level(format!("correlation of {asset} with {with}"), &first.first),
                Quantity::level(format!("correlation of {asset} with {than}"), &first.second),
            ],
            lenses: lenses
                .each()
                .map(|(name, lens)| (name, LensFinding::difference(lens.verdict, &lens.less, lens.less.p_greater)))
                .collect(),
            p_for_and_against: Some((
                lenses.largest(|lens| lens.less.p_greater),
                lenses.largest(|lens| lens.less.p_less),
            )),
            detectable: Some(lenses.largest(|lens| lens.detectable)),
            more_returns: super::more_returns(&lenses, |lens| vec![(lens.less, LEVEL)]),
            influence: first.influence.clone(),
            sentence,
            caveats: note.map(the_note_spoke).into_iter().collect(),
            evidence: Evidence::MoreCorrelated(Box::new(MoreCorrelatedEvidence { lenses })),
        })
    }
}

fn one_lens(asked: &Asked<'_, '_>, sample: &Sample, lens: Lens) -> Result<MoreCorrelatedLens, Reason> {
    let market = asked.casting.one(Role::Market);
    let stretch = if asked.way.beyond_market {
        // The market is not a series of the claim: it joins the sample for this way alone.
        let market = market.filter(|market| !sample.ids.contains(&market.id)).ok_or(Reason::MissingRole)?;
        let columns = asked.cast.parts().iter().filter_map(|(_, members)| members.first());
        let joined = asked.sample(columns.copied().chain([market]).map(|member| asked.column(member)).collect());
        asked.after(&joined, lens, Some(joined.ids.len() - 1))?
    } else {
        asked.after(sample, lens, None)?
    };
    let [asset, one, other, ..] = stretch.columns.as_slice() else { return Err(Reason::MissingRole) };
    let reader = asked.reader(stretch.days.len())?;
    let (first, second) = (reader.read(asset, one)?, reader.read(asset, other)?);
    let less = reader.difference(&first, &second)?;
    let [low, high] = less.interval_90;
    let psi = first.of.psi.iter().zip(&second.of.psi).map(|(a, b)| a - b);
    Ok(MoreCorrelatedLens {
        verdict: Verdict::by(less.p_greater, less.p_less),
        influence: stretch.days.iter().copied().zip(psi).collect(),
        practically_equal: low > -MARGIN && high < MARGIN,
        detectable: less.detectable(LEVEL),
        first: reader.level(&first)?,
        second: reader.level(&second)?,
        less,
    })
}
