//! How many determinations wait, told beside what is due without computing what they would come to.
//!
//! Counts come from the totals of an assessment, or from the reasons of determinations that somebody looks at anyway: they
//! cost nothing. What waits would come to is a computation of its own, a hundred times as long as an assessment that was
//! kept ([`crate::waiting`]): here it is told where it was computed before over the same evidence, and not otherwise
//! ([`kept`]).

use std::collections::{BTreeMap, BTreeSet};

use assessment::determinations::OperatorAssessment;
use assessment::totals::Totals;
use contract::determination::{Determination, Status};
use contract::facts::Period;

use crate::assess::{ContractAssessment, WorkspaceAssessment};
use crate::waiting::{Cause, Wait, WaitingRow, cause};
use kept::KeptWait;

pub mod kept;

/// How much of an assessment waits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undecided {
    /// Determinations of paying clauses in use that are not evaluated.
    pub keys: u64,
    /// Operators of whom nothing was filed from which some paying clause could have keys: nothing is counted for them.
    pub never_filed: u64,
}

/// How much of an assessment waits, over all contracts.
#[must_use]
pub fn undecided(assessed: &WorkspaceAssessment) -> Undecided {
    let keys = assessed.contracts.iter().map(|contract| not_evaluated(&contract.totals)).sum();
    let by_operator = assessed.contracts.iter().flat_map(|contract| &contract.by_operator);
    let silent = by_operator.filter(|(_, totals)| {
        let mut paying = totals.clauses.iter().filter(|total| total.in_use && total.head.is_some());
        paying.any(|total| total.never_filed > 0)
    });
    let silent: BTreeSet<_> = silent.map(|(operator, _)| operator).collect();
    Undecided { keys, never_filed: silent.len() as u64 }
}

/// The determinations of paying clauses in use that are not evaluated.
#[must_use]
pub fn not_evaluated(totals: &Totals) -> u64 {
    let paying = totals.clauses.iter().filter(|total| total.in_use && total.head.is_some());
    paying.map(|total| total.count_of(Status::NotEvaluated)).sum()
}

/// What waits under one head for one cure: the periods of one cause stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// The head.
    pub head: String,
    /// Why, and who can cure it; no period.
    pub cause: Cause,
    /// The first and the last period that reasons name.
    pub periods: Option<(Period, Period)>,
    /// How many determinations.
    pub keys: u64,
    /// What they would come to, where that was computed.
    pub wait: Option<Wait>,
}

/// What waits by head and cure, with its sum.
#[derive(Debug, Clone, Default)]
pub struct InSum {
    /// Row by row.
    pub rows: Vec<Waits>,
    /// How many determinations in all.
    pub keys: u64,
    /// What all of it would come to, where that was computed of every row.
    pub wait: Option<Wait>,
}

impl InSum {
    /// The rows with their sum.
    #[must_use]
    pub fn of(rows: Vec<Waits>) -> InSum {
        let computed = rows.iter().map(|row| row.wait.as_ref().filter(|wait| wait.keys == row.keys));
        let add = |mut sum: Wait, more: Option<&Wait>| {
            sum.add(more?);
            Some(sum)
        };
        let wait = computed.into_iter().try_fold(Wait::default(), add);
        InSum { keys: rows.iter().map(|row| row.keys).sum(), wait, rows }
    }
}

/// Gathers what waits by head and cause.
#[derive(Debug, Clone, Default)]
pub struct Gathering(BTreeMap<(String, Cause), Gathered>);

#[derive(Debug, Clone, Default)]
struct Gathered {
    keys: u64,
    periods: Option<(Period, Period)>,
    wait: Option<Wait>,
}

impl Gathering {
    /// Takes a determination of a clause that pays under the head; only one that is not evaluated counts.
    pub fn take(&mut self, head: &str, one: &Determination) {
        if let (Status::NotEvaluated, Some(reason)) = (one.status, &one.reason) {
            self.put(head, cause(reason), 1, None);
        }
    }

    /// Takes what all paying clauses in use say of an operator.
    pub fn take_all(&mut self, contract: &ContractAssessment, assessment: &OperatorAssessment) {
        let clauses = contract.program.clauses.iter().filter(|clause| clause.in_use);
        for (clause, head) in clauses.filter_map(|clause| Some((clause, clause.head.as_deref()?))) {
            let rows = assessment.rows_of(&contract.program, (&clause.id, clause.reading.as_deref()), |_| true);
            rows.iter().for_each(|one| self.take(head, one));
        }
    }

    /// Takes what was computed of an operator.
    pub fn take_computed(&mut self, rows: &[WaitingRow]) {
        rows.iter().for_each(|row| self.put(&row.head, row.cause.clone(), row.wait.keys, Some(&row.wait)));
    }

    /// Adds what was gathered elsewhere.
    pub fn add(&mut self, other: &Gathering) {
        for ((head, cause), gathered) in &other.0 {
            let known = self.0.entry((head.clone(), cause.clone())).or_default();
            known.keys += gathered.keys;
            if let Some((first, last)) = gathered.periods {
                let both = |(one, other): (Period, Period)| (one.min(first), other.max(last));
                known.periods = Some(known.periods.map_or((first, last), both));
            }
            if let Some(wait) = &gathered.wait {
                known.wait.get_or_insert_default().add(wait);
            }
        }
    }

    /// Puts beside the counts what was kept of the same determinations.
    pub fn take_kept(&mut self, rows: &[KeptWait]) {
        for ((head, cause), gathered) in &mut self.0 {
            let is_same = |row: &&KeptWait| {
                (&row.head, row.code.as_str(), &row.table, row.who.as_str())
                    == (head, cause.code, &cause.table, cause.who.code())
            };
            rows.iter().filter(is_same).for_each(|row| gathered.wait.get_or_insert_default().add(&row.wait()));
        }
    }

    fn put(&mut self, head: &str, cause: Cause, keys: u64, wait: Option<&Wait>) {
        let period = cause.period;
        let entry = self.0.entry((head.to_owned(), Cause { period: None, ..cause })).or_default();
        entry.keys += keys;
        if let Some(period) = period {
            entry.periods =
                Some(entry.periods.map_or((period, period), |(first, last)| (first.min(period), last.max(period))));
        }
        if let Some(wait) = wait {
            entry.wait.get_or_insert_default().add(wait);
        }
    }

    /// By head, then by what waits longest for most.
    #[must_use]
    pub fn told(self) -> Vec<Waits> {
        let rows = self.0.into_iter().map(|((head, cause), gathered)| {
            let Gathered { keys, periods, wait } = gathered;
            Waits { head, cause, periods, keys, wait }
        });
        let mut rows: Vec<Waits> = rows.collect();
        rows.sort_by(|one, other| (&one.head, other.keys, &one.cause).cmp(&(&other.head, one.keys, &other.cause)));
        rows
    }
}
