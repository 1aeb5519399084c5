//! The door: who is told what.

use std::sync::Arc;

use contract::determination::Status;
use contract::identity::OperatorId;
use office::act::submit::{Filled, HandIn, submit};
use office::act::{fix_public_day, pass};
use office::actor::{Actor, Refusal};
use office::answer::FEWEST;
use office::answer::clause::GroupedBy;
use office::answer::operator::Listed;
use office::answer::territories::Theme;
use office::fault::Fault;
use office::known::{Known, State, When};
use office::now::Now;
use office::question;
use office::question::amount::Which;
use office::question::explain::Explained;
use office::question::{assess, explain, silent};
use office::workspace::{Birth, Workspace};

/// A small generated sector in a workspace.
fn sector() -> (tempfile::TempDir, Arc<Workspace>) {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = Workspace::create(
        &folder.path().join("workspace"),
        &Birth::fictitious("2020-01-01".parse().expect("a day")),
        Now::of(0),
    )
    .expect("a workspace");
    let workspace = workspace.without_waiting_for_disk();
    let sector = demo::generate(7, demo::Size { operators: 4, persons: 80, ..demo::Size::small() });
    for (number, delivery) in sector.enumerate() {
        pass(&workspace, &Actor::Office, delivery.received, Now::of(0)).expect("a day");
        let mut how = HandIn::new(format!("delivery-{number}"));
        how.filled = if delivery.replaces { Filled::Replace } else { Filled::Ask };
        submit(&workspace, &Actor::Office, &delivery.files, &how, Now::of(0)).expect("an intake");
    }
    (folder, Arc::new(workspace))
}

fn operators(known: &Known) -> Vec<OperatorId> {
    let answer = question::evidence(known, &Actor::Office, None).expect("an answer");
    answer.operators.into_iter().map(|one| one.operator).collect()
}

fn is_refused<T>(answer: Result<T, Fault>) -> bool {
    matches!(answer, Err(Fault::Refused(Refusal::OfAnother | Refusal::OfficeOnly)))
}

#[test]
fn an_operator_is_told_of_itself_alone() {
    let (_folder, workspace) = sector();
    let known = Known::when(&workspace, Now::of(0), When::default()).expect("evidence");
    let [own, other, ..] = &operators(&known)[..] else { panic!("several operators") };
    let actor = Actor::Operator(own.clone());

    let everything = assess::Asked::default();
    let answer = question::assess(&known, &actor, &everything, &silent).expect("its own");
    for contract in &answer.assessed.contracts {
        assert_eq!(contract.by_operator.iter().map(|(one, _)| one).collect::<Vec<_>>(), [own]);
    }
    let of_other = assess::Asked { operators: vec![other.clone()], ..assess::Asked::default() };
    assert!(is_refused(question::assess(&known, &actor, &of_other, &silent)));

    let evidence = question::evidence(&known, &actor, None).expect("its own");
    assert_eq!(evidence.operators.iter().map(|one| &one.operator).collect::<Vec<_>>(), [own]);
    assert!(is_refused(question::evidence(&known, &actor, Some(other))));
    assert!(is_refused(question::operator(&known, &actor, other.as_str(), Default::default(), 1)));
    assert!(question::operator(&known, &actor, own.as_str(), Default::default(), 1).expect("its own").is_some());
    assert!(is_refused(question::operators(&known, &actor, Listed::default())));
    let across = question::across::Asked { operator: Some(own.clone()), months_between: 3 };
    assert!(is_refused(question::across(&known, &actor, &across, &silent)));

    let asked = |operator: &OperatorId| explain::Asked {
        what: "air".to_owned(),
        operator: Some(operator.clone()),
        ..explain::Asked::default()
    };
    assert!(is_refused(question::explain(&known, &actor, &asked(other), &silent)));
    assert!(question::explain(&known, &actor, &asked(own), &silent).is_ok());
    // A total over all would show the others: it is cut to its own.
    let total = explain::Asked { what: "air".to_owned(), ..explain::Asked::default() };
    let Explained::Total(total) = question::explain(&known, &actor, &total, &silent).expect("a total") else {
        panic!("a total")
    };
    assert!(total.assessed.contracts.iter().all(|one| one.by_operator.len() == 1));
}

#[test]
fn everybody_is_told_of_no_operator_and_of_no_person() {
    let (_folder, workspace) = sector();
    let known = Known::when(&workspace, Now::of(0), When::default()).expect("evidence");
    let one = operators(&known).remove(0);
    let which = Which { contract: "ma-offshoring-2025", clause: "pae", operator: one.as_str(), key: "00000000" };
    assert!(is_refused(question::amount(&known, &Actor::Public, which)));
    assert!(is_refused(question::assess(&known, &Actor::Public, &assess::Asked::default(), &silent)));
    assert!(is_refused(question::evidence(&known, &Actor::Public, None)));
    assert!(is_refused(question::operator(&known, &Actor::Public, one.as_str(), Default::default(), 1)));
    assert!(is_refused(question::operators(&known, &Actor::Public, Listed::default())));
    let clause = question::clause(&known, &Actor::Public, ("ma-offshoring-2025", "pae")).expect("sums");
    assert!(clause.expect("a clause").example.is_none(), "an amount of one person");
    assert!(question::commitments(&known, &Actor::Public).is_ok());
}

