//! What `verify` finds: alterations drawn by seed, each of which is seen to change bytes, found, and named; and nothing in a
//! journal that nobody touched.

use register::journal::Journal;
use register::note::Checkpoint;
use register::signing::SigningKey;
use register::store::Cell;
use register::tree::{self, Hash, Node};
use register::verify::{Difference, EntryFault, Fault, GivenFault, Report, Unchecked, verify, verify_at};
use register::{Entry, Receipt, Value};

use crate::place::{Place, day, draft, on_both, record, signer, submit};
use crate::vandal::{Dice, Everything, everything, literal, restore, sql};

/// A journal of some forty entries in which every table has rows.
fn story(journal: &Journal) {
    crate::story::tell(journal);
    for act in 0..30_u32 {
        let request = format!("request-{}", 100 + act);
        let clock = day("2027-03-20");
        let next = match act % 5 {
            4 => {
                let body =
                    [("operator", "op-1"), ("submission", "000100"), ("piece", &act.to_string()), ("reason", "erreur")];
                draft(&request, "withdraw", Value::texts(body))
            }
            _ => submit(&request, &format!("op-{}", act % 3), 100 + act),
        };
        record(journal, register::Draft { clock, ..next }).expect("recorded");
    }
}

fn check(place: &Place, receipts: &[Receipt], checkpoints: &[String]) -> Report {
    verify_at(&place.location, &signer().verifying(), receipts, checkpoints).expect("it opens")
}

#[test]
fn an_untouched_journal_agrees() {
    on_both(|place| {
        let journal = place.journal();
        story(&journal);
        let head = journal.head().expect("a head");
        let receipts: Vec<Receipt> =
            [1, 7, head.entries].map(|number| journal.receipt(number).expect("a receipt")).into();
        let checkpoints: Vec<String> = [1, 5].map(|size| journal.checkpoint(Some(size)).expect("a checkpoint")).into();
        let report = verify(&journal, &signer().verifying(), &receipts, &checkpoints).expect("it is read");
        assert_eq!(report.faults, []);
        assert!(report.agrees());
        assert_eq!((report.entries, report.root, report.checkpoints), (head.entries, head.root, head.entries));
        assert_eq!(report.rows, 37 + 1);
        assert_eq!(report.unchecked, [Unchecked::Contents(29)]);
        let alone = check(place, &[], &[]);
        assert_eq!((alone.faults.len(), &alone.unchecked[0]), (0, &Unchecked::NothingGiven));
    });
}

/// What somebody did, in their SQL, and whether a fault names it.
struct Alteration {
    statements: String,
    named: Box<dyn Fn(&Fault) -> bool>,
}

