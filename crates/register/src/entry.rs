//! An entry: the frozen record of one act, and its bytes.
//!
//! The bytes are the canonical form of a map with exactly the fields below; their hash is the leaf of the tree. Form 1 is
//! the only one: a later form gets its own reader beside this one, and form 1 is never written anew. What kinds there are
//! and what stands in their bodies, `projection` says; `journal` numbers and records.

use std::collections::BTreeMap;

use contract::calendar::Date;

use crate::canonical::{CanonicalError, Value};
use crate::tree::{self, Hash};

/// The form that is written.
pub const FORM: &str = "1";

/// How many bytes an entry may have: 7 MiB, so that a receipt, in which each of them may be escaped, and a line of an
/// export, in which they are base64, are canonical forms too.
pub const BYTES_MAX: usize = 7 << 20;

/// One recorded act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The place in the journal, from 1, without holes.
    pub number: u64,
    /// The civil day of recording, in the workspace's zone. Never before the entry before it.
    pub day: Date,
    /// The second of the machine's clock in UTC, `2027-03-02T09:15:00Z`; none in a fictitious workspace.
    pub moment: Option<String>,
    /// The id under which the client asked, 8 to 100 characters of printable ASCII without spaces.
    pub request: String,
    /// Who acted and how that was recognised: a map that the office gives.
    pub actor: Value,
    /// The word of the act, such as `record-text`.
    pub kind: String,
    /// Days and facts that people state, beside the day of recording: words in kebab case, and texts.
    pub stated: BTreeMap<String, String>,
    /// What was done: a map whose form the kind decides.
    pub body: Value,
}

/// Why bytes are no entry, or a draft cannot become one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Not in the canonical form.
    #[error("the entry is not canonical: {0}")]
    Canonical(#[from] CanonicalError),
    /// Longer than any.
    #[error("the entry has more than {BYTES_MAX} bytes")]
    Large,
    /// Written by another version.
    #[error(
        "the entry has form `{0}`, and this version of Mithaq knows form {FORM} alone: use the version that wrote it, or a later one"
    )]
    UnknownForm(String),
    /// A field is missing, unknown, or not what it must be.
    #[error("the field `{field}` of the entry is wrong: {what}")]
    Field {
        /// Which.
        field: String,
        /// What was expected.
        what: &'static str,
    },
}

fn wrong(field: &str, what: &'static str) -> EntryError {
    EntryError::Field { field: field.to_owned(), what }
}

const FIELDS: [&str; 9] = ["actor", "body", "day", "form", "kind", "moment", "number", "request", "stated"];

impl Entry {
    /// The bytes that are hashed, kept and handed out.
    pub fn bytes(&self) -> Result<String, EntryError> {
        self.check()?;
        let mut map = BTreeMap::from([
            ("actor".to_owned(), self.actor.clone()),
            ("body".to_owned(), self.body.clone()),
            ("day".to_owned(), Value::text(self.day.to_string())),
            ("form".to_owned(), Value::text(FORM)),
            ("kind".to_owned(), Value::text(&self.kind)),
            ("number".to_owned(), Value::text(self.number.to_string())),
            ("request".to_owned(), Value::text(&self.request)),
            ("stated".to_owned(), Value::texts(&self.stated)),
        ]);
        if let Some(moment) = &self.moment {
            map.insert("moment".to_owned(), Value::text(moment));
        }
        let bytes = Value::Map(map).encode()?;
        if bytes.len() > BYTES_MAX { Err(EntryError::Large) } else { Ok(bytes) }
    }

