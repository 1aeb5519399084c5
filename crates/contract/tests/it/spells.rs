//! Spells: what months say of a job, and the two bounds that a month without evidence leaves.

use contract::facts::Facts;
use contract::model::*;

use crate::build::*;

/// A clause that pays one dirham a job when `is` holds; its keys show the spells.
fn asking(definition: Definition, is: Expr) -> Contract {
    let mut contract = contract();
    contract.definitions.push(definition);
    let steps = vec![step("amount", Mechanism::Value(num("1")))];
    contract.clauses.push(clause("asked", jobs(), vec![condition("asked", is)], steps));
    contract
}

fn from_bds(gap_months: u32, is: Expr) -> Contract {
    let mut definition = job(vec![bds_source()], gap_months);
    // Declarations have no hire date.
    if let DefinitionKind::Spells(spells) = &mut definition.kind {
        spells.hired = None;
    }
    asking(definition, is)
}

fn from_payroll(is: Expr) -> Contract {
    asking(job(vec![payroll_source()], 0), is)
}

fn both(is: Expr) -> Contract {
    asking(job(vec![payroll_source(), bds_source()], 0), is)
}

const WORKS: &str = "days=26 situation=normal";

fn declared() -> Facts {
    operator("X").covers("bds", "2025-06 .. 2026-12")
}

#[test]
fn maternity_is_counted_and_unpaid_leave_only_bridged() {
    let leave = |situation: &str| {
        declared()
            .rows("bds", "C", "2025-07 .. 2026-01", WORKS)
            .rows("bds", "C", "2026-02 .. 2026-05", &format!("days=0 situation={situation}"))
            .rows("bds", "C", "2026-06 .. 2026-12", WORKS)
    };
    let kept = |count| from_bds(0, Expr::KeptAtLeast(count));
    assert_eq!(
        told(&kept(18), &leave("MT"), "2026-12-31"),
        [
            // A code that the definition does not list is no presence: the job ends, and another begins.
            "C 2025-07: zero by rule (asked)",
            "C 2026-06: pending (asked) [not yet 2027-11-30]",
        ]
    );
    assert_eq!(told(&kept(18), &leave("MP"), "2026-12-31"), ["C 2025-07: due 1.00"]);
    assert_eq!(told(&kept(19), &leave("MP"), "2026-12-31"), ["C 2025-07: pending (asked) [not yet 2027-01-31]"]);
    assert_eq!(told(&kept(14), &leave("CS"), "2026-12-31"), ["C 2025-07: due 1.00"]);
    assert_eq!(told(&kept(15), &leave("CS"), "2026-12-31"), ["C 2025-07: pending (asked) [not yet 2027-01-31]"]);
}

#[test]
fn leaving_and_death_end_a_job_in_their_month() {
    for situation in ["SO", "DE"] {
        let facts = declared().rows("bds", "A", "2025-07 .. 2026-05", WORKS).rows(
            "bds",
            "A",
            "2026-06",
            &format!("days=10 situation={situation}"),
        );
        assert_eq!(told(&from_bds(0, Expr::KeptAtLeast(11)), &facts, "2026-12-31"), ["A 2025-07: due 1.00"]);
        // The month of leaving is not counted as kept.
        let told = told(&from_bds(0, Expr::KeptAtLeast(12)), &facts, "2026-12-31");
        assert_eq!(told, ["A 2025-07: zero by rule (asked)"]);
    }
}

#[test]
fn the_first_month_of_evidence_is_no_hire_unless_the_month_before_lacks_the_person() {
    let facts =
        operator("X").rows("bds", "A", "2025-08 .. 2026-12", WORKS).rows("bds", "B", "2025-09 .. 2026-12", WORKS);
    assert_eq!(
        told(&from_bds(0, Expr::KeptAtLeast(3)), &facts, "2026-12-31"),
        ["A 2025-08: not evaluated (fact_date) [start not shown 2025-08]", "B 2025-09: due 1.00",]
    );
    // A month without declaration before is no better than no month.
    let hole = facts.misses("bds", "2025-08").rows("bds", "C", "2025-09 .. 2026-12", WORKS);
    let told = told(&from_bds(0, Expr::KeptAtLeast(3)), &hole, "2026-12-31");
    assert_eq!(told[1], "B 2025-09: not evaluated (fact_date) [start not shown 2025-09]");
}

