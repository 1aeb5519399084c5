//! Sums that documents ask to be held against each other: told with their figures, in whatever order files come, and changing
//! no row.

use contract::calendar::Date;
use contract::check::{Packs, check};
use contract::facts::Period;
use contract::identity::OperatorId;
use evidence::catalogue::Catalogue;
use evidence::intake::{Delivery, SubmissionReport, submit};
use evidence::store::{Compared, Reconciled, Store, SumUnknown};

use crate::bench::Bench;

const DOCUMENT: &str = include_str!("../../../../conformance/evidence/good/reconciled.md");

fn tables() -> Catalogue {
    let checked = check(DOCUMENT, &Packs::none());
    let contract = checked.contract.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let (tables, clashes) = Catalogue::clone(&crate::tables::tables()).with([&contract]);
    assert_eq!(clashes, []);
    // A pack comes with every document that borrows it: its reconciliations are there once.
    tables.with([&contract]).0
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn alpha() -> OperatorId {
    OperatorId::new("alpha").expect("an operator")
}

struct Alpha {
    bench: Bench,
    store: Store,
}

impl Alpha {
    fn new() -> Alpha {
        let bench = Bench::with_registers();
        let store = bench.reopened().without_waiting_for_disk().knowing(tables().into());
        Alpha { bench, store }
    }

    fn hand_in(&self, on: &str, name: &str, text: &str) -> Vec<SubmissionReport> {
        let files = vec![(name.to_owned(), text.as_bytes().to_vec())];
        submit(&self.store, &self.bench.key, &files, Delivery::on(day(on)).replacing()).expect("an intake")
    }

    fn all(&self, on: &str) -> Vec<Reconciled> {
        self.store.reconciled(&alpha(), day(on)).expect("the store")
    }

    fn one(&self, on: &str, check: &str, period: &str) -> Reconciled {
        let all = self.all(on);
        let found = all.iter().find(|one| one.check == check && one.found.period.to_string() == period);
        found.unwrap_or_else(|| panic!("no {check} in {period} among {all:#?}")).clone()
    }
}

fn wages(month: &str, all: &[(&str, &str)]) -> String {
    let rows = all.iter().map(|(number, wage)| format!("alpha,{month},{number},{wage},160\n"));
    "Employer,Month,Employee,Wages,Hours\n".to_owned() + &rows.collect::<String>()
}

const ONE: &str = "123456785";
const TWO: &str = "223456785";

fn told(reports: &[SubmissionReport]) -> Vec<(&str, String, Option<bool>)> {
    let all = reports.iter().flat_map(|report| &report.reconciled);
    let told =
        all.map(|one| (one.check.as_str(), one.found.period.to_string(), one.outcome.map(|outcome| outcome.holds)));
    told.collect()
}

#[test]
fn a_period_is_held_against_the_one_before_to_the_centime() {
    let alpha = Alpha::new();
    let first = alpha.hand_in("2025-08-05", "july.csv", &wages("2025-07", &[(ONE, "1000.00"), (TWO, "1000.00")]));
    assert!(told(&first).iter().all(|(check, ..)| !check.ends_with("-before")), "before the first there is nothing");
    // Twenty percent of 2,000.00 is 400.00: 2,400.00 is within, one centime more is not.
    let within = alpha.hand_in("2025-09-05", "august.csv", &wages("2025-08", &[(ONE, "1200.00"), (TWO, "1200.00")]));
    assert!(told(&within).contains(&("wages-before", "2025-08".to_owned(), Some(true))), "{within:#?}");
    let more = alpha.hand_in("2025-09-06", "august.csv", &wages("2025-08", &[(ONE, "1200.00"), (TWO, "1200.01")]));
    assert!(told(&more).contains(&("wages-before", "2025-08".to_owned(), Some(false))), "{more:#?}");
    let found = alpha.one("2025-09-06", "wages-before", "2025-08");
    assert_eq!((found.found.sum, found.against.sum), (Some(240_001), Some(200_000)));
    let expected = Compared { holds: false, least: 160_000, most: 240_000, difference: 40_001 };
    assert_eq!(found.outcome, Some(expected));
    assert_eq!((found.unit.as_str(), found.found.files.as_slice()), ("MAD", ["august.csv".to_owned()].as_slice()));
    assert_eq!(
        (found.labels["en"].as_str(), found.cure["en"].as_str()),
        ("Wages leap.", "Look for lines that are missing.")
    );
    // As known before, the answer of before; and a tolerance in persons.
    assert_eq!(alpha.one("2025-09-05", "wages-before", "2025-08").found.sum, Some(240_000));
    let heads = alpha.one("2025-09-06", "heads-before", "2025-08").outcome;
    assert_eq!(heads, Some(Compared { holds: true, least: -1, most: 5, difference: 0 }));
    // Nothing of it changed a row or made a finding.
    assert_eq!(alpha.store.load(&self::alpha(), &["wage_report"], day("2025-09-06")).expect("rows").persons.len(), 2);
    assert!(more.iter().flat_map(|report| &report.pieces).all(|piece| piece.piece.findings.is_empty()), "{more:#?}");
}

#[test]
fn tables_are_held_against_each_other_in_whatever_order_they_come() {
    let exported = "Employer,Year,Exports\nalpha,2025,1000.00\n";
    let invoices = |last: &str| {
        let days = [("2025-02-01", "250.00"), ("2025-04-01", "250.00"), ("2025-07-01", "250.00"), ("2025-10-01", last)];
        let rows = days.iter().map(|(day, amount)| format!("alpha,{day},{amount}\n"));
        "Employer,Day,Amount\n".to_owned() + &rows.collect::<String>()
    };
    let alpha = Alpha::new();
    let first = alpha.hand_in("2026-01-05", "exported.csv", exported);
    assert!(told(&first).contains(&("invoiced", "2025".to_owned(), None)), "the other side is not there: {first:#?}");
    let quarter = |number| Period::Quarter(contract::calendar::Quarter::new(2025, number).expect("a quarter"));
    let missing = SumUnknown::Missing { first: quarter(1), last: quarter(4), periods: 4 };
    assert_eq!(alpha.one("2026-01-05", "invoiced", "2025").against.unknown, Some(missing));
    let second = alpha.hand_in("2026-01-06", "invoices.csv", &invoices("230.40"));
    assert!(told(&second).contains(&("invoiced", "2025".to_owned(), Some(true))), "{second:#?}");
    let third = alpha.hand_in("2026-01-07", "invoices.csv", &invoices("230.39"));
    assert!(told(&third).contains(&("invoiced", "2025".to_owned(), Some(false))), "{third:#?}");

    // The other way round the same comes out, and through an edition too.
    let other = Alpha::new();
    other.hand_in("2026-01-05", "invoices.csv", &invoices("230.39"));
    other.hand_in("2026-01-07", "exported.csv", exported);
    assert_eq!(alpha.one("2026-01-07", "invoiced", "2025"), other.one("2026-01-07", "invoiced", "2025"));
    let before = other.all("2026-01-07");
    other.store.compact(|_| {}).expect("editions");
    assert_eq!(before, other.all("2026-01-07"));
}

#[test]
fn what_is_missing_refused_or_unread_is_compared_with_nothing() {
    let alpha = Alpha::new();
    alpha.hand_in("2025-08-05", "july.csv", &wages("2025-07", &[(ONE, "1000.00")]));
    // Two months later: the month between is not nothing.
    alpha.hand_in("2025-10-05", "september.csv", &wages("2025-09", &[(ONE, "1000.00")]));
    let gap = alpha.one("2025-10-05", "wages-before", "2025-09");
    assert_eq!((gap.against.sum, gap.outcome), (None, None));
    assert!(matches!(gap.against.unknown, Some(SumUnknown::Missing { periods: 1, .. })), "{gap:#?}");
    alpha.hand_in("2025-09-05", "august.csv", &wages("2025-08", &[(ONE, "much"), (TWO, "10.00")]));
    let unread = alpha.one("2025-10-05", "wages-before", "2025-08");
    assert_eq!(unread.found.unknown, Some(SumUnknown::Unread { cells: 1 }));
    assert_eq!(alpha.one("2025-10-05", "heads-before", "2025-08").found.sum, Some(2), "heads are known all the same");
    alpha.hand_in("2025-10-06", "august.csv", &wages("2025-08", &[(ONE, "5.00"), ("nobody", "10.00")]));
    let refused = alpha.one("2025-10-06", "wages-before", "2025-08");
    assert_eq!(refused.found.unknown, Some(SumUnknown::Refused { rows: 1 }));
    assert_eq!(refused.outcome, None);
    assert!(!refused.differs(), "what is not known is no fault");
}

#[test]
fn a_register_and_a_declaration_by_affiliation_are_compared_where_both_are_whole() {
    let alpha = Alpha::new();
    // Since July alpha owes a declaration under each of two affiliations: one alone is half a month.
    alpha.hand_in("2025-08-05", "july.csv", &wages("2025-07", &[(ONE, "1000.00")]));
    let heads = alpha.one("2025-08-05", "heads", "2025-07");
    assert_eq!((heads.table.as_str(), heads.found.sum, heads.against.sum), ("bds", None, Some(1)));
    assert!(matches!(heads.found.unknown, Some(SumUnknown::Missing { periods: 1, .. })), "{heads:#?}");
}

#[test]
fn where_nobody_owed_a_file_there_is_no_sum() {
    let alpha = Alpha::new();
    // The first affiliation of alpha begins in March 2015.
    alpha.hand_in("2025-08-05", "before.csv", &wages("2014-06", &[(ONE, "1000.00")]));
    let heads = alpha.one("2025-08-05", "heads", "2014-06");
    assert_eq!((heads.found.unknown.clone(), heads.found.sum, heads.outcome), (Some(SumUnknown::NotOwed), None, None));
    assert_eq!(heads.against.sum, Some(1), "the report came");
    // Nor is a register owed of a time without any affiliation.
    alpha.hand_in("2025-08-05", "invoices.csv", "Employer,Day,Amount\nalpha,2014-02-01,250.00\n");
    assert_eq!(alpha.one("2025-08-05", "invoiced", "2014").found.unknown, Some(SumUnknown::NotOwed));
    alpha.store.compact(|_| {}).expect("editions");
    assert_eq!(alpha.one("2025-08-05", "heads", "2014-06"), heads);
}

#[test]
fn a_line_of_totals_is_held_against_the_rows_of_its_file() {
    let alpha = Alpha::new();
    let rows = wages("2025-07", &[(ONE, "1000.00"), (TWO, "1000.00")]);
    let right = alpha.hand_in("2025-08-05", "july.csv", &(rows.clone() + "Total,,,2000.00,\n"));
    assert_eq!(crate::bench::codes(&right), Vec::<String>::new());
    let wrong = alpha.hand_in("2025-08-06", "july.csv", &(rows + "Total,,,2000.01,\n"));
    let findings = wrong.iter().flat_map(|report| &report.pieces).flat_map(|piece| &piece.piece.findings);
    let total = findings.clone().find(|finding| finding.code == "csv-total").expect("the total is told");
    let value = |name: &str| total.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    assert_eq!((value("expected"), value("found")), (Some("2000.00"), Some("2000.01")));
    assert_eq!(alpha.store.load(&self::alpha(), &["wage_report"], day("2025-08-06")).expect("rows").persons.len(), 2);
}
