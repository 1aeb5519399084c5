//! Premiums by job: start, tenure, ranks, windows, and what a missing month does to them.

use contract::determination::{Reason, Status, decided};
use contract::interpret::interpret;
use contract::model::*;
use contract::trace::explain;

use crate::build::*;

/// The employment premium: 17 % of the first twelve months, kept eighteen months by date.
pub fn premium() -> Contract {
    let mut contract = contract();
    contract.parameters.push(parameter("pae.rate", &[("2025-07-01 .. 2030-12-31", number("0.17"))]));
    contract.definitions.push(job(vec![payroll_source(), bds_source()], 0));
    let conditions = vec![
        condition("permanent", is_word(first_month("payroll", "contract"), "permanent")),
        condition("first_here", compare(Expr::Spell(SpellField::Nth), Comparison::Equal, num("1"))),
        condition("kept_18", Expr::PresentAfter(18)),
    ];
    let steps = vec![
        step("base", sum("payroll", "gross_taxable", Window::FirstMonths(12))),
        step("premium", Mechanism::PercentOf { of: Expr::Step(0), rate: Expr::Parameter("pae.rate".into()) }),
        step("amount", round(1)),
    ];
    contract.clauses.push(clause("pae", jobs(), conditions, steps));
    contract
}

const ROW: &str = "hired=2025-07-01 contract=permanent gross_taxable=8000.00";

#[test]
fn the_five_persons_of_the_design() {
    let facts = operator("X")
        .covers("payroll", "2025-06 .. 2027-01")
        .rows("payroll", "A", "2025-07 .. 2027-01", "hired=2025-07-01 contract=permanent gross_taxable=8000.03")
        .rows("payroll", "B", "2025-07 .. 2026-11", ROW)
        .rows("payroll", "B", "2026-12", &format!("{ROW} left=2026-12-30"))
        .rows("payroll", "E", "2026-03 .. 2027-01", "hired=2026-03-01 contract=permanent gross_taxable=8000.00");
    assert_eq!(
        told(&premium(), &facts, "2027-01-31"),
        [
            "A 2025-07: due 16320.06",
            "B 2025-07: zero by rule (kept_18)",
            "E 2026-03: pending (kept_18) [not yet 2027-09-01]",
        ]
    );
    let other = operator("Y")
        .covers("payroll", "2025-06 .. 2027-01")
        .rows("payroll", "D", "2025-07 .. 2027-01", ROW)
        .misses("payroll", "2026-02");
    assert_eq!(told(&premium(), &other, "2027-01-31"), ["D 2025-07: not evaluated (base) [missing payroll 2026-02]"]);
}

/// The training premium: a tenth of each anniversary year's pay, three years.
pub fn training(acquired_by_start: bool) -> Contract {
    let mut contract = premium();
    contract.clauses.clear();
    let space = Space::Anniversaries { definition: "job".into(), first: 1, last: 3, acquired_by_start };
    let steps = vec![
        step("pay", sum("payroll", "gross_taxable", Window::Own)),
        step("premium", Mechanism::PercentOf { of: Expr::Step(0), rate: num("0.1") }),
        step("amount", round(1)),
    ];
    contract.clauses.push(clause("paf", space, Vec::new(), steps));
    contract
}

#[test]
fn anniversary_years_run_from_the_month_of_the_start() {
    let facts = operator("X").covers("payroll", "2025-07").rows(
        "payroll",
        "A",
        "2025-08 .. 2027-10",
        "hired=2025-08-31 gross_taxable=100.00",
    );
    // The third year began on 31 August 2027 and is not over.
    assert_eq!(
        told(&training(true), &facts, "2027-10-31"),
        ["A 2025-08 #1: due 120.00", "A 2025-08 #2: due 120.00", "A 2025-08 #3: pending (pay) [not yet 2028-07-31]"]
    );
    assert_eq!(told(&training(true), &facts, "2026-08-30"), ["A 2025-08 #1: due 120.00"]);
    let hole = facts.misses("payroll", "2026-12");
    assert_eq!(
        told(&training(true), &hole, "2027-10-31")[1],
        "A 2025-08 #2: not evaluated (pay) [missing payroll 2026-12]"
    );
}

#[test]
fn a_job_that_ended_has_the_anniversary_years_it_reached() {
    let facts = operator("X").covers("payroll", "2025-07 .. 2027-12").rows(
        "payroll",
        "A",
        "2025-08 .. 2026-09",
        "hired=2025-08-04 gross_taxable=100.00",
    );
    assert_eq!(told(&training(true), &facts, "2027-12-31"), ["A 2025-08 #1: due 120.00", "A 2025-08 #2: due 20.00"]);
}

