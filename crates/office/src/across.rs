//! Checks across operators, over a whole workspace: persons whom two operators show in a month, jobs that only moved
//! between related operators, official numbers that contradict each other.
//!
//! These are things to look at, not faults: somebody may work for two employers, and a group may move its staff. They change
//! no amount.

use std::collections::{BTreeMap, BTreeSet};

use assessment::across::{Across, Shown, jobs, shown};
use assessment::compile::compile;
use contract::calendar::Date;
use contract::identity::OperatorId;
use contract::model::PeriodKey;
use evidence::catalogue::Catalogue;
use evidence::store::Contradiction;
use rayon::prelude::*;

use crate::assess::{AssessmentError, Program};
use crate::moment::Moment;
use crate::workspace::{Workspace, WorkspaceError};

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
    /// Whether any table of the texts in force shows who worked for whom by month; else nobody can be told twice.
    pub shows_months: bool,
    /// What operators show together.
    #[serde(flatten)]
    pub across: Across,
    /// Official numbers that contradict each other.
    pub contradictions: Vec<Contradiction>,
}

/// A contract that says what a job is.
struct Defining {
    contract: String,
    program: Program,
    definition: String,
}

/// The latest such contract.
fn defining(workspace: &Workspace, as_known_on: Moment) -> Result<Option<Defining>, AssessmentError> {
    let mut sounds = workspace.texts(Some(workspace.entry_at(as_known_on)?))?.sounds;
    sounds.sort_by_key(|sound| std::cmp::Reverse(sound.contract.in_effect.first));
    for sound in sounds {
        let contract = sound.contract.id.clone();
        let program = compile(&sound.contract)
            .map_err(|source| AssessmentError::Compile { contract: contract.clone(), source })?;
        let definition = program.definitions_of_spells().next().map(str::to_owned);
        if let Some(definition) = definition {
            return Ok(Some(Defining { contract, program, definition }));
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
    as_known_on: Moment,
    months_between: u32,
    progress: impl Fn() + Sync,
) -> Result<Findings, AssessmentError> {
    workspace.gather_much()?;
    let store = &workspace.store;
    let contradictions = store.contradictions(as_known_on).map_err(WorkspaceError::from)?;
    // Whoever is declared twice is so under no contract too; only jobs need one that says what they are.
    let defining = defining(workspace, as_known_on)?;
    let needed = needed(defining.as_ref().map(|defining| &defining.program), &store.tables());
    let shows_months = needed.keys().any(|table| table != "operator");
    let operators = store.operators(as_known_on).map_err(WorkspaceError::from)?;
    let of_operator = |operator: &OperatorId| -> Result<Shown, AssessmentError> {
        let evidence = store.load_columns(operator, &needed, as_known_on).map_err(WorkspaceError::from)?;
        let mut shown = shown(&evidence);
        if let Some(Defining { contract, program, definition }) = &defining {
            shown.jobs = jobs(program, &evidence, as_known_on.day, definition)
                .map_err(|source| AssessmentError::Assess { contract: contract.clone(), source })?;
        }
        progress();
        Ok(shown)
    };
    let all = operators.par_iter().with_max_len(1).map(of_operator).collect::<Result<Vec<_>, _>>()?;
    Ok(Findings {
        as_known_on: as_known_on.day,
        contract: defining.map(|defining| defining.contract),
        months_between,
        shows_months,
        across: assessment::across::across(&all, months_between),
        contradictions,
    })
}

/// The columns that tell the months that show somebody, and groups, and jobs where a program says what they are.
fn needed(program: Option<&Program>, tables: &Catalogue) -> BTreeMap<String, BTreeSet<String>> {
    let mut needed = program.map(Program::tables_needed).unwrap_or_default();
    needed.retain(|table, _| ["payroll", "bds"].contains(&table.as_str()));
    for (table, column) in [("bds", "days"), ("payroll", "left"), ("operator", "group")] {
        needed.entry(table.to_owned()).or_default().insert(column.to_owned());
    }
    // Another nation's packs need not have them, nor with persons by month.
    needed.retain(|name, columns| {
        let Some(table) = tables.table(name) else { return false };
        columns.retain(|column| table.column(column).is_some());
        name == "operator" || (table.person && table.period == Some(PeriodKey::Month))
    });
    needed
}
