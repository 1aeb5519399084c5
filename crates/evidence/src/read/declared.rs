//! A table that a document declares (CSV): read by its declaration, whatever it is about.
//!
//! The file's declarant and periods are those of most of its rows, a row that says what it stands under is used with the
//! cells that can be read, several rows of one key are held against each other, and the declared checks are made. Nothing
//! here knows a table by name.

mod checks;
mod columns;
mod earlier;
mod moves;
mod whose;

use contract::calendar::{Date, Interval};
use contract::facts::{Cell, Period};
use contract::model::{Bearer, EXERCISE_FROM, EXERCISE_TO, Fills, IdentifierRead, PersonNumber};

pub(crate) use self::columns::{columns, spelled};
use self::earlier::Earlier;
use self::whose::{Met, Whose};
use super::OCCASIONAL;
use super::cells::{Fields, Got, day, identifier, month, quarter, year};
use super::file_name::declared_name;
use super::habits::Habits;
use super::header::Header;
use super::ledger::{Ledger, Outcome};
use crate::catalogue::Declared;
use crate::finding::{Finding, Place, codes, table_codes};
use crate::piece::{Declarant, Piece, RawPerson, RawRow, Schemes};
use crate::schema::named::{AFFILIATION, TAX_IDENTIFIER};
use crate::schema::{FiledBy, PeriodKey};

/// Reads a declared table into the piece.
pub(super) fn read(header: &Header<'_>, text: &str, piece: &mut Piece, ledger: &mut Ledger) {
    let declared = header.declared;
    let filed_by = declared.schema.filed_by;
    let named = declared_name(declared, &piece.name);
    let before = ledger.clone();
    let mut habits = Habits::default();
    let (mut met, mut earlier) = read_rows((header, declared), text, &Whose::default(), &mut habits, ledger);
    let mut whose = met.whose(named.as_ref(), declared);
    if met.declarants.len() > 1 || whose.periods.len() < met.periods.len() || habits.must_read_again() {
        *ledger = before.clone();
        habits = habits.again();
        (met, earlier) = read_rows((header, declared), text, &whose, &mut habits, ledger);
        // What the column settled may be whose the file is, or of which periods.
        let told = met.whose(named.as_ref(), declared);
        if (whose.declarant.is_none() && told.declarant.is_some())
            || (whose.periods.is_empty() && !told.periods.is_empty())
        {
            whose = told;
            *ledger = before;
            (met, earlier) = read_rows((header, declared), text, &whose, &mut habits, ledger);
        }
    }
    if let Some(named) = named.filter(|_| met.declarants.is_empty() && met.periods.is_empty()) {
        whose.declarant = whose.declarant.or(named.declarant);
        whose.periods.extend(named.period.filter(|_| whose.periods.is_empty()));
    }
    let mut lacks = Vec::new();
    match (filed_by, whose.declarant) {
        (FiledBy::Register, _) => piece.declarant = Declarant::PerRow,
        (FiledBy::Affiliation, Some(number)) => piece.declarant = Declarant::Affiliation(number),
        (FiledBy::TaxIdentifier, Some(number)) => piece.declarant = Declarant::TaxIdentifier(number),
        (FiledBy::Party(_), Some(party)) => piece.declarant = Declarant::Party(party),
        (_, None) => lacks.push(table_codes::TABLE_DECLARANT),
    }
    if filed_by != FiledBy::Register && !whose.open.is_empty() {
        let finding = table_codes::TABLE_DECLARANTS.at(Place::default());
        ledger.note(finding.with("declarants", whose.open.join(", ")));
    }
    if filed_by != FiledBy::Register && declared.schema.period.is_some() {
        match whose.periods.as_slice() {
            [] => lacks.push(table_codes::TABLE_PERIOD),
            [period] => piece.period = Some(*period),
            [first, .., last] => {
                let finding = table_codes::TABLE_SEVERAL_PERIODS.at(Place::default());
                ledger.note(finding.with("periods", whose.periods.len()).with("first", first).with("last", last));
                piece.periods = whose.periods;
            }
        }
    }
    moves::tell(declared, ledger);
    earlier.refuse_overlaps(ledger);
    checks::of_file(declared, ledger);
    if habits.asks() {
        // What waits for an answer lacks nothing.
        ledger.forget(table_codes::TABLE_KEY);
    }
    habits.tell(ledger);
    // What the rows would say may be what the file is refused for.
    let is_read = !ledger.is_refused();
    lacks.into_iter().filter(|_| is_read).for_each(|code| ledger.note(code.at(Place::default())));
    if ledger.rows_in() == 0 && !ledger.is_refused() {
        if !header.is_exact {
            ledger.note(codes::CSV_HEADER_ALONE.at(Place::default()));
        } else if filed_by != FiledBy::Register {
            ledger.note(table_codes::TABLE_NO_ROWS.at(Place::default()));
        }
    } else if ledger.speaks_of_nobody() && filed_by != FiledBy::Register {
        ledger.note(table_codes::TABLE_NO_ROWS.at(Place::default()));
    }
}

