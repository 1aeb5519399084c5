//! How a table is filed: the keys of an `evidence` block beyond its own keys and columns.

mod words;

use super::fields::Fields;
use super::ledger::Ledger;
use super::{closed, keys, scalar};
use crate::diagnostic::Diagnostic;
use crate::model::{
    Apart, Blank, CellComparison, CheckRule, ColumnType, Due, FileColumn, FileForm, FiledBy, Filing, Fills, Otherwise,
    RowCheck, RowSource, Scheme, Side, Table,
};
use crate::money::Decimal;
use crate::source::Span;
use crate::spelling::by_likeness;
use crate::unit::Unit;
use crate::yaml::Node;

/// What `holds` says of a line of text, which is of no scheme.
const TEXT: &str = "text";

/// Reads how a table is filed; nothing where its block names neither files nor a reader.
pub(super) fn read(fields: &mut Fields<'_>, table: &Table, schemes: &[Scheme], ledger: &mut Ledger) -> Option<Filing> {
    let file = fields.take("file");
    let reader = fields.take("read_by");
    let (filed_by, several, unique) = (fields.take("filed_by"), fields.take("several"), fields.take("unique"));
    let (apart, expected, checks) = (fields.take("apart"), fields.take("expected"), fields.take("checks"));
    let sealed = fields.take("sealed");
    let (Some(first), only) = (file.or(reader), file.is_some() != reader.is_some()) else {
        let others = [filed_by, several, unique, sealed, apart, expected, checks];
        if let Some(other) = others.into_iter().flatten().next() {
            ledger.error("evidence-not-filed", other.span, "table", &table.id);
        }
        return None;
    };
    if !only {
        ledger.error("evidence-filed-twice", first.span, "table", &table.id);
    }
    let filed_by = filed_by.map_or(Some(FiledBy::Register), |node| scalar::word(node, &FiledBy::WORDS, ledger));
    let under = match filed_by {
        Some(FiledBy::Affiliation) => Some("affiliation"),
        Some(FiledBy::TaxIdentifier) => Some("tax_identifier"),
        Some(FiledBy::Register) | None => None,
    };
    if let Some(key) = under.filter(|key| file.is_some() && !table.columns.contains_key(*key)) {
        ledger.error("evidence-key-unfilled", first.span, "key", key);
    }
    let source = match (file, reader) {
        (Some(node), _) => read_file(node, table, schemes, ledger).map(RowSource::Columns),
        (None, Some(node)) => words::reader(node, ledger).map(RowSource::Reader),
        (None, None) => None,
    };
    // All of it is looked at before anything is given up: what is wrong is told at once.
    let summed = several.map(|node| read_several(node, table, ledger)).unwrap_or_default();
    let unique = unique.map(|node| columns(node, table, ledger)).unwrap_or_default();
    let sealed = sealed.map(|node| read_sealed(node, table, ledger)).unwrap_or_default();
    let apart = apart.map(|node| read_apart(node, table, ledger)).unwrap_or_default();
    let due = expected.and_then(|node| due(node, ledger));
    let checks = checks.map(|node| read_checks(node, table, ledger)).unwrap_or_default();
    Some(Filing { filed_by: filed_by?, source: source?, summed, unique, sealed, apart, due, checks })
}

/// `by day 10 of the month after`, `before month 3 of the year after`.
fn due(node: &Node, ledger: &mut Ledger) -> Option<Due> {
    let text = scalar::text(node, ledger)?;
    let number = |text: &str, most: u32| {
        scalar::whole(text).filter(|number| (1..=most).contains(number)).and_then(|number| u8::try_from(number).ok())
    };
    let by_day = text.strip_prefix("by day ").and_then(|rest| rest.strip_suffix(" of the month after"));
    let before = text.strip_prefix("before month ").and_then(|rest| rest.strip_suffix(" of the year after"));
    let due = match (by_day, before) {
        (Some(day), _) => number(day, 28).map(Due::DayOfNextMonth),
        (None, Some(month)) => number(month, 12).map(Due::BeforeMonthOfNextYear),
        (None, None) => None,
    };
    if due.is_none() {
        let expected = "by day 1 .. 28 of the month after | before month 1 .. 12 of the year after";
        ledger.push(Diagnostic::error("word-unknown", node.span).with("word", text).with("expected", expected));
    }
    due
}

/// Names of columns of the table, each told where it is none.
fn columns(node: &Node, table: &Table, ledger: &mut Ledger) -> Vec<String> {
    let words = scalar::words(node, ledger).unwrap_or_default();
    words.into_iter().filter(|word| column(word, node.span, table, ledger).is_some()).collect()
}

