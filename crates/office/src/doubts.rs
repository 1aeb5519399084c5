//! What an officer asks an operator to mend about persons: months missing inside a job, hire dates that contradict one
//! another, official numbers that contradict each other. Each with what it withholds, and the determination that opens it.
//!
//! All that evidence shows is listed, whether or not a clause waits for it; pages and commands show the first of many.

use std::collections::{BTreeMap, BTreeSet};

use assessment::determinations::OperatorAssessment;
use assessment::doubts::{self, JobDoubt, job_doubts};
use contract::calendar::{Date, Month};
use contract::determination::{Determination, Reason, Status};
use contract::identity::{OperatorId, Pseudonym};
use evidence::store::Contradiction;

use crate::assess::{AssessmentError, ContractAssessment, of_operator};
use crate::explain::command;
use crate::moment::Moment;
use crate::workspace::{Workspace, WorkspaceError};

/// How many of a kind people are shown at first.
pub const SHOWN: usize = 10;

/// Something in doubt about a person.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Doubt {
    /// The person.
    pub person: Pseudonym,
    /// What is in doubt.
    #[serde(flatten)]
    pub what: What,
    /// How many determinations of the person under paying clauses are not evaluated for it as their first reason. Others may
    /// wait for it too: a rank is hidden by hire dates that nobody knows.
    pub determinations: u64,
    /// The command that opens a determination of the person, one that waits for it where there is one.
    pub explained_by: Option<String>,
    /// The contract of that determination, and it.
    #[serde(skip)]
    pub opens: Option<(String, Determination)>,
    /// What the clause of that determination says of the same person: the command tells them apart.
    #[serde(skip)]
    pub beside: Vec<Determination>,
}

/// What is in doubt.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum What {
    /// Months in which a person is not shown, without having left, and is shown again under the same hire date.
    Hole {
        /// The table that shows the months around.
        table: String,
        /// The first.
        first: Month,
        /// The last.
        last: Month,
        /// How many.
        months: u32,
    },
    /// Two hire dates of one job.
    StartRestated {
        /// The table that shows them.
        table: String,
        /// The first shown.
        first: Date,
        /// The one that contradicts it; the first once more, where the job goes on under it after an exit.
        other: Date,
        /// The month that shows that one.
        month: Month,
    },
    /// One card under two numbers, or one number with two cards.
    Identity {
        /// Whether a number stands with two cards.
        number_taken: bool,
        /// Whether a card stands under two numbers.
        card_taken: bool,
        /// Who it may be as well, by pseudonym.
        with: Vec<Pseudonym>,
        /// Lines of this operator that say so, as `file:line`.
        lines: Vec<String>,
    },
}

/// The kinds, in order of display.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Months missing inside a job.
    Hole,
    /// Hire dates restated.
    StartRestated,
    /// Numbers that contradict each other.
    Identity,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 3] = [Kind::Hole, Kind::StartRestated, Kind::Identity];

    /// The code of the reason that determinations give for it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Hole => "hole",
            Kind::StartRestated => "start-restated",
            Kind::Identity => "identity",
        }
    }
}

impl What {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            What::Hole { .. } => Kind::Hole,
            What::StartRestated { .. } => Kind::StartRestated,
            What::Identity { .. } => Kind::Identity,
        }
    }

    /// Whether a determination gives this as its reason.
    fn is_told_by(&self, reason: &Reason) -> bool {
        match (self, reason) {
            (What::Hole { table, first, last, .. }, Reason::Hole { table: told, month }) => {
                table == told && first <= month && month <= last
            }
            (
                What::StartRestated { first, other, month, .. },
                Reason::StartRestated { first: told, other: against, month: shown_in },
            ) => (first, other, month) == (told, against, shown_in),
            (What::Identity { .. }, Reason::Identity) => true,
            _ => false,
        }
    }
}

/// Everything in doubt about persons of one operator, under the contracts that were assessed: by kind, then by what it
/// withholds, then person.
///
/// # Errors
/// Evidence that cannot be read.
pub fn doubts(
    workspace: &Workspace,
    contracts: &[ContractAssessment],
    operator: &OperatorId,
    as_known_on: Moment,
) -> Result<Vec<Doubt>, AssessmentError> {
    let mut found: BTreeMap<(Pseudonym, What), BTreeSet<Month>> = BTreeMap::new();
    let mut doubtful: BTreeSet<Pseudonym> = BTreeSet::new();
    let mut determinations = Vec::new();
    for contract in contracts {
        let needed = contract.program.tables_needed();
        let evidence = workspace.store.load_columns(operator, &needed, as_known_on).map_err(WorkspaceError::from)?;
        let of_jobs = job_doubts(&contract.program, &evidence, as_known_on.day)
            .map_err(|source| AssessmentError::Assess { contract: contract.sound.contract.id.clone(), source })?;
        for one in of_jobs {
            let (person, first_month, what) = of_job(one);
            found.entry((person, what)).or_default().insert(first_month);
        }
        doubtful.extend(&evidence.doubtful_persons);
        let assessment = of_operator(workspace, contract, operator, as_known_on)?;
        determinations.push((contract, paying(contract, &assessment)));
    }
    if !doubtful.is_empty() {
        let all = workspace.store.contradictions(as_known_on).map_err(WorkspaceError::from)?;
        found.extend(doubtful.into_iter().map(|person| ((person, identity(person, &all, operator)), BTreeSet::new())));
    }
    let told = found.into_iter().map(|((person, what), jobs)| told(person, what, &jobs, &determinations, as_known_on));
    let mut told: Vec<Doubt> = told.collect();
    sort(&mut told);
    Ok(told)
}

