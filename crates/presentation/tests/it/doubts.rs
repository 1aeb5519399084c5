//! What is in doubt about persons, as lists tell it.

use contract::calendar::{Date, Month};
use presentation::terminal::{Style, Terminal};
use presentation::words::marks::{List, word};
use presentation::{Language, Quantity, Rendered, Unit, words};

#[test]
fn what_is_in_doubt_is_told_in_three_languages() {
    let month = |text: &str| text.parse::<Month>().expect("a month");
    let day = |text: &str| text.parse::<Date>().expect("a day");
    let tables = office::answer::TableNames::of(&office::shipped::tables());
    let mut told = String::new();
    for language in Language::ALL {
        let payroll = || presentation::names::table(language, &tables, "payroll");
        let (other, line) = (|| Rendered::quoted("cea84e0a"), || Rendered::quoted("PAIE_202509.csv:4"));
        let months = Quantity::Counted(5, Unit::Months);
        for line in [
            words::doubt_title(language),
            words::doubt_lead(language),
            words::doubt_kind(language, word(language, List::Cause, "hole"), Quantity::Count(14)),
            words::doubt_hole_month(language, payroll(), month("2026-02")),
            words::doubt_hole(language, payroll(), month("2025-12"), month("2026-04"), months),
            words::doubt_kind(language, word(language, List::Cause, "start-restated"), Quantity::Count(2)),
            words::doubt_restated(language, payroll(), day("2025-09-15"), day("2025-12-01"), month("2026-01")),
            words::doubt_kind(language, word(language, List::Cause, "identity"), Quantity::Count(3)),
            words::doubt_identity(language, words::doubt_card_taken(language), other(), line()),
            words::doubt_identity_more(
                language,
                words::doubt_number_taken(language),
                other(),
                line(),
                Quantity::Count(18),
            ),
            words::doubt_identity_elsewhere(language, words::doubt_both_taken(language), other()),
            words::doubt_more_lines(language, Quantity::Count(18)),
            words::heading_shown(language),
            words::doubt_opened_by(language),
        ] {
            told.push_str(&Terminal::new(language, Style::Plain).paragraph(&line, 0));
        }
        told.push('\n');
    }
    insta::assert_snapshot!(told);
}
