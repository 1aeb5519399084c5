//! Evidence that several contracts are about to look at: read once for all of them.
//!
//! Where everything is computed, operators come and go, and none is held longer than its turn. Where a few changed, which is
//! every day's case, each contract would read the same few again, at the same moment: these are read before, once.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use assessment::nation::CallerError;
use assessment::program::Program;
use contract::identity::OperatorId;
use evidence::columns::OperatorEvidence;

use crate::assess::Question;
use crate::results::Results;
use crate::texts::Sound;
use crate::workspace::Workspace;

/// The most operators that are held.
const FEW: usize = 2;

/// Evidence at hand.
#[derive(Default)]
pub struct AtHand(BTreeMap<OperatorId, OperatorEvidence>);

impl AtHand {
    /// The evidence of operators of whom more than one contract has no result, where they are few. What cannot be read is
    /// left to whoever needs it, who says so.
    #[must_use]
    pub fn read(
        workspace: &Workspace,
        contracts: &[(Arc<Sound>, Program)],
        question: &Question,
        evidence: &[(OperatorId, String)],
    ) -> AtHand {
        let day = question.as_known_on;
        if question.fresh {
            return AtHand::default();
        }
        let mut asking: BTreeMap<&OperatorId, Vec<&Program>> = BTreeMap::new();
        for (sound, program) in contracts {
            let results = Results::open(workspace.root(), sound, question.all_readings, day.day);
            for (operator, fingerprint) in evidence {
                if results.find(operator, fingerprint).is_none() {
                    asking.entry(operator).or_default().push(program);
                }
            }
        }
        if asking.len() > FEW {
            return AtHand::default();
        }
        asking.retain(|_, programs| programs.len() > 1);
        let read = |(operator, programs): (&OperatorId, Vec<&Program>)| {
            let mut needed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            for (table, columns) in programs.into_iter().flat_map(Program::tables_needed) {
                needed.entry(table).or_default().extend(columns);
            }
            let read = workspace.store.load_columns(operator, &needed, day);
            read.ok().map(|evidence| (operator.clone(), evidence))
        };
        AtHand(asking.into_iter().filter_map(read).collect())
    }

    /// The evidence of an operator: what is at hand, or what is read for one program.
    ///
    /// # Errors
    /// Evidence that cannot be read.
    pub fn evidence(
        &self,
        workspace: &Workspace,
        program: &Program,
        operator: &OperatorId,
        question: &Question,
    ) -> Result<Cow<'_, OperatorEvidence>, CallerError> {
        if let Some(evidence) = self.0.get(operator) {
            return Ok(Cow::Borrowed(evidence));
        }
        Ok(Cow::Owned(workspace.store.load_columns(operator, &program.tables_needed(), question.as_known_on)?))
    }
}
