//! Person-years: months and years, places and rules that change inside them, and what is missing.

use contract::facts::Facts;
use contract::model::*;

use crate::build::*;

/// What the State takes over of the income tax: what exceeds a share of taxable gross, by class of place.
pub fn contribution(crossing: CrossingMode) -> Contract {
    let mut contract = contract();
    let words = |list: &[(&str, Option<&str>)]| {
        let pairs = list.iter().map(|(word, value)| ((*word).to_owned(), value.map(decimal)));
        ParameterValue::Words(pairs.collect())
    };
    let caps = words(&[("primary", Some("0.2")), ("secondary", Some("0.1")), ("outside", None)]);
    contract.parameters.push(parameter("air.cap", &[("2025-07-01 .. 2030-12-31", caps)]));
    let class =
        Expr::Road { table: "payroll".into(), column: "site".into(), attribute: PlaceAttribute::Class, at: At::Own };
    let steps = vec![
        step("gross", sum("payroll", "gross_taxable", Window::Own)),
        step("withheld", sum("payroll", "tax_withheld", Window::Own)),
        step("share", Mechanism::Table { parameter: "air.cap".into(), by: class }),
        step("cap", Mechanism::PercentOf { of: Expr::Step(0), rate: Expr::Step(2) }),
        step("excess", Mechanism::Difference { from: Expr::Step(1), less: Expr::Step(3) }),
        step("taken", Mechanism::AtLeast { of: Expr::Step(4), bound: num("0") }),
        step("amount", round(5)),
    ];
    let space = Space::PersonYears { table: "payroll".into() };
    let mut clause = clause("air", space, Vec::new(), steps);
    clause.crossing = Some(Crossing { place: crossing, rule: CrossingMode::SplitByMonths, read_at: ReadAt::LastDay });
    contract.clauses.push(clause);
    contract
}

/// Two sites: C in Casablanca (20 %), F in Fès (10 %), and N outside platforms.
pub fn sites() -> Facts {
    operator("X")
        .dated("site", Some("2020-01-01 .."), "site=C platform=casanearshore region=MA-06")
        .dated("site", Some("2020-01-01 .."), "site=F platform=fes-shore region=MA-03")
        .dated("site", Some("2020-01-01 .."), "site=N platform= region=MA-09")
}

/// 300,000 a year, tax 66,947.93, moved from 20 % to 10 % on 1 July.
pub fn moved() -> Facts {
    sites()
        .rows("payroll", "A", "2026-01 .. 2026-06", "site=C gross_taxable=25000.00 tax_withheld=5578.99")
        .rows("payroll", "A", "2026-07 .. 2026-11", "site=F gross_taxable=25000.00 tax_withheld=5578.99")
        .rows("payroll", "A", "2026-12", "site=F gross_taxable=25000.00 tax_withheld=5579.04")
}

#[test]
fn a_move_inside_the_year_has_three_answers_and_the_clause_says_which() {
    let on = "2027-01-31";
    assert_eq!(told(&contribution(CrossingMode::AtFirstDay), &moved(), on), ["A 2026: due 6947.93"]);
    assert_eq!(told(&contribution(CrossingMode::SplitByMonths), &moved(), on), ["A 2026: due 21947.93"]);
    assert_eq!(told(&contribution(CrossingMode::AtLastDay), &moved(), on), ["A 2026: due 36947.93"]);
}

#[test]
fn a_rule_in_effect_from_july_reaches_the_second_half_of_the_year() {
    let facts =
        sites().rows("payroll", "A", "2025-01 .. 2025-12", "site=F gross_taxable=10000.00 tax_withheld=2000.00");
    let contract = contribution(CrossingMode::SplitByMonths);
    // Six months: 12,000 withheld less 10 % of 60,000.
    assert_eq!(told(&contract, &facts, "2026-01-31"), ["A 2025: due 6000.00"]);
    assert!(told(&contract, &facts, "2025-11-23").is_empty(), "not used before it was published");
}

