//! Adjusted p-values.

use sectorscope_stats::inference::multiple::{
    benjamini_hochberg, benjamini_yekutieli, bonferroni, hochberg, holm, hommel,
};
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::only;
use crate::inputs::numbers;
use crate::{Context, Stop};

/// Compares one case. The same adjustment has a name in each of several programs.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &["p"])?;
    let p = numbers(case, "p")?;
    let mut fields = vec![
        ("bonferroni".to_owned(), Got::cells(&bonferroni(&p))),
        ("holm".to_owned(), Got::cells(&holm(&p))),
        ("hochberg".to_owned(), Got::cells(&hochberg(&p))),
        ("hommel".to_owned(), Got::cells(&hommel(&p))),
    ];
    let named = |names: &[&str], adjusted: &[f64]| -> Vec<(String, Got)> {
        names.iter().map(|name| ((*name).to_owned(), Got::cells(adjusted))).collect()
    };
    fields.extend(named(&["fdr_bh", "bh"], &benjamini_hochberg(&p)));
    fields.extend(named(&["fdr_by", "by"], &benjamini_yekutieli(&p)));
    compare_expected(context, case, comparison, "", Ok(Got::Fields(fields)))
}
