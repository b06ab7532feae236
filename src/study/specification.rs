//! The specification curve: the same claims under every reasonable combination of settings, to see whether an answer hangs on
//! one choice. Source: Simonsohn, Simmons & Nelson 2020, Nature Human Behaviour 4:1208.

use serde::Serialize;

use super::claims::LEVEL;
use super::composites::Averaging;
use super::method_word::MethodWord;
use super::ranking::FEWEST_SHARED_DAYS;
use super::roles::{Roles, StandIns};
use super::roster::{Member, Roster};
use super::settings::Settings;
use crate::date::Date;
use crate::error::Error;
use crate::panel::{AlignPolicy, Panel, PriceView, shared_dates};
use crate::returns::{Frequency, ReturnKind};
use crate::series::range_between;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::influence::{Influence, mean_influence};
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::inference::correlation_interval::interval_of_influence;
use sectorscope_stats::inference::fisher::fisher_z;
use sectorscope_stats::inference::hac::default_lags;
use sectorscope_stats::inference::multiple::{holm, intersection_union_p};
use sectorscope_stats::inference::paired::paired_difference;
use sectorscope_stats::special::normal::{normal_cdf, normal_sf};
use sectorscope_stats::volatility::devolatilise::devolatilise;

/// Fewest returns of a setting that counts.
const FEWEST_RETURNS: usize = 60;

/// One combination of settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Specification {
    /// Period of a return.
    pub frequency: Frequency,
    /// Kind of return.
    pub returns: ReturnKind,
    /// Measure of association.
    #[serde(with = "MethodWord")]
    pub method: Method,
    /// How calendars come together.
    pub align: AlignPolicy,
    /// First day whose price counts.
    pub from: Date,
    /// Last day whose price counts; none for the last there is.
    pub to: Option<Date>,
    /// Whether returns are in units of their expected volatility.
    pub devolatilised: bool,
    /// Whether the next best series stand for the claims' words, where there are others; see [`StandIns`].
    pub stand_ins: bool,
}

/// What one combination says of one claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpecificationRow {
    /// The claim's id.
    pub claim: &'static str,
    /// The combination's number.
    pub specification: usize,
    /// The number that the claim turns on; none where it does not exist.
    pub effect: Option<f64>,
    /// p-value of the claim.
    pub p_for: Option<f64>,
    /// p-value of its opposite.
    pub p_against: Option<f64>,
    /// Returns.
    pub n: usize,
    /// Why there is no number, as a code.
    pub undefined: Option<&'static str>,
}

impl SpecificationRow {
    /// Whether this combination alone would support the claim at 5 %.
    pub fn supports(&self) -> bool {
        self.p_for.is_some_and(|p| p <= LEVEL)
    }

    /// Whether it would contradict it.
    pub fn contradicts(&self) -> bool {
        self.p_against.is_some_and(|p| p <= LEVEL)
    }
}

/// All combinations, in a fixed order: 576, and as many with stand-ins where there are any.
///
/// # Errors
///
/// `unknown-series` where the settings name one that is not there.
pub fn specifications(roster: &Roster<'_>, settings: &Settings) -> Result<Vec<Specification>, Error> {
    let StandIns { small_tech, large_tech, market } = Roles::new(roster, settings)?.stand_ins;
    let others = [small_tech, large_tech, market].iter().any(|members| !members.is_empty());
    let casts: &[bool] = if others { &[false, true] } else { &[false] };
    Ok(casts.iter().flat_map(|&stand_ins| combinations(settings, stand_ins)).collect())
}

