//! The lines of persons of an e-BDS file: A02 and B02 (insured), B04 and E04 (entrants), each with its controls.
//!
//! A line is looked at whole, so that every broken field of it is found at once. Sums over lines are `recap`'s.

use contract::facts::Cell;
use contract::money::Money;

use super::Declared;
use super::layout::{AFFILIATION, Field, PERIOD, WIDTH, declared as b02, entrant as b04, insured as a02};
use super::record::Record;
use crate::finding::{Finding, Place, Severity, codes};
use crate::formats::bounds::{PAY_OF_A_MONTH, digits};
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

/// Situations as a line writes them.
pub(super) fn situations() -> Vec<(&'static str, Vec<&'static str>)> {
    SITUATIONS.iter().filter(|(word, ..)| !word.is_empty()).map(|(word, ..)| (*word, Vec::new())).collect()
}

/// Days and wages of a line, in centimes, as written; nothing where they could not be read or are contradicted.
struct Work {
    days: Option<u64>,
    real: Option<u64>,
    capped: Option<u64>,
    /// The situation in canonical words.
    situation: Option<&'static str>,
}

impl Work {
    const UNREAD: Work = Work { days: None, real: None, capped: None, situation: None };
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
        check.numbers(&a02::LISTED[1..]);
        check.registration_of_insured();
    }
    (check.findings, Outcome::Ignore(PREESTABLISHED))
}

/// B02: an insured person of the main declaration.
pub(super) fn read_declared(record: &Record<'_>, declared: &Declared, rules: &Rules) -> (Vec<Finding>, Outcome) {
    let mut check = Check::new(record);
    if !check.frame(declared) {
        return check.cut(declared);
    }
    check.numbers(&b02::NUMBERS[1..]);
    let registration = check.registration_of_insured();
    let mut work = check.work([b02::DAYS, b02::REAL, b02::CAPPED], registration, declared, rules);
    let rank = check.situation(&mut work);
    let parts = [a02::NUMBER, b02::RETURNED, b02::DAYS, b02::REAL, b02::CAPPED];
    match check.control_sum(&parts, rank, b02::CONTROL) {
        // Without its sum nobody can tell whether blanks were lost at the end of the line or something in the midst of it.
        sum if record.is_refilled && sum != Some(true) => return Check::new(record).cut(declared),
        Some(false) => work = Work::UNREAD,
        _ => {}
    }
    let person = RawPerson::native(Some(record.text(a02::NUMBER).to_owned()), None);
    check.outcome(registration, person, &work, declared)
}

