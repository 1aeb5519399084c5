//! The columns of a declared table: as the header looks for them, and how their cells become canonical ones.

use std::collections::HashMap;

use contract::facts::{Cell, Period};
use contract::model::{
    Bearer, Blank, ColumnType, FileColumn, FileForm, FiledBy, Fills, IdentifierRead, PeriodKey, Scheme, SchemeFault,
    Table,
};
use contract::unit::{Base, Unit};

use crate::catalogue::{Declared, interned};
use crate::finding::{Finding, Place, codes, table_codes};
use crate::formats::bounds::Bound;
use crate::formats::{Column, Content};
use crate::read::cells::{At, Fields, Got, Parsed, amount, day, day_until, identifier, number, year};
use crate::read::country;
use crate::read::habits::Habit;
use crate::read::spelling::key;
use crate::schema::named::{AFFILIATION, TAX_IDENTIFIER};
use crate::schema::{ColumnKind, ColumnSchema};

/// What an amount may be where its document bounds it by nothing: beyond it sums of a nation leave their numbers.
const AMOUNT: Bound =
    Bound { why: "declared", least: -1_000_000_000_000_000, most: 1_000_000_000_000_000, is_money: true };
/// The same of whole numbers.
const COUNT: Bound = Bound { why: "declared", least: -1_000_000_000_000, most: 1_000_000_000_000, is_money: false };
/// Characters of a line of text.
const TEXT_MAX: usize = 200;

/// The columns of a form, as the header looks for them.
pub(crate) fn columns(table: &Table, form: &FileForm) -> Vec<Column> {
    form.columns.iter().map(|column| described(table, column)).collect()
}

