//! Is one sector the one that an asset, or the altcoins' index, moves with most?

use serde::Serialize;

use super::cast::Cast;
use super::claim::{Asked, Claim, Measuring};
use super::first_place::FirstPlace;
use super::measured::{ByLens, LensFinding, Measured, Quantity};
use super::own::Named;
use super::rivals::{Rival, TopSectorLens, against_rivals, influence_on_the_lead, sectors_in};
use super::sample::{Column, Sample};
use super::verdict::{Judgement, LEVEL, Reason, Verdict};
use super::way::CastVariant;
use super::words::{could_be_first, exceed, list, stands_for, the_note_spoke};
use super::{Evidence, enough_rivals};
use crate::date::Date;
use crate::number::{counted, difference, effect, p_is};
use crate::study::casting::Role;
use crate::study::composites::SURVIVORS;
use crate::study::roster::Member;
use crate::thresholds::DAYS_OF_A_RANKED_SERIES;
use sectorscope_ground::order::sort_by;
use sectorscope_stats::pause::{pause, without_pauses};

/// The claim that one sector is on top.
#[derive(Clone, Debug)]
pub struct TopSector {
    /// Whose top sector it is.
    asset: Role,
    /// The series of a claim of one's own.
    named: Option<Named>,
}

impl TopSector {
    /// Of bitcoin.
    pub const BITCOIN: TopSector = TopSector { asset: Role::Bitcoin, named: None };
    /// Of the altcoins' index.
    pub const ALTCOINS: TopSector = TopSector { asset: Role::Altcoins, named: None };

    /// Of a claim of one's own.
    pub fn own(named: Named) -> TopSector {
        TopSector { asset: Role::Asset, named: Some(named) }
    }

    fn claimed(&self) -> Role {
        if self.named.is_some() { Role::With } else { Role::SmallTech }
    }
}

/// What the verdict rests on.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TopSectorEvidence {
    /// Id of the claimed sector.
    pub claimed: String,
    /// Id of the sector with the highest correlation of the first lens.
    pub point_top: String,
    /// Id of the rival with the highest.
    pub closest_rival: String,
    /// Sectors that are compared, the claimed one among them.
    pub sectors: usize,
    /// Which sectors could be first.
    pub first_place: FirstPlace,
    /// The tests.
    pub lenses: ByLens<TopSectorLens>,
    /// Each altcoin alone: an index can move as none of its coins does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub by_coin: Vec<CoinAlone>,
}

/// One altcoin's own top sector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CoinAlone {
    /// Id of the coin.
    pub id: String,
    /// Returns.
    pub n: usize,
    /// Id of the sector with the highest correlation.
    pub point_top: String,
    /// Those that could be first.
    pub could_be_first: Vec<String>,
}

impl Claim for TopSector {
    fn id(&self) -> String {
        match (&self.named, self.asset) {
            (Some(named), _) => named.id.clone(),
            (None, Role::Altcoins) => "top-sector-altcoins".to_owned(),
            (None, _) => "top-sector-bitcoin".to_owned(),
        }
    }

    fn question(&self, cast: &Cast<'_>) -> String {
        match (&self.named, self.asset) {
            (Some(named), _) => {
                let among =
                    if named.among.is_empty() { String::new() } else { format!(" among {}", list(&named.among)) };
                format!("Is {} the one {} moves with most{among}?", cast.name(Role::With), cast.name(Role::Asset))
            }
            (None, Role::Altcoins) => "Is small-cap tech the sector altcoins move with most?".to_owned(),
            (None, _) => format!("Is small-cap tech the sector {} moves with most?", stands_for(cast, Role::Bitcoin)),
        }
    }

    fn rule(&self) -> &'static str {
        "Supported where the claimed sector's correlation exceeds every other's beyond chance (the largest one-sided p is at most \
         0.05), contradicted where some other exceeds it (smallest p after Holm), by raw returns and by returns in units of their \
         volatility alike; otherwise inconclusive."
    }

    fn roles(&self) -> &'static [Role] {
        match self.asset {
            Role::Altcoins => &[Role::Altcoins, Role::SmallTech, Role::Sectors],
            Role::Bitcoin => &[Role::Bitcoin, Role::SmallTech, Role::Sectors],
            _ => &[Role::Asset, Role::With, Role::Sectors],
        }
    }

    fn optional_roles(&self) -> &'static [Role] {
        &[Role::Market]
    }

    fn named(&self, role: Role) -> Option<&[String]> {
        self.named.as_ref()?.of(role)
    }

    fn since(&self) -> Option<Date> {
        self.named.as_ref()?.since
    }

    fn columns<'r>(&self, asked: &Asked<'_, 'r>) -> Result<Vec<Column<'r>>, Reason> {
        let asset = match self.asset {
            Role::Altcoins => asked.index()?,
            role => asked.columns_of(role)?.remove(0),
        };
        self.columns_with(asked, asset)
    }

    fn measure(&self, asked: &Asked<'_, '_>, sample: &Sample) -> Result<Measured, Reason> {
        without_pauses(self.measured(asked, sample))
    }

    fn measure_with_pauses<'a>(&'a self, asked: &'a Asked<'_, '_>, sample: &'a Sample) -> Measuring<'a> {
        Box::pin(self.measured(asked, sample))
    }
}

