//! Who stands for the words of the claims: bitcoin, altcoins, small and large technology companies, the market.

use std::collections::BTreeSet;

use super::roster::{Member, Roster};
use super::settings::Settings;
use crate::catalog::{AssetClass, Size};
use crate::error::Error;

/// Symbols of funds and indices of a whole market, the best known first.
const MARKETS: [&str; 10] = ["SPY", "^GSPC", "VOO", "IVV", "VTI", "ITOT", "SCHB", "^RUA", "^RUI", "VT"];
/// Symbols that stand for technology where no fund of that sector is there.
const NEARLY_TECH: [&str; 3] = ["QQQ", "^NDX", "QQQM"];
/// Why a coin is no altcoin: the reference is another, and this is bitcoin all the same.
pub const IS_BITCOIN: &str = "it is bitcoin";
/// Words in the names of coins that only repeat another's price.
const REPEATS: [&str; 3] = ["Wrapped", "Staked", "Bridged"];

/// The series behind the words. What nobody stands for is none, or empty.
#[derive(Clone, Debug)]
pub struct Roles<'r> {
    /// Bitcoin: the reference.
    pub bitcoin: Option<&'r Member>,
    /// Other coins, by id.
    pub altcoins: Vec<&'r Member>,
    /// Coins that were passed over, and why.
    pub passed_over: Vec<(&'r Member, &'static str)>,
    /// Sectors to compare, by id.
    pub sectors: Vec<&'r Member>,
    /// Small technology companies.
    pub small_tech: Option<&'r Member>,
    /// The largest technology companies.
    pub large_tech: Option<&'r Member>,
    /// Technology as a whole.
    pub tech: Option<&'r Member>,
    /// The broad market.
    pub market: Option<&'r Member>,
    /// Who else could stand for these words.
    pub stand_ins: StandIns<'r>,
}

/// Others that could stand for a word, the best first, without who does.
#[derive(Clone, Debug, Default)]
pub struct StandIns<'r> {
    /// Small technology companies.
    pub small_tech: Vec<&'r Member>,
    /// The largest technology companies; technology as a whole too.
    pub large_tech: Vec<&'r Member>,
    /// The broad market.
    pub market: Vec<&'r Member>,
}

/// So many stand-ins, at most, for each word.
const MOST_STAND_INS: usize = 3;

impl<'r> Roles<'r> {
    /// What the settings say, else what the catalog proposes.
    ///
    /// # Errors
    ///
    /// `unknown-series` where the settings name one that is not there.
    pub fn new(roster: &'r Roster<'_>, settings: &Settings) -> Result<Roles<'r>, Error> {
        let said = |name: &Option<String>| name.as_deref().map(|name| roster.find(name)).transpose();
        let chosen = |name: &Option<String>, proposed: &dyn Fn() -> Option<&'r Member>| {
            Ok::<_, Error>(said(name)?.or_else(proposed))
        };
        let bitcoin = unless_missing(roster.reference(settings), "no-reference")?;
        let named = &settings.roles;
        let (altcoins, passed_over) = altcoins(roster, settings)?;
        let mut sectors = match bitcoin {
            Some(bitcoin) => unless_missing(roster.universe(settings, bitcoin), "no-sectors")?.unwrap_or_default(),
            None => Vec::new(),
        };
        sectors.sort_by(|a, b| a.id.cmp(&b.id));
        let small = technology(roster, bitcoin, &[Some(Size::Small)]);
        let large = large_tech(roster, bitcoin);
        let markets: Vec<&Member> = bitcoin.map_or_else(Vec::new, |bitcoin| markets(roster, bitcoin));
        let broad: Vec<&Member> = markets.into_iter().filter(|member| is_broad(member)).collect();
        let small_tech = chosen(&named.small_tech, &|| small.first().copied())?;
        let large_tech = chosen(&named.large_tech, &|| large.first().copied())?;
        let market = chosen(&named.market, &|| broad.first().copied())?;
        Ok(Roles {
            small_tech,
            large_tech,
            tech: chosen(&named.tech, &|| large.first().copied())?,
            market,
            stand_ins: StandIns {
                small_tech: without(small, small_tech),
                large_tech: without(large, large_tech),
                market: without(broad.into_iter().filter(|member| is_known_market(member)).collect(), market),
            },
            bitcoin,
            altcoins,
            passed_over,
            sectors,
        })
    }
}

/// None in place of the one error that means "there is none".
fn unless_missing<T>(result: Result<T, Error>, code: &str) -> Result<Option<T>, Error> {
    match result {
        Err(error) if error.code() == code => Ok(None),
        other => other.map(Some),
    }
}

/// Coins that are no altcoins, and why.
type PassedOver<'r> = Vec<(&'r Member, &'static str)>;

