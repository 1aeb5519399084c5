//! The lines of persons of an e-BDS file: A02 and B02 (insured), B04 and E04 (entrants), each with its controls.
//!
//! A line is looked at whole, so that every broken field of it is found at once. Sums over lines are `recap`'s.

use contract::facts::Cell;
use contract::money::Money;

use super::Declared;
use super::layout::{AFFILIATION, Field, PERIOD, WIDTH, declared as b02, entrant as b04, insured as a02};
use super::record::Record;
use crate::finding::{Finding, Place, codes};
use crate::identifiers::{Registration, RegistrationFault, check_registration, normalise_cin};
use crate::piece::{RawPerson, RawRow};
use crate::read::Rules;
use crate::read::ledger::Outcome;

/// The reason why lines of occasional labour are not used.
pub const OCCASIONAL: &str = "occasional-labour";
/// The reason why lines of the pre-established list are not used.
pub const PREESTABLISHED: &str = "pre-established-list";

/// Situations as written, with their rank in the control sum and whether they exclude days and wages.
const SITUATIONS: [(&str, u64, bool); 9] = [
    ("", 0, false),
    ("SO", 1, false),
    ("DE", 2, false),
    ("IT", 3, false),
    ("IL", 4, false),
    ("AT", 5, true),
    ("CS", 6, true),
    ("MS", 7, true),
    ("MP", 8, true),
];

/// Days and wages of a line, in centimes, as written.
struct Work {
    days: u64,
    real: u64,
    capped: u64,
}

/// Whether this is the one entrant line of a list without entrants: no number, no name, nothing but zeros.
pub(super) fn is_empty_entrant(record: &Record<'_>) -> bool {
    let work = [b04::DAYS, b04::REAL, b04::CAPPED, b04::CONTROL];
    record.width == WIDTH
        && [a02::NUMBER, a02::NAME, b04::CIN].iter().all(|field| record.is_blank(*field))
        && work.iter().all(|field| record.number(*field) == Some(0))
}

/// Whether this is the one insured line of a complementary file: no number, no name, nothing but zeros.
pub(super) fn is_empty_insured(record: &Record<'_>) -> bool {
    record.width == WIDTH
        && [a02::NUMBER, a02::NAME].iter().all(|field| record.is_blank(*field))
        && b02::NUMBERS.iter().skip(1).all(|field| record.number(*field) == Some(0))
}

/// A02: a line of the pre-established list, checked and then only compared with.
pub(super) fn read_listed(record: &Record<'_>, declared: &Declared) -> (Vec<Finding>, Outcome) {
    let mut check = Check::new(record);
    if check.frame(declared) {
        check.numbers(a02::LISTED);
        check.registration_of_insured();
    }
    (check.findings, Outcome::Ignore(PREESTABLISHED))
}

/// B02: an insured person of the main declaration.
pub(super) fn read_declared(record: &Record<'_>, declared: &Declared, rules: &Rules) -> (Vec<Finding>, Outcome) {
    let mut check = Check::new(record);
    if !check.frame(declared) {
        return (check.findings, Outcome::Ignore(""));
    }
    check.numbers(b02::NUMBERS);
    let registration = check.registration_of_insured();
    let work = check.work([b02::DAYS, b02::REAL, b02::CAPPED], registration, declared, rules);
    let (situation, rank) = check.situation(&work);
    let parts = [a02::NUMBER, b02::RETURNED, b02::DAYS, b02::REAL, b02::CAPPED];
    check.control_sum(&parts, rank, b02::CONTROL);
    let person = RawPerson { cnss: Some(record.text(a02::NUMBER).to_owned()), cin: None };
    check.outcome(registration, person, &work, situation, declared)
}

