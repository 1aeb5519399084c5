//! Every determination as a file, beside the assessment that it belongs to: one pass over the evidence.

use std::path::Path;
use std::sync::Arc;

use super::Progress;
use super::assess::{Asked, Assessment, answered, cut};
use crate::actor::{Actor, Matter};
use crate::assess::OperatorAssessment;
use crate::explain::clause_of;
use crate::export::Export;
use crate::fault::Fault;
use crate::known::Known;
use crate::reference::Numbers;
use crate::texts::Sound;

pub use crate::export::Format;

/// Assesses, and writes the determinations of the contract, clause and operators asked for into a file.
///
/// # Errors
/// An actor who is not told, a file that cannot be written, and as [`super::assess`].
pub fn export(
    known: &Known,
    actor: &Actor,
    (asked, format): (&Asked, Format),
    path: &Path,
    progress: &Progress<'_>,
) -> Result<Assessment, Fault> {
    actor.scope(Matter::Export)?;
    let asked = &cut(actor, asked)?;
    are_named(known, asked)?;
    let mut export = Export::create(path, format, known)?;
    let wanted = |sound: &Sound| asked.contract.as_ref().is_none_or(|id| sound.contract.id == *id);
    let mut sink = |sound: &Sound, program: &_, done: OperatorAssessment| match wanted(sound) {
        true => {
            let numbers = Numbers::of(&known.workspace, actor, Matter::Export, &done.operator)?;
            Ok(export.take(sound, program, (&done, numbers), asked.clause.as_deref())?)
        }
        false => Ok(()),
    };
    let answer = answered(known, asked, Some(&mut sink), progress)?;
    export.finish()?;
    Ok(answer)
}

/// What is asked for is there: a file that stands is not overwritten for nothing.
fn are_named(known: &Known, asked: &Asked) -> Result<(), Fault> {
    let wanted = |sound: &&Arc<Sound>| asked.contract.as_ref().is_none_or(|id| sound.contract.id == *id);
    let mut sounds = known.texts()?.sounds.iter().filter(wanted).peekable();
    if let (None, Some(contract)) = (sounds.peek(), &asked.contract) {
        return Err(Fault::NoContract(contract.clone()));
    }
    match &asked.clause {
        Some(clause) if !sounds.any(|sound| clause_of(sound, clause, None).is_some()) => {
            Err(Fault::NoClause(clause.clone()))
        }
        _ => Ok(()),
    }
}
