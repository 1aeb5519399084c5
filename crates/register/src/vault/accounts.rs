//! What is kept of an account: its person's name, the secrets by which the person is recognised, trials in vain.
//!
//! Secrets are kept by their seal ([`seal`]). Which seal counts the journal says, so that whoever changes this file alone is
//! recognised as nobody, and a change is whole: the new secret is kept first, the entry says that it counts, and then the
//! former one goes. Who is stopped in between is recognised by the secret that counts.

use rusqlite::{OptionalExtension, params};

use super::secret::seal;
use super::{Vault, VaultError};

/// What is kept of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What the person is called.
    pub name: String,
    /// The last time step of the second factor that was used; no step counts twice.
    pub step: u64,
    /// How often somebody came in vain since the person was last recognised.
    pub wrong: u32,
    /// The second of the last vain trial.
    pub wrong_at: i64,
}

impl Vault {
    /// What is kept of an account.
    pub fn account(&self, handle: &str) -> Result<Option<Kept>, VaultError> {
        let query = "SELECT name, step, wrong, wrong_at FROM account WHERE handle = ?1";
        let kept = self.connection().query_row(query, [handle], |row| {
            let step: i64 = row.get(1)?;
            Ok(Kept { name: row.get(0)?, step: step.unsigned_abs(), wrong: row.get(2)?, wrong_at: row.get(3)? })
        });
        Ok(kept.optional()?)
    }

    /// Keeps what a person is called.
    pub fn keep_name(&self, handle: &str, name: &str) -> Result<(), VaultError> {
        let statement =
            "INSERT INTO account (handle, name) VALUES (?1, ?2) ON CONFLICT (handle) DO UPDATE SET name = ?2";
        self.connection().execute(statement, params![handle, name])?;
        Ok(())
    }

    /// Keeps a secret of an account, or what a second factor is made of, and gives its seal.
    pub fn keep_secret(&self, handle: &str, kept: &[u8]) -> Result<String, VaultError> {
        let seal = seal(kept);
        let statement = "INSERT INTO secret (seal, handle, kept) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        self.connection().execute(statement, params![seal, handle, kept])?;
        Ok(seal)
    }

    /// What is kept of an account under a seal.
    pub fn secret(&self, handle: &str, seal: &str) -> Result<Option<Vec<u8>>, VaultError> {
        let query = "SELECT kept FROM secret WHERE seal = ?1 AND handle = ?2";
        let kept: Option<Vec<u8>> =
            self.connection().query_row(query, params![seal, handle], |row| row.get(0)).optional()?;
        // Of bytes that were changed the seal is another one.
        Ok(kept.filter(|kept| super::secret::seal(kept) == seal))
    }

    /// Forgets the secrets of an account but those that count.
    pub fn keep_only(&self, handle: &str, seals: [&str; 2]) -> Result<(), VaultError> {
        let statement = "DELETE FROM secret WHERE handle = ?1 AND seal <> ?2 AND seal <> ?3";
        self.connection().execute(statement, params![handle, seals[0], seals[1]])?;
        Ok(())
    }

    /// Uses a time step of the second factor of an account, unless it or a later one was used: of two who come with one
    /// code at once, one is recognised. A step that is `ahead` of every clock was used while the clock was wrong, and keeps
    /// nobody out.
    pub fn use_step(&self, handle: &str, step: u64, ahead: u64) -> Result<bool, VaultError> {
        let [step, ahead] = [step, ahead].map(|step| i64::try_from(step).unwrap_or(i64::MAX));
        let statement = "UPDATE account SET step = ?2 WHERE handle = ?1 AND (step < ?2 OR step >= ?3)";
        Ok(self.connection().execute(statement, params![handle, step, ahead])? == 1)
    }

    /// Counts a trial in vain.
    pub fn count_wrong(&self, handle: &str, second: i64) -> Result<(), VaultError> {
        let statement = "UPDATE account SET wrong = wrong + 1, wrong_at = ?2 WHERE handle = ?1";
        self.connection().execute(statement, params![handle, second])?;
        Ok(())
    }

    /// Ends the count of vain trials.
    pub fn count_right(&self, handle: &str) -> Result<(), VaultError> {
        self.connection().execute("UPDATE account SET wrong = 0 WHERE handle = ?1 AND wrong > 0", [handle])?;
        Ok(())
    }

    /// Forgets a person's name and secrets; what is overwritten stands in no file.
    pub fn forget_account(&self, handle: &str) -> Result<(), VaultError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        transaction.execute("DELETE FROM secret WHERE handle = ?1", [handle])?;
        transaction.execute("DELETE FROM account WHERE handle = ?1", [handle])?;
        Ok(transaction.commit()?)
    }
}
