//! Totals: how many determinations of each status, and what is due, by clause and reading. Operators add up.
//!
//! Sums cannot overflow, so no operator can stop them: an amount due is at most [`contract::determination::PAID_MAX`], and
//! the sums have room for more of these than there are counts.

use contract::determination::{Reason, Status};

use crate::determinations::OperatorAssessment;
use crate::program::Program;

/// What one clause, in one reading, comes to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ClauseTotal {
    /// The clause.
    pub clause: String,
    /// The reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// Whether it is the reading in use.
    pub in_use: bool,
    /// The head it pays under; nothing for a control.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// Determinations by status, in the order of [`Status::ALL`].
    pub count: [u64; 5],
    /// What is due, in centimes.
    pub due_centimes: i128,
    /// Operators of whom nothing was filed from which keys could come: not evaluated, and counted apart.
    pub never_filed: u64,
    /// Determinations, among those due, whose amount is a share of the places left to a tie.
    pub shared: u64,
    /// What is due of them, in centimes.
    pub shared_centimes: i128,
    /// Determinations, among those not evaluated, that wait for an order of those who tie.
    pub tied: u64,
}

/// What all clauses come to, in the program's order.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Totals {
    /// Clause by clause.
    pub clauses: Vec<ClauseTotal>,
}

impl ClauseTotal {
    /// The number of determinations with the status.
    #[must_use]
    pub fn count_of(&self, status: Status) -> u64 {
        self.count[place(status)]
    }
}

fn place(status: Status) -> usize {
    Status::ALL.iter().position(|other| *other == status).unwrap_or(0)
}

impl Totals {
    /// Nothing yet.
    #[must_use]
    pub fn new(program: &Program) -> Totals {
        let clauses = program.clauses.iter().map(|clause| ClauseTotal {
            clause: clause.id.clone(),
            reading: clause.reading.clone(),
            in_use: clause.in_use,
            head: clause.head.clone(),
            count: [0; 5],
            due_centimes: 0,
            never_filed: 0,
            shared: 0,
            shared_centimes: 0,
            tied: 0,
        });
        Totals { clauses: clauses.collect() }
    }

    /// What one operator comes to.
    #[must_use]
    pub fn of(program: &Program, assessment: &OperatorAssessment) -> Totals {
        let mut totals = Totals::new(program);
        for clause in &assessment.clauses {
            let total = &mut totals.clauses[clause.clause];
            for (status, amount) in clause.status.iter().zip(&clause.amount_centimes) {
                total.count[place(*status)] += 1;
                total.due_centimes += i128::from(*amount);
            }
        }
        let is_tie = |reason: &Option<u32>| {
            let reason = reason.and_then(|reason| assessment.reasons.get(reason as usize));
            matches!(reason, Some(Reason::Tie { .. }))
        };
        for clause in &assessment.clauses {
            let total = &mut totals.clauses[clause.clause];
            total.shared = clause.by_share.len() as u64;
            total.shared_centimes =
                clause.by_share.iter().map(|key| i128::from(clause.amount_centimes[*key as usize])).sum();
            total.tied = clause.reason.iter().filter(|reason| is_tie(reason)).count() as u64;
        }
        for unfiled in &assessment.unfiled {
            totals.clauses[unfiled.clause].never_filed += 1;
        }
        totals
    }

    /// Adds the totals of another operator, or group of operators, of the same program.
    pub fn add(&mut self, other: &Totals) {
        for (total, more) in self.clauses.iter_mut().zip(&other.clauses) {
            for (count, more) in total.count.iter_mut().zip(more.count) {
                *count += more;
            }
            total.due_centimes += more.due_centimes;
            total.never_filed += more.never_filed;
            total.shared += more.shared;
            total.shared_centimes += more.shared_centimes;
            total.tied += more.tied;
        }
    }

    /// What is due under each head by the readings in use, in centimes, heads in order of the clauses.
    #[must_use]
    pub fn by_head(&self) -> Vec<(String, i128)> {
        let mut heads: Vec<(String, i128)> = Vec::new();
        for total in self.clauses.iter().filter(|total| total.in_use) {
            let Some(head) = &total.head else { continue };
            match heads.iter_mut().find(|(known, _)| known == head) {
                Some((_, due)) => *due += total.due_centimes,
                None => heads.push((head.clone(), total.due_centimes)),
            }
        }
        heads
    }
}
