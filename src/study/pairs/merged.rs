//! Pearson's correlation of two series on one grid, from sums over all its periods: of a pair, the returns over the days that
//! one of the two lacks are joined.

use super::grid::{Column, Grid};
use crate::returns::ReturnKind;
use crate::thresholds::RETURNS_OF_A_PAIR;

/// A correlation that was found, or why it has to be found in another way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Found {
    /// The correlation; NaN where it has no value.
    Correlation(f64),
    /// Sums cannot tell a variance from rounding, or a perfect correlation from a nearly perfect one.
    Doubtful,
}

/// How much larger the sum of all squares that came in may be than that of the deviations that are left.
const MOST_CANCELLATION: f64 = 16.0;
/// From here on a correlation is not told from a perfect one by its sums.
const NEARLY_PERFECT: f64 = 0.999;

/// Counts the returns of a pair and correlates them, given the sum of products of all steps of the two.
pub(super) fn correlate(grid: &Grid, x: &Column, y: &Column, products: f64) -> (u32, Found) {
    let mut pair = Pair { grid, x, y, sums: Sums::default() };
    pair.add_all(products);
    let n = pair.sums.n;
    let found = if (n as usize) < RETURNS_OF_A_PAIR || x.constant || y.constant {
        Found::Correlation(f64::NAN)
    } else {
        pair.correlation()
    };
    (n, found)
}

/// Sums over the returns of a pair.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    n: u32,
    x: f64,
    y: f64,
    xx: f64,
    yy: f64,
    xy: f64,
    /// What squares were ever added beside those of the steps.
    added: [f64; 2],
}

impl Sums {
    fn add(&mut self, x: f64, y: f64) {
        self.n += 1;
        self.x += x;
        self.y += y;
        self.xx += x * x;
        self.yy += y * y;
        self.xy += x * y;
        self.added[0] += x * x;
        self.added[1] += y * y;
    }
}

struct Pair<'a> {
    grid: &'a Grid,
    x: &'a Column,
    y: &'a Column,
    sums: Sums,
}

/// The set bits of a word, as numbers from `base`.
fn bits(word: u64, base: usize) -> impl Iterator<Item = usize> {
    let mut left = word;
    std::iter::from_fn(move || {
        let at = base + left.trailing_zeros() as usize;
        let some = left != 0;
        left &= left.wrapping_sub(1);
        some.then_some(at)
    })
}

