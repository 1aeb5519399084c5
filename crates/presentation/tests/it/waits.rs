//! What waits for evidence, under an assessment and on pages.

use contract::money::Money;
use presentation::terminal::{Style, Terminal};
use presentation::{Language, Quantity, Unit, words};

#[test]
fn what_waits_is_told_as_an_estimate_in_three_languages() {
    let mut told = String::new();
    for language in Language::ALL {
        let keys = |count| Quantity::Counted(count, Unit::Determinations);
        let amount = || Quantity::Amount(Money::from_centimes(13_872_331));
        for line in [
            words::waiting_line(language, keys(360)),
            words::waiting_line_estimate(language, amount(), Quantity::Count(338)),
            words::waiting_line_never(language, Quantity::Counted(3, Unit::Operators)),
            words::waiting_opened_by(language),
            words::waiting_estimated_by(language),
            words::waiting_counted(language, keys(11)),
            words::waiting_apart(language, keys(2)),
            words::waiting_sum(language, keys(360), Quantity::Count(338), amount(), Quantity::Count(0)),
            words::waiting_sum_unsaid(language, keys(22)),
            words::waiting_lead(language),
            words::page_not_evaluated_beside(language),
            words::ties_title(language),
            words::ties_shared(language, keys(12), amount()),
            words::ties_open(language, keys(4)),
        ] {
            told.push_str(&Terminal::new(language, Style::Plain).paragraph(&line, 0));
        }
        told.push('\n');
    }
    insta::assert_snapshot!(told);
}
