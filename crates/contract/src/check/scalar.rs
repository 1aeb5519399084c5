//! Scalars by type: dates, intervals, numbers with units, words, labels.

use crate::calendar::{Date, Interval, Month, Quarter};
use crate::diagnostic::Diagnostic;
use crate::expression::{self, Kind};
use crate::model::{Confidence, Labels};
use crate::money::Decimal;
use crate::source::Span;
use crate::spelling::by_likeness;
use crate::unit::Unit;
use crate::yaml::Node;

use super::ledger::Ledger;
use super::{closed, keys};

pub(super) fn text<'a>(node: &'a Node, ledger: &mut Ledger) -> Option<&'a str> {
    if node.as_scalar().is_none() && !node.is_missing() {
        ledger.push(Diagnostic::error("value-not-text", node.span));
    }
    node.as_scalar()
}

pub(super) fn list<'a>(node: &'a Node, ledger: &mut Ledger) -> Option<&'a [Node]> {
    if node.as_list().is_none() && !node.is_missing() {
        ledger.push(Diagnostic::error("value-not-list", node.span));
    }
    node.as_list()
}

/// Words separated by blanks or commas.
pub(super) fn words(node: &Node, ledger: &mut Ledger) -> Option<Vec<String>> {
    let text = text(node, ledger)?;
    Some(text.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_owned).collect())
}

/// An identifier, see [`is_identifier`].
pub(super) fn identifier(node: &Node, ledger: &mut Ledger) -> Option<String> {
    let text = text(node, ledger)?;
    if !is_identifier(text) {
        ledger.error("identifier-malformed", node.span, "found", text);
        return None;
    }
    Some(text.to_owned())
}

/// A name that expressions may use: without a point, and without a meaning of its own.
pub(super) fn check_name(name: &str, span: Span, ledger: &mut Ledger) -> Option<()> {
    let fault = match name {
        _ if keys::is_reserved(name) => Diagnostic::error("identifier-reserved", span).with("id", name),
        _ if is_identifier(name) && !name.contains('.') => return Some(()),
        _ => Diagnostic::error("identifier-malformed", span).with("found", name),
    };
    ledger.push(fault);
    None
}

/// ASCII letters, digits, `_`, `-` and `.`, beginning with a letter.
pub(super) fn is_identifier(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

/// One of a closed list of words.
pub(super) fn word<T: Copy>(node: &Node, choices: &[(&str, T)], ledger: &mut Ledger) -> Option<T> {
    let text = text(node, ledger)?;
    let found = choices.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    if found.is_none() {
        let (_, expected) = by_likeness(text, choices.iter().map(|(word, _)| *word));
        let unknown = Diagnostic::error("word-unknown", node.span).with("word", text);
        ledger.push(unknown.with("expected", expected));
    }
    found
}

pub(super) fn confidence(node: &Node, ledger: &mut Ledger) -> Option<Confidence> {
    word(node, &closed::CONFIDENCES, ledger)
}

pub(super) fn date(node: &Node, ledger: &mut Ledger) -> Option<Date> {
    let text = text(node, ledger)?;
    let date = text.parse().ok();
    if date.is_none() {
        ledger.error("date-malformed", node.span, "found", text);
    }
    date
}

pub(super) fn month(node: &Node, ledger: &mut Ledger) -> Option<Month> {
    let text = text(node, ledger)?;
    let month = text.parse().ok();
    if month.is_none() {
        ledger.error("month-malformed", node.span, "found", text);
    }
    month
}

/// `A .. B`, or `A ..` without end.
pub(super) fn interval(node: &Node, ledger: &mut Ledger) -> Option<Interval> {
    let text = text(node, ledger)?;
    let read = || {
        let (first, last) = text.split_once("..")?;
        let first = first.trim().parse().ok()?;
        let last = match last.trim() {
            "" => None,
            last => Some(last.parse::<Date>().ok()?),
        };
        Some(Interval { first, last })
    };
    let interval = read();
    match interval {
        None => ledger.error("interval-malformed", node.span, "found", text),
        Some(Interval { first, last: Some(last) }) if last < first => {
            ledger.error("interval-empty", node.span, "found", text);
        }
        Some(_) => {}
    }
    interval
}

/// `A .. B` in months.
pub(super) fn months(node: &Node, ledger: &mut Ledger) -> Option<(Month, Month)> {
    let text = text(node, ledger)?;
    let read = || {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        Some((first.trim().parse::<Month>().ok()?, last.trim().parse::<Month>().ok()?))
    };
    let months = read().filter(|(first, last)| first <= last);
    if months.is_none() {
        ledger.error("months-malformed", node.span, "found", text);
    }
    months
}

/// `A .. B` in quarters.
pub(super) fn quarters(node: &Node, ledger: &mut Ledger) -> Option<(Quarter, Quarter)> {
    let text = text(node, ledger)?;
    let read = || {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        Some((first.trim().parse::<Quarter>().ok()?, last.trim().parse::<Quarter>().ok()?))
    };
    let quarters = read().filter(|(first, last)| first <= last);
    if quarters.is_none() {
        ledger.error("quarters-malformed", node.span, "found", text);
    }
    quarters
}

pub(super) fn year(node: &Node, ledger: &mut Ledger) -> Option<i32> {
    let text = text(node, ledger)?;
    let year = Some(text).filter(|text| text.len() == 4).and_then(|text| text.parse().ok()).filter(|year| *year > 0);
    if year.is_none() {
        ledger.error("year-malformed", node.span, "found", text);
    }
    year
}

/// A whole number without unit.
pub(super) fn whole(text: &str) -> Option<u32> {
    Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit())).and_then(|text| text.parse().ok())
}

