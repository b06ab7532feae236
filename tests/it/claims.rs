//! Claims from price files to verdicts: that nothing fools them in silence, and that every other way to ask is the claim itself.

use crate::support::asks::Asks as _;
use std::collections::BTreeMap;

use crate::support::import;
use crate::support::laws::{histories_end_today, nothing_stands_beside_what_is_not_said, own_points_are_the_claims};
use crate::support::market::Market;
use sectorscope::catalog::Kind;
use sectorscope::date::Date;
use sectorscope::study::claim::curve::ON_ONE_BASIS;
use sectorscope::study::claim::{Evidence, Finding, Verdict};
use sectorscope::study::ranking::Depth;
use sectorscope::study::settings::{OwnClaim, RoleSettings, SeriesSettings, Settings};
use sectorscope::workspace::Workspace;
use serde_json::Value;

/// Claims of the note that need crypto and shares alone.
const NOTE: [&str; 7] = [
    "top-sector-bitcoin",
    "top-sector-altcoins",
    "altcoins-lower",
    "small-over-large-tech",
    "positive-since-pandemic",
    "peaks-with-tech",
    "january-2025-joint-fall",
];

fn found(workspace: &Workspace, settings: &Settings, depth: Depth) -> Vec<Finding> {
    workspace.claims(settings, depth).unwrap()
}

fn claims(workspace: &Workspace) -> Vec<Finding> {
    found(workspace, &Settings::default(), Depth::Order)
}

#[track_caller]
fn claim<'c>(claims: &'c [Finding], id: &str) -> &'c Finding {
    claims.iter().find(|claim| claim.id == id).unwrap_or_else(|| panic!("no claim {id}"))
}

fn bytes(claims: &[Finding]) -> String {
    serde_json::to_string(claims).unwrap()
}

fn own(sentence: &str) -> OwnClaim {
    OwnClaim::from_sentence(sentence).unwrap_or_else(|| panic!("{sentence}"))
}

/// Every symbol that stands for nothing, by what it is.
const OTHERS: [(&str, &str); 16] = [
    ("MSTR", "MSTR"),
    ("MARA", "RIOT"),
    ("RIOT", "RIOT"),
    ("CLSK", "RIOT"),
    ("HUT", "MSTR"),
    ("COIN", "COIN"),
    ("HOOD", "COIN"),
    ("AAPL", "AAPL"),
    ("MSFT", "AAPL"),
    ("NVDA", "AAPL"),
    ("IBIT", "BTC"),
    ("BITO", "BTC"),
    ("BLOK", "RIOT"),
    ("USDT", "AAPL"),
    ("WBTC", "BTC"),
    ("TQQQ", "XLK"),
];

#[test]
fn what_stands_for_nothing_changes_nothing() {
    let market = Market::new();
    let alone = bytes(&found(&market.workspace(), &Settings::default(), Depth::Full));
    let with_stocks = market.clone().with_stocks();
    let all = OTHERS.iter().fold(with_stocks, |market, (symbol, like)| market.again(like, symbol));
    assert_eq!(bytes(&found(&all.workspace(), &Settings::default(), Depth::Full)), alone);
    // Any one of them alone, where the file that would give way is the only one of its kind.
    let few = Market::new().only(&["BTC", "ETH", "PSCT", "XLK", "XLF", "SPY"]);
    let plain = bytes(&claims(&few.workspace()));
    for (symbol, like) in OTHERS {
        let keep = [&["BTC", "ETH", "PSCT", "XLK", "XLF", "SPY"][..], &[symbol]].concat();
        let more = Market::new().with_stocks().again(like, symbol).only(&keep);
        assert_eq!(bytes(&claims(&more.workspace())), plain, "{symbol}");
    }
}

#[test]
fn a_company_stands_for_small_tech_only_where_it_is_named_and_is_called_one() {
    let market = Market::new().with_stocks().without(&["PSCT"]).workspace();
    let top = &claims(&market)[0];
    assert_eq!((top.verdict, top.reason), (Verdict::NotTestable, Some("missing_role")));
    assert!(top.sentence.contains("small-cap tech"), "{}", top.sentence);
    let roles = RoleSettings { small_tech: Some("RIOT".to_owned()), ..RoleSettings::default() };
    let named = found(&market, &Settings { roles, ..Settings::default() }, Depth::Order);
    let top = &named[0];
    assert_ne!(top.verdict, Verdict::NotTestable);
    let said = "RIOT (Riot Platforms), one company, stands for small-cap tech";
    assert!(top.caveats.iter().any(|caveat| caveat.contains(said)), "{:?}", top.caveats);
}