impl TopSector {
    async fn measured(&self, asked: &Asked<'_, '_>, sample: &Sample) -> Result<Measured, Reason> {
        let claimed = asked.cast.one(self.claimed()).ok_or(Reason::MissingRole)?.id.clone();
        let ask = async |lens| against_rivals(asked, sample, &claimed, lens).await;
        let lenses = ByLens::ask_with_pauses(asked.way, ask).await?;
        let first = lenses.first()?;
        let judgements: Vec<Judgement> = lenses.each().map(|(_, lens)| Judgement::plain(lens.verdict)).collect();
        let judgement = Judgement::agreed(&judgements);
        let ids: Vec<String> = sectors_in(asked, sample).into_iter().map(|at| sample.ids[at].clone()).collect();
        let ranks = |of: &Option<TopSectorLens>| of.as_ref().map(|lens| lens.ranks.clone());
        let (raw, devolatilised) = (ranks(&lenses.raw), ranks(&lenses.devolatilised));
        let first_place = FirstPlace::new(&ids, raw.as_deref(), devolatilised.as_deref());
        let own_way = asked.way.cast == CastVariant::Own
            && asked.way == &super::Way { basis: asked.way.basis, ..super::Way::default() };
        let by_coin =
            if self.asset == Role::Altcoins && own_way { self.coins_alone(asked, &claimed).await } else { Vec::new() };
        // The rival that is closest by the first lens, whichever kind of returns is looked at.
        let closest = first.closest.clone();
        let against = |lens: &TopSectorLens| lens.rivals.iter().find(|rival| rival.id == closest).cloned();
        let rival = against(first).ok_or(Reason::MissingRole)?;
        let asset = if self.asset == Role::Altcoins { "the altcoins' index" } else { asked.cast.name(self.asset) };
        let quantity = format!("correlation of {asset} with {claimed} less that with {closest}, its closest rival");
        let lead = |lens: &TopSectorLens| lens.closest_rival().map(|rival| rival.less);
        let sentence = self.sentence(asked, sample, &lenses, judgement, &rival, &first_place);
        let caveats = self.caveats(asked, &lenses, &by_coin, &claimed);
        Ok(Measured {
            judgement,
            headline: Some(Quantity::difference(quantity, &rival.less, rival.less.p_greater)),
            beside: vec![Quantity::level(format!("correlation of {asset} with {claimed}"), &first.claimed)],
            lenses: lenses
                .each()
                .filter_map(|(name, lens)| {
                    let less = against(lens)?.less;
                    Some((name, LensFinding::difference(lens.verdict, &less, less.p_greater)))
                })
                .collect(),
            p_for_and_against: Some((lenses.largest(|lens| lens.p_top), lenses.largest(|lens| lens.p_exceeded))),
            detectable: Some(lenses.largest(|lens| lens.detectable)),
            more_returns: super::more_returns(&lenses, |lens| {
                lead(lens).map(|lead| (lead, lens.level_used)).into_iter().collect()
            }),
            influence: influence_on_the_lead(asked, sample, &claimed, &closest)?,
            sentence,
            caveats,
            evidence: Evidence::TopSector(Box::new(TopSectorEvidence {
                point_top: first.point_top.clone(),
                sectors: ids.len(),
                claimed,
                closest_rival: closest,
                first_place,
                lenses,
                by_coin,
            })),
        })
    }

