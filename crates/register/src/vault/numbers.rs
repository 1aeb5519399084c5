//! Person numbers: random, each for one keyed hash of an official number, the same one whenever it comes again.
//!
//! The hash is made by whoever holds the key: with the vault alone nobody goes back to a number, and with the key alone
//! nobody goes on to the person. Numbers last before they are answered, so that nothing that bears one can outlive it.

use std::collections::BTreeMap;
use std::fmt;

use rusqlite::{OptionalExtension, TransactionBehavior};

use super::{Source, Vault, VaultError};

/// A person of the workspace, by a random number that says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number([u8; 16]);

impl Number {
    /// The bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 16] {
        self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Vault {
    /// The number of a person, given on first sight.
    pub fn number(&self, keyed: [u8; 32], source: Source<'_>) -> Result<Number, VaultError> {
        let numbers = self.numbers(&[keyed], source)?;
        numbers.first().copied().ok_or(VaultError::Database(rusqlite::Error::QueryReturnedNoRows))
    }

    /// The number of a person who was seen before.
    pub fn known(&self, keyed: [u8; 32]) -> Result<Option<Number>, VaultError> {
        let query = "SELECT number FROM person WHERE keyed = ?1";
        Ok(self.connection().query_row(query, [keyed], |row| row.get(0)).optional()?.map(Number))
    }

    /// The numbers of many persons, in the order of their hashes as given; who comes twice has one. All are kept, in one
    /// transaction that lasts before this returns, or none.
    pub fn numbers(&self, keyed: &[[u8; 32]], source: Source<'_>) -> Result<Vec<Number>, VaultError> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // In the order of the table, so that each page of it is visited once.
        let mut known: BTreeMap<[u8; 32], Option<Number>> = keyed.iter().map(|keyed| (*keyed, None)).collect();
        {
            let mut find = transaction.prepare("SELECT number FROM person WHERE keyed = ?1")?;
            let mut missing = 0;
            for (keyed, number) in &mut known {
                *number = find.query_row([keyed], |row| row.get(0)).optional()?.map(Number);
                missing += usize::from(number.is_none());
            }
            let mut random = vec![0; 16 * missing];
            if missing > 0 {
                source(&mut random)?;
            }
            let mut keep = transaction.prepare("INSERT INTO person (keyed, number) VALUES (?1, ?2)")?;
            let (fresh, _) = random.as_chunks::<16>();
            for ((keyed, number), fresh) in known.iter_mut().filter(|(_, number)| number.is_none()).zip(fresh) {
                // Unique in the table: a source that repeats itself makes no two persons one.
                keep.execute(rusqlite::params![keyed, fresh])?;
                *number = Some(Number(*fresh));
            }
        }
        transaction.commit()?;
        Ok(keyed.iter().filter_map(|keyed| known.get(keyed).copied().flatten()).collect())
    }
}
