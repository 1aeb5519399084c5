//! Registers that the administration keeps (CSV): operators, their affiliations, their sites, their turnover.
//!
//! Rows name their operator themselves. Dated rows must not overlap on one key: an affiliation belongs to one operator at
//! a time, and a site of an operator stands in one place at a time.

use std::collections::BTreeMap;

use contract::calendar::{Date, Interval};
use contract::facts::{Cell, Period};
use contract::money::Money;

use super::cells::{Fields, Parsed, amount, date, identifier, year};
use super::ledger::{Ledger, Outcome};
use super::table::{Columns, Header};
use crate::finding::{Place, codes};
use crate::identifiers::{KeyFault, check_affiliation, is_ice, is_tax_identifier};
use crate::piece::{Declarant, Piece, PieceKind, RawRow};

/// Columns of the register of operators.
pub(super) const OPERATORS: Columns = &[
    ("operateur", true),
    ("raison_sociale", true),
    ("ice", true),
    ("identifiant_fiscal", true),
    ("date_creation", true),
    ("groupe", false),
];
/// Columns of the register of affiliations.
pub(super) const AFFILIATIONS: Columns = &[("operateur", true), ("affiliation", true), ("du", true), ("au", true)];
/// Columns of the register of sites.
pub(super) const SITES: Columns =
    &[("operateur", true), ("site", true), ("plateforme", true), ("region", true), ("du", true), ("au", true)];
/// Columns of the register of turnover.
pub(super) const TURNOVER: Columns = &[("operateur", true), ("annee", true), ("ca_total", true), ("ca_export", true)];

/// Platforms, each with the region it stands in.
const PLATFORMS: &[(&str, &str)] = &[
    ("casanearshore", "MA-06"),
    ("technopolis", "MA-04"),
    ("fes-shore", "MA-03"),
    ("oujda-shore", "MA-02"),
    ("tetouan-shore", "MA-01"),
];
/// Characters of a company's name.
const LEGAL_NAME_MAX: usize = 200;

/// Reads a register of the header's kind into the piece.
pub(super) fn read(header: &Header, bytes: &[u8], piece: &mut Piece, ledger: &mut Ledger) {
    piece.declarant = Declarant::PerRow;
    let mut earlier = Earlier::default();
    header.read(bytes, ledger, |fields, _| {
        let operator = fields.required("operateur", identifier);
        let row = match header.kind {
            PieceKind::Operators => read_operator(fields, operator, &mut earlier),
            PieceKind::Affiliations => read_affiliation(fields, operator, &mut earlier),
            PieceKind::Sites => read_site(fields, operator, &mut earlier),
            _ => read_turnover(fields, operator, &mut earlier),
        };
        Outcome::Use(row)
    });
}

/// What the rows before hold, by key.
#[derive(Default)]
struct Earlier {
    /// The line of each key that may stand only once.
    lines: BTreeMap<String, u32>,
    /// By key, intervals that do not overlap: first day, last day and line.
    intervals: BTreeMap<String, BTreeMap<Date, (Option<Date>, u32)>>,
}

impl Earlier {
    /// Notes a key that stands on an earlier line; keeps the key of a row that is used.
    fn once(&mut self, fields: &mut Fields<'_>, column: &str, key: String) {
        if let Some(first) = self.lines.get(&key) {
            let finding = codes::REGISTER_REPEATED.at(Place::field(fields.line, column));
            fields.push(finding.with("first_line", first));
        } else if !fields.is_refused() {
            self.lines.insert(key, fields.line);
        }
    }

    /// Notes an interval that overlaps an earlier one of its key; keeps that of a row that is used.
    fn apart(&mut self, fields: &mut Fields<'_>, key: String, interval: Interval) {
        let intervals = self.intervals.entry(key).or_default();
        // Kept intervals are apart from each other: only the last that begins before this one ends can touch it.
        let last = interval.last.unwrap_or(Date::from_days(i32::MAX));
        let before = intervals.range(..=last).next_back();
        let clash = before.filter(|(_, (end, _))| end.is_none_or(|end| end >= interval.first));
        if let Some((_, (_, line))) = clash {
            let finding = codes::REGISTER_OVERLAP.at(Place::field(fields.line, "du"));
            fields.push(finding.with("first_line", line));
        } else if !fields.is_refused() {
            intervals.insert(interval.first, (interval.last, fields.line));
        }
    }
}

fn read_operator(fields: &mut Fields<'_>, operator: Option<String>, earlier: &mut Earlier) -> RawRow {
    let code = |text: Option<String>| text.map_or(Cell::Blank, Cell::Code);
    let legal_name = code(fields.required("raison_sociale", |text| match text.chars().count() {
        ..=LEGAL_NAME_MAX => Ok((text.to_owned(), None)),
        _ => Err(codes::REGISTER_LEGAL_NAME),
    }));
    let ice = code(fields.optional("ice", |text| checked(text, is_ice(text), codes::REGISTER_ICE)));
    let tax_identifier = fields
        .optional("identifiant_fiscal", |text| checked(text, is_tax_identifier(text), codes::REGISTER_TAX_IDENTIFIER));
    let created = fields.optional("date_creation", date).map_or(Cell::Blank, Cell::Date);
    let group = code(fields.optional("groupe", identifier));
    for column in ["ice", "identifiant_fiscal", "date_creation"] {
        if fields.text(column).is_empty() {
            fields.note(codes::REGISTER_LEFT_BLANK, column);
        }
    }
    if let Some(operator) = &operator {
        earlier.once(fields, "operateur", format!("operateur {operator}"));
    }
    // Statements of tax find their operator by this number: it must be one operator's only.
    if let Some(number) = &tax_identifier {
        earlier.once(fields, "identifiant_fiscal", format!("identifiant_fiscal {number}"));
    }
    let cells = vec![
        ("created", created),
        ("group", group),
        ("legal_name", legal_name),
        ("ice", ice),
        ("tax_identifier", code(tax_identifier)),
    ];
    row(fields, operator, None, None, cells)
}

