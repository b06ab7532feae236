//! Pearson's correlation of two series on one grid, from sums over all its periods: of a pair, the returns over the days that
//! one of the two lacks are joined.

use super::grid::{Column, Grid};
use crate::returns::ReturnKind;
use crate::thresholds::RETURNS_OF_A_PAIR;
use sectorscope_stats::correlation::from_sums::{MOST_CANCELLATION, NEARLY_PERFECT};

/// A correlation that was found, or why it has to be found in another way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Found {
    /// The correlation; NaN where it has no value.
    Correlation(f64),
    /// Sums cannot tell a variance from rounding, or a perfect correlation from a nearly perfect one.
    Doubtful,
}

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

impl Pair<'_> {
    /// Periods on whose last day both have a price: of their returns nothing has to be joined. The bits of those between two,
    /// both included.
    fn whole(&self, word: usize, (first, last): (usize, usize)) -> u64 {
        self.x.ended.word(word) & self.y.ended.word(word) & within(word, first, last)
    }

    /// The first such period from one on.
    fn next_whole(&self, from: usize, last: usize) -> Option<usize> {
        let found = |word| Some(self.whole(word, (from, last))).filter(|whole| *whole != 0).map(|whole| (word, whole));
        (from / 64..=last / 64).find_map(found).map(|(word, whole)| word * 64 + whole.trailing_zeros() as usize)
    }

    fn add_all(&mut self, products: f64) {
        let (Some(x), Some(y)) = (self.x.periods, self.y.periods) else { return };
        let all = (x.0.max(y.0), x.1.min(y.1));
        if all.0 > all.1 {
            return;
        }
        let Some(first) = self.next_whole(all.0, all.1) else {
            self.join(None, all.0..all.1 + 1, None);
            return;
        };
        let mut last = first;
        for word in (all.0 / 64..=all.1 / 64).rev() {
            let whole = self.whole(word, all);
            if whole != 0 {
                last = word * 64 + 63 - whole.leading_zeros() as usize;
                break;
            }
        }
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
        let missing = |pair: &Pair<'_>, word: usize| {
            let both = pair.x.ended.word(word) & pair.y.ended.word(word);
            if word == first / 64 || word == last / 64 { !both & within(word, first, last) } else { !both }
        };
        let daily = self.grid.is_daily();
        self.sums.n += (last - first) as u32;
        let (mut before, mut here) = (0, missing(self, first / 64));
        for word in first / 64..=last / 64 {
            let after = if word < last / 64 { missing(self, word + 1) } else { 0 };
            // Steps into a missing period, and out of one.
            let broken = here | here << 1 | before >> 63;
            let long = self.grid.long.word(word);
            let left_out = if long == 0 { broken } else { broken | long & within(word, first + 1, last) };
            self.sums.n -= left_out.count_ones();
            if here != 0 {
                let begins = here & !(here << 1 | before >> 63);
                let single = begins & !(here >> 1 | after << 63) & !self.grid.wide.word(word);
                let single = if daily { single } else { 0 };
                self.join_single(single, word);
                let mut runs = begins & !single;
                while runs != 0 {
                    let bit = runs.trailing_zeros();
                    runs &= runs - 1;
                    let from = word * 64 + bit as usize;
                    // How many more are missing, where the end is in sight.
                    let more = (!here >> bit).trailing_zeros();
                    let next = if bit + more < 64 {
                        from + more as usize
                    } else {
                        self.next_whole(from, last).unwrap_or(last)
                    };
                    if daily { self.join_days(from, next) } else { self.join_run(from, next) }
                }
            }
            (before, here) = (here, after);
        }
    }

    /// Of a day that one or both lack, between two that both have: the step over it and the next become one.
    fn join_single(&mut self, days: u64, word: usize) {
        let (x, y) = (self.x.steps.get(word * 64..), self.y.steps.get(word * 64..));
        let (x, y) = (x.and_then(<[f64]>::first_chunk::<65>), y.and_then(<[f64]>::first_chunk::<65>));
        let (Some(x), Some(y)) = (x, y) else { return };
        let mut sums = Sums { n: days.count_ones(), ..Sums::default() };
        let mut left = days;
        while left != 0 {
            let day = (left.trailing_zeros() & 63) as usize;
            left &= left - 1;
            let ([x0, x1], [y0, y1]) = ([x[day], x[day + 1]], [y[day], y[day + 1]]);
            match self.grid.kind {
                ReturnKind::Log => {
                    sums.xx += x0 * x1;
                    sums.yy += y0 * y1;
                    sums.xy += x0 * y1 + x1 * y0;
                }
                ReturnKind::Simple => {
                    let (both_x, both_y) = (x0 * x1, y0 * y1);
                    let (joined_x, joined_y) = (x0 + x1 + both_x, y0 + y1 + both_y);
                    sums.x += both_x;
                    sums.y += both_y;
                    // Half of it, as above.
                    sums.xx += 0.5 * (joined_x * joined_x - (x0 * x0 + x1 * x1));
                    sums.yy += 0.5 * (joined_y * joined_y - (y0 * y0 + y1 * y1));
                    sums.xy += joined_x * joined_y - (x0 * y0 + x1 * y1);
                }
            }
        }
        self.sums.n += sums.n;
        self.sums.x += sums.x;
        self.sums.y += sums.y;
        self.sums.xx += 2.0 * sums.xx;
        self.sums.yy += 2.0 * sums.yy;
        self.sums.xy += sums.xy;
    }

    /// The same of several days in a row, up to the next that both have.
    fn join_days(&mut self, from: usize, next: usize) {
        let (mut joined, mut apart) = ([0.0, 0.0], Sums::default());
        let compounds = if self.grid.kind == ReturnKind::Simple { 1.0 } else { 0.0 };
        for (x, y) in self.x.steps[from..=next].iter().zip(&self.y.steps[from..=next]) {
            apart.add(*x, *y);
            joined = [joined[0] + x + compounds * joined[0] * x, joined[1] + y + compounds * joined[1] * y];
        }
        self.take_off(&apart);
        if !self.grid.too_long(from - 1, next) {
            self.sums.add(joined[0], joined[1]);
        }
    }

    /// The same for periods from one to the next whose end both have, whatever days in them they share.
    fn join_run(&mut self, from: usize, next: usize) {
        let mut apart = Sums::default();
        self.x.steps[from..=next].iter().zip(&self.y.steps[from..=next]).for_each(|(x, y)| apart.add(*x, *y));
        self.take_off(&apart);
        self.join(Some(from - 1), from..next, Some(next));
    }

    /// Takes off what steps, each by itself, have contributed; none of them was counted.
    fn take_off(&mut self, steps: &Sums) {
        self.sums.x -= steps.x;
        self.sums.y -= steps.y;
        self.sums.xx -= steps.xx;
        self.sums.yy -= steps.yy;
        self.sums.xy -= steps.xy;
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

/// The bits of a word whose numbers lie between two, both included.
fn within(word: usize, first: usize, last: usize) -> u64 {
    let from = first.saturating_sub(word * 64);
    let to = (last + 1).saturating_sub(word * 64);
    let below = |bound: usize| if bound >= 64 { u64::MAX } else { (1 << bound) - 1 };
    below(to) & !below(from)
}