#[test]
fn nobody_but_the_office_hands_in() {
    let (_folder, workspace) = sector();
    let known = Known::when(&workspace, Now::of(0), When::default()).expect("evidence");
    let [own, ..] = &operators(&known)[..] else { panic!("several operators") };
    let before = State::of(&workspace, Now::of(0)).expect("a state");
    let files = demo::generate(8, demo::Size { operators: 4, persons: 80, ..demo::Size::small() });
    let files: Vec<_> = files.flat_map(|delivery| delivery.files).collect();
    let handed = submit(&workspace, &Actor::Operator(own.clone()), &files, &HandIn::new("mine-alone"), Now::of(0));
    assert!(is_refused(handed));
    assert!(is_refused(submit(&workspace, &Actor::Public, &files, &HandIn::new("mine-alone"), Now::of(0))));
    assert!(before == State::of(&workspace, Now::of(0)).expect("a state"), "something was taken in");
}

#[test]
fn the_public_is_told_of_no_small_cell() {
    let (_folder, workspace) = sector();
    let known = Known::when(&workspace, Now::of(0), When::default()).expect("evidence");
    let told = |actor: &Actor| question::territories(&known, actor, Theme::Amounts).expect("regions");
    let (whole, public) = (told(&Actor::Office), told(&Actor::Public));
    assert!(!whole.is_protected && public.is_protected);
    assert!(
        whole.regions.iter().any(|region| (1..FEWEST).contains(&region.persons_due)),
        "the sector has small regions"
    );
    for (region, shown) in whole.regions.iter().zip(&public.regions) {
        assert_eq!(region.code, shown.code);
        let is_small = [region.persons, region.persons_due, region.persons_waiting]
            .into_iter()
            .any(|persons| (1..FEWEST).contains(&persons));
        assert!(!is_small || shown.is_hidden, "{}", region.code);
        if shown.is_hidden {
            assert_eq!((shown.persons, shown.due.centimes(), shown.not_evaluated), (0, 0, 0), "{}", region.code);
        } else {
            assert_eq!(region, shown);
        }
    }
    // A contract hidden alone would be what the regions hold beyond the others.
    let told = question::register(&known, &Actor::Public).expect("contracts");
    let secret = told.contracts.iter().filter(|contract| contract.tally.is_secret).count();
    assert!(secret != 1 || public.regions.iter().all(|region| region.is_hidden), "{secret}");
    assert!(told.withheld.is_empty());
    for (contract, clause) in [("ma-offshoring-2016", "air"), ("ma-offshoring-2025", "pae")] {
        let told =
            |actor: &Actor| question::clause(&known, actor, (contract, clause)).expect("sums").expect("a clause");
        let (whole, public) = (told(&Actor::Office), told(&Actor::Public));
        let counted = |status: &Status| matches!(status, Status::Due | Status::NotEvaluated);
        assert!(public.card.tally.counts.keys().all(counted), "a status behind which nobody counted persons");
        assert!(!whole.groups.is_empty() && !whole.readings.is_empty() && !whole.command.is_empty());
        assert!(public.groups.iter().all(|group| group.by == GroupedBy::Ecosystem), "a region or an operator");
        assert!(public.readings.is_empty() && public.reasons.is_empty() && public.card.course.is_empty());
        for row in public.groups.iter().flat_map(|group| &group.rows) {
            assert!(row.tally.is_secret || row.persons == 0 || row.persons >= FEWEST, "{clause} {:?}", row.code);
        }
    }
}

#[test]
fn the_public_s_day_is_fixed_once() {
    let (folder, workspace) = sector();
    drop(workspace);
    let workspace = Workspace::open(&folder.path().join("workspace")).expect("a workspace");
    let now = Now::of(0);
    let today = workspace.today(now).expect("a day");
    let before = |days: i32| Some(today.plus_days(-days));
    assert!(matches!(fix_public_day(&workspace, &Actor::Office, None, now), Err(Fault::NoPublicDay)));
    let not_over = fix_public_day(&workspace, &Actor::Office, before(0), now);
    assert!(matches!(not_over, Err(Fault::PublicDayIsNotOver(_))));
    assert!(is_refused(fix_public_day(&workspace, &Actor::Public, before(30), now)));
    fix_public_day(&workspace, &Actor::Office, before(30), now).expect("it is fixed");
    let again = Workspace::open(&folder.path().join("workspace")).expect("a workspace");
    let another = fix_public_day(&again, &Actor::Office, before(60), now);
    assert!(matches!(another, Err(Fault::PublicDayIsFixed(_))));
    assert_eq!(Some(fix_public_day(&again, &Actor::Office, None, now).expect("it stays")), before(30));
}

#[test]
fn what_waits_of_one_clause_is_of_that_clause_alone() {
    let (_folder, workspace) = sector();
    let known = Known::when(&workspace, Now::of(0), When::default()).expect("evidence");
    let waits = |clause: Option<&str>| {
        let clause = clause.map(str::to_owned);
        let asked = assess::Asked { clause, waiting: true, ..assess::Asked::default() };
        let answer = question::assess(&known, &Actor::Office, &asked, &silent).expect("an answer");
        (answer.undecided.keys, answer.waiting.expect("what waits"))
    };
    let ((all_keys, all), (keys, of_pae)) = (waits(None), waits(Some("pae")));
    assert!(keys > 0 && keys < all_keys, "{keys} of {all_keys}");
    assert_eq!((all.total.keys, of_pae.total.keys), (all_keys, keys));
    assert_eq!(of_pae.by_head.iter().map(|(head, _)| head.as_str()).collect::<Vec<_>>(), ["employment_premium"]);
}
