//! Walks a part's XML, one step after the other: no tree, no recursion, no document type, no entity but the five of XML and
//! numbers of letters.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::fault::{self, Fault};
use crate::limits::Limits;

/// A walk through one part.
pub(super) struct Xml<'t> {
    reader: Reader<&'t [u8]>,
    part: &'t str,
    depth: u64,
    limits: &'t Limits,
}

/// A step.
pub(super) enum Step<'t> {
    /// An element begins. (An empty one begins and ends.)
    Open(BytesStart<'t>),
    /// The innermost element ends.
    Close,
    /// Letters.
    Text(Cow<'t, str>),
    /// The part ends.
    End,
}

impl<'t> Xml<'t> {
    /// At the beginning of a part of a name.
    pub(super) fn new(part: &'t str, text: &'t str, limits: &'t Limits) -> Xml<'t> {
        let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, part, depth: 0, limits }
    }

    /// The fault of a part that does not read.
    pub(super) fn damaged(&self) -> Fault {
        fault::DAMAGED.with([self.part])
    }

    /// The next step.
    pub(super) fn step(&mut self) -> Result<Step<'t>, Fault> {
        loop {
            let event = self.reader.read_event().map_err(|_| self.damaged())?;
            return Ok(match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > self.limits.depth_max {
                        let (found, allowed) = (self.depth.to_string(), self.limits.depth_max.to_string());
                        return Err(fault::DEPTH_OVER.with([self.part.to_owned(), found, allowed]));
                    }
                    Step::Open(start)
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or_else(|| self.damaged())?;
                    Step::Close
                }
                Event::Text(text) => Step::Text(text.into_inner()),
                Event::CData(data) => Step::Text(data.into_inner()),
                Event::GeneralRef(entity) => {
                    let letter = entity.resolve_char_ref().map_err(|_| self.damaged())?;
                    match letter {
                        Some(letter) => Step::Text(Cow::Owned(letter.to_string())),
                        None => {
                            let name = entity.into_inner();
                            let letters = resolve_xml_entity(&name).ok_or_else(|| fault::DOCTYPE.with([self.part]))?;
                            Step::Text(Cow::Owned(letters.to_owned()))
                        }
                    }
                }
                Event::DocType(_) => return Err(fault::DOCTYPE.with([self.part])),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof if self.depth == 0 => Step::End,
                Event::Eof => return Err(self.damaged()),
            });
        }
    }

    /// The letters up to the end of the element that has just begun; elements within it are passed over with theirs.
    pub(super) fn letters(&mut self) -> Result<String, Fault> {
        let mut letters = String::new();
        let mut within = 0_u32;
        loop {
            match self.step()? {
                Step::Open(_) => within += 1,
                Step::Close if within == 0 => return self.bounded(letters),
                Step::Close => within -= 1,
                Step::Text(text) if within == 0 => letters.push_str(&text),
                Step::Text(_) => {}
                Step::End => return Err(self.damaged()),
            }
        }
    }

    /// A text, if it is not longer than any that a cell holds.
    pub(super) fn bounded(&self, text: String) -> Result<String, Fault> {
        let allowed = self.limits.text_length_max;
        if text.len() as u64 <= allowed {
            return Ok(text);
        }
        let found = text.chars().count() as u64;
        if found <= allowed {
            return Ok(text);
        }
        Err(fault::TEXT_OVER.with([self.part.to_owned(), found.to_string(), allowed.to_string()]))
    }

    /// An attribute of an element, by its name without prefix.
    pub(super) fn attribute(&self, start: &BytesStart<'t>, name: &str) -> Result<Option<String>, Fault> {
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| self.damaged())?;
            if attribute.key.local_name().as_ref() == name {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| self.damaged())?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }

    /// Whether an attribute says yes.
    pub(super) fn says_yes(&self, start: &BytesStart<'t>, name: &str) -> Result<bool, Fault> {
        Ok(matches!(self.attribute(start, name)?.as_deref(), Some("1" | "true" | "on")))
    }
}
