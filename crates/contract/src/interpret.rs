//! The reference interpreter: what a clause says of every key of an operator, one key at a time, with exact fractions.
//!
//! Slow and obvious on purpose: the columnar engine (crate `assessment`) must agree with it, and its trace is the
//! explanation of every figure ([`crate::trace`]). It reads the checked [`Contract`] and [`Facts`] and nothing else.

mod additive;
mod answer;
mod bounds;
mod changes;
mod crossing;
mod estimates;
mod evaluate;
mod explain;
mod givens;
mod heads;
mod hires;
mod jobs;
mod lookup;
mod mechanism;
mod named;
mod parameter;
mod person_years;
mod piece;
mod place;
mod presence;
mod ranks;
mod reads;
mod rests_on;
mod series;
mod spells;
mod tenure;
mod told_steps;
mod unfiled;
pub(crate) mod walk;
mod window;
mod world;
mod write;

use std::collections::BTreeMap;

pub(crate) use additive::adds_up;
pub(crate) use answer::{Answer, Value, exact_text};
pub(crate) use bounds::Bounds;
pub use explain::{explain, explain_given, settle_given};
pub use givens::{Given, Givens, Lacking};
pub(crate) use mechanism::round;
pub(crate) use named::{
    needs_definitions, parameters_by_class, parameters_named, reads_places, roads_to_class, series_steps_used,
    steps_used, tables_named,
};
pub(crate) use piece::centimes;
use piece::{Piece, Settled};
pub use ranks::Place;
pub(crate) use ranks::share;
pub use rests_on::{reads_others, rests_on};
pub use unfiled::never_filed;
pub(crate) use walk::{expressions, walk};
use world::World;

use crate::calendar::{Date, Month};
use crate::determination::{Determination, Key, Reason, decided};
use crate::facts::Facts;
use crate::identity::Pseudonym;
use crate::model::{Clause, Contract, Space};

/// What `clause` says of every key of the operator, as known on a day; by person, then year or first month, then
/// anniversary. Nothing at all before the clause was published.
#[must_use]
pub fn interpret(contract: &Contract, clause: &Clause, facts: &Facts, as_known_on: Date) -> Vec<Determination> {
    let world = World::new(contract, facts, as_known_on);
    let cases = cases(&world, clause, &|_| true);
    cases.iter().map(|case| case.determination(clause, facts)).collect()
}

/// A person's presence under a definition of spells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presence {
    /// The person.
    pub person: Pseudonym,
    /// The first month that shows it.
    pub first_month: Month,
    /// The last month that shows it.
    pub last_month: Month,
    /// Its first day, where the evidence shows it.
    pub start: Option<Date>,
    /// Its last day, the latest that it may be; nothing where no end is shown.
    pub end: Option<Date>,
}

/// The presences of a definition, by person, then first month, as known on a day; none under another kind of definition.
#[must_use]
pub fn presences(contract: &Contract, definition: &str, facts: &Facts, as_known_on: Date) -> Vec<Presence> {
    let world = World::new(contract, facts, as_known_on);
    let presence = |spell: &spells::Spell| Presence {
        person: spell.person,
        first_month: spell.first_month,
        last_month: spell.last_month,
        start: spell.began(),
        end: spell.ended.map(|ended| ended.latest),
    };
    world.spells(definition).iter().map(presence).collect()
}

/// One key with everything that was computed for it.
#[derive(Debug, Clone)]
pub(crate) struct Case<'w> {
    key: Key,
    settled: Settled,
    /// The runs; none when the date of the fact or the period decided before.
    pieces: Vec<Piece<'w>>,
    /// All steps: sums over pieces before the fold, then what follows.
    totals: Vec<Answer>,
    /// Index of the first step that is computed on the sums.
    fold: usize,
    /// Months of the key that no file covers, with why.
    missing: Vec<Answer<()>>,
    /// The day of the fact, where there is one and it is known.
    fact_date: Option<Date>,
}

