//! Which number of ours stands for an official number: for the office, which is told an official number on a paper and looks
//! for the person. The official number is not kept.

use contract::identity::Pseudonym;
use evidence::pseudonym::{CIN, CNSS};

use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::known::Known;

/// An official number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number<'n> {
    /// Of social security.
    Cnss(&'n str),
    /// Of an identity card.
    Cin(&'n str),
}

/// The number of the person, where the vault gave one: asking gives none.
///
/// # Errors
/// An actor who is not told, a vault that is not there or is older than the evidence.
pub fn person(known: &Known, actor: &Actor, number: Number<'_>) -> Result<Option<Pseudonym>, Fault> {
    actor.scope(Matter::Person)?;
    let (scheme, number) = match number {
        Number::Cnss(number) => (CNSS, number),
        Number::Cin(number) => (CIN, number),
    };
    let keyed = known.workspace.key.person(scheme, number);
    Ok(known.workspace.passing_persons()?.known(keyed)?)
}
