//! What operators handed in, what is missing, what was found; of one operator also what waits and what is in doubt.

use std::collections::BTreeMap;

use contract::identity::OperatorId;
use evidence::finding::{Finding, Severity};
use evidence::piece::Accounting;

use super::assess::{self, added};
use super::silent;
use crate::actor::{Actor, Matter, Refusal, Scope};
use crate::answer::reconciliation::Reconciled;
use crate::answer::waiting::{Filings, TableSum, Waiting};
use crate::doubts::{Doubt, doubts};
use crate::enrolments::Enrolment;
use crate::fault::Fault;
use crate::filings::{self, Expectations, expectations, sector};
use crate::known::Known;
use crate::reference::Numbers;
use crate::waiting;
use crate::workspace::WorkspaceError;

/// What is answered.
pub struct Evidence {
    /// Operator by operator.
    pub operators: Vec<HandedIn>,
    /// Parties that file without being operators, where everybody was asked for; they are in no sum.
    pub parties: Vec<HandedIn>,
    /// What came of what is expected of all of them, table by table.
    pub sums: Vec<TableSum>,
    /// What only the question about one operator tells, of whom something was received.
    pub one: Option<OfOne>,
}

/// What one operator has handed in.
#[derive(serde::Serialize)]
pub struct HandedIn {
    /// The operator.
    pub operator: OperatorId,
    /// Deliveries.
    pub submissions: usize,
    /// Files.
    pub pieces: usize,
    /// Rows read.
    pub rows_in: u64,
    /// Rows taken up.
    pub used: u64,
    /// Rows that say nothing of their own.
    pub ignored: u64,
    /// Rows refused.
    pub refused: u64,
    /// What came of what is expected of it.
    pub filings: Filings,
    /// What is in doubt about its persons, where one operator was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubts: Option<Vec<Doubt>>,
    /// Sums held against each other, by table, check and period.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reconciled: Vec<Reconciled>,
    /// What was found, each with its file.
    #[serde(skip)]
    pub findings: Vec<(String, Finding)>,
    /// How much was found of each severity.
    pub findings_by_severity: BTreeMap<String, usize>,
    /// How much somebody should look at: grave findings, and tables that were never or are no more filed.
    #[serde(skip)]
    pub to_look_at: usize,
}

/// What is told of one operator besides.
pub struct OfOne {
    /// What waits for evidence.
    pub waiting: Waiting,
    /// Whether some clause has nothing to speak of.
    pub never_filed: bool,
}

/// Tells of one operator, or of all.
///
/// # Errors
/// An actor who is not told, evidence that cannot be read.
pub fn evidence(known: &Known, actor: &Actor, operator: Option<&OperatorId>) -> Result<Evidence, Fault> {
    let operators = match (actor.scope(Matter::Evidence)?, actor, operator) {
        (Scope::Whole, _, None) => known.workspace.store.operators(known.moment()).map_err(WorkspaceError::from)?,
        (Scope::Own, _, None) => actor.operators(),
        (_, _, Some(operator)) => {
            actor.may_ask_of(Matter::Evidence, operator)?;
            vec![operator.clone()]
        }
        _ => return Err(Refusal::OfficeOnly.into()),
    };
    let texts = known.texts()?;
    let expectations = expectations(texts.sounds.iter().map(|sound| &sound.contract), known.day());
    let enrolled = known.workspace.enrolments(Some(known.entry()?))?;
    let told = operators.into_iter().map(|operator| handed_in(known, operator, &expectations, &enrolled));
    let mut operators = told.collect::<Result<Vec<_>, Fault>>()?;
    let one = match operators.as_mut_slice() {
        [one] if operator.is_some() && one.submissions > 0 && one.operator.party().is_none() => {
            Some(of_one(known, actor, one)?)
        }
        _ => None,
    };
    let sums = sector::sum(operators.iter().map(|one| (&one.operator, &one.filings)));
    let parties = match (actor.scope(Matter::Evidence)?, operator) {
        (Scope::Whole, None) => {
            let all = filings::parties::parties(&known.workspace, known.moment())?.into_iter();
            let told = all.map(|(party, _)| handed_in(known, party, &expectations, &enrolled));
            told.collect::<Result<Vec<_>, Fault>>()?
        }
        _ => Vec::new(),
    };
    Ok(Evidence { operators, parties, sums, one })
}

fn of_one(known: &Known, actor: &Actor, one: &mut HandedIn) -> Result<OfOne, Fault> {
    let asked = assess::Asked { operators: vec![one.operator.clone()], ..assess::Asked::default() };
    let assessed = assess::assess(known, &Actor::Office, &asked, &silent)?.assessed;
    let numbers = Numbers::of(&known.workspace, actor, Matter::Evidence, &one.operator)?;
    let all = doubts(&known.workspace, &assessed.contracts, &one.operator, known.moment())?;
    one.doubts = Some(numbers.doubts(all, known.moment()));
    let never = assessed.contracts.iter().flat_map(|one| &one.totals.clauses).any(|total| total.never_filed > 0);
    let waiting = added(waiting::waiting(&known.workspace, &assessed, || {})?);
    Ok(OfOne { waiting, never_filed: never })
}

fn handed_in(
    known: &Known,
    operator: OperatorId,
    expectations: &Expectations,
    enrolled: &[Enrolment],
) -> Result<HandedIn, Fault> {
    let store = &known.workspace.store;
    let shelved = store.submissions(&operator).map_err(WorkspaceError::from)?;
    let received: Vec<_> = shelved.iter().filter(|one| one.at <= known.moment().at).collect();
    let pieces: Vec<_> = received.iter().flat_map(|one| &one.manifest.pieces).collect();
    let sum = |count: fn(&Accounting) -> u64| pieces.iter().map(|piece| count(&piece.accounting)).sum();
    let filings = filings::filings(&known.workspace, &operator, expectations, enrolled, known.moment())?;
    let findings: Vec<(String, Finding)> = pieces
        .iter()
        .flat_map(|piece| piece.findings.iter().map(|finding| (piece.name.clone(), finding.clone())))
        .collect();
    let mut findings_by_severity = BTreeMap::new();
    for (_, finding) in &findings {
        *findings_by_severity.entry(finding.severity.word().to_owned()).or_insert(0) += 1;
    }
    let reconciled = store.reconciled(&operator, known.moment()).map_err(WorkspaceError::from)?;
    let grave = findings.iter().filter(|(_, finding)| finding.severity != Severity::Notice).count();
    Ok(HandedIn {
        submissions: received.len(),
        pieces: pieces.len(),
        rows_in: sum(|one| one.rows_in),
        used: sum(|one| one.used),
        ignored: sum(Accounting::rows_ignored),
        refused: sum(Accounting::rows_refused),
        to_look_at: grave + filings.silent().count() + reconciled.iter().filter(|one| one.differs()).count(),
        filings,
        doubts: None,
        reconciled,
        findings,
        findings_by_severity,
        operator,
    })
}
