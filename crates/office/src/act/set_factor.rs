//! A person sets a second factor: codes that a telephone shows. Whoever has one proves it before another takes its place.

use register::canonical::Value;
use register::vault::Source;

use super::asking::{Acting, Asking};
use super::change_mandate::active;
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::base32;
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::workspace::{Workspace, WorkspaceError};

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorSet {
    /// The entry.
    pub entry: Option<Entered>,
    /// What the telephone is given, in the letters of base 32; it is told once.
    pub key: Option<String>,
}

/// Sets the second factor of whoever asks.
///
/// # Errors
/// Nobody who was recognised, a second factor that is set and was not proved.
pub fn set_factor(
    workspace: &Workspace,
    actor: &Actor,
    asking: &Asking,
    now: Now,
    source: Source<'_>,
) -> Result<FactorSet, Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::Account, asking, now)?;
    let Actor::Person(person) = actor else {
        return Err(refused("right-account-needed", &[("act", "set-factor")]).into());
    };
    let account = person.account();
    if let Some(entry) = acting.again("set-factor", |entry| entry.body_text("account") == Some(account))? {
        return Ok(FactorSet { entry: Some(entry), key: None });
    }
    let holds = |read: &mut dyn register::Read| match active(read, account)?.factor {
        Some(_) if !person.recognised().code => {
            Err(refused("right-code-needed", &[("account", account), ("act", "set-factor")]))
        }
        _ => Ok(()),
    };
    let body = |seal: &str| Value::texts([("account", account), ("seal", seal)]);
    if asking.preview {
        acting.record("set-factor", body(&"0".repeat(64)), &holds)?;
        return Ok(FactorSet { entry: None, key: None });
    }
    acting.holds(&holds)?;
    let vault = workspace.vault()?;
    let mut factor = [0; 20];
    source(&mut factor).map_err(|fault| WorkspaceError::Vault(fault.into()))?;
    let seal = vault.keep_secret(account, &factor).map_err(WorkspaceError::from)?;
    let entry = acting.record("set-factor", body(&seal), &holds)?;
    let secret = workspace.journal.read(|read| active(read, account).map(|account| account.secret))?;
    vault.keep_only(account, [&seal, &secret]).map_err(WorkspaceError::from)?;
    Ok(FactorSet { entry, key: Some(base32::letters(&factor)) })
}
