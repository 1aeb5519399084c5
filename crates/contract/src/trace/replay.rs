//! Replays a trace: recomputes each step from its printed operands, and the amount from the steps.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::{Explanation, Operand, Read, StepTrace, Told};
use crate::determination::Status;
use crate::interpret::{Bounds, centimes, round, share};
use crate::model::RoundMode;
use crate::money::{Decimal, Money};

/// Why the printed steps do not give the printed amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// The determination has no amount to replay.
    #[error("there is no amount to replay")]
    NoAmount,
    /// A step is not what its operands give.
    #[error("the step {id} does not follow from its operands")]
    Step {
        /// The step.
        id: String,
    },
    /// An operand is not the value of the step it names.
    #[error("the step {id} was given another value of {operand} than was printed")]
    Operand {
        /// The step.
        id: String,
        /// The step named by its operand.
        operand: String,
    },
    /// The amount is not the value of the paid step.
    #[error("the amount is not the value of the step {id}")]
    Amount {
        /// The paid step.
        id: String,
    },
}

/// The amount that follows from the printed steps, when they give the one that is printed.
///
/// # Errors
/// Names the first step that does not follow, or says that there is no amount.
pub fn replay(explanation: &Explanation) -> Result<Money, ReplayError> {
    let Some(printed) = explanation.total else { return Err(ReplayError::NoAmount) };
    if !explanation.pieces.iter().any(|piece| piece.counts) {
        // Nothing counts: zero by the condition that is named.
        return if printed == Money::ZERO { Ok(printed) } else { Err(ReplayError::NoAmount) };
    }
    for piece in explanation.pieces.iter().filter(|piece| piece.counts) {
        for condition in piece.applies_when.iter().chain(&piece.conditions) {
            follow_reads(&condition.reads, explanation)?;
        }
        follow(&piece.steps, &[], explanation)?;
    }
    let single: &[StepTrace] = match explanation.pieces.as_slice() {
        [only] => &only.steps,
        _ => &[],
    };
    follow(&explanation.steps, single, explanation)?;
    let Some(id) = &explanation.paid else { return Err(ReplayError::NoAmount) };
    let wrong = || ReplayError::Amount { id: id.clone() };
    let paid = explanation.steps.iter().chain(single).find(|step| step.id == *id).ok_or_else(wrong)?;
    let value = number(&paid.value).ok_or_else(wrong)?;
    let amount = match explanation.determination.status {
        Status::Due => centimes(&value).ok_or_else(wrong)?,
        _ => Money::ZERO,
    };
    if amount == printed && (amount != Money::ZERO || value <= BigRational::zero()) { Ok(amount) } else { Err(wrong()) }
}

/// Recomputes steps in order; those that have no value are left alone, as nothing that counts rests on them.
fn follow(steps: &[StepTrace], earlier: &[StepTrace], explanation: &Explanation) -> Result<(), ReplayError> {
    for (place, step) in steps.iter().enumerate() {
        if !is_known(&step.value) {
            continue;
        }
        for operand in step.operands.iter().filter(|operand| operand.step.is_some()) {
            let named = operand.step.as_deref().unwrap_or_default();
            let mut before = steps[..place].iter().rev().chain(earlier);
            if before.find(|known| known.id == named).is_none_or(|known| known.value != operand.value) {
                return Err(ReplayError::Operand { id: step.id.clone(), operand: named.to_owned() });
            }
        }
        follow_reads(&step.reads, explanation)?;
        if recompute(step, explanation).is_none_or(|value| !same(&value, &step.value)) {
            return Err(ReplayError::Step { id: step.id.clone() });
        }
    }
    Ok(())
}

/// Recomputes the steps of every series that was read.
fn follow_reads(reads: &[Read], explanation: &Explanation) -> Result<(), ReplayError> {
    reads.iter().try_for_each(|read| {
        follow(&read.steps, &[], explanation)?;
        match read.steps.last() {
            Some(last) if !same(&last.value, &read.value) => Err(ReplayError::Step { id: last.id.clone() }),
            _ => Ok(()),
        }
    })
}