/// A column of the table, told where there is none.
fn column<'t>(name: &str, span: Span, table: &'t Table, ledger: &mut Ledger) -> Option<&'t ColumnType> {
    let found = table.columns.get(name);
    if found.is_none() {
        let (nearest, known) = by_likeness(name, table.columns.keys().map(String::as_str));
        let unknown = Diagnostic::error("evidence-column-unknown", span).with("table", &table.id);
        ledger.push(unknown.with("column", name).with("nearest", nearest).with("known", known));
    }
    found
}

fn read_several(node: &Node, table: &Table, ledger: &mut Ledger) -> Vec<String> {
    let mut summed = Vec::new();
    for (name, word) in node.entries() {
        let known = column(&name.value, name.span, table, ledger);
        let sums = scalar::word(word, &closed::SEVERAL, ledger) == Some(true);
        if sums && known.is_some_and(|known| !matches!(known, ColumnType::Number(_))) {
            ledger.error("evidence-sum-of-words", word.span, "column", &name.value);
        }
        if sums {
            summed.push(name.value.clone());
        }
    }
    summed
}

/// Columns of closed words about persons: of those alone a keyed hash says which word it is to whoever has the key, and to
/// nobody else.
fn read_sealed(node: &Node, table: &Table, ledger: &mut Ledger) -> Vec<String> {
    let sealed = columns(node, table, ledger);
    let fits =
        |name: &String| table.by_person && matches!(&table.columns[name], ColumnType::Code(words) if !words.is_empty());
    for name in sealed.iter().filter(|name| !fits(name)) {
        ledger.error("evidence-sealed-open", node.span, "column", name);
    }
    sealed
}

/// `operator, site`; `affiliation` alone: of whichever operator.
fn read_apart(node: &Node, table: &Table, ledger: &mut Ledger) -> Vec<Apart> {
    if !table.dated {
        ledger.unknown("key-unknown", "key", "apart", std::iter::empty(), node.span);
    }
    let words = scalar::words(node, ledger).unwrap_or_default();
    let of_all_operators = !words.iter().any(|word| word == "operator");
    let named = words.into_iter().filter(|word| word != "operator");
    let columns: Vec<String> = named.filter(|word| column(word, node.span, table, ledger).is_some()).collect();
    if columns.is_empty() { Vec::new() } else { vec![Apart { columns, of_all_operators }] }
}

fn read_file(node: &Node, table: &Table, schemes: &[Scheme], ledger: &mut Ledger) -> Option<FileForm> {
    let mut fields = Fields::of(node, keys::FILE, ledger)?;
    let name = fields.take("name").and_then(|node| scalar::text(node, ledger)).map(str::to_owned);
    let units = fields.take("units").map(|node| texts(node, ledger)).unwrap_or_default();
    let mut read: Vec<FileColumn> = Vec::new();
    for node in fields.require_items("columns", ledger) {
        let Some(column) = read_file_column(node, table, schemes, ledger) else { continue };
        if let Some(twice) = read.iter().find(|other| {
            other.heading == column.heading
                || other.fills == column.fills && !matches!(column.fills, Fills::Person | Fills::Nothing)
        }) {
            ledger.error("evidence-heading-repeated", node.span, "heading", &twice.heading);
        }
        read.push(column);
    }
    let span = fields.span;
    fields.finish(ledger);
    let lacks = |what: &Fills| !read.iter().any(|column| column.fills == *what);
    let mut needed = Vec::new();
    needed.extend(table.by_person.then_some((Fills::Person, "person")));
    needed.extend(table.period.map(|_| (Fills::Period, "period")));
    needed.extend(table.dated.then_some((Fills::From, "from")));
    for (_, name) in needed.into_iter().filter(|(what, _)| lacks(what)) {
        ledger.error("evidence-key-unfilled", span, "key", name);
    }
    for name in table.columns.keys().filter(|name| lacks(&Fills::Column((*name).clone()))) {
        ledger.error("evidence-column-unfilled", span, "column", name);
    }
    Some(FileForm { name, units, columns: read })
}

/// A list of texts, or one text.
fn texts(node: &Node, ledger: &mut Ledger) -> Vec<String> {
    match node.as_list() {
        Some(items) => items.iter().filter_map(|item| scalar::text(item, ledger)).map(str::to_owned).collect(),
        None => scalar::text(node, ledger).map(str::to_owned).into_iter().collect(),
    }
}

