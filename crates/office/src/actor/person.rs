//! Somebody who was recognised: an account, its person, and how that was known. Nothing but `recognition` makes one.

use contract::identity::OperatorId;
use register::canonical::Value;

use super::{HOUSE, Matter, RIGHTS, Scope};
use crate::people::{Mandate, Means};
use crate::role::{View, Whom};

/// A person who was recognised.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person {
    pub(crate) account: String,
    pub(crate) number: String,
    pub(crate) recognised: Recognised,
    /// The mandates that count on the day: by them questions are answered. Acts look them up anew.
    pub(crate) mandates: Vec<Mandate>,
    /// In whose place the person acts (*interim*).
    pub(crate) instead: Option<String>,
    /// The second person of an act that needs two.
    pub(crate) second: Option<Box<Person>>,
}

/// How somebody was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recognised {
    /// By which secret.
    pub means: Means,
    /// Whether by a code of a second factor too.
    pub code: bool,
}

impl Recognised {
    /// Its words, as entries write them.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match (self.means, self.code) {
            (Means::First, _) => "first secret",
            (Means::Token, false) => "token",
            (Means::Token, true) => "token and code",
            (Means::Passphrase, false) => "passphrase",
            (Means::Passphrase, true) => "passphrase and code",
        }
    }
}

impl Person {
    /// The handle of the account.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }

    /// How the person was recognised.
    #[must_use]
    pub fn recognised(&self) -> Recognised {
        self.recognised
    }

    /// What an entry says.
    pub(super) fn recorded(&self) -> Value {
        let mut map = vec![
            ("account", Value::text(&self.account)),
            ("person", Value::text(&self.number)),
            ("recognised", Value::text(self.recognised.words())),
        ];
        map.extend(self.instead.as_ref().map(|instead| ("interim", Value::text(instead))));
        map.extend(self.second.as_ref().map(|second| ("second", second.recorded())));
        Value::map(map)
    }

    /// How much the person is told of a matter: the most of what the mandates give.
    pub(super) fn told(&self, matter: Matter) -> Scope {
        let row = RIGHTS.iter().find(|(known, ..)| *known == matter);
        let Some((_, operator, public)) = row else { return Scope::Nothing };
        // Sums are told of one day alone, the public's: whoever chooses two days subtracts one from the other.
        let no_sums = |scope: Scope| if scope == Scope::Sums { Scope::Nothing } else { scope };
        let of = |mandate: &Mandate| match mandate.role.view(mandate.whom) {
            View::Office => Scope::Whole,
            View::House if HOUSE.contains(&matter) => Scope::Whole,
            View::Operators => no_sums(*operator),
            View::House | View::Public => no_sums(*public),
        };
        self.mandates.iter().map(of).max().unwrap_or(Scope::Nothing)
    }

    /// The operators of the mandates, each once; parties that file without being operators among them.
    pub(super) fn operators(&self) -> Vec<OperatorId> {
        let mandates = self.mandates.iter().filter(|mandate| mandate.whom == Whom::Operators);
        let mut all: Vec<OperatorId> =
            mandates.flat_map(|mandate| &mandate.of).filter_map(|id| OperatorId::of_submitter(id)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
