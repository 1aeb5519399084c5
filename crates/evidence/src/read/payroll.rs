//! The monthly payroll register of one affiliation (CSV): who worked where, on what contract, at what pay and tax.
//!
//! The file's affiliation is that of most of its rows; a row that says otherwise is refused. Rows carry their month: a file
//! may hold a year. A row that names its person is used with the cells that can be read. Names are passed over unread. What
//! it says of months is held against other sources by clauses, not here.

mod columns;

use std::collections::BTreeMap;

use contract::calendar::{Date, Month};
use contract::facts::{Cell, Period};
use contract::money::Money;

pub(super) use self::columns::{COLUMNS, CONTRACTS, ECOSYSTEMS};
use super::cells::{
    At, Fields, Got, Parsed, amount, day, day_until, identifier, month, number, with_zeros, word, year,
};
use super::country;
use super::file_name::affiliation_and_month;
use super::habits::{Habit, Habits};
use super::header::Header;
use super::ledger::{Ledger, Outcome};
use super::person::{Aside, Beside, Earlier, Person, PersonFault, person};
use super::{OCCASIONAL, REPEATED_LINE};
use crate::finding::{Place, codes};
use crate::identifiers::{KeyFault, check_affiliation};
use crate::piece::{Declarant, Piece, RawRow};

/// The columns whose amounts add up over the lines of a person.
const SUMMED: &[&str] = &["gross_taxable", "tax_withheld"];

/// Nobody may be employed before this age (labour code).
const AGE_MIN: i32 = 15;
/// Persons among whom a register of foreigners alone is remarkable.
const ALL_FOREIGN_MIN: usize = 3;

/// Whose register it is, of which months.
#[derive(Default)]
struct Declared {
    affiliation: Option<String>,
    /// The months whose rows are used; any, where it is empty.
    months: Vec<Month>,
}

/// What a reading of the rows met.
#[derive(Default)]
struct Met {
    affiliations: BTreeMap<String, u64>,
    months: BTreeMap<Month, u64>,
}

/// Reads a payroll register into the piece.
pub(super) fn read(header: &Header<'_>, text: &str, piece: &mut Piece, ledger: &mut Ledger) {
    let named = affiliation_and_month(&piece.name);
    let before = ledger.clone();
    let mut habits = Habits::default();
    let mut met = read_rows(header, text, &Declared::default(), &mut habits, ledger);
    let mut declared = met.declared(named.as_ref());
    if met.affiliations.len() > 1 || declared.months.len() < met.months.len() || habits.must_read_again() {
        *ledger = before;
        habits = habits.again();
        met = read_rows(header, text, &declared, &mut habits, ledger);
    }
    if let Some((affiliation, month)) = named.filter(|_| met.affiliations.is_empty() && met.months.is_empty()) {
        declared.affiliation.get_or_insert(affiliation);
        declared.months = vec![month];
    }
    match &declared.affiliation {
        Some(affiliation) => piece.declarant = Declarant::Affiliation(affiliation.clone()),
        None => ledger.note(codes::PAYROLL_DECLARANT.at(Place::element("affiliation"))),
    }
    match declared.months.as_slice() {
        [] => ledger.note(codes::PAYROLL_MONTH.at(Place::element("mois"))),
        [month] => piece.period = Some(Period::Month(*month)),
        [first, .., last] => {
            let finding = codes::PAYROLL_SEVERAL_MONTHS.at(Place::element("mois"));
            ledger.note(finding.with("months", declared.months.len()).with("first", first).with("last", last));
            piece.periods = declared.months.iter().copied().map(Period::Month).collect();
        }
    }
    habits.tell(ledger);
    if ledger.rows_in() == 0 && !ledger.is_refused() {
        let code = if header.is_exact { codes::PAYROLL_NO_ROWS } else { codes::CSV_HEADER_ALONE };
        ledger.note(code.at(Place::default()));
    }
    let foreign = |row: &&RawRow| {
        row.cells.iter().any(|(name, cell)| *name == "nationality" && *cell == Cell::Code("foreign".to_owned()))
    };
    let rows = ledger.rows();
    if rows.len() >= ALL_FOREIGN_MIN && rows.iter().filter(foreign).count() == rows.len() {
        let finding = codes::PAYROLL_ALL_FOREIGN.at(Place::element("nationalite"));
        ledger.note(finding.with("rows", rows.len()));
    }
}

