//! Numbers of persons: which one stands for an official number is not known here, but asked.
//!
//! All persons whom a delivery names are asked for at once, by keyed hashes ([`Numbers`]); then each row gets its numbers from
//! what was answered ([`Named`]). Who answers, and what is kept of it, is the caller's matter: the office asks its vault.

use std::collections::{BTreeMap, HashMap, HashSet};

use contract::facts::Cell;
use contract::identity::Pseudonym;
use rayon::prelude::*;

use crate::catalogue::Catalogue;
use crate::finding::Severity;
use crate::intake::discretion;
use crate::piece::{Piece, RawPerson, Schemes};
use crate::pseudonym::{Fingerprint, Key, OCCASIONAL_LABOUR, Sighting};

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

/// Official numbers of one scheme, with what stands for each.
type OfScheme<T> = HashMap<String, T>;

/// The numbers of all persons whom the files of a delivery name.
pub(crate) struct Named<'a> {
    key: &'a Key,
    /// By scheme.
    numbers: BTreeMap<&'static str, OfScheme<Pseudonym>>,
}

impl<'a> Named<'a> {
    /// Asks for everybody whom files name, and for all that is kept apart, once.
    pub fn of(numbering: Numbering<'a>, pieces: &[Piece], tables: &Catalogue) -> Result<Named<'a>, NoNumbers> {
        let seen = pieces.par_iter().map(|piece| seen(piece, tables)).reduce(Default::default, union);
        let key = numbering.key;
        let hashed = |(scheme, seen): (&'static str, HashSet<&str>)| {
            let all: Vec<&str> = seen.into_iter().collect();
            let hashes = all.into_par_iter().map(|number| (number.to_owned(), key.hash_of(scheme, number)));
            (scheme, hashes.collect::<Vec<(String, Pseudonym)>>())
        };
        let hashes: Vec<(&'static str, Vec<(String, Pseudonym)>)> = seen.into_iter().map(hashed).collect();
        let Some(numbers) = numbering.numbers else {
            let numbers = hashes.into_iter().map(|(scheme, all)| (scheme, all.into_iter().collect())).collect();
            return Ok(Named { key, numbers });
        };
        let keyed = |(scheme, hashes): (&'static str, Vec<(String, Pseudonym)>)| {
            let keyed = hashes.into_par_iter().map(|(number, hash)| (number, key.person_of(hash)));
            (scheme, keyed.collect::<Vec<(String, Keyed)>>())
        };
        let keyed: Vec<(&'static str, Vec<(String, Keyed)>)> = hashes.into_iter().map(keyed).collect();
        let mut asked: Vec<Keyed> = keyed.iter().flat_map(|(_, all)| all.iter().map(|(_, keyed)| *keyed)).collect();
        asked.par_sort_unstable();
        // The same number, written otherwise, has the same hash.
        asked.dedup();
        let given = if asked.is_empty() { Vec::new() } else { numbers.numbers(&asked)? };
        if given.len() != asked.len() {
            return Err(NoNumbers(Box::new(TooFew { asked: asked.len(), given: given.len() })));
        }
        let answered = |named: Vec<(String, Keyed)>| -> OfScheme<Pseudonym> {
            let number = |keyed: &Keyed| given.get(asked.binary_search(keyed).ok()?).copied();
            named.into_iter().filter_map(|(named, keyed)| Some((named, number(&keyed)?))).collect()
        };
        Ok(Named { key, numbers: keyed.into_iter().map(|(scheme, all)| (scheme, answered(all))).collect() })
    }

    /// The numbers of a person whom one of the files names.
    pub fn sighting(&self, person: &RawPerson) -> Sighting {
        let of = |scheme: &'static str, number: &Option<String>| {
            number.as_deref().and_then(|number| self.numbers.get(scheme)?.get(number).copied())
        };
        Sighting { number: of(person.schemes.number, &person.number), card: of(person.schemes.card, &person.card) }
    }

    /// The key.
    pub fn key(&self) -> &Key {
        self.key
    }

    /// Puts the numbers of accounts and addresses in the place of what files say, which is kept nowhere.
    pub fn put_apart(&self, tables: &Catalogue, pieces: &mut [Piece]) {
        for piece in pieces {
            let apart = piece.kind.map(|kind| tables.kept_apart(kind)).unwrap_or_default();
            let rows = piece.rows.iter_mut().filter(|_| !apart.is_empty());
            let mut said: HashSet<String> = HashSet::new();
            for (name, cell) in rows.flat_map(|row| &mut row.cells) {
                let Some((_, scheme)) = apart.iter().find(|(column, _)| column == name) else { continue };
                if let Cell::Code(text) = cell {
                    let number = self.numbers.get(scheme).and_then(|of_scheme| of_scheme.get(text));
                    said.insert(text.to_ascii_uppercase());
                    *cell = number.map_or(Cell::Unread, |number| Cell::Code(number.to_string()));
                }
            }
            discretion::blot_out(&mut piece.name, &mut piece.findings, said.iter().map(String::as_str));
        }
    }

    /// What tells the key from others.
    pub fn fingerprint(&self) -> Fingerprint {
        self.key.fingerprint()
    }
}

/// Official numbers by scheme.
type Seen<'p> = BTreeMap<&'static str, HashSet<&'p str>>;

/// The official numbers of everybody whom a file names by one, and the accounts and addresses that it says; of a file that is
/// refused nobody's.
fn seen<'p>(piece: &'p Piece, tables: &Catalogue) -> Seen<'p> {
    let mut seen = Seen::new();
    let is_refused = || piece.findings.iter().any(|finding| finding.severity == Severity::FileRefused);
    let Some(kind) = piece.kind.filter(|_| !is_refused()) else { return seen };
    let apart = tables.kept_apart(kind);
    for (name, cell) in piece.rows.iter().filter(|_| !apart.is_empty()).flat_map(|row| &row.cells) {
        if let (Some((_, scheme)), Cell::Code(text)) = (apart.iter().find(|(column, _)| column == name), cell) {
            seen.entry(scheme).or_default().insert(text);
        }
    }
    if !tables.table_of(kind).is_some_and(|table| table.person) {
        return seen;
    }
    for person in piece.rows.iter().filter_map(|row| row.person.as_ref()).filter(|person| is_somebody(person)) {
        let Schemes { number, card } = person.schemes;
        for (scheme, text) in [(number, &person.number), (card, &person.card)] {
            if let Some(text) = text {
                seen.entry(scheme).or_default().insert(text);
            }
        }
    }
    seen
}

fn union<'p>(mut one: Seen<'p>, other: Seen<'p>) -> Seen<'p> {
    for (scheme, mut other) in other {
        let one = one.entry(scheme).or_default();
        if one.len() < other.len() {
            std::mem::swap(one, &mut other);
        }
        one.extend(other);
    }
    one
}

/// Whether it is a person and not occasional labour, which has a number and is nobody.
pub(crate) fn is_somebody(person: &RawPerson) -> bool {
    person.schemes != Schemes::NATIVE || person.number.as_deref() != Some(OCCASIONAL_LABOUR)
}
