//! Whom files named, in two forms: an operator's own list, and one for the nation in which a number is found without reading
//! the rest.
//!
//! The national list counts the operators of whose files in force one says a thing. What a new file says about who is who can touch only those whom it names, and those whom these were named together with.
//! The national list answers for one number at a time: entries are sorted by the number (a pseudonym), cut into sections by
//! its first bits, and each section is read and verified alone.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use contract::identity::Pseudonym;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::super::links::{ENTRY, get_entry, put_entry};
use super::super::shelf::sha256;
use super::super::{StoreError, at};
use crate::private;
use crate::pseudonym::Sighting;

const HEAD: &[u8; 8] = b"MITHAQN2";
/// A section's number of entries, and its hash.
const SECTION: usize = 4 + 32;
/// How many entries a section has, about.
const SECTION_ENTRIES: usize = 256;
/// At most so many bits choose the section.
const MOST_BITS: u32 = 14;

/// How many operators say each thing.
pub(super) type Said = BTreeMap<Sighting, i32>;

/// What an edition knows of somebody whom files named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    /// Whether files in force say so.
    pub in_force: bool,
    /// Whether nobody can tell who it is.
    pub doubtful: bool,
    /// Who it is.
    pub person: Pseudonym,
}

/// Sightings as bytes, each followed by the person that it is.
pub(super) fn encode(named: &Named) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (sighting, name) in named {
        put_entry(&mut bytes, sighting, i32::from(name.in_force) | i32::from(name.doubtful) << 1);
        bytes.extend_from_slice(&name.person.to_bytes());
    }
    bytes
}

/// Whom an operator's files named, and who it is.
pub(super) type Named = BTreeMap<Sighting, Name>;

/// The inverse of [`encode`]; nothing when the bytes are not what it writes.
pub(super) fn decode(bytes: &[u8]) -> Option<Named> {
    let (entries, rest) = bytes.as_chunks::<{ ENTRY + 16 }>();
    if !rest.is_empty() {
        return None;
    }
    let entry = |entry: &[u8; ENTRY + 16]| {
        let (sighting, person) = entry.split_last_chunk::<16>()?;
        let (sighting, flags) = get_entry(sighting.try_into().ok()?)?;
        let person = Pseudonym::from_bytes(*person);
        Some((sighting, Name { in_force: flags & 1 != 0, doubtful: flags & 2 != 0, person }))
    };
    entries.iter().map(entry).collect()
}

/// The numbers that a sighting names.
pub(super) fn halves(sighting: &Sighting) -> impl Iterator<Item = Pseudonym> + use<> {
    [sighting.number, sighting.card].into_iter().flatten()
}

/// The national list.
#[derive(Debug)]
pub(super) struct Seen {
    path: PathBuf,
    file: File,
    /// Where each section begins, and its hash.
    sections: Vec<(u64, [u8; 32])>,
    end: u64,
}

impl Seen {
    /// The name of the file whose header has a hash.
    pub(super) fn name(hash: &str) -> String {
        format!("names-{}.bin", hash.get(..16).unwrap_or(hash))
    }

    /// Opens a list, and checks its header.
    pub(super) fn open(root: &Path, hash: &str) -> Result<Seen, StoreError> {
        let path = root.join(Seen::name(hash));
        let file = File::open(&path).map_err(at(&path))?;
        let length = file.metadata().map_err(at(&path))?.len();
        let altered = || StoreError::Altered { path: path.clone() };
        let read = |start: usize, count: usize| -> Result<Vec<u8>, StoreError> {
            let start = u64::try_from(start).unwrap_or(u64::MAX);
            read_at(&file, start, count, length).map_err(at(&path))?.ok_or_else(altered)
        };
        let head = read(0, HEAD.len() + 1)?;
        let bits = head.strip_prefix(HEAD).and_then(|rest| rest.first()).copied().map(u32::from);
        let bits = bits.filter(|bits| *bits <= MOST_BITS).ok_or_else(altered)?;
        let header = read(0, HEAD.len() + 1 + (SECTION << bits))?;
        if sha256(&header) != hash {
            return Err(altered());
        }
        let mut place = u64::try_from(header.len()).unwrap_or(u64::MAX);
        let mut sections = Vec::with_capacity(1 << bits);
        for section in header[HEAD.len() + 1..].as_chunks::<SECTION>().0 {
            let (count, hash) = section.split_first_chunk::<4>().ok_or_else(altered)?;
            sections.push((place, hash.try_into().map_err(|_| altered())?));
            place += u64::from(u32::from_be_bytes(*count)) * (16 + ENTRY) as u64;
        }
        Ok(Seen { path, file, sections, end: place })
    }

