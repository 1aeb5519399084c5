//! Registers that the administration keeps (CSV): operators, their affiliations, their sites, their turnover.
//!
//! Rows name their operator themselves. A row that names its operator and its key is used with the cells that can be read.
//! Dated rows must not overlap on one key: an affiliation belongs to one operator at a time, and a site of an operator
//! stands in one place at a time; of rows that contradict each other none is preferred to the other.

mod columns;

use std::collections::BTreeMap;

use contract::calendar::{Date, Interval};
use contract::facts::{Cell, Period};
use contract::money::Money;

pub(super) use self::columns::{AFFILIATIONS, OPERATORS, PLATFORMS, SITES, TURNOVER};
use super::REPEATED_LINE;
use super::cells::{At, Fields, Got, Parsed, amount, day, identifier, number, with_zeros, word, year};
use super::habits::{Habit, Habits};
use super::header::Header;
use super::ledger::{Ledger, Outcome};
use super::payroll::affiliation_number;
use super::spelling::key;
use crate::finding::{Place, codes};
use crate::identifiers::{KeyFault, is_ice, is_tax_identifier};
use crate::piece::{Declarant, Piece, PieceKind, RawRow};

/// Platforms, each with the region it stands in.
const REGIONS_OF: &[(&str, &str)] = &[
    ("casanearshore", "MA-06"),
    ("technopolis", "MA-04"),
    ("fes-shore", "MA-03"),
    ("oujda-shore", "MA-02"),
    ("tetouan-shore", "MA-01"),
];
/// Characters of a company's name.
const LEGAL_NAME_MAX: usize = 200;

/// Reads a register of the header's kind into the piece.
pub(super) fn read(header: &Header<'_>, text: &str, piece: &mut Piece, ledger: &mut Ledger) {
    piece.declarant = Declarant::PerRow;
    let before = ledger.clone();
    let mut habits = Habits::default();
    let mut earlier = read_rows(header, text, &mut habits, ledger);
    if habits.must_read_again() {
        *ledger = before;
        habits = habits.again();
        earlier = read_rows(header, text, &mut habits, ledger);
    }
    tell_moves(ledger);
    earlier.refuse_overlaps(ledger);
    habits.tell(ledger);
    if ledger.rows_in() == 0 && !header.is_exact && !ledger.is_refused() {
        ledger.note(codes::CSV_HEADER_ALONE.at(Place::default()));
    }
}

fn read_rows(header: &Header<'_>, text: &str, habits: &mut Habits, ledger: &mut Ledger) -> Earlier {
    let mut earlier = Earlier::default();
    header.read(text, habits, ledger, |fields, ledger| {
        let operator = fields.optional("operateur", identifier).value();
        let (row, keys) = match header.kind {
            PieceKind::OPERATORS => read_operator(fields, operator),
            PieceKind::AFFILIATIONS => read_affiliation(fields, operator),
            PieceKind::SITES => read_site(fields, operator),
            _ => read_turnover(fields, operator),
        };
        if row.operator.is_none() {
            fields.note(codes::REGISTER_KEY, "operateur");
        }
        if fields.is_refused() {
            Outcome::Refuse(row.operator, row.period)
        } else {
            earlier.see(row, keys, fields, ledger)
        }
    });
    earlier
}

