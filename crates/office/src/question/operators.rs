//! All operators in one table.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use contract::determination::Status;
use contract::identity::OperatorId;
use contract::model::Labels;

use super::contract::card;
use super::enrolments;
use super::operator::clauses;
use crate::actor::{Actor, Matter};
use crate::answer::clause::{Tally, Ties};
use crate::answer::enrolments::Enrolled;
use crate::answer::operator::{Listed, OperatorRow, OperatorsView, Order, PartyRow};
use crate::damaged;
use crate::dossier::Dossier;
use crate::fault::Fault;
use crate::filings::{self, Filings, sector};
use crate::known::Known;
use crate::nation::Nation;
use crate::undecided::InSum;

/// Operators in one part of the list.
const ON_A_PAGE: usize = 50;

/// Operators as asked for, with what is expected of all and what waits.
///
/// # Errors
/// An actor who is not told, a workspace that cannot be read or computed.
pub fn operators(known: &Known, actor: &Actor, listed: Listed) -> Result<OperatorsView, Fault> {
    actor.scope(Matter::Operators)?;
    let nation = known.nation()?;
    let wanted = listed.find.as_deref().unwrap_or_default().to_lowercase();
    let acts = known.workspace.enrolments(Some(known.entry()?))?;
    // Whoever is enrolled and has not handed in yet is listed, too.
    let silent = Dossier::default();
    let enrolled = acts.iter().filter_map(|one| OperatorId::new(&one.facts.operator));
    let mut all: BTreeMap<OperatorId, &Dossier> = enrolled.map(|id| (id, &silent)).collect();
    all.extend(nation.dossiers().map(|(id, dossier)| (id.clone(), dossier)));
    let found = all.iter().filter(|(id, _)| id.to_string().contains(&wanted));
    let mut rows: Vec<OperatorRow> = found.map(|(id, dossier)| row(nation, id, dossier)).collect();
    // Equal ones stay in the order of their identifiers.
    match listed.order {
        Order::Name => {}
        Order::Received => rows.sort_by_key(|row| row.last_received),
        Order::Missing => rows.sort_by_key(|row| Reverse(row.filings.missing())),
        Order::Due => rows.sort_by_key(|row| Reverse(row.tally.due)),
        Order::Open => rows.sort_by_key(|row| Reverse(row.tally.of(Status::NotEvaluated))),
    }
    let mut sum = Tally::default();
    rows.iter().for_each(|row| sum.add(&row.tally));
    let pages = rows.len().div_ceil(ON_A_PAGE).max(1);
    let page = listed.page.clamp(1, pages);
    let (found, missing) = (rows.len(), rows.iter().map(|row| row.filings.missing()).sum());
    let mut shown: Vec<OperatorRow> = rows.into_iter().skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE).collect();
    for row in &mut shown {
        if let Some(id) = OperatorId::new(&row.id) {
            let enrolment = enrolments::of(known, &acts, &id)?;
            row.enrolled = (enrolment.standing, enrolment.times.first().map(|time| time.first));
        }
    }
    let filings = sector::sum(nation.dossiers().map(|(id, dossier)| (id, &dossier.filings)));
    let waits_command = format!("mithaq assess --waiting --as-known-on {}", known.day());
    let tied = nation.all().flat_map(|(contract, kept)| {
        let cards = kept.cards.iter().filter(|card| card.head.is_some() && card.tally.ties != Ties::default());
        cards.map(|clause| (card(&contract.sound.contract), clause.clone()))
    });
    Ok(OperatorsView {
        parties: parties(known)?,
        ties: tied.collect(),
        damaged: damaged::files(&known.workspace, None),
        filings,
        waits: InSum::of(nation.waits.clone()),
        waits_command,
        all: all.len(),
        found,
        pages,
        missing,
        sum,
        operators: shown,
        listed: Listed { page, ..listed },
    })
}

/// The parties that file without being operators.
fn parties(known: &Known) -> Result<Vec<PartyRow>, Fault> {
    let all = filings::parties::parties(&known.workspace, known.moment())?;
    let row = |(id, filings): (OperatorId, Filings)| PartyRow {
        labels: party_labels(known, &id),
        id: id.to_string(),
        missing: filings.missing(),
        overdue: filings.overdue(),
    };
    Ok(all.into_iter().map(row).collect())
}

/// The name of a party, as documents in force have it.
pub(super) fn party_labels(known: &Known, id: &OperatorId) -> Labels {
    let tables = known.workspace.store.tables();
    let named = tables.parties().iter().find(|party| id.party() == Some(&party.id));
    named.map(|party| party.labels.clone()).unwrap_or_default()
}

fn row(nation: &Nation, id: &OperatorId, dossier: &Dossier) -> OperatorRow {
    OperatorRow {
        id: id.to_string(),
        regions: regions(dossier),
        last_received: dossier.submissions.first().map(|submission| submission.received),
        filings: dossier.filings.clone(),
        tally: paid(nation, id),
        // Looked up for those that are shown.
        enrolled: (Enrolled::Assumed, None),
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

fn paid(nation: &Nation, operator: &OperatorId) -> Tally {
    let mut sum = Tally::default();
    for (contract, _) in nation.all() {
        for one in clauses(contract, operator).into_iter().filter(|one| one.head.is_some()) {
            sum.add(&one.tally);
        }
    }
    sum
}
