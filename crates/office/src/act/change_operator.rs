//! Changing what holds of an enrolled operator, from a day on: what is not named stays as it was said last.

use contract::calendar::Date;

use super::asking::{Acting, Asking};
use super::enrol::{Nameable, body, enrolled, fit};
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::enrolments::{Facts, Held, free};
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::workspace::Workspace;

/// What changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The operator.
    pub operator: String,
    /// From which day.
    pub from: Date,
    /// The contracts, where they change.
    pub contracts: Option<Vec<String>>,
    /// The ecosystems, where they change.
    pub ecosystems: Option<Vec<String>>,
    /// All affiliations, where any changes.
    pub affiliations: Option<Vec<Held>>,
    /// The group, where it changes; empty for none.
    pub group: Option<String>,
    /// The sites, where they change.
    pub sites: Option<Vec<String>>,
    /// Where that is said.
    pub source: String,
}

/// Changes an enrolled operator; gives what holds from then on.
///
/// # Errors
/// An actor who may not, an operator that is not enrolled, facts that cannot be, a workspace that cannot be written.
pub fn change_operator(
    workspace: &Workspace,
    actor: &Actor,
    asked: &Change,
    asking: &Asking,
    now: Now,
) -> Result<(Facts, Option<Entered>), Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::Enrol, asking, now)?;
    let known = workspace.journal.read(|read| enrolled(read, &asked.operator).map(|(_, one)| one))?;
    let facts = changed(&known.facts, asked);
    let is_same = |entry: &register::Entry| {
        entry.body_text("operator") == Some(&asked.operator) && entry.body_text("from") == Some(&asked.from.to_string())
    };
    if let Some(entered) = acting.again("change-operator", is_same)? {
        return Ok((facts, Some(entered)));
    }
    fit(&Nameable::of(workspace)?, &facts)?;
    workspace.free_of_registers(&facts)?;
    let entered = acting.record("change-operator", body(&facts), &|read| {
        let (all, one) = enrolled(read, &asked.operator)?;
        if !one.is_open() {
            return Err(refused("operator-ended", &[("operator", &asked.operator)]));
        }
        later(asked.from, one.facts.from, &asked.operator)?;
        free(&all, &facts)
    })?;
    Ok((facts, entered))
}

fn changed(known: &Facts, asked: &Change) -> Facts {
    Facts {
        operator: known.operator.clone(),
        from: asked.from,
        contracts: asked.contracts.clone().unwrap_or_else(|| known.contracts.clone()),
        ecosystems: asked.ecosystems.clone().unwrap_or_else(|| known.ecosystems.clone()),
        affiliations: asked.affiliations.clone().unwrap_or_else(|| known.affiliations.clone()),
        group: asked.group.clone().or_else(|| known.group.clone()).filter(|group| !group.is_empty()),
        sites: asked.sites.clone().unwrap_or_else(|| known.sites.clone()),
        source: asked.source.clone(),
    }
}

/// An act about an operator does not go before the one that it follows.
pub(super) fn later(day: Date, first: Date, operator: &str) -> Result<(), register::Refused> {
    match day < first {
        true => {
            let (day, first) = (day.to_string(), first.to_string());
            Err(refused("operator-days", &[("operator", operator), ("day", &day), ("first", &first)]))
        }
        false => Ok(()),
    }
}
