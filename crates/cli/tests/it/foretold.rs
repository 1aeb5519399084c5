//! `mithaq submit` says what files change in money and statuses before they count, and its preview says the same.

use crate::printed::{demo, run, text};

#[test]
fn a_preview_and_the_delivery_say_what_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    demo(folder.path(), "en");
    let size = demo::Size { operators: 3, persons: 60, months: 22, ..demo::Size::default() };
    let end = demo::Size { months: 19, ..size }.last_month().plus(1).last_day();
    let news = demo::generate(2025, size).filter(|one| one.received > end && one.received <= end.plus_days(40));
    let files = folder.path().join("files");
    std::fs::create_dir_all(&files).expect("a folder");
    for (number, (name, bytes)) in news.flat_map(|one| one.files).enumerate() {
        let name = name.rsplit('/').next().unwrap_or(&name).to_owned();
        std::fs::write(files.join(format!("{number}-{name}")), bytes).expect("a file");
    }
    assert!(run(folder.path(), &format!("mithaq pass {}", end.plus_days(40)), "en").status.success());
    for (language, title) in [
        ("en", "What these files change in money and statuses"),
        ("fr", "Ce que ces fichiers changent en montants et en statuts"),
        ("ar", "ما تغيّره هذه الملفات"),
    ] {
        let told = text(&run(folder.path(), "mithaq submit --replace --dry-run files", language));
        assert!(told.contains(title), "{told}");
    }
    let changes = |command: &str| {
        let output = run(folder.path(), command, "en");
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        told["changes"].clone()
    };
    let preview = changes("mithaq submit --replace --preview files --json");
    assert!(preview["changes"].as_array().is_some_and(|all| !all.is_empty()), "{preview}");
    assert_eq!(changes("mithaq submit --replace files --json"), preview);
    // What is in already changes nothing.
    let again = changes("mithaq submit --replace files --json");
    assert_eq!(again["changes"].as_array().map(Vec::len), Some(0), "{again}");
}
