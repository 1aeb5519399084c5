//! Another key signs from the next entry on: it is made beside the one that goes, which signs the entry. The key of the
//! pseudonyms is never rotated.

use register::canonical::Value;
use register::journal::Recorded;
use register::projection::ROTATE;

use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::workspace::Workspace;
use crate::workspace::writing::Intent;

/// Makes a key of that seed and records that it signs from now on. The same request again is answered as it was.
///
/// # Errors
/// An actor who may not, the key that signs now is not there, a workspace that cannot be written.
pub fn rotate(
    workspace: &Workspace,
    actor: &Actor,
    seed: [u8; 32],
    request: &str,
    now: Now,
) -> Result<Recorded, Fault> {
    actor.begins(Matter::Keep)?;
    let mut writing = workspace.writing()?;
    if let Some(known) = writing.again(request, ROTATE)? {
        return Ok(known);
    }
    let key = workspace.next_key(seed)?.verifying().to_string();
    writing.record(actor, now, Intent::new(ROTATE, request.to_owned(), Value::texts([("key", key)])))
}
