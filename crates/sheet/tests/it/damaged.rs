//! Five hundred damaged files, from a seed: whatever a child makes of them, the parent has a workbook or a fault.

use std::collections::BTreeMap;

use parquet::basic::Compression;
use sheet::Limits;
use spreadsheets::parts::{self, zipped};

use super::{now, parquet as columns, reader};

const SEED: u64 = 20_261_130;
const FILES: usize = 500;

/// A stream of numbers (xorshift), the same on every machine.
struct Stream(u64);

impl Stream {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below.max(1) as u64).unwrap()
    }
}

fn flipped(bytes: &mut [u8], stream: &mut Stream) {
    for _ in 0..=stream.next(8) {
        let at = stream.next(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << stream.next(8);
        }
    }
}

fn cut(bytes: &mut Vec<u8>, stream: &mut Stream) {
    let (from, to) = (stream.next(bytes.len()), stream.next(bytes.len()));
    bytes.drain(from.min(to)..from.max(to));
}

/// Letters that XML minds, put anywhere.
fn broken(bytes: &mut Vec<u8>, stream: &mut Stream) {
    const PIECES: &[&str] = &[
        "<",
        ">",
        "&",
        "\"",
        "</",
        "]]>",
        "<!--",
        "&#0;",
        "&x;",
        "<c r=\"A1\">",
        "</row>",
        "\u{feff}",
        "<![CDATA[",
        "<v>1e999</v>",
        "<row r=\"4294967295\">",
        "\0",
    ];
    let at = stream.next(bytes.len());
    let piece = PIECES[stream.next(PIECES.len())].as_bytes();
    bytes.splice(at..at, piece.iter().copied());
}

/// A damaged file: the ordinal says how.
fn damaged(ordinal: usize, originals: &[Vec<(String, Vec<u8>)>], table: &[u8], stream: &mut Stream) -> Vec<u8> {
    let mut parts = originals[stream.next(originals.len())].clone();
    let (one, other) = (stream.next(parts.len()), stream.next(parts.len()));
    match ordinal % 10 {
        0 | 1 => {
            let mut bytes = zipped(&parts);
            flipped(&mut bytes, stream);
            bytes
        }
        2 => {
            let mut bytes = zipped(&parts);
            cut(&mut bytes, stream);
            bytes
        }
        3 => {
            let bytes = parts[one].1.clone();
            parts[one].1 = std::mem::replace(&mut parts[other].1, bytes);
            zipped(&parts)
        }
        4 => {
            parts.remove(one);
            zipped(&parts)
        }
        5 | 6 => {
            (0..=stream.next(4)).for_each(|_| broken(&mut parts[one].1, stream));
            zipped(&parts)
        }
        7 => {
            cut(&mut parts[one].1, stream);
            zipped(&parts)
        }
        8 => {
            flipped(&mut parts[one].1, stream);
            zipped(&parts)
        }
        _ => {
            let mut bytes = table.to_vec();
            if stream.next(3) == 0 {
                cut(&mut bytes, stream)
            } else {
                flipped(&mut bytes, stream)
            }
            bytes
        }
    }
}

#[test]
fn five_hundred_damaged_files_stop_nobody() {
    let begun = now();
    let heading = || vec![parts::C::T("Immatriculation"), parts::C::T("Mois"), parts::C::T("Brut")];
    let rows = |count: usize| {
        let person = || vec![parts::C::T("001234567"), parts::C::S(1, "46091"), parts::C::F("A1*2", Some("8000.03"))];
        std::iter::once(heading()).chain((0..count).map(|_| person())).collect::<Vec<_>>()
    };
    let originals: Vec<Vec<(String, Vec<u8>)>> = [3, 40, 400]
        .into_iter()
        .map(|count| parts::parts(&[parts::grid("Paie", rows(count)), parts::grid("Suite", rows(2))], ""))
        .collect();
    let table = columns::written(Compression::SNAPPY);
    let mut stream = Stream(SEED);
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    // One that waits would be one that hangs: ten seconds are a hundred times what any of these takes.
    let limits = Limits { seconds_max: 10, ..Limits::default() };
    for ordinal in 0..FILES {
        let bytes = damaged(ordinal, &originals, &table, &mut stream);
        let how = match reader().read(&bytes, &limits) {
            Ok(_) => "read".to_owned(),
            Err(fault) => fault.code().to_owned(),
        };
        assert!(
            !matches!(how.as_str(), "sheet-reader-late" | "sheet-reader-unstarted" | "sheet-reader-nonsense"),
            "{ordinal}: {how}"
        );
        *told.entry(how).or_default() += 1;
    }
    println!("{FILES} damaged files from seed {SEED} in {:.1} s: {told:?}", begun.elapsed().as_secs_f64());
    assert!(told.len() > 3, "the damage is of several kinds: {told:?}");
}
