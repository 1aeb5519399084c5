//! The account of a determination in words and formulas: values, steps, conditions, what would change it.
//!
//! The trace is `contract::trace`; nothing here computes. A formula is written with signs that all three languages
//! share, and always from left to right; the words around it are in the locale files.

use contract::calendar::Date;
use contract::model::Confidence;
use contract::money::{Decimal, Money};
use contract::trace::{Change, EstimateCause, EstimateKind, Moment, Operand, ParameterUse, StepTrace, Told, Truth};
use contract::unit::Unit;

use crate::fault::reason;
use crate::locale::Language;
use crate::names::Names;
use crate::quantity::{MoneyForm, Quantity, in_currency, in_unit, of_period, quantity};
use crate::rendered::Rendered;
use crate::words;
use crate::words::marks::{List, Mark, mark, word};

/// A value of the trace; behind a decimal that stands for a fraction without end, the fraction.
#[must_use]
pub fn told(language: Language, value: &Told, names: &Names) -> Rendered {
    match value {
        Told::Absent { reason: why } | Told::Unknown { reason: why } | Told::Pending { reason: why } => {
            reason(language, why, &|id| names.name(id)).what
        }
        known => known_value(language, known, names, Fraction::Behind),
    }
}

/// Where the fraction stands that a decimal is told for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fraction {
    /// Behind it, in brackets.
    Behind,
    /// Elsewhere: whoever draws puts it there.
    Apart,
}

/// A value that is known, or known within bounds.
fn known_value(language: Language, value: &Told, names: &Names, fraction: Fraction) -> Rendered {
    let number = |exact: &str, unit: &Option<String>| number(language, exact, unit.as_deref(), fraction);
    match value {
        Told::Number { exact, unit } => number(exact, unit),
        Told::Date { day } => quantity(language, &Quantity::Date(*day)),
        Told::Word { word } => names.word(word),
        Told::Truth { holds } => word(language, List::Truth, if *holds { "holds" } else { "fails" }),
        Told::Between { least, most, unit, .. } => match (least.as_deref(), most.as_deref()) {
            (Some(least), Some(most)) => words::told_between(language, number(least, unit), number(most, unit)),
            (Some(least), None) => words::told_at_least(language, number(least, unit)),
            (None, Some(most)) => words::told_at_most(language, number(most, unit)),
            (None, None) => words::trace_not_known(language),
        },
        Told::Absent { .. } => words::trace_absent(language),
        Told::Unknown { .. } => words::trace_not_known(language),
        Told::Pending { .. } => words::trace_not_yet(language),
    }
}

/// A value where the reason stands beside it: whether it is known, and what it is. A bare number that is a rate or a share is
/// told as a percentage, and of a fraction without end the decimal alone ([`near`]).
#[must_use]
pub fn brief(language: Language, value: &Told, is_rate: bool, names: &Names) -> Rendered {
    match value {
        rated @ Told::Number { .. } if is_rate => rate(language, rated, names, Fraction::Apart),
        value => known_value(language, value, names, Fraction::Apart),
    }
}

/// Whether a condition holds, as a mark.
#[must_use]
pub fn truth(language: Language, truth: Truth) -> Mark {
    let code = match truth {
        Truth::Holds => "holds",
        Truth::Fails => "fails",
        Truth::Unknown => "unknown",
        Truth::Pending => "pending",
    };
    mark(language, List::Truth, code)
}

/// Why an amount is an estimate: what it rests on, and how far that may be trusted.
#[must_use]
pub fn cause(language: Language, cause: &EstimateCause, names: &Names) -> Rendered {
    let name = names.name(&cause.id);
    let what = match cause.what {
        EstimateKind::Clause => words::trace_estimate_clause(language, name),
        EstimateKind::Definition => words::trace_estimate_definition(language, name),
        EstimateKind::Condition => words::trace_estimate_condition(language, name),
        EstimateKind::Parameter => words::trace_estimate_parameter(language, name),
        EstimateKind::Place => words::trace_estimate_place(language, name),
        EstimateKind::Tie => words::trace_estimate_tie(language, name),
        EstimateKind::Cumulation => words::trace_estimate_cumulation(language, name),
    };
    words::account_cause(language, what, word(language, List::Confidence, confidence_word(cause.confidence)))
}

