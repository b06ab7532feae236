use super::*;
use crate::returns::{Frequency, ReturnKind};
use proptest::prelude::*;
use sectorscope_stats::pause::without_pauses;

const METHODS: [Method; 3] = [Method::Pearson, Method::Spearman, Method::Kendall];
const POLICIES: [AlignPolicy; 3] = [AlignPolicy::Shared, AlignPolicy::ReturnsFirst, AlignPolicy::ForwardFill];
const FREQUENCIES: [Frequency; 3] = [Frequency::Daily, Frequency::Weekly, Frequency::Monthly];

/// A series: the seed of its prices, whether it trades on weekends, its first and last day, days that it lacks one by one, and
/// stretches that it lacks, in days from the first and of what length.
#[derive(Clone, Debug)]
struct Plan {
    seed: u64,
    moves: Moves,
    weekends: bool,
    days: (i32, i32),
    lacks_one_in: u64,
    gaps: Vec<(i32, i32)>,
}

#[derive(Clone, Copy, Debug)]
enum Moves {
    Never,
    /// The same change every day.
    Steadily,
    /// As another series with this seed does, but for a little.
    With(u64),
    Much,
    Little,
}

fn mixed(day: i32, seed: u64) -> u64 {
    let mut mixed =
        (i64::from(day) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ seed.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

fn noise(day: i32, seed: u64) -> f64 {
    (mixed(day, seed) >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
}

impl Plan {
    fn series(&self) -> (Vec<Date>, Vec<f64>) {
        let mut price = 40.0 + 60.0 * (noise(0, self.seed) + 0.5);
        let (mut dates, mut prices) = (Vec::new(), Vec::new());
        for day in 0..=self.days.1 {
            price *= 1.0
                + match self.moves {
                    Moves::Never => 0.0,
                    Moves::Steadily => 0.015_625,
                    Moves::With(seed) => 0.03 * noise(day, seed) + 1e-5 * noise(day, self.seed),
                    Moves::Much => 0.3 * noise(day, self.seed) + 0.1 * noise(day, 1),
                    Moves::Little => 1e-4 * (1.0 + noise(day, self.seed) + noise(day, 1)),
                };
            let lacks = |gap: &(i32, i32)| (gap.0..gap.0 + gap.1).contains(&day);
            let trades = day >= self.days.0
                && (self.weekends || (day + 3) % 7 < 5)
                && !(self.lacks_one_in > 1 && mixed(day, self.seed + 99).is_multiple_of(self.lacks_one_in))
                && !self.gaps.iter().any(lacks);
            if trades {
                dates.push(Date::from_days(day));
                prices.push(price);
            }
        }
        (dates, prices)
    }
}

fn plan() -> impl Strategy<Value = Plan> {
    let moves = prop_oneof![
        1 => Just(Moves::Never),
        1 => Just(Moves::Steadily),
        1 => (0_u64..3).prop_map(Moves::With),
        4 => Just(Moves::Much),
        2 => Just(Moves::Little),
    ];
    let begins = prop_oneof![3 => Just(0), 1 => 0_i32..250];
    let lacks = prop_oneof![2 => Just(0_u64), 1 => 2_u64..5, 2 => Just(20_u64), 1 => Just(60_u64)];
    let gaps = proptest::collection::vec((0_i32..280, 1_i32..60), 0..3);
    (any::<u32>(), moves, any::<bool>(), begins, 0_i32..40, lacks, gaps).prop_map(
        |(seed, moves, weekends, first, missed, lacks_one_in, gaps)| Plan {
            seed: u64::from(seed),
            moves,
            weekends,
            days: (first, 300 - missed),
            lacks_one_in,
            gaps,
        },
    )
}

/// What two series have as they stand, by their own panel.
fn by_itself(views: [PriceView<'_>; 2], settings: &Settings) -> (u32, f64) {
    let panel = Panel::new(&views, settings.align, settings.frequency, settings.returns);
    let r = correlation(settings.method, &panel.columns[0], &panel.columns[1]).map_or(f64::NAN, |found| found.r);
    (panel.len() as u32, if panel.len() < RETURNS_OF_A_PAIR { f64::NAN } else { r })
}

fn holds(plans: &[Plan], settings: &Settings, most: f64) -> Result<(), TestCaseError> {
    let series: Vec<(Vec<Date>, Vec<f64>)> = plans.iter().map(Plan::series).collect();
    let views: Vec<PriceView<'_>> = series.iter().map(|(dates, prices)| PriceView { dates, prices }).collect();
    let cells = without_pauses(Cells::new(&views, settings));
    let k = views.len();
    for i in 0..k {
        for j in 0..k {
            let (n, r) = by_itself([views[i], views[j]], settings);
            let r = if i == j { 1.0 } else { r };
            let cell = (cells.n[i * k + j], cells.r[i * k + j]);
            prop_assert_eq!(
                cell.0,
                n,
                "{} {}: returns of {:?} {:?} {:?}",
                i,
                j,
                settings.align,
                settings.frequency,
                settings.returns
            );
            let alike = cell.1 == r || (cell.1.is_nan() && r.is_nan()) || (cell.1 - r).abs() <= most;
            prop_assert!(alike, "{} {}: {} {} {:?} {:?}", i, j, cell.1, r, plans[i], plans[j]);
        }
    }
    Ok(())
}

fn settings(method: Method, align: AlignPolicy, frequency: Frequency, returns: ReturnKind) -> Settings {
    Settings { method, align, frequency, returns, ..Settings::default() }
}

proptest! {
    #![proptest_config(properties::cases(96))]
    /// The law of the matrix: a cell is what its two series have by themselves.
    #[test]
    fn a_cell_is_what_its_pair_has_by_itself(plans in proptest::collection::vec(plan(), 4..9), simple in any::<bool>()) {
        let returns = if simple { ReturnKind::Simple } else { ReturnKind::Log };
        for frequency in FREQUENCIES {
            holds(&plans, &settings(Method::Pearson, AlignPolicy::Shared, frequency, returns), 1e-13)?;
        }
    }

    #[test]
    fn whatever_the_settings(plans in proptest::collection::vec(plan(), 1..5), twice in any::<bool>(), simple in any::<bool>()) {
        let returns = if simple { ReturnKind::Simple } else { ReturnKind::Log };
        let mut plans = plans;
        if twice {
            // A second series on the days of each.
            let again = plans.clone().into_iter().map(|plan| Plan { moves: Moves::With(plan.seed % 3), ..plan });
            plans.extend(again);
        }
        for method in METHODS {
            for align in POLICIES {
                for frequency in FREQUENCIES {
                    holds(&plans, &settings(method, align, frequency, returns), 1e-13)?;
                }
            }
        }
    }
}
