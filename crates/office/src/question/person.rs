//! Which number of ours stands for an official number: for the office, which is told an official number on a paper and looks
//! for the person. The official number is not kept.

use contract::identity::Pseudonym;
use evidence::piece::RawPerson;

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

/// The pseudonym of an official number under the workspace's key, whether or not anything was declared of the person.
///
/// # Errors
/// An actor who is not told.
pub fn person(known: &Known, actor: &Actor, number: Number<'_>) -> Result<Option<Pseudonym>, Fault> {
    actor.scope(Matter::Person)?;
    let (cnss, cin) = match number {
        Number::Cnss(number) => (Some(number.to_owned()), None),
        Number::Cin(number) => (None, Some(number.to_owned())),
    };
    let sighting = known.workspace.key.sighting(&RawPerson { cnss, cin });
    Ok(sighting.cnss.or(sighting.cin))
}
