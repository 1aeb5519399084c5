//! What no total holds yet: notes (*not computed*, with the reason) and questions that nobody answered (*waits for the
//! committee*). The same words on the terminal and on pages.

use contract::model::Judgement;
use office::answer::contract::Waiting;

use crate::locale::Language;
use crate::names::label;
use crate::rendered::Rendered;
use crate::words;

/// What is the matter: not computed, or who is waited for. `name` gives the reader's name of a party.
#[must_use]
pub fn what(one: &Waiting, language: Language, name: &dyn Fn(&str) -> Rendered) -> Rendered {
    match one {
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
pub fn on(one: &Waiting, language: Language, authoritative: &str) -> Option<Rendered> {
    let Waiting::Judgement(judgement) = one else { return None };
    Some(words::waits_on(language, Rendered::plain(label(&judgement.on, language, authoritative)?)))
}

/// All of it in one line: what is the matter, then what it says.
#[must_use]
pub fn line(one: &Waiting, language: Language, authoritative: &str, name: &dyn Fn(&str) -> Rendered) -> Rendered {
    let text = Rendered::plain(label(one.labels(), language, authoritative).unwrap_or_default());
    words::waits_line(language, what(one, language, name), text)
}