/// What becomes of a payment when the facts change after it: recovered, or kept.
#[must_use]
pub fn after_payment(language: Language, recovers: bool) -> Rendered {
    if recovers { words::account_after_payment_recover(language) } else { words::account_after_payment_keep(language) }
}

/// An exact number in its unit. A fraction without end is told as a decimal that says so, with the fraction behind it.
fn number(language: Language, exact: &str, unit: Option<&str>, fraction: Fraction) -> Rendered {
    if let Some(near) = near(exact, unit) {
        return stands_for(number(language, &near.to_string(), unit, fraction), exact, fraction);
    }
    let Ok(decimal) = exact.parse::<Decimal>() else { return Rendered::code(exact) };
    match unit.and_then(Unit::parse) {
        Some(unit) if unit.is_money() => {
            let hundredths = decimal.at_scale(2).and_then(|hundredths| i64::try_from(hundredths).ok());
            match hundredths.map(Money::from_centimes).zip(unit.currency()) {
                Some((amount, currency)) => quantity(language, &in_currency(amount, currency, MoneyForm::Full)),
                None => with_unit(quantity(language, &Quantity::Number(decimal)), Some(&unit.to_string())),
            }
        }
        Some(unit) => quantity(language, &in_unit(decimal, unit)),
        None => quantity(language, &Quantity::Number(decimal)),
    }
}

/// The decimal next to a fraction without end, of money in hundredths; nothing where the value is no such fraction.
#[must_use]
pub fn near(exact: &str, unit: Option<&str>) -> Option<Decimal> {
    let is_money = unit.and_then(Unit::parse).is_some_and(Unit::is_money);
    let decimals: u8 = if is_money { 2 } else { 6 };
    let (above, below) = exact.split_once('/')?;
    let (above, below): (i128, i128) = (above.parse().ok()?, below.parse().ok().filter(|below| *below > 0)?);
    let scaled = above.checked_mul(10_i128.checked_pow(u32::from(decimals))?)?;
    let half = if scaled < 0 { -below } else { below };
    let digits = scaled.checked_mul(2)?.checked_add(half)? / below.checked_mul(2)?;
    Some(Decimal::new(digits, decimals))
}

/// What would have to be so, in words: `at least 312 days`.
#[must_use]
pub fn related(language: Language, relation: &str, to: Rendered) -> Rendered {
    match relation {
        ">=" => words::relation_at_least(language, to),
        ">" => words::relation_more(language, to),
        "<=" => words::relation_at_most(language, to),
        "<" => words::relation_less(language, to),
        "!=" => words::relation_other(language, to),
        "present until" => words::relation_present_until(language, to),
        "in" => words::relation_one_of(language, to),
        _ => to,
    }
}

/// What a condition reads, or a step comes to, and what it would have to be.
#[must_use]
pub fn otherwise(language: Language, is_step: bool, name: Rendered, is: Rendered, to: Rendered) -> Rendered {
    match is_step {
        true => words::change_step(language, name, is, to),
        false => words::change_otherwise(language, name, is, to),
    }
}

/// Whether what would have to be so can be, as known on a day: a rank or a head count begins at one, so "at most none" is no
/// advice, and nobody waits for a day that is over.
#[must_use]
pub fn is_advice(change: &Change, known_on: Date) -> bool {
    if matches!(change, Change::Wait { until } if *until <= known_on) {
        return false;
    }
    let Change::Otherwise { relation, to, .. } = change else { return true };
    let none = matches!(&**to, Told::Number { exact, .. } if exact.parse::<Decimal>().is_ok_and(|to| to.digits() <= 0));
    !(none && matches!(relation.as_str(), "<=" | "<"))
}

fn with_unit(digits: Rendered, unit: Option<&str>) -> Rendered {
    match unit {
        Some(unit) if unit != "number" => Rendered::figure(&format!("{}\u{00A0}{unit}", digits.text())),
        _ => digits,
    }
}

