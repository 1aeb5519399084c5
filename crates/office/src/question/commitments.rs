//! Commitments of both sides, over all contracts.

use super::contract::commitments_of;
use crate::actor::{Actor, Matter};
use crate::answer::commitments::CommitmentsView;
use crate::fault::Fault;
use crate::known::Known;

/// Every commitment of every contract, judged on published statistics.
///
/// # Errors
/// A workspace that cannot be read or computed.
pub fn commitments(known: &Known, actor: &Actor) -> Result<CommitmentsView, Fault> {
    actor.scope(Matter::Commitments)?;
    let nation = known.nation()?;
    let all = nation.all().flat_map(|(contract, kept)| commitments_of(nation.sources(contract, kept)));
    Ok(CommitmentsView { commitments: all.collect() })
}