#[test]
fn a_right_runs_past_the_rule_only_when_acquired_by_the_start() {
    let mut acquired = training(true);
    let mut until_end = training(false);
    for contract in [&mut acquired, &mut until_end] {
        contract.clauses[0].in_effect = interval("2025-07-01 .. 2026-12-31");
    }
    let facts = operator("X").covers("payroll", "2025-09").rows(
        "payroll",
        "A",
        "2025-10 .. 2027-12",
        "hired=2025-10-01 gross_taxable=100.00",
    );
    assert_eq!(told(&acquired, &facts, "2027-12-31")[..2], ["A 2025-10 #1: due 120.00", "A 2025-10 #2: due 120.00"]);
    // October to December 2026 remain of the second year; the third begins after the end.
    assert_eq!(told(&until_end, &facts, "2027-12-31"), ["A 2025-10 #1: due 120.00", "A 2025-10 #2: due 30.00"]);
}

#[test]
fn a_start_that_is_not_shown_has_one_key() {
    let facts = operator("X").rows("payroll", "A", "2025-10 .. 2027-12", "gross_taxable=100.00");
    let told = told(&training(true), &facts, "2027-12-31");
    assert_eq!(told, ["A 2025-10 #1: not evaluated (fact_date) [start not shown 2025-10]"]);
}

fn hired(day: &str) -> contract::facts::Facts {
    let row = format!("hired={day} contract=permanent gross_taxable=1000.00");
    let month = &day[..7];
    operator("X").covers("payroll", "2025-01 .. 2027-12").rows("payroll", "A", &format!("{month} .. 2027-12"), &row)
}

#[test]
fn a_fact_before_or_after_the_rule_is_not_applicable() {
    let mut contract = premium();
    let on = "2027-12-31";
    assert_eq!(told(&contract, &hired("2025-06-30"), on), ["A 2025-06: not applicable (in_effect)"]);
    assert_eq!(told(&contract, &hired("2025-07-01"), on), ["A 2025-07: due 2040.00"]);
    contract.clauses[0].applies_to_facts = None;
    assert_eq!(told(&contract, &hired("2025-11-23"), on), ["A 2025-11: not applicable (applies_to_facts)"]);
    assert_eq!(told(&contract, &hired("2025-11-24"), on), ["A 2025-11: due 2040.00"]);
}

#[test]
fn nothing_is_said_before_the_clause_was_published() {
    let facts = hired("2025-07-01");
    assert!(told(&premium(), &facts, "2025-11-23").is_empty());
    assert_eq!(told(&premium(), &facts, "2025-11-24").len(), 1);
}

#[test]
fn a_hole_between_values_is_not_evaluated() {
    let mut contract = premium();
    contract.parameters[0] = parameter(
        "pae.rate",
        &[("2025-07-01 .. 2025-12-31", number("0.17")), ("2026-02-01 .. 2030-12-31", number("0.2"))],
    );
    let on = "2027-12-31";
    assert_eq!(told(&contract, &hired("2025-12-31"), on), ["A 2025-12: due 2040.00"]);
    assert_eq!(told(&contract, &hired("2026-01-01"), on), ["A 2026-01: not evaluated (premium) [no value pae.rate]"]);
    assert_eq!(told(&contract, &hired("2026-02-01"), on), ["A 2026-02: due 2400.00"]);
}

#[test]
fn a_condition_on_an_absent_row_fails_and_on_a_missing_one_is_not_decided() {
    let mut contract = premium();
    let declared = compare(first_month("bds", "days"), Comparison::Greater, num("0"));
    contract.clauses[0].conditions = vec![condition("declared", declared.clone())];
    let on = "2027-12-31";
    assert_eq!(
        told(&contract, &hired("2025-07-01"), on),
        ["A 2025-07: not evaluated (declared) [missing bds 2025-07]"]
    );
    let covered = hired("2025-07-01").covers("bds", "2025-07");
    assert_eq!(told(&contract, &covered, on), ["A 2025-07: zero by rule (declared)"]);
    // A missing row never makes a `not` hold.
    contract.clauses[0].conditions = vec![condition("undeclared", Expr::Not(Box::new(declared)))];
    assert_eq!(told(&contract, &covered, on), ["A 2025-07: zero by rule (undeclared)"]);
    let zero = IfNone::Value(Box::new(num("0")));
    let days = Expr::Column { table: "bds".into(), column: "days".into(), at: At::FirstMonth, if_none: zero };
    contract.clauses[0].conditions = vec![condition("none", compare(days, Comparison::Equal, num("0")))];
    assert_eq!(told(&contract, &covered, on), ["A 2025-07: due 2040.00"]);
    // What stands in for an absent row does not stand in for a missing file.
    assert_eq!(told(&contract, &hired("2025-07-01"), on), ["A 2025-07: not evaluated (none) [missing bds 2025-07]"]);
}

