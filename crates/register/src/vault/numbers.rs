//! Person numbers: random, each for one keyed hash of an official number, the same one whenever it comes again.
//!
//! The hash is made by whoever holds the key: with the vault alone nobody goes back to a number, and with the key alone
//! nobody goes on to the person. Numbers last before they are answered, so that nothing that bears one can outlive it.
//!
//! Each time that numbers are given, the vault gets a mark ([`Vault::mark`]), which whoever uses them can keep: a vault that
//! does not know it is an older copy, and would make second persons of those it forgot.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior, params};

use super::{Source, Vault, VaultError};
use crate::store::room;
use crate::tree::Hash;

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

impl From<[u8; 16]> for Number {
    fn from(bytes: [u8; 16]) -> Number {
        Number(bytes)
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

    /// The numbers of those of many persons who were seen before, in the order of their hashes as given.
    pub fn known_all(&self, keyed: &[[u8; 32]]) -> Result<Vec<Option<Number>>, VaultError> {
        let mut connection = self.connection();
        // One view of the file, and one lock on it.
        let transaction = connection.transaction()?;
        let mut find = transaction.prepare("SELECT number FROM person WHERE keyed = ?1")?;
        let one = |keyed: &[u8; 32]| Ok(find.query_row([keyed], |row| row.get(0)).optional()?.map(Number));
        keyed.iter().map(one).collect()
    }

    /// The numbers of many persons, in the order of their hashes as given; who comes twice has one. All are kept, in one
    /// transaction that lasts before this returns, or none.
    pub fn numbers(&self, keyed: &[[u8; 32]], source: Source<'_>) -> Result<Vec<Number>, VaultError> {
        self.give(keyed, source).map_err(|fault| self.explained(fault))
    }

    fn give(&self, keyed: &[[u8; 32]], source: Source<'_>) -> Result<Vec<Number>, VaultError> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // In the order of the table, so that each page of it is visited once.
        let mut known: BTreeMap<[u8; 32], Option<Number>> = keyed.iter().map(|keyed| (*keyed, None)).collect();
        let mut missing = 0;
        {
            let mut find = transaction.prepare("SELECT number FROM person WHERE keyed = ?1")?;
            for (keyed, number) in &mut known {
                *number = find.query_row([keyed], |row| row.get(0)).optional()?.map(Number);
                missing += usize::from(number.is_none());
            }
        }
        if missing > 0 {
            let mut random = vec![0; 16 * missing];
            source(&mut random)?;
            let mut keep = transaction.prepare("INSERT INTO person (keyed, number) VALUES (?1, ?2)")?;
            let (fresh, _) = random.as_chunks::<16>();
            for ((keyed, number), fresh) in known.iter_mut().filter(|(_, number)| number.is_none()).zip(fresh) {
                // Unique in the table: a source that repeats itself makes no two persons one.
                keep.execute(params![keyed, fresh])?;
                *number = Some(Number(*fresh));
            }
            drop(keep);
            add_mark(&transaction, source)?;
        }
        transaction.commit()?;
        Ok(keyed.iter().filter_map(|keyed| known.get(keyed).copied().flatten()).collect())
    }

    /// Keeps numbers that persons have already, from before there was a vault; who has one here keeps it. Tells how many were
    /// new; all are kept, in one transaction that lasts before this returns, or none. Where a number is somebody else's, nobody gets it.
    pub fn keep_numbers(&self, all: &[([u8; 32], Number)], source: Source<'_>) -> Result<usize, VaultError> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut sorted: Vec<&([u8; 32], Number)> = all.iter().collect();
        sorted.sort_unstable();
        let mut kept = 0;
        {
            let mut keep =
                transaction.prepare("INSERT INTO person (keyed, number) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
            for (keyed, number) in sorted {
                kept += keep.execute(params![keyed, number.0])?;
            }
        }
        if kept > 0 {
            add_mark(&transaction, source)?;
        }
        transaction.commit()?;
        Ok(kept)
    }

    /// How many of these numbers it gave to nobody.
    pub fn not_given(&self, numbers: impl Iterator<Item = Number>) -> Result<u64, VaultError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let mut find = transaction.prepare("SELECT 1 FROM person WHERE number = ?1")?;
        let mut missing = 0;
        for number in numbers {
            missing += u64::from(!find.exists([number.0])?);
        }
        Ok(missing)
    }

    /// The mark of the last time that numbers were given, 64 hexadecimal digits; nothing where none ever was.
    pub fn mark(&self) -> Result<Option<String>, VaultError> {
        let query = "SELECT mark FROM mark ORDER BY place DESC LIMIT 1";
        Ok(self.connection().query_row(query, [], |row| row.get(0)).optional()?)
    }

    /// Whether it had that mark once.
    pub fn had_mark(&self, mark: &str) -> Result<bool, VaultError> {
        Ok(self.connection().prepare("SELECT 1 FROM mark WHERE mark = ?1")?.exists([mark])?)
    }

    /// `SQLite` says that a file beside it could not be made or written; the system says why: the disk is full, or nobody may
    /// write there.
    fn explained(&self, fault: VaultError) -> VaultError {
        let code = match &fault {
            VaultError::Database(error) => error.sqlite_error_code(),
            _ => None,
        };
        if !matches!(code, Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure)) {
            return fault;
        }
        let path = self.connection().path().map(PathBuf::from).unwrap_or_default();
        match room(&path) {
            Err(source) => VaultError::File { path, source },
            Ok(()) => fault,
        }
    }
}

/// Marks that numbers were given.
fn add_mark(connection: &Connection, source: Source<'_>) -> Result<(), VaultError> {
    let mut random = [0; 32];
    source(&mut random)?;
    connection.execute("INSERT INTO mark (mark) VALUES (?1)", [Hash(random).hex()])?;
    Ok(())
}