/// A rate as a percentage where it is one.
fn rate(language: Language, value: &Told, names: &Names, fraction: Fraction) -> Rendered {
    let Told::Number { exact, unit } = value else { return known_value(language, value, names, fraction) };
    let is_bare = unit.as_deref().is_none_or(|unit| unit == "number");
    let near = near(exact, None);
    let percent = near.or_else(|| exact.parse::<Decimal>().ok()).filter(|_| is_bare);
    let percent = percent.and_then(|rate| Some(Decimal::new(rate.digits().checked_mul(100)?, rate.scale())));
    match (percent, near) {
        (Some(percent), None) => quantity(language, &Quantity::Percent(percent)),
        (Some(percent), Some(_)) => stands_for(quantity(language, &Quantity::Percent(percent)), exact, fraction),
        (None, _) => known_value(language, value, names, fraction),
    }
}

/// A decimal that stands for a fraction without end.
fn stands_for(decimal: Rendered, exact: &str, fraction: Fraction) -> Rendered {
    let told = decimal.text();
    Rendered::figure(&match fraction {
        Fraction::Behind => format!("≈ {told} ({exact})"),
        Fraction::Apart => format!("≈ {told}"),
    })
}

/// What a step comes to: a rate or a share as a percentage.
#[must_use]
pub fn outcome(language: Language, step: &StepTrace, names: &Names) -> Rendered {
    match &step.value {
        rated @ Told::Number { .. } if is_rate(step) => rate(language, rated, names, Fraction::Behind),
        value => told(language, value, names),
    }
}

/// Whether a step gives a rate or a share: a bare number that is one by its mechanism.
#[must_use]
pub fn is_rate(step: &StepTrace) -> bool {
    matches!(step.mechanism.as_str(), "ratio" | "table" | "brackets" | "tied_share")
}

/// The formula of a step with its values put in: `17 % × 96 000,36 MAD`.
#[must_use]
pub fn formula(language: Language, step: &StepTrace, names: &Names) -> Rendered {
    let value = |operand: &Operand| told(language, &operand.value, names).text();
    let named = |name: &str| step.operands.iter().find(|operand| operand.name == name);
    let get = |name: &str| named(name).map(value).unwrap_or_default();
    let all = |name: &str, sign: &str| {
        let parts: Vec<String> = step.operands.iter().filter(|operand| operand.name == name).map(value).collect();
        parts.join(sign)
    };
    let text = match step.mechanism.as_str() {
        "sum" | "count" => {
            let rows = step.operands.iter().filter(|operand| operand.name == "row").count();
            let counted = quantity(language, &Quantity::Counted(i64::try_from(rows).unwrap_or(0), crate::Unit::Rows));
            format!("Σ ({})", counted.text())
        }
        "pieces" => step.operands.iter().map(value).collect::<Vec<_>>().join(" + "),
        "percent_of" => {
            let rate = named("rate")
                .map(|operand| rate(language, &operand.value, names, Fraction::Behind).text())
                .unwrap_or_default();
            format!("{rate} × {}", get("of"))
        }
        "product" => all("factor", " × "),
        "ratio" => format!("{} ÷ {}", get("of"), get("to")),
        "sum_of" => all("term", " + "),
        "difference" => format!("{} − {}", get("from"), get("less")),
        "at_most" => format!("min ({} ; {})", get("of"), get("bound")),
        "at_least" => format!("max ({} ; {})", get("of"), get("bound")),
        "round" => {
            let mode = step.mode.as_deref().map(|mode| word(language, List::Rounding, mode).text()).unwrap_or_default();
            format!("{} → {mode}", get("of"))
        }
        "tied_share" => format!("min (1 ; ({} − {} + 1) ÷ {})", get("within"), get("first"), get("equals")),
        "table" => format!("[{}]", get("by")),
        "brackets" => format!("{} → ▤", get("of")),
        _ => step.operands.iter().map(value).collect::<Vec<_>>().join(" ; "),
    };
    Rendered::figure(&text)
}

/// A parameter as it was read: name, value, since when, how far it may be trusted.
#[must_use]
pub fn parameter(language: Language, used: &ParameterUse, names: &Names) -> Rendered {
    let value = match used.value.parse::<Decimal>() {
        Ok(_) if used.unit == "number" => {
            rate(language, &Told::Number { exact: used.value.clone(), unit: None }, names, Fraction::Behind)
        }
        Ok(_) => number(language, &used.value, Some(&used.unit), Fraction::Behind),
        Err(_) => Rendered::quoted(&used.value),
    };
    let confidence = word(language, List::Confidence, confidence_word(used.confidence));
    let since = quantity(language, &Quantity::Interval(used.in_effect));
    words::account_parameter(language, names.name(&used.id), value, since, moment(language, used.read_on), confidence)
}

