//! Who has an account, with which mandates. What people are called is told where the vault is there.

use crate::actor::{Actor, Matter};
use crate::answer::people::{AccountRow, DeputyRow, MandateRow};
use crate::fault::Fault;
use crate::known::Known;
use crate::people::{self, Account, Mandate};
use crate::workspace::WorkspaceError;

/// Every account as known, by name of the account.
///
/// # Errors
/// An actor who is not told, a workspace that cannot be read.
pub fn people(known: &Known, actor: &Actor) -> Result<Vec<AccountRow>, Fault> {
    actor.scope(Matter::People)?;
    let upto = Some(known.entry()?);
    let accounts = known.workspace.journal.read(|read| people::accounts(read, upto)).map_err(WorkspaceError::from)?;
    // Without the vault questions are answered; nobody has a name then.
    let vault = known.workspace.vault().ok();
    let name = |account: &Account| vault.as_ref()?.account(&account.handle).ok().flatten().map(|kept| kept.name);
    Ok(accounts.iter().map(|account| row(account, name(account), known)).collect())
}

fn row(account: &Account, name: Option<String>, known: &Known) -> AccountRow {
    let mandate = |mandate: &Mandate| MandateRow {
        role: mandate.role.word(),
        whom: mandate.whom.word(),
        of: mandate.of.clone(),
        since: mandate.since,
        until: mandate.until,
        ceiling_centimes: mandate.ceiling_centimes,
        counts: account.dismissed.is_none() && mandate.is_on(known.day()),
    };
    AccountRow {
        account: account.handle.clone(),
        name,
        language: account.language.clone(),
        since: account.since,
        ended: account.dismissed,
        mandates: account.mandates.iter().map(mandate).collect(),
        deputies: account
            .deputies
            .iter()
            .map(|one| DeputyRow { account: one.account.clone(), since: one.since, until: one.until })
            .collect(),
        secret: account.means.word(),
        has_second_factor: account.factor.is_some(),
    }
}
