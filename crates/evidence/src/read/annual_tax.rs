//! The yearly statement of salaries to the tax administration (SIMPL-IR, état 9421): one XML element per employee.
//!
//! Elements are read by name, whatever their order. `document` walks the XML and hands over the employer's elements and one
//! set per person; here they become rows, and the totals are held against them. Permanent and exempt staff are used, others
//! counted and left aside. Of a person whose amounts cannot all be read the others are used; the totals tell what is missing.

mod confined;
mod document;

use contract::calendar::{Date, Month};
use contract::facts::{Cell, Period};
use contract::money::{Decimal, Money};
use sheet::Fault;

pub use self::confined::JOB;
pub(super) use self::confined::{Statement, statement};
use self::document::{Document, Elements, List};
use super::habits::{About, Habits};
use super::ledger::{Ledger, Outcome};
use super::person::{Aside, Beside, Earlier, Person, PersonFault, person};
use super::spelling::bare;
use super::{REPEATED_LINE, Rules, amount};
use crate::finding::{Finding, Place, codes, table_codes};
use crate::formats::bounds::{Bound, DAYS_OF_A_YEAR, DEPENDANTS, PAY_OF_A_YEAR, digits};
use crate::formats::{Column, Content, column};
use crate::identifiers::is_tax_identifier;
use crate::piece::{Declarant, Piece, RawPerson, RawRow};

/// Units that may stand before or behind an amount.
const UNITS: &[&str] = &["dirhams", "dirham", "dhs", "dh", "mad", "درهم", "د.م.", "د.م"];
/// The reasons why elements of persons are not used, by list.
const LEFT_ASIDE: [(List, &str); 5] = [
    (List::Occasional, "occasional-staff"),
    (List::Trainees, "trainees"),
    (List::Doctoral, "doctoral-students"),
    (List::Beneficiaries, "share-plan-beneficiaries"),
    (List::Savers, "savings-plan-beneficiaries"),
];

const fn amount(name: &'static str, example: &'static str) -> Column {
    column(name, Content::Amount, example).in_unit("MAD")
}

/// What is read: the employer's elements, then those of a person.
pub(super) const COLUMNS: &[Column] = &[
    column("identifiantFiscal", Content::TaxIdentifier, "12345678"),
    column("annee", Content::Year, "2025"),
    column("exerciceFiscalDu", Content::Date, "2025-01-01").or_absent(),
    column("exerciceFiscalAu", Content::Date, "2025-12-31").or_absent(),
    column("nbrPersoPermanent", Content::Persons, "2").or_absent(),
    amount("totalMtRevenuBrutImposablePP", "198000.00").or_absent(),
    amount("totalMtIrPrelevePP", "7789.88").or_absent(),
    column("numCNSS", Content::Registration, "123456785").or_blank(),
    column("numCNI", Content::Card, "AB123456").or_blank(),
    amount("mtRevenuBrutImposable", "102000.00").fills("gross_taxable").within(PAY_OF_A_YEAR),
    amount("mtRevenuNetImposable", "84062.40").or_absent().fills("net_taxable").within(PAY_OF_A_YEAR),
    amount("mtTotalDeduction", "17937.60").or_absent().fills("deductions").within(PAY_OF_A_YEAR),
    amount("mtRetenuesOperees", "17937.60").or_absent().fills("deductions").within(PAY_OF_A_YEAR),
    amount("mtFraisProfess", "12000.00").or_absent().fills("professional_expenses").within(PAY_OF_A_YEAR),
    amount("mtCotisationAssur", "5937.60").or_absent().fills("contributions").within(PAY_OF_A_YEAR),
    amount("irPreleve", "7218.72").fills("tax_withheld").within(PAY_OF_A_YEAR),
    column("nbrReductions", Content::Persons, "1").or_absent().fills("dependants").within(DEPENDANTS),
    column("periode", Content::Days, "312").or_absent().fills("days").within(DAYS_OF_A_YEAR),
];

/// The columns whose amounts add up over the lines of a person.
const SUMMED: &[&str] =
    &["gross_taxable", "net_taxable", "deductions", "professional_expenses", "contributions", "tax_withheld", "days"];

/// Reads a statement into the piece.
pub(super) fn read(
    statement: &Statement<'_>,
    rules: &Rules,
    about: &About,
    piece: &mut Piece,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let before = ledger.clone();
    let mut habits = Habits::default();
    habits.about(about);
    let (mut document, mut habits) = read_rows(statement, rules, ledger, habits)?;
    if habits.must_read_again() {
        *ledger = before;
        (document, habits) = read_rows(statement, rules, ledger, habits.again())?;
    }
    for finding in document.findings.iter().cloned() {
        ledger.note(finding);
    }
    if document.cut_row {
        // What was read of the last person is a row too, refused with the file.
        ledger.settle(Vec::new(), Outcome::NOBODY);
    }
    habits.tell(ledger);
    if !ledger.is_refused() {
        read_employer(&document, piece, ledger);
        Sums::of(ledger).check(&document, rules, ledger);
    }
    Ok(())
}