#[test]
fn a_start_before_the_rule_for_sure_is_not_applicable() {
    let facts = operator("X").rows("bds", "A", "2025-06 .. 2026-12", WORKS);
    assert_eq!(
        told(&from_bds(0, Expr::KeptAtLeast(3)), &facts, "2026-12-31"),
        ["A 2025-06: not applicable (in_effect)",]
    );
}

#[test]
fn an_unknown_month_opens_two_bounds() {
    let facts = declared().rows("bds", "A", "2025-07 .. 2026-12", WORKS).misses("bds", "2026-03");
    let kept = |count| told(&from_bds(0, Expr::KeptAtLeast(count)), &facts, "2026-12-31");
    // Eight months before the hole are sure; eighteen at most.
    assert_eq!(kept(8), ["A 2025-07: due 1.00"]);
    assert_eq!(kept(9), ["A 2025-07: not evaluated (asked) [missing bds 2026-03]"]);
    assert_eq!(kept(18), ["A 2025-07: not evaluated (asked) [missing bds 2026-03]"]);
    assert_eq!(kept(19), ["A 2025-07: pending (asked) [not yet 2027-01-31]"]);
    let present = |months| told(&from_bds(0, Expr::PresentAfter(months)), &facts, "2026-12-31");
    assert_eq!(present(7), ["A 2025-07: due 1.00"]);
    assert_eq!(present(8), ["A 2025-07: not evaluated (asked) [missing bds 2026-03]"]);
    assert_eq!(present(9), ["A 2025-07: due 1.00"]);
}

#[test]
fn an_end_behind_an_unknown_month_lies_between_two_bounds() {
    let facts = declared().rows("bds", "A", "2025-07 .. 2026-01", WORKS).misses("bds", "2026-02");
    let present = |months| told(&from_bds(0, Expr::PresentAfter(months)), &facts, "2026-12-31");
    assert_eq!(present(6), ["A 2025-07: due 1.00"]);
    assert_eq!(present(7), ["A 2025-07: not evaluated (asked) [missing bds 2026-02]"]);
    assert_eq!(present(8), ["A 2025-07: zero by rule (asked)"]);
    let kept = |months| told(&from_bds(0, Expr::KeptAtLeast(months)), &facts, "2026-12-31");
    assert_eq!(kept(7), ["A 2025-07: due 1.00"]);
    assert_eq!(kept(8), ["A 2025-07: not evaluated (asked) [missing bds 2026-02]"]);
    assert_eq!(kept(9), ["A 2025-07: zero by rule (asked)"]);
}

#[test]
fn months_after_the_last_declaration_are_unknown_once_they_are_over() {
    let facts = operator("X").covers("bds", "2025-06").rows("bds", "A", "2025-07 .. 2026-06", WORKS);
    let kept = |months, on| told(&from_bds(0, Expr::KeptAtLeast(months)), &facts, on);
    assert_eq!(kept(13, "2026-07-15"), ["A 2025-07: pending (asked) [not yet 2026-07-31]"]);
    assert_eq!(kept(13, "2026-08-01"), ["A 2025-07: not evaluated (asked) [missing bds 2026-07]"]);
    let present = |months, on| told(&from_bds(0, Expr::PresentAfter(months)), &facts, on);
    assert_eq!(present(12, "2026-06-30"), ["A 2025-07: pending (asked) [not yet 2026-07-01]"]);
    assert_eq!(present(12, "2026-07-31"), ["A 2025-07: pending (asked) [not yet 2026-07-01]"]);
    assert_eq!(present(12, "2026-08-01"), ["A 2025-07: not evaluated (asked) [missing bds 2026-07]"]);
}

#[test]
fn a_gap_is_bridged_without_being_counted() {
    let facts = declared().rows("bds", "A", "2025-07 .. 2025-10", WORKS).rows("bds", "A", "2025-12 .. 2026-03", WORKS);
    assert_eq!(
        told(&from_bds(0, Expr::KeptAtLeast(8)), &facts, "2026-12-31"),
        ["A 2025-07: zero by rule (asked)", "A 2025-12: zero by rule (asked)",]
    );
    assert_eq!(told(&from_bds(1, Expr::KeptAtLeast(8)), &facts, "2026-12-31"), ["A 2025-07: due 1.00"]);
    assert_eq!(told(&from_bds(1, Expr::KeptAtLeast(9)), &facts, "2026-12-31"), ["A 2025-07: zero by rule (asked)"]);
    // An open job in a gap that is still bridged is not there on a day of the gap.
    let open =
        operator("X").covers("bds", "2025-06").rows("bds", "A", "2025-07 .. 2025-10", WORKS).covers("bds", "2025-11");
    assert_eq!(told(&from_bds(1, Expr::PresentAfter(4)), &open, "2025-12-01"), ["A 2025-07: zero by rule (asked)"]);
    assert_eq!(
        told(&from_bds(1, Expr::PresentAfter(6)), &open, "2025-12-01"),
        ["A 2025-07: pending (asked) [not yet 2026-01-01]",]
    );
}