#[test]
fn a_failing_condition_goes_before_an_unknown_one_and_that_before_a_pending_one() {
    let mut contract = premium();
    let fails = || condition("fails", compare(num("1"), Comparison::Equal, num("2")));
    let unknown = || condition("unknown", compare(first_month("bds", "days"), Comparison::Greater, num("0")));
    let pending = || condition("pending", Expr::PresentAfter(60));
    let mut with = |conditions| {
        contract.clauses[0].conditions = conditions;
        told(&contract, &hired("2025-07-01"), "2027-12-31").remove(0)
    };
    assert_eq!(with(vec![pending(), unknown(), fails()]), "A 2025-07: zero by rule (fails)");
    assert_eq!(with(vec![pending(), unknown()]), "A 2025-07: not evaluated (unknown) [missing bds 2025-07]");
    assert_eq!(with(vec![pending()]), "A 2025-07: pending (pending) [not yet 2030-07-01]");
}

#[test]
fn a_choice_takes_only_its_branch_and_waits_for_what_comes_before() {
    let mut contract = premium();
    let when = |expr| (expr, num("10"));
    let unknown = || compare(first_month("bds", "days"), Comparison::Greater, num("0"));
    let yes = || compare(num("1"), Comparison::Equal, num("1"));
    let mut with = |cases, otherwise| {
        let choose = Mechanism::Choose { cases, otherwise };
        contract.clauses[0].steps = vec![step("amount", choose)];
        contract.clauses[0].outcome = Outcome::Pays { head: "x".into(), step: 0, recover: false };
        contract.clauses[0].conditions.clear();
        told(&contract, &hired("2025-07-01"), "2027-12-31").remove(0)
    };
    let days = || first_month("bds", "days");
    assert_eq!(with(vec![when(yes()), when(unknown())], days()), "A 2025-07: due 10.00");
    assert_eq!(
        with(vec![when(unknown()), when(yes())], days()),
        "A 2025-07: not evaluated (amount) [missing bds 2025-07]"
    );
    assert_eq!(with(vec![when(Expr::Not(Box::new(yes())))], num("3")), "A 2025-07: due 3.00");
}

#[test]
fn the_smaller_of_an_unknown_and_a_cap_is_unknown() {
    let mut contract = premium();
    contract.clauses[0].conditions.clear();
    contract.clauses[0].steps[1] =
        step("premium", Mechanism::AtMost { of: first_month("bds", "wage"), bound: num("500") });
    let told = told(&contract, &hired("2025-07-01"), "2027-12-31");
    assert_eq!(told, ["A 2025-07: not evaluated (premium) [missing bds 2025-07]"]);
}

#[test]
fn an_amount_below_zero_is_never_owed_nor_asked_back() {
    let mut contract = premium();
    contract.clauses[0].conditions.clear();
    contract.clauses[0].steps[1] = step("premium", Mechanism::Difference { from: num("1"), less: Expr::Step(0) });
    assert_eq!(told(&contract, &hired("2025-07-01"), "2027-12-31"), ["A 2025-07: zero by rule (amount)"]);
}

#[test]
fn of_whom_numbers_contradict_each_other_nothing_is_evaluated() {
    let contract = premium();
    let mut facts = hired("2025-08-04");
    let before = interpret(&contract, &contract.clauses[0], &facts, date("2027-12-31"));
    facts.doubtful_persons.extend(before.iter().map(|one| one.key.person));
    let after = interpret(&contract, &contract.clauses[0], &facts, date("2027-12-31"));
    assert!(!after.is_empty() && after.len() == before.len());
    for one in after {
        assert_eq!(one.status, Status::NotEvaluated);
        assert_eq!((one.reason, one.amount), (Some(Reason::Identity), None));
        assert_eq!(one.decided_by.as_deref(), Some(decided::IDENTITY));
        assert!(explain(&contract, &contract.clauses[0], &facts, date("2027-12-31"), &one.key).is_some());
    }
}
