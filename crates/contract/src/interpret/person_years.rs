//! Person-years: the rows of a person in a calendar year, cut where place or rule changes, summed at the first `round`.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::Zero;

use super::Case;
use super::answer::{Answer, Value};
use super::crossing::{self, Seen};
use super::piece::{self, Piece, Settled};
use super::walk;
use super::world::{Subject, World};
use crate::calendar::{Date, Interval, Month, Quarter};
use crate::determination::{Key, Reason, Status, decided};
use crate::facts::{Period, Row};
use crate::identity::Pseudonym;
use crate::model::{Clause, CrossingMode, Mechanism, PeriodKey, ValueType};

/// The rows of one key with their periods, in order.
pub(crate) type PeriodRows<'w> = Vec<(Period, &'w Row)>;

/// Every key of the clause with what it comes to, by person and year.
pub(crate) fn cases<'w>(
    world: &World<'w>,
    clause: &Clause,
    table: &str,
    wanted: &dyn Fn(&Key) -> bool,
) -> Vec<Case<'w>> {
    let (Some(declared), Some(reach)) = (world.table(table), reach(clause)) else { return Vec::new() };
    match declared.period {
        Some(PeriodKey::Year) => yearly(world, clause, &declared.id, reach, wanted),
        Some(key) => divided(world, clause, (&declared.id, key), reach, wanted),
        None => Vec::new(),
    }
}

/// When the rule is in effect and reaches facts; nothing when that is never.
pub(crate) fn reach(clause: &Clause) -> Option<Interval> {
    let first = clause.in_effect.first.max(clause.applies_to_facts.unwrap_or(clause.published));
    let reach = Interval { first, last: clause.in_effect.last };
    reach.last.is_none_or(|last| first <= last).then_some(reach)
}

fn key(person: Pseudonym, year: i32) -> Key {
    Key { person, year: Some(year), first_month: None, start: None, anniversary: None }
}

/// A yearly row cannot be cut: the whole year lies in reach, or the key is not evaluated. Whoever has a row has a key, also in a
/// year that only one of two files covers.
fn yearly<'w>(
    world: &World<'w>,
    clause: &Clause,
    table: &'w str,
    reach: Interval,
    wanted: &dyn Fn(&Key) -> bool,
) -> Vec<Case<'w>> {
    let mut keys: BTreeMap<(Pseudonym, i32), Vec<&'w Row>> = BTreeMap::new();
    for period in world.evidence.with_rows(table) {
        let is_known = world.evidence.coverage(table, Some(period)).known().is_some();
        for row in world.evidence.listed(table, period) {
            if let (Some(person), Period::Year(year)) = (row.person, period) {
                keys.entry((person, year)).or_default().extend(is_known.then_some(*row));
            }
        }
    }
    let mut cases = Vec::new();
    for ((person, year), rows) in keys {
        let key = key(person, year);
        let Some((first, last)) = bounds(year) else { continue };
        if !wanted(&key) || !reach.overlaps(Interval { first, last: Some(last) }) {
            continue;
        }
        if !reach.contains(first) || !reach.contains(last) {
            cases.push(Case::decided(key, Settled::not_evaluated(decided::PERIOD, Reason::PartialYear { year }), None));
            continue;
        }
        if rows.is_empty() {
            let missing = missing(world, table, person, &[Period::Year(year)]);
            cases.push(combine(world, clause, key, Vec::new(), missing));
            continue;
        }
        let at_last_day = clause.crossing.is_some_and(|crossing| crossing.rule == CrossingMode::AtLastDay);
        let subject = Subject {
            person: Some(person),
            year: Some(year),
            period: Some((first, last)),
            own_rows: Some((table, rows)),
            months: (0..12).map(|place| first.month().plus(place)).collect(),
            parameter_day: Some(if at_last_day { last } else { first }),
            unchanged_in: clause.crossing.is_none().then_some(year),
            ..Subject::default()
        };
        cases.push(combine(world, clause, key, vec![subject], Vec::new()));
    }
    cases
}

/// First and last day of a year.
fn bounds(year: i32) -> Option<(Date, Date)> {
    Some((Period::Year(year).first_day()?, Period::Year(year).last_day()?))
}

