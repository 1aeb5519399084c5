//! The file of one operator: what it handed in, what is missing, what it would receive and why.

use std::cmp::Reverse;
use std::sync::PoisonError;

use super::contract::card;
use super::enrolments;
use super::operators::party_labels;
use crate::actor::{Actor, Matter};
use crate::answer::clause::Kind;
use crate::answer::enrolments::{Enrolled, EnrolmentRow};
use crate::answer::evidence::Site;
use crate::answer::operator::{AmountOrder, DeterminationRow, Narrowed, OperatorClause, OperatorView, SiteView};
use crate::assess::{ContractAssessment, OperatorAssessment};
use crate::damaged::{self, Lost};
use crate::dossier::{Dossier, submissions};
use crate::doubts::{Doubt, doubts};
use crate::fault::Fault;
use crate::filings;
use crate::known::Known;
use crate::nation::gather::due_on;
use crate::nation::{Kept, Nation, in_use, is_estimate};
use crate::question::clause::tally;
use crate::reference::Numbers;
use crate::undecided::{Gathering, InSum, not_evaluated};
use crate::waiting::waiting_of;
use crate::workspace::WorkspaceError;
use ::contract::determination::{Determination, Reason};
use ::contract::identity::OperatorId;
use ::contract::model::{Clause, Labels};

/// How many determinations stand on a page.
const PAGE: usize = 50;
/// The most determinations of an operator under a contract for which a page computes what they would come to: a reader
/// does not wait for more.
const ESTIMATED_MOST: u64 = 2_000;

/// What each clause in use gives the operator.
pub(super) fn clauses(contract: &ContractAssessment, operator: &OperatorId) -> Vec<OperatorClause> {
    let Some((_, totals)) = contract.by_operator.iter().find(|(id, _)| id == operator) else { return Vec::new() };
    let in_use = totals.clauses.iter().filter(|total| total.in_use).filter_map(|total| {
        let clause = in_use(contract, &total.clause)?;
        let mut tally = tally(total);
        tally.currency = contract.sound.contract.currency.filter(|_| total.head.is_some());
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
            unknown: None,
        })
    });
    in_use.filter(|one| one.tally.all() > 0 || one.tally.never_filed > 0).collect()
}

/// The file of an operator, and a page of its determinations; nothing when no act enrolled it and nothing was received from it.
///
/// # Errors
/// An actor who is not told, evidence that cannot be read or computed.
pub fn operator(
    known: &Known,
    actor: &Actor,
    id: &str,
    narrowed: Narrowed,
    page: usize,
) -> Result<Option<OperatorView>, Fault> {
    actor.scope(Matter::Operator)?;
    let Some(id) = OperatorId::of_submitter(id) else { return Ok(None) };
    actor.may_ask_of(Matter::Operator, &id)?;
    if id.party().is_some() {
        return party(known, &id, narrowed);
    }
    let (nation, day) = (known.nation()?, known.day());
    let acts = known.workspace.enrolments(Some(known.entry()?))?;
    let silent = Dossier::default();
    // Whoever is enrolled and has not handed in yet has a page, too.
    let is_enrolled = acts.iter().any(|one| one.facts.operator == id.as_str());
    let Some(dossier) = nation.dossier(&id).or(is_enrolled.then_some(&silent)) else { return Ok(None) };
    let numbers = Numbers::of(&known.workspace, actor, Matter::Operator, &id)?;
    let lost = Lost::of(&known.workspace, &id)?;
    let mut rows: Vec<DeterminationRow> = Vec::new();
    let mut amounts: Vec<OperatorClause> = Vec::new();
    let mut waits = Gathering::default();
    for (contract, kept) in nation.all() {
        amounts.extend(clauses(contract, &id));
        if let Some(assessment) = kept.assessment(&known.workspace, contract, &id, known.moment())? {
            rows.extend(determinations(contract, &assessment, numbers, &narrowed)?);
            take_waits(known, (contract, kept), &assessment, &mut waits)?;
            tell_never_filed(contract, &assessment, lost.as_ref(), &mut amounts);
        }
    }
    match narrowed.order {
        AmountOrder::Amount => rows.sort_by_key(|row| Reverse(row.amount)),
        AmountOrder::Person => rows.sort_by_key(|row| row.determination.key.person),
        AmountOrder::DueDay => rows.sort_by_key(|row| (row.due_on.is_none(), row.due_on)),
    }
    let all = rows.len();
    let pages = all.div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let determinations = rows.into_iter().skip((page - 1) * PAGE).take(PAGE).collect();
    Ok(Some(OperatorView {
        party: None,
        id: id.to_string(),
        created: dossier.created,
        damaged: damaged::files(&known.workspace, Some(&id)),
        enrolment: enrolments::of(known, &acts, &id)?,
        sites: dossier.sites.iter().map(|one| site(nation, one)).collect(),
        submissions: dossier.submissions.clone(),
        filings: dossier.filings.clone(),
        reconciled: known.workspace.store.reconciled(&id, known.moment()).map_err(WorkspaceError::from)?,
        doubts: numbers.doubts(in_doubt(known, nation, &id)?, known.moment()),
        doubts_command: format!("mithaq evidence --operator {id} --as-known-on {day} --json"),
        waits: InSum::of(waits.told()),
        waits_command: format!("mithaq assess --waiting --operator {id} --as-known-on {day}"),
        amounts,
        determinations,
        determinations_all: whole(all),
        page,
        pages,
        narrowed,
    }))
}

