//! What `docs/journal.md` answers to whoever writes a verifier from it alone: each answer is held here.

use register::entry::{BYTES_MAX, EntryError};
use register::journal::{RecordError, Recorded};
use register::store::Cell;
use register::verify::{EntryFault, Fault, GivenFault, verify, verify_at};
use register::{Draft, Entry, Journal, Receipt, SigningKey, Value};

use crate::place::{Place, day, draft, on_both, record, signer, submit};
use crate::second::second;
use crate::vandal::{everything, literal, sql};

fn long(request: &str, length: usize) -> Draft {
    let texts = [("operator", "op-1"), ("submission", "000001"), ("piece", "1"), ("reason", &"\"".repeat(length / 2))];
    draft(request, "withdraw", Value::texts(texts))
}

#[test]
fn the_longest_entry_has_a_receipt_and_a_line() {
    let place = Place::sqlite();
    let journal = place.journal();
    let refused = record(&journal, long("request-1", BYTES_MAX)).expect_err("too long");
    assert!(matches!(refused, RecordError::Entry(EntryError::Large)), "{refused:?}");
    // The most that fits: each character of it is escaped in the entry, and both of those again in a receipt.
    let recorded = record(&journal, long("request-1", BYTES_MAX - 500)).expect("recorded");
    let file = recorded.receipt.encode().expect("a file");
    assert!(file.len() > 14_000_000, "{}", file.len());
    Receipt::decode(&file).expect("it is read").check(&signer().verifying()).expect("it proves");
    let folder = tempfile::tempdir().expect("a folder");
    let (sound, told) = second(&place, &folder.path().join("journal"), &[]);
    assert!(sound, "{told}");
}

fn entry_faults(place: &Place) -> Vec<EntryFault> {
    let faults = verify_at(&place.location, &signer().verifying(), &[], &[]).expect("it opens").faults;
    faults
        .into_iter()
        .filter_map(|fault| if let Fault::Entry { what, .. } = fault { Some(what) } else { None })
        .collect()
}

