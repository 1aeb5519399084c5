//! Worked cases: the facts beside a clause, and what must come out of them.
//!
//! [`run`] computes a scenario and tells every difference as data. Reading a scenario from its block is the checker's
//! part; the words for a difference belong to `presentation`.

use std::collections::BTreeSet;

use crate::determination::{Determination, Reason, Status};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::facts::Facts;
use crate::identity::Pseudonym;
use crate::interpret::{self, Answer, Value, Worked};
use crate::model::{Clause, Commitment, Contract, Expectation, Outcome, Scenario};
use crate::money::Decimal;
use crate::source::Span;
use crate::verdict;

/// A difference between what a scenario expects and what comes out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Mismatch {
    /// The line of `expect`, or the whole scenario.
    pub span: Span,
    /// What differs.
    pub difference: Difference,
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Difference {
    /// No clause, control or commitment has this name (and reading).
    NothingNamed {
        /// The name.
        of: String,
    },
    /// No determination has the key.
    NoKey,
    /// Several determinations have the key.
    SeveralKeys {
        /// How many.
        count: usize,
    },
    /// Another status or verdict.
    Status {
        /// As written.
        expected: String,
        /// As computed.
        got: String,
    },
    /// Another amount.
    Amount {
        /// As written.
        expected: String,
        /// As computed; nothing when there is no amount.
        got: Option<String>,
    },
    /// Another condition or step decides.
    DecidedBy {
        /// As written.
        expected: String,
        /// As computed; nothing when due.
        got: Option<String>,
    },
    /// Another head pays.
    Head {
        /// As written.
        expected: String,
        /// As the clause says; nothing for a control.
        got: Option<String>,
    },
    /// The period is not among the missing ones.
    Missing {
        /// As written.
        expected: String,
        /// The missing periods that were met.
        got: Vec<String>,
    },
    /// A step has another value.
    Step {
        /// The step.
        id: String,
        /// As written.
        expected: String,
        /// As computed; nothing when it has no value.
        got: Option<String>,
    },
}

/// The pseudonym of a person whom a scenario calls by a letter or a word; order is kept for words of up to 16 bytes.
#[must_use]
pub fn person(name: &str) -> Pseudonym {
    let mut bytes = [0u8; 16];
    for (place, byte) in name.bytes().enumerate() {
        let slot = if place < 16 { place } else { 8 + place % 8 };
        bytes[slot] = if place < 16 { byte } else { bytes[slot].wrapping_mul(31).wrapping_add(byte) };
    }
    Pseudonym::from_bytes(bytes)
}

/// Computes the scenario; empty when everything comes out as expected.
#[must_use]
pub fn run(contract: &Contract, scenario: &Scenario) -> Vec<Mismatch> {
    if let Some(clause) = clause_of(contract, scenario) {
        let work = |facts: &Facts| interpret::work(contract, clause, facts, scenario.as_known_on);
        let worked: Vec<Worked> = scenario.facts.iter().flat_map(work).collect();
        let compare = |expected: &Expectation| tell(expected, compare(clause, expected, &worked));
        return scenario.expected.iter().flat_map(compare).collect();
    }
    if let Some(commitment) = contract.commitments.iter().find(|commitment| commitment.id == scenario.of) {
        let compare =
            |expected: &Expectation| tell(expected, compare_verdict(contract, commitment, scenario, expected));
        return scenario.expected.iter().flat_map(compare).collect();
    }
    vec![Mismatch { span: scenario.span, difference: Difference::NothingNamed { of: scenario.of.clone() } }]
}

/// A determination of a worked case, with the facts it was made of.
#[derive(Debug, Clone)]
pub struct Opened<'s> {
    /// The facts of its operator.
    pub facts: &'s Facts,
    /// The determination.
    pub determination: Determination,
}

/// The determinations of a worked case of a clause: those that a line of `expect` selects, or all.
#[must_use]
pub fn opened<'s>(contract: &Contract, scenario: &'s Scenario, expected: Option<&Expectation>) -> Vec<Opened<'s>> {
    let Some(clause) = clause_of(contract, scenario) else { return Vec::new() };
    let of_operator = |facts: &'s Facts| {
        let determinations = interpret::interpret(contract, clause, facts, scenario.as_known_on);
        determinations.into_iter().map(move |determination| Opened { facts, determination })
    };
    let all = scenario.facts.iter().flat_map(of_operator);
    all.filter(|one| expected.is_none_or(|expected| has_key(expected, &one.determination))).collect()
}

