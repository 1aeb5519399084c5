//! Documents beside each other: one identifier has one history, a parent exists, two clauses that pay one head to one
//! operator say how they stand beside each other, and a table is read as it is filed.
//!
//! Each document was checked for itself before ([`super::check`]). A draft, which somebody proposed, is not in force: it may
//! bear the identifier of the contract that it is to replace, and pays nothing. Amendments, which will put documents of one identifier in order,
//! are not written yet: until then two of them are refused.

mod tables;

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Document;
use crate::model::{Clause, Contract};
use crate::source::Span;
use crate::spelling::by_likeness;
use crate::yaml::Node;

/// One document among others.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// What people know it by: the path of its file.
    pub path: &'a str,
    /// The document as written.
    pub document: &'a Document,
    /// The contract, when it loads.
    pub contract: Option<&'a Contract>,
    /// Whether it is a draft.
    pub draft: bool,
}

impl<'a> Member<'a> {
    fn front(self, key: &str) -> Option<&'a Node> {
        self.document.front.get(key)
    }

    /// The identifier; also that of a document that does not load, which would have it once it is mended.
    fn id(self) -> Option<&'a str> {
        self.front("id").and_then(Node::as_scalar)
    }

    fn span(self, key: &str) -> Span {
        self.front(key).map_or(self.document.front.span, |node| node.span)
    }
}

/// What is wrong with documents beside each other: the faults of each, in the order given. Every error keeps its document from
/// being assessed.
#[must_use]
pub fn check_together(members: &[Member<'_>]) -> Vec<Diagnostics> {
    let twins: Vec<Vec<&Member<'_>>> = members.iter().map(|one| twins(one, members)).collect();
    let mut told: Vec<Diagnostics> = members.iter().map(|_| Diagnostics::new()).collect();
    for (index, member) in members.iter().enumerate() {
        for twin in &twins[index] {
            let twice = Diagnostic::error("contract-id-twice", member.span("id"));
            told[index].push(twice.with("id", member.id().unwrap_or_default()).with("other", twin.path));
        }
        told[index].extend(parent_unknown(*member, members));
        if twins[index].is_empty() {
            told[index].extend(tables::differ(*member, members));
            told[index].extend(tables::alike(*member, members));
        }
        told[index].extend(tables::unfiled(*member, members));
    }
    for (index, member) in members.iter().enumerate() {
        for (place, other) in members.iter().enumerate().filter(|(place, _)| *place != index) {
            // Two of one identifier are refused already: that they pay the same is no news.
            if twins[index].is_empty() && twins[place].is_empty() {
                told[index].extend(overlaps(*member, *other));
            }
        }
    }
    told.into_iter().map(Diagnostics::sorted).collect()
}

/// The other documents that would be in force under the same identifier.
fn twins<'m, 'a>(one: &Member<'a>, members: &'m [Member<'a>]) -> Vec<&'m Member<'a>> {
    let Some(id) = one.id().filter(|_| !one.draft) else { return Vec::new() };
    let same = |other: &&Member<'a>| other.path != one.path && !other.draft && other.id() == Some(id);
    members.iter().filter(same).collect()
}

/// A document is not its own parent either.
fn parent_unknown(member: Member<'_>, members: &[Member<'_>]) -> Option<Diagnostic> {
    let parent = member.front("parent").and_then(Node::as_scalar)?;
    // A pack is borrowed from and is nobody's parent.
    let is_pack = |other: &&Member<'_>| other.front("kind").and_then(Node::as_scalar) == Some("pack");
    let others = members.iter().filter(|other| !is_pack(other)).filter_map(|other| other.id());
    let known: BTreeSet<&str> = others.filter(|id| Some(*id) != member.id()).collect();
    if known.contains(parent) {
        return None;
    }
    let (nearest, known) = by_likeness(parent, known.into_iter());
    let unknown = Diagnostic::error("parent-unknown", member.span("parent")).with("parent", parent);
    Some(unknown.with("nearest", nearest).with("known", known))
}

/// The clauses of a document that may pay what a clause of another one pays, and neither says how they stand beside each
/// other: each once, whatever its readings.
fn overlaps(member: Member<'_>, other: Member<'_>) -> Vec<Diagnostic> {
    let (Some(here), Some(there)) = (member.contract, other.contract) else { return Vec::new() };
    if member.draft || other.draft {
        return Vec::new();
    }
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut found = Vec::new();
    for clause in &here.clauses {
        for rival in &there.clauses {
            let meet = clause.outcome.head() == rival.outcome.head() && clause.in_effect.overlaps(rival.in_effect);
            let allowed = allows(clause, there, rival) || allows(rival, here, clause);
            if meet && !allowed && told.insert((&clause.id, &rival.id)) {
                let head = clause.outcome.head().unwrap_or_default();
                let shared = Diagnostic::error("heads-overlap", head_span(member.document, clause));
                let shared = shared.with("clause", &clause.id).with("head", head).with("contract", &there.id);
                found.push(shared.with("other", &rival.id).with("path", other.path));
            }
        }
    }
    found
}

/// Whether a clause says that it stands beside another one, or beside the whole contract of that one.
fn allows(clause: &Clause, contract: &Contract, other: &Clause) -> bool {
    clause.cumulates.iter().any(|known| known.with == other.id || known.with == contract.id)
}

fn head_span(document: &Document, clause: &Clause) -> Span {
    let block = document.blocks.iter().find(|block| block.span == clause.span);
    let head = block.and_then(|block| block.node.get("pays")?.get("head"));
    head.map_or(clause.span, |head| head.span)
}
