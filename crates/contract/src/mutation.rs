//! Would a worked case notice? Every small slip that a clause may have, one at a time.
//!
//! Numbers, dates and classes a step aside; conditions and their operands left out; comparisons turned; another rounding,
//! head, payee or word of a closed list; a key left out (see [`Kind`], and `changes` for where each is found). A change that
//! no case notices is something that nobody holds to account. Changes that can reach no answer are told apart, by a rule and
//! not by a list: see `sight`. Changes without effect by their nature stand in a list of the document, with the reason: see
//! `survey`. Texts, labels and identifiers are not changed, nor are facts of cases. See `mithaq check --mutate`.

mod changes;
mod edits;
mod expressions;
mod figures;
mod lending;
mod names;
mod sight;
mod survey;

use crate::check::{self, Packs};
use crate::document;
use crate::model::{Contract, Scenario, WithoutEffect};
use crate::scenario;
use crate::source::Span;

use edits::{Edits, Shortened};
use sight::Sight;

pub use lending::Lending;
pub use survey::{Listed, Survey, Tally};

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A number or a date, a step down and a step up.
    Figures,
    /// A condition, or an operand of one, left out.
    Conditions,
    /// A comparison turned into its neighbours, `and` into `or`, plus into minus.
    Comparisons,
    /// Another way of rounding.
    Rounding,
    /// Another head or payee; what becomes of a payment after it.
    Payments,
    /// Another word of a closed list: of the language, of a column, of the classes of places.
    Words,
    /// A key that may be left out, left out.
    Parts,
}

impl Kind {
    /// Every kind, in the order of display.
    pub const ALL: [Kind; 7] =
        [Kind::Figures, Kind::Conditions, Kind::Comparisons, Kind::Rounding, Kind::Payments, Kind::Words, Kind::Parts];

    /// The word that files use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Figures => "figures",
            Kind::Conditions => "conditions",
            Kind::Comparisons => "comparisons",
            Kind::Rounding => "rounding",
            Kind::Payments => "payments",
            Kind::Words => "words",
            Kind::Parts => "parts",
        }
    }
}

/// One small change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutation {
    /// What it is about.
    pub kind: Kind,
    /// The block in which it stands, or the contract for its front matter.
    pub of: String,
    /// The reading of that clause, where it has several.
    pub reading: Option<String>,
    /// The key whose value is changed.
    pub key: String,
    /// Where.
    pub span: Span,
    /// What stands there.
    pub found: String,
    /// What was put instead; empty where it is left out.
    pub instead: String,
    /// What is put into the text.
    edits: Edits,
}

/// What became of one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// A worked case comes out differently.
    Noticed,
    /// The document no longer loads.
    Refused,
    /// It can reach no answer, whatever the evidence.
    ReachesNothing,
    /// No worked case comes out differently.
    Unnoticed,
}

/// A document that loads, ready to be changed.
#[derive(Debug)]
pub struct Subject {
    text: Shortened,
    scenarios: Vec<Scenario>,
    listed: Vec<WithoutEffect>,
    sight: Sight,
    packs: Packs,
    /// Every change, in reading order.
    pub mutations: Vec<Mutation>,
}

impl Subject {
    /// Makes a document ready, beside the packs at hand; nothing when it does not load.
    #[must_use]
    pub fn of(text: &str, packs: &Packs) -> Option<Subject> {
        let contract = check::check(text, packs).contract?;
        let (document, _) = document::parse(text);
        let mutations = changes::of(&document, &contract.tables);
        let sight = Sight::of(&contract);
        // What is read with every change is as short as it can be while it says the same.
        let short = Shortened::of(text, &document);
        let same = |text: &str| check::check(text, packs).contract.is_some_and(|short| Sight::of(&short) == sight);
        let text = if same(short.text()) { short } else { Shortened::whole(text) };
        let (scenarios, listed, packs) = (contract.scenarios, contract.without_effect, packs.clone());
        Some(Subject { text, scenarios, listed, sight, packs, mutations })
    }

    /// What becomes of a change. Only cases of what can answer differently are run, up to the first that notices.
    #[must_use]
    pub fn fate(&self, mutation: &Mutation) -> Fate {
        self.fate_of(&self.text.with(&mutation.edits), &self.packs)
    }

    /// What becomes of the document as it is, beside other packs.
    fn beside(&self, packs: &Packs) -> Fate {
        self.fate_of(self.text.text(), packs)
    }

    fn fate_of(&self, text: &str, packs: &Packs) -> Fate {
        let Some(changed) = check::check(text, packs).contract else { return Fate::Refused };
        let sight = Sight::of(&changed);
        if sight == self.sight {
            return Fate::ReachesNothing;
        }
        let noticed =
            |one: &&Scenario| self.concerns(&changed, &sight, one) && !scenario::run(&changed, one).is_empty();
        if self.scenarios.iter().any(|one| noticed(&one)) { Fate::Noticed } else { Fate::Unnoticed }
    }

    fn concerns(&self, changed: &Contract, sight: &Sight, scenario: &Scenario) -> bool {
        match scenario::clause_of(changed, scenario) {
            Some(clause) => self.sight.clause_differs(sight, &clause.id, clause.reading.as_deref()),
            None => self.sight.commitment_differs(sight, &scenario.of),
        }
    }
}

/// The document with one change.
#[must_use]
pub fn apply(text: &str, mutation: &Mutation) -> String {
    mutation.edits.apply(text)
}

impl Mutation {
    /// The same place with something else in its stead.
    #[must_use]
    pub fn with(&self, instead: &str) -> Mutation {
        let edits = Edits::one(self.span.range(), instead.to_owned());
        Mutation { instead: instead.to_owned(), edits, ..self.clone() }
    }

    /// A figure at a place of a text.
    #[must_use]
    pub fn figure(span: Span, found: &str, instead: &str) -> Mutation {
        Mutation {
            kind: Kind::Figures,
            of: String::new(),
            reading: None,
            key: String::new(),
            span,
            found: found.to_owned(),
            instead: instead.to_owned(),
            edits: Edits::one(span.range(), instead.to_owned()),
        }
    }
}
