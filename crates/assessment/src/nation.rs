//! Many operators: in parallel, operator by operator, reduced in order of identifier.
//!
//! Evidence is loaded when an operator's turn comes and dropped when it is done; determinations are handed to the caller
//! as soon as those before were, and need not be held. What comes out is the same for any number of threads and any batch.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};

use contract::calendar::Date;
use contract::horizon::{Clock, Horizon};
use contract::identity::OperatorId;
use evidence::columns::OperatorEvidence;

use crate::assess::{AssessError, Readings, assess_by};
use crate::determinations::OperatorAssessment;
use crate::program::Program;
use crate::receipt::{DeterminationsHash, operator_sha256};
use crate::totals::Totals;

/// What a nation's operators come to.
#[derive(Debug, Clone)]
pub struct NationAssessment {
    /// All operators together.
    pub totals: Totals,
    /// Operator by operator, in order: for tables by operator, and groupings that the caller knows.
    pub by_operator: Vec<(OperatorId, Totals)>,
    /// The hash over all determinations, for the receipt.
    pub hash: DeterminationsHash,
}

/// How to go about it.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Which readings.
    pub readings: Readings,
    /// How many operators are at work or waiting to be handed on at once.
    pub batch: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { readings: Readings::InUse, batch: 16 }
    }
}

/// An error of the caller's own.
pub type CallerError = Box<dyn std::error::Error + Send + Sync>;

/// What one operator comes to.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// Its determinations.
    pub assessment: OperatorAssessment,
    /// What they add up to.
    pub totals: Totals,
    /// Their hash.
    pub sha256: [u8; 32],
    /// The days on which they are the same.
    pub horizon: Horizon,
}

impl Assessed {
    /// Assesses one operator.
    ///
    /// # Errors
    /// What cannot be computed.
    pub fn of(
        program: &Program,
        evidence: &OperatorEvidence,
        as_known_on: Date,
        readings: Readings,
    ) -> Result<Assessed, AssessError> {
        let clock = Clock::at(as_known_on);
        let assessment = assess_by(program, evidence, &clock, readings)?;
        let totals = Totals::of(program, &assessment);
        let sha256 = operator_sha256(program, &assessment);
        Ok(Assessed { assessment, totals, sha256, horizon: clock.horizon() })
    }
}

/// Assesses every operator. `load` gives an operator's evidence; `sink` takes each assessment, in order of operator.
/// An operator that is listed twice is assessed once.
///
/// # Errors
/// The first operator, in order, whose evidence cannot be loaded, computed or handed on.
pub fn assess_nation(
    program: &Program,
    operators: &[OperatorId],
    as_known_on: Date,
    options: Options,
    load: impl Fn(&OperatorId) -> Result<OperatorEvidence, CallerError> + Sync,
    mut sink: impl FnMut(OperatorAssessment) -> Result<(), CallerError>,
) -> Result<NationAssessment, AssessError> {
    let mut nation =
        NationAssessment { totals: Totals::new(program), by_operator: Vec::new(), hash: DeterminationsHash::default() };
    assess_each(program, operators, as_known_on, options, load, |Assessed { assessment, totals, sha256, .. }| {
        nation.totals.add(&totals);
        nation.hash.take(&assessment.operator, assessment.len() as u64, sha256);
        nation.by_operator.push((assessment.operator.clone(), totals));
        sink(assessment)
    })?;
    Ok(nation)
}

/// The same without adding up: `sink` takes each operator, in order, with its totals and its hash.
///
/// # Errors
/// The first operator, in order, whose evidence cannot be loaded, computed or handed on.
pub fn assess_each<E: Borrow<OperatorEvidence>>(
    program: &Program,
    operators: &[OperatorId],
    as_known_on: Date,
    options: Options,
    load: impl Fn(&OperatorId) -> Result<E, CallerError> + Sync,
    mut sink: impl FnMut(Assessed) -> Result<(), CallerError>,
) -> Result<(), AssessError> {
    let mut operators: Vec<&OperatorId> = operators.iter().collect();
    operators.sort_unstable();
    operators.dedup();
    let assess = |operator: &OperatorId| {
        let evidence = load(operator).map_err(|source| AssessError::Load { operator: operator.to_string(), source })?;
        Assessed::of(program, evidence.borrow(), as_known_on, options.readings)
    };
    in_order(&operators, options.batch, assess, |assessed| {
        let operator = assessed.assessment.operator.to_string();
        sink(assessed).map_err(|source| AssessError::Sink { operator, source })
    })
}

