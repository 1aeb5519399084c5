//! The determinations of one operator as bytes: column by column, persons and whatever repeats in runs.
//!
//! The hash that guards the bytes stands with whoever keeps them. A form that changes gets another number in `results`.

use assessment::determinations::{ClauseDeterminations, OperatorAssessment};
use assessment::exports::{Exports, RankExport, SeriesExport};
use assessment::unfiled::Unfiled;
use contract::calendar::{Date, Month};
use contract::determination::{Reason, Status};
use contract::facts::Period;
use contract::identity::{OperatorId, Pseudonym};
use contract::interpret::Given;

use super::bytes::{Reader, Writer};

/// The bytes of an assessment.
#[must_use]
pub fn encode(assessment: &OperatorAssessment) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.text(assessment.operator.as_str());
    writer.length(assessment.persons.len());
    assessment.persons.iter().for_each(|person| writer.raw(&person.to_bytes()));
    writer.length(assessment.reasons.len());
    assessment.reasons.iter().for_each(|reason| put_reason(&mut writer, reason));
    writer.length(assessment.clauses.len());
    for of in &assessment.clauses {
        // Behind its length: who needs one clause skips the others.
        let mut clause = Writer::default();
        put_clause(&mut clause, of);
        writer.length(clause.bytes.len());
        writer.raw(&clause.bytes);
    }
    put_unfiled(&mut writer, &assessment.unfiled);
    put_exports(&mut writer, &assessment.exports);
    writer.bytes
}

/// The inverse of [`encode`], with the clauses that are wanted; nothing when the bytes are not what it writes.
#[must_use]
pub fn decode(bytes: &[u8], wanted: impl Fn(usize) -> bool) -> Option<OperatorAssessment> {
    let mut reader = Reader::new(bytes);
    let operator = OperatorId::new(&reader.text()?)?;
    let persons = list(&mut reader, |reader| reader.raw().map(Pseudonym::from_bytes))?;
    let reasons = list(&mut reader, reason)?;
    let clauses = list(&mut reader, |reader| {
        let mut own = reader.part()?;
        let clause = usize::try_from(own.number()?).ok()?;
        if !wanted(clause) {
            return Some(None);
        }
        let decoded = determinations(&mut own, clause, persons.len(), reasons.len())?;
        own.is_done().then_some(Some(decoded))
    })?;
    let clauses = clauses.into_iter().flatten().collect();
    let mut unfiled = list(&mut reader, unfiled)?;
    unfiled.retain(|one| wanted(one.clause));
    let exports = exports(&mut reader, persons.len())?;
    reader.is_done().then_some(OperatorAssessment { operator, persons, clauses, reasons, unfiled, exports })
}

fn list<T>(reader: &mut Reader<'_>, item: impl Fn(&mut Reader<'_>) -> Option<T>) -> Option<Vec<T>> {
    let length = reader.length()?;
    (0..length).map(|_| item(reader)).collect()
}

/// An index that may be missing as a number: zero is nothing.
fn optional(index: Option<impl Into<i64>>) -> i64 {
    index.map_or(0, |index| index.into() + 1)
}

fn optional_below(number: i64, end: usize) -> Option<Option<u32>> {
    match number {
        0 => Some(None),
        number => below(number - 1, end).map(Some),
    }
}

fn below(number: i64, end: usize) -> Option<u32> {
    u32::try_from(number).ok().filter(|index| (*index as usize) < end)
}

fn put_clause(writer: &mut Writer, of: &ClauseDeterminations) {
    writer.length(of.clause);
    writer.runs(of.person.iter().map(|person| i64::from(*person)));
    writer.steps(of.period.iter().map(|period| i64::from(*period)));
    // A day that no calendar has stands for a start that is not known.
    writer.runs(of.start.iter().map(|start| start.map_or(i64::MIN, i64::from)));
    writer.runs(of.anniversary.iter().map(|number| i64::from(*number)));
    writer.runs(of.status.iter().map(|status| *status as i64));
    let due = of.status.iter().zip(&of.amount_centimes).filter(|(status, _)| **status == Status::Due);
    let due: Vec<i64> = due.map(|(_, amount)| *amount).collect();
    writer.steps(due.into_iter());
    writer.runs(of.decided_by.iter().map(|by| optional(*by)));
    writer.runs(of.reason.iter().map(|reason| optional(*reason)));
}

