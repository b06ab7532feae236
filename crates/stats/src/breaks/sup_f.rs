//! Has the mean of a series changed at an unknown date?

use crate::Undefined;
use crate::moments::Centred;
use crate::special::gamma::chi_squared_sf;
use crate::special::kolmogorov::kolmogorov_sf;
use crate::sum::CompensatedSum;

/// The largest test statistic over all dates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SupF {
    /// Largest F.
    pub statistic: f64,
    /// Rows up to the date at which it lies.
    pub rows_before: usize,
    /// p-value that allows for the choice of the date.
    pub p: f64,
}

/// The largest F = (`RSS_0` - RSS_1)/(RSS_1/(n-2)) of one change of the mean over all dates that leave floor(`trim` n) rows on
/// either side. Source: Andrews 1993, Econometrica 61:821; p-value by Hansen 1997, JBES 15:60.
///
/// Assumes independent rows of equal variance. `trim` in (0, 0.5). Values must be finite; fewer than four rows or a trim
/// outside its range: [`Undefined::InsufficientN`]; constant: [`Undefined::ZeroVariance`]. O(n).
///
/// ```
/// let x: Vec<f64> = (0..100).map(|i| f64::from(i * i % 7) + if i < 40 { 0.0 } else { 4.0 }).collect();
/// let test = sectorscope_stats::breaks::sup_f::sup_f(&x, 0.15).unwrap();
/// assert!(test.rows_before == 40 && test.p < 1e-6);
/// ```
pub fn sup_f(x: &[f64], trim: f64) -> Result<SupF, Undefined> {
    let n = x.len();
    if n < 4 || !(trim > 0.0 && trim < 0.5) {
        return Err(Undefined::InsufficientN);
    }
    let centred = Centred::new(x)?;
    let rows = n as f64;
    let from = ((trim * rows) as usize).max(2);
    let to = n - from;
    if from > to {
        return Err(Undefined::InsufficientN);
    }
    let all = centred.sum_of_squares();
    let mut sum = CompensatedSum::default();
    let (mut statistic, mut rows_before) = (f64::NEG_INFINITY, from);
    for (row, deviation) in centred.deviations().iter().enumerate() {
        sum.add(*deviation);
        let before = row + 1;
        if (from..=to).contains(&before) {
            // What two means explain of deviations that sum to zero.
            let explained = sum.value() * sum.value() * rows / (before as f64 * (n - before) as f64);
            let f = explained / ((all - explained).max(0.0) / (rows - 2.0));
            if f > statistic {
                (statistic, rows_before) = (f, before);
            }
        }
    }
    let outside = from as f64;
    let inside = to as f64;
    let spread = ((rows - outside) * inside / (outside * (rows - inside))).sqrt();
    Ok(SupF { statistic, rows_before, p: sup_f_p(statistic, 1.0 / (1.0 + spread)) })
}

/// P(sup F > x) for one changing parameter and a share `trim` left out at either end: the tail of chi-squared at b0 + b1 x,
/// between the rows of the table in proportion.
fn sup_f_p(x: f64, trim: f64) -> f64 {
    let tail = |[b0, b1, df]: &[f64; 3]| chi_squared_sf((b0 + b1 * x).max(0.0), *df);
    let place = ((0.51 - trim) * 50.0 - 1.0).clamp(0.0, (HANSEN.len() - 1) as f64);
    let row = (place as usize).min(HANSEN.len() - 2);
    let share = place - row as f64;
    (1.0 - share) * tail(&HANSEN[row]) + share * tail(&HANSEN[row + 1])
}

/// b0, b1 and degrees of freedom for trims of 0.49, 0.47, ..., 0.01: Hansen 1997, one parameter.
const HANSEN: [[f64; 3]; 25] = [
    [-0.064_846_7, 0.996_711_56, 1.257_324_1],
    [-0.153_056_67, 0.967_576_45, 1.436_513_15],
    [-0.230_716_75, 0.958_250_13, 1.565_312_61],
    [-0.292_476_61, 0.957_157_82, 1.688_518_98],
    [-0.357_065_88, 0.952_375_05, 1.778_896_86],
    [-0.405_147_15, 0.960_557_95, 1.897_613_22],
    [-0.452_483_86, 0.958_109_99, 1.983_704_22],
    [-0.504_585_17, 0.961_495_38, 2.070_865_19],
    [-0.550_091_59, 0.966_842_73, 2.172_443_38],
    [-0.602_416_23, 0.965_183_99, 2.235_090_53],
    [-0.643_087_46, 0.973_549_02, 2.337_221_61],
    [-0.688_336_76, 0.978_291_06, 2.427_765_24],
    [-0.731_361_61, 0.982_068_7, 2.508_339_18],
    [-0.780_781_98, 0.994_753_19, 2.620_955_1],
    [-0.828_942_21, 1.000_234_73, 2.702_866_43],
    [-0.884_301_33, 1.001_625_29, 2.778_357_98],
    [-0.949_926_5, 1.003_842_68, 2.843_257_95],
    [-0.988_288_74, 1.016_047_12, 2.967_529_18],
    [-1.048_927_13, 1.025_709_39, 3.084_426_82],
    [-1.115_277_83, 1.035_260_33, 3.197_703_94],
    [-1.149_926_44, 1.066_434_36, 3.447_395_73],
    [-1.240_108_71, 1.069_294_68, 3.549_936_05],
    [-1.385_221_13, 1.068_085_43, 3.616_672_11],
    [-1.482_964_73, 1.128_396_9, 4.072_024_73],
    [-1.787_386_08, 1.172_209_25, 4.472_670_1],
];

