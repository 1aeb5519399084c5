//! Operators enrolled, changed, ended and resumed by acts; what is expected lies within; and what the folder holds beside.

use crate::databases::{AFFILIATIONS, OPERATORS, PAYROLL, SITES};
use contract::calendar::{Date, Interval};
use contract::determination::Status;
use office::act::change_operator::{Change, change_operator};
use office::act::import_table::import_table;
use office::act::submit::{HandIn, Receipt, submit};
use office::act::{Asking, end_operator, enrol, resume_operator};
use office::actor::Actor;
use office::answer::enrolments::{Enrolled, Facts, Held};
use office::answer::operator::Listed;
use office::assess::{Question, assess};
use office::fault::Fault;
use office::known::{Known, When};
use office::now::Now;
use office::question;
use office::question::verify::Asked;
use office::refusal::Refusal;
use office::workspace::Workspace;
use std::sync::Arc;

use crate::sector::sector;

fn now() -> Now {
    Now::of(0)
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn facts(operator: &str, from: &str, affiliation: &str, days: (&str, Option<&str>)) -> Facts {
    let valid = Interval { first: day(days.0), last: days.1.map(day) };
    Facts {
        operator: operator.to_owned(),
        from: day(from),
        contracts: vec!["ma-offshoring-2025".to_owned()],
        ecosystems: vec!["crm".to_owned(), "bpo".to_owned()],
        affiliations: vec![Held { affiliation: affiliation.to_owned(), valid }],
        group: None,
        sites: vec!["S1".to_owned()],
        source: "Convention 7".to_owned(),
    }
}

fn code<A>(done: Result<A, Fault>) -> Result<(), String> {
    done.map(drop).map_err(|fault| match Refusal::of(&fault) {
        Some(Refusal::Said { message, .. }) => message,
        _ => format!("{fault:?}"),
    })
}

fn enrols(workspace: &Workspace, facts: &Facts, request: &str) -> Result<(), String> {
    code(enrol(workspace, &Actor::Office, facts, &Asking::new(request), now()))
}

fn refusal(code: &str) -> Result<(), String> {
    Err(format!("refusal-{code}"))
}

const ONE: &str = "2000016";
const OTHER: &str = "1234567";

#[test]
fn an_affiliation_is_one_operators_on_one_day_and_filings_lie_within_enrolment() {
    let (_folder, workspace, _) = sector();
    let workspace = Arc::new(workspace);
    let known = || Known::when(&workspace, now(), When::default()).expect("known");
    let missing = |id: &str| {
        let id = contract::identity::OperatorId::new(id).expect("an identifier");
        let told = question::evidence(&known(), &Actor::Office, Some(&id)).expect("evidence");
        (
            told.operators[0].filings.assumed,
            told.operators[0].filings.tables.iter().map(|table| table.expected).sum::<usize>(),
        )
    };
    let before = question::enrolments(&known(), &Actor::Office).expect("operators");
    assert!(before.operators.len() > 2 && before.operators.iter().all(|one| one.standing == Enrolled::Assumed));
    let (assumed, all) = missing("op-001");
    assert!(assumed && all > 0);
    let first = facts("op-001", "2025-01-01", ONE, ("2025-01-01", Some("2026-06-30")));
    for (changed, told) in [
        (Facts { operator: "op 1".to_owned(), ..first.clone() }, "operator-bad"),
        (Facts { ecosystems: vec!["mines".to_owned()], ..first.clone() }, "ecosystem-unknown"),
        (Facts { contracts: vec!["nowhere".to_owned()], ..first.clone() }, "contract-unknown"),
        (Facts { source: " ".to_owned(), ..first.clone() }, "source-missing"),
        (facts("op-001", "2025-01-01", "2000017", ("2025-01-01", None)), "affiliation-bad"),
        (facts("op-001", "2025-01-01", ONE, ("2025-02-01", Some("2025-01-01"))), "days-turned"),
    ] {
        assert_eq!(enrols(&workspace, &changed, "enrol-refused"), refusal(told));
    }
    let preview = Asking { preview: true, ..Asking::new("enrol-preview") };
    assert!(enrol(&workspace, &Actor::Office, &first, &preview, now()).expect("it would be").is_none());
    enrols(&workspace, &first, "enrol-first").expect("enrolled");
    enrols(&workspace, &first, "enrol-first").expect("the same request");
    assert_eq!(enrols(&workspace, &first, "enrol-again"), refusal("operator-enrolled"));
    let within = facts("op-002", "2025-01-01", ONE, ("2026-06-30", None));
    assert_eq!(enrols(&workspace, &within, "enrol-within"), refusal("affiliation-held"));
    enrols(&workspace, &facts("op-002", "2025-01-01", ONE, ("2026-07-01", None)), "enrol-after").expect("enrolled");
    let longer = Change {
        operator: "op-001".to_owned(),
        from: day("2025-02-01"),
        contracts: None,
        ecosystems: None,
        affiliations: Some(vec![Held {
            affiliation: ONE.to_owned(),
            valid: Interval { first: day("2025-01-01"), last: None },
        }]),
        group: Some("group-1".to_owned()),
        sites: None,
        source: "Avenant 1".to_owned(),
    };
    let change = |asked: &Change, request: &str| {
        code(change_operator(&workspace, &Actor::Office, asked, &Asking::new(request), now()))
    };
    assert_eq!(change(&longer, "change-longer"), refusal("affiliation-held"));
    let other = Change {
        affiliations: Some(vec![Held {
            affiliation: OTHER.to_owned(),
            valid: Interval { first: day("2025-01-01"), last: None },
        }]),
        ..longer.clone()
    };
    change(&other, "change-other").expect("changed");
    assert_eq!(change(&Change { from: day("2025-01-01"), ..other.clone() }, "change-early"), refusal("operator-days"));
    let (assumed, enrolled) = missing("op-001");
    assert!(!assumed && enrolled <= all);
    let at = |day_: &str| end_operator::Question {
        operator: "op-001".to_owned(),
        day: day(day_),
        source: "Lettre".to_owned(),
    };
    let ends = |asked: &end_operator::Question, request: &str| {
        code(end_operator(&workspace, &Actor::Office, asked, &Asking::new(request), now()))
    };
    ends(&at("2025-03-31"), "end-op-001").expect("ended");
    assert_eq!(ends(&at("2025-04-30"), "end-op-001-again"), refusal("operator-ended"));
    assert_eq!(change(&other, "change-ended"), refusal("operator-ended"));
    assert_eq!(missing("op-001").1, 2, "of 2025 the yearly statement and the turnover alone: it took part until March");
    // What it held is free once it ended.
    let freed = facts("op-003", "2025-04-01", OTHER, ("2025-04-01", None));
    enrols(&workspace, &freed, "enrol-freed").expect("enrolled");
    let again = resume_operator::Question {
        operator: "op-001".to_owned(),
        day: day("2025-09-01"),
        source: "Lettre".to_owned(),
    };
    let resumed = resume_operator(&workspace, &Actor::Office, &again, &Asking::new("resume-op-001"), now());
    assert_eq!(code(resumed), refusal("affiliation-held"));
    assert!(enrol(&workspace, &Actor::Public, &first, &Asking::new("enrol-public"), now()).is_err());
    let rows = question::enrolments(&known(), &Actor::Office).expect("operators").operators;
    let of = |id: &str| rows.iter().find(|row| row.operator == id).expect("a row");
    assert_eq!((of("op-001").standing, of("op-002").standing), (Enrolled::Ended, Enrolled::Enrolled));
    assert_eq!(of("op-001").facts.as_ref().and_then(|facts| facts.group.as_deref()), Some("group-1"));
    assert_eq!(of("op-004").standing, Enrolled::Assumed);
}

#[test]
fn status_names_what_is_not_recorded_and_what_is_not_there() {
    let (_folder, workspace, _) = sector();
    let told = || question::status(&workspace, &Actor::Office).expect("a status");
    let agrees = told();
    assert_eq!(agrees.differences, []);
    assert!(agrees.texts > 3 && agrees.contents > 3 && agrees.submissions > 3);
    let write = |path: &str, text: &str| std::fs::write(workspace.root().join(path), text).expect("written");
    write("contracts/ma/new.md", "new");
    write("contracts/ma/picture.png", "png");
    write("contracts/ma/statistics.csv", "series");
    write("notes.txt", "mine");
    std::fs::remove_file(workspace.root().join("contracts/ma/offshoring-2016/contract.md")).expect("removed");
    let operator = workspace.root().join("evidence/op-001");
    let submission = std::fs::read_dir(&operator).expect("submissions").filter_map(Result::ok);
    let manifest = submission.map(|one| one.path().join("manifest.json")).find(|path| path.exists()).expect("one");
    std::fs::write(&manifest, "{}").expect("written");
    let found: Vec<(&str, String)> = told().differences.into_iter().map(|one| (one.is, one.place)).collect();
    let kinds: Vec<&str> = found.iter().map(|(is, _)| *is).collect();
    assert_eq!(kinds, ["altered", "changed", "missing", "new", "stranger", "stranger"], "{found:?}");
    assert!(found[0].1.starts_with("evidence/op-001/"));
    assert!(told().is_damaged() && question::status(&workspace, &Actor::Public).is_err());
}

/// A workspace in which one operator handed in its registers.
fn registered(root: &std::path::Path) -> Workspace {
    let birth = office::workspace::Birth::fictitious(day("2026-01-01"));
    let workspace = Workspace::create(root, &birth, now()).expect("a workspace");
    let registers = [("operateurs.csv", OPERATORS), ("affiliations.csv", AFFILIATIONS), ("sites.csv", SITES)];
    for (name, text) in registers {
        assert!(hand_in(&workspace, name, text).entry.is_some());
    }
    workspace
}

fn hand_in(workspace: &Workspace, name: &str, text: &str) -> Receipt {
    let files = [(name.to_owned(), text.as_bytes().to_vec())];
    submit(workspace, &Actor::Office, &files, &HandIn::new(format!("request-{name}")), now()).expect("taken in")
}

fn of(receipt: &Receipt) -> Vec<Option<String>> {
    receipt.reports.iter().map(|report| report.operator.as_ref().map(ToString::to_string)).collect()
}

#[test]
fn a_file_under_an_affiliation_that_an_act_gives_belongs_to_that_operator() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = registered(&folder.path().join("w"));
    let payroll = PAYROLL.replace("1234567;2025-07", "2000016;2025-07");
    let early = hand_in(&workspace, "paie-early.csv", &payroll);
    assert!(!of(&early).contains(&Some("op-2".to_owned())), "nobody has it yet");
    // The registers and acts are one: neither gives to two.
    let held = facts("op-2", "2025-01-01", OTHER, ("2025-01-01", None));
    assert_eq!(enrols(&workspace, &held, "enrol-held"), refusal("affiliation-held"));
    let own = facts("op-2", "2025-01-01", ONE, ("2025-01-01", Some("2026-06-30")));
    enrols(&workspace, &own, "enrol-own").expect("enrolled");
    let more = AFFILIATIONS.replace(";1234567;2016-01-01;", ";2000016;2026-01-01;");
    let taken = hand_in(&workspace, "affiliations-more.csv", &more);
    let findings = taken.pieces().flat_map(|piece| &piece.piece.findings).count();
    assert!(findings > 0, "a register gives another operator's affiliation");
    let receipt = hand_in(&workspace, "paie.csv", &payroll.replace("EXEMPLE", "EXEMPLAIRE"));
    assert_eq!(of(&receipt), [Some("op-2".to_owned())]);
    let gone = payroll.replace("2025-07;", "2026-08;");
    assert!(!of(&hand_in(&workspace, "paie-gone.csv", &gone)).contains(&Some("op-2".to_owned())), "it gave it up");
    let table = "operator;from;source;affiliation\nop-3;2026-01-01;Registre;1234567\n";
    let told = import_table(&workspace, &Actor::Office, table.as_bytes(), &Asking::new("import-held"), now());
    let faults: Vec<_> = told.expect("read").faults.into_iter().map(|one| (one.line, one.code)).collect();
    assert_eq!(faults, [(2, "affiliation-held".to_owned())]);
}

