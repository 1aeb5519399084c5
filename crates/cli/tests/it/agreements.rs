//! A text is proposed, signed and brought into force from the command line, and a refusal says what to do.

use crate::printed::{run, text};

const TEXT: &str = include_str!("../../../office/tests/it/agreements/contract.md");

#[test]
fn a_text_comes_into_force_command_by_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let done = |command: &str| {
        let output = run(folder.path(), command, "en");
        assert!(output.status.success(), "{command}: {}", text(&output));
        text(&output)
    };
    done("mithaq create --fictitious 2026-03-01 --empty");
    let path = folder.path().join("mithaq-workspace/contracts/offer");
    std::fs::create_dir_all(&path).expect("a folder");
    std::fs::write(path.join("contract.md"), TEXT).expect("written");
    let preview = done("mithaq propose offer/contract.md --dry-run");
    assert!(preview.contains("nothing was") && preview.contains("is a draft"), "{preview}");
    done("mithaq propose offer/contract.md");
    let early = run(folder.path(), "mithaq bring-into-force offer --from 2026-07-01", "fr");
    assert_eq!(early.status.code(), Some(2));
    let told = text(&early);
    assert!(told.contains("n’est pas signé par") && told.contains("Que faire"), "{told}");
    done("mithaq sign offer --party state --signed-on 2026-02-27");
    let again = done("mithaq sign offer --party industry --request sign-industry");
    assert!(again.contains("✓") || again.contains("signed"), "{again}");
    assert!(done("mithaq sign offer --party industry --request sign-industry").contains("recorded before"));
    let stands = done("mithaq bring-into-force offer --from 2026-07-01");
    assert!(stands.contains("is in force from"), "{stands}");
    let listed: serde_json::Value = serde_json::from_str(&done("mithaq texts --json")).expect("JSON");
    assert_eq!(listed[0]["stage"], "in_force");
    assert_eq!(listed[0]["proposal"]["stage"]["from"], "2026-07-01");
    assert_eq!(listed[0]["in_effect"]["first"], "2026-07-01");
    assert_eq!(listed[0]["proposal"]["signatures"].as_array().map(Vec::len), Some(2));
    assert!(done("mithaq texts").contains("offer/contract.md"));
    assert!(done("mithaq journal").contains("text brought into force"));
}