/// B04, E04: an entrant, who may not have a number yet.
pub(super) fn read_entrant(record: &Record<'_>, declared: &Declared, rules: &Rules) -> (Vec<Finding>, Outcome) {
    let mut check = Check::new(record);
    if !check.frame(declared) {
        return check.cut(declared);
    }
    let no_number = record.is_blank(a02::NUMBER);
    check.numbers(&b04::NUMBERS[1..]);
    let cin = normalise_cin(record.text(b04::CIN));
    let registration = if no_number { Some(Registration::NoneYet) } else { check.registration_beside(cin.is_some()) };
    if registration == Some(Registration::NoneYet) && cin.is_none() {
        check.push(codes::EBDS_CIN_MISSING.at(record.place(b04::CIN)));
    } else if cin.is_none() && !record.is_blank(b04::CIN) {
        check.push(codes::EBDS_CIN.at(record.place(b04::CIN)));
    }
    if registration != Some(Registration::Occasional) && record.is_blank(a02::NAME) {
        check.push(codes::EBDS_NAME_MISSING.at(record.place(a02::NAME)));
    }
    let mut work = check.work([b04::DAYS, b04::REAL, b04::CAPPED], registration, declared, rules);
    work.situation = Some("normal");
    let number: &[Field] = if no_number { &[] } else { &[a02::NUMBER] };
    let parts = [number, &[b04::DAYS, b04::REAL, b04::CAPPED]].concat();
    match check.control_sum(&parts, Some(0), b04::CONTROL) {
        sum if record.is_refilled && sum != Some(true) => return Check::new(record).cut(declared),
        Some(false) => work = Work { situation: work.situation, ..Work::UNREAD },
        _ => {}
    }
    let cnss = (registration == Some(Registration::Insured)).then(|| record.text(a02::NUMBER).to_owned());
    check.outcome(registration, RawPerson::native(cnss, cin), &work, declared)
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

    /// A line that is not as wide as it must be. Where its first columns are whole they name its person, of whom nothing
    /// else is known; else nobody can tell which column is which.
    fn cut(mut self, declared: &Declared) -> (Vec<Finding>, Outcome) {
        let record = self.record;
        let as_declared = declared.affiliation.as_ref().is_some_and(|number| record.text(AFFILIATION) == number)
            && declared.period.as_ref().is_some_and(|(written, _)| record.text(PERIOD) == written);
        let number = record.text(a02::NUMBER).to_owned();
        let named = as_declared && check_registration(&number) == Ok(Registration::Insured);
        let code = if named { codes::EBDS_WIDTH_UNREAD } else { codes::EBDS_WIDTH };
        let finding = code.at(Place::line(record.line));
        self.push(finding.with("expected", WIDTH).with("found", record.found_width));
        if !named {
            return (self.findings, Outcome::NOBODY);
        }
        let person = RawPerson::native(Some(number), None);
        self.outcome(Some(Registration::Insured), person, &Work::UNREAD, declared)
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
            Err(RegistrationFault::Shape) => codes::EBDS_REGISTRATION.at(self.record.place(field)),
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

    /// The same of an entrant, who may have no number yet: a good CIN names him where the number is none.
    fn registration_beside(&mut self, a_card: bool) -> Option<Registration> {
        let before = self.findings.len();
        let registration = self.registration();
        if registration.is_none() && a_card {
            self.findings.truncate(before);
            self.push(codes::EBDS_REGISTRATION_UNREAD.at(self.record.place(a02::NUMBER)));
            return Some(Registration::NoneYet);
        }
        registration
    }

    /// The same where a number is required.
    fn registration_of_insured(&mut self) -> Option<Registration> {
        let registration = self.registration();
        if registration == Some(Registration::NoneYet) {
            self.push(codes::EBDS_REGISTRATION_MISSING.at(self.record.place(a02::NUMBER)));
        }
        registration
    }

    /// Days and wages with their bounds.
    fn work(
        &mut self,
        [days, real, capped]: [Field; 3],
        registration: Option<Registration>,
        declared: &Declared,
        rules: &Rules,
    ) -> Work {
        let record = self.record;
        let value = |field| record.number(field);
        let mut work = Work { days: value(days), real: value(real), capped: value(capped), situation: None };
        if let Some(found) = work.days.filter(|found| *found > rules.days_max) {
            let finding = codes::EBDS_DAYS.at(record.place(days));
            self.push(finding.with("max", rules.days_max).with("found", found));
            work.days = None;
        }
        for (wage, field) in [(&mut work.real, real), (&mut work.capped, capped)] {
            let found = wage.and_then(|wage| i64::try_from(wage).ok());
            if let Some(found) = found.filter(|found| !PAY_OF_A_MONTH.holds(*found)) {
                self.push(PAY_OF_A_MONTH.broken_at(record.place(field), (found < 0, digits(found, true))));
                *wage = None;
            }
        }
        if let (Some(real_wage), Some(capped_wage)) = (work.real, work.capped) {
            let ceiling = declared.period.as_ref().and_then(|(_, month)| rules.wage_ceiling(*month));
            let due = ceiling
                .and_then(|ceiling| u64::try_from(ceiling.centimes()).ok())
                .map(|ceiling| real_wage.min(ceiling));
            if capped_wage > real_wage {
                let finding = codes::EBDS_CAPPED_ABOVE_REAL.at(record.place(capped));
                self.push(finding.with("real", money(real_wage)).with("capped", money(capped_wage)));
                (work.real, work.capped) = (None, None);
            } else if let (Some(due), true) = (due, registration != Some(Registration::Occasional))
                && due != capped_wage
            {
                let finding = codes::EBDS_CAPPED.at(record.place(capped));
                self.push(finding.with("expected", money(due)).with("found", money(capped_wage)));
            }
        }
        work
    }

    /// Reads the situation into the work, with its rules, and gives its rank in the control sum.
    fn situation(&mut self, work: &mut Work) -> Option<u64> {
        let record = self.record;
        let written = record.text(b02::SITUATION).trim_ascii();
        let Some((word, rank, excludes_work)) = SITUATIONS.iter().find(|(word, ..)| *word == written).copied() else {
            self.push(codes::EBDS_SITUATION.at(record.place(b02::SITUATION)));
            return None;
        };
        work.situation = Some(if word.is_empty() { "normal" } else { word });
        let some = |value: Option<u64>| value.is_some_and(|value| value > 0);
        if excludes_work && (some(work.days) || some(work.real) || some(work.capped)) {
            let finding = codes::EBDS_SITUATION_NOT_ZERO.at(record.place(b02::SITUATION));
            self.push(finding.with("situation", word));
            *work = Work::UNREAD;
        }
        if matches!(word, "SO" | "DE")
            && let (Some(net), Some(returned)) = (record.number(a02::NET), record.number(b02::RETURNED))
            && net != returned
        {
            let finding = codes::EBDS_ALLOWANCE_RETURN.at(record.place(b02::RETURNED)).with("situation", word);
            self.push(finding.with("expected", money(net)).with("found", money(returned)));
        }
        Some(rank)
    }

    /// Whether the control sum is right, where it and all its parts can be read.
    fn control_sum(&mut self, parts: &[Field], rank: Option<u64>, control: Field) -> Option<bool> {
        let sum: Option<u64> = parts.iter().map(|field| self.record.number(*field)).sum();
        let expected = sum.zip(rank).map(|(sum, rank)| sum + rank)?;
        let is_right = expected == self.record.number(control)?;
        if !is_right {
            self.push(codes::EBDS_CONTROL_SUM.at(self.record.place(control)));
        }
        Some(is_right)
    }

    /// Findings and what becomes of the line if none refuses it.
    fn outcome(
        self,
        registration: Option<Registration>,
        person: RawPerson,
        work: &Work,
        declared: &Declared,
    ) -> (Vec<Finding>, Outcome) {
        if self.findings.iter().any(|finding| finding.severity == Severity::RowRefused) {
            return (self.findings, Outcome::NOBODY);
        }
        if registration == Some(Registration::Occasional) {
            return (self.findings, Outcome::Ignore(OCCASIONAL));
        }
        let amount = |centimes: Option<u64>| centimes.map_or(Cell::Unread, |centimes| Cell::Amount(money(centimes)));
        let days = work.days.and_then(|days| i64::try_from(days).ok());
        let cells = vec![
            ("days", days.map_or(Cell::Unread, Cell::Count)),
            ("wage", amount(work.real)),
            ("capped_wage", amount(work.capped)),
            ("situation", work.situation.map_or(Cell::Unread, |word| Cell::Code(word.to_owned()))),
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