/// The rows into the ledger; the rest of the document, and how it is written.
fn read_rows(
    statement: &Statement<'_>,
    rules: &Rules,
    ledger: &mut Ledger,
    habits: Habits,
) -> Result<(Document, Habits), Fault> {
    let mut reading = Reading { rules, ledger, habits, earlier: Earlier::default() };
    let document = statement.walk(|list, ordinal, elements| reading.read_row(list, ordinal, elements))?;
    Ok((document, reading.habits))
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
    super::date::read(text.get(..10).unwrap_or(text), super::date::Order::default()).ok().map(|read| read.date)
}

/// Rows as they go by.
struct Reading<'a> {
    rules: &'a Rules,
    ledger: &'a mut Ledger,
    habits: Habits,
    earlier: Earlier,
}

impl Reading<'_> {
    fn read_row(&mut self, list: List, ordinal: u32, elements: &Elements) {
        if let Some((_, reason)) = LEFT_ASIDE.iter().find(|(aside, _)| *aside == list) {
            return self.ledger.settle(Vec::new(), Outcome::Ignore(reason));
        }
        let mut row = Row { ordinal, elements, habits: &mut self.habits, findings: Vec::new() };
        let whom = row.person();
        let cells = if list == List::Exempt { row.exempt_cells() } else { row.permanent_cells(self.rules) };
        let mut findings = row.findings;
        let outcome = match whom {
            Some(Person::Occasional) => Outcome::Ignore(super::OCCASIONAL),
            Some(Person::Known(person, _)) => self.known(ordinal, &mut findings, person, cells),
            // Refused by a finding.
            None => Outcome::NOBODY,
        };
        self.ledger.settle(findings, outcome);
    }

    fn known(
        &mut self,
        line: u32,
        findings: &mut Vec<Finding>,
        person: RawPerson,
        cells: Vec<(&'static str, Cell)>,
    ) -> Outcome {
        let used = RawRow { line, operator: None, person: Some(person), period: None, valid: None, cells };
        match self.earlier.see(&used, SUMMED, self.ledger) {
            Beside::First => {}
            Beside::More(first) => findings.push(codes::TAX_PERSON_TWICE.at(Place::line(line)).with("first", first)),
            Beside::Same(first) => {
                findings.push(codes::TAX_ROW_REPEATED.at(Place::line(line)).with("first", first));
                return Outcome::Ignore(REPEATED_LINE);
            }
        }
        Outcome::Use(used)
    }
}

/// The elements of one person under examination.
struct Row<'a> {
    ordinal: u32,
    elements: &'a Elements,
    habits: &'a mut Habits,
    findings: Vec<Finding>,
}

