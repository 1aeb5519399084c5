//! What the files of a sector say, as rows: for evidence that is too much to be written as files and read again.
//!
//! The rows are those that a reader makes of the same sector's files when nothing goes wrong on the way: nothing late,
//! nothing forgotten, nothing corrected. [`Ledger::deliveries`] gives the files, so that whoever uses rows can prove it.

use contract::calendar::{Interval, Month};
use contract::facts::{Cell, Period};
use contract::money::Money;

use crate::Size;
use crate::delivery::Deliveries;
use crate::file::{ebds, payroll, register, statement};
use crate::line::{self, Line};
use crate::operator::Operator;
use crate::person::OCCASIONAL;
use crate::sector::Sector;

/// How persons are spread over operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// As in life: a few have most of the staff.
    ByRank,
    /// As many in each.
    Even,
}

/// What a sheet is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetKind {
    /// The register of operators.
    Operators,
    /// Their affiliations.
    Affiliations,
    /// Their sites.
    Sites,
    /// Their turnover.
    Turnover,
    /// A monthly payroll register.
    Payroll,
    /// A declaration of salaries to the CNSS.
    Ebds,
    /// A yearly statement of salaries.
    Statement,
}

/// The rows of one file.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What it is about.
    pub kind: SheetKind,
    /// The affiliation or tax identifier that files it; nothing in registers.
    pub declarant: Option<String>,
    /// Its month or year; nothing in registers.
    pub period: Option<Period>,
    /// The rows that name a person, or all rows of a register.
    pub rows: Vec<Row>,
    /// Rows about occasional labour, which are about nobody in particular.
    pub occasional: u64,
}

/// A row under the names of the canonical tables.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The operator, in registers.
    pub operator: Option<String>,
    /// The CNSS registration, where there is one.
    pub insured: Option<u32>,
    /// The identity card, where the file tells it.
    pub card: Option<String>,
    /// The period, in registers.
    pub period: Option<Period>,
    /// The validity, in registers of dated states.
    pub valid: Option<Interval>,
    /// The cells.
    pub cells: Vec<(&'static str, Cell)>,
}

/// A sector whose files were never written.
#[derive(Debug)]
pub struct Ledger {
    sector: Sector,
    size: Size,
}

pub(crate) fn amount(centimes: i64) -> Cell {
    Cell::Amount(Money::from_centimes(centimes))
}

pub(crate) fn word(text: &str) -> Cell {
    Cell::Code(text.to_owned())
}

pub(crate) fn count(number: impl Into<i64>) -> Cell {
    Cell::Count(number.into())
}

pub(crate) fn or_blank<T>(value: Option<T>, cell: impl FnOnce(T) -> Cell) -> Cell {
    value.map_or(Cell::Blank, cell)
}

impl Ledger {
    /// Draws the sector of that seed and size.
    #[must_use]
    pub fn draw(seed: u64, size: Size, spread: Spread) -> Ledger {
        Ledger { sector: Sector::draw(seed, &size, spread), size }
    }

    /// The identifiers of the operators.
    pub fn operators(&self) -> impl Iterator<Item = &str> {
        self.sector.operators.iter().map(|operator| operator.id.as_str())
    }

    /// The same as files, in order of reception.
    #[must_use]
    pub fn deliveries(self, seed: u64) -> Deliveries {
        Deliveries::without_mishaps(seed, self.sector, &self.size)
    }

    /// The registers of all operators: themselves, their affiliations, their sites.
    #[must_use]
    pub fn registers(&self) -> Vec<Sheet> {
        let rows = self.sector.operators.iter().map(register::rows);
        let mut sheets = [SheetKind::Operators, SheetKind::Affiliations, SheetKind::Sites].map(|kind| Sheet {
            kind,
            declarant: None,
            period: None,
            rows: Vec::new(),
            occasional: 0,
        });
        for rows in rows {
            sheets.iter_mut().zip(rows).for_each(|(sheet, rows)| sheet.rows.extend(rows));
        }
        sheets.into()
    }

    /// The payroll registers and declarations that an operator sends of a month.
    #[must_use]
    pub fn month(&self, operator: usize, month: Month) -> Vec<Sheet> {
        let operator = &self.sector.operators[operator];
        let mut sheets = Vec::new();
        if !operator.sends_month(month, &self.size) {
            return sheets;
        }
        for (position, affiliation) in operator.affiliations_in(month) {
            let lines = line::of_affiliation(operator, &self.sector.persons, position, month);
            if lines.is_empty() {
                continue;
            }
            let mut sheet = |kind, row: &dyn Fn(&Line<'_>) -> Row| {
                let (occasional, named): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.insured == OCCASIONAL);
                sheets.push(Sheet {
                    kind,
                    declarant: Some(affiliation.number.clone()),
                    period: Some(Period::Month(month)),
                    rows: named.into_iter().map(row).collect(),
                    occasional: occasional.len() as u64,
                });
            };
            if operator.sends_payroll() {
                sheet(SheetKind::Payroll, &|line| payroll::row(operator, affiliation, line));
            }
            sheet(SheetKind::Ebds, &|line| ebds::row(affiliation, line));
        }
        sheets
    }

    /// The years that are over, of which operators state turnover and salaries.
    #[must_use]
    pub fn years(&self) -> std::ops::RangeInclusive<i32> {
        self.size.finished_years()
    }

    /// The turnover of all operators in a year.
    #[must_use]
    pub fn turnover(&self, year: i32) -> Sheet {
        let there = self.sector.operators.iter().filter(|operator| operator.created.year() <= year);
        let rows = there.map(|operator| register::turnover_row(operator, year, self.sector.wages(operator, year)));
        Sheet { kind: SheetKind::Turnover, declarant: None, period: None, rows: rows.collect(), occasional: 0 }
    }

    /// The statement of salaries of an operator for a year, where it sends one.
    #[must_use]
    pub fn statement(&self, operator: usize, year: i32) -> Option<Sheet> {
        let operator: &Operator = &self.sector.operators[operator];
        if operator.created.year() > year || !operator.sends_statement() {
            return None;
        }
        Some(Sheet {
            kind: SheetKind::Statement,
            declarant: Some(operator.tax_identifier.clone()),
            period: Some(Period::Year(year)),
            rows: statement::rows(operator, &self.sector.persons, year),
            occasional: 0,
        })
    }
}
