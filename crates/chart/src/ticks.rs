//! Numbers on a chart: what counts as a correlation, and round ticks.

use crate::axis::Tick;
use sectorscope_ground::number::fixed;

/// `value` as a correlation: within -1 to 1, forgiving rounding. What is not one is missing, for every chart.
pub(crate) fn correlation(value: f64) -> Option<f64> {
    (value.abs() <= 1.0 + 1e-9).then(|| value.clamp(-1.0, 1.0))
}

/// `value` where an axis can hold it. What is not finite, or beyond any axis, is missing.
pub(crate) fn drawable(value: f64) -> Option<f64> {
    (value.abs() <= 1e50).then_some(value)
}

/// A step of 1, 2 or 5 times a power of ten. Kept as integers, so that a tick is 0.3 and not 0.30000000000000004.
#[derive(Clone, Copy)]
struct Step {
    mantissa: f64,
    exponent: i32,
}

impl Step {
    /// The finest step with at most `most` multiples from `low` to `high`, as `count` counts them.
    fn fitting(low: f64, high: f64, most: usize, count: impl Fn(&Step) -> f64) -> Option<Step> {
        let span = high - low;
        // Beyond these no chart of ours goes, and multiples of a step could overflow.
        if !(1e-100..1e100).contains(&span) || low.abs() > 1e100 {
            return None;
        }
        let most = most as f64;
        let start = libm::floor(libm::log10(span / most)) as i32;
        (start..start.saturating_add(4))
            .flat_map(|exponent| [1.0, 2.0, 5.0].map(|mantissa| Step { mantissa, exponent }))
            .find(|step| count(step) <= most)
    }

    fn times(self, n: f64) -> f64 {
        let power = (0..self.exponent.abs()).fold(1.0, |power, _| power * 10.0);
        if self.exponent < 0 { n * self.mantissa / power } else { n * self.mantissa * power }
    }

    /// Largest multiple not above `value`, forgiving rounding.
    fn multiple_below(self, value: f64) -> f64 {
        (value / self.times(1.0) + 1e-9).floor()
    }

    fn multiple_above(self, value: f64) -> f64 {
        (value / self.times(1.0) - 1e-9).ceil()
    }
}

/// `low` to `high` widened to round ends with at most `most` ticks between and including them.
pub fn nice_range(low: f64, high: f64, most: usize) -> (f64, f64) {
    let covering = |step: &Step| step.multiple_above(high) - step.multiple_below(low) + 1.0;
    // With zero inside, a range has at least three ticks.
    match Step::fitting(low, high, most.max(3), covering) {
        Some(step) => (step.times(step.multiple_below(low)), step.times(step.multiple_above(high))),
        None => (low, high),
    }
}

/// Round numbers within `low` to `high`, at most `most` (at least two are allowed).
pub fn linear_ticks(low: f64, high: f64, most: usize) -> Vec<Tick> {
    let inside = |step: &Step| step.multiple_below(high) - step.multiple_above(low) + 1.0;
    let Some(step) = Step::fitting(low, high, most.max(2), inside) else { return Vec::new() };
    let decimals = usize::try_from(-step.exponent).unwrap_or(0);
    let first = step.multiple_above(low);
    let count = step.multiple_below(high) - first;
    (0..most.max(2))
        .map(|i| i as f64)
        .take_while(|&i| i <= count)
        .map(|i| step.times(first + i))
        .map(|value| {
            let decimals = if value.fract() == 0.0 { 0 } else { decimals };
            Tick { value, label: fixed(value, decimals) }
        })
        .collect()
}

/// The number of ticks that fit when each needs `spacing` CSS pixels; more than eight are noise.
pub(crate) fn ticks_that_fit(length: f64, spacing: f64) -> usize {
    ((length / spacing) as usize + 1).min(8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn linear_ticks_are_round() {
        assert_eq!(labels(&linear_ticks(0.0, 0.6, 5)), ["0", "0.2", "0.4", "0.6"]);
        assert_eq!(labels(&linear_ticks(-1.0, 1.0, 6)), ["\u{2212}1", "\u{2212}0.5", "0", "0.5", "1"]);
        assert_eq!(labels(&linear_ticks(-0.13, 0.31, 6)), ["\u{2212}0.1", "0", "0.1", "0.2", "0.3"]);
        assert_eq!(
            linear_ticks(0.0, 0.6, 7).iter().map(|t| t.value).collect::<Vec<_>>(),
            [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
        );
        assert_eq!(labels(&linear_ticks(1.0, 1.0, 5)), Vec::<&str>::new());
        assert_eq!(labels(&linear_ticks(f64::NAN, 1.0, 5)), Vec::<&str>::new());
        assert_eq!(nice_range(-0.02, 0.53, 6), (-0.2, 0.6));
    }

    fn any_value() -> impl Strategy<Value = f64> {
        prop_oneof![prop::num::f64::ANY, -1.0..1.0_f64, -1e6..1e6_f64]
    }

    proptest! {
        #![proptest_config(properties::kept_beside())]

        #[test]
        fn linear_ticks_lie_inside_and_ranges_contain(
            low in any_value(), high in any_value(), most in 0_usize..30,
        ) {
            let (low, high) = (low.min(high), low.max(high));
            let ticks = linear_ticks(low, high, most);
            prop_assert!(ticks.len() <= most.max(2));
            let slack = (high - low) * 1e-6 + high.abs().max(low.abs()) * 1e-12;
            prop_assert!(ticks.iter().all(|tick| tick.value >= low - slack && tick.value <= high + slack));
            let (nice_low, nice_high) = nice_range(low, high, most);
            if slack.is_finite() {
                prop_assert!(nice_low <= low + slack && nice_high >= high - slack);
            }
        }
    }
}