/// On which day a value or a class was read.
#[must_use]
pub fn moment(language: Language, moment: Moment) -> Rendered {
    match moment {
        Moment::Day(day) => words::trace_read_on_day(language, day),
        Moment::FirstDayOfMonths => words::trace_read_on_first_days(language),
        Moment::LastDayOfMonths => words::trace_read_on_last_days(language),
        Moment::DayOfEachRow => words::trace_read_on_own_days(language),
    }
}

fn confidence_word(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Official => "official",
        Confidence::Reprint => "reprint",
        Confidence::Press => "press",
        Confidence::Inferred => "inferred",
        Confidence::Assumed => "assumed",
    }
}

/// What would change a determination, in one sentence.
#[must_use]
pub fn change(language: Language, change: &Change, names: &Names) -> Rendered {
    let period = |period: &contract::facts::Period| {
        let value = of_period(*period);
        quantity(language, &value)
    };
    match change {
        Change::SupplyPeriod { table, period: Some(of) } => {
            words::change_supply_period(language, names.name(table), period(of))
        }
        Change::SupplyPeriod { table, period: None } => words::change_supply_table(language, names.name(table)),
        Change::RestoreFile { table, period: Some(of) } => {
            words::change_restore_file(language, names.name(table), period(of))
        }
        Change::RestoreFile { table, period: None } => words::change_restore_table(language, names.name(table)),
        Change::SupplyRow { table, period: Some(of) } => {
            words::change_supply_row_period(language, names.name(table), period(of))
        }
        Change::SupplyRow { table, period: None } => words::change_supply_row(language, names.name(table)),
        Change::CorrectRows { table, period: Some(of) } => {
            words::change_correct_rows(language, names.name(table), period(of))
        }
        Change::CorrectRows { table, period: None } => words::change_correct_rows_whole(language, names.name(table)),
        Change::CorrectCell { table, period: Some(of), column } => {
            words::change_correct_cell(language, names.name(column), names.name(table), period(of))
        }
        Change::CorrectCell { table, period: None, column } => {
            words::change_correct_cell_whole(language, names.name(column), names.name(table))
        }
        Change::ReconcileRows { table, period: Some(of), column } => {
            words::change_reconcile_rows(language, names.name(table), period(of), names.name(column))
        }
        Change::ReconcileRows { table, period: None, column } => {
            words::change_reconcile_rows_whole(language, names.name(table), names.name(column))
        }
        Change::RegisterSite { site } => words::change_register_site(language, Rendered::code(site)),
        Change::ShowStart { month } => words::change_show_start(language, *month),
        Change::SettleIdentity => words::change_settle_identity(language),
        Change::CorrectAmounts => words::change_correct_amounts(language),
        Change::SettleStart { first, other } if first == other => words::change_settle_exit(language, *first),
        Change::SettleStart { first, other } => words::change_settle_start(language, *first, *other),
        Change::ShowExit { month } => words::change_show_exit(language, *month),
        Change::OrderTie { equals } => words::change_order_tie(language, Quantity::Count(i64::from(*equals))),
        Change::SupplyMonths { year } => words::change_supply_months(language, Quantity::Year(*year)),
        Change::StateParameter { parameter, word: Some(word) } => {
            words::change_state_parameter_word(language, names.name(parameter), names.word(word))
        }
        Change::StateParameter { parameter, word: None } => {
            words::change_state_parameter(language, names.name(parameter))
        }
        Change::StateClass { place } => words::change_state_class(language, names.name(place)),
        Change::Wait { until } => words::change_wait(language, *until),
        Change::Otherwise { condition, what, is, relation, to } => {
            let to = related(language, relation, told(language, to, names));
            otherwise(language, condition == what, names.name(condition), told(language, is, names), to)
        }
        Change::FactWithin { fact, in_effect, from } => {
            let within = quantity(language, &Quantity::Interval(*in_effect));
            match fact {
                Some(fact) => words::change_fact_within(language, *fact, within, *from),
                None => words::change_unknown_fact_within(language, within, *from),
            }
        }
    }
}
