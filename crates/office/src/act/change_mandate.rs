//! What an account may do from now on, and nothing else.

use register::canonical::Value;
use register::journal::{Read, Refused};

use super::appoint::{check, mandates};
use super::asking::{Acting, Asking};
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::people::{self, Account, Mandate};
use crate::refusal::refused;
use crate::role::Role;
use crate::workspace::Workspace;

/// Changes what an account may do: the mandates given are all that it has.
///
/// # Errors
/// An actor who may not, an account that is not or no more there, the last administrator.
pub fn change_mandate(
    workspace: &Workspace,
    actor: &Actor,
    account: &str,
    to: &[Mandate],
    asking: &Asking,
    now: Now,
) -> Result<Option<Entered>, Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::People, asking, now)?;
    let body = Value::map([("account", Value::text(account)), ("mandates", mandates(to))]);
    if let Some(entry) = acting.again("change-mandate", |entry| entry.body == body)? {
        return Ok(Some(entry));
    }
    check(to)?;
    let administers = to.iter().any(|mandate| mandate.role == Role::Administrator && mandate.until.is_none());
    acting.record("change-mandate", body, &|read| {
        active(read, account)?;
        if administers { Ok(()) } else { another_administers(read, account) }
    })
}

/// An account that counts.
pub(super) fn active(read: &mut dyn Read, handle: &str) -> Result<Account, Refused> {
    let account = people::account(read, handle)?;
    let account = account.ok_or_else(|| refused("right-account-none", &[("account", handle)]))?;
    match account.dismissed {
        None => Ok(account),
        Some(day) => Err(refused("right-account-over", &[("account", handle), ("day", &day.to_string())])),
    }
}

/// Without an administrator nobody could be appointed any more.
pub(super) fn another_administers(read: &mut dyn Read, handle: &str) -> Result<(), Refused> {
    let (_, day) = read.last()?;
    let accounts = people::accounts(read, None)?;
    let mut others = accounts.iter().filter(|account| account.handle != handle);
    match others.any(|account| account.administers(day)) {
        true => Ok(()),
        false => Err(refused("account-last-administrator", &[("account", handle)])),
    }
}