    /// The asset, the market if there is one, and the sectors that share enough days with the asset.
    fn columns_with<'r>(&self, asked: &Asked<'_, 'r>, asset: Column<'r>) -> Result<Vec<Column<'r>>, Reason> {
        let claimed = asked.cast.one(self.claimed()).ok_or(Reason::MissingRole)?;
        let mut sectors: Vec<&Member> = asked.cast.all(Role::Sectors).to_vec();
        if sectors.iter().all(|sector| sector.id != claimed.id) {
            sectors.push(claimed);
            sort_by(&mut sectors, |a, b| a.id.cmp(&b.id));
        }
        let near = |sector: &&Member| {
            sector.id == claimed.id
                || (sector.id != asset.id
                    && asked.sampler.shared_days(&asset, &asked.column(sector)) >= DAYS_OF_A_RANKED_SERIES)
        };
        let sectors: Vec<Column<'r>> = sectors.into_iter().filter(near).map(|sector| asked.column(sector)).collect();
        if sectors.len() < 2 {
            return Err(Reason::MissingRole);
        }
        let market = asked.cast.one(Role::Market).map(|market| asked.column(market));
        Ok(std::iter::once(asset).chain(market).chain(sectors).collect())
    }

    /// The same question for each altcoin by itself, on its own days.
    async fn coins_alone(&self, asked: &Asked<'_, '_>, claimed: &str) -> Vec<CoinAlone> {
        let alone = async |coin: &Member| {
            let sample = asked.sampler.sample(self.columns_with(asked, asked.column(coin)).ok()?).await;
            let ask = async |lens| against_rivals(asked, &sample, claimed, lens).await;
            let lenses = ByLens::ask_with_pauses(asked.way, ask).await.ok()?;
            let ids: Vec<String> = sectors_in(asked, &sample).into_iter().map(|at| sample.ids[at].clone()).collect();
            let ranks = |of: &Option<TopSectorLens>| of.as_ref().map(|lens| lens.ranks.clone());
            let (raw, devolatilised) = (ranks(&lenses.raw), ranks(&lenses.devolatilised));
            let first = lenses.first().ok()?;
            Some(CoinAlone {
                id: coin.id.clone(),
                n: first.claimed.n,
                point_top: first.point_top.clone(),
                could_be_first: FirstPlace::new(&ids, raw.as_deref(), devolatilised.as_deref()).could_be_first,
            })
        };
        let mut found = Vec::new();
        for coin in asked.cast.all(Role::Altcoins) {
            found.extend(alone(coin).await);
            pause().await;
        }
        found
    }

    fn sentence(
        &self,
        asked: &Asked<'_, '_>,
        sample: &Sample,
        lenses: &ByLens<TopSectorLens>,
        judgement: Judgement,
        rival: &Rival,
        first_place: &FirstPlace,
    ) -> String {
        let Ok(first) = lenses.first() else { return String::new() };
        let claimed = asked.cast.name(self.claimed());
        let subject = match self.asset {
            Role::Altcoins => {
                format!(
                    "An equal-weight index of {} moves",
                    counted(asked.cast.all(Role::Altcoins).len() as u64, "altcoin")
                )
            }
            role => format!("{} moves", asked.cast.name(role)),
        };
        let others = |keep: &dyn Fn(&Rival) -> bool| -> Vec<&str> {
            first.rivals.iter().filter(|rival| keep(rival)).map(|rival| rival.id.as_str()).collect()
        };
        let ending = match (judgement.verdict, judgement.reason) {
            (Verdict::Supported, _) => {
                format!(
                    "Supported: it exceeds all {} others beyond chance ({}).",
                    first.rivals.len(),
                    p_is(first.p_top)
                )
            }
            (Verdict::Contradicted, _) => {
                let exceeding = others(&|rival| rival.holm_p_less <= LEVEL);
                format!("Contradicted: {} beyond chance ({}).", exceed(&exceeding), p_is(first.p_exceeded))
            }
            (_, Some(Reason::VolatilityWeighting)) => {
                super::words::split(&super::verdicts(lenses.each().map(|(lens, of)| (lens, of.verdict))))
            }
            _ => format!(
                "Inconclusive: {claimed} cannot be distinguished from {}; {}.",
                list(&others(&|rival| rival.less.p_greater > LEVEL)),
                could_be_first(first_place.could_be_first.len(), first_place.ranks.len())
            ),
        };
        let [low, high] = rival.less.interval_90;
        format!(
            "{subject} with {claimed} at {}, {} against {}, the closest of {} (90 % interval of the difference {} to {}; {}). {ending}",
            effect(first.claimed.r),
            difference(rival.less.difference),
            rival.id,
            counted(first.rivals.len() as u64, "other sector"),
            effect(low),
            effect(high),
            asked.sample_words(sample),
        )
    }

    fn caveats(
        &self,
        asked: &Asked<'_, '_>,
        lenses: &ByLens<TopSectorLens>,
        by_coin: &[CoinAlone],
        claimed: &str,
    ) -> Vec<String> {
        let mut caveats = Vec::new();
        if !by_coin.is_empty() {
            let names = |keep: &dyn Fn(&&CoinAlone) -> bool| -> Vec<&str> {
                by_coin.iter().filter(keep).map(|coin| coin.id.as_str()).collect()
            };
            let first = names(&|coin| coin.point_top == claimed);
            let possible = names(&|coin| coin.could_be_first.iter().any(|id| id == claimed));
            let which = if first.is_empty() { String::new() } else { format!(" ({})", list(&first)) };
            caveats.push(format!(
                "Each alone, {} of {} {} most with {claimed}{which}; it could be first for {}.",
                first.len(),
                counted(by_coin.len() as u64, "altcoin"),
                if first.len() == 1 { "moves" } else { "move" },
                possible.len()
            ));
        }
        if let Ok(first) = lenses.first() {
            caveats.extend(enough_rivals(first.rivals.len()));
        }
        if self.named.is_none() {
            caveats.extend(asked.cast.one(Role::SmallTech).map(the_note_spoke));
        }
        if self.asset == Role::Altcoins {
            caveats.push(SURVIVORS.to_owned());
        }
        caveats
    }
}