#[test]
fn ether_never_stands_for_bitcoin_and_a_fund_of_it_does_by_name() {
    let none = claims(&Market::new().without(&["BTC"]).workspace());
    for id in NOTE.iter().filter(|id| **id != "top-sector-altcoins") {
        let of = claim(&none, id);
        assert_eq!((of.verdict, of.reason), (Verdict::NotTestable, Some("missing_role")), "{id}");
        assert_eq!(of.missing[0].role, "bitcoin", "{id}");
        assert!(of.sentence.contains("no series here stands for bitcoin"), "{}", of.sentence);
    }
    assert_eq!(claim(&none, "top-sector-altcoins").verdict, Verdict::Supported);
    let fund = Market::new().again("BTC", "IBIT").without(&["BTC"]);
    let fund = claims(&fund.gap("IBIT", "2000-01-01", "2021-01-10").workspace());
    for id in ["top-sector-bitcoin", "altcoins-lower", "small-over-large-tech", "positive-since-pandemic"] {
        let of = claim(&fund, id);
        assert_ne!(of.verdict, Verdict::NotTestable, "{id}");
        assert!(of.question.contains("bitcoin (as IBIT, iShares Bitcoin Trust ETF)"), "{}", of.question);
        assert!(of.sentence.contains("IBIT"), "{}", of.sentence);
        assert_eq!(of.cut_by.as_ref().unwrap().id, "IBIT", "{id}");
    }
    // The reference is another matter: the claims speak of bitcoin whatever it is.
    let settings = Settings { reference: Some("ETH".to_owned()), ..Settings::default() };
    let market = Market::new().workspace();
    assert_eq!(bytes(&found(&market, &settings, Depth::Order)), bytes(&claims(&market)));
}

#[test]
fn nobody_plays_two_roles_and_the_nasdaq_is_no_market() {
    let market = Market::new().workspace();
    let roles = RoleSettings { large_tech: Some("PSCT".to_owned()), ..RoleSettings::default() };
    let twice = found(&market, &Settings { roles, ..Settings::default() }, Depth::Order);
    let of = claim(&twice, "small-over-large-tech");
    assert_eq!((of.verdict, of.missing[0].role), (Verdict::NotTestable, "large_tech"));
    assert!(of.sentence.contains("PSCT already stands for small-cap tech"), "{}", of.sentence);
    let nasdaq = claims(&Market::new().again("SPY", "QQQ").without(&["SPY"]).workspace());
    assert_eq!(claim(&nasdaq, "positive-since-pandemic").missing[0].role, "market");
    assert_ne!(claim(&nasdaq, "top-sector-bitcoin").verdict, Verdict::NotTestable);
}

#[test]
fn a_list_of_one_s_own_with_miners_is_named_so_and_asked_without_them() {
    let list = "symbol,sector,size\nMSTR,Information Technology,small\nRIOT,Information Technology,small\n\
                AAPL,Information Technology,small\n";
    let mut workspace = Market::new().with_stocks().without(&["PSCT", "COIN"]).workspace();
    workspace.add(import("my sectors.csv", list.as_bytes()));
    let id = "Information Technology, small";
    let members = workspace.import_report(&Settings::default()).unwrap().series;
    let made = members.iter().find(|member| member.id == id).unwrap();
    assert_eq!(made.made_of.as_ref().unwrap().crypto_exposed, ["MSTR", "RIOT"]);
    assert!(made.name.contains("2 of them crypto-exposed (MSTR, RIOT)"), "{}", made.name);
    let all = found(&workspace, &Settings::default(), Depth::Full);
    let of = claim(&all, "small-over-large-tech");
    assert_eq!(of.roles["small_tech"], [id]);
    let way = format!("with {id} without MSTR and RIOT");
    let row = of.robustness.iter().find(|row| row.way == way).unwrap();
    assert!(row.said.effect.is_some() && row.said.effect != of.effect, "{row:?} {:?}", of.effect);
}

