//! What waits for evidence: for each determination that is not evaluated, why, who can cure it, and what it would come to.
//!
//! Nothing here is owed. Each key stands under its first reason, so that keys and sums add up. What it would come to is an
//! estimate, by exact arithmetic, of the interpreter over that person's rows with the reasons set aside one by one
//! ([`setting_aside`]): decision 0017 says how, and what cannot be said.

mod setting_aside;

use std::collections::BTreeMap;

use assessment::determinations::OperatorAssessment;
use contract::determination::{Determination, Reason, Status};
use contract::facts::Period;
use contract::identity::{OperatorId, Pseudonym};
use contract::model::{Clause, Table};
use contract::unit::Currency;
use rayon::prelude::*;
use serde::ser::SerializeStruct;

use crate::assess::{AssessmentError, ContractAssessment, WorkspaceAssessment, of_operator};
use crate::explain::clause_of;
use crate::moment::Moment;
use crate::workspace::{Workspace, WorkspaceError};
use setting_aside::{Estimate, estimate};

/// Who can cure it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The operator, who files or corrects.
    Operator,
    /// Whoever keeps the registers of operators, sites and turnover.
    RegisterKeeper,
    /// Social security, which gives official numbers.
    SocialSecurity,
    /// The ministry, which settles values and classes.
    Ministry,
    /// Whoever keeps the workspace and its backups.
    Keeper,
}

impl Who {
    /// The message code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Who::Operator => "operator",
            Who::RegisterKeeper => "register_keeper",
            Who::SocialSecurity => "social_security",
            Who::Ministry => "ministry",
            Who::Keeper => "keeper",
        }
    }
}

/// What one reason withholds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Cause {
    /// The reason's code.
    pub code: &'static str,
    /// The table that it speaks of.
    pub table: Option<String>,
    /// The period.
    pub period: Option<Period>,
    /// Who can cure it.
    pub who: Who,
}

/// Sums by currency: amounts of two currencies are never added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums(BTreeMap<Currency, i128>);

impl Sums {
    /// One amount; nothing where a contract names no currency, which pays nothing.
    #[must_use]
    pub fn of(currency: Option<Currency>, centimes: i128) -> Sums {
        Sums(currency.map(|currency| (currency, centimes)).into_iter().collect())
    }

    /// Adds others, each to that of its currency.
    pub fn add(&mut self, more: &Sums) {
        for (currency, centimes) in &more.0 {
            let sum = self.0.entry(*currency).or_default();
            *sum = sum.saturating_add(*centimes);
        }
    }

    /// The sums with their currencies, in order of the code.
    pub fn iter(&self) -> impl Iterator<Item = (Currency, i128)> {
        self.0.iter().map(|(currency, centimes)| (*currency, *centimes))
    }
}

/// As `{"MAD": 56000}`, in hundredths.
impl serde::Serialize for Sums {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(currency, centimes)| (currency.code(), centimes)))
    }
}

/// How much waits. As JSON, `centimes` is the sum where all is in one currency, and nothing where it is in several; `sums` has
/// each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wait {
    /// Determinations that are not evaluated.
    pub keys: u64,
    /// Those of which it can be said what they would come to.
    pub said: u64,
    /// Those that would not be due yet in any case.
    pub pending: u64,
    /// What those would come to of which it can be said, in hundredths. Never part of what is due.
    pub centimes: Sums,
}

impl serde::Serialize for Wait {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let alone = match self.centimes.iter().collect::<Vec<_>>()[..] {
            [] => Some(0),
            [(_, centimes)] => Some(centimes),
            _ => None,
        };
        let mut fields = to.serialize_struct("Wait", 5)?;
        fields.serialize_field("keys", &self.keys)?;
        fields.serialize_field("said", &self.said)?;
        fields.serialize_field("pending", &self.pending)?;
        fields.serialize_field("centimes", &alone)?;
        fields.serialize_field("sums", &self.centimes)?;
        fields.end()
    }
}

impl Wait {
    /// Adds more.
    pub fn add(&mut self, more: &Wait) {
        self.keys += more.keys;
        self.said += more.said;
        self.pending += more.pending;
        self.centimes.add(&more.centimes);
    }
}

/// What waits under one head of one contract, for one operator and one reason.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct WaitingRow {
    /// The contract.
    pub contract: String,
    /// The head.
    pub head: String,
    /// The operator.
    pub operator: OperatorId,
    /// Why.
    pub cause: Cause,
    /// How much.
    #[serde(flatten)]
    pub wait: Wait,
}

/// What waits in a workspace, by contract, operator, head and reason. `progress` hears of each operator looked at, of
/// which there are as many as [`steps`] says.
///
/// # Errors
/// Evidence that cannot be read.
pub fn waiting(
    workspace: &Workspace,
    assessed: &WorkspaceAssessment,
    progress: impl Fn() + Sync,
) -> Result<Vec<WaitingRow>, AssessmentError> {
    let mut all = Vec::new();
    for contract in &assessed.contracts {
        let operators = operators_that_wait(contract);
        let of = |operator: &&OperatorId| {
            let assessment = of_operator(workspace, contract, operator, assessed.as_known_on)?;
            let found = waiting_of(workspace, contract, &assessment, assessed.as_known_on);
            progress();
            found
        };
        let found = operators.par_iter().with_max_len(1).map(of).collect::<Result<Vec<_>, AssessmentError>>()?;
        all.extend(found.into_iter().flatten());
    }
    Ok(all)
}

/// How many operators are looked at, over all contracts.
#[must_use]
pub fn steps(assessed: &WorkspaceAssessment) -> usize {
    assessed.contracts.iter().map(|contract| operators_that_wait(contract).len()).sum()
}

