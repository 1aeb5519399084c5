//! Backup, restore, what was lost, another key and a witness, as whoever keeps a workspace types them.

use std::path::Path;
use std::process::Command;

fn mithaq(folder: &Path, workspace: &str, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mithaq"));
    command.current_dir(folder).args(["--lang", "en", "--workspace", workspace]).args(arguments).env("COLUMNS", "4000");
    let output = command.output().expect("the executable");
    let told = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(told).expect("UTF-8"))
}

#[test]
fn a_workspace_is_kept_lost_and_brought_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |workspace: &str, arguments: &[&str]| mithaq(folder.path(), workspace, arguments);
    let good = |workspace: &str, arguments: &[&str]| {
        let (code, told) = run(workspace, arguments);
        assert_eq!(code, 0, "{arguments:?}: {told}");
        told
    };
    good("w", &["create", "--fictitious", "2027-01-01", "--empty"]);
    good("w", &["pass", "2027-01-02"]);
    assert!(good("w", &["backup", "b"]).contains("2 entries"));
    assert_eq!(run("w", &["backup", "b"]).0, 2);
    assert!(good("w", &["rotate", "--dry-run"]).contains("signs now"));
    good("w", &["pass", "2027-01-03"]);
    let page = good("w", &["journal", "3", "--receipt"]);
    let receipt = page.lines().find(|line| line.starts_with('{')).expect("a receipt");
    let receipt: serde_json::Value = serde_json::from_str(receipt).expect("JSON");
    std::fs::write(folder.path().join("latest"), receipt["checkpoint"].as_str().expect("a note")).expect("kept");
    let restored = good("r", &["restore", "b", "--keys", "w/keys", "--latest-checkpoint", "latest"]);
    assert!(restored.contains("mithaq lost 3 3"), "{restored}");
    let (code, refused) = run("r", &["pass", "2027-01-03"]);
    assert!(code == 2 && refused.contains("mithaq lost 3 3"), "{refused}");
    let (code, refused) = run("r", &["lost", "3", "4"]);
    assert!(code == 2 && refused.contains("--latest-checkpoint"), "{refused}");
    good("r", &["lost", "3", "3", "--dry-run"]);
    assert!(good("r", &["lost", "3", "3", "--request", "request-lost"]).contains('3'));
    assert!(good("r", &["journal"]).contains("entries lost"));
    good("r", &["verify", "--checkpoint", "latest"]);
    assert!(good("r", &["rotate", "--request", "request-rotate"]).contains("mithaq/"));
    good("r", &["rotate", "--request", "request-rotate"]);
    good("r", &["pass", "2027-01-04"]);
    assert_eq!(run("r", &["witness", "latest", "--key", "temoin+00000000+AAAA"]).0, 2);
    assert!(good("r", &["replay", "5"]).contains("entry 5"));
    good("r", &["verify"]);
}