/// The altcoins by id, as the settings name them, else all coins but bitcoin, stablecoins and those that repeat another's
/// price; and which of these were passed over. A composite is none: it is made of altcoins.
///
/// # Errors
///
/// `unknown-series` where the settings name one that is not there.
pub fn altcoins<'r>(roster: &'r Roster<'_>, settings: &Settings) -> Result<(Vec<&'r Member>, PassedOver<'r>), Error> {
    let bitcoin = roster.bitcoin();
    let is_bitcoin = |member: &Member| bitcoin.is_some_and(|bitcoin| bitcoin.id == member.id);
    let named = match &settings.altcoins {
        Some(names) => Some(names.iter().map(|name| roster.find_imported(name)).collect::<Result<Vec<_>, _>>()?),
        None => None,
    };
    let (mut coins, mut passed_over) = (Vec::new(), Vec::new());
    let is_named = |member: &Member| named.iter().flatten().any(|named| named.id == member.id);
    for member in roster.shown().filter(|member| !is_bitcoin(member) && !is_named(member)) {
        match member.class {
            Some(AssetClass::Stablecoin) => passed_over.push((member, "it is pegged to a currency")),
            Some(AssetClass::Crypto) if member.symbol == "BTC" => passed_over.push((member, IS_BITCOIN)),
            Some(AssetClass::Crypto) if REPEATS.iter().any(|word| member.name.contains(word)) => {
                passed_over.push((member, "it repeats the price of another coin"));
            }
            Some(AssetClass::Crypto) if named.is_none() => coins.push(member),
            _ => {}
        }
    }
    let mut seen = BTreeSet::new();
    coins.extend(named.into_iter().flatten().filter(|member| !is_bitcoin(member) && seen.insert(&member.id)));
    coins.sort_by(|a, b| a.id.cmp(&b.id));
    passed_over.sort_by(|a, b| a.0.id.cmp(&b.0.id));
    Ok((coins, passed_over))
}

/// Equities but the reference.
fn equities<'r>(roster: &'r Roster<'_>, reference: Option<&Member>) -> impl Iterator<Item = &'r Member> {
    let reference = reference.map(|member| member.id.clone());
    roster
        .shown()
        .filter(move |member| member.class == Some(AssetClass::Equity) && Some(&member.id) != reference.as_ref())
}

/// By rank, then the longest first, then by id.
fn sorted<'r, K: Ord>(
    members: impl Iterator<Item = &'r Member>,
    rank: impl Fn(&Member) -> Option<K>,
) -> Vec<&'r Member> {
    let mut ranked: Vec<_> = members
        .filter_map(|member| Some((rank(member)?, std::cmp::Reverse(member.count), &member.id, member)))
        .collect();
    ranked.sort_by(|a, b| (&a.0, a.1, a.2).cmp(&(&b.0, b.1, b.2)));
    ranked.into_iter().map(|(.., member)| member).collect()
}

/// The stand-ins for who plays.
fn without<'r>(mut members: Vec<&'r Member>, player: Option<&Member>) -> Vec<&'r Member> {
    members.retain(|member| player.is_none_or(|player| player.id != member.id));
    members.truncate(MOST_STAND_INS);
    members
}

fn technology<'r>(roster: &'r Roster<'_>, reference: Option<&Member>, sizes: &[Option<Size>]) -> Vec<&'r Member> {
    sorted(equities(roster, reference), |member| {
        let size = sizes.iter().position(|size| *size == member.size)?;
        (member.sector.as_deref() == Some("Information Technology")).then_some(size)
    })
}

fn large_tech<'r>(roster: &'r Roster<'_>, reference: Option<&Member>) -> Vec<&'r Member> {
    let nearly =
        sorted(equities(roster, reference), |member| NEARLY_TECH.iter().position(|symbol| *symbol == member.symbol));
    technology(roster, reference, &[Some(Size::Large), Some(Size::Broad)]).into_iter().chain(nearly).collect()
}

/// Whether a series can stand for the whole market, if no better is there.
fn is_broad(member: &Member) -> bool {
    let large = matches!(member.size, Some(Size::Large | Size::Broad));
    is_known_market(member) || (member.sector.is_none() && large)
}

fn is_known_market(member: &Member) -> bool {
    MARKETS.contains(&member.symbol.as_str())
}

/// The broadest equity series: the best known market, else one without a sector, large before broad; the longest of equals.
pub fn market<'r>(roster: &'r Roster<'_>, reference: &Member) -> Option<&'r Member> {
    markets(roster, reference).first().copied()
}

/// All equity series, the broadest first.
fn markets<'r>(roster: &'r Roster<'_>, reference: &Member) -> Vec<&'r Member> {
    sorted(equities(roster, Some(reference)), |member| {
        let known = MARKETS.iter().position(|symbol| *symbol == member.symbol).unwrap_or(MARKETS.len());
        let size = match member.size {
            Some(Size::Large) => 0,
            Some(Size::Broad) => 1,
            _ => 2,
        };
        Some((known, member.sector.is_some(), size))
    })
}
