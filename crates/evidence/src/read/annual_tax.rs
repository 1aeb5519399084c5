//! The yearly statement of salaries to the tax administration (SIMPL-IR, état 9421): one XML element per employee.
//!
//! Elements are read by name; order, namespaces, attributes and unknown elements do not matter. `document` walks the XML and
//! hands over the employer's elements and one set of elements per person; here they become rows, and the totals are held
//! against them. Permanent and exempt staff are used; occasional staff, trainees and others are counted and left aside.

mod document;

use std::collections::BTreeMap;

use contract::calendar::{Date, Month};
use contract::facts::{Cell, Period};
use contract::money::{Decimal, Money, NumberError};

pub(super) use self::document::is_statement;
use self::document::{Document, Elements, List};
use super::Rules;
use super::ledger::{Ledger, Outcome};
use super::person::{Earlier, Person, PersonFault, person};
use crate::finding::{Finding, Place, codes};
use crate::identifiers::is_tax_identifier;
use crate::piece::{Declarant, Piece, RawPerson, RawRow};

/// The reasons why elements of persons are not used, by list.
const LEFT_ASIDE: [(List, &str); 5] = [
    (List::Occasional, "occasional-staff"),
    (List::Trainees, "trainees"),
    (List::Doctoral, "doctoral-students"),
    (List::Beneficiaries, "share-plan-beneficiaries"),
    (List::Savers, "savings-plan-beneficiaries"),
];

/// Reads a statement into the piece.
pub(super) fn read(bytes: &[u8], rules: &Rules, piece: &mut Piece, ledger: &mut Ledger) {
    let mut reading = Reading { rules, ledger, earlier: Earlier::default(), sums: Sums::default() };
    let document = document::walk(bytes, |list, ordinal, elements| reading.read_row(list, ordinal, elements));
    let Reading { sums, .. } = reading;
    for finding in document.findings.iter().cloned() {
        ledger.note(finding);
    }
    if document.cut_row {
        // What was read of the last person is a row too, refused with the file.
        ledger.settle(Vec::new(), Outcome::Ignore(""));
    }
    if !ledger.is_refused() {
        read_employer(&document, piece, ledger);
        sums.check(&document.employer, rules, ledger);
    }
}

/// Who declares, for which year. Where the statement does not say, it is refused.
fn read_employer(document: &Document, piece: &mut Piece, ledger: &mut Ledger) {
    let text = |name: &str| document.employer.get(name).map_or("", String::as_str);
    let identifier = text("identifiantFiscal");
    if is_tax_identifier(identifier) {
        piece.declarant = Declarant::TaxIdentifier(identifier.to_owned());
    } else {
        ledger.note(codes::TAX_IDENTIFIER.at(Place::element("identifiantFiscal")));
    }
    let first = exercise_day(text("exerciceFiscalDu"));
    let last = exercise_day(text("exerciceFiscalAu"));
    let same = first.zip(last).filter(|(first, last)| first.year() == last.year()).map(|(first, _)| first.year());
    let year = text("annee").parse().ok().filter(|year| (1900..=2199).contains(year)).or(same);
    let Some(year) = year else { return ledger.note(codes::TAX_YEAR.at(Place::element("annee"))) };
    piece.period = Some(Period::Year(year));
    let calendar = (Month::new(year, 1).map(Month::first_day), Month::new(year, 12).map(Month::last_day));
    if (first.is_some() && first != calendar.0) || (last.is_some() && last != calendar.1) {
        ledger.note(codes::TAX_EXERCISE.at(Place::element("exerciceFiscalDu")).with("year", year));
    }
}

fn exercise_day(text: &str) -> Option<Date> {
    super::cells::date(text.get(..10).unwrap_or(text)).ok().map(|(date, _)| date)
}

/// Rows as they go by.
struct Reading<'a> {
    rules: &'a Rules,
    ledger: &'a mut Ledger,
    earlier: Earlier,
    sums: Sums,
}

