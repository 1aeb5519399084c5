//! Reading a table: UTF-8, columns by their headings, `;` or `,` between them; or a spreadsheet. No cell is guessed: what could be read two
//! ways, such as `8,000`, is refused.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use contract::calendar::{Date, Interval};
use contract::identity::OperatorId;

use super::{TableFault, Taken};
use crate::enrolments::{Balance, Facts, Held};
use crate::workspace::Workspace;

/// The columns of a table of operators: those that must be there first.
const OPERATORS: (&[&str], &[&str]) = (
    &["operator", "from", "source"],
    &["contract", "ecosystem", "affiliation", "affiliation_from", "affiliation_to", "group", "site"],
);
/// The columns of a table of balances.
const BALANCES: (&[&str], &[&str]) = (&["operator", "head", "year", "decided", "paid", "source"], &["key"]);

/// The columns of a table of people and their mandates.
const PEOPLE: (&[&str], &[&str]) =
    (&["account", "name", "number", "role", "since"], &["language", "whom", "of", "until", "ceiling"]);

/// What a table is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Operators,
    Balances,
    People,
}

/// A line, its cells by heading.
pub(super) struct Line {
    pub(super) number: u64,
    cells: BTreeMap<String, String>,
}

/// The bytes of a table as text: of a spreadsheet the one sheet with such columns, read by the confined reader, its rows as
/// lines. What is wrong with it stands among the faults.
pub(super) fn as_text<'b>(workspace: &Workspace, bytes: &'b [u8], faults: &mut Vec<TableFault>) -> Cow<'b, [u8]> {
    let columns: Vec<&str> = [OPERATORS, BALANCES, PEOPLE]
        .iter()
        .flat_map(|(needed, allowed)| needed.iter().chain(*allowed))
        .copied()
        .collect();
    let is_wanted = |text: &str| {
        let headings = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_lowercase();
        headings.split(';').filter(|heading| columns.contains(&heading.trim())).count() > 1
    };
    match evidence::read::lines_of(&workspace.store.tables(), bytes, &is_wanted) {
        None => Cow::Borrowed(bytes),
        // The sign before the decimals of a number that a spreadsheet stores.
        Some(Ok(text)) => Cow::Owned(text.replace('\u{066B}', ".").into_bytes()),
        Some(Err(findings)) => {
            for found in findings {
                let line = u64::from(found.place.line.unwrap_or(1));
                faults.push(TableFault { line, column: String::new(), code: found.code, values: found.values });
            }
            Cow::Owned(Vec::new())
        }
    }
}

/// Reads a table; what is wrong with it stands among the faults.
pub(super) fn read(bytes: &[u8], heads: &BTreeSet<String>, this_year: i64) -> Taken {
    let mut taken = Taken::default();
    match lines(bytes, &mut taken.faults) {
        None => return taken,
        Some((lines, Sort::Balances)) => balances(&lines, (heads, this_year), &mut taken),
        Some((lines, Sort::Operators)) => operators(&lines, &mut taken),
        // Their secrets take chance: another act reads them.
        Some((_, Sort::People)) => {}
    }
    if taken.faults.is_empty() && taken.operators.is_empty() && taken.balances.is_empty() {
        taken.faults.push(fault(1, "", "csv-empty", &[]));
    }
    taken
}

pub(super) fn fault(line: u64, column: &str, code: &str, values: &[(&str, &str)]) -> TableFault {
    let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    TableFault { line, column: column.to_owned(), code: code.to_owned(), values }
}

/// The lines, and what they are of; nothing where the table cannot be read.
pub(super) fn lines(bytes: &[u8], faults: &mut Vec<TableFault>) -> Option<(Vec<Line>, Sort)> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        faults.push(fault(1, "", "csv-not-text", &[]));
        return None;
    };
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.matches(';').count() >= first.matches(',').count() { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headings: Vec<String> = match reader.headers() {
        Ok(headings) => headings.iter().map(str::to_lowercase).collect(),
        Err(_) => Vec::new(),
    };
    let any = |one: &str, other: &str| headings.iter().any(|heading| heading == one || heading == other);
    let sort = match () {
        () if any("head", "decided") => Sort::Balances,
        () if any("account", "role") => Sort::People,
        () => Sort::Operators,
    };
    let (needed, allowed) = match sort {
        Sort::Balances => BALANCES,
        Sort::People => PEOPLE,
        Sort::Operators => OPERATORS,
    };
    let known = needed.iter().chain(allowed).copied().collect::<Vec<_>>().join(", ");
    for heading in &headings {
        if !needed.contains(&heading.as_str()) && !allowed.contains(&heading.as_str()) {
            faults.push(fault(1, heading, "csv-column-unknown", &[("known", &known)]));
        }
    }
    for column in needed.iter().filter(|column| !headings.iter().any(|heading| heading == *column)) {
        faults.push(fault(1, column, "csv-column-missing", &[("known", &known)]));
    }
    if !faults.is_empty() {
        return None;
    }
    let mut lines = Vec::new();
    for (place, record) in reader.records().enumerate() {
        let record = match record {
            Ok(record) if record.len() == headings.len() => record,
            other => {
                let number = other.ok().and_then(|record| Some(record.position()?.line()));
                faults.push(fault(number.unwrap_or(place as u64 + 2), "", "csv-cells", &[]));
                continue;
            }
        };
        let number = record.position().map_or(place as u64 + 2, csv::Position::line);
        let cells: BTreeMap<String, String> = headings.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        for column in needed.iter().filter(|column| cells.get(**column).is_none_or(String::is_empty)) {
            faults.push(fault(number, column, "csv-cell-missing", &[]));
        }
        lines.push(Line { number, cells });
    }
    Some((lines, sort))
}