/// The file of a party that is no operator: its evidence, and nothing else; nothing where no document names it and nothing was
/// received from it.
fn party(known: &Known, id: &OperatorId, narrowed: Narrowed) -> Result<Option<OperatorView>, Fault> {
    let (workspace, day) = (&known.workspace, known.moment());
    let all = filings::parties::parties(workspace, day)?;
    let Some((_, filings)) = all.into_iter().find(|(party, _)| party == id) else { return Ok(None) };
    let row = EnrolmentRow {
        operator: id.to_string(),
        standing: Enrolled::Assumed,
        times: Vec::new(),
        facts: None,
        entries: Vec::new(),
    };
    Ok(Some(OperatorView {
        party: Some(party_labels(known, id)),
        id: id.to_string(),
        created: None,
        damaged: damaged::files(workspace, Some(id)),
        enrolment: row,
        sites: Vec::new(),
        submissions: submissions(workspace, id, day)?,
        filings,
        reconciled: workspace.store.reconciled(id, day).map_err(WorkspaceError::from)?,
        doubts: Vec::new(),
        doubts_command: String::new(),
        waits: InSum::default(),
        waits_command: String::new(),
        amounts: Vec::new(),
        determinations: Vec::new(),
        determinations_all: 0,
        page: 1,
        pages: 1,
        narrowed,
    }))
}

/// What waits of the operator under a contract: computed once, while few are concerned; else counted.
fn take_waits(
    known: &Known,
    (contract, kept): (&ContractAssessment, &Kept),
    assessment: &OperatorAssessment,
    waits: &mut Gathering,
) -> Result<(), Fault> {
    let totals = contract.by_operator.iter().find(|(id, _)| *id == assessment.operator);
    let keys = totals.map_or(0, |(_, totals)| not_evaluated(totals));
    if keys > ESTIMATED_MOST {
        waits.take_all(contract, assessment);
    } else if keys > 0 {
        let held = || kept.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let found = held().get(&assessment.operator).cloned();
        let rows = match found {
            Some(rows) => rows,
            None => waiting_of(&known.workspace, contract, assessment, known.moment())?,
        };
        waits.take_computed(&rows);
        held().insert(assessment.operator.clone(), rows);
    }
    Ok(())
}

/// What is in doubt about the persons of an operator: looked for once.
fn in_doubt(known: &Known, nation: &Nation, operator: &OperatorId) -> Result<Vec<Doubt>, Fault> {
    let held = || nation.doubts.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = held().get(operator) {
        return Ok(found.clone());
    }
    let found = doubts(&known.workspace, &nation.assessed.contracts, operator, known.moment())?;
    held().insert(operator.clone(), found.clone());
    Ok(found)
}

/// Puts beside each clause in use what never came.
fn tell_never_filed(
    contract: &ContractAssessment,
    assessment: &OperatorAssessment,
    lost: Option<&Lost>,
    amounts: &mut [OperatorClause],
) {
    for never in assessment.never_filed(&contract.program) {
        let clause = in_use(contract, &never.clause).filter(|clause| clause.reading == never.reading);
        let of_clause =
            |one: &&mut OperatorClause| one.contract.id == contract.sound.contract.id && one.clause == never.clause;
        if let (Some(_), Some(one)) = (clause, amounts.iter_mut().find(of_clause)) {
            // A damaged file may be what never came.
            if lost.is_some_and(|lost| lost.gave(&never.table, Some(never.since))) {
                one.unknown = Some(Reason::Damaged { table: never.table, period: Some(never.since) });
            } else {
                one.never_filed = Some(never);
            }
        }
    }
}

fn determinations(
    contract: &ContractAssessment,
    assessment: &OperatorAssessment,
    numbers: Numbers<'_>,
    narrowed: &Narrowed,
) -> Result<Vec<DeterminationRow>, Fault> {
    let id = &contract.sound.contract.id;
    let asked = |one: &Determination| {
        narrowed.clause.as_ref().is_none_or(|(contract, clause)| contract == id && *clause == one.clause)
            && narrowed.status.is_none_or(|status| status == one.status)
            && narrowed.person.as_ref().is_none_or(|digits| numbers.begins(one.key.person, digits))
    };
    let rows = numbers.determinations(assessment.rows(&contract.program).filter(asked).collect())?;
    let rows = rows.into_iter().filter_map(|determination| {
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
            currency: contract.sound.contract.currency,
            determination,
        })
    });
    Ok(rows.collect())
}

/// The name of a condition of the clause.
fn condition(clause: &Clause, id: &str) -> Option<Labels> {
    let mut conditions = clause.applies_when.iter().chain(&clause.conditions);
    conditions.find(|condition| condition.id == id).map(|condition| condition.labels.clone())
}

fn site(nation: &Nation, site: &Site) -> SiteView {
    let mut places = nation.all().flat_map(|(contract, _)| &contract.sound.contract.places);
    let platform = site.platform.as_ref().map(|id| {
        let labels = places.find(|place| place.id == *id).map(|place| place.labels.clone());
        (id.clone(), labels.unwrap_or_default())
    });
    SiteView { code: site.code.clone(), platform, region: site.region.clone(), valid: site.valid }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
