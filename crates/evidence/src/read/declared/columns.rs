//! The columns of a declared table: as the header looks for them, and how their cells become canonical ones.

use contract::facts::Cell;
use contract::model::{
    Blank, ColumnType, FileColumn, FileForm, Fills, IdentifierRead, PeriodKey, Scheme, SchemeFault, Table,
};
use contract::unit::{Base, Unit};

use crate::catalogue::{Declared, interned};
use crate::finding::{Place, codes, table_codes};
use crate::formats::bounds::Bound;
use crate::formats::{Column, Content};
use crate::read::cells::{At, Fields, Got, Parsed, amount, day, identifier, number, year};
use crate::read::habits::Habit;
use crate::read::spelling::key;
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
    let content = match (&column.fills, kind) {
        (Fills::Operator, _) => Content::Identifier,
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
pub(super) fn read(fields: &mut Fields<'_>, declared: &'static Declared) -> Vec<(&'static str, Cell)> {
    let mut cells = Vec::with_capacity(declared.schema.columns.len());
    for schema in declared.schema.columns {
        let fills = Fills::Column(schema.name.to_owned());
        let column = declared.form.columns.iter().find(|column| column.fills == fills);
        if let Some(column) = column {
            cells.push((schema.name, cell(fields, declared, schema, column)));
        }
    }
    cells
}

fn cell(fields: &mut Fields<'_>, declared: &Declared, schema: &ColumnSchema, column: &FileColumn) -> Cell {
    match schema.kind {
        ColumnKind::Amount => got(fields, column, amount).cell(Cell::Amount),
        ColumnKind::Date => got(fields, column, day).cell(Cell::Date),
        ColumnKind::Count("year") => got(fields, column, year).cell(|year| Cell::Count(i64::from(year))),
        ColumnKind::Count(_) => got(fields, column, count).cell(Cell::Count),
        ColumnKind::Word(_) => got(fields, column, word(column)).cell(Cell::Code),
        ColumnKind::Identifier if !column.words.is_empty() => got(fields, column, word(column)).cell(Cell::Code),
        ColumnKind::Identifier => {
            let scheme = column.holds.as_deref().and_then(|holds| declared.scheme(holds));
            let read = match scheme {
                Some(scheme) => {
                    told_blank(fields, column);
                    number_of(fields, scheme, &column.heading).map(|read| read.text)
                }
                None if column.holds.is_some() => got(fields, column, text),
                None => got(fields, column, identifier),
            };
            read.cell(Cell::Code)
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

/// One of the words of a column: as asked for in either case, or in another spelling.
fn word(column: &FileColumn) -> impl Fn(&str, &mut At<'_>) -> Parsed<String> {
    move |text, at| {
        let asked = |(_, written): &&(String, Vec<String>)| {
            written.first().is_some_and(|asked| asked.to_lowercase() == text.to_lowercase())
        };
        if let Some((canonical, _)) = column.words.iter().find(asked) {
            return Ok(canonical.clone());
        }
        let spelled = key(text);
        let named = |(canonical, written): &&(String, Vec<String>)| {
            key(canonical) == spelled || written.iter().any(|other| key(other) == spelled)
        };
        let (canonical, _) = column.words.iter().find(named).ok_or(codes::CSV_WORD)?;
        if !(column.words.is_empty() || text == canonical) {
            at.note(Habit::WordForm);
        }
        Ok(canonical.clone())
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

/// A number of a scheme; lost zeros before it come back where the scheme says that they are proved.
pub(super) fn number_of(fields: &mut Fields<'_>, scheme: &Scheme, heading: &str) -> Got<IdentifierRead> {
    let read = fields.optional(heading, |text, at| {
        let text = number(text, at);
        let read = scheme.check(&text);
        if read.is_err()
            && let Some(restored) = scheme.restored(&text)
        {
            at.note(Habit::Zeros);
            return Ok(Ok(restored));
        }
        Ok(read)
    });
    match read {
        Got::Value(Ok(read)) => Got::Value(read),
        Got::Value(Err(fault)) => {
            let place = Place::field(fields.line, heading);
            fields.push(match fault {
                SchemeFault::CheckDigits { expected: Some(expected), found } => {
                    let finding = table_codes::TABLE_NUMBER_KEY.at(place).with("scheme", &scheme.id);
                    finding.with("expected", expected).with("found", found)
                }
                _ => table_codes::TABLE_NUMBER.at(place).with("scheme", &scheme.id),
            });
            Got::Unread
        }
        Got::Blank => Got::Blank,
        Got::Unread => Got::Unread,
    }
}