fn read_rows(
    (header, declared): (&Header<'_>, &'static Declared),
    text: &str,
    whose: &Whose,
    habits: &mut Habits,
    ledger: &mut Ledger,
) -> (Met, Earlier) {
    let mut met = Met::default();
    let mut earlier = Earlier::of(declared);
    header
        .read(text, habits, ledger, |fields, ledger| read_row(fields, declared, whose, &mut met, &mut earlier, ledger));
    (met, earlier)
}

fn read_row(
    fields: &mut Fields<'_>,
    declared: &'static Declared,
    whose: &Whose,
    met: &mut Met,
    earlier: &mut Earlier,
    ledger: &mut Ledger,
) -> Outcome {
    let form = &declared.form;
    let mut operator = None;
    if let Some(column) = form.filling(&Fills::Operator).next() {
        operator = fields.optional(&column.heading, identifier).value();
        if operator.is_none() {
            fields.note(table_codes::TABLE_KEY, &column.heading);
        }
    }
    let day_period = if declared.exercise { None } else { read_period(fields, declared) };
    let valid = read_validity(fields, declared);
    let mut cells = columns::read(fields, declared, day_period);
    need_what_it_tells_of(fields, declared, &cells);
    let period = match declared.exercise {
        true => exercise(fields, declared, &cells),
        false => day_period,
    };
    if let Some(period) = period {
        held_to(period, fields, declared, whose, met);
    }
    if let Some((number, heading)) = read_declarant(fields, declared, &cells) {
        *met.declarants.entry(number.clone()).or_default() += 1;
        if let Some(expected) = whose.declarant.as_ref().filter(|expected| **expected != number) {
            fields.push(
                table_codes::TABLE_LINE_DECLARANT.at(Place::field(fields.line, heading)).with("expected", expected),
            );
        }
    }
    let person = match declared.schema.person.then(|| read_person(fields, declared)) {
        Some(Whom::Occasional) if !fields.is_refused() => return Outcome::ignored(OCCASIONAL, operator),
        Some(Whom::Known(person)) => Some(person),
        Some(Whom::Occasional | Whom::Unknown) | None => None,
    };
    let lacks = declared.schema.person && person.is_none()
        || declared.schema.period.is_some() && period.is_none()
        || declared.schema.dated && valid.is_none();
    if lacks || fields.is_refused() {
        // Of a period that is the file's, as far as the row says it.
        let covered = period.zip(declared.schema.covers).map(|(period, covers)| period.within(covers));
        let of = covered.filter(|period| whose.periods.is_empty() || whose.periods.contains(period));
        return Outcome::Refuse(operator, of);
    }
    checks::of_row(declared, fields, period, &mut cells);
    let row = RawRow { line: fields.line, operator, person, period, valid, cells };
    earlier.see(row, fields, ledger)
}

