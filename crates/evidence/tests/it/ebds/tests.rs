//! What the reader says of whole and of broken e-BDS files.

use contract::calendar::Month;
use contract::facts::{Cell, Period};
use contract::money::Money;
use evidence::finding::{Finding, Severity};
use evidence::piece::{Declarant, Piece, PieceKind};
use evidence::read::{Rules, compare_preestablished, read_under};

use crate::account::{assert_balanced, codes};
use crate::tables::read;

use super::file::{self, Person, number, overwrite, person, text};

pub const NAME: &str = "DS_1234567_202507.txt";

pub fn read_main(insured: &[Person], entrants: &[Person]) -> Piece {
    read(NAME, text(&file::main_declaration(insured, entrants)).as_bytes())
}

/// The place of the one finding with that code: line and columns.
pub fn place(piece: &Piece, code: &str) -> (Option<u32>, Option<(u32, u32)>) {
    let mut found = piece.findings.iter().filter(|finding| finding.code == code);
    let finding: &Finding = found.next().unwrap_or_else(|| panic!("no {code} among {:?}", piece.findings));
    assert!(found.next().is_none(), "{code} twice in {:?}", piece.findings);
    (finding.place.line, finding.place.columns)
}

#[test]
fn the_worked_line_has_the_control_sum_of_the_specification() {
    let worked = Person { returned: 0, ..person("123456785") };
    let line = file::b02(&worked);
    assert_eq!(line.len(), 260);
    assert_eq!(&line[137..156], "0000000000124906811");
    let piece = read_main(&[worked], &[]);
    assert_eq!(codes(&piece), [""; 0]);
    assert_eq!(piece.kind, Some(PieceKind::EBDS_MAIN));
    assert_eq!(piece.declarant, Declarant::Affiliation("1234567".to_owned()));
    assert_eq!(piece.period, Month::new(2025, 7).map(Period::Month));
    assert_eq!(piece.dated.map(|date| date.to_string()), Some("2025-07-25".to_owned()));
    assert_eq!(piece.rows.len(), 1);
    let row = &piece.rows[0];
    assert_eq!(row.line, 3);
    assert!(row.person.as_ref().is_some_and(|person| person.number.as_deref() == Some("123456785")));
    let expected = [
        ("days", Cell::Count(26)),
        ("wage", Cell::Amount(Money::from_centimes(850_000))),
        ("capped_wage", Cell::Amount(Money::from_centimes(600_000))),
        ("situation", Cell::Code("normal".to_owned())),
        ("affiliation", Cell::Code("1234567".to_owned())),
    ];
    assert_eq!(row.cells, expected);
    assert_balanced(&piece);
}

#[test]
fn every_situation_of_the_specification_is_read() {
    let at_work = |situation, seven| Person { situation, ..person(&number(seven)) };
    let away = |situation, seven| Person { days: 0, real: 0, capped: 0, ..at_work(situation, seven) };
    let left = |situation, seven| Person { returned: 40_000, ..at_work(situation, seven) };
    let insured = [
        at_work("", 1),
        left("SO", 2),
        left("DE", 3),
        at_work("IT", 4),
        at_work("IL", 5),
        away("AT", 6),
        away("CS", 7),
        away("MS", 8),
        away("MP", 9),
    ];
    let piece = read_main(&insured, &[]);
    assert_eq!(codes(&piece), [""; 0]);
    let read: Vec<&Cell> = piece.rows.iter().map(|row| &row.cells[3].1).collect();
    let words = ["normal", "SO", "DE", "IT", "IL", "AT", "CS", "MS", "MP"];
    assert_eq!(read, words.map(|word| Cell::Code(word.to_owned())).iter().collect::<Vec<_>>());
}