#[test]
fn a_gap_of_one_coin_is_no_daily_return_of_anybody() {
    let market = Market::new().gap("SOL", "2020-07-15", "2020-09-22");
    let (gap, whole) = (claims(&market.workspace()), claims(&Market::new().workspace()));
    for id in ["top-sector-bitcoin", "small-over-large-tech", "positive-since-pandemic"] {
        assert_eq!(bytes(&[claim(&gap, id).clone()]), bytes(&[claim(&whole, id).clone()]), "{id}");
    }
    // The index goes on without it; the coin itself loses its own days and the move over the gap.
    let top = claim(&gap, "top-sector-altcoins");
    assert_eq!((top.n, &top.long_intervals), (claim(&whole, "top-sector-altcoins").n, &Vec::new()));
    let Evidence::AltcoinsLower(of) = &claim(&gap, "altcoins-lower").evidence else { panic!() };
    assert_eq!(of.long_intervals.keys().collect::<Vec<_>>(), ["SOL"]);
    let raw = of.lenses.raw.as_ref().unwrap();
    let n: BTreeMap<&str, usize> = raw.by_coin.iter().map(|coin| (coin.id.as_str(), coin.n)).collect();
    assert_eq!((n["ETH"], n["SOL"]), (1375, 1324));
    // A fund's own gap is left out of every series, and that is reported.
    let fund = claims(&Market::new().gap("XLE", "2022-09-10", "2022-09-14").workspace());
    let top = claim(&fund, "top-sector-bitcoin");
    assert_eq!(top.long_intervals.iter().map(|long| long.days).collect::<Vec<_>>(), [6]);
    assert!(top.caveats.iter().any(|caveat| caveat.starts_with("Left out: 1 move over more than 5 days")));
}

#[test]
fn a_dead_coin_cuts_nobody_s_days() {
    let dead = Market::new().again("LINK", "LUNC").gap("LUNC", "2022-05-13", "2100-01-01").workspace();
    let found = claims(&dead);
    let (top, lower) = (claim(&found, "top-sector-altcoins"), claim(&found, "altcoins-lower"));
    for of in [top, lower] {
        assert_eq!((of.n, of.last.unwrap().to_string().as_str()), (1375, "2025-06-30"), "{}", of.id);
        assert!(of.cut_by.is_none(), "{:?}", of.cut_by);
    }
    assert!(lower.sentence.contains("5 altcoins"), "{}", lower.sentence);
}

#[test]
fn one_altcoin_is_one_altcoin() {
    let found = claims(&Market::new().without(&["SOL", "ADA", "LINK"]).workspace());
    let top = claim(&found, "top-sector-altcoins");
    assert!(top.sentence.starts_with("An equal-weight index of 1 altcoin moves with PSCT"), "{}", top.sentence);
    let lower = claim(&found, "altcoins-lower");
    assert!(lower.sentence.starts_with("The correlation of 1 altcoin with PSCT differs from"), "{}", lower.sentence);
}

/// Every crypto series of a claim is looked at, with a market and without.
#[test]
fn late_coins_are_withheld_by_their_own_names_and_one_action_mends_all() {
    let coins = ["ETH", "SOL", "ADA", "LINK"];
    let right = claims(&Market::new().workspace());
    let market = Market::new().late(&coins, 1).workspace();
    let found = claims(&market);
    for id in NOTE {
        let of = claim(&found, id);
        let speaks_of_coins = ["top-sector-altcoins", "altcoins-lower"].contains(&id);
        assert_eq!(of.verdict == Verdict::Withheld, speaks_of_coins, "{id}: {}", of.sentence);
    }
    let lower = claim(&found, "altcoins-lower");
    let late: Vec<(&str, i32)> = lower.late.iter().map(|late| (late.id.as_str(), late.days)).collect();
    assert_eq!(late, [("ADA", -1), ("ETH", -1), ("LINK", -1), ("SOL", -1)]);
    assert_eq!((lower.reason, lower.effect), (Some("label_shift"), None));
    assert!(lower.sentence.contains("ETH by one day (late)"), "{}", lower.sentence);
    let mended = found_shifted(&market);
    for id in NOTE {
        assert_eq!(claim(&mended, id).verdict, claim(&right, id).verdict, "{id}");
    }
    // Days at the edge apart, the numbers are those of the right files.
    let effect = |claims: &[Finding]| claim(claims, "altcoins-lower").effect.unwrap();
    assert!((effect(&mended) - effect(&right)).abs() < 1e-3);
}

