//! What the rows of an operator leave in doubt about jobs, whatever any clause makes of it: months missing inside a job, and
//! hire dates that contradict one another.
//!
//! A clause tells such a doubt as the reason of a determination, where nothing decides before it. Whoever mends evidence asks
//! for all of them: they are read from the same spells, and change nothing.

use contract::calendar::{Date, Month};
use contract::horizon::Clock;
use contract::identity::Pseudonym;
use evidence::columns::OperatorEvidence;

use crate::assess::{AssessError, each_range};
use crate::program::Program;
use crate::space::{Ground, spells};

/// What is in doubt about a job of a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct JobDoubt {
    /// The person.
    pub person: Pseudonym,
    /// The first month of evidence of the job.
    pub first_month: Month,
    /// The table that shows it.
    pub table: String,
    /// What is in doubt.
    pub what: What,
}

/// A doubt about a job.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The person is not shown in these months, without having left, and is shown again under the same hire date.
    Hole {
        /// The first.
        first: Month,
        /// The last.
        last: Month,
    },
    /// Months of the job show two hire dates, and no exit between.
    StartRestated {
        /// The first that they show.
        first: Date,
        /// The one that contradicts it; the first once more, where the job goes on under it after an exit.
        other: Date,
        /// The month that shows that one.
        month: Month,
    },
}

/// The doubts about jobs under every definition of a program, as known on a day: by person, then job; each once.
///
/// # Errors
/// Malformed columns.
pub fn job_doubts(
    program: &Program,
    evidence: &OperatorEvidence,
    as_known_on: Date,
) -> Result<Vec<JobDoubt>, AssessError> {
    let clock = Clock::at(as_known_on);
    let ground = Ground::new(program, evidence, &clock)?;
    let mut all: Vec<JobDoubt> = Vec::new();
    for definition in &program.spells {
        let parts = each_range(&ground.ranges(), |persons| spells::part(&ground, definition, persons))?;
        let set = spells::whole(&ground, definition, parts);
        let named = |table: usize| program.tables.get(table).map(|table| table.id.clone()).unwrap_or_default();
        for spell in &set.list {
            let doubt = |table: usize, what| JobDoubt {
                person: evidence.persons[spell.person as usize],
                first_month: Month::from_index(spell.first_month),
                table: named(table),
                what,
            };
            if let (None, Some((first, other, month)), Some((table, _))) =
                (spell.start, spell.restated, definition.hired)
            {
                let (first, other) = (Date::from_days(first), Date::from_days(other));
                all.push(doubt(table, What::StartRestated { first, other, month: Month::from_index(month) }));
            }
            let holes: Vec<(i32, usize)> = set.holes_of(&ground, spell).collect();
            for run in holes.chunk_by(|one, next| one.0 + 1 == next.0 && one.1 == next.1) {
                if let (Some((first, table)), Some((last, _))) = (run.first(), run.last()) {
                    let (first, last) = (Month::from_index(*first), Month::from_index(*last));
                    all.push(doubt(*table, What::Hole { first, last }));
                }
            }
        }
    }
    all.sort();
    all.dedup();
    Ok(all)
}