#[test]
fn an_operator_that_never_filed_is_not_evaluated_and_never_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = Arc::new(registered(&folder.path().join("w")));
    let assessed = |workspace: &Workspace| {
        let day = workspace.today(now()).expect("a day");
        let question = Question { as_known_on: day.into(), operators: Vec::new(), all_readings: false, fresh: false };
        let all = assess(workspace, &question, None, || {}).expect("it computes");
        let contract = all.contracts.into_iter().find(|one| one.sound.contract.id == "ma-offshoring-2025");
        contract.expect("it is assessed").by_operator
    };
    assert_eq!(assessed(&workspace).len(), 1);
    let before = Known::when(&workspace, now(), When::default()).expect("known");
    let entry = before.entry().expect("an entry");
    enrols(&workspace, &facts("op-9", "2025-07-01", ONE, ("2025-07-01", None)), "enrol-nine").expect("enrolled");
    let all = assessed(&workspace);
    let (_, totals) = all.iter().find(|(operator, _)| operator.as_str() == "op-9").expect("a row of its own");
    let paying: Vec<_> = totals.clauses.iter().filter(|total| total.in_use && total.head.is_some()).collect();
    assert!(!paying.is_empty());
    for total in paying {
        let evaluated: u64 = Status::ALL
            .into_iter()
            .filter(|status| *status != Status::NotEvaluated)
            .map(|status| total.count_of(status))
            .sum();
        let unknown = total.never_filed + total.count_of(Status::NotEvaluated);
        assert!(unknown > 0 && evaluated == 0 && total.due_centimes == 0, "{:?}", total.clause);
    }
    let known = Known::when(&workspace, now(), When::default()).expect("known");
    let listed = question::operators(&known, &Actor::Office, Listed::default()).expect("operators");
    let row = listed.operators.iter().find(|row| row.id == "op-9").expect("a row");
    assert!(row.last_received.is_none() && row.filings.missing() > 0 && !row.filings.assumed);
    assert_eq!(row.tally.due.centimes(), 0);
    // As known before it was enrolled there is none.
    let then = Known::when(&workspace, now(), When { at: Some(entry), ..When::default() }).expect("known");
    let listed = question::operators(&then, &Actor::Office, Listed::default()).expect("operators");
    assert!(listed.operators.iter().all(|row| row.id != "op-9"));
    let found = question::verify(&workspace, &Actor::Office, &Asked::default(), now(), &question::silent);
    assert_eq!(found.expect("a verification").faults, []);
}