    /// Reads the bytes of an entry, of this form alone.
    pub fn decode(bytes: &[u8]) -> Result<Entry, EntryError> {
        if bytes.len() > BYTES_MAX {
            return Err(EntryError::Large);
        }
        let value = Value::decode(bytes)?;
        let Value::Map(mut map) = value else { return Err(wrong("entry", "a map")) };
        let form = text(&mut map, "form")?;
        if form != FORM {
            return Err(EntryError::UnknownForm(form));
        }
        if let Some(unknown) = map.keys().find(|key| !FIELDS.contains(&key.as_str())) {
            return Err(wrong(unknown, "no field of form 1"));
        }
        let number = text(&mut map, "number")?;
        let entry = Entry {
            number: count(&number).filter(|number| *number > 0).ok_or_else(|| wrong("number", "a count from 1"))?,
            day: text(&mut map, "day")?.parse().map_err(|_| wrong("day", "a day such as 2027-03-02"))?,
            moment: if map.contains_key("moment") { Some(text(&mut map, "moment")?) } else { None },
            request: text(&mut map, "request")?,
            actor: taken(&mut map, "actor")?,
            kind: text(&mut map, "kind")?,
            stated: stated(taken(&mut map, "stated")?)?,
            body: taken(&mut map, "body")?,
        };
        entry.check()?;
        Ok(entry)
    }

    /// The leaf of the tree.
    pub fn leaf(&self) -> Result<Hash, EntryError> {
        Ok(tree::leaf(self.bytes()?.as_bytes()))
    }

    /// A text of the body by its key.
    #[must_use]
    pub fn body_text(&self, key: &str) -> Option<&str> {
        self.body.get(key)?.as_text()
    }

    fn check(&self) -> Result<(), EntryError> {
        if self.day.to_string().parse() != Ok(self.day) {
            return Err(wrong("day", "a day of the years 1 to 9999"));
        }
        let moment = self.moment.as_deref();
        if moment.is_some_and(|moment| !is_moment(moment)) {
            return Err(wrong("moment", "a second in UTC such as 2027-03-02T09:15:00Z"));
        }
        if !is_request(&self.request) {
            return Err(wrong("request", "8 to 100 characters of printable ASCII without spaces"));
        }
        if !is_word(&self.kind) {
            return Err(wrong("kind", "a word in kebab case of at most 60 characters"));
        }
        if self.actor.as_map().is_none() {
            return Err(wrong("actor", "a map"));
        }
        if self.body.as_map().is_none() {
            return Err(wrong("body", "a map"));
        }
        match self.stated.keys().find(|key| !is_word(key)) {
            Some(_) => Err(wrong("stated", "keys in kebab case of at most 60 characters")),
            None => Ok(()),
        }
    }
}

fn taken(map: &mut BTreeMap<String, Value>, field: &'static str) -> Result<Value, EntryError> {
    map.remove(field).ok_or_else(|| wrong(field, "it is missing"))
}

fn text(map: &mut BTreeMap<String, Value>, field: &'static str) -> Result<String, EntryError> {
    match taken(map, field)? {
        Value::Text(text) => Ok(text),
        _ => Err(wrong(field, "a text")),
    }
}

fn stated(value: Value) -> Result<BTreeMap<String, String>, EntryError> {
    let Value::Map(map) = value else { return Err(wrong("stated", "a map")) };
    let pair = |(key, value): (String, Value)| match value {
        Value::Text(text) => Ok((key, text)),
        _ => Err(wrong("stated", "a map of texts")),
    };
    map.into_iter().map(pair).collect()
}

/// A count in its one spelling: digits, no leading zero, no sign.
#[must_use]
pub fn count(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let one_spelling = digits && (text == "0" || !text.starts_with('0'));
    if one_spelling { text.parse().ok().filter(|count| i64::try_from(*count).is_ok()) } else { None }
}

/// Whether a text is a word in kebab case: lower-case letters and digits, joined by single hyphens.
#[must_use]
pub fn is_word(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 60 && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('-').all(part)
}

/// Whether a text can be the id of a request.
#[must_use]
pub fn is_request(text: &str) -> bool {
    (8..=100).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether a text is a second in UTC.
#[must_use]
pub fn is_moment(text: &str) -> bool {
    let part = |from: usize, to: usize, max: u8| {
        let digits = text.get(from..to).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|digits| digits.parse::<u8>().ok()).is_some_and(|number| number <= max)
    };
    let marks = [(10, "T"), (13, ":"), (16, ":"), (19, "Z")].iter().all(|(at, mark)| text.get(*at..=*at) == Some(mark));
    let day = text.get(..10).is_some_and(|day| day.parse::<Date>().is_ok());
    text.len() == 20 && marks && day && part(11, 13, 23) && part(14, 16, 59) && part(17, 19, 59)
}