impl Line {
    pub(super) fn text(&self, column: &str) -> &str {
        self.cells.get(column).map(String::as_str).unwrap_or_default()
    }

    pub(super) fn some(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// A day; nothing where the cell is empty.
    pub(super) fn day(&self, column: &str, faults: &mut Vec<TableFault>) -> Option<Date> {
        let text = self.text(column);
        match text.parse() {
            Ok(day) => Some(day),
            Err(_) if text.is_empty() => None,
            Err(_) => {
                faults.push(fault(self.number, column, "csv-day", &[("value", text)]));
                None
            }
        }
    }
}

/// Operators: the lines of one are together what is said of it.
fn operators(lines: &[Line], taken: &mut Taken) {
    for line in lines {
        let from = line.day("from", &mut taken.faults);
        let held = held(line, &mut taken.faults);
        let Some(from) = from else { continue };
        let operator = line.text("operator").to_owned();
        let place = taken.operators.iter().position(|(_, one)| one.operator == operator).unwrap_or_else(|| {
            let (group, source) = (line.some("group"), line.text("source").to_owned());
            let (contracts, ecosystems, affiliations, sites) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            let facts = Facts { operator, from, contracts, ecosystems, affiliations, group, sites, source };
            taken.operators.push((line.number, facts));
            taken.operators.len() - 1
        });
        let (_, facts) = &mut taken.operators[place];
        let differs = [
            ("from", from != facts.from),
            ("source", line.text("source") != facts.source),
            ("group", line.some("group") != facts.group),
        ];
        for (column, _) in differs.into_iter().filter(|(_, differs)| *differs) {
            taken.faults.push(fault(line.number, column, "csv-differs", &[("operator", &facts.operator)]));
        }
        for (column, list) in
            [("contract", &mut facts.contracts), ("ecosystem", &mut facts.ecosystems), ("site", &mut facts.sites)]
        {
            list.extend(line.some(column).filter(|word| !list.contains(word)));
        }
        facts.affiliations.extend(held.filter(|held| !facts.affiliations.contains(held)));
    }
}

/// The affiliation of a line; it holds from its own day, else from that of the operator.
fn held(line: &Line, faults: &mut Vec<TableFault>) -> Option<Held> {
    let affiliation = line.some("affiliation")?;
    let first = if line.text("affiliation_from").is_empty() { "from" } else { "affiliation_from" };
    let first = line.text(first).parse::<Date>().ok().or_else(|| line.day(first, faults))?;
    let last = line.day("affiliation_to", faults);
    Some(Held { affiliation, valid: Interval { first, last } })
}

fn balances(lines: &[Line], (heads, this_year): (&BTreeSet<String>, i64), taken: &mut Taken) {
    let known = heads.iter().cloned().collect::<Vec<_>>().join(", ");
    for line in lines {
        // An empty cell that must not be was told already.
        let mut wrong = |column: &str, code: &str, values: &[(&str, &str)]| {
            if line.text(column).is_empty() {
                return;
            }
            taken.faults.push(fault(line.number, column, code, values));
        };
        let (operator, head, year) = (line.text("operator"), line.text("head"), line.text("year"));
        if OperatorId::new(operator).is_none() {
            wrong("operator", "operator-bad", &[("operator", operator)]);
        }
        if !heads.contains(head) {
            wrong("head", "csv-head", &[("value", head), ("known", &known)]);
        }
        let is_year = year.len() == 4 && year.parse::<i64>().is_ok_and(|year| (1990..=this_year).contains(&year));
        if !is_year {
            wrong("year", "csv-year", &[("value", year)]);
        }
        let mut amount = |column: &str| {
            let read = amount(line.text(column));
            if read.is_none() {
                wrong(column, "csv-amount", &[("value", line.text(column))]);
            }
            read.unwrap_or_default()
        };
        let (decided, paid) = (amount("decided"), amount("paid"));
        let text = |column: &str| line.text(column).to_owned();
        let one = Balance {
            operator: operator.to_owned(),
            head: head.to_owned(),
            year: year.to_owned(),
            key: text("key"),
            decided,
            paid,
            source: text("source"),
            entry: 0,
        };
        if one.is_nil() {
            let values = [("operator", one.operator.as_str()), ("head", &one.head), ("year", &one.year)];
            taken.faults.push(fault(line.number, "", "balance-nil", &values));
        }
        if let Some((before, _)) = taken.balances.iter().find(|(_, before)| super::same(before, &one)) {
            let before = before.to_string();
            taken.faults.push(fault(line.number, "", "csv-twice", &[("other", &before)]));
        }
        taken.balances.push((line.number, one));
    }
}

/// An amount as the journal writes it: of `1234`, `1234.5` and `1234,50`. `8,000` could be eight or eight thousand.
pub(super) fn amount(text: &str) -> Option<String> {
    let (whole, cents) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_one = (1..=16).contains(&whole.len()) && digits(whole) && cents.len() <= 2 && digits(cents);
    let is_whole = cents.is_empty() && !text.contains(['.', ',']);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    (is_one && (is_whole || !cents.is_empty())).then(|| format!("{whole}.{cents:0<2}"))
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn an_amount_that_could_be_two_is_none() {
        for (text, read) in [("1234", "1234.00"), ("1234.5", "1234.50"), ("01234,50", "1234.50"), ("0", "0.00")] {
            assert_eq!(amount(text).as_deref(), Some(read), "{text}");
        }
        for text in ["8,000", "1 234", "-1", "1.", "", "1e3", "1.234,50"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }
}
