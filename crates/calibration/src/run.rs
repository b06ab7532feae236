//! Many samples, on all processors; the counts do not depend on how many there are.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use crate::design::{Design, Truth};
use crate::outcome::Procedure;
use crate::procedures::{Cost, Experiment};
use crate::truth::Targets;

/// Samples of an experiment: a share near 5 % has a Monte-Carlo standard error of 0.40 %, or 0.69 %.
pub fn samples(cost: Cost) -> u32 {
    match cost {
        Cost::Little | Cost::Some => 3000,
        Cost::Much => 1000,
    }
}

/// Samples that a thread takes at a time.
const CHUNK: u32 = 20;

/// How often what is counted happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The question.
    pub procedure: Procedure,
    /// In how many samples.
    pub happened: u32,
}

/// Asks one experiment of samples 0, 1, ..., `samples` - 1 of a design.
///
/// # Errors
///
/// A sentence, where a procedure has no value or asks other questions of one sample than of another.
pub fn count(
    experiment: &Experiment,
    design: &Design,
    rows: usize,
    samples: u32,
    targets: Option<&Targets>,
) -> Result<Vec<Count>, String> {
    let next = AtomicU32::new(0);
    let work = || {
        let mut counts = Vec::new();
        loop {
            let from = next.fetch_add(CHUNK, Ordering::Relaxed);
            if from >= samples {
                return Ok(counts);
            }
            for number in from..samples.min(from + CHUNK) {
                let outcomes = experiment.answers(design, rows, number, targets).map_err(|reason| {
                    format!("{}, {}, {rows} rows, sample {number}: {reason}", experiment.name, design.name)
                })?;
                add(&mut counts, outcomes.answers.into_iter().map(|(procedure, yes)| (procedure, u32::from(yes))))?;
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<Result<Vec<Count>, String>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|_| Err("a thread panicked".to_owned())))
            .collect()
    });
    let mut counts = Vec::new();
    for part in parts {
        add(&mut counts, part?.into_iter().map(|count| (count.procedure, count.happened)))?;
    }
    Ok(counts)
}

/// Adds counts of the same questions in the same order.
fn add(counts: &mut Vec<Count>, more: impl Iterator<Item = (Procedure, u32)>) -> Result<(), String> {
    if counts.is_empty() {
        counts.extend(more.map(|(procedure, happened)| Count { procedure, happened }));
        return Ok(());
    }
    let mut asked = 0;
    for (count, (procedure, happened)) in counts.iter_mut().zip(more) {
        if count.procedure.id != procedure.id {
            return Err(format!("{} was asked where {} was before", procedure.id, count.procedure.id));
        }
        count.happened += happened;
        asked += 1;
    }
    // A part without any sample of its own has nothing to add.
    if asked == 0 || asked == counts.len() {
        Ok(())
    } else {
        Err("some questions were asked of some samples only".to_owned())
    }
}

/// The right answers for every truth that the experiments need, computed side by side.
///
/// # Errors
///
/// A sentence, where a correlation is undefined.
pub fn all_targets(designs: &[Design], truths: &[Truth]) -> Result<Vec<(Design, Truth, Targets)>, String> {
    let cases: Vec<(Design, Truth)> =
        designs.iter().flat_map(|design| truths.iter().map(|truth| (*design, *truth))).collect();
    let results: Vec<Result<Targets, String>> = thread::scope(|scope| {
        let workers: Vec<_> = cases
            .iter()
            .map(|(design, truth)| {
                scope.spawn(move || {
                    Targets::simulate(design, *truth).map_err(|reason| format!("{}: {reason}", design.name))
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|_| Err("a thread panicked".to_owned())))
            .collect()
    });
    cases.into_iter().zip(results).map(|((design, truth), targets)| Ok((design, truth, targets?))).collect()
}
