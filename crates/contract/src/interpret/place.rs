//! Roads: from a site's code to its place, and from the place to its class, on one day.

use super::answer::{Answer, Value};
use super::lookup::{Evidence, agreed, cell, cell_of, disagreement};
use crate::calendar::Date;
use crate::determination::Reason;
use crate::facts::{Cell, Row};
use crate::model::{Confidence, Contract, Dated, PlaceAttribute};

/// The table of sites that every road passes.
pub(crate) const SITE: &str = "site";

/// The rows of the site on a day. A site that the register does not have is not absent: somebody works there.
pub(crate) fn sites<'w>(evidence: &Evidence<'w>, code: &str, day: Date) -> Answer<Vec<&'w Row>> {
    let is_valid = |row: &&Row| row.valid.is_none_or(|valid| valid.contains(day));
    let code = Value::Word(code.to_owned());
    evidence.rows(SITE, None, None).then(|rows| {
        let valid = || rows.iter().copied().filter(is_valid);
        let here: Vec<&Row> = valid().filter(|row| cell(row, SITE).as_ref() == Some(&code)).collect();
        if !here.is_empty() {
            return Answer::Known(here);
        }
        let (table, period) = (SITE.to_owned(), None);
        Answer::Unknown(if evidence.unnamed(SITE) {
            Reason::RowsRefused { table, period }
        } else if valid().any(|row| row.cells.get(SITE) == Some(&Cell::Unread)) {
            Reason::CellUnread { table, period, column: SITE.to_owned() }
        } else {
            Reason::NoSite { site: code.to_string() }
        })
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
    let column = match attribute {
        PlaceAttribute::Region => "region",
        PlaceAttribute::Platform | PlaceAttribute::Class => "platform",
    };
    sites(evidence, code, day).then(|rows| {
        let said = rows.iter().map(|row| match attribute {
            PlaceAttribute::Class => place(row).then(|place| class(contract, &place, day, as_known_on)),
            _ => cell_of(SITE, row, column),
        });
        agreed(said.collect(), || disagreement(SITE, &rows, column))
    })
}

/// The place whose class a site has: its platform, else its region.
fn place(site: &Row) -> Answer<String> {
    let of = |column: &str| cell_of(SITE, site, column);
    let place = match of("platform") {
        Answer::Absent(_) => of("region"),
        platform => platform,
    };
    place.map(|place| place.to_string())
}

/// The place whose class a road reads, with how far the class may be trusted.
pub(crate) fn class_read(
    contract: &Contract,
    evidence: &Evidence<'_>,
    code: &str,
    day: Date,
    as_known_on: Date,
) -> Option<(String, Confidence)> {
    let sites = sites(evidence, code, day);
    let place = sites.known().and_then(|rows| rows.first().and_then(|row| place(row).known().cloned()))?;
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