fn read_file_column(node: &Node, table: &Table, schemes: &[Scheme], ledger: &mut Ledger) -> Option<FileColumn> {
    let mut fields = Fields::of(node, keys::FILE_COLUMN, ledger)?;
    let heading = fields.require("heading", ledger).and_then(|node| scalar::text(node, ledger)).map(str::to_owned);
    let also = fields.take("also").map(|node| texts(node, ledger)).unwrap_or_default();
    let fills = fields.require("fills", ledger).and_then(|node| {
        let word = scalar::text(node, ledger)?;
        fills(word, table).or_else(|| {
            column(word, node.span, table, ledger);
            None
        })
    });
    let kind = match &fills {
        Some(Fills::Column(name)) => table.columns.get(name),
        _ => None,
    };
    let holds = fields.take("holds").and_then(|node| {
        let holds = scalar::identifier(node, ledger)?;
        let known = || schemes.iter().map(|scheme| scheme.id.as_str()).chain([TEXT]);
        if !known().any(|known| known == holds) {
            ledger.unknown("scheme-unknown", "scheme", &holds, known(), node.span);
            return None;
        }
        Some(holds)
    });
    if let (Some(Fills::Person), None) = (&fills, &holds) {
        // Whom a number names is asked by its scheme.
        ledger.error("key-absent", fields.span, "key", "holds");
    }
    let words = fields.take("words").map(|node| words::written(node, kind, ledger)).unwrap_or_default();
    let countries = fields.take("countries").and_then(|node| words::of_countries(node, kind, ledger));
    let within = fields.take("within").and_then(|node| read_within(node, kind, ledger));
    let example = fields.take("example").and_then(|node| scalar::text(node, ledger)).unwrap_or_default().to_owned();
    let blank = fields.take("blank").map_or(Some(Blank::Unread), |node| scalar::word(node, &Blank::WORDS, ledger));
    let absent = fields.take("absent").map_or(Some(false), |node| scalar::word(node, &[("allowed", true)], ledger));
    let by = fields.take("by").map_or(Some(false), |node| scalar::word(node, &[("period", true)], ledger));
    fields.finish(ledger);
    Some(FileColumn {
        heading: heading?,
        also,
        fills: fills?,
        holds,
        words,
        countries,
        within,
        example,
        blank: blank?,
        may_be_absent: absent?,
        is_by_period: by?,
    })
}

fn fills(word: &str, table: &Table) -> Option<Fills> {
    Some(match word {
        "operator" => Fills::Operator,
        "person" if table.by_person => Fills::Person,
        "period" if table.period.is_some() => Fills::Period,
        "from" if table.dated => Fills::From,
        "to" if table.dated => Fills::To,
        "nothing" => Fills::Nothing,
        name if table.columns.contains_key(name) => Fills::Column(name.to_owned()),
        _ => return None,
    })
}

/// `-1000000 MAD .. 1000000 MAD`.
fn read_within(node: &Node, kind: Option<&ColumnType>, ledger: &mut Ledger) -> Option<(Decimal, Decimal)> {
    let text = scalar::text(node, ledger)?;
    let unit = match kind {
        Some(ColumnType::Number(unit)) => *unit,
        _ => Unit::NONE,
    };
    let Some((least, most)) = text.split_once("..") else {
        ledger.error("interval-malformed", node.span, "found", text);
        return None;
    };
    let mut side = |text: &str| scalar::number_in(text.trim(), node.span, unit, ledger);
    let (least, most) = (side(least)?, side(most)?);
    if least.to_exact() > most.to_exact() {
        ledger.error("interval-empty", node.span, "found", text);
    }
    Some((least, most))
}

fn read_checks(node: &Node, table: &Table, ledger: &mut Ledger) -> Vec<RowCheck> {
    let items = scalar::list(node, ledger).unwrap_or_default();
    let mut checks: Vec<RowCheck> = Vec::new();
    for node in items {
        let Some(mut fields) = Fields::of(node, keys::CHECK, ledger) else { continue };
        let id = fields.require("id", ledger).and_then(|node| {
            let id = scalar::identifier(node, ledger)?;
            if checks.iter().any(|other| other.id == id) {
                let repeated = Diagnostic::error("identifier-repeated", node.span).with("id", &id);
                ledger.push(repeated.with("first_line", node.span.start.line));
            }
            Some(id)
        });
        let labels = fields.require("labels", ledger);
        let labels = scalar::labels(labels, ledger);
        let cure = fields.require("cure", ledger);
        let cure = scalar::labels(cure, ledger);
        let rule = match fields.take("not_all") {
            Some(node) => read_not_all(node, &mut fields, table, ledger),
            None => fields.require("is", ledger).and_then(|node| read_row_rule(node, table, ledger)),
        };
        let otherwise = fields.take("unread").map(|node| columns(node, table, ledger));
        fields.finish(ledger);
        if let (Some(id), Some(rule)) = (id, rule) {
            let otherwise = otherwise.map_or(Otherwise::Warned, Otherwise::Unread);
            checks.push(RowCheck { id, labels, cure, rule, otherwise });
        }
    }
    checks
}