impl Row<'_> {
    fn text(&self, name: &str) -> &str {
        self.elements.get(name).map_or("", String::as_str)
    }

    fn place(&self, name: &str) -> Place {
        Place::field(self.ordinal, name)
    }

    fn person(&mut self) -> Option<Person> {
        let finding = match person(&bare(self.text("numCNSS")).0, &bare(self.text("numCNI")).0) {
            Ok(person) => {
                match person {
                    Person::Known(_, Aside::Card) => self.findings.push(codes::TAX_CIN.at(self.place("numCNI"))),
                    Person::Known(_, Aside::Number) => {
                        self.findings.push(codes::TAX_REGISTRATION_UNREAD.at(self.place("numCNSS")));
                    }
                    Person::Known(_, Aside::Nothing) | Person::Occasional => {}
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
        if let (Cell::Amount(gross), Cell::Amount(net), Cell::Amount(deductions)) = (&gross, &net, &deductions) {
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

    /// Exempt staff carry no tax; their deductions are one element. Of one who was taxed the tax is not known.
    fn exempt_cells(&mut self) -> Vec<(&'static str, Cell)> {
        let gross = self.required_amount("mtRevenuBrutImposable");
        let net = self.amount("mtRevenuNetImposable");
        let deductions = self.amount("mtRetenuesOperees");
        let tax = match self.amount("irPreleve") {
            Cell::Amount(Money::ZERO) | Cell::Blank => Cell::Amount(Money::ZERO),
            Cell::Amount(_) => {
                self.findings.push(codes::TAX_EXEMPT_TAXED.at(self.place("irPreleve")));
                Cell::Unread
            }
            cell => cell,
        };
        self.cells([gross, net, deductions, Cell::Blank, Cell::Blank, tax], "yes")
    }

    fn cells(&mut self, amounts: [Cell; 6], exempt: &str) -> Vec<(&'static str, Cell)> {
        let names =
            ["gross_taxable", "net_taxable", "deductions", "professional_expenses", "contributions", "tax_withheld"];
        let mut cells: Vec<_> = names.into_iter().zip(amounts).collect();
        cells.push(("dependants", self.count("nbrReductions")));
        cells.push(("days", self.count("periode")));
        cells.push(("exempt", Cell::Code(exempt.to_owned())));
        cells
    }

    fn required_amount(&mut self, name: &'static str) -> Cell {
        if self.text(name).is_empty() {
            return self.wrong(codes::TAX_AMOUNT_MISSING, name);
        }
        let amount = self.amount(name);
        if matches!(amount, Cell::Amount(amount) if amount < Money::ZERO) {
            self.findings.push(codes::TAX_NEGATIVE.at(self.place(name)));
        }
        amount
    }

    /// An amount, where the element is there and filled; what it holds instead is never repeated.
    fn amount(&mut self, name: &'static str) -> Cell {
        let (text, _) = bare(self.text(name));
        if text.is_empty() {
            return Cell::Blank;
        }
        let index = COLUMNS.iter().position(|column| column.name == name).unwrap_or_default();
        match amount::read_within(&text, self.habits.style(index), COLUMNS[index].bound, UNITS) {
            Ok(read) => {
                self.habits.show_style(index, read.style);
                for habit in read.habits {
                    self.habits.note(habit, self.ordinal, name);
                }
                Cell::Amount(read.amount)
            }
            Err(amount::Fault::Ambiguous) => {
                let (place, text) = ((index, name), text.into_owned());
                self.habits.ask(table_codes::FILE_AMOUNTS_OPEN, place, (self.ordinal, &text), UNITS);
                Cell::Unread
            }
            Err(amount::Fault::Code(codes::CSV_DECIMALS)) => self.wrong(codes::TAX_DECIMALS, name),
            Err(amount::Fault::Code(_)) => self.wrong(codes::TAX_AMOUNT, name),
            Err(amount::Fault::Beyond(is_negative, digits)) => self.beyond(name, (is_negative, digits)),
        }
    }

    fn count(&mut self, name: &'static str) -> Cell {
        let whole = |text: &str| text.replace(',', ".").parse::<Decimal>().ok()?.at_scale(0);
        let count = match self.text(name) {
            "" => return Cell::Blank,
            text => whole(text).and_then(|count| u16::try_from(count).ok()),
        };
        let Some(count) = count.map(i64::from) else { return self.wrong(codes::TAX_COUNT, name) };
        match bound_of(name) {
            Some(bound) if !bound.holds(count) => self.beyond(name, (count < 0, digits(count, bound.is_money))),
            _ => Cell::Count(count),
        }
    }

    /// A figure outside the bound of its column.
    fn beyond(&mut self, name: &str, beyond: (bool, usize)) -> Cell {
        let place = self.place(name);
        self.findings.extend(bound_of(name).map(|bound| bound.broken_at(place, beyond)));
        Cell::Unread
    }

    fn wrong(&mut self, code: codes::Code, name: &str) -> Cell {
        self.findings.push(code.at(self.place(name)));
        Cell::Unread
    }
}

/// What the figures of an element may be.
fn bound_of(name: &str) -> Option<Bound> {
    COLUMNS.iter().find(|column| column.name == name)?.bound
}

/// What the rows used come to, to be held against the statement's totals.
struct Sums {
    /// Gross and tax of permanent staff, as far as they were read.
    gross: i64,
    tax: i64,
    permanent: u64,
    exempt: u64,
    /// Whether rows were refused, or amounts of these two not read.
    is_partial: bool,
}

impl Sums {
    fn of(ledger: &Ledger) -> Sums {
        let mut sums = Sums { gross: 0, tax: 0, permanent: 0, exempt: 0, is_partial: ledger.has_refused() };
        for row in ledger.rows() {
            let cell = |name| row.cells.iter().find(|(column, _)| *column == name).map(|(_, cell)| cell);
            if cell("exempt") == Some(&Cell::Code("yes".to_owned())) {
                sums.exempt += 1;
                continue;
            }
            sums.permanent += 1;
            for (sum, name) in [(&mut sums.gross, "gross_taxable"), (&mut sums.tax, "tax_withheld")] {
                match cell(name) {
                    Some(Cell::Amount(amount)) => *sum = sum.saturating_add(amount.centimes()),
                    Some(Cell::Unread) => sums.is_partial = true,
                    _ => {}
                }
            }
        }
        sums
    }

    fn check(&self, document: &Document, rules: &Rules, ledger: &mut Ledger) {
        let text = |name: &str| document.employer.get(name).map_or("", String::as_str);
        for (name, sum) in [("totalMtRevenuBrutImposablePP", self.gross), ("totalMtIrPrelevePP", self.tax)] {
            let place = Place::element(name);
            let Ok(read) = amount::read(text(name), amount::Style::default(), UNITS) else {
                ledger.note(codes::TAX_TOTAL_MISSING.at(place));
                continue;
            };
            let found = read.amount;
            let agrees = sum.abs_diff(found.centimes()) <= rules.tax_tolerance.centimes().unsigned_abs();
            let rows = Money::from_centimes(sum);
            match (agrees, self.is_partial) {
                (true, false) => {}
                (true, true) => ledger.note(codes::TAX_TOTAL_WHOLE.at(place).with("total", found)),
                (false, false) => ledger.note(codes::TAX_TOTAL.at(place).with("expected", rows).with("found", found)),
                (false, true) => {
                    let finding = codes::TAX_TOTAL_ROWS.at(place).with("total", found).with("rows", rows);
                    let difference = Money::from_centimes(found.centimes().saturating_sub(sum));
                    ledger.note(finding.with("difference", difference));
                }
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
