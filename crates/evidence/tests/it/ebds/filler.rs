//! Lines that lost their filler or more, and marks behind the last of them.

use crate::tables::read;
use evidence::piece::PieceKind;

use super::file::{self, number, person, text};
use super::tests::{NAME, place};
use crate::account::{assert_balanced, codes};

#[test]
fn a_line_of_another_width_is_read_where_only_filler_is_concerned_and_else_names_its_person_at_most() {
    let lines = file::main_declaration(&[person("123456785"), person(&number(9_999_999))], &[]);
    let with = |line: String| {
        let mut lines = lines.clone();
        lines[2] = line;
        let piece = read(NAME, text(&lines).as_bytes());
        assert_balanced(&piece);
        piece
    };
    for line in [lines[2].trim_end().to_owned(), format!("{}   ", lines[2])] {
        let piece = with(line);
        assert_eq!((codes(&piece), piece.accounting.unread), (vec!["ebds-filler"], 0));
    }
    for (line, found) in [(lines[2][..155].to_owned(), "155"), (format!("{}x", lines[2]), "261")] {
        let piece = with(line);
        assert_eq!(place(&piece, "ebds-width-unread"), (Some(3), None));
        let width = piece.findings.iter().find(|finding| finding.code == "ebds-width-unread").expect("found above");
        assert_eq!(width.values[1], ("found".to_owned(), found.to_owned()));
        assert_eq!((piece.rows.len(), piece.accounting.unread), (2, 1), "the person is there, the wages are unknown");
    }
    // A character lost before the number moves the number too.
    let piece = with(format!("{}{}", &lines[2][..10], &lines[2][11..]));
    assert_eq!(place(&piece, "ebds-width"), (Some(3), None));
    assert_eq!(piece.rows.len(), 1);
}

#[test]
fn an_end_of_file_mark_is_no_line() {
    let lines = file::main_declaration(&[person("123456785")], &[]);
    let apart = format!("{}\u{1A}", text(&lines));
    let piece = read(NAME, apart.as_bytes());
    assert_eq!((codes(&piece), piece.accounting.ignored.get("end-of-file-mark")), (vec![], Some(&1)));
    let behind = format!("{}\u{1A}", lines.join("\r\n"));
    assert_eq!(codes(&read(NAME, behind.as_bytes())), [""; 0]);
}

#[test]
fn a_file_whose_trailing_spaces_were_cut_is_still_told_for_what_it_is() {
    let lines = file::main_declaration(&[person("123456785")], &[person(&number(5))]);
    let cut: Vec<String> = lines.iter().map(|line| line.trim_end().to_owned()).collect();
    let piece = read(NAME, text(&cut).as_bytes());
    assert_eq!(piece.kind, Some(PieceKind::EBDS_MAIN));
    let found: Vec<&str> = codes(&piece).into_iter().filter(|code| *code != "ebds-date").collect();
    assert_eq!((found, piece.rows.len(), piece.accounting.unread), (vec!["ebds-filler"], 2, 0));
}
