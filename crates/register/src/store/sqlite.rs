//! The journal in a file of `SQLite`: one writer, readers beside it, every commit synced before it is answered.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql, params_from_iter};

use super::{Access, Cell, Dialect, Each, Store, StoreError, Transaction, insert};

/// The first version without the fault by which a checkpoint beside a writer lost committed rows (sqlite.org/wal.html).
const OLDEST: i32 = 3_051_003;

/// How long a writer waits for the others.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Sqlite {
    connection: Connection,
}

impl Sqlite {
    /// Opens the file; `make` makes an empty one of mode 600 where none is.
    pub fn open(path: &Path, make: bool) -> Result<Sqlite, StoreError> {
        if rusqlite::version_number() < OLDEST {
            return Err(StoreError::OldSqlite(rusqlite::version().to_owned()));
        }
        if make {
            create(path).map_err(|fault| StoreError::failed("making the file of the journal", fault))?;
        } else if !path.is_file() {
            return Err(StoreError::Absent(path.display().to_string()));
        }
        let failed = |fault| unexplained(Some(path), "opening the journal", fault);
        // Without CREATE: a journal that vanished must be missed, not made anew and empty.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(64);
        let mode: String =
            connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0)).map_err(failed)?;
        if mode != "wal" {
            return Err(StoreError::Foreign(format!("SQLite keeps the journal in mode {mode}, not in WAL")));
        }
        // FULL syncs the write-ahead log at every commit; NORMAL would lose the last acts in a power cut.
        for (pragma, value) in [("synchronous", "FULL"), ("foreign_keys", "ON"), ("trusted_schema", "OFF")] {
            connection.pragma_update(None, pragma, value).map_err(failed)?;
        }
        Ok(Sqlite { connection })
    }
}

/// Whether something can be written beside the file.
pub(crate) fn room(path: &Path) -> std::io::Result<()> {
    let probe = path.with_extension("probe");
    let written = std::fs::write(&probe, [0; 4096]);
    let removed = std::fs::remove_file(&probe);
    written.and(removed)
}

/// Makes an empty file of mode 600, which `SQLite` takes for an empty database; its log and index inherit the mode.
fn create(path: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(file) => file.sync_all()?,
        // Left by a creation that was cut short, or a journal: whoever creates looks into it.
        Err(fault) if fault.kind() == std::io::ErrorKind::AlreadyExists => return Ok(()),
        Err(fault) => return Err(fault),
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

fn fault(connection: &Connection, attempted: &'static str, fault: rusqlite::Error) -> StoreError {
    let Some(code) = fault.sqlite_error() else { return StoreError::failed(attempted, fault) };
    match (code.code, code.extended_code) {
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => StoreError::Busy,
        (_, rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
            StoreError::Unique(constraint(&fault.to_string()))
        }
        (ErrorCode::CannotOpen | ErrorCode::SystemIoFailure, _) => {
            unexplained(connection.path().map(Path::new), attempted, fault)
        }
        _ => StoreError::failed(attempted, fault),
    }
}

/// `SQLite` says that something failed; the system says why: the disk is full, or nobody may write there.
fn unexplained(path: Option<&Path>, attempted: &'static str, fault: rusqlite::Error) -> StoreError {
    match path.map(room) {
        Some(Err(cause)) => StoreError::failed(attempted, cause),
        _ => StoreError::failed(attempted, fault),
    }
}

/// `UNIQUE constraint failed: submission.operator, submission.submission` as `submission(operator,submission)`.
fn constraint(message: &str) -> String {
    let (_, columns) = message.rsplit_once(": ").unwrap_or_default();
    let table = columns.split('.').next().unwrap_or_default();
    let columns: Vec<&str> = columns.split(", ").filter_map(|column| Some(column.split_once('.')?.1)).collect();
    format!("{table}({})", columns.join(","))
}

impl Store for Sqlite {
    fn begin(&mut self, access: Access) -> Result<Box<dyn Transaction + '_>, StoreError> {
        // IMMEDIATE takes the only writer's place at once: a reader that becomes a writer half-way could have read what
        // another one changes meanwhile, and would fail instead of waiting.
        let begin = match access {
            Access::Read => "BEGIN DEFERRED",
            Access::Write => "BEGIN IMMEDIATE",
        };
        self.connection
            .execute_batch(begin)
            .map_err(|cause| fault(&self.connection, "beginning a transaction", cause))?;
        Ok(Box::new(Open { connection: &self.connection, access, ended: false }))
    }
}

struct Open<'a> {
    connection: &'a Connection,
    access: Access,
    ended: bool,
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Cell::Number(number) => i64::try_from(*number)
                .map(ToSqlOutput::from)
                .map_err(|fault| rusqlite::Error::ToSqlConversionFailure(fault.into())),
            Cell::Text(text) => text.to_sql(),
            Cell::Bytes(bytes) => bytes.to_sql(),
            Cell::Other(what) => Err(rusqlite::Error::ToSqlConversionFailure((*what).into())),
        }
    }
}

/// A value as it lies there. What this program never writes is handed on too: whoever looks at a damaged journal names it.
fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Integer(number) => u64::try_from(number).map_or(Cell::Other("a negative number"), Cell::Number),
        ValueRef::Text(bytes) => {
            String::from_utf8(bytes.to_vec()).map_or(Cell::Other("a text that is not UTF-8"), Cell::Text)
        }
        ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
        ValueRef::Null => Cell::Other("nothing where something must stand"),
        ValueRef::Real(_) => Cell::Other("a number that is not whole"),
    }
}

impl Transaction for Open<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn define(&mut self, statements: &str) -> Result<(), StoreError> {
        self.connection.execute_batch(statements).map_err(|cause| fault(self.connection, "making tables", cause))
    }

    fn read(&mut self, query: &str, values: &[Cell], each: Each<'_>) -> Result<(), StoreError> {
        let failed = |cause| fault(self.connection, "reading the journal", cause);
        let mut statement = self.connection.prepare_cached(query).map_err(failed)?;
        let columns = statement.column_count();
        let mut rows = statement.query(params_from_iter(values)).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let cells: Result<Vec<Cell>, StoreError> =
                (0..columns).map(|at| Ok(cell(row.get_ref(at).map_err(failed)?))).collect();
            each(cells?)?;
        }
        Ok(())
    }

    fn append(&mut self, table: &str, columns: &[&str], rows: &[Vec<Cell>]) -> Result<(), StoreError> {
        let failed = |cause| fault(self.connection, "writing to the journal", cause);
        let mut statement = self.connection.prepare_cached(&insert(table, columns, 1)).map_err(failed)?;
        for row in rows {
            statement.execute(params_from_iter(row)).map_err(failed)?;
        }
        Ok(())
    }

    fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        let committed = self.connection.execute_batch("COMMIT");
        self.ended = committed.is_ok();
        match self.access {
            Access::Read => committed.map_err(|cause| fault(self.connection, "ending a reading", cause)),
            // A sync that failed may be told as success when it is tried again, so nothing is tried again.
            Access::Write => committed.map_err(|cause| StoreError::Unknown(cause.to_string())),
        }
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        if !self.ended && !self.connection.is_autocommit() {
            // If even this fails, the next `BEGIN` on the connection does, and the journal drops the connection.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}
