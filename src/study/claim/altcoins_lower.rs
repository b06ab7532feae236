//! Do altcoins move with small technology companies less than bitcoin does: each on average, and as one index?

use std::collections::BTreeMap;

use serde::Serialize;

use super::Evidence;
use super::cast::Cast;
use super::claim::{Asked, Claim};
use super::inference::Reading;
use super::level::Difference;
use super::measured::{ByLens, LensFinding, Measured, Quantity};
use super::sample::{Column, Sample, Stretch};
use super::verdict::{Judgement, LEVEL, Reason, Verdict};
use super::way::{Lens, Way};
use super::words::{list, split, stands_for, the_note_spoke};
use crate::date::Date;
use crate::number::{counted, difference, effect, p_is};
use crate::panel::LongInterval;
use crate::study::casting::Role;
use crate::study::composites::SURVIVORS;
use crate::thresholds::RETURNS_OF_A_CLAIM;
use sectorscope_ground::order::{self, sort_by};
use sectorscope_stats::correlation::influence::Influence;
use sectorscope_stats::sum::{CompensatedSum, compensated_sum};

/// The claim that altcoins are lower.
#[derive(Clone, Copy, Debug)]
pub struct AltcoinsLower;

/// What the verdict rests on.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AltcoinsLowerEvidence {
    /// Ids of the coins in the mean.
    pub coins: Vec<String>,
    /// Ids of those with too few returns.
    pub left_out: Vec<String>,
    /// Intervals that were too long on each coin's own days, where there are any.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub long_intervals: BTreeMap<String, Vec<LongInterval>>,
    /// The tests.
    pub lenses: ByLens<AltcoinsLowerLens>,
}

/// One lens of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AltcoinsLowerLens {
    /// What it would say alone.
    pub verdict: Verdict,
    /// Why, where its two averages say different things.
    #[serde(skip)]
    reason: Option<Reason>,
    /// Mean over the coins of each one's correlation less bitcoin's on that coin's days.
    pub mean: Difference,
    /// Correlation of the index less bitcoin's.
    pub index: Difference,
    /// The index's own.
    pub r_index: f64,
    /// Bitcoin's on the index's days.
    pub r_bitcoin: f64,
    /// Each coin by itself.
    pub by_coin: Vec<CoinLess>,
    /// The difference that would have been found in about four samples of five: the larger of both averages'.
    pub detectable: f64,
    #[serde(skip)]
    influence: Vec<(Date, f64)>,
}

/// One coin against bitcoin, on its own days.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CoinLess {
    /// Id of the coin.
    pub id: String,
    /// Returns.
    pub n: usize,
    /// Its correlation with the sector.
    pub r: f64,
    /// Bitcoin's on the same days.
    pub r_bitcoin: f64,
    /// The first less the second.
    pub difference: f64,
}

impl AltcoinsLowerLens {
    /// Why it is not a plain verdict, as a code.
    pub fn reason(&self) -> Option<&'static str> {
        self.reason.map(Reason::code)
    }
}

impl Claim for AltcoinsLower {
    fn id(&self) -> String {
        "altcoins-lower".to_owned()
    }

    fn question(&self, cast: &Cast<'_>) -> String {
        format!("Do altcoins move with small-cap tech less than {} does?", stands_for(cast, Role::Bitcoin))
    }