#[test]
fn a_rehire_is_a_second_job() {
    let first = || compare(Expr::Spell(SpellField::Nth), Comparison::Equal, num("1"));
    let facts = declared().rows("bds", "A", "2025-07 .. 2025-10", WORKS).rows("bds", "A", "2026-01 .. 2026-12", WORKS);
    assert_eq!(
        told(&from_bds(0, first()), &facts, "2026-12-31"),
        ["A 2025-07: due 1.00", "A 2026-01: zero by rule (asked)",]
    );
}

#[test]
fn a_hire_date_restated_inside_a_run_is_a_contradiction_and_no_new_job() {
    for other in ["2026-01-12", "2025-06-01"] {
        let facts = operator("X")
            .covers("payroll", "2025-06")
            .rows("payroll", "A", "2025-07 .. 2025-12", "hired=2025-07-01")
            .rows("payroll", "A", "2026-01 .. 2026-06", &format!("hired={other}"));
        assert_eq!(
            told(&from_payroll(Expr::PresentAfter(6)), &facts, "2026-06-30"),
            [format!("A 2025-07: not evaluated (fact_date) [start 2025-07-01, in 2026-01 {other}]")]
        );
    }
}

#[test]
fn a_hire_the_day_after_an_exit_goes_on_with_the_same_job() {
    let with = |left: &str, hired: &str| {
        let facts = operator("X")
            .covers("payroll", "2025-06")
            .rows("payroll", "A", "2025-07 .. 2025-11", "hired=2025-07-01")
            .rows("payroll", "A", "2025-12", &format!("hired=2025-07-01 left={left}"))
            .rows("payroll", "A", "2026-01 .. 2026-06", &format!("hired={hired}"));
        told(&from_payroll(Expr::PresentAfter(10)), &facts, "2026-06-30")
    };
    assert_eq!(with("2025-12-31", "2026-01-01"), ["A 2025-07: due 1.00"]);
    assert_eq!(with("2025-12-30", "2025-12-31"), ["A 2025-07: due 1.00"]);
    let two = ["A 2025-07: zero by rule (asked)", "A 2026-01: pending (asked) [not yet 2026-11-02]"];
    assert_eq!(with("2025-12-31", "2026-01-02"), two);
}

#[test]
fn of_two_rows_of_a_month_one_goes_on_or_a_new_job_begins() {
    let with = |hired: &str| {
        let facts = operator("X")
            .covers("payroll", "2025-06")
            .rows("payroll", "A", "2025-07 .. 2025-12", "hired=2025-07-01")
            .rows("payroll", "A", "2026-01", "hired=2025-07-01 left=2026-01-10")
            .rows("payroll", "A", "2026-01 .. 2026-06", &format!("hired={hired}"));
        let mut turned = facts.clone();
        if let Some(table) = turned.tables.get_mut("payroll") {
            table.rows.reverse();
        }
        let one = told(&from_payroll(Expr::PresentAfter(8)), &facts, "2026-06-30");
        assert_eq!(one, told(&from_payroll(Expr::PresentAfter(8)), &turned, "2026-06-30"));
        one
    };
    for same in ["2025-07-01", "2025-12-01", "2026-01-11"] {
        assert_eq!(with(same), ["A 2025-07: due 1.00"], "{same}");
    }
    let two = ["A 2025-07: zero by rule (asked)", "A 2026-01: pending (asked) [not yet 2026-09-12]"];
    assert_eq!(with("2026-01-12"), two);
}

