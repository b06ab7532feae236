//! What the library returned.

use sectorscope_stats::Undefined;

/// What the library returned.
#[derive(Clone)]
pub(crate) enum Got {
    /// A number.
    Number(f64),
    /// No value: `null` is expected.
    Undefined,
    /// No value, and why: `null` is expected, and the reason where the case states one.
    NoValue(Undefined),
    /// Yes or no.
    Flag(bool),
    /// Whether there is a value: the code is expected, or `null` if there is one.
    Reason(Option<Undefined>),
    /// A text, compared as it is.
    Text(String),
    /// Several values.
    List(Vec<Got>),
    /// Values by field name.
    Fields(Vec<(String, Got)>),
}

impl Got {
    /// Values by field name.
    pub(crate) fn fields<const N: usize>(fields: [(&str, Got); N]) -> Got {
        Got::Fields(fields.into_iter().map(|(name, got)| (name.to_owned(), got)).collect())
    }

    /// A result with a value or a reason.
    pub(crate) fn result<T>(result: Result<T, Undefined>, value: impl FnOnce(T) -> f64) -> Got {
        Got::of(result, |found| Got::Number(value(found)))
    }

    /// A result with values or a reason.
    pub(crate) fn of<T>(result: Result<T, Undefined>, values: impl FnOnce(T) -> Got) -> Got {
        result.map_or_else(Got::NoValue, values)
    }

    /// A value in a table, where NaN is how the library says undefined.
    pub(crate) fn cell(value: f64) -> Got {
        if value.is_nan() { Got::Undefined } else { Got::Number(value) }
    }

    /// A count.
    pub(crate) fn count(count: usize) -> Got {
        Got::Number(count as f64)
    }

    /// A list of counts or positions.
    pub(crate) fn counts(counts: &[usize]) -> Got {
        Got::List(counts.iter().map(|&count| Got::count(count)).collect())
    }

    /// A table row by row.
    pub(crate) fn rows(values: &[f64], columns: usize) -> Got {
        Got::List(values.chunks(columns.max(1)).map(Got::cells).collect())
    }

    /// A list of values, NaN undefined.
    pub(crate) fn cells(values: &[f64]) -> Got {
        Got::List(values.iter().map(|&value| Got::cell(value)).collect())
    }

    /// There is no value in it: it says so itself, or every part of it does.
    pub(crate) fn is_undefined(&self) -> bool {
        match self {
            Got::Undefined | Got::NoValue(_) | Got::Reason(Some(_)) => true,
            Got::Number(_) | Got::Flag(_) | Got::Reason(None) | Got::Text(_) => false,
            Got::List(values) => !values.is_empty() && values.iter().all(Got::is_undefined),
            Got::Fields(fields) => {
                let says_so = fields.iter().any(|(_, got)| matches!(got, Got::Reason(Some(_))));
                says_so || (!fields.is_empty() && fields.iter().all(|(_, got)| got.is_undefined()))
            }
        }
    }

    /// The first reason given in it.
    pub(crate) fn reason(&self) -> Option<Undefined> {
        match self {
            Got::NoValue(reason) | Got::Reason(Some(reason)) => Some(*reason),
            Got::List(values) => values.iter().find_map(Got::reason),
            Got::Fields(fields) => fields.iter().find_map(|(_, got)| got.reason()),
            _ => None,
        }
    }
}
