//! Operators: all in one table, and the page of one.

use std::cmp::Reverse;
use std::sync::PoisonError;

use ::contract::determination::Determination;
use ::contract::identity::OperatorId;
use ::contract::model::{Clause, Labels};
use office::assess::{ContractAssessment, OperatorAssessment};
use office::dossier::{Dossier, Handed};
use office::doubts::{Doubt, doubts};
use office::filings::sector;
use office::undecided::{Gathering, not_evaluated};
use office::waiting::waiting_of;
use office::workspace::Workspace;

use super::clause::tally;
use super::contract::card;
use super::day::{Day, DayError, Kept, in_use, is_estimate};
use super::gather::due_on;
use crate::view::Setting;
use crate::view::clause::{Kind, Tally, Ties};
use crate::view::evidence::{PieceView, SubmissionView};
use crate::view::operator::{
    DeterminationRow, Narrowed, OperatorClause, OperatorRow, OperatorView, OperatorsView, SiteView,
};

/// How many determinations stand on a page.
const PAGE: usize = 50;
/// The most determinations of an operator under a contract for which a page computes what they would come to: a reader
/// does not wait for more.
const ESTIMATED_MOST: u64 = 2_000;

/// Every operator.
#[must_use]
pub fn operators(day: &Day, setting: Setting) -> OperatorsView {
    let operators = day.dossiers.iter().map(|(id, dossier)| OperatorRow {
        id: id.to_string(),
        regions: regions(dossier),
        last_received: dossier.submissions.first().map(|submission| submission.received),
        filings: dossier.filings.clone(),
        tally: paid(day, id),
    });
    let filings = sector::sum(day.dossiers.iter().map(|(id, dossier)| (id, &dossier.filings)));
    let waits_command = format!("mithaq assess --waiting --as-known-on {}", setting.known_on);
    let tied = day.all().flat_map(|(contract, kept)| {
        let cards = kept.cards.iter().filter(|card| card.head.is_some() && card.tally.ties != Ties::default());
        cards.map(|clause| (card(&contract.sound.contract), clause.clone()))
    });
    OperatorsView {
        ties: tied.collect(),
        filings,
        waits: day.waits.clone(),
        waits_command,
        operators: operators.collect(),
        setting,
    }
}

/// The regions of an operator's sites, without repetition.
#[must_use]
pub fn regions(dossier: &Dossier) -> Vec<String> {
    let mut regions: Vec<String> = dossier.sites.iter().filter_map(|site| site.region.clone()).collect();
    regions.sort();
    regions.dedup();
    regions
}

fn paid(day: &Day, operator: &OperatorId) -> Tally {
    let mut sum = Tally::default();
    for (contract, _) in day.all() {
        for one in clauses(contract, operator).into_iter().filter(|one| one.head.is_some()) {
            sum.add(&one.tally);
        }
    }
    sum
}

/// What each clause in use gives the operator.
fn clauses(contract: &ContractAssessment, operator: &OperatorId) -> Vec<OperatorClause> {
    let Some((_, totals)) = contract.by_operator.iter().find(|(id, _)| id == operator) else { return Vec::new() };
    let in_use = totals.clauses.iter().filter(|total| total.in_use).filter_map(|total| {
        let clause = in_use(contract, &total.clause)?;
        let mut tally = tally(total);
        if is_estimate(contract, clause) {
            tally.estimated = tally.due;
        }
        Some(OperatorClause {
            contract: card(&contract.sound.contract),
            clause: clause.id.clone(),
            labels: clause.labels.clone(),
            head: total.head.clone(),
            tally,
            never_filed: None,
        })
    });
    in_use.filter(|one| one.tally.all() > 0 || one.tally.never_filed > 0).collect()
}

/// The page of an operator; nothing when nothing was received from it.
///
/// # Errors
/// Evidence that cannot be read or computed.
pub fn operator(
    workspace: &Workspace,
    day: &Day,
    id: &str,
    narrowed: Narrowed,
    page: usize,
    setting: Setting,
) -> Result<Option<OperatorView>, DayError> {
    let Some((id, dossier)) = OperatorId::new(id).and_then(|id| day.dossiers.get(&id).map(|dossier| (id, dossier)))
    else {
        return Ok(None);
    };
    let mut rows: Vec<DeterminationRow> = Vec::new();
    let mut amounts: Vec<OperatorClause> = Vec::new();
    let mut waits = Gathering::default();
    for (contract, kept) in day.all() {
        amounts.extend(clauses(contract, &id));
        if let Some(assessment) = kept.assessment(workspace, contract, &id, day.assessed.as_known_on)? {
            rows.extend(determinations(contract, &assessment, &narrowed));
            take_waits(workspace, day, (contract, kept), &assessment, &mut waits)?;
            tell_never_filed(contract, &assessment, &mut amounts);
        }
    }
    rows.sort_by_key(|row| Reverse(row.amount));
    let all = rows.len();
    let pages = all.div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let determinations = rows.into_iter().skip((page - 1) * PAGE).take(PAGE).collect();
    Ok(Some(OperatorView {
        id: id.to_string(),
        created: dossier.created,
        sites: dossier.sites.iter().map(|one| site(day, one)).collect(),
        submissions: dossier.submissions.iter().map(submission).collect(),
        filings: dossier.filings.clone(),
        doubts: in_doubt(workspace, day, &id)?,
        doubts_command: format!("mithaq evidence --operator {id} --as-known-on {} --json", setting.known_on),
        waits: waits.told(),
        waits_command: format!("mithaq assess --waiting --operator {id} --as-known-on {}", setting.known_on),
        amounts,
        determinations,
        determinations_all: whole(all),
        page,
        pages,
        narrowed,
        setting,
    }))
}