    /// Writes a list; the hash of its header.
    pub(super) fn write(root: &Path, said: &Said) -> Result<String, StoreError> {
        let mut entries: Vec<(Pseudonym, &Sighting, i32)> = Vec::with_capacity(said.len() * 2);
        for (sighting, times) in said {
            entries.extend(halves(sighting).map(|half| (half, sighting, *times)));
        }
        entries.sort_unstable();
        let wanted = entries.len().div_ceil(SECTION_ENTRIES).max(1);
        let bits = wanted.next_power_of_two().trailing_zeros().min(MOST_BITS);
        let mut header = Vec::from(HEAD);
        header.push(u8::try_from(bits).unwrap_or(0));
        let mut body = Vec::with_capacity(entries.len() * (16 + ENTRY));
        let mut rest = entries.as_slice();
        for section in 0..1usize << bits {
            let (here, after) = rest.split_at(rest.partition_point(|(half, ..)| section_of(*half, bits) <= section));
            rest = after;
            let start = body.len();
            for (half, sighting, times) in here {
                body.extend_from_slice(&half.to_bytes());
                put_entry(&mut body, sighting, *times);
            }
            header.extend_from_slice(&u32::try_from(here.len()).unwrap_or(u32::MAX).to_be_bytes());
            header.extend_from_slice(&Sha256::digest(&body[start..]));
        }
        let hash = sha256(&header);
        let (unfinished, path) = (root.join(".new-names"), root.join(Seen::name(&hash)));
        private::write(&unfinished, [header, body].concat()).map_err(at(&unfinished))?;
        fs::rename(&unfinished, &path).map_err(at(&path))?;
        Ok(hash)
    }

    /// Everything that files said with a number.
    pub(super) fn with(&self, half: Pseudonym) -> Result<Vec<(Sighting, i32)>, StoreError> {
        let section = section_of(half, self.sections.len().trailing_zeros());
        let mut found = self.section(section)?;
        let first = found.partition_point(|(other, ..)| *other < half);
        let end = found.partition_point(|(other, ..)| *other <= half);
        Ok(found.drain(first..end).map(|(_, sighting, times)| (sighting, times)).collect())
    }

    /// The same for several numbers, side by side.
    pub(super) fn with_each(&self, halves: &[Pseudonym]) -> Result<Vec<Vec<(Sighting, i32)>>, StoreError> {
        halves.par_iter().with_min_len(8).map(|half| self.with(*half)).collect()
    }

    /// Reads all of it: whether each section is what the header says, and nothing stands behind the last.
    pub(super) fn read_through(&self) -> Result<(), StoreError> {
        (0..self.sections.len()).try_for_each(|section| self.section(section).map(drop))?;
        let length = self.file.metadata().map_err(at(&self.path))?.len();
        if length == self.end { Ok(()) } else { Err(StoreError::Altered { path: self.path.clone() }) }
    }

    /// How many sections the list has.
    pub(super) fn sections(&self) -> usize {
        self.sections.len()
    }

    /// The numbers of a section that files named together with more than one other.
    pub(super) fn crossed(&self, section: usize) -> Result<Vec<Pseudonym>, StoreError> {
        let mut crossed = Vec::new();
        for said in self.section(section)?.chunk_by(|one, other| one.0 == other.0) {
            let together = said.iter().filter(|(_, sighting, _)| sighting.number.is_some() && sighting.card.is_some());
            if together.count() > 1 {
                crossed.push(said[0].0);
            }
        }
        Ok(crossed)
    }

    /// Everything that files said.
    pub(super) fn all(&self) -> Result<Said, StoreError> {
        let mut all = Said::new();
        for section in 0..self.sections.len() {
            all.extend(self.section(section)?.into_iter().map(|(_, sighting, times)| (sighting, times)));
        }
        Ok(all)
    }