impl Reading<'_> {
    fn read_row(&mut self, list: List, ordinal: u32, elements: &Elements) {
        if let Some((_, reason)) = LEFT_ASIDE.iter().find(|(aside, _)| *aside == list) {
            return self.ledger.settle(Vec::new(), Outcome::Ignore(reason));
        }
        let mut row = Row { ordinal, elements, findings: Vec::new() };
        let whom = row.person();
        let cells = if list == List::Exempt { row.exempt_cells() } else { row.permanent_cells(self.rules) };
        self.sums.add(list, &cells);
        let outcome = match whom {
            Some(Person::Occasional) => Outcome::Ignore(super::OCCASIONAL),
            Some(Person::Known(person, _)) if !row.is_refused() => self.known(&mut row, person, cells),
            // Refused by a finding; the reason is not used.
            _ => Outcome::Ignore(""),
        };
        self.ledger.settle(row.findings, outcome);
    }

    fn known(&mut self, row: &mut Row<'_>, person: RawPerson, cells: Vec<(&'static str, Cell)>) -> Outcome {
        let line = row.ordinal;
        let used = RawRow { line, operator: None, person: Some(person), period: None, valid: None, cells };
        if let Some(first) = self.earlier.first_of(&used, self.ledger.rows()) {
            let same = first.cells == used.cells;
            let code = if same { codes::TAX_ROW_REPEATED } else { codes::TAX_PERSON_TWICE };
            row.findings.push(code.at(Place::line(line)).with("first", first.line));
        }
        Outcome::Use(used)
    }
}

/// The elements of one person under examination.
struct Row<'a> {
    ordinal: u32,
    elements: &'a Elements,
    findings: Vec<Finding>,
}

impl Row<'_> {
    fn is_refused(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == crate::finding::Severity::RowRefused)
    }

    fn text(&self, name: &str) -> &str {
        self.elements.get(name).map_or("", String::as_str)
    }

    fn place(&self, name: &str) -> Place {
        Place::field(self.ordinal, name)
    }

    fn person(&mut self) -> Option<Person> {
        let finding = match person(self.text("numCNSS"), self.text("numCNI")) {
            Ok(person) => {
                if let Person::Known(_, true) = person {
                    self.findings.push(codes::TAX_CIN.at(self.place("numCNI")));
                }
                return Some(person);
            }
            Err(PersonFault::Registration) => codes::TAX_REGISTRATION.at(self.place("numCNSS")),
            Err(PersonFault::Key { expected, found }) => {
                let finding = codes::TAX_REGISTRATION_KEY.at(self.place("numCNSS"));
                finding.with("expected", expected).with("found", found)
            }
            Err(PersonFault::Missing) => codes::TAX_PERSON_MISSING.at(self.place("numCNSS")),
        };
        self.findings.push(finding);
        None
    }

    fn permanent_cells(&mut self, rules: &Rules) -> Vec<(&'static str, Cell)> {
        let gross = self.required_amount("mtRevenuBrutImposable");
        let net = self.amount("mtRevenuNetImposable");
        let deductions = self.amount("mtTotalDeduction");
        if let (Some(gross), Some(net), Some(deductions)) = (gross, net, deductions) {
            let expected = gross.centimes().checked_sub(deductions.centimes());
            let gap = expected.and_then(|expected| expected.checked_sub(net.centimes()));
            if gap.is_none_or(|gap| gap.unsigned_abs() > rules.tax_tolerance.centimes().unsigned_abs()) {
                let expected = Money::from_centimes(expected.unwrap_or_default());
                let finding = codes::TAX_NET.at(self.place("mtRevenuNetImposable"));
                self.findings.push(finding.with("expected", expected).with("found", net));
            }
        }
        let expenses = self.amount("mtFraisProfess");
        let contributions = self.amount("mtCotisationAssur");
        let tax = self.required_amount("irPreleve");
        self.cells([gross, net, deductions, expenses, contributions, tax], "no")
    }

    /// Exempt staff carry no tax; their deductions are one element.
    fn exempt_cells(&mut self) -> Vec<(&'static str, Cell)> {
        let gross = self.required_amount("mtRevenuBrutImposable");
        let net = self.amount("mtRevenuNetImposable");
        let deductions = self.amount("mtRetenuesOperees");
        if self.amount("irPreleve").is_some_and(|tax| tax != Money::ZERO) {
            self.findings.push(codes::TAX_EXEMPT_TAXED.at(self.place("irPreleve")));
        }
        self.cells([gross, net, deductions, None, None, Some(Money::ZERO)], "yes")
    }

    fn cells(&mut self, amounts: [Option<Money>; 6], exempt: &str) -> Vec<(&'static str, Cell)> {
        let names =
            ["gross_taxable", "net_taxable", "deductions", "professional_expenses", "contributions", "tax_withheld"];
        let amounts = amounts.map(|amount| amount.map_or(Cell::Blank, Cell::Amount));
        let mut cells: Vec<_> = names.into_iter().zip(amounts).collect();
        cells.push(("dependants", self.count("nbrReductions")));
        cells.push(("days", self.count("periode")));
        cells.push(("exempt", Cell::Code(exempt.to_owned())));
        cells
    }

    fn required_amount(&mut self, name: &str) -> Option<Money> {
        if self.text(name).is_empty() {
            self.findings.push(codes::TAX_AMOUNT_MISSING.at(self.place(name)));
        }
        let amount = self.amount(name);
        if amount.is_some_and(|amount| amount < Money::ZERO) {
            self.findings.push(codes::TAX_NEGATIVE.at(self.place(name)));
        }
        amount
    }

    /// An amount, where the element is there and filled; what it holds instead is never repeated.
    fn amount(&mut self, name: &str) -> Option<Money> {
        match self.text(name) {
            "" => None,
            text => match dirham(text) {
                Ok(money) => Some(money),
                Err(NumberError::TooManyDecimals) => self.wrong(codes::TAX_DECIMALS, name),
                Err(NumberError::NotANumber | NumberError::TooLarge) => self.wrong(codes::TAX_AMOUNT, name),
            },
        }
    }

    fn count(&mut self, name: &str) -> Cell {
        let whole = |text: &str| text.replace(',', ".").parse::<Decimal>().ok()?.at_scale(0);
        let count = match self.text(name) {
            "" => return Cell::Blank,
            text => whole(text).and_then(|count| u16::try_from(count).ok()),
        };
        count.or_else(|| self.wrong(codes::TAX_COUNT, name)).map_or(Cell::Blank, |count| Cell::Count(i64::from(count)))
    }

    fn wrong<T>(&mut self, code: codes::Code, name: &str) -> Option<T> {
        self.findings.push(code.at(self.place(name)));
        None
    }
}

