//! What is reported of files once their series stand beside one another.

use super::member::Member;
use crate::diagnostic::{Code, Diagnostic};
use crate::import::ImportedFile;
use crate::number::counted;
use crate::study::settings::Step;

/// Prices are multiplied as the settings say.
pub(super) fn mended(id: &str, steps: &[Step]) -> Diagnostic {
    let told: Vec<String> = steps.iter().map(|step| format!("{} from {} on", step.factor, step.from)).collect();
    let message = format!("The prices of {id} are multiplied by {}.", told.join(", by "));
    Diagnostic::remark(Code::JumpMended, message)
}

/// A series is in another currency than dollars, beside those of others.
pub(super) fn currency_notice(id: &str, currency: &str, others: &[&str]) -> Diagnostic {
    if others.is_empty() {
        return Diagnostic::remark(
            Code::OtherCurrency,
            format!("{id} is in {currency}: its returns are those of an investor with that home currency."),
        );
    }
    Diagnostic::remark(
        Code::MixedCurrencies,
        format!(
            "{id} is in {currency}, other series in {}: between them stand the moves of the exchange rate, which are none of the assets'. Use \
             prices in one currency.",
            others.join(", ")
        ),
    )
}

/// A series is left out, as another one has its symbol.
pub(super) fn duplicate(member: &Member, used: Option<&ImportedFile>) -> Diagnostic {
    let other = used.map_or("", |file| file.name.as_str());
    let place = if other == member.file {
        "a longer column of this file".to_owned()
    } else {
        format!("{other}, which has at least as many days")
    };
    Diagnostic {
        severity: Code::DuplicateSymbol.severity(),
        code: Code::DuplicateSymbol,
        line: None,
        column: Some(member.value_column.clone()),
        found: Some(member.symbol.clone()),
        expected: Some("one series for each symbol".to_owned()),
        message: format!(
            "{} is also in {place}. The {} here are left out; to use both, include {} in the list of series.",
            member.symbol,
            counted(member.count as u64, "day"),
            member.id
        ),
    }
}
