//! What the terminal does not do to whoever types: replace a file, hand on a name that steers the screen or the shell, or take the
//! folder of a workspace for a stranger's.

use std::path::Path;
use std::process::Command;

fn mithaq(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mithaq"));
    command.current_dir(folder).args(["--lang", "en"]).args(arguments).env("COLUMNS", "4000");
    let output = command.output().expect("the executable");
    let told = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(told).expect("UTF-8"))
}

fn good(folder: &Path, arguments: &[&str]) -> String {
    let (code, told) = mithaq(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}: {told}");
    told
}

const OPERATORS: &str = "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\nop-1;SOCIETE FICTIVE;\
                         001234567000062;1000001;2015-01-01;\n";

#[test]
fn an_export_of_the_journal_replaces_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    good(folder.path(), &["create", "--fictitious", "2025-09-01", "--empty"]);
    let path = folder.path().join("journal.jsonl");
    std::fs::write(&path, "somebody's").expect("a file");
    let (code, told) = mithaq(folder.path(), &["journal", "--export", "journal.jsonl"]);
    assert!(code != 0 && told.contains("journal.jsonl"), "{told}");
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), "somebody's");
    good(folder.path(), &["journal", "--export", "new.jsonl"]);
    assert!(std::fs::read_to_string(folder.path().join("new.jsonl")).expect("a file").lines().count() > 1);
}

#[test]
fn a_copy_with_marks_that_cannot_be_written_stops_before_anything_is_taken_in() {
    let folder = tempfile::tempdir().expect("a folder");
    good(folder.path(), &["create", "--fictitious", "2025-09-01"]);
    std::fs::write(folder.path().join("operateurs.csv"), OPERATORS).expect("a file");
    let path = folder.path().join("marked.xlsx");
    std::fs::write(&path, "somebody's").expect("a file");
    let (code, told) = mithaq(folder.path(), &["submit", "operateurs.csv", "--marked", "marked.xlsx"]);
    assert!(code != 0 && told.contains("marked.xlsx"), "{told}");
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), "somebody's");
    assert!(!good(folder.path(), &["evidence"]).contains("op-1"), "it was taken in");
    good(folder.path(), &["submit", "operateurs.csv", "--marked", "other.xlsx"]);
    assert!(folder.path().join("other.xlsx").exists());
}

#[test]
fn the_folder_of_a_workspace_knows_its_originals() {
    let folder = tempfile::tempdir().expect("a folder");
    good(folder.path(), &["create", "--fictitious", "2025-09-01"]);
    std::fs::write(folder.path().join("operateurs.csv"), OPERATORS).expect("a file");
    good(folder.path(), &["submit", "operateurs.csv"]);
    assert!(folder.path().join("mithaq-workspace/originals").is_dir(), "originals are kept");
    std::fs::write(folder.path().join("mithaq-workspace/strange"), "").expect("a file");
    let told = good(folder.path(), &["status"]);
    assert!(told.contains("strange") && !told.contains("originals"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_printed_command_holds_a_name_that_steers_nothing_and_is_run_as_it_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    good(folder.path(), &["create", "--fictitious", "2026-09-01"]);
    std::fs::write(folder.path().join("operateurs.csv"), OPERATORS).expect("a file");
    good(folder.path(), &["submit", "operateurs.csv"]);
    // A name that colours the screen, ends a quote and starts a command.
    let name = "it's \u{1b}[31m $(touch taken).csv";
    let turnover = "operateur;annee;ca_total;ca_export\nop-1;2025;8,000;7,000\n";
    std::fs::write(folder.path().join(name), turnover).expect("a file");
    let (_, told) = mithaq(folder.path(), &["submit", name]);
    assert!(!told.contains('\u{1b}'), "{told:?}");
    let line = told.lines().find_map(|line| line.find("mithaq submit ").map(|start| line[start..].trim()));
    let line = line.unwrap_or_else(|| panic!("no command: {told}"));
    // The executable under the name that is printed.
    let script = format!("mithaq() {{ \"$0\" \"$@\"; }}\n{line}");
    let output =
        Command::new("bash").current_dir(folder.path()).args(["-c", &script, env!("CARGO_BIN_EXE_mithaq")]).output();
    let output = output.expect("a shell");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "{line}: {said}");
    assert!(!folder.path().join("taken").exists(), "{line}");
    let handed = good(folder.path(), &["evidence", "--operator", "op-1"]);
    assert!(!handed.contains('\u{1b}'), "{handed:?}");
}
