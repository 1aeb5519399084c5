//! Questions to a journal, each over a state of its own. Several of one state are asked through [`Journal::read`].

use contract::calendar::Date;

use super::{Days, Head, Journal, JournalError, Listed, reading};
use crate::entry::Entry;
use crate::receipt::Receipt;
use crate::store::Access;
use crate::tables::{Row, Table};
use crate::tree::{self, Hash};

/// How many entries are read at once.
const BATCH: u64 = 256;

impl Journal {
    /// Where the journal stands.
    pub fn head(&self) -> Result<Head, JournalError> {
        self.within(Access::Read, |transaction| {
            let (entries, last_day) = reading::last(transaction)?;
            let root = tree::root(entries, &mut |node| reading::node(transaction, node))?;
            Ok(Head { entries, root, last_day })
        })
    }

    /// The text of the key that signs the next entry.
    pub fn signer(&self) -> Result<String, JournalError> {
        self.within(Access::Read, |transaction| reading::signer(transaction))
    }

    /// An entry by its number.
    pub fn entry(&self, number: u64) -> Result<Option<Entry>, JournalError> {
        self.within(Access::Read, |transaction| Ok(reading::entries(transaction, number, number)?.pop()))
    }

    /// Entries from one number to another, both included, read a few hundred at a time. What is recorded meanwhile, up to
    /// the last number asked for, comes along: entries never change.
    #[must_use]
    pub fn entries(&self, from: u64, to: u64) -> Entries<'_> {
        Entries { journal: self, next: from.max(1), to, read: Vec::new().into_iter(), ended: false }
    }

    /// How many entries there are of a kind and a day, and of those the last `take` after the last `skip`, last first.
    pub fn listed(&self, asked: Listed<'_>, skip: u64, take: u64) -> Result<(u64, Vec<Entry>), JournalError> {
        // What a database can count.
        let skip = skip.min(i64::MAX.unsigned_abs());
        self.within(Access::Read, |transaction| reading::listed(transaction, asked, (skip, take)))
    }

    /// The kinds of which something was recorded up to an entry, and how often.
    pub fn kinds(&self, upto: u64) -> Result<Vec<(String, u64)>, JournalError> {
        self.within(Access::Read, |transaction| reading::kinds(transaction, upto))
    }

    /// The entry that a request became.
    pub fn by_request(&self, request: &str) -> Result<Option<Entry>, JournalError> {
        self.within(Access::Read, |transaction| reading::by_request(transaction, request))
    }

    /// Rows of a table; see [`super::Read::rows`].
    pub fn rows(
        &self,
        table: &'static Table,
        upto: Option<u64>,
        filter: &[(&str, &str)],
    ) -> Result<Vec<Row>, JournalError> {
        self.within(Access::Read, |transaction| reading::rows(transaction, table, upto, filter))
    }

    /// The last entry of a day or before it: what was known on that day. Entries of a wrong clock have the day of the one that says so.
    pub fn entries_until_day(&self, day: Date) -> Result<Option<u64>, JournalError> {
        self.within(Access::Read, |transaction| reading::until(transaction, day))
    }

    /// What is said of days that a wrong clock gave.
    pub fn said_of_days(&self) -> Result<Days, JournalError> {
        self.read(|read| Days::of(read))
    }

    /// Each day with which something was recorded, right or wrong, with the last entry of it.
    pub fn days(&self) -> Result<Vec<(Date, u64)>, JournalError> {
        self.within(Access::Read, |transaction| reading::days(transaction))
    }

    /// The receipt of an entry as it was given when it was recorded: under the checkpoint of then.
    pub fn receipt_then(&self, number: u64) -> Result<Receipt, JournalError> {
        self.within(Access::Read, |transaction| reading::receipt(transaction, number, number))
    }

    /// The receipt of an entry under the latest checkpoint.
    pub fn receipt(&self, number: u64) -> Result<Receipt, JournalError> {
        self.within(Access::Read, |transaction| {
            let (last, _) = reading::last(transaction)?;
            reading::receipt(transaction, number, last)
        })
    }

    /// The signed checkpoint of a number of entries; of all without one.
    pub fn checkpoint(&self, entries: Option<u64>) -> Result<String, JournalError> {
        self.within(Access::Read, |transaction| {
            let entries = match entries {
                Some(entries) => entries,
                None => reading::last(transaction)?.0,
            };
            reading::checkpoint(transaction, entries)
        })
    }

    /// The proof that the journal of `new` entries begins with that of `old` entries.
    pub fn consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>, JournalError> {
        self.within(Access::Read, |transaction| {
            let (last, _) = reading::last(transaction)?;
            if new > last {
                return Err(JournalError::Damaged(format!("there are {last} entries, not {new}")));
            }
            tree::consistency(old, new, &mut |node| reading::node(transaction, node))
        })
    }
}

/// Entries, one after the other.
pub struct Entries<'a> {
    journal: &'a Journal,
    next: u64,
    to: u64,
    read: std::vec::IntoIter<Entry>,
    ended: bool,
}

impl Entries<'_> {
    fn read_on(&mut self) -> Result<(), JournalError> {
        let (from, to) = (self.next, self.to.min(self.next.saturating_add(BATCH - 1)));
        let read = match from <= to {
            true => self.journal.within(Access::Read, |transaction| reading::entries(transaction, from, to))?,
            false => Vec::new(),
        };
        self.ended = read.is_empty();
        self.next = to.saturating_add(1);
        self.read = read.into_iter();
        Ok(())
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<Entry, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(entry) = self.read.next() {
            return Some(Ok(entry));
        }
        if self.ended {
            return None;
        }
        if let Err(fault) = self.read_on() {
            self.ended = true;
            return Some(Err(fault));
        }
        self.read.next().map(Ok)
    }
}
