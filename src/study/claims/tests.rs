//! Claims on prices that were made for them.

use super::*;
use sectorscope_stats::resampling::random::Philox;

const DATES: ClaimDates = ClaimDates { pandemic: Date::from_days(18_332), note: Date::from_days(20_117) };
const DRAWS: Draws = Draws { seed: 1, replicates: 199 };

#[test]
fn nothing_to_judge() {
    let prices = ClaimPrices {
        dates: &[],
        bitcoin: &[],
        altcoins: vec![],
        sectors: vec![],
        small_tech: None,
        large_tech: None,
        tech: None,
        market: None,
    };
    let tests = ClaimTests::new(&prices, DATES);
    assert_eq!((tests.n, tests.bitcoin_top().verdict), (0, Verdict::Inconclusive));
    assert_eq!(tests.bitcoin_top().reason, Some(Reason::Undefined(Undefined::InsufficientN)));
}

/// Daily prices from 2018 on: bitcoin moves with the first sector by `share`, with the market behind both.
struct Made {
    dates: Vec<Date>,
    columns: Vec<Vec<f64>>,
}

impl Made {
    fn new(rows: usize, share: f64) -> Made {
        let mut random = Philox::new(5, rows as u64);
        let mut levels = [100.0; 7];
        let mut columns = vec![Vec::new(); 7];
        for _ in 0..rows {
            let mut draw = || 0.03 * (random.unit() + random.unit() - 1.0);
            let (market, small) = (draw(), draw());
            let moves = [
                share * small + market + draw(),
                share * small + 2.0 * draw() + market,
                share * small + 2.0 * draw() + market,
                market + small,
                market + draw(),
                market + draw(),
                market,
            ];
            for ((level, step), column) in levels.iter_mut().zip(moves).zip(&mut columns) {
                *level *= 1.0 + step;
                column.push(*level);
            }
        }
        Made {
            dates: (0..rows).map(|day| Date::from_days(17_532 + 7 * (day as i32 / 5) + day as i32 % 5)).collect(),
            columns,
        }
    }

    fn prices(&self) -> ClaimPrices<'_> {
        let column = |at: usize| self.columns[at].as_slice();
        ClaimPrices {
            dates: &self.dates,
            bitcoin: column(0),
            altcoins: vec![column(1), column(2)],
            sectors: vec![column(3), column(4), column(5)],
            small_tech: Some(0),
            large_tech: Some(1),
            tech: Some(0),
            market: Some(column(6)),
        }
    }
}

fn judged(prices: &ClaimPrices<'_>) -> ClaimTests {
    ClaimTests::new(prices, DATES)
}

#[test]
fn what_is_built_in_is_found() {
    let made = Made::new(1900, 1.5);
    let found = judged(&made.prices());
    assert_eq!((found.n, found.label_shift), (1899, None));
    assert_eq!(found.bitcoin_top().verdict, Verdict::Supported);
    assert_eq!(found.altcoins_top().verdict, Verdict::Supported);
    assert_eq!(found.altcoins_lower().verdict, Verdict::Supported);
    assert_eq!(found.small_against_large().verdict, Verdict::Supported);
    let turned = Made::new(1900, -1.5);
    assert_eq!(judged(&turned.prices()).small_against_large().verdict, Verdict::Contradicted);
}

#[test]
fn missing_series_are_named() {
    let made = Made::new(900, 1.0);
    let without = |change: fn(&mut ClaimPrices<'_>)| {
        let mut prices = made.prices();
        change(&mut prices);
        judged(&prices)
    };
    let no_small = without(|prices| prices.small_tech = None);
    assert_eq!(no_small.bitcoin_top().verdict, Verdict::NotTestable);
    assert_eq!(no_small.bitcoin_top().reason, Some(Reason::MissingSeries("small technology companies")));
    assert_ne!(no_small.since_pandemic().verdict, Verdict::NotTestable);
    assert_eq!(without(|prices| prices.large_tech = Some(9)).small_against_large().verdict, Verdict::NotTestable);
    assert_eq!(without(|prices| prices.tech = None).fluctuation().verdict, Verdict::NotTestable);
    let no_market = without(|prices| prices.market = None);
    assert_eq!(no_market.since_pandemic().verdict, Verdict::NotTestable);
    assert!(no_market.cross_correlations.is_empty());
    let no_altcoins = without(|prices| prices.altcoins.clear());
    assert_eq!(no_altcoins.altcoins_top().verdict, Verdict::NotTestable);
    assert_eq!(no_altcoins.altcoins_lower().verdict, Verdict::NotTestable);
    let alone = without(|prices| prices.sectors.truncate(1));
    assert_eq!(alone.bitcoin_top().verdict, Verdict::NotTestable);
}

#[test]
fn shifted_labels_and_short_samples_come_first() {
    let made = Made::new(900, 1.0);
    let mut prices = made.prices();
    let late = |column: &[f64]| [&column[..1], &column[..column.len() - 1]].concat();
    let (bitcoin, coins) = (late(prices.bitcoin), late(prices.altcoins[0]));
    (prices.bitcoin, prices.altcoins) = (&bitcoin, vec![&coins[..]]);
    let shifted = judged(&prices);
    assert_eq!((shifted.label_shift, shifted.bitcoin_top().reason), (Some(-1), Some(Reason::LabelShift)));
    let short = Made::new(700, 1.0);
    let found = judged(&short.prices());
    assert!(found.n_after < FEWEST_RETURNS);
    assert_eq!(found.fluctuation().reason, Some(Reason::InsufficientData));
}

