//! What is expected follows from clauses, affiliations and days: of whoever files, of whoever stopped, and of operators
//! that only the registers name.

use std::sync::OnceLock;

use contract::calendar::Date;
use contract::facts::Period;
use contract::identity::OperatorId;
use demo::Size;
use office::assess::{Question, assess};
use office::explain::{Subject, clause_of, never_filed, stand};
use office::filings::{Expectations, Filings, Standing, TableFilings, expectations, filings, sector};
use office::now::Now;
use office::workspace::{Birth, Workspace};
use tempfile::TempDir;

/// Twelve operators until June 2026: the sixth sends no payroll register, the tenth neither payroll nor declarations.
const SIZE: Size = Size { persons: 120, months: 24, ..Size::small() };

fn workspace() -> &'static (TempDir, Workspace) {
    static MADE: OnceLock<(TempDir, Workspace)> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let mut workspace =
            Workspace::create(folder.path(), &Birth::fictitious("2020-01-01".parse().expect("a day")), Now::of(0))
                .expect("a workspace");
        workspace.store = workspace.store.without_waiting_for_disk();
        for delivery in demo::generate(7, SIZE).take_while(|delivery| delivery.received <= day("2026-07-31")) {
            evidence::intake::submit(&workspace.store, &workspace.key, &delivery.files, delivery.received)
                .expect("taken in");
        }
        (folder, workspace)
    })
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn month(text: &str) -> Period {
    Period::Month(text.parse().expect("a month"))
}

fn expected(workspace: &Workspace, day: Date) -> Expectations {
    let contracts = workspace.contracts().expect("contracts");
    expectations(contracts.iter().map(|sound| &sound.contract), day)
}

fn of(operator: &str, asked: &str) -> Filings {
    let (_, workspace) = workspace();
    let operator = OperatorId::new(operator).expect("an operator");
    filings(workspace, &operator, &expected(workspace, day(asked)), &[], day(asked).into()).expect("filings")
}

fn table<'f>(filings: &'f Filings, name: &str) -> &'f TableFilings {
    filings.tables.iter().find(|table| table.table == name).expect("the table is expected")
}

#[test]
fn an_operator_that_only_registers_name_misses_every_month_since_the_first_that_clauses_read() {
    let filings = of("op-010", "2026-07-31");
    for name in ["payroll", "bds"] {
        let table = table(&filings, name);
        assert_eq!((table.expected, table.covered, table.missing.len()), (13, 0, 13), "{name}");
        assert_eq!(table.missing.first().map(|gap| gap.period), Some(month("2025-06")));
        assert_eq!(table.missing.last().map(|gap| gap.period), Some(month("2026-06")));
        assert_eq!(table.older, Vec::new(), "what no clause in force reads, of somebody who never filed, is not told");
        assert!(matches!(table.standing, Standing::Never { since, .. } if since == month("2025-06")), "{name}");
    }
    assert_eq!(filings.silent().map(|table| table.table).collect::<Vec<_>>(), ["payroll", "bds"]);
}

#[test]
fn what_is_due_is_overdue_and_what_is_not_due_yet_is_told_apart() {
    // The declaration of June is due on 10 July; no day is known for payroll.
    let gaps = |asked: &str, name: &str| {
        let filings = of("op-010", asked);
        let table = table(&filings, name);
        (table.missing.len(), table.overdue(), table.missing.last().and_then(|gap| gap.due))
    };
    assert_eq!(gaps("2026-07-10", "bds"), (13, 12, Some(day("2026-07-10"))));
    assert_eq!(gaps("2026-07-11", "bds"), (13, 13, Some(day("2026-07-10"))));
    assert_eq!(gaps("2026-07-11", "payroll"), (13, 0, None));
    assert_eq!(gaps("2026-06-30", "bds").0, 12, "June is not over on its last day");
}

#[test]
fn one_kind_may_come_and_another_never() {
    let filings = of("op-006", "2026-07-31");
    assert!(matches!(table(&filings, "payroll").standing, Standing::Never { periods: 12, .. }));
    assert_eq!(table(&filings, "bds").standing, Standing::Filing);
}

#[test]
fn who_stopped_is_told_with_the_last_month_filed_and_those_missing_since() {
    let filings = of("op-001", "2026-11-15");
    let stopped = |name: &str| table(&filings, name).standing;
    let (last, since) = (month("2026-06"), month("2026-07"));
    assert_eq!(stopped("bds"), Standing::Stopped { last, since, periods: 4 }, "October was due on 10 November");
    assert_eq!(stopped("payroll"), Standing::Stopped { last, since, periods: 3 }, "October may still come");
    assert_eq!(of("op-001", "2026-07-31").silent().count(), 0);
}

#[test]
fn the_sector_adds_up_and_names_who_is_silent() {
    let (_, workspace) = workspace();
    let asked = day("2026-07-31");
    let expected = expected(workspace, asked);
    let of = |operator: OperatorId| {
        let filings = filings(workspace, &operator, &expected, &[], asked.into()).expect("filings");
        (operator, filings)
    };
    let all: Vec<_> = workspace.store.operators(asked).expect("operators").into_iter().map(of).collect();
    let sums = sector::sum(all.iter().map(|(operator, filings)| (operator, filings)));
    for sum in &sums {
        assert_eq!(sum.expected, sum.covered + sum.missing, "{}", sum.table);
        assert!(sum.late <= sum.covered && sum.overdue <= sum.missing, "{}", sum.table);
    }
    let never = |name: &str| {
        let sum = sums.iter().find(|sum| sum.table == name).expect("the table");
        sum.never.iter().map(|operator| operator.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(never("payroll"), ["op-006", "op-010"]);
    assert_eq!(never("bds"), ["op-010"]);
}

#[test]
fn clauses_leave_one_determination_without_a_person_and_both_roads_say_it() {
    let (_, workspace) = workspace();
    let asked = day("2026-07-31");
    let question = Question { as_known_on: asked.into(), operators: Vec::new(), all_readings: false, fresh: false };
    let assessed = assess(workspace, &question, None, || {}).expect("it computes");
    let offer = assessed.contracts.iter().find(|one| one.sound.contract.id == "ma-offshoring-2025").expect("the offer");
    let never = |clause: &str| {
        let total = offer.totals.clauses.iter().find(|total| total.clause == clause && total.in_use);
        total.map(|total| total.never_filed)
    };
    assert_eq!((never("air"), never("pae"), never("paf")), (Some(2), Some(1), Some(1)));
    let again = assess(workspace, &question, None, || {}).expect("it computes");
    let of_offer = |all: &office::assess::WorkspaceAssessment| {
        let one = all.contracts.iter().find(|one| one.sound.contract.id == "ma-offshoring-2025");
        one.map(|one| (serde_json::to_string(&one.receipt).expect("a receipt"), one.totals.clone()))
    };
    assert_eq!(of_offer(&assessed), of_offer(&again), "what is kept tells it too");
    let subject = Subject {
        operator: OperatorId::new("op-010").expect("an operator"),
        clause: "pae".to_owned(),
        reading: None,
        person: String::new(),
        year: None,
        start: None,
        first_month: None,
        anniversary: None,
        as_known_on: asked.into(),
    };
    let clause = clause_of(&offer.sound, "pae", None).expect("the clause");
    let (program, assessment) = stand(workspace, &offer.sound, &subject).expect("it stands");
    let told =
        never_filed(workspace, &offer.sound, clause, (&program, &assessment), asked.into()).expect("roads agree");
    assert_eq!(told.map(|never| (never.table, never.since)), Some(("payroll".to_owned(), month("2025-07"))));
}
