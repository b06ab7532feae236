//! Labels that say what a record holds: `Open`, `High`, `Close`.

use crate::import::layout::header::{Role, may_be_ticker, role};
use crate::import::layout::profile::SampleRow;

/// Whether a column names what a record holds: `Open`, `High`, `Close`.
pub(crate) fn names_fields(below: &[SampleRow], column: usize) -> bool {
    // Most columns that are looked at hold numbers: only words are taken apart.
    let filled = || below.iter().map(|row| row.field(column)).filter(|cell| !cell.is_empty());
    let words = filled().filter(|name| name.starts_with(char::is_alphabetic) && !may_be_ticker(name));
    let roles: Vec<Role> = words.filter_map(field_role).collect();
    // Names of assets may be words of finance; those of fields have a price among them.
    let is_price = |role: &Role| matches!(role, Role::AdjustedClose | Role::Close | Role::Price);
    roles.iter().any(is_price) && roles.len() * 2 >= filled().count()
}

/// What a label says that its record holds, if it says so.
pub(crate) fn field_role(name: &str) -> Option<Role> {
    Some(role(name)).filter(|role| {
        matches!(
            role,
            Role::AdjustedClose | Role::Close | Role::Price | Role::OtherPrice | Role::MarketCap | Role::NotPrice
        )
    })
}
