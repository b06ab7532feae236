//! Products that others may compute: other workers, each with a module of its own and no memory shared.
//!
//! Whoever polls long work says how many others there are ([`with_others`](crate::pause::with_others)). Large
//! [`products`](super::products) then leave [`Stripe`]s, which are taken from here ([`next_stripe`]), computed anywhere
//! ([`Stripe::sums`]), and given back ([`give_back`]). The sums have the same bits, whoever computes them.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::ops::Range;
use std::task::Poll;

use super::products::{SIDE, add_products};
use crate::pause::{others, pause, without_pauses};

/// Multiplications that are worth a copy of the columns: a sixth of a second or more.
const WORTHWHILE: u64 = if cfg!(test) { 1 << 16 } else { 1 << 30 };

/// Products of some columns with others.
#[derive(Clone, Debug, PartialEq)]
pub struct Stripe {
    /// Number under which the sums are given back.
    pub id: u32,
    /// Rows of each column.
    pub rows: usize,
    /// Columns on the left, one behind the other.
    pub left: Vec<f64>,
    /// Columns on the right, one behind the other; not written out where `diagonal` says which they are.
    pub right: Vec<f64>,
    /// Where among the columns on the left those on the right begin, of which sums far below the diagonal are left out; none where
    /// both are different columns.
    pub diagonal: Option<usize>,
}

impl Stripe {
    /// The sums of products, row-major: a row for each column on the left. O(rows left right).
    ///
    /// ```
    /// use sectorscope_stats::linalg::elsewhere::Stripe;
    /// let stripe = Stripe { id: 1, rows: 2, left: vec![1.0, 2.0], right: vec![3.0, 4.0, 5.0, 6.0], diagonal: None };
    /// assert_eq!(stripe.sums(), [11.0, 17.0]);
    /// ```
    pub fn sums(&self) -> Vec<f64> {
        let [left, right] = [&self.left, &self.right].map(|all| all.chunks_exact(self.rows.max(1)).collect::<Vec<_>>());
        let right = self.diagonal.map_or(&right[..], |first| left.get(first..).unwrap_or(&[]));
        let mut sums = vec![0.0; left.len() * right.len()];
        without_pauses(add_products(&left, right, self.rows, self.diagonal, &mut sums, right.len()));
        sums
    }
}

/// Stripes on their way.
#[derive(Default)]
struct Desk {
    last_id: u32,
    waiting: VecDeque<Stripe>,
    /// What became of stripes, by their numbers: nothing yet, no sums, or sums.
    awaited: BTreeMap<u32, Option<Option<Vec<f64>>>>,
    stalled: bool,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Takes a stripe that waits to be computed elsewhere. O(1).
///
/// ```
/// assert_eq!(sectorscope_stats::linalg::elsewhere::next_stripe(), None);
/// ```
pub fn next_stripe() -> Option<Stripe> {
    DESK.with_borrow_mut(|desk| desk.waiting.pop_front())
}

/// Gives back the sums of a stripe; none where they cannot be had, so that they are computed here. What nothing waits for any more
/// is let go. O(log n) of n stripes.
///
/// ```
/// sectorscope_stats::linalg::elsewhere::give_back(1, None);
/// ```
pub fn give_back(id: u32, sums: Option<Vec<f64>>) {
    DESK.with_borrow_mut(|desk| {
        if let Some(settled) = desk.awaited.get_mut(&id) {
            *settled = Some(sums);
        }
    });
}

/// Whether work has waited for a stripe and had nothing else to do, since this was last asked. O(1).
///
/// ```
/// assert!(!sectorscope_stats::linalg::elsewhere::has_stalled());
/// ```
pub fn has_stalled() -> bool {
    DESK.with_borrow_mut(|desk| std::mem::take(&mut desk.stalled))
}

/// A stripe that was left to others.
struct Left(u32);

impl Left {
    fn new(columns: [&[&[f64]]; 2], rows: usize, diagonal: Option<usize>) -> Left {
        let [left, right] =
            columns.map(|some| some.iter().map(|column| &column[..rows]).collect::<Vec<&[f64]>>().concat());
        DESK.with_borrow_mut(|desk| {
            desk.last_id += 1;
            let id = desk.last_id;
            desk.waiting.push_back(Stripe { id, rows, left, right, diagonal });
            desk.awaited.insert(id, None);
            Left(id)
        })
    }

