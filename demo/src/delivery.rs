//! Deliveries: what an operator hands in on one day, rendered from the sector when it is asked for.

use contract::calendar::{Date, Month, Quarter};

use crate::Size;
use crate::chance::Chance;
use crate::file::{Written, ebds::Heading, payroll, platform, programme, register, statement};
use crate::issued::Issued;
use crate::ledger::Spread;
use crate::line::{self, Line};
use crate::mishap::{self, Fault, Flaw, Mishaps};
use crate::operator::{Affiliation, Operator};
use crate::schedule::{self, Act, Event};
use crate::sector::Sector;

/// Stream of chance of everything that is not a career.
const STREAM_DELIVERIES: u64 = 3 << 40;

/// Who hands in what managers of platforms file.
pub const MANAGERS: &str = "platform-managers";

/// Files handed in together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The day of reception.
    pub received: Date,
    /// The operator's identifier; [`MANAGERS`] where they are those of managers of platforms.
    pub operator: String,
    /// Whether these files correct what was handed in before, and take its place.
    pub replaces: bool,
    /// Name and bytes of each file.
    pub files: Vec<(String, Vec<u8>)>,
    /// Faults put into these files on purpose.
    pub planted: Vec<Planted>,
}

/// Where a fault was put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planted {
    /// The file's name.
    pub file: String,
    /// The line (of XML: the ordinal of the element), where the fault is not one of the whole file.
    pub line: Option<u32>,
    /// The fault.
    pub fault: Fault,
}

/// All deliveries of a sector, in order of reception. Only the one asked for is in memory.
#[derive(Debug)]
pub struct Deliveries {
    pub(crate) sector: Sector,
    seed: u64,
    first_quarter: Quarter,
    mishaps: Vec<Mishaps>,
    events: std::vec::IntoIter<Event>,
}

impl Deliveries {
    pub(crate) fn draw(seed: u64, size: &Size) -> Deliveries {
        let sector = Sector::draw(seed, size, Spread::ByRank);
        let mut chance = Chance::new(seed, STREAM_DELIVERIES);
        let mishaps = mishap::draw(&sector, size, &mut chance);
        let events = schedule::draw(&sector.operators, &mishaps, size, &mut chance);
        Deliveries { sector, seed, first_quarter: schedule::first_quarter(size), mishaps, events: events.into_iter() }
    }

    /// The deliveries of a sector in which nothing goes wrong on the way.
    pub(crate) fn without_mishaps(seed: u64, sector: Sector, size: &Size) -> Deliveries {
        let mut chance = Chance::new(seed, STREAM_DELIVERIES);
        let mishaps: Vec<Mishaps> = sector.operators.iter().map(|_| Mishaps::default()).collect();
        let events = schedule::draw(&sector.operators, &mishaps, size, &mut chance);
        Deliveries { sector, seed, first_quarter: schedule::first_quarter(size), mishaps, events: events.into_iter() }
    }

    /// Every name and number that these deliveries hold.
    #[must_use]
    pub fn issued(&self) -> Issued {
        Issued::collect(&self.sector, &self.mishaps)
    }

    /// The identifiers of the operators.
    #[must_use]
    pub fn operators(&self) -> Vec<String> {
        self.sector.operators.iter().map(|operator| operator.id.clone()).collect()
    }

    /// The day of the first delivery that is still to come.
    #[must_use]
    pub fn first(&self) -> Option<Date> {
        self.events.as_slice().first().map(|event| event.received)
    }

    /// How many deliveries are still to come.
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.events.len()
    }
}

impl Iterator for Deliveries {
    type Item = Delivery;

    fn next(&mut self) -> Option<Delivery> {
        let event = self.events.next()?;
        let operator = &self.sector.operators[event.operator];
        let mut parcel = Parcel {
            operator,
            sector: &self.sector,
            seed: self.seed,
            mishaps: &self.mishaps[event.operator],
            files: Vec::new(),
            planted: Vec::new(),
        };
        match event.act {
            Act::Platforms(nth) => {
                let quarter = self.first_quarter.plus(i32::try_from(nth).unwrap_or_default());
                parcel.files = platform::files(&self.sector.operators, quarter, nth);
            }
            act => parcel.fill(act),
        }
        let Parcel { files, planted, .. } = parcel;
        let replaces = matches!(event.act, Act::Correction(_) | Act::Again(_));
        let operator = match event.act {
            Act::Platforms(_) => MANAGERS.to_owned(),
            _ => operator.id.clone(),
        };
        Some(Delivery { received: event.received, operator, replaces, files, planted })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.events.size_hint()
    }
}

/// A delivery being filled.
struct Parcel<'a> {
    operator: &'a Operator,
    sector: &'a Sector,
    seed: u64,
    mishaps: &'a Mishaps,
    files: Vec<(String, Vec<u8>)>,
    planted: Vec<Planted>,
}