#[test]
fn entrants_have_a_number_or_a_cin() {
    let with_number = Person { capped: 300_000, real: 300_000, ..person("123456785") };
    let without = Person { number: String::new(), cin: "AB123456", days: 10, ..with_number.clone() };
    let zeros = Person { number: "000000000".to_owned(), cin: "K9", ..without.clone() };
    let occasional = Person { number: "999999999".to_owned(), name: "", first_name: "", capped: 1, ..without.clone() };
    let piece = read_main(&[], &[with_number, without, zeros, occasional.clone(), occasional]);
    assert_eq!(codes(&piece), [""; 0]);
    let people: Vec<_> = piece.rows.iter().filter_map(|row| row.person.as_ref()).collect();
    let seen: Vec<_> = people.iter().map(|person| (person.number.as_deref(), person.card.as_deref())).collect();
    assert_eq!(seen, [(Some("123456785"), None), (None, Some("AB123456")), (None, Some("K9"))]);
    assert_eq!(piece.accounting.ignored.get("occasional-labour"), Some(&2));
    assert_balanced(&piece);
}

#[test]
fn lines_end_in_lf_or_crlf_and_names_say_the_period_either_way() {
    let lines = file::main_declaration(&[person("123456785")], &[]);
    let crlf = lines.join("\r\n");
    for name in [NAME, "DS_1234567_072025.txt", "dossier/DS_1234567_202507.TXT"] {
        for content in [text(&lines), crlf.clone()] {
            let piece = read(name, content.as_bytes());
            assert_eq!((codes(&piece), piece.rows.len()), (vec![], 1), "{name}");
        }
    }
    let piece = read("DS_1234567_082025.txt", text(&lines).as_bytes());
    assert_eq!(codes(&piece), ["file-name-period"]);
    let piece = read("DS_2703892_202507.txt", text(&lines).as_bytes());
    assert_eq!(codes(&piece), ["file-name-affiliation"]);
    let piece = read("AFFEBDS_1234567_202507.txt", text(&lines).as_bytes());
    assert_eq!(codes(&piece), ["file-name-kind"]);
    let piece = read("juillet.txt", text(&lines).as_bytes());
    assert_eq!((codes(&piece), piece.rows.len()), (vec!["file-name-pattern"], 1));
}

#[test]
fn complementary_files_hold_entrants_only_and_say_their_number_by_name() {
    let lines = file::complement(&[person("123456785")]);
    let piece = read("DSC3_1234567_202507.txt", text(&lines).as_bytes());
    assert_eq!(codes(&piece), [""; 0]);
    assert_eq!((piece.kind, piece.complement, piece.rows.len()), (Some(PieceKind::EBDS_COMPLEMENT), Some(3), 1));

    let mut lines = lines;
    lines[2] = file::b02(&person("123456785")).replacen('B', "E", 1);
    let piece = read("DSC3_1234567_202507.txt", text(&lines).as_bytes());
    assert_eq!(piece.accounting.refused.get("ebds-complement-line"), Some(&1));
    assert_balanced(&piece);
    let piece = read("complement.txt", text(&lines).as_bytes());
    assert!(codes(&piece).contains(&"ebds-complement-number"));
}

#[test]
fn a_preestablished_list_is_checked_and_then_only_compared_with() {
    let listed: Vec<Person> = (1..=4).map(|seven| person(&number(seven))).collect();
    let list = read("AFFEBDS_1234567_202507.txt", text(&file::preestablished(&listed)).as_bytes());
    assert_eq!(codes(&list), [""; 0]);
    assert_eq!((list.kind, list.rows.len()), (Some(PieceKind::EBDS_PREESTABLISHED), 0));
    assert_eq!(list.accounting.ignored.get("pre-established-list"), Some(&4));

    assert_eq!(compare_preestablished(&read_main(&listed, &[]), &list), []);

    let mut answered = listed.clone();
    answered.remove(1);
    answered[1].children = 9;
    answered.push(person(&number(77)));
    let entrant = person(&number(5));
    let findings = compare_preestablished(&read_main(&answered, &[entrant]), &list);
    let found: Vec<_> = findings.iter().map(|finding| (finding.code.as_str(), finding.place.line)).collect();
    let expected = [
        ("ebds-preestablished-unanswered", None),
        ("ebds-preestablished-differs", Some(4)),
        ("ebds-preestablished-surplus", Some(6)),
    ];
    assert_eq!(found, expected);
    assert_eq!(findings[0].values, [("listed_line".to_owned(), "4".to_owned())]);
    assert_eq!(findings[1].place.columns, Some((86, 87)));

    let other = read("x", text(&file::preestablished(&listed)).replace("202507", "202508").as_bytes());
    let codes: Vec<_> = compare_preestablished(&read_main(&listed, &[]), &other).into_iter().map(|f| f.code).collect();
    assert_eq!(codes, ["ebds-preestablished-other"]);
}

