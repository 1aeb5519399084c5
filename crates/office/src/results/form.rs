//! The determinations of one operator as bytes: column by column, persons and whatever repeats in runs.
//!
//! The hash that guards the bytes stands with whoever keeps them. A form that changes gets another number in `results`.

use assessment::determinations::{ClauseDeterminations, OperatorAssessment};
use assessment::exports::{Apart, Exports, RankExport, SeriesExport};
use assessment::unfiled::Unfiled;

use contract::determination::Status;
use contract::identity::{OperatorId, Pseudonym};
use contract::interpret::{Given, Place};

mod reason;

use reason::{count, day, month, period, put_period, put_reason, reason};

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
    writer.steps(of.by_share.iter().map(|key| i64::from(*key)));
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
    let by_share = reader.steps(|key| below(key, rows))?;
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
        by_share,
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
        writer.length(ranks.apart.len());
        ranks.apart.iter().for_each(|apart| put_apart(writer, apart));
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
        let apart = list(reader, read_apart)?;
        let person = reader.runs(|person| below(person, persons))?;
        let first_month = reader.steps(month)?;
        let value = reader.steps(|value| u32::try_from(value).ok())?;
        let why = reader.runs(|why| optional_below(why, apart.len()))?;
        let fits = [first_month.len(), value.len(), why.len()].iter().all(|length| *length == person.len());
        fits.then_some(RankExport { definition, rank, person, first_month, value, why, apart })
    })?;
    Some(Exports { series, ranks })
}

fn put_apart(writer: &mut Writer, apart: &Apart) {
    let place = match apart {
        Some(Ok(place)) => place,
        Some(Err(why)) => {
            writer.number(0);
            return put_given(writer, Some(why));
        }
        None => return writer.number(1),
    };
    writer.number(if place.why.is_some() { 2 } else { 3 });
    for number in [place.first.0, place.first.1, place.equals.0, place.equals.1, place.last] {
        writer.number(u64::from(number));
    }
    if let Some(why) = &place.why {
        put_reason(writer, why);
    }
}

fn read_apart(reader: &mut Reader<'_>) -> Option<Apart> {
    let form = reader.number()?;
    match form {
        0 => return given(reader)?.map(|why| Some(Err(why))),
        1 => return Some(None),
        2 | 3 => {}
        _ => return None,
    }
    let (first, equals) = ((count(reader)?, count(reader)?), (count(reader)?, count(reader)?));
    let last = count(reader)?;
    let why = if form == 2 { Some(reason(reader)?) } else { None };
    Some(Some(Ok(Place { first, equals, last, why })))
}

fn put_bound(writer: &mut Writer, bound: Option<(i128, i128)>) {
    writer.number(u64::from(bound.is_some()));
    if let Some((top, bottom)) = bound {
        writer.large(top);
        writer.large(bottom);
    }
}

fn read_bound(reader: &mut Reader<'_>) -> Option<Option<(i128, i128)>> {
    match reader.number()? {
        0 => Some(None),
        1 => Some(Some((reader.large()?, reader.large()?))),
        _ => None,
    }
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
        Some(Given::Between { least, most, reason }) => {
            writer.number(10);
            put_bound(writer, *least);
            put_bound(writer, *most);
            put_reason(writer, reason);
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
        10 => Given::Between { least: read_bound(reader)?, most: read_bound(reader)?, reason: reason(reader)? },
        _ => return None,
    }))
}