    fn rule(&self) -> &'static str {
        "Supported where the mean over the altcoins of their correlations lies below bitcoin's beyond chance (one-sided p at most \
         0.05) and that of their equal-weight index does too, contradicted where both lie above, by raw returns and by returns in \
         units of their volatility alike; otherwise inconclusive. The mean alone is nearly bound to be lower: what is peculiar to a \
         single coin lowers every correlation it has."
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Bitcoin, Role::Altcoins, Role::SmallTech]
    }

    fn columns<'r>(&self, asked: &Asked<'_, 'r>) -> Result<Vec<Column<'r>>, Reason> {
        let [mut bitcoin, mut tech] = [asked.columns_of(Role::Bitcoin)?, asked.columns_of(Role::SmallTech)?];
        Ok(vec![asked.index()?, bitcoin.remove(0), tech.remove(0)])
    }

    fn measure(&self, asked: &Asked<'_, '_>, sample: &Sample) -> Result<Measured, Reason> {
        let coins = Coins::new(asked)?;
        if coins.kept.is_empty() {
            return Err(Reason::InsufficientData);
        }
        let lenses = ByLens::ask(asked.way, |lens| one_lens(asked, sample, &coins, lens))?;
        let first = lenses.first()?;
        let judgements: Vec<Judgement> =
            lenses.each().map(|(_, lens)| Judgement { verdict: lens.verdict, reason: lens.reason }).collect();
        let judgement = Judgement::agreed(&judgements);
        let (bitcoin, tech) = (asked.cast.name(Role::Bitcoin), asked.cast.name(Role::SmallTech));
        let quantity = format!("mean correlation of the altcoins with {tech} less that of {bitcoin}");
        Ok(Measured {
            judgement,
            headline: Some(Quantity::difference(quantity, &first.mean, first.mean.p_less)),
            beside: vec![Quantity::difference(
                format!("correlation of the altcoins' index with {tech} less that of {bitcoin}"),
                &first.index,
                first.index.p_less,
            )],
            lenses: lenses
                .each()
                .map(|(name, lens)| (name, LensFinding::difference(lens.verdict, &lens.mean, lens.mean.p_less)))
                .collect(),
            p_for_and_against: Some((
                lenses.largest(|lens| lens.mean.p_less.max(lens.index.p_less)),
                lenses.largest(|lens| lens.mean.p_greater.max(lens.index.p_greater)),
            )),
            detectable: Some(lenses.largest(|lens| lens.detectable)),
            more_returns: super::more_returns(&lenses, |lens| vec![(lens.mean, LEVEL), (lens.index, LEVEL)]),
            influence: first.influence.clone(),
            sentence: sentence(asked, sample, &coins, &lenses, judgement)?,
            caveats: caveats(asked, &coins, first),
            evidence: Evidence::AltcoinsLower(Box::new(AltcoinsLowerEvidence {
                coins: coins.kept.iter().map(|coin| coin.id.clone()).collect(),
                left_out: coins.left_out.clone(),
                long_intervals: order::map(
                    coins
                        .kept
                        .iter()
                        .filter(|coin| !coin.sample.long_intervals.is_empty())
                        .map(|coin| (coin.id.clone(), coin.sample.long_intervals.clone())),
                ),
                lenses,
            })),
        })
    }

    fn asks(&self, _way: &Way) -> bool {
        true
    }
}

/// The coins, each on the days that it, bitcoin and the sector share.
struct Coins {
    kept: Vec<OneCoin>,
    left_out: Vec<String>,
}

struct OneCoin {
    id: String,
    sample: std::rc::Rc<Sample>,
}

impl Coins {
    fn new(asked: &Asked<'_, '_>) -> Result<Coins, Reason> {
        let mut coins = Coins { kept: Vec::new(), left_out: Vec::new() };
        let market = asked.casting.one(Role::Market).filter(|_| asked.way.beyond_market);
        for coin in asked.cast.all(Role::Altcoins) {
            let mut columns = vec![asked.column(coin)];
            columns.extend(asked.columns_of(Role::Bitcoin)?);
            columns.extend(asked.columns_of(Role::SmallTech)?);
            columns.extend(market.map(|market| asked.column(market)));
            let sample = asked.sample(columns);
            if asked.rows.after(&sample, Lens::Raw)?.days.len() < RETURNS_OF_A_CLAIM {
                coins.left_out.push(coin.id.clone());
            } else {
                coins.kept.push(OneCoin { id: coin.id.clone(), sample });
            }
        }
        Ok(coins)
    }
}

