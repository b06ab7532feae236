//! The lowest point of a function of a few numbers, without derivatives.

/// Where the search ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimum {
    /// The point.
    pub at: Vec<f64>,
    /// The value there.
    pub value: f64,
    /// Whether the values of all corners came within the tolerance, rather than the steps running out.
    pub converged: bool,
}

/// Moves a simplex of n + 1 corners downhill by reflection, expansion, contraction and shrinking. Source: Nelder & Mead
/// 1965, Computer J. 7:308, with the coefficients given there.
///
/// `start` is one corner, `step` its distance from the others along each axis. Ends when the values of the corners differ by
/// less than `tolerance` and the corners by less than its root, or after `most_steps`. A value of NaN counts as infinite. Finds a
/// local minimum. O(steps times f).
///
/// ```
/// let found = sectorscope_stats::linalg::simplex::minimise(|x| (x[0] - 3.0) * (x[0] - 3.0), &[0.0], 1.0, 1e-12, 500);
/// assert!(found.converged && (found.at[0] - 3.0).abs() < 1e-5);
/// ```
pub fn minimise(f: impl Fn(&[f64]) -> f64, start: &[f64], step: f64, tolerance: f64, most_steps: usize) -> Minimum {
    let n = start.len();
    let value = |x: &[f64]| Some(f(x)).filter(|v| !v.is_nan()).unwrap_or(f64::INFINITY);
    let corner = |axis: usize| -> Vec<f64> {
        start.iter().enumerate().map(|(i, v)| if i + 1 == axis { v + step } else { *v }).collect()
    };
    let mut corners: Vec<(f64, Vec<f64>)> = (0..=n).map(corner).map(|x| (value(&x), x)).collect();
    let mut converged = n == 0;
    for _ in 0..most_steps {
        corners.sort_by(|a, b| a.0.total_cmp(&b.0));
        let width = |axis: usize| corners.iter().map(|c| (c.1[axis] - corners[0].1[axis]).abs()).fold(0.0, f64::max);
        let spread = corners[n].0 - corners[0].0;
        converged = spread <= tolerance && (0..n).all(|axis| width(axis) <= tolerance.sqrt());
        if converged {
            break;
        }
        let centre: Vec<f64> = (0..n).map(|i| corners[..n].iter().map(|c| c.1[i]).sum::<f64>() / n as f64).collect();
        // The point on the line from the worst corner through the centre, `far` times as far behind it.
        let along = |far: f64| -> (f64, Vec<f64>) {
            let x: Vec<f64> = centre.iter().zip(&corners[n].1).map(|(c, w)| c + far * (c - w)).collect();
            (value(&x), x)
        };
        let reflected = along(1.0);
        let replacement = if reflected.0 < corners[0].0 {
            let expanded = along(2.0);
            Some(if expanded.0 < reflected.0 { expanded } else { reflected })
        } else if reflected.0 < corners[n - 1].0 {
            Some(reflected)
        } else {
            let contracted = along(if reflected.0 < corners[n].0 { 0.5 } else { -0.5 });
            (contracted.0 < reflected.0.min(corners[n].0)).then_some(contracted)
        };
        match replacement {
            Some(point) => corners[n] = point,
            None => {
                let best = corners[0].1.clone();
                for corner in &mut corners[1..] {
                    let x: Vec<f64> = corner.1.iter().zip(&best).map(|(v, b)| b + 0.5 * (v - b)).collect();
                    *corner = (value(&x), x);
                }
            }
        }
    }
    corners.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (value, at) = corners.swap_remove(0);
    Minimum { at, value, converged }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curved_valley() {
        // Rosenbrock's function has its minimum at (1, 1).
        let f = |x: &[f64]| {
            let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
            a * a + 100.0 * b * b
        };
        let found = minimise(f, &[-1.2, 1.0], 0.5, 1e-16, 2000);
        assert!(found.converged && (found.at[0] - 1.0).abs() < 1e-6 && (found.at[1] - 1.0).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn walls_of_nan_and_nothing_to_move() {
        let found = minimise(|x| if x[0] < 0.5 { f64::NAN } else { x[0] }, &[2.0], 0.3, 1e-12, 500);
        assert!((found.at[0] - 0.5).abs() < 1e-5, "{found:?}");
        let nothing = minimise(|_| 7.0, &[], 1.0, 1e-12, 10);
        assert!(nothing.converged && nothing.value == 7.0);
        assert!(!minimise(|x| -x[0], &[0.0], 1.0, 1e-12, 10).converged);
    }
}
