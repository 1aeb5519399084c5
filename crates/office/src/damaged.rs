//! What of an operator is not known because files of its submissions are damaged: it is told by a reason of its own, and is
//! never *missing*, which is the operator's to cure.
//!
//! Both roads say *missing* of what no file gives. Here, before anything is told, that becomes *damaged* where a damaged file may
//! have given it; where a manifest is lost, or a register that says who must file, nobody knows what that was, and it is anything.

use std::collections::BTreeSet;

use assessment::determinations::OperatorAssessment;
use contract::calendar::Date;
use contract::determination::Reason;
use contract::facts::Period;
use contract::identity::OperatorId;
use contract::trace::{Change, ConditionTrace, Explanation};
use evidence::store::{Damage, Listed};

use crate::answer::evidence::DamagedFile;
use crate::workspace::{Workspace, WorkspaceError};

/// Registers that say who must file: without them nobody knows what is covered.
const WHO_FILES: [&str; 2] = ["affiliation", "operator"];

/// What damaged files of an operator may have said.
#[derive(Debug, Default)]
pub struct Lost {
    anything: bool,
    of: BTreeSet<(String, Option<Period>)>,
}

impl Lost {
    /// What is lost of an operator; nothing where whatever was read of it was whole.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn of(workspace: &Workspace, operator: &OperatorId) -> Result<Option<Lost>, WorkspaceError> {
        let store = &workspace.store;
        let harmed: Vec<Damage> =
            store.damaged().into_iter().filter(|one| one.operator.as_ref() == Some(operator)).collect();
        if harmed.is_empty() {
            return Ok(None);
        }
        let shelved = store.submissions(operator)?;
        let mut lost = Lost::default();
        for one in harmed {
            let table = one.file.strip_suffix(".parquet").filter(|table| !WHO_FILES.contains(table));
            let found = shelved.iter().find(|other| other.manifest.submission == one.submission);
            let (Some(table), Some(found)) = (table, found) else {
                lost.anything = true;
                continue;
            };
            let pieces = found.manifest.pieces.iter().filter(|piece| piece.table() == Some(table));
            lost.of.insert((table.to_owned(), None));
            lost.of.extend(pieces.flat_map(|piece| &piece.periods).map(|period| (table.to_owned(), Some(*period))));
        }
        Ok(Some(lost))
    }

    /// Whether a damaged file may have given a period of a table.
    #[must_use]
    pub fn gave(&self, table: &str, period: Option<Period>) -> bool {
        self.anything || self.of.contains(&(table.to_owned(), period))
    }

    fn tell(&self, reason: &mut Reason) {
        if let Reason::Missing { table, period } = reason
            && self.gave(table, *period)
        {
            *reason = Reason::Damaged { table: table.clone(), period: *period };
        }
    }

    fn tell_condition(&self, one: &mut ConditionTrace) {
        if let Some(reason) = &mut one.reason {
            self.tell(reason);
        }
    }
}

/// An operator's determinations, what is not known for damage told as such.
///
/// # Errors
/// The store cannot be read.
pub fn told(workspace: &Workspace, assessment: &mut OperatorAssessment) -> Result<(), WorkspaceError> {
    if let Some(lost) = Lost::of(workspace, &assessment.operator)? {
        assessment.reasons.iter_mut().for_each(|reason| lost.tell(reason));
    }
    Ok(())
}

/// An explanation, in the same way.
///
/// # Errors
/// The store cannot be read.
pub fn explained(workspace: &Workspace, mut one: Explanation) -> Result<Explanation, WorkspaceError> {
    let Some(lost) = Lost::of(workspace, &one.determination.operator)? else { return Ok(one) };
    one.determination.reason.iter_mut().chain(&mut one.reasons).for_each(|reason| lost.tell(reason));
    for piece in &mut one.pieces {
        piece.applies_when.iter_mut().chain(&mut piece.conditions).for_each(|one| lost.tell_condition(one));
    }
    one.holds.iter_mut().for_each(|one| lost.tell_condition(one));
    for change in &mut one.what_would_change {
        if let Change::SupplyPeriod { table, period } = change
            && lost.gave(table, *period)
        {
            *change = Change::RestoreFile { table: table.clone(), period: *period };
        }
    }
    Ok(one)
}

/// The damaged files that were met: of an operator, or of all and of nobody; each with the day on which it was received.
#[must_use]
pub fn files(workspace: &Workspace, operator: Option<&OperatorId>) -> Vec<DamagedFile> {
    let recorded = workspace.store.recorded();
    let met = workspace.store.damaged().into_iter();
    let wanted = met.filter(|one| operator.is_none_or(|operator| one.operator.as_ref() == Some(operator)));
    let file = |one: Damage| {
        let list = one.operator.as_ref().map_or_else(|| recorded.unassigned(), |operator| recorded.of(operator));
        let listed = list.iter().find(|other| other.submission == one.submission);
        DamagedFile { received: listed.and_then(received), damage: one }
    };
    wanted.map(file).collect()
}

fn received(listed: &Listed) -> Option<Date> {
    listed.stated.or(listed.recorded.as_ref().map(|(at, _)| at.day()))
}
