//! CNSS e-BDS exchange files: pre-established lists (family A), main declarations (B), complementary ones (E).
//!
//! Records of 260 characters in a fixed order: 00 transfer, 01 employer, 02 insured, 03 their recap, 04 entrants, 05 their
//! recap, 06 recap of both. Here is the order of records; the lines of persons are in `detail`, the sums in `recap`, the
//! columns in `layout`. A main declaration is held against its pre-established list by [`compare_preestablished`].

mod again;
mod compare;
mod detail;
mod layout;
mod recap;
mod record;

use std::collections::BTreeMap;

use contract::calendar::{Date, Month};
use contract::facts::Period;

pub use compare::compare_preestablished;
pub use detail::{OCCASIONAL, PREESTABLISHED};

use self::again::{Again, Seen};
use self::layout::{AFFILIATION, Field, PERIOD, WIDTH, employer, entrant, insured, transfer};
use self::recap::Totals;
use self::record::Record;
use super::Rules;
use super::ledger::{Ledger, Outcome};
use super::lines::{is_blank, lines};
use crate::finding::{Finding, Place, codes};
use crate::formats::bounds::PAY_OF_A_MONTH;
use crate::formats::{Column, Content, column};
use crate::identifiers::check_affiliation;
use crate::piece::{Declarant, Piece, PieceKind, Roll, RollLine};

/// Lines that are looked at to tell the family of a file.
const LINES_TO_TELL: usize = 12;

/// The fields that are read of a main declaration: of its header, then of a line of an insured person.
pub(super) fn columns() -> Vec<Column> {
    let field =
        |field: Field, content, example: &'static str| column(field.name, content, example).at(field.first, field.last);
    vec![
        field(AFFILIATION, Content::Affiliation, "1234567").fills("affiliation"),
        field(PERIOD, Content::Month, "202507"),
        field(insured::NUMBER, Content::Registration, "123456785"),
        field(insured::NAME, Content::Name, "FICTIF EXEMPLE").or_blank(),
        field(layout::declared::RETURNED, Content::Centimes, "000000").in_unit("0.01 MAD"),
        field(layout::declared::DAYS, Content::Days, "26").fills("days"),
        field(layout::declared::REAL, Content::Centimes, "0000000650000")
            .in_unit("0.01 MAD")
            .fills("wage")
            .within(PAY_OF_A_MONTH),
        field(layout::declared::CAPPED, Content::Centimes, "000600000")
            .in_unit("0.01 MAD")
            .fills("capped_wage")
            .within(PAY_OF_A_MONTH),
        field(layout::declared::SITUATION, Content::Situation, "SO").or_blank().fills("situation"),
        field(layout::declared::CONTROL, Content::ControlSum, "0000000000124706811"),
    ]
}

/// Situations as a line writes them.
pub(super) fn situations() -> Vec<(&'static str, Vec<&'static str>)> {
    detail::situations()
}

/// What the 01 record says of the whole file, as far as it can be read.
#[derive(Default)]
struct Declared {
    affiliation: Option<String>,
    /// AAAAMM as it must stand on every line, and the month that it is.
    period: Option<(String, Month)>,
}

/// The family of a file whose first lines look like records, where they do.
pub(super) fn family(text: &str) -> Option<PieceKind> {
    let mut counts = [0_u32; 3];
    let mut others = 0_u32;
    for (_, line) in lines(text).filter(|(_, line)| !is_blank(line)).take(LINES_TO_TELL) {
        // Type, affiliation and period, or type and transfer number: whatever is cut off behind, this much stands.
        let family = match line.as_bytes() {
            [family, b'0', b'0'..=b'6', rest @ ..] if rest.len() >= 13 && rest[..13].iter().all(u8::is_ascii_digit) => {
                b"ABE".iter().position(|letter| letter == family)
            }
            _ => None,
        };
        match family {
            Some(family) => counts[family] += 1,
            None => others += 1,
        }
    }
    let kinds = [PieceKind::EBDS_PREESTABLISHED, PieceKind::EBDS_MAIN, PieceKind::EBDS_COMPLEMENT];
    let (most, kind) = counts.into_iter().zip(kinds).max_by_key(|(count, _)| *count)?;
    (most > others).then_some(kind)
}

