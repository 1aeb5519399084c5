//! Series: hires count only as far as they raise headcount above the operator's reference.

use contract::facts::Facts;
use contract::model::*;
use contract::unit::{Base, Unit};

use crate::build::*;

fn series_step(id: &str, mechanism: Mechanism) -> Step {
    Step { value_type: ValueType::Number(Unit::of(Base::Person)), ..step(id, mechanism) }
}

/// One dirham a permanent hire that raises headcount above that of June 2025.
pub fn above_reference() -> Contract {
    let mut contract = contract();
    contract.definitions.push(job(vec![payroll_source()], 0));
    let present = Expr::And(vec![is_word(Expr::RowColumn("contract".into()), "permanent"), payroll_source().present]);
    let steps = vec![
        series_step("staff", Mechanism::Count { table: "payroll".into(), filter: Some(present), over: Window::Own }),
        series_step("reference", Mechanism::AtMonth { step: 0, month: month("2025-06") }),
        series_step(
            "added",
            Mechanism::RunningExcess { of: 0, above: Expr::Step(1), from: Expr::Date(date("2025-06-30")) },
        ),
    ];
    contract.definitions.push(definition("posts", DefinitionKind::Series(Series { table: "payroll".into(), steps })));
    let added = Expr::Series { definition: "posts".into(), step: 2, at: Box::new(start()) };
    let rank = Expr::Spell(SpellField::Rank(0));
    let conditions = vec![
        condition("permanent", is_word(first_month("payroll", "contract"), "permanent")),
        condition("above_reference", compare(rank, Comparison::LessOrEqual, added)),
    ];
    let steps = vec![step("amount", Mechanism::Value(num("1")))];
    contract.clauses.push(clause("pae", jobs(), conditions, steps));
    contract
}

fn row(hired: &str, gross: &str) -> String {
    format!("hired={hired} contract=permanent gross_taxable={gross}")
}

/// Three in June; one leaves in July; two come in August, three in September, of whom one on a fixed term.
pub fn hires() -> Facts {
    operator("X")
        .rows("payroll", "A", "2025-06 .. 2025-11", &row("2020-01-01", "1.00"))
        .rows("payroll", "B", "2025-06 .. 2025-11", &row("2020-01-01", "1.00"))
        .rows("payroll", "C", "2025-06", &row("2020-01-01", "1.00"))
        .rows("payroll", "C", "2025-07", "hired=2020-01-01 contract=permanent left=2025-07-20")
        .rows("payroll", "D", "2025-08 .. 2025-11", &row("2025-08-01", "9.00"))
        .rows("payroll", "E", "2025-08 .. 2025-11", &row("2025-08-01", "5.00"))
        .rows("payroll", "F", "2025-09 .. 2025-11", &row("2025-09-10", "1.00"))
        .rows("payroll", "G", "2025-09 .. 2025-11", &row("2025-09-02", "7.00"))
        .rows("payroll", "H", "2025-09 .. 2025-11", "hired=2025-09-01 contract=fixed_term gross_taxable=1.00")
}

#[test]
fn a_hire_that_only_replaces_a_leaver_earns_nothing() {
    // August: four staff against three: one post added, and the lower wage of E comes first. September: six, two more.
    assert_eq!(
        told(&above_reference(), &hires(), "2025-12-31"),
        [
            "A 2025-06: not applicable (in_effect)",
            "B 2025-06: not applicable (in_effect)",
            "C 2025-06: not applicable (in_effect)",
            "D 2025-08: zero by rule (above_reference)",
            "E 2025-08: due 1.00",
            "F 2025-09: due 1.00",
            "G 2025-09: due 1.00",
            "H 2025-09: zero by rule (permanent)",
        ]
    );
}

#[test]
fn a_height_once_reached_pays_only_once() {
    // E leaves in September, and J takes the place in October: no post is added.
    let facts = hires().rows("payroll", "J", "2025-11", &row("2025-11-03", "1.00")).rows(
        "payroll",
        "K",
        "2025-11",
        &row("2025-11-04", "1.00"),
    );
    let mut facts = facts;
    let payroll = facts.tables.get_mut("payroll").expect("payroll");
    payroll
        .rows
        .retain(|row| !(row.person == Some(contract::scenario::person("E")) && row.period >= Some(period("2025-10"))));
    let told = told(&above_reference(), &facts, "2025-12-31");
    assert_eq!(told[8], "J 2025-11: due 1.00", "seven in November against six in September");
    assert_eq!(told[9], "K 2025-11: zero by rule (above_reference)");
}

#[test]
fn a_month_without_evidence_leaves_every_later_excess_unknown() {
    let facts = hires().misses("payroll", "2025-08");
    let told = told(&above_reference(), &facts, "2025-12-31");
    assert_eq!(told[3], "D 2025-09: not evaluated (above_reference) [missing payroll 2025-08]");
    assert_eq!(told[5], "F 2025-09: not evaluated (above_reference) [missing payroll 2025-08]");
    let no_reference = hires().misses("payroll", "2025-06");
    let told = crate::build::told(&above_reference(), &no_reference, "2025-12-31");
    assert!(
        told.contains(&"E 2025-08: not evaluated (above_reference) [missing payroll 2025-06]".to_owned()),
        "{told:?}"
    );
}

#[test]
fn ranks_follow_start_then_pay_and_a_missing_value_comes_last() {
    let mut contract = above_reference();
    let rank = |number: &str| compare(Expr::Spell(SpellField::Rank(0)), Comparison::Equal, num(number));
    let facts = operator("X")
        .covers("payroll", "2025-06 .. 2025-11")
        .rows("payroll", "A", "2025-08", "hired=2025-08-01 contract=permanent")
        .rows("payroll", "B", "2025-08", &row("2025-08-02", "1.00"))
        .rows("payroll", "C", "2025-08", &row("2025-08-01", "5.00"))
        .rows("payroll", "D", "2025-08", &row("2025-08-01", "5.00"))
        .rows("payroll", "E", "2025-08", "hired=2025-08-01 contract=fixed_term gross_taxable=1.00")
        .rows("payroll", "F", "2025-08", &row("2025-08-01", "2.00"));
    for (number, first) in [("1", "F"), ("4", "A"), ("5", "B")] {
        contract.clauses[0].conditions = vec![condition("rank", rank(number))];
        let told = told(&contract, &facts, "2025-12-31");
        let due: Vec<&String> = told.iter().filter(|line| line.contains(": due")).collect();
        assert_eq!(due, [&format!("{first} 2025-08: due 1.00")]);
        assert_eq!(told[4], "E 2025-08: not evaluated (rank) [absent payroll 2025-08]", "never among the permanent");
    }
    // C and D are equal in all: nobody orders them.
    for number in ["2", "3"] {
        contract.clauses[0].conditions = vec![condition("rank", rank(number))];
        let told = told(&contract, &facts, "2025-12-31");
        assert_eq!(told[2], "C 2025-08: not evaluated (rank) [tie of 2 from 2]");
        assert_eq!(told[3], "D 2025-08: not evaluated (rank) [tie of 2 from 2]");
    }
}
