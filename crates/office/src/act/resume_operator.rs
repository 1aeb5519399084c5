//! Resuming an operator whose enrolment ended: from that day it takes part again, as was said of it last.

use contract::calendar::Interval;
use register::canonical::Value;

use super::asking::{Acting, Asking};
use super::change_operator::later;
use super::enrol::enrolled;
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::enrolments::{Facts, Held, both, free};
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

/// Resumes an operator from a day on.
///
/// # Errors
/// An actor who may not, an operator of which that cannot be said, a workspace that cannot be written.
pub fn resume_operator(
    workspace: &Workspace,
    actor: &Actor,
    asked: &Question,
    asking: &Asking,
    now: Now,
) -> Result<Option<Entered>, Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::Enrol, asking, now)?;
    let day = asked.day.to_string();
    let body = Value::texts([("operator", asked.operator.as_str()), ("from", &day), ("source", &asked.source)]);
    if let Some(entered) = acting.again("resume-operator", |entry| entry.body == body)? {
        return Ok(Some(entered));
    }
    if asked.source.trim().is_empty() {
        return Err(refused("source-missing", &[("operator", &asked.operator)]).into());
    }
    acting.record("resume-operator", body.clone(), &|read| {
        let (all, one) = enrolled(read, &asked.operator)?;
        let Some(last) = one.times.last().and_then(|time| time.last) else {
            return Err(refused("operator-goes-on", &[("operator", &asked.operator)]));
        };
        later(asked.day, last.plus_days(1), &asked.operator)?;
        let again = Interval { first: asked.day, last: None };
        let held =
            one.facts.affiliations.iter().filter_map(|held| {
                Some(Held { affiliation: held.affiliation.clone(), valid: both(held.valid, again)? })
            });
        free(&all, &Facts { affiliations: held.collect(), ..one.facts.clone() })
    })
}
