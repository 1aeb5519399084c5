//! Everything personal that the generator issued, and a search that proves that none of it is left in some bytes.

use std::collections::{BTreeMap, BTreeSet};

use crate::line;
use crate::mishap::{Fault, Mishaps, faulty_position, wrong_key};
use crate::person::OCCASIONAL;
use crate::sector::Sector;

/// How many bytes of each issued text are looked up first; none is shorter.
const PROBE: usize = 8;

/// Names and numbers of the fictitious persons, as files write them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Issued {
    /// Family and given names, capital letters without accents (an accented letter may follow in a file).
    pub names: BTreeSet<String>,
    /// Identity card and residence card numbers.
    pub cards: BTreeSet<String>,
    /// CNSS registrations of nine digits, those with a damaged key included.
    pub insured: BTreeSet<String>,
}

/// An issued text found in bytes that should have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The issued name or number.
    pub text: String,
    /// Where it begins, counted in bytes from 0.
    pub offset: usize,
}

impl Issued {
    pub(crate) fn collect(sector: &Sector, mishaps: &[Mishaps]) -> Issued {
        let mut issued = Issued::default();
        let occasional = sector.operators.iter().filter_map(|operator| operator.occasional.as_ref());
        for person in sector.persons.iter().chain(occasional) {
            issued.names.insert(person.family.clone());
            issued.names.insert(person.given.clone());
            issued.cards.extend([&person.identity_card, &person.residence_card].into_iter().flatten().cloned());
            if person.insured != OCCASIONAL {
                issued.insured.insert(format!("{:09}", person.insured));
            }
        }
        for (operator, own) in sector.operators.iter().zip(mishaps) {
            for flaw in &own.flaws {
                if !matches!(flaw.fault, Fault::PayrollInsuredKey | Fault::EbdsInsuredKey) {
                    continue;
                }
                let lines = line::of_affiliation(operator, &sector.persons, 0, flaw.month);
                let damaged = faulty_position(&lines, flaw.fault).map(|position| wrong_key(lines[position].insured));
                issued.insured.extend(damaged.map(|number| format!("{number:09}")));
            }
        }
        issued
    }

    /// A search prepared once, for many files.
    #[must_use]
    pub fn search(&self) -> Search<'_> {
        let mut by_probe: BTreeMap<[u8; PROBE], Vec<&str>> = BTreeMap::new();
        for text in self.names.iter().chain(&self.cards).chain(&self.insured) {
            if let Some(probe) = text.as_bytes().first_chunk() {
                by_probe.entry(*probe).or_default().push(text);
            }
        }
        Search { by_probe: by_probe.into_iter().collect() }
    }
}

/// Looks for issued texts in bytes, whatever the case of the letters.
#[derive(Debug)]
pub struct Search<'a> {
    by_probe: std::collections::HashMap<[u8; PROBE], Vec<&'a str>>,
}

impl Search<'_> {
    /// Every trace in these bytes. Nine digits inside a hexadecimal hash of 32 or 64 digits are no trace: among many
    /// hashes, some number always turns up.
    #[must_use]
    pub fn traces(&self, bytes: &[u8]) -> Vec<Trace> {
        let mut traces = Vec::new();
        let mut run = 0;
        for (last, byte) in bytes.iter().enumerate() {
            run = if byte.is_ascii_alphanumeric() { run + 1 } else { 0 };
            if run < PROBE {
                continue;
            }
            let offset = last + 1 - PROBE;
            let Some(probe) = bytes[offset..].first_chunk::<PROBE>() else { continue };
            for text in self.by_probe.get(&probe.to_ascii_uppercase()[..]).into_iter().flatten() {
                let found = bytes
                    .get(offset..offset + text.len())
                    .is_some_and(|part| part.eq_ignore_ascii_case(text.as_bytes()));
                if found && !in_hash(bytes, offset) {
                    traces.push(Trace { text: (*text).to_owned(), offset });
                }
            }
        }
        traces
    }
}

/// Whether the offset lies in a run of 32 or 64 hexadecimal digits that has letters.
fn in_hash(bytes: &[u8], offset: usize) -> bool {
    let hexadecimal = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let before = bytes[..offset].iter().rev().take(65).take_while(hexadecimal).count();
    let after = bytes[offset..].iter().take(65).take_while(hexadecimal).count();
    let run = &bytes[offset - before..offset + after];
    matches!(run.len(), 32 | 64) && run.iter().any(u8::is_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issued() -> Issued {
        Issued {
            names: ["ZOUVQELOXE".to_owned()].into(),
            cards: ["QA123456".to_owned()].into(),
            insured: ["123456785".to_owned()].into(),
        }
    }

    #[test]
    fn a_trace_is_found_in_any_case_and_company() {
        let issued = issued();
        let search = issued.search();
        for bytes in
            [&b"..zouvqeloxe.."[..], b"xxZouvQeloxe\xC3\x89", b"99123456785123", b"\x08\0\0\0QA123456", b"qa123456,"]
        {
            assert_eq!(search.traces(bytes).len(), 1, "{bytes:?}");
        }
        assert_eq!(search.traces(b"QA12345 ZOUVQELOX 12345678"), []);
    }

    #[test]
    fn digits_inside_a_hash_are_no_trace() {
        let issued = issued();
        let search = issued.search();
        assert_eq!(search.traces(b"a0a0a0a0123456785a0a0a0a0a0a0a0a"), []);
        assert_eq!(search.traces(b"00000000123456785000000000000000").len(), 1);
        assert_eq!(search.traces(b"a0a0a0a0123456785").len(), 1);
    }
}
