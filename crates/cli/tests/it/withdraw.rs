//! `mithaq withdraw` as a clerk meets it: what there is, what would change, the act, and why it is refused.

use crate::printed::{run, text};

#[test]
fn a_file_is_listed_looked_at_and_taken_back_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mithaq = |line: &str| run(folder.path(), &format!("mithaq {line}"), "en");
    let made = mithaq("demo --operators 2 --persons 20 --months 12 --no-serve");
    assert!(made.status.success(), "{}", text(&made));
    let listed = mithaq("withdraw op-001 --json");
    let files: serde_json::Value = serde_json::from_slice(&listed.stdout).expect("JSON");
    let is_payroll = |file: &&serde_json::Value| {
        let says = |field: &str, word: &str| file[field].as_str().is_some_and(|text| text.contains(word));
        says("standing", "accepted") && says("file", "PAIE")
    };
    let file = files.as_array().expect("a list").iter().find(is_payroll).expect("a payroll");
    let named = format!("{} {}", file["submission"].as_str().expect("a name"), file["piece"]);
    assert!(text(&mithaq("withdraw op-001")).contains(file["submission"].as_str().expect("a name")));

    let without = mithaq(&format!("withdraw op-001 {named}"));
    assert_eq!(without.status.code(), Some(2), "no reason");
    let preview = mithaq(&format!("withdraw op-001 {named} --reason slip --dry-run"));
    assert!(preview.status.success() && text(&preview).contains("nothing was"), "{}", text(&preview));
    let done = mithaq(&format!("withdraw op-001 {named} --reason slip --request take-back-1"));
    assert!(done.status.success() && text(&done).contains("Recorded as entry"), "{}", text(&done));
    let again = mithaq(&format!("withdraw op-001 {named} --reason slip --request take-back-1"));
    assert!(again.status.success() && text(&again).contains("recorded before"), "{}", text(&again));
    let twice = mithaq(&format!("withdraw op-001 {named} --reason slip"));
    assert_eq!(twice.status.code(), Some(2));
    assert!(text(&mithaq("withdraw op-001")).contains("withdrawn"));
}