/// The months, quarters or days of the year whose first day lies in reach, grouped into pieces. Whoever has a row has a key,
/// also in a period that only one of two files covers: then what is missing is told of him, and no row of it counts.
fn divided<'w>(
    world: &World<'w>,
    clause: &Clause,
    (table, kind): (&'w str, PeriodKey),
    reach: Interval,
    wanted: &dyn Fn(&Key) -> bool,
) -> Vec<Case<'w>> {
    let mut keys: BTreeMap<(Pseudonym, i32), PeriodRows<'w>> = BTreeMap::new();
    for period in world.evidence.with_rows(table) {
        if !period.first_day().is_some_and(|first| reach.contains(first)) {
            continue;
        }
        let is_known = world.evidence.coverage(table, Some(period)).known().is_some();
        for row in world.evidence.listed(table, period) {
            if let Some(person) = row.person {
                let rows = keys.entry((person, period.year())).or_default();
                rows.extend(is_known.then_some((period, *row)));
            }
        }
    }
    let mut cases = Vec::new();
    for ((person, year), rows) in keys {
        let key = key(person, year);
        let Some((first, last)) = bounds(year) else { continue };
        if !wanted(&key) {
            continue;
        }
        let whole = Subject {
            person: Some(person),
            year: Some(year),
            period: Some((first, last)),
            read_at: clause.crossing.map(|crossing| crossing.read_at).unwrap_or_default(),
            months: months_in_reach(year, reach),
            ..Subject::default()
        };
        let pieces = if rows.is_empty() { Vec::new() } else { pieces(world, clause, table, &whole, &rows) };
        let missing = missing(world, table, person, &asked(world, (table, kind), &whole.months, (first, last), reach));
        cases.push(combine(world, clause, key, pieces, missing));
    }
    cases
}

/// The months of a year whose first day lies in reach.
fn months_in_reach(year: i32, reach: Interval) -> Vec<Month> {
    let months = (1..=12).filter_map(|number| Month::new(year, number));
    months.filter(|month| reach.contains(month.first_day())).collect()
}

/// The periods of the key's year in reach of which it must be known what they hold: of days, those that files cover.
fn asked(
    world: &World<'_>,
    (table, kind): (&str, PeriodKey),
    months: &[Month],
    (first, last): (Date, Date),
    reach: Interval,
) -> Vec<Period> {
    match kind {
        PeriodKey::Quarter => {
            let quarters: BTreeSet<Quarter> = (0..4).map(|place| Quarter::of(first.month()).plus(place)).collect();
            let in_reach = quarters.into_iter().filter(|quarter| reach.contains(quarter.first_day()));
            in_reach.map(Period::Quarter).collect()
        }
        PeriodKey::Day => {
            let days = (first.max(reach.first), reach.last.map_or(last, |end| end.min(last)));
            let covering = |day| world.evidence.covering(table, Period::Day(day));
            if days.0 > days.1 { Vec::new() } else { covering(days.0).through(covering(days.1)).collect() }
        }
        PeriodKey::Month | PeriodKey::Year => months.iter().copied().map(Period::Month).collect(),
    }
}

/// Those of some periods of which it is not known what they hold for the person, with why.
fn missing(world: &World<'_>, table: &str, person: Pseudonym, periods: &[Period]) -> Vec<Answer<()>> {
    let last = periods.last().and_then(|last| last.last_day());
    let known = periods.iter().map(|period| world.evidence.rows(table, Some(person), Some(*period)).map(|_| ()));
    let until_last = |answer| match (answer, last) {
        (Answer::Pending(_), Some(until)) => Answer::Pending(Reason::NotYet { until }),
        (answer, _) => answer,
    };
    known.filter(|answer| answer.known().is_none()).map(until_last).collect()
}

/// The rows of a key in pieces that see the same places and rules, by their first row. Each row stands at its own place: a
/// month at two sites lies in two pieces.
fn pieces<'w>(
    world: &World<'w>,
    clause: &Clause,
    table: &'w str,
    whole: &Subject<'w>,
    rows: &PeriodRows<'w>,
) -> Vec<Subject<'w>> {
    let mut pieces: Vec<(Vec<Seen>, PeriodRows<'w>)> = Vec::new();
    for row in rows {
        let seen = crossing::seen(world, clause, table, whole, *row);
        match pieces.iter_mut().find(|(signature, _)| *signature == seen) {
            Some((_, rows)) => rows.push(*row),
            None => pieces.push((seen, vec![*row])),
        }
    }
    let month = |period: Period| period.within(PeriodKey::Month);
    let shared = |piece: &PeriodRows<'w>| {
        let others = pieces.iter().flat_map(|(_, other)| other).filter(|(_, row)| !holds(piece, row));
        let others: Vec<(Period, &Row)> = others.copied().collect();
        piece.iter().find_map(|one| {
            let other = others.iter().find(|(other, _)| month(*other) == month(one.0))?;
            Some((one.0, crossing::parting_column(world, clause, table, whole, [*one, *other])))
        })
    };
    match pieces.as_slice() {
        [(_, only)] => vec![subject(clause, table, whole, rows, only)],
        several => several
            .iter()
            .map(|(_, piece)| {
                let months = piece.iter().filter_map(|(period, _)| Some(period.first_day()?.month()));
                let months: BTreeSet<Month> = months.collect();
                let months = months.into_iter().collect();
                Subject { months, shared: shared(piece), ..subject(clause, table, whole, rows, piece) }
            })
            .collect(),
    }
}