/// Reads a file of one of the three families into the piece.
pub(super) fn read(text: &str, kind: PieceKind, rules: &Rules, piece: &mut Piece, ledger: &mut Ledger) {
    let letter = match kind {
        PieceKind::EBDS_PREESTABLISHED => 'A',
        PieceKind::EBDS_MAIN => 'B',
        _ => 'E',
    };
    let is_mark = |text: &str| text.trim_matches(['\u{1A}', '\0', ' ']).is_empty();
    let filled = lines(text).filter(|(_, line)| !is_blank(line));
    for _ in filled.clone().filter(|(_, text)| is_mark(text)) {
        ledger.settle(Vec::new(), Outcome::Ignore(super::END_OF_FILE));
    }
    let records = filled.filter(|(_, text)| !is_mark(text)).map(|(line, text)| Record::new(line, text));
    let declared = read_header(letter, records.clone(), piece, ledger);
    let mut order = Order::of(letter);
    let mut reading = Reading {
        letter,
        declared,
        rules,
        insured: Totals::ZERO,
        entrants: Totals::ZERO,
        once: [Totals::ZERO; 2],
        first_rows: BTreeMap::new(),
        again: Vec::new(),
        last_number: 0,
        roll: Vec::new(),
    };
    // Recaps wait for their lines, which may stand behind them in a file out of order.
    let mut recaps: BTreeMap<u8, Record<'_>> = BTreeMap::new();
    let mut refilled: Option<(u32, u64)> = None;
    for record in records {
        if record.is_refilled {
            refilled.get_or_insert((record.line, 0)).1 += 1;
        }
        let rank = rank(letter, &record);
        order.see(rank, &record, ledger);
        match rank {
            Some(0 | 1) => {}
            Some(rank @ (3 | 5 | 6)) => drop(recaps.entry(rank).or_insert(record)),
            Some(_) | None => reading.read(rank, &record, ledger),
        }
    }
    order.close(ledger);
    if let Some((line, lines)) = refilled {
        ledger.note(codes::EBDS_FILLER.at(Place::line(line)).with("lines", lines));
    }
    for (rank, record) in &recaps {
        reading.check_recap(*rank, record, ledger);
    }
    reading.settle_again(&recaps, ledger);
    piece.roll = Roll { lines: reading.roll };
}

/// The 00 and 01 records: who declares, for which month. Where they do not say, the file is refused.
fn read_header<'a>(
    letter: char,
    records: impl Iterator<Item = Record<'a>> + Clone,
    piece: &mut Piece,
    ledger: &mut Ledger,
) -> Declared {
    let mut headers = [None, None];
    for (header, digits) in headers.iter_mut().zip(["00", "01"]) {
        let kind = format!("{letter}{digits}");
        let mut found = records.clone().filter(|record| record.kind() == kind);
        *header = found.next();
        if header.is_none() {
            ledger.note(codes::EBDS_HEADER_MISSING.at(Place::default()).with("record", &kind));
        }
        if let Some(second) = found.next() {
            ledger.note(codes::EBDS_HEADER_REPEATED.at(Place::line(second.line)).with("record", &kind));
        }
    }
    for header in headers.iter().flatten() {
        for (first, last) in header.strange_columns() {
            ledger.note(codes::EBDS_CHARACTER.at(Place::columns(header.line, first, last)));
        }
        if header.width != WIDTH {
            let finding = codes::EBDS_FRAME_WIDTH.at(Place::line(header.line)).with("record", header.kind());
            ledger.note(finding.with("expected", WIDTH).with("found", header.width));
        }
    }
    if let Some(header) = &headers[0] {
        let category = format!("{letter}0");
        if header.text(transfer::CATEGORY) != category {
            ledger.note(codes::EBDS_CATEGORY.at(header.place(transfer::CATEGORY)).with("expected", category));
        }
        if header.number(transfer::NUMBER).is_none() {
            ledger.note(codes::EBDS_TRANSFER.at(header.place(transfer::NUMBER)));
        }
    }
    let Some(header) = &headers[1] else { return Declared::default() };
    let affiliation = header.text(AFFILIATION).to_owned();
    if check_affiliation(&affiliation).is_ok() {
        piece.declarant = Declarant::Affiliation(affiliation.clone());
    } else {
        ledger.note(codes::EBDS_AFFILIATION.at(header.place(AFFILIATION)));
    }
    let month = month(header.text(PERIOD));
    if month.is_none() {
        ledger.note(codes::EBDS_PERIOD.at(header.place(PERIOD)));
    }
    piece.period = month.map(Period::Month);
    for (field, is_issue) in [(employer::ISSUED, true), (employer::DUE, false)] {
        let date = date(header.text(field));
        if date.is_none() && !header.is_blank(field) && header.number(field) != Some(0) {
            ledger.note(codes::EBDS_DATE.at(header.place(field)));
        } else if is_issue {
            piece.dated = date;
        }
    }
    let period = month.map(|month| (header.text(PERIOD).to_owned(), month));
    Declared { affiliation: Some(affiliation), period }
}

