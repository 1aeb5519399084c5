//! What the page of an operator says of its standing: how it is enrolled, and which of its files are damaged.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use office::actor::Actor;
use office::workspace::Workspace;

use crate::house::{House, OTHER, OWN, ask, served};

fn page(address: SocketAddr, path: &str) -> String {
    let answer = ask(address, path);
    assert_eq!(answer.status, 200, "{path}");
    answer.body
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).expect("an entry");
        match path.is_dir() {
            true => copied(&path, &to.join(name)),
            false => drop(std::fs::copy(&path, to.join(name)).expect("copied")),
        }
    }
}

/// The files of that name in the operator's submissions, in order of their folders.
fn files(root: &Path, name: &str) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(root.join("evidence").join(OWN)).expect("a folder");
    let mut found: Vec<PathBuf> = folders.map(|entry| entry.expect("an entry").path().join(name)).collect();
    found.retain(|path| path.is_file() && !path.to_string_lossy().contains("edition"));
    found.sort();
    found
}

/// The office's pages of a copy of the house, a file of which was altered.
fn harmed(house: &House, copy: &str, name: Option<&str>) -> SocketAddr {
    let root = house.folder.path().join(copy);
    copied(&house.root, &root);
    if let Some(name) = name {
        let found = files(&root, name);
        let path = &found[found.len() / 2];
        let bytes = std::fs::read(path).expect("a file");
        std::fs::write(path, [bytes.as_slice(), b" "].concat()).expect("altered");
    }
    let workspace = Arc::new(Workspace::open(&root).expect("a workspace"));
    served(&workspace, &Actor::Office, None)
}

#[test]
fn a_damaged_file_is_told_on_its_operator_s_page_and_on_no_other() {
    let house = House::new();
    let whole = harmed(&house, "whole", None);
    let own = |language: &str| format!("/{language}/operators/{OWN}");
    let titles = [("en", "Damaged files"), ("fr", "Fichiers endommagés"), ("ar", "ملفات متضررة")];
    for (copy, name) in [("table", "payroll.parquet"), ("list", "manifest.json")] {
        let address = harmed(&house, copy, Some(name));
        for (language, title) in titles {
            let told = page(address, &own(language));
            assert!(told.contains(title) && told.contains(name), "{language} {name}");
            assert!(page(address, &format!("/{language}/operators")).contains(title), "{language} {name}");
            assert!(!page(whole, &own(language)).contains(title), "{language}");
            let other = format!("/{language}/operators/{OTHER}");
            assert!(page(address, &other) == page(whole, &other), "{other} changed by {name}");
        }
        let (told, before) = (page(address, &own("en")), page(whole, &own("en")));
        assert!(told.contains("is not what was recorded") && told.contains("back from a backup"), "{name}");
        // What is not known is told by its own cause, and is no omission of the operator's.
        let cause = if name == "manifest.json" { "a file that was handed in is damaged" } else { "file damaged" };
        assert!(told.contains(cause) && !before.contains(cause), "{name}");
        assert!(!told.contains("was ever filed") || before.contains("was ever filed"), "{name}");
        let missing = |html: &str| html.matches("file missing").count();
        assert!(missing(&told) <= missing(&before), "{name}: damage is told as missing");
        assert_eq!(told.contains("Not known, because a file is damaged"), name == "manifest.json", "{name}");
    }
}

#[test]
fn an_operator_s_page_says_how_it_is_enrolled() {
    let house = House::new();
    let office = house.served(house.reader("officer-office"));
    let assumed = page(office, &format!("/en/operators/{OWN}"));
    assert!(assumed.contains("which is assumed") && assumed.contains(">assumed<"), "in words");
    assert_eq!(ask(office, "/en/operators/op-new").status, 404);
    let done = |command: &str| {
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let output = house.run("officer-office", &arguments);
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    };
    done(
        "enrol op-new --from 2025-07-01 --contract ma-offshoring-2025 --ecosystem crm \
         --affiliation 2000016=2025-07-01.. --source Convention-7",
    );
    let entry = house.workspace.head().expect("a head").entries;
    let told = page(office, "/en/operators/op-new");
    let link = format!("href=\"/en/journal/{entry}\"");
    assert!(told.contains(&link) && told.contains("2000016") && told.contains("Convention-7"), "{told}");
    assert!(page(office, "/en/operators").contains("op-new"), "who has not handed in yet is listed");
    done("end-operator op-new --on 2025-12-31 --source Lettre");
    assert!(page(office, "/fr/operators/op-new").contains("décembre"));
    assert!(page(office, "/en/operators/op-new").contains("ended"));
    done("resume-operator op-new --from 2026-02-01 --source Lettre");
    let told = page(office, "/ar/operators/op-new");
    assert!(told.contains(&format!("href=\"/ar/journal/{}\"", entry + 2)), "every act is told");
    // A clerk reads it, without the ways into the journal.
    let own = page(house.served(house.reader("clerk-operators")), &format!("/en/operators/{OWN}"));
    assert!(own.contains("which is assumed") && !own.contains("/journal"));
    // Texts say by which entry they stand.
    let text = page(office, "/en/contracts/ma-offshoring-2025");
    assert!(text.contains("nobody signed it here") && text.contains("href=\"/en/journal/"), "recorded");
}