/// Whether a row is one of the piece's.
fn holds(piece: &PeriodRows<'_>, row: &Row) -> bool {
    piece.iter().any(|(_, own)| std::ptr::eq(*own, row))
}

fn subject<'w>(
    clause: &Clause,
    table: &'w str,
    whole: &Subject<'w>,
    rows: &PeriodRows<'w>,
    piece: &PeriodRows<'w>,
) -> Subject<'w> {
    let first = |rows: &PeriodRows<'w>| rows.first().map(|(period, _)| *period);
    let read = |mode: Option<CrossingMode>| match mode {
        Some(CrossingMode::SplitByMonths) => first(piece),
        Some(CrossingMode::AtFirstDay) | None => first(rows),
        Some(CrossingMode::AtLastDay) => rows.last().map(|(period, _)| *period),
    };
    let place = clause.crossing.map(|crossing| crossing.place);
    let own_row = piece.first().filter(|_| place == Some(CrossingMode::SplitByMonths));
    Subject {
        place: read(place),
        parameter_day: read(clause.crossing.map(|crossing| crossing.rule))
            .and_then(|period| whole.read_at.of_period(period)),
        months_of_place: place == Some(CrossingMode::SplitByMonths),
        months_of_rule: clause.crossing.is_some_and(|crossing| crossing.rule == CrossingMode::SplitByMonths),
        own_row: own_row.map(|(_, row)| (table, *row)),
        own_rows: Some((table, piece.iter().map(|(_, row)| *row).collect())),
        ..whole.clone()
    }
}

/// What the pieces of a key come to together.
fn combine<'w>(
    world: &World<'w>,
    clause: &Clause,
    key: Key,
    subjects: Vec<Subject<'w>>,
    missing: Vec<Answer<()>>,
) -> Case<'w> {
    let needed = walk::needed_steps(clause);
    let fold = fold_at(clause);
    let run = |subject| Piece::run(world, clause, subject, &needed, fold);
    let pieces: Vec<Piece<'w>> = subjects.into_iter().map(run).collect();
    let settled = Settled::not_applicable(decided::PERIOD);
    let mut case = Case { key, settled, totals: Vec::new(), pieces, fold, missing, fact_date: None };
    case.settled = match stopped(&case) {
        Some(settled) => settled,
        None => pay_together(world, clause, &mut case, &needed),
    };
    case
}

/// The first `round`: steps before it are computed piece by piece.
fn fold_at(clause: &Clause) -> usize {
    let round = |step: &crate::model::Step| matches!(step.mechanism, Mechanism::Round { .. });
    clause.steps.iter().position(round).unwrap_or(clause.steps.len())
}

/// What keeps the pieces from being paid together.
fn stopped(case: &Case<'_>) -> Option<Settled> {
    let missing = |pending: bool| case.missing.iter().find(|m| matches!(m, Answer::Pending(_)) == pending);
    let piece = |status: Status| {
        case.pieces.iter().filter_map(|piece| piece.stops.as_ref()).find(|settled| settled.status == status).cloned()
    };
    let all_not_applicable = case.pieces.iter().all(Piece::is_not_applicable);
    let none_passes = case.pieces.iter().all(|piece| piece.stops.is_some());
    missing(false)
        .and_then(|answer| Settled::without(decided::PERIOD, answer))
        .or_else(|| piece(Status::NotEvaluated))
        .or_else(|| missing(true).and_then(|answer| Settled::without(decided::PERIOD, answer)))
        .or_else(|| piece(Status::Pending))
        .or_else(|| piece(Status::NotApplicable).filter(|_| all_not_applicable))
        .or_else(|| piece(Status::ZeroByRule).filter(|_| none_passes))
}

/// Sums the numbers of the passing pieces and goes on from the fold.
fn pay_together(world: &World<'_>, clause: &Clause, case: &mut Case<'_>, needed: &BTreeSet<usize>) -> Settled {
    let passing: Vec<&Piece<'_>> = case.pieces.iter().filter(|piece| piece.stops.is_none()).collect();
    let Some(first) = passing.first() else { return Settled::not_applicable(decided::PERIOD) };
    let sums = (0..case.fold).map(|index| match clause.steps[index].value_type {
        ValueType::Number(_) => sum(passing.iter().map(|piece| &piece.steps[index])),
        _ => first.steps[index].clone(),
    });
    case.totals = piece::steps(world, clause, &first.subject, sums.collect());
    piece::undecided_step(clause, &case.totals, needed, case.fold..clause.steps.len())
        .unwrap_or_else(|| piece::conclude(world, clause, &first.subject, &case.totals, needed))
}

/// The sum of a step over pieces; without a value where one has none.
fn sum<'a>(values: impl Iterator<Item = &'a Answer>) -> Answer {
    let mut sum = BigRational::zero();
    for value in values {
        match value {
            Answer::Known(number) => sum += number.clone().number(),
            none => return none.clone(),
        }
    }
    Answer::Known(Value::Number(sum))
}
