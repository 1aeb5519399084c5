//! Withdrawing a signature: until the last one is given, and never afterwards.

use register::canonical::Value;

use super::asking::{Acting, Asking};
use super::sign::{after, again, standing, upon, waiting};
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::texts::agreements::{How, Proposal};
use crate::workspace::Workspace;

/// Whose signature, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The contract.
    pub contract: String,
    /// The party.
    pub party: String,
    /// Why.
    pub reason: String,
}

/// Withdraws the signature of a party.
///
/// # Errors
/// An actor who may not, a signature that is not there or that binds, a workspace that cannot be written.
pub fn withdraw_signature(
    workspace: &Workspace,
    actor: &Actor,
    asked: &Question,
    asking: &Asking,
    now: Now,
) -> Result<(Proposal, Option<Entered>), Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::Sign, asking, now)?;
    if let Some(done) = again(&acting, "withdraw-signature", &asked.contract, Some(&asked.party))? {
        return Ok(done);
    }
    let proposal = waiting(&acting, &asked.contract)?;
    let mut body = upon(&proposal);
    body.push(("party", Value::text(&asked.party)));
    body.push(("reason", Value::text(&asked.reason)));
    let entered = acting.record("withdraw-signature", Value::map(body), &|read| {
        let open = standing(read, &asked.contract, &proposal)?;
        if open.signatures.iter().all(|one| one.party != asked.party) {
            let values = [("party", asked.party.as_str()), ("contract", &asked.contract)];
            return Err(refused("party-not-signed", &values));
        }
        binds(&open)
    })?;
    after(workspace, proposal, entered)
}

/// Once all have signed they are bound, each by its word to the others.
pub(super) fn binds(open: &Proposal) -> Result<(), register::Refused> {
    match open.how == How::Agreement && open.unsigned().is_empty() {
        true => Err(refused("text-all-signed", &[("contract", &open.contract)])),
        false => Ok(()),
    }
}
