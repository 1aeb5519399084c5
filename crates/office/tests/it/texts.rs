//! Which documents of a workspace are assessed, and why the others are not.

use std::path::Path;

use contract::calendar::Date;
use office::act::{Asking, propose, record_texts};
use office::actor::Actor;
use office::assess::{Question, WorkspaceAssessment, assess};
use office::now::Now;
use office::texts::{Why, Withheld};
use office::workspace::Workspace;

use crate::sector::sector;

const OFFER: &str = "contracts/ma/offshoring-2025/contract.md";

fn assessed(workspace: &Workspace, day: Date) -> WorkspaceAssessment {
    let question = Question { as_known_on: day.into(), operators: Vec::new(), all_readings: false, fresh: false };
    assess(workspace, &question, None, || {}).expect("it computes")
}

fn text(workspace: &Workspace, path: &str) -> String {
    std::fs::read_to_string(workspace.root().join(path)).expect("a contract")
}

fn write(workspace: &Workspace, path: &str, text: &str) {
    let path = workspace.root().join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("written");
    // What lies in the folder counts once it is recorded.
    let head = workspace.head().expect("a journal").entries;
    record_texts(workspace, &Actor::Office, &[], &format!("change-{head}"), Now::of(0)).expect("recorded");
}

fn ids(assessed: &WorkspaceAssessment) -> Vec<&str> {
    assessed.contracts.iter().map(|one| one.sound.contract.id.as_str()).collect()
}

fn codes(withheld: &Withheld) -> Vec<String> {
    withheld.why.iter().map(|why| why.message().0).collect()
}

#[test]
fn two_documents_of_one_id_pay_nothing_and_each_names_the_other() {
    let (_folder, workspace, day) = sector();
    assert_eq!(ids(&assessed(&workspace, day)), ["ma-offshoring-2016", "ma-offshoring-2025"]);
    write(
        &workspace,
        "contracts/ma/amended/contract.md",
        &text(&workspace, OFFER).replace("value: 17 %", "value: 18 %"),
    );
    let assessed = assessed(&workspace, day);
    assert_eq!(ids(&assessed), ["ma-offshoring-2016"]);
    assert_eq!(assessed.withheld.len(), 2);
    for (one, other) in [(0, 1), (1, 0)] {
        let other = assessed.withheld[other].paper.path.display().to_string();
        let Why::Fault(fault) = &assessed.withheld[one].why[0] else { panic!("a fault") };
        assert_eq!((fault.code, fault.value("other")), ("contract-id-twice", Some(other.as_str())));
        assert!(Path::new(&other).exists());
    }
}

#[test]
fn a_draft_owes_nothing_and_stands_beside_the_contract_in_force() {
    let (_folder, workspace, day) = sector();
    let before = assessed(&workspace, day);
    let draft = text(&workspace, OFFER).replace("text_status: restated", "text_status: original");
    let path = workspace.root().join("contracts/ma/next/contract.md");
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, &draft).expect("written");
    let question = propose::Question { path: "ma/next/contract.md".to_owned(), author: None };
    propose(&workspace, &Actor::Office, &question, &Asking::new("propose-next"), Now::of(0)).expect("proposed");
    let beside = assessed(&workspace, day);
    assert_eq!(ids(&beside), ids(&before));
    assert_eq!(codes(&beside.withheld[0]), ["withheld-draft"]);
    assert!(!beside.withheld[0].is_fault());
    let receipt = |assessed: &WorkspaceAssessment| serde_json::to_string(&assessed.contracts[1].receipt).expect("JSON");
    assert_eq!(receipt(&before), receipt(&beside));
}

#[test]
fn a_document_that_fails_its_own_cases_is_not_assessed_before_and_after_its_verdict_is_kept() {
    let (_folder, workspace, day) = sector();
    let good = text(&workspace, OFFER);
    write(&workspace, OFFER, &good.replacen("amount: 16320.06 MAD", "amount: 16320.07 MAD", 1));
    for _ in 0..2 {
        let assessed = assessed(&workspace, day);
        assert_eq!(ids(&assessed), ["ma-offshoring-2016"]);
        let [Why::CasesFail { failed: 1, all }] = assessed.withheld[0].why.as_slice() else {
            panic!("{:?}", assessed.withheld[0].why)
        };
        assert!(*all > 5);
    }
    // A case that cannot be read keeps the document back like any other fault.
    write(&workspace, OFFER, &(good.clone() + "\n```yaml scenario\nof: nothing\n```\n"));
    assert_eq!(codes(&assessed(&workspace, day).withheld[0]), ["withheld-unsound"]);
    write(&workspace, OFFER, &good);
    assert_eq!(ids(&assessed(&workspace, day)).len(), 2);
}

#[test]
fn a_damaged_verdict_is_as_if_it_were_not_there() {
    let (_folder, workspace, day) = sector();
    let failing = text(&workspace, OFFER).replacen("amount: 16320.06 MAD", "amount: 16320.07 MAD", 1);
    write(&workspace, OFFER, &failing);
    assert_eq!(assessed(&workspace, day).withheld.len(), 1);
    let path = workspace.root().join("results/ma-offshoring-2025/cases");
    let kept = std::fs::read(&path).expect("a verdict");
    // Somebody wrote that no case fails.
    let mut changed = kept.clone();
    changed[65] = 0;
    std::fs::write(&path, &changed).expect("written");
    assert_eq!(assessed(&workspace, day).withheld.len(), 1);
    assert_eq!(std::fs::read(&path).expect("a verdict"), kept, "it is replaced");
}

#[test]
fn a_parent_that_is_not_there_and_a_head_paid_twice_are_refused() {
    let (_folder, workspace, day) = sector();
    let offer = text(&workspace, OFFER);
    let child = offer
        .replace("id: ma-offshoring-2025", "id: convention")
        .replace("text_status: restated", "text_status: restated\nparent: ma-offshoring");
    write(&workspace, "contracts/ma/convention/contract.md", &child);
    let assessed = assessed(&workspace, day);
    assert_eq!(ids(&assessed), ["ma-offshoring-2016"]);
    let of = |path: &str| assessed.withheld.iter().find(|one| one.paper.path.ends_with(path)).expect("withheld");
    let told = codes(of("convention/contract.md"));
    assert!(told.contains(&"diagnostic-parent-unknown".to_owned()), "{told:?}");
    assert!(told.contains(&"diagnostic-heads-overlap".to_owned()), "{told:?}");
    assert!(codes(of("offshoring-2025/contract.md")).iter().all(|code| code == "diagnostic-heads-overlap"));
    let parent = of("convention/contract.md").why.iter().find_map(|why| match why {
        Why::Fault(fault) => fault.value("known"),
        _ => None,
    });
    assert_eq!(parent, Some("ma-offshoring-2016 | ma-offshoring-2025"));
}
