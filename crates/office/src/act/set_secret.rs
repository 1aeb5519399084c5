//! A person chooses the own secret: a token for a file, or a passphrase. Only its seal is recorded.

use register::canonical::Value;
use register::vault::Source;

use super::appoint::{keep, keep_token};
use super::asking::{Acting, Asking};
use super::change_mandate::active;
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::people::Means;
use crate::refusal::refused;
use crate::workspace::{Workspace, WorkspaceError};

/// The fewest characters of a passphrase: four or five words.
pub const PASSPHRASE_CHARACTERS_MIN: usize = 16;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// The entry.
    pub entry: Option<Entered>,
    /// The token, where one was made; it is told once.
    pub token: Option<String>,
}

/// Sets the secret of whoever asks: the passphrase given, else a new token.
///
/// # Errors
/// Nobody who was recognised, a passphrase that is too short.
pub fn set_secret(
    workspace: &Workspace,
    actor: &Actor,
    passphrase: Option<&str>,
    asking: &Asking,
    now: Now,
    source: Source<'_>,
) -> Result<Set, Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::Account, asking, now)?;
    let Actor::Person(person) = actor else {
        return Err(refused("right-account-needed", &[("act", "set-secret")]).into());
    };
    let account = person.account();
    let means = if passphrase.is_some() { Means::Passphrase } else { Means::Token };
    let is_same = |entry: &register::Entry| {
        entry.body_text("account") == Some(account) && entry.body_text("means") == Some(means.word())
    };
    if let Some(entry) = acting.again("set-secret", is_same)? {
        return Ok(Set { entry: Some(entry), token: None });
    }
    if passphrase.is_some_and(|passphrase| passphrase.chars().count() < PASSPHRASE_CHARACTERS_MIN) {
        let least = PASSPHRASE_CHARACTERS_MIN.to_string();
        return Err(refused("secret-short", &[("least", &least)]).into());
    }
    let body = |seal: &str| Value::texts([("account", account), ("means", means.word()), ("seal", seal)]);
    if asking.preview {
        acting.record("set-secret", body(&"0".repeat(64)), &|_| Ok(()))?;
        return Ok(Set { entry: None, token: None });
    }
    let vault = workspace.vault()?;
    let (token, seal) = match passphrase {
        Some(passphrase) => (None, keep(&vault, account, passphrase, source)?),
        None => {
            let (token, seal) = keep_token(&vault, account, source)?;
            (Some(token), seal)
        }
    };
    let entry = acting.record("set-secret", body(&seal), &|_| Ok(()))?;
    // The former one goes once the new one counts.
    let factor = workspace.journal.read(|read| active(read, account).map(|account| account.factor))?;
    vault.keep_only(account, [&seal, factor.as_deref().unwrap_or("")]).map_err(WorkspaceError::from)?;
    Ok(Set { entry, token })
}