/// The last entry, changed as somebody with every right but the key would.
fn change_last(place: &Place, change: impl Fn(&mut Entry)) {
    let rows = everything(place).remove("entry").expect("entries");
    let last = rows.last().expect("an entry");
    let mut entry = Entry::decode(last[4].bytes().expect("bytes")).expect("an entry");
    change(&mut entry);
    let bytes = literal(place, &Cell::Bytes(entry.bytes().expect("an entry").into_bytes()));
    let (number, day, kind) = (entry.number, entry.day, entry.kind);
    let set = format!(r#""bytes" = {bytes}, "day" = '{day}', "kind" = '{kind}'"#);
    sql(place, &format!(r#"UPDATE "entry" SET {set} WHERE "number" = {number}"#));
}

fn public_day(request: &str) -> Draft {
    draft(request, "fix-public-day", Value::texts([("day", "2027-02-28")]))
}

#[test]
fn the_public_day_is_named_once() {
    on_both(|place| {
        let journal = place.journal();
        record(&journal, public_day("request-1")).expect("recorded");
        let refused = record(&journal, public_day("request-2")).expect_err("named before");
        assert!(matches!(refused, RecordError::Taken { .. }), "{refused:?}");
        assert!(record(&journal, public_day("request-1")).expect("the same act").again);
        record(&journal, submit("request-3", "op-1", 1)).expect("recorded");
        change_last(place, |entry| {
            (entry.kind, entry.body) = ("fix-public-day".to_owned(), Value::texts([("day", "2027-02-27")]));
        });
        assert_eq!(entry_faults(place), [EntryFault::PublicDay]);
    });
}

#[test]
fn a_fictitious_day_moves_by_pass_and_by_pass_alone() {
    on_both(|place| {
        let (journal, _) = place.create("yes").expect("a journal");
        let fictitious = |draft: Draft| Draft { moment: None, ..draft };
        record(&journal, fictitious(submit("request-1", "op-1", 1))).expect("recorded");
        assert_eq!(entry_faults(place), []);
        change_last(place, |entry| entry.day = day("2027-03-02"));
        assert_eq!(entry_faults(place), [EntryFault::Passed]);
        change_last(place, |entry| {
            entry.day = day("2027-03-01");
            (entry.kind, entry.body) = ("pass".to_owned(), Value::texts([("to", "2027-03-01")]));
        });
        assert_eq!(entry_faults(place), [EntryFault::Passed]);
    });
}

#[test]
fn what_is_no_text_is_told_and_ends_no_export() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::sqlite();
    record(&place.journal(), submit("request-1", "op-1", 1)).expect("recorded");
    let changes = [
        r#"UPDATE "checkpoint" SET "note" = x'00' WHERE "entries" = 1"#,
        r#"UPDATE "checkpoint" SET "note" = "note" || char(0) WHERE "entries" = 1"#,
        r#"UPDATE "checkpoint" SET "entries" = -1 WHERE "entries" = 2"#,
        r#"UPDATE "submission" SET "operator" = NULL"#,
        r#"UPDATE "submission" SET "operator" = CAST(x'ff' AS TEXT)"#,
        r#"UPDATE "entry" SET "bytes" = 1.5 WHERE "number" = 2"#,
        r#"UPDATE "node" SET "hash" = 'none' WHERE "level" = 0"#,
    ];
    // What a vandal does first: tables that take anything.
    for (table, columns) in [
        ("checkpoint", "\"entries\", \"note\""),
        ("entry", "\"number\", \"request\", \"day\", \"kind\", \"bytes\""),
        ("node", "\"level\", \"place\", \"hash\""),
    ] {
        sql(
            &place,
            &format!(
                r#"CREATE TABLE "lax" AS SELECT {columns} FROM "{table}"; DROP TABLE "{table}"; ALTER TABLE "lax" RENAME TO "{table}""#
            ),
        );
    }
    sql(
        &place,
        r#"CREATE TABLE "lax" AS SELECT * FROM "submission"; DROP TABLE "submission"; ALTER TABLE "lax" RENAME TO "submission""#,
    );
    let good = std::fs::read(match &place.location {
        register::Location::Sqlite(path) => path,
        register::Location::Postgres { .. } => unreachable!(),
    });
    let path = place.location.to_string();
    let good = good.unwrap_or_else(|fault| panic!("{path}: {fault}"));
    for change in changes {
        sql(&place, change);
        let file = folder.path().join("journal");
        let (sound, told) = second(&place, &file, &[]);
        let written = std::fs::read_to_string(&file).expect("a file");
        assert!(
            !sound && written.lines().last().is_some_and(|line| line.contains(r#""type":"end""#)),
            "{change}: {told}"
        );
        assert!(written.contains("[\""), "{change}: {written}");
        let ours = verify_at(&place.location, &signer().verifying(), &[], &[]).expect("it opens");
        assert!(ours.faults.iter().any(|fault| !matches!(fault, Fault::Schema(_))), "{change}");
        let register::Location::Sqlite(file) = &place.location else { unreachable!() };
        std::fs::write(file, &good).expect("mended");
    }
}

#[test]
fn a_journal_without_entries_is_not_sound() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::sqlite();
    drop(place.journal());
    let gone: Vec<String> = everything(&place)
        .keys()
        .filter(|table| **table != "migration")
        .map(|table| format!("DELETE FROM \"{table}\""))
        .collect();
    sql(&place, &gone.join(";"));
    let ours = verify_at(&place.location, &signer().verifying(), &[], &[]).expect("it opens");
    assert!(!ours.agrees(), "{ours:?}");
    assert!(!second(&place, &folder.path().join("journal"), &[]).0);
}

fn rotated() -> (Place, Journal, SigningKey, Recorded) {
    let place = Place::sqlite();
    let journal = place.journal();
    let next = SigningKey::from_seed("mithaq/essai", [8; 32]).expect("a key");
    let body = Value::texts([("key", next.verifying().to_string())]);
    let rotation = record(&journal, draft("request-r", "rotate", body)).expect("recorded");
    journal.record(submit("request-2", "op-1", 2), &next, &|_, _| Ok(())).expect("recorded");
    (place, journal, next, rotation)
}

/// A key that went signs nothing more: neither the present nor an age to come.
#[test]
fn a_checkpoint_counts_under_the_key_of_its_size() {
    let (_place, journal, next, rotation) = rotated();
    let head = journal.head().expect("a head");
    let checkpoint = |entries, root| register::note::Checkpoint {
        origin: "mithaq/essai".to_owned(),
        entries,
        root,
        extensions: Vec::new(),
    };
    let faults = |note: String| verify(&journal, &signer().verifying(), &[], &[note]).expect("read").faults;
    let (here, beyond) = (checkpoint(head.entries, head.root), checkpoint(head.entries + 5, head.root));
    assert_eq!(faults(next.note(&here).to_string()), []);
    assert!(matches!(
        &faults(signer().note(&here).to_string())[..],
        [Fault::Given { what: GivenFault::Signature(_), .. }]
    ));
    assert!(matches!(
        &faults(next.note(&beyond).to_string())[..],
        [Fault::Given { what: GivenFault::Older { .. }, .. }]
    ));
    let before = rotation.receipt.checkpoint;
    assert_eq!(faults(before), []);
}

/// A receipt of an act of a later version proves as much.
#[test]
fn a_receipt_does_not_look_at_the_kind() {
    let entry =
        Entry { number: 1, day: day("2027-03-01"), ..Entry::decode(entry_of_later().as_bytes()).expect("read") };
    let bytes = entry.bytes().expect("an entry");
    let root = register::tree::leaf(bytes.as_bytes());
    let checkpoint =
        register::note::Checkpoint { origin: "mithaq/essai".to_owned(), entries: 1, root, extensions: Vec::new() };
    let note = signer().note(&checkpoint).to_string();
    let receipt = Receipt { entry: bytes, index: 0, proof: Vec::new(), checkpoint: note };
    assert_eq!(receipt.check(&signer().verifying()).expect("it proves").kind, "dance");
}

fn entry_of_later() -> String {
    r#"{"actor":{},"body":{"steps":["1","2"]},"day":"2027-03-01","form":"1","kind":"dance","number":"1","request":"request-1","stated":{}}"#.to_owned()
}