fn combinations(settings: &Settings, stand_ins: bool) -> Vec<Specification> {
    let year = |year: i32| Date::from_ymd(year, 1, 1).unwrap_or(settings.pandemic);
    let after_crash = Date::from_ymd(2020, 4, 1).unwrap_or(settings.pandemic);
    let before_note = Date::from_days(settings.note.days() - 1);
    let mut all = Vec::new();
    for frequency in [Frequency::Daily, Frequency::Weekly] {
        for returns in [ReturnKind::Log, ReturnKind::Simple] {
            for method in [Method::Pearson, Method::Spearman, Method::Kendall] {
                for align in [AlignPolicy::Shared, AlignPolicy::ReturnsFirst, AlignPolicy::ForwardFill] {
                    for from in [settings.pandemic, after_crash, year(2021), year(2022)] {
                        for to in [None, Some(before_note)] {
                            for devolatilised in [false, true] {
                                all.push(Specification {
                                    frequency,
                                    returns,
                                    method,
                                    align,
                                    from,
                                    to,
                                    devolatilised,
                                    stand_ins,
                                });
                            }
                        }
                    }
                }
            }
        }
    }
    all
}

/// What the combinations with these numbers say of the claims about comparisons and levels.
///
/// # Errors
///
/// `unknown-series` where the settings name one that is not there.
pub fn rows(
    roster: &Roster<'_>,
    settings: &Settings,
    numbers: std::ops::Range<usize>,
) -> Result<Vec<SpecificationRow>, Error> {
    let roles = Roles::new(roster, settings)?;
    let all = specifications(roster, settings)?;
    // Each combination has a first and last day of its own.
    let whole = Settings { from: None, ..settings.clone() };
    let settings = &whole;
    let numbered = all.iter().enumerate().skip(numbers.start).take(numbers.len());
    Ok(numbered
        .flat_map(|(number, specification)| Trial { roster, settings, roles: &roles, specification }.rows(number))
        .collect())
}

/// Effect, p-value for the claim, p-value against it.
type Answer = Result<(f64, f64, f64), Undefined>;

struct Trial<'r> {
    roster: &'r Roster<'r>,
    settings: &'r Settings,
    roles: &'r Roles<'r>,
    specification: &'r Specification,
}

impl Trial<'_> {
    fn rows(&self, number: usize) -> Vec<SpecificationRow> {
        let Some(bitcoin) = self.roles.bitcoin else { return Vec::new() };
        let stand_ins = &self.roles.stand_ins;
        let small_tech = self.cast(self.roles.small_tech, &stand_ins.small_tech);
        let large_tech = self.cast(self.roles.large_tech, &stand_ins.large_tech);
        let market = self.cast(self.roles.market, &stand_ins.market);
        let mut rows = Vec::new();
        let mut add = |claim, members: Vec<&Member>, answer: fn(&[Influence]) -> Answer| {
            let columns = self.columns(&members);
            let n = columns.first().map_or(0, Vec::len);
            let found = self.influences(&columns).and_then(|influences| answer(&influences));
            rows.push(SpecificationRow {
                claim,
                specification: number,
                effect: found.ok().map(|(effect, ..)| effect),
                p_for: found.ok().map(|(_, p, _)| p),
                p_against: found.ok().map(|(.., p)| p),
                n,
                undefined: found.err().map(Undefined::code),
            });
        };
        // With stand-ins, a claim none of whose words has one would only be asked twice.
        let anew = |others: &[&Member]| !self.specification.stand_ins || !others.is_empty();
        if let Some(small) = small_tech {
            let rivals: Vec<&Member> = self.rivals(bitcoin, small);
            if !rivals.is_empty() && anew(&stand_ins.small_tech) {
                let among = |asset| [asset, small].into_iter().chain(rivals.iter().copied()).collect();
                add("top-sector-bitcoin", among(bitcoin), top);
                if let Some(index) = self.roster.composites().by(Averaging::Equal) {
                    add("top-sector-altcoins", among(index), top);
                }
            }
            if !self.roles.altcoins.is_empty() && anew(&stand_ins.small_tech) {
                let coins = self.roles.altcoins.iter().copied();
                let members = [small].into_iter().chain(coins).chain([bitcoin]).collect();
                add("altcoins-lower", members, lower);
            }
            if let Some(large) = large_tech
                && (anew(&stand_ins.small_tech) || anew(&stand_ins.large_tech))
            {
                add("small-over-large-tech", vec![bitcoin, small, large], first_over_last);
            }
        }
        if let Some(market) = market
            && anew(&stand_ins.market)
        {
            add("positive-since-pandemic", vec![bitcoin, market], level);
        }
        rows
    }

    /// Who stands for a word in this combination: the same as ever where nobody else can.
    fn cast<'m>(&self, player: Option<&'m Member>, others: &[&'m Member]) -> Option<&'m Member> {
        let player = player?;
        Some(others.first().copied().filter(|_| self.specification.stand_ins).unwrap_or(player))
    }

    /// The other sectors that share enough days with bitcoin.
    fn rivals(&self, bitcoin: &Member, small: &Member) -> Vec<&Member> {
        let enough =
            |sector: &&&Member| shared_dates(&[self.prices(bitcoin), self.prices(sector)]).len() >= FEWEST_SHARED_DAYS;
        let others = self.roles.sectors.iter().filter(|sector| sector.id != small.id && sector.id != bitcoin.id);
        others.filter(enough).copied().collect()
    }

    fn prices(&self, member: &Member) -> PriceView<'_> {
        let view = self.roster.prices(member, self.settings);
        let rows = range_between(view.dates, Some(self.specification.from), self.specification.to);
        PriceView { dates: view.dates.get(rows.clone()).unwrap_or(&[]), prices: view.prices.get(rows).unwrap_or(&[]) }
    }

    fn columns(&self, members: &[&Member]) -> Vec<Vec<f64>> {
        let views: Vec<PriceView<'_>> = members.iter().map(|member| self.prices(member)).collect();
        let Specification { align, frequency, returns, .. } = *self.specification;
        Panel::new(&views, align, frequency, returns).columns
    }

    /// Influences of the correlations of the first column with each other one.
    fn influences(&self, columns: &[Vec<f64>]) -> Result<Vec<Influence>, Undefined> {
        let devolatilised: Vec<Vec<f64>>;
        let columns = if self.specification.devolatilised {
            devolatilised = columns.iter().map(|column| devolatilise(column)).collect::<Result<_, _>>()?;
            &devolatilised
        } else {
            columns
        };
        let (first, others) = columns.split_first().ok_or(Undefined::NoOverlap)?;
        if first.len() < FEWEST_RETURNS {
            return Err(Undefined::InsufficientN);
        }
        others.iter().map(|other| influence(self.specification.method, first, other)).collect()
    }
}