impl Met {
    /// Most rows decide the affiliation; of equals the one that the name gives, then the smallest.
    fn declared(&self, named: Option<&(String, Month)>) -> Declared {
        let rank = |(number, count): &(&String, &u64)| {
            (**count, named.is_some_and(|(name, _)| name == *number), std::cmp::Reverse((*number).clone()))
        };
        let affiliation = self.affiliations.iter().max_by_key(rank).map(|(number, _)| number.clone());
        let affiliation = affiliation.or_else(|| named.map(|(affiliation, _)| affiliation.clone()));
        let most = self.months.values().copied().max().unwrap_or(0);
        // A month of few rows beside one of many is a slip of the pen, not a month of the file.
        let share = if self.months.len() > 2 { 5 } else { 2 };
        let months = self.months.iter().filter(|(_, count)| *count * share >= most);
        let mut months: Vec<Month> = months.map(|(month, _)| *month).collect();
        if months.is_empty() {
            months.extend(named.map(|(_, month)| *month));
        }
        Declared { affiliation, months }
    }
}

fn read_rows(header: &Header<'_>, text: &str, declared: &Declared, habits: &mut Habits, ledger: &mut Ledger) -> Met {
    let mut met = Met::default();
    let mut earlier = Earlier::default();
    header.read(text, habits, ledger, |fields, ledger| read_row(fields, declared, &mut met, &mut earlier, ledger));
    met
}

fn read_row(
    fields: &mut Fields<'_>,
    declared: &Declared,
    met: &mut Met,
    earlier: &mut Earlier,
    ledger: &mut Ledger,
) -> Outcome {
    let affiliation = fields.required("affiliation", affiliation);
    if let Got::Value(affiliation) = &affiliation {
        match met.affiliations.get_mut(affiliation) {
            Some(count) => *count += 1,
            None => drop(met.affiliations.insert(affiliation.clone(), 1)),
        }
        if let Some(expected) = declared.affiliation.as_ref().filter(|expected| *expected != affiliation) {
            let place = Place::field(fields.line, "affiliation");
            fields.push(codes::PAYROLL_LINE_AFFILIATION.at(place).with("expected", expected));
        }
    }
    let month = fields.optional("mois", month).value();
    match month {
        None if fields.is_blank("mois") => fields.note(codes::CSV_MONTH, "mois"),
        None => {}
        Some(month) => {
            *met.months.entry(month).or_default() += 1;
            if !declared.months.is_empty() && !declared.months.contains(&month) {
                let place = Place::field(fields.line, "mois");
                let expected: Vec<String> = declared.months.iter().map(ToString::to_string).collect();
                fields.push(codes::PAYROLL_LINE_MONTH.at(place).with("expected", expected.join(", ")));
            }
        }
    }
    let whom = read_person(fields);
    let period = month.map(Period::Month);
    let person = match (whom, month) {
        (Some(Person::Occasional), _) if !fields.is_refused() => return Outcome::Ignore(OCCASIONAL),
        (Some(Person::Known(person, _)), Some(_)) if !fields.is_refused() => person,
        _ => {
            return Outcome::Refuse(None, period.filter(|_| declared.months.iter().any(|known| Some(*known) == month)));
        }
    };
    let Some(month) = month else { return Outcome::NOBODY };
    let cells = read_cells(fields, affiliation, month);
    let line = fields.line;
    let row = RawRow { line, operator: None, person: Some(person), period, valid: None, cells };
    match earlier.see(&row, SUMMED, ledger) {
        Beside::First => {}
        Beside::More(first) => {
            fields.push(codes::PAYROLL_PERSON_TWICE.at(Place::line(line)).with("first_line", first));
        }
        Beside::Same(first) => {
            fields.push(codes::PAYROLL_LINE_REPEATED.at(Place::line(line)).with("first_line", first));
            return Outcome::Ignore(REPEATED_LINE);
        }
    }
    Outcome::Use(row)
}

/// A CNSS affiliation; lost zeros before it are put back where its key proves them.
pub(super) fn affiliation_number(text: &str, at: &mut At<'_>) -> Result<String, KeyFault> {
    let number = number(text, at);
    let fits = |number: &str| check_affiliation(number).is_ok();
    match check_affiliation(&number) {
        Ok(()) => Ok(number.into_owned()),
        Err(fault) => with_zeros(&number, 7, fits, at).ok_or(fault),
    }
}

fn affiliation(text: &str, at: &mut At<'_>) -> Parsed<String> {
    affiliation_number(text, at).map_err(|_| codes::CSV_AFFILIATION)
}