/// The claims once every late series is moved.
fn found_shifted(workspace: &Workspace) -> Vec<Finding> {
    let mut settings = Settings::default();
    for late in workspace.late_series(&settings).unwrap() {
        let said = SeriesSettings { shift_days: Some(late.days), ..SeriesSettings::default() };
        settings.series.insert(late.id, said);
    }
    assert_eq!(workspace.late_series(&settings).unwrap(), []);
    found(workspace, &settings, Depth::Order)
}

#[test]
fn a_late_bitcoin_withholds_every_claim_of_it_with_a_market_and_without() {
    for without in [&[][..], &["SPY"]] {
        let settings = Settings {
            claims: vec![own("BTC moves more with XLK than with XLF"), own("ETH moves more with XLK than with XLF")],
            ..Settings::default()
        };
        let market = Market::new().late(&["BTC"], 1).without(without).workspace();
        let found = found(&market, &settings, Depth::Full);
        for id in NOTE.iter().filter(|id| **id != "top-sector-altcoins").chain(&["own-1"]) {
            let of = claim(&found, id);
            assert_eq!(of.verdict, Verdict::Withheld, "{id} {}", of.sentence);
            assert_eq!(of.late.iter().map(|late| late.id.as_str()).collect::<Vec<_>>(), ["BTC"], "{id}");
        }
        nothing_stands_beside_what_is_not_said(&found);
        // Coins that are right are not withheld for a bitcoin that is not: they lie a day before it.
        for id in ["top-sector-altcoins", "own-2"] {
            assert_ne!(claim(&found, id).verdict, Verdict::Withheld, "{id}");
        }
        let points = market.curve_points(&settings, 0..ON_ONE_BASIS).unwrap();
        let spoken: Vec<&str> = points.iter().map(|point| point.claim.as_str()).collect();
        assert!(!spoken.is_empty() && spoken.iter().all(|id| ["top-sector-altcoins", "own-2"].contains(id)));
    }
}

#[test]
fn no_number_of_a_claim_and_no_set_depends_on_a_seed() {
    let market = Market::new().changed("XLK", |row, price| price * (1.0 + 0.002 * ((row % 7) as f64))).workspace();
    let with_seed = |seed| Settings { seed, replicates: 99, ..Settings::default() };
    let first = bytes(&found(&market, &with_seed(1), Depth::Full));
    let set = market.ranking(&with_seed(1)).unwrap().first_place;
    for seed in 2..=8 {
        assert_eq!(bytes(&found(&market, &with_seed(seed), Depth::Full)), first);
        let ranking = market.stability(&with_seed(seed)).unwrap();
        assert_eq!(ranking.first_place, set);
        assert!(ranking.rows.iter().all(|row| row.in_confidence_set == row.ranks.map(|ranks| ranks[0] == 1)));
    }
}

fn with_own_claims() -> Settings {
    let sentences = [
        "BTC moves most with PSCT among XLK, XLF and XLE since 2021-01-01",
        "ALTX moves more with PSCT than with XLK",
        "ETH has moved with SPY ever since 2021-01-01",
        "BTC moves more with XLK in 2020 and 2022",
        "SOL moves with PSCT beyond the market",
    ];
    Settings { claims: sentences.map(own).to_vec(), replicates: 99, ..Settings::default() }
}

