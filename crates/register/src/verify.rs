//! Recomputes everything from the bytes of the entries, and names each place where the database says something else.
//!
//! ```text
//! entries ─► leaves ─► nodes ─► roots ─► checkpoints and their signatures      (verify/entries.rs, verify/nodes.rs, verify/notes.rs)
//!    └─────► rows, replayed ⇄ rows that stand, both ways, byte by byte          (verify/rows.rs)
//! receipts and checkpoints that others hold ─► the same tree, and not an older copy of it      (verify/given.rs)
//! ```
//!
//! Roots alone would not do: who changes a row of a table changes no root. Nothing here believes a column that it can
//! compute, and a damaged part does not keep the others from being looked at. What cannot be checked is told.

use crate::entry::EntryError;
use crate::journal::Journal;
use crate::projection::ProjectionError;
use crate::receipt::{Receipt, ReceiptError};
use crate::signing::{SignatureError, VerifyingKey};
use crate::store::{self, Access, Cell, Location, Store, StoreError};
use crate::tables;
use crate::tree::Hash;

mod entries;
mod given;
mod keys;
mod nodes;
mod notes;
mod rows;
mod schema;

/// How many faults of each sort are told; the rest is counted. One changed entry changes every later root.
pub const FAULTS_MAX: usize = 1_000;

/// What was found.
#[derive(Debug)]
pub struct Report {
    /// How many entries were read.
    pub entries: u64,
    /// The root over them, from their bytes.
    pub root: Hash,
    /// How many rows of tables were compared.
    pub rows: u64,
    /// How many signed checkpoints were looked at.
    pub checkpoints: u64,
    /// What witnesses have cosigned, as entries say, and as it is.
    pub witnessed: Vec<Witnessed>,
    /// What is not as it was recorded, the first [`FAULTS_MAX`] of each sort.
    pub faults: Vec<Fault>,
    /// How many faults more there are.
    pub more: u64,
    /// What could not be checked.
    pub unchecked: Vec<Unchecked>,
}

impl Report {
    /// Whether everything that could be checked agrees.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.faults.is_empty()
    }

    fn tell(&mut self, fault: Fault) {
        let sort = std::mem::discriminant(&fault);
        if self.faults.iter().filter(|told| std::mem::discriminant(*told) == sort).take(FAULTS_MAX).count() < FAULTS_MAX
        {
            self.faults.push(fault);
        } else {
            self.more += 1;
        }
    }
}

/// A checkpoint of this journal that somebody else has cosigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// The entry that says so.
    pub entry: u64,
    /// The size of the checkpoint.
    pub entries: u64,
    /// The text of the key that verifies the cosignature.
    pub key: String,
}

/// Something that is not as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// An entry.
    #[error("entry {number}: {what}")]
    Entry {
        /// Its number.
        number: u64,
        /// What is wrong with it.
        what: EntryFault,
    },
    /// A hash of the tree.
    #[error("node {place} of level {level} {what}")]
    Node {
        /// Its level.
        level: u64,
        /// Its place in the level.
        place: u64,
        /// What is wrong with it.
        what: Difference,
    },
    /// A checkpoint that is kept.
    #[error("the checkpoint of {entries} entries {what}")]
    Checkpoint {
        /// Its size.
        entries: u64,
        /// What is wrong with it.
        what: Difference,
    },
    /// The signature of a checkpoint that is kept.
    #[error("the checkpoint of {entries} entries: {what}")]
    Signature {
        /// Its size.
        entries: u64,
        /// What is wrong with it.
        what: SignatureError,
    },
    /// A row of a table.
    #[error("row {place} of entry {entry} in `{table}` {what}")]
    Row {
        /// The table.
        table: &'static str,
        /// The entry that the row bears.
        entry: u64,
        /// Its place among the rows of the entry.
        place: u64,
        /// What is wrong with it.
        what: Difference,
    },
    /// A receipt or a checkpoint that somebody holds.
    #[error("{}: {what}", named(*.receipt, *index))]
    Given {
        /// Whether it is a receipt, or else a checkpoint.
        receipt: bool,
        /// Which of those given, from 0.
        index: usize,
        /// What is wrong.
        what: GivenFault,
    },
    /// The key that was given signs nothing here: whatever the journal says of its own keys then proves nothing.
    #[error("the key that was given signs nothing in this journal")]
    Key,
    /// The database has other tables, columns, constraints or triggers than ours.
    #[error("the database is not built as it was made: {0}")]
    Schema(String),
    /// A part cannot be read at all.
    #[error("{part} cannot be read: {why}")]
    Unreadable {
        /// Which.
        part: String,
        /// What the database says.
        why: String,
    },
}

