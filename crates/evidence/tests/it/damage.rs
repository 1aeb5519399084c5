//! A thousand damaged files of each format: nothing panics, every row is accounted for, and the damage is noticed.

use std::time::Instant;

use crate::tables::read;
use evidence::finding::Severity;

use crate::account::assert_balanced;
use crate::annual_tax::STATEMENT;
use crate::ebds::file::{self, Person, number, person, text};
use crate::payroll::{self, register, row};
use crate::registers::{AFFILIATIONS, OPERATORS, SITES, TURNOVER};

const FILES: u64 = 1_000;

/// A small generator of its own, so that the same seed damages the same bytes for ever (xorshift64*).
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).expect("31 bits") % bound.max(1)
    }
}

/// Does one to four things to a file that happen to files.
fn damage(mut bytes: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    for _ in 0..=chance.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = chance.below(bytes.len());
        let until = (at + 1 + chance.below(40)).min(bytes.len());
        match chance.below(9) {
            0 => bytes[at] = u8::try_from(chance.below(256)).expect("a byte"),
            1 => bytes[at] ^= 1 << chance.below(8),
            2 => bytes[at] = b"0123456789;,\"<>&\n\r\t \xE9\xC3\0"[chance.below(23)],
            3 => drop(bytes.drain(at..until)),
            4 => bytes.splice(at..at, "é\u{202F}".bytes()).for_each(drop),
            5 => bytes.truncate(at),
            6 => {
                let piece = bytes[at..until].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, piece).for_each(drop);
            }
            7 => {
                let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
                let (one, other) = (chance.below(lines.len()), chance.below(lines.len()));
                lines.swap(one, other);
                bytes = lines.concat();
            }
            _ => {
                let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
                let one = chance.below(lines.len());
                let lines = lines.iter().enumerate().filter(|(index, _)| *index != one).map(|(_, line)| *line);
                bytes = lines.collect::<Vec<_>>().concat();
            }
        }
    }
    bytes
}

/// Reads the damaged files and says how many were found fault with, and how many rows were refused or not wholly read.
fn read_damaged(name: &str, whole: &str) -> (u64, u64) {
    let piece = read(name, whole.as_bytes());
    assert!(piece.findings.is_empty(), "the whole file is faultless: {:?}", piece.findings);
    let (mut noticed, mut lost) = (0, 0);
    for seed in 1..=FILES {
        let bytes = damage(whole.as_bytes().to_vec(), &mut Chance::new(seed));
        let piece = read(name, &bytes);
        assert_balanced(&piece);
        for row in &piece.rows {
            assert!(row.line > 0 && u64::from(row.line) <= bytes.len() as u64);
        }
        let faults = piece.findings.iter().filter(|finding| finding.severity > Severity::Notice).count();
        noticed += u64::from(faults > 0);
        lost += piece.accounting.refused.values().sum::<u64>() + piece.accounting.unread;
    }
    (noticed, lost)
}

#[expect(clippy::disallowed_methods, reason = "a bench tells how long it took")]
fn assert_noticed(name: &str, whole: &str, share_percent_min: u64) {
    let start = Instant::now();
    let (noticed, lost) = read_damaged(name, whole);
    println!("{name}: {noticed} of {FILES} damaged files noticed, {lost} rows not whole, {:?}", start.elapsed());
    assert!(noticed * 100 >= FILES * share_percent_min, "{noticed} of {FILES}");
    assert!(lost > FILES / 4, "{lost} rows");
}

fn people(count: u32) -> Vec<Person> {
    (1..=count).map(|seven| person(&number(seven))).collect()
}

#[test]
fn main_declarations() {
    let whole = text(&file::main_declaration(&people(12), &[person(&number(90)), person(&number(91))]));
    assert_noticed("DS_1234567_202507.txt", &whole, 95);
}

#[test]
fn complementary_declarations() {
    assert_noticed("DSC1_1234567_202507.txt", &text(&file::complement(&people(8))), 95);
}

#[test]
fn preestablished_lists() {
    assert_noticed("AFFEBDS_1234567_202507.txt", &text(&file::preestablished(&people(12))), 90);
}

#[test]
fn payroll_registers() {
    // Names are not read and another amount may be a right one: not every damage can be seen.
    let rows: Vec<String> = (1..=12).map(|seven| row(&[("numero_cnss", &number(seven))])).collect();
    assert_noticed(payroll::NAME, &register(&rows), 85);
}

#[test]
fn registers() {
    let more = |text: &str, rows: &[&str]| format!("{text}{}\n", rows.join("\n"));
    let operators = [
        "op-2;Autre fictive;001561191000066;23456789;2015-01-01;",
        "op-3;Tierce;002163624000014;3456789;2019-01-01;g1",
    ];
    assert_noticed("operateurs.csv", &more(OPERATORS, &operators), 85);
    let affiliations = ["op-2;2703892;2016-01-01;2020-12-31", "op-3;2703892;2021-01-01;"];
    assert_noticed("affiliations.csv", &more(AFFILIATIONS, &affiliations), 85);
    let sites = ["op-1;s2;technopolis;MA-04;2016-01-01;", "op-2;s1;;MA-09;2016-01-01;2020-12-31"];
    assert_noticed("sites.csv", &more(SITES, &sites), 85);
    assert_noticed("chiffre-affaires.csv", &more(TURNOVER, &["op-1;2024;900000;1", "op-2;2025;5;5"]), 85);
}

#[test]
fn yearly_statements() {
    // White space, names and elements that are not read may change unseen.
    assert_noticed("9421.xml", STATEMENT, 90);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a hostile file must not take long")]
fn hostile_sizes_are_read_in_a_time_that_grows_with_them() {
    let quotes = format!("{}\n{}", payroll::HEADER, "\"\n".repeat(30_000));
    let one_line = format!("{}\n{}", payroll::HEADER, "x".repeat(1_000_000));
    let wide_header = format!("{}{}\n", payroll::HEADER, ";x".repeat(30_000));
    let same_keys = format!("{AFFILIATIONS}{}", "op-1;1234567;2016-01-01;\n".repeat(20_000));
    let long_record = format!("{}B02{}\n", text(&file::main_declaration(&[], &[])), "9".repeat(1_000_000));
    let unclosed = format!("<TraitementEtSalaire>{}", "<a>&amp;</a>".repeat(50_000));
    let start = Instant::now();
    for hostile in [quotes, one_line, wide_header, same_keys, long_record, unclosed] {
        let piece = read("fichier", hostile.as_bytes());
        assert_balanced(&piece);
        assert!(piece.findings.len() < 5_000);
    }
    // Seconds even without optimisation; anything quadratic in these sizes would take hours.
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