#[test]
fn every_other_way_to_ask_is_the_claim_itself() {
    let market = Market::new().workspace();
    let settings = with_own_claims();
    own_points_are_the_claims(&market, &settings);
    let all = found(&market, &settings, Depth::Full);
    histories_end_today(&all);
    for claim in &all {
        // What is reported first does not change when more is asked.
        let first = found(&market, &settings, Depth::Order);
        let same = first.iter().find(|other| other.id == claim.id).unwrap();
        assert_eq!((same.verdict, same.effect, &same.sentence), (claim.verdict, claim.effect, &claim.sentence));
    }
    let size = claim(&all, "small-over-large-tech");
    let ways: Vec<&str> = size.robustness.iter().map(|row| row.way.as_str()).collect();
    for way in [
        "by weekly returns",
        "by rank correlation (Spearman)",
        "with the day before and after added",
        "with the market taken out",
        "by returns of one day only",
        "without March 2020",
        "without 2021",
        "before the note",
        "from the note on",
        "with Newey-West errors",
    ] {
        assert!(ways.contains(&way), "{way}: {ways:?}");
    }
    assert!(claim(&all, "altcoins-lower").robustness.iter().any(|row| row.way == "without ETH"));
    let short = size.robustness.iter().find(|row| row.way == "from the note on").unwrap();
    assert_eq!((short.said.verdict, short.said.reason), (Verdict::Inconclusive, Some("insufficient_data")));
    // The history: a point for each quarter since 2021, and one for today.
    assert_eq!((size.history.len(), size.history[0].day.to_string().as_str()), (18, "2021-03-31"));
}

#[test]
fn fragile_and_depends_on_are_the_rule_s_own_words() {
    let market = Market::new().workspace();
    for claim in found(&market, &Settings::default(), Depth::Full) {
        for row in &claim.robustness {
            let opposite = row.said.verdict.opposes(claim.verdict);
            assert_eq!(claim.fragile.contains(&row.way), opposite, "{} {row:?}", claim.id);
            let decides = claim.verdict == Verdict::Inconclusive && row.said.verdict.decides();
            assert_eq!(claim.depends_on.contains(&row.way), decides, "{} {row:?}", claim.id);
        }
    }
    // A claim that is undecided, and is decided without one coin.
    let odd = Market::new().changed("ETH", |row, price| price * (1.0 + 0.3 * ((row * row % 11) as f64)));
    let found = found(&odd.workspace(), &Settings::default(), Depth::Full);
    let of = claim(&found, "top-sector-altcoins");
    if of.verdict == Verdict::Inconclusive {
        assert!(of.depends_on.contains(&"without ETH".to_owned()), "{:?}", of.depends_on);
    }
}

#[test]
fn number_interval_and_word_never_disagree() {
    for market in [Market::new(), Market::new().changed("XLE", |row, price| price * (1.0 + 0.001 * ((row % 5) as f64)))]
    {
        let found = found(&market.workspace(), &with_own_claims(), Depth::Full);
        let rows = found.iter().flat_map(|claim| {
            let own = (claim.id.clone(), claim.verdict, claim.low, claim.high);
            let ways = claim
                .robustness
                .iter()
                .map(|row| (format!("{} {}", claim.id, row.way), row.said.verdict, row.said.low, row.said.high));
            std::iter::once(own).chain(ways).collect::<Vec<_>>()
        });
        for (what, verdict, low, high) in rows {
            let (Some(low), Some(high)) = (low, high) else { continue };
            let lower = what.starts_with("altcoins-lower");
            match verdict {
                Verdict::Supported if lower => assert!(high < 0.0, "{what}: {low} to {high}"),
                Verdict::Supported => assert!(low > 0.0, "{what}: {low} to {high}"),
                _ => {}
            }
        }
    }
}

#[test]
fn days_are_promised_only_where_both_lenses_point_one_way() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/inputs/scenario_violent_weeks");
    let mut workspace = Workspace::new();
    for name in ["crypto.csv", "equity.csv"] {
        workspace.add(import(name, &std::fs::read(format!("{golden}/{name}")).unwrap()));
    }
    let found = claims(&workspace);
    for of in &found {
        let lenses = [&of.lenses.raw, &of.lenses.devolatilised];
        let signs: Vec<bool> = lenses.into_iter().flatten().map(|lens| lens.effect > 0.0).collect();
        if signs.windows(2).any(|pair| pair[0] != pair[1]) {
            assert_eq!(of.more_returns, None, "{}", of.id);
            let needed = of.needed.as_deref().unwrap_or_default();
            assert!(!needed.contains("more trading days"), "{needed}");
        }
        if of.verdict.decides() {
            assert_eq!(of.more_returns, None, "{}", of.id);
        }
        if let Some(more) = of.more_returns {
            assert!((0.0..=5000.0).contains(&more));
        }
    }
}

