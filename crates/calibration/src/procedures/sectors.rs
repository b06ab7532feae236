//! One sector against all others, as the claims about a top sector are judged.

use sectorscope::study::claim::FirstPlace;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::{Method, pearson};
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::inference::cosine_inference::{cautious_influence, cosine_difference, cosine_interval};
use sectorscope_stats::inference::hac::default_lags;
use sectorscope_stats::inference::multiple::{holm, intersection_union_p};
use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
use sectorscope_stats::inference::paired::paired_difference;

use crate::design::SECTORS;
use crate::lens::Lens;
use crate::outcome::{Kind, Outcomes, Used};
use crate::panel::Panel;
use crate::trial::Trial;

/// One-sided p-values of the first sector against each other one.
struct Rivals {
    greater: Vec<f64>,
    less: Vec<f64>,
}

/// A way to compare the first sector with the others.
struct Way {
    name: &'static str,
    words: &'static str,
    used: Used,
    rivals: fn(&Panel) -> Result<Rivals, Undefined>,
}

/// How the claims are judged, how they could be, and how a textbook would.
const WAYS: [Way; 3] = [
    Way { name: "newey-west", words: "Newey-West paired tests", used: Used::Beside, rivals: newey_west },
    Way { name: "cosine", words: "cosine paired tests", used: Used::Claims, rivals: cosine },
    Way { name: "williams", words: "Williams' tests", used: Used::Textbook, rivals: williams },
];

/// All sectors alike: a rival that is found to exceed the first is an error.
pub(super) fn family(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    for Way { name, words, used, rivals } in WAYS {
        let mut both = vec![0.0_f64; SECTORS - 1];
        for lens in Lens::BOTH {
            let adjusted = holm(&rivals(trial.lens(lens))?.less);
            let id = format!("holm-{name}-{}", lens.word());
            out.any_rejects(id, format!("Holm over sectors, {words}, {} returns", lens.word()), used, &adjusted);
            let least = adjusted.iter().copied().fold(1.0, f64::min);
            both.iter_mut().for_each(|p| *p = p.max(least));
        }
        if used == Used::Claims {
            let words = format!("Holm over sectors, {words}, both lenses");
            out.any_rejects(format!("holm-{name}-both"), words, used, &both);
        }
    }
    places(trial, out, |_| (1, SECTORS))?;
    let confidence = 1.0 - 0.05 / SECTORS as f64;
    for lens in Lens::BOTH {
        let (panel, truth) = (trial.lens(lens), trial.targets.r(lens, Method::Pearson));
        let mut all = true;
        for sector in panel.sectors() {
            let interval = cosine_interval(Method::Pearson, panel.bitcoin(), sector, confidence)?.interval;
            all &= interval.low <= truth && truth <= interval.high;
        }
        let words = format!("cosine intervals for all sectors together, by Bonferroni, {} returns", lens.word());
        let page = if lens == Lens::Raw { Used::Page } else { Used::Beside };
        out.covers(format!("together-cosine-{}", lens.word()), words, page, all);
    }
    Ok(())
}

/// Which sectors could be first, and the rank intervals, as the page finds them. A sector that others equal has several
/// true ranks, and an interval must hold them all.
fn places(trial: &Trial<'_>, out: &mut Outcomes, true_ranks: fn(usize) -> (usize, usize)) -> Result<(), Undefined> {
    let ids: Vec<String> = (0..SECTORS).map(|sector| sector.to_string()).collect();
    let columns: Vec<&[f64]> = trial.raw.sectors().iter().map(Vec::as_slice).collect();
    let found = FirstPlace::of_columns(Method::Pearson, trial.raw.bitcoin(), &columns, &ids)?;
    let of = if true_ranks(SECTORS - 1).0 == 1 { "five" } else { "two" };
    let first = &ids[0];
    let sets = [
        ("raw", "raw returns", Used::Beside, &found.by_raw),
        ("both", "both lenses", Used::Page, &found.could_be_first),
    ];
    for (name, words, used, set) in sets {
        let words = format!("those that could be first hold a given one of {of} best sectors, {words}");
        out.covers(format!("first-place-{of}-{name}"), words, used, set.contains(first));
    }
    for (sector, which) in [(0, "the first"), (SECTORS - 1, "the last")] {
        let (low, high) = true_ranks(sector);
        let held = found.ranks.get(&ids[sector]).is_some_and(|ranks| ranks[0] <= low && ranks[1] >= high);
        let words = format!("rank interval holds the ranks of {which} sector, {of} best, both lenses");
        out.promised(format!("ranks-{of}-{sector}"), words, Kind::Coverage, 90, Used::Page, held);
    }
    Ok(())
}

/// The first sector at the top, but not alone: to find it above all others is an error.
pub(super) fn top(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    for Way { name, words, used, rivals } in WAYS {
        let mut both = 0.0_f64;
        for lens in Lens::BOTH {
            let p = intersection_union_p(&rivals(trial.lens(lens))?.greater)?;
            let words = format!("intersection-union test of the top sector, {words}, {} returns", lens.word());
            out.rejects(format!("top-{name}-{}", lens.word()), words, used, p);
            both = both.max(p);
        }
        if used == Used::Claims {
            let words = format!("intersection-union test of the top sector, {words}, both lenses");
            out.promised(format!("top-{name}-both"), words, Kind::Size, 5, used, both <= 0.05);
        }
    }
    places(trial, out, |sector| if sector < 2 { (1, 2) } else { (3, SECTORS) })
}

fn newey_west(panel: &Panel) -> Result<Rivals, Undefined> {
    let of = |sector: &Vec<f64>| influence(Method::Pearson, panel.bitcoin(), sector);
    let (own, lags) = (of(&panel.sectors()[0])?, default_lags(panel.bitcoin().len()));
    rivals(panel, |sector| {
        paired_difference(&own, &of(sector)?, lags, 0.95).map(|found| (found.p_greater, found.p_less))
    })
}

fn cosine(panel: &Panel) -> Result<Rivals, Undefined> {
    let of = |sector: &Vec<f64>| cautious_influence(Method::Pearson, panel.bitcoin(), sector);
    let own = of(&panel.sectors()[0])?;
    rivals(panel, |sector| {
        cosine_difference(&own, &of(sector)?, 0.95).map(|found| (found.test.p_greater, found.test.p_less))
    })
}

fn williams(panel: &Panel) -> Result<Rivals, Undefined> {
    let (asset, own) = (panel.bitcoin(), &panel.sectors()[0]);
    let r = pearson(asset, own)?.r;
    rivals(panel, |sector| {
        let test = OverlappingCorrelations::new(r, pearson(asset, sector)?.r, pearson(own, sector)?.r, asset.len())?
            .williams();
        Ok((test.p_greater, test.p_less))
    })
}

fn rivals(panel: &Panel, test: impl Fn(&Vec<f64>) -> Result<(f64, f64), Undefined>) -> Result<Rivals, Undefined> {
    let (greater, less) = panel.sectors()[1..].iter().map(test).collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
    Ok(Rivals { greater, less })
}