/// The operators of which something that pays is not evaluated.
fn operators_that_wait(contract: &ContractAssessment) -> Vec<&OperatorId> {
    let waits = contract.by_operator.iter().filter(|(_, totals)| {
        let mut paying = totals.clauses.iter().filter(|total| total.in_use && total.head.is_some());
        paying.any(|total| total.count_of(Status::NotEvaluated) > 0)
    });
    waits.map(|(operator, _)| operator).collect()
}

/// What waits of one operator under one contract.
///
/// # Errors
/// Evidence that cannot be read.
pub fn waiting_of(
    workspace: &Workspace,
    contract: &ContractAssessment,
    assessment: &OperatorAssessment,
    as_known_on: Moment,
) -> Result<Vec<WaitingRow>, AssessmentError> {
    let sound = &contract.sound;
    let mut sums: BTreeMap<(String, Cause), Wait> = BTreeMap::new();
    let mut clauses: Vec<&Clause> = Vec::new();
    // Whoever asked for one clause is told of that one.
    let is_asked = |clause: &&Clause| contract.totals.clauses.iter().any(|total| total.clause == clause.id);
    for clause in sound.contract.clauses.iter().filter(is_asked) {
        if let Some(in_use) =
            clause_of(sound, &clause.id, None).filter(|one| clauses.iter().all(|old| old.id != one.id))
        {
            clauses.push(in_use);
        }
    }
    let mut undecided: BTreeMap<Pseudonym, Vec<(&Clause, &str, Determination)>> = BTreeMap::new();
    for clause in clauses {
        let Some(head) = clause.outcome.head() else { continue };
        for row in assessment.rows_of(&contract.program, (&clause.id, clause.reading.as_deref()), |_| true) {
            if row.status == Status::NotEvaluated {
                undecided.entry(row.key.person).or_default().push((clause, head, row));
            }
        }
    }
    if undecided.is_empty() {
        return Ok(Vec::new());
    }
    // Many persons wait together, mostly: the operator's rows are read once, all columns of the contract's tables.
    let columns = |table: &Table| table.columns.keys().cloned().collect();
    let needed = sound.contract.tables.iter().map(|table| (table.id.clone(), columns(table))).collect();
    let evidence = workspace.store.load_columns(&assessment.operator, &needed, as_known_on);
    let evidence = evidence.map_err(WorkspaceError::from)?;
    let by_person = evidence.by_person();
    for (person, of_person) in undecided {
        let facts = by_person.facts(person);
        let givens = assessment.givens(person);
        for (clause, head, one) in of_person {
            let Some(cause) = one.reason.as_ref().map(cause) else { continue };
            let mut wait = Wait { keys: 1, ..Wait::default() };
            match estimate(&sound.contract, clause, &facts, &givens, &one, as_known_on) {
                Estimate::Amount(amount) => {
                    let currency = sound.contract.currency;
                    (wait.said, wait.centimes) = (1, Sums::of(currency, i128::from(amount.centimes())));
                }
                Estimate::Pending => wait.pending = 1,
                Estimate::Unsaid => {}
            }
            sums.entry((head.to_owned(), cause)).or_default().add(&wait);
        }
    }
    let told = sums.into_iter().map(|((head, cause), wait)| WaitingRow {
        contract: sound.contract.id.clone(),
        head,
        operator: assessment.operator.clone(),
        cause,
        wait,
    });
    Ok(told.collect())
}

/// What a reason speaks of, and who can cure it.
#[must_use]
pub fn cause(reason: &Reason) -> Cause {
    let (table, period) = match reason {
        Reason::Missing { table, period }
        | Reason::Damaged { table, period }
        | Reason::Absent { table, period }
        | Reason::RowsRefused { table, period } => (Some(table.clone()), *period),
        Reason::CellUnread { table, period, .. } | Reason::RowsDisagree { table, period, .. } => {
            (Some(table.clone()), *period)
        }
        Reason::NoSite { .. } => (Some("site".to_owned()), None),
        Reason::Hole { table, month } => (Some(table.clone()), Some(Period::Month(*month))),
        Reason::StartNotShown { month } | Reason::StartRestated { month, .. } | Reason::ExitDayNotShown { month } => {
            (None, Some(Period::Month(*month)))
        }
        _ => (None, None),
    };
    let kept = |table: &str| ["operator", "site", "turnover", "affiliation"].contains(&table);
    let who = match reason {
        Reason::Identity => Who::SocialSecurity,
        Reason::Damaged { .. } => Who::Keeper,
        Reason::NoValue { .. } | Reason::NoClass { .. } | Reason::Tie { .. } => Who::Ministry,
        _ if table.as_deref().is_some_and(kept) => Who::RegisterKeeper,
        _ => Who::Operator,
    };
    Cause { code: reason.code(), table, period, who }
}

/// Sums by whatever tells rows apart, the largest first.
#[must_use]
pub fn by<K: Ord + Clone>(rows: &[WaitingRow], key: impl Fn(&WaitingRow) -> K) -> Vec<(K, Wait)> {
    let mut sums: BTreeMap<K, Wait> = BTreeMap::new();
    rows.iter().for_each(|row| sums.entry(key(row)).or_default().add(&row.wait));
    let mut sums: Vec<(K, Wait)> = sums.into_iter().collect();
    // Of several currencies the figures alone order the rows, and say nothing of what they are worth.
    let figure = |wait: &Wait| wait.centimes.iter().fold(0i128, |sum, (_, centimes)| sum.saturating_add(centimes));
    sums.sort_by_key(|(_, wait)| std::cmp::Reverse((figure(wait), wait.keys)));
    sums
}

/// The sum of all.
#[must_use]
pub fn total(rows: &[WaitingRow]) -> Wait {
    let mut sum = Wait::default();
    rows.iter().for_each(|row| sum.add(&row.wait));
    sum
}