/// A price a week is not a daily price, and no message says that the files share no days.
#[test]
fn weekly_prices_have_no_daily_returns_and_that_is_said() {
    let market = Market::new().weekly().workspace();
    let found = claims(&market);
    let of = claim(&found, "small-over-large-tech");
    assert_eq!((of.verdict, of.reason), (Verdict::NotTestable, Some("no_returns")));
    assert!(
        of.sentence.starts_with("Not testable: the series share no daily return since 2020-03-11: 27"),
        "{}",
        of.sentence
    );
    assert!(of.caveats.iter().any(|caveat| caveat.starts_with("Left out: ")), "{:?}", of.caveats);
    let error = market.ranking(&Settings::default()).unwrap_err();
    assert_eq!(error.code(), "too-few-days");
    assert!(error.message().ends_with("and are not daily returns. Choose weekly returns."), "{}", error.message());
    let weekly = Settings { frequency: sectorscope::returns::Frequency::Weekly, ..Settings::default() };
    assert!(market.ranking(&weekly).unwrap().n > 250);
}

/// Bitcoin with the market since the pandemic: the claim's interval and the page's are one.
#[test]
fn one_number_has_one_interval() {
    let market = Market::new().workspace();
    let settings = Settings {
        // The day before, whose price the first return begins with.
        from: Date::from_ymd(2020, 3, 10),
        universe: Some(vec!["SPY".to_owned()]),
        ..Settings::default()
    };
    let row = &market.ranking(&settings).unwrap().rows[0];
    let found = claims(&market);
    let of = claim(&found, "positive-since-pandemic");
    assert_eq!((row.estimate.n, row.estimate.r), (of.n, of.effect));
    assert_eq!(row.estimate.low.map(f64::to_bits), of.low.map(f64::to_bits));
    assert_eq!(row.estimate.high.map(f64::to_bits), of.high.map(f64::to_bits));
}

#[test]
fn what_cannot_be_tested_says_which_series_begins_or_ends_when() {
    let ended = claims(&Market::new().gap("SPY", "2020-03-01", "2100-01-01").workspace());
    let of = claim(&ended, "positive-since-pandemic");
    assert_eq!((of.verdict, of.reason), (Verdict::NotTestable, Some("no_returns")));
    assert_eq!(of.sentence, "Not testable: SPY ends on 2020-02-28, before 2020-03-11.");
    let apart = Market::new().gap("PSCT", "2000-01-01", "2023-01-01").gap("XLK", "2022-06-01", "2100-01-01");
    let apart = claims(&apart.workspace());
    let of = claim(&apart, "small-over-large-tech");
    assert_eq!(of.sentence, "Not testable: PSCT begins on 2023-01-02, when XLK has ended (2022-05-31).");
    let of = claim(&apart, "january-2025-joint-fall");
    assert_eq!((of.verdict, of.reason), (Verdict::NotTestable, Some("no_return_that_day")));
    assert_eq!(of.sentence, "Not testable: XLK ends on 2022-05-31, before 2025-01-27.");
    let short = claims(&Market::new().gap("PSCT", "2000-01-01", "2025-01-31").workspace());
    let of = claim(&short, "small-over-large-tech");
    assert_eq!((of.verdict, of.reason), (Verdict::Inconclusive, Some("insufficient_data")));
    assert!(of.sentence.contains("PSCT begins last, on 2025-02-03"), "{}", of.sentence);
}

