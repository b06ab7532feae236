//! Long work that pauses between its parts, so that whoever runs it can do something else meanwhile. It needs no runtime: what is
//! long is an `async fn` that awaits [`pause`], each poll does the next part, and [`without_pauses`] does all of them.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// A place where work may be left and taken up again: pending once, and ready when it is polled the next time.
pub async fn pause() {
    let mut paused = false;
    poll_fn(|_| if std::mem::replace(&mut paused, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}

/// Steps from one pause of a [`Pace`] to the next, about: a few milliseconds.
const STEPS_BETWEEN_PAUSES: usize = 100_000;

/// Work that is counted while it is done, and pauses whenever there has been enough of it: loops over many short and few long columns
/// then have parts of about one length. A step is what takes some 0.03 microseconds, such as the logarithm of a price, or half of what a
/// value of a column asks of a correlation with its error.
///
/// ```
/// use sectorscope_stats::pause::{Pace, without_pauses};
/// let mut pace = Pace::default();
/// without_pauses(async {
///     for column in [[1.0, 2.0], [3.0, 4.0]] {
///         pace.after(column.len()).await;
///     }
/// });
/// ```
#[derive(Clone, Debug, Default)]
pub struct Pace {
    steps: usize,
}

impl Pace {
    /// Adds steps that were done, and pauses where that makes enough of them since the last pause. O(1).
    ///
    /// ```
    /// use sectorscope_stats::pause::{Pace, without_pauses};
    /// without_pauses(Pace::default().after(1_000_000));
    /// ```
    pub async fn after(&mut self, steps: usize) {
        self.steps = self.steps.saturating_add(steps);
        if self.steps >= STEPS_BETWEEN_PAUSES {
            self.steps = 0;
            pause().await;
        }
    }
}

/// Work done at once. It must await nothing but [`pause`]. O(1) for each pause, beside the work itself.
///
/// ```
/// use sectorscope_stats::pause::{pause, without_pauses};
/// let sum = without_pauses(async {
///     let mut sum = 0;
///     for part in 1..=3 {
///         sum += part;
///         pause().await;
///     }
///     sum
/// });
/// assert_eq!(sum, 6);
/// ```
pub fn without_pauses<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    // Others could not be asked meanwhile.
    with_others(0, || {
        loop {
            if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
                return done;
            }
        }
    })
}

thread_local! {
    static OTHERS: Cell<usize> = const { Cell::new(0) };
}

/// Does a part of work with others, by their number, that may be left something to: see [`elsewhere`](crate::linalg::elsewhere). O(1) beside the work.
///
/// ```
/// assert_eq!(sectorscope_stats::pause::with_others(3, || 6 * 7), 42);
/// ```
pub fn with_others<T>(others: usize, part: impl FnOnce() -> T) -> T {
    let before = OTHERS.replace(others);
    let done = part();
    OTHERS.set(before);
    done
}

/// How many others there are to leave something to.
pub(crate) fn others() -> usize {
    OTHERS.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often work is polled until it is done.
    fn parts(work: impl Future<Output = ()>) -> usize {
        let mut work = pin!(work);
        let mut context = Context::from_waker(Waker::noop());
        let mut parts = 1;
        while work.as_mut().poll(&mut context).is_pending() {
            parts += 1;
        }
        parts
    }

    #[test]
    fn there_are_as_many_parts_as_the_work_is_long() {
        let steps = |each: usize, times: usize| {
            parts(async move {
                let mut pace = Pace::default();
                for _ in 0..times {
                    pace.after(each).await;
                }
            })
        };
        assert_eq!(steps(1, 100), 1);
        assert_eq!(steps(STEPS_BETWEEN_PAUSES / 2, 7), 4);
        assert_eq!(steps(usize::MAX, 3), 4);
    }
}
