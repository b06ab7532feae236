//! Did bitcoin and technology fall together on one day, and further than days of the year before?

use super::Verdict;
use crate::date::Date;
use crate::returns::{ReturnKind, returns};
use sectorscope_stats::Undefined;
use sectorscope_stats::inference::event_study::{
    AbnormalReturn, EmpiricalRank, JointLowerTail, abnormal_return, empirical_rank, joint_lower_tail,
};

/// Returns of the window that the day is held against.
const WINDOW: usize = 250;
/// Returns between the window and the day.
const GAP: usize = 10;
/// Share of days that count as a fall.
pub const TAIL: f64 = 0.10;

/// Evidence on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct JointFall {
    /// Bitcoin on that day.
    pub bitcoin: DayOut,
    /// Technology on that day.
    pub tech: DayOut,
    /// The market's log return.
    pub market: f64,
    /// How often both had a bad day together in the window.
    pub together: JointLowerTail,
    /// Last day of the return before: what the day's return spans.
    pub since: Date,
}

/// A series on the day.
#[derive(Clone, Debug, PartialEq)]
pub struct DayOut {
    /// Log return.
    pub r: f64,
    /// Where it stands among those of the window.
    pub rank: EmpiricalRank,
    /// What the market does not explain.
    pub abnormal: AbnormalReturn,
}

impl JointFall {
    /// Supported where both fell and each is among the lowest tenth of the window's days, contradicted where one rose.
    pub fn verdict(&self) -> Verdict {
        let both = [&self.bitcoin, &self.tech];
        if both.iter().any(|day| day.r >= 0.0) {
            Verdict::Contradicted
        } else if both.iter().all(|day| day.rank.p_lower <= TAIL) {
            Verdict::Supported
        } else {
            Verdict::Inconclusive
        }
    }
}

/// Log returns between shared days; a market model on the 250 that end 10 before the day. Prices must be positive and as many
/// as days. The day is not there, or too few returns lie before it: [`Undefined::InsufficientN`]. O(n).
pub fn joint_fall(dates: &[Date], [bitcoin, tech, market]: [&[f64]; 3], day: Date) -> Result<JointFall, Undefined> {
    let row = dates.binary_search(&day).map_err(|_| Undefined::InsufficientN)?;
    // Return number i ends on day i + 1.
    let at = row.checked_sub(1).ok_or(Undefined::InsufficientN)?;
    let end = at.checked_sub(GAP).ok_or(Undefined::InsufficientN)?;
    let start = end.checked_sub(WINDOW).ok_or(Undefined::InsufficientN)?;
    let columns = [bitcoin, tech, market].map(|prices| returns(ReturnKind::Log, prices));
    let window = |column: &[f64]| column.get(start..end).unwrap_or(&[]).to_vec();
    let on_day = |column: &[f64]| column.get(at).copied().unwrap_or(f64::NAN);
    let [bitcoin, tech, market] = &columns;
    let model = window(market);
    let out = |column: &[f64]| -> Result<DayOut, Undefined> {
        let (before, r) = (window(column), on_day(column));
        Ok(DayOut {
            r,
            rank: empirical_rank(&before, r)?,
            abnormal: abnormal_return(&before, &model, &[r], &[on_day(market)])?,
        })
    };
    Ok(JointFall {
        bitcoin: out(bitcoin)?,
        tech: out(tech)?,
        market: on_day(market),
        together: joint_lower_tail(&window(bitcoin), &window(tech), TAIL)?,
        since: dates.get(at).copied().ok_or(Undefined::InsufficientN)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectorscope_stats::resampling::random::Philox;

    /// 300 days of three series; on the last one each moves by what is given.
    fn fall(moves: [f64; 3]) -> Result<JointFall, Undefined> {
        let mut random = Philox::new(3, 0);
        let dates: Vec<Date> = (0..300).map(|day| Date::from_days(20_000 + day)).collect();
        let columns = moves.map(|last| {
            let mut price = 100.0;
            let step = |row| {
                price *= 1.0 + if row == 299 { last } else { 0.02 * (random.unit() - 0.5) };
                price
            };
            (0..300).map(step).collect::<Vec<f64>>()
        });
        joint_fall(&dates, [0, 1, 2].map(|at| columns[at].as_slice()), Date::from_days(20_299))
    }

    #[test]
    fn both_must_fall_and_far() {
        let found = fall([-0.05, -0.04, -0.01]).unwrap();
        assert_eq!(found.verdict(), Verdict::Supported);
        assert_eq!(found.bitcoin.rank.p_lower, 1.0 / 251.0);
        assert!((found.bitcoin.r - libm::log1p(-0.05)).abs() < 1e-12);
        assert!(found.bitcoin.abnormal.t < -3.0 && found.bitcoin.abnormal.df == 248);
        assert_eq!(found.since, Date::from_days(20_298));
        assert_eq!(fall([-0.001, -0.04, -0.01]).unwrap().verdict(), Verdict::Inconclusive);
        assert_eq!(fall([0.001, -0.04, -0.01]).unwrap().verdict(), Verdict::Contradicted);
    }

    #[test]
    fn the_day_and_the_year_before_must_be_there() {
        let dates: Vec<Date> = (0..262).map(|day| Date::from_days(20_000 + day)).collect();
        let prices: Vec<f64> = (0..262).map(|day| 100.0 + f64::from(day * day % 7)).collect();
        let on = |day| joint_fall(&dates, [&prices, &prices, &prices], Date::from_days(day));
        assert_eq!(on(20_500), Err(Undefined::InsufficientN));
        assert_eq!(on(20_260), Err(Undefined::InsufficientN));
        assert!(on(20_261).is_ok());
    }
}