impl<'a> Parcel<'a> {
    fn fill(&mut self, act: Act) {
        match act {
            Act::Registers => {
                self.files = register::registers(self.operator);
                self.files.extend(programme::of_founding(self.operator));
            }
            Act::Declarations(month) => self.declarations(month),
            Act::Complement(month) => self.complements(month),
            Act::Correction(position) => self.correction(position),
            Act::Again(position) => self.again(self.mishaps.flaws[position]),
            Act::Turnover(year) => self.turnover(year),
            Act::Statement(year) => self.statement(year, self.yearly_fault(year)),
            Act::Platforms(_) => {}
        }
    }

    fn add(&mut self, name: String, written: Written, fault: Option<Fault>) {
        if let Some(fault) = fault {
            self.planted.push(Planted { file: name.clone(), line: written.faulty_line, fault });
        }
        self.files.push((name, written.bytes));
    }

    /// The true lines of one affiliation.
    fn lines(&self, affiliation: usize, month: Month) -> Vec<Line<'a>> {
        line::of_affiliation(self.operator, &self.sector.persons, affiliation, month)
    }

    fn declarations(&mut self, month: Month) {
        let flaw = self.mishaps.flaws.iter().find(|flaw| flaw.month == month && !flaw.fault.yearly());
        for (position, affiliation) in self.operator.affiliations_in(month) {
            let mut lines = self.lines(position, month);
            if lines.is_empty() {
                continue;
            }
            let fault = flaw.filter(|_| position == 0).map(|flaw| flaw.fault);
            if self.operator.sends_payroll() {
                let mut first_version = lines.clone();
                for correction in &self.mishaps.corrections {
                    first_version.iter_mut().for_each(|line| correction.undo(line, month));
                }
                self.payroll(affiliation, month, &first_version, fault.filter(|fault| fault.of_payroll()));
            }
            let heading = Heading { operator: self.operator, affiliation, month };
            if self.operator.habits.preestablished && lines.iter().any(|line| line.listed) {
                self.files.push((heading.name("AFFEBDS"), heading.preestablished(&lines)));
            }
            lines.retain(|line| !self.mishaps.forgotten.contains(&(line.position, month)));
            let fault = fault.filter(|fault| !fault.of_payroll());
            self.add(heading.name("DS"), heading.declaration(&lines, fault), fault);
        }
    }

    fn payroll(&mut self, affiliation: &Affiliation, month: Month, lines: &[Line<'_>], fault: Option<Fault>) {
        let written = payroll::write(self.operator, affiliation, month, lines, fault);
        self.add(payroll::name(affiliation, month), written, fault);
    }

    fn complements(&mut self, month: Month) {
        for (position, affiliation) in self.operator.affiliations_in(month) {
            let mut lines = self.lines(position, month);
            lines.retain(|line| self.mishaps.forgotten.contains(&(line.position, month)));
            if !lines.is_empty() {
                let heading = Heading { operator: self.operator, affiliation, month };
                self.files.push((heading.name("DSC1"), heading.complement(&lines)));
            }
        }
    }

    fn correction(&mut self, position: usize) {
        let correction = self.mishaps.corrections[position];
        let affiliation = self.operator.stints[correction.position].affiliation;
        for index in correction.first.index()..=correction.last.index() {
            let month = Month::from_index(index);
            let lines = self.lines(affiliation, month);
            self.payroll(&self.operator.affiliations[affiliation], month, &lines, None);
        }
    }

    fn again(&mut self, flaw: Flaw) {
        if flaw.fault.yearly() {
            return self.statement(flaw.month.year(), None);
        }
        let affiliation = &self.operator.affiliations[0];
        let lines = self.lines(0, flaw.month);
        if flaw.fault.of_payroll() {
            self.payroll(affiliation, flaw.month, &lines, None);
        } else {
            let kept: Vec<Line<'_>> = lines
                .into_iter()
                .filter(|line| !self.mishaps.forgotten.contains(&(line.position, flaw.month)))
                .collect();
            let heading = Heading { operator: self.operator, affiliation, month: flaw.month };
            self.files.push((heading.name("DS"), heading.declaration(&kept, None).bytes));
        }
    }

    fn turnover(&mut self, year: i32) {
        let wages = self.sector.wages(self.operator, year);
        self.files.push((format!("chiffre-affaires-{year}.csv"), register::turnover(self.operator, year, wages)));
        self.files.extend(programme::of_year(self.operator, self.sector, year, self.seed));
    }

    fn yearly_fault(&self, year: i32) -> Option<Fault> {
        self.mishaps.flaws.iter().find(|flaw| flaw.fault.yearly() && flaw.month.year() == year).map(|flaw| flaw.fault)
    }

    fn statement(&mut self, year: i32, fault: Option<Fault>) {
        let written = statement::write(self.operator, &self.sector.persons, year, fault);
        self.add(statement::name(self.operator, year), written, fault);
    }
}
