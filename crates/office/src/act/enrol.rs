//! Enrolling an operator: from a day on it takes part, under these contracts, with these affiliations.

use std::sync::Arc;

use contract::identity::OperatorId;
use evidence::catalogue::Catalogue;
use evidence::schema::ColumnKind;
use register::canonical::Value;
use register::journal::{Read, Refused};

use super::asking::{Acting, Asking};
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::enrolments::{Enrolment, Facts, enrolments, free};
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::workspace::{Workspace, WorkspaceError};

/// Enrols an operator that is not enrolled.
///
/// # Errors
/// An actor who may not, facts that cannot be, a workspace that cannot be written.
pub fn enrol(
    workspace: &Workspace,
    actor: &Actor,
    asked: &Facts,
    asking: &Asking,
    now: Now,
) -> Result<Option<Entered>, Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::Enrol, asking, now)?;
    let body = body(asked);
    if let Some(entered) = acting.again("enrol", |entry| entry.body == body)? {
        return Ok(Some(entered));
    }
    fit(&Nameable::of(workspace)?, asked)?;
    workspace.free_of_registers(asked)?;
    acting.record("enrol", body.clone(), &|read| {
        let all = enrolments(read, None)?;
        fresh(&all, &asked.operator)?;
        free(&all, asked)
    })
}

/// Refuses an operator that acts enrolled before.
pub(super) fn fresh(all: &[Enrolment], operator: &str) -> Result<(), Refused> {
    match all.iter().find(|one| one.facts.operator == operator) {
        Some(one) => {
            let entry = one.entries.first().map(u64::to_string).unwrap_or_default();
            Err(refused("operator-enrolled", &[("operator", operator), ("entry", &entry)]))
        }
        None => Ok(()),
    }
}

/// The operator as acts enrolled it.
pub(super) fn enrolled(read: &mut dyn Read, operator: &str) -> Result<(Vec<Enrolment>, Enrolment), Refused> {
    let all = enrolments(read, None)?;
    let found = all.iter().find(|one| one.facts.operator == operator).cloned();
    let found = found.ok_or_else(|| refused("operator-not-enrolled", &[("operator", operator)]))?;
    Ok((all, found))
}

/// What facts of an operator may name.
pub(super) struct Nameable {
    /// The contracts that there are, drafts included.
    pub contracts: Vec<String>,
    /// The ecosystems that tables of evidence list.
    pub ecosystems: Vec<&'static str>,
    /// The tables that documents declare, with the form of affiliations.
    pub tables: Arc<Catalogue>,
}

impl Nameable {
    pub(super) fn of(workspace: &Workspace) -> Result<Nameable, WorkspaceError> {
        let texts = workspace.texts(None)?;
        let papers = texts.sounds.iter().map(|sound| &sound.paper).chain(texts.withheld.iter().map(|one| &one.paper));
        let mut ecosystems = Vec::new();
        let tables = workspace.store.tables();
        for column in tables.tables().iter().filter_map(|table| table.column("ecosystem")) {
            let ColumnKind::Word(words) = column.kind else { continue };
            ecosystems.extend(words.iter().copied().filter(|word| !ecosystems.contains(word)).collect::<Vec<_>>());
        }
        let contracts = papers.filter_map(|paper| paper.id()).map(str::to_owned).collect();
        Ok(Nameable { contracts, ecosystems, tables })
    }
}

/// Refuses what cannot be said of an operator.
pub(super) fn fit(known: &Nameable, facts: &Facts) -> Result<(), Refused> {
    if OperatorId::new(&facts.operator).is_none() {
        return Err(refused("operator-bad", &[("operator", &facts.operator)]));
    }
    // Where no table lists them, what is said of them can be held against nothing.
    let unlisted = facts.ecosystems.iter().find(|one| !known.ecosystems.contains(&one.as_str()));
    if let Some(unknown) = unlisted.filter(|_| !known.ecosystems.is_empty()) {
        return Err(refused("ecosystem-unknown", &[("ecosystem", unknown), ("known", &known.ecosystems.join(", "))]));
    }
    if let Some(unknown) = facts.contracts.iter().find(|one| !known.contracts.contains(one)) {
        return Err(refused("contract-unknown", &[("contract", unknown), ("known", &known.contracts.join(", "))]));
    }
    for held in &facts.affiliations {
        if !known.tables.is_affiliation(&held.affiliation) {
            return Err(refused("affiliation-bad", &[("affiliation", &held.affiliation)]));
        }
        if let Some(last) = held.valid.last.filter(|last| *last < held.valid.first) {
            let values = [("first", held.valid.first.to_string()), ("last", last.to_string())];
            return Err(refused("days-turned", &[("first", &values[0].1), ("last", &values[1].1)]));
        }
    }
    let words = facts.contracts.iter().chain(&facts.sites);
    if let Some(word) = words.into_iter().find(|word| word.is_empty() || word.contains(char::is_whitespace)) {
        return Err(refused("word-bad", &[("word", word)]));
    }
    match facts.source.trim().is_empty() {
        true => Err(refused("source-missing", &[("operator", &facts.operator)])),
        false => Ok(()),
    }
}

/// What the entry says.
pub(super) fn body(facts: &Facts) -> Value {
    let words = |list: &[String]| Value::List(list.iter().map(Value::text).collect());
    let held = facts.affiliations.iter().map(|held| {
        let mut one = vec![("affiliation", held.affiliation.clone()), ("from", held.valid.first.to_string())];
        one.extend(held.valid.last.map(|last| ("to", last.to_string())));
        Value::texts(one)
    });
    let mut body = vec![
        ("operator", Value::text(&facts.operator)),
        ("from", Value::text(facts.from.to_string())),
        ("contracts", words(&facts.contracts)),
        ("ecosystems", words(&facts.ecosystems)),
        ("affiliations", Value::List(held.collect())),
        ("sites", words(&facts.sites)),
        ("source", Value::text(&facts.source)),
    ];
    body.extend(facts.group.as_ref().map(|group| ("group", Value::text(group))));
    Value::map(body)
}