/// The rows of a sample whose fourth column, where a way asks for it, is the market.
fn rows(asked: &Asked<'_, '_>, sample: &Sample, lens: Lens) -> Result<Stretch, Reason> {
    asked.after(sample, lens, asked.way.beyond_market.then_some(3))
}

fn one_lens(asked: &Asked<'_, '_>, sample: &Sample, coins: &Coins, lens: Lens) -> Result<AltcoinsLowerLens, Reason> {
    let mut by_coin = Vec::new();
    let mut each: Vec<(Vec<Date>, Vec<f64>)> = Vec::new();
    for coin in &coins.kept {
        let stretch = rows(asked, &coin.sample, lens)?;
        let [x, bitcoin, tech] = [0, 1, 2].map(|at| stretch.columns[at].as_slice());
        let reader = asked.reader(stretch.days.len())?;
        let (own, theirs) = (reader.read(x, tech)?, reader.read(bitcoin, tech)?);
        by_coin.push(CoinLess {
            id: coin.id.clone(),
            n: stretch.days.len(),
            r: own.estimate(),
            r_bitcoin: theirs.estimate(),
            difference: own.estimate() - theirs.estimate(),
        });
        each.push((stretch.days, own.of.psi.iter().zip(&theirs.of.psi).map(|(a, b)| a - b).collect()));
    }
    let estimate = compensated_sum(by_coin.iter().map(|coin| coin.difference)) / by_coin.len() as f64;
    let (days, psi) = on_all_days(&each);
    let reader = asked.reader(days.len())?;
    let mean = reader.own(&reader.reading(Influence { estimate, psi: psi.clone() }))?;
    let (index, r_index, r_bitcoin) = of_index(asked, sample, lens)?;
    let (of_mean, of_both) = (Verdict::by(mean.p_less, mean.p_greater), Verdict::by(index.p_less, index.p_greater));
    let differs = of_mean != of_both;
    Ok(AltcoinsLowerLens {
        verdict: if differs { Verdict::Inconclusive } else { of_mean },
        reason: differs.then_some(Reason::Averaging),
        detectable: mean.detectable(LEVEL).max(index.detectable(LEVEL)),
        influence: days.into_iter().zip(psi).collect(),
        mean,
        index,
        r_index,
        r_bitcoin,
        by_coin,
    })
}

/// The index less bitcoin, and both correlations.
fn of_index(asked: &Asked<'_, '_>, sample: &Sample, lens: Lens) -> Result<(Difference, f64, f64), Reason> {
    let market = asked.casting.one(Role::Market).filter(|_| asked.way.beyond_market);
    let joined;
    let sample = match market {
        None => sample,
        Some(market) => {
            let mut columns = AltcoinsLower.columns(asked)?;
            columns.push(asked.column(market));
            joined = asked.sample(columns);
            &joined
        }
    };
    let stretch = rows(asked, sample, lens)?;
    let [x, bitcoin, tech] = [0, 1, 2].map(|at| stretch.columns[at].as_slice());
    let reader = asked.reader(stretch.days.len())?;
    let (own, theirs): (Reading, Reading) = (reader.read(x, tech)?, reader.read(bitcoin, tech)?);
    Ok((reader.difference(&own, &theirs)?, own.estimate(), theirs.estimate()))
}

/// Influence of the mean over coins with days of their own, on the union of N days: the mean of (N/n) psi, 0 where a coin has no
/// return.
fn on_all_days(each: &[(Vec<Date>, Vec<f64>)]) -> (Vec<Date>, Vec<f64>) {
    let mut days: Vec<Date> = each.iter().flat_map(|(days, _)| days.iter().copied()).collect();
    sort_by(&mut days, Ord::cmp);
    days.dedup();
    let mut sums = vec![CompensatedSum::default(); days.len()];
    for (own, psi) in each {
        let weight = days.len() as f64 / (own.len() * each.len()) as f64;
        let mut row = 0;
        for (day, value) in own.iter().zip(psi) {
            while days[row] < *day {
                row += 1;
            }
            sums[row].add(weight * value);
        }
    }
    (days, sums.into_iter().map(|sum| sum.value()).collect())
}