#[test]
fn only_facts_after_publication_when_the_clause_does_not_say_otherwise() {
    let facts =
        sites().rows("payroll", "A", "2025-01 .. 2025-12", "site=F gross_taxable=10000.00 tax_withheld=2000.00");
    let mut contract = contribution(CrossingMode::SplitByMonths);
    contract.clauses[0].applies_to_facts = None;
    // December alone begins after 24 November.
    assert_eq!(told(&contract, &facts, "2026-01-31"), ["A 2025: due 1000.00"]);
}

#[test]
fn a_missing_month_is_never_zero_and_never_a_cap() {
    let contract = contribution(CrossingMode::SplitByMonths);
    let hole = moved().misses("payroll", "2026-05");
    assert_eq!(told(&contract, &hole, "2027-01-31"), ["A 2026: not evaluated (period) [missing payroll 2026-05]"]);
    let part = sites().rows("payroll", "A", "2026-01 .. 2026-03", "site=C gross_taxable=1.00 tax_withheld=1.00");
    assert_eq!(told(&contract, &part, "2026-04-30"), ["A 2026: pending (period) [not yet 2026-12-31]"]);
    assert_eq!(told(&contract, &part, "2026-05-01"), ["A 2026: not evaluated (period) [missing payroll 2026-04]"]);
    // A month that a file covers without the person is a month without employment.
    let left = part.covers("payroll", "2026-01 .. 2026-12");
    assert_eq!(told(&contract, &left, "2026-12-31"), ["A 2026: due 2.40"]);
}

#[test]
fn a_place_without_class_and_a_class_without_value_are_not_evaluated() {
    let contract = contribution(CrossingMode::SplitByMonths);
    let at = |site: &str| {
        sites().covers("payroll", "2026-01 .. 2026-12").rows(
            "payroll",
            "A",
            "2026-01",
            &format!("site={site} gross_taxable=10.00 tax_withheld=9.00"),
        )
    };
    let told = |facts: &Facts| told(&contract, facts, "2026-12-31");
    assert_eq!(told(&at("N")), ["A 2026: not evaluated (share) [no value air.cap outside]"]);
    assert_eq!(told(&at("Z")), ["A 2026: not evaluated (share) [no site Z]"]);
    let unclassed = at("Q").dated("site", None, "site=Q platform=technopolis region=MA-04");
    assert_eq!(told(&unclassed), ["A 2026: not evaluated (share) [no class technopolis]"]);
    let mut nowhere = at("C");
    nowhere.tables.remove("site");
    assert_eq!(told(&nowhere), ["A 2026: not evaluated (share) [missing site]"]);
}

#[test]
fn tax_within_the_cap_is_zero_by_the_step_that_says_so() {
    let facts = sites().covers("payroll", "2026-01 .. 2026-12").rows(
        "payroll",
        "A",
        "2026-01",
        "site=C gross_taxable=100.00 tax_withheld=20.00",
    );
    let contract = contribution(CrossingMode::SplitByMonths);
    assert_eq!(told(&contract, &facts, "2026-12-31"), ["A 2026: zero by rule (excess)"]);
    let below = facts.rows("payroll", "B", "2026-01", "site=C gross_taxable=100.00 tax_withheld=10.00");
    assert_eq!(told(&contract, &below, "2026-12-31")[1], "B 2026: zero by rule (taken)");
}

#[test]
fn a_condition_may_fail_in_one_piece_and_hold_in_another() {
    let mut contract = contribution(CrossingMode::SplitByMonths);
    let permanent = is_word(lookup("payroll", "contract", At::Own), "permanent");
    contract.clauses[0].conditions.push(condition("permanent", permanent));
    let row = |contract: &str| format!("site=C gross_taxable=100.00 tax_withheld=50.00 contract={contract}");
    let facts = sites()
        .covers("payroll", "2026-01 .. 2026-12")
        .rows("payroll", "A", "2026-01 .. 2026-04", &row("fixed_term"))
        .rows("payroll", "A", "2026-05 .. 2026-12", &row("permanent"))
        .rows("payroll", "B", "2026-01", &row("fixed_term"))
        .rows("payroll", "C", "2026-01", "site=C gross_taxable=100.00 tax_withheld=50.00");
    assert_eq!(
        told(&contract, &facts, "2026-12-31"),
        ["A 2026: due 240.00", "B 2026: zero by rule (permanent)", "C 2026: zero by rule (permanent)",]
    );
    let clause = &mut contract.clauses[0];
    clause.applies_when = std::mem::take(&mut clause.conditions);
    assert_eq!(told(&contract, &facts, "2026-12-31")[1], "B 2026: not applicable (permanent)");
}

