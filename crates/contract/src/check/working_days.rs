//! Calendars of working days: the week, feasts, and the years that are recorded.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, Document};
use crate::model::{Calendar, Contract, Feast, FeastDay, RecordedYear, WeekDay};
use crate::yaml::Node;

use super::fields::Fields;
use super::ledger::Ledger;
use super::{keys, scalar};

const WEEK: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// The longest feast, in days.
const DAYS_MAX: u32 = 31;

/// Reads a calendar.
pub(super) fn read(block: &Block, document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::CALENDAR, ledger) else { return };
    let taken = contract.calendars.iter().map(|calendar| (calendar.id.as_str(), calendar.span));
    let id = super::name(&mut fields, taken, ledger);
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    super::basis(&mut fields, block, document, ledger);
    let rest = fields.require("rest", ledger).map(|node| read_week(node, ledger));
    let mut feasts: Vec<Feast> = Vec::new();
    for node in fields.take("feasts").and_then(|node| scalar::list(node, ledger)).unwrap_or_default() {
        if let Some(feast) = read_feast(node, ledger) {
            if feasts.iter().any(|known| known.id == feast.id) {
                let twice = Diagnostic::error("identifier-repeated", node.span).with("id", &feast.id);
                ledger.push(twice.with("first_line", block.span.start.line));
            }
            feasts.push(feast);
        }
    }
    let mut years: Vec<RecordedYear> = Vec::new();
    for node in fields.take("years").and_then(|node| scalar::list(node, ledger)).unwrap_or_default() {
        if let Some(year) = read_year(node, &feasts, contract, ledger) {
            if years.iter().any(|known| known.year == year.year) {
                ledger.error("calendar-year-twice", node.span, "year", year.year);
            }
            years.push(year);
        }
    }
    fields.finish(ledger);
    if let (Some(id), Some(rest)) = (id, rest) {
        contract.calendars.push(Calendar { id, labels, rest, feasts, years, span: block.span });
    }
}

/// `saturday, sunday`; one day at least is left to work.
fn read_week(node: &Node, ledger: &mut Ledger) -> Vec<WeekDay> {
    let mut rest: BTreeSet<WeekDay> = BTreeSet::new();
    for word in scalar::words(node, ledger).unwrap_or_default() {
        match WEEK.iter().position(|day| *day == word).and_then(|day| u8::try_from(day).ok()) {
            Some(day) => {
                rest.insert(WeekDay(day));
            }
            None => {
                let unknown = Diagnostic::error("word-unknown", node.span).with("word", word);
                ledger.push(unknown.with("expected", WEEK.join(" | ")));
            }
        }
    }
    if rest.len() == WEEK.len() {
        ledger.push(Diagnostic::error("calendar-without-work", node.span));
    }
    rest.into_iter().collect()
}

fn read_feast(node: &Node, ledger: &mut Ledger) -> Option<Feast> {
    let mut fields = Fields::of(node, keys::FEAST, ledger)?;
    let id = fields.require("id", ledger).and_then(|node| scalar::identifier(node, ledger));
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    let begins = match (fields.take("day"), fields.take("lunar")) {
        (Some(day), Some(_)) => {
            ledger.push(Diagnostic::error("feast-day-or-lunar", day.span));
            None
        }
        (Some(node), None) => {
            let leap = |(month, day): &(u8, u8)| Date::new(2000, *month, *day).is_some();
            month_and_day(node, leap, ledger).map(|(month, day)| FeastDay::Fixed { month, day })
        }
        (None, Some(node)) => {
            let islamic = |(month, day): &(u8, u8)| (1..=12).contains(month) && (1..=30).contains(day);
            month_and_day(node, islamic, ledger).map(|(month, day)| FeastDay::Lunar { month, day })
        }
        (None, None) => Some(FeastDay::Recorded),
    };
    let days = match fields.take("days") {
        None => Some(1),
        Some(node) => {
            let text = scalar::text(node, ledger)?;
            let days = scalar::whole(text).filter(|days| (1..=DAYS_MAX).contains(days));
            if days.is_none() {
                ledger.error("number-malformed", node.span, "found", text);
            }
            days.and_then(|days| u8::try_from(days).ok())
        }
    };
    let in_effect = fields.require("in_effect", ledger).and_then(|node| scalar::interval(node, ledger));
    let confidence = fields.require("confidence", ledger).and_then(|node| scalar::confidence(node, ledger));
    fields.finish(ledger);
    Some(Feast { id: id?, labels, begins: begins?, days: days?, in_effect: in_effect?, confidence: confidence? })
}

/// `05-01`: the month, then the day.
fn month_and_day(node: &Node, exists: impl Fn(&(u8, u8)) -> bool, ledger: &mut Ledger) -> Option<(u8, u8)> {
    let text = scalar::text(node, ledger)?;
    let two = |text: &str| Some(text).filter(|text| text.len() == 2).and_then(|text| text.parse::<u8>().ok());
    let read = text.split_once('-').and_then(|(month, day)| Some((two(month)?, two(day)?)));
    let read = read.filter(|read| exists(read));
    if read.is_none() {
        ledger.error("feast-day-malformed", node.span, "found", text);
    }
    read
}

fn read_year(node: &Node, feasts: &[Feast], contract: &Contract, ledger: &mut Ledger) -> Option<RecordedYear> {
    let mut fields = Fields::of(node, keys::CALENDAR_YEAR, ledger)?;
    let year = fields.require("year", ledger).and_then(|node| scalar::year(node, ledger));
    let published = match fields.take("published") {
        Some(node) => scalar::date(node, ledger),
        None => Some(contract.published),
    };
    let confidence = fields.require("confidence", ledger).and_then(|node| scalar::confidence(node, ledger));
    let mut days: BTreeMap<String, Vec<Date>> = BTreeMap::new();
    let written = fields.take("days");
    if written.is_some_and(|node| node.as_map().is_none()) {
        ledger.push(Diagnostic::error("value-not-keys", node.span));
    }
    for (feast, node) in written.map(Node::entries).unwrap_or_default() {
        if !feasts.iter().any(|known| known.id == feast.value) {
            let known = feasts.iter().map(|known| known.id.as_str());
            ledger.unknown("feast-unknown", "feast", &feast.value, known, feast.span);
        }
        let mut found = Vec::new();
        for word in scalar::words(node, ledger).unwrap_or_default() {
            match word.parse::<Date>() {
                Ok(day) if year.is_none_or(|year| day.year() == year) => found.push(day),
                Ok(day) => {
                    let outside = Diagnostic::error("feast-outside-year", node.span).with("feast", &feast.value);
                    ledger.push(outside.with("day", day).with("year", year.unwrap_or_default()));
                }
                Err(_) => ledger.error("date-malformed", node.span, "found", &word),
            }
        }
        days.insert(feast.value.clone(), found);
    }
    fields.finish(ledger);
    Some(RecordedYear { year: year?, published: published?, days, confidence: confidence? })
}
