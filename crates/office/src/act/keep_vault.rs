//! Copies of the vault: sealed to a key of their own that is kept off line, and brought back where no vault is.
//!
//! ```text
//! MITHAQ-VAULT-COPY-1 <workspace> <day> | the same line and the vault's bytes, sealed (`register::sealed`)
//! ```
//!
//! What is forgotten in the vault must be forgotten in its copies too: after [`DAYS_KEPT`] days a copy is to be destroyed.

use std::path::Path;

use contract::calendar::Date;
use evidence::private;
use register::sealed::{OpeningKey, SealError};
use register::vault::{Vault, VaultError};

use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::files;
use crate::now::Now;
use crate::refusal::refused;
use crate::workspace::{Workspace, WorkspaceError, at, unread};

/// How many days a copy is kept.
pub const DAYS_KEPT: i32 = 30;

/// What a copy begins with.
const HEAD: &str = "MITHAQ-VAULT-COPY-1";
/// As large as a copy may be.
const BYTES_MAX: u64 = 4 << 30;

/// A copy of the vault.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Copied {
    /// The day on which it was made.
    pub day: Date,
    /// The day from which on it is to be destroyed.
    pub until: Date,
    /// Whether it knows the persons of the last delivery: else files can be taken in with a newer one alone.
    pub serves: bool,
}

/// Makes the key that opens copies of the vault, in a file outside the workspace, and keeps the one that seals them: its text.
/// Copies from before stay with the key that they have.
///
/// # Errors
/// An actor who may not, a file within the workspace or one that is there, a workspace that cannot be written.
pub fn make_vault_key(workspace: &Workspace, actor: &Actor, path: &Path, seed: [u8; 32]) -> Result<String, Fault> {
    actor.scope(Matter::Keep)?;
    let _writing = workspace.writing()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().map_err(at(folder))?;
    let root = workspace.root().canonicalize().map_err(at(workspace.root()))?;
    if folder.starts_with(root) && !workspace.is_fictitious() {
        return Err(refused("vault-key-inside", &[("path", &path.display().to_string())]).into());
    }
    let key = OpeningKey::create(path, seed).map_err(WorkspaceError::from)?;
    let sealing = key.sealing().to_string();
    workspace.seal_vault_to(&sealing)?;
    Ok(sealing)
}

/// Copies the vault into a file that is not there yet, sealed with 32 bytes that nobody can guess.
///
/// # Errors
/// An actor who may not, no key to seal to, no vault, a file that is there or cannot be written.
pub fn back_up_vault(
    workspace: &Workspace,
    actor: &Actor,
    to: &Path,
    once: [u8; 32],
    now: Now,
) -> Result<Copied, Fault> {
    actor.scope(Matter::Keep)?;
    let Some(key) = workspace.vault_seals_to() else {
        return Err(refused("vault-key-none", &[]).into());
    };
    if to.exists() {
        return Err(Fault::Occupied(to.to_owned()));
    }
    // Nobody gives numbers meanwhile that an entry is about to name.
    let _writing = workspace.writing()?;
    let vault = workspace.vault()?;
    let day = workspace.today(now)?;
    let line = line(workspace, day);
    let bytes = [line.as_bytes(), &vault.bytes().map_err(WorkspaceError::from)?].concat();
    let sealed = key.seal(&bytes, once).map_err(WorkspaceError::from)?;
    private::replace(to, [line.as_bytes(), &sealed].concat()).map_err(at(to))?;
    Ok(Copied { day, until: day.plus_days(DAYS_KEPT), serves: workspace.serves(&vault)? })
}

/// Puts the vault back from a copy, where none is. One that should have been destroyed needs a word.
///
/// # Errors
/// An actor who may not, a vault that is there, a file that is no copy of this vault or was not sealed to that key, a copy that is
/// too old.
pub fn bring_vault_back(
    workspace: &Workspace,
    actor: &Actor,
    (from, key): (&Path, &Path),
    even_old: bool,
    now: Now,
) -> Result<Copied, Fault> {
    actor.scope(Matter::Keep)?;
    let _writing = workspace.writing()?;
    let path = workspace.vault_path();
    if path.exists() {
        return Err(refused("vault-there", &[("path", &path.display().to_string())]).into());
    }
    let bad = |cause: &str| -> Fault {
        refused("vault-copy-bad", &[("path", &from.display().to_string()), ("cause", cause)]).into()
    };
    let bytes = files::read(from, BYTES_MAX).map_err(unread(from))?;
    let end = bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let (said, sealed) = bytes.split_at(end);
    let said = std::str::from_utf8(said).unwrap_or_default();
    let mut words = said.split_whitespace();
    let is_head = words.next() == Some(HEAD);
    let (of, day) = (words.next(), words.next().and_then(|day| day.parse::<Date>().ok()));
    let Some(day) = day.filter(|_| is_head) else { return Err(bad("no head of a copy")) };
    if of != Some(workspace.id()) {
        return Err(bad("of another workspace"));
    }
    let today = workspace.today(now)?;
    if today > day.plus_days(DAYS_KEPT) && !even_old {
        let (day, days) = (day.to_string(), DAYS_KEPT.to_string());
        return Err(refused("vault-copy-old", &[("day", &day), ("days", &days)]).into());
    }
    let told = |error: SealError| bad(&error.to_string());
    let opened = OpeningKey::read(key).and_then(|key| key.open(sealed)).map_err(told)?;
    let Some(vault) = opened.strip_prefix(said.as_bytes()) else { return Err(bad("another day was written on it")) };
    let folder = path.parent().unwrap_or(workspace.root());
    private::lasting_folders(folder).map_err(at(folder))?;
    let vault = Vault::put(&path, workspace.id(), vault).map_err(|fault| match fault {
        VaultError::Foreign(_) | VaultError::OfAnother { .. } => bad("no vault of this workspace"),
        fault => WorkspaceError::from(fault).into(),
    })?;
    Ok(Copied { day, until: day.plus_days(DAYS_KEPT), serves: workspace.serves(&vault)? })
}

fn line(workspace: &Workspace, day: Date) -> String {
    format!("{HEAD} {} {day}\n", workspace.id())
}
