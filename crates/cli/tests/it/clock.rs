//! A clock that ran ahead when a workspace was made is said to have been wrong from the command line, and shown so.

use office::now::Now;
use office::workspace::{Birth, Workspace};

use crate::printed::{run, text};

/// A second of 2231.
const FAR: Now = Now::of(8_250_000_000);

#[test]
fn a_clock_that_was_wrong_is_said_and_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("mithaq-workspace");
    let birth = Birth::fictitious("2026-03-01".parse().expect("a day"));
    let birth = Birth { fictitious: None, zone: "UTC".to_owned(), keys: folder.path().join("keys"), ..birth };
    drop(Workspace::create(&root, &birth, FAR).expect("a workspace"));
    let refused = |command: &str, language: &str| {
        let output = run(folder.path(), command, language);
        assert_eq!(output.status.code(), Some(2), "{command}: {}", text(&output));
        text(&output)
    };
    std::fs::write(root.join("contracts/new.md"), "new").expect("written");
    assert!(refused("mithaq record", "en").contains("mithaq clock-was-wrong"));
    let list = run(folder.path(), "mithaq journal --json", "en");
    let listed: serde_json::Value = serde_json::from_slice(&list.stdout).expect("JSON");
    let last = listed["all"].as_u64().expect("a count");
    let say = format!("mithaq clock-was-wrong 1 {last} --reason battery --request request-clock");
    assert!(refused(&say.replace(&format!("1 {last}"), "1 99"), "fr").contains("mithaq journal"));
    let done = |command: &str, language: &str| {
        let output = run(folder.path(), command, language);
        assert!(output.status.success(), "{command}: {}", text(&output));
        text(&output)
    };
    assert!(done(&format!("{say} --dry-run"), "en").contains("nothing was"));
    let entry: serde_json::Value = serde_json::from_str(&done(&format!("{say} --json"), "en")).expect("JSON");
    assert_eq!(entry["entry"]["number"], last + 1);
    let again: serde_json::Value = serde_json::from_str(&done(&format!("{say} --json"), "en")).expect("JSON");
    assert_eq!(again["entry"]["again"], true);
    let shown: serde_json::Value = serde_json::from_str(&done("mithaq journal 1 --json", "en")).expect("JSON");
    assert_eq!(shown["entry"]["wrong_clock"][1], last + 1);
    for (language, word) in [("en", "wrong clock"), ("fr", "horloge fausse"), ("ar", "ساعة خاطئة")] {
        assert!(done("mithaq journal", language).contains(word), "{language}");
    }
    assert!(refused(&say.replace("request-clock", "request-other"), "ar").contains("ما العمل"));
    // Who acts where nobody is named, no file says in a real workspace.
    std::fs::create_dir_all(root.join("keys/people")).expect("a folder");
    std::fs::write(root.join("keys/people/usual"), "amina").expect("written");
    done("mithaq record", "en");
    done("mithaq verify", "en");
}
