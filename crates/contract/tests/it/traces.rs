//! Traces: every reason told, every figure replayed, what an estimate rests on and what would change the answer.

use contract::calendar::Date;
use contract::determination::Status;
use contract::facts::{Facts, Period};
use contract::interpret::interpret;
use contract::model::*;
use contract::trace::{Change, EstimateKind, Explanation, ReplayError, Told, Truth, explain, replay};

use crate::build::*;
use crate::jobs::premium;
use crate::series::{above_reference, hires};
use crate::years::{contribution, moved};

fn explanations(contract: &Contract, facts: &Facts, on: &str) -> Vec<Explanation> {
    let clause = contract.clauses.first().expect("a clause");
    let on: Date = date(on);
    let all = interpret(contract, clause, facts, on);
    all.iter().map(|one| explain(contract, clause, facts, on, &one.key).expect("an explanation")).collect()
}

const ROW: &str = "hired=2025-07-01 contract=permanent gross_taxable=8000.03";

fn kept() -> Facts {
    operator("X").covers("payroll", "2025-06").rows("payroll", "A", "2025-07 .. 2027-01", ROW)
}

#[test]
fn a_premium_is_explained_and_replays() {
    let all = explanations(&premium(), &kept(), "2027-01-31");
    let told = all.first().expect("one key");
    assert_eq!(told.determination.status, Status::Due);
    let [piece] = told.pieces.as_slice() else { panic!("one piece") };
    let conditions: Vec<&str> = piece.conditions.iter().map(|condition| condition.expression.as_str()).collect();
    assert_eq!(
        conditions,
        ["payroll.contract at first month = permanent", "job.nth = 1", "job present 18 months after start",]
    );
    assert!(piece.conditions.iter().all(|condition| condition.truth == Truth::Holds));
    let base = &piece.steps[0];
    assert_eq!((base.operands.len(), base.rows.len()), (12, 12));
    assert_eq!(base.value, Told::Number { exact: "96000.36".into(), unit: Some("MAD".into()) });
    let rate = &piece.steps[1].parameters[0];
    assert_eq!((rate.id.as_str(), rate.value.as_str(), rate.basis.as_deref()), ("pae.rate", "0.17", Some("art-5")));
    assert_eq!(replay(told).map(|amount| amount.to_string()), Ok("16320.06".to_owned()));
    assert!(told.what_would_change.is_empty());
    let causes: Vec<(EstimateKind, &str)> =
        told.estimate_because.iter().map(|cause| (cause.what, cause.id.as_str())).collect();
    assert_eq!(
        causes,
        [(EstimateKind::Clause, "pae"), (EstimateKind::Definition, "job"), (EstimateKind::Parameter, "pae.rate"),]
    );
    // Lines 1 to 12 of the register were summed; line 19 shows the person in month eighteen.
    let lines: Vec<u32> = told.rows.iter().map(|origin| origin.line).collect();
    assert_eq!(lines, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 19]);
}

#[test]
fn a_figure_that_was_changed_by_hand_does_not_replay() {
    let honest = explanations(&premium(), &kept(), "2027-01-31").remove(0);
    let number = |exact: &str| Told::Number { exact: exact.into(), unit: Some("MAD".into()) };
    let mut row = honest.clone();
    row.pieces[0].steps[0].operands[3].value = number("8000.04");
    assert_eq!(replay(&row), Err(ReplayError::Step { id: "base".into() }));
    let mut step = honest.clone();
    step.pieces[0].steps[0].value = number("96000.37");
    assert_eq!(replay(&step), Err(ReplayError::Step { id: "base".into() }));
    let mut operand = honest.clone();
    operand.pieces[0].steps[1].operands[0].value = number("96000.37");
    let changed = ReplayError::Operand { id: "premium".into(), operand: "base".into() };
    assert_eq!(replay(&operand), Err(changed));
    let mut total = honest;
    total.total = Some(contract::money::Money::from_centimes(1_632_007));
    assert_eq!(replay(&total), Err(ReplayError::Amount { id: "amount".into() }));
}

#[test]
fn pieces_are_told_apart_and_replay_to_their_sum() {
    for (mode, amount, pieces) in [
        (CrossingMode::SplitByMonths, "21947.93", 2),
        (CrossingMode::AtFirstDay, "6947.93", 1),
        (CrossingMode::AtLastDay, "36947.93", 1),
    ] {
        let told = explanations(&contribution(mode), &moved(), "2027-01-31").remove(0);
        assert_eq!(told.pieces.len(), pieces);
        assert_eq!(replay(&told).map(|amount| amount.to_string()), Ok(amount.to_owned()));
    }
    let told = explanations(&contribution(CrossingMode::SplitByMonths), &moved(), "2027-01-31").remove(0);
    let sums: Vec<&str> = told.steps.iter().map(|step| step.mechanism.as_str()).collect();
    assert_eq!(sums, ["pieces", "pieces", "pieces", "pieces", "pieces", "round"]);
    let mut forged = told;
    forged.pieces[1].counts = false;
    assert!(replay(&forged).is_err(), "a piece cannot be left out of the sum");
}

