//! Which pseudonyms are one person, on a given day of knowledge.
//!
//! Files name persons by CNSS number, by CIN or by both. A [`Sighting`] with both links the two, from the day the file
//! was received. Links pair one number with one number: the first known stands, a later one that contradicts it is a
//! conflict and links nothing, so two persons never melt into one. A person's pseudonym is the one known first; what
//! was answered as known on an earlier day never changes, since later sightings are not looked at.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use contract::calendar::Date;
use contract::identity::Pseudonym;

use crate::pseudonym::Sighting;

/// Each combination of pseudonyms that a file named, and the day it was first received.
pub(crate) type Sightings = BTreeMap<Sighting, Date>;

/// A map from pseudonyms. They are hashes already: a part of them places them as well as hashing them again.
pub(crate) type ByPseudonym<T> = HashMap<Pseudonym, T, BuildHasherDefault<Part>>;

/// The low half of a pseudonym.
#[derive(Debug, Default)]
pub(crate) struct Part(u64);

impl Hasher for Part {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u128(&mut self, number: u128) {
        // The low half; the high half orders persons.
        self.0 = number as u64;
    }
}

/// Pseudonyms that stand for the same person as another one.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// From a pseudonym to the person's own, where they differ.
    aliases: ByPseudonym<Pseudonym>,
    /// Links that contradict an earlier one.
    conflicts: Vec<Sighting>,
}

impl Links {
    /// The links known on a day.
    pub fn known_on<'a>(day: Date, sightings: impl Iterator<Item = (&'a Sighting, &'a Date)>) -> Links {
        let mut first_seen: ByPseudonym<Date> = ByPseudonym::default();
        let mut pairs: Vec<(Date, Pseudonym, Pseudonym)> = Vec::new();
        for (sighting, received) in sightings.filter(|(_, received)| **received <= day) {
            for pseudonym in [sighting.cnss, sighting.cin].into_iter().flatten() {
                let seen = first_seen.entry(pseudonym).or_insert(*received);
                *seen = (*seen).min(*received);
            }
            if let (Some(cnss), Some(cin)) = (sighting.cnss, sighting.cin) {
                pairs.push((*received, cnss, cin));
            }
        }
        pairs.sort_unstable();
        let mut partner: ByPseudonym<Pseudonym> = ByPseudonym::default();
        let mut links = Links::default();
        let mut told: BTreeSet<Sighting> = BTreeSet::new();
        for (_, cnss, cin) in pairs {
            if partner.get(&cnss) == Some(&cin) {
                continue; // Seen by another operator too.
            }
            if partner.contains_key(&cnss) || partner.contains_key(&cin) {
                let sighting = Sighting { cnss: Some(cnss), cin: Some(cin) };
                if told.insert(sighting) {
                    links.conflicts.push(sighting);
                }
                continue;
            }
            partner.insert(cnss, cin);
            partner.insert(cin, cnss);
            if first_seen[&cin] < first_seen[&cnss] {
                links.aliases.insert(cnss, cin);
            } else {
                links.aliases.insert(cin, cnss);
            }
        }
        links
    }

    /// The person's pseudonym; nothing only for a sighting of nobody.
    pub fn resolve(&self, sighting: Sighting) -> Option<Pseudonym> {
        Some(self.person(sighting.cnss.or(sighting.cin)?))
    }

    /// The pseudonym of the person whose number has this one.
    pub fn person(&self, named: Pseudonym) -> Pseudonym {
        *self.aliases.get(&named).unwrap_or(&named)
    }

    /// Which of these pseudonyms are linked to another one.
    pub fn linked(&self, of: &BTreeSet<Pseudonym>) -> BTreeSet<Pseudonym> {
        let both = self.aliases.iter().flat_map(|(one, other)| [*one, *other]);
        both.filter(|pseudonym| of.contains(pseudonym)).collect()
    }

    /// Links that contradict an earlier one, in order of the day they became known.
    pub fn conflicts(&self) -> &[Sighting] {
        &self.conflicts
    }
}

const HEAD: &[u8; 8] = b"MITHAQS1";
/// The bytes of a sighting with its day.
pub(crate) const ENTRY: usize = 16 + 16 + 1 + 4;

/// Appends a sighting and its day.
pub(crate) fn put_entry(bytes: &mut Vec<u8>, sighting: &Sighting, received: Date) {
    let half = |pseudonym: Option<Pseudonym>| pseudonym.map_or([0; 16], Pseudonym::to_bytes);
    bytes.push(u8::from(sighting.cnss.is_some()) | u8::from(sighting.cin.is_some()) << 1);
    bytes.extend_from_slice(&half(sighting.cnss));
    bytes.extend_from_slice(&half(sighting.cin));
    bytes.extend_from_slice(&received.days().to_be_bytes());
}

