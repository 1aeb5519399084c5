//! Amounts of any currency: the figure with as many decimals as the currency has, and its code beside it.

use contract::money::Money;
use contract::unit::{Base, Currency};

use super::numeral::numeral;
use super::{MoneyForm, Quantity, held, large_part, quantity, whole_part};
use crate::locale::Language;
use crate::locale::catalogue::{has_message, said};
use crate::rendered::Rendered;
use crate::words;

/// An amount in a currency.
#[must_use]
pub fn in_currency(amount: Money, currency: Currency, form: MoneyForm) -> Quantity {
    Quantity::Priced(amount, currency, form)
}

/// An amount of a contract, in the currency in which it pays.
#[must_use]
pub fn amount_in(amount: Money, currency: Option<Currency>) -> Quantity {
    currency.map_or(Quantity::Amount(amount), |currency| in_currency(amount, currency, MoneyForm::Full))
}

/// The currency of a column: that of every amount in it; nothing where they are of several.
#[must_use]
pub fn common(currencies: impl IntoIterator<Item = Option<Currency>>) -> Option<Currency> {
    let mut known = currencies.into_iter().flatten();
    let first = known.next()?;
    known.all(|other| other == first).then_some(first)
}

/// An amount in a column: the figure alone where the column has a currency, which its heading names.
#[must_use]
pub fn amount_among(amount: Money, currency: Option<Currency>, of_column: Option<Currency>) -> Quantity {
    if of_column.is_some() { Quantity::Amount(amount) } else { amount_in(amount, currency) }
}

/// The heading of a column of amounts, with the currency that they have in common.
#[must_use]
pub fn amount_heading(language: Language, currency: Option<Currency>) -> Rendered {
    match currency {
        Some(currency) => words::heading_amount_in(language, currency_name(language, currency)),
        None => words::heading_amount(language),
    }
}

/// Sums of several currencies, one beside the other: they are never added. Zero where there is none.
#[must_use]
pub fn sums(language: Language, sums: impl Iterator<Item = (Currency, i128)>) -> Rendered {
    let told = sums.map(|(currency, hundredths)| {
        let amount = Money::from_centimes(i64::try_from(hundredths).unwrap_or(i64::MAX));
        quantity(language, &in_currency(amount, currency, MoneyForm::Full))
    });
    let told = told.reduce(|sum, more| words::quantity_and(language, sum, more));
    told.unwrap_or_else(|| quantity(language, &Quantity::Amount(Money::ZERO)))
}

/// What a language calls a currency beside a figure: its code, where it has no word for it.
#[must_use]
pub fn currency_name(language: Language, currency: Currency) -> Rendered {
    let id = format!("currency-{}", currency.code().to_ascii_lowercase());
    if has_message(language, &id) { said(language, &id, &[]) } else { Rendered::plain(currency.code()) }
}

pub(super) fn priced(language: Language, amount: Money, currency: Currency, form: MoneyForm) -> Rendered {
    let code = || currency_name(language, currency);
    let full = || held(words::quantity_money_in(language, figure(language, amount, currency), code()));
    match form {
        MoneyForm::Full => full(),
        MoneyForm::Per(per) => held(match per {
            Base::Month => words::quantity_per_month(language, full()),
            Base::Year => words::quantity_per_year(language, full()),
            Base::Quarter => words::quantity_per_quarter(language, full()),
            Base::Day => words::quantity_per_day(language, full()),
            Base::Hour => words::quantity_per_hour(language, full()),
            Base::Person => words::quantity_per_person(language, full()),
            Base::Job => words::quantity_per_job(language, full()),
            Base::SquareMetre => words::quantity_per_area(language, full()),
            Base::Currency(other) => words::quantity_per_currency(language, full(), currency_name(language, other)),
        }),
        MoneyForm::Large => match large_part(amount) {
            Some((billions, true)) => {
                let (figure, count) = (Quantity::Number(billions), whole_part(billions));
                held(words::quantity_billions_in(language, figure, count, code()))
            }
            Some((millions, false)) => {
                let (figure, count) = (Quantity::Number(millions), whole_part(millions));
                held(words::quantity_millions_in(language, figure, count, code()))
            }
            None => full(),
        },
    }
}

/// Hundredths are printed where the currency has them, or the amount does.
fn figure(language: Language, amount: Money, currency: Currency) -> Rendered {
    let hundredths = i128::from(amount.centimes());
    if currency.decimals() == 0 && hundredths % 100 == 0 {
        return Rendered::figure(&numeral(language, hundredths / 100, 0));
    }
    Rendered::figure(&numeral(language, hundredths, 2))
}