/// The cell of a column.
fn of<'c>(cells: &'c [(&'static str, Cell)], name: &str) -> Option<&'c Cell> {
    cells.iter().find(|(column, _)| *column == name).map(|(_, cell)| cell)
}

/// What a row says of whose it is.
fn declarant_of(declared: &Declared) -> Fills {
    match declared.schema.filed_by {
        FiledBy::Register => Fills::Operator,
        FiledBy::Party(_) => Fills::Party,
        FiledBy::Affiliation => Fills::Column(AFFILIATION.to_owned()),
        FiledBy::TaxIdentifier => Fills::Column(TAX_IDENTIFIER.to_owned()),
    }
}

/// Under what a row stands, and in which column of the file.
fn read_declarant<'d>(
    fields: &mut Fields<'_>,
    declared: &'d Declared,
    cells: &[(&'static str, Cell)],
) -> Option<(String, &'d str)> {
    if declared.schema.filed_by == FiledBy::Register {
        return None;
    }
    let fills = declarant_of(declared);
    let heading = declared.form.heading_of(&fills)?;
    match &fills {
        Fills::Column(name) => match of(cells, name)? {
            Cell::Code(number) => Some((number.clone(), heading)),
            _ => None,
        },
        _ => Some((fields.optional(heading, identifier).value()?, heading)),
    }
}

/// The longest that a financial year may be, in days: two years.
const EXERCISE_DAYS_MAX: i32 = 731;

/// The year in which the financial year of a row ends.
fn exercise(fields: &mut Fields<'_>, declared: &Declared, cells: &[(&'static str, Cell)]) -> Option<Period> {
    let heading = |name: &str| declared.form.heading_of(&Fills::Column(name.to_owned())).unwrap_or_default();
    let day = |name: &str| match of(cells, name) {
        Some(Cell::Date(day)) => Some(*day),
        _ => None,
    };
    let (first, last) = (day(EXERCISE_FROM), day(EXERCISE_TO));
    for (name, _) in [(EXERCISE_FROM, first), (EXERCISE_TO, last)].iter().filter(|(_, day)| day.is_none()) {
        fields.note(table_codes::TABLE_KEY, heading(name));
    }
    let (first, last) = (first?, last?);
    if last < first {
        fields.note(table_codes::TABLE_VALIDITY, heading(EXERCISE_TO));
        return None;
    }
    if last.days() - first.days() >= EXERCISE_DAYS_MAX {
        fields.note(table_codes::TABLE_EXERCISE, heading(EXERCISE_TO));
        return None;
    }
    Some(Period::Year(last.year()))
}

fn read_period(fields: &mut Fields<'_>, declared: &Declared) -> Option<Period> {
    let key = declared.schema.period?;
    let column = declared.form.filling(&Fills::Period).next()?;
    let heading = column.heading.as_str();
    let read = match key {
        PeriodKey::Month => fields.optional(heading, month).map(Period::Month),
        PeriodKey::Quarter => fields.optional(heading, quarter).map(Period::Quarter),
        PeriodKey::Year => fields.optional(heading, year).map(Period::Year),
        PeriodKey::Day => fields.optional(heading, day).map(Period::Day),
    };
    match read {
        Got::Value(period) => Some(period),
        // What cannot be read of a month or a quarter refuses its row already.
        Got::Unread if fields.is_refused() => None,
        Got::Blank | Got::Unread => {
            fields.note(table_codes::TABLE_KEY, &column.heading);
            None
        }
    }
}

/// Counts the period of a row, and holds it to those of the file.
fn held_to(period: Period, fields: &mut Fields<'_>, declared: &Declared, whose: &Whose, met: &mut Met) {
    let covered = declared.schema.covers.map_or(period, |covers| period.within(covers));
    *met.periods.entry(covered).or_default() += 1;
    if !whose.periods.is_empty() && !whose.periods.contains(&covered) {
        let expected: Vec<String> = whose.periods.iter().map(ToString::to_string).collect();
        let exercise_to = || Fills::Column(EXERCISE_TO.to_owned());
        let fills = if declared.exercise { exercise_to() } else { Fills::Period };
        let heading = declared.form.heading_of(&fills).unwrap_or_default();
        let place = Place::field(fields.line, heading);
        fields.push(table_codes::TABLE_LINE_PERIOD.at(place).with("expected", expected.join(", ")));
    }
}

/// An open end where the last day is blank. A row that does not say when it holds is refused.
fn read_validity(fields: &mut Fields<'_>, declared: &Declared) -> Option<Interval> {
    if !declared.schema.dated {
        return None;
    }
    let heading = |fills: Fills| {
        declared.form.columns.iter().find(|column| column.fills == fills).map(|column| column.heading.as_str())
    };
    let from = heading(Fills::From)?;
    let first: Got<Date> = fields.optional(from, day);
    if first.value().is_none() {
        fields.note(table_codes::TABLE_KEY, from);
    }
    let to = heading(Fills::To);
    let last = to.map_or(Got::Blank, |to| fields.optional(to, day));
    if let (Got::Unread, Some(to)) = (last, to) {
        fields.note(table_codes::TABLE_KEY, to);
    }
    let (first, last) = (first.value()?, last.value());
    if last.is_some_and(|last| last < first) {
        fields.note(table_codes::TABLE_VALIDITY, to.unwrap_or(from));
        return None;
    }
    Some(Interval { first, last })
}

/// Whom a row is about.
enum Whom {
    /// Somebody.
    Known(RawPerson),
    /// Nobody in particular: a number that stands for no person.
    Occasional,
    /// Nobody can tell.
    Unknown,
}

/// A row that does not say of what it tells, by what rows are told apart, belongs nowhere.
fn need_what_it_tells_of(fields: &mut Fields<'_>, declared: &Declared, cells: &[(&'static str, Cell)]) {
    let apart = declared.filing.apart.iter().flat_map(|apart| apart.columns.iter().map(String::as_str));
    for name in apart.chain(declared.told_apart_by.iter().copied()) {
        if matches!(of(cells, name), None | Some(Cell::Blank | Cell::Unread)) {
            fields.note(table_codes::TABLE_KEY, declared.heading(name).unwrap_or(name));
        }
    }
}

