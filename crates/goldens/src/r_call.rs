//! Calls in the language R, as cases write them: `r.test(50, .3, .5, n2 = 75)`.

use crate::Stop;

/// The names of the arguments of psych's `r.test`, in its order.
const OF_R_TEST: [&str; 10] = ["n", "r12", "r34", "r23", "r13", "r14", "r24", "n2", "pooled", "twotailed"];

/// A call with its arguments by name.
pub(crate) struct Call {
    arguments: Vec<(&'static str, f64)>,
}

impl Call {
    /// Reads a call of `r.test`. As in R, arguments with a name take their places first, and the others fill what is
    /// left in order. `TRUE` and `FALSE` are 1 and 0.
    pub(crate) fn of_r_test(text: &str) -> Result<Call, Stop> {
        let (function, rest) = text.trim().split_once('(').ok_or("a call has brackets")?;
        if !matches!(function.trim(), "r.test" | "psych::r.test") {
            return Err(format!("the function {function} is not understood").into());
        }
        let inside = rest.trim_end().strip_suffix(')').ok_or("a call ends with a bracket")?;
        let mut arguments: Vec<(&'static str, f64)> = Vec::new();
        let (named, unnamed): (Vec<&str>, Vec<&str>) = inside.split(',').partition(|argument| argument.contains('='));
        for argument in named {
            let (name, number) = argument.split_once('=').unwrap_or((argument, ""));
            let name = OF_R_TEST.iter().find(|known| **known == name.trim());
            let name = *name.ok_or_else(|| Stop::Failed(format!("the argument {argument} is not understood")))?;
            if arguments.iter().any(|(other, _)| *other == name) {
                return Err(format!("the argument {name} comes twice").into());
            }
            arguments.push((name, value(number)?));
        }
        let free: Vec<&str> =
            OF_R_TEST.into_iter().filter(|name| arguments.iter().all(|(other, _)| other != name)).collect();
        if unnamed.len() > free.len() {
            return Err("the call has too many arguments".into());
        }
        for (name, argument) in free.into_iter().zip(unnamed) {
            arguments.push((name, value(argument)?));
        }
        Ok(Call { arguments: arguments.into_iter().filter(|(_, value)| !value.is_nan()).collect() })
    }

    /// An argument, if the call has it.
    pub(crate) fn get(&self, name: &str) -> Option<f64> {
        self.arguments.iter().find(|(other, _)| *other == name).map(|(_, value)| *value)
    }

    /// An argument that the call must have.
    pub(crate) fn number(&self, name: &str) -> Result<f64, Stop> {
        self.get(name).ok_or_else(|| format!("the call has no {name}").into())
    }

    /// A number of rows.
    pub(crate) fn count(&self, name: &str) -> Result<usize, Stop> {
        let number = self.number(name)?;
        if number >= 0.0 && number.fract() == 0.0 {
            Ok(number as usize)
        } else {
            Err(format!("{name} is not a count").into())
        }
    }

    /// A flag, which is set where the call does not say otherwise.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.get(name) != Some(0.0)
    }
}

/// A number or a flag; NaN for `NULL`, which is as good as no argument.
fn value(text: &str) -> Result<f64, Stop> {
    match text.trim() {
        "TRUE" | "T" => Ok(1.0),
        "FALSE" | "F" => Ok(0.0),
        "NULL" => Ok(f64::NAN),
        number => number.parse().map_err(|e| format!("{number}: {e}").into()),
    }
}
