//! Sums that were held against each other, in words: what a document says is wrong, with the figures of both sides behind it.
//! The same on receipts, on the terminal and on pages.

use contract::money::{Decimal, Money};
use contract::unit::Unit as Counted;
use office::answer::TableNames;
use office::answer::reconciliation::{Reconciled, ReconciledSide, SumUnknown};

use crate::locale::Language;
use crate::locale::catalogue::Said;
use crate::names::{kind, label};
use crate::quantity::{MoneyForm, Quantity, Unit, in_currency, in_unit, of_period, quantity, unit_of_periods};
use crate::rendered::Rendered;
use crate::words;

/// What came of it, with its figures; the cure where the sums differ.
#[must_use]
pub fn told(language: Language, names: &TableNames, one: &Reconciled) -> Said {
    let (found, against) = (side(language, names, one, &one.found), side(language, names, one, &one.against));
    let Some(outcome) = one.outcome else {
        return Said { what: words::reconciliation_open(language, found, against), cure: None };
    };
    let [least, most, difference] =
        [outcome.least, outcome.most, outcome.difference].map(|sum| quantity(language, &figure(one, sum)));
    let said = wrong(language, one);
    let what = words::reconciliation_differs(language, said, found, against, least, most, difference);
    let cure = label(&one.cure, language, "").filter(|_| !outcome.holds).map(Rendered::plain);
    Said { what, cure }
}

/// What its document says is wrong where the sums differ.
fn wrong(language: Language, one: &Reconciled) -> Rendered {
    Rendered::plain(label(&one.labels, language, "").unwrap_or(&one.check))
}

/// What came of it, in a word.
#[must_use]
pub fn standing(language: Language, one: &Reconciled) -> Rendered {
    match one.outcome {
        Some(outcome) if outcome.holds => words::reconciliation_standing_holds(language),
        Some(_) => words::reconciliation_standing_differs(language),
        None => words::reconciliation_standing_open(language),
    }
}

/// A sum of one of its sides.
#[must_use]
pub fn figure(one: &Reconciled, sum: i64) -> Quantity {
    match Counted::parse(&one.unit) {
        Some(unit) if unit.is_money() => match unit.currency() {
            Some(currency) => in_currency(Money::from_centimes(sum), currency, MoneyForm::Full),
            None => Quantity::Count(sum),
        },
        Some(unit) if unit != Counted::NONE => in_unit(Decimal::new(i128::from(sum), 0), unit),
        _ => Quantity::Count(sum),
    }
}

/// What is added up, of which table, in which period.
#[must_use]
pub fn named(language: Language, names: &TableNames, side: &ReconciledSide) -> Rendered {
    let table = kind(language, names, &side.table);
    let of = match side.of.strip_prefix("sum(").and_then(|rest| rest.strip_suffix(')')) {
        Some(column) => words::reconciliation_sum(language, Rendered::code(column)),
        None if side.of == "persons" => words::reconciliation_persons(language),
        None => words::reconciliation_rows(language),
    };
    words::reconciliation_side(language, table, of, of_period(side.period))
}

/// A side with its sum and its files, or why the sum is not known.
fn side(language: Language, names: &TableNames, one: &Reconciled, side: &ReconciledSide) -> Rendered {
    let name = named(language, names, side);
    let counted = |number: u64, unit| Quantity::Counted(i64::try_from(number).unwrap_or(i64::MAX), unit);
    let told = match (&side.unknown, side.sum) {
        (Some(SumUnknown::Missing { first, last, periods }), _) => {
            let periods = counted(u64::try_from(*periods).unwrap_or(u64::MAX), unit_of_periods(*first));
            words::reconciliation_missing(language, name, periods, of_period(*first), of_period(*last))
        }
        (Some(SumUnknown::NotOwed), _) => words::reconciliation_not_owed(language, name),
        (Some(SumUnknown::Refused { rows }), _) => {
            words::reconciliation_refused(language, name, counted(*rows, Unit::Rows))
        }
        (Some(SumUnknown::Unread { cells }), _) => {
            let cells = Quantity::Count(i64::try_from(*cells).unwrap_or(i64::MAX));
            words::reconciliation_unread(language, name, cells)
        }
        (Some(SumUnknown::Doubtful), _) => words::reconciliation_doubtful(language, name),
        (None, Some(sum)) => words::reconciliation_known(language, name, figure(one, sum)),
        (Some(SumUnknown::TooLarge), _) | (None, None) => words::reconciliation_too_large(language, name),
    };
    if side.files.is_empty() {
        return told;
    }
    let mut files = Rendered::code(&side.files.join(", "));
    if let Some(more @ 1..) = side.files_all.checked_sub(side.files.len()) {
        let more = Quantity::Count(i64::try_from(more).unwrap_or(i64::MAX));
        files = words::reconciliation_more(language, files, more);
    }
    words::reconciliation_from(language, told, files)
}