/// The conditions of clauses and controls that decide no worked case: whoever took one out would notice nothing.
#[must_use]
pub fn never_failing(contract: &Contract) -> Diagnostics {
    let mut decided: BTreeSet<(&str, Option<&str>, String)> = BTreeSet::new();
    for scenario in &contract.scenarios {
        let Some(clause) = clause_of(contract, scenario) else { continue };
        for Opened { determination, .. } in opened(contract, scenario, None) {
            if matches!(determination.status, Status::ZeroByRule | Status::NotApplicable) {
                decided.extend(determination.decided_by.map(|by| (clause.id.as_str(), clause.reading.as_deref(), by)));
            }
        }
    }
    let mut told = Diagnostics::new();
    for clause in contract.clauses.iter().chain(&contract.controls) {
        for condition in clause.applies_when.iter().chain(&clause.conditions) {
            let fails = decided.contains(&(clause.id.as_str(), clause.reading.as_deref(), condition.id.clone()));
            if !fails {
                let never = Diagnostic::warning("condition-never-fails", condition.span);
                told.push(never.with("condition", &condition.id).with("id", &clause.id));
            }
        }
    }
    told
}

/// What the worked case calls a person whose pseudonym [`person`] made of a word of up to 16 letters.
#[must_use]
pub fn name_of(person: Pseudonym) -> String {
    let bytes = person.to_bytes();
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    String::from_utf8_lossy(&bytes[..end]).into_owned()
}

fn tell(expected: &Expectation, differences: Vec<Difference>) -> Vec<Mismatch> {
    differences.into_iter().map(|difference| Mismatch { span: expected.span, difference }).collect()
}

/// The clause or control: in the reading of the scenario, else in the one in use.
#[must_use]
pub fn clause_of<'c>(contract: &'c Contract, scenario: &Scenario) -> Option<&'c Clause> {
    let named = || contract.clauses.iter().chain(&contract.controls).filter(|clause| clause.id == scenario.of);
    let reading = scenario.reading.as_ref().or_else(|| contract.readings.get(&scenario.of));
    match reading {
        Some(reading) => named().find(|clause| clause.reading.as_ref() == Some(reading)),
        None => named().next(),
    }
}

fn compare(clause: &Clause, expected: &Expectation, worked: &[Worked]) -> Vec<Difference> {
    let matching: Vec<&Worked> = worked.iter().filter(|worked| has_key(expected, &worked.determination)).collect();
    if expected.status == "none" {
        let count = matching.len();
        return if count == 0 { Vec::new() } else { vec![Difference::SeveralKeys { count }] };
    }
    let [one] = matching.as_slice() else {
        let count = matching.len();
        return vec![if count == 0 { Difference::NoKey } else { Difference::SeveralKeys { count } }];
    };
    let mut differences = compare_determination(clause, expected, &one.determination);
    differences.extend(expected.missing.iter().filter_map(|missing| compare_missing(missing, &one.reasons)));
    differences.extend(expected.steps.iter().filter_map(|(id, text)| compare_step(id, text, one)));
    differences
}

/// Whether a determination has every part of the key that the expectation names.
fn has_key(expected: &Expectation, determination: &Determination) -> bool {
    let key = determination.key;
    expected.key.iter().all(|(part, text)| match part.as_str() {
        "operator" => determination.operator.as_str() == text,
        "person" => key.person == person(text),
        "year" => key.year.is_some_and(|year| year.to_string() == *text),
        "start" => key.start.is_some_and(|start| start.to_string() == *text),
        "first_month" => key.first_month.is_some_and(|month| month.to_string() == *text),
        "anniversary" | "n" => key.anniversary.is_some_and(|number| number.to_string() == *text),
        _ => false,
    })
}

/// The word of a status; a control holds or shows a gap.
#[must_use]
pub fn status_word(clause: &Clause, status: Status) -> &'static str {
    match (&clause.outcome, status) {
        (Outcome::Holds(_), Status::Due) => "holds",
        (Outcome::Holds(_), Status::ZeroByRule) => "gap",
        _ => status.word(),
    }
}

fn compare_determination(clause: &Clause, expected: &Expectation, got: &Determination) -> Vec<Difference> {
    let mut differences = Vec::new();
    if expected.status != got.status.word() && expected.status != status_word(clause, got.status) {
        let word = status_word(clause, got.status).to_owned();
        differences.push(Difference::Status { expected: expected.status.clone(), got: word });
    }
    if let Some(amount) = expected.amount {
        let paid = got.amount.map(|amount| Decimal::new(i128::from(amount.centimes()), 2));
        if paid != Some(amount) {
            let got = got.amount.map(|amount| amount.to_string());
            differences.push(Difference::Amount { expected: amount.to_string(), got });
        }
    }
    if let Some(decided_by) = &expected.decided_by
        && got.decided_by.as_ref() != Some(decided_by)
    {
        differences.push(Difference::DecidedBy { expected: decided_by.clone(), got: got.decided_by.clone() });
    }
    if let Some(head) = &expected.head
        && clause.outcome.head() != Some(head)
    {
        let got = clause.outcome.head().map(str::to_owned);
        differences.push(Difference::Head { expected: head.clone(), got });
    }
    differences
}

