//! Rows that are nobody: separators only, end-of-file marks, the header once more, a program's last words, totals.
//!
//! They are left aside with a reason and make nobody doubtful. A total is held against the rows; whether a line without
//! any word of total is one, only its equality tells, else it is a row that names nobody.

use std::borrow::Cow;

use contract::facts::Cell;
use contract::model::{PersonNumber, Scheme};
use contract::money::Money;

use super::amount;
use super::habits::Habits;
use super::header::Header;
use super::ledger::{Ledger, Outcome};
use super::spelling::{bare, key};
use super::{END_OF_FILE, REPEATED_HEADER, SEPARATORS_ONLY, TOTAL_LINE, TRAILER};
use crate::finding::{Place, codes};
use crate::formats::Content;
use crate::piece::RawRow;

/// A row that is nobody.
pub(super) enum Aside {
    /// Left aside for a reason.
    Reason(&'static str),
    /// Perhaps a total.
    Total(TotalLine),
}

/// A line that may be a total.
pub(super) struct TotalLine {
    line: u32,
    /// Whether it says so.
    has_word: bool,
    /// The column of the table and the amount, and the column of the file.
    amounts: Vec<(&'static str, Figure, &'static str)>,
}

/// Words with which a line of totals begins, as [`key`] spells them.
const TOTALS: &[&str] = &[
    "total",
    "totals",
    "totaux",
    "soustotal",
    "soustotaux",
    "somme",
    "sum",
    "subtotal",
    "grandtotal",
    "مجموع",
    "المجموع",
    "اجمالي",
    "الاجمالي",
];
/// Words with which programs close a list, as [`key`] spells them.
const LAST_WORDS: &[&str] =
    &["findefichier", "fin", "endoffile", "eof", "editele", "genere", "imprime", "page", "printed", "generated"];
/// Words with which a signature begins.
const SIGNED: &[&str] = &["faita", "signature", "cachet", "ledirecteur", "lagerance", "حررب", "التوقيع"];
/// Words with which a line of figures about the others begins that is not their sum.
const STATISTICS: &[&str] = &["moyenne", "average", "effectif", "nombrede", "numberof", "المتوسط", "عدد"];
/// Fields that a line with such a word fills at most.
const CLOSING_FIELDS_MAX: usize = 4;
const COUNTED: &[&str] = &["row", "ligne", "enregistrement", "record", "salarie", "صف", "سطر"];

/// Looks whether a record is nobody's.
pub(super) fn look(header: &Header<'_>, line: u32, fields: &[Cow<'_, str>], habits: &mut Habits) -> Option<Aside> {
    let first = fields.first()?;
    // The common row begins with what names its declarant.
    if fields.len() > 1
        && first.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
        && fields.len() >= header.width
    {
        let named = |content| header.positions_of(content).any(|(.., position)| !fields[position].is_empty());
        if named(Content::Number) {
            return None;
        }
    }
    let filled: Vec<usize> = (0..fields.len()).filter(|place| !is_empty(&fields[*place])).collect();
    if filled.is_empty() {
        let is_mark = |field: &Cow<'_, str>| field.contains(['\u{1A}', '\0']);
        return Some(Aside::Reason(if fields.iter().any(is_mark) { END_OF_FILE } else { SEPARATORS_ONLY }));
    }
    let whose = |place: usize| header.positions_of(Content::Number).any(|(.., position)| position == place);
    let has_persons = has_persons(header);
    let has_number = |place: &usize| {
        !is_key(header, *place)
            && (has_long_number(&fields[*place]) || whose(*place) && is_card(header, &fields[*place]))
    };
    if let [only] = filled.as_slice()
        && (is_last_word(&fields[*only]) || is_sentence(&fields[*only]))
    {
        return Some(Aside::Reason(TRAILER));
    }
    if !filled.iter().any(has_number) {
        let begins = |words: &[&str]| words.iter().any(|word| key(&fields[filled[0]]).starts_with(word));
        // Not where the word may be somebody's name, or the identifier of an operator in a register.
        let is_name = header.positions_of(Content::Name).any(|(.., position)| position == filled[0]);
        let may_close = filled.len() <= CLOSING_FIELDS_MAX && (filled.len() == 1 || !is_name);
        if has_persons && may_close && (begins(SIGNED) || begins(STATISTICS)) {
            return Some(Aside::Reason(TRAILER));
        }
        if filled.iter().all(|place| !fields[*place].chars().any(char::is_alphanumeric)) {
            return Some(Aside::Reason(SEPARATORS_ONLY));
        }
        if has_persons && is_prefilled(header, fields) {
            return Some(Aside::Reason(SEPARATORS_ONLY));
        }
    }
    if fields.len() >= header.width && has_persons {
        let is_key = |place: &usize| is_key(header, *place);
        if filled.iter().all(is_key) {
            return Some(Aside::Reason(SEPARATORS_ONLY));
        }
    }
    let is_label = |place: &usize| header.keys.get(*place).is_some_and(|label| *label == key(&fields[*place]));
    if filled.len() > 1 && filled.iter().all(is_label) {
        return Some(Aside::Reason(REPEATED_HEADER));
    }
    total(header, line, fields, &filled, habits).map(Aside::Total)
}

