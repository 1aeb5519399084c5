//! Sealed words: what a column says of a person, for whoever has the key alone.
//!
//! A disability serves to count, and must not lie open in a file that is copied, backed up and read by programs. A sealed
//! column holds words of a closed list, and so a keyed hash is enough: whoever has the key tries each word of the list, and
//! nobody else can try any.
//!
//! ```text
//! 5d2c1f0a9b8e7d6c.4f1e…        salt of 16 digits, point, 32 digits of HMAC(key, table, column, salt, word)
//! ```
//!
//! The salt follows from the person and the column: two rows of one person that say the same are the same text, so that rows are
//! gathered and editions are made without the key, and rows of two persons are never alike. A text that no word opens is
//! unread.

use contract::facts::Cell;
use contract::identity::Pseudonym;

use crate::columns::{Column, OperatorEvidence, Values};
use crate::pseudonym::{Key, Sighting, hexadecimal};
use crate::schema::{ColumnKind, TableSchema};

/// Digits of a salt.
const SALT: usize = 16;
/// Digits of a hash.
const HASH: usize = 32;

/// The key that opens what is sealed; it prints nothing of itself.
#[derive(Clone)]
pub(crate) struct Seal(Key);

impl Seal {
    pub fn of(key: Key) -> Seal {
        Seal(key)
    }
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal")
    }
}

/// Seals the cells of a row that its table keeps sealed.
pub(crate) fn seal(key: &Key, table: &TableSchema, sighting: Sighting, cells: &mut [(&'static str, Cell)]) {
    for column in table.columns.iter().filter(|column| column.sealed) {
        for (_, cell) in cells.iter_mut().filter(|(name, _)| *name == column.name) {
            if let Cell::Code(word) = cell {
                *word = sealed(key, (table.name, column.name), sighting, word);
            }
        }
    }
}

fn sealed(key: &Key, place: (&str, &str), sighting: Sighting, word: &str) -> String {
    let person = sighting.number.or(sighting.card).unwrap_or(Pseudonym::from_bytes([0; 16]));
    let salt = hexadecimal(&key.sealed(&[place.0, place.1, &person.to_string()]))[..SALT].to_owned();
    let hash = hash(key, place, &salt, word);
    format!("{salt}.{hash}")
}

fn hash(key: &Key, (table, column): (&str, &str), salt: &str, word: &str) -> String {
    hexadecimal(&key.sealed(&[table, column, salt, word]))[..HASH].to_owned()
}

/// The word of a sealed text; nothing where no word opens it.
fn opened<'w>(key: &Key, place: (&str, &str), words: &[&'w str], text: &str) -> Option<&'w str> {
    let (salt, found) = text.split_once('.')?;
    words.iter().copied().find(|word| hash(key, place, salt, word) == found)
}

/// Opens what an operator's evidence holds sealed; without the key it is unread.
pub(crate) fn open(evidence: &mut OperatorEvidence, tables: &[&'static TableSchema], seal: Option<&Seal>) {
    for schema in tables {
        let Some(table) = evidence.tables.get_mut(schema.name) else { continue };
        for sealed in schema.columns.iter().filter(|column| column.sealed) {
            let (ColumnKind::Word(words), Some(column)) = (sealed.kind, table.columns.get_mut(sealed.name)) else {
                continue;
            };
            open_column(column, (schema.name, sealed.name), words, seal);
            if !schema.dated {
                agree(column, |a, b| {
                    table.person.get(a) == table.person.get(b) && table.period.get(a) == table.period.get(b)
                });
            }
        }
    }
}

fn open_column(column: &mut Column, place: (&str, &str), words: &[&str], seal: Option<&Seal>) {
    let Values::Code { codes, words: texts } = &mut column.values else { return };
    let found = |text: &String| seal.and_then(|Seal(key)| opened(key, place, words, text));
    let mut sorted: Vec<&str> = words.to_vec();
    sorted.sort_unstable();
    let rank = |word: &str| sorted.iter().position(|known| *known == word);
    let ranks: Vec<Option<usize>> = texts.iter().map(|text| found(text).and_then(rank)).collect();
    let rows = codes.len();
    let mut filled = column.filled.take().unwrap_or_else(|| vec![true; rows]);
    let mut unread = column.unread.take().unwrap_or_else(|| vec![false; rows]);
    let mut used = vec![false; sorted.len()];
    for (row, code) in codes.iter_mut().enumerate() {
        let rank = usize::try_from(*code).ok().and_then(|code| ranks.get(code).copied().flatten());
        match rank.filter(|_| filled[row]) {
            Some(rank) => {
                used[rank] = true;
                *code = u32::try_from(rank).unwrap_or(0);
            }
            None => {
                unread[row] |= filled[row];
                filled[row] = false;
                *code = 0;
            }
        }
    }
    // Words that no row holds are none of the column's.
    let kept: Vec<usize> = (0..sorted.len()).filter(|rank| used[*rank]).collect();
    for (code, filled) in codes.iter_mut().zip(&filled) {
        let place = kept.iter().position(|rank| u32::try_from(*rank) == Ok(*code)).filter(|_| *filled);
        *code = place.and_then(|place| u32::try_from(place).ok()).unwrap_or(0);
    }
    *texts = kept.into_iter().map(|rank| sorted[rank].to_owned()).collect();
    column.filled = filled.contains(&false).then_some(filled);
    column.unread = unread.contains(&true).then_some(unread);
}

/// Rows of one key must say the same of a person: where they do not, none of them is read. Of another column each row would
/// count for itself, as of two sites; a person is not both disabled and not.
fn agree(column: &mut Column, is_same: impl Fn(usize, usize) -> bool) {
    let Values::Code { codes, .. } = &column.values else { return };
    let said =
        |row: usize| (column.filled.as_ref().is_none_or(|filled| filled[row]), column.is_unread(row), codes[row]);
    let mut disagreeing = Vec::new();
    let mut start = 0;
    while start < codes.len() {
        let end = (start + 1..codes.len()).find(|row| !is_same(start, *row)).unwrap_or(codes.len());
        if (start..end).any(|row| said(row) != said(start)) {
            disagreeing.push(start..end);
        }
        start = end;
    }
    if disagreeing.is_empty() {
        return;
    }
    let Column { values: Values::Code { codes, .. }, filled, unread } = column else { return };
    let rows = codes.len();
    let filled = filled.get_or_insert_with(|| vec![true; rows]);
    let unread = unread.get_or_insert_with(|| vec![false; rows]);
    for row in disagreeing.into_iter().flatten() {
        (codes[row], filled[row], unread[row]) = (0, false, true);
    }
}