/// The first correlation against the closest of the others.
fn top(all: &[Influence]) -> Answer {
    let Some((claimed, rivals)) = all.split_first() else { return Err(Undefined::NoOverlap) };
    let lags = default_lags(claimed.psi.len());
    let tests = rivals
        .iter()
        .map(|rival| paired_difference(claimed, rival, lags, 1.0 - LEVEL))
        .collect::<Result<Vec<_>, _>>()?;
    let closest = tests.iter().map(|test| test.difference).fold(f64::INFINITY, f64::min);
    let greater: Vec<f64> = tests.iter().map(|test| test.p_greater).collect();
    let less: Vec<f64> = tests.iter().map(|test| test.p_less).collect();
    Ok((closest, intersection_union_p(&greater)?, holm(&less).into_iter().fold(1.0, f64::min)))
}

/// The mean of all correlations but the last against the last; the claim is that it is lower.
fn lower(all: &[Influence]) -> Answer {
    let Some((bitcoin, coins)) = all.split_last() else { return Err(Undefined::NoOverlap) };
    let test = paired_difference(&mean_influence(coins)?, bitcoin, default_lags(bitcoin.psi.len()), 1.0 - LEVEL)?;
    Ok((test.difference, test.p_less, test.p_greater))
}

fn first_over_last(all: &[Influence]) -> Answer {
    let [one, other] = all else { return Err(Undefined::NoOverlap) };
    let test = paired_difference(one, other, default_lags(one.psi.len()), 1.0 - LEVEL)?;
    Ok((test.difference, test.p_greater, test.p_less))
}

fn level(all: &[Influence]) -> Answer {
    let [only] = all else { return Err(Undefined::NoOverlap) };
    let found = interval_of_influence(only, default_lags(only.psi.len()), 1.0 - LEVEL)?;
    let z = fisher_z(found.r) / found.se_z;
    Ok((found.r, normal_sf(z), normal_cdf(z)))
}
