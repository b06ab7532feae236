//! Tests that try every arrangement: exact for few observations, whatever their distribution.

use crate::Undefined;

/// p-values from all permutations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PermutationTest {
    /// The statistic as observed.
    pub statistic: f64,
    /// Share of permutations with a statistic at least as large.
    pub p_greater: f64,
    /// Share with one at least as far from 0.
    pub p_two_sided: f64,
    /// Number of permutations, n!.
    pub permutations: u64,
}

/// The largest number of observations that is tried: 9! is 362 880.
const MOST_OBSERVATIONS: usize = 9;

/// Tests whether y goes with x by every order of y, the observed one included, by Heap's algorithm (1963, Computer J. 6:293).
/// Assumes that every order is equally likely without a relation: independent observations.
///
/// Statistics that differ by less than 1e-12 of the observed count as equal, so that rounding breaks no ties. Fewer than two
/// or more than nine observations, slices of unequal length, or values that are not finite: [`Undefined::InsufficientN`]; a
/// statistic that is undefined as observed: its reason. O(n! times the statistic).
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::pearson, resampling::permutation::permutation_test};
/// let test = permutation_test(&[1.0, 2.0, 3.0], &[1.0, 2.0, 4.0], |x, y| pearson(x, y).map(|c| c.r)).unwrap();
/// assert_eq!((test.p_greater, test.permutations), (1.0 / 6.0, 6));
/// ```
pub fn permutation_test(
    x: &[f64],
    y: &[f64],
    statistic: impl Fn(&[f64], &[f64]) -> Result<f64, Undefined>,
) -> Result<PermutationTest, Undefined> {
    let n = x.len();
    let usable = (2..=MOST_OBSERVATIONS).contains(&n) && y.len() == n && x.iter().chain(y).all(|v| v.is_finite());
    if !usable {
        return Err(Undefined::InsufficientN);
    }
    let observed = statistic(x, y)?;
    let tolerance = SAME * observed.abs().max(SAME);
    let (mut greater, mut two_sided, mut all) = (0_u64, 0_u64, 0_u64);
    let mut count = |y: &[f64]| {
        // Undefined in one order is undefined in all: the values are the same.
        let value = statistic(x, y).unwrap_or(f64::NAN);
        all += 1;
        greater += u64::from(value >= observed - tolerance);
        two_sided += u64::from(value.abs() >= observed.abs() - tolerance);
    };
    let mut order = y.to_vec();
    count(&order);
    let mut swaps = vec![0; n];
    let mut position = 1;
    while position < n {
        if swaps[position] < position {
            order.swap(if position % 2 == 0 { 0 } else { swaps[position] }, position);
            count(&order);
            swaps[position] += 1;
            position = 1;
        } else {
            swaps[position] = 0;
            position += 1;
        }
    }
    let share = |count: u64| count as f64 / all as f64;
    Ok(PermutationTest {
        statistic: observed,
        p_greater: share(greater),
        p_two_sided: share(two_sided),
        permutations: all,
    })
}

/// p-value from all circular shifts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShiftTest {
    /// The statistic as observed.
    pub statistic: f64,
    /// Share of shifts with a statistic at least as large.
    pub p_greater: f64,
    /// Number of shifts, n.
    pub shifts: usize,
    /// The smallest p-value there can be, 1/n: say it beside p.
    pub smallest_p: f64,
}

/// Tests whether y goes with x by shifting y against x in a circle, the unshifted one included: what either series owes to
/// its own past stays, only their match is broken. Source: Pesarin & Salmaso 2010, Permutation Tests for Complex Data, ch. 8.
///
/// Fewer than three observations, slices of unequal length, or values that are not finite: [`Undefined::InsufficientN`]; a
/// statistic that is undefined as observed: its reason. O(n times the statistic).
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::pearson, resampling::permutation::circular_shift_test};
/// let (x, y) = ([1.0, 2.0, 3.0, 9.0], [1.0, 2.0, 4.0, 8.0]);
/// let test = circular_shift_test(&x, &y, |x, y| pearson(x, y).map(|c| c.r)).unwrap();
/// assert_eq!((test.p_greater, test.smallest_p), (0.25, 0.25));
/// ```
pub fn circular_shift_test(
    x: &[f64],
    y: &[f64],
    statistic: impl Fn(&[f64], &[f64]) -> Result<f64, Undefined>,
) -> Result<ShiftTest, Undefined> {
    let n = x.len();
    if n < 3 || y.len() != n || !x.iter().chain(y).all(|value| value.is_finite()) {
        return Err(Undefined::InsufficientN);
    }
    let observed = statistic(x, y)?;
    let tolerance = SAME * observed.abs().max(SAME);
    let mut shifted = y.to_vec();
    let mut greater = 0_usize;
    for _ in 0..n {
        greater += usize::from(statistic(x, &shifted).is_ok_and(|value| value >= observed - tolerance));
        shifted.rotate_right(1);
    }
    let all = n as f64;
    Ok(ShiftTest { statistic: observed, p_greater: greater as f64 / all, shifts: n, smallest_p: 1.0 / all })
}