/// Whom a row is about: by a number that decides, or by one that stands in for it. Beside a number that is good one that is
/// none is left aside.
fn read_person(fields: &mut Fields<'_>, declared: &'static Declared) -> Whom {
    let mut person = RawPerson { number: None, card: None, schemes: Schemes { number: "", card: "" } };
    let mut aside: Vec<Finding> = Vec::new();
    let mut faults: Vec<Finding> = Vec::new();
    let (mut first, mut is_occasional) = (None, false);
    for column in declared.form.filling(&Fills::Person) {
        first = first.or(Some(column.heading.as_str()));
        let Some(scheme) = column.holds.as_ref().and_then(|holds| declared.scheme(holds)) else { continue };
        let id = crate::catalogue::interned(&scheme.id);
        let (number, known) = match scheme.role {
            Some(PersonNumber::StandsInFor(_)) => (&mut person.card, &mut person.schemes.card),
            Some(PersonNumber::Decides) | None => (&mut person.number, &mut person.schemes.number),
        };
        *known = id;
        let place = Place::field(fields.line, &column.heading);
        let left_aside = table_codes::TABLE_NUMBER_ASIDE.at(place).with("scheme", &scheme.id);
        match columns::identified(fields, scheme, &column.heading) {
            Got::Value(Ok(IdentifierRead { text, names: Bearer::One })) => *number = Some(text),
            Got::Value(Ok(IdentifierRead { names: Bearer::Nobody, .. })) => {
                is_occasional = true;
                aside.push(left_aside);
            }
            Got::Value(Err(fault)) => {
                aside.push(left_aside);
                faults.push(columns::faulty(fields.line, scheme, &column.heading, &fault));
            }
            Got::Value(Ok(IdentifierRead { names: Bearer::NoneYet, .. })) | Got::Blank | Got::Unread => {}
        }
    }
    match person {
        RawPerson { number: None, card: None, .. } if is_occasional => Whom::Occasional,
        RawPerson { number: None, card: None, .. } => {
            faults.into_iter().for_each(|fault| fields.push(fault));
            fields.note(table_codes::TABLE_PERSON, first.unwrap_or_default());
            Whom::Unknown
        }
        person => {
            aside.into_iter().for_each(|finding| fields.push(finding));
            Whom::Known(person)
        }
    }
}
