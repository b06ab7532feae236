//! What every claim needs: the cast, the days its series share, and what to say where no verdict can rest on them.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::words::{list, more_days};
use super::{Finding, MissingRole};
use crate::date::Date;
use crate::diagnostic::counted;
use crate::error::Error;
use crate::panel::{DayLedger, PriceView, shared_dates, shared_prices};
use crate::series::{PriceSeries, range_between};
use crate::study::claims::{
    Carried, ClaimDates, ClaimPrices, ClaimTests, FEWEST_RETURNS, Question, Reason, Robustness, Verdict,
};
use crate::study::composites::{Averaging, SURVIVORS, Warning, doubtful};
use crate::study::costliest::Costliest;
use crate::study::ranking::{Depth, FEWEST_SHARED_DAYS};
use crate::study::roles::Roles;
use crate::study::roster::{Member, Roster};
use crate::study::settings::Settings;
use crate::study::standing::Draws;
use sectorscope_stats::Undefined;

/// An answer rests on few days where one return in so many carries it.
const FEW: usize = 100;

/// A word of the claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Bitcoin,
    Altcoins,
    SmallTech,
    LargeTech,
    Tech,
    Market,
    Sectors,
}

impl Role {
    /// Name of the setting.
    fn key(self) -> &'static str {
        match self {
            Role::Bitcoin => "reference",
            Role::Altcoins => "altcoins",
            Role::SmallTech => "small_tech",
            Role::LargeTech => "large_tech",
            Role::Tech => "tech",
            Role::Market => "market",
            Role::Sectors => "universe",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Role::Bitcoin => "bitcoin",
            Role::Altcoins => "altcoins",
            Role::SmallTech => "small-cap tech",
            Role::LargeTech => "the largest tech companies",
            Role::Tech => "tech",
            Role::Market => "the broad market",
            Role::Sectors => "the other sectors",
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Role::Bitcoin => "add bitcoin's prices, or mark one of your series as crypto",
            Role::Altcoins => "add coins other than bitcoin (ETH or SOL, for instance)",
            Role::SmallTech => "add a small-cap tech series (PSCT, for instance), or mark one of yours",
            Role::LargeTech => "add a series of the largest tech companies (XLK, for instance), or mark one of yours",
            Role::Tech => "add a tech series (XLK, for instance), or mark one of yours",
            Role::Market => "add a broad market series (SPY, for instance), or mark one of yours",
            Role::Sectors => "add at least one more equity sector (XLF or XLE, for instance)",
        }
    }
}

/// Who is in the calendar of a claim.
#[derive(Clone)]
pub(super) struct Columns<'r> {
    pub bitcoin: &'r Member,
    pub altcoins: Vec<&'r Member>,
    /// Each once.
    pub sectors: Vec<&'r Member>,
    pub small_tech: Option<&'r Member>,
    pub large_tech: Option<&'r Member>,
    pub tech: Option<&'r Member>,
    pub market: Option<&'r Member>,
}

/// A claim's tests, what its calendar cost, and the altcoins on its days.
pub(super) struct Case {
    pub tests: ClaimTests,
    pub costliest: Option<Costliest>,
    pub days: Vec<Date>,
    pub altcoins: Vec<Vec<f64>>,
}

/// What every claim needs.
pub(super) struct Hearing<'r> {
    pub roster: &'r Roster<'r>,
    settings: Settings,
    pub roles: Roles<'r>,
    pub dates: ClaimDates,
    pub draws: Draws,
    pub depth: Depth,
    /// What is doubtful about the altcoins, once it was asked for.
    warnings: OnceCell<Vec<Warning>>,
}