    fn section(&self, section: usize) -> Result<Vec<(Pseudonym, Sighting, i32)>, StoreError> {
        let altered = || StoreError::Altered { path: self.path.clone() };
        let (start, hash) = self.sections.get(section).ok_or_else(altered)?;
        let end = self.sections.get(section + 1).map_or(self.end, |(next, _)| *next);
        let count = usize::try_from(end - start).unwrap_or(usize::MAX);
        let bytes = read_at(&self.file, *start, count, self.end).map_err(at(&self.path))?.ok_or_else(altered)?;
        if Sha256::digest(&bytes).as_slice() != hash {
            return Err(altered());
        }
        let entry = |entry: &[u8; 16 + ENTRY]| {
            let (half, entry) = entry.split_first_chunk::<16>()?;
            let (sighting, times) = get_entry(entry.try_into().ok()?)?;
            Some((Pseudonym::from_bytes(*half), sighting, times))
        };
        bytes.as_chunks::<{ 16 + ENTRY }>().0.iter().map(entry).collect::<Option<_>>().ok_or_else(altered)
    }
}

/// The section in which a number stands.
fn section_of(half: Pseudonym, bits: u32) -> usize {
    let first = u32::from_be_bytes(half.to_bytes().first_chunk().copied().unwrap_or_default());
    usize::try_from(u64::from(first) >> (u32::BITS - bits)).unwrap_or(0)
}

/// Bytes of a file; nothing where it ends before.
fn read_at(file: &File, start: u64, count: usize, length: u64) -> std::io::Result<Option<Vec<u8>>> {
    let end = u64::try_from(count).ok().and_then(|count| start.checked_add(count));
    if end.is_none_or(|end| end > length) {
        return Ok(None);
    }
    let mut bytes = vec![0; count];
    match file.read_exact_at(&mut bytes, start) {
        Ok(()) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pseudonym(number: u32) -> Pseudonym {
        Pseudonym::from_bytes(Sha256::digest(number.to_be_bytes()).first_chunk().copied().unwrap_or_default())
    }

    #[test]
    fn every_number_is_found_with_all_that_was_said_of_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut sightings = Said::new();
        for number in 0..2_000 {
            let cin = (number % 3 > 0).then(|| pseudonym(10_000 + number / 2));
            sightings.insert(Sighting { number: Some(pseudonym(number)), card: cin }, number as i32);
        }
        let hash = Seen::write(folder.path(), &sightings).expect("written");
        let seen = Seen::open(folder.path(), &hash).expect("opened");
        assert!(seen.sections.len() >= 8, "there are several sections");
        assert_eq!(seen.all().expect("read"), sightings);
        for number in [0, 1, 999, 1_999] {
            let expected: Vec<(Sighting, i32)> = sightings
                .iter()
                .filter(|(sighting, _)| halves(sighting).any(|half| half == pseudonym(number)))
                .map(|(sighting, times)| (*sighting, *times))
                .collect();
            assert_eq!(seen.with(pseudonym(number)).expect("read"), expected, "{number}");
        }
        assert_eq!(seen.with(pseudonym(10_001)).expect("read").len(), 1);
        assert_eq!(seen.with(pseudonym(77_777)).expect("read"), []);
    }

    #[test]
    fn an_altered_list_is_not_believed() {
        let folder = tempfile::tempdir().expect("a folder");
        let sighting = Sighting { number: Some(pseudonym(1)), card: Some(pseudonym(2)) };
        let hash = Seen::write(folder.path(), &Said::from([(sighting, 3)])).expect("written");
        let path = folder.path().join(Seen::name(&hash));
        let bytes = fs::read(&path).expect("the file");
        for place in [0, 8, 10, bytes.len() - 1] {
            let mut altered = bytes.clone();
            altered[place] ^= 1;
            fs::write(&path, altered).expect("seeded");
            let told = Seen::open(folder.path(), &hash).and_then(|seen| seen.with(pseudonym(1)));
            assert!(matches!(told, Err(StoreError::Altered { .. })), "byte {place}: {told:?}");
        }
        fs::write(&path, &bytes[..bytes.len() - 1]).expect("cut");
        let told = Seen::open(folder.path(), &hash).and_then(|seen| seen.with(pseudonym(1)));
        assert!(matches!(told, Err(StoreError::Altered { .. })), "{told:?}");
    }
}
