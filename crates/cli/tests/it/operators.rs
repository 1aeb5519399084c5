//! Operators are enrolled and listed from the command line, and the folder is held against the journal.

use crate::printed::{run, text};

#[test]
fn an_operator_is_enrolled_listed_and_ended() {
    let folder = tempfile::tempdir().expect("a folder");
    let done = |command: &str| {
        let output = run(folder.path(), command, "en");
        assert!(output.status.success(), "{command}: {}", text(&output));
        text(&output)
    };
    done("mithaq create --fictitious 2026-03-01");
    assert!(done("mithaq status").contains("is recorded"));
    let enrol = "mithaq enrol op-1 --from 2025-07-01 --contract ma-offshoring-2025 --ecosystem crm --ecosystem bpo \
                 --affiliation 2000016=2025-07-01.. --source Convention-7";
    assert!(done(&format!("{enrol} --dry-run")).contains("nothing was"));
    done(enrol);
    let again = run(folder.path(), &enrol.replace("op-1", "op-2"), "ar");
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again).contains("ما العمل"), "{}", text(&again));
    assert!(done("mithaq operators").contains("2000016"));
    done("mithaq end-operator op-1 --on 2026-02-28 --source Lettre");
    let listed: serde_json::Value = serde_json::from_str(&done("mithaq operators --json")).expect("JSON");
    assert_eq!(listed["operators"][0]["standing"], "ended");
    assert_eq!(listed["operators"][0]["times"][0]["last"], "2026-02-28");
    std::fs::write(folder.path().join("mithaq-workspace/contracts/new.md"), "new").expect("written");
    let status = done("mithaq status");
    assert!(status.contains("contracts/new.md") && status.contains("mithaq record"), "{status}");
    assert!(done("mithaq journal").contains("operator enrolled"));
}

#[test]
fn people_are_taken_in_and_nothing_is_declared() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = |command: &str, language: &str| run(folder.path(), command, language);
    let done = |command: &str| {
        let output = output(command, "en");
        assert!(output.status.success(), "{command}: {}", text(&output));
        text(&output)
    };
    done("mithaq create --fictitious 2026-03-01");
    std::fs::write(folder.path().join("mithaq-workspace/contracts/new.md"), "new").expect("written");
    done("mithaq record --reference BO-7448");
    assert!(done("mithaq journal").contains("BO-7448"));
    let nil = "mithaq nil-balance op-1 employment_premium 2024 --source Releve --request request-nil";
    assert!(done(&format!("{nil} --dry-run")).contains("nothing was"));
    done(nil);
    assert!(done(&format!("{nil} --json")).contains("\"again\": true"));
    let refused = output(&nil.replace("request-nil", "request-nil-2"), "fr");
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused));
    let table = "account,name,number,role,since,of\namina,Amina EXEMPLE,1001,administrator,2026-01-01,\n\
                 leila,Leila EXEMPLE,1002,clerk,2026-01-01,op-1 op-2\n";
    let path = folder.path().join("people.csv");
    std::fs::write(&path, table.replace("clerk", "queen")).expect("written");
    let wrong = output("mithaq import --from people.csv", "ar");
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong).contains("queen"), "{}", text(&wrong));
    std::fs::write(&path, table).expect("written");
    assert!(done("mithaq import --from people.csv --dry-run").contains("nothing was"));
    let told: serde_json::Value = serde_json::from_str(&done("mithaq import --from people.csv --json")).expect("JSON");
    assert_eq!(told["first_secrets"].as_array().map(Vec::len), Some(2), "{told}");
}
