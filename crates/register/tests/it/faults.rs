//! Faults of machines: writers that are killed, commits that fail, connections that are cut, migrations that stop half-way.
//! Each fault is seen to happen.

use std::io::{BufRead, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, Stdio};

use register::journal::{Journal, RecordError};
use register::store::{self, Access, Cell, StoreError};
use register::verify::verify_at;
use register::{JournalError, Location, migration};

use crate::place::{Place, day, draft, on_both, record, signer, submit};
use crate::vandal::{everything, sql};

fn agrees(place: &Place) {
    let report = verify_at(&place.location, &signer().verifying(), &[], &[]).expect("it opens");
    assert_eq!(report.faults, []);
}

const CHILD: &str = "MITHAQ_TEST_WRITER";

/// What the child of the next test does; in the test run itself it does nothing.
#[test]
fn a_writer_until_it_is_killed() {
    #[expect(clippy::disallowed_methods, reason = "the parent says where to write")]
    let Ok(place) = std::env::var(CHILD) else { return };
    let location = match place.split_once('|') {
        Some((url, schema)) => Location::Postgres { url: url.to_owned(), schema: Some(schema.to_owned()) },
        None => Location::Sqlite(place.into()),
    };
    let journal = Journal::open(location).expect("it opens");
    let begun = u32::try_from(journal.head().expect("a head").entries).expect("small");
    for act in begun..begun + 100_000 {
        let recorded = record(&journal, submit(&format!("request-{act}"), "op-1", act)).expect("recorded");
        println!("\nrecorded {}", recorded.number);
    }
}

/// Real processes, killed while they write: what was answered is there, and nothing is half there.
#[test]
fn a_killed_writer_loses_nothing_that_was_answered() {
    on_both(|place| {
        place.journal();
        let named = match &place.location {
            Location::Sqlite(path) => path.display().to_string(),
            Location::Postgres { url, schema } => format!("{url}|{}", schema.as_deref().expect("named")),
        };
        let mut answered = 0;
        let kills = 6;
        for kill in 0..kills {
            let this = std::env::current_exe().expect("this test");
            let mut child = Command::new(this)
                .args(["--exact", "faults::a_writer_until_it_is_killed", "--nocapture"])
                .env(CHILD, &named)
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .expect("it starts");
            let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
            let mut numbers = lines.filter_map(|line| line.ok()?.strip_prefix("recorded ")?.parse::<u64>().ok());
            let last = numbers.by_ref().nth(3 + kill * 2).expect("it records");
            child.kill().expect("it is killed");
            assert!(!child.wait().expect("it ended").success(), "it ended by itself");
            // What it wrote to the pipe before it died was answered as well.
            answered = numbers.last().unwrap_or(last);
            let entries = place.open().head().expect("a head").entries;
            assert!(entries >= answered, "{answered} were answered, {entries} are there");
            agrees(place);
        }
        println!("{kills} writers killed, {answered} entries answered, none lost");
    });
}

#[test]
fn what_is_not_committed_leaves_nothing() {
    on_both(|place| {
        let journal = place.journal();
        let before = everything(place);
        let mut store = store::open(&place.location).expect("a connection");
        let mut transaction = store.begin(Access::Write).expect("a transaction");
        let row = vec![
            Cell::Number(2),
            Cell::Text("request-1".to_owned()),
            Cell::Text("2027-03-01".to_owned()),
            Cell::Text("pass".to_owned()),
            Cell::Bytes(vec![1]),
        ];
        transaction.append("entry", &["number", "request", "day", "kind", "bytes"], &[row]).expect("written");
        let mut seen = 0;
        transaction
            .read(r#"SELECT max("number") FROM "entry""#, &[], &mut |row| {
                seen = row[0].number()?;
                Ok(())
            })
            .expect("read");
        assert_eq!(seen, 2, "it was not written");
        drop(transaction);
        drop(store);
        assert_eq!(everything(place), before);
        record(&journal, submit("request-1", "op-1", 1)).expect("the journal goes on");
        agrees(place);
    });
}

#[test]
fn a_guard_that_panics_leaves_nothing_and_stops_nobody() {
    on_both(|place| {
        let journal = place.journal();
        let before = everything(place);
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            journal.record(submit("request-1", "op-1", 1), &signer(), &|_, _| panic!("the guard panics"))
        }));
        assert!(panicked.is_err());
        assert_eq!(everything(place), before);
        assert!(!record(&journal, submit("request-1", "op-1", 1)).expect("recorded").again);
        agrees(place);
    });
}

