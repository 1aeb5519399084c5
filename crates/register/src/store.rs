//! The one trait between the journal and its database: begin, read, append, commit. `store/sqlite.rs` and
//! `store/postgres.rs` are its two sides; everything above is the same code, with the same statements: a small common part
//! of SQL in which values are `$1`, `$2` … in order, and names stand in double quotes. `migration` makes the tables.
//!
//! Nothing is ever updated or deleted here, so that the trait has no word for it.

use std::fmt;
use std::path::PathBuf;

mod postgres;
mod sqlite;

pub(crate) use sqlite::room;

/// The schema of `PostgreSQL` where none is named.
const SCHEMA: &str = "mithaq";

/// Where a journal is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A file of `SQLite`, usually `journal.sqlite` in the workspace.
    Sqlite(PathBuf),
    /// A database of `PostgreSQL`.
    Postgres {
        /// `postgres://user@host/database`.
        url: String,
        /// The schema that holds the tables; `mithaq` if none is named.
        schema: Option<String>,
    },
}

impl fmt::Display for Location {
    /// Names the place, without the password that a URL may carry.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Sqlite(path) => write!(f, "{}", path.display()),
            Location::Postgres { schema, .. } => {
                write!(f, "PostgreSQL, schema {}", schema.as_deref().unwrap_or(SCHEMA))
            }
        }
    }
}

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reading one state, beside whoever writes.
    Read,
    /// Writing: one at a time, the others wait.
    Write,
}

/// Which SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `SQLite`.
    Sqlite,
    /// `PostgreSQL`.
    Postgres,
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A count.
    Number(u64),
    /// Characters.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// What a journal never holds, and why: it was altered. It can be told, and not written.
    Other(&'static str),
}

/// A connection to a database. It holds at most one transaction.
pub trait Store: Send {
    /// Begins a transaction. One that is dropped leaves nothing.
    fn begin(&mut self, access: Access) -> Result<Box<dyn Transaction + '_>, StoreError>;
}

/// What can be done between begin and commit.
pub trait Transaction {
    /// Which SQL it speaks.
    fn dialect(&self) -> Dialect;

    /// Runs statements that define tables. Migrations alone use it.
    fn define(&mut self, statements: &str) -> Result<(), StoreError>;

    /// Reads rows, and hands each to `each` until it fails.
    fn read(&mut self, query: &str, values: &[Cell], each: Each<'_>) -> Result<(), StoreError>;

    /// Appends rows to a table.
    fn append(&mut self, table: &str, columns: &[&str], rows: &[Vec<Cell>]) -> Result<(), StoreError>;

    /// Makes everything last. [`StoreError::Unknown`] says that nobody knows whether it does.
    fn commit(self: Box<Self>) -> Result<(), StoreError>;
}

/// What takes the rows that are read.
pub type Each<'a> = &'a mut dyn FnMut(Vec<Cell>) -> Result<(), StoreError>;

/// What went wrong in a database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or failed; nothing of the transaction lasts.
    #[error("{attempted}: {source}")]
    Failed {
        /// What was attempted.
        attempted: &'static str,
        /// Why it failed.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Others wrote for longer than we wait.
    #[error("others have been writing to the journal for too long; nothing was recorded, ask again")]
    Busy,
    /// A row has the same values in unique columns as one that stands. Named as `table(column,column)`.
    #[error("a row with the same values stands already: {0}")]
    Unique(String),
    /// The commit was not answered or failed: whether it lasts is unknown until the journal is opened again.
    #[error(
        "it is not known whether the act was recorded ({0}); open the journal again and ask with the same request id"
    )]
    Unknown(String),
    /// `SQLite` is older than the one that mended a fault by which committed rows could be lost.
    #[error("SQLite {0} can lose what was committed (mended in 3.51.3): it is not used")]
    OldSqlite(String),
    /// What is there is not a journal of ours, or of a later version.
    #[error("{0}")]
    Foreign(String),
    /// No journal is there.
    #[error("no journal at {0}")]
    Absent(String),
    /// A journal is there already.
    #[error("a journal is there already: {0}")]
    Exists(String),
}

impl StoreError {
    fn failed(attempted: &'static str, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StoreError {
        StoreError::Failed { attempted, source: source.into() }
    }
}

/// Opens a connection to a place where a journal is.
pub fn open(location: &Location) -> Result<Box<dyn Store>, StoreError> {
    connect(location, false)
}

/// Opens a connection, and makes the file or the schema if it is not there.
pub fn prepare(location: &Location) -> Result<Box<dyn Store>, StoreError> {
    connect(location, true)
}

fn connect(location: &Location, make: bool) -> Result<Box<dyn Store>, StoreError> {
    match location {
        Location::Sqlite(path) => Ok(Box::new(sqlite::Sqlite::open(path, make)?)),
        Location::Postgres { url, schema } => {
            Ok(Box::new(postgres::Postgres::open(url, schema.as_deref().unwrap_or(SCHEMA), make)?))
        }
    }
}

/// The statement that appends one row, or several: `INSERT INTO "t" ("a", "b") VALUES ($1, $2), ($3, $4)`.
fn insert(table: &str, columns: &[&str], rows: usize) -> String {
    let names: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    let row = |row: usize| {
        let values: Vec<String> = (1..=columns.len()).map(|at| format!("${}", row * columns.len() + at)).collect();
        format!("({})", values.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!("INSERT INTO \"{table}\" ({}) VALUES {}", names.join(", "), rows.join(", "))
}

impl Cell {
    /// A count, as the journal numbers them.
    pub fn number(&self) -> Result<u64, StoreError> {
        match self {
            Cell::Number(number) => Ok(*number),
            Cell::Other(what) => Err(StoreError::Foreign(format!("the journal holds {what}"))),
            _ => Err(StoreError::Foreign("a column of the journal does not hold a number".to_owned())),
        }
    }

    /// Characters.
    pub fn text(&self) -> Result<&str, StoreError> {
        match self {
            Cell::Text(text) => Ok(text),
            Cell::Other(what) => Err(StoreError::Foreign(format!("the journal holds {what}"))),
            _ => Err(StoreError::Foreign("a column of the journal does not hold a text".to_owned())),
        }
    }

    /// Bytes.
    pub fn bytes(&self) -> Result<&[u8], StoreError> {
        match self {
            Cell::Bytes(bytes) => Ok(bytes),
            Cell::Other(what) => Err(StoreError::Foreign(format!("the journal holds {what}"))),
            _ => Err(StoreError::Foreign("a column of the journal does not hold bytes".to_owned())),
        }
    }
}
