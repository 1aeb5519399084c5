//! Words of verdicts: one for each of the contract's own lists, and a reason that reads as a sentence.

use contract::determination::Status;
use contract::unit::Unit;
use contract::verdict::{Because, FigurePeriod, Verdict};
use presentation::quantity::in_unit;
use presentation::verdict::figure_period;
use presentation::words::marks::{CONFIDENCES, List, STATUSES, VERDICTS, mark};
use presentation::{Language, Rendered, because, quantity};

#[test]
fn every_status_and_verdict_of_the_contract_has_its_word() {
    for language in Language::ALL {
        for status in Status::ALL {
            assert!(STATUSES.contains(&status.word().replace(' ', "_").as_str()));
            assert_ne!(mark(language, List::Status, status.word()).sign, '·');
        }
        for verdict in Verdict::ALL {
            assert!(VERDICTS.contains(&verdict.word().replace(' ', "_").as_str()));
            assert_ne!(mark(language, List::Verdict, verdict.word()).sign, '·');
        }
    }
}

#[test]
fn every_reason_of_a_verdict_is_told() {
    let date = |text: &str| text.parse().expect("a date");
    let reasons = [
        Because::Judged { judgement: "balanced_regions".to_owned(), by: None },
        Because::Judged { judgement: "balanced_regions".to_owned(), by: Some("steering_committee".to_owned()) },
        Because::NoIndicator { indicator: "jobs".to_owned() },
        Because::NoPerimeter,
        Because::NoHorizon,
        Because::NoFigureInPerimeter { perimeter: "contract_baseline".to_owned() },
        Because::NoFigureFor { by: date("2020-12-31") },
        Because::LevelReached,
        Because::Step { by: date("2026-12-31"), level: "198500".parse().expect("a number") },
        Because::Horizon { by: date("2020-12-31") },
        Because::NothingDue { by: date("2030-12-31") },
    ];
    let unit = Unit::parse("job").expect("a unit");
    let mut told = String::new();
    for language in Language::ALL {
        for one in &reasons {
            told.push_str(&because(language, one, unit, &|id| Rendered::quoted(id)).text());
            told.push('\n');
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn periods_of_figures() {
    let told = |language, text: &str| {
        let period: FigurePeriod = text.parse().expect("a period");
        figure_period(language, period).text().replace('\u{A0}', " ")
    };
    assert_eq!(told(Language::Fr, "2024-12-31"), "31 décembre 2024");
    assert_eq!(told(Language::Fr, "2025-H1"), "1er semestre 2025");
    assert_eq!(told(Language::Ar, "2024-Q3"), "الفصل الثالث من 2024");
    assert_eq!(told(Language::En, "2016..2018"), "2016 to 2018");
}

#[test]
fn numbers_in_units_of_contracts() {
    let said = |value: &str, unit: &str| {
        let value = in_unit(value.parse().expect("a number"), Unit::parse(unit).expect("a unit"));
        quantity(Language::En, &value).text().replace('\u{A0}', " ")
    };
    assert_eq!(said("18000000000", "MAD"), "MAD 18 billion");
    assert_eq!(said("65000", "MAD"), "MAD 65,000.00");
    assert_eq!(said("80.5", "MAD/month"), "MAD 80.50/month");
    assert_eq!(said("60000", "job"), "60,000 jobs");
    assert_eq!(said("18", "months"), "18 months");
    assert_eq!(said("20000", "m2"), "20,000 m²");
    assert_eq!(said("0.805", "number"), "0.805");
    assert_eq!(said("0.001", "MAD"), "0.001");
}

#[test]
fn the_glossary_uses_the_words_of_the_locale_files() {
    let glossary = include_str!("../../../../docs/domain.md");
    for language in [Language::Fr, Language::Ar] {
        for (list, codes) in [(List::Status, STATUSES), (List::Verdict, JUDGED), (List::Confidence, CONFIDENCES)] {
            for code in codes {
                let word = mark(language, list, code).word.text();
                assert!(glossary.contains(&word), "docs/domain.md lacks « {word} » for {code}");
            }
        }
    }
}

/// The verdicts that the glossary tells.
const JUDGED: &[&str] = &["met", "not_met", "on_course", "at_risk", "cannot_be_determined", "no_measure_agreed"];