#[test]
fn a_refusal_names_the_first_failing_condition_and_what_would_make_it_hold() {
    let facts = operator("X")
        .covers("payroll", "2025-06 .. 2027-01")
        .rows("payroll", "B", "2025-07 .. 2026-11", ROW)
        .rows("payroll", "B", "2026-12", &format!("{ROW} left=2026-12-30"));
    let told = explanations(&premium(), &facts, "2027-01-31").remove(0);
    assert_eq!(told.determination.decided_by.as_deref(), Some("kept_18"));
    assert_eq!(
        told.what_would_change,
        [Change::Otherwise {
            condition: "kept_18".into(),
            what: "job present 18 months after start".into(),
            is: Box::new(Told::Date { day: date("2026-12-30") }),
            relation: "present until".into(),
            to: Box::new(Told::Date { day: date("2027-01-01") }),
        }]
    );
    assert_eq!(replay(&told).map(|amount| amount.centimes()), Ok(0));
}

#[test]
fn every_reason_is_told_and_what_to_supply() {
    let facts = kept().misses("payroll", "2025-07").misses("payroll", "2025-10").misses("payroll", "2027-01");
    let told = explanations(&premium(), &facts, "2027-02-01").remove(0);
    // The start is not shown, for the month before the first is missing too.
    assert_eq!(told.determination.status, Status::NotEvaluated);
    // Of January nothing came at all: a row that did would show that the job goes on.
    let mut facts = kept().misses("payroll", "2025-10").misses("payroll", "2027-01");
    let payroll = facts.tables.get_mut("payroll").expect("a register");
    payroll.rows.retain(|row| row.period != Some(period("2027-01")));
    let told_two = explanations(&premium(), &facts, "2027-02-01").remove(0);
    let supply = |month: &str| Change::SupplyPeriod { table: "payroll".into(), period: Some(period(month)) };
    assert_eq!(told_two.what_would_change, [supply("2027-01"), supply("2025-10")]);
    assert_eq!(told_two.reasons.len(), 2);
    assert_eq!(replay(&told_two), Err(ReplayError::NoAmount));
    assert!(told.total.is_none());
}

#[test]
fn pending_says_until_when() {
    let facts = operator("X").covers("payroll", "2025-06").rows("payroll", "A", "2025-07 .. 2026-06", ROW);
    let told = explanations(&premium(), &facts, "2026-06-30").remove(0);
    assert_eq!(told.what_would_change, [Change::Wait { until: date("2027-01-01") }]);
}

#[test]
fn a_fact_outside_the_rule_is_told_with_its_day() {
    let early = "hired=2025-06-30 contract=permanent gross_taxable=8000.03";
    let facts = operator("X").covers("payroll", "2025-05").rows("payroll", "A", "2025-06 .. 2027-01", early);
    let told = explanations(&premium(), &facts, "2027-01-31").remove(0);
    assert_eq!(
        told.what_would_change,
        [Change::FactWithin {
            fact: Some(date("2025-06-30")),
            in_effect: interval("2025-07-01 .. 2030-12-31"),
            from: date("2025-07-01"),
        }]
    );
}

#[test]
fn a_series_is_told_with_its_own_steps() {
    let all = explanations(&above_reference(), &hires(), "2025-12-31");
    let told = all.iter().find(|told| told.determination.status == Status::Due).expect("a due one");
    let condition = told.pieces[0].conditions.iter().find(|c| c.id == "above_reference").expect("the condition");
    assert_eq!(condition.expression, "job.hire_rank <= posts.added at job.start");
    let read = condition.reads.iter().find(|read| read.what == "posts.added at job.start").expect("the series");
    let steps: Vec<&str> = read.steps.iter().map(|step| step.mechanism.as_str()).collect();
    assert_eq!(steps, ["count", "at_month", "running_excess"]);
    assert!(read.steps.iter().all(|step| step.rows.is_empty()), "no line of other persons");
    assert!(told.estimate_because.iter().any(|cause| cause.id == "posts"));
    for told in all.iter().filter(|told| told.total.is_some()) {
        assert!(replay(told).is_ok());
    }
}

#[test]
fn an_explanation_is_data_without_words() {
    let told = explanations(&premium(), &kept(), "2027-01-31").remove(0);
    let json = serde_json::to_value(&told).expect("JSON");
    assert_eq!(json["determination"]["status"], "due");
    assert_eq!(json["pieces"][0]["steps"][0]["operands"][0]["value"]["exact"], "8000.03");
    assert_eq!(period("2025-07"), Period::Month(month("2025-07")));
}
