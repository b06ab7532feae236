//! Long work that pauses between its parts, so that whoever runs it can do something else meanwhile. It needs no runtime: what is
//! long is an `async fn` that awaits [`pause`], each poll does the next part, and [`without_pauses`] does all of them.

use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// A place where work may be left and taken up again: pending once, and ready when it is polled the next time.
pub async fn pause() {
    let mut paused = false;
    poll_fn(|_| if std::mem::replace(&mut paused, true) { Poll::Ready(()) } else { Poll::Pending }).await;
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
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done;
        }
    }
}