fn read_affiliation(fields: &mut Fields<'_>, operator: Option<String>, earlier: &mut Earlier) -> RawRow {
    let affiliation = fields.required("affiliation", |text| Ok((text.to_owned(), None)));
    match affiliation.as_deref().map(check_affiliation) {
        Some(Err(KeyFault::Shape)) => fields.note(codes::REGISTER_AFFILIATION, "affiliation"),
        Some(Err(KeyFault::Key { expected, found })) => {
            let finding = codes::REGISTER_AFFILIATION_KEY.at(Place::field(fields.line, "affiliation"));
            fields.push(finding.with("expected", expected).with("found", found));
        }
        Some(Ok(())) | None => {}
    }
    let valid = read_interval(fields);
    if let (Some(affiliation), Some(interval)) = (&affiliation, valid) {
        earlier.apart(fields, affiliation.clone(), interval);
    }
    let cells = vec![("affiliation", affiliation.map_or(Cell::Blank, Cell::Code))];
    row(fields, operator, None, valid, cells)
}

fn read_site(fields: &mut Fields<'_>, operator: Option<String>, earlier: &mut Earlier) -> RawRow {
    let site = fields.required("site", identifier);
    let platform = fields.optional("plateforme", |text| {
        let found = PLATFORMS.iter().find(|(platform, _)| platform.eq_ignore_ascii_case(text));
        found.map(|platform| (*platform, None)).ok_or(codes::CSV_WORD)
    });
    let region = fields.required("region", region);
    if let (Some((_, expected)), Some(region)) = (platform, &region)
        && expected != region
    {
        let finding = codes::REGISTER_PLATFORM_REGION.at(Place::field(fields.line, "region"));
        fields.push(finding.with("expected", expected).with("found", region));
    }
    let valid = read_interval(fields);
    if let (Some(operator), Some(site), Some(interval)) = (&operator, &site, valid) {
        earlier.apart(fields, format!("{operator} {site}"), interval);
    }
    let cells = vec![
        ("site", site.map_or(Cell::Blank, Cell::Code)),
        ("platform", platform.map_or(Cell::Blank, |(platform, _)| Cell::Code(platform.to_owned()))),
        ("region", region.map_or(Cell::Blank, Cell::Code)),
    ];
    row(fields, operator, None, valid, cells)
}

fn read_turnover(fields: &mut Fields<'_>, operator: Option<String>, earlier: &mut Earlier) -> RawRow {
    let year = fields.required("annee", year);
    let mut read = |column| {
        let money = fields.required(column, amount);
        if money.is_some_and(|money| money < Money::ZERO) {
            fields.note(codes::REGISTER_NEGATIVE, column);
        }
        money
    };
    let (total, exports) = (read("ca_total"), read("ca_export"));
    if let (Some(total), Some(exports)) = (total, exports)
        && exports > total
    {
        let finding = codes::REGISTER_EXPORTS_ABOVE_TOTAL.at(Place::field(fields.line, "ca_export"));
        fields.push(finding.with("total", total).with("exports", exports));
    }
    if let (Some(operator), Some(year)) = (&operator, year) {
        earlier.once(fields, "annee", format!("{operator} {year}"));
    }
    let cell = |amount: Option<Money>| amount.map_or(Cell::Blank, Cell::Amount);
    let cells = vec![("total", cell(total)), ("exports", cell(exports))];
    row(fields, operator, year.map(Period::Year), None, cells)
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

/// `du` and `au`: an open end where `au` is blank.
fn read_interval(fields: &mut Fields<'_>) -> Option<Interval> {
    let first = fields.required("du", date);
    let last = fields.optional("au", date);
    if first.zip(last).is_some_and(|(first, last)| last < first) {
        fields.note(codes::REGISTER_DATES, "au");
        return None;
    }
    first.map(|first| Interval { first, last })
}

/// A region of ISO 3166-2:MA as it stands since 2015.
fn region(text: &str) -> Parsed<String> {
    let number = text.strip_prefix("MA-").filter(|number| number.len() == 2);
    match number.and_then(|number| number.parse::<u8>().ok()) {
        Some(1..=12) => Ok((text.to_owned(), None)),
        _ => Err(codes::CSV_WORD),
    }
}

fn checked(text: &str, fits: bool, code: crate::finding::codes::Code) -> Parsed<String> {
    if fits { Ok((text.to_owned(), None)) } else { Err(code) }
}