fn determinations(
    reader: &mut Reader<'_>,
    clause: usize,
    persons: usize,
    reasons: usize,
) -> Option<ClauseDeterminations> {
    let person = reader.runs(|person| below(person, persons))?;
    let period = reader.steps(|period| i32::try_from(period).ok())?;
    let start = reader.runs(|start| match start {
        i64::MIN => Some(None),
        start => i32::try_from(start).ok().map(Some),
    })?;
    let anniversary = reader.runs(|number| u32::try_from(number).ok())?;
    let known = |status: i64| Status::ALL.into_iter().find(|known| *known as i64 == status);
    let status = reader.runs(known)?;
    let mut due = reader.steps(Some)?.into_iter();
    let amount = |status: &Status| if *status == Status::Due { due.next() } else { Some(0) };
    let amount_centimes = status.iter().map(amount).collect::<Option<Vec<i64>>>()?;
    let most = usize::from(u16::MAX) + 1;
    let by = |by| Some(optional_below(by, most)?.and_then(|by| u16::try_from(by).ok()));
    let decided_by = reader.runs(by)?;
    let reason = reader.runs(|reason| optional_below(reason, reasons))?;
    let rows = status.len();
    let all = [person.len(), period.len(), decided_by.len(), reason.len()];
    let some = [start.len(), anniversary.len()];
    let fits = all.iter().all(|length| *length == rows) && some.iter().all(|length| [0, rows].contains(length));
    (fits && due.next().is_none()).then_some(ClauseDeterminations {
        clause,
        person,
        period,
        start,
        anniversary,
        status,
        amount_centimes,
        decided_by,
        reason,
    })
}

fn put_unfiled(writer: &mut Writer, unfiled: &[Unfiled]) {
    writer.length(unfiled.len());
    for one in unfiled {
        writer.length(one.clause);
        writer.length(one.table);
        put_period(writer, Some(one.since));
    }
}

fn unfiled(reader: &mut Reader<'_>) -> Option<Unfiled> {
    let (clause, table) = (usize::try_from(reader.number()?).ok()?, usize::try_from(reader.number()?).ok()?);
    Some(Unfiled { clause, table, since: period(reader)?? })
}

fn put_exports(writer: &mut Writer, exports: &Exports) {
    writer.length(exports.series.len());
    for series in &exports.series {
        writer.text(&series.definition);
        writer.signed(i64::from(series.first_month.index()));
        writer.length(series.steps.len());
        for step in &series.steps {
            writer.length(step.len());
            step.iter().for_each(|value| put_given(writer, value.as_ref()));
        }
    }
    writer.length(exports.ranks.len());
    for ranks in &exports.ranks {
        writer.text(&ranks.definition);
        writer.length(ranks.rank);
        writer.length(ranks.without.len());
        ranks.without.iter().for_each(|value| put_given(writer, value.as_ref()));
        writer.runs(ranks.person.iter().map(|person| i64::from(*person)));
        writer.steps(ranks.first_month.iter().map(|month| i64::from(month.index())));
        writer.steps(ranks.value.iter().map(|value| i64::from(*value)));
        writer.runs(ranks.why.iter().map(|why| optional(*why)));
    }
}

fn exports(reader: &mut Reader<'_>, persons: usize) -> Option<Exports> {
    let series = list(reader, |reader| {
        Some(SeriesExport {
            definition: reader.text()?,
            first_month: month(reader.signed()?)?,
            steps: list(reader, |reader| list(reader, given))?,
        })
    })?;
    let ranks = list(reader, |reader| {
        let (definition, rank) = (reader.text()?, usize::try_from(reader.number()?).ok()?);
        let without = list(reader, given)?;
        let person = reader.runs(|person| below(person, persons))?;
        let first_month = reader.steps(month)?;
        let value = reader.steps(|value| u32::try_from(value).ok())?;
        let why = reader.runs(|why| optional_below(why, without.len()))?;
        let fits = [first_month.len(), value.len(), why.len()].iter().all(|length| *length == person.len());
        fits.then_some(RankExport { definition, rank, person, first_month, value, why, without })
    })?;
    Some(Exports { series, ranks })
}

fn month(index: i64) -> Option<Month> {
    i32::try_from(index).ok().map(Month::from_index)
}

fn put_given(writer: &mut Writer, value: Option<&Given>) {
    match value {
        Some(Given::Number { top, bottom: 1 }) if i64::try_from(*top).is_ok() => {
            writer.number(0);
            writer.signed(i64::try_from(*top).unwrap_or_default());
        }
        Some(Given::Number { top, bottom }) => {
            writer.number(1);
            writer.large(*top);
            writer.large(*bottom);
        }
        Some(Given::Date(day)) => {
            writer.number(2);
            writer.signed(i64::from(day.days()));
        }
        Some(Given::Word(word)) => {
            writer.number(3);
            writer.text(word);
        }
        Some(Given::Truth(truth)) => writer.number(4 + u64::from(*truth)),
        None => writer.number(6),
        Some(Given::Absent(reason)) => {
            writer.number(7);
            put_reason(writer, reason);
        }
        Some(Given::Unknown(reason)) => {
            writer.number(8);
            put_reason(writer, reason);
        }
        Some(Given::Pending(reason)) => {
            writer.number(9);
            put_reason(writer, reason);
        }
    }
}

fn given(reader: &mut Reader<'_>) -> Option<Option<Given>> {
    Some(Some(match reader.number()? {
        0 => Given::Number { top: i128::from(reader.signed()?), bottom: 1 },
        1 => Given::Number { top: reader.large()?, bottom: reader.large()? },
        2 => Given::Date(day(reader)?),
        3 => Given::Word(reader.text()?),
        4 => Given::Truth(false),
        5 => Given::Truth(true),
        6 => return Some(None),
        7 => Given::Absent(reason(reader)?),
        8 => Given::Unknown(reason(reader)?),
        9 => Given::Pending(reason(reader)?),
        _ => return None,
    }))
}