/// Cumulated departures from the mean: max over j of |sum of the first j deviations| / (s sqrt n), s^2 with n - 1; p-value from
/// the Brownian bridge. Source: Ploberger & Krämer 1992, Econometrica 60:271. Assumes independent rows; undefined as
/// [`sup_f`]. O(n).
///
/// ```
/// let x: Vec<f64> = (0..100).map(|i| f64::from(i * i % 7) + if i < 40 { 0.0 } else { 4.0 }).collect();
/// assert!(sectorscope_stats::breaks::sup_f::mean_cusum(&x).unwrap().rows_before == 40);
/// ```
pub fn mean_cusum(x: &[f64]) -> Result<SupF, Undefined> {
    let centred = Centred::new(x)?;
    let rows = x.len() as f64;
    let scale = (centred.sum_of_squares() / (rows - 1.0)).sqrt() * rows.sqrt();
    let mut sum = CompensatedSum::default();
    let (mut statistic, mut rows_before) = (0.0, 0);
    for (row, deviation) in centred.deviations().iter().enumerate() {
        sum.add(*deviation);
        let distance = sum.value().abs() / scale;
        if distance > statistic {
            (statistic, rows_before) = (distance, row + 1);
        }
    }
    Ok(SupF { statistic, rows_before, p: kolmogorov_sf(statistic) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::regression::LeastSquares;

    fn rows(jump: f64) -> Vec<f64> {
        (0..80).map(|i| libm::sin(f64::from(i * i)) + if i < 30 { 0.0 } else { jump }).collect()
    }

    #[test]
    fn equals_a_regression_on_the_best_date() {
        let x = rows(1.0);
        let found = sup_f(&x, 0.15).unwrap();
        let best = (12..=68)
            .map(|date| {
                let after: Vec<f64> = (0..80).map(|row| f64::from(u8::from(row >= date))).collect();
                (LeastSquares::fit(&x, &[&after]).unwrap().f, date)
            })
            .fold((0.0, 0), |best, other| if other.0 > best.0 { other } else { best });
        assert!((found.statistic - best.0).abs() < 1e-10 * best.0 && found.rows_before == best.1);
        assert!(mean_cusum(&x).unwrap().p < 0.01);
    }

    #[test]
    fn the_p_value_falls_with_the_statistic_and_rises_with_the_choice() {
        for trim in [0.01, 0.07, 0.15, 0.3, 0.49] {
            let p: Vec<f64> = [0.5, 2.0, 5.0, 10.0, 40.0].iter().map(|&x| sup_f_p(x, trim)).collect();
            assert!(p.windows(2).all(|pair| pair[1] < pair[0]) && p[4] > 0.0, "{p:?}");
        }
        assert!(sup_f_p(8.0, 0.05) > sup_f_p(8.0, 0.25) && sup_f_p(8.0, 0.25) > chi_squared_sf(8.0, 1.0));
        // The 5 % point of Andrews' table for 15 % is 8.85 (8.68 in the 2003 corrigendum).
        assert!((sup_f_p(8.68, 0.15) - 0.05).abs() < 0.002);
    }

    #[test]
    fn undefined_cases() {
        for of in [|x: &[f64]| sup_f(x, 0.15).err(), |x: &[f64]| mean_cusum(x).err()] {
            assert_eq!(of(&[]), Some(Undefined::InsufficientN));
            assert_eq!(of(&[f64::NAN; 9]), Some(Undefined::InsufficientN));
            assert_eq!(of(&[0.1; 9]), Some(Undefined::ZeroVariance));
        }
        assert_eq!(sup_f(&rows(0.0), 0.5).err(), Some(Undefined::InsufficientN));
        assert_eq!(sup_f(&rows(0.0), f64::NAN).err(), Some(Undefined::InsufficientN));
        let huge: Vec<f64> = rows(1.0).iter().map(|v| v * 1e150).collect();
        let ratio = sup_f(&huge, 0.15).unwrap().statistic / sup_f(&rows(1.0), 0.15).unwrap().statistic;
        assert!((ratio - 1.0).abs() < 1e-10);
    }
}
