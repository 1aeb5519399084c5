//! *Interim*: in certain days a deputy acts in the place of an account, under the deputy's own name and secret. What needs two
//! persons and what is the first hand of a decision, no deputy does.

use contract::calendar::Date;
use register::canonical::Value;

use super::asking::{Acting, Asking};
use super::change_mandate::active;
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::workspace::Workspace;

/// Who acts in whose place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interim {
    /// The account that is absent.
    pub account: String,
    /// The deputy's account.
    pub deputy: String,
    /// The first day.
    pub since: Date,
    /// The last day.
    pub until: Date,
}

/// Names a deputy.
///
/// # Errors
/// An actor who may not, accounts that are not or no more there, one person in two places, days in disorder.
pub fn deputise(
    workspace: &Workspace,
    actor: &Actor,
    interim: &Interim,
    asking: &Asking,
    now: Now,
) -> Result<Option<Entered>, Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::Account, asking, now)?;
    let (account, deputy) = (interim.account.as_str(), interim.deputy.as_str());
    let (since, until) = (interim.since.to_string(), interim.until.to_string());
    let body = Value::texts([("account", account), ("deputy", deputy), ("since", &since), ("until", &until)]);
    if let Some(entry) = acting.again("deputise", |entry| entry.body == body)? {
        return Ok(Some(entry));
    }
    if interim.until < interim.since {
        return Err(refused("deputy-days", &[("since", &since), ("until", &until)]).into());
    }
    acting.record("deputise", body, &|read| match active(read, account)?.person == active(read, deputy)?.person {
        true => Err(refused("deputy-same", &[("account", account), ("deputy", deputy)])),
        false => Ok(()),
    })
}