/// Whether rows are about persons.
fn has_persons(header: &Header<'_>) -> bool {
    header.positions_of(Content::Number).next().is_some()
}

/// Whether a field holds six digits in a row or more, as somebody's number has, and not only noughts.
fn has_long_number(field: &str) -> bool {
    let mut row = 0;
    let mut long = |character: char| {
        row = if character.is_numeric() { row + 1 } else { 0 };
        row >= 6
    };
    field.chars().any(&mut long) && field.chars().any(|character| character.is_numeric() && character != '0')
}

/// Whether a field holds a number that stands in for a person's.
fn is_card(header: &Header<'_>, field: &str) -> bool {
    let text = bare(field).0;
    let stands_in = |scheme: &&Scheme| matches!(scheme.role, Some(PersonNumber::StandsInFor(_)));
    header.declared.schemes.iter().filter(stands_in).any(|scheme| scheme.check(&text).is_ok())
}

/// A row that a form was filled with in advance: nobody's number, card or name, and no amount but noughts.
fn is_prefilled(header: &Header<'_>, fields: &[Cow<'_, str>]) -> bool {
    let of = |content| header.positions_of(content).filter_map(|(.., position)| fields.get(position));
    let nobody = [Content::Number, Content::Name];
    let mut named = nobody.into_iter().flat_map(of);
    let mut amounts = of(Content::Amount).filter(|text| !is_empty(text)).peekable();
    let is_nought = |text: &Cow<'_, str>| {
        text.contains('0') && !text.chars().any(|one| one.is_alphabetic() || ('1'..='9').contains(&one))
    };
    fields.len() >= header.width
        && named.all(|text| !text.chars().any(|one| one.is_alphanumeric() && one != '0'))
        && amounts.peek().is_some()
        && amounts.all(is_nought)
}

/// Whether a field begins with a word of total, alone or before others: *Total général*, not *Totaline*.
fn begins_a_total(field: &str) -> bool {
    let mut begun = String::new();
    let mut words = field.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty());
    words.by_ref().take(3).any(|word| {
        begun.push_str(&key(word));
        TOTALS.contains(&begun.as_str())
    })
}

/// A line without anybody's number, with amounts and little else.
fn total(
    header: &Header<'_>,
    line: u32,
    fields: &[Cow<'_, str>],
    filled: &[usize],
    habits: &mut Habits,
) -> Option<TotalLine> {
    let has_persons = has_persons(header);
    let mut whose = header.positions_of(Content::Number);
    // Who has a day of hire is somebody, whatever his name begins with.
    let has_day = has_persons
        && header
            .positions_of(Content::Date)
            .any(|(.., position)| fields.get(position).is_some_and(|text| text.chars().any(char::is_numeric)));
    let has_word = !has_day && filled.iter().any(|place| begins_a_total(&fields[*place]));
    // Beside a word of total a number of persons may stand where their numbers do.
    let has_digits = |field: &Cow<'_, str>| match has_word {
        true => has_long_number(field) || is_card(header, field),
        false => field.chars().any(char::is_numeric),
    };
    if whose.any(|(.., position)| fields.get(position).is_some_and(has_digits)) {
        return None;
    }
    let amount_places: Vec<_> = header.positions_of(Content::Amount).collect();
    let is_amount = |place: &usize| amount_places.iter().any(|(.., position)| position == place);
    let is_other = |place: &usize| !(is_amount(place) || has_persons && is_key(header, *place));
    let others: Vec<usize> = filled.iter().copied().filter(is_other).collect();
    // With a word of total a count of rows may stand beside it; without one, nothing.
    if others.len() > 3 || !(has_word || others.is_empty() && has_persons) {
        return None;
    }
    let mut amounts = Vec::new();
    for (index, column, position) in amount_places {
        let Some(text) = fields.get(position).filter(|text| !is_empty(text)) else { continue };
        match amount::read(&bare(text).0, habits.style(index), header.units()) {
            Ok(read) => {
                habits.show_style(index, read.style);
                amounts.extend(column.becomes.map(|becomes| (becomes, Figure::Amount(read.amount), column.name)));
            }
            Err(amount::Fault::Ambiguous) => habits.leave_open(),
            Err(_) if has_word => {}
            Err(_) => return None,
        }
    }
    // Whether a bare number is a total, a word alone says.
    for (_, column, position) in header.positions_of(Content::Count).filter(|_| has_word) {
        let count = fields.get(position).and_then(|text| bare(text).0.parse().ok());
        amounts.extend(count.zip(column.becomes).map(|(count, becomes)| (becomes, Figure::Count(count), column.name)));
    }
    (has_word || !amounts.is_empty()).then_some(TotalLine { line, has_word, amounts })
}

