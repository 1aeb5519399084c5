//! What `verify` finds: alterations drawn by seed, each of which is seen to change bytes, found, and named; and nothing in a
//! journal that nobody touched.

use register::journal::Journal;
use register::note::Checkpoint;
use register::signing::SigningKey;
use register::store::Cell;
use register::tree::{self, Hash, Node};
use register::verify::{Difference, Fault, GivenFault, Report, Unchecked, verify, verify_at};
use register::{Entry, Receipt, Value};

use crate::alteration::{SORTS, alteration, leaves, nodes, rewritten};
use crate::place::{Place, day, draft, on_both, record, signer, submit};
use crate::vandal::{Dice, everything, literal, restore, sql};

/// A journal of some forty entries in which every table has rows.
pub fn story(journal: &Journal) {
    crate::story::tell(journal);
    let told = draft("request-public", "fix-public-day", Value::texts([("day", "2027-03-01")]));
    record(journal, register::Draft { clock: day("2027-03-20"), ..told }).expect("recorded");
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
        assert_eq!(report.rows, 38 + 1);
        assert_eq!(report.unchecked, [Unchecked::Contents(29)]);
        let alone = check(place, &[], &[]);
        assert_eq!((alone.faults.len(), &alone.unchecked[0]), (0, &Unchecked::NothingGiven));
    });
}

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

/// How many times the counts are drawn: more in a long run.
pub fn times() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "a long run says how long")]
    std::env::var("MITHAQ_ALTERATIONS").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

#[test]
fn alterations_in_sqlite_are_found_and_named() {
    vandalise(&Place::sqlite(), 360 * times());
}

#[test]
fn alterations_in_postgresql_are_found_and_named() {
    vandalise(&Place::postgres(), 90 * times());
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
        assert!(otherwise.faults.iter().any(|fault| matches!(fault, Fault::Key)));
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
