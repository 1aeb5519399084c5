//! A body for any kind of act, found by asking its form: what is wrong with a body is told by its path and by what is expected
//! there, and that is put there. So a new kind comes into the trials without a line of test, unless it expects something that
//! nobody here knows; then it is named.

use register::canonical::Value;
use register::entry::Entry;
use register::projection::{self, ProjectionError};

/// How many fields a body may need.
const FIELDS_MAX: usize = 200;

/// The body of an entry that is otherwise as given; or which field of it nobody here can fill.
pub fn composed(like: &Entry) -> Result<Value, String> {
    let mut entry = Entry { body: Value::map::<&str>([]), ..like.clone() };
    for _ in 0..FIELDS_MAX {
        match projection::rows(&entry) {
            Ok(_) => return Ok(entry.body),
            Err(ProjectionError::Body { kind, field, what }) => {
                let unknown = || format!("`{kind}` has no specimen: `{field}` must be {what}, which nobody composes");
                let value = fitting(what, &field, like).ok_or_else(unknown)?;
                put(&mut entry.body, &field, value).ok_or_else(unknown)?;
            }
            Err(unknown) => return Err(unknown.to_string()),
        }
    }
    Err(format!("`{}` has no specimen: its body has no end", like.kind))
}

/// Something that is what is expected.
fn fitting(what: &str, field: &str, like: &Entry) -> Option<Value> {
    let text = |text: &str| Some(Value::text(text));
    let list = |value| Some(Value::List(vec![value]));
    match what {
        "a text" | "a text that is not empty" => text(&format!("essai {}", like.number)),
        "a day such as 2027-03-02" | "the day of the entry" => text(&like.day.to_string()),
        "an amount such as 1234.50" => text("1234.50"),
        "the number of the entry" => text(&like.number.to_string()),
        "the number of the entry before this one" => text(&(like.number - 1).to_string()),
        "a map" => Some(Value::map::<&str>([])),
        "a list" => list(Value::map::<&str>([])),
        _ if what.starts_with("a list of") || what.starts_with("at least one") => list(Value::text("un")),
        _ if what.starts_with("one ") && what.ends_with("at least") => list(Value::map::<&str>([])),
        _ if what.starts_with("a count") => text("1"),
        _ if what.starts_with("a word in kebab case") => text(&format!("essai-{}", field.len())),
        _ if what.contains("hexadecimal digits") => {
            let digits = what.split(' ').next()?.parse().ok()?;
            text(&"a".repeat(digits))
        }
        // One of a few words: the first.
        _ if what.starts_with('`') => text(what.split('`').nth(1)?),
        _ => None,
    }
}

/// Puts a value at a path such as `mandates[0].role`.
fn put(body: &mut Value, path: &str, value: Value) -> Option<()> {
    let mut at = body;
    for step in path.split('.') {
        let (name, index) = match step.split_once('[') {
            Some((name, index)) => (name, Some(index.trim_end_matches(']').parse::<usize>().ok()?)),
            None => (step, None),
        };
        let Value::Map(map) = at else { return None };
        at = map.entry(name.to_owned()).or_insert_with(|| Value::map::<&str>([]));
        if let Some(index) = index {
            let Value::List(list) = at else { return None };
            at = list.get_mut(index)?;
        }
    }
    *at = value;
    Some(())
}