/// `nationality = foreign`, `from_rows: 3`.
fn read_not_all(node: &Node, fields: &mut Fields<'_>, table: &Table, ledger: &mut Ledger) -> Option<CheckRule> {
    let from_rows = fields.take("from_rows").and_then(|node| {
        let text = scalar::text(node, ledger)?;
        let number = scalar::whole(text);
        if number.is_none() {
            ledger.error("number-malformed", node.span, "found", text);
        }
        number
    });
    let text = scalar::text(node, ledger)?;
    let Some((name, word)) = text.split_once('=').map(|(name, word)| (name.trim(), word.trim())) else {
        ledger.error("evidence-check-malformed", node.span, "found", text);
        return None;
    };
    match column(name, node.span, table, ledger)? {
        ColumnType::Code(known) if known.iter().any(|one| one == word) => {}
        _ => ledger.error("evidence-check-malformed", node.span, "found", text),
    }
    Some(CheckRule::NotAll { column: name.to_owned(), word: word.to_owned(), from_rows: from_rows.unwrap_or(1) })
}

fn read_row_rule(node: &Node, table: &Table, ledger: &mut Ledger) -> Option<CheckRule> {
    let text = scalar::text(node, ledger)?;
    let read: Option<Vec<CellComparison>> = text.split(" or ").map(|one| comparison(one.trim(), table)).collect();
    if read.is_none() {
        ledger.error("evidence-check-malformed", node.span, "found", text);
    }
    read.map(CheckRule::Row)
}

/// What a side is, so that only like things are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Day,
    Number(Unit),
    Year,
    Place,
    /// A figure, which is of the other side's sort.
    Any,
}

/// `tax_withheld <= gross_taxable`, `birth_year <= period.year - 15`.
fn comparison(text: &str, table: &Table) -> Option<CellComparison> {
    const SIGNS: [(&str, [bool; 3]); 5] = [
        ("<=", [true, true, false]),
        (">=", [false, true, true]),
        ("<", [true, false, false]),
        (">", [false, false, true]),
        ("=", [false, true, false]),
    ];
    let (sign, holds) = SIGNS.iter().find(|(sign, _)| text.contains(sign))?;
    let (left, right) = text.split_once(sign)?;
    let (right, plus) = match right.trim().rsplit_once(['+', '-']) {
        Some((side, number)) if !side.trim().is_empty() => {
            let number = i64::from(scalar::whole(number.trim())?);
            let minus = right.trim().as_bytes().get(side.len()) == Some(&b'-');
            (side.trim(), if minus { -number } else { number })
        }
        _ => (right.trim(), 0),
    };
    let ((left, one), (right, other)) = (side(left.trim(), table)?, side(right, table)?);
    // Two figures say nothing of a row.
    let fits = (one == other || one == Sort::Any || other == Sort::Any) && (one, other) != (Sort::Any, Sort::Any);
    let adds = plus == 0 || matches!(one, Sort::Year);
    let has_order = (one, other) != (Sort::Place, Sort::Place) || *sign == "=";
    (fits && adds && has_order).then_some(CellComparison { left, holds: *holds, right, plus })
}

fn side(text: &str, table: &Table) -> Option<(Side, Sort)> {
    match text {
        "period.first" => table.period.map(|_| (Side::PeriodFirst, Sort::Day)),
        "period.last" => table.period.map(|_| (Side::PeriodLast, Sort::Day)),
        "period.year" => table.period.map(|_| (Side::PeriodYear, Sort::Year)),
        _ => {
            if let Some(kind) = table.columns.get(text) {
                let sort = match kind {
                    ColumnType::Date => Sort::Day,
                    ColumnType::Number(unit) if *unit == Unit::of(crate::unit::Base::Year) => Sort::Year,
                    ColumnType::Number(unit) => Sort::Number(*unit),
                    ColumnType::Place => Sort::Place,
                    ColumnType::Code(_) => return None,
                };
                return Some((Side::Column(text.to_owned()), sort));
            }
            if let Some(name) = text.strip_suffix(".region") {
                let is_place = matches!(table.columns.get(name), Some(ColumnType::Place));
                return is_place.then(|| (Side::RegionOf(name.to_owned()), Sort::Place));
            }
            let number: Decimal = text.split(' ').next()?.parse().ok()?;
            let hundredths = number.at_scale(2).and_then(|digits| i64::try_from(digits).ok())?;
            Some((Side::Figure(hundredths), Sort::Any))
        }
    }
}