fn named(receipt: bool, index: usize) -> String {
    format!("{} {} of those given", if receipt { "receipt" } else { "checkpoint" }, index + 1)
}

/// What is wrong with an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    /// It is not there, though a later one is.
    #[error("is missing")]
    Missing,
    /// Its bytes are no entry.
    #[error(transparent)]
    Bytes(EntryError),
    /// Its bytes bear another number.
    #[error("its bytes bear the number {0}")]
    Number(u64),
    /// A column beside its bytes says something else than they do.
    #[error("the column `{0}` says something else than its bytes")]
    Column(&'static str),
    /// Its day is before that in use of the entry before it.
    #[error("its day is before that of the entry before it")]
    Day,
    /// Another entry bears the same request id.
    #[error("entry {0} has the same request id")]
    Request(u64),
    /// Its body is not what its kind demands.
    #[error(transparent)]
    Body(ProjectionError),
    /// It bears a second of the clock in a fictitious workspace, or none in a real one.
    #[error("a real workspace records the second of the clock, a fictitious one none")]
    Moment,
    /// The day of a fictitious workspace moves by `pass` alone, and `pass` moves it.
    #[error("its day is not that of the entry before it, and by `pass` alone it moves, and forward")]
    Passed,
    /// The day of the public is named once.
    #[error("it names a day for the public, which was named before")]
    PublicDay,
    /// A fictitious workspace alone passes to another day.
    #[error("a real workspace does not pass to another day")]
    Pass,
    /// A row that it brings has the values of an earlier one in columns that no two may share.
    #[error("it brings a row to `{0}` like one that stands already")]
    Taken(&'static str),
    /// The key that it names is none, or bears another name than the journal.
    #[error("it names a key that is not of this journal")]
    Key,
    /// What is said to be left of lost entries was not signed by the key of the journal.
    #[error("the checkpoint over lost entries is not one that the key of this journal has signed")]
    Lost,
    /// What a witness is said to have cosigned is no checkpoint of this journal.
    #[error("what a witness has cosigned is no checkpoint of this journal")]
    Witness,
    /// There was no wrong clock of which it could say so.
    #[error("it says that a clock was wrong, in a fictitious workspace or of days that are not after its own")]
    Clock,
    /// `open` is the first entry and no other.
    #[error("`open` is the first entry, and no other")]
    Open,
}

/// How something that is kept differs from what the entries say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Difference {
    /// The entries say it, and it is not there.
    #[error("is missing")]
    Missing,
    /// It is there, and no entry says it.
    #[error("is there, and no entry says it")]
    Extra,
    /// It says something else.
    #[error("is not what the entries say")]
    Different,
    /// This column of it says something else.
    #[error("is not what the entries say in column `{0}`")]
    Column(&'static str),
}

/// What is wrong with what somebody holds, or with the journal beside it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GivenFault {
    /// It proves nothing by itself.
    #[error("it proves nothing: {0}")]
    Receipt(ReceiptError),
    /// It is not signed by the key, or no checkpoint.
    #[error("it proves nothing: {0}")]
    Signature(SignatureError),
    /// It is of another journal.
    #[error("it is of another journal, `{0}`")]
    Origin(String),
    /// It was signed when there were more entries: this is an older copy, or entries were taken away.
    #[error(
        "it was signed over {entries} entries and {here} are here: this is an older copy, or entries were taken away"
    )]
    Older {
        /// Its size.
        entries: u64,
        /// How many entries are here.
        here: u64,
    },
    /// It says other lost entries than the entries do.
    #[error("it says that other entries were lost than the first {entries} entries say")]
    Lost {
        /// Its size.
        entries: u64,
    },
    /// It was signed over other entries.
    #[error("it was signed over other entries: the first {entries} were not what they are now")]
    Fork {
        /// Its size.
        entries: u64,
    },
}

