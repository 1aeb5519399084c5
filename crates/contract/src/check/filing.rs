//! How a table is filed: the keys of an `evidence` block beyond its own keys and columns.

mod checks;
mod reconciliations;
mod words;

use super::fields::Fields;
use super::ledger::Ledger;
use super::{closed, keys, scalar};
use crate::diagnostic::Diagnostic;
use crate::model::{
    Apart, Blank, ColumnType, Due, FileColumn, FileForm, FiledBy, Filing, Fills, RowSource, Scheme, Table,
};
use crate::money::Decimal;
use crate::source::Span;
use crate::spelling::by_likeness;
use crate::unit::Unit;
use crate::yaml::Node;

pub(super) use reconciliations::check_tables;

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
    let filed_by = read_filed_by(filed_by, table, first.span, ledger);
    let under = match filed_by {
        Some(FiledBy::Affiliation) => Some("affiliation"),
        Some(FiledBy::TaxIdentifier) => Some("tax_identifier"),
        Some(FiledBy::Register | FiledBy::Party(_)) | None => None,
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
    let (checks, reconciliations) = checks.map(|node| checks::read(node, table, ledger)).unwrap_or_default();
    Some(Filing { filed_by: filed_by?, source: source?, summed, unique, sealed, apart, due, checks, reconciliations })
}

/// `affiliation`, `party platform-manager`: a table with the key `party` is a party's, and no other is.
fn read_filed_by(node: Option<&Node>, table: &Table, span: Span, ledger: &mut Ledger) -> Option<FiledBy> {
    let read = match node {
        None => Some(FiledBy::Register),
        Some(node) => match node.as_scalar().and_then(|text| text.strip_prefix("party ")) {
            Some(kind) if scalar::is_identifier(kind.trim()) => Some(FiledBy::Party(kind.trim().to_owned())),
            _ => {
                let text = scalar::text(node, ledger)?;
                let found = FiledBy::WORDS.into_iter().find(|(word, _)| *word == text).map(|(_, what)| what);
                if found.is_none() {
                    let words = FiledBy::WORDS.map(|(word, _)| word);
                    let (_, expected) = by_likeness(text, words.into_iter().chain(["party KIND"]));
                    let unknown = Diagnostic::error("word-unknown", node.span).with("word", text);
                    ledger.push(unknown.with("expected", expected));
                }
                found
            }
        },
    };
    if let Some(read) = &read
        && matches!(read, FiledBy::Party(_)) != table.by_party
    {
        ledger.error("evidence-party", node.map_or(span, |node| node.span), "table", &table.id);
    }
    read
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
        (Some(day), _) => number(day, 31).map(Due::DayOfNextMonth),
        (None, Some(month)) => number(month, 12).map(Due::BeforeMonthOfNextYear),
        (None, None) => None,
    };
    if due.is_none() {
        let expected = "by day 1 .. 31 of the month after | before month 1 .. 12 of the year after";
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
    let month_first = fields.take("days").and_then(|node| scalar::word(node, &closed::DAYS, ledger)).unwrap_or(false);
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
    needed.extend(table.by_party.then_some((Fills::Party, "party")));
    needed.extend(table.period.filter(|_| !table.exercise).map(|_| (Fills::Period, "period")));
    needed.extend(table.dated.then_some((Fills::From, "from")));
    for (_, name) in needed.into_iter().filter(|(what, _)| lacks(what)) {
        ledger.error("evidence-key-unfilled", span, "key", name);
    }
    for name in table.columns.keys().filter(|name| lacks(&Fills::Column((*name).clone()))) {
        ledger.error("evidence-column-unfilled", span, "column", name);
    }
    Some(FileForm { name, units, month_first, columns: read })
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
        "operator" if !table.by_party => Fills::Operator,
        "party" if table.by_party => Fills::Party,
        "person" if table.by_person => Fills::Person,
        "period" if table.period.is_some() && !table.exercise => Fills::Period,
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
