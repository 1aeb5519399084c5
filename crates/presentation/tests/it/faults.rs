//! Findings, diagnostics and reasons: each has words and a cure, and reads as a sentence.

use std::collections::BTreeSet;

use contract::determination::Reason;
use contract::diagnostic::{CODES, Diagnostic, excerpt};
use contract::facts::Period;
use contract::source::Source;
use presentation::locale::catalogue::SOURCES;
use presentation::terminal::{Style, Terminal};
use presentation::{Language, Rendered, Spot, has_message, message, reason, say};

fn terminal(language: Language) -> Terminal {
    Terminal::new(language, Style::Plain)
}

#[test]
fn every_diagnostic_has_words_and_a_cure_with_its_own_values() {
    for language in Language::ALL {
        for (code, names) in CODES {
            let id = format!("diagnostic-{code}");
            assert!(has_message(language, &id), "{language:?} has no {id}");
            let values: Vec<(&str, &str)> = names.iter().map(|name| (*name, "◆")).collect();
            let said = say(language, &id, &values);
            let cure = said.cure.unwrap_or_else(|| panic!("{language:?}: {id} says not what to write"));
            let whole = format!("{} {}", said.what, cure);
            assert!(
                !whole.contains("{$") && !whole.contains("GIVEN"),
                "{language:?}: a value of {id} is missing: {whole}"
            );
        }
    }
}

#[test]
fn every_reason_is_told() {
    let month = Period::Month("2026-02".parse().expect("a month"));
    let table = || "payroll".to_owned();
    let reasons = [
        Reason::Missing { table: table(), period: Some(month) },
        Reason::Missing { table: table(), period: None },
        Reason::Absent { table: table(), period: Some(Period::Year(2025)) },
        Reason::Absent { table: table(), period: None },
        Reason::Damaged { table: table(), period: Some(month) },
        Reason::Damaged { table: table(), period: None },
        Reason::RowsRefused { table: table(), period: Some(month) },
        Reason::RowsRefused { table: table(), period: None },
        Reason::CellUnread { table: table(), period: Some(month), column: "gross_taxable".to_owned() },
        Reason::CellUnread { table: table(), period: None, column: "total".to_owned() },
        Reason::RowsDisagree { table: table(), period: Some(month), column: "contract".to_owned() },
        Reason::RowsDisagree { table: table(), period: None, column: "platform".to_owned() },
        Reason::NoSite { site: "S9".to_owned() },
        Reason::StartNotShown { month: "2025-07".parse().expect("a month") },
        Reason::StartRestated {
            first: "2024-01-08".parse().expect("a date"),
            other: "2026-02-02".parse().expect("a date"),
            month: "2026-02".parse().expect("a month"),
        },
        Reason::StartRestated {
            first: "2024-01-08".parse().expect("a date"),
            other: "2024-01-08".parse().expect("a date"),
            month: "2026-02".parse().expect("a month"),
        },
        Reason::Hole { table: table(), month: "2026-02".parse().expect("a month") },
        Reason::ExitDayNotShown { month: "2026-02".parse().expect("a month") },
        Reason::Tie { equals: 3, first: 2 },
        Reason::PartialYear { year: 2025 },
        Reason::NotYet { until: "2027-01-01".parse().expect("a date") },
        Reason::NoValue { parameter: "air.cap".to_owned(), word: None },
        Reason::NoValue { parameter: "air.cap".to_owned(), word: Some("other".to_owned()) },
        Reason::NoClass { place: "MA-12".to_owned() },
        Reason::DividedByZero,
        Reason::TooLarge,
        Reason::Identity,
    ];
    let mut told = String::new();
    for language in Language::ALL {
        for one in &reasons {
            let said = reason(language, one, &|id| Rendered::quoted(id));
            assert!(said.cure.is_some() && !said.what.text().contains('['), "{language:?} {one:?}");
            told.push_str(&terminal(language).said(&said));
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_word_that_chooses_a_variant_chooses_it() {
    let beyond = ["pay-of-a-month", "pay-of-a-year", "days-of-a-year", "declared", "dependants"];
    for language in Language::ALL {
        let said = |id: &str, name: &str, word: &str| message(language, id, &[(name, word)]);
        let reasons: BTreeSet<String> =
            beyond.into_iter().map(|why| said("finding-file-figure-beyond", "why", why)).collect();
        assert_eq!(reasons.len(), beyond.len(), "{reasons:#?}");
        let [tab, bar] = ["tab", "bar"].map(|separator| said("finding-csv-separator", "separator", separator));
        assert_ne!(tab, bar);
    }
}

#[test]
fn a_finding_says_where_what_and_what_to_do() {
    let spot = Spot { line: Some(12), columns: Some((40, 52)), field: Some("S_Plaf") };
    let values = [("expected", "6000.00"), ("found", "8500.00")];
    let mut told = String::new();
    let names = office::answer::TableNames::default();
    for language in Language::ALL {
        told.push_str(&terminal(language).finding(&names, ("ebds-capped", "warning"), &spot, &values));
        let named = [("named", "payroll"), ("kind", "ebds_main")];
        told.push_str(&terminal(language).finding(&names, ("file-name-kind", "warning"), &Spot::default(), &named));
        let cut = [("code", "csv-date"), ("more", "12500")];
        told.push_str(&terminal(language).finding(&names, ("file-findings-cut", "notice"), &Spot::default(), &cut));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_diagnostic_underlines_the_text() {
    let source = Source::new("```yaml parameter\nid: pae.rate\nunit: \"%\"\nvalu: 17 %\n```\n");
    let start = source.text().find("valu").expect("the word");
    let span = source.span(start..start + 4);
    let unknown = Diagnostic::error("key-unknown", span).with("key", "valu").with("nearest", "values");
    let far = Diagnostic::error("key-unknown", span).with("key", "valu").with("nearest", "");
    let hole = Diagnostic::warning("parameter-hole", span)
        .with("id", "pae.rate")
        .with("from", "2025-07-01")
        .with("to", "2025-08-31");
    let mut told = String::new();
    for language in Language::ALL {
        for diagnostic in [&unknown, &far, &hole] {
            told.push_str(&terminal(language).diagnostic(
                "contract.md",
                diagnostic,
                &excerpt(&source, diagnostic.span),
            ));
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_quoted_document_is_not_reworded() {
    let said = message(Language::Fr, "diagnostic-number-malformed", &[("found", "18.50")]);
    assert!(said.contains("18.50"), "{said}");
}

#[test]
fn every_refusal_of_an_act_has_words_and_a_cure_and_none_waits() {
    let codes = office::refusal::codes::CODES;
    for language in Language::ALL {
        for (code, names) in codes {
            let id = format!("refusal-{code}");
            assert!(has_message(language, &id), "{language:?} has no {id}");
            let values: Vec<(&str, &str)> = names.iter().map(|name| (*name, "◆")).collect();
            let said = say(language, &id, &values);
            let cure = said.cure.unwrap_or_else(|| panic!("{language:?}: {id} says not what to do"));
            let whole = format!("{} {}", said.what, cure);
            assert!(!whole.contains("{$"), "{language:?}: a value of {id} is missing: {whole}");
        }
    }
    let (_, texts) = SOURCES.iter().find(|(name, _)| *name == "refusal.ftl").expect("words of refusals");
    let written =
        texts[Language::Fr as usize].lines().filter_map(|line| line.strip_prefix("refusal-")?.split_once(" ="));
    let waiting: Vec<&str> =
        written.map(|(code, _)| code).filter(|code| codes.iter().all(|(known, _)| known != code)).collect();
    assert_eq!(waiting, [""; 0], "no refusal has these codes");
}
