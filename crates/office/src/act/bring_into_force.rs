//! Bringing a text into force: an agreement once all parties that it names have signed the same hash, or the unilateral act of
//! its author, with where it was made public. Its day may be in the future, or before; what was known before does not change.
//!
//! One version of a contract decides. Until amendments put versions in order, a text takes the place of the one in force for
//! all of that one's days, or does not come into force.

use contract::calendar::Date;
use contract::check::{check_in_force, check_without_cases};
use contract::diagnostic::Severity;
use contract::model::Contract;
use register::canonical::Value;

use super::asking::{Acting, Asking};
use super::sign::{after, again, standing, unchanged, upon, waiting};
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::texts::agreements::{How, Proposal, Stage};
use crate::texts::{Paper, together};
use crate::workspace::Workspace;

/// What is brought into force, and from when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The contract.
    pub contract: String,
    /// The day from which it is in force; that of the document where none is said.
    pub from: Option<Date>,
    /// Where a unilateral act was made public.
    pub reference: Option<String>,
    /// When.
    pub published: Option<Date>,
}

/// Brings what is proposed into force.
///
/// # Errors
/// An actor who may not, a text that may not come into force, a workspace that cannot be written.
pub fn bring_into_force(
    workspace: &Workspace,
    actor: &Actor,
    asked: &Question,
    asking: &Asking,
    now: Now,
) -> Result<(Proposal, Option<Entered>), Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::BringIntoForce, asking, now)?;
    if let Some(done) = again(&acting, "bring-into-force", &asked.contract, None)? {
        return Ok(done);
    }
    acting.past(asked.published)?;
    let proposal = waiting(&acting, &asked.contract)?;
    unchanged(workspace, &proposal)?;
    let (from, sha256) = effect(workspace, &proposal, asked.from)?;
    let mut body = upon(&proposal);
    body.extend([
        ("path", Value::text(&proposal.path)),
        ("sha256", Value::text(sha256)),
        ("how", Value::text(proposal.how.word())),
        ("from", Value::text(from.to_string())),
    ]);
    body.extend(asked.reference.as_ref().map(|reference| ("reference", Value::text(reference))));
    body.extend(asked.published.map(|day| ("published", Value::text(day.to_string()))));
    let entered = acting.record("bring-into-force", Value::map(body), &|read| {
        let open = standing(read, &asked.contract, &proposal)?;
        let is_public = asked.reference.as_ref().is_some_and(|reference| !reference.trim().is_empty());
        match open.how {
            How::Agreement if !open.unsigned().is_empty() => {
                let values = [("contract", open.contract.as_str()), ("known", &open.unsigned().join(", "))];
                Err(refused("text-unsigned", &values))
            }
            How::Unilateral if !is_public || asked.published.is_none() => {
                Err(refused("text-not-public", &[("contract", open.contract.as_str())]))
            }
            _ => Ok(()),
        }
    })?;
    if let Some(entered) = entered {
        return after(workspace, proposal, Some(entered));
    }
    let (reference, published) = (asked.reference.clone().unwrap_or_default(), asked.published);
    let stage = Stage::InForce { entry: 0, from, reference, published };
    Ok((Proposal { stage, ..proposal }, None))
}

/// The day from which it is in force, and the hash of the document; a refusal where it could not be computed from then on.
fn effect(workspace: &Workspace, proposal: &Proposal, from: Option<Date>) -> Result<(Date, String), Fault> {
    let contract = proposal.contract.as_str();
    let lost = || refused("text-changed", &[("path", &proposal.path), ("contract", contract)]);
    let document = proposal.document().ok_or_else(lost)?;
    let path = workspace.contracts_folder().join(&proposal.path);
    let text = crate::workspace::text(&path, workspace.content(&document.sha256)?)?;
    let texts = workspace.texts(None)?;
    let packs = &texts.at_hand;
    let written = check_without_cases(&text, packs).contract.ok_or_else(lost)?;
    let from = from.unwrap_or(written.in_effect.first);
    if let Some(last) = written.in_effect.last.filter(|last| *last < from) {
        let values = [("contract", contract), ("day", &from.to_string()), ("last", &last.to_string())];
        return Err(refused("text-over", &values).into());
    }
    let over = written.clauses.iter().chain(&written.controls);
    if let Some(clause) = over.into_iter().find(|clause| clause.in_effect.last.is_some_and(|last| last < from)) {
        let values = [("contract", contract), ("clause", clause.id.as_str()), ("day", &from.to_string())];
        return Err(refused("text-clause-over", &values).into());
    }
    let checked = check_in_force(&text, from, packs);
    if let Some(diagnostic) = checked.diagnostics.iter().find(|one| one.severity == Severity::Error) {
        return Err(Fault::Diagnostic(Box::new(diagnostic.clone())));
    }
    let bounded = checked.contract.as_ref().map_or(from, |bounded| bounded.in_effect.first);
    let sounds = || texts.sounds.iter().chain(&texts.packs);
    let mut papers: Vec<&Paper> = sounds().map(|sound| &sound.paper).collect();
    let is_same = |known: &Contract| known.id == *contract;
    if let Some(standing) = sounds().find(|sound| is_same(&sound.contract)) {
        let first = standing.contract.in_effect.first;
        if bounded > first {
            let values = [("contract", contract), ("day", &bounded.to_string()), ("first", &first.to_string())];
            return Err(refused("text-leaves-days", &values).into());
        }
    }
    papers.extend(texts.withheld.iter().map(|one| &one.paper).filter(|paper| paper.checked.contract.is_some()));
    papers.retain(|paper| paper.proposal.as_ref().is_none_or(|one| !one.is_open()));
    papers.retain(|paper| paper.id() != Some(contract));
    let own = Paper::of(path, text, checked, packs);
    papers.push(&own);
    match together(&papers).pop().and_then(|faults| faults.into_iter().find(|fault| fault.severity == Severity::Error))
    {
        Some(fault) => Err(Fault::Diagnostic(Box::new(fault))),
        None => Ok((from, document.sha256.clone())),
    }
}