/// `payroll 2026-02`, or `operator` for a table without periods; `rows of payroll 2026-02` where rows were refused;
/// `gross_taxable of payroll 2026-02` where a cell was not read, `one contract of payroll 2026-02` where rows disagree.
fn compare_missing(expected: &str, reasons: &[Reason]) -> Option<Difference> {
    let name = |reason: &Reason| match reason {
        Reason::Missing { table, period: Some(period) } => Some(format!("{table} {period}")),
        Reason::Missing { table, period: None } => Some(table.clone()),
        Reason::RowsRefused { table, period: Some(period) } => Some(format!("rows of {table} {period}")),
        Reason::RowsRefused { table, period: None } => Some(format!("rows of {table}")),
        Reason::CellUnread { table, period: Some(period), column } => Some(format!("{column} of {table} {period}")),
        Reason::CellUnread { table, period: None, column } => Some(format!("{column} of {table}")),
        Reason::RowsDisagree { table, period: Some(period), column } => {
            Some(format!("one {column} of {table} {period}"))
        }
        Reason::RowsDisagree { table, period: None, column } => Some(format!("one {column} of {table}")),
        Reason::NoSite { site } => Some(format!("site {site}")),
        Reason::Hole { table, month } => Some(format!("hole in {table} {month}")),
        Reason::StartRestated { first, other, .. } if first == other => Some(format!("start {first} or a later one")),
        Reason::StartRestated { first, other, .. } => Some(format!("start {first} or {other}")),
        Reason::ExitDayNotShown { month } => Some(format!("day of leaving {month}")),
        Reason::Tie { equals, first } => Some(format!("order of {equals} from {first}")),
        Reason::TooLarge => Some("an amount that is not absurd".to_owned()),
        _ => None,
    };
    let got: Vec<String> = reasons.iter().filter_map(name).collect();
    (!got.iter().any(|missing| missing == expected)).then(|| Difference::Missing { expected: expected.to_owned(), got })
}

fn compare_step(id: &str, expected: &str, worked: &Worked) -> Option<Difference> {
    let answer = worked.steps.get(id);
    let without_value =
        expected == Status::NotEvaluated.word() && matches!(answer, Some(Answer::Unknown(_) | Answer::Between(..)));
    if without_value { None } else { compare_value(id, expected, answer.and_then(Answer::known)) }
}

fn compare_value(id: &str, expected: &str, got: Option<&Value>) -> Option<Difference> {
    if got.is_some_and(|value| is_written(value, expected)) {
        return None;
    }
    let got = got.map(ToString::to_string);
    Some(Difference::Step { id: id.to_owned(), expected: expected.to_owned(), got })
}

/// Whether a value is what a person wrote: `96000.36 MAD`, `17 %`, `2025-07-01`, `permanent`.
fn is_written(value: &Value, text: &str) -> bool {
    let Value::Number(number) = value else { return value.to_string() == text };
    let (digits, unit) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let Ok(written) = digits.parse::<Decimal>() else { return false };
    let hundred = Decimal::new(100, 0).to_exact();
    if unit.trim() == "%" { number * hundred == written.to_exact() } else { *number == written.to_exact() }
}

fn compare_verdict(
    contract: &Contract,
    commitment: &Commitment,
    scenario: &Scenario,
    expected: &Expectation,
) -> Vec<Difference> {
    if expected.key.get("commitment").is_some_and(|id| *id != commitment.id) {
        return vec![Difference::NoKey];
    }
    let judged = verdict::judge(contract, commitment, &scenario.figures, scenario.as_known_on);
    let got = judged.verdict.word().to_owned();
    let verdict = (got != expected.status).then(|| Difference::Status { expected: expected.status.clone(), got });
    let number = |number: Decimal| Value::Number(number.to_exact());
    let told = |id: &str| match id {
        "level" => judged.level.map(number),
        "baseline" => judged.baseline.map(|baseline| number(baseline.value)),
        "distance" => judged.distance.map(number),
        "by" => judged.by.map(Value::Date),
        _ => None,
    };
    let steps = expected.steps.iter().filter_map(|(id, text)| compare_value(id, text, told(id).as_ref()));
    verdict.into_iter().chain(steps).collect()
}