/// Makes the next commit that records an entry fail, at the commit itself.
fn break_commits(place: &Place) {
    let statements = match &place.location {
        Location::Sqlite(_) => {
            r#"CREATE TABLE "trap" ("a" INTEGER REFERENCES "trap" ("b") DEFERRABLE INITIALLY DEFERRED, "b" INTEGER UNIQUE);
               CREATE TRIGGER "spring" AFTER INSERT ON "entry" BEGIN INSERT INTO "trap" VALUES (1, 2); END"#
        }
        Location::Postgres { .. } => {
            "CREATE FUNCTION spring() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''the trap''; END'; \
             CREATE CONSTRAINT TRIGGER spring AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED \
             FOR EACH ROW EXECUTE FUNCTION spring()"
        }
    };
    sql(place, statements);
}

fn mend_commits(place: &Place) {
    sql(
        place,
        match &place.location {
            Location::Sqlite(_) => r#"DROP TRIGGER "spring"; DROP TABLE "trap""#,
            Location::Postgres { .. } => "DROP TRIGGER spring ON entry; DROP FUNCTION spring()",
        },
    );
}

#[test]
fn a_commit_that_fails_closes_the_journal_until_it_is_opened_again() {
    on_both(|place| {
        let journal = place.journal();
        break_commits(place);
        let failed = record(&journal, submit("request-1", "op-1", 1)).expect_err("the commit fails");
        assert!(matches!(failed, RecordError::Fault(JournalError::Store(StoreError::Unknown(_)))), "{failed:?}");
        mend_commits(place);
        // Nothing is tried again, nothing is even read, until somebody opens it anew.
        assert!(matches!(journal.head(), Err(JournalError::Poisoned)));
        let closed = record(&journal, submit("request-1", "op-1", 1)).expect_err("closed");
        assert!(matches!(closed, RecordError::Fault(JournalError::Poisoned)), "{closed:?}");
        let journal = place.open();
        assert_eq!(journal.head().expect("a head").entries, 1);
        assert!(!record(&journal, submit("request-1", "op-1", 1)).expect("recorded").again);
        agrees(place);
    });
}

/// PostgreSQL ends the connection in the middle of the commit; the client cannot know.
#[test]
fn a_connection_that_is_lost_in_a_commit_is_not_used_again() {
    let place = Place::postgres();
    let journal = place.journal();
    sql(
        &place,
        "CREATE FUNCTION spring() RETURNS trigger LANGUAGE plpgsql AS \
         'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'; \
         CREATE CONSTRAINT TRIGGER spring AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED \
         FOR EACH ROW EXECUTE FUNCTION spring()",
    );
    let failed = record(&journal, submit("request-1", "op-1", 1)).expect_err("the commit fails");
    assert!(matches!(failed, RecordError::Fault(JournalError::Store(StoreError::Unknown(_)))), "{failed:?}");
    mend_commits(&place);
    let journal = place.open();
    let entries = journal.head().expect("a head").entries;
    let again = record(&journal, submit("request-1", "op-1", 1)).expect("recorded");
    assert_eq!(again.again, entries == 2);
    agrees(&place);
}

#[test]
fn connections_that_were_cut_while_idle_are_replaced() {
    let place = Place::postgres();
    let journal = place.journal();
    journal.head().expect("a head");
    let cut = place.ask(
        "SELECT count(*) FROM (SELECT pg_terminate_backend(pid, 5000) AS ended FROM pg_stat_activity \
         WHERE pid <> pg_backend_pid() AND application_name = 'mithaq' AND query LIKE '%COMMIT%') AS cut WHERE ended",
    );
    assert!(cut[0][0].number().expect("a number") > 0, "nothing was cut");
    assert_eq!(journal.head().expect("a head").entries, 1);
    record(&journal, submit("request-1", "op-1", 1)).expect("recorded");
}

