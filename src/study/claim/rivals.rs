//! A sector against all others: is its correlation the highest, by one lens?

use serde::Serialize;

use super::claim::Asked;
use super::first_place::rank_intervals;
use super::inference::{Reader, Reading, among_rivals};
use super::level::{Difference, Level};
use super::sample::{Sample, Stretch};
use super::verdict::{LEVEL, Reason, Verdict};
use super::way::{Association, Lens};
use crate::date::Date;
use crate::study::casting::Role;
use sectorscope_stats::inference::multiple::{holm, intersection_union_p};
use sectorscope_stats::ordering::rank_stability::RankInterval;
use sectorscope_stats::pause::{Pace, pause};

/// One lens of the claim that a sector is on top.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TopSectorLens {
    /// What it would say alone.
    pub verdict: Verdict,
    /// The correlation with the claimed sector.
    pub claimed: Level,
    /// The others, in the order of their ids.
    pub rivals: Vec<Rival>,
    /// p-value of the claim that the claimed sector exceeds all others: the largest of the one-sided ones.
    pub p_top: f64,
    /// p-value of the reverse, that some other exceeds it: the smallest after Holm.
    pub p_exceeded: f64,
    /// Id of the sector with the highest correlation.
    pub point_top: String,
    /// Id of the rival with the highest.
    pub closest: String,
    /// Level of the test that `detectable` speaks of.
    pub level_used: f64,
    /// The lead over the closest rival that would have been found in about four samples of five.
    pub detectable: f64,
    #[serde(skip)]
    pub(super) ranks: Vec<RankInterval>,
}

/// The claimed sector against one other.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Rival {
    /// Id of the other sector.
    pub id: String,
    /// Its correlation.
    pub r: f64,
    /// Correlation of the claimed sector less its.
    #[serde(flatten)]
    pub less: Difference,
    /// p-value of the claimed being smaller, among all rivals by Holm.
    pub holm_p_less: f64,
}

impl TopSectorLens {
    /// The rival with the highest correlation: the one that is hardest to exceed.
    pub fn closest_rival(&self) -> Option<&Rival> {
        self.rivals.iter().find(|rival| rival.id == self.closest)
    }
}

/// Where the sectors stand in a sample: behind the asset and the market.
pub(super) fn sectors_in(asked: &Asked<'_, '_>, sample: &Sample) -> Vec<usize> {
    let market = asked.market_in(sample);
    (1..sample.ids.len()).filter(|at| Some(*at) != market || is_sector(asked, &sample.ids[*at])).collect()
}

/// Whether the market is one of the sectors too, since somebody named it.
fn is_sector(asked: &Asked<'_, '_>, id: &str) -> bool {
    asked.cast.all(Role::Sectors).iter().any(|sector| sector.id == id)
}

pub(super) async fn against_rivals(
    asked: &Asked<'_, '_>,
    sample: &Sample,
    claimed: &str,
    lens: Lens,
) -> Result<TopSectorLens, Reason> {
    let stretch = asked.after_with_pauses(sample, lens, asked.market_in(sample)).await?;
    let reader = asked.reader(stretch.days.len())?;
    let sectors = sectors_in(asked, sample);
    let readings = read_all(asked, &reader, &stretch, &sectors).await?;
    pause().await;
    let place = sectors.iter().position(|at| sample.ids[*at] == claimed).ok_or(Reason::MissingRole)?;
    let own = &readings[place];
    let mut rivals = Vec::new();
    for (number, reading) in readings.iter().enumerate().filter(|(number, _)| *number != place) {
        let less = reader.difference(own, reading)?;
        rivals.push(Rival { id: sample.ids[sectors[number]].clone(), r: reading.estimate(), less, holm_p_less: 1.0 });
    }
    let less: Vec<f64> = rivals.iter().map(|rival| rival.less.p_less).collect();
    for (rival, p) in rivals.iter_mut().zip(holm(&less)) {
        rival.holm_p_less = p;
    }
    let greater: Vec<f64> = rivals.iter().map(|rival| rival.less.p_greater).collect();
    let (p_top, p_exceeded) =
        (intersection_union_p(&greater)?, rivals.iter().map(|rival| rival.holm_p_less).fold(1.0, f64::min));
    let closest =
        rivals.iter().reduce(|best, rival| if rival.r > best.r { rival } else { best }).ok_or(Reason::MissingRole)?;
    let level_used = if closest.less.difference >= 0.0 { LEVEL } else { among_rivals(rivals.len()) };
    let point_top = if closest.r > own.estimate() { closest.id.clone() } else { claimed.to_owned() };
    Ok(TopSectorLens {
        verdict: Verdict::by(p_top, p_exceeded),
        claimed: reader.level(own)?,
        p_top,
        p_exceeded,
        point_top,
        closest: closest.id.clone(),
        level_used,
        detectable: closest.less.detectable(level_used),
        // Of all pairs, which the comparison with other errors does not show.
        ranks: rank_intervals(&readings.iter().filter_map(Reading::sums).collect::<Vec<_>>()).await,
        rivals,
    })
}

/// The correlations of the asset with all sectors.
async fn read_all(
    asked: &Asked<'_, '_>,
    reader: &Reader,
    stretch: &Stretch,
    sectors: &[usize],
) -> Result<Vec<Reading>, Reason> {
    let (against, mut readings, mut pace) = (reader.against(&stretch.columns[0]), Vec::new(), Pace::default());
    // Ranks are sorted for each column anew.
    let dear = if matches!(asked.way.association, Association::Spearman | Association::Kendall) { 16 } else { 2 };
    for at in sectors {
        readings.push(against.read(&stretch.columns[*at])?);
        pace.after(dear * stretch.days.len()).await;
    }
    Ok(readings)
}

/// What each day adds to the lead over a rival, by the first lens.
pub(super) fn influence_on_the_lead(
    asked: &Asked<'_, '_>,
    sample: &Sample,
    claimed: &str,
    rival: &str,
) -> Result<Vec<(Date, f64)>, Reason> {
    let lens = *asked.way.judged_by().first().ok_or(Reason::MissingRole)?;
    let stretch = asked.after(sample, lens, asked.market_in(sample))?;
    let reader = asked.reader(stretch.days.len())?;
    let read = |id: &str| -> Result<Reading, Reason> {
        let at = sample.ids.iter().position(|other| other == id).ok_or(Reason::MissingRole)?;
        Ok(reader.read(&stretch.columns[0], &stretch.columns[at])?)
    };
    let (own, other) = (read(claimed)?, read(rival)?);
    Ok(stretch.days.iter().copied().zip(own.of.psi.iter().zip(&other.of.psi).map(|(a, b)| a - b)).collect())
}
