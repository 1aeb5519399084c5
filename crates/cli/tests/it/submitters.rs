//! A party that is no operator files: its receipt, what is expected of it, its page; sums held against each other; an account that
//! is kept nowhere.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::printed::{run, text};

const DOCUMENT: &str = include_str!("submitters/contract.md");
const ACCOUNT: &str = "998877665544";

fn floors(quarter: &str, area: u32) -> String {
    format!(
        "Manager,Park,Quarter,Floor,Area,Account\nnorth-manager,north-park,{quarter},F1,{area},{ACCOUNT}\n\
         north-manager,north-park,{quarter},F2,1000,9988 7766 5544\n"
    )
}

/// The files below a folder that hold a text.
fn holding(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holding(&path, text));
        } else if fs::read(&path).expect("a file").windows(text.len()).any(|window| window == text.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn a_party_files_and_is_told_of_its_files_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mithaq = |line: &str, language: &str| run(folder.path(), &format!("mithaq {line}"), language);
    let json = |line: &str| -> Value {
        let output = mithaq(line, "en");
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{line}: {}", text(&output)))
    };
    let made = mithaq("demo --operators 2 --persons 20 --months 12 --no-serve", "en");
    assert!(made.status.success(), "{}", text(&made));
    let operators = json("evidence --json").as_array().expect("operators").len();
    let place = folder.path().join("mithaq-workspace/contracts/us/parks");
    fs::create_dir_all(&place).expect("a folder");
    fs::write(place.join("contract.md"), DOCUMENT).expect("a document");
    let recorded = mithaq("record us/parks/contract.md", "en");
    assert!(recorded.status.success(), "{}", text(&recorded));

    // Before anything came it is named, and what it owes is missing by name.
    let silent = json("evidence --operator party~north-manager --json");
    let table = &silent[0]["filings"]["tables"][0];
    assert_eq!((table["table"].as_str(), table["covered"].as_u64()), (Some("floors"), Some(0)), "{silent:#}");
    assert!(table["missing"].as_array().is_some_and(|missing| missing.len() > 1), "{silent:#}");
    assert!(text(&mithaq("evidence", "en")).contains("party~north-manager"));

    let put = |name: &str, content: String| fs::write(folder.path().join(name), content).expect("a file");
    put("FLOORS_north-manager_2024Q1.csv", floors("2024-Q1", 1000));
    put("FLOORS_north-manager_2024Q2.csv", floors("2024-Q2", 1500));
    let first = mithaq("submit FLOORS_north-manager_2024Q1.csv", "en");
    assert!(first.status.success() && text(&first).contains("party~north-manager"), "{}", text(&first));
    let second = mithaq("submit FLOORS_north-manager_2024Q2.csv", "en");
    let told = text(&second);
    assert!(second.status.success() && told.contains("Areas leap.") && told.contains("Look for floors"), "{told}");
    assert!(told.contains("2,500") && told.contains("1,800") && told.contains("2,200"), "with its figures: {told}");
    for (language, words) in [("fr", "Les surfaces font un saut."), ("ar", "المساحات تقفز.")] {
        let listed = text(&mithaq("evidence --operator party~north-manager", language));
        assert!(listed.contains(words), "{listed}");
    }
    let listed = json("evidence --operator party~north-manager --json");
    let outcome = &listed[0]["reconciled"][0]["outcome"];
    assert_eq!((outcome["holds"].as_bool(), outcome["difference"].as_i64()), (Some(false), Some(500)), "{listed:#}");
    assert_eq!(listed[0]["filings"]["tables"][0]["covered"], 2, "{listed:#}");

    // It is no operator: in no list, and in no figure.
    assert_eq!(json("evidence --json").as_array().expect("operators").len(), operators);
    let assessed = text(&mithaq("assess --by-operator", "en"));
    assert!(assessed.contains("op-001") && !assessed.contains("party~"), "{assessed}");

    // A file that is taken back covers nothing; the workspace verifies.
    let submission = text(&mithaq("withdraw party~north-manager", "en"));
    let name =
        submission.split_whitespace().find(|word| word.len() > 20 && word.starts_with("20")).expect("a submission");
    let taken = mithaq(&format!("withdraw party~north-manager {name} 1 --reason wrong"), "en");
    assert!(taken.status.success(), "{}", text(&taken));
    assert_eq!(json("evidence --operator party~north-manager --json")[0]["filings"]["tables"][0]["covered"], 1);
    let verified = mithaq("verify", "en");
    assert!(verified.status.success(), "{}", text(&verified));

    // The account stands nowhere but in the files that were handed in.
    for secret in [ACCOUNT, "9988 7766 5544"] {
        assert_eq!(holding(&folder.path().join("mithaq-workspace"), secret), Vec::<String>::new(), "{secret}");
        for output in [&first, &second, &verified] {
            assert!(!text(output).contains(secret), "{secret} is told");
        }
    }
}