#[test]
fn every_broken_field_of_an_insured_line_is_found_where_it_stands() {
    let good = person("123456785");
    let change = |change: fn(&mut Person)| {
        let mut changed = good.clone();
        change(&mut changed);
        file::b02(&changed)
    };
    let line = file::b02(&good);
    type Case = (&'static str, (u32, u32), String);
    let refused: Vec<Case> = vec![
        ("ebds-record-type", (1, 3), overwrite(&line, 1, "B0X")),
        ("ebds-line-affiliation", (4, 10), overwrite(&line, 4, "2703892")),
        ("ebds-line-period", (11, 16), overwrite(&line, 11, "202506")),
        ("ebds-registration", (17, 25), overwrite(&line, 17, "12345678 ")),
        ("ebds-registration-first", (17, 17), change(|p| p.number = "223456785".to_owned())),
        ("ebds-registration-key", (25, 25), change(|p| p.number = "123456784".to_owned())),
        ("ebds-registration-reserved", (17, 25), change(|p| p.number = "100000000".to_owned())),
        ("ebds-registration-missing", (17, 25), change(|p| p.number = "000000000".to_owned())),
    ];
    let unread: Vec<Case> = vec![
        ("ebds-number", (86, 87), overwrite(&line, 86, "A2")),
        ("ebds-number", (88, 93), overwrite(&line, 88, "   400")),
        ("ebds-number", (94, 99), overwrite(&line, 94, "X")),
        ("ebds-number", (100, 105), overwrite(&line, 100, "X")),
        ("ebds-number", (106, 111), overwrite(&line, 106, "X")),
        ("ebds-number", (112, 113), overwrite(&line, 112, "  ")),
        ("ebds-days", (112, 113), change(|p| p.days = 27)),
        ("ebds-number", (114, 126), overwrite(&line, 114, "O")),
        ("ebds-number", (127, 135), overwrite(&line, 127, "O")),
        ("ebds-capped-above-real", (127, 135), change(|p| p.real = 500_000)),
        ("ebds-situation", (136, 137), overwrite(&line, 136, "XX")),
        ("ebds-situation-not-zero", (136, 137), change(|p| p.situation = "CS")),
        ("ebds-situation-not-zero", (136, 137), change(|p| p.situation = "MS")),
        ("ebds-situation-not-zero", (136, 137), change(|p| p.situation = "AT")),
        ("ebds-situation-not-zero", (136, 137), change(|p| p.situation = "MP")),
        ("ebds-number", (138, 156), overwrite(&line, 138, "S")),
        ("ebds-control-sum", (138, 156), change(|p| p.control_off_by = 1)),
    ];
    let warned: Vec<Case> = vec![
        ("ebds-character", (29, 29), overwrite(&line, 29, "É")),
        ("ebds-character", (26, 31), overwrite(&line, 26, "fictif")),
        ("ebds-character", (200, 201), overwrite(&line, 200, "--")),
        ("ebds-capped", (127, 135), change(|p| p.capped = 599_999)),
        ("ebds-allowance-return", (106, 111), change(|p| p.situation = "SO")),
        ("ebds-allowance-return", (106, 111), change(|p| (p.situation, p.returned) = ("DE", 1))),
    ];
    for (cases, used) in [(refused, 1), (unread, 2), (warned, 2)] {
        for (code, columns, broken) in cases {
            let neighbour = person(&number(9_999_999));
            let mut lines = file::main_declaration(&[good.clone(), neighbour], &[]);
            lines[2] = broken;
            let piece = read(NAME, text(&lines).as_bytes());
            assert_eq!(place(&piece, code), (Some(3), Some(columns)), "{code}");
            assert_eq!(piece.rows.len(), used, "{code}");
            assert_eq!(piece.accounting.refused.contains_key(code), used == 1, "{code}");
            assert_balanced(&piece);
        }
    }
}

#[test]
fn every_broken_field_of_an_entrant_line_is_found_where_it_stands() {
    let good = Person { cin: "AB123456", ..person("123456785") };
    let change = |change: fn(&mut Person)| {
        let mut changed = good.clone();
        change(&mut changed);
        file::b04('B', &changed)
    };
    let line = file::b04('B', &good);
    let cases: Vec<(&str, (u32, u32), String, bool)> = vec![
        ("ebds-line-affiliation", (4, 10), overwrite(&line, 4, "2703892"), false),
        ("ebds-line-period", (11, 16), overwrite(&line, 11, "202506"), false),
        ("ebds-registration-key", (25, 25), change(|p| (p.number, p.cin) = ("123456780".to_owned(), "")), false),
        ("ebds-registration-unread", (17, 25), change(|p| p.number = "123456780".to_owned()), true),
        ("ebds-name-missing", (26, 85), change(|p| (p.name, p.first_name) = ("", "")), true),
        ("ebds-cin", (86, 93), change(|p| p.cin = "12345"), true),
        ("ebds-cin-missing", (86, 93), change(|p| (p.number, p.cin) = ("000000000".to_owned(), "")), false),
        ("ebds-cin-missing", (86, 93), change(|p| (p.number, p.cin) = (String::new(), "123")), false),
        ("ebds-days", (94, 95), change(|p| p.days = 31), true),
        ("ebds-number", (96, 108), overwrite(&line, 96, " "), true),
        ("ebds-capped-above-real", (109, 117), change(|p| p.real = 1), true),
        ("ebds-capped", (109, 117), change(|p| p.capped = 600_100), true),
        ("ebds-control-sum", (118, 136), change(|p| p.control_off_by = 9), true),
    ];
    for (code, columns, broken, used) in cases {
        let mut lines = file::main_declaration(&[], std::slice::from_ref(&good));
        lines[3] = broken;
        let piece = read(NAME, text(&lines).as_bytes());
        assert_eq!(place(&piece, code), (Some(4), Some(columns)), "{code}");
        assert_eq!(piece.rows.len(), usize::from(used), "{code}");
        assert_balanced(&piece);
    }
}

#[test]
fn every_recap_field_is_held_against_the_lines() {
    let insured: Vec<Person> = (1..=3).map(|seven| person(&number(seven))).collect();
    let entrants = [person(&number(4))];
    let lines = file::main_declaration(&insured, &entrants);
    let b03 = [
        (17, 22),
        (23, 28),
        (29, 40),
        (41, 52),
        (53, 64),
        (65, 79),
        (80, 91),
        (92, 97),
        (98, 112),
        (113, 125),
        (126, 144),
    ];
    let b05 = [(17, 22), (23, 37), (38, 43), (44, 58), (59, 71), (72, 90)];
    let recaps = [(5, &b03[..]), (7, &b05[..]), (8, &b05[..])];
    let mut broken = 0;
    for (index, fields) in recaps {
        for (first, last) in fields.iter().copied() {
            let mut lines = lines.clone();
            let digit = lines[index].as_bytes()[last - 1];
            lines[index] = overwrite(&lines[index], last, if digit == b'9' { "8" } else { "9" });
            let piece = read(NAME, text(&lines).as_bytes());
            let finding = piece.findings.first().unwrap_or_else(|| panic!("{index} {first}"));
            assert!(matches!(finding.code.as_str(), "ebds-recap" | "ebds-recap-numbers"), "{finding:?}");
            assert_eq!(finding.severity, Severity::Warning);
            let columns = (u32::try_from(first).ok(), u32::try_from(last).ok());
            assert_eq!(finding.place.columns.map(|(first, last)| (Some(first), Some(last))), Some(columns));
            assert_eq!((piece.findings.len(), piece.rows.len()), (1, 4), "a wrong recap refuses no row");
            broken += 1;
        }
    }
    assert_eq!(broken, 23);
}

#[test]
fn a_file_that_is_not_whole_is_refused_with_all_its_rows() {
    let insured: Vec<Person> = (1..=3).map(|seven| person(&number(seven))).collect();
    let lines = file::main_declaration(&insured, &[]);
    let without = |index: usize| {
        let mut lines = lines.clone();
        lines.remove(index);
        lines
    };
    let with = |index: usize, line: String| {
        let mut lines = lines.clone();
        lines[index] = line;
        lines
    };
    let twice = [lines.clone(), lines.clone()].concat();
    let cases = [
        ("ebds-header-missing", without(0), 3),
        ("ebds-header-missing", without(1), 3),
        ("ebds-truncated", lines[..4].to_vec(), 2),
        ("ebds-truncated", without(8), 3),
        ("ebds-affiliation", with(1, overwrite(&lines[1], 4, "1234560")), 3),
        ("ebds-period", with(1, overwrite(&lines[1], 11, "202513")), 3),
        ("ebds-header-repeated", twice, 6),
    ];
    for (code, lines, rows) in cases {
        let piece = read(NAME, text(&lines).as_bytes());
        assert!(codes(&piece).contains(&code), "{code}: {:?}", piece.findings);
        assert_eq!(piece.accounting.refused.get(code), Some(&rows), "{code}");
        assert_eq!((piece.rows.len(), piece.accounting.rows_in), (0, rows), "{code}");
        assert_balanced(&piece);
    }
    let piece = read(NAME, text(&without(5)).as_bytes());
    assert_eq!(codes(&piece), ["ebds-record-missing"], "a missing inner recap warns");
    assert_eq!(piece.rows.len(), 3);
}

#[test]
fn width_is_counted_in_characters_whatever_the_encoding() {
    let mut lines = file::main_declaration(&[person("123456785")], &[]);
    lines[2] = overwrite(&lines[2], 27, "É");
    let utf_8 = text(&lines);
    let windows_1252: Vec<u8> = utf_8.chars().map(|character| u8::try_from(character).expect("Latin")).collect();
    for bytes in [utf_8.into_bytes(), windows_1252] {
        let piece = read(NAME, &bytes);
        assert_eq!(place(&piece, "ebds-character"), (Some(3), Some((27, 27))));
        assert_eq!((codes(&piece).len(), piece.rows.len()), (1, 1));
    }
}

#[test]
fn lines_out_of_order_are_found() {
    let (first, second) = (person(&number(1)), person(&number(2)));
    let piece = read_main(&[second.clone(), first.clone()], &[]);
    assert_eq!(place(&piece, "ebds-sort"), (Some(4), Some((17, 25))));
    assert_eq!(piece.rows.len(), 2);
    let mut lines = file::main_declaration(&[first, second], &[]);
    lines.swap(3, 4);
    assert_eq!(place(&read(NAME, text(&lines).as_bytes()), "ebds-record-order"), (Some(5), None));
}

#[test]
fn the_ceiling_is_a_parameter_of_its_month() {
    let month = |text: &str| text.parse::<Month>().expect("a month");
    let raised = |from| Rules {
        wage_ceilings: vec![(month("2002-04"), Money::from_centimes(600_000)), (from, Money::from_centimes(700_000))],
        ..Rules::default()
    };
    let lines = text(&file::main_declaration(&[Person { capped: 700_000, ..person("123456785") }], &[]));
    let under = |rules: &Rules| {
        read_under(rules, &evidence::catalogue::Catalogue::native(), NAME, lines.as_bytes()).findings.len()
    };
    assert_eq!(under(&raised(month("2025-07"))), 0);
    assert_eq!(under(&raised(month("2025-08"))), 1);
}

#[test]
fn findings_say_no_number_and_no_name() {
    let numbers = ["123456785", "123456784", "100000000", "223456785"];
    for wrong in numbers {
        let broken = Person { number: wrong.to_owned(), cin: "ZZ999999", control_off_by: 1, ..person(wrong) };
        let mut lines = file::main_declaration(std::slice::from_ref(&broken), std::slice::from_ref(&broken));
        lines[4] = overwrite(&lines[4], 65, "000000000000000");
        let piece = read(NAME, text(&lines).as_bytes());
        let written = format!("{:?}", piece.findings);
        assert!(piece.findings.len() > 1);
        for secret in [wrong, "FICTIF", "EXEMPLE", "ZZ999999", &wrong[..8]] {
            assert!(!written.contains(secret), "{secret} in {written}");
        }
    }
}