/// By kind, then by what it withholds, then person.
pub(crate) fn sort(told: &mut [Doubt]) {
    told.sort_by(|one, other| {
        let order = |doubt: &Doubt| (doubt.what.kind(), std::cmp::Reverse(doubt.determinations));
        order(one).cmp(&order(other)).then_with(|| (&one.person, &one.what).cmp(&(&other.person, &other.what)))
    });
}

fn of_job(one: JobDoubt) -> (Pseudonym, Month, What) {
    let JobDoubt { person, first_month, table, what } = one;
    let what = match what {
        doubts::What::Hole { first, last } => {
            let months = u32::try_from(last.index() - first.index() + 1).unwrap_or(u32::MAX);
            What::Hole { table, first, last, months }
        }
        doubts::What::StartRestated { first, other, month } => What::StartRestated { table, first, other, month },
    };
    (person, first_month, what)
}

/// What contradicts who a person is.
fn identity(person: Pseudonym, all: &[Contradiction], operator: &OperatorId) -> What {
    let concerned = || all.iter().filter(|one| one.by_number == person || one.by_card == person);
    // Two numbers meet in a card, two cards in a number: who stands on the other side of it. Where nobody does, the card or
    // the number itself.
    let beside = |one: &Contradiction| if one.by_number == person { one.by_card } else { one.by_number };
    let met: BTreeSet<Pseudonym> = concerned().map(beside).collect();
    let across = all.iter().flat_map(|one| {
        let ends = [(one.by_number, one.by_card), (one.by_card, one.by_number)];
        ends.into_iter().filter(|(end, _)| met.contains(end)).map(|(_, other)| other)
    });
    let others: BTreeSet<Pseudonym> = across.filter(|other| *other != person).collect();
    let with: Vec<Pseudonym> = if others.is_empty() { met } else { others }.into_iter().collect();
    let of_operator = concerned().flat_map(|one| &one.files).filter(|(named, _)| named == operator);
    let lines: BTreeSet<(&str, u32)> = of_operator.map(|(_, origin)| (origin.piece.as_str(), origin.line)).collect();
    What::Identity {
        number_taken: concerned().any(|one| one.number_taken),
        card_taken: concerned().any(|one| one.card_taken),
        with,
        lines: lines.into_iter().map(|(file, line)| format!("{file}:{line}")).collect(),
    }
}

/// The determinations of paying clauses in use.
fn paying(contract: &ContractAssessment, assessment: &OperatorAssessment) -> Vec<Determination> {
    let clauses = contract.program.clauses.iter().filter(|clause| clause.in_use && clause.head.is_some());
    let of = |clause: &assessment::program::ClauseProgram| {
        assessment.rows_of(&contract.program, (&clause.id, clause.reading.as_deref()), |_| true)
    };
    clauses.flat_map(of).collect()
}

fn told(
    person: Pseudonym,
    what: What,
    jobs: &BTreeSet<Month>,
    determinations: &[(&ContractAssessment, Vec<Determination>)],
    as_known_on: Moment,
) -> Doubt {
    let of_person = || {
        let all = determinations.iter().flat_map(|(contract, rows)| rows.iter().map(move |row| (contract, rows, row)));
        all.filter(|(_, _, row)| row.key.person == person)
    };
    let waits = |row: &Determination| {
        row.status == Status::NotEvaluated && row.reason.as_ref().is_some_and(|reason| what.is_told_by(reason))
    };
    let opened = of_person()
        .find(|(_, _, row)| waits(row))
        .or_else(|| of_person().find(|(_, _, row)| row.key.first_month.is_some_and(|month| jobs.contains(&month))));
    let opened = opened.or_else(|| of_person().next());
    let explained_by = opened.map(|(contract, rows, row)| {
        let of_clause: Vec<Determination> = rows.iter().filter(|other| other.clause == row.clause).cloned().collect();
        command(&contract.sound.contract.id, row, &of_clause, as_known_on)
    });
    let beside = opened.into_iter().flat_map(|(_, rows, row)| {
        rows.iter().filter(move |other| other.clause == row.clause && other.key.person == person).cloned()
    });
    Doubt {
        person,
        beside: beside.collect(),
        determinations: of_person().filter(|(_, _, row)| waits(row)).count() as u64,
        explained_by,
        opens: opened.map(|(contract, _, row)| (contract.sound.contract.id.clone(), row.clone())),
        what,
    }
}