#[test]
fn a_hole_without_an_exit_is_unknown_and_one_job() {
    let with = |hired: &str| {
        operator("X")
            .covers("payroll", "2025-06 .. 2026-06")
            .rows("payroll", "A", "2025-07 .. 2025-12", "hired=2025-07-01")
            .rows("payroll", "A", "2026-03 .. 2026-06", &format!("hired={hired}"))
    };
    let asked = |hired: &str, is: Expr| told(&from_payroll(is), &with(hired), "2026-06-30");
    assert_eq!(asked("2025-07-01", Expr::PresentAfter(5)), ["A 2025-07: due 1.00"]);
    assert_eq!(asked("2025-07-01", Expr::PresentAfter(6)), ["A 2025-07: not evaluated (asked) [hole payroll 2026-01]"]);
    assert_eq!(asked("2025-07-01", Expr::PresentAfter(9)), ["A 2025-07: due 1.00"]);
    assert_eq!(asked("2025-07-01", Expr::KeptAtLeast(6)), ["A 2025-07: due 1.00"]);
    assert_eq!(asked("2025-07-01", Expr::KeptAtLeast(12)), ["A 2025-07: not evaluated (asked) [hole payroll 2026-01]"]);
    assert_eq!(asked("2025-07-01", Expr::KeptAtLeast(13)), ["A 2025-07: pending (asked) [not yet 2026-07-31]"]);
    let two = ["A 2025-07: zero by rule (asked)", "A 2026-03: pending (asked) [not yet 2026-12-02]"];
    assert_eq!(asked("2026-03-02", Expr::PresentAfter(9)), two);
}

#[test]
fn an_exit_without_its_day_lies_somewhere_in_its_month() {
    let facts = operator("X")
        .covers("payroll", "2025-06")
        .rows("payroll", "A", "2025-07 .. 2025-12", "hired=2025-07-15")
        .covers("bds", "2025-06")
        .rows("bds", "A", "2025-07 .. 2025-12", WORKS)
        .rows("bds", "A", "2026-01", "days=12 situation=SO")
        .covers("bds", "2026-02 .. 2026-06");
    let asked = |months| told(&both(Expr::PresentAfter(months)), &facts, "2026-06-30");
    assert_eq!(asked(5), ["A 2025-07: due 1.00"]);
    assert_eq!(asked(6), ["A 2025-07: not evaluated (asked) [day of leaving 2026-01]"]);
    assert_eq!(asked(7), ["A 2025-07: zero by rule (asked)"]);
    let told_day = facts.rows("payroll", "A", "2026-01", "hired=2025-07-15 left=2026-01-14");
    assert_eq!(told(&both(Expr::PresentAfter(6)), &told_day, "2026-06-30"), ["A 2025-07: zero by rule (asked)"]);
}

/// Of a month of which one of two registers came, a row that goes on under the hire date with which the job began shows that
/// the person is there: no row that is missing could end the job. Nothing else is read of it.
#[test]
fn a_row_that_goes_on_shows_the_job_where_another_register_is_missing() {
    let facts = |in_part: &str, declared: &str| {
        let facts = operator("X")
            .covers("payroll", "2025-06")
            .rows("payroll", "A", "2025-07 .. 2025-12", "hired=2025-07-15")
            .rows("payroll", "A", "2026-01", in_part)
            .misses("payroll", "2026-01");
        if declared.is_empty() { facts } else { facts.rows("bds", "A", "2026-01", declared).misses("bds", "2026-01") }
    };
    let there = vec!["A 2025-07: due 1.00".to_owned()];
    let unknown = |table: &str| vec![format!("A 2025-07: not evaluated (asked) [missing {table} 2026-01]")];
    let first_payroll = || job(vec![payroll_source(), bds_source()], 0);
    let first_bds = || job(vec![bds_source(), payroll_source()], 0);
    for (row, shows) in [
        ("hired=2025-07-15", true),
        ("hired=2026-01-02", false),
        ("hired=unread", false),
        ("hired=2025-07-15 left=2026-01-20", false),
        ("hired=2025-07-15 left=unread", false),
    ] {
        let asked = |is| told(&asking(first_payroll(), is), &facts(row, ""), "2026-02-15");
        let expected = if shows { there.clone() } else { unknown("payroll") };
        assert_eq!(asked(Expr::PresentAfter(6)), expected, "{row}");
        assert_eq!(asked(Expr::KeptAtLeast(7)), expected, "{row}");
    }
    for (declared, shows) in [(WORKS, true), ("days=9 situation=SO", false), ("days=0 situation=CS", false)] {
        let asked =
            told(&asking(first_bds(), Expr::KeptAtLeast(7)), &facts("hired=2025-07-15", declared), "2026-02-15");
        assert_eq!(asked, if shows { there.clone() } else { unknown("bds") }, "{declared}");
    }
    // A job does not begin with a month that is not whole.
    let first = operator("X")
        .covers("payroll", "2025-12")
        .rows("payroll", "A", "2026-01 .. 2026-03", "hired=2025-07-15")
        .misses("payroll", "2026-01");
    assert_eq!(told(&from_payroll(Expr::KeptAtLeast(2)), &first, "2026-04-15"), ["A 2026-02: due 1.00"]);
}

