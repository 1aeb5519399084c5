//! Nothing personal is left: every byte that the commands print or leave in a workspace is searched for every name and
//! number that the generator issued.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use demo::{Search, Size};

/// The commands that are run once the files are in; each in every language.
const AFTER_INTAKE: &[&[&str]] = &[
    &["evidence"],
    &["evidence", "--json"],
    &["evidence", "--operator", "op-001"],
    &["evidence", "--operator", "op-002", "--json"],
    &["across"],
    &["across", "--operator", "op-001"],
    &["across", "--json"],
    &["assess", "--by-operator", "--compare-readings", "--export", "EXPORTS/determinations.csv"],
    &["explain", "pae"],
    &["explain", "air", "--operator", "op-001", "--year", "2025"],
    &["explain", "air", "--operator", "op-002", "--json"],
    &["explain", "jobs-2020"],
    &["assess", "--waiting", "--by-operator"],
    &["assess", "--json", "--export", "EXPORTS/determinations.parquet"],
];

fn mithaq(workspace: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mithaq"));
    command.arg("--workspace").arg(workspace).args(arguments).output().expect("the executable runs")
}

fn assert_clean(search: &Search<'_>, what: &str, bytes: &[u8]) {
    let traces = search.traces(bytes);
    assert!(traces.is_empty(), "{what}: {traces:?}");
}

fn assert_says_nothing(search: &Search<'_>, what: &str, output: &Output) {
    assert_ne!(output.status.code(), Some(2), "{what}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(!output.stdout.is_empty(), "{what} prints nothing");
    assert_clean(search, what, &output.stdout);
    assert_clean(search, what, &output.stderr);
}

fn search_folder(search: &Search<'_>, folder: &Path) -> u32 {
    let mut files = 0;
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        assert_clean(search, "a path", path.as_os_str().as_encoded_bytes());
        if path.is_dir() {
            files += search_folder(search, &path);
        } else {
            files += 1;
            assert_clean(search, &path.display().to_string(), &std::fs::read(&path).expect("a file"));
        }
    }
    files
}

/// How to ask for one determination of each clause and status, from the rows of an export.
fn explainable(export: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(export).expect("an export");
    let mut cases = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let (clause, operator, person, year, status) = (cells[1], cells[3], cells[4], cells[5], cells[9]);
        let mut arguments =
            ["explain", clause, "--operator", operator, "--person", person, "--json"].map(str::to_owned).to_vec();
        if !year.is_empty() {
            arguments.extend(["--year".to_owned(), year.to_owned()]);
        }
        if !cells[2].is_empty() {
            arguments.extend(["--reading".to_owned(), cells[2].to_owned()]);
        }
        if !cells[8].is_empty() {
            arguments.extend(["--anniversary".to_owned(), cells[8].to_owned()]);
        }
        arguments.extend(["--contract".to_owned(), cells[0].to_owned()]);
        cases.entry((clause.to_owned(), status.to_owned())).or_insert(arguments);
    }
    cases.into_values().collect()
}

#[test]
fn no_name_and_no_number_is_printed_or_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = folder.path().join("workspace");
    std::fs::create_dir(folder.path().join("exports")).expect("a folder");
    // Three operators until half a year after the offer takes effect: faults, corrections and complements among them.
    let size = Size { operators: 3, persons: 60, months: 19, ..Size::small() };
    let deliveries = demo::generate(11, size);
    let issued = deliveries.issued();
    let search = issued.search();
    let languages = ["fr", "ar", "en"];
    for (number, delivery) in deliveries.enumerate() {
        let inbox = folder.path().join("inbox");
        std::fs::create_dir_all(&inbox).expect("a folder");
        let mut arguments = vec!["submit".to_owned(), "--received".to_owned(), delivery.received.to_string()];
        arguments.extend(["--lang".to_owned(), languages[number % 3].to_owned()]);
        for (name, bytes) in &delivery.files {
            std::fs::write(inbox.join(name), bytes).expect("a file");
            arguments.push(inbox.join(name).display().to_string());
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        assert_says_nothing(&search, "submit", &mithaq(&workspace, &arguments));
        std::fs::remove_dir_all(&inbox).expect("the folder goes");
    }
    for arguments in AFTER_INTAKE {
        for language in languages {
            let exports = folder.path().join("exports").display().to_string();
            let arguments = [*arguments, &["--lang", language]].concat();
            let arguments: Vec<String> = arguments.iter().map(|one| one.replace("EXPORTS", &exports)).collect();
            let output = mithaq(&workspace, &arguments.iter().map(String::as_str).collect::<Vec<_>>());
            assert_says_nothing(&search, &arguments.join(" "), &output);
        }
    }
    let cases = explainable(&folder.path().join("exports/determinations.csv"));
    assert!(cases.len() >= 3, "nothing to explain: {cases:?}");
    for arguments in cases {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = mithaq(&workspace, &arguments);
        assert_says_nothing(&search, &arguments.join(" "), &output);
        assert!(output.status.success());
    }
    assert!(search_folder(&search, &workspace) > 100, "the workspace is nearly empty");
    assert_eq!(search_folder(&search, &folder.path().join("exports")), 2, "an export is missing");
}

#[test]
fn the_search_finds_what_a_file_holds() {
    let deliveries = demo::generate(11, Size { operators: 1, persons: 12, months: 12, ..Size::small() });
    let issued = deliveries.issued();
    let search = issued.search();
    let found = deliveries.flat_map(|delivery| delivery.files).any(|(_, bytes)| !search.traces(&bytes).is_empty());
    assert!(found, "the search is blind");
}
