//! Ending the enrolment of an operator: with that day it no longer takes part.

use register::canonical::Value;

use super::asking::{Acting, Asking};
use super::change_operator::later;
use super::enrol::enrolled;
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::workspace::Workspace;

/// Which, when, and where that is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The operator.
    pub operator: String,
    /// The day.
    pub day: contract::calendar::Date,
    /// Where that is said.
    pub source: String,
}

/// Ends the enrolment of an operator on a day, its last one.
///
/// # Errors
/// An actor who may not, an operator of which that cannot be said, a workspace that cannot be written.
pub fn end_operator(
    workspace: &Workspace,
    actor: &Actor,
    asked: &Question,
    asking: &Asking,
    now: Now,
) -> Result<Option<Entered>, Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::Enrol, asking, now)?;
    let day = asked.day.to_string();
    let body = Value::texts([("operator", asked.operator.as_str()), ("on", &day), ("source", &asked.source)]);
    if let Some(entered) = acting.again("end-operator", |entry| entry.body == body)? {
        return Ok(Some(entered));
    }
    if asked.source.trim().is_empty() {
        return Err(refused("source-missing", &[("operator", &asked.operator)]).into());
    }
    acting.record("end-operator", body.clone(), &|read| {
        let (_, one) = enrolled(read, &asked.operator)?;
        if !one.is_open() {
            return Err(refused("operator-ended", &[("operator", &asked.operator)]));
        }
        later(asked.day, one.times.last().map_or(one.facts.from, |time| time.first), &asked.operator)
    })
}