/// Relative difference below which two statistics are the same.
const SAME: f64 = 1e-12;

/// p-value from all ways to choose the group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupContrast {
    /// Mean of the group less mean of the others.
    pub difference: f64,
    /// Share of groups of that size with a difference at least as large.
    pub p_greater: f64,
    /// Number of groups.
    pub assignments: u64,
    /// The smallest p-value there can be, 1/assignments: say it beside p.
    pub smallest_p: f64,
}

/// The most groups that are tried.
const MOST_ASSIGNMENTS: u64 = 1_000_000;

/// Tests whether the values of a group are larger by every group of the same size.
///
/// An empty group or no others, slices of unequal length, values that are not finite, or more than a million groups:
/// [`Undefined::InsufficientN`]. O(groups times their size).
///
/// ```
/// let contrast = sectorscope_stats::resampling::permutation::group_contrast(&[1.0, 5.0, 2.0], &[false, true, false]).unwrap();
/// assert_eq!((contrast.difference, contrast.p_greater), (3.5, 1.0 / 3.0));
/// ```
pub fn group_contrast(values: &[f64], group: &[bool]) -> Result<GroupContrast, Undefined> {
    let n = values.len();
    let size = group.iter().filter(|&&inside| inside).count();
    if group.len() != n || size == 0 || size == n || values.iter().any(|value| !value.is_finite()) {
        return Err(Undefined::InsufficientN);
    }
    let mut assignments = 1_u64;
    for step in 0..size as u64 {
        assignments = assignments.saturating_mul(n as u64 - step) / (step + 1);
        if assignments > MOST_ASSIGNMENTS {
            return Err(Undefined::InsufficientN);
        }
    }
    let total: f64 = values.iter().sum();
    let contrast = |inside: f64| inside / size as f64 - (total - inside) / (n - size) as f64;
    let members = (0..n).filter(|&at| group[at]).collect::<Vec<_>>();
    let sum = |members: &[usize]| members.iter().map(|&at| values[at]).sum::<f64>();
    let difference = contrast(sum(&members));
    let scale = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let mut chosen: Vec<usize> = (0..size).collect();
    let mut greater = 0_u64;
    loop {
        greater += u64::from(contrast(sum(&chosen)) >= difference - SAME * scale);
        // The last member that can still move up, and those after it close behind.
        let Some(moved) = (0..size).rev().find(|&at| chosen[at] < n - size + at) else { break };
        chosen[moved] += 1;
        for at in moved + 1..size {
            chosen[at] = chosen[at - 1] + 1;
        }
    }
    let all = assignments as f64;
    Ok(GroupContrast { difference, p_greater: greater as f64 / all, assignments, smallest_p: 1.0 / all })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correlation::coefficient::{pearson, spearman};

    #[test]
    fn every_order_is_tried_once() {
        use std::cell::RefCell;
        let seen = RefCell::new(std::collections::BTreeSet::new());
        let record = |_: &[f64], y: &[f64]| {
            seen.borrow_mut().insert(y.iter().map(|v| *v as i64).collect::<Vec<_>>());
            Ok(0.0)
        };
        let test = permutation_test(&[0.0; 5], &[1.0, 2.0, 3.0, 4.0, 5.0], record).unwrap();
        assert_eq!((seen.borrow().len(), test.permutations), (120, 120));
        assert_eq!((test.p_greater, test.p_two_sided), (1.0, 1.0));
    }

    #[test]
    fn undefined_cases() {
        let r = |x: &[f64], y: &[f64]| pearson(x, y).map(|c| c.r);
        let test = |x: &[f64], y: &[f64]| permutation_test(x, y, r).err();
        assert_eq!(test(&[], &[]), Some(Undefined::InsufficientN));
        assert_eq!(test(&[1.0], &[1.0]), Some(Undefined::InsufficientN));
        assert_eq!(test(&[1.0; 10], &[1.0; 10]), Some(Undefined::InsufficientN));
        assert_eq!(test(&[1.0, 2.0], &[1.0, f64::NAN]), Some(Undefined::InsufficientN));
        assert_eq!(test(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0]), Some(Undefined::ZeroVariance));
        assert_eq!(group_contrast(&[1.0, 2.0], &[true, true]).err(), Some(Undefined::InsufficientN));
        assert_eq!(group_contrast(&[1.0, 2.0], &[true]).err(), Some(Undefined::InsufficientN));
        assert_eq!(group_contrast(&[], &[]).err(), Some(Undefined::InsufficientN));
        let many: Vec<bool> = (0..60).map(|i| i < 30).collect();
        assert_eq!(group_contrast(&[1.0; 60], &many).err(), Some(Undefined::InsufficientN));
    }

    #[test]
    fn ties_count_as_equal() {
        let tied = [0.1, 0.1, 0.3, 0.3];
        let test = permutation_test(&tied, &tied, |x, y| spearman(x, y).map(|c| c.r)).unwrap();
        assert_eq!(test.p_greater, 4.0 / 24.0);
        assert_eq!(group_contrast(&[0.1; 4], &[true, false, true, false]).unwrap().p_greater, 1.0);
    }
}
