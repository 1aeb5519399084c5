//! Who takes part: operators that acts enrolled, those that only evidence shows, and what was decided and paid before.

use contract::identity::OperatorId;

use crate::actor::{Actor, Matter};
use crate::answer::enrolments::{Enrolled, EnrolmentRow, Enrolments};
use crate::enrolments::Enrolment;
use crate::fault::Fault;
use crate::filings::in_business;
use crate::known::Known;
use crate::workspace::WorkspaceError;

/// Every operator, by identifier, and the balances that were stated.
///
/// # Errors
/// An actor who is not told, a workspace that cannot be read.
pub fn enrolments(known: &Known, actor: &Actor) -> Result<Enrolments, Fault> {
    actor.scope(Matter::Operators)?;
    let workspace = &known.workspace;
    let upto = Some(known.entry()?);
    let acts = workspace.enrolments(upto)?;
    let mut operators: Vec<EnrolmentRow> = acts.iter().map(row).collect();
    for operator in workspace.store.operators(known.moment()).map_err(WorkspaceError::from)? {
        if acts.iter().all(|one| one.facts.operator != operator.as_str()) {
            operators.push(assumed(known, &operator)?);
        }
    }
    operators.sort_by(|one, other| one.operator.cmp(&other.operator));
    Ok(Enrolments { operators, balances: workspace.balances(upto)? })
}

/// As acts enrolled it.
pub(super) fn row(one: &Enrolment) -> EnrolmentRow {
    EnrolmentRow {
        operator: one.facts.operator.clone(),
        standing: if one.is_open() { Enrolled::Enrolled } else { Enrolled::Ended },
        times: one.times.clone(),
        facts: Some(one.facts.clone()),
        entries: one.entries.clone(),
    }
}

/// How one operator is enrolled.
pub(super) fn of(known: &Known, acts: &[Enrolment], operator: &OperatorId) -> Result<EnrolmentRow, Fault> {
    let acted = acts.iter().find(|one| one.facts.operator == operator.as_str());
    acted.map_or_else(|| assumed(known, operator), |one| Ok(row(one)))
}

/// From its first affiliation on, as the registers that were handed in say it.
pub(super) fn assumed(known: &Known, operator: &OperatorId) -> Result<EnrolmentRow, Fault> {
    let mut times = in_business(&known.workspace, operator, known.moment())?;
    times.sort_by_key(|time| time.first);
    times.truncate(1);
    times.iter_mut().for_each(|time| time.last = None);
    let operator = operator.to_string();
    Ok(EnrolmentRow { operator, standing: Enrolled::Assumed, times, facts: None, entries: Vec::new() })
}
