//! The monthly payroll register of one affiliation (CSV): who worked where, on what contract, at what pay and tax.
//!
//! The file's affiliation and month are those of most of its first rows; a row that says otherwise is refused. Names are
//! passed over unread. What it says of months is held against other sources by clauses, not here.

use contract::calendar::{Date, Month};
use contract::facts::{Cell, Period};
use contract::money::Money;

use super::OCCASIONAL;
use super::cells::{Fields, Parsed, amount, date, identifier, month, word, year};
use super::file_name::affiliation_and_month;
use super::ledger::{Ledger, Outcome};
use super::person::{Earlier, Person, PersonFault, person};
use super::table::{Columns, Header};
use crate::finding::{Place, codes};
use crate::identifiers::check_affiliation;
use crate::piece::{Declarant, Piece, RawRow};

/// The columns, and whether a file must have them.
pub(super) const COLUMNS: Columns = &[
    ("affiliation", true),
    ("mois", true),
    ("numero_cnss", true),
    ("cin", true),
    ("nom", false),
    ("prenom", false),
    ("site", true),
    ("date_embauche", true),
    ("date_sortie", true),
    ("type_contrat", true),
    ("nationalite", true),
    ("annee_naissance", true),
    ("filiere", true),
    ("brut_imposable", true),
    ("ir_preleve", true),
];

const CONTRACTS: &[(&str, &str)] =
    &[("CDI", "permanent"), ("CDD", "fixed_term"), ("INTERIM", "temporary"), ("STAGE", "internship")];
const ECOSYSTEMS: &[(&str, &str)] = &[("CRM", "crm"), ("BPO", "bpo"), ("ITO", "ito"), ("ESO", "eso"), ("KPO", "kpo")];
/// Nobody may be employed before this age (labour code).
const AGE_MIN: i32 = 15;

/// Whose register it is, of which month.
struct Declared {
    affiliation: String,
    month: Month,
}

/// Reads a payroll register into the piece.
pub(super) fn read(header: &Header, bytes: &[u8], piece: &mut Piece, ledger: &mut Ledger) {
    let named = affiliation_and_month(&piece.name);
    let affiliation = header.most_frequent(bytes, "affiliation", |text| check_affiliation(text).is_ok());
    let month = header.most_frequent(bytes, "mois", |text| text.parse::<Month>().is_ok());
    let has_rows = affiliation.is_some() || month.is_some();
    let affiliation = affiliation.or_else(|| named.as_ref().map(|(affiliation, _)| affiliation.clone()));
    let month = month.and_then(|text| text.parse().ok()).or_else(|| named.map(|(_, month)| month));
    match &affiliation {
        Some(affiliation) => piece.declarant = Declarant::Affiliation(affiliation.clone()),
        None => ledger.note(codes::PAYROLL_DECLARANT.at(Place::element("affiliation"))),
    }
    match month {
        Some(month) => piece.period = Some(Period::Month(month)),
        None => ledger.note(codes::PAYROLL_MONTH.at(Place::element("mois"))),
    }
    // Where one is missing the file is refused, and rows are counted without being read.
    let declared = affiliation.zip(month).map(|(affiliation, month)| Declared { affiliation, month });
    let mut earlier = Earlier::default();
    let records = header.read(bytes, ledger, |fields, ledger| match &declared {
        Some(declared) => read_row(fields, declared, &mut earlier, ledger),
        None => Outcome::Ignore(""),
    });
    if records == 0 && !has_rows && !ledger.is_refused() {
        ledger.note(codes::PAYROLL_NO_ROWS.at(Place::default()));
    }
}

fn read_row(fields: &mut Fields<'_>, declared: &Declared, earlier: &mut Earlier, ledger: &Ledger) -> Outcome {
    if fields.required("affiliation", text).is_some_and(|affiliation| affiliation != declared.affiliation) {
        let place = Place::field(fields.line, "affiliation");
        fields.push(codes::PAYROLL_LINE_AFFILIATION.at(place).with("expected", &declared.affiliation));
    }
    if fields.required("mois", month).is_some_and(|month| month != declared.month) {
        let place = Place::field(fields.line, "mois");
        fields.push(codes::PAYROLL_LINE_MONTH.at(place).with("expected", declared.month));
    }
    let whom = read_person(fields);
    let cells = read_cells(fields, declared);
    let person = match whom {
        Some(Person::Occasional) => return Outcome::Ignore(OCCASIONAL),
        Some(Person::Known(person, _)) if !fields.is_refused() => person,
        // Refused by a finding; the reason is not used.
        _ => return Outcome::Ignore(""),
    };
    let row = RawRow { line: fields.line, operator: None, person: Some(person), period: None, valid: None, cells };
    if let Some(first) = earlier.first_of(&row, ledger.rows()) {
        let same = first.cells == row.cells;
        let code = if same { codes::PAYROLL_LINE_REPEATED } else { codes::PAYROLL_PERSON_TWICE };
        fields.push(code.at(Place::line(fields.line)).with("first_line", first.line));
    }
    Outcome::Use(row)
}