/// The inverse of [`put_entry`].
pub(crate) fn get_entry(entry: &[u8; ENTRY]) -> Option<(Sighting, Date)> {
    let (flag, entry) = entry.split_first()?;
    let (cnss, entry) = entry.split_first_chunk::<16>()?;
    let (cin, days) = entry.split_first_chunk::<16>()?;
    let sighting = Sighting {
        cnss: (flag & 1 != 0).then(|| Pseudonym::from_bytes(*cnss)),
        cin: (flag & 2 != 0).then(|| Pseudonym::from_bytes(*cin)),
    };
    Some((sighting, Date::from_days(i32::from_be_bytes(days.try_into().ok()?))))
}

/// Sightings as bytes, sorted.
pub(crate) fn encode(sightings: &Sightings) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD.len() + sightings.len() * ENTRY);
    bytes.extend_from_slice(HEAD);
    sightings.iter().for_each(|(sighting, received)| put_entry(&mut bytes, sighting, *received));
    bytes
}

/// Those among some that bytes written by [`encode`] hold; nothing when the bytes are something else.
pub(crate) fn among(bytes: &[u8], wanted: &BTreeSet<Sighting>) -> Option<Vec<(Sighting, Date)>> {
    let (entries, rest) = bytes.strip_prefix(HEAD)?.as_chunks::<ENTRY>();
    if !rest.is_empty() {
        return None;
    }
    let mut found = Vec::new();
    for entry in entries {
        let (sighting, received) = get_entry(entry)?;
        if sighting.cnss.is_some() && sighting.cin.is_some() && wanted.contains(&sighting) {
            found.push((sighting, received));
        }
    }
    Some(found)
}

/// The inverse of [`encode`]; nothing when the bytes are not what it writes.
pub(crate) fn decode(bytes: &[u8]) -> Option<Sightings> {
    let (entries, rest) = bytes.strip_prefix(HEAD)?.as_chunks::<ENTRY>();
    if !rest.is_empty() {
        return None;
    }
    entries.iter().map(get_entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pseudonym(number: u8) -> Pseudonym {
        Pseudonym::from_bytes([number; 16])
    }

    fn seen(cnss: u8, cin: u8) -> Sighting {
        Sighting { cnss: (cnss > 0).then(|| pseudonym(cnss)), cin: (cin > 0).then(|| pseudonym(cin)) }
    }

    fn day(number: i32) -> Date {
        Date::from_days(number)
    }

    fn person(sightings: &Sightings, on: i32, who: Sighting) -> Option<Pseudonym> {
        Links::known_on(day(on), sightings.iter()).resolve(who)
    }

    #[test]
    fn a_person_first_known_by_card_stays_one_person() {
        let sightings = Sightings::from([(seen(0, 2), day(10)), (seen(1, 2), day(20)), (seen(1, 0), day(30))]);
        assert_eq!(person(&sightings, 19, seen(0, 2)), Some(pseudonym(2)));
        assert_eq!(person(&sightings, 20, seen(0, 2)), Some(pseudonym(2)));
        assert_eq!(person(&sightings, 20, seen(1, 0)), Some(pseudonym(2)));
        assert_eq!(person(&sightings, 19, seen(1, 0)), Some(pseudonym(1)));
    }

    #[test]
    fn a_person_first_known_by_number_keeps_it() {
        let sightings = Sightings::from([(seen(1, 0), day(10)), (seen(0, 2), day(15)), (seen(1, 2), day(20))]);
        assert_eq!(person(&sightings, 19, seen(0, 2)), Some(pseudonym(2)));
        assert_eq!(person(&sightings, 20, seen(0, 2)), Some(pseudonym(1)));
    }

    #[test]
    fn a_contradicting_link_links_nothing() {
        let sightings = Sightings::from([(seen(1, 2), day(10)), (seen(3, 2), day(20)), (seen(1, 4), day(21))]);
        let links = Links::known_on(day(30), sightings.iter());
        assert_eq!(links.conflicts(), [seen(3, 2), seen(1, 4)]);
        assert_eq!(links.resolve(seen(3, 2)), Some(pseudonym(3)));
        assert_eq!(links.resolve(seen(0, 2)), Some(pseudonym(1)));
        assert_eq!(links.resolve(seen(0, 4)), Some(pseudonym(4)));
    }

    #[test]
    fn a_contradiction_that_several_operators_name_is_told_once() {
        // Each operator has its own list: the same two numbers come once for each, on one day or on several.
        for later in [20, 25] {
            let said = [(seen(1, 2), day(10)), (seen(3, 2), day(20)), (seen(3, 2), day(later))];
            let links = Links::known_on(day(30), said.iter().map(|(sighting, received)| (sighting, received)));
            assert_eq!(links.conflicts(), [seen(3, 2)]);
        }
    }

    #[test]
    fn sightings_come_back_as_they_went_in() {
        let sightings = Sightings::from([(seen(1, 2), day(10)), (seen(3, 0), day(-4)), (seen(0, 5), day(21))]);
        let bytes = encode(&sightings);
        assert_eq!(decode(&bytes), Some(sightings));
        assert_eq!(decode(&bytes[1..]), None);
        assert_eq!(decode(&bytes[..bytes.len() - 1]), None);
    }
}