impl<'r> Hearing<'r> {
    pub(super) fn new(roster: &'r Roster<'r>, settings: &Settings, depth: Depth) -> Result<Hearing<'r>, Error> {
        // What came before the pandemic is held against what came after: a first day before it would only take that away.
        let from = settings.from.filter(|from| *from > settings.pandemic);
        Ok(Hearing {
            roster,
            settings: Settings { from, ..settings.clone() },
            roles: Roles::new(roster, settings)?,
            dates: ClaimDates { pandemic: settings.pandemic, note: settings.note },
            draws: Draws { seed: settings.seed, replicates: settings.replicates },
            depth,
            warnings: OnceCell::new(),
        })
    }

    /// Who plays a role.
    pub(super) fn players(&self, role: Role) -> Vec<&'r Member> {
        match role {
            Role::Bitcoin => self.roles.bitcoin.into_iter().collect(),
            Role::Altcoins => self.roles.altcoins.clone(),
            Role::SmallTech => self.roles.small_tech.into_iter().collect(),
            Role::LargeTech => self.roles.large_tech.into_iter().collect(),
            Role::Tech => self.roles.tech.into_iter().collect(),
            Role::Market => self.roles.market.into_iter().collect(),
            Role::Sectors => self.roles.sectors.clone(),
        }
    }

    /// Notes who plays the roles of a claim; where one is not played, says so and what to do, and that the claim is not testable.
    pub(super) fn cast(&self, finding: &mut Finding, roles: &[Role]) -> bool {
        for &role in roles {
            let ids: Vec<String> = self.players(role).iter().map(|member| member.id.clone()).collect();
            if ids.is_empty() {
                finding
                    .missing
                    .push(MissingRole { role: role.key(), message: format!("To test this, {}.", role.advice()) });
            } else {
                finding.roles.insert(role.key(), ids);
            }
        }
        if finding.missing.is_empty() {
            return true;
        }
        let absent: Vec<Role> = roles.iter().copied().filter(|&role| self.players(role).is_empty()).collect();
        let words: Vec<&str> = absent.iter().map(|role| role.words()).collect();
        let advice: Vec<&str> = absent.iter().map(|role| role.advice()).collect();
        finding.judged(Verdict::NotTestable, Some(Reason::MissingSeries("")));
        finding.sentence =
            format!("Not testable: no series here stands for {}. To test this, {}.", list(&words), advice.join("; "));
        false
    }

    /// Prices of a member under the settings.
    pub(super) fn prices(&self, member: &Member) -> PriceView<'_> {
        self.roster.prices(member, &self.settings)
    }

    /// Sectors that share enough days with an asset to be compared, and those that do not.
    pub(super) fn comparable(&self, asset: &Member, sectors: &[&'r Member]) -> (Vec<&'r Member>, Vec<&'r Member>) {
        sectors
            .iter()
            .filter(|sector| sector.id != asset.id)
            .partition(|sector| shared_dates(&[self.prices(asset), self.prices(sector)]).len() >= FEWEST_SHARED_DAYS)
    }

    /// The tests on the days that all of a claim's series share.
    pub(super) fn case(&self, columns: &Columns<'_>, dates: ClaimDates) -> Case {
        let members: Vec<&Member> = [columns.bitcoin]
            .into_iter()
            .chain(columns.market)
            .chain(columns.altcoins.iter().copied())
            .chain(columns.sectors.iter().copied())
            .collect();
        let views: Vec<PriceView<'_>> = members.iter().map(|member| self.prices(member)).collect();
        let (days, prices_of) = shared_prices(&views);
        let mut rest = prices_of.iter().map(Vec::as_slice);
        let mut take = |count: usize| rest.by_ref().take(count).collect::<Vec<&[f64]>>();
        let (bitcoin, market) = (take(1), take(usize::from(columns.market.is_some())));
        let (altcoins, sectors) = (take(columns.altcoins.len()), take(columns.sectors.len()));
        let number = |role: Option<&Member>| role.and_then(|role| columns.sectors.iter().position(|s| s.id == role.id));
        let prices = ClaimPrices {
            dates: &days,
            bitcoin: bitcoin.first().copied().unwrap_or(&[]),
            altcoins,
            sectors,
            small_tech: number(columns.small_tech),
            large_tech: number(columns.large_tech),
            tech: number(columns.tech),
            market: market.first().copied(),
        };
        let tests = ClaimTests::new(&prices, dates);
        let costliest = costliest(&members, &views, dates.pandemic);
        let first = 1 + usize::from(columns.market.is_some());
        let altcoins = prices_of.into_iter().skip(first).take(columns.altcoins.len()).collect();
        Case { tests, costliest, days, altcoins }
    }

    /// The question of the altcoins' top sector with other weights, and with their first component.
    fn otherwise_averaged(&self, case: &Case) -> Vec<Robustness> {
        let views: Vec<PriceView<'_>> =
            case.altcoins.iter().map(|prices| PriceView { dates: &case.days, prices }).collect();
        let caps: Vec<Option<PriceSeries>> =
            self.roles.altcoins.iter().map(|coin| self.roster.market_caps(coin)).collect();
        let possible = |averaging: &Averaging| match averaging {
            Averaging::Equal => false,
            Averaging::MarketCaps => caps.iter().any(Option::is_some),
            Averaging::InverseVolatility | Averaging::FirstComponent => true,
        };
        let others = Averaging::ALL.into_iter().filter(possible);
        let ask = |averaging: Averaging| {
            let levels = averaging.levels(&views, &caps);
            let levels = levels.as_ref().map(PriceSeries::prices).map_err(|why| *why);
            case.tests.altcoins_top_averaged(averaging, levels, self.draws).ok()
        };
        others.filter_map(ask).collect()
    }

    /// Asks a claim's question in every other way: other measures and periods, and on how few days the answer rests.
    pub(super) fn cross_examine(&self, finding: &mut Finding, case: &Case, question: Question) {
        if self.depth != Depth::Standing {
            return;
        }
        let mut ways = case.tests.robustness(question, self.draws).unwrap_or_default();
        if question == Question::AltcoinsTop {
            ways.extend(self.otherwise_averaged(case));
        }
        finding.take_robustness(ways);
        finding.carried = case.tests.carried(question).ok();
        if let Some(Carried { days, to_doubt: Some(few), n, .. }) = &finding.carried
            && few * FEW <= *n
        {
            let named: Vec<String> = days.iter().take(*few).map(|day| day.day.to_string()).collect();
            finding.caveats.push(format!(
                "It rests on few days: without {} of {} ({}{}) it is no longer beyond chance.",
                few,
                counted(*n as u64, "return"),
                list(&named),
                if named.len() < *few { " first" } else { "" }
            ));
        }
    }

    /// Notes the returns behind a finding.
    pub(super) fn measure(&self, finding: &mut Finding, case: &Case) {
        finding.n = case.tests.n_after;
        (finding.first, finding.last) = case.tests.days_after.unzip();
    }

    /// Says why tests could not be made.
    pub(super) fn without_evidence(&self, finding: &mut Finding, case: &Case, reason: Reason) {
        let bitcoin = self.roles.bitcoin.map_or("bitcoin", |member| member.id.as_str());
        finding.sentence = match reason {
            Reason::LabelShift => {
                let days = case.tests.label_shift.unwrap_or(0);
                format!(
                    "Withheld: the days of {bitcoin} seem to be labelled wrongly by {}. Shift them first.",
                    if days.abs() == 1 { "one day".to_owned() } else { format!("{} days", days.abs()) }
                )
            }
            Reason::InsufficientData => format!(
                "Inconclusive: the series share {} daily returns since {}; a verdict takes at least {FEWEST_RETURNS}.",
                case.tests.n_after, self.dates.pandemic
            ),
            Reason::MissingSeries(what) => format!("Not testable: no series here stands for {what}."),
            Reason::Undefined(Undefined::InsufficientN) => {
                "Inconclusive: the series of this claim share too few days.".to_owned()
            }
            Reason::Undefined(undefined) => format!("Inconclusive: {undefined}."),
            Reason::VolatilityWeighting => String::new(),
        };
        if reason == Reason::InsufficientData {
            let more = FEWEST_RETURNS.saturating_sub(case.tests.n_after);
            finding.needed = Some(format!("A verdict takes {}.", more_days(more)));
        }
    }

    /// What to bear in mind of the altcoins: who is none and why, and, where there is time for it, what is doubtful about them.
    pub(super) fn about_altcoins(&self) -> Vec<String> {
        let coins: Vec<String> =
            self.roles.passed_over.iter().map(|(member, why)| format!("{} ({why})", member.id)).collect();
        let mut caveats = vec![SURVIVORS.to_owned()];
        if !coins.is_empty() {
            caveats.push(format!("Not among the altcoins: {}.", list(&coins)));
        }
        if self.depth == Depth::Standing {
            let warnings = self.warnings.get_or_init(|| doubtful(self.roster, &self.settings, &self.roles.altcoins));
            caveats.extend(warnings.iter().map(|warning| warning.message.clone()));
        }
        caveats
    }

    /// How a series that stands for a word is called by its own name.
    pub(super) fn called(member: &Member, word: &str) -> String {
        let name = if member.name == member.id { String::new() } else { format!(" ({})", member.name) };
        format!("{}{name} stands for {word}", member.id)
    }
}

