//! The repository is in order, and every rule that says so can fail.

mod codes;
mod commits;
#[path = "../../../support/shipped.rs"]
mod packs;

use std::process::Command;

use tidy::{RULES, Repository};

#[test]
fn the_repository_is_in_order() {
    let repository = Repository::here().expect("the repository");
    assert!(repository.file("Cargo.toml").is_some(), "git lists no files");
    let mut told = String::new();
    for rule in RULES {
        for fault in (rule.find)(&repository) {
            told.push_str(&format!("{}:{}: {} [{}: {}]\n", fault.path, fault.line, fault.what, rule.name, rule.why));
        }
    }
    assert!(told.is_empty(), "\n{told}");
}

#[test]
fn every_rule_fires_on_its_faults_and_on_nothing_else() {
    let of =
        |sample: &[(&'static str, &str)]| Repository::of(sample.iter().map(|(path, text)| (*path, (*text).to_owned())));
    for rule in RULES {
        assert!(!rule.fires_on.is_empty() && !rule.silent_on.is_empty(), "{} shows no fault", rule.name);
        for sample in rule.fires_on {
            assert_eq!((rule.find)(&of(sample)).len(), 1, "{} on {sample:?}", rule.name);
        }
        for sample in rule.silent_on {
            assert_eq!((rule.find)(&of(sample)), [], "{} on {sample:?}", rule.name);
        }
    }
}

#[test]
fn every_licence_is_one_that_we_may_take() {
    let told = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .current_dir(tidy::repository::root())
        .output()
        .expect("cargo");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let metadata = serde_json::from_slice(&told.stdout).expect("JSON");
    assert_eq!(tidy::licence::faults(&metadata), [""; 0]);
}
