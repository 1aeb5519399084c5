//! The register of contracts: each contract in a few lines.

use ::contract::calendar::Date;
use ::contract::model::{Commitment, CommitmentKind};

use super::contract::{Sources, parties};
use super::draft::rows;
use super::protect::Protection;
use crate::actor::{Actor, Matter};
use crate::answer::clause::Tally;
use crate::answer::register::{ContractRow, RegisterView};
use crate::fault::Fault;
use crate::known::Known;
use crate::nation::{Kept, paid};

/// Every contract of the workspace, the latest first.
///
/// # Errors
/// A workspace that cannot be read or computed.
pub fn register(known: &Known, actor: &Actor) -> Result<RegisterView, Fault> {
    actor.scope(Matter::Contracts)?;
    let nation = known.nation()?;
    let protection = (!actor.sees_small_cells()).then(|| Protection::of(nation));
    let told = |id: &str, kept: &Kept| protection.as_ref().map_or_else(|| paid(kept), |hides| hides.paid(id, kept));
    let all = nation.all().map(|(contract, kept)| {
        let tally = told(&contract.sound.contract.id, kept);
        row(nation.sources(contract, kept), tally, known.day())
    });
    let mut contracts: Vec<ContractRow> = all.collect();
    contracts.sort_by_key(|contract| std::cmp::Reverse(contract.in_effect.first));
    // What is not signed, or not in order, is the office's matter.
    let withheld = match protection {
        Some(_) => Vec::new(),
        None => rows(&nation.assessed.withheld, &known.workspace.contracts_folder()),
    };
    Ok(RegisterView { contracts, withheld })
}

/// One contract in the register, with what its clauses give in all.
#[must_use]
pub fn row(sources: Sources<'_>, tally: Tally, known_on: Date) -> ContractRow {
    let contract = sources.contract;
    let parties = parties(contract, None);
    // Each commitment stands once: what both sides promised together is neither's alone.
    let side_of = |commitment: &Commitment| {
        let of = |side: &str| parties.iter().any(|party| party.side == side && commitment.parties.contains(&party.id));
        match (of("state"), of("industry")) {
            (true, true) => Some("both"),
            (true, false) => Some("state"),
            (false, true) => Some("industry"),
            (false, false) => None,
        }
    };
    let verdicts = ["state", "industry", "both"].into_iter().map(|side| {
        let of_side = contract.commitments.iter().filter(|commitment| side_of(commitment) == Some(side));
        let judged = of_side.filter_map(|commitment| {
            sources.judged.iter().find(|judged| judged.commitment == commitment.id).map(|judged| judged.verdict)
        });
        (side.to_owned(), judged.collect::<Vec<_>>())
    });
    let verdicts = verdicts.filter(|(side, all)| side != "both" || !all.is_empty());
    ContractRow {
        id: contract.id.clone(),
        titles: contract.titles.clone(),
        authoritative: contract.authoritative.clone(),
        text_status: contract.text_status,
        in_effect: contract.in_effect,
        in_force: contract.in_effect.contains(known_on),
        verdicts: verdicts.collect(),
        parties,
        tally,
        notes: contract.notes.len(),
        judgements: contract.judgements.len(),
        next_due: next_due(sources, known_on),
    }
}

/// The next step or horizon that is still to come.
fn next_due(sources: Sources<'_>, known_on: Date) -> Option<Date> {
    let targets = sources.contract.commitments.iter().filter_map(|commitment| match &commitment.kind {
        CommitmentKind::Target(target) => Some(target),
        CommitmentKind::Judgement { .. } => None,
    });
    let dates = targets.flat_map(|target| target.path.iter().map(|step| step.0).chain(target.by));
    dates.filter(|day| *day > known_on).min()
}
