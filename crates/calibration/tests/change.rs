//! Does the interval for the day of a change hold the true day as often as it says, in simulated markets?

use calibration::design::{DESIGNS, Half, Truth};
use calibration::panel::Panel;
use sectorscope::date::Date;
use sectorscope::study::change::change;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::resampling::random::Philox;

#[test]
fn the_day_of_a_change_lies_in_its_interval() {
    const ROWS: usize = 1250;
    const BEFORE: usize = 500;
    const SAMPLES: u64 = 200;
    let days: Vec<Date> = (0..ROWS as i32).map(Date::from_days).collect();
    let (none, some) = (Truth::Zero.factor(Half::First).unwrap(), Truth::Equal.factor(Half::First).unwrap());
    for design in &DESIGNS {
        let mut held = 0;
        for seed in 0..SAMPLES {
            let mut random = Philox::new(seed, 0);
            let old = Panel::simulate(design, |_| &none, BEFORE, &mut random);
            let new = Panel::simulate(design, |_| &some, ROWS - BEFORE, &mut random);
            let (x, y) = ([old.bitcoin(), new.bitcoin()].concat(), [&old.sectors()[0][..], &new.sectors()[0]].concat());
            let found = change(Method::Pearson, &days, &x, &y, 0.95).unwrap();
            held += u64::from((found.low..=found.high).contains(&days[BEFORE]));
        }
        let share = held as f64 / SAMPLES as f64;
        assert!((0.93..1.0).contains(&share), "{}: {share}", design.name);
    }
}
