//! The checker and the interpreter by documents: every topic of the folder `conformance` but `syntax`. What a good
//! document's worked cases expect comes out, and every code of the checker has a bad document.

use std::collections::BTreeSet;

use contract::check::Packs;
use contract::diagnostic::{CODES, Diagnostics};
use contract::mutation::Subject;
use contract::scenario;

use crate::conformance::{check, packs};
use crate::{conformance, together};

#[test]
fn documents_conform_and_every_code_of_the_checker_has_one() {
    let topics = conformance::topics();
    let topics = topics.iter().map(String::as_str).filter(|topic| *topic != "syntax");
    let mut raised = conformance::run(topics, diagnostics, differences);
    raised.extend(together::run());
    let of_the_form = conformance::codes_up_to("block-without-article");
    let codes: BTreeSet<&str> = CODES.iter().map(|(code, _)| *code).collect();
    let without_document: Vec<_> = codes.difference(&of_the_form).filter(|code| !raised.contains(*code)).collect();
    assert!(without_document.is_empty(), "no document in conformance/*/bad raises {without_document:?}");
}

/// What the checker says, which conditions no worked case fails by, and which changes are wrongly listed as without effect.
fn diagnostics(text: &str) -> Diagnostics {
    let checked = check(text);
    let mut told = checked.diagnostics;
    if let Some(contract) = checked.contract.filter(|contract| !contract.scenarios.is_empty()) {
        told.append(scenario::never_failing(&contract));
        if let Some(subject) = Subject::of(text, packs()).filter(|_| !contract.without_effect.is_empty()) {
            let fates: Vec<_> = subject.mutations.iter().map(|one| subject.fate(one)).collect();
            told.append(subject.survey(&fates).stale);
        }
    }
    told.sorted()
}

/// Every difference between what the worked cases of a document expect and what comes out, with its line.
pub fn differences(text: &str) -> Vec<String> {
    differences_with(text, packs())
}

/// The same beside other packs.
pub fn differences_with(text: &str, packs: &Packs) -> Vec<String> {
    let Some(contract) = contract::check::check(text, packs).contract else { return Vec::new() };
    let mismatches = contract.scenarios.iter().flat_map(|one| scenario::run(&contract, one));
    mismatches.map(|one| format!("{} {:?}", one.span.start.line, one.difference)).collect()
}