/// The part of a series from a day on.
fn since(view: PriceView<'_>, from: Date) -> PriceView<'_> {
    let start = range_between(view.dates, Some(from), None).start;
    PriceView { dates: view.dates.get(start..).unwrap_or(&[]), prices: view.prices.get(start..).unwrap_or(&[]) }
}

/// Who costs the common calendar most of the days that verdicts rest on.
fn costliest(members: &[&Member], views: &[PriceView<'_>], from: Date) -> Option<Costliest> {
    let views: Vec<PriceView<'_>> = views.iter().map(|view| since(*view, from)).collect();
    let (first, others) = views.split_first()?;
    let longest = others.iter().map(|other| shared_dates(&[*first, *other]).len()).max()?;
    let ids: Vec<&str> = members.iter().map(|member| member.id.as_str()).collect();
    Costliest::of(&DayLedger::new(&views), longest, &ids)
}

/// How many more returns would decide a one-sided test at 5 % with 80 % power, if the effect stays as it is: n grows with the
/// square of what the effect lacks. None where there are enough.
fn more_returns(effect: f64, se: f64, n: usize) -> Option<usize> {
    /// Quantiles of the normal distribution at 95 % and at 80 %, added.
    const REACH: f64 = 1.644_853_626_951_472_7 + 0.841_621_233_572_914_2;
    let ratio = REACH * se / effect;
    let needed = n as f64 * ratio * ratio;
    (needed > n as f64).then_some((needed - n as f64).min(1e9) as usize)
}

/// The same as a sentence.
pub(super) fn needed(effect: f64, se: f64, n: usize) -> Option<String> {
    /// Beyond so many years nobody waits.
    const MOST_RETURNS: usize = 252 * 30;
    let more = more_returns(effect, se, n)?;
    Some(if more > MOST_RETURNS {
        "A difference this small cannot be decided by any number of days worth waiting for.".to_owned()
    } else {
        format!("If the difference stays as it is, {} would decide (80 % power).", more_days(more))
    })
}

/// The two lenses' verdicts as a sentence, where they differ.
pub(super) fn split_sentence(raw: Verdict, devolatilised: Verdict) -> String {
    format!("raw returns say {}, returns in units of their volatility say {}", raw.code(), devolatilised.code())
}

/// Evidence as the report carries it.
pub(super) fn evidence(fields: Vec<(&str, serde_json::Value)>) -> serde_json::Value {
    let fields: BTreeMap<&str, serde_json::Value> = fields.into_iter().collect();
    serde_json::to_value(fields).unwrap_or_default()
}