/// Draws an alteration of one sort; nothing where this sort has nothing to change there.
fn alteration(place: &Place, good: &Everything, sort: usize, dice: &mut Dice) -> Option<Alteration> {
    let some = |statements: String, named: Box<dyn Fn(&Fault) -> bool>| Some(Alteration { statements, named });
    let entries = good["entry"].len();
    let at = dice.roll(entries);
    let number = at as u64 + 1;
    let entry = move |fault: &Fault| matches!(fault, Fault::Entry { number: found, .. } if *found == number);
    let bytes = good["entry"][at][4].bytes().expect("bytes").to_vec();
    let written = |bytes: &[u8]| literal(place, &Cell::Bytes(bytes.to_vec()));
    match sort {
        // One byte of an entry, of those that leave it readable or not.
        0 => {
            let mut changed = bytes;
            let place = dice.roll(changed.len());
            changed[place] ^= 1 << dice.roll(7);
            let said = Entry::decode(&changed).is_ok();
            let leaf = move |fault: &Fault| matches!(fault, Fault::Node { level: 0, place, .. } if place + 1 == number);
            let statements = format!(r#"UPDATE "entry" SET "bytes" = {} WHERE "number" = {number}"#, written(&changed));
            some(statements, Box::new(move |fault| if said { leaf(fault) } else { entry(fault) }))
        }
        1 => {
            let (column, value) = [("request", "request-else"), ("day", "2027-03-04"), ("kind", "dance")][dice.roll(3)];
            some(format!(r#"UPDATE "entry" SET "{column}" = '{value}' WHERE "number" = {number}"#), {
                Box::new(
                    move |fault| matches!(fault, Fault::Entry { number: found, what: EntryFault::Column(said) } if *found == number && *said == column),
                )
            })
        }
        // An entry taken out of the middle, all its traces with it.
        2 if at + 1 < entries && at > 0 => some(
            format!(
                r#"DELETE FROM "entry" WHERE "number" = {number}; DELETE FROM "checkpoint" WHERE "entries" = {number};
                   DELETE FROM "submission" WHERE "entry" = {number}"#
            ),
            Box::new(
                move |fault| matches!(fault, Fault::Entry { number: found, what: EntryFault::Missing } if *found == number),
            ),
        ),
        // Two entries that change places.
        3 if at + 1 < entries => {
            let other = good["entry"][at + 1][4].bytes().expect("bytes");
            let statements = format!(
                r#"UPDATE "entry" SET "bytes" = {} WHERE "number" = {number};
                   UPDATE "entry" SET "bytes" = {} WHERE "number" = {}"#,
                written(other),
                written(&bytes),
                number + 1
            );
            some(statements, Box::new(entry))
        }
        // A forged entry at the end, without a key to sign it.
        4 => {
            let next = entries as u64 + 1;
            let mut forged = Entry::decode(&bytes).expect("an entry");
            (forged.number, forged.request, forged.day) = (next, "request-forged".to_owned(), day("2027-03-20"));
            forged.kind = "pass".to_owned();
            forged.body = Value::texts([("to", "2027-03-20")]);
            let text = forged.bytes().expect("an entry");
            let statements = format!(
                r#"INSERT INTO "entry" VALUES ({next}, 'request-forged', '2027-03-20', 'pass', {})"#,
                written(text.as_bytes())
            );
            some(
                statements,
                Box::new(move |fault| *fault == Fault::Checkpoint { entries: next, what: Difference::Missing }),
            )
        }
        // A node: another hash, none, one too many.
        5..=7 => {
            let row = &good["node"][dice.roll(good["node"].len())];
            let (level, at) = (row[0].number().expect("a number"), row[1].number().expect("a number"));
            let where_ = format!(r#"WHERE "level" = {level} AND "place" = {at}"#);
            let (statements, level, place, what) = match sort {
                5 => {
                    let mut hash = row[2].bytes().expect("bytes").to_vec();
                    hash[dice.roll(32)] ^= 1 << dice.roll(8);
                    let statements = format!(r#"UPDATE "node" SET "hash" = {} {where_}"#, written(&hash));
                    (statements, level, at, Difference::Different)
                }
                6 => (format!(r#"DELETE FROM "node" {where_}"#), level, at, Difference::Missing),
                _ => {
                    let place = good["node"].len() as u64 + 1;
                    let statements =
                        format!(r#"INSERT INTO "node" SELECT "level", {place}, "hash" FROM "node" {where_}"#);
                    (statements, level, place, Difference::Extra)
                }
            };
            some(statements, Box::new(move |fault| *fault == Fault::Node { level, place, what }))
        }
        // A checkpoint: a changed character, none, that of another size, one signed by another key of the same name.
        8..=11 => {
            let note = good["checkpoint"][at][1].text().expect("a text").to_owned();
            let text = |text: &str| literal(place, &Cell::Text(text.to_owned()));
            let set =
                |note: &str| format!(r#"UPDATE "checkpoint" SET "note" = {} WHERE "entries" = {number}"#, text(note));
            let statements = match sort {
                8 => {
                    let at = dice.roll(note.len());
                    let at = (0..=at).rev().find(|at| note.is_char_boundary(*at)).expect("0 is one");
                    let other = if note[at..].starts_with('x') { 'y' } else { 'x' };
                    let rest = note[at..].chars().next().map_or(0, char::len_utf8);
                    set(&format!("{}{other}{}", &note[..at], &note[at + rest..]))
                }
                9 => format!(r#"DELETE FROM "checkpoint" WHERE "entries" = {number}"#),
                10 => set(good["checkpoint"][(at + 1) % entries][1].text().expect("a text")),
                _ => {
                    let checkpoint = signer().verifying().verify(&note).expect("signed");
                    let other = SigningKey::from_seed("mithaq/essai", [8; 32]).expect("a key");
                    set(&other.note(&checkpoint).to_string())
                }
            };
            some(
                statements,
                Box::new(
                    move |fault| matches!(fault, Fault::Checkpoint { entries, .. } | Fault::Signature { entries, .. } if *entries == number),
                ),
            )
        }
        // A row of a table: another value, none, one that no entry says, one that changes its entry.
        12..=15 => {
            let (table, columns): (&'static str, &[&'static str]) = [
                ("workspace", &["zone", "program"][..]),
                ("signer", &["key"]),
                ("text", &["path", "sha256", "contract", "kind"]),
                ("submission", &["operator", "submission", "sha256", "day", "kind", "stated"]),
                ("submission", &["sha256"]),
                ("withdrawal", &["operator", "submission", "piece", "reason", "day"]),
            ][dice.roll(6)];
            let row = &good[table][dice.roll(good[table].len())];
            let (entry, at) = (row[0].number().expect("a number"), row[1].number().expect("a number"));
            let where_ = format!(r#"WHERE "entry" = {entry} AND "place" = {at}"#);
            let column = columns[dice.roll(columns.len())];
            let (statements, place, what) = match sort {
                12 => (
                    format!(r#"UPDATE "{table}" SET "{column}" = "{column}" || 'x' {where_}"#),
                    at,
                    Difference::Column(column),
                ),
                13 => (format!(r#"DELETE FROM "{table}" {where_}"#), at, Difference::Missing),
                14 if table == "submission" || table == "text" => {
                    let columns = columns_of(table);
                    let copied = columns.replace(r#""operator""#, r#"'op-x'"#);
                    let statements = format!(
                        r#"INSERT INTO "{table}" ("entry", "place", {columns}) SELECT "entry", 77, {copied} FROM "{table}" {where_}"#
                    );
                    (statements, 77, Difference::Extra)
                }
                15 => (format!(r#"UPDATE "{table}" SET "place" = 78 {where_}"#), 78, Difference::Extra),
                _ => return None,
            };
            some(statements, Box::new(move |fault| *fault == Fault::Row { table, entry, place, what }))
        }
        // An entry written anew with everything that follows from it but the signatures.
        16 if at > 0 => {
            let mut entry = Entry::decode(&bytes).expect("an entry");
            entry.actor = Value::texts([("account", "somebody-else")]);
            let statements = rewritten(place, good, &entry);
            some(
                statements,
                Box::new(move |fault| *fault == Fault::Checkpoint { entries: number, what: Difference::Different }),
            )
        }
        17 => some(
            r#"UPDATE "migration" SET "name" = 'else' WHERE "number" = 1"#.to_owned(),
            Box::new(|fault| matches!(fault, Fault::Schema(_))),
        ),
        _ => None,
    }
}

fn columns_of(table: &str) -> String {
    let columns = register::tables::named(table).expect("a table").columns;
    columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ")
}

/// The statements that put an entry in the place of the one with its number, and all hashes that follow.
fn rewritten(place: &Place, good: &Everything, entry: &Entry) -> String {
    let bytes = entry.bytes().expect("an entry");
    let written = |bytes: &[u8]| literal(place, &Cell::Bytes(bytes.to_vec()));
    let mut statements =
        format!(r#"UPDATE "entry" SET "bytes" = {} WHERE "number" = {};"#, written(bytes.as_bytes()), entry.number);
    for (node, hash) in nodes(&leaves(good, entry)) {
        statements.push_str(&format!(
            r#"UPDATE "node" SET "hash" = {} WHERE "level" = {} AND "place" = {};"#,
            written(&hash.0),
            node.level,
            node.place
        ));
    }
    statements
}

fn leaves(good: &Everything, entry: &Entry) -> Vec<Hash> {
    let leaf = |row: &Vec<Cell>| tree::leaf(row[4].bytes().expect("bytes"));
    let mut leaves: Vec<Hash> = good["entry"].iter().map(leaf).collect();
    leaves[usize::try_from(entry.number).expect("small") - 1] = entry.leaf().expect("a leaf");
    leaves
}

fn nodes(leaves: &[Hash]) -> Vec<(Node, Hash)> {
    let mut nodes: Vec<(Node, Hash)> = Vec::new();
    for (size, leaf) in (0..).zip(leaves) {
        let known = |at: Node| nodes.iter().find(|(node, _)| *node == at).map(|(_, hash)| *hash).ok_or(());
        let added = tree::append(size, *leaf, &mut |at| known(at)).expect("they are there");
        nodes.extend(added);
    }
    nodes
}

const SORTS: usize = 18;

fn vandalise(place: &Place, rounds: u64) {
    story(&place.journal());
    let good = everything(place);
    let (mut found, mut sorts) = (0, [0; SORTS]);
    for seed in 0..rounds {
        let mut dice = Dice::new(seed + 1);
        let sort = usize::try_from(seed).expect("small") % SORTS;
        let Some(altered) = alteration(place, &good, sort, &mut dice) else { continue };
        sql(place, &altered.statements);
        assert_ne!(everything(place), good, "seed {seed}: nothing was changed by {}", altered.statements);
        let report = check(place, &[], &[]);
        let named = report.faults.iter().any(|fault| (altered.named)(fault));
        assert!(named, "seed {seed}: {} was not named among {:?}", altered.statements, report.faults);
        found += 1;
        sorts[sort] += 1;
        restore(place, &good);
    }
    assert_eq!(check(place, &[], &[]).faults, []);
    assert!(sorts.iter().all(|count| *count > 0), "{sorts:?}");
    println!("{found} alterations of {SORTS} sorts ({sorts:?}), all found and named");
}

#[test]
fn alterations_in_sqlite_are_found_and_named() {
    vandalise(&Place::sqlite(), 400);
}

#[test]
fn alterations_in_postgresql_are_found_and_named() {
    vandalise(&Place::postgres(), 150);
}

/// Everything after an entry is taken away, traces and all: the journal agrees with itself, and not with who was there.
#[test]
fn an_older_copy_is_found_by_a_later_receipt() {
    on_both(|place| {
        let journal = place.journal();
        story(&journal);
        let last = journal.head().expect("a head").entries;
        let (receipt, checkpoint) =
            (journal.receipt(3).expect("a receipt"), journal.checkpoint(None).expect("a checkpoint"));
        drop(journal);
        let kept = 20;
        let mut statements = format!(
            r#"DELETE FROM "entry" WHERE "number" > {kept}; DELETE FROM "checkpoint" WHERE "entries" > {kept};
               DELETE FROM "node" WHERE "place" >= {kept} AND "level" = 0;"#
        );
        for level in 1..7_u32 {
            let places = kept >> level;
            statements.push_str(&format!(r#"DELETE FROM "node" WHERE "level" = {level} AND "place" >= {places};"#));
        }
        for table in ["text", "submission", "withdrawal"] {
            statements.push_str(&format!(r#"DELETE FROM "{table}" WHERE "entry" > {kept};"#));
        }
        sql(place, &statements);
        let alone = check(place, &[], &[]);
        assert_eq!((&alone.faults[..], alone.entries), (&[][..], kept));
        assert!(alone.unchecked.contains(&Unchecked::NothingGiven));
        let older = GivenFault::Older { entries: last, here: kept };
        let report = check(place, &[receipt], &[checkpoint]);
        let given = |receipt| Fault::Given { receipt, index: 0, what: older.clone() };
        assert_eq!(report.faults, [given(true), given(false)]);
    });
}

/// With the key everything can be written anew; whoever holds a receipt still knows.
#[test]
fn a_journal_written_anew_with_the_key_is_found_by_a_receipt() {
    on_both(|place| {
        let journal = place.journal();
        story(&journal);
        let receipts = [journal.receipt(2).expect("a receipt"), journal.receipt(9).expect("a receipt")];
        let early = journal.checkpoint(Some(5)).expect("a checkpoint");
        drop(journal);
        let good = everything(place);
        let mut entry = Entry::decode(good["entry"][8][4].bytes().expect("bytes")).expect("an entry");
        entry.actor = Value::texts([("account", "somebody-else")]);
        let mut statements = rewritten(place, &good, &entry);
        let leaves = leaves(&good, &entry);
        for size in 9..=leaves.len() {
            let nodes: std::collections::BTreeMap<Node, Hash> = nodes(&leaves[..size]).into_iter().collect();
            let root = tree::root(size as u64, &mut |at| Ok::<_, ()>(nodes[&at])).expect("a root");
            let checkpoint =
                Checkpoint { origin: "mithaq/essai".to_owned(), entries: size as u64, root, extensions: Vec::new() };
            let note = literal(place, &Cell::Text(signer().note(&checkpoint).to_string()));
            statements.push_str(&format!(r#"UPDATE "checkpoint" SET "note" = {note} WHERE "entries" = {size};"#));
        }
        sql(place, &statements);
        assert_eq!(check(place, &[], &[]).faults, []);
        let last = leaves.len() as u64;
        let report = check(place, &receipts, &[early]);
        let fork = |index| Fault::Given { receipt: true, index, what: GivenFault::Fork { entries: last } };
        assert_eq!(report.faults, [fork(0), fork(1)]);
    });
}

#[test]
fn receipts_that_prove_nothing_are_told() {
    on_both(|place| {
        let journal = place.journal();
        story(&journal);
        let good = journal.receipt(3).expect("a receipt");
        let mut other = good.clone();
        other.entry = journal.receipt(4).expect("a receipt").entry;
        let mut short = good.clone();
        short.proof.pop();
        let stranger = SigningKey::from_seed("mithaq/autre", [3; 32]).expect("a key");
        let mut foreign = good.clone();
        foreign.checkpoint = stranger.note(&signer().verifying().verify(&good.checkpoint).expect("signed")).to_string();
        let report = check(place, &[good, other, short, foreign], &[]);
        let told: Vec<usize> = report
            .faults
            .iter()
            .filter_map(|fault| if let Fault::Given { index, .. } = fault { Some(*index) } else { None })
            .collect();
        assert_eq!(told, [1, 2, 3]);
        let otherwise = verify_at(&place.location, &stranger.verifying(), &[], &[]).expect("it opens");
        assert!(otherwise.faults.iter().any(|fault| matches!(fault, Fault::Key(_))));
    });
}

#[test]
fn what_was_built_into_the_database_is_told() {
    let planted = |place: &Place, statements: &str| {
        story(&place.journal());
        assert_eq!(check(place, &[], &[]).faults, []);
        sql(place, statements);
        let faults = check(place, &[], &[]).faults;
        assert!(faults.iter().any(|fault| matches!(fault, Fault::Schema(_))), "{statements}: {faults:?}");
    };
    for statements in [
        r#"CREATE TRIGGER later AFTER INSERT ON "submission" BEGIN DELETE FROM "withdrawal"; END"#,
        r#"DROP INDEX "entry by day""#,
        r#"ALTER TABLE "submission" ADD COLUMN "more" TEXT"#,
        r#"CREATE TABLE "other" ("a" TEXT)"#,
    ] {
        planted(&Place::sqlite(), statements);
    }
    for statements in [
        r#"ALTER TABLE "submission" DROP CONSTRAINT "submission(operator,submission)""#,
        r#"CREATE RULE later AS ON INSERT TO "submission" DO INSTEAD NOTHING"#,
        r#"ALTER TABLE "submission" ADD COLUMN "more" TEXT"#,
        r#"CREATE VIEW "other" AS SELECT 1 AS "a""#,
        "CREATE FUNCTION later() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; \
         CREATE TRIGGER later BEFORE INSERT ON \"submission\" FOR EACH ROW EXECUTE FUNCTION later()",
    ] {
        planted(&Place::postgres(), statements);
    }
}

/// A part that is gone keeps no other part from being looked at.
#[test]
fn a_table_that_is_gone_is_told_and_the_rest_is_read() {
    on_both(|place| {
        story(&place.journal());
        sql(place, r#"DROP TABLE "checkpoint"; DELETE FROM "submission" WHERE "entry" = 3"#);
        let report = check(place, &[], &[]);
        let gone = |fault: &Fault| matches!(fault, Fault::Unreadable { part, .. } if part.contains("checkpoint"));
        assert!(report.faults.iter().any(gone));
        let row = Fault::Row { table: "submission", entry: 3, place: 0, what: Difference::Missing };
        assert!(report.faults.contains(&row), "{:?}", report.faults);
    });
}
