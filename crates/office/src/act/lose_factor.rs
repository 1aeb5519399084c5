//! A second factor is lost: two administrators say so, in an entry, and whoever lost it decides nothing that day. Where the
//! secret was lost too, they give a first one, with which the person chooses another.

use register::canonical::Value;
use register::vault::Source;

use super::appoint::keep_token;
use super::asking::{Acting, Asking};
use super::change_mandate::active;
use super::set_secret::Set;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::workspace::{Workspace, WorkspaceError};

/// What was lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Whose it was.
    pub account: String,
    /// How.
    pub reason: String,
    /// Whether the secret was lost too.
    pub secret: bool,
}

/// Ends a second factor; gives a first secret where that was lost too.
///
/// # Errors
/// Fewer than two administrators, one of them the person who lost it, an account without a second factor.
pub fn lose_factor(
    workspace: &Workspace,
    actor: &Actor,
    lost: &Lost,
    asking: &Asking,
    now: Now,
    source: Source<'_>,
) -> Result<Set, Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::People, asking, now)?;
    let account = lost.account.as_str();
    let is_same = |entry: &register::Entry| entry.body_text("account") == Some(account);
    if let Some(entry) = acting.again("lose-factor", is_same)? {
        return Ok(Set { entry: Some(entry), token: None });
    }
    let holds = |read: &mut dyn register::Read| match active(read, account)?.factor {
        None if !lost.secret => Err(refused("factor-none", &[("account", account)])),
        _ => Ok(()),
    };
    let body = |seal: Option<&str>| {
        let seal = seal.map(|seal| ("secret", seal));
        Value::texts([("account", account), ("reason", lost.reason.as_str())].into_iter().chain(seal))
    };
    if asking.preview {
        acting.record("lose-factor", body(None), &holds)?;
        return Ok(Set { entry: None, token: None });
    }
    acting.holds(&holds)?;
    let vault = workspace.vault()?;
    let given = if lost.secret { Some(keep_token(&vault, account, source)?) } else { None };
    let entry = acting.record("lose-factor", body(given.as_ref().map(|(_, seal)| seal.as_str())), &holds)?;
    let secret = workspace.journal.read(|read| active(read, account).map(|account| account.secret))?;
    vault.keep_only(account, [&secret, ""]).map_err(WorkspaceError::from)?;
    Ok(Set { entry, token: given.map(|(token, _)| token) })
}
