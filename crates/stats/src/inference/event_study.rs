//! Was a day out of the ordinary?

use crate::Undefined;
use crate::complete::{complete_pairs, finite};
use crate::inference::regression::LeastSquares;
use crate::moments::{mean, standard_deviation};
use crate::quantile::quantile;
use crate::special::student_t::student_t_two_sided;
use crate::sum::compensated_sum;

/// What an asset did beyond what the market explains.
#[derive(Clone, Debug, PartialEq)]
pub struct AbnormalReturn {
    /// Intercept of the market model, a return per row.
    pub alpha: f64,
    /// Slope of the market model.
    pub beta: f64,
    /// Residual variance of the market model, n - 2.
    pub variance: f64,
    /// Abnormal return of each event row.
    pub abnormal: Vec<f64>,
    /// Their sum.
    pub cumulated: f64,
    /// Standard error of the sum, with that of alpha and beta.
    pub se: f64,
    /// Sum over standard error.
    pub t: f64,
    /// Degrees of freedom, estimation rows - 2.
    pub df: usize,
    /// Two-sided p-value, Student t.
    pub p_two_sided: f64,
}

/// Market model r = alpha + beta m on estimation rows, abnormal returns r - alpha - beta m on event rows; variance of their
/// sum s^2 (H + q'(X'X)^-1 q), q the sum of the H event rows of X. Source: `MacKinlay` 1997, JEL 35:13.
///
/// Fat tails make t optimistic: see [`empirical_rank`]. Estimation rows with a gap are dropped; an event row with one, or no
/// event rows: [`Undefined::InsufficientN`]; otherwise undefined as [`LeastSquares::fit`]. O(n).
///
/// ```
/// use sectorscope_stats::inference::event_study::abnormal_return;
/// let (asset, market) = ([0.01, -0.02, 0.03, 0.00, -0.01], [0.01, -0.01, 0.02, 0.00, -0.02]);
/// let event = abnormal_return(&asset, &market, &[-0.08], &[-0.02]).unwrap();
/// assert!(event.t < -3.0);
/// ```
pub fn abnormal_return(
    asset: &[f64],
    market: &[f64],
    event_asset: &[f64],
    event_market: &[f64],
) -> Result<AbnormalReturn, Undefined> {
    let rows = event_asset.len();
    if rows == 0 || event_market.len() != rows || event_asset.iter().chain(event_market).any(|v| !v.is_finite()) {
        return Err(Undefined::InsufficientN);
    }
    let fit = LeastSquares::fit(asset, &[market])?;
    let (alpha, beta) = (fit.coefficients[0], fit.coefficients[1]);
    let abnormal: Vec<f64> = event_asset.iter().zip(event_market).map(|(r, m)| r - alpha - beta * m).collect();
    let cumulated = compensated_sum(abnormal.iter().copied());
    let (_, of_parameters) = fit.combination(&[rows as f64, compensated_sum(event_market.iter().copied())]);
    let se = (rows as f64 * fit.residual_variance + of_parameters * of_parameters).sqrt();
    let (t, df) = (cumulated / se, fit.df());
    Ok(AbnormalReturn {
        alpha,
        beta,
        variance: fit.residual_variance,
        abnormal,
        cumulated,
        se,
        t,
        df,
        p_two_sided: student_t_two_sided(t, df as f64),
    })
}

/// Where a value stands among earlier ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EmpiricalRank {
    /// (1 + number at or below it)/(n + 1): how seldom it is as low.
    pub p_lower: f64,
    /// Distance from their mean in standard deviations (n - 1).
    pub z: f64,
}

/// Ranks `value` among the values of a window, without any distribution. Source: Corrado 1989, JFE 23:385.
///
/// Missing values are left out; fewer than two, or a value that is not finite: [`Undefined::InsufficientN`]; a constant
/// window: [`Undefined::ZeroVariance`]. O(n).
///
/// ```
/// let rank = sectorscope_stats::inference::event_study::empirical_rank(&[0.01, -0.02, 0.03], -0.05).unwrap();
/// assert_eq!(rank.p_lower, 0.25);
/// ```
pub fn empirical_rank(window: &[f64], value: f64) -> Result<EmpiricalRank, Undefined> {
    let window = finite(window);
    if !value.is_finite() {
        return Err(Undefined::InsufficientN);
    }
    let sd = standard_deviation(&window)?;
    if sd == 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    let below = window.iter().filter(|&&other| other <= value).count();
    Ok(EmpiricalRank { p_lower: (1 + below) as f64 / (window.len() + 1) as f64, z: (value - mean(&window)?) / sd })
}

