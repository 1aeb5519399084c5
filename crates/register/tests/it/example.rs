//! The worked example of `docs/journal.md`: a journal of three entries, every byte of which stands in the document.

use register::export::export;
use register::journal::Journal;
use register::signing::SigningKey;
use register::{Receipt, Value, tree};

use crate::place::{Place, day, draft, on_both, opening, record, signer};

const DOCUMENT: &str = include_str!("../../../../docs/journal.md");

fn told(journal: &Journal) {
    let hash = tree::leaf(b"the manifest of a submission").hex();
    let one = [("operator", "op-1"), ("submission", "000001"), ("sha256", &hash), ("received", "2027-02-26")];
    let body = [("files", Value::text("2")), ("submissions", Value::List(vec![Value::texts(one)]))];
    record(journal, draft("request-1", "submit", Value::map(body))).expect("recorded");
    let body =
        [("operator", "op-1"), ("submission", "000001"), ("piece", "1"), ("reason", "Reçu\ndeux fois / \"مكرر\"")];
    let withdrawn = draft("request-2", "withdraw", Value::texts(body));
    let stated = [("noticed".to_owned(), "2027-03-02".to_owned())].into();
    let moment = Some("2027-03-03T10:00:00Z".to_owned());
    record(journal, register::Draft { clock: day("2027-03-03"), stated, moment, ..withdrawn }).expect("recorded");
}

fn exported(place: &Place) -> String {
    let mut file = Vec::new();
    let lines = export(&place.location, &signer().verifying(), &mut file).expect("it is written");
    let text = String::from_utf8(file).expect("text");
    assert_eq!(text.lines().count() as u64, lines);
    text
}

#[test]
fn the_document_shows_the_bytes_that_are() {
    let places = [Place::sqlite(), Place::postgres()];
    let mut exports = Vec::new();
    for place in &places {
        let (journal, _) = Journal::create(place.location.clone(), opening("no"), &signer()).expect("a journal");
        told(&journal);
        let key = signer().verifying();
        let entry = |number| journal.entry(number).expect("read").expect("there");
        let mut shown = vec![key.to_string()];
        for number in 1..=3 {
            shown.push(entry(number).bytes().expect("bytes"));
            shown.push(format!("leaf {}", entry(number).leaf().expect("a leaf")));
            let note = journal.checkpoint(Some(number)).expect("a checkpoint");
            shown.push(format!("root {}", key.verify(&note).expect("signed").root));
        }
        shown.push(journal.checkpoint(None).expect("a checkpoint"));
        let receipt = journal.receipt(2).expect("a receipt");
        assert_eq!(receipt.check(&key).expect("it proves"), entry(2));
        shown.push(receipt.encode().expect("a file"));
        assert_eq!(Receipt::decode(&receipt.encode().expect("a file")).expect("it is read"), receipt);
        let proof: Vec<String> = journal.consistency(1, 3).expect("a proof").iter().map(tree::Hash::hex).collect();
        shown.push(proof.join("\n"));
        let export = exported(place);
        shown.push(export.clone());
        for shown in shown {
            assert!(DOCUMENT.contains(shown.trim_end()), "not in docs/journal.md:\n{shown}");
        }
        exports.push(export);
    }
    assert_eq!(exports[0], exports[1], "both databases are exported alike");
}

/// Every kind of act that is known is described in the document, with every table.
#[test]
fn the_document_knows_every_kind_and_every_table() {
    for kind in register::projection::kinds() {
        assert!(DOCUMENT.contains(&format!("### `{}`", kind.word)), "the kind {} is not described", kind.word);
    }
    for table in register::tables::ALL {
        let columns: Vec<String> = table.columns.iter().map(|column| format!("`{column}`")).collect();
        let row = format!("| `{}` | {} |", table.name, columns.join(", "));
        assert!(DOCUMENT.contains(&row), "the table is not described as {row}");
    }
}

/// What is exported is what is kept, damaged or not: a second verifier must see the damage.
#[test]
fn a_damaged_journal_is_exported_as_it_is() {
    on_both(|place| {
        crate::story::tell(&place.journal());
        let good = exported(place);
        crate::vandal::sql(place, r#"UPDATE "submission" SET "operator" = 'op-9' WHERE "entry" = 3"#);
        let changed = exported(place);
        assert_eq!(good.replacen(r#""operator":"op-1""#, r#""operator":"op-9""#, 1), changed);
        let lines =
            |text: &str, kind: &str| text.lines().filter(|line| line.contains(&format!(r#""type":"{kind}""#))).count();
        assert_eq!((lines(&good, "journal"), lines(&good, "entry"), lines(&good, "checkpoint")), (1, 7, 7));
        assert_eq!((lines(&good, "node"), lines(&good, "row"), lines(&good, "end")), (11, 8, 1));
        for line in good.lines() {
            Value::decode(line.as_bytes()).expect("each line is canonical");
        }
    });
}

/// The seed of the example's key is in the document, so that another verifier can make it.
#[test]
fn the_key_of_the_example_is_that_of_the_seed() {
    let key = SigningKey::from_seed("mithaq/essai", [7; 32]).expect("a key").verifying();
    assert!(DOCUMENT.contains(&format!("`{}`", "07".repeat(32))) && DOCUMENT.contains(&key.to_string()));
}