/// What could not be checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unchecked {
    /// Nobody gave a receipt or a checkpoint: an older copy of everything would agree as well.
    #[error("no receipt and no checkpoint was given: an older copy of the whole journal would agree as well")]
    NothingGiven,
    /// Entries name contents by their hash; the files are not the register's.
    #[error("{0} hashes of contents: the files behind them are looked at elsewhere")]
    Contents(u64),
    /// An act of a later version: which rows it brings is not known here.
    #[error("entry {number} is of the kind `{kind}`, which this version does not know: its rows were not compared")]
    Kind {
        /// The entry.
        number: u64,
        /// Its kind.
        kind: String,
    },
}

/// Looks at a journal, under a public key that signs or has signed for it, beside what others hold of it.
pub fn verify(
    journal: &Journal,
    key: &VerifyingKey,
    receipts: &[Receipt],
    checkpoints: &[String],
) -> Result<Report, StoreError> {
    verify_at(journal.location(), key, receipts, checkpoints)
}

/// The same for a journal that cannot be opened: a database alone is needed.
pub fn verify_at(
    location: &Location,
    key: &VerifyingKey,
    receipts: &[Receipt],
    checkpoints: &[String],
) -> Result<Report, StoreError> {
    let mut parts = Parts { location, store: store::open(location)? };
    let mut report = Report {
        entries: 0,
        root: crate::tree::empty(),
        rows: 0,
        checkpoints: 0,
        witnessed: Vec::new(),
        faults: Vec::new(),
        more: 0,
        unchecked: Vec::new(),
    };
    schema::look(&mut parts, &mut report);
    let said = entries::read(&mut parts, key, &mut report);
    let levels = nodes::levels(&said.leaves);
    report.entries = said.leaves.len() as u64;
    report.root = nodes::root(&levels, report.entries);
    if !said.keys.holds(report.entries) {
        report.tell(Fault::Key);
    }
    nodes::compare(&mut parts, &levels, &mut report);
    notes::compare(&mut parts, &said.keys, &levels, &mut report);
    for (table, expected) in tables::ALL.iter().copied().zip(&said.rows) {
        rows::compare(&mut parts, table, expected, &mut report);
    }
    given::witnessed(&said, &levels, &mut report);
    given::compare(&said.keys, &levels, receipts, checkpoints, &mut report);
    if receipts.is_empty() && checkpoints.is_empty() {
        report.unchecked.push(Unchecked::NothingGiven);
    }
    if said.contents > 0 {
        report.unchecked.push(Unchecked::Contents(said.contents));
    }
    Ok(report)
}

/// Reads parts of the database, each in a transaction of its own, so that one that cannot be read spoils no other.
struct Parts<'a> {
    location: &'a Location,
    store: Box<dyn Store>,
}

impl Parts<'_> {
    /// Hands on the rows of a query, and tells the last entry's number of the same moment: what is beyond the entries that
    /// were read before is new or made up, and that number tells which.
    fn read(&mut self, query: &str, each: &mut dyn FnMut(Vec<Cell>, u64)) -> Result<(), StoreError> {
        let read = self.try_read(query, each);
        if read.is_err()
            && let Ok(fresh) = store::open(self.location)
        {
            self.store = fresh;
        }
        read
    }

    fn try_read(&mut self, query: &str, each: &mut dyn FnMut(Vec<Cell>, u64)) -> Result<(), StoreError> {
        let mut transaction = self.store.begin(Access::Read)?;
        let mut last = 0;
        let latest = r#"SELECT "number" FROM "entry" ORDER BY "number" DESC LIMIT 1"#;
        transaction.read(latest, &[], &mut |row| {
            last = row[0].number()?;
            Ok(())
        })?;
        transaction.read(query, &[], &mut |row| {
            each(row, last);
            Ok(())
        })?;
        transaction.commit()
    }

    /// The same, where failing is a fault to tell.
    fn tell(
        &mut self,
        part: &str,
        query: &str,
        report: &mut Report,
        each: &mut dyn FnMut(Vec<Cell>, u64, &mut Report),
    ) {
        if let Err(why) = self.read(query, &mut |row, last| each(row, last, report)) {
            report.tell(Fault::Unreadable { part: part.to_owned(), why: why.to_string() });
        }
    }
}
