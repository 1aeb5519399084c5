//! From what a cell's element says to a value.

use super::texts::{Shared, unescaped};
use crate::cell::{Format, Origin, Value};
use crate::day::{self, System};
use crate::decimal;

/// What cells refer to.
pub(super) struct Book<'b> {
    pub(super) texts: &'b [Shared],
    pub(super) system: System,
}

/// The value of a cell: its type, the letters of its value, its own text, its format.
pub(super) fn value(
    book: &Book<'_>,
    kind: &str,
    letters: Option<String>,
    own: Option<(String, bool)>,
    format: &Format,
) -> Value {
    if let (Some((text, rich)), "inlineStr") = (own, kind) {
        return Value::Text(text, if rich { Origin::Rich } else { Origin::Inline });
    }
    let Some(letters) = letters else { return Value::Blank };
    match kind {
        "s" => shared(book, letters),
        "str" => Value::Text(unescaped(&letters), Origin::Formula),
        "inlineStr" => Value::Text(unescaped(&letters), Origin::Inline),
        "b" => match letters.trim() {
            "1" | "true" => Value::Truth(true),
            "0" | "false" => Value::Truth(false),
            _ => Value::Unreadable(letters),
        },
        "e" => Value::Error(letters),
        "d" => day::from_iso(letters.trim()).map_or(Value::Unreadable(letters), Value::Date),
        "n" if letters.trim().is_empty() => Value::Blank,
        "n" => match decimal::fifteen(&letters) {
            Some(number) if matches!(format, Format::Date(_)) => Value::Date(day::dated(&number, book.system)),
            Some(number) => Value::Number(number),
            None => Value::Unreadable(letters),
        },
        _ => Value::Unreadable(letters),
    }
}

fn shared(book: &Book<'_>, letters: String) -> Value {
    let text = letters.trim().parse::<usize>().ok().and_then(|place| book.texts.get(place));
    match text {
        Some(shared) => Value::Text(shared.text.clone(), if shared.rich { Origin::Rich } else { Origin::Shared }),
        None => Value::Unreadable(letters),
    }
}