/// What the statement's totals are held against; a sum with an unreadable part is unknown.
struct Sums {
    gross: Option<i64>,
    tax: Option<i64>,
    permanent: u64,
    exempt: u64,
}

impl Default for Sums {
    fn default() -> Sums {
        Sums { gross: Some(0), tax: Some(0), permanent: 0, exempt: 0 }
    }
}

impl Sums {
    fn add(&mut self, list: List, cells: &[(&'static str, Cell)]) {
        if list == List::Exempt {
            self.exempt += 1;
            return;
        }
        self.permanent += 1;
        let centimes = |name| {
            cells.iter().find(|(column, _)| *column == name).and_then(|(_, cell)| match cell {
                Cell::Amount(money) => Some(money.centimes()),
                _ => None,
            })
        };
        let plus = |sum: Option<i64>, more: Option<i64>| sum.zip(more).and_then(|(sum, more)| sum.checked_add(more));
        self.gross = plus(self.gross, centimes("gross_taxable"));
        self.tax = plus(self.tax, centimes("tax_withheld"));
    }

    fn check(&self, employer: &BTreeMap<&'static str, String>, rules: &Rules, ledger: &mut Ledger) {
        let text = |name: &str| employer.get(name).map_or("", String::as_str);
        for (name, sum) in [("totalMtRevenuBrutImposablePP", self.gross), ("totalMtIrPrelevePP", self.tax)] {
            let place = Place::element(name);
            match (dirham(text(name)), sum) {
                (Err(_), _) => ledger.note(codes::TAX_TOTAL_MISSING.at(place)),
                (Ok(found), Some(sum))
                    if sum.abs_diff(found.centimes()) > rules.tax_tolerance.centimes().unsigned_abs() =>
                {
                    let expected = Money::from_centimes(sum);
                    ledger.note(codes::TAX_TOTAL.at(place).with("expected", expected).with("found", found));
                }
                _ => {}
            }
        }
        // Whether exempt staff count among the permanent is written nowhere: both ways are taken.
        if let Ok(found) = text("nbrPersoPermanent").parse::<u64>()
            && found != self.permanent
            && found != self.permanent + self.exempt
        {
            let finding = codes::TAX_HEADCOUNT.at(Place::element("nbrPersoPermanent"));
            ledger.note(finding.with("expected", self.permanent).with("found", found));
        }
    }
}

/// An amount with a decimal point, or a comma as some software writes it.
fn dirham(text: &str) -> Result<Money, NumberError> {
    if text.contains(',') { text.replace(',', ".").parse() } else { text.parse() }
}