/// How often both of two series have a bad day together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JointLowerTail {
    /// Quantile of the first, in its units.
    pub threshold_x: f64,
    /// Quantile of the second.
    pub threshold_y: f64,
    /// Share of rows with both at or below their quantile.
    pub joint: f64,
    /// What independence would give, the square of the share.
    pub independent: f64,
    /// Share of the first's bad days that are bad for the second: the joint share over the share.
    pub conditional: f64,
}

/// Joint frequency of the lower tails, `share` of the rows each, by type-7 quantiles. Rows with a gap are dropped; none left
/// or a share outside (0, 1): [`Undefined::InsufficientN`]. O(n log n).
///
/// ```
/// let (x, y) = ([-3.0, 1.0, 2.0, 3.0, 4.0], [-1.0, 5.0, 2.0, 3.0, 1.0]);
/// assert_eq!(sectorscope_stats::inference::event_study::joint_lower_tail(&x, &y, 0.2).unwrap().joint, 0.2);
/// ```
pub fn joint_lower_tail(x: &[f64], y: &[f64], share: f64) -> Result<JointLowerTail, Undefined> {
    if !(share > 0.0 && share < 1.0) {
        return Err(Undefined::InsufficientN);
    }
    let (x, y) = complete_pairs(x, y);
    let (threshold_x, threshold_y) = (quantile(&x, share)?, quantile(&y, share)?);
    let both = x.iter().zip(y.iter()).filter(|&(&a, &b)| a <= threshold_x && b <= threshold_y).count();
    let joint = both as f64 / x.len() as f64;
    Ok(JointLowerTail { threshold_x, threshold_y, joint, independent: share * share, conditional: joint / share })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKET: [f64; 6] = [0.01, -0.01, 0.02, 0.00, -0.02, 0.015];
    const ASSET: [f64; 6] = [0.012, -0.013, 0.018, 0.004, -0.024, 0.016];

    #[test]
    fn several_rows_add_up() {
        let one = |r, m| abnormal_return(&ASSET, &MARKET, &[r], &[m]).unwrap();
        let both = abnormal_return(&ASSET, &MARKET, &[0.05, -0.01], &[0.01, 0.02]).unwrap();
        let sum = one(0.05, 0.01).cumulated + one(-0.01, 0.02).cumulated;
        assert!((both.cumulated - sum).abs() < 1e-15);
        assert!(both.se > (2.0 * both.variance).sqrt());
        assert_eq!(both.df, 4);
    }

    #[test]
    fn undefined_cases() {
        assert_eq!(abnormal_return(&ASSET, &MARKET, &[], &[]), Err(Undefined::InsufficientN));
        assert_eq!(abnormal_return(&ASSET, &MARKET, &[f64::NAN], &[0.0]), Err(Undefined::InsufficientN));
        assert_eq!(abnormal_return(&ASSET, &[0.1; 6], &[0.1], &[0.0]), Err(Undefined::Singular));
        assert_eq!(abnormal_return(&[], &[], &[0.1], &[0.0]), Err(Undefined::InsufficientN));
        assert_eq!(empirical_rank(&[0.1; 5], 0.1), Err(Undefined::ZeroVariance));
        assert_eq!(empirical_rank(&[0.1], 0.1), Err(Undefined::InsufficientN));
        assert_eq!(empirical_rank(&MARKET, f64::NAN), Err(Undefined::InsufficientN));
        assert_eq!(joint_lower_tail(&[], &[], 0.1), Err(Undefined::InsufficientN));
        assert_eq!(joint_lower_tail(&ASSET, &MARKET, 1.0), Err(Undefined::InsufficientN));
    }

    #[test]
    fn the_lowest_value_is_as_rare_as_the_window_allows() {
        assert_eq!(empirical_rank(&MARKET, -1.0).unwrap().p_lower, 1.0 / 7.0);
        assert_eq!(empirical_rank(&MARKET, 1.0).unwrap().p_lower, 1.0);
        let joint = joint_lower_tail(&MARKET, &MARKET, 0.4).unwrap();
        assert!((joint.joint - 0.5).abs() < 0.2 && joint.conditional >= 1.0 - 1e-12);
    }
}