/// Works on operators side by side, and hands on what comes out in order. As soon as one is handed on, the next begins: no
/// more than `at_once` are at work or wait their turn.
///
/// A thread works on one operator until it is done, and meanwhile helps with parts of others but begins none: what was begun
/// first is ended first.
fn in_order<T: Send>(
    operators: &[&OperatorId],
    at_once: usize,
    work: impl Fn(&OperatorId) -> Result<T, AssessError> + Sync,
    mut hand_on: impl FnMut(T) -> Result<(), AssessError>,
) -> Result<(), AssessError> {
    let (sender, receiver) = channel();
    let queue = Mutex::new(Queue { begun: 0, allowed: 0, threads: 0 });
    let (work, queue) = (&work, &queue);
    // In a condition, the lock would be held for as long as the work takes.
    let begin = move || locked(queue).begin();
    rayon::in_place_scope_fifo(|scope| {
        let allow = |allowed: usize| {
            if locked(queue).allow(allowed.min(operators.len()), rayon::current_num_threads()) {
                let to = sender.clone();
                scope.spawn_fifo(move |_| {
                    while let Some(place) = begin() {
                        let errand = Errand { place, done: None, to: to.clone() };
                        errand.end(work(operators[place]));
                    }
                });
            }
        };
        let mut waiting = BTreeMap::new();
        (1..=at_once.max(1)).for_each(allow);
        for next in 0..operators.len() {
            while !waiting.contains_key(&next) {
                let Some((place, done)) = receive(&receiver) else { break };
                waiting.insert(place, done);
            }
            // An errand without an outcome has panicked: the scope tells of it when it closes.
            let Some(done) = waiting.remove(&next).flatten() else { break };
            if let Err(error) = done.and_then(&mut hand_on) {
                locked(queue).close();
                return Err(error);
            }
            allow(next + 1 + at_once.max(1));
        }
        locked(queue).close();
        Ok(())
    })
}

/// Which operators may begin, and how many threads look for one to begin.
struct Queue {
    begun: usize,
    allowed: usize,
    threads: usize,
}

impl Queue {
    /// Lets more operators begin; whether one more thread is wanted.
    fn allow(&mut self, allowed: usize, threads: usize) -> bool {
        self.allowed = self.allowed.max(allowed);
        let wanted = self.begun < self.allowed && self.threads < threads;
        self.threads += usize::from(wanted);
        wanted
    }

    /// The next operator; a thread that gets none has ended.
    fn begin(&mut self) -> Option<usize> {
        if self.begun < self.allowed {
            self.begun += 1;
            return Some(self.begun - 1);
        }
        self.threads -= 1;
        None
    }

    /// Lets no operator begin any more.
    fn close(&mut self) {
        self.begun = usize::MAX;
        self.allowed = 0;
    }
}

fn locked(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    // Nothing panics while it holds the queue, so that what it holds is whole.
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The work on one operator: what came out is sent when the errand ends, however it ends.
struct Errand<T> {
    place: usize,
    done: Option<Result<T, AssessError>>,
    to: Sender<Done<T>>,
}

impl<T> Errand<T> {
    fn end(mut self, done: Result<T, AssessError>) {
        self.done = Some(done);
    }
}

/// The place of an operator, and what came out of the work on it.
type Done<T> = (usize, Option<Result<T, AssessError>>);

impl<T> Drop for Errand<T> {
    fn drop(&mut self) {
        // Nobody listens any more once an error was met.
        let _ = self.to.send((self.place, self.done.take()));
    }
}

/// The next outcome; a thread that computes does what there is to do meanwhile.
fn receive<T>(receiver: &Receiver<T>) -> Option<T> {
    loop {
        match receiver.try_recv() {
            Ok(done) => return Some(done),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) => match rayon::yield_now() {
                None => return receiver.recv().ok(),
                Some(rayon::Yield::Executed) => {}
                Some(rayon::Yield::Idle) => std::thread::yield_now(),
            },
        }
    }
}
