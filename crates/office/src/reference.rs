//! By which number somebody is told of a person: the office and its auditors by the one that is the same at every operator, an
//! operator by its own reference number. Questions cut their answers with it before they leave.
//!
//! An operator knows who stands behind a number of its own people; by a number that is the same everywhere it would find them
//! at their next employer (decision 0026). What stands in the order of numbers is put in order anew: an order tells, too.

use std::collections::BTreeSet;

use contract::determination::Determination;
use contract::identity::{OperatorId, Pseudonym};
use contract::trace::Explanation;
use evidence::pseudonym::Key;

use crate::actor::{Actor, Matter, Refusal, Scope};
use crate::doubts::{self, Doubt, What};
use crate::moment::Moment;
use crate::workspace::Workspace;

/// Two persons of an operator that have one reference number: of fifty bits, one in a million for the largest sector.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("two persons of {0} have one reference number: the office alone can tell them apart")]
pub struct Collision(OperatorId);

/// By which number an actor is told of the persons of one operator.
#[derive(Clone, Copy)]
pub struct Numbers<'n> {
    operator: &'n OperatorId,
    /// The key of references; nothing for whoever is told the number of the office.
    key: Option<&'n Key>,
}

impl<'n> Numbers<'n> {
    /// What the table of rights gives the actor of a matter.
    ///
    /// # Errors
    /// A matter of which the actor is told nothing.
    pub fn of(
        workspace: &'n Workspace,
        actor: &Actor,
        matter: Matter,
        operator: &'n OperatorId,
    ) -> Result<Numbers<'n>, Refusal> {
        let whole = actor.scope(matter)? == Scope::Whole;
        Ok(Numbers { operator, key: (!whole).then_some(&workspace.key) })
    }

    /// The number of a person.
    #[must_use]
    pub fn person(&self, person: Pseudonym) -> Pseudonym {
        self.key.map_or(person, |key| key.reference(self.operator, person))
    }

    /// Whether the person's number begins so.
    #[must_use]
    pub fn begins(&self, person: Pseudonym, with: &str) -> bool {
        with.is_empty() || self.person(person).to_string().starts_with(with)
    }

    /// A determination.
    #[must_use]
    pub fn determination(&self, mut one: Determination) -> Determination {
        one.key.person = self.person(one.key.person);
        one
    }

    /// Determinations of the operator, in the order of what they are called by.
    ///
    /// # Errors
    /// Two persons that have one reference: neither is told, for nobody would know of whom it is.
    pub fn determinations(&self, all: Vec<Determination>) -> Result<Vec<Determination>, Collision> {
        if self.key.is_none() {
            return Ok(all);
        }
        let persons: BTreeSet<Pseudonym> = all.iter().map(|one| one.key.person).collect();
        let told: BTreeSet<Pseudonym> = persons.iter().map(|person| self.person(*person)).collect();
        if told.len() < persons.len() {
            return Err(Collision(self.operator.clone()));
        }
        let mut all: Vec<Determination> = all.into_iter().map(|one| self.determination(one)).collect();
        // Clauses stand as they stood; within each, persons as they are called.
        let of_clause =
            |one: &Determination, other: &Determination| one.clause == other.clause && one.reading == other.reading;
        all.chunk_by_mut(of_clause).for_each(|rows| rows.sort_by_key(|one| one.key));
        Ok(all)
    }

    /// An explanation: a person stands in its key alone.
    #[must_use]
    pub fn explanation(&self, mut told: Explanation) -> Explanation {
        told.determination = self.determination(told.determination);
        told
    }

    /// What is in doubt about the operator's persons, with the commands that open it.
    #[must_use]
    pub fn doubts(&self, all: Vec<Doubt>, moment: Moment) -> Vec<Doubt> {
        if self.key.is_none() {
            return all;
        }
        let mut told: Vec<Doubt> = all.into_iter().map(|one| self.doubt(one, moment)).collect();
        doubts::sort(&mut told);
        told
    }

    fn doubt(&self, one: Doubt, moment: Moment) -> Doubt {
        let what = match one.what {
            What::Identity { number_taken, card_taken, with, lines } => {
                let mut with: Vec<Pseudonym> = with.into_iter().map(|other| self.person(other)).collect();
                with.sort_unstable();
                What::Identity { number_taken, card_taken, with, lines }
            }
            other => other,
        };
        let beside: Vec<Determination> = one.beside.into_iter().map(|row| self.determination(row)).collect();
        let opens = one.opens.map(|(contract, row)| (contract, self.determination(row)));
        let explained_by =
            opens.as_ref().map(|(contract, row)| crate::explain::command(contract, row, &beside, moment));
        Doubt { person: self.person(one.person), what, explained_by, opens, beside, ..one }
    }
}