/// Records in their order, none missing; the closing one proves that the file is whole.
struct Order {
    letter: char,
    seen: [bool; 7],
    last: u8,
}

impl Order {
    fn of(letter: char) -> Order {
        Order { letter, seen: [false; 7], last: 0 }
    }

    fn see(&mut self, rank: Option<u8>, record: &Record<'_>, ledger: &mut Ledger) {
        let Some(rank) = rank else { return };
        let repeated = self.seen[usize::from(rank)] && matches!(rank, 3 | 5 | 6);
        if rank < self.last || repeated {
            ledger.note(codes::EBDS_RECORD_ORDER.at(Place::line(record.line)).with("record", record.kind()));
        }
        self.seen[usize::from(rank)] = true;
        self.last = self.last.max(rank);
    }

    fn close(&self, ledger: &mut Ledger) {
        let (expected, closing): (&[u8], u8) = match self.letter {
            'A' => (&[3], 3),
            'B' => (&[3, 4, 5, 6], 6),
            _ => (&[2, 3, 4, 5, 6], 6),
        };
        for rank in expected.iter().filter(|rank| !self.seen[usize::from(**rank)]) {
            let code = if *rank == closing { codes::EBDS_TRUNCATED } else { codes::EBDS_RECORD_MISSING };
            ledger.note(code.at(Place::default()).with("record", format!("{}0{rank}", self.letter)));
        }
    }
}

/// The place of a record in the order of its family; nothing for a record of another family.
fn rank(letter: char, record: &Record<'_>) -> Option<u8> {
    let last = if letter == 'A' { b'3' } else { b'6' };
    match record.kind().as_bytes() {
        [family, b'0', digit @ b'0'..=b'6'] if char::from(*family) == letter && *digit <= last => Some(digit - b'0'),
        _ => None,
    }
}

/// The lines of a file as they go by.
struct Reading<'a> {
    letter: char,
    declared: Declared,
    rules: &'a Rules,
    insured: Totals,
    entrants: Totals,
    /// The same sums with every person's same line counted once.
    once: [Totals; 2],
    /// The rows of each number, for insured (02) and entrants (04): line, place among the rows used, cells.
    first_rows: BTreeMap<(u8, u64), Vec<Seen>>,
    /// Lines that say the same as an earlier one; the recap tells whether they count.
    again: Vec<Again>,
    last_number: u64,
    roll: Vec<RollLine>,
}

