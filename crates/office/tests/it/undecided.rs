//! What waits is counted without being computed, and what was computed is told again only over the same evidence.

use contract::calendar::Date;
use office::assess::{Question, WorkspaceAssessment, assess, of_operator};
use office::undecided::kept::{keep, kept, path};
use office::undecided::{Gathering, Waits, not_evaluated, undecided};
use office::waiting::{Wait, total, waiting};
use office::workspace::Workspace;

use crate::sector::sector;

fn assessed(workspace: &Workspace, day: Date) -> WorkspaceAssessment {
    let question = Question { as_known_on: day.into(), operators: Vec::new(), all_readings: false, fresh: false };
    assess(workspace, &question, None, || {}).expect("it computes")
}

#[test]
fn counts_are_those_of_what_is_computed() {
    let (_folder, workspace, day) = sector();
    let assessed = assessed(&workspace, day);
    let rows = waiting(&workspace, &assessed, || {}).expect("it is told");
    let (mut counted, mut computed) = (Gathering::default(), Gathering::default());
    for contract in &assessed.contracts {
        let mut keys = 0;
        for (operator, totals) in &contract.by_operator {
            let assessment = of_operator(&workspace, contract, operator, day.into()).expect("it computes");
            counted.take_all(contract, &assessment);
            keys += not_evaluated(totals);
        }
        assert_eq!(keys, not_evaluated(&contract.totals));
    }
    computed.take_computed(&rows);
    let sum = undecided(&assessed);
    assert!(sum.keys > 0 && sum.keys == total(&rows).keys, "{sum:?}");
    let named = |one: &Waits| (one.head.clone(), one.cause.clone(), one.periods, one.keys);
    let (counted, computed) = (counted.told(), computed.told());
    assert_eq!(counted.iter().map(named).collect::<Vec<_>>(), computed.iter().map(named).collect::<Vec<_>>());
    assert!(counted.iter().all(|one| one.wait.is_none()));
    assert!(computed.iter().all(|one| one.wait.as_ref().is_some_and(|wait| wait.keys == one.keys)));
}

#[test]
fn what_was_computed_is_told_again_over_the_same_evidence_alone() {
    let (_folder, workspace, day) = sector();
    let today = assessed(&workspace, day);
    assert_eq!(kept(&workspace, &today), None, "nothing was computed yet");
    let rows = waiting(&workspace, &today, || {}).expect("it is told");
    keep(&workspace, &today, &rows).expect("it is kept");
    let found = kept(&workspace, &today).expect("what was computed");
    let mut sum = Wait::default();
    found.iter().for_each(|row| sum.add(&row.wait()));
    assert_eq!(sum, total(&rows));
    let mut gathered = Gathering::default();
    for contract in &today.contracts {
        for (operator, _) in &contract.by_operator {
            gathered.take_all(contract, &of_operator(&workspace, contract, operator, day.into()).expect("it computes"));
        }
    }
    gathered.take_kept(&found);
    let mut beside = Wait::default();
    gathered.told().iter().for_each(|one| beside.add(one.wait.as_ref().expect("what each would come to")));
    assert_eq!(beside, sum);
    let before = assessed(&workspace, day.plus_days(-40));
    assert_eq!(kept(&workspace, &before), None, "it is of another day");
    let bytes = std::fs::read_to_string(path(&workspace)).expect("the file");
    let keys = format!("\"keys\":{}", found[0].wait().keys);
    std::fs::write(path(&workspace), bytes.replace(&keys, "\"keys\":7777777")).expect("written");
    assert_eq!(kept(&workspace, &today), None, "altered bytes are not believed");
}
