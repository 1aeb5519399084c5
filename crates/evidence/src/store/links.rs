//! Which pseudonyms are one person, on a given day of knowledge.
//!
//! Files name persons by CNSS number, by CIN or by both. A [`Sighting`] with both links the two, while a file that says so is
//! in force: a slip that was corrected links nobody. Links pair one number with one card. Where a number has two cards, or a
//! card two numbers, nobody can tell who is who: no number that hangs together with these is linked to another, and whoever
//! bears one is doubtful. A person's pseudonym is that of the number, else that of the card; no day and no order of files
//! has a part in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use contract::identity::Pseudonym;
use sha2::{Digest, Sha256};

use super::Position;
use crate::pseudonym::Sighting;

/// Days of knowledge: from one day on, up to another that is no longer among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    /// The first day.
    pub from: Position,
    /// The day after the last one.
    pub until: Position,
}

impl Span {
    /// From a day on.
    pub fn since(from: Position) -> Span {
        Span { from, until: Position::END }
    }

    /// Whether a day is among them.
    pub fn contains(self, day: Position) -> bool {
        self.from <= day && (day < self.until || self.is_open())
    }

    /// Whether no day ends them.
    pub fn is_open(self) -> bool {
        self.until == Position::END
    }
}

/// Each combination of pseudonyms that a file named, and when: a pair of number and card while such a file is in force, a
/// number or card alone since it was first received.
pub(crate) type Sightings = BTreeMap<Sighting, Vec<Span>>;

/// Adds days to others, sorted and apart.
pub(crate) fn add_span(spans: &mut Vec<Span>, span: Span) {
    spans.push(span);
    spans.sort_unstable();
    let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.drain(..) {
        match apart.last_mut() {
            Some(last) if span.from <= last.until => last.until = last.until.max(span.until),
            _ => apart.push(span),
        }
    }
    *spans = apart;
}

/// Whether a sighting names both a number and a card.
pub(crate) fn is_pair(sighting: &Sighting) -> bool {
    sighting.number.is_some() && sighting.card.is_some()
}

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
    /// From a card to the number of the person, where both are known.
    aliases: ByPseudonym<Pseudonym>,
    /// Pairs that hang together with a contradiction.
    conflicts: BTreeSet<Sighting>,
    /// The numbers and cards of these.
    doubtful: BTreeSet<Pseudonym>,
}

impl Links {
    /// The links that pairs make; what names one number alone links nothing.
    pub fn of<'a>(sightings: impl Iterator<Item = &'a Sighting>) -> Links {
        let pair = |sighting: &Sighting| Some((sighting.number?, sighting.card?));
        let pairs: BTreeSet<(Pseudonym, Pseudonym)> = sightings.filter_map(pair).collect();
        let mut partner: ByPseudonym<Pseudonym> = ByPseudonym::default();
        let mut doubtful: BTreeSet<Pseudonym> = BTreeSet::new();
        for (number, card) in &pairs {
            for (one, other) in [(*number, *card), (*card, *number)] {
                if *partner.entry(one).or_insert(other) != other {
                    doubtful.insert(one);
                }
            }
        }
        // Doubt passes along pairs: a number with two cards makes both cards doubtful, and what stands with these.
        let mut before = 0;
        while doubtful.len() > before {
            before = doubtful.len();
            for (number, card) in &pairs {
                if doubtful.contains(number) || doubtful.contains(card) {
                    doubtful.extend([*number, *card]);
                }
            }
        }
        let mut links = Links { doubtful, ..Links::default() };
        for (number, card) in pairs {
            if links.doubtful.contains(&number) {
                links.conflicts.insert(Sighting { number: Some(number), card: Some(card) });
            } else {
                links.aliases.insert(card, number);
            }
        }
        links
    }

    /// The person's pseudonym; nothing only for a sighting of nobody.
    pub fn resolve(&self, sighting: Sighting) -> Option<Pseudonym> {
        Some(self.person(sighting.number.or(sighting.card)?))
    }

    /// The pseudonym of the person whose number has this one.
    pub fn person(&self, named: Pseudonym) -> Pseudonym {
        *self.aliases.get(&named).unwrap_or(&named)
    }

    /// Whether nobody can tell whose number it is.
    pub fn is_doubtful(&self, named: Pseudonym) -> bool {
        self.doubtful.contains(&named)
    }

    /// Pairs that contradict others, or hang together with such.
    pub fn conflicts(&self) -> &BTreeSet<Sighting> {
        &self.conflicts
    }
}

