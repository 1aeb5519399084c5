//! A bare reading of the files, for tests only: fields by column, elements by name.

use std::collections::BTreeMap;

use demo::{Delivery, Size};

pub const SEED: u64 = 2025;

/// The small sector, drawn once for each test that needs it.
pub fn small() -> Vec<Delivery> {
    demo::generate(SEED, Size::small()).collect()
}

/// The files whose name begins so, with their deliveries, except those with a planted fault.
pub fn sound_files<'a>(deliveries: &'a [Delivery], prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
    deliveries.iter().flat_map(move |delivery| {
        let sound = move |name: &str| delivery.planted.iter().all(|planted| planted.file != name);
        let files = delivery.files.iter().filter(move |(name, _)| name.starts_with(prefix) && sound(name));
        files.map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    })
}

pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// The rows of a CSV as this generator writes it, by column name.
pub fn rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let text = text(bytes).trim_start_matches('\u{feff}');
    let mut lines = text.lines().map(|line| match line.strip_prefix('"') {
        Some(quoted) => quoted.trim_end_matches('"').split("\",\"").map(str::to_owned).collect::<Vec<_>>(),
        None => line.split(';').map(str::to_owned).collect(),
    });
    let header = lines.next().expect("a header");
    lines.map(|fields| header.iter().cloned().zip(fields).collect()).collect()
}

/// An amount in centimes, with a point or a comma.
pub fn centimes(text: &str) -> i64 {
    text.replace(['.', ','], "").parse().expect("an amount with two decimals")
}

/// The field of a record from column `first` to `last`, counted from 1.
pub fn field(record: &str, first: usize, last: usize) -> &str {
    &record[first - 1..last]
}

/// The digits of a field.
pub fn number(record: &str, first: usize, last: usize) -> u64 {
    field(record, first, last).parse().expect("digits")
}

/// The key of an affiliation (7 digits) holds.
pub fn affiliation_key_holds(number: &str) -> bool {
    let c: Vec<u32> = number.bytes().map(|byte| u32::from(byte - b'0')).collect();
    let sum = (c[1] + c[3] + c[5]) * 2 + c[0] + c[2] + c[4];
    c.len() == 7 && (sum + c[6]).is_multiple_of(10)
}

/// The key of a registration (9 digits) holds.
pub fn insured_key_holds(number: &str) -> bool {
    let c: Vec<u32> = number.bytes().map(|byte| u32::from(byte - b'0')).collect();
    let sum = (c[1] + c[3] + c[5] + c[7]) * 2 + c[2] + c[4] + c[6];
    c.len() == 9 && c[0] == 1 && (sum + c[8]).is_multiple_of(10)
}
