//! A journal with an act of every kind, replayed from its entries into an empty register of either database, gives the same
//! rows, nodes and checkpoints.

use register::journal::copy;
use register::{Draft, Journal};

use crate::place::{Place, draft, record};
use crate::specimens::{body, in_order};
use crate::vandal::{everything, sql};

fn lived(place: &Place) -> Journal {
    let journal = place.create("yes").expect("a journal").0;
    for kind in in_order() {
        let draft = Draft { moment: None, ..draft(&format!("request-{kind}"), kind, body(kind, &journal)) };
        record(&journal, draft).unwrap_or_else(|fault| panic!("{kind}: {fault}"));
    }
    journal
}

#[test]
fn replaying_a_journal_into_an_empty_register_gives_the_same_rows() {
    let mut all = Vec::new();
    for from in [Place::sqlite(), Place::postgres()] {
        drop(lived(&from));
        let rows = everything(&from);
        let empty: Vec<&str> =
            register::tables::ALL.iter().map(|table| table.name).filter(|table| rows[table].is_empty()).collect();
        assert_eq!(empty, Vec::<&str>::new(), "tables that no act here fills");
        for to in [Place::sqlite(), Place::postgres()] {
            let entries = copy(&from.location, &to.location).expect("it is replayed");
            assert_eq!(entries, in_order().len() as u64 + 1);
            assert_eq!(everything(&to), rows, "{} from {}", to.location, from.location);
        }
        all.push(rows);
    }
    assert_eq!(all[0], all[1], "both databases hold the same");
    let rows: usize = all[0].values().map(Vec::len).sum();
    println!("{} kinds, {rows} rows of {} tables, 4 replays: the same rows", in_order().len() + 1, all[0].len());
}

/// The trial of the trial: a row that no entry says is not in what is replayed.
#[test]
fn a_row_that_no_entry_says_is_seen() {
    let (from, to) = (Place::sqlite(), Place::sqlite());
    drop(lived(&from));
    sql(&from, r#"UPDATE "balance" SET "paid" = '9.00' WHERE "year" = '2023'"#);
    copy(&from.location, &to.location).expect("it is replayed");
    assert_ne!(everything(&to), everything(&from));
}