/// What waits of the operator under a contract: computed once, while few are concerned; else counted.
fn take_waits(
    workspace: &Workspace,
    day: &Day,
    (contract, kept): (&ContractAssessment, &Kept),
    assessment: &OperatorAssessment,
    waits: &mut Gathering,
) -> Result<(), DayError> {
    let totals = contract.by_operator.iter().find(|(id, _)| *id == assessment.operator);
    let keys = totals.map_or(0, |(_, totals)| not_evaluated(totals));
    if keys > ESTIMATED_MOST {
        waits.take_all(contract, assessment);
    } else if keys > 0 {
        let held = || kept.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let known = held().get(&assessment.operator).cloned();
        let rows = match known {
            Some(rows) => rows,
            None => waiting_of(workspace, contract, assessment, day.assessed.as_known_on)?,
        };
        waits.take_computed(&rows);
        held().insert(assessment.operator.clone(), rows);
    }
    Ok(())
}

/// What is in doubt about the persons of an operator: looked for once.
fn in_doubt(workspace: &Workspace, day: &Day, operator: &OperatorId) -> Result<Vec<Doubt>, DayError> {
    let held = || day.doubts.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = held().get(operator) {
        return Ok(known.clone());
    }
    let found = doubts(workspace, &day.assessed.contracts, operator, day.assessed.as_known_on)?;
    held().insert(operator.clone(), found.clone());
    Ok(found)
}

/// Puts beside each clause in use what never came.
fn tell_never_filed(contract: &ContractAssessment, assessment: &OperatorAssessment, amounts: &mut [OperatorClause]) {
    for never in assessment.never_filed(&contract.program) {
        let clause = in_use(contract, &never.clause).filter(|clause| clause.reading == never.reading);
        let of_clause =
            |one: &&mut OperatorClause| one.contract.id == contract.sound.contract.id && one.clause == never.clause;
        if let (Some(_), Some(one)) = (clause, amounts.iter_mut().find(of_clause)) {
            one.never_filed = Some(never);
        }
    }
}

fn determinations(
    contract: &ContractAssessment,
    assessment: &OperatorAssessment,
    narrowed: &Narrowed,
) -> Vec<DeterminationRow> {
    let id = &contract.sound.contract.id;
    let asked = |one: &Determination| {
        narrowed.clause.as_ref().is_none_or(|(contract, clause)| contract == id && *clause == one.clause)
            && narrowed.status.is_none_or(|status| status == one.status)
    };
    let rows = assessment.rows(&contract.program).filter(asked).filter_map(|determination| {
        let clause = in_use(contract, &determination.clause)?;
        // Without being asked for, checks of evidence against evidence do not stand among amounts.
        let shown = narrowed.clause.is_some() || clause.outcome.head().is_some();
        (shown && clause.reading == determination.reading).then(|| DeterminationRow {
            contract: id.clone(),
            labels: clause.labels.clone(),
            decided_by: determination.decided_by.as_deref().and_then(|by| condition(clause, by)),
            kind: if clause.outcome.head().is_some() { Kind::Payment } else { Kind::Control },
            due_on: due_on(clause, &determination.key),
            estimate: determination.amount.is_some() && is_estimate(contract, clause),
            amount: determination.amount,
            determination,
        })
    });
    rows.collect()
}

/// The name of a condition of the clause.
fn condition(clause: &Clause, id: &str) -> Option<Labels> {
    let mut conditions = clause.applies_when.iter().chain(&clause.conditions);
    conditions.find(|condition| condition.id == id).map(|condition| condition.labels.clone())
}

fn site(day: &Day, site: &office::dossier::Site) -> SiteView {
    let mut places = day.all().flat_map(|(contract, _)| &contract.sound.contract.places);
    let platform = site.platform.as_ref().map(|id| {
        let labels = places.find(|place| place.id == *id).map(|place| place.labels.clone());
        (id.clone(), labels.unwrap_or_default())
    });
    SiteView { code: site.code.clone(), platform, region: site.region.clone(), valid: site.valid }
}

fn submission(submission: &office::dossier::Submission) -> SubmissionView {
    SubmissionView {
        id: submission.id.clone(),
        received: submission.received,
        pieces: submission.pieces.iter().map(piece).collect(),
    }
}

fn piece(piece: &Handed) -> PieceView {
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    PieceView {
        name: piece.name.clone(),
        kind: piece.kind.unwrap_or_default().to_owned(),
        standing: piece.standing.to_owned(),
        covers: piece.periods.iter().min().copied().zip(piece.periods.iter().max().copied()),
        rows_in: count(piece.rows_in),
        rows_used: count(piece.used),
        rows_refused: count(piece.refused),
        findings: piece.findings.iter().map(|(code, number)| (code.clone(), count(*number))).collect(),
    }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