fn is_known(value: &Told) -> bool {
    !matches!(value, Told::Between { .. } | Told::Absent { .. } | Told::Unknown { .. } | Told::Pending { .. })
}

/// Equal, whatever the unit that is printed beside.
fn same(one: &Told, other: &Told) -> bool {
    match (bounds(one), bounds(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

/// The number that is printed.
fn number(value: &Told) -> Option<BigRational> {
    let Told::Number { exact, .. } = value else { return None };
    parsed(exact)
}

/// The bounds that are printed; of a number, itself.
fn bounds(value: &Told) -> Option<Bounds> {
    match value {
        Told::Between { least, most, .. } => {
            let bound = |text: &Option<String>| text.as_deref().map(parsed);
            let (least, most) = (bound(least), bound(most));
            // A bound that is printed and cannot be read is no bound.
            Some(Bounds {
                least: least.map_or(Some(None), |least| least.map(Some))?,
                most: most.map_or(Some(None), |most| most.map(Some))?,
            })
        }
        other => number(other).map(Bounds::exact),
    }
}

fn parsed(exact: &str) -> Option<BigRational> {
    if let Some((numerator, denominator)) = exact.split_once('/') {
        let denominator: BigInt = denominator.parse().ok()?;
        return (!denominator.is_zero()).then_some(BigRational::new(numerator.parse().ok()?, denominator));
    }
    let (whole, decimals) = exact.split_once('.').unwrap_or((exact, ""));
    let digits: BigInt = format!("{whole}{decimals}").parse().ok()?;
    Some(BigRational::new(digits, BigInt::from(10).pow(u32::try_from(decimals.len()).ok()?)))
}

fn told(number: BigRational) -> Told {
    Told::Number { exact: crate::interpret::exact_text(&number), unit: None }
}

/// The value of a step from its printed operands.
fn recompute(step: &StepTrace, explanation: &Explanation) -> Option<Told> {
    if step.mechanism == "tied_share"
        || step.operands.iter().any(|operand| matches!(operand.value, Told::Between { .. }))
    {
        return from_bounds(step).map(told);
    }
    let all = || step.operands.iter().map(|operand| number(&operand.value)).collect::<Option<Vec<_>>>();
    let named = |name: &str| step.operands.iter().find(|operand| operand.name == name);
    let value = |name: &str| named(name).and_then(|operand| number(&operand.value));
    let sum = |numbers: Vec<BigRational>| numbers.into_iter().fold(BigRational::zero(), |sum, term| sum + term);
    Some(told(match step.mechanism.as_str() {
        "value" | "at_month" => return Some(named("value")?.value.clone()),
        "table" => return Some(named("found")?.value.clone()),
        "choose" => return step.operands.last().map(|operand| operand.value.clone()),
        "at_most" | "at_least" => return bounded(step, named("of")?, named("bound")?),
        "sum" | "sum_of" | "count" => sum(all()?),
        "pieces" => sum(counted_pieces(step, explanation)?),
        "percent_of" | "product" => all()?.into_iter().fold(BigRational::one(), |product, factor| product * factor),
        "difference" => value("from")? - value("less")?,
        "ratio" => {
            let to = value("to")?;
            if to.is_zero() { value("if_zero")? } else { value("of")? / to }
        }
        "round" => round(&value("of")?, decimal(named("to")?)?, mode(step.mode.as_deref()?)?),
        "brackets" => brackets(&value("of")?, &step.operands)?,
        "running_excess" => running_excess(&step.operands)?,
        _ => return None,
    }))
}

/// The value that follows, though only bounds of some operands are known.
fn from_bounds(step: &StepTrace) -> Option<BigRational> {
    let all = |name: &str| {
        let named = step.operands.iter().filter(|operand| name.is_empty() || operand.name == name);
        named.map(|operand| bounds(&operand.value)).collect::<Option<Vec<Bounds>>>()
    };
    let one = |name: &str| all(name)?.into_iter().next();
    let met = |found: Bounds| found.least.filter(|least| found.most.as_ref() == Some(least));
    met(match step.mechanism.as_str() {
        "sum_of" => all("")?.into_iter().reduce(Bounds::plus)?,
        "difference" => one("from")?.minus(one("less")?),
        "at_most" => one("of")?.smaller(one("bound")?),
        "at_least" => one("of")?.larger(one("bound")?),
        "running_excess" => {
            let mut levels = all("level")?;
            let this = levels.pop().unwrap_or_else(|| Bounds::exact(BigRational::zero()));
            let highest = levels.into_iter().fold(one("above")?, Bounds::larger);
            this.minus(highest).larger(Bounds::exact(BigRational::zero()))
        }
        "tied_share" => {
            let (first, equals, within) = (one("first")?, one("equals")?, one("within")?);
            let of = |first, equals, within: Option<BigRational>, otherwise| match within {
                Some(within) => {
                    Some(share(&Option::<BigRational>::clone(first)?, &Option::<BigRational>::clone(equals)?, within))
                }
                None => Some(otherwise),
            };
            Bounds {
                least: of(&first.most, &equals.most, within.least, BigRational::zero()),
                most: of(&first.least, &equals.least, within.most, BigRational::one()),
            }
        }
        _ => return None,
    })
}

/// The printed values of the pieces that count.
fn counted_pieces(step: &StepTrace, explanation: &Explanation) -> Option<Vec<BigRational>> {
    let pieces = explanation.pieces.iter().filter(|piece| piece.counts);
    let printed: Option<Vec<BigRational>> = pieces
        .map(|piece| piece.steps.iter().find(|known| known.id == step.id).and_then(|known| number(&known.value)))
        .collect();
    let given: Option<Vec<BigRational>> = step.operands.iter().map(|operand| number(&operand.value)).collect();
    printed.filter(|printed| given.as_ref() == Some(printed))
}

fn bounded(step: &StepTrace, of: &Operand, bound: &Operand) -> Option<Told> {
    let smaller = step.mechanism == "at_most";
    match (&of.value, &bound.value) {
        (Told::Date { day: of }, Told::Date { day: bound }) => {
            Some(Told::Date { day: if smaller { *of.min(bound) } else { *of.max(bound) } })
        }
        (of, bound) => {
            let (of, bound) = (number(of)?, number(bound)?);
            Some(told(if smaller { of.min(bound) } else { of.max(bound) }))
        }
    }
}

fn decimal(operand: &Operand) -> Option<Decimal> {
    match &operand.value {
        Told::Number { exact, .. } => exact.parse().ok(),
        _ => None,
    }
}

fn mode(text: &str) -> Option<RoundMode> {
    Some(match text {
        "half-up" => RoundMode::HalfUp,
        "half-even" => RoundMode::HalfEven,
        "down" => RoundMode::Down,
        "up" => RoundMode::Up,
        _ => return None,
    })
}

/// What lies in each printed slice, times its rate.
fn brackets(of: &BigRational, operands: &[Operand]) -> Option<BigRational> {
    let all = |name: &str| {
        let named = operands.iter().filter(|operand| operand.name == name);
        named.map(|operand| number(&operand.value)).collect::<Option<Vec<_>>>()
    };
    let (above, rates) = (all("above")?, all("rate")?);
    let mut charged = BigRational::zero();
    for (place, (from, rate)) in above.iter().zip(&rates).enumerate() {
        let top = above.get(place + 1).map_or(of, |next| next.min(of));
        charged += (top - from).max(BigRational::zero()) * rate;
    }
    Some(charged)
}

/// What the last level exceeds the floor and all levels before it.
fn running_excess(operands: &[Operand]) -> Option<BigRational> {
    let levels = operands.iter().filter(|operand| operand.name == "level").map(|operand| number(&operand.value));
    let mut levels = levels.collect::<Option<Vec<_>>>()?;
    let Some(last) = levels.pop() else { return Some(BigRational::zero()) };
    let above = operands.iter().find(|operand| operand.name == "above").and_then(|operand| number(&operand.value))?;
    let highest = levels.into_iter().fold(above, BigRational::max);
    Some((last - highest).max(BigRational::zero()))
}
