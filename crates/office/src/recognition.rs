//! How somebody is recognised: by the own secret, and a code of the second factor where one is set and typed.
//!
//! The journal says which secrets count, the vault what they are. Whoever comes in vain five times waits, longer each
//! time. A code counts once. What is wrong is not told: neither whether there is such an account.

use contract::calendar::Date;
use register::journal::Read;
use register::vault::{Vault, VaultError, secret};

use crate::actor::person::{Person, Recognised};
use crate::actor::{Actor, Refusal};
use crate::base32;
use crate::fault::Fault;
use crate::now::Now;
use crate::people::{self, Account};
use crate::refusal::refused;
use crate::workspace::{Workspace, WorkspaceError};

/// So many trials in vain, and one waits.
const TRIALS: u32 = 5;

/// How long at first; twice as long after each further trial, an hour at most.
const WAIT_SECONDS: i64 = 30;

/// Who somebody says to be.
#[derive(Clone)]
pub struct Claim {
    /// The handle of the account.
    pub account: String,
    /// The secret.
    pub secret: String,
    /// The code that the second factor shows.
    pub code: Option<String>,
    /// The account in whose place to act.
    pub instead: Option<String>,
}

impl Claim {
    /// Somebody with a secret.
    #[must_use]
    pub fn new(account: impl Into<String>, secret: impl Into<String>) -> Claim {
        Claim { account: account.into(), secret: secret.into(), code: None, instead: None }
    }

    /// The same, with a code.
    #[must_use]
    pub fn with_code(self, code: impl Into<String>) -> Claim {
        Claim { code: Some(code.into()), ..self }
    }
}

impl std::fmt::Debug for Claim {
    /// Without the secret and the code.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Claim").field("account", &self.account).finish_non_exhaustive()
    }
}

/// Recognises somebody in a workspace.
///
/// # Errors
/// Nobody is recognised, or the vault is not there.
pub fn recognise(workspace: &Workspace, claim: &Claim, now: Now) -> Result<Actor, Fault> {
    let vault = workspace.vault()?;
    let today = workspace.today(now)?;
    workspace.journal.read(|read| recognise_in(read, &vault, claim, today, now))
}

/// Recognises somebody by the rows of a journal and a vault.
///
/// # Errors
/// As [`recognise`].
pub fn recognise_in(read: &mut dyn Read, vault: &Vault, claim: &Claim, today: Date, now: Now) -> Result<Actor, Fault> {
    let second = now.seconds();
    let account = people::account(read, &claim.account)?;
    let kept = vault.account(&claim.account).map_err(WorkspaceError::from)?;
    let wrong = || Fault::from(refused("secret-wrong", &[("account", &claim.account)]));
    let (Some(account), Some(kept)) = (account.filter(|account| account.dismissed.is_none()), kept) else {
        return Err(wrong());
    };
    if let Some(wait) = waits(kept.wrong, kept.wrong_at, second) {
        let values = [("account", claim.account.as_str()), ("seconds", &wait.to_string())];
        return Err(refused("secret-wait", &values).into());
    }
    let is_right = is_right(vault, &account, claim, second).map_err(WorkspaceError::from)?;
    let Some(code) = is_right else {
        vault.count_wrong(&claim.account, second).map_err(WorkspaceError::from)?;
        return Err(wrong());
    };
    vault.count_right(&claim.account).map_err(WorkspaceError::from)?;
    // Whoever acts in somebody's place is answered as that one is.
    let placed = match &claim.instead {
        None => None,
        Some(absent) => people::account(read, absent)?.filter(|placed| placed.has_deputy(&claim.account, today)),
    };
    let mandates = match (&claim.instead, placed) {
        (None, _) => account.mandates,
        (Some(_), Some(placed)) => placed.mandates,
        (Some(absent), None) => {
            let day = today.to_string();
            let values = [("account", absent.as_str()), ("deputy", &claim.account), ("day", &day)];
            return Err(refused("right-deputy-none", &values).into());
        }
    };
    Ok(Actor::Person(Box::new(Person {
        account: account.handle,
        number: account.person,
        recognised: Recognised { means: account.means, code },
        mandates: mandates.into_iter().filter(|mandate| mandate.is_on(today)).collect(),
        instead: claim.instead.clone(),
        second: None,
    })))
}

/// Somebody who was recognised before, with the mandates that count now.
///
/// # Errors
/// The account is no more, or nobody's deputy any more.
pub fn refreshed(workspace: &Workspace, actor: &Actor, now: Now) -> Result<Actor, Fault> {
    let Actor::Person(person) = actor else { return Ok(actor.clone()) };
    let today = workspace.today(now)?;
    let gone = || Fault::from(Refusal::OfficeOnly);
    workspace.journal.read(|read| {
        let account = people::account(read, &person.account)?.filter(|account| account.dismissed.is_none());
        let mut account = account.ok_or_else(gone)?;
        if let Some(absent) = &person.instead {
            let placed = people::account(read, absent)?.filter(|placed| placed.has_deputy(&person.account, today));
            account.mandates = placed.ok_or_else(gone)?.mandates;
        }
        let mandates = account.mandates.into_iter().filter(|mandate| mandate.is_on(today)).collect();
        Ok(Actor::Person(Box::new(Person { mandates, ..(**person).clone() })))
    })
}

/// The code that a second factor shows at a second, from the key in letters that a telephone was given: for generated data and
/// tests, which have no telephone.
#[must_use]
pub fn shown(key: &str, now: Now) -> Option<String> {
    Some(secret::code(&base32::bytes(key)?, secret::step(now.seconds())))
}

/// Two persons who do one act together.
///
/// # Errors
/// One of them is nobody.
pub fn together(first: Actor, second: Actor) -> Result<Actor, Fault> {
    match (first, second) {
        (Actor::Person(first), Actor::Person(second)) => {
            Ok(Actor::Person(Box::new(Person { second: Some(second), ..*first })))
        }
        _ => Err(refused("right-account-needed", &[("act", "-")]).into()),
    }
}

/// How many seconds one still waits.
fn waits(wrong: u32, wrong_at: i64, second: i64) -> Option<i64> {
    let over = wrong.checked_sub(TRIALS)?;
    let wait = (WAIT_SECONDS << over.min(7)).min(3600);
    // A clock that was set back makes nobody wait for ever.
    let left = wrong_at.min(second) + wait - second;
    (left > 0).then_some(left)
}

/// Whether the secret is that of the account, and whether a code proved the second factor; nothing where either is wrong.
fn is_right(vault: &Vault, account: &Account, claim: &Claim, second: i64) -> Result<Option<bool>, VaultError> {
    let Some(kept) = vault.secret(&account.handle, &account.secret)? else { return Ok(None) };
    let hash = String::from_utf8(kept).map_err(|_| VaultError::Secret)?;
    if !secret::is_secret(claim.secret.as_bytes(), &hash)? {
        return Ok(None);
    }
    let Some(typed) = &claim.code else { return Ok(Some(false)) };
    let Some(seal) = &account.factor else { return Ok(None) };
    let Some(factor) = vault.secret(&account.handle, seal)? else { return Ok(None) };
    let Some(step) = secret::step_of(&factor, typed, second) else { return Ok(None) };
    // Step 0 is the first half minute of 1970, which no clock shows.
    let ahead = secret::step(second) + secret::DRIFT + 1;
    Ok(vault.use_step(&account.handle, step, ahead)?.then_some(true))
}