fn read_person(fields: &mut Fields<'_>) -> Option<Person> {
    let number = Place::field(fields.line, "numero_cnss");
    match person(fields.text("numero_cnss"), fields.text("cin")) {
        Ok(person) => {
            if let Person::Known(_, true) = person {
                fields.note(codes::PAYROLL_CIN, "cin");
            }
            return Some(person);
        }
        Err(PersonFault::Registration) => fields.push(codes::PAYROLL_REGISTRATION.at(number)),
        Err(PersonFault::Key { expected, found }) => {
            let finding = codes::PAYROLL_REGISTRATION_KEY.at(number);
            fields.push(finding.with("expected", expected).with("found", found));
        }
        Err(PersonFault::Missing) => fields.push(codes::PAYROLL_PERSON_MISSING.at(number)),
    }
    None
}

/// The canonical cells; blank, beside a finding that refuses the row, where a value cannot be read.
fn read_cells(fields: &mut Fields<'_>, declared: &Declared) -> Vec<(&'static str, Cell)> {
    let site = fields.required("site", identifier).map_or(Cell::Blank, Cell::Code);
    let (hired, left) = read_dates(fields, declared.month);
    let code = |word: Option<&str>| word.map_or(Cell::Blank, |word| Cell::Code(word.to_owned()));
    let contract = code(fields.required("type_contrat", word(CONTRACTS)));
    let nationality = code(fields.required("nationalite", nationality));
    let born = fields.required("annee_naissance", year);
    if born.is_some_and(|born| born > declared.month.year() - AGE_MIN) {
        fields.note(codes::PAYROLL_BIRTH_YEAR, "annee_naissance");
    }
    let ecosystem = code(fields.required("filiere", word(ECOSYSTEMS)));
    let (gross, tax) = read_pay(fields);
    vec![
        ("affiliation", Cell::Code(declared.affiliation.clone())),
        ("site", site),
        ("hired", hired.map_or(Cell::Blank, Cell::Date)),
        ("left", left.map_or(Cell::Blank, Cell::Date)),
        ("contract", contract),
        ("nationality", nationality),
        ("birth_year", born.map_or(Cell::Blank, |year| Cell::Count(i64::from(year)))),
        ("ecosystem", ecosystem),
        ("gross_taxable", gross.map_or(Cell::Blank, Cell::Amount)),
        ("tax_withheld", tax.map_or(Cell::Blank, Cell::Amount)),
    ]
}

/// Dates of hire and of leaving, in that order and around the month.
fn read_dates(fields: &mut Fields<'_>, month: Month) -> (Option<Date>, Option<Date>) {
    let hired = fields.required("date_embauche", date);
    let left = fields.optional("date_sortie", date);
    if hired.zip(left).is_some_and(|(hired, left)| left < hired) {
        fields.note(codes::PAYROLL_DATES, "date_sortie");
        return (hired, left);
    }
    if let Some(hired) = hired.filter(|hired| hired.month() > month) {
        let place = Place::field(fields.line, "date_embauche");
        fields.push(codes::PAYROLL_BEFORE_HIRE.at(place).with("hired", hired));
    }
    if let Some(left) = left.filter(|left| left.month() < month) {
        let place = Place::field(fields.line, "date_sortie");
        fields.push(codes::PAYROLL_AFTER_EXIT.at(place).with("left", left));
    }
    (hired, left)
}

/// Pay and tax withheld.
fn read_pay(fields: &mut Fields<'_>) -> (Option<Money>, Option<Money>) {
    let mut read = |column| {
        let money = fields.required(column, amount);
        if money.is_some_and(|money| money < Money::ZERO) {
            fields.note(codes::PAYROLL_NEGATIVE, column);
        }
        money
    };
    let pay = (read("brut_imposable"), read("ir_preleve"));
    if let (Some(gross), Some(tax)) = pay
        && tax > gross.max(Money::ZERO)
    {
        let finding = codes::PAYROLL_TAX_ABOVE_GROSS.at(Place::field(fields.line, "ir_preleve"));
        fields.push(finding.with("gross", gross).with("tax", tax));
    }
    pay
}

fn text(text: &str) -> Parsed<String> {
    Ok((text.to_owned(), None))
}

/// A country of ISO 3166 by its two letters, as Moroccan or foreign: more is not kept.
fn nationality(text: &str) -> Parsed<&'static str> {
    match text {
        "MA" | "ma" => Ok(("moroccan", None)),
        _ if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) => Ok(("foreign", None)),
        _ => Err(codes::CSV_WORD),
    }
}
