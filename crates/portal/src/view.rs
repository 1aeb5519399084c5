//! What a page is drawn from: an answer of the office, and the setting that every page needs. No words of any language
//! beside the contract's own, no markup, no queries.

use std::ops::Deref;
use std::sync::Arc;

use contract::calendar::Date;
use office::answer::TableNames;
use office::answer::atlas::Atlas;
use office::known::When;

use crate::address::Screen;

/// An answer of the office on its page.
#[derive(Debug, Clone)]
pub struct View<A> {
    /// What every page needs.
    pub setting: Setting,
    /// The answer.
    pub answer: A,
}

/// Pages read the answer as if it were theirs.
impl<A> Deref for View<A> {
    type Target = A;

    fn deref(&self) -> &A {
        &self.answer
    }
}

/// What every page needs besides its own matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The path after the language: empty for the register, else `/contracts/…`.
    pub path: String,
    /// The day of knowledge.
    pub known_on: Date,
    /// The day whose situation is told: that of knowledge, unless the reader chose another one.
    pub day: Date,
    /// The moment that the reader chose; links keep it.
    pub when: When,
    /// The last entry of the journal that counts; 0 where none does.
    pub entry: u64,
    /// Whether the evidence was generated.
    pub fictitious: bool,
    /// Days on which something was received, last first: suggestions for the day of knowledge.
    pub received: Vec<Date>,
    /// Whether the page is the public's, who chooses no day and is told of no operator.
    pub is_public: bool,
    /// Screens of which whoever reads is told nothing: nothing leads there.
    pub closed: Vec<Screen>,
    /// Where whoever reads begins, after the language.
    pub home: String,
    /// The operators of whoever reads for some alone.
    pub own: Vec<String>,
    /// The names of tables.
    pub tables: TableNames,
    /// The places, on pages that name some.
    pub atlas: Arc<Atlas>,
}

impl Setting {
    /// Whether whoever reads may open a screen.
    #[must_use]
    pub fn opens(&self, screen: Screen) -> bool {
        !self.closed.contains(&screen)
    }

    /// Whether another one differs in its position at most: the last entry, and the days that are offered.
    #[must_use]
    pub fn is_but_for_position(&self, other: &Setting) -> bool {
        let position = Setting { entry: other.entry, received: other.received.clone(), ..self.clone() };
        position == *other
    }
}
