//! Who asks: what a question is answered with depends on it, and the answer is cut here, in the office, before it leaves.
//!
//! Screens and commands filter nothing. The table of what each actor may ask is [`RIGHTS`]; every question begins by
//! looking there.

use contract::identity::OperatorId;
use register::canonical::Value;

use person::Person;

pub mod person;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// Whoever sits at the office's own machine: everything.
    Office,
    /// An operator: what is its own.
    Operator(OperatorId),
    /// Everybody: texts, published statistics, sums without small cells.
    Public,
    /// Somebody who was recognised: what the mandates give.
    Person(Box<Person>),
}

/// What is asked, as far as rights go. Each file of [`crate::question`] and of [`crate::act`] has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// Where commitments stand and what is owed.
    Assess,
    /// One amount of one person.
    Explain,
    /// Every determination as a file.
    Export,
    /// What an operator handed in.
    Evidence,
    /// What operators show together.
    Across,
    /// The contracts and their texts.
    Contracts,
    /// A clause with what it gives in sum.
    Clause,
    /// Commitments of both sides.
    Commitments,
    /// Sums by region.
    Territories,
    /// All operators in one table.
    Operators,
    /// The file of one operator.
    Operator,
    /// How figures are made.
    Method,
    /// Who an official number is.
    Person,
    /// Files are handed in.
    Submit,
    /// A file that was handed in is taken back.
    Withdraw,
    /// Originals are opened, to be read or read anew.
    OpenOriginal,
    /// The day that the public is told of is fixed.
    Publish,
    /// Texts are recorded.
    Record,
    /// Texts are proposed, and proposals withdrawn.
    Propose,
    /// A party signs, or withdraws its signature.
    Sign,
    /// A text is brought into force.
    BringIntoForce,
    /// Operators are enrolled, changed, ended and resumed.
    Enrol,
    /// The day of a fictitious workspace moves forward.
    Pass,
    /// What was handed in before the journal began is taken over.
    Import,
    /// What was recorded is looked at.
    Journal,
    /// Who has an account, and who gets one.
    People,
    /// The own account.
    Account,
    /// The journal is looked after: its keys, its witnesses, its copies, and what was lost of it.
    Keep,
}

impl Matter {
    /// Every matter.
    pub const ALL: [Matter; 28] = [
        Matter::Assess,
        Matter::Explain,
        Matter::Export,
        Matter::Evidence,
        Matter::Across,
        Matter::Contracts,
        Matter::Clause,
        Matter::Commitments,
        Matter::Territories,
        Matter::Operators,
        Matter::Operator,
        Matter::Method,
        Matter::Person,
        Matter::Submit,
        Matter::Withdraw,
        Matter::OpenOriginal,
        Matter::Publish,
        Matter::Record,
        Matter::Propose,
        Matter::Sign,
        Matter::BringIntoForce,
        Matter::Enrol,
        Matter::Pass,
        Matter::Import,
        Matter::Journal,
        Matter::People,
        Matter::Account,
        Matter::Keep,
    ];
}

/// How much of a matter an actor is told, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Nothing.
    Nothing,
    /// Sums, without cells that are small.
    Sums,
    /// What is the operator's own.
    Own,
    /// All of it.
    Whole,
}

/// What an operator and the public are told of each matter; the office is told all.
pub const RIGHTS: [(Matter, Scope, Scope); 28] = [
    (Matter::Assess, Scope::Own, Scope::Nothing),
    (Matter::Explain, Scope::Own, Scope::Nothing),
    // Its own rows, which name persons by its own reference numbers.
    (Matter::Export, Scope::Own, Scope::Nothing),
    (Matter::Evidence, Scope::Own, Scope::Nothing),
    (Matter::Across, Scope::Nothing, Scope::Nothing),
    (Matter::Contracts, Scope::Sums, Scope::Sums),
    (Matter::Clause, Scope::Sums, Scope::Sums),
    (Matter::Commitments, Scope::Whole, Scope::Whole),
    (Matter::Territories, Scope::Sums, Scope::Sums),
    (Matter::Operators, Scope::Nothing, Scope::Nothing),
    (Matter::Operator, Scope::Own, Scope::Nothing),
    (Matter::Method, Scope::Whole, Scope::Whole),
    (Matter::Person, Scope::Nothing, Scope::Nothing),
    // Its own files alone, by somebody who has an account: registers are of everybody.
    (Matter::Submit, Scope::Own, Scope::Nothing),
    (Matter::Withdraw, Scope::Own, Scope::Nothing),
    (Matter::OpenOriginal, Scope::Nothing, Scope::Nothing),
    (Matter::Publish, Scope::Nothing, Scope::Nothing),
    (Matter::Record, Scope::Nothing, Scope::Nothing),
    // Parties sign themselves once accounts are theirs; until then the office records what they signed.
    (Matter::Propose, Scope::Nothing, Scope::Nothing),
    (Matter::Sign, Scope::Nothing, Scope::Nothing),
    (Matter::BringIntoForce, Scope::Nothing, Scope::Nothing),
    (Matter::Enrol, Scope::Nothing, Scope::Nothing),
    (Matter::Pass, Scope::Nothing, Scope::Nothing),
    (Matter::Import, Scope::Nothing, Scope::Nothing),
    // Entries name operators, files and persons.
    (Matter::Journal, Scope::Nothing, Scope::Nothing),
    (Matter::People, Scope::Nothing, Scope::Nothing),
    // Whoever has an account; which, the act looks up.
    (Matter::Account, Scope::Own, Scope::Own),
    (Matter::Keep, Scope::Nothing, Scope::Nothing),
];

