//! Which series is which: every imported series with its id, and what the catalog and the person say about it.

mod member;
mod mistaken;
mod notices;
mod said;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

pub use self::member::{MadeOf, Member, composite_member};
use self::member::{NO_FILE, Place, Said, member, sector_member};
use self::mistaken::{other_coin_on_yahoo, share_or_coin};
use self::notices::{currency_notice, duplicate, mended};
use self::said::{moved, stepped};
use super::composites::{Averaging, Composites};
use super::sectors::{SectorSeries, sector_series};
use super::settings::Settings;
use crate::catalog::{self, AssetClass, Entry, Kind};
use crate::composite::{Scheme, composite};
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind};
use crate::import::{Constituent, ImportedFile, ImportedSeries};
use crate::panel::PriceView;
use crate::series::PriceSeries;
use sectorscope_ground::order::{self, sort_by_key};

/// The order of series of one symbol: dollars first, then the longest, then the most recent; the order of the files decides only
/// between equals.
fn precedence(place: Place, series: &ImportedSeries) -> impl Ord {
    let foreign = series.currency.is_some_and(|currency| currency != "USD");
    let last = series.prices.dates().last().copied();
    (foreign, std::cmp::Reverse(series.prices.len()), std::cmp::Reverse(last), place)
}

/// All series of a set of files under some settings, and what was noticed in putting them together.
#[derive(Debug)]
pub struct Roster<'a> {
    files: &'a [Rc<ImportedFile>],
    members: Vec<Member>,
    /// Dates of the series whose days are shifted, by place.
    shifted: BTreeMap<Place, Vec<Date>>,
    /// Prices of the series that steps of the settings multiply, by place.
    stepped: BTreeMap<Place, Vec<f64>>,
    /// Sector series made of stocks, by place.
    made: BTreeMap<Place, PriceSeries>,
    settings: &'a Settings,
    /// What the coins are averaged to, made when first asked for: most questions do not.
    composites: OnceCell<Composites>,
    notices: Vec<(usize, Diagnostic)>,
}

