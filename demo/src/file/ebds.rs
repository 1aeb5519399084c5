//! The CNSS exchange file (e-BDS): records of 260 characters, families A (list by the CNSS), B (declaration) and E
//! (complement), by the published layout of the specification's version 2.

mod record;

use contract::calendar::Month;

use crate::career::Situation;
use crate::file::Written;
use crate::ledger::{Row, amount, count, word};
use crate::line::Line;
use crate::mishap::{Fault, faulty_position, wrong_key};
use crate::operator::{Affiliation, Operator};
use record::{Record, Records};

/// A family allowance for each dependant, in centimes. Invented.
const ALLOWANCE_CENTIMES: u64 = 20_000;

/// Who writes about what: the heading of a file.
pub(crate) struct Heading<'a> {
    pub(crate) operator: &'a Operator,
    pub(crate) affiliation: &'a Affiliation,
    pub(crate) month: Month,
}

/// Sums of the lines with an allowance and a situation (B02), or of those without (B04).
#[derive(Default, Clone, Copy)]
struct Sums {
    count: u64,
    insured: u64,
    children: u64,
    allowances: u64,
    returned: u64,
    days: u64,
    real: u64,
    capped: u64,
    control: u64,
}

impl Heading<'_> {
    /// The file's name, `prefix` being `DS`, `DSC1` or `AFFEBDS`.
    pub(crate) fn name(&self, prefix: &str) -> String {
        let (year, month) = (self.month.year(), self.month.number());
        let number = &self.affiliation.number;
        if self.operator.habits.month_first {
            format!("{prefix}_{number}_{month:02}{year:04}.txt")
        } else {
            format!("{prefix}_{number}_{year:04}{month:02}.txt")
        }
    }

    fn records(&self) -> Records {
        let period = format!("{:04}{:02}", self.month.year(), self.month.number());
        Records::new(&self.affiliation.number, &period, self.operator.habits.carriage_return)
    }

    /// Records 00 and 01 of a family.
    fn open(&self, records: &mut Records, family: char) {
        let transfer = format!("{}{:04}{:02}0", self.affiliation.number, self.month.year(), self.month.number());
        records.start(&format!("{family}00")).text(&transfer, 14).text(&format!("{family}0"), 2).blank(241);
        let issued = self.month.plus(1).first_day();
        let due = issued.plus_days(9);
        let day =
            |date: contract::calendar::Date| format!("{:04}{:02}{:02}", date.year(), date.month().number(), date.day());
        let employer = records.keyed(&format!("{family}01"));
        employer
            .text(&self.operator.company_name_plain(), 40)
            .text("OFFSHORING DONNEES FICTIVES", 40)
            .text("ADRESSE FICTIVE", 120)
            .text(self.operator.sites[0].place.town, 20)
            .text("00000", 6)
            .text("01", 2)
            .text(&day(issued), 8)
            .text(&day(due), 8);
    }

    /// The list that the CNSS sends beforehand: everybody it knew at this affiliation the month before.
    pub(crate) fn preestablished(&self, lines: &[Line<'_>]) -> Vec<u8> {
        let mut records = self.records();
        self.open(&mut records, 'A');
        let mut sums = Sums::default();
        for line in lines.iter().filter(|line| line.listed) {
            let allowance = children(line) * ALLOWANCE_CENTIMES;
            let record = named(records.keyed("A02"), line);
            record.number(children(line), 2).number(allowance, 6).number(0, 6).number(allowance, 6).blank(155);
            sums.count += 1;
            sums.insured += u64::from(line.insured);
            sums.children += children(line);
            sums.allowances += allowance;
        }
        let recap = records.keyed("A03").number(sums.count, 6).number(sums.children, 6).number(sums.allowances, 12);
        recap.number(0, 12).number(sums.allowances, 12).number(sums.insured, 15).blank(181);
        records.into_bytes()
    }

    /// The main declaration: those of the list, then the entrants.
    pub(crate) fn declaration(&self, lines: &[Line<'_>], fault: Option<Fault>) -> Written {
        let fault = fault.filter(|fault| !fault.of_payroll());
        let faulty = fault.and_then(|fault| faulty_position(lines, fault));
        let mut records = self.records();
        self.open(&mut records, 'B');

        let mut faulty_line = None;
        let mut listed = Sums::default();
        for (position, line) in lines.iter().enumerate().filter(|(_, line)| line.listed) {
            let fault = fault.filter(|_| faulty == Some(position));
            if matches!(fault, Some(Fault::EbdsInsuredKey | Fault::EbdsControlSum | Fault::EbdsCharacter)) {
                faulty_line = Some(records.next_line());
            }
            write_listed(&mut records, line, fault, &mut listed);
        }
        if fault == Some(Fault::EbdsCount) {
            faulty_line = Some(records.next_line());
        }
        write_listed_recap(&mut records, "B03", &listed, u64::from(fault == Some(Fault::EbdsCount)));

        let entrants = write_entrants(&mut records, "B04", lines.iter().filter(|line| !line.listed));
        write_recap(&mut records, "B05", &entrants);
        write_recap(&mut records, "B06", &listed.plus(entrants));

        let mut bytes = records.into_bytes();
        if fault == Some(Fault::EbdsTruncated) {
            // Six tenths of the file, and into the middle of a record.
            let record = if self.operator.habits.carriage_return { 262 } else { 261 };
            bytes.truncate(bytes.len() * 6 / 10 / record * record + 100);
        }
        Written { bytes, faulty_line }
    }

    /// The complement: entrants that the main declaration forgot.
    pub(crate) fn complement(&self, lines: &[Line<'_>]) -> Vec<u8> {
        let mut records = self.records();
        self.open(&mut records, 'E');
        // The line of the list, empty: a complement has only entrants.
        let empty = records.keyed("E02").blank(69).number(0, 2).number(0, 24).number(0, 2).number(0, 13).number(0, 9);
        empty.blank(2).number(0, 19).blank(104);
        write_listed_recap(&mut records, "E03", &Sums::default(), 0);
        let entrants = write_entrants(&mut records, "E04", lines.iter());
        write_recap(&mut records, "E05", &entrants);
        write_recap(&mut records, "E06", &entrants);
        records.into_bytes()
    }
}

impl Sums {
    fn plus(self, other: Sums) -> Sums {
        Sums {
            count: self.count + other.count,
            insured: self.insured + other.insured,
            children: self.children + other.children,
            allowances: self.allowances + other.allowances,
            returned: self.returned + other.returned,
            days: self.days + other.days,
            real: self.real + other.real,
            capped: self.capped + other.capped,
            control: self.control + other.control,
        }
    }
}

/// What a reader makes of a line: of those of the list, the number and the situation; of entrants, the card too.
pub(crate) fn row(affiliation: &Affiliation, line: &Line<'_>) -> Row {
    let situation = match situation(line.situation).0 {
        code if line.listed && !code.is_empty() => code,
        _ => "normal",
    };
    Row {
        insured: (line.insured != 0).then_some(line.insured),
        card: line.person.identity_card.clone().filter(|_| !line.listed),
        cells: vec![
            ("days", count(line.days)),
            ("wage", amount(line.gross_centimes)),
            ("capped_wage", amount(line.capped_centimes())),
            ("situation", word(situation)),
            ("affiliation", word(&affiliation.number)),
        ],
        ..Row::default()
    }
}

fn named<'a>(record: Record<'a>, line: &Line<'_>) -> Record<'a> {
    record.number(u64::from(line.insured), 9).text(&line.person.family, 30).text(&line.person.given_plain(), 30)
}

fn children(line: &Line<'_>) -> u64 {
    u64::from(line.person.dependants.min(6))
}

fn centimes(amount: i64) -> u64 {
    amount.unsigned_abs()
}

/// The code of a situation, and its rank in the control sum.
const fn situation(situation: Situation) -> (&'static str, u64) {
    match situation {
        Situation::Normal => ("", 0),
        Situation::Left => ("SO", 1),
        Situation::Died => ("DE", 2),
        Situation::Maternity => ("IT", 3),
        Situation::Sickness => ("IL", 4),
        Situation::Accident => ("AT", 5),
        Situation::Unpaid => ("CS", 6),
        Situation::Kept => ("MS", 7),
        Situation::Disease => ("MP", 8),
    }
}

fn write_listed(records: &mut Records, line: &Line<'_>, fault: Option<Fault>, sums: &mut Sums) {
    let mut line = line.clone();
    if fault == Some(Fault::EbdsInsuredKey) {
        line.insured = wrong_key(line.insured);
    }
    let (code, rank) = situation(line.situation);
    let allowance = children(&line) * ALLOWANCE_CENTIMES;
    // Who left, or is away without right to allowances, gives them back.
    let returned = if matches!(code, "SO" | "DE" | "CS" | "MS") { allowance } else { 0 };
    let (real, capped) = (centimes(line.gross_centimes), centimes(line.capped_centimes()));
    let mut control = u64::from(line.insured) + returned + u64::from(line.days) + real + capped + rank;
    if fault == Some(Fault::EbdsControlSum) {
        control += 1;
    }
    let mut record = named(records.keyed("B02"), &line);
    if fault == Some(Fault::EbdsCharacter) {
        record = record.damaged(25, 0xC9);
    }
    record
        .number(children(&line), 2)
        .number(allowance, 6)
        .number(0, 6)
        .number(allowance, 6)
        .number(returned, 6)
        .number(u64::from(line.days), 2)
        .number(real, 13)
        .number(capped, 9)
        .text(code, 2)
        .number(control, 19)
        .blank(104);
    let one = Sums {
        count: 1,
        insured: u64::from(line.insured),
        children: children(&line),
        allowances: allowance,
        returned,
        days: u64::from(line.days),
        real,
        capped,
        control,
    };
    *sums = sums.plus(one);
}

fn write_listed_recap(records: &mut Records, kind: &str, sums: &Sums, too_many: u64) {
    let recap = records.keyed(kind).number(sums.count + too_many, 6).number(sums.children, 6);
    let recap = recap.number(sums.allowances, 12).number(0, 12).number(sums.allowances, 12);
    let recap = recap.number(sums.insured, 15).number(sums.returned, 12).number(sums.days, 6);
    recap.number(sums.real, 15).number(sums.capped, 13).number(sums.control, 19).blank(116);
}

fn write_entrants<'a, 'b: 'a>(records: &mut Records, kind: &str, lines: impl Iterator<Item = &'a Line<'b>>) -> Sums {
    let mut sums = Sums::default();
    for line in lines {
        let (real, capped) = (centimes(line.gross_centimes), centimes(line.capped_centimes()));
        let control = u64::from(line.insured) + u64::from(line.days) + real + capped;
        let record = named(records.keyed(kind), line).text(line.person.identity_card.as_deref().unwrap_or(""), 8);
        let record = record.number(u64::from(line.days), 2).number(real, 13).number(capped, 9);
        record.number(control, 19).blank(124);
        let one = Sums {
            count: 1,
            insured: u64::from(line.insured),
            days: u64::from(line.days),
            real,
            capped,
            control,
            ..Sums::default()
        };
        sums = sums.plus(one);
    }
    if sums.count == 0 {
        let record = records.keyed(kind).blank(9).blank(60).blank(8);
        record.number(0, 2).number(0, 13).number(0, 9).number(0, 19).blank(124);
    }
    sums
}

fn write_recap(records: &mut Records, kind: &str, sums: &Sums) {
    let recap = records.keyed(kind).number(sums.count, 6).number(sums.insured, 15).number(sums.days, 6);
    recap.number(sums.real, 15).number(sums.capped, 13).number(sums.control, 19).blank(170);
}