fn described(table: &Table, column: &FileColumn) -> Column {
    let kind = match &column.fills {
        Fills::Column(name) => table.columns.get(name),
        _ => None,
    };
    let under = table.filing.as_ref().and_then(|filing| match &filing.filed_by {
        FiledBy::Affiliation => Some(AFFILIATION),
        FiledBy::TaxIdentifier => Some(TAX_IDENTIFIER),
        FiledBy::Register | FiledBy::Party(_) => None,
    });
    let content = match (&column.fills, kind) {
        (Fills::Column(name), _) if under == Some(name.as_str()) => Content::Declarant,
        (Fills::Operator | Fills::Party, _) => Content::Identifier,
        (Fills::Person, _) => Content::Number,
        (Fills::Nothing, _) => Content::Name,
        (Fills::From | Fills::To, _) | (_, Some(ColumnType::Date)) => Content::Date,
        (Fills::Period, _) => match table.period {
            Some(PeriodKey::Year) => Content::Year,
            Some(PeriodKey::Quarter) => Content::Quarter,
            Some(PeriodKey::Day) => Content::Date,
            Some(PeriodKey::Month) | None => Content::Month,
        },
        (_, Some(ColumnType::Number(unit))) if unit.is_money() => Content::Amount,
        (_, Some(ColumnType::Number(unit))) if *unit == Unit::of(Base::Year) => Content::Year,
        (_, Some(ColumnType::Number(_))) => Content::Count,
        _ if !column.words.is_empty() => Content::Word,
        _ if column.holds.as_deref() == Some("text") => Content::Text,
        _ if column.holds.is_some() => Content::SchemeNumber,
        _ => Content::Identifier,
    };
    let becomes = match &column.fills {
        Fills::Column(name) => Some(interned(name)),
        _ => None,
    };
    let also: Vec<&'static str> = column.also.iter().map(|label| interned(label)).collect();
    let word = |(canonical, written): &(String, Vec<String>)| {
        let asked = written.first().map_or(canonical.as_str(), String::as_str);
        let others: Vec<&'static str> = written.iter().skip(1).map(|other| interned(other)).collect();
        (interned(asked), &*Vec::leak(others))
    };
    let words: Vec<(&'static str, &'static [&'static str])> = column.words.iter().map(word).collect();
    Column {
        name: interned(&column.heading),
        labels: Vec::leak(also),
        content,
        required: !column.may_be_absent,
        may_be_blank: column.blank != Blank::Unread,
        example: interned(&column.example),
        becomes,
        characters: None,
        bound: bound(column, content),
        unit: match kind {
            Some(ColumnType::Number(unit)) if unit.is_money() => Some(interned(&unit.to_string())),
            _ => None,
        },
        words: Vec::leak(words),
    }
}

fn bound(column: &FileColumn, content: Content) -> Option<Bound> {
    let (usual, scale) = match content {
        Content::Amount => (AMOUNT, 2),
        Content::Count => (COUNT, 0),
        _ => return None,
    };
    let figure =
        |decimal: contract::money::Decimal| decimal.at_scale(scale).and_then(|digits| i64::try_from(digits).ok());
    let within = column.within.and_then(|(least, most)| Some((figure(least)?, figure(most)?)));
    Some(within.map_or(usual, |(least, most)| Bound { least, most, ..usual }))
}

/// The canonical cells of a row; unread, beside a finding, where a value cannot be read.
pub(super) fn read(
    fields: &mut Fields<'_>,
    declared: &'static Declared,
    period: Option<Period>,
) -> Vec<(&'static str, Cell)> {
    let mut cells = Vec::with_capacity(declared.schema.columns.len());
    for (schema, form) in declared.schema.columns.iter().zip(&declared.filling) {
        let mut read = cell(fields, declared, schema, *form, period);
        if let Cell::Code(place) = &read
            && declared.places.contains(&schema.name)
            && !(declared.known_places.is_empty() || declared.known_places.contains(place))
        {
            fields.note(table_codes::TABLE_PLACE, &declared.form.columns[*form].heading);
            read = Cell::Unread;
        }
        cells.push((schema.name, read));
    }
    cells
}

fn cell(
    fields: &mut Fields<'_>,
    declared: &'static Declared,
    schema: &ColumnSchema,
    form: usize,
    period: Option<Period>,
) -> Cell {
    let column = &declared.form.columns[form];
    match schema.kind {
        ColumnKind::Amount => got(fields, column, amount).cell(Cell::Amount),
        ColumnKind::Date => {
            let latest = period.filter(|_| column.is_by_period).and_then(Period::last_day);
            match latest {
                Some(latest) => got(fields, column, day_until(latest)),
                None => got(fields, column, day),
            }
            .cell(Cell::Date)
        }
        ColumnKind::Count("year") => got(fields, column, year).cell(|year| Cell::Count(i64::from(year))),
        ColumnKind::Count(_) => got(fields, column, count).cell(Cell::Count),
        ColumnKind::Word(_) => got(fields, column, word(column, &declared.spelled[form], false)).cell(Cell::Code),
        ColumnKind::Identifier if !column.words.is_empty() => {
            got(fields, column, word(column, &declared.spelled[form], true)).cell(Cell::Code)
        }
        ColumnKind::Identifier => {
            let scheme = column.holds.as_deref().and_then(|holds| declared.scheme(holds));
            let read = match scheme {
                Some(scheme) => {
                    told_blank(fields, column);
                    match number_of(fields, scheme, &column.heading).map(|read| read.text) {
                        Got::Blank if column.blank == Blank::Unread => Got::Unread,
                        read => read,
                    }
                }
                None if column.holds.is_some() => got(fields, column, text),
                None => got(fields, column, identifier),
            };
            // A blank of a number that may not be blank was told, and is not known.
            match (read, column.blank) {
                (Got::Blank, Blank::Unread) => Cell::Unread,
                (read, _) => read.cell(Cell::Code),
            }
        }
    }
}

/// The value of a column; of a blank what its document says.
fn got<T>(fields: &mut Fields<'_>, column: &FileColumn, parse: impl FnOnce(&str, &mut At<'_>) -> Parsed<T>) -> Got<T> {
    match column.blank {
        Blank::Unread => fields.required(&column.heading, parse),
        Blank::Allowed | Blank::Told => {
            told_blank(fields, column);
            fields.optional(&column.heading, parse)
        }
    }
}

/// Tells of a blank where the document says so.
fn told_blank(fields: &mut Fields<'_>, column: &FileColumn) {
    let code = match column.blank {
        Blank::Told => table_codes::TABLE_LEFT_BLANK,
        Blank::Unread => codes::CSV_BLANK,
        Blank::Allowed => return,
    };
    if fields.is_blank(&column.heading) {
        fields.note(code, &column.heading);
    }
}

/// What the words of a column become, by their spelling.
pub(crate) fn spelled(column: &FileColumn) -> HashMap<String, &'static str> {
    let mut spelled = HashMap::new();
    for (canonical, written) in &column.words {
        for one in std::iter::once(canonical).chain(written) {
            spelled.entry(key(one)).or_insert_with(|| interned(canonical));
        }
    }
    spelled
}

