//! `mithaq check --mutate` as a person and a script meet it: counts by kind, places, reasons, and what was not tried.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A document of which little is held, and which lists one change as without effect.
const LISTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../conformance/mutations/good/listed.md");

/// The same with a list that is stale.
const STALE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../conformance/mutations/bad/stale.md");

fn mutate(document: &Path, arguments: &[&str]) -> (bool, String) {
    let mithaq = env!("CARGO_BIN_EXE_mithaq");
    let mut command = Command::new(mithaq);
    command.args(arguments).arg("check").arg("--mutate").arg(document).env("COLUMNS", "140");
    let output = command.output().expect("the executable");
    (output.status.success(), String::from_utf8(output.stdout).expect("UTF-8"))
}

/// A document of the scenario folder with something put for something else.
fn altered(folder: &tempfile::TempDir, found: &str, instead: &str) -> PathBuf {
    let text = std::fs::read_to_string(LISTED).expect("the document");
    assert!(text.contains(found), "{found}");
    let path = folder.path().join("contract.md");
    std::fs::write(&path, text.replace(found, instead)).expect("a file");
    path
}

#[test]
fn what_nobody_notices_is_told_with_its_place_in_three_languages() {
    for (language, told, reason) in [
        (
            "en",
            "premium (by_year), is: gross >= 100 MAD changed to gross > 100 MAD",
            "after_payment (1): Changes no amount",
        ),
        (
            "fr",
            "premium (by_year), is\u{202f}: gross >= 100 MAD changé en gross > 100 MAD",
            "after_payment (1)\u{202f}: Changes no amount",
        ),
        ("ar", "gross > 100 MAD", "Changes no amount"),
    ] {
        let (success, printed) = mutate(Path::new(LISTED), &["--lang", language]);
        assert!(!success, "{printed}");
        assert!(printed.contains(told) && printed.contains(reason), "{printed}");
        assert!(printed.contains("listed.md:54:"), "{printed}");
    }
}

#[test]
fn a_stale_list_is_an_error() {
    let (success, printed) = mutate(Path::new(STALE), &["--lang", "en"]);
    assert!(!success);
    assert!(printed.contains("[without-effect-gone]") && printed.contains("[without-effect-noticed]"), "{printed}");
}

#[test]
fn a_case_that_fails_by_itself_is_told_and_changes_are_not_tried() {
    let folder = tempfile::tempdir().expect("a folder");
    let failing = altered(&folder, "amount: 70 MAD", "amount: 71 MAD");
    let (success, printed) = mutate(&failing, &["--lang", "en"]);
    assert!(!success);
    assert!(printed.contains("Changes were not tried"), "{printed}");
    let (success, printed) = mutate(&failing, &["--lang", "fr"]);
    assert!(!success && printed.contains("n’ont pas été essayés"), "{printed}");
    let refused = altered(&folder, "mode: half-up", "mode: somehow");
    let (success, printed) = mutate(&refused, &["--lang", "en"]);
    assert!(!success && printed.contains("Changes were not tried"), "{printed}");
}

#[test]
fn counts_by_kind_are_there_for_programs() {
    let mithaq = env!("CARGO_BIN_EXE_mithaq");
    let output = Command::new(mithaq).args(["check", "--mutate", "--json", LISTED]).output().expect("the executable");
    let read: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let changes = &read["changes"];
    let all = &changes["all"];
    let count = |name: &str| all[name].as_u64().expect("a count");
    let kinds = ["figures", "conditions", "comparisons", "rounding", "payments", "words", "parts"];
    let tried: u64 = kinds.iter().map(|kind| changes["by_kind"][kind]["tried"].as_u64().expect("a count")).sum();
    assert_eq!(tried, count("tried"));
    let fates = ["noticed", "refused", "reaching_nothing", "listed", "unnoticed"];
    assert_eq!(fates.map(count).iter().sum::<u64>(), tried);
    assert_eq!(changes["unnoticed"].as_array().map(Vec::len), usize::try_from(count("unnoticed")).ok());
    assert_eq!(changes["listed"][0]["changes"][0]["key"], "after_payment");
}
