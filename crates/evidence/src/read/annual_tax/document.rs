//! Walks the XML of a yearly statement, one event after the other: no tree, no recursion, no DTD, no entity but the five
//! of XML and character numbers. Knows the names of elements, not what they mean.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::errors::{Error, SyntaxError};
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::finding::{Finding, Place, codes};

const ROOT: &str = "TraitementEtSalaire";
/// Elements within elements; the real statement has six.
const DEPTH_MAX: usize = 32;
/// Characters of an element that are kept; the longest amount has far fewer.
const TEXT_MAX: usize = 256;
/// Events before the root element that are looked at.
const PROLOGUE_MAX: usize = 64;

/// A list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Permanent,
    Exempt,
    Occasional,
    Trainees,
    Doctoral,
    Beneficiaries,
    Savers,
    /// Not persons: the months' payments of tax, whose elements are nobody's.
    Payments,
}

pub(super) const LISTS: [(&str, List); 8] = [
    ("listPersonnelPermanent", List::Permanent),
    ("listPersonnelExonere", List::Exempt),
    ("listPersonnelOccasionnel", List::Occasional),
    ("listStagiaires", List::Trainees),
    ("listDoctorants", List::Doctoral),
    ("listBeneficiaires", List::Beneficiaries),
    ("listBeneficiairesPlanEpargne", List::Savers),
    ("listVersements", List::Payments),
];

/// Elements of the employer that are read.
pub(super) const EMPLOYER: &[&str] = &[
    "identifiantFiscal",
    "annee",
    "exerciceFiscalDu",
    "exerciceFiscalAu",
    "nbrPersoPermanent",
    "totalMtRevenuBrutImposablePP",
    "totalMtIrPrelevePP",
];

/// Elements of a person that are read. Names and addresses are not among them.
pub(super) const PERSON: &[&str] = &[
    "numCNSS",
    "numCNI",
    "mtRevenuBrutImposable",
    "mtRevenuNetImposable",
    "mtTotalDeduction",
    "mtRetenuesOperees",
    "mtFraisProfess",
    "mtCotisationAssur",
    "irPreleve",
    "nbrReductions",
    "periode",
];

/// The texts of elements by name.
pub(super) type Elements = BTreeMap<&'static str, String>;

/// What stands outside the lists, and what is wrong with the document as such.
#[derive(Default)]
pub(super) struct Document {
    pub(super) employer: Elements,
    pub(super) findings: Vec<Finding>,
    /// Whether the walk stopped inside a person.
    pub(super) cut_row: bool,
}

/// Whether a finding is one that stops a walk, with figures alone for values.
pub(super) fn may_stop(finding: &Finding) -> bool {
    let stops =
        [codes::TAX_TRUNCATED, codes::TAX_NOT_WELL_FORMED, codes::TAX_ENTITY, codes::TAX_DOCTYPE, codes::TAX_DEPTH];
    let is_figure = |(_, value): &(String, String)| value.bytes().all(|byte| byte.is_ascii_digit());
    let is_known = |code: &codes::Code| {
        let known = code.at(Place::default());
        (&known.code, known.severity, &known.place) == (&finding.code, finding.severity, &finding.place)
    };
    stops.iter().any(is_known) && finding.values.len() <= 1 && finding.values.iter().all(is_figure)
}