/// One of the words of a column: as asked for in either case, by the code of a country, or in another spelling. Of a place or
/// another code small letters for capitals are another spelling, which is told.
fn word<'c>(
    column: &'c FileColumn,
    spelled: &'c HashMap<String, &'static str>,
    is_code: bool,
) -> impl Fn(&str, &mut At<'_>) -> Parsed<String> + 'c {
    move |text, at| {
        let is_asked = |asked: &String| {
            asked.eq_ignore_ascii_case(text) || !text.is_ascii() && asked.to_lowercase() == text.to_lowercase()
        };
        let asked = |(_, written): &&(String, Vec<String>)| written.first().is_some_and(is_asked);
        if let Some((canonical, written)) = column.words.iter().find(asked) {
            if is_code && written.first().is_none_or(|asked| asked != text) {
                at.note(Habit::WordForm);
            }
            return Ok(canonical.clone());
        }
        if let Some(countries) = &column.countries
            && let Some((code, has_three)) = country::code(text)
        {
            let named = countries.named.iter().find(|(country, _)| *country == code).map(|(_, word)| word);
            let word = named.unwrap_or(&countries.others).clone().ok_or(codes::CSV_WORD)?;
            if has_three {
                at.note(Habit::WordForm);
            }
            return Ok(word);
        }
        let canonical = spelled.get(&key(text)).ok_or(codes::CSV_WORD)?;
        if text != *canonical {
            at.note(Habit::WordForm);
        }
        Ok((*canonical).to_owned())
    }
}

/// A whole number.
fn count(text: &str, at: &mut At<'_>) -> Parsed<i64> {
    let number = number(text, at);
    let count: i64 = number.parse().map_err(|_| table_codes::TABLE_COUNT)?;
    at.within(count)
}

/// A line of text.
fn text(text: &str, _: &mut At<'_>) -> Parsed<String> {
    if text.chars().count() <= TEXT_MAX { Ok(text.to_owned()) } else { Err(table_codes::TABLE_TEXT) }
}

/// A number of a scheme, or why it is none; lost zeros before it come back where the scheme says that they are proved.
pub(super) fn identified(
    fields: &mut Fields<'_>,
    scheme: &Scheme,
    heading: &str,
) -> Got<Result<IdentifierRead, SchemeFault>> {
    fields.optional(heading, |text, at| {
        if let Ok(read) = scheme.check(text) {
            return Ok(Ok(read));
        }
        let text = number(text, at);
        let read = scheme.check(&text);
        if read.is_ok() {
            return Ok(read);
        }
        let is_zeros = |text: &str| text.bytes().all(|byte| byte == b'0');
        let longer = |none: &&String| is_zeros(none) && none.len() > text.len();
        if is_zeros(&text)
            && let Some(none) = scheme.none.iter().find(longer)
        {
            // A cell that holds a quantity has one zero for all of them.
            at.note(Habit::NoNumber);
            return Ok(Ok(IdentifierRead { text: none.clone(), names: Bearer::NoneYet }));
        }
        if let Some(restored) = scheme.restored(&text) {
            at.note(Habit::Zeros);
            return Ok(Ok(restored));
        }
        Ok(read)
    })
}

/// The same, with the fault told.
fn number_of(fields: &mut Fields<'_>, scheme: &Scheme, heading: &str) -> Got<IdentifierRead> {
    match identified(fields, scheme, heading) {
        Got::Value(Ok(read)) => Got::Value(read),
        Got::Value(Err(fault)) => {
            fields.push(faulty(fields.line, scheme, heading, &fault));
            Got::Unread
        }
        Got::Blank => Got::Blank,
        Got::Unread => Got::Unread,
    }
}

/// What is told of a text that is no number of its scheme.
pub(super) fn faulty(line: u32, scheme: &Scheme, heading: &str, fault: &SchemeFault) -> Finding {
    let place = Place::field(line, heading);
    match fault {
        SchemeFault::CheckDigits { expected: Some(expected), found } => {
            let finding = table_codes::TABLE_NUMBER_KEY.at(place).with("scheme", &scheme.id);
            finding.with("expected", expected).with("found", found)
        }
        _ => table_codes::TABLE_NUMBER.at(place).with("scheme", &scheme.id),
    }
}
