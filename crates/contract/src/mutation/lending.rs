//! Small changes of a pack: it has no worked cases of its own, so the cases of every document that borrows from it are asked.

use super::edits::Edits;
use super::{Fate, Mutation, Subject, Survey, changes};
use crate::check::{self, Packs, is_pack};
use crate::document;
use crate::model::WithoutEffect;

/// A pack that loads, beside the documents that borrow from it, ready to be changed.
#[derive(Debug)]
pub struct Lending {
    text: String,
    id: String,
    version: String,
    /// The other packs at hand.
    others: Vec<String>,
    /// The documents that borrow from it.
    users: Vec<Subject>,
    listed: Vec<WithoutEffect>,
    /// Every change, in reading order.
    pub mutations: Vec<Mutation>,
}

impl Lending {
    /// Makes a pack ready beside other documents, packs and contracts; nothing when it does not load.
    #[must_use]
    pub fn of(text: &str, documents: &[&str]) -> Option<Lending> {
        let lent = documents.iter().filter(|other| is_pack(other) && **other != text);
        let others: Vec<String> = lent.map(|other| (*other).to_owned()).collect();
        let packs = gathered(&others, text);
        let contract = check::check(text, &packs).contract.filter(|contract| contract.is_pack)?;
        let borrows = |document: &&&str| {
            let checked = check::check_without_cases(document, &packs).contract;
            checked.is_some_and(|user| !user.is_pack && user.packs.iter().any(|pack| pack.id == contract.id))
        };
        let users = documents.iter().filter(borrows).filter_map(|document| Subject::of(document, &packs)).collect();
        let mutations = changes::of(&document::parse(text).0, &contract.tables);
        let (id, version, listed) = (contract.id, contract.version, contract.without_effect);
        Some(Lending { text: text.to_owned(), id, version, others, users, listed, mutations })
    }

    /// What becomes of a change: the first document that notices it, or no longer loads, decides.
    #[must_use]
    pub fn fate(&self, mutation: &Mutation) -> Fate {
        let packs = gathered(&self.others, &Edits::apply(&mutation.edits, &self.text));
        if packs.get(&self.id, &self.version).is_none() {
            return Fate::Refused;
        }
        let mut fate = Fate::ReachesNothing;
        for user in &self.users {
            match user.beside(&packs) {
                Fate::ReachesNothing => {}
                Fate::Unnoticed => fate = Fate::Unnoticed,
                decided => return decided,
            }
        }
        fate
    }

    /// Counts the fates of all changes, given in their order.
    #[must_use]
    pub fn survey(&self, fates: &[Fate]) -> Survey {
        Survey::of(&self.listed, &self.mutations, fates)
    }
}

fn gathered(others: &[String], text: &str) -> Packs {
    Packs::gather(others.iter().map(String::as_str).chain([text]))
}
