//! Reads the bytes of a canonical form. It is a little more lenient than the form (order of keys, spelling of escapes);
//! its caller writes the value again and compares, so that no second rule about spelling stands here.

use std::collections::BTreeMap;

use super::{CanonicalError, DEPTH_MAX, Value};

/// The value that all of `bytes` say.
pub fn read(bytes: &[u8]) -> Result<Value, CanonicalError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|fault| CanonicalError::Malformed { at: fault.valid_up_to(), what: "not UTF-8" })?;
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    if reader.at == text.len() { Ok(value) } else { Err(reader.malformed("more after the end")) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn malformed(&self, what: &'static str) -> CanonicalError {
        CanonicalError::Malformed { at: self.at, what }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes the byte if it is next.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self, depth: usize) -> Result<Value, CanonicalError> {
        if depth > DEPTH_MAX {
            return Err(CanonicalError::Deep);
        }
        match self.peek() {
            Some(b'"') => Ok(Value::Text(self.text()?)),
            Some(b'[') => self.list(depth),
            Some(b'{') => self.map(depth),
            _ => Err(self.malformed("a string, `[` or `{` is expected")),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, CanonicalError> {
        self.at += 1;
        let mut values = Vec::new();
        if self.takes(b']') {
            return Ok(Value::List(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            if self.takes(b']') {
                return Ok(Value::List(values));
            }
            if !self.takes(b',') {
                return Err(self.malformed("`,` or `]` is expected"));
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Value, CanonicalError> {
        self.at += 1;
        let mut map = BTreeMap::new();
        if self.takes(b'}') {
            return Ok(Value::Map(map));
        }
        loop {
            let key = self.text()?;
            if !self.takes(b':') {
                return Err(self.malformed("`:` is expected"));
            }
            let value = self.value(depth + 1)?;
            if map.insert(key, value).is_some() {
                return Err(self.malformed("a key stands twice"));
            }
            if self.takes(b'}') {
                return Ok(Value::Map(map));
            }
            if !self.takes(b',') {
                return Err(self.malformed("`,` or `}` is expected"));
            }
        }
    }

    fn text(&mut self) -> Result<String, CanonicalError> {
        if !self.takes(b'"') {
            return Err(self.malformed("`\"` is expected"));
        }
        let mut text = String::new();
        loop {
            // The bytes looked for are ASCII, so that the slice between them begins and ends at whole characters.
            let rest = &self.text[self.at..];
            let plain = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\') || byte < b' ');
            let Some(plain) = plain else { return Err(self.malformed("the string does not end")) };
            text.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                _ => return Err(self.malformed("a control character is not escaped")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, CanonicalError> {
        let escape = self.text.as_bytes().get(self.at + 1).copied();
        let (character, length) = match escape {
            Some(b'"') => ('"', 2),
            Some(b'\\') => ('\\', 2),
            Some(b'b') => ('\u{8}', 2),
            Some(b'f') => ('\u{c}', 2),
            Some(b'n') => ('\n', 2),
            Some(b'r') => ('\r', 2),
            Some(b't') => ('\t', 2),
            Some(b'u') => {
                let digits = self.text.get(self.at + 2..self.at + 6).unwrap_or_default();
                let code = u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'));
                (code.and_then(char::from_u32).ok_or_else(|| self.malformed("not an escape"))?, 6)
            }
            _ => return Err(self.malformed("not an escape")),
        };
        self.at += length;
        Ok(character)
    }
}
