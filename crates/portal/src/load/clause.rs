//! The page of a clause.

use std::sync::PoisonError;

use ::contract::determination::Status;
use ::contract::model::Clause;
use ::contract::money::Money;
use ::contract::trace::Explanation;
use office::assess::{ClauseTotal, ContractAssessment};
use office::workspace::Workspace;

use super::contract::{agreed, card, names, waiting};
use super::day::{Day, DayError, Kept, in_use};
use crate::view::Setting;
use crate::view::clause::{ClauseView, ReadingView, Receipt, Tally, Ties};
use crate::view::evidence::TableEvidence;

/// How many operators the page lists.
const OPERATORS_MOST: usize = 20;
/// How many reasons the page lists.
const REASONS_MOST: usize = 8;

/// The view of a clause; nothing when the contract has none of that name.
///
/// # Errors
/// The example cannot be explained.
pub fn clause(
    workspace: &Workspace,
    day: &Day,
    (contract, kept): (&ContractAssessment, &Kept),
    id: &str,
    setting: Setting,
) -> Result<Option<ClauseView>, DayError> {
    let (Some(clause), Some(known)) = (in_use(contract, id), kept.cards.iter().find(|card| card.id == id)) else {
        return Ok(None);
    };
    let document = &contract.sound.paper.checked.document;
    let gathered = kept.gathered.get(id).cloned().unwrap_or_default();
    let example = example(workspace, day, (contract, kept), clause, gathered.example.as_ref())?;
    Ok(Some(ClauseView {
        contract: card(&contract.sound.contract),
        card: known.clone(),
        article: clause.basis.clone(),
        article_title: document.article(&clause.basis).map(|article| article.title.clone()).unwrap_or_default(),
        agreed: agreed(document, &clause.basis),
        waiting: waiting(&contract.sound.contract, &clause.basis),
        names: names(&contract.sound.contract),
        readings: readings(contract, clause),
        groups: if clause.outcome.head().is_some() { gathered.groups(OPERATORS_MOST) } else { Vec::new() },
        reasons: gathered.reasons(REASONS_MOST),
        not_yet: gathered.not_yet,
        evidence: evidence(day, contract),
        // Pages read an assessment of every reading; so does the command, for its receipt to be the one below.
        command: format!("mithaq assess --clause {id} --as-known-on {} --compare-readings", setting.known_on),
        receipt: Some(Receipt {
            hash: contract.receipt.determinations_sha256.clone(),
            document: contract.receipt.inputs.contract_sha256.clone(),
            engine: contract.receipt.engine.clone(),
        }),
        example,
        setting,
    }))
}

fn example(
    workspace: &Workspace,
    day: &Day,
    (contract, kept): (&ContractAssessment, &Kept),
    clause: &Clause,
    example: Option<&(::contract::identity::OperatorId, ::contract::determination::Key)>,
) -> Result<Option<Explanation>, DayError> {
    let Some((operator, key)) = example else { return Ok(None) };
    let mut examples = kept.examples.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = examples.get(&clause.id) {
        return Ok(Some(known.clone()));
    }
    let day = day.assessed.as_known_on;
    let Some(assessment) = kept.assessment(workspace, contract, operator, day)? else { return Ok(None) };
    let told = office::explain::explain(workspace, &contract.sound, clause, &assessment, key, day)?;
    if let Some(told) = &told {
        examples.insert(clause.id.clone(), told.clone());
    }
    Ok(told)
}

/// Every reading of the clause with what it gives, the one in use first.
fn readings(contract: &ContractAssessment, clause: &Clause) -> Vec<ReadingView> {
    let all = contract.sound.contract.clauses.iter().filter(|one| one.id == clause.id);
    let mut readings: Vec<ReadingView> = all
        .map(|one| {
            let total =
                contract.totals.clauses.iter().find(|total| total.clause == one.id && total.reading == one.reading);
            ReadingView {
                reading: one.reading.clone(),
                labels: one.labels.clone(),
                in_use: one.reading == clause.reading,
                tally: total.map(tally).unwrap_or_default(),
            }
        })
        .collect();
    readings.sort_by_key(|reading| !reading.in_use);
    readings
}

/// A total of the office as a tally.
#[must_use]
pub fn tally(total: &ClauseTotal) -> Tally {
    let count = |status: Status| i64::try_from(total.count_of(status)).unwrap_or(i64::MAX);
    Tally {
        counts: Status::ALL.into_iter().map(|status| (status, count(status))).filter(|(_, count)| *count > 0).collect(),
        due: Money::from_centimes(i64::try_from(total.due_centimes).unwrap_or(i64::MAX)),
        estimated: Money::ZERO,
        never_filed: i64::try_from(total.never_filed).unwrap_or(i64::MAX),
        ties: ties(total),
    }
}

/// What hangs on hires that the text does not order.
#[must_use]
pub fn ties(total: &ClauseTotal) -> Ties {
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let shared_due = Money::from_centimes(i64::try_from(total.shared_centimes).unwrap_or(i64::MAX));
    Ties { shared: count(total.shared), shared_due, open: count(total.tied) }
}

/// The evidence of the tables that the contract's clauses read.
fn evidence(day: &Day, contract: &ContractAssessment) -> Vec<TableEvidence> {
    let needed = contract.program.tables_needed();
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    needed
        .keys()
        .map(|table| {
            let mut told = TableEvidence { table: table.clone(), ..TableEvidence::default() };
            for dossier in day.dossiers.values() {
                let pieces = || {
                    dossier
                        .submissions
                        .iter()
                        .flat_map(|one| &one.pieces)
                        .filter(|piece| piece.table == Some(table.as_str()))
                };
                let accepted = pieces().filter(|piece| piece.standing == "accepted").count();
                told.operators += i64::from(accepted > 0);
                told.files += whole(accepted);
                told.rows_accepted += pieces().map(|piece| i64::try_from(piece.used).unwrap_or(i64::MAX)).sum::<i64>();
                told.rows_refused +=
                    pieces().map(|piece| i64::try_from(piece.refused).unwrap_or(i64::MAX)).sum::<i64>();
                let filed = dossier.filings.tables.iter().filter(|filed| filed.table == table);
                told.periods_missing += filed.map(|filed| whole(filed.missing.len())).sum::<i64>();
            }
            told
        })
        .collect()
}