#[test]
fn bad_prices_and_constant_ones() {
    let made = Made::new(900, 1.0);
    for bad in [f64::NAN, 0.0, -1.0, f64::INFINITY] {
        let mut spoilt = made.columns[4].clone();
        spoilt[10] = bad;
        let mut prices = made.prices();
        prices.sectors[1] = &spoilt;
        assert_eq!(judged(&prices).bitcoin_top().reason, Some(Reason::Undefined(Undefined::InsufficientN)));
    }
    let constant = vec![7.0; 900];
    let mut prices = made.prices();
    prices.sectors[1] = &constant;
    assert_eq!(judged(&prices).bitcoin_top().reason, Some(Reason::Undefined(Undefined::ZeroVariance)));
}

#[test]
fn lenses_must_agree() {
    use Verdict::{Contradicted, Inconclusive, Supported};
    assert_eq!(agreed(Supported, Supported), (Supported, None));
    for (a, b) in [(Supported, Inconclusive), (Inconclusive, Contradicted), (Supported, Contradicted)] {
        assert_eq!(agreed(a, b), (Inconclusive, Some(Reason::VolatilityWeighting)));
    }
}

#[test]
fn other_ways_to_ask_agree_on_what_is_built_in() {
    let made = Made::new(1900, 1.5);
    let prices = made.prices();
    let tests = ClaimTests::new(&prices, DATES);
    let asked = |question| tests.robustness(question, DRAWS).unwrap();
    for question in [Question::BitcoinTop, Question::AltcoinsTop, Question::SmallAgainstLarge] {
        let ways = asked(question);
        assert_eq!(ways.len(), 11 + 6, "a way for each of the years 2020 to 2025");
        for way in &ways {
            assert!(way.effect.is_ok_and(|effect| effect > 0.1), "{question:?} {way:?}");
            assert_eq!(way.z.is_none(), way.variant == Variant::SummedLags);
            let opposes = |own| opposes(way.effect.ok(), way.z, own);
            assert!(opposes(-0.2) == way.z.is_some() && !opposes(0.2), "{way:?}");
        }
        let n = |variant| ways.iter().find(|way| way.variant == variant).map(|way| way.n);
        assert_eq!(n(Variant::BeforeNote).zip(n(Variant::AfterNote)).map(|(a, b)| a + b), n(Variant::Spearman));
        assert_eq!(n(Variant::Weekly).map(|weeks| weeks > 250), Some(true));
        assert!(n(Variant::WithoutMarch2020) < n(Variant::Spearman));
    }
    assert!(asked(Question::AltcoinsLower).iter().all(|way| way.effect.is_ok_and(|effect| effect < -0.05)));
    let levels = asked(Question::SincePandemic);
    assert!(levels.len() == 10 + 6 && levels.iter().all(|way| way.effect.is_ok_and(|effect| effect > 0.1)));
    let mut without = made.prices();
    without.market = None;
    let tests = ClaimTests::new(&without, DATES);
    let missing = tests.robustness(Question::SincePandemic, DRAWS).err();
    assert_eq!(missing, Some(Reason::MissingSeries("the market")));
    let given = tests.robustness(Question::SmallAgainstLarge, DRAWS).unwrap();
    assert!(given.iter().any(|way| way.effect == Err(Undefined::NoOverlap)));
}

#[test]
fn the_first_way_of_blocks_gives_the_verdict_s_own_effect() {
    let made = Made::new(1200, 1.0);
    let tests = ClaimTests::new(&made.prices(), DATES);
    let effect = tests.small_against_large().evidence.unwrap().0.raw.difference;
    let ways = tests.robustness(Question::SmallAgainstLarge, DRAWS).unwrap();
    let blocks = ways.iter().filter(|way| matches!(way.variant, Variant::Blocks(_)));
    assert_eq!(blocks.map(|way| assert!((way.effect.unwrap() - effect).abs() < 1e-12)).count(), 3);
}

#[test]
fn stretches_cover_all_rows() {
    let days: Vec<Date> = (0..400).map(|day| Date::from_days(18_000 + day)).collect();
    let found: Vec<_> = stretches(&days, |a, b| a.ymd().0 == b.ymd().0).collect();
    assert_eq!(found.iter().map(|(rows, days)| (rows.len(), days.len())).collect::<Vec<_>>(), [(262, 262), (138, 138)]);
    assert_eq!(found[1].0.end, 400);
}

#[test]
fn an_answer_that_rests_on_one_day_is_found_out() {
    let made = Made::new(1900, 0.4);
    let firm = judged(&made.prices()).carried(Question::SmallAgainstLarge).unwrap();
    assert!(firm.to_turn.unwrap() > 50 && firm.to_doubt.unwrap() < firm.to_turn.unwrap(), "{firm:?}");
    assert_eq!((firm.days.len(), firm.n), (5, made.dates.iter().filter(|day| **day >= DATES.pandemic).count()));
    assert!(firm.days.windows(2).all(|pair| pair[0].share >= pair[1].share && pair[1].share > 0.0));
    // Bitcoin moves with nothing, but for one day on which it and the first sector soar.
    let mut shaken = Made::new(1900, 0.0);
    let row = 1500;
    for column in [0, 3] {
        shaken.columns[column].iter_mut().skip(row).for_each(|price| *price *= 3.0);
    }
    let found = judged(&shaken.prices()).carried(Question::SmallAgainstLarge).unwrap();
    assert_eq!(found.days[0].day, shaken.dates[row]);
    assert!(found.to_turn.unwrap() < 5 && found.days[0].share > 10.0 * found.days[1].share, "{found:?}");
}