/// What a row stands under.
#[derive(Default)]
struct Keys {
    /// A key that may stand only once.
    once: Option<(&'static str, String)>,
    /// A cell that may stand in one row only.
    alone: Option<(&'static str, String)>,
    /// A key whose intervals are apart.
    apart: Option<String>,
}

/// Cells by column, as they were read.
type Cells = Vec<(&'static str, Cell)>;

/// What the rows before hold, by key.
#[derive(Default)]
struct Earlier {
    /// The place of the row of each key, with its cells as they were read.
    once: BTreeMap<String, (usize, Cells)>,
    alone: BTreeMap<String, usize>,
    intervals: BTreeMap<String, Vec<(Interval, u32)>>,
}

impl Earlier {
    /// Holds a row against those before. Where two rows of one key disagree, the cells in which they do are unread.
    fn see(&mut self, row: RawRow, keys: Keys, fields: &mut Fields<'_>, ledger: &mut Ledger) -> Outcome {
        let next = ledger.rows().len();
        if let Some((column, key)) = keys.once {
            if let Some((index, cells)) = self.once.get(&key) {
                let first = ledger.rows()[*index].line;
                let differing = cells.iter().zip(&row.cells).filter(|(one, other)| one != other);
                let differing: Vec<&str> = differing.map(|((name, _), _)| *name).collect();
                if !differing.is_empty() {
                    ledger.blur(*index, &differing);
                    let finding = codes::REGISTER_REPEATED.at(Place::field(fields.line, column));
                    fields.push(finding.with("first_line", first));
                }
                return Outcome::Ignore(REPEATED_LINE);
            }
            self.once.insert(key, (next, row.cells.clone()));
        }
        let mut row = row;
        if let Some((cell, key)) = keys.alone {
            if let Some(index) = self.alone.get(&key) {
                let finding = codes::REGISTER_SHARED.at(Place::field(fields.line, "identifiant_fiscal"));
                fields.push(finding.with("first_line", ledger.rows()[*index].line));
                ledger.blur(*index, &[cell]);
                row.cells.iter_mut().filter(|(name, _)| *name == cell).for_each(|(_, cell)| *cell = Cell::Unread);
            } else {
                self.alone.insert(key, next);
            }
        }
        if let (Some(key), Some(interval)) = (keys.apart, row.valid) {
            let held =
                self.intervals.entry(format!("{key} {}", row.operator.as_deref().unwrap_or_default())).or_default();
            let same = |(other, line): &&(Interval, u32)| {
                let first = ledger.rows().iter().find(|row| row.line == *line);
                *other == interval && first.is_some_and(|first| first.cells == row.cells)
            };
            if held.iter().any(|one| same(&one)) {
                return Outcome::Ignore(REPEATED_LINE);
            }
            held.push((interval, row.line));
        }
        Outcome::Use(row)
    }

    /// Refuses every row whose interval overlaps another one of its key.
    fn refuse_overlaps(self, ledger: &mut Ledger) {
        let mut by_key: BTreeMap<String, Vec<(Interval, u32)>> = BTreeMap::new();
        for (key, intervals) in self.intervals {
            let key = key.rsplit_once(' ').map_or(key.as_str(), |(key, _)| key).to_owned();
            by_key.entry(key).or_default().extend(intervals);
        }
        for intervals in by_key.values_mut() {
            intervals.sort_by_key(|(interval, line)| (interval.first, interval.last, *line));
            let mut clashes: BTreeMap<u32, u32> = BTreeMap::new();
            // Of the intervals that began before, the one that ends last touches whatever any of them touches.
            let mut longest: Option<(Date, u32)> = None;
            for (interval, line) in &*intervals {
                let last = interval.last.unwrap_or(Date::from_days(i32::MAX));
                if let Some((end, other)) = longest.filter(|(end, _)| *end >= interval.first) {
                    clashes.entry(other).or_insert(*line);
                    clashes.entry(*line).or_insert(other);
                    if last <= end {
                        continue;
                    }
                }
                longest = Some((last, *line));
            }
            for (line, other) in clashes {
                let finding = codes::REGISTER_OVERLAP.at(Place::field(line, "du"));
                ledger.withdraw(line, finding.with("other_line", other));
            }
        }
    }
}

/// Where a site stands from a day on, and the line that says so.
struct Stand {
    valid: Interval,
    line: u32,
    place: [Option<Cell>; 2],
}

/// Tells of each site that stands in another place from a day on that no month begins with: a month is read on one day.
fn tell_moves(ledger: &mut Ledger) {
    let cell = |row: &RawRow, name| row.cells.iter().find(|(column, _)| *column == name).map(|(_, cell)| cell.clone());
    let mut sites: BTreeMap<(Option<String>, String), Vec<Stand>> = BTreeMap::new();
    for row in ledger.rows() {
        if let (Some(valid), Some(Cell::Code(site))) = (row.valid, cell(row, "site")) {
            let place = [cell(row, "platform"), cell(row, "region")];
            sites.entry((row.operator.clone(), site)).or_default().push(Stand { valid, line: row.line, place });
        }
    }
    for mut stands in sites.into_values() {
        stands.sort_by_key(|stand| (stand.valid.first, stand.line));
        for (before, after) in stands.iter().zip(stands.iter().skip(1)) {
            let day = after.valid.first;
            let follows = before.valid.last == Some(day.plus_days(-1)) && before.place != after.place;
            if follows && day != day.month().first_day() {
                let place = Place::field(after.line, "du");
                ledger.note(codes::REGISTER_MOVED_INSIDE_MONTH.at(place).with("day", day));
            }
        }
    }
}

fn read_operator(fields: &mut Fields<'_>, operator: Option<String>) -> (RawRow, Keys) {
    let legal_name = fields.required("raison_sociale", |text, _| match text.chars().count() {
        ..=LEGAL_NAME_MAX => Ok(text.to_owned()),
        _ => Err(codes::REGISTER_LEGAL_NAME),
    });
    let ice = fields.optional("ice", |text, at| {
        let number = number(text, at);
        if is_ice(&number) {
            return Ok(number.into_owned());
        }
        with_zeros(&number, 15, is_ice, at).ok_or(codes::REGISTER_ICE)
    });
    let tax_identifier = fields.optional("identifiant_fiscal", |text, at| {
        let number = number(text, at);
        if is_tax_identifier(&number) { Ok(number.into_owned()) } else { Err(codes::REGISTER_TAX_IDENTIFIER) }
    });
    let created = fields.optional("date_creation", day);
    let group = fields.optional("groupe", identifier);
    for column in ["ice", "identifiant_fiscal", "date_creation"] {
        if fields.is_blank(column) {
            fields.note(codes::REGISTER_LEFT_BLANK, column);
        }
    }
    let keys = Keys {
        once: operator.as_ref().map(|operator| ("operateur", operator.clone())),
        // Statements of tax find their operator by this number: it must be one operator's only.
        alone: match &tax_identifier {
            Got::Value(number) => Some(("tax_identifier", number.clone())),
            Got::Blank | Got::Unread => None,
        },
        apart: None,
    };
    let cells = vec![
        ("created", created.cell(Cell::Date)),
        ("group", group.cell(Cell::Code)),
        ("legal_name", legal_name.cell(Cell::Code)),
        ("ice", ice.cell(Cell::Code)),
        ("tax_identifier", tax_identifier.cell(Cell::Code)),
    ];
    (row(fields, operator, None, None, cells), keys)
}

fn read_affiliation(fields: &mut Fields<'_>, operator: Option<String>) -> (RawRow, Keys) {
    let read = fields.optional("affiliation", |text, at| Ok(affiliation_number(text, at)));
    let number = match read {
        Got::Value(Ok(number)) => Some(number),
        Got::Value(Err(KeyFault::Key { expected, found })) => {
            let finding = codes::REGISTER_AFFILIATION_KEY.at(Place::field(fields.line, "affiliation"));
            fields.push(finding.with("expected", expected).with("found", found));
            None
        }
        Got::Value(Err(KeyFault::Shape)) => {
            fields.note(codes::REGISTER_AFFILIATION, "affiliation");
            None
        }
        Got::Blank | Got::Unread => {
            fields.note(codes::REGISTER_KEY, "affiliation");
            None
        }
    };
    let valid = read_interval(fields);
    let keys = Keys { apart: number.clone(), ..Keys::default() };
    let cells = vec![("affiliation", number.map_or(Cell::Unread, Cell::Code))];
    (row(fields, operator, None, valid, cells), keys)
}

fn read_site(fields: &mut Fields<'_>, operator: Option<String>) -> (RawRow, Keys) {
    let site = fields.optional("site", identifier).value();
    if site.is_none() {
        fields.note(codes::REGISTER_KEY, "site");
    }
    let platform = fields.optional("plateforme", word(PLATFORMS));
    let region = fields.required("region", region);
    let expected = platform.value().and_then(|platform| REGIONS_OF.iter().find(|(known, _)| *known == platform));
    if let (Some((_, expected)), Got::Value(region)) = (expected, &region)
        && expected != region
    {
        let finding = codes::REGISTER_PLATFORM_REGION.at(Place::field(fields.line, "region"));
        fields.push(finding.with("expected", expected).with("found", region));
    }
    let valid = read_interval(fields);
    let key = operator.as_ref().zip(site.as_ref()).map(|(operator, site)| format!("{operator}/{site}"));
    let keys = Keys { apart: key, ..Keys::default() };
    let cells = vec![
        ("site", site.map_or(Cell::Unread, Cell::Code)),
        ("platform", platform.cell(|platform| Cell::Code(platform.to_owned()))),
        ("region", region.cell(Cell::Code)),
    ];
    (row(fields, operator, None, valid, cells), keys)
}

fn read_turnover(fields: &mut Fields<'_>, operator: Option<String>) -> (RawRow, Keys) {
    let year = fields.optional("annee", year).value();
    if year.is_none() {
        fields.note(codes::REGISTER_KEY, "annee");
    }
    let mut read = |column| match fields.required(column, amount) {
        Got::Value(money) if money < Money::ZERO => {
            fields.note(codes::REGISTER_NEGATIVE, column);
            Got::Unread
        }
        got => got,
    };
    let (mut total, mut exports) = (read("ca_total"), read("ca_export"));
    if let (Got::Value(above), Got::Value(part)) = (total, exports)
        && part > above
    {
        let finding = codes::REGISTER_EXPORTS_ABOVE_TOTAL.at(Place::field(fields.line, "ca_export"));
        fields.push(finding.with("total", above).with("exports", part));
        (total, exports) = (Got::Unread, Got::Unread);
    }
    let key = operator.as_ref().zip(year).map(|(operator, year)| ("annee", format!("{operator} {year}")));
    let cells = vec![("total", total.cell(Cell::Amount)), ("exports", exports.cell(Cell::Amount))];
    (row(fields, operator, year.map(Period::Year), None, cells), Keys { once: key, ..Keys::default() })
}

fn row(
    fields: &Fields<'_>,
    operator: Option<String>,
    period: Option<Period>,
    valid: Option<Interval>,
    cells: Vec<(&'static str, Cell)>,
) -> RawRow {
    RawRow { line: fields.line, operator, person: None, period, valid, cells }
}

/// `du` and `au`: an open end where `au` is blank. A row that does not say when it holds is refused.
fn read_interval(fields: &mut Fields<'_>) -> Option<Interval> {
    let first = fields.required("du", day);
    let last = fields.optional("au", day);
    if first == Got::Unread {
        fields.note(codes::REGISTER_KEY, "du");
    }
    if last == Got::Unread {
        fields.note(codes::REGISTER_KEY, "au");
    }
    let (first, last) = (first.value()?, last.value());
    if last.is_some_and(|last| last < first) {
        fields.note(codes::REGISTER_DATES, "au");
        return None;
    }
    Some(Interval { first, last })
}

/// A region of ISO 3166-2:MA as it stands since 2015.
fn region(text: &str, at: &mut At<'_>) -> Parsed<String> {
    let number = |text: &str| text.parse::<u8>().ok().filter(|number| text.len() == 2 && (1..=12).contains(number));
    if text.strip_prefix("MA-").and_then(number).is_some() {
        return Ok(text.to_owned());
    }
    let spelled = key(text);
    let found = number(spelled.strip_prefix("ma").unwrap_or(&spelled)).ok_or(codes::CSV_WORD)?;
    at.note(Habit::WordForm);
    Ok(format!("MA-{found:02}"))
}