#[test]
fn the_hire_month_without_its_register_takes_the_date_of_a_later_one() {
    let facts = |hired: &str| {
        operator("X")
            .covers("payroll", "2025-06 .. 2025-07")
            .covers("bds", "2025-06")
            .rows("bds", "A", "2025-08 .. 2026-06", WORKS)
            .rows("payroll", "A", "2025-09 .. 2026-06", &format!("hired={hired}"))
    };
    let asked = |hired: &str| told(&both(Expr::PresentAfter(6)), &facts(hired), "2026-06-30");
    assert_eq!(asked("2025-08-10"), ["A 2025-08: due 1.00"]);
    assert_eq!(asked("2025-09-10"), ["A 2025-08: not evaluated (fact_date) [start not shown 2025-08]"]);
}

#[test]
fn the_last_day_of_month_eighteen_is_one_day_short() {
    let until = |left: &str| {
        let month = &left[..7];
        let before = if month == "2027-01" { "2026-12" } else { "2026-11" };
        operator("X")
            .covers("payroll", "2025-06 .. 2027-02")
            .rows("payroll", "A", &format!("2025-07 .. {before}"), "hired=2025-07-01")
            .rows("payroll", "A", month, &format!("hired=2025-07-01 left={left}"))
    };
    let present = || from_payroll(Expr::PresentAfter(18));
    assert_eq!(told(&present(), &until("2026-12-31"), "2027-02-28"), ["A 2025-07: zero by rule (asked)"]);
    assert_eq!(told(&present(), &until("2027-01-01"), "2027-02-28"), ["A 2025-07: due 1.00"]);
}

#[test]
fn hired_and_gone_within_a_month_is_a_job_of_no_kept_month() {
    let facts = operator("X").covers("payroll", "2025-06 .. 2025-10").rows(
        "payroll",
        "A",
        "2025-08",
        "hired=2025-08-04 left=2025-08-20",
    );
    assert_eq!(told(&from_payroll(Expr::KeptAtLeast(1)), &facts, "2025-11-30"), ["A 2025-08: zero by rule (asked)"]);
    assert_eq!(told(&from_payroll(Expr::KeptAtLeast(0)), &facts, "2025-11-30"), ["A 2025-08: due 1.00"]);
}

#[test]
fn a_settlement_after_the_exit_is_no_new_job() {
    let facts = operator("X")
        .covers("payroll", "2025-06 .. 2025-12")
        .rows("payroll", "A", "2025-07 .. 2025-09", "hired=2025-07-01")
        .rows("payroll", "A", "2025-10 .. 2025-11", "hired=2025-07-01 left=2025-10-15");
    let kept = told(&from_payroll(Expr::KeptAtLeast(3)), &facts, "2026-01-31");
    assert_eq!(kept, ["A 2025-07: due 1.00"]);
}

#[test]
fn the_first_source_that_covers_a_month_decides() {
    // Payroll lacks March: e-BDS tells it. Payroll covers April and lacks the person: the job ended, whatever e-BDS says.
    let facts = operator("X")
        .covers("payroll", "2025-06 .. 2026-04")
        .misses("payroll", "2026-03")
        .rows("payroll", "A", "2025-07 .. 2026-02", "hired=2025-07-10")
        .rows("bds", "A", "2026-03 .. 2026-04", WORKS);
    assert_eq!(told(&both(Expr::KeptAtLeast(9)), &facts, "2026-04-30"), ["A 2025-07: due 1.00"]);
    assert_eq!(told(&both(Expr::KeptAtLeast(10)), &facts, "2026-04-30"), ["A 2025-07: zero by rule (asked)"]);
}
