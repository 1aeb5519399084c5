//! A statement walked in a confined child: the child walks the XML and writes what it met as lines of JSON, the parent reads them back
//! and believes nothing that it has not looked at. A line begins with its letter: `R` a person, `D` what is known at the end. Where the
//! document is no statement nothing is written.
//!
//! Where nobody set a reader, as in a library that reads files of its own, the document is walked in this process.

use std::io::Write;

use serde::{Deserialize, Serialize};
use sheet::confined::Job;
use sheet::{Fault, Limits, fault};

use super::document::{self, Document, EMPLOYER, Elements, LISTS, List, PERSON};
use crate::catalogue::Catalogue;
use crate::finding::Finding;
use crate::read::source;

/// What is done in the child.
pub const JOB: Job = Job { name: "etat-9421", work };

/// Bytes of a statement: one of a hundred thousand persons has about a tenth.
const BYTES_MAX: u64 = 1 << 30;
/// Characters of an element's text in an answer, as [`document`] keeps them.
const TEXT_MAX: usize = 256;

/// A statement whose persons can be gone through.
pub(in crate::read) enum Statement<'t> {
    /// In this process.
    Here(&'t str),
    /// What a child answered.
    Answer(Vec<u8>),
}

/// The statement that a document is; nothing where it is none.
///
/// # Errors
/// The child could not be started, was ended, or said nothing that can be believed.
pub(in crate::read) fn statement<'t>(
    tables: &Catalogue,
    bytes: &[u8],
    text: &'t str,
) -> Result<Option<Statement<'t>>, Fault> {
    if !text.trim_start().starts_with('<') {
        return Ok(None);
    }
    let Some(reader) = tables.sheets() else {
        return Ok(document::is_statement(text).then_some(Statement::Here(text)));
    };
    let answer = reader.run(&JOB, bytes, &Limits { input_bytes_max: BYTES_MAX, ..Limits::default() })?;
    Ok((!answer.is_empty()).then_some(Statement::Answer(answer)))
}

impl Statement<'_> {
    /// Goes through the persons, with the list and the ordinal of each, from 1; gives the rest of the document.
    ///
    /// # Errors
    /// An answer that cannot be believed.
    pub(super) fn walk(&self, mut row: impl FnMut(List, u32, &Elements)) -> Result<Document, Fault> {
        match self {
            Statement::Here(text) => Ok(document::walk(text, row)),
            Statement::Answer(answer) => {
                let mut last = 0;
                let mut rest = None;
                for line in answer.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                    let (letter, json) = line.split_first().ok_or_else(nonsense)?;
                    match (letter, &rest) {
                        (b'R', None) => {
                            let person: Person = parse(json)?;
                            let (_, list) = LISTS.get(person.0).ok_or_else(nonsense)?;
                            if person.1 <= last {
                                return Err(nonsense());
                            }
                            last = person.1;
                            row(*list, last, &elements(PERSON, &person.2)?);
                        }
                        (b'D', None) => rest = Some(parse::<Rest>(json)?),
                        _ => return Err(nonsense()),
                    }
                }
                let rest = rest.ok_or_else(nonsense)?;
                let findings: Vec<Finding> = rest.stopped.into_iter().collect();
                if !findings.iter().all(document::may_stop) {
                    return Err(nonsense());
                }
                Ok(Document { employer: elements(EMPLOYER, &rest.employer)?, findings, cut_row: rest.cut_row })
            }
        }
    }
}

/// A list, an ordinal, and texts by the places of their names.
#[derive(Serialize, Deserialize)]
struct Person(usize, u32, Vec<(usize, String)>);

#[derive(Serialize, Deserialize)]
struct Rest {
    employer: Vec<(usize, String)>,
    stopped: Option<Finding>,
    cut_row: bool,
}

fn work(bytes: &[u8], _: &Limits, out: &mut dyn Write) -> Result<(), Fault> {
    let source = source::open(bytes);
    if !document::is_statement(&source.text) {
        return Ok(());
    }
    let mut written = Ok(());
    let mut document = document::walk(&source.text, |list, ordinal, elements| {
        let place = LISTS.iter().position(|(_, known)| *known == list).unwrap_or(LISTS.len());
        if written.is_ok() {
            written = line(out, b'R', &Person(place, ordinal, by_place(PERSON, elements)));
        }
    });
    written?;
    let employer = by_place(EMPLOYER, &document.employer);
    line(out, b'D', &Rest { employer, stopped: document.findings.pop(), cut_row: document.cut_row })
}

fn by_place(names: &[&'static str], elements: &Elements) -> Vec<(usize, String)> {
    let one = |(place, name): (usize, &&'static str)| elements.get(name).map(|text| (place, text.clone()));
    names.iter().enumerate().filter_map(one).collect()
}

fn elements(names: &[&'static str], by_place: &[(usize, String)]) -> Result<Elements, Fault> {
    let one = |(place, text): &(usize, String)| match names.get(*place) {
        Some(name) if text.chars().count() <= TEXT_MAX => Ok((*name, text.clone())),
        _ => Err(nonsense()),
    };
    by_place.iter().map(one).collect()
}

fn line(out: &mut dyn Write, letter: u8, what: &impl Serialize) -> Result<(), Fault> {
    let written = out.write_all(&[letter]).is_ok()
        && serde_json::to_writer(&mut *out, what).is_ok()
        && out.write_all(b"\n").is_ok();
    if written { Ok(()) } else { Err(nonsense()) }
}

fn parse<'j, T: Deserialize<'j>>(json: &'j [u8]) -> Result<T, Fault> {
    serde_json::from_slice(json).map_err(|_| nonsense())
}

fn nonsense() -> Fault {
    fault::READER_NONSENSE.bare()
}
