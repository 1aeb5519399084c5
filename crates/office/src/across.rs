//! Checks across operators, over a whole workspace: persons declared by two operators in a month, jobs that only moved
//! between related operators, official numbers that contradict each other.
//!
//! These are things to look at, not faults: somebody may work for two employers, and a group may move its staff. They change
//! no amount.

use std::collections::{BTreeMap, BTreeSet};

use assessment::across::{Across, Shown, shown};
use assessment::compile::compile;
use contract::calendar::Date;
use contract::identity::OperatorId;
use evidence::store::Contradiction;
use rayon::prelude::*;

use crate::assess::{AssessmentError, Program};
use crate::workspace::{Sound, Workspace, WorkspaceError};

/// How many months after the end of a job another one with a related operator still counts as the same that moved. No text
/// says how many: an assumption of ours.
pub const MONTHS_BETWEEN: u32 = 3;

/// What was found.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Findings {
    /// As known on.
    pub as_known_on: Date,
    /// The contract whose definition of a job was used, where one has any.
    pub contract: Option<String>,
    /// See [`MONTHS_BETWEEN`].
    pub months_between: u32,
    /// What operators show together.
    #[serde(flatten)]
    pub across: Across,
    /// Official numbers that contradict each other.
    pub contradictions: Vec<Contradiction>,
}

/// The latest contract that says what a job is, with its program and the definition's name.
fn defining(workspace: &Workspace) -> Result<Option<(Sound, Program, String)>, AssessmentError> {
    let mut sounds = workspace.contracts_without_cases()?;
    sounds.sort_by_key(|sound| std::cmp::Reverse(sound.contract.in_effect.first));
    for sound in sounds {
        let named = || sound.contract.id.clone();
        let program =
            compile(&sound.contract).map_err(|source| AssessmentError::Compile { contract: named(), source })?;
        let definition = program.definitions_of_spells().next().map(str::to_owned);
        if let Some(definition) = definition {
            return Ok(Some((sound, program, definition)));
        }
    }
    Ok(None)
}

/// Holds all operators of a workspace together. `progress` hears of each operator looked at.
///
/// # Errors
/// A workspace that cannot be read.
pub fn across(
    workspace: &Workspace,
    as_known_on: Date,
    months_between: u32,
    progress: impl Fn() + Sync,
) -> Result<Findings, AssessmentError> {
    workspace.gather_much()?;
    let store = &workspace.store;
    let contradictions = store.contradictions(as_known_on).map_err(WorkspaceError::from)?;
    let mut findings =
        Findings { as_known_on, contract: None, months_between, across: Across::default(), contradictions };
    let Some((sound, program, definition)) = defining(workspace)? else { return Ok(findings) };
    let contract = sound.contract.id.clone();
    let needed = needed(&program);
    let operators = store.operators(as_known_on).map_err(WorkspaceError::from)?;
    let of_operator = |operator: &OperatorId| -> Result<Shown, AssessmentError> {
        let evidence = store.load_columns(operator, &needed, as_known_on).map_err(WorkspaceError::from)?;
        let shown = shown(&program, &evidence, as_known_on, &definition);
        progress();
        shown.map_err(|source| AssessmentError::Assess { contract: contract.clone(), source })
    };
    let all = operators.par_iter().with_max_len(1).map(of_operator).collect::<Result<Vec<_>, _>>()?;
    findings.across = assessment::across::across(&all, months_between);
    findings.contract = Some(contract);
    Ok(findings)
}

/// The columns that tell jobs, declared months and groups.
fn needed(program: &Program) -> BTreeMap<String, BTreeSet<String>> {
    let mut needed = program.tables_needed();
    needed.retain(|table, _| ["payroll", "bds"].contains(&table.as_str()));
    for (table, column) in [("bds", "days"), ("operator", "group")] {
        needed.entry(table.to_owned()).or_default().insert(column.to_owned());
    }
    needed
}
