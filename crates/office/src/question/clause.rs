//! The page of a clause.

use std::sync::PoisonError;

use super::amount::explained;
use super::contract::{agreed, card, names, waiting};
use super::protect::Protection;
use crate::actor::{Actor, Matter};
use crate::answer::clause::{ClauseView, ReadingView, Receipt, Tally, Ties};
use crate::answer::evidence::TableEvidence;
use crate::assess::{ClauseTotal, ContractAssessment};
use crate::fault::Fault;
use crate::known::Known;
use crate::nation::{Kept, Nation, in_use};
use ::contract::determination::{Key, Status};
use ::contract::identity::OperatorId;
use ::contract::model::Clause;
use ::contract::money::Money;
use ::contract::trace::Explanation;

/// How many operators the page lists.
const OPERATORS_MOST: usize = 20;
/// How many reasons the page lists.
const REASONS_MOST: usize = 8;

/// The view of a clause; nothing when the contract has none of that name.
///
/// # Errors
/// The example cannot be explained.
pub fn clause(known: &Known, actor: &Actor, (contract, id): (&str, &str)) -> Result<Option<ClauseView>, Fault> {
    actor.scope(Matter::Clause)?;
    let nation = known.nation()?;
    let Some((contract, kept)) = nation.contract(contract) else { return Ok(None) };
    let (Some(clause), Some(card_of)) = (in_use(contract, id), kept.cards.iter().find(|card| card.id == id)) else {
        return Ok(None);
    };
    let document = &contract.sound.paper.checked.document;
    let gathered = kept.gathered.get(id).cloned().unwrap_or_default();
    let example = match gathered.example.as_ref().filter(|_| actor.sees_small_cells()) {
        Some(key) => example(known, (contract, kept), clause, key)?,
        None => None,
    };
    let answer = ClauseView {
        contract: card(&contract.sound.contract),
        card: card_of.clone(),
        article: clause.basis.clone(),
        article_title: document.article(&clause.basis).map(|article| article.title.clone()).unwrap_or_default(),
        agreed: agreed(document, &clause.basis),
        waiting: waiting(&contract.sound.contract, &clause.basis),
        names: names(&contract.sound.contract),
        readings: readings(contract, clause),
        groups: if clause.outcome.head().is_some() { gathered.groups(OPERATORS_MOST) } else { Vec::new() },
        reasons: gathered.reasons(REASONS_MOST),
        not_yet: gathered.not_yet,
        evidence: evidence(nation, contract),
        // Pages read an assessment of every reading; so does the command, for its receipt to be the one below.
        command: format!("mithaq assess --clause {id} --as-known-on {} --compare-readings", known.day()),
        receipt: Some(Receipt {
            hash: contract.receipt.determinations_sha256.clone(),
            document: contract.receipt.inputs.contract_sha256.clone(),
            engine: contract.receipt.engine.clone(),
        }),
        example,
        is_protected: false,
    };
    Ok(Some(match actor.sees_small_cells() {
        true => answer,
        false => protected(answer, nation),
    }))
}

/// What everybody is told of a clause: its text, its sum and its ecosystems, without small cells. Between readings or days
/// one hire could be told apart, and reasons name persons and files.
fn protected(answer: ClauseView, nation: &Nation) -> ClauseView {
    let protection = Protection::of(nation);
    let (contract, clause) = (answer.contract.id.clone(), answer.card.id.clone());
    ClauseView {
        card: protection.card(&contract, &answer.card),
        groups: protection.groups(&contract, &clause, answer.groups),
        readings: Vec::new(),
        reasons: Vec::new(),
        not_yet: None,
        evidence: Vec::new(),
        command: String::new(),
        receipt: None,
        is_protected: true,
        ..answer
    }
}

/// One amount explained, once for all who ask.
fn example(
    known: &Known,
    (contract, kept): (&ContractAssessment, &Kept),
    clause: &Clause,
    (operator, key): &(OperatorId, Key),
) -> Result<Option<Explanation>, Fault> {
    let mut examples = kept.examples.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(explained) = examples.get(&clause.id) {
        return Ok(Some(explained.clone()));
    }
    let assessment = kept.assessment(&known.workspace, contract, operator, known.moment())?;
    let Some(assessment) = assessment else { return Ok(None) };
    let rows = assessment.rows_of(&contract.program, (&clause.id, clause.reading.as_deref()), |one| one == key.person);
    let Some(one) = rows.iter().find(|row| row.key == *key) else { return Ok(None) };
    let told = explained(known, &contract.sound, clause, &assessment, one)?;
    examples.insert(clause.id.clone(), told.clone());
    Ok(Some(told))
}

/// Every reading of the clause with what it gives, the one in use first.
fn readings(contract: &ContractAssessment, clause: &Clause) -> Vec<ReadingView> {
    let currency = contract.sound.contract.currency;
    let all = contract.sound.contract.clauses.iter().filter(|one| one.id == clause.id);
    let mut readings: Vec<ReadingView> = all
        .map(|one| {
            let total =
                contract.totals.clauses.iter().find(|total| total.clause == one.id && total.reading == one.reading);
            ReadingView {
                reading: one.reading.clone(),
                labels: one.labels.clone(),
                in_use: one.reading == clause.reading,
                tally: total.map(|total| Tally { currency, ..tally(total) }).unwrap_or_default(),
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
        currency: None,
        others: std::collections::BTreeMap::new(),
        due: Money::from_centimes(i64::try_from(total.due_centimes).unwrap_or(i64::MAX)),
        estimated: Money::ZERO,
        never_filed: i64::try_from(total.never_filed).unwrap_or(i64::MAX),
        ties: ties(total),
        is_secret: false,
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
fn evidence(nation: &Nation, contract: &ContractAssessment) -> Vec<TableEvidence> {
    let needed = contract.program.tables_needed();
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    needed
        .keys()
        .map(|table| {
            let mut told = TableEvidence { table: table.clone(), ..TableEvidence::default() };
            for (_, dossier) in nation.dossiers() {
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
