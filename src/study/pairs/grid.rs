//! Series on one calendar: the days of the pairs that are made of them, and what each series contributes to any pair.

use crate::date::Date;
use crate::panel::PriceView;
use crate::returns::{Frequency, ReturnKind, period_ends, return_between};

/// Numbers below some bound, a bit for each.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    fn new(bound: usize) -> Bits {
        Bits(vec![0; bound.div_ceil(64)])
    }

    fn of(bound: usize, holds: impl Fn(usize) -> bool) -> Bits {
        let mut bits = Bits::new(bound);
        (0..bound).filter(|at| holds(*at)).for_each(|at| bits.insert(at));
        bits
    }

    fn insert(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }

    /// The bits of 64 numbers, from 64 times `word`.
    pub(super) fn word(&self, word: usize) -> u64 {
        self.0.get(word).copied().unwrap_or(0)
    }
}

/// The days on which a pair can have a price, and the periods that they make up.
#[derive(Debug)]
pub(super) struct Grid {
    pub days: Vec<Date>,
    /// Place of the last day of each period.
    pub ends: Vec<usize>,
    pub kind: ReturnKind,
    /// Most days that a return may span.
    pub longest: i32,
    /// Periods from whose end to the end of the one before it is too long for a return.
    pub long: Bits,
    /// Periods that leave too long an interval where they are left out.
    pub wide: Bits,
    /// Place of each day from the first, beyond all places where it is not a day of the grid.
    place: Vec<u32>,
}

impl Grid {
    /// On the days that are in both lists, each ascending.
    pub(super) fn new(some: &[Date], others: &[Date], frequency: Frequency, kind: ReturnKind) -> Grid {
        let mut rest = others.iter().peekable();
        let shared = |day: &&Date| {
            while rest.next_if(|other| other < day).is_some() {}
            rest.peek() == Some(day)
        };
        let days: Vec<Date> = some.iter().filter(shared).copied().collect();
        let (ends, longest) = (period_ends(&days, frequency), frequency.longest_interval());
        let span = |from: usize, to: usize| days[ends[to]].days() - days[ends[from]].days() > longest;
        let periods = ends.len();
        let (long, wide) = (
            Bits::of(periods, |at| at > 0 && span(at - 1, at)),
            Bits::of(periods, |at| at > 0 && at + 1 < periods && span(at - 1, at + 1)),
        );
        let first = days.first().map_or(0, |day| day.days());
        let mut place = vec![u32::MAX; days.last().map_or(0, |day| (day.days() - first) as usize + 1)];
        days.iter().zip(0..).for_each(|(day, at)| place[(day.days() - first) as usize] = at);
        Grid { days, ends, kind, longest, long, wide, place }
    }

    /// Whether each day is a period.
    pub(super) fn is_daily(&self) -> bool {
        self.ends.len() == self.days.len()
    }

    /// Whether it is too long for a return from one place to another.
    pub(super) fn too_long(&self, from: usize, to: usize) -> bool {
        self.days[to].days() - self.days[from].days() > self.longest
    }

    fn place(&self, day: Date) -> Option<usize> {
        let offset = usize::try_from(day.days() - self.days.first()?.days()).ok()?;
        self.place.get(offset).filter(|place| **place != u32::MAX).map(|place| *place as usize)
    }
}

/// A series on a grid.
#[derive(Debug)]
pub(super) struct Column {
    /// Days with a price.
    pub priced: Bits,
    /// Periods with a price on their last day.
    pub ended: Bits,
    /// The first and the last period in which there is a price.
    pub periods: Option<(usize, usize)>,
    /// By day, such that the return between two with a price follows from the two: prices or, where returns add up, their sum.
    /// Where each day is a period, steps are enough, and there are none.
    values: Vec<f64>,
    /// By period that has its end, the return since the one before that has; 0 for all others, where it is too long, and behind
    /// the last, up to a multiple of 64 and one more.
    pub steps: Vec<f64>,
    /// Sums of the steps, and of their squares, before each 64 of them.
    before: Vec<[f64; 2]>,
    /// Whether all prices are the same.
    pub constant: bool,
    kind: ReturnKind,
}

impl Column {
    pub(super) fn new(grid: &Grid, view: PriceView<'_>) -> Column {
        let (days, periods) = (grid.days.len(), grid.ends.len());
        let mut column = Column {
            priced: Bits::new(days),
            ended: Bits::new(periods),
            periods: None,
            values: vec![0.0; if grid.is_daily() { 0 } else { days }],
            steps: vec![0.0; periods.div_ceil(64) * 64 + 1],
            before: Vec::with_capacity(periods / 64 + 2),
            constant: true,
            kind: grid.kind,
        };
        let (mut period, mut latest, mut ended) = (0, None, None);
        for (day, price) in view.dates.iter().zip(view.prices) {
            let Some(place) = grid.place(*day) else { continue };
            while grid.ends[period] < place {
                period += 1;
            }
            let change = |before: Option<f64>| before.map_or(0.0, |before| return_between(grid.kind, before, *price));
            column.constant &= latest.is_none_or(|(_, before)| before == *price);
            if !grid.is_daily() {
                column.values[place] = match (grid.kind, latest) {
                    (ReturnKind::Simple, _) => *price,
                    (ReturnKind::Log, None) => 0.0,
                    (ReturnKind::Log, Some((place, before))) => column.values[place] + change(Some(before)),
                };
            }
            latest = Some((place, *price));
            column.priced.insert(place);
            column.periods = Some((column.periods.map_or(period, |(first, _)| first), period));
            if grid.ends[period] == place {
                column.ended.insert(period);
                let long = grid.long.word(period / 64) >> (period % 64) & 1 == 1;
                column.steps[period] = if long { 0.0 } else { change(ended) };
                ended = Some(*price);
            }
        }
        column.sum_up();
        column
    }

    fn sum_up(&mut self) {
        let mut sums = [0.0, 0.0];
        for steps in self.steps.chunks(64) {
            self.before.push(sums);
            let here = steps.iter().fold([0.0, 0.0], |[sum, squares], step| [sum + step, squares + step * step]);
            sums = [sums[0] + here[0], sums[1] + here[1]];
        }
        self.before.push(sums);
    }

    /// The return between two days with a price.
    pub(super) fn change(&self, from: usize, to: usize) -> f64 {
        let (before, after) = (self.values[from], self.values[to]);
        match self.kind {
            ReturnKind::Log => after - before,
            ReturnKind::Simple => (after - before) / before,
        }
    }

    /// Sum of the steps from a period to before another, and of their squares.
    pub(super) fn sums_between(&self, from: usize, to: usize) -> [f64; 2] {
        let (before, all) = (self.sums_before(from), self.sums_before(to));
        [all[0] - before[0], all[1] - before[1]]
    }

    fn sums_before(&self, period: usize) -> [f64; 2] {
        let block = if period < self.steps.len() { period / 64 } else { self.before.len() - 1 };
        let rest = self.steps.get(64 * block..period).unwrap_or(&[]).iter();
        rest.fold(self.before[block], |[sum, squares], step| [sum + step, squares + step * step])
    }

    /// Sum of the squares of all steps.
    pub(super) fn squares(&self) -> f64 {
        self.before.last().map_or(0.0, |sums| sums[1])
    }
}