    async fn sums(&self) -> Option<Vec<f64>> {
        poll_fn(|_| {
            DESK.with_borrow_mut(|desk| match desk.awaited.get_mut(&self.0) {
                Some(None) => {
                    desk.stalled = true;
                    Poll::Pending
                }
                settled => Poll::Ready(settled.and_then(Option::take).flatten()),
            })
        })
        .await
    }
}

impl Drop for Left {
    fn drop(&mut self) {
        DESK.with_borrow_mut(|desk| {
            desk.waiting.retain(|stripe| stripe.id != self.0);
            desk.awaited.remove(&self.0);
        });
    }
}

/// Adds all products to `sums`, or of columns with themselves (`own`) those on and above the diagonal; with the help of others where there
/// are some, and enough to do.
pub(super) async fn add_shared(left: &[&[f64]], right: &[&[f64]], rows: usize, own: bool, sums: &mut [f64]) {
    let width = right.len();
    let all = [left.len(), width].iter().fold(rows as u64, |all, count| all.saturating_mul(*count as u64))
        / if own { 2 } else { 1 };
    let shares = shares(width, if all < WORTHWHILE { 0 } else { others() }, own);
    let part = |share: &Range<usize>| {
        let left = if own { &left[..share.end] } else { left };
        (left, &right[share.clone()], own.then_some(share.start))
    };
    let Some((mine, theirs)) = shares.split_last() else { return };
    let mut left_to_others = Vec::new();
    for share in theirs {
        let (left, right, diagonal) = part(share);
        left_to_others.push((share.clone(), Left::new([left, if own { &[] } else { right }], rows, diagonal)));
        // Whoever takes the stripes does so here: there is one copy of columns at a time.
        pause().await;
    }
    let (left, right, diagonal) = part(mine);
    add_products(left, right, rows, diagonal, &mut sums[mine.start..], width).await;
    for (share, stripe) in left_to_others {
        let (left, right, diagonal) = part(&share);
        match stripe.sums().await.filter(|found| found.len() == left.len() * right.len()) {
            Some(found) => {
                for (row, found) in sums.chunks_mut(width).zip(found.chunks(share.len())) {
                    row[share.clone()].copy_from_slice(found);
                }
            }
            None => add_products(left, right, rows, diagonal, &mut sums[share.start..], width).await,
        }
    }
}

/// Columns on the right for each of the others, and last for oneself: about as many products each. They begin where tiles do.
fn shares(width: usize, others: usize, own: bool) -> Vec<Range<usize>> {
    let ends = (1..=others).map(|number| {
        let of_all = number as f64 / (others + 1) as f64;
        // Above a diagonal there are as many products as the square of the columns.
        let columns = width as f64 * if own { of_all.sqrt() } else { of_all };
        (columns as usize / SIDE * SIDE).min(width)
    });
    let mut start = 0;
    ends.chain([width]).map(|end| std::mem::replace(&mut start, end)..end).collect()
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;
    use crate::linalg::products::{own_products, own_products_with_pauses, products, products_with_pauses};
    use crate::pause::with_others;

    fn columns(k: usize, rows: usize) -> Vec<Vec<f64>> {
        let value = |i: usize, row: usize| libm::sin((row * row + i * (7 + row)) as f64);
        (0..k).map(|i| (0..rows).map(|row| value(i, row)).collect()).collect()
    }

    /// The outcome, and the stripes that were computed on the way by `help`.
    fn helped(
        others: usize,
        work: impl Future<Output = Vec<f64>>,
        help: impl Fn(&Stripe) -> Option<Vec<f64>>,
    ) -> (Vec<f64>, usize) {
        let (mut work, mut context, mut stripes) = (pin!(work), Context::from_waker(Waker::noop()), 0);
        loop {
            if let Poll::Ready(done) = with_others(others, || work.as_mut().poll(&mut context)) {
                return (done, stripes);
            }
            while let Some(stripe) = next_stripe() {
                stripes += 1;
                give_back(stripe.id, help(&stripe));
            }
        }
    }

    #[test]
    fn sums_have_the_same_bits_whoever_computes_them() {
        let (x, y) = (columns(70, 257), columns(35, 257));
        let (x, y): (Vec<&[f64]>, Vec<&[f64]>) =
            (x.iter().map(Vec::as_slice).collect(), y.iter().map(Vec::as_slice).collect());
        let (own, both) = (own_products(&x), products(&x, &y));
        let right = |stripe: &Stripe| Some(stripe.sums());
        let refused = |_: &Stripe| None;
        let wrong = |_: &Stripe| Some(vec![1.0]);
        assert_eq!(helped(3, own_products_with_pauses(&x), right), (own.clone(), 3));
        assert_eq!(helped(1, products_with_pauses(&x, &y), right), (both.clone(), 1));
        assert_eq!(helped(2, products_with_pauses(&x, &y), refused), (both.clone(), 2));
        assert_eq!(helped(1, products_with_pauses(&x, &y), wrong), (both, 1));
        assert_eq!(helped(0, own_products_with_pauses(&x), refused), (own, 0));
    }

    #[test]
    fn who_waits_no_longer_leaves_nothing_behind() {
        let x = vec![0.5; 1 << 10];
        let columns: Vec<&[f64]> = vec![&x; 64];
        {
            let mut work = pin!(own_products_with_pauses(&columns));
            let mut poll = || with_others(1, || work.as_mut().poll(&mut Context::from_waker(Waker::noop())));
            assert!(poll().is_pending() && !has_stalled());
            while !has_stalled() {
                assert!(poll().is_pending());
            }
        }
        assert_eq!(next_stripe(), None);
        give_back(1, Some(Vec::new()));
        DESK.with_borrow(|desk| assert!(desk.awaited.is_empty()));
    }

    #[test]
    fn what_is_done_at_once_waits_for_no_other() {
        let x = vec![0.5; 1 << 10];
        with_others(3, || own_products(&vec![&x[..]; 50]));
        assert_eq!(next_stripe(), None);
    }

    #[test]
    fn shares_cover_all_columns() {
        assert_eq!(shares(10, 1, true), [0..4, 4..10]);
        assert_eq!(shares(2_000, 1, true), [0..1_412, 1_412..2_000]);
        assert_eq!(shares(2_000, 3, false), [0..500, 500..1_000, 1_000..1_500, 1_500..2_000]);
        assert_eq!(shares(3, 2, false), [0..0, 0..0, 0..3]);
    }
}