impl Reading<'_> {
    /// Reads a line of a person, or one of a type that does not belong here.
    fn read(&mut self, rank: Option<u8>, record: &Record<'_>, ledger: &mut Ledger) {
        let (mut findings, outcome) = match (rank, self.letter) {
            (Some(2), 'E') if detail::is_empty_insured(record) => return,
            (Some(2), 'E') => (vec![codes::EBDS_COMPLEMENT_LINE.at(Place::line(record.line))], Outcome::NOBODY),
            (Some(2), 'A') => detail::read_listed(record, &self.declared),
            (Some(2), _) => detail::read_declared(record, &self.declared, self.rules),
            (Some(4), _) if detail::is_empty_entrant(record) => return,
            (Some(4), _) => detail::read_entrant(record, &self.declared, self.rules),
            _ => (vec![codes::EBDS_RECORD_TYPE.at(Place::columns(record.line, 1, 3))], Outcome::NOBODY),
        };
        let mut outcome = outcome;
        if let Some(rank) = rank {
            if let Some(number) = record.number(insured::NUMBER) {
                let row = match outcome {
                    Outcome::Use(row) => row,
                    other => {
                        self.follow(rank, number, record, &mut findings);
                        self.count(rank, record, false);
                        return ledger.settle(findings, other);
                    }
                };
                self.follow(rank, number, record, &mut findings);
                match self.beside(rank, number, &row, ledger, &mut findings) {
                    Some(place) => {
                        self.count(rank, record, true);
                        return self.again.push(Again { rank, place, findings, row });
                    }
                    None => outcome = Outcome::Use(row),
                }
            }
            self.count(rank, record, false);
        }
        ledger.settle(findings, outcome);
    }

    /// What the line is beside the lines before it: order and the roll.
    fn follow(&mut self, rank: u8, number: u64, record: &Record<'_>, findings: &mut Vec<Finding>) {
        if rank != 2 || record.width != WIDTH {
            return;
        }
        if number < self.last_number {
            findings.push(codes::EBDS_SORT.at(record.place(insured::NUMBER)));
        }
        self.last_number = self.last_number.max(number);
        if self.letter != 'E' {
            let allowances = [insured::CHILDREN, insured::DUE, insured::DEDUCTED, insured::NET];
            let allowances = allowances.map(|field| record.number(field));
            self.roll.push(RollLine { line: record.line, number, allowances });
        }
    }

    /// Adds the line to the sums of its list, and to those that count a person's same line once.
    fn count(&mut self, rank: u8, record: &Record<'_>, is_again: bool) {
        let (all, once, fields) = match (rank, self.letter) {
            (2, 'A') => (&mut self.insured, &mut self.once[0], insured::LISTED),
            (2, _) => (&mut self.insured, &mut self.once[0], layout::declared::NUMBERS),
            _ => (&mut self.entrants, &mut self.once[1], entrant::NUMBERS),
        };
        for totals in [Some(all), (!is_again).then_some(once)].into_iter().flatten() {
            if record.width == WIDTH {
                totals.add(record, fields);
            } else {
                totals.add_unread();
            }
        }
    }

    fn check_recap(&self, rank: u8, record: &Record<'_>, ledger: &mut Ledger) {
        let both = self.insured.and(&self.entrants);
        let (fields, totals) = match (rank, self.letter) {
            (3, 'A') => (layout::RECAP_LISTED, &self.insured),
            (3, _) => (layout::RECAP_DECLARED, &self.insured),
            (5, _) => (layout::RECAP_ENTRANTS, &self.entrants),
            _ => (layout::RECAP_ENTRANTS, &both),
        };
        for finding in recap::check(record, fields, totals, &self.declared) {
            ledger.note(finding);
        }
    }
}

/// The month of an AAAAMM field.
fn month(text: &str) -> Option<Month> {
    let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month) = digits.then(|| text.split_at(4))?;
    // As in every other kind of file: whatever reckons in months reckons in a few thousand at most.
    let year = year.parse().ok().filter(|year| (1900..=2199).contains(year))?;
    Month::new(year, month.parse().ok()?)
}

/// The day of an AAAAMMJJ field.
fn date(text: &str) -> Option<Date> {
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (year, rest) = digits.then(|| text.split_at(4))?;
    let (month, day) = rest.split_at(2);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}
