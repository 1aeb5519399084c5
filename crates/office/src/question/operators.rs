//! All operators in one table.

use contract::identity::OperatorId;

use super::contract::card;
use super::operator::clauses;
use crate::actor::{Actor, Matter};
use crate::answer::clause::{Tally, Ties};
use crate::answer::operator::{OperatorRow, OperatorsView};
use crate::dossier::Dossier;
use crate::fault::Fault;
use crate::filings::sector;
use crate::known::Known;
use crate::nation::Nation;
use crate::undecided::InSum;

/// Every operator, with what is expected of all and what waits.
///
/// # Errors
/// An actor who is not told, a workspace that cannot be read or computed.
pub fn operators(known: &Known, actor: &Actor) -> Result<OperatorsView, Fault> {
    actor.scope(Matter::Operators)?;
    let nation = known.nation()?;
    let operators = nation.dossiers.iter().map(|(id, dossier)| OperatorRow {
        id: id.to_string(),
        regions: regions(dossier),
        last_received: dossier.submissions.first().map(|submission| submission.received),
        filings: dossier.filings.clone(),
        tally: paid(nation, id),
    });
    let filings = sector::sum(nation.dossiers.iter().map(|(id, dossier)| (id, &dossier.filings)));
    let waits_command = format!("mithaq assess --waiting --as-known-on {}", known.day());
    let tied = nation.all().flat_map(|(contract, kept)| {
        let cards = kept.cards.iter().filter(|card| card.head.is_some() && card.tally.ties != Ties::default());
        cards.map(|clause| (card(&contract.sound.contract), clause.clone()))
    });
    Ok(OperatorsView {
        ties: tied.collect(),
        filings,
        waits: InSum::of(nation.waits.clone()),
        waits_command,
        operators: operators.collect(),
    })
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
