//! The rule that gives a verdict, written before the figures are known.
//!
//! 1. No public measure: *no measure agreed*.
//! 2. No perimeter, no horizon or no figure in the perimeter: *cannot be determined*.
//! 3. Until the horizon: *met* when the latest figure reaches the level; else the last step due decides between *on
//!    course* and *at risk*; else *not yet due*.
//! 4. After it: the figure of the horizon's own period decides.

use std::cmp::Reverse;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::{Baseline, Because, Figure, FigurePeriod, Judged, LevelReading, Reading, Verdict};
use crate::calendar::Date;
use crate::model::{Commitment, CommitmentKind, Contract, Indicator, Measure, Target};
use crate::money::Decimal;
use crate::unit::Unit;

/// Judges a commitment on published figures, as known on a day.
#[must_use]
pub fn judge(contract: &Contract, commitment: &Commitment, figures: &[Figure], as_known_on: Date) -> Judged {
    match &commitment.kind {
        CommitmentKind::Judgement { judgement } => {
            let by = contract.judgements.iter().find(|known| known.id == *judgement).and_then(|known| known.by.clone());
            let because = Because::Judged { judgement: judgement.clone(), by };
            plain(commitment, Verdict::NoMeasureAgreed, because)
        }
        CommitmentKind::Target(target) => {
            match contract.indicators.iter().find(|indicator| indicator.id == target.indicator) {
                Some(indicator) => judge_target(commitment, target, indicator, figures, as_known_on),
                None => {
                    let because = Because::NoIndicator { indicator: target.indicator.clone() };
                    plain(commitment, Verdict::CannotBeDetermined, because)
                }
            }
        }
    }
}

fn plain(commitment: &Commitment, verdict: Verdict, because: Because) -> Judged {
    Judged {
        commitment: commitment.id.clone(),
        verdict,
        because,
        level: None,
        baseline: None,
        by: None,
        figure: None,
        last_known: None,
        distance: None,
        readings: Vec::new(),
    }
}

fn judge_target(
    commitment: &Commitment,
    target: &Target,
    indicator: &Indicator,
    figures: &[Figure],
    as_known_on: Date,
) -> Judged {
    let known: Vec<&Figure> = figures.iter().filter(|figure| is_known(indicator, figure, as_known_on)).collect();
    let inside = |figure: &&&Figure| indicator.perimeter.as_ref() == Some(&figure.perimeter);
    let in_perimeter: Vec<&Figure> = known.iter().filter(inside).copied().collect();
    let last_known = latest(&in_perimeter).or_else(|| latest(&known));
    let level = level(target, indicator);
    let (verdict, because, figure) = decide(target, indicator, level, &in_perimeter, as_known_on);
    let distance = |level: Decimal| figure.or(last_known).and_then(|figure| subtract(level, figure.value));
    let under = |reading: LevelReading, level: Decimal| Reading {
        reading,
        level,
        verdict: decide(target, indicator, level, &in_perimeter, as_known_on).0,
        distance: distance(level),
    };
    let readings = match target.additional {
        Some(additional) if additional != target.level => {
            vec![under(LevelReading::Additional, target.level), under(LevelReading::Level, additional)]
        }
        _ => Vec::new(),
    };
    Judged {
        level: Some(level),
        baseline: target.baseline.map(|(value, confidence)| Baseline { value, confidence }),
        by: target.by,
        figure: figure.cloned(),
        last_known: last_known.cloned(),
        distance: distance(level),
        readings,
        ..plain(commitment, verdict, because)
    }
}

/// Creations count from nothing: what is added is the level. A stock or an amount reaches baseline and addition.
fn level(target: &Target, indicator: &Indicator) -> Decimal {
    match (indicator.measure, target.additional) {
        (Measure::GrossCreations, Some(additional)) => additional,
        _ => target.level,
    }
}

/// Whether a figure speaks of the indicator, was published, and is of a period that is over.
fn is_known(indicator: &Indicator, figure: &Figure, as_known_on: Date) -> bool {
    let whole_years = matches!(figure.period, FigurePeriod::Year(_) | FigurePeriod::Years(..));
    figure.series == indicator.series
        && figure.unit.as_ref().is_none_or(|unit| Unit::parse(unit) == Some(indicator.unit))
        && figure.is_known_on(as_known_on)
        && figure.period.last_day().is_some_and(|last| last <= as_known_on)
        && (indicator.measure == Measure::Stock || whole_years)
}

/// The latest figure; of several for one day the one to be trusted most.
fn latest<'f>(figures: &[&'f Figure]) -> Option<&'f Figure> {
    figures.iter().copied().min_by_key(|figure| (Reverse(figure.period.last_day()), figure.confidence))
}

fn decide<'f>(
    target: &Target,
    indicator: &Indicator,
    level: Decimal,
    figures: &[&'f Figure],
    as_known_on: Date,
) -> (Verdict, Because, Option<&'f Figure>) {
    let cannot = |because| (Verdict::CannotBeDetermined, because, None);
    let Some(perimeter) = &indicator.perimeter else { return cannot(Because::NoPerimeter) };
    let Some(by) = target.by else { return cannot(Because::NoHorizon) };
    let Some(latest_figure) = latest(figures) else {
        return cannot(Because::NoFigureInPerimeter { perimeter: perimeter.clone() });
    };
    if as_known_on > by {
        let own: Vec<&Figure> = figures.iter().copied().filter(|f| f.period.last_day() == Some(by)).collect();
        let Some(figure) = latest(&own) else { return cannot(Because::NoFigureFor { by }) };
        let verdict = if reaches(figure, level) { Verdict::Met } else { Verdict::NotMet };
        return (verdict, Because::Horizon { by }, Some(figure));
    }
    if reaches(latest_figure, level) {
        return (Verdict::Met, Because::LevelReached, Some(latest_figure));
    }
    let due = target.path.iter().filter(|(day, _)| *day < as_known_on).max_by_key(|(day, _)| *day);
    let Some((step, step_level)) = due else {
        let next = target.path.iter().map(|(day, _)| *day).chain([by]).min().unwrap_or(by);
        return (Verdict::NotYetDue, Because::NothingDue { by: next }, Some(latest_figure));
    };
    if latest_figure.period.last_day().is_none_or(|last| last < *step) {
        return cannot(Because::NoFigureFor { by: *step });
    }
    let verdict = if reaches(latest_figure, *step_level) { Verdict::OnCourse } else { Verdict::AtRisk };
    (verdict, Because::Step { by: *step, level: *step_level }, Some(latest_figure))
}

fn reaches(figure: &Figure, level: Decimal) -> bool {
    exact(figure.value) >= exact(level)
}

fn exact(number: Decimal) -> BigRational {
    number.to_exact()
}

/// The difference, where it can be written.
fn subtract(one: Decimal, other: Decimal) -> Option<Decimal> {
    let scale = one.scale().max(other.scale());
    let digits = (exact(one) - exact(other)) * BigRational::from(BigInt::from(10).pow(u32::from(scale)));
    i128::try_from(digits.to_integer()).ok().map(|digits| Decimal::new(digits, scale))
}
