//! Withdrawing a proposal: until the last party has signed. The signatures under it fall with it.

use register::canonical::Value;

use super::asking::{Acting, Asking};
use super::sign::{after, again, standing, upon, waiting};
use super::submit::Entered;
use super::withdraw_signature::binds;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::texts::agreements::Proposal;
use crate::workspace::Workspace;

/// Which, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The contract.
    pub contract: String,
    /// Why.
    pub reason: String,
}

/// Withdraws the proposal of a contract that waits.
///
/// # Errors
/// An actor who may not, a proposal that is not there or that binds, a workspace that cannot be written.
pub fn withdraw_proposal(
    workspace: &Workspace,
    actor: &Actor,
    asked: &Question,
    asking: &Asking,
    now: Now,
) -> Result<(Proposal, Option<Entered>), Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::Propose, asking, now)?;
    if let Some(done) = again(&acting, "withdraw-proposal", &asked.contract, None)? {
        return Ok(done);
    }
    let proposal = waiting(&acting, &asked.contract)?;
    let mut body = upon(&proposal);
    body.push(("reason", Value::text(&asked.reason)));
    let entered = acting
        .record("withdraw-proposal", Value::map(body), &|read| binds(&standing(read, &asked.contract, &proposal)?))?;
    after(workspace, proposal, entered)
}
