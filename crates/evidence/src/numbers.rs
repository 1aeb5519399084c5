//! Numbers of persons: which one stands for an official number is not known here, but asked.
//!
//! All persons whom a delivery names are asked for at once, by keyed hashes ([`Numbers`]); then each row gets its numbers from
//! what was answered ([`Named`]). Who answers, and what is kept of it, is the caller's matter: the office asks its vault.

use std::collections::{HashMap, HashSet};

use contract::identity::Pseudonym;
use rayon::prelude::*;

use crate::finding::Severity;
use crate::manifest;
use crate::piece::{Piece, RawPerson};
use crate::pseudonym::{CIN, CNSS, Fingerprint, Key, OCCASIONAL_LABOUR, Sighting};

/// The keyed hash of an official number ([`Key::person`]).
pub type Keyed = [u8; 32];

/// Whoever knows which number stands for a keyed hash.
pub trait Numbers: Sync {
    /// The numbers of persons, in the order of their hashes, of which none comes twice.
    ///
    /// # Errors
    /// Whoever knows does not answer.
    fn numbers(&self, keyed: &[Keyed]) -> Result<Vec<Pseudonym>, NoNumbers>;
}

/// Why there are no numbers.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct NoNumbers(pub Box<dyn std::error::Error + Send + Sync>);

/// There are not as many numbers as persons.
#[derive(Debug, thiserror::Error)]
#[error("{asked} persons were asked for, and {given} numbers came back")]
struct TooFew {
    asked: usize,
    given: usize,
}

/// A key, and who gives the numbers.
#[derive(Clone, Copy)]
pub struct Numbering<'a> {
    key: &'a Key,
    numbers: Option<&'a dyn Numbers>,
}

impl<'a> Numbering<'a> {
    /// Numbers that somebody gives for hashes under that key.
    #[must_use]
    pub fn new(key: &'a Key, numbers: &'a dyn Numbers) -> Numbering<'a> {
        Numbering { key, numbers: Some(numbers) }
    }

    /// The key.
    pub(crate) fn key(self) -> &'a Key {
        self.key
    }
}

/// Without anybody to ask, the number is the hash itself, as it was before there was a vault: for generated evidence, and
/// for stores that no office keeps.
impl<'a> From<&'a Key> for Numbering<'a> {
    fn from(key: &'a Key) -> Numbering<'a> {
        Numbering { key, numbers: None }
    }
}

/// The numbers of all persons whom the files of a delivery name.
pub(crate) struct Named<'a> {
    key: &'a Key,
    cnss: HashMap<String, Pseudonym>,
    cin: HashMap<String, Pseudonym>,
}

impl<'a> Named<'a> {
    /// Asks for everybody whom files name, once.
    pub fn of(numbering: Numbering<'a>, pieces: &[Piece]) -> Result<Named<'a>, NoNumbers> {
        let [cnss, cin] = pieces.par_iter().map(seen).reduce(Default::default, union);
        let key = numbering.key;
        let hashes = |scheme: &'static str, seen: HashSet<&str>| -> Vec<(String, Pseudonym)> {
            let all: Vec<&str> = seen.into_iter().collect();
            all.into_par_iter().map(|number| (number.to_owned(), key.hash_of(scheme, number))).collect()
        };
        let (cnss, cin) = (hashes(CNSS, cnss), hashes(CIN, cin));
        let Some(numbers) = numbering.numbers else {
            return Ok(Named { key, cnss: cnss.into_iter().collect(), cin: cin.into_iter().collect() });
        };
        let keyed = |hashes: Vec<(String, Pseudonym)>| -> Vec<(String, Keyed)> {
            hashes.into_par_iter().map(|(number, hash)| (number, key.person_of(hash))).collect()
        };
        let (cnss, cin) = (keyed(cnss), keyed(cin));
        let mut asked: Vec<Keyed> = cnss.iter().chain(&cin).map(|(_, keyed)| *keyed).collect();
        asked.par_sort_unstable();
        // The same number, written otherwise, has the same hash.
        asked.dedup();
        let given = if asked.is_empty() { Vec::new() } else { numbers.numbers(&asked)? };
        if given.len() != asked.len() {
            return Err(NoNumbers(Box::new(TooFew { asked: asked.len(), given: given.len() })));
        }
        let answered = |named: Vec<(String, Keyed)>| -> HashMap<String, Pseudonym> {
            let number = |keyed: &Keyed| given.get(asked.binary_search(keyed).ok()?).copied();
            named.into_iter().filter_map(|(named, keyed)| Some((named, number(&keyed)?))).collect()
        };
        Ok(Named { key, cnss: answered(cnss), cin: answered(cin) })
    }

    /// The numbers of a person whom one of the files names.
    pub fn sighting(&self, person: &RawPerson) -> Sighting {
        let of = |numbers: &HashMap<String, Pseudonym>, number: &Option<String>| {
            number.as_deref().and_then(|number| numbers.get(number).copied())
        };
        Sighting { cnss: of(&self.cnss, &person.cnss), cin: of(&self.cin, &person.cin) }
    }

    /// What tells the key from others.
    pub fn fingerprint(&self) -> Fingerprint {
        self.key.fingerprint()
    }
}

/// The official numbers, of both schemes, of everybody whom a file names by one; of a file that is refused nobody's.
fn seen(piece: &Piece) -> [HashSet<&str>; 2] {
    let mut seen: [HashSet<&str>; 2] = Default::default();
    let has_persons = piece.kind.and_then(manifest::table_of).is_some_and(|table| table.person);
    if !has_persons || piece.findings.iter().any(|finding| finding.severity == Severity::FileRefused) {
        return seen;
    }
    let [cnss, cin] = &mut seen;
    for person in piece.rows.iter().filter_map(|row| row.person.as_ref()).filter(|person| is_somebody(person)) {
        cnss.extend(person.cnss.as_deref());
        cin.extend(person.cin.as_deref());
    }
    seen
}

fn union<'p>(mut one: [HashSet<&'p str>; 2], other: [HashSet<&'p str>; 2]) -> [HashSet<&'p str>; 2] {
    for (one, mut other) in one.iter_mut().zip(other) {
        if one.len() < other.len() {
            std::mem::swap(one, &mut other);
        }
        one.extend(other);
    }
    one
}

/// Whether it is a person and not occasional labour, which has a number and is nobody.
pub(crate) fn is_somebody(person: &RawPerson) -> bool {
    person.cnss.as_deref() != Some(OCCASIONAL_LABOUR)
}
