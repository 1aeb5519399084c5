//! Premiums by job: start, tenure, ranks, windows, and what a missing month does to them.

use contract::model::*;

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