#[test]
fn a_change_of_rate_inside_the_year_cuts_it() {
    let mut contract = contract();
    contract
        .parameters
        .push(parameter("rate", &[("2025-07-01 .. 2026-06-30", number("0.1")), ("2026-07-01 ..", number("0.2"))]));
    let steps = vec![
        step("gross", sum("payroll", "gross_taxable", Window::Own)),
        step("part", Mechanism::PercentOf { of: Expr::Step(0), rate: Expr::Parameter("rate".into()) }),
        step("amount", round(1)),
    ];
    contract.clauses.push(clause("part", Space::PersonYears { table: "payroll".into() }, Vec::new(), steps));
    let facts = operator("X").rows("payroll", "A", "2026-01 .. 2026-12", "gross_taxable=100.00");
    let mut with = |rule| {
        contract.clauses[0].crossing =
            Some(Crossing { place: CrossingMode::AtFirstDay, rule, read_at: ReadAt::LastDay });
        told(&contract, &facts, "2026-12-31")
    };
    assert_eq!(with(CrossingMode::SplitByMonths), ["A 2026: due 180.00"]);
    assert_eq!(with(CrossingMode::AtFirstDay), ["A 2026: due 120.00"]);
    assert_eq!(with(CrossingMode::AtLastDay), ["A 2026: due 240.00"]);
    // A rule not yet published is not used, even for its own months.
    let crossing =
        Crossing { place: CrossingMode::AtFirstDay, rule: CrossingMode::SplitByMonths, read_at: ReadAt::LastDay };
    contract.clauses[0].crossing = Some(crossing);
    contract.parameters[0].values[1].published = date("2027-03-01");
    assert_eq!(told(&contract, &facts, "2026-12-31"), ["A 2026: not evaluated (part) [no value rate]"]);
    assert_eq!(told(&contract, &facts, "2027-03-01"), ["A 2026: due 180.00"]);
}

#[test]
fn pieces_are_summed_before_rounding() {
    let mut contract = contribution(CrossingMode::SplitByMonths);
    contract.clauses[0].steps[0] = step("gross", Mechanism::Value(num("0.00")));
    let facts = sites()
        .covers("payroll", "2026-01 .. 2026-12")
        .rows("payroll", "A", "2026-01", "site=C tax_withheld=0.01")
        .rows("payroll", "A", "2026-02", "site=F tax_withheld=0.01");
    let third = Mechanism::Ratio { of: Expr::Step(1), to: num("4"), if_zero: None };
    contract.clauses[0].steps[4] = step("excess", third);
    // A quarter of a centime twice is half a centime, and is rounded up once.
    assert_eq!(told(&contract, &facts, "2026-12-31"), ["A 2026: due 0.01"]);
}

#[test]
fn a_yearly_row_is_not_cut() {
    let mut contract = contract();
    let steps = vec![step("amount", Mechanism::Value(lookup("annual_tax", "tax_withheld", At::Own)))];
    contract.clauses.push(clause("yearly", Space::PersonYears { table: "annual_tax".into() }, Vec::new(), steps));
    let facts = operator("X").rows("annual_tax", "A", "2024 .. 2026", "tax_withheld=10.00").rows(
        "annual_tax",
        "B",
        "2026",
        "tax_withheld=",
    );
    assert_eq!(
        told(&contract, &facts, "2027-12-31"),
        [
            "A 2025: not evaluated (period) [partial year 2025]",
            "A 2026: due 10.00",
            "B 2026: not evaluated (amount) [absent annual_tax 2026]",
        ]
    );
}