/// A step of migration that is cut short leaves the step before; the next opening does it.
#[test]
fn a_migration_that_stops_half_way_is_done_again() {
    on_both(|place| {
        crate::story::tell(&place.journal());
        let good = everything(place);
        // As the version before left it: entries, and none of the tables.
        let mut before = r#"DELETE FROM "migration" WHERE "number" > 1;"#.to_owned();
        for table in register::tables::ALL {
            before.push_str(&format!(r#"DROP TABLE "{}";"#, table.name));
        }
        sql(place, &before);
        let mut store = store::open(&place.location).expect("a connection");
        let mut transaction = store.begin(Access::Write).expect("a transaction");
        assert_eq!(migration::current(&mut *transaction).expect("a step"), 1);
        migration::step(&mut *transaction, 2).expect("it is done");
        assert_eq!(migration::current(&mut *transaction).expect("a step"), 2);
        drop(transaction);
        let mut transaction = store.begin(Access::Read).expect("a transaction");
        assert_eq!(migration::current(&mut *transaction).expect("a step"), 1);
        drop(transaction);
        drop(store);

        // Two at once open it.
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| assert_eq!(place.open().head().expect("a head").entries, 7));
            }
        });
        assert_eq!(everything(place), good, "the rows made anew are not the rows that stood");
        agrees(place);
    });
}

#[test]
fn a_journal_of_a_later_version_is_refused_with_words() {
    on_both(|place| {
        place.journal();
        sql(place, r#"INSERT INTO "migration" VALUES (99, 'of a later version')"#);
        let refused = Journal::open(place.location.clone()).err().expect("refused");
        assert!(refused.to_string().contains("use the version that wrote it"), "{refused}");
    });
}

#[test]
fn a_database_of_somebody_else_is_left_alone() {
    let place = Place::sqlite();
    let Location::Sqlite(path) = &place.location else { unreachable!() };
    rusqlite::Connection::open(path).expect("it opens").execute_batch("CREATE TABLE a (b)").expect("a table");
    let refused = place.create("no").err().expect("refused");
    assert!(refused.to_string().contains("not of a journal"), "{refused}");
    std::fs::write(path, "this is no database, and long enough to be taken for one".repeat(20)).expect("written");
    assert!(Journal::open(place.location.clone()).is_err());
}

#[test]
fn the_file_is_its_owner_s_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::sqlite();
    let journal = place.journal();
    record(&journal, submit("request-1", "op-1", 1)).expect("recorded");
    let Location::Sqlite(path) = &place.location else { unreachable!() };
    let folder = std::fs::read_dir(path.parent().expect("a folder")).expect("read");
    let files: Vec<_> = folder.map(|file| file.expect("a file").path()).collect();
    assert_eq!(files.len(), 3, "the journal, its log and the index of it: {files:?}");
    for file in files {
        let mode = std::fs::metadata(&file).expect("a file").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
    }
}

/// Readers stand beside the writer: in the middle of an act they see the state before it.
#[test]
fn readers_do_not_wait_for_the_writer() {
    on_both(|place| {
        let journal = place.journal();
        let other = place.open();
        let recorded = journal.record(submit("request-1", "op-1", 1), &signer(), &|_, _| {
            assert_eq!(other.head().expect("a head").entries, 1);
            assert_eq!(journal.head().expect("a head").entries, 1);
            Ok(())
        });
        assert_eq!(recorded.expect("recorded").number, 2);
        assert_eq!(other.head().expect("a head").entries, 2);
    });
}

/// A question over one state sees that state, whatever is recorded meanwhile.
#[test]
fn one_question_sees_one_state() {
    on_both(|place| {
        let journal = place.journal();
        journal
            .read(|read| {
                let before = read.last()?;
                record(&journal, submit("request-1", "op-1", 1)).expect("recorded");
                assert_eq!(read.last()?, before);
                assert_eq!(read.rows(&register::tables::SUBMISSION, None, &[])?.len(), 0);
                Ok::<_, JournalError>(())
            })
            .expect("read");
        assert_eq!(journal.head().expect("a head").entries, 2);
        assert_eq!(day("2027-03-01"), journal.head().expect("a head").last_day);
        let unknown = draft("request-2", "dance", register::Value::texts::<&str, &str>([]));
        assert!(record(&journal, unknown).is_err());
    });
}

/// A server's worker may ask a journal, record in it and let it go, though it should not wait.
#[test]
fn a_worker_of_a_server_may_hold_a_journal() {
    on_both(|place| {
        let journal = place.journal();
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            assert_eq!(journal.head().expect("a head").entries, 1);
            record(&journal, submit("request-1", "op-1", 1)).expect("recorded");
            drop(journal);
            place.open();
        });
        agrees(place);
    });
}