/// B04, E04: an entrant, who may not have a number yet.
pub(super) fn read_entrant(record: &Record<'_>, declared: &Declared, rules: &Rules) -> (Vec<Finding>, Outcome) {
    let mut check = Check::new(record);
    if !check.frame(declared) {
        return (check.findings, Outcome::Ignore(""));
    }
    let no_number = record.is_blank(a02::NUMBER);
    check.numbers(if no_number { &b04::NUMBERS[1..] } else { b04::NUMBERS });
    let registration = if no_number { Some(Registration::NoneYet) } else { check.registration() };
    let cin = normalise_cin(record.text(b04::CIN));
    if registration == Some(Registration::NoneYet) && cin.is_none() {
        check.push(codes::EBDS_CIN_MISSING.at(record.place(b04::CIN)));
    } else if cin.is_none() && !record.is_blank(b04::CIN) {
        check.push(codes::EBDS_CIN.at(record.place(b04::CIN)));
    }
    if registration != Some(Registration::Occasional) && record.is_blank(a02::NAME) {
        check.push(codes::EBDS_NAME_MISSING.at(record.place(a02::NAME)));
    }
    let work = check.work([b04::DAYS, b04::REAL, b04::CAPPED], registration, declared, rules);
    let number: &[Field] = if no_number { &[] } else { &[a02::NUMBER] };
    let parts = [number, &[b04::DAYS, b04::REAL, b04::CAPPED]].concat();
    check.control_sum(&parts, Some(0), b04::CONTROL);
    let cnss = (registration == Some(Registration::Insured)).then(|| record.text(a02::NUMBER).to_owned());
    check.outcome(registration, RawPerson { cnss, cin }, &work, "normal", declared)
}

/// A line under examination.
struct Check<'a> {
    record: &'a Record<'a>,
    findings: Vec<Finding>,
}

