//! Files of one operator are damaged: the others' determinations stay byte for byte, the damage is told, and nothing that was
//! computed meanwhile is found once the file is whole again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use contract::calendar::Date;
use contract::check::{Packs, check};
use contract::determination::{Determination, Status};
use contract::document::BlockKind;
use contract::identity::OperatorId;
use office::act::pass;
use office::act::submit::{Filled, HandIn, submit};
use office::actor::Actor;
use office::assess::{Question, assess};
use office::moment::Moment;
use office::now::Now;
use office::workspace::{Birth, Workspace};

type Said = BTreeMap<(String, OperatorId), Vec<Determination>>;

fn made(root: &Path) {
    let birth = Birth::fictitious("2020-01-01".parse().expect("a day"));
    let workspace = Workspace::create(root, &birth, Now::of(0)).expect("a workspace").without_waiting_for_disk();
    let sector = demo::generate(3, demo::Size { operators: 3, persons: 45, ..demo::Size::small() });
    for (number, delivery) in sector.enumerate() {
        pass(&workspace, &Actor::Office, delivery.received, Now::of(0)).expect("a day");
        let mut how = HandIn::new(format!("delivery-{number}"));
        how.filled = if delivery.replaces { Filled::Replace } else { Filled::Ask };
        submit(&workspace, &Actor::Office, &delivery.files, &how, Now::of(0)).expect("an intake");
    }
}

/// What every operator comes to under each contract, and the damaged files that were told.
fn said(root: &Path) -> (Said, Vec<String>) {
    let workspace = Workspace::open(root).expect("a workspace");
    let day: Date = workspace.today(Now::of(0)).expect("a day");
    let as_known_on = Moment { day, at: day.into() };
    let question = Question { as_known_on, operators: Vec::new(), all_readings: false, fresh: false };
    let mut said = Said::new();
    let mut take = |sound: &office::texts::Sound, program: &_, one: office::assess::OperatorAssessment| {
        let rows = one.to_determinations(program);
        said.insert((sound.contract.id.clone(), one.operator.clone()), rows);
        Ok(())
    };
    let assessed = assess(&workspace, &question, Some(&mut take), || {}).expect("damage stops nobody");
    let told = assessed.damaged.into_iter().map(|one| {
        format!("{} {} {}", one.operator.map_or_else(String::new, |one| one.to_string()), one.submission, one.file)
    });
    (said, told.collect())
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).expect("an entry");
        if path.is_dir() {
            copied(&path, &to.join(name))
        } else {
            std::fs::copy(&path, to.join(name)).map(|_| ()).expect("copied")
        }
    }
}

/// One file of each name, of the operator's submissions: the last one of a name.
fn kinds(home: &Path) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(home).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    for folder in folders.into_iter().filter(|path| path.is_dir() && !path.ends_with("edition")) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            found.insert(name, path);
        }
    }
    found
}

/// The tables of the programme's pack, which no shipped contract reads yet: no figure needs any of these.
fn read_by_nobody() -> BTreeSet<String> {
    let packs = Packs::gather(office::shipped::FILES.iter().map(|shipped| shipped.text));
    let all = office::shipped::FILES.iter().filter_map(|shipped| check(shipped.text, &packs).contract);
    let programme = all.into_iter().find(|pack| pack.id == "ma-programme").expect("the pack");
    let own = programme.tables.iter().filter(|table| !programme.is_lent(BlockKind::Evidence, &table.id));
    own.map(|table| table.id.clone()).collect()
}

#[test]
fn one_operator_s_damage_leaves_the_others_determinations() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = folder.path().join("whole");
    made(&whole);
    let tried = folder.path().join("sound");
    copied(&whole, &tried);
    let (sound, told) = said(&tried);
    assert_eq!(told, Vec::<String>::new());
    let operator = sound.keys().map(|(_, operator)| operator.clone()).min().expect("an operator");
    let due = |rows: &[Determination]| rows.iter().filter(|one| one.status == Status::Due).count();
    let mut less = 0;
    for (number, (name, path)) in kinds(&whole.join("evidence").join(operator.as_str())).into_iter().enumerate() {
        let root = folder.path().join(format!("damaged-{number}"));
        copied(&whole, &root);
        let damaged = root.join(path.strip_prefix(&whole).expect("within"));
        let bytes = std::fs::read(&damaged).expect("a file");
        match number % 3 {
            0 => std::fs::remove_file(&damaged).expect("removed"),
            1 => std::fs::write(&damaged, &bytes[..bytes.len() / 2]).expect("cut"),
            _ => std::fs::write(&damaged, [bytes.as_slice(), b" "].concat()).expect("altered"),
        }
        let (now, told) = said(&root);
        for (key, rows) in &sound {
            if key.1 != operator {
                assert_eq!(&now[key], rows, "{name}");
                continue;
            }
            // What is still said is what was said; the rest is not evaluated, and nothing became zero.
            for one in &now[key] {
                let was = rows
                    .iter()
                    .find(|was| was.clause == one.clause && was.reading == one.reading && was.key == one.key);
                let same = was.is_some_and(|was| (was.status, was.amount) == (one.status, one.amount));
                assert!(same || one.status == Status::NotEvaluated || one.status == Status::Pending, "{name}: {one:?}");
            }
            less += due(rows) - due(&now[key]).min(due(rows));
        }
        let of_nobody = name.strip_suffix(".parquet").is_some_and(|table| read_by_nobody().contains(table));
        if name == "lines.bin" || of_nobody {
            assert_eq!((told, now), (Vec::new(), sound.clone()), "no figure needs it");
        } else {
            assert_eq!(told.len(), 1, "{name}: {told:?}");
            assert!(told[0].starts_with(operator.as_str()) && told[0].ends_with(&name), "{told:?}");
        }
        // Whole again, everything is as it was: nothing of meanwhile was kept.
        std::fs::write(&damaged, bytes).expect("put back");
        assert_eq!(said(&root), (sound.clone(), Vec::new()), "{name}");
        std::fs::remove_dir_all(&root).expect("gone");
    }
    assert!(less > 0, "damage withheld something");
}
