//! Appointing: a person gets an account, with mandates and a first secret.
//!
//! The first account of a workspace is made by its owner, and is an administrator's; from then on acts need an account.
//! Two accounts are two natural persons: the service number becomes the person's random number in the vault, and no two
//! accounts that count bear one. Of name, number and secret the journal knows nothing.

use register::canonical::Value;
use register::journal::{Read, Refused};
use register::vault::{Source, Vault, secret};

pub use crate::people::Mandate;
pub use crate::role::{Role, Whom};

use super::asking::{Acting, Asking};
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::people;
use crate::refusal::refused;
use crate::workspace::{Workspace, WorkspaceError};

/// Who is appointed, as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// The handle of the account: a word in kebab case, the same for ever.
    pub account: String,
    /// What the person is called; in the vault alone.
    pub name: String,
    /// The service number, or another that is this person's alone; nowhere but, as a keyed hash, in the vault.
    pub service_number: String,
    /// The language in which the person is spoken to: `fr`, `ar` or `en`.
    pub language: String,
    /// What the person may do.
    pub mandates: Vec<Mandate>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointed {
    /// The entry; nothing in a preview.
    pub entry: Option<Entered>,
    /// The first secret, to be handed to the person, who chooses another with it; it is told once.
    pub secret: Option<String>,
}

/// Appoints a person.
///
/// # Errors
/// An actor who may not, a handle or a person that has an account, mandates that no role has.
pub fn appoint(
    workspace: &Workspace,
    actor: &Actor,
    who: &Appointment,
    asking: &Asking,
    now: Now,
    source: Source<'_>,
) -> Result<Appointed, Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::People, asking, now)?;
    let is_same = |entry: &register::Entry| entry.body_text("account") == Some(&who.account);
    if let Some(entry) = acting.again("appoint", is_same)? {
        return Ok(Appointed { entry: Some(entry), secret: None });
    }
    if !register::entry::is_word(&who.account) {
        return Err(refused("account-handle", &[("account", &who.account)]).into());
    }
    if who.name.trim().is_empty() || who.service_number.trim().is_empty() {
        return Err(refused("account-nameless", &[("account", &who.account)]).into());
    }
    check(&who.mandates)?;
    let keyed = workspace.key.keyed("service", &who.service_number);
    if asking.preview {
        let person = match workspace.vault_if_there()? {
            None => None,
            Some(vault) => vault.known(keyed).map_err(WorkspaceError::from)?,
        };
        let person = person.map(|number| number.to_string());
        let body = body(who, &person.clone().unwrap_or_else(|| "0".repeat(32)), &"0".repeat(64));
        let entry = acting.record("appoint", body, &|read| holds(read, who, person.as_deref()))?;
        return Ok(Appointed { entry, secret: None });
    }
    let vault = workspace.vault_or_made()?;
    let person = vault.number(keyed, source).map_err(WorkspaceError::from)?.to_string();
    // Before anything of the person is kept.
    acting.holds(&|read| holds(read, who, Some(&person)))?;
    let (token, seal) = keep_token(&vault, &who.account, source)?;
    vault.keep_name(&who.account, who.name.trim()).map_err(WorkspaceError::from)?;
    match acting.record("appoint", body(who, &person, &seal), &|read| holds(read, who, Some(&person))) {
        Ok(entry) => Ok(Appointed { entry, secret: Some(token) }),
        Err(fault) => {
            // What is kept of nobody is in nobody's way; the first fault is the one to tell.
            let _ = vault.forget_account(&who.account);
            Err(fault)
        }
    }
}

/// What must hold of the accounts that stand.
fn holds(read: &mut dyn Read, who: &Appointment, person: Option<&str>) -> Result<(), Refused> {
    let accounts = people::accounts(read, None)?;
    let (_, day) = read.last()?;
    if accounts.iter().any(|account| account.handle == who.account) {
        return Err(refused("account-taken", &[("account", &who.account)]));
    }
    let is_theirs = |account: &&people::Account| account.dismissed.is_none() && Some(account.person.as_str()) == person;
    if let Some(other) = accounts.iter().find(is_theirs) {
        return Err(refused("account-person", &[("account", &who.account), ("other", &other.handle)]));
    }
    let administers = who.mandates.iter().any(|mandate| mandate.role == Role::Administrator && mandate.until.is_none());
    if accounts.is_empty() && !administers {
        return Err(refused("account-first", &[("account", &who.account), ("day", &day.to_string())]));
    }
    Ok(())
}

pub(super) fn body(who: &Appointment, person: &str, seal: &str) -> Value {
    Value::map([
        ("account", Value::text(&who.account)),
        ("person", Value::text(person)),
        ("language", Value::text(&who.language)),
        ("mandates", mandates(&who.mandates)),
        ("secret", Value::text(seal)),
    ])
}

/// Mandates as entries write them.
pub(super) fn mandates(mandates: &[Mandate]) -> Value {
    let one = |mandate: &Mandate| {
        let mut map = vec![
            ("role", Value::text(mandate.role.word())),
            ("whom", Value::text(mandate.whom.word())),
            ("since", Value::text(mandate.since.to_string())),
        ];
        if !mandate.of.is_empty() {
            map.push(("of", Value::List(mandate.of.iter().map(Value::text).collect())));
        }
        map.extend(mandate.until.map(|until| ("until", Value::text(until.to_string()))));
        map.extend(mandate.ceiling_centimes.map(|ceiling| ("ceiling", Value::text(ceiling.to_string()))));
        Value::map(map)
    };
    Value::List(mandates.iter().map(one).collect())
}

/// Whether mandates are such that roles have them.
pub(super) fn check(mandates: &[Mandate]) -> Result<(), Fault> {
    if mandates.is_empty() {
        return Err(refused("mandate-none", &[]).into());
    }
    for mandate in mandates {
        let role = mandate.role.word();
        if !mandate.role.whom().contains(&mandate.whom) || mandate.whom.names() == mandate.of.is_empty() {
            let whom: Vec<&str> = mandate.role.whom().iter().map(|whom| whom.word()).collect();
            return Err(refused("mandate-whom", &[("role", role), ("whom", &whom.join(", "))]).into());
        }
        let is_name = |name: &String| contract::identity::OperatorId::of_submitter(name).is_some();
        if let Some(bad) = mandate.of.iter().find(|name| !is_name(name)) {
            return Err(refused("mandate-name", &[("role", role), ("given", bad)]).into());
        }
        if let Some(until) = mandate.until.filter(|until| *until < mandate.since) {
            let values = [("role", role), ("since", &mandate.since.to_string()), ("until", &until.to_string())];
            return Err(refused("mandate-days", &values).into());
        }
    }
    Ok(())
}

/// A new token, kept as a hash; gives it, and the seal by which it can count.
pub(super) fn keep_token(vault: &Vault, account: &str, source: Source<'_>) -> Result<(String, String), Fault> {
    let mut random = [0; 32];
    source(&mut random).map_err(|fault| WorkspaceError::Vault(fault.into()))?;
    let token = assessment::receipt::hexadecimal(&random);
    let seal = keep(vault, account, &token, source)?;
    Ok((token, seal))
}

/// Keeps a secret as a hash, and gives the seal by which it can count.
pub(super) fn keep(vault: &Vault, account: &str, typed: &str, source: Source<'_>) -> Result<String, Fault> {
    let mut kept = || {
        let mut salt = [0; 16];
        source(&mut salt)?;
        vault.keep_secret(account, secret::hash(typed.as_bytes(), salt)?.as_bytes())
    };
    Ok(kept().map_err(WorkspaceError::Vault)?)
}
