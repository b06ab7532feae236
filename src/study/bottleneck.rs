//! Which series a common calendar suffers from most.

use serde::Serialize;

use crate::number::grouped;
use crate::panel::DayLedger;

/// Share of a pair's days that the common calendar may cost before that is reported.
pub(in crate::study) const TOLERATED_LOSS: f64 = 0.1;

/// The series that the common calendar suffers from most.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Bottleneck {
    /// Id of the series.
    pub id: String,
    /// Days that would be gained without it.
    pub gain: usize,
    /// A sentence.
    pub message: String,
}

impl Bottleneck {
    /// The series that alone costs most days, the first aside, if any pair loses over a tenth of its own shared days, `longest`
    /// at most, to the common calendar.
    pub fn of(ledger: &DayLedger, longest: usize, ids: &[&str]) -> Option<Bottleneck> {
        if longest.saturating_sub(ledger.shared) as f64 <= TOLERATED_LOSS * longest as f64 {
            return None;
        }
        let (index, gain) = ledger
            .series
            .iter()
            .enumerate()
            .skip(1)
            .map(|(index, days)| (index, days.alone_missing))
            .max_by_key(|(index, gain)| (*gain, std::cmp::Reverse(*index)))?;
        let id = (*ids.get(index)?).to_owned();
        let message = format!(
            "The days that all share are {} of {} that the longest pair has. Without {id}, {} more would count.",
            grouped(ledger.shared as u64),
            grouped(longest as u64),
            grouped(gain as u64)
        );
        (gain > 0).then_some(Bottleneck { id, gain, message })
    }
}
