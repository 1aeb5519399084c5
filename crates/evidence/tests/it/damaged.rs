//! Files of one operator are damaged, one after the other, each in three ways: told, unknown for that operator, and nobody
//! else's matter.

use std::fs;
use std::path::Path;

use contract::facts::{Facts, Period};
use evidence::store::{Harm, Listed, Position, Recorded, Store};

use crate::bench::*;
use crate::store::files;

const TABLES: [&str; 4] = ["payroll", "affiliation", "operator", "site"];

/// Two operators over three months; what they share of persons makes links.
fn bench() -> Bench {
    let bench = Bench::with_registers();
    for month in 1..=3 {
        let lines = [paid("123456700", 5_000 + month), paid("123456701", 6_000)];
        let name = format!("2025-0{month}");
        let received = format!("2025-0{}-05", month + 1);
        bench.submit(&received, vec![payroll(ALPHA_1, &name, &lines), payroll(BETA_1, &name, &lines[..1])]);
    }
    bench
}

/// What counts, as a journal would say it.
fn recorded(bench: &Bench) -> Recorded {
    let mut recorded = Recorded::default();
    for operator in ["alpha", "beta"].map(id) {
        for one in bench.store.submissions(&operator).expect("submissions") {
            let listed = Listed::new(one.manifest.submission.clone(), Some((one.at, one.hash.clone())), None);
            recorded.add(Some(&operator), listed);
        }
    }
    recorded
}

fn opened(bench: &Bench, recorded: &Recorded) -> Store {
    Store::open_taking(bench.store.root(), recorded.clone())
        .expect("the store")
        .knowing(crate::tables::tables())
        .without_waiting_for_disk()
}

fn facts(store: &Store, operator: &str) -> Facts {
    store.load(&id(operator), &TABLES, Position::END).expect("damage is no fault").to_facts(None)
}

fn damage(path: &Path, harm: usize) -> Harm {
    let bytes = fs::read(path).expect("a file");
    match harm {
        0 => fs::remove_file(path).expect("removed"),
        1 => fs::write(path, &bytes[..bytes.len() / 2]).expect("cut short"),
        _ => {
            let mut altered = bytes;
            let middle = altered.len() / 2;
            altered[middle] ^= 1;
            fs::write(path, altered).expect("altered");
        }
    }
    if harm == 0 { Harm::Missing } else { Harm::Altered }
}

/// What is covered is what it was, whole.
fn nothing_in_part(sound: &Facts, now: &Facts) {
    for (name, table) in &now.tables {
        let was = &sound.tables[name];
        assert!(table.covered.is_subset(&was.covered) && (was.present || !table.present), "{name}");
        let of = |facts: &contract::facts::Table, period: Period| {
            facts.rows.iter().filter(|row| row.period == Some(period)).cloned().collect::<Vec<_>>()
        };
        for period in &table.covered {
            assert_eq!(of(table, *period), of(was, *period), "{name} {period}");
        }
        assert!(!table.present || table.rows == was.rows, "{name}");
    }
}

