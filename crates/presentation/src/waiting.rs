//! What no total holds yet: notes (*not computed*, with the reason) and questions that nobody answered (*waits for the
//! committee*). The same words on the terminal and on pages.

use contract::model::{Contract, Judgement, Labels, Note};

use crate::locale::Language;
use crate::names::label;
use crate::rendered::Rendered;
use crate::words;

/// Something that no total holds yet.
#[derive(Debug, Clone)]
pub enum Waiting {
    /// What the text says and nothing computes.
    Note(Note),
    /// A question that a person answers. None has an answer before acts are recorded.
    Judgement(Judgement),
}

impl Waiting {
    /// Everything of a contract, in document order.
    #[must_use]
    pub fn of(contract: &Contract) -> Vec<Waiting> {
        let notes = contract.notes.iter().cloned().map(Waiting::Note);
        let mut all: Vec<Waiting> = notes.chain(contract.judgements.iter().cloned().map(Waiting::Judgement)).collect();
        all.sort_by_key(|one| match one {
            Waiting::Note(note) => note.span,
            Waiting::Judgement(judgement) => judgement.span,
        });
        all
    }

    /// The article that it stands under.
    #[must_use]
    pub fn article(&self) -> Option<&str> {
        match self {
            Waiting::Note(note) => note.basis.as_deref(),
            Waiting::Judgement(judgement) => Some(&judgement.basis),
        }
    }

    /// What it says: why it is not computed, or the question.
    #[must_use]
    pub fn labels(&self) -> &Labels {
        match self {
            Waiting::Note(note) => &note.labels,
            Waiting::Judgement(judgement) => &judgement.labels,
        }
    }

    /// What is the matter: not computed, or who is waited for. `name` gives the reader's name of a party.
    #[must_use]
    pub fn what(&self, language: Language, name: &dyn Fn(&str) -> Rendered) -> Rendered {
        match self {
            Waiting::Note(_) => words::waits_not_computed(language),
            Waiting::Judgement(Judgement { by: Some(by), .. }) if by != "steering_committee" => {
                words::waits_for(language, name(by))
            }
            Waiting::Judgement(Judgement { by: Some(_), .. }) => words::waits_for_committee(language),
            Waiting::Judgement(Judgement { by: None, .. }) => words::waits_for_judgement(language),
        }
    }

    /// On what the question is decided, where it is one.
    #[must_use]
    pub fn on(&self, language: Language, authoritative: &str) -> Option<Rendered> {
        let Waiting::Judgement(judgement) = self else { return None };
        Some(words::waits_on(language, Rendered::plain(label(&judgement.on, language, authoritative)?)))
    }

    /// All of it in one line: what is the matter, then what it says.
    #[must_use]
    pub fn line(&self, language: Language, authoritative: &str, name: &dyn Fn(&str) -> Rendered) -> Rendered {
        let text = Rendered::plain(label(self.labels(), language, authoritative).unwrap_or_default());
        words::waits_line(language, self.what(language, name), text)
    }
}
