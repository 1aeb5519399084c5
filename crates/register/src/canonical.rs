//! The one byte form of everything that is hashed here: a subset of JSON with strings, arrays and objects alone.
//!
//! Keys are sorted by their bytes, nothing stands between the tokens, and a string has one spelling, the one that
//! Python's `json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)` writes. Numbers are strings.
//! What is read must be the canonical form of what it says, byte for byte ([`Value::decode`]); `decode.rs` reads.

use std::collections::BTreeMap;

mod decode;

/// How deep lists and maps may be nested.
pub const DEPTH_MAX: usize = 32;

/// How many bytes one canonical form may have: 16 MiB.
pub const BYTES_MAX: usize = 16 << 20;

/// How long the key of a map may be.
pub const KEY_BYTES_MAX: usize = 200;

/// A text, a list or a map. There are no numbers, truth values or nulls: a word says what is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A string of characters, none of them U+0000, which one of the two databases cannot keep.
    Text(String),
    /// Values in an order that means something.
    List(Vec<Value>),
    /// Values by key. A key is printable ASCII without spaces, at most 200 bytes.
    Map(BTreeMap<String, Value>),
}

/// Why bytes or a value are not canonical.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// The bytes are not of the form at all.
    #[error("not canonical at byte {at}: {what}")]
    Malformed {
        /// Where, in bytes from 0.
        at: usize,
        /// What was found or missed.
        what: &'static str,
    },
    /// The bytes mean something, but it is written in another way than the one allowed.
    #[error("not the canonical form of what it says, from byte {at}")]
    OtherForm {
        /// The first byte that differs.
        at: usize,
    },
    /// A key that is empty, too long, or not printable ASCII.
    #[error("`{0}` cannot be a key: 1 to 200 characters of printable ASCII without spaces")]
    Key(String),
    /// The character U+0000.
    #[error("a text holds the character U+0000")]
    Null,
    /// Nested too deeply.
    #[error("nested more than {DEPTH_MAX} deep")]
    Deep,
    /// Too many bytes.
    #[error("more than {BYTES_MAX} bytes")]
    Large,
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    /// A map of the pairs given; of two with one key the later counts.
    pub fn map<K: Into<String>>(pairs: impl IntoIterator<Item = (K, Value)>) -> Value {
        Value::Map(pairs.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// A map of texts.
    pub fn texts<K: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (K, V)>) -> Value {
        Value::map(pairs.into_iter().map(|(key, value)| (key, Value::text(value))))
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The values of a list, if it is one.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(values) => Some(values),
            _ => None,
        }
    }

    /// The map, if it is one.
    #[must_use]
    pub fn as_map(&self) -> Option<&BTreeMap<String, Value>> {
        match self {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// What stands under a key of a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_map()?.get(key)
    }

    /// The canonical form.
    pub fn encode(&self) -> Result<String, CanonicalError> {
        let mut out = String::new();
        write(self, 0, &mut out)?;
        Ok(out)
    }

    /// Reads a canonical form, and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Value, CanonicalError> {
        if bytes.len() > BYTES_MAX {
            return Err(CanonicalError::Large);
        }
        let value = decode::read(bytes)?;
        // What was read is written again: whatever the reader lets pass (order and repetition of keys, other escapes), only
        // one spelling comes through.
        let again = value.encode()?;
        match again.as_bytes() == bytes {
            true => Ok(value),
            false => {
                let at = again.bytes().zip(bytes).take_while(|(ours, theirs)| ours == *theirs).count();
                Err(CanonicalError::OtherForm { at })
            }
        }
    }
}

fn write(value: &Value, depth: usize, out: &mut String) -> Result<(), CanonicalError> {
    if depth > DEPTH_MAX {
        return Err(CanonicalError::Deep);
    }
    match value {
        Value::Text(text) => write_text(text, out)?,
        Value::List(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(value, depth + 1, out)?;
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (index, (key, value)) in map.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                if !is_key(key) {
                    return Err(CanonicalError::Key(key.clone()));
                }
                write_text(key, out)?;
                out.push(':');
                write(value, depth + 1, out)?;
            }
            out.push('}');
        }
    }
    if out.len() > BYTES_MAX { Err(CanonicalError::Large) } else { Ok(()) }
}

/// Whether a text can be a key.
#[must_use]
pub fn is_key(key: &str) -> bool {
    !key.is_empty() && key.len() <= KEY_BYTES_MAX && key.bytes().all(|byte| byte.is_ascii_graphic())
}

fn write_text(text: &str, out: &mut String) -> Result<(), CanonicalError> {
    out.push('"');
    for character in text.chars() {
        match character {
            '\0' => return Err(CanonicalError::Null),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
    Ok(())
}