const HEAD: &[u8; 8] = b"MITHAQS4";
/// The bytes of a sighting.
const SIGHTING: usize = 16 + 16 + 1;
/// The bytes of a sighting with a number.
pub(crate) const ENTRY: usize = SIGHTING + 4;
/// The bytes of a sighting with a span.
const SPANNED: usize = SIGHTING + 2 * Position::BYTES;

/// Appends a sighting and a number.
pub(crate) fn put_entry(bytes: &mut Vec<u8>, sighting: &Sighting, number: i32) {
    put_sighting(bytes, sighting);
    bytes.extend_from_slice(&number.to_be_bytes());
}

fn put_sighting(bytes: &mut Vec<u8>, sighting: &Sighting) {
    let half = |pseudonym: Option<Pseudonym>| pseudonym.map_or([0; 16], Pseudonym::to_bytes);
    bytes.push(u8::from(sighting.number.is_some()) | u8::from(sighting.card.is_some()) << 1);
    bytes.extend_from_slice(&half(sighting.number));
    bytes.extend_from_slice(&half(sighting.card));
}

/// The inverse of [`put_entry`].
pub(crate) fn get_entry(entry: &[u8; ENTRY]) -> Option<(Sighting, i32)> {
    let (sighting, number) = entry.split_first_chunk::<SIGHTING>()?;
    Some((get_sighting(sighting)?, i32::from_be_bytes(number.try_into().ok()?)))
}

fn get_sighting(bytes: &[u8; SIGHTING]) -> Option<Sighting> {
    let (flag, halves) = bytes.split_first()?;
    let (cnss, cin) = halves.split_first_chunk::<16>()?;
    Some(Sighting {
        number: (flag & 1 != 0).then(|| Pseudonym::from_bytes(*cnss)),
        card: (flag & 2 != 0).then_some(Pseudonym::from_bytes(cin.try_into().ok()?)),
    })
}

/// Sightings as bytes, sorted, after the mark of what they were derived from, and before a hash of all: what a power cut left
/// of them is known for what it is, so that nobody waits until they are on the disk.
pub(crate) fn encode(sightings: &Sightings, mark: &[u8; 32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD.len() + 2 * mark.len() + sightings.len() * SPANNED);
    bytes.extend_from_slice(HEAD);
    bytes.extend_from_slice(mark);
    for (sighting, spans) in sightings {
        for span in spans {
            put_sighting(&mut bytes, sighting);
            bytes.extend_from_slice(&span.from.to_bytes());
            bytes.extend_from_slice(&span.until.to_bytes());
        }
    }
    let hash = Sha256::digest(&bytes);
    bytes.extend_from_slice(&hash);
    bytes
}

/// Whether bytes are what was written under some mark: the hash at their end is that of the rest.
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    let parts = bytes.split_last_chunk::<32>();
    bytes.starts_with(HEAD) && parts.is_some_and(|(rest, hash)| Sha256::digest(rest).as_slice() == hash)
}