impl<'a> Check<'a> {
    fn new(record: &'a Record<'a>) -> Check<'a> {
        Check { record, findings: Vec::new() }
    }

    fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Width, characters, affiliation and period. False where the width leaves no column to trust.
    fn frame(&mut self, declared: &Declared) -> bool {
        let record = self.record;
        for (first, last) in record.strange_columns() {
            self.push(codes::EBDS_CHARACTER.at(Place::columns(record.line, first, last)));
        }
        if record.width != WIDTH {
            let finding = codes::EBDS_WIDTH.at(Place::line(record.line));
            self.push(finding.with("expected", WIDTH).with("found", record.width));
            return false;
        }
        if declared.affiliation.as_ref().is_some_and(|affiliation| record.text(AFFILIATION) != affiliation) {
            self.push(codes::EBDS_LINE_AFFILIATION.at(record.place(AFFILIATION)));
        }
        if let Some((written, month)) = &declared.period
            && record.text(PERIOD) != written
        {
            self.push(codes::EBDS_LINE_PERIOD.at(record.place(PERIOD)).with("expected", month));
        }
        true
    }

    fn numbers(&mut self, fields: &[Field]) {
        for field in fields {
            if self.record.number(*field).is_none() {
                self.push(codes::EBDS_NUMBER.at(self.record.place(*field)));
            }
        }
    }

    /// What the insured number stands for; nothing after a finding.
    fn registration(&mut self) -> Option<Registration> {
        let (line, field) = (self.record.line, a02::NUMBER);
        let digit = |column: u32| Place { columns: Some((column, column)), ..Place::field(line, field.name) };
        let finding = match check_registration(self.record.text(field)) {
            Ok(registration) => return Some(registration),
            // Said already: not a number.
            Err(RegistrationFault::Shape) => return None,
            Err(RegistrationFault::FirstDigit) => codes::EBDS_REGISTRATION_FIRST.at(digit(field.first)),
            Err(RegistrationFault::Reserved) => codes::EBDS_REGISTRATION_RESERVED.at(self.record.place(field)),
            Err(RegistrationFault::Key { expected, found }) => {
                let finding = codes::EBDS_REGISTRATION_KEY.at(digit(field.last));
                finding.with("expected", expected).with("found", found)
            }
        };
        self.push(finding);
        None
    }

    /// The same where a number is required.
    fn registration_of_insured(&mut self) -> Option<Registration> {
        let registration = self.registration();
        if registration == Some(Registration::NoneYet) {
            self.push(codes::EBDS_REGISTRATION_MISSING.at(self.record.place(a02::NUMBER)));
        }
        registration
    }

    /// Days and wages with their bounds. An unreadable field counts as zero: its finding refuses the line.
    fn work(
        &mut self,
        [days, real, capped]: [Field; 3],
        registration: Option<Registration>,
        declared: &Declared,
        rules: &Rules,
    ) -> Work {
        let record = self.record;
        if let Some(found) = record.number(days).filter(|found| *found > rules.days_max) {
            let finding = codes::EBDS_DAYS.at(record.place(days));
            self.push(finding.with("max", rules.days_max).with("found", found));
        }
        if let (Some(real_wage), Some(capped_wage)) = (record.number(real), record.number(capped)) {
            let ceiling = declared.period.as_ref().and_then(|(_, month)| rules.wage_ceiling(*month));
            let due = ceiling
                .and_then(|ceiling| u64::try_from(ceiling.centimes()).ok())
                .map(|ceiling| real_wage.min(ceiling));
            if capped_wage > real_wage {
                let finding = codes::EBDS_CAPPED_ABOVE_REAL.at(record.place(capped));
                self.push(finding.with("real", money(real_wage)).with("capped", money(capped_wage)));
            } else if let (Some(due), true) = (due, registration != Some(Registration::Occasional))
                && due != capped_wage
            {
                let finding = codes::EBDS_CAPPED.at(record.place(capped));
                self.push(finding.with("expected", money(due)).with("found", money(capped_wage)));
            }
        }
        let value = |field| record.number(field).unwrap_or(0);
        Work { days: value(days), real: value(real), capped: value(capped) }
    }

    /// The situation in canonical words and its rank, with its rules.
    fn situation(&mut self, work: &Work) -> (&'static str, Option<u64>) {
        let record = self.record;
        let written = record.text(b02::SITUATION).trim_ascii();
        let Some((word, rank, excludes_work)) = SITUATIONS.iter().find(|(word, ..)| *word == written).copied() else {
            self.push(codes::EBDS_SITUATION.at(record.place(b02::SITUATION)));
            return ("normal", None);
        };
        if excludes_work && (work.days > 0 || work.real > 0 || work.capped > 0) {
            let finding = codes::EBDS_SITUATION_NOT_ZERO.at(record.place(b02::SITUATION));
            self.push(finding.with("situation", word));
        }
        if matches!(word, "SO" | "DE")
            && let (Some(net), Some(returned)) = (record.number(a02::NET), record.number(b02::RETURNED))
            && net != returned
        {
            let finding = codes::EBDS_ALLOWANCE_RETURN.at(record.place(b02::RETURNED)).with("situation", word);
            self.push(finding.with("expected", money(net)).with("found", money(returned)));
        }
        (if word.is_empty() { "normal" } else { word }, Some(rank))
    }

    /// The control sum, where all its parts can be read.
    fn control_sum(&mut self, parts: &[Field], rank: Option<u64>, control: Field) {
        let sum: Option<u64> = parts.iter().map(|field| self.record.number(*field)).sum();
        let expected = sum.zip(rank).map(|(sum, rank)| sum + rank);
        if let (Some(expected), Some(found)) = (expected, self.record.number(control))
            && expected != found
        {
            self.push(codes::EBDS_CONTROL_SUM.at(self.record.place(control)));
        }
    }

    /// Findings and what becomes of the line if none refuses it.
    fn outcome(
        self,
        registration: Option<Registration>,
        person: RawPerson,
        work: &Work,
        situation: &str,
        declared: &Declared,
    ) -> (Vec<Finding>, Outcome) {
        if registration == Some(Registration::Occasional) {
            return (self.findings, Outcome::Ignore(OCCASIONAL));
        }
        let cells = vec![
            ("days", Cell::Count(i64::try_from(work.days).unwrap_or(i64::MAX))),
            ("wage", Cell::Amount(money(work.real))),
            ("capped_wage", Cell::Amount(money(work.capped))),
            ("situation", Cell::Code(situation.to_owned())),
            ("affiliation", Cell::Code(declared.affiliation.clone().unwrap_or_default())),
        ];
        let line = self.record.line;
        let row = RawRow { line, operator: None, person: Some(person), period: None, valid: None, cells };
        (self.findings, Outcome::Use(row))
    }
}

/// At most thirteen digits of centimes, which always fit.
fn money(centimes: u64) -> Money {
    Money::from_centimes(i64::try_from(centimes).unwrap_or(i64::MAX))
}
