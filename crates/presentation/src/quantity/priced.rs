//! Amounts of any currency: the figure with as many decimals as the currency has, and its code beside it.

use contract::money::Money;
use contract::unit::Currency;

use super::numeral::numeral;
use super::{MoneyForm, Quantity, held, large_part, whole_part};
use crate::locale::Language;
use crate::rendered::Rendered;
use crate::words;

/// The currency whose amounts have words of their own in Arabic, and stand in variants without a currency.
const OF_WORDS: &str = "MAD";

/// An amount in a currency.
#[must_use]
pub fn in_currency(amount: Money, currency: Currency, form: MoneyForm) -> Quantity {
    match form {
        _ if currency.code() != OF_WORDS => Quantity::Priced(amount, currency, form),
        MoneyForm::Full => Quantity::Money(amount),
        MoneyForm::Large => Quantity::LargeMoney(amount),
        MoneyForm::PerMonth => Quantity::MoneyPerMonth(amount),
        MoneyForm::PerYear => Quantity::MoneyPerYear(amount),
    }
}

/// An amount of a contract, in the currency in which it pays.
#[must_use]
pub fn amount_in(amount: Money, currency: Option<Currency>) -> Quantity {
    currency.map_or(Quantity::Money(amount), |currency| in_currency(amount, currency, MoneyForm::Full))
}

/// An amount in a column of several contracts: the figure alone where the common heading names its unit.
#[must_use]
pub fn amount_among(amount: Money, currency: Option<Currency>) -> Quantity {
    match amount_in(amount, currency) {
        Quantity::Money(amount) => Quantity::Amount(amount),
        priced => priced,
    }
}

/// The heading of a column of amounts that stand without their unit.
#[must_use]
pub fn amount_heading(language: Language, currency: Option<Currency>) -> Rendered {
    match currency.filter(|currency| currency.code() != OF_WORDS) {
        Some(currency) => words::heading_amount_in(language, Rendered::plain(currency.code())),
        None => words::heading_amount(language),
    }
}

pub(super) fn priced(language: Language, amount: Money, currency: Currency, form: MoneyForm) -> Rendered {
    let code = || Rendered::plain(currency.code());
    let full = || held(words::quantity_money_in(language, figure(language, amount, currency), code()));
    match form {
        MoneyForm::Full => full(),
        MoneyForm::PerMonth => held(words::quantity_per_month(language, full())),
        MoneyForm::PerYear => held(words::quantity_per_year(language, full())),
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
