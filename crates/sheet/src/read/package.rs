//! The zip around the parts of an XLSX file. Sizes that the file declares are held against the limits before anything is
//! unpacked, and what comes out against what was declared. Parts that share bytes, or names, are refused with the whole
//! file: no program saves them, and by them small files grow without bound.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::{CompressionMethod, ZipArchive};

use crate::fault::{self, Fault};
use crate::limits::Limits;

/// A part so small may grow as many times as it likes.
const SMALL: u64 = 1024 * 1024;

/// An opened file.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Where each part is, by its name in small letters: names do not tell letters' sizes apart.
    places: BTreeMap<String, usize>,
    unpacked: u64,
    limits: &'b Limits,
}

impl<'b> Package<'b> {
    /// Opens a file, and refuses one that is no spreadsheet.
    pub(super) fn open(bytes: &'b [u8], limits: &'b Limits) -> Result<Package<'b>, Fault> {
        let damaged = || fault::DAMAGED.with(["zip"]);
        over_entries(declared_entries(bytes).ok_or_else(damaged)?, limits)?;
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        over_entries(archive.len() as u64, limits)?;
        let mut places = BTreeMap::new();
        for place in 0..archive.len() {
            let entry = archive.by_index_data(place).map_err(|_| damaged())?;
            let name = String::from_utf8_lossy(entry.name_raw()).to_lowercase().replace('\\', "/");
            if places.insert(name, place).is_some() {
                return Err(fault::PARTS_OVERLAP.bare());
            }
        }
        if archive.has_duplicate_names() || archive.has_overlapping_entries().map_err(|_| damaged())? {
            return Err(fault::PARTS_OVERLAP.bare());
        }
        Ok(Package { archive, places, unpacked: 0, limits })
    }

    /// Whether there is a part of a name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&name.to_lowercase())
    }

    /// A part that must be there, unpacked, as text.
    pub(super) fn part(&mut self, name: &str) -> Result<String, Fault> {
        self.part_if_any(name)?.ok_or_else(|| fault::PART_MISSING.with([name]))
    }

    /// A part, unpacked, as text.
    pub(super) fn part_if_any(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(place) = self.places.get(&name.to_lowercase()).copied() else { return Ok(None) };
        let damaged = || fault::DAMAGED.with([name]);
        let entry = self.archive.by_index_data(place).map_err(|_| damaged())?;
        if entry.encrypted() {
            return Err(fault::ENCRYPTED.bare());
        }
        if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
            return Err(damaged());
        }
        let (packed, declared) = (entry.compressed_size(), entry.size());
        let rest = self.limits.unpacked_bytes_max.saturating_sub(self.unpacked);
        if declared > rest {
            return Err(fault::UNPACKED_OVER.with([
                name.to_owned(),
                self.unpacked.saturating_add(declared).to_string(),
                self.limits.unpacked_bytes_max.to_string(),
            ]));
        }
        let times = declared / packed.max(1);
        if declared > SMALL && times > self.limits.ratio_max {
            let (times, allowed) = (times.to_string(), self.limits.ratio_max.to_string());
            return Err(fault::RATIO_OVER.with([name.to_owned(), times, allowed]));
        }
        let mut bytes = Vec::new();
        bytes.reserve_exact(usize::try_from(declared).unwrap_or(0));
        let entry = self.archive.by_index(place).map_err(|_| damaged())?;
        entry.take(declared.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| damaged())?;
        if bytes.len() as u64 != declared {
            return Err(damaged());
        }
        self.unpacked += declared;
        let text = String::from_utf8(bytes).map_err(|_| damaged())?;
        Ok(Some(text))
    }

    /// What a zip is that holds no workbook of this format: the ending that its programs give it.
    pub(super) fn other_kind(&mut self) -> &'static str {
        const SIGNS: &[(&str, &str)] = &[
            ("xl/workbook.bin", ".xlsb"),
            ("word/document.xml", ".docx"),
            ("ppt/presentation.xml", ".pptx"),
            ("index/document.iwa", ".numbers"),
            ("index.apxl", ".key"),
        ];
        let sign = SIGNS.iter().find(|(part, _)| self.has(part));
        if let Some((_, ending)) = sign {
            return ending;
        }
        match self.part_if_any("mimetype") {
            Ok(Some(text)) if text.contains("opendocument.spreadsheet") => ".ods",
            Ok(Some(text)) if text.contains("opendocument.text") => ".odt",
            _ => ".zip",
        }
    }
}

fn over_entries(found: u64, limits: &Limits) -> Result<(), Fault> {
    if found > limits.entries_max { Err(fault::ENTRIES_OVER.with([found, limits.entries_max])) } else { Ok(()) }
}

/// How many entries the end of the file declares, before a list of them is made.
fn declared_entries(bytes: &[u8]) -> Option<u64> {
    const END: usize = 22;
    const COMMENT_MAX: usize = 65_535;
    let tail = bytes.get(bytes.len().saturating_sub(END + COMMENT_MAX)..)?;
    let at = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = tail.get(at + 10..at + 12)?;
    Some(u64::from(u16::from_le_bytes([count[0], count[1]])))
}