/// The longest run of months that a contract may speak of: a century.
pub(super) const MONTHS_MAX: u32 = 1200;

/// A number in the given unit: `17 %`, `0.01 MAD`. Percentages come back divided by one hundred.
pub(super) fn number(node: &Node, unit: Unit, ledger: &mut Ledger) -> Option<Decimal> {
    let text = text(node, ledger)?;
    number_in(text, node.span, unit, ledger)
}

/// The same of a part of a value.
pub(super) fn number_in(text: &str, span: Span, unit: Unit, ledger: &mut Ledger) -> Option<Decimal> {
    let (body, negative) = text.strip_prefix('-').map_or((text, false), |body| (body, true));
    let Ok(Kind::Number(decimal, found)) = expression::parse(body).map(|written| written.kind) else {
        ledger.error("number-malformed", span, "found", text);
        return None;
    };
    let (decimal, found) = with_unit(decimal, found.as_deref());
    if found != unit {
        let differs = Diagnostic::error("number-unit", span).with("expected", unit);
        ledger.push(differs.with("found", found));
        return None;
    }
    Some(if negative { Decimal::new(-decimal.digits(), decimal.scale()) } else { decimal })
}

/// The value and unit of a written number: `17 %` is 0.17 without unit.
pub(super) fn with_unit(decimal: Decimal, unit: Option<&str>) -> (Decimal, Unit) {
    match unit {
        Some("%") => (Decimal::new(decimal.digits(), decimal.scale() + 2), Unit::NONE),
        Some(unit) => (decimal, Unit::parse(unit).unwrap_or(Unit::NONE)),
        None => (decimal, Unit::NONE),
    }
}

/// Labels: one text in each language of the document.
pub(super) fn labels(node: Option<&Node>, ledger: &mut Ledger) -> Labels {
    let mut labels = Labels::new();
    let Some(node) = node else { return labels };
    let Some(entries) = node.as_map() else {
        ledger.push(Diagnostic::error("value-not-keys", node.span));
        return labels;
    };
    for (language, value) in entries {
        if !ledger.languages.contains(&language.value) {
            let expected = ledger.languages.join(" | ");
            let unknown = Diagnostic::error("word-unknown", language.span).with("word", &language.value);
            ledger.push(unknown.with("expected", expected));
        }
        if let Some(value) = text(value, ledger).filter(|value| !value.trim().is_empty()) {
            labels.insert(language.value.clone(), value.to_owned());
        }
    }
    for language in ledger.languages.clone() {
        if !labels.contains_key(&language) {
            ledger.push(Diagnostic::error("label-missing", node.span).with("language", language));
        }
    }
    labels
}