#[test]
fn another_table_must_be_there_month_by_month() {
    let mut contract = contract();
    let steps = vec![step("declared", sum("bds", "wage", Window::Own)), step("amount", round(0))];
    contract.clauses.push(clause("other", Space::PersonYears { table: "annual_tax".into() }, Vec::new(), steps));
    let facts = operator("X").rows("annual_tax", "A", "2026", "").rows("bds", "A", "2026-01 .. 2026-11", "wage=10.00");
    assert_eq!(told(&contract, &facts, "2026-12-31"), ["A 2026: pending (period) [not yet 2026-12-31]"]);
    assert_eq!(told(&contract, &facts, "2027-01-01"), ["A 2026: not evaluated (declared) [missing bds 2026-12]"]);
    assert_eq!(told(&contract, &facts.covers("bds", "2026-12"), "2027-01-01"), ["A 2026: due 110.00"]);
}

#[test]
fn a_control_holds_or_shows_a_gap() {
    let mut contract = contract();
    let steps = vec![
        step("months", sum("payroll", "tax_withheld", Window::Own)),
        step("year", Mechanism::Value(lookup("annual_tax", "tax_withheld", At::Own))),
    ];
    let mut control = clause("agrees", Space::PersonYears { table: "annual_tax".into() }, Vec::new(), steps);
    control.outcome = Outcome::Holds(compare(Expr::Step(0), Comparison::Equal, Expr::Step(1)));
    let plain = is_word(lookup("annual_tax", "exempt", At::Own), "no");
    control.conditions.push(condition("not_exempt", plain));
    contract.clauses.push(control);
    let facts = operator("X")
        .rows("annual_tax", "A", "2026", "tax_withheld=120.00 exempt=no")
        .rows("annual_tax", "B", "2026", "tax_withheld=119.00 exempt=no")
        .rows("annual_tax", "C", "2026", "tax_withheld=0.00 exempt=yes")
        .rows("payroll", "A", "2026-01 .. 2026-12", "tax_withheld=10.00")
        .rows("payroll", "B", "2026-01 .. 2026-12", "tax_withheld=10.00");
    assert_eq!(
        told(&contract, &facts, "2027-01-01"),
        ["A 2026: due", "B 2026: zero by rule (holds)", "C 2026: not applicable (not_exempt)",]
    );
    let hole = facts.misses("payroll", "2026-03");
    assert_eq!(told(&contract, &hole, "2027-01-01")[0], "A 2026: not evaluated (months) [missing payroll 2026-03]");
}

#[test]
fn a_rate_that_changes_inside_the_year_is_seen_by_a_yearly_row() {
    let mut contract = contract();
    contract.parameters.push(parameter(
        "rate",
        &[("2025-07-01 .. 2026-06-30", number("0.1")), ("2026-07-01 .. 2027-12-31", number("0.2"))],
    ));
    let steps = vec![
        step("tax", Mechanism::Value(lookup("annual_tax", "tax_withheld", At::Own))),
        step("part", Mechanism::PercentOf { of: Expr::Step(0), rate: Expr::Parameter("rate".into()) }),
        step("amount", round(1)),
    ];
    contract.clauses.push(clause("yearly", Space::PersonYears { table: "annual_tax".into() }, Vec::new(), steps));
    let facts = operator("X").rows("annual_tax", "A", "2026 .. 2028", "tax_withheld=100.00");
    let with = |contract: &mut Contract, rule: Option<CrossingMode>| {
        let place = CrossingMode::AtFirstDay;
        contract.clauses[0].crossing = rule.map(|rule| Crossing { place, rule, read_at: ReadAt::LastDay });
        told(contract, &facts, "2029-01-31")
    };
    let none = [
        "A 2026: not evaluated (part) [partial year 2026]",
        "A 2027: due 20.00",
        "A 2028: not evaluated (part) [no value rate]",
    ];
    assert_eq!(with(&mut contract, None), none);
    assert_eq!(with(&mut contract, Some(CrossingMode::AtFirstDay))[0], "A 2026: due 10.00");
    assert_eq!(with(&mut contract, Some(CrossingMode::AtLastDay))[0], "A 2026: due 20.00");
}