/// A figure of a line of totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    Amount(Money),
    Count(i64),
}

impl Figure {
    /// The sum of a column in the same sort of figure; nothing where a cell of it was not read.
    fn sum<'r>(self, rows: impl Iterator<Item = &'r RawRow>, becomes: &str) -> Option<Figure> {
        let mut sum = match self {
            Figure::Amount(_) => Figure::Amount(Money::ZERO),
            Figure::Count(_) => Figure::Count(0),
        };
        for row in rows {
            let cell = row.cells.iter().find(|(name, _)| *name == becomes).map(|(_, cell)| cell);
            sum = match (sum, cell) {
                (Figure::Amount(sum), Some(Cell::Amount(amount))) => Figure::Amount(sum.checked_add(*amount)?),
                (Figure::Count(sum), Some(Cell::Count(count))) => Figure::Count(sum.checked_add(*count)?),
                (_, Some(Cell::Unread)) => return None,
                (sum, _) => sum,
            };
        }
        Some(sum)
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Figure::Amount(amount) => amount.fmt(f),
            Figure::Count(count) => count.fmt(f),
        }
    }
}

/// Holds lines that may be totals against the rows used: all of them, or those since the line of totals before.
pub(super) fn settle_totals(totals: &[TotalLine], ledger: &mut Ledger) {
    let mut above = 0;
    for total in totals {
        let part = |row: &&RawRow| (above..total.line).contains(&row.line);
        let mut findings = Vec::new();
        for (becomes, found, column) in &total.amounts {
            let rows = || ledger.rows().iter();
            let (all, here) = (found.sum(rows(), becomes), found.sum(rows().filter(part), becomes));
            if let Some(expected) = all.filter(|all| all != found && here != Some(*found)) {
                let finding = codes::CSV_TOTAL.at(Place::field(total.line, column));
                findings.push(finding.with("expected", expected).with("found", found));
            }
        }
        above = total.line;
        let is_known = |(becomes, found, _): &(&str, Figure, &str)| found.sum(ledger.rows().iter(), becomes).is_some();
        let known = total.amounts.iter().all(is_known);
        if total.has_word || (findings.is_empty() && known) {
            ledger.settle(findings, Outcome::Ignore(TOTAL_LINE));
        } else {
            ledger.settle(vec![codes::CSV_ROW_OF_NOBODY.at(Place::line(total.line))], Outcome::NOBODY);
        }
    }
}

/// Whether a column says only whose file it is and of when.
fn is_key(header: &Header<'_>, place: usize) -> bool {
    let keys = [Content::Declarant, Content::Month, Content::Quarter];
    keys.iter().any(|content| header.positions_of(*content).any(|(.., position)| position == place))
}

/// A line of words alone in its row: a signature, a formula of closing.
fn is_sentence(text: &str) -> bool {
    !text.chars().any(char::is_numeric) && text.split_whitespace().count() > 1
}

/// `(3 rows affected)`, `Fin de fichier`, `Édité le …`.
fn is_last_word(text: &str) -> bool {
    let spelled = key(text);
    let word = spelled.trim_start_matches(|character: char| character.is_ascii_digit());
    let counts = word.len() < spelled.len() && COUNTED.iter().any(|counted| word.starts_with(counted));
    counts || LAST_WORDS.iter().any(|last| spelled.starts_with(last))
}

/// Whether a field holds nothing but blanks and marks.
fn is_empty(field: &str) -> bool {
    field.is_empty() || bare(field).0.trim_matches(['\u{1A}', '\0', ' ']).is_empty()
}