#[test]
fn one_operator_s_damage_is_told_and_changes_nobody_else() {
    let bench = bench();
    let recorded = recorded(&bench);
    let sound = opened(&bench, &recorded);
    let (alpha, beta) = (facts(&sound, "alpha"), facts(&sound, "beta"));
    let print = |store: &Store, operator: &str| store.fingerprint(&id(operator), Position::END).expect("a fingerprint");
    let (of_alpha, of_beta) = (print(&sound, "alpha"), print(&sound, "beta"));
    let all = files(&bench.store.root().join("alpha"));
    let (mut tried, mut unknown) = (0, 0);
    for ((path, bytes), harm) in all.iter().flat_map(|file| (0..3).map(move |harm| (file, harm))) {
        let path = Path::new(path);
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name == ".lock" || bytes.len() < 2 {
            continue;
        }
        let what = damage(path, harm);
        let store = opened(&bench, &recorded);
        let told = facts(&store, "alpha");
        assert_eq!(facts(&store, "beta"), beta, "{name}");
        assert_eq!(print(&store, "beta"), of_beta, "{name}");
        nothing_in_part(&alpha, &told);
        let is_submission = name == "manifest.json" || name.ends_with(".parquet");
        if is_submission {
            let damaged = store.damaged();
            let [one] = damaged.as_slice() else { panic!("{name}: {damaged:?}") };
            assert_eq!((one.operator.clone(), one.file.as_str(), one.what), (Some(id("alpha")), name.as_str(), what));
            assert!(path.display().to_string().contains(&one.submission) && store.lacks(&id("alpha")));
            assert_ne!(told, alpha, "{name}");
            unknown += 1;
            // Where nobody knows what was said, nothing that was kept of the whole is found.
            assert_eq!(print(&store, "alpha") == of_alpha, name != "manifest.json", "{name}");
            // Before it was handed in, it said nothing.
            let first = store.operators(Position::END).expect("operators");
            assert_eq!(first, [id("alpha"), id("beta")]);
        } else {
            assert_eq!((told, store.damaged()), (alpha.clone(), Vec::new()), "{name} is derived");
        }
        // Editions are made for whom they can be made, and no half one.
        store.compact(|_| {}).expect("editions");
        assert_eq!(facts(&opened(&bench, &recorded), "beta"), beta);
        fs::remove_file(bench.store.root().join("editions.json")).expect("an index");
        fs::write(path, bytes).expect("put back");
        assert_eq!(facts(&opened(&bench, &recorded), "alpha"), alpha, "whole again");
        tried += 1;
    }
    assert!(tried >= 20 && unknown >= 15, "{tried} {unknown}");
}

#[test]
fn editions_still_say_what_a_damaged_file_said_and_damaged_ones_are_made_anew() {
    let bench = bench();
    let recorded = recorded(&bench);
    let sound = facts(&opened(&bench, &recorded), "alpha");
    opened(&bench, &recorded).compact(|_| {}).expect("editions");
    let needed = |store: &Store| {
        let all = sound.tables.keys().map(|table| {
            let columns = crate::tables::tables().table(table).expect("a table").columns.iter();
            (table.clone(), columns.map(|column| column.name.to_owned()).collect())
        });
        store.load_columns(&id("alpha"), &all.collect(), Position::END).expect("columns").to_facts(None)
    };
    let said = needed(&opened(&bench, &recorded));
    let tables = files(&bench.store.root().join("alpha"));
    let is_table = |path: &str| path.ends_with("payroll.parquet") && !path.contains("edition");
    let (path, bytes) = tables.iter().find(|(path, _)| is_table(path)).expect("a table");
    fs::remove_file(path).expect("removed");
    assert_eq!(needed(&opened(&bench, &recorded)), said, "the edition was made while it was whole");
    fs::write(path, bytes).expect("put back");
    // A damaged part of an edition: the submissions answer, and the next who gathers makes it anew.
    let part = tables
        .iter()
        .map(|(path, _)| path.clone())
        .chain(files(&bench.store.root().join("alpha/edition")).into_iter().map(|(path, _)| path));
    let parts: Vec<String> = part.collect();
    let part = parts.into_iter().rfind(|path| path.contains("edition") && path.ends_with("/payroll.parquet"));
    let part = part.expect("a part of an edition");
    let before = fs::read(&part).expect("a part");
    damage(Path::new(&part), 2);
    let store = opened(&bench, &recorded);
    assert_eq!(needed(&store), said);
    assert!(store.has_unsound());
    store.compact(|_| {}).expect("editions");
    assert_eq!(fs::read(&part).expect("a part"), before, "made anew, the same");
    assert!(!store.has_unsound() && store.unsound_editions().expect("editions").is_empty());
    // One that is gone is missed without being read.
    fs::remove_file(&part).expect("removed");
    opened(&bench, &recorded).compact(|_| {}).expect("editions");
    assert_eq!(fs::read(&part).expect("a part"), before);
}