impl<'a> Roster<'a> {
    /// Names and classifies every series. Of several with one symbol only the longest is used, unless the settings say
    /// otherwise; the others are there, ignored, with a warning at their file.
    pub fn new(files: &'a [Rc<ImportedFile>], settings: &'a Settings) -> Roster<'a> {
        let mut roster = Roster {
            files,
            members: Vec::new(),
            shifted: BTreeMap::new(),
            stepped: BTreeMap::new(),
            made: BTreeMap::new(),
            settings,
            composites: OnceCell::new(),
            notices: Vec::new(),
        };
        let series = files.iter().enumerate().flat_map(|(file, imported)| {
            imported.series.iter().enumerate().map(move |(position, series)| ((file, position), series))
        });
        let mut by_symbol: BTreeMap<(String, bool), Vec<(Place, &ImportedSeries)>> = BTreeMap::new();
        let mut shares: BTreeMap<Place, &'static Entry> = BTreeMap::new();
        for (place, series) in series {
            let file = files.get(place.0);
            let mistaken = file.and_then(|file| share_or_coin(file, series));
            let share = mistaken.as_ref().and_then(|mistaken| mistaken.share);
            share.into_iter().for_each(|share| _ = shares.insert(place, share));
            let yahoo = file.and_then(|file| other_coin_on_yahoo(file, series));
            let said = mistaken.map(|mistaken| mistaken.diagnostic).into_iter().chain(yahoo);
            roster.notices.extend(said.map(|said| (place.0, said)));
            by_symbol.entry((canonical(&series.symbol), share.is_some())).or_default().push((place, series));
        }
        let sectors = sectors(files);
        let both: BTreeSet<String> = by_symbol
            .keys()
            .filter(|(symbol, share)| !share && by_symbol.contains_key(&(symbol.clone(), true)))
            .map(|(symbol, _)| symbol.clone())
            .collect();
        for ((symbol, share), mut group) in by_symbol {
            sort_by_key(&mut group, |(place, series)| precedence(*place, series));
            let own =
                group.first().map_or(symbol.as_str(), |(_, series)| catalog::without_mark(&symbol, &series.symbol));
            let name = if share && both.contains(&symbol) { format!("{symbol} (share)") } else { own.to_owned() };
            for (rank, (place, series)) in group.iter().enumerate() {
                let id = if rank == 0 { name.clone() } else { format!("{name}~{}", rank + 1) };
                let overrides = settings.series.get(&id);
                let constituent = sectors.get(&symbol).copied();
                let said = Said { overrides, constituent, share: shares.get(place).copied() };
                let member = member(id, &symbol, *place, files, series, rank > 0, said);
                if let (true, Some((first, _))) = (rank > 0 && member.ignored, group.first()) {
                    roster.notices.push((place.0, duplicate(&member, files.get(first.0).map(Rc::as_ref))));
                }
                if member.shift_days != 0 {
                    roster.shifted.insert(*place, moved(&series.prices, member.shift_days));
                }
                if let Some(steps) = overrides.map(|said| said.steps.as_slice()).filter(|steps| !steps.is_empty()) {
                    roster.stepped.insert(*place, stepped(&series.prices, steps));
                    roster.notices.push((place.0, mended(&member.id, steps)));
                }
                roster.members.push(member);
            }
        }
        roster.tell_currencies();
        sort_by_key(&mut roster.members, |member| member.place);
        roster.make_sectors(settings);
        roster
    }

    /// Tells of prices in other currencies than dollars, the more where series that take part have others.
    fn tell_currencies(&mut self) {
        let told: BTreeSet<&str> = self.active().filter_map(|member| member.currency).collect();
        let foreign = self.active().filter_map(|member| Some((member, member.currency.filter(|code| *code != "USD")?)));
        let notices: Vec<(usize, Diagnostic)> = foreign
            .map(|(member, code)| {
                let others: Vec<&str> = told.iter().copied().filter(|other| *other != code).collect();
                (member.place.0, currency_notice(&member.id, code, &others))
            })
            .collect();
        self.notices.extend(notices);
    }

    /// Makes the series of the sectors that sector files name. One with stocks that live on crypto is made a second time
    /// without them, as a part of itself: it can be asked for, and is not ranked beside it.
    fn make_sectors(&mut self, settings: &Settings) {
        for (position, file) in self.files.iter().enumerate().filter(|(_, file)| !file.constituents.is_empty()) {
            let (series, said) = self.sectors_of(&file.constituents);
            self.notices.extend(said.into_iter().map(|said| (position, said)));
            let plain: Vec<Constituent> =
                file.constituents.iter().filter(|stock| !self.lives_on_crypto(&stock.symbol)).cloned().collect();
            let (mut without, _) =
                if plain.len() < file.constituents.len() { self.sectors_of(&plain) } else { Default::default() };
            let mut place = (position, file.series.len());
            for series in series {
                let parts: Vec<Place> = series.parts.iter().filter_map(|symbol| self.stock(symbol)).collect();
                let exposed: Vec<String> =
                    series.parts.iter().filter(|symbol| self.lives_on_crypto(symbol)).cloned().collect();
                let id = self.free_id(&series.name);
                for member in self.members.iter_mut().filter(|member| parts.contains(&member.place)) {
                    member.part_of = Some(id.clone());
                }
                let same = without.iter().position(|other| other.name == series.name).filter(|_| !exposed.is_empty());
                let other = same.map(|at| (self.free_id(&format!("{id} without crypto-exposed")), without.remove(at)));
                let mut member = sector_member(id.clone(), place, file, &series, exposed, settings);
                if let Some(made_of) = &mut member.made_of {
                    made_of.without_crypto_exposed = other.as_ref().map(|(id, _)| id.clone());
                }
                self.take_in(member, series);
                place.1 += 1;
                if let Some((other_id, series)) = other {
                    let mut member = sector_member(other_id, place, file, &series, Vec::new(), settings);
                    member.part_of = Some(id);
                    self.take_in(member, series);
                    place.1 += 1;
                }
            }
        }
    }

    /// The place of the stock with this symbol that takes part.
    fn stock(&self, symbol: &str) -> Option<Place> {
        let symbol = canonical(symbol);
        let stock = |member: &&Member| member.known_as == symbol && member.class == Some(AssetClass::Equity);
        self.active().find(stock).map(|member| member.place)
    }

    /// Whether a stock mines, trades or holds coins.
    fn lives_on_crypto(&self, symbol: &str) -> bool {
        let place = self.stock(symbol);
        self.members.iter().any(|member| Some(member.place) == place && member.crypto_exposed)
    }

    /// The sector series of these stocks, and what there is to say about them.
    fn sectors_of(&self, constituents: &[Constituent]) -> (Vec<SectorSeries>, Vec<Diagnostic>) {
        let prices = |symbol: &str| {
            let place = self.stock(symbol)?;
            Some(self.prices(self.members.iter().find(|member| member.place == place)?))
        };
        sector_series(constituents, prices)
    }

    fn free_id(&self, name: &str) -> String {
        let taken = self.members.iter().any(|member| member.id == name);
        if taken { format!("{name} (sector)") } else { name.to_owned() }
    }

    /// Takes in a series that was made, its days shifted where the settings say so.
    fn take_in(&mut self, member: Member, series: SectorSeries) {
        if member.shift_days != 0 {
            self.shifted.insert(member.place, moved(&series.levels, member.shift_days));
        }
        self.made.insert(member.place, series.levels);
        self.members.push(member);
    }

    /// What is asked for.
    pub(super) fn settings(&self) -> &Settings {
        self.settings
    }

    /// Every series, in the order of the files.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// What was noticed, with the position of the file it belongs to.
    pub fn notices(&self) -> &[(usize, Diagnostic)] {
        &self.notices
    }

    /// Ids of the series of one file, by its position.
    pub fn ids_of_file(&self, file: usize) -> Vec<String> {
        self.members.iter().filter(|member| member.place.0 == file).map(|member| member.id.clone()).collect()
    }

    /// Series that take part and are not part of another: what a picture of all shows.
    pub fn shown(&self) -> impl Iterator<Item = &Member> {
        self.active().filter(|member| member.part_of.is_none())
    }

    /// Whether a series that takes part is of the sample: its prices are invented.
    pub fn is_synthetic(&self) -> bool {
        self.active().any(|member| catalog::lookup(&member.known_as).is_some_and(Entry::is_synthetic))
    }

    /// Series that take part.
    pub fn active(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| !member.ignored)
    }

    /// The series with this id, else the one whose symbol this is in any spelling the catalog knows, else the composite.
    ///
    /// # Errors
    ///
    /// `unknown-series` where there is none that takes part.
    pub fn find(&self, text: &str) -> Result<&Member, Error> {
        let composite = || Averaging::may_be_named(text).then(|| self.composites().member(text)).flatten();
        self.find_imported(text).or_else(|error| composite().ok_or(error))
    }

    /// The same among the series that files gave.
    ///
    /// # Errors
    ///
    /// `unknown-series` where there is none that takes part.
    pub fn find_imported(&self, text: &str) -> Result<&Member, Error> {
        let symbol = canonical(text);
        self.active()
            .find(|member| member.id == text)
            .or_else(|| self.active().find(|member| member.known_as.eq_ignore_ascii_case(&symbol)))
            .ok_or_else(|| {
                let known: Vec<&str> = self.active().map(|member| member.id.as_str()).take(12).collect();
                let hint = if known.is_empty() {
                    "no file gave a series".to_owned()
                } else {
                    format!("known: {}", known.join(", "))
                };
                Error::new(ErrorKind::UnknownSeries, format!("There is no series '{text}' ({hint})."))
            })
    }

    /// The equal-weight index of coins that are no longer all of them.
    pub fn index_of(&self, coins: &[&Member]) -> Option<PriceSeries> {
        let views: Vec<PriceView<'_>> = coins.iter().map(|coin| self.prices(coin)).collect();
        Some(composite(&views, Scheme::Sizes(&vec![1.0; coins.len()]))?.levels)
    }

    /// The composites of the coins. They are not members: a picture of all series would show the coins twice.
    pub fn composites(&self) -> &Composites {
        self.composites.get_or_init(|| Composites::new(self))
    }

    /// Bitcoin: the series the settings name for it, else one known as bitcoin, else a fund that holds it. Ether never stands
    /// for bitcoin.
    pub fn bitcoin(&self) -> Option<&Member> {
        let named = self.settings.roles.bitcoin.as_deref().and_then(|name| self.find_imported(name).ok());
        let coin = || self.active().find(|member| member.is_coin("BTC"));
        let fund = |member: &&Member| member.kind == Some(Kind::CoinFund) && member.follows.as_deref() == Some("BTC");
        let longest = |member: &&Member| (std::cmp::Reverse(self.since_pandemic(member)), member.id.clone());
        named.or_else(coin).or_else(|| self.active().filter(fund).min_by_key(longest))
    }

    /// Days with a price since the pandemic began.
    pub fn since_pandemic(&self, member: &Member) -> usize {
        self.prices(member).between(Some(self.settings.pandemic), None).dates.len()
    }

    /// The reference series of the settings; by default bitcoin, else the longest crypto series.
    ///
    /// # Errors
    ///
    /// `unknown-series` where the settings name one that is not there; `no-reference` where there is no crypto series.
    pub fn reference(&self) -> Result<&Member, Error> {
        if let Some(name) = &self.settings.reference {
            return self.find(name);
        }
        let crypto = self.active().filter(|member| member.class == Some(AssetClass::Crypto));
        let longest = || crypto.min_by_key(|member| (std::cmp::Reverse(member.count), &member.id));
        self.bitcoin().or_else(longest).ok_or_else(|| {
            Error::new(
                ErrorKind::NoReference,
                "There is no crypto series to compare with: add one, or mark one of yours as crypto.",
            )
        })
    }

    /// The series to rank: those the settings name, else [`Roster::sectors`], else (with fewer than two of these) all equities with
    /// a sector, else all. Stocks that a sector series is made of are not ranked beside it.
    ///
    /// # Errors
    ///
    /// `unknown-series` where the settings name one that is not there; `no-sectors` where there is none.
    pub fn universe(&self, reference: &Member) -> Result<Vec<&Member>, Error> {
        let sectors = self.sectors(reference)?;
        let equities =
            || self.shown().filter(|member| member.class == Some(AssetClass::Equity) && member.id != reference.id);
        let with_sector = || equities().filter(|member| member.sector.is_some()).collect::<Vec<_>>();
        let named = self.settings.universe.is_some();
        let choices = [sectors, if named { Vec::new() } else { with_sector() }];
        let enough = |members: &Vec<&Member>| members.len() >= if named { 1 } else { 2 };
        let chosen = choices.into_iter().find(enough).unwrap_or_else(|| equities().filter(|_| !named).collect());
        if chosen.is_empty() { Err(no_sectors()) } else { Ok(chosen) }
    }

    /// The sectors that can be compared: those the settings name, else funds and indices of a whole sector, else (with fewer than
    /// two of these) funds and indices with a sector. Never one company, or what lives on crypto, unless it is named.
    ///
    /// # Errors
    ///
    /// `unknown-series` where the settings name one that is not there.
    pub fn sectors(&self, asset: &Member) -> Result<Vec<&Member>, Error> {
        if let Some(names) = &self.settings.universe {
            let mut seen = BTreeSet::new();
            let mut members = Vec::new();
            for name in names {
                let member = self.find(name)?;
                if member.id != asset.id && seen.insert(&member.id) {
                    members.push(member);
                }
            }
            return Ok(members);
        }
        let standing = |member: &&Member| member.stands_for_companies() && member.sector.is_some();
        let all: Vec<&Member> = self.shown().filter(standing).filter(|member| member.id != asset.id).collect();
        let whole: Vec<&Member> = all.iter().copied().filter(|member| self.is_whole_sector(member)).collect();
        Ok(if whole.len() >= 2 { whole } else { all })
    }

    /// Whether a series stands for a sector and not for an industry in it: the catalog knows the size of the companies in a
    /// sector's fund; what a person, or a sector file, calls a sector is one. One company is none.
    pub fn is_whole_sector(&self, member: &Member) -> bool {
        let said = self.settings.series.get(&member.id).is_some_and(|said| said.sector.is_some());
        member.stands_for_companies() && (said || member.size.is_some() || member.made())
    }

    /// All prices of a member, its dates shifted first where the settings say so.
    pub fn prices(&self, member: &Member) -> PriceView<'_> {
        let (file, position) = member.place;
        let imported = || self.files.get(file).and_then(|file| file.series.get(position)).map(|series| &series.prices);
        let composite = || if file == NO_FILE { self.composites().levels(position) } else { None };
        let series = self.made.get(&member.place).or_else(imported).or_else(composite);
        let (dates, prices) = series.map_or((&[][..], &[][..]), |series| (series.dates(), series.prices()));
        let prices = self.stepped.get(&member.place).map_or(prices, Vec::as_slice);
        PriceView { dates: self.shifted.get(&member.place).map_or(dates, Vec::as_slice), prices }
    }

    /// The market capitalisations of a member, its dates shifted as its prices' are; none where its file has none.
    pub fn market_caps(&self, member: &Member) -> Option<PriceSeries> {
        let (file, position) = member.place;
        let caps = self.files.get(file)?.series.get(position)?.market_caps.as_ref()?;
        PriceSeries::new(moved(caps, member.shift_days), caps.prices().to_vec())
    }
}

fn no_sectors() -> Error {
    Error::new(ErrorKind::NoSectors, "There is no equity series to rank: add one, or mark one of yours as equity.")
}

/// The catalog's symbol, else the text itself.
fn canonical(text: &str) -> String {
    catalog::lookup(text).map_or_else(|| text.trim().to_owned(), |entry| entry.symbol.to_owned())
}

/// The sector files' stocks by symbol; of several files the first by name counts.
fn sectors(files: &[Rc<ImportedFile>]) -> BTreeMap<String, &Constituent> {
    let constituents = files.iter().rev().flat_map(|file| file.constituents.iter().rev());
    order::map(constituents.map(|constituent| (canonical(&constituent.symbol), constituent)))
}