/// Whether the root element is that of a yearly statement.
pub(super) fn is_statement(text: &str) -> bool {
    if !text.trim_start().starts_with('<') {
        return false;
    }
    let mut reader = Reader::from_str(text);
    for _ in 0..PROLOGUE_MAX {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => return start.local_name().as_ref() == ROOT,
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
    false
}

/// Walks the document and gives `row` the elements of each person with the list and the ordinal, from 1.
pub(super) fn walk(text: &str, row: impl FnMut(List, u32, &Elements)) -> Document {
    let mut walk =
        Walk { row, document: Document::default(), depth: 0, list: None, open: None, ordinal: 0, captured: None };
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    loop {
        let stopped = match reader.read_event() {
            Ok(Event::Eof) if walk.depth == 0 => return walk.document,
            Ok(Event::Eof) => Some(codes::TAX_TRUNCATED.at(Place::default())),
            Ok(event) => walk.take(&event),
            Err(Error::Syntax(fault)) if fault != SyntaxError::InvalidBangMarkup => {
                // Markup without its end: the document stops before it.
                Some(codes::TAX_TRUNCATED.at(Place::default()))
            }
            Err(_) => {
                let position = usize::try_from(reader.error_position()).unwrap_or(usize::MAX).min(text.len());
                let line = 1 + text.as_bytes()[..position].iter().filter(|byte| **byte == b'\n').count();
                Some(codes::TAX_NOT_WELL_FORMED.at(Place::default()).with("line", line))
            }
        };
        if let Some(finding) = stopped {
            walk.document.cut_row = walk.open.is_some();
            walk.document.findings.push(finding);
            return walk.document;
        }
    }
}

struct Walk<F> {
    row: F,
    document: Document,
    /// How many elements are open.
    depth: usize,
    /// The open list with its depth.
    list: Option<(List, usize)>,
    /// The open person's elements.
    open: Option<Elements>,
    ordinal: u32,
    /// The element whose text is being kept, with its depth.
    captured: Option<(&'static str, usize, String)>,
}

impl<F: FnMut(List, u32, &Elements)> Walk<F> {
    /// Takes one event; a finding stops the walk.
    fn take(&mut self, event: &Event<'_>) -> Option<Finding> {
        match event {
            Event::Start(start) => return self.begin(start),
            Event::End(_) => self.end(),
            Event::Text(text) => self.keep(text),
            Event::CData(text) => self.keep(text),
            Event::GeneralRef(reference) => match resolve(reference) {
                Some(text) => self.keep(&text),
                None => return Some(codes::TAX_ENTITY.at(Place::default())),
            },
            Event::DocType(_) => return Some(codes::TAX_DOCTYPE.at(Place::default())),
            _ => {}
        }
        None
    }

    fn begin(&mut self, start: &BytesStart<'_>) -> Option<Finding> {
        if self.depth == DEPTH_MAX {
            return Some(codes::TAX_DEPTH.at(Place::default()).with("max", DEPTH_MAX));
        }
        let name = start.local_name();
        let name: &str = name.as_ref();
        self.depth += 1;
        let depth = self.depth;
        let known = |names: &[&'static str]| names.iter().copied().find(|known| *known == name);
        let mut element = None;
        match (self.list, &self.open) {
            (None, _) => {
                if let Some((_, list)) = LISTS.iter().find(|(list, _)| *list == name) {
                    self.list = Some((*list, depth));
                } else {
                    element = known(EMPLOYER);
                }
            }
            (Some((List::Payments, _)), _) => {}
            (Some((_, list_depth)), None) if depth == list_depth + 1 => {
                self.ordinal = self.ordinal.saturating_add(1);
                self.open = Some(Elements::new());
            }
            (Some((_, list_depth)), Some(_)) if depth == list_depth + 2 => element = known(PERSON),
            _ => {}
        }
        if let Some(element) = element {
            self.captured = Some((element, depth, String::new()));
        }
        None
    }

    fn end(&mut self) {
        let depth = self.depth;
        if let Some((name, _, text)) = self.captured.take_if(|(_, captured, _)| *captured == depth) {
            let elements = self.open.as_mut().unwrap_or(&mut self.document.employer);
            // The first of two elements of one name counts.
            elements.entry(name).or_insert_with(|| text.trim().to_owned());
        }
        match self.list {
            Some((_, list_depth)) if depth == list_depth + 1 => self.close_row(),
            Some((_, list_depth)) if depth == list_depth => self.list = None,
            _ => {}
        }
        self.depth = depth.saturating_sub(1);
    }

    fn close_row(&mut self) {
        if let (Some((list, _)), Some(elements)) = (self.list, self.open.take()) {
            (self.row)(list, self.ordinal, &elements);
        }
    }

    /// Keeps text that stands directly in the captured element.
    fn keep(&mut self, text: &str) {
        if let Some((_, depth, kept)) = &mut self.captured
            && *depth == self.depth
        {
            let room = TEXT_MAX.saturating_sub(kept.chars().count());
            kept.extend(text.chars().take(room));
        }
    }
}

/// A character number, or one of the five entities of XML.
fn resolve(reference: &BytesRef<'_>) -> Option<Cow<'static, str>> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten().map(|character| Cow::Owned(character.to_string()));
    }
    resolve_xml_entity(reference).map(Cow::Borrowed)
}