fn sentence(
    asked: &Asked<'_, '_>,
    sample: &Sample,
    coins: &Coins,
    lenses: &ByLens<AltcoinsLowerLens>,
    judgement: Judgement,
) -> Result<String, Reason> {
    let first = lenses.first()?;
    let beyond = |of: &Difference| {
        if of.p_less <= LEVEL {
            "lies lower beyond chance"
        } else if of.p_greater <= LEVEL {
            "lies higher beyond chance"
        } else {
            "cannot be distinguished from it"
        }
    };
    let ending = match (judgement.verdict, judgement.reason) {
        (Verdict::Supported, _) => format!(
            "Supported: both averages are lower beyond chance ({} and {}).",
            p_is(first.mean.p_less),
            p_is(first.index.p_less)
        ),
        (Verdict::Contradicted, _) => format!(
            "Contradicted: both averages are higher beyond chance ({} and {}).",
            p_is(first.mean.p_greater),
            p_is(first.index.p_greater)
        ),
        (_, Some(Reason::VolatilityWeighting)) => {
            split(&super::verdicts(lenses.each().map(|(lens, of)| (lens, of.verdict))))
        }
        (_, Some(Reason::Averaging)) => {
            let by = lenses.each().find(|(_, lens)| lens.reason.is_some()).map_or(first, |(_, lens)| lens);
            format!(
                "Inconclusive: it depends on how altcoins are averaged: the mean over coins {}, their index {}.",
                beyond(&by.mean),
                beyond(&by.index)
            )
        }
        _ => "Inconclusive: both differences may be chance.".to_owned(),
    };
    let [low, high] = first.mean.interval_90;
    let [index_low, index_high] = first.index.interval_90;
    Ok(format!(
        "The {} of {} with {} {} from that of {} by {}{} (90 % interval {} to {}), and their index's by {} ({} to {}; {}). {ending}",
        if coins.kept.len() == 1 { "correlation" } else { "correlations" },
        counted(coins.kept.len() as u64, "altcoin"),
        asked.cast.name(Role::SmallTech),
        if coins.kept.len() == 1 { "differs" } else { "differ" },
        asked.cast.name(Role::Bitcoin),
        difference(first.mean.difference),
        if coins.kept.len() == 1 { "" } else { " on average" },
        effect(low),
        effect(high),
        difference(first.index.difference),
        effect(index_low),
        effect(index_high),
        asked.sample_words(sample),
    ))
}

fn caveats(asked: &Asked<'_, '_>, coins: &Coins, first: &AltcoinsLowerLens) -> Vec<String> {
    let mut caveats = Vec::new();
    if first.by_coin.len() > 1 {
        let lowest =
            first.by_coin.iter().reduce(|best, coin| if coin.difference < best.difference { coin } else { best });
        let highest =
            first.by_coin.iter().reduce(|best, coin| if coin.difference > best.difference { coin } else { best });
        if let (Some(lowest), Some(highest)) = (lowest, highest) {
            caveats.push(format!(
                "Coin by coin the difference goes from {} ({}) to {} ({}); each coin on its own days.",
                difference(lowest.difference),
                lowest.id,
                difference(highest.difference),
                highest.id
            ));
        }
    }
    if !coins.left_out.is_empty() {
        caveats.push(format!(
            "Left out of the mean, since they share fewer than {RETURNS_OF_A_CLAIM} returns with it since {}: {}.",
            asked.rows.since,
            list(&coins.left_out)
        ));
    }
    caveats.extend(asked.cast.one(Role::SmallTech).map(the_note_spoke));
    caveats.push(SURVIVORS.to_owned());
    caveats
}
