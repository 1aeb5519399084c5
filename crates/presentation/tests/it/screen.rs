//! Tables, marks and notices as a terminal shows them.

use presentation::quantity::Quantity;
use presentation::table::{Cell, Column, Notice, Table};
use presentation::terminal::{Bar, Style, Terminal};
use presentation::words::marks::{List, mark};
use presentation::{Language, Rendered, words};

fn table(language: Language) -> Table {
    let row = |name: &str, verdict: &str, value: i64, target: i64| {
        vec![
            Cell::Text(Rendered::quoted(name)),
            Cell::Bar(Bar { from: 0, to: i128::from(target), value: i128::from(value) }),
            Cell::Quantity(Quantity::Count(value)),
            Cell::Quantity(Quantity::Count(target)),
            Cell::Mark(mark(language, List::Verdict, verdict)),
        ]
    };
    let mut rows = vec![row("jobs", "on_course", 31_870, 60_000), row("exports", "not_met", -2_000, 18_000)];
    rows.push(vec![
        Cell::Text(Rendered::quoted("land; \"P2I\"")),
        Cell::Text(Rendered::default()),
        Cell::Missing,
        Cell::Missing,
        Cell::Mark(mark(language, List::Verdict, "no_measure_agreed")),
    ]);
    Table {
        title: words::heading_commitment(language),
        notices: vec![Notice::Fictitious, Notice::Restated],
        columns: vec![
            Column::words("commitment", words::heading_commitment(language)),
            Column::picture(words::heading_progress(language)),
            Column::figures("actual", words::heading_actual(language)),
            Column::figures("target", words::heading_target(language)),
            Column::words("verdict", words::heading_verdict(language)),
        ],
        rows,
    }
}

#[test]
fn a_table_in_french() {
    insta::assert_snapshot!(Terminal::new(Language::Fr, Style::Plain).table(&table(Language::Fr)));
}

#[test]
fn a_table_in_arabic() {
    insta::assert_snapshot!(Terminal::new(Language::Ar, Style::Plain).table(&table(Language::Ar)));
}

#[test]
fn a_table_in_english_with_colours() {
    let text = Terminal::new(Language::En, Style::Ansi).table(&table(Language::En));
    insta::assert_snapshot!(text.replace('\u{1b}', "^"));
}

#[test]
fn the_same_table_as_a_file_carries_its_notices_on_every_row() {
    insta::assert_snapshot!(table(Language::Ar).to_csv().replace("\r\n", "\n"), @r#"
    commitment;actual;target;verdict;notice
    jobs;31870;60000;on_course;fictitious restated
    exports;-2000;18000;not_met;fictitious restated
    "land; ""P2I""";;;no_measure_agreed;fictitious restated
    "#);
}

#[test]
fn isolates_are_kept_only_when_asked() {
    let cell = Rendered::quoted("OP-1");
    let mut terminal = Terminal::new(Language::Ar, Style::Plain);
    assert_eq!(terminal.text(&cell), "OP-1");
    terminal.isolates = true;
    assert_eq!(terminal.text(&cell), "\u{2068}OP-1\u{2069}");
}

#[test]
fn every_word_of_every_list_has_a_word_of_its_own() {
    for language in Language::ALL {
        for (list, codes) in List::ALL {
            let mut seen: Vec<String> = codes.iter().map(|code| mark(language, *list, code).word.text()).collect();
            // A few words are spelled alike in French and in code.
            let alike = |code: &str| language == Language::En || (language, code) == (Language::Fr, "condition");
            assert!(seen.iter().zip(*codes).all(|(word, code)| word != code || alike(code)));
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), codes.len(), "{language:?} {list:?}");
        }
    }
}
