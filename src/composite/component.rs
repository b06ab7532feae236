//! What several series have most in common, as a series.

use super::BASE;
use crate::panel::{PriceView, shared_prices};
use crate::returns::{ReturnKind, returns};
use crate::series::PriceSeries;
use crate::thresholds::RETURNS_OF_LOADINGS;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::principal_component::{FirstComponent, first_component};

/// The first principal component of several series.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// Its levels, on the days that all series share.
    pub levels: PriceSeries,
    /// Loadings, weights and the share of variance. They look at all of these days: a level of early days knows later ones.
    pub of: FirstComponent,
}

/// The component of standardised log returns on the days that all parts share. A level moves by the parts' log returns,
/// weighted by loading over standard deviation.
///
/// # Errors
///
/// [`Undefined::InsufficientN`] with fewer than two parts or thirty shared returns, [`Undefined::ZeroVariance`] where a part
/// never changes.
pub fn component(parts: &[PriceView<'_>]) -> Result<Component, Undefined> {
    let (dates, prices) = shared_prices(parts);
    let moves: Vec<Vec<f64>> = prices.iter().map(|prices| returns(ReturnKind::Log, prices)).collect();
    if dates.len() <= RETURNS_OF_LOADINGS {
        return Err(Undefined::InsufficientN);
    }
    let of = first_component(&moves.iter().map(Vec::as_slice).collect::<Vec<_>>())?;
    let mut log_level = 0.0;
    let mut levels = vec![BASE];
    for row in 0..dates.len() - 1 {
        let weighted = moves.iter().zip(&of.weights).filter_map(|(column, weight)| Some(column.get(row)? * weight));
        log_level += weighted.sum::<f64>();
        levels.push(BASE * libm::exp(log_level));
    }
    let levels = PriceSeries::new(dates, levels).ok_or(Undefined::InsufficientN)?;
    Ok(Component { levels, of })
}
