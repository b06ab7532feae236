//! Special functions: `fn` and `args`.

use sectorscope_stats::inference::fisher;
use sectorscope_stats::special::{beta, gamma, kolmogorov, normal, student_t};
use serde_json::Value;

use crate::case::compare_parts;
use crate::compare::{Comparison, Got};
use crate::fields::only;
use crate::inputs::{numbers, text};
use crate::{Context, Stop};

/// Compares one case. NaN is how these functions say that there is no value.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &["fn", "args", "expected_str"])?;
    let (function, args) = (text(case, "fn")?, numbers(case, "args")?);
    let value = match (function, args.as_slice()) {
        ("norm_cdf", &[x]) => normal::normal_cdf(x),
        ("norm_sf", &[x]) => normal::normal_sf(x),
        ("norm_ppf", &[p]) => normal::normal_quantile(p),
        ("t_sf", &[t, df]) => student_t::student_t_sf(t, df),
        ("t_sf_two_sided", &[t, df]) => student_t::student_t_two_sided(t, df),
        ("betainc_reg", &[a, b, x]) => beta::regularised_incomplete_beta(a, b, x),
        ("t_ppf", &[p, df]) => student_t::student_t_quantile(p, df),
        ("chi2_sf", &[x, df]) => gamma::chi_squared_sf(x, df),
        ("f_sf", &[f, df1, df2]) => beta::f_sf(f, df1, df2),
        ("kolmogorov_sf", &[x]) => kolmogorov::kolmogorov_sf(x),
        ("atanh", &[r]) => fisher::fisher_z(r),
        _ => return Err(format!("no function {function} of {} arguments", args.len()).into()),
    };
    compare_parts(context, case, comparison, &["expected", "expected_str"], &Got::cell(value))
}
