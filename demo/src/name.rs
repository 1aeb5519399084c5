//! Names that nobody bears, made of syllables that no language puts together.
//!
//! They are long and odd on purpose: a search of bytes for one of them means something.

use crate::chance::Chance;

const SYLLABLES: [&str; 32] = [
    "ZOUV", "QEL", "MUX", "BROG", "DZI", "KWA", "FLEK", "GRUZ", "NYX", "PHOV", "SKUR", "TLUM", "VREX", "WIZ", "XAND",
    "YUKO", "ZMOR", "BDEK", "CHOX", "DRUW", "GLIX", "HJAM", "JYRK", "KZEF", "LWOD", "MVIZ", "NQUP", "PFOY", "QZAT",
    "RHUX", "SVEG", "TWYB",
];

const ENDINGS: [&str; 8] = ["OXE", "UZI", "AWEK", "IQUO", "EZOR", "YVAX", "UGHI", "AXIL"];

fn made_up(chance: &mut Chance, syllables: u32) -> String {
    let mut name = String::new();
    for _ in 0..syllables {
        name.push_str(SYLLABLES[chance.below(32) as usize % SYLLABLES.len()]);
    }
    name.push_str(ENDINGS[chance.below(8) as usize % ENDINGS.len()]);
    name
}

/// A family name of 9 to 16 capital letters.
pub(crate) fn family(chance: &mut Chance) -> String {
    made_up(chance, 3)
}

/// A given name of 9 to 12 capital letters or so.
pub(crate) fn given(chance: &mut Chance) -> String {
    let mut name = made_up(chance, 2);
    while name.len() < 9 {
        name.push_str("OW");
    }
    name
}