fn read_person(fields: &mut Fields<'_>) -> Option<Person> {
    let place = Place::field(fields.line, "numero_cnss");
    let cnss = fields.optional("numero_cnss", |text, at| {
        let number = number(text, at);
        if number.len() < 9 && number.bytes().all(|byte| byte == b'0') {
            at.note(Habit::NoNumber);
        }
        Ok(number.into_owned())
    });
    let cin = fields.optional("cin", |text, _| Ok(text.to_owned()));
    match person(&cnss.value().unwrap_or_default(), &cin.value().unwrap_or_default()) {
        Ok(person) => {
            match person {
                Person::Known(_, Aside::Card) => fields.note(codes::PAYROLL_CIN, "cin"),
                Person::Known(_, Aside::Number) => fields.note(codes::PAYROLL_REGISTRATION_UNREAD, "numero_cnss"),
                Person::Known(_, Aside::Nothing) | Person::Occasional => {}
            }
            return Some(person);
        }
        Err(PersonFault::Registration) => fields.push(codes::PAYROLL_REGISTRATION.at(place)),
        Err(PersonFault::Key { expected, found }) => {
            let finding = codes::PAYROLL_REGISTRATION_KEY.at(place);
            fields.push(finding.with("expected", expected).with("found", found));
        }
        Err(PersonFault::Missing) => fields.push(codes::PAYROLL_PERSON_MISSING.at(place)),
    }
    None
}

/// The canonical cells; unread, beside a finding, where a value cannot be read.
fn read_cells(fields: &mut Fields<'_>, affiliation: Got<String>, month: Month) -> Vec<(&'static str, Cell)> {
    let site = fields.required("site", identifier).cell(Cell::Code);
    let (hired, left) = read_dates(fields, month);
    let code = |word: Got<&str>| word.cell(|word| Cell::Code(word.to_owned()));
    let contract = code(fields.required("type_contrat", word(CONTRACTS)));
    let nationality = code(fields.required("nationalite", nationality));
    let born = fields.required("annee_naissance", year);
    if born.value().is_some_and(|born| born > month.year() - AGE_MIN) {
        fields.note(codes::PAYROLL_BIRTH_YEAR, "annee_naissance");
    }
    let ecosystem = code(fields.required("filiere", word(ECOSYSTEMS)));
    let (gross, tax) = read_pay(fields);
    vec![
        ("affiliation", affiliation.cell(Cell::Code)),
        ("site", site),
        ("hired", hired.cell(Cell::Date)),
        ("left", left.cell(Cell::Date)),
        ("contract", contract),
        ("nationality", nationality),
        ("birth_year", born.cell(|year| Cell::Count(i64::from(year)))),
        ("ecosystem", ecosystem),
        ("gross_taxable", gross.cell(Cell::Amount)),
        ("tax_withheld", tax.cell(Cell::Amount)),
    ]
}

/// Dates of hire and of leaving, in that order and around the month. Of two that contradict each other neither is known.
fn read_dates(fields: &mut Fields<'_>, month: Month) -> (Got<Date>, Got<Date>) {
    let hired = fields.required("date_embauche", day_until(month.last_day()));
    let left = fields.optional("date_sortie", day);
    if hired.value().zip(left.value()).is_some_and(|(hired, left)| left < hired) {
        fields.note(codes::PAYROLL_DATES, "date_sortie");
        return (Got::Unread, Got::Unread);
    }
    if let Some(hired) = hired.value().filter(|hired| hired.month() > month) {
        let place = Place::field(fields.line, "date_embauche");
        fields.push(codes::PAYROLL_BEFORE_HIRE.at(place).with("hired", hired));
    }
    if let Some(left) = left.value().filter(|left| left.month() < month) {
        let place = Place::field(fields.line, "date_sortie");
        fields.push(codes::PAYROLL_AFTER_EXIT.at(place).with("left", left));
    }
    (hired, left)
}

/// Pay and tax withheld.
fn read_pay(fields: &mut Fields<'_>) -> (Got<Money>, Got<Money>) {
    let mut read = |column| {
        let money = fields.required(column, amount);
        if money.value().is_some_and(|money| money < Money::ZERO) {
            fields.note(codes::PAYROLL_NEGATIVE, column);
        }
        money
    };
    let pay = (read("brut_imposable"), read("ir_preleve"));
    if let (Some(gross), Some(tax)) = (pay.0.value(), pay.1.value())
        && tax > gross.max(Money::ZERO)
    {
        let finding = codes::PAYROLL_TAX_ABOVE_GROSS.at(Place::field(fields.line, "ir_preleve"));
        fields.push(finding.with("gross", gross).with("tax", tax));
    }
    pay
}

/// A nationality, as Moroccan or foreign: more is not kept.
fn nationality(text: &str, at: &mut At<'_>) -> Parsed<&'static str> {
    let (nationality, as_asked) = country::nationality(text).ok_or(codes::CSV_NATIONALITY)?;
    if !as_asked {
        at.note(Habit::WordForm);
    }
    Ok(nationality)
}