#[test]
fn claims_of_one_s_own_are_the_same_machinery() {
    let market = Market::new().workspace();
    let settings = Settings {
        claims: [
            "BTC moves most with PSCT",
            "BTC moves more with PSCT than with XLK",
            "BTC has moved with SPY ever since 2020-03-11",
        ]
        .map(own)
        .to_vec(),
        ..Settings::default()
    };
    let found = found(&market, &settings, Depth::Order);
    for (own, same) in
        [("own-1", "top-sector-bitcoin"), ("own-2", "small-over-large-tech"), ("own-3", "positive-since-pandemic")]
    {
        let (own, same) = (claim(&found, own), claim(&found, same));
        assert_eq!(
            (own.verdict, own.effect, own.low, own.high, own.p, own.n),
            (same.verdict, same.effect, same.low, same.high, same.p, same.n)
        );
        assert_eq!((&own.sentence, own.detectable), (&same.sentence, same.detectable));
        assert!(
            own.caveats.iter().any(|caveat| caveat.starts_with("Among your 3 claims, after Holm")),
            "{:?}",
            own.caveats
        );
    }
    let unknown = Settings { claims: vec![own("BTC moves most with NOTHERE")], ..Settings::default() };
    assert_eq!(market.claims(&unknown, Depth::Order).unwrap_err().code(), "unknown-series");
    let error = Settings::from_json(r#"{"claims": ["BTC goes up"]}"#).unwrap_err();
    assert!(error.message().contains("BTC goes up") && error.message().contains("X moves most with Y"), "{error}");
}

#[test]
fn among_many_claims_chance_decides_none() {
    let market = Market::new().changed("XLF", |row, price| price * (1.0 + 0.001 * ((row * 7 % 13) as f64))).workspace();
    let one = "BTC moves more with XLK than with XLV";
    let alone = found(&market, &Settings { claims: vec![own(one)], ..Settings::default() }, Depth::Order);
    let many: Vec<OwnClaim> = std::iter::once(one)
        .chain([
            "BTC moves more with XLU than with XLP",
            "ETH moves more with XLP than with XLU",
            "SOL moves more with XLU than with XLV",
        ])
        .map(own)
        .collect();
    let together = found(&market, &Settings { claims: many, ..Settings::default() }, Depth::Order);
    let (alone, together) = (claim(&alone, "own-1"), claim(&together, "own-1"));
    assert!(!alone.caveats.iter().any(|caveat| caveat.contains("Holm")));
    assert_eq!(alone.effect, together.effect);
    let said = together.caveats.iter().any(|caveat| caveat.contains("after Holm"))
        || together.reason == Some("several_claims");
    assert!(said, "{:?}", together.caveats);
}

#[test]
fn an_answer_that_rests_on_one_day_is_found_out() {
    let row = 1200;
    let leap = |at: usize, price: f64| if at >= row { 3.0 * price } else { price };
    let shaken = Market::new().only(&["BTC", "PSCT", "XLK", "SPY"]);
    let days: Vec<Date> = {
        let found = found(&shaken.workspace(), &Settings::default(), Depth::Full);
        let firm = claim(&found, "small-over-large-tech").influential_days.clone().unwrap();
        assert!(firm.to_turn.is_none_or(|days| days > 20), "{firm:?}");
        assert_eq!(firm.days.len(), 5);
        firm.days.iter().map(|day| day.day).collect()
    };
    let shaken = shaken.changed("PSCT", leap).changed("BTC", |at, price| if at >= 1696 { 3.0 * price } else { price });
    let found = found(&shaken.workspace(), &Settings::default(), Depth::Full);
    let of = claim(&found, "small-over-large-tech").influential_days.clone().unwrap();
    assert!(!days.contains(&of.days[0].day) && of.days[0].share.abs() > 0.0, "{of:?}");
}

#[test]
fn every_kind_is_told_in_the_list_of_series() {
    let market = Market::new().with_stocks().again("BTC", "IBIT").again("XLK", "TQQQ").workspace();
    let report = market.import_report(&Settings::default()).unwrap();
    let kind = |id: &str| report.series.iter().find(|member| member.id == id).and_then(|member| member.kind);
    assert_eq!(
        ["BTC", "IBIT", "RIOT", "PSCT", "TQQQ"].map(kind),
        [Kind::Coin, Kind::CoinFund, Kind::Stock, Kind::Fund, Kind::Leveraged].map(Some)
    );
    let json: Value = serde_json::to_value(&report).unwrap();
    let riot = json["series"].as_array().unwrap().iter().find(|series| series["id"] == "RIOT").unwrap();
    assert_eq!((&riot["kind"], &riot["crypto_exposed"]), (&Value::from("stock"), &Value::from(true)));
}
