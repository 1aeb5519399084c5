//! Roads: from a site's code to its place, and from the place to its class, on one day.

use super::answer::{Answer, Value};
use super::lookup::{Evidence, cell, cell_of};
use crate::calendar::Date;
use crate::determination::Reason;
use crate::facts::Row;
use crate::model::{Confidence, Contract, Dated, PlaceAttribute};

/// The table of sites that every road passes.
pub(crate) const SITE: &str = "site";

/// The row of the site on a day.
pub(crate) fn site<'w>(evidence: &Evidence<'w>, code: &str, day: Date) -> Answer<&'w Row> {
    let here = |row: &&Row| {
        cell(row, SITE) == Some(Value::Word(code.to_owned())) && row.valid.is_none_or(|valid| valid.contains(day))
    };
    evidence.rows(SITE, None, None).then(|rows| match rows.into_iter().find(here) {
        Some(row) => Answer::Known(row),
        None => Answer::Absent(Reason::Absent { table: SITE.to_owned(), period: None }),
    })
}

/// What a road asks of a site on a day.
pub(crate) fn attribute(
    contract: &Contract,
    evidence: &Evidence<'_>,
    code: &str,
    attribute: PlaceAttribute,
    day: Date,
    as_known_on: Date,
) -> Answer {
    site(evidence, code, day).then(|row| match attribute {
        PlaceAttribute::Region => cell_of(SITE, row, "region"),
        PlaceAttribute::Platform => cell_of(SITE, row, "platform"),
        PlaceAttribute::Class => match cell(row, "platform").or_else(|| cell(row, "region")) {
            Some(Value::Word(place)) => class(contract, &place, day, as_known_on),
            _ => Answer::Absent(Reason::Absent { table: SITE.to_owned(), period: None }),
        },
    })
}

/// The place whose class a road reads, with how far the class may be trusted.
pub(crate) fn class_read(
    contract: &Contract,
    evidence: &Evidence<'_>,
    code: &str,
    day: Date,
    as_known_on: Date,
) -> Option<(String, Confidence)> {
    let site = site(evidence, code, day);
    let place = site.known().and_then(|row| cell(row, "platform").or_else(|| cell(row, "region")))?.to_string();
    dated_class(contract, &place, day, as_known_on).map(|class| (place, class.confidence))
}

/// The class of a place on a day, as published by the day of knowledge.
fn class(contract: &Contract, id: &str, day: Date, as_known_on: Date) -> Answer {
    match dated_class(contract, id, day, as_known_on) {
        Some(class) => Answer::Known(Value::Word(class.value.clone())),
        None => Answer::Unknown(Reason::NoClass { place: id.to_owned() }),
    }
}

fn dated_class<'c>(contract: &'c Contract, id: &str, day: Date, as_known_on: Date) -> Option<&'c Dated<String>> {
    let place = contract.places.iter().find(|place| place.id == id)?;
    place.classes.iter().find(|class| class.in_effect.contains(day) && class.published <= as_known_on)
}
