//! Commands that are cancelled where they record: the database refuses the entry, its checkpoint or the commit. Nothing of the
//! act counts, whatever it had written before, everything that was recorded stands, and the same request then has one effect.
//! What fails at every single call of the recording transaction, the trial of the register tells.

use std::time::Instant;

use office::actor::Actor;
use office::question::silent;
use office::question::verify::{Asked, verify};
use register::Location;
use register::store::{self, Access};

use crate::again::times;
use crate::specimens::{Specimen, Story, specimens};

/// What is put into the journal's database, so that the recording of an entry fails; and what takes it out again.
const TRAPS: [(&str, &str, &str); 2] = [
    (
        r#"CREATE TRIGGER "spring" BEFORE INSERT ON "TABLE" BEGIN SELECT RAISE(ABORT, 'the trap'); END"#,
        r#"CREATE TABLE "trap" ("a" INTEGER REFERENCES "trap" ("b") DEFERRABLE INITIALLY DEFERRED, "b" INTEGER UNIQUE);
           CREATE TRIGGER "spring" AFTER INSERT ON "entry" BEGIN INSERT INTO "trap" VALUES (1, 2); END"#,
        r#"DROP TRIGGER "spring"; DROP TABLE IF EXISTS "trap""#,
    ),
    (
        "CREATE FUNCTION spring() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''the trap''; END'; \
         CREATE TRIGGER spring BEFORE INSERT ON \"TABLE\" FOR EACH ROW EXECUTE FUNCTION spring()",
        "CREATE FUNCTION spring() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''the trap''; END'; \
         CREATE CONSTRAINT TRIGGER spring AFTER INSERT ON \"entry\" DEFERRABLE INITIALLY DEFERRED \
         FOR EACH ROW EXECUTE FUNCTION spring()",
        "DROP FUNCTION spring() CASCADE",
    ),
];

fn define(location: &Location, statements: &str) {
    let mut store = store::open(location).expect("a connection");
    let mut transaction = store.begin(Access::Write).expect("a transaction");
    transaction.define(statements).expect("defined");
    transaction.commit().expect("committed");
}

fn faults(story: &Story) -> Vec<String> {
    let found = verify(&story.open(), &Actor::Office, &Asked::default(), story.now(), &silent).expect("a verification");
    found.faults.into_iter().map(|one| format!("{} {}: {}", one.part, one.place, one.detail)).collect()
}

/// One command, cancelled three times and recorded then.
fn cancel(story: &Story, one: &Specimen) {
    let (location, request) = (story.location(), format!("request-{}", one.kind));
    let [in_file, in_postgres] = TRAPS;
    let (rows, commit, mend) = if matches!(location, Location::Sqlite(_)) { in_file } else { in_postgres };
    let before = story.entries();
    for (sending, trap) in
        (0..).zip([rows.replace("TABLE", "entry"), rows.replace("TABLE", "checkpoint"), commit.to_owned()])
    {
        define(&location, &trap);
        let answer = one.ask(story, &request, sending..sending + 1).remove(0);
        define(&location, mend);
        let fault = answer.err().unwrap_or_else(|| panic!("`{}` was answered", one.kind));
        let said = format!("{fault:?}");
        assert!(
            ["the trap", "Unknown("].iter().any(|trap| said.contains(trap)),
            "`{}`: another fault: {said}",
            one.kind
        );
        assert_eq!(story.entries(), before, "`{}`: {said}", one.kind);
        assert_eq!(faults(story), Vec::<String>::new(), "`{}`: {said}", one.kind);
    }
    let said = one.ask(story, &request, 7..8).remove(0).unwrap_or_else(|fault| panic!("`{}`: {fault}", one.kind));
    assert_ne!(said.again, Some(true), "`{}`", one.kind);
    assert_eq!(story.entries(), before + 1, "`{}`", one.kind);
}

#[expect(clippy::disallowed_methods, reason = "tests say how long they took")]
fn cancel_all(on_postgres: bool, stories: u64) {
    let (began, mut cancelled) = (Instant::now(), 0);
    for _ in 0..stories {
        let mut story = Story::new(on_postgres);
        for one in specimens() {
            one.ready(&mut story);
            // A workspace is made whole or not at all: `tests/faults/birth.rs`.
            if one.kind == "open" {
                one.ask(&story, "request-open", 0..1).remove(0).expect("a workspace");
            } else {
                cancel(&story, &one);
                cancelled += 3;
            }
        }
        assert_eq!(faults(&story), Vec::<String>::new());
    }
    println!("{cancelled} commands cancelled while they recorded, no half act; {:.1} s", began.elapsed().as_secs_f32());
}

#[test]
fn a_cancelled_command_leaves_no_half_act() {
    cancel_all(false, times());
}

/// One story takes long, as each connection is a new one: in a long run alone.
#[test]
fn a_cancelled_command_leaves_no_half_act_in_postgresql() {
    cancel_all(true, times() / 4);
}
