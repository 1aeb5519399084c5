//! The texts that count, and those on their way: which is in force from when, and who has signed what.

use contract::check::is_pack;
use contract::model::Contract;

use crate::actor::{Actor, Matter};
use crate::answer::texts::{TextRow, TextStage};
use crate::fault::Fault;
use crate::known::Known;
use crate::texts::agreements::{Proposal, Stage};
use crate::texts::{Paper, Why};
use crate::workspace::Workspace;

/// Every contract document as known, by path; and the proposals that were withdrawn.
///
/// # Errors
/// An actor who is not told, a workspace that cannot be read.
pub fn texts(known: &Known, actor: &Actor) -> Result<Vec<TextRow>, Fault> {
    actor.scope(Matter::Record)?;
    let texts = known.texts()?;
    let folder = known.workspace.contracts_folder();
    let row = |paper: &Paper, contract: Option<&Contract>, why: &[Why]| TextRow {
        path: paper.path.strip_prefix(&folder).unwrap_or(&paper.path).display().to_string(),
        contract: paper.id().unwrap_or_default().to_owned(),
        is_pack: is_pack(&paper.text),
        version: contract.map(|contract| contract.version.clone()).unwrap_or_default(),
        stage: match paper.proposal.as_deref() {
            None => TextStage::Recorded,
            Some(proposal) => stage(proposal),
        },
        in_effect: contract.map(|contract| contract.in_effect),
        why: why.iter().filter(|why| **why != Why::Draft).map(Why::message).collect(),
        notes: paper.notes.iter().map(|note| Why::Fault(note.clone()).message()).collect(),
        proposal: paper.proposal.as_deref().cloned(),
    };
    let mut rows: Vec<TextRow> =
        texts.sounds.iter().chain(&texts.packs).map(|sound| row(&sound.paper, Some(&sound.contract), &[])).collect();
    rows.extend(texts.withheld.iter().map(|one| row(&one.paper, one.contract(), &one.why)));
    let upto = Some(known.entry()?);
    for proposal in known.workspace.proposals(upto)? {
        if matches!(proposal.stage, Stage::Withdrawn { .. }) {
            rows.push(TextRow {
                path: proposal.path.clone(),
                contract: proposal.contract.clone(),
                is_pack: document_of(&known.workspace, &proposal).is_some_and(|text| is_pack(&text)),
                version: proposal.version.clone(),
                stage: stage(&proposal),
                in_effect: None,
                why: Vec::new(),
                notes: Vec::new(),
                proposal: Some(proposal),
            });
        }
    }
    rows.sort_by(|one, other| (&one.path, one.entry()).cmp(&(&other.path, other.entry())));
    Ok(rows)
}

/// The document that was proposed, as long as it is kept.
fn document_of(workspace: &Workspace, proposal: &Proposal) -> Option<String> {
    String::from_utf8(workspace.content(&proposal.document()?.sha256).ok()?).ok()
}

fn stage(proposal: &Proposal) -> TextStage {
    match proposal.stage {
        Stage::Open => TextStage::Proposed,
        Stage::Withdrawn { .. } => TextStage::Withdrawn,
        Stage::InForce { .. } => TextStage::InForce,
    }
}