fn day(reader: &mut Reader<'_>) -> Option<Date> {
    i32::try_from(reader.signed()?).ok().map(Date::from_days)
}

fn put_reason(writer: &mut Writer, reason: &Reason) {
    match reason {
        Reason::Missing { table, period } => {
            writer.number(0);
            writer.text(table);
            put_period(writer, *period);
        }
        Reason::Absent { table, period } => {
            writer.number(1);
            writer.text(table);
            put_period(writer, *period);
        }
        Reason::RowsRefused { table, period } => {
            writer.number(2);
            writer.text(table);
            put_period(writer, *period);
        }
        Reason::StartNotShown { month } => {
            writer.number(3);
            writer.signed(i64::from(month.index()));
        }
        Reason::StartRestated { first, other, month } => {
            writer.number(20);
            writer.signed(i64::from(first.days()));
            writer.signed(i64::from(other.days()));
            writer.signed(i64::from(month.index()));
        }
        Reason::Hole { table, month } => {
            writer.number(21);
            writer.text(table);
            writer.signed(i64::from(month.index()));
        }
        Reason::ExitDayNotShown { month } => {
            writer.number(22);
            writer.signed(i64::from(month.index()));
        }
        Reason::Tie { equals, first } => {
            writer.number(23);
            writer.number(u64::from(*equals));
            writer.number(u64::from(*first));
        }
        Reason::PartialYear { year } => {
            writer.number(4);
            writer.signed(i64::from(*year));
        }
        Reason::NotYet { until } => {
            writer.number(5);
            writer.signed(i64::from(until.days()));
        }
        Reason::NoValue { parameter, word: None } => {
            writer.number(6);
            writer.text(parameter);
        }
        Reason::NoValue { parameter, word: Some(word) } => {
            writer.number(7);
            writer.text(parameter);
            writer.text(word);
        }
        Reason::NoClass { place } => {
            writer.number(8);
            writer.text(place);
        }
        Reason::DividedByZero => writer.number(9),
        Reason::CellUnread { table, period, column } => {
            writer.number(10);
            writer.text(table);
            put_period(writer, *period);
            writer.text(column);
        }
        Reason::RowsDisagree { table, period, column } => {
            writer.number(11);
            writer.text(table);
            put_period(writer, *period);
            writer.text(column);
        }
        Reason::NoSite { site } => {
            writer.number(12);
            writer.text(site);
        }
        Reason::Identity => writer.number(13),
    }
}

fn reason(reader: &mut Reader<'_>) -> Option<Reason> {
    Some(match reader.number()? {
        0 => Reason::Missing { table: reader.text()?, period: period(reader)? },
        1 => Reason::Absent { table: reader.text()?, period: period(reader)? },
        2 => Reason::RowsRefused { table: reader.text()?, period: period(reader)? },
        3 => Reason::StartNotShown { month: month(reader.signed()?)? },
        4 => Reason::PartialYear { year: i32::try_from(reader.signed()?).ok()? },
        5 => Reason::NotYet { until: day(reader)? },
        6 => Reason::NoValue { parameter: reader.text()?, word: None },
        7 => Reason::NoValue { parameter: reader.text()?, word: Some(reader.text()?) },
        8 => Reason::NoClass { place: reader.text()? },
        9 => Reason::DividedByZero,
        10 => Reason::CellUnread { table: reader.text()?, period: period(reader)?, column: reader.text()? },
        11 => Reason::RowsDisagree { table: reader.text()?, period: period(reader)?, column: reader.text()? },
        12 => Reason::NoSite { site: reader.text()? },
        13 => Reason::Identity,
        20 => Reason::StartRestated { first: day(reader)?, other: day(reader)?, month: month(reader.signed()?)? },
        21 => Reason::Hole { table: reader.text()?, month: month(reader.signed()?)? },
        22 => Reason::ExitDayNotShown { month: month(reader.signed()?)? },
        23 => Reason::Tie { equals: count(reader)?, first: count(reader)? },
        _ => return None,
    })
}

fn count(reader: &mut Reader<'_>) -> Option<u32> {
    u32::try_from(reader.number()?).ok()
}

fn put_period(writer: &mut Writer, period: Option<Period>) {
    match period {
        None => writer.number(0),
        Some(Period::Month(month)) => {
            writer.number(1);
            writer.signed(i64::from(month.index()));
        }
        Some(Period::Year(year)) => {
            writer.number(2);
            writer.signed(i64::from(year));
        }
    }
}

fn period(reader: &mut Reader<'_>) -> Option<Option<Period>> {
    Some(match reader.number()? {
        0 => None,
        1 => Some(Period::Month(month(reader.signed()?)?)),
        2 => Some(Period::Year(i32::try_from(reader.signed()?).ok()?)),
        _ => return None,
    })
}
