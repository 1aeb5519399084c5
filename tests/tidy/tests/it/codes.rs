//! Codes and words meet: whatever a crate can say of a fault has its sentence and its cure in three languages, with its
//! own values, and no sentence waits for a code that nobody writes.

use std::collections::BTreeSet;

use contract::determination::Status;
use contract::verdict::Verdict;
use evidence::{finding, intake, read, schema};
use presentation::locale::catalogue::SOURCES;
use presentation::words::marks;
use presentation::{Language, has_message, say};

type Coded = (String, Vec<&'static str>);

fn findings() -> Vec<Coded> {
    let all = finding::codes::CODES.iter().chain(finding::table_codes::CODES).chain(intake::codes::CODES);
    // The one reason for refusing rows that is no finding: the whole piece was refused.
    let whole = std::iter::once(("finding-file-refused".to_owned(), Vec::new()));
    // Why a spreadsheet is not read is told as a finding of its file.
    let sheets = sheet::fault::CODES.iter().map(|code| (format!("finding-{}", code.name()), code.values().to_vec()));
    all.map(|(code, _, values)| (format!("finding-{code}"), values.to_vec())).chain(whole).chain(sheets).collect()
}

fn diagnostics() -> Vec<Coded> {
    let all = contract::diagnostic::CODES.iter();
    all.map(|(code, values)| (format!("diagnostic-{code}"), values.to_vec())).collect()
}

/// What is wrong with the words of these codes in one language.
fn faults(
    language: Language,
    coded: &[Coded],
    say: impl Fn(&str, &[(&str, &str)]) -> (String, Option<String>),
) -> Vec<String> {
    let mut faults = Vec::new();
    for (id, names) in coded {
        let values: Vec<(&str, &str)> = names.iter().map(|name| (*name, "◆")).collect();
        let (what, cure) = say(id, &values);
        if what.contains(id.as_str()) {
            faults.push(format!("{language:?} has no {id}"));
        } else if cure.is_none() {
            faults.push(format!("{language:?}: {id} says not what to do"));
        }
        let whole = what + &cure.unwrap_or_default();
        if whole.contains("{$") || whole.contains("GIVEN(") {
            faults.push(format!("{language:?}: {id} names a value that it is not given: {whole}"));
        }
    }
    faults
}

fn said(language: Language) -> impl Fn(&str, &[(&str, &str)]) -> (String, Option<String>) {
    move |id, values| {
        if !has_message(language, id) {
            return (id.to_owned(), None);
        }
        let said = say(language, id, values);
        (said.what.to_string(), said.cure.map(|cure| cure.to_string()))
    }
}

#[test]
fn every_finding_and_diagnostic_has_words_and_a_cure() {
    let mut told = Vec::new();
    for language in Language::ALL {
        told.extend(faults(language, &findings(), said(language)));
        told.extend(faults(language, &diagnostics(), said(language)));
    }
    assert_eq!(told, [""; 0]);
}

#[test]
fn a_code_without_words_is_noticed() {
    let coded = [("finding-no-such-thing".to_owned(), Vec::new()), ("diagnostic-key-unknown".to_owned(), Vec::new())];
    for language in Language::ALL {
        let told = faults(language, &coded, said(language));
        assert_eq!(told.len(), 2, "a missing message, and a value not given: {told:?}");
    }
}

#[test]
fn no_sentence_waits_for_a_code_that_nobody_writes() {
    let written: BTreeSet<String> = findings().into_iter().chain(diagnostics()).map(|(id, _)| id).collect();
    let sentences = SOURCES.iter().flat_map(|(_, texts)| texts[Language::Fr as usize].lines());
    let ids = sentences.filter_map(|line| line.split_once(" =")).map(|(id, _)| id);
    let coded = ids.filter(|id| id.starts_with("finding-") || id.starts_with("diagnostic-"));
    let waiting: Vec<&str> = coded.filter(|id| !written.contains(*id)).collect();
    assert_eq!(waiting, [""; 0]);
}

/// The code of a serialised word: `zero by rule` is shown under `zero_by_rule`.
fn codes<'w>(words: impl IntoIterator<Item = &'w str>) -> BTreeSet<String> {
    words.into_iter().map(|word| word.replace(' ', "_")).collect()
}

/// The ecosystems that the tables of the shipped packs list.
fn ecosystems() -> Vec<&'static str> {
    let tables = crate::packs::tables();
    let columns = tables.tables().iter().filter_map(|table| table.column("ecosystem"));
    let words = columns.flat_map(|column| match column.kind {
        schema::ColumnKind::Word(words) => words.to_vec(),
        _ => Vec::new(),
    });
    words.collect()
}

#[test]
fn every_word_of_a_closed_list_can_be_shown() {
    let pairs = [
        ("statuses", codes(Status::ALL.map(Status::word)), marks::STATUSES),
        ("verdicts", codes(Verdict::ALL.map(Verdict::word)), marks::VERDICTS),
        ("ecosystems", codes(ecosystems()), marks::ECOSYSTEMS),
        ("reasons to ignore", codes(read::REASONS_TO_IGNORE.iter().copied()), marks::IGNORED),
    ];
    for (list, written, shown) in pairs {
        let missing: Vec<_> = written.iter().filter(|word| !shown.contains(&word.as_str())).collect();
        assert!(!written.is_empty() && missing.is_empty(), "{list} without a word for people: {missing:?}");
    }
    let tables: BTreeSet<&str> = schema::TABLES.iter().map(|table| table.name).collect();
    let (_, shown) = marks::List::ALL.iter().find(|(list, _)| *list == marks::List::Table).expect("tables");
    assert_eq!(tables, shown.iter().copied().collect());
}
