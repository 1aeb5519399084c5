//! Which number of ours stands for an official number: for the office, which is told an official number on a paper and looks
//! for the person. The official number is not kept.

use contract::identity::Pseudonym;

use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::known::Known;

/// An official number, in one writing, with the scheme that says what it is a number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number<'n> {
    /// The identifier of the scheme, as a pack declares it.
    pub scheme: &'n str,
    /// The number.
    pub text: &'n str,
}

/// The number of the person, where the vault gave one: asking gives none.
///
/// # Errors
/// An actor who is not told, a vault that is not there or is older than the evidence.
pub fn person(known: &Known, actor: &Actor, number: Number<'_>) -> Result<Option<Pseudonym>, Fault> {
    actor.scope(Matter::Person)?;
    let keyed = known.workspace.key.person(number.scheme, number.text);
    Ok(known.workspace.passing_persons()?.known(keyed)?)
}