/// A matter without a row, or with two, stops the build here; so does a screen of the portal, which names its matter.
const _: () = assert!(every_matter_has_one_row(), "a matter has no row in `office::actor::RIGHTS`");

const fn every_matter_has_one_row() -> bool {
    let mut matter = 0;
    while matter < Matter::ALL.len() {
        let (mut row, mut rows) = (0, 0);
        while row < RIGHTS.len() {
            rows += (RIGHTS[row].0 as u8 == Matter::ALL[matter] as u8) as u8;
            row += 1;
        }
        // Of every matter there is one number: the list holds all of them, each at its place.
        if rows != 1 || Matter::ALL[matter] as usize != matter {
            return false;
        }
        matter += 1;
    }
    Matter::Keep as usize + 1 == Matter::ALL.len()
}

/// What administrators are told besides what everybody is: nothing about persons or amounts.
pub const HOUSE: &[Matter] = &[Matter::Journal, Matter::People, Matter::Account, Matter::Pass, Matter::Keep];

/// Why somebody is told nothing. It never says whether there is anything to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody but the office is told.
    #[error("only the office is told this")]
    OfficeOnly,
    /// It is another operator's.
    #[error("only the operator itself and the office are told this")]
    OfAnother,
}

impl Actor {
    /// How much of a matter the actor is told.
    ///
    /// # Errors
    /// A matter of which it is told nothing.
    pub fn scope(&self, matter: Matter) -> Result<Scope, Refusal> {
        let row = RIGHTS.iter().find(|(known, ..)| *known == matter);
        let scope = match (self, row) {
            (Actor::Office, Some(_)) => Scope::Whole,
            (Actor::Operator(_), Some((_, operator, _))) => *operator,
            (Actor::Public, Some((.., public))) => *public,
            (Actor::Person(person), Some(_)) => person.told(matter),
            (_, None) => Scope::Nothing,
        };
        if scope == Scope::Nothing { Err(Refusal::OfficeOnly) } else { Ok(scope) }
    }

    /// The account of whoever was recognised.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        match self {
            Actor::Person(person) => Some(person.account()),
            _ => None,
        }
    }

    /// Whether the actor may begin an act: whoever was recognised may, and where it is recorded `rights` looks up what the
    /// account may; of others the table above says it.
    ///
    /// # Errors
    /// A matter of which it is told nothing.
    pub fn begins(&self, matter: Matter) -> Result<(), Refusal> {
        match self {
            Actor::Person(_) => Ok(()),
            _ => self.scope(matter).map(drop),
        }
    }

    /// Whether the actor may ask a matter of an operator.
    ///
    /// # Errors
    /// Another operator's matter, or one of which the actor is told nothing.
    pub fn may_ask_of(&self, matter: Matter, operator: &OperatorId) -> Result<(), Refusal> {
        match self.scope(matter)? {
            Scope::Whole => Ok(()),
            Scope::Own if self.operators().contains(operator) => Ok(()),
            _ => Err(Refusal::OfAnother),
        }
    }

    /// The operators whose own matters the actor is told.
    #[must_use]
    pub fn operators(&self) -> Vec<OperatorId> {
        match self {
            Actor::Office | Actor::Public => Vec::new(),
            Actor::Operator(own) => vec![own.clone()],
            Actor::Person(person) => person.operators(),
        }
    }

    /// What an entry says of who acted, and of how that was recognised.
    #[must_use]
    pub fn recorded(&self) -> Value {
        match self {
            Actor::Office => Value::texts([("who", "office"), ("recognised", "owner of the workspace")]),
            Actor::Operator(operator) => Value::texts([("who", "operator"), ("operator", operator.as_str())]),
            Actor::Public => Value::texts([("who", "public")]),
            Actor::Person(person) => person.recorded(),
        }
    }

    /// Whether the actor sees every cell, whoever could be recognised by it.
    #[must_use]
    pub fn sees_small_cells(&self) -> bool {
        self.scope(Matter::Territories) == Ok(Scope::Whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_matter_has_one_row_of_rights() {
        for matter in Matter::ALL {
            assert_eq!(RIGHTS.iter().filter(|(known, ..)| *known == matter).count(), 1, "{matter:?}");
            assert_eq!(Actor::Office.scope(matter), Ok(Scope::Whole), "{matter:?}");
        }
    }

    #[test]
    fn nobody_is_told_of_another() {
        let operator = |id: &str| OperatorId::new(id).expect("an identifier");
        let own = Actor::Operator(operator("op-001"));
        assert_eq!(own.may_ask_of(Matter::Explain, &operator("op-001")), Ok(()));
        assert_eq!(own.may_ask_of(Matter::Explain, &operator("op-002")), Err(Refusal::OfAnother));
        assert_eq!(Actor::Public.may_ask_of(Matter::Explain, &operator("op-001")), Err(Refusal::OfficeOnly));
        assert_eq!(Actor::Office.may_ask_of(Matter::Explain, &operator("op-002")), Ok(()));
    }
}
