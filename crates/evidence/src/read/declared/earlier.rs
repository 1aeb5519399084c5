//! Rows of a declared table held against those before: the same key twice, a number that is one operator's alone, times that
//! overlap. Of rows that contradict each other none is preferred to the other.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use contract::calendar::{Date, Interval};
use contract::facts::Cell;
use contract::model::Fills;

use crate::catalogue::Declared;
use crate::finding::{Place, table_codes};
use crate::piece::{RawPerson, RawRow};
use crate::read::REPEATED_LINE;
use crate::read::cells::Fields;
use crate::read::ledger::{Ledger, Outcome};

/// Cells by column, as they were read.
type Cells = Vec<(&'static str, Cell)>;

/// What the rows before hold.
pub(super) struct Earlier {
    declared: &'static Declared,
    summed: Vec<&'static str>,
    /// The places of the rows of each key, with their cells as they were read where some were made unread since.
    by_key: HashMap<String, Vec<(usize, Option<Cells>)>>,
    /// From the first row on that gives a card alone: whose cards are.
    cards: Option<Cards>,
    /// The place of the first row that has a value which is one operator's alone, by column and value.
    alone: BTreeMap<(&'static str, String), usize>,
    /// When rows hold that must not overlap, by what they tell of.
    intervals: BTreeMap<String, Vec<(Interval, u32)>>,
}

impl Earlier {
    pub(super) fn of(declared: &'static Declared) -> Earlier {
        let summed = declared.schema.columns.iter().filter(|column| column.summed).map(|column| column.name);
        Earlier {
            declared,
            summed: summed.collect(),
            by_key: HashMap::new(),
            cards: None,
            alone: BTreeMap::new(),
            intervals: BTreeMap::new(),
        }
    }

    /// Holds a row against those before.
    pub(super) fn see(&mut self, mut row: RawRow, fields: &mut Fields<'_>, ledger: &mut Ledger) -> Outcome {
        let next = ledger.rows().len();
        if let Some(outcome) = self.same_key(&row, next, fields, ledger) {
            return outcome;
        }
        self.keep_alone(&mut row, next, fields, ledger);
        if let Some(valid) = row.valid {
            for apart in &self.declared.filing.apart {
                let mut key = if apart.of_all_operators { String::new() } else { operator(&row).to_owned() };
                for column in &apart.columns {
                    let cell = row.cells.iter().find(|(name, _)| name == column).map(|(_, cell)| cell);
                    key.push_str(&format!("\u{1f}{cell:?}"));
                }
                self.intervals.entry(key).or_default().push((valid, row.line));
            }
        }
        Outcome::Use(row)
    }

    /// What becomes of a row whose key stands on an earlier line; nothing where it is used.
    fn same_key(&mut self, row: &RawRow, next: usize, fields: &mut Fields<'_>, ledger: &mut Ledger) -> Option<Outcome> {
        let person = row.person.as_ref();
        if self.cards.is_none() && person.is_some_and(|person| person.number.is_none()) {
            self.cards = Some(Cards::of(ledger.rows()));
        }
        let person = match (person, &mut self.cards) {
            (Some(person), Some(cards)) => cards.whose(person),
            (person, _) => person.and_then(|person| person.number.clone()).unwrap_or_default(),
        };
        let rows = self.by_key.entry(key(row, &person, &self.declared.told_apart_by)).or_default();
        let first = rows.first().map(|(index, _)| ledger.rows()[*index].line);
        let same =
            rows.iter_mut().find(|(index, cells)| cells.as_ref().unwrap_or(&ledger.rows()[*index].cells) == &row.cells);
        if let Some((index, cells)) = same {
            // A state said twice is one; two equal payments are two, or one written twice: nobody knows.
            if !self.summed.is_empty() {
                let line = ledger.rows()[*index].line;
                cells.get_or_insert_with(|| row.cells.clone());
                ledger.blur(*index, &self.summed);
                fields.push(table_codes::TABLE_ROW_REPEATED.at(Place::line(row.line)).with("first_line", line));
            }
            return Some(Outcome::ignored(REPEATED_LINE, row.operator.clone()));
        }
        if let (Some(first), false) = (first, self.declared.schema.dated) {
            if self.summed.is_empty() {
                // One row a key: the cells in which they differ are unread.
                let (index, cells) = &mut rows[0];
                let cells = cells.get_or_insert_with(|| ledger.rows()[*index].cells.clone());
                let differing = cells.iter().zip(&row.cells).filter(|(one, other)| one != other);
                let differing: Vec<&str> = differing.map(|((name, _), _)| *name).collect();
                ledger.blur(*index, &differing);
                let heading = differing.first().and_then(|name| self.declared.heading(name)).unwrap_or_default();
                let place = Place::field(row.line, heading);
                fields.push(table_codes::TABLE_KEY_REPEATED.at(place).with("first_line", first));
                return Some(Outcome::ignored(REPEATED_LINE, row.operator.clone()));
            }
            // What is sealed says something of a person: rows that do not agree in it say nothing ([`crate::sealing`]).
            let (index, cells) = &rows[0];
            let earlier = cells.as_ref().unwrap_or(&ledger.rows()[*index].cells);
            let is_sealed = |name: &str| self.declared.schema.columns.iter().any(|one| one.sealed && one.name == name);
            let mut sealed = earlier.iter().zip(&row.cells).filter(|((name, _), _)| is_sealed(name));
            if let Some(((name, _), _)) = sealed.find(|((_, one), (_, other))| one != other) {
                let place = Place::field(row.line, self.declared.heading(name).unwrap_or_default());
                fields.push(table_codes::TABLE_KEY_REPEATED.at(place).with("first_line", first));
            }
            fields.push(table_codes::TABLE_KEY_SEVERAL.at(Place::line(row.line)).with("first_line", first));
        }
        // Of a value that is one operator's alone a later row makes cells unread.
        let unique = !self.declared.filing.unique.is_empty();
        rows.push((next, unique.then(|| row.cells.clone())));
        None
    }

    /// A value that is one operator's alone and stands in two rows is nobody's.
    fn keep_alone(&mut self, row: &mut RawRow, next: usize, fields: &mut Fields<'_>, ledger: &mut Ledger) {
        let unique = &self.declared.filing.unique;
        for (name, cell) in row.cells.iter_mut().filter(|(name, _)| unique.iter().any(|one| one == name)) {
            let Cell::Code(value) = &*cell else { continue };
            let first = *self.alone.entry((*name, value.clone())).or_insert(next);
            if first != next {
                let place = Place::field(row.line, self.declared.heading(name).unwrap_or_default());
                let earlier = ledger.rows()[first].line;
                fields.push(table_codes::TABLE_SHARED.at(place).with("first_line", earlier));
                // Whoever has the earlier row is told, too.
                if ledger.rows()[first].cells.iter().any(|(column, cell)| column == name && *cell != Cell::Unread) {
                    let place = Place::field(earlier, self.declared.heading(name).unwrap_or_default());
                    ledger.note(table_codes::TABLE_SHARED.at(place).with("first_line", row.line));
                }
                ledger.blur(first, &[*name]);
                *cell = Cell::Unread;
            }
        }
    }

    /// Refuses every row whose time overlaps that of another one which tells of the same.
    pub(super) fn refuse_overlaps(self, ledger: &mut Ledger) {
        let from = self.declared.form.filling(&Fills::From).next().map_or("", |column| column.heading.as_str());
        for (_, mut intervals) in self.intervals {
            intervals.sort_by_key(|(interval, line)| (interval.first, interval.last, *line));
            let mut clashes: BTreeMap<u32, u32> = BTreeMap::new();
            // Of the intervals that began before, the one that ends last touches whatever any of them touches.
            let mut longest: Option<(Date, u32)> = None;
            for (interval, line) in intervals {
                let last = interval.last.unwrap_or(Date::from_days(i32::MAX));
                if let Some((end, other)) = longest.filter(|(end, _)| *end >= interval.first) {
                    clashes.entry(other).or_insert(line);
                    clashes.entry(line).or_insert(other);
                    if last <= end {
                        continue;
                    }
                }
                longest = Some((last, line));
            }
            for (line, other) in clashes {
                ledger
                    .withdraw(line, table_codes::TABLE_OVERLAP.at(Place::field(line, from)).with("other_line", other));
            }
        }
    }
}

/// By which number a person's rows stand together: his number, also on a row that gives his card alone. A card beside two numbers
/// is nobody's: its own rows stand by themselves, and that the numbers contradict each other is told where all files are looked at.
///
/// ```text
/// 123456785 AB123456      123456785
///           AB123456      123456785
///           CD234567      CD234567
/// 987654320 CD234567      CD234567   its rows before stand under the card
/// 987654320               CD234567
/// ```
#[derive(Default)]
struct Cards {
    beside: HashMap<String, Beside>,
    /// The card that stood alone before a number stood beside it.
    alone_before: HashMap<String, String>,
}

/// The numbers beside which a card stood.
#[derive(Clone, PartialEq)]
enum Beside {
    None,
    One(String),
    Several,
}

impl Cards {
    fn of(rows: &[RawRow]) -> Cards {
        let mut cards = Cards::default();
        for person in rows.iter().filter_map(|row| row.person.as_ref()) {
            cards.whose(person);
        }
        cards
    }

    fn whose(&mut self, person: &RawPerson) -> String {
        match (&person.number, &person.card) {
            (None, None) => String::new(),
            (Some(number), None) => self.of_number(number),
            (None, Some(card)) => match self.beside.entry(card.clone()).or_insert(Beside::None).clone() {
                Beside::One(number) => self.of_number(&number),
                Beside::None | Beside::Several => card.clone(),
            },
            (Some(number), Some(card)) => {
                let known = self.beside.get(card).cloned();
                if known == Some(Beside::None) {
                    self.alone_before.entry(number.clone()).or_insert_with(|| card.clone());
                }
                let now = match known {
                    Some(Beside::One(other)) if other != *number => Beside::Several,
                    Some(Beside::Several) => Beside::Several,
                    _ => Beside::One(number.clone()),
                };
                self.beside.insert(card.clone(), now);
                self.of_number(number)
            }
        }
    }

    fn of_number(&self, number: &str) -> String {
        self.alone_before.get(number).map_or(number, String::as_str).to_owned()
    }
}

fn operator(row: &RawRow) -> &str {
    row.operator.as_deref().unwrap_or_default()
}

/// What a row stands under. A number of a person never leaves this text: it is compared, and forgotten with the reading.
fn key(row: &RawRow, person: &str, told_apart_by: &[&'static str]) -> String {
    let mut key = String::with_capacity(32);
    for part in [operator(row), person] {
        key.push_str(part);
        key.push('\u{1f}');
    }
    // Writing to a string cannot fail.
    if let Some(period) = row.period {
        let _ = write!(key, "{}", period.number());
    }
    if let Some(valid) = row.valid {
        let _ = write!(key, "{} {:?}", valid.first.days(), valid.last.map(Date::days));
    }
    for name in told_apart_by {
        let cell = row.cells.iter().find(|(column, _)| column == name).map(|(_, cell)| cell);
        let _ = write!(key, "\u{1f}{cell:?}");
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_give_a_card_alone_stand_with_its_number() {
        let mut cards = Cards::default();
        let mut whose = |number: &str, card: &str| {
            let of = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            cards.whose(&RawPerson::native(of(number), of(card)))
        };
        assert_eq!([whose("1", "A"), whose("", "A"), whose("1", "")], ["1", "1", "1"]);
        assert_eq!([whose("", "B"), whose("2", "B"), whose("2", ""), whose("", "B")], ["B", "B", "B", "B"]);
        assert_eq!([whose("3", "A"), whose("3", ""), whose("", "A")], ["3", "3", "A"], "a card beside two numbers");
        assert_eq!([whose("4", "B"), whose("4", "")], ["4", "4"], "nor is a second number the first one");
    }
}