impl Pair<'_> {
    /// Periods on whose last day both have a price: of their returns nothing has to be joined.
    fn whole(&self, word: usize) -> u64 {
        self.x.ended.word(word) & self.y.ended.word(word)
    }

    /// The same of those that lie between two, both included.
    fn whole_within(&self, word: usize, (first, last): (usize, usize)) -> u64 {
        self.whole(word) & within(word, first, last)
    }

    fn add_all(&mut self, products: f64) {
        let (Some(x), Some(y)) = (self.x.periods, self.y.periods) else { return };
        let all = (x.0.max(y.0), x.1.min(y.1));
        if all.0 > all.1 {
            return;
        }
        let words = all.0 / 64..=all.1 / 64;
        let first = bits_of(words.clone(), |word| self.whole_within(word, all)).next();
        let last = words.rev().map(|word| (word, self.whole_within(word, all))).find(|(_, whole)| *whole != 0);
        let (Some(first), Some((word, whole))) = (first, last) else {
            self.join(None, all.0..all.1 + 1, None);
            return;
        };
        let last = word * 64 + 63 - whole.leading_zeros() as usize;
        let (x, y) = (self.x.sums_between(first + 1, last + 1), self.y.sums_between(first + 1, last + 1));
        (self.sums.x, self.sums.xx, self.sums.y, self.sums.yy) = (x[0], x[1], y[0], y[1]);
        // Behind the last neither has a step beside one of the other, and before the first only where it meets the first.
        self.sums.xy = products - self.x.steps[first] * self.y.steps[first];
        self.join(None, all.0..first, Some(first));
        self.add_between(first, last);
        self.join(Some(last), last + 1..all.1 + 1, None);
    }

    /// Joins what has to be joined between two periods with an end.
    fn add_between(&mut self, first: usize, last: usize) {
        let missing = |pair: &Pair<'_>, word: usize| !pair.whole(word) & within(word, first, last);
        let daily = self.grid.is_daily();
        let (mut whole_before, mut here, mut before) = (0, missing(self, first / 64), 0);
        for word in first / 64..=last / 64 {
            let whole = self.whole_within(word, (first, last));
            let follow = whole & (whole << 1 | whole_before >> 63) & !self.grid.long.word(word);
            self.sums.n += follow.count_ones();
            let after = if word < last / 64 { missing(self, word + 1) } else { 0 };
            if here != 0 {
                let begins = here & !(here << 1 | before >> 63);
                let single = begins & !(here >> 1 | after << 63) & !self.grid.wide.word(word);
                let single = if daily { single } else { 0 };
                self.join_single(single, word * 64);
                for from in bits(begins & !single, word * 64) {
                    let next = bits_of(from / 64..=last / 64, |word| self.whole_within(word, (from, last))).next();
                    self.join_run(from, next.unwrap_or(last));
                }
            }
            (whole_before, before, here) = (whole, here, after);
        }
    }

    /// Of a day that one or both lack, between two that both have: the step over it and the next become one.
    fn join_single(&mut self, days: u64, base: usize) {
        let (x, y) = (self.x.steps.as_slice(), self.y.steps.as_slice());
        let mut sums = Sums { n: days.count_ones(), ..Sums::default() };
        for day in bits(days, base) {
            let (Some(&[x0, x1]), Some(&[y0, y1])) = (x.get(day..day + 2), y.get(day..day + 2)) else { continue };
            match self.grid.kind {
                ReturnKind::Log => {
                    sums.xx += 2.0 * x0 * x1;
                    sums.yy += 2.0 * y0 * y1;
                    sums.xy += x0 * y1 + x1 * y0;
                }
                ReturnKind::Simple => {
                    let (both_x, both_y) = (x0 * x1, y0 * y1);
                    let (joined_x, joined_y) = (x0 + x1 + both_x, y0 + y1 + both_y);
                    sums.x += both_x;
                    sums.y += both_y;
                    sums.xx += joined_x * joined_x - (x0 * x0 + x1 * x1);
                    sums.yy += joined_y * joined_y - (y0 * y0 + y1 * y1);
                    sums.xy += joined_x * joined_y - (x0 * y0 + x1 * y1);
                }
            }
        }
        self.sums.n += sums.n;
        self.sums.x += sums.x;
        self.sums.y += sums.y;
        self.sums.xx += sums.xx;
        self.sums.yy += sums.yy;
        self.sums.xy += sums.xy;
    }

    /// The same for periods from one to the next whose end both have, whatever days in them they share.
    fn join_run(&mut self, from: usize, next: usize) {
        for (x, y) in self.x.steps[from..=next].iter().zip(&self.y.steps[from..=next]) {
            self.sums.x -= x;
            self.sums.y -= y;
            self.sums.xx -= x * x;
            self.sums.yy -= y * y;
            self.sums.xy -= x * y;
        }
        self.join(Some(from - 1), from..next, Some(next));
    }

    /// Adds the returns between the last shared days of periods, from the end of a period and to the end of another.
    fn join(&mut self, from: Option<usize>, periods: std::ops::Range<usize>, to: Option<usize>) {
        let mut before = from.map(|period| self.grid.ends[period]);
        let to = to.map(|period| self.grid.ends[period]);
        let mut sums = self.sums;
        for place in periods.map(|period| self.last_shared(period)).chain([to]).flatten() {
            if let Some(before) = before.filter(|before| !self.grid.too_long(*before, place)) {
                sums.add(self.x.change(before, place), self.y.change(before, place));
            }
            before = Some(place);
        }
        self.sums = sums;
    }

    /// The last day of a period on which both have a price.
    fn last_shared(&self, period: usize) -> Option<usize> {
        let last = self.grid.ends[period];
        let first = if period == 0 { 0 } else { self.grid.ends[period - 1] + 1 };
        (first / 64..=last / 64).rev().find_map(|word| {
            let shared = self.x.priced.word(word) & self.y.priced.word(word) & within(word, first, last);
            (shared != 0).then(|| word * 64 + 63 - shared.leading_zeros() as usize)
        })
    }

    fn correlation(&self) -> Found {
        let sums = &self.sums;
        let n = f64::from(sums.n);
        let (xx, yy) = (sums.xx - sums.x * sums.x / n, sums.yy - sums.y * sums.y / n);
        let trusted = |left: f64, of: &Column, added: f64| left * MOST_CANCELLATION > of.squares() + added;
        let r = (sums.xy - sums.x * sums.y / n) / (xx.sqrt() * yy.sqrt());
        if trusted(xx, self.x, sums.added[0]) && trusted(yy, self.y, sums.added[1]) && r.abs() < NEARLY_PERFECT {
            Found::Correlation(r)
        } else {
            Found::Doubtful
        }
    }
}

/// The set bits of words, in order.
fn bits_of(words: impl Iterator<Item = usize>, word: impl Fn(usize) -> u64) -> impl Iterator<Item = usize> {
    words.flat_map(move |number| bits(word(number), number * 64))
}

/// The bits of a word whose numbers lie between two, both included.
fn within(word: usize, first: usize, last: usize) -> u64 {
    let from = first.saturating_sub(word * 64);
    let to = (last + 1).saturating_sub(word * 64);
    let below = |bound: usize| if bound >= 64 { u64::MAX } else { (1 << bound) - 1 };
    below(to) & !below(from)
}
