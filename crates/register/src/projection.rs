//! From an entry to the rows that it brings: one pure function, so that replaying the journal gives the same rows.
//!
//! Kinds are closed and stand in one list; each group of acts has a file in `projection/`, which documents the bodies of
//! its kinds. A body's form is frozen like the entry's: a kind whose body must change gets a new name. A kind without rows
//! stands in the list too: an act that is not in it is refused where it is recorded.

use contract::calendar::Date;

use crate::canonical::Value;
use crate::entry::Entry;
use crate::tables::{Row, Table};

mod agreements;
mod evidence;
mod house;
mod journal;
mod operators;
mod people;
mod texts;

pub use agreements::agreed;
pub use house::{FIX_PUBLIC_DAY, OPEN, PASS, ROTATE};
pub use journal::{CLOCK_WAS_WRONG, LOST, WITNESS};

/// Why the body of an entry is not what its kind demands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProjectionError {
    /// No act of this kind is known.
    #[error("`{0}` is no act that this version of Mithaq knows")]
    UnknownKind(String),
    /// A field of the body is missing, unknown, or not what it must be.
    #[error("in the body of `{kind}`, `{field}` is wrong: {what}")]
    Body {
        /// The kind of the act.
        kind: String,
        /// The field.
        field: String,
        /// What is expected.
        what: &'static str,
    },
}

type Filled = Result<Vec<(&'static Table, Vec<String>)>, ProjectionError>;

/// One kind of act: its word, and the rows that an entry of it brings.
pub struct Kind {
    /// The word in kebab case.
    pub word: &'static str,
    fill: fn(&Entry) -> Filled,
}

/// The kinds of acts, group by group.
pub const GROUPS: &[&[Kind]] =
    &[house::KINDS, texts::KINDS, agreements::KINDS, evidence::KINDS, operators::KINDS, people::KINDS, journal::KINDS];

/// Every kind of act.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    GROUPS.iter().copied().flatten()
}

/// The rows that an entry brings, in the order of the tables' filling; places are counted by table.
pub fn rows(entry: &Entry) -> Result<Vec<Row>, ProjectionError> {
    let kind = kinds().find(|kind| kind.word == entry.kind);
    let kind = kind.ok_or_else(|| ProjectionError::UnknownKind(entry.kind.clone()))?;
    let mut rows: Vec<Row> = Vec::new();
    let mut places: Vec<(&'static str, u64)> = Vec::new();
    for (table, values) in (kind.fill)(entry)? {
        debug_assert_eq!(table.columns.len(), values.len(), "a row of {}", table.name);
        let at = places.iter().position(|(name, _)| *name == table.name).unwrap_or_else(|| {
            places.push((table.name, 0));
            places.len() - 1
        });
        rows.push(Row { table, entry: entry.number, place: places[at].1, values });
        places[at].1 += 1;
    }
    Ok(rows)
}

/// The fields of a map in a body, looked at by a kind. Everything that is wrong is told by its path.
struct Fields<'a> {
    kind: &'a str,
    path: String,
    value: &'a Value,
}

impl<'a> Fields<'a> {
    /// The body, which must have no other keys than these.
    fn of(entry: &'a Entry, known: &[&str]) -> Result<Fields<'a>, ProjectionError> {
        let fields = Fields { kind: &entry.kind, path: String::new(), value: &entry.body };
        fields.only(known)?;
        Ok(fields)
    }

    fn wrong(&self, field: &str, what: &'static str) -> ProjectionError {
        ProjectionError::Body { kind: self.kind.to_owned(), field: format!("{}{field}", self.path), what }
    }

    fn only(&self, known: &[&str]) -> Result<(), ProjectionError> {
        let map = self.value.as_map().ok_or_else(|| self.wrong("", "a map"))?;
        match map.keys().find(|key| !known.contains(&key.as_str())) {
            Some(unknown) => Err(self.wrong(unknown, "no field of this act")),
            None => Ok(()),
        }
    }

    fn text(&self, field: &str) -> Result<String, ProjectionError> {
        let text = self.value.get(field).and_then(Value::as_text);
        text.map(str::to_owned).ok_or_else(|| self.wrong(field, "a text"))
    }

    /// A text that must not be empty.
    fn named(&self, field: &str) -> Result<String, ProjectionError> {
        self.tested(field, "a text that is not empty", |text| !text.is_empty())
    }

    fn tested(&self, field: &str, what: &'static str, holds: fn(&str) -> bool) -> Result<String, ProjectionError> {
        let text = self.text(field)?;
        if holds(&text) { Ok(text) } else { Err(self.wrong(field, what)) }
    }

    /// One of a few words.
    fn word(&self, field: &str, words: &[&str], what: &'static str) -> Result<String, ProjectionError> {
        let text = self.text(field)?;
        if words.contains(&text.as_str()) { Ok(text) } else { Err(self.wrong(field, what)) }
    }

    /// 64 lower-case hexadecimal digits.
    fn hash(&self, field: &str) -> Result<String, ProjectionError> {
        self.tested(field, "64 lower-case hexadecimal digits", |text| crate::tree::Hash::from_hex(text).is_some())
    }

    fn count(&self, field: &str) -> Result<String, ProjectionError> {
        self.tested(field, "a count in digits without leading zeros", |text| crate::entry::count(text).is_some())
    }

    /// A count from 1.
    fn number(&self, field: &str) -> Result<String, ProjectionError> {
        let what = "a count from 1 in digits without leading zeros";
        self.tested(field, what, |text| crate::entry::count(text).is_some_and(|count| count > 0))
    }

    fn day(&self, field: &str) -> Result<String, ProjectionError> {
        self.tested(field, "a day such as 2027-03-02", |text| text.parse::<Date>().is_ok())
    }

    /// A day, or the empty text where the field is not there.
    fn day_or_none(&self, field: &str) -> Result<String, ProjectionError> {
        if self.value.get(field).is_some() { self.day(field) } else { Ok(String::new()) }
    }

    /// A list of texts that are words: not empty and without spaces.
    fn words(&self, field: &str) -> Result<Vec<String>, ProjectionError> {
        let wrong = || self.wrong(field, "a list of texts, none empty or with a space");
        let list = self.value.get(field).and_then(Value::as_list).ok_or_else(wrong)?;
        let is_word = |text: &&str| !text.is_empty() && !text.contains(char::is_whitespace);
        let word = |value: &Value| value.as_text().filter(is_word).map(str::to_owned).ok_or_else(wrong);
        list.iter().map(word).collect()
    }

    /// A text, or the empty one where the field is not there.
    fn text_or_none(&self, field: &str) -> Result<String, ProjectionError> {
        if self.value.get(field).is_some() { self.text(field) } else { Ok(String::new()) }
    }

    /// The maps of a list, each with no other keys than these.
    fn list(&self, field: &str, known: &[&str]) -> Result<Vec<Fields<'a>>, ProjectionError> {
        let list = self.value.get(field).and_then(Value::as_list).ok_or_else(|| self.wrong(field, "a list"))?;
        let one = |(index, value)| {
            let fields = Fields { kind: self.kind, path: format!("{}{field}[{index}].", self.path), value };
            fields.only(known)?;
            Ok(fields)
        };
        list.iter().enumerate().map(one).collect()
    }
}
