//! A journal written anew in another database, from its entries: the same entries, checkpoints and tree, and the rows that follow
//! from them. So a backup of either database is a file, and replaying a journal into an empty register is done with every backup.

use super::{JournalError, RecordError, reading, recording};
use crate::migration;
use crate::store::{self, Access, Location, StoreError, Transaction};

/// How many entries are read at once.
const BATCH: u64 = 256;

/// Writes the journal of one place as it stands now, whatever is recorded meanwhile, to a place where none is: whole or not at
/// all. Gives the number of its entries. Whether what was copied is sound, `verify` says.
pub fn copy(from: &Location, to: &Location) -> Result<u64, RecordError> {
    let mut source = store::open(from)?;
    let mut read = source.begin(Access::Read)?;
    let (last, _) = reading::last(&mut *read)?;
    let mut target = store::prepare(to)?;
    let mut write = target.begin(Access::Write)?;
    if migration::current(&mut *write)? > 0 {
        return Err(StoreError::Exists(format!("{to}")).into());
    }
    migration::make(&mut *write)?;
    let mut next = 1;
    while next <= last {
        let until = last.min(next + BATCH - 1);
        for entry in reading::entries(&mut *read, next, until)? {
            if entry.number != next {
                return Err(JournalError::Damaged(format!("entry {next} is missing")).into());
            }
            let note = reading::checkpoint(&mut *read, next)?;
            recording::lay(&mut *write, &entry, &entry.bytes()?)?;
            recording::sign(&mut *write, next, &note)?;
            next += 1;
        }
        if next <= until {
            return Err(JournalError::Damaged(format!("entry {next} is missing")).into());
        }
    }
    Transaction::commit(read)?;
    write.commit()?;
    Ok(last)
}
