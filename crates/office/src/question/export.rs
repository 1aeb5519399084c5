//! Every determination as a file, beside the assessment that it belongs to: one pass over the evidence.

use std::path::Path;

use super::Progress;
use super::assess::{Asked, Assessment, answered};
use crate::actor::{Actor, Matter};
use crate::export::Export;
use crate::fault::Fault;
use crate::known::Known;
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
    let mut export = Export::create(path, format, known)?;
    let wanted = |sound: &Sound| asked.contract.as_ref().is_none_or(|id| sound.contract.id == *id);
    let mut sink = |sound: &Sound, program: &_, done| match wanted(sound) {
        true => Ok(export.take(sound, program, &done, asked.clause.as_deref())?),
        false => Ok(()),
    };
    let answer = answered(known, asked, Some(&mut sink), progress)?;
    export.finish()?;
    Ok(answer)
}