impl Case<'_> {
    /// A key that was decided before conditions and steps were asked.
    fn decided(key: Key, settled: Settled, fact_date: Option<Date>) -> Self {
        let (pieces, totals, missing) = (Vec::new(), Vec::new(), Vec::new());
        Case { key, settled, pieces, totals, fold: 0, missing, fact_date }
    }

    fn determination(&self, clause: &Clause, facts: &Facts) -> Determination {
        Determination {
            clause: clause.id.clone(),
            reading: clause.reading.clone(),
            operator: facts.operator.clone(),
            key: self.key,
            status: self.settled.status,
            amount: self.settled.amount,
            decided_by: self.settled.decided_by.clone(),
            reason: self.settled.reason.clone(),
        }
    }
}

/// The keys that are wanted, in order.
fn cases<'w>(world: &World<'w>, clause: &Clause, wanted: &dyn Fn(&Key) -> bool) -> Vec<Case<'w>> {
    if world.as_known_on < clause.published {
        return Vec::new();
    }
    let mut cases = match &clause.space {
        Space::PersonYears { table } => person_years::cases(world, clause, table, wanted),
        Space::Spells { definition } | Space::Anniversaries { definition, .. } => {
            jobs::cases(world, clause, definition, wanted)
        }
    };
    // Whatever the rows say: nobody can tell whose they are.
    for case in cases.iter_mut().filter(|case| world.doubtful_persons.contains(&case.key.person)) {
        let settled = Settled::not_evaluated(decided::IDENTITY, Reason::Identity);
        *case = Case::decided(case.key, settled, case.fact_date);
    }
    cases
}

/// A determination with what a worked case may ask beside it.
#[derive(Debug, Clone)]
pub(crate) struct Worked {
    pub(crate) determination: Determination,
    /// Values of steps, summed over pieces; and `due_on`, the day on which the amount falls due.
    pub(crate) steps: BTreeMap<String, Answer>,
    /// Every reason met, not only the first.
    pub(crate) reasons: Vec<Reason>,
}

/// What [`interpret`] gives, each with its steps and all its reasons.
pub(crate) fn work(contract: &Contract, clause: &Clause, facts: &Facts, as_known_on: Date) -> Vec<Worked> {
    let world = World::new(contract, facts, as_known_on);
    let worked = |case: Case<'_>| {
        let mut steps = case.steps(clause);
        if let Some(day) = (explain::Teller { world: &world, clause, case: &case }).due_day() {
            steps.entry("due_on".to_owned()).or_insert(day);
        }
        Worked { determination: case.determination(clause, facts), steps, reasons: case.reasons() }
    };
    cases(&world, clause, &|_| true).into_iter().map(worked).collect()
}

impl Case<'_> {
    /// Values of steps: of the whole key, or of its only piece.
    fn steps(&self, clause: &Clause) -> BTreeMap<String, Answer> {
        let values = match self.pieces.as_slice() {
            [only] if self.totals.is_empty() => &only.steps,
            _ => &self.totals,
        };
        clause.steps.iter().map(|step| step.id.clone()).zip(values.iter().cloned()).collect()
    }

    /// Every reason, in order of appearance and once each.
    fn reasons(&self) -> Vec<Reason> {
        let pieces = self.pieces.iter().flat_map(|piece| {
            let conditions = piece.applies_when.iter().chain(&piece.conditions).filter_map(Answer::reason);
            conditions.chain(piece.steps.iter().filter_map(Answer::reason))
        });
        let missing = self.missing.iter().filter_map(Answer::reason);
        let totals = self.totals.iter().filter_map(Answer::reason);
        let all = self.settled.reason.iter().chain(missing).chain(pieces).chain(totals);
        let mut reasons: Vec<Reason> = Vec::new();
        for reason in all {
            if !reasons.contains(reason) {
                reasons.push(reason.clone());
            }
        }
        reasons
    }
}
