//! An explanation is the same from one person's rows and from everybody's, whether or not anything was kept.

use std::collections::BTreeSet;

use contract::interpret::reads_others;
use office::assess::{Question, assess, of_operator};
use office::explain::{Subject, clause_of, explain, explain_from_all_rows, find, stand};

use crate::sector::sector;

#[test]
fn one_person_s_rows_explain_as_well_as_everybody_s() {
    let (_folder, workspace, day) = sector();
    let question = Question { as_known_on: day.into(), operators: Vec::new(), all_readings: false, fresh: false };
    assess(&workspace, &question, None, || {}).expect("it computes");
    let (mut compared, mut by_head_count) = (0, 0);
    for sound in workspace.contracts().expect("contracts") {
        let all = sound.contract.clauses.iter().chain(&sound.contract.controls);
        let names: BTreeSet<&String> = all.map(|clause| &clause.id).collect();
        for (name, operator) in names.into_iter().zip(workspace.store.operators(day).expect("operators").iter().cycle())
        {
            let subject = Subject {
                operator: operator.clone(),
                clause: name.clone(),
                reading: None,
                person: String::new(),
                year: None,
                start: None,
                first_month: None,
                anniversary: None,
                as_known_on: day.into(),
            };
            let clause = clause_of(&sound, name, None).expect("a clause");
            let (program, assessment) = stand(&workspace, &sound, &subject).expect("it stands");
            let mut met = BTreeSet::new();
            let mut found = find(&program, &assessment, clause, &subject);
            found.retain(|one| met.insert((one.status, one.decided_by.clone())));
            for one in found {
                let told = explain(&workspace, &sound, clause, &assessment, &one.key, day.into()).expect("told");
                let slow =
                    explain_from_all_rows(&workspace, &sound, clause, operator, &one.key, day.into()).expect("told");
                assert_eq!(told, slow);
                assert_eq!(told.map(|told| told.determination), Some(one));
                compared += 1;
                by_head_count += u32::from(reads_others(&sound.contract, clause));
            }
        }
    }
    assert!(compared > 15 && by_head_count > 0, "{compared} explanations, {by_head_count} by head count");
}

#[test]
fn what_was_explained_once_is_kept() {
    let (_folder, workspace, day) = sector();
    let contracts = workspace.contracts().expect("contracts");
    let sound = contracts.iter().find(|sound| clause_of(sound, "pae", None).is_some()).expect("the offer");
    let operator = workspace.store.operators(day).expect("operators").remove(0);
    let subject = Subject {
        operator: operator.clone(),
        clause: "pae".to_owned(),
        reading: None,
        person: String::new(),
        year: None,
        start: None,
        first_month: None,
        anniversary: None,
        as_known_on: day.into(),
    };
    let first = stand(&workspace, sound, &subject).expect("it stands").1;
    let again = stand(&workspace, sound, &subject).expect("it stands").1;
    assert!(first == again);
    let question = Question { as_known_on: day.into(), operators: vec![operator], all_readings: false, fresh: false };
    let assessed = assess(&workspace, &question, None, || {}).expect("it computes");
    let of_offer = assessed.contracts.iter().find(|one| one.sound.contract.id == sound.contract.id).expect("the offer");
    assert_eq!(of_offer.reused, 1);
    // Of one clause, that part of all that is kept.
    let mut whole = of_operator(&workspace, of_offer, &subject.operator, day.into()).expect("it is kept");
    assert!(whole.clauses.len() > again.clauses.len() && !again.clauses.is_empty());
    whole.clauses.retain(|of| of_offer.program.clauses[of.clause].id == "pae");
    assert!(whole == again);
}

#[test]
fn documents_say_the_same_without_their_cases() {
    let (_folder, workspace, _) = sector();
    let without = workspace.contracts().expect("contracts");
    let mut with = office::texts::read_papers(&[workspace.contracts_folder()]).expect("papers");
    with.retain(|paper| paper.checked.contract.as_ref().is_some_and(|contract| !contract.is_pack));
    assert_eq!(with.len(), without.len());
    for (with, without) in with.into_iter().zip(without) {
        let contract = with.checked.contract.as_ref().expect("it loads");
        assert!(contract.scenarios.len() > 5 && without.contract.scenarios.is_empty());
        let mut rest = contract.clone();
        rest.scenarios.clear();
        assert_eq!(format!("{rest:?}"), format!("{:?}", without.contract));
        assert_eq!(with.sha256(), without.paper.sha256());
    }
}

#[test]
fn the_command_for_each_of_several_keys_opens_that_one_alone() {
    let (_folder, workspace, day) = sector();
    let mut opened = 0;
    for sound in workspace.contracts().expect("contracts") {
        let all = sound.contract.clauses.iter().chain(&sound.contract.controls);
        let names: BTreeSet<&String> = all.map(|clause| &clause.id).collect();
        for (name, operator) in names.into_iter().flat_map(|name| {
            let operators = workspace.store.operators(day).expect("operators");
            operators.into_iter().take(2).map(move |operator| (name, operator))
        }) {
            let mut subject = Subject {
                operator,
                clause: name.clone(),
                reading: None,
                person: String::new(),
                year: None,
                start: None,
                first_month: None,
                anniversary: None,
                as_known_on: day.into(),
            };
            let clause = clause_of(&sound, name, None).expect("a clause");
            let (program, assessment) = stand(&workspace, &sound, &subject).expect("it stands");
            let several = find(&program, &assessment, clause, &subject);
            for one in &several {
                let command = office::explain::command(&sound.contract.id, one, &several, day.into());
                let words: Vec<&str> = command.split(' ').collect();
                let option = |name: &str| {
                    let place = words.iter().position(|word| *word == name);
                    place.and_then(|place| words.get(place + 1)).map(|value| (*value).to_owned())
                };
                subject.person = option("--person").expect("a person");
                subject.year = option("--year").map(|year| year.parse().expect("a year"));
                subject.start = option("--start").map(|start| start.parse().expect("a day"));
                subject.first_month = option("--first-month").map(|month| month.parse().expect("a month"));
                subject.anniversary = option("--anniversary").map(|number| number.parse().expect("a number"));
                assert_eq!(find(&program, &assessment, clause, &subject), std::slice::from_ref(one), "{command}");
                opened += 1;
            }
        }
    }
    assert!(opened > 100, "{opened}");
}