/// The inverse of [`encode`], of those that are wanted; nothing when the bytes are not what it writes under this mark.
pub(crate) fn decode(bytes: &[u8], mark: &[u8; 32], wanted: impl Fn(&Sighting) -> bool) -> Option<Sightings> {
    let marked = bytes.strip_prefix(HEAD)?.strip_prefix(mark)?;
    let (entries, hash) = marked.split_last_chunk::<32>()?;
    if Sha256::digest(bytes.get(..bytes.len() - hash.len())?).as_slice() != hash {
        return None;
    }
    let (entries, rest) = entries.as_chunks::<SPANNED>();
    if !rest.is_empty() {
        return None;
    }
    let mut found = Sightings::new();
    for entry in entries {
        let (sighting, span) = entry.split_first_chunk::<SIGHTING>()?;
        let (from, until) = span.split_first_chunk()?;
        let sighting = get_sighting(sighting)?;
        if wanted(&sighting) {
            let span = Span { from: Position::from_bytes(*from), until: Position::from_bytes(until.try_into().ok()?) };
            found.entry(sighting).or_default().push(span);
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pseudonym(number: u8) -> Pseudonym {
        Pseudonym::from_bytes([number; 16])
    }

    /// A sighting by number and card, each absent when 0.
    fn seen(cnss: u8, cin: u8) -> Sighting {
        let half = |number: u8| (number > 0).then(|| pseudonym(number));
        Sighting { number: half(cnss), card: half(cin) }
    }

    fn day(number: i32) -> Position {
        contract::calendar::Date::from_days(number).into()
    }

    #[test]
    fn a_card_is_the_person_of_its_number() {
        let said = [seen(1, 2), seen(3, 0), seen(0, 4)];
        let links = Links::of(said.iter());
        assert_eq!(links.resolve(seen(0, 2)), Some(pseudonym(1)));
        assert_eq!(links.resolve(seen(1, 2)), Some(pseudonym(1)));
        assert_eq!(links.resolve(seen(3, 0)), Some(pseudonym(3)));
        assert_eq!(links.resolve(seen(0, 4)), Some(pseudonym(4)));
        assert_eq!(links.resolve(seen(0, 0)), None);
        assert!(links.conflicts().is_empty() && !links.is_doubtful(pseudonym(1)));
    }

    #[test]
    fn whoever_hangs_together_with_a_contradiction_is_doubtful_and_nobody_else() {
        // One card under two numbers, one of which has a second card.
        let said = [seen(1, 2), seen(3, 2), seen(3, 4), seen(5, 6)];
        let links = Links::of(said.iter());
        assert_eq!(links.conflicts().iter().copied().collect::<Vec<_>>(), said[..3]);
        for number in 1..=4 {
            assert!(links.is_doubtful(pseudonym(number)));
            assert_eq!(links.person(pseudonym(number)), pseudonym(number), "nobody melts into another");
        }
        assert!(!links.is_doubtful(pseudonym(5)));
        assert_eq!(links.person(pseudonym(6)), pseudonym(5));
    }

    #[test]
    fn spans_are_apart_and_sorted() {
        let span = |from, until| Span { from: day(from), until: day(until) };
        let mut spans = Vec::new();
        for one in [span(10, 20), span(30, 40), span(20, 25), span(5, 6)] {
            add_span(&mut spans, one);
        }
        assert_eq!(spans, [span(5, 6), span(10, 25), span(30, 40)]);
        add_span(&mut spans, Span::since(day(12)));
        assert_eq!(spans, [span(5, 6), Span::since(day(10))]);
        assert!(spans[1].is_open() && spans[1].contains(day(1_000)) && !spans[0].contains(day(6)));
    }

    #[test]
    fn sightings_come_back_as_they_went_in() {
        let spans = vec![Span { from: day(10), until: day(12) }, Span::since(day(14))];
        let sightings = Sightings::from([(seen(1, 2), spans), (seen(3, 0), vec![Span::since(day(-4))])]);
        let bytes = encode(&sightings, &[7; 32]);
        assert_eq!(decode(&bytes, &[7; 32], |_| true), Some(sightings));
        assert_eq!(decode(&bytes, &[7; 32], is_pair).map(|found| found.len()), Some(1));
        assert_eq!(decode(&bytes, &[8; 32], |_| true), None, "of other submissions");
        assert_eq!(decode(&bytes[1..], &[7; 32], |_| true), None);
        assert_eq!(decode(&bytes[..bytes.len() - 1], &[7; 32], |_| true), None);
    }
}
