//! The one place that prints a quantity: amounts, counts, percentages, areas, dates and periods, for people.
//!
//! Everything comes from exact integers and nothing is rounded on the way, except [`percentage_of`], which says to how
//! many decimals. Groups of digits, units and dates hold together by no-break spaces. Files and traces do not come
//! here: they use the `Display` of the types themselves.

mod month_names;
mod numeral;
mod priced;
mod spelled;

use contract::calendar::{Date, Interval, Month, Quarter};
use contract::facts::Period;
use contract::money::{Decimal, Money};
use contract::unit::{Base, Currency};

use crate::locale::Language;
use crate::locale::catalogue::Value;
use crate::rendered::Rendered;
use crate::words;
use numeral::numeral;
use priced::priced;

pub use priced::{amount_among, amount_heading, amount_in, common, currency_name, in_currency, sums};
pub use spelled::spelled;

/// Something to print. The unit is in the variant, never in the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// The figure of an amount alone, for a column whose heading names the unit: `1 234,50`.
    Amount(Money),
    /// An amount with its currency, `1 234,50 MAD`: made by [`in_currency`].
    Priced(Money, Currency, MoneyForm),
    /// A whole number alone.
    Count(i64),
    /// A number of things.
    Counted(i64, Unit),
    /// A decimal number alone.
    Number(Decimal),
    /// A percentage: 17 is printed `17 %`.
    Percent(Decimal),
    /// An area in square metres.
    Area(Decimal),
    /// A change: the sign is always printed, `+2` or `−3`.
    Change(i64),
    /// A day in full: `1er juillet 2025`.
    Date(Date),
    /// A day for a column: `01/07/2025`.
    ShortDate(Date),
    /// A month: `juillet 2025`.
    Month(Month),
    /// A month for a column or an axis: `juil. 2025`.
    ShortMonth(Month),
    /// A calendar year, never grouped.
    Year(i32),
    /// A calendar quarter.
    Quarter(Quarter),
    /// From one day to another.
    Interval(Interval),
}

/// How an amount is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyForm {
    /// With its hundredths.
    Full,
    /// In millions or thousands of millions, where that loses nothing.
    Large,
    /// For each month, person or other unit.
    Per(Base),
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Months.
    Months,
    /// Days.
    Days,
    /// Years.
    Years,
    /// Quarters.
    Quarters,
    /// Hours.
    Hours,
    /// Jobs.
    Jobs,
    /// Persons.
    Persons,
    /// Operators.
    Operators,
    /// Rows of evidence.
    Rows,
    /// Pieces: files of a submission.
    Pieces,
    /// Findings.
    Findings,
    /// Commitments.
    Commitments,
    /// Determinations.
    Determinations,
}

/// Prints a quantity in a language.
#[must_use]
pub fn quantity(language: Language, value: &Quantity) -> Rendered {
    match *value {
        Quantity::Amount(amount) => amount_alone(language, amount),
        Quantity::Priced(amount, currency, form) => priced(language, amount, currency, form),
        Quantity::Count(count) => Rendered::figure(&numeral(language, i128::from(count), 0)),
        Quantity::Counted(count, unit) => counted(language, count, unit),
        Quantity::Number(number) => decimal(language, number),
        Quantity::Percent(number) => percent(language, number),
        Quantity::Area(number) => held(words::quantity_area(language, Quantity::Number(number))),
        Quantity::Change(change) => {
            let sign = if change > 0 { "+" } else { "" };
            Rendered::figure(&format!("{sign}{}", numeral(language, i128::from(change), 0)))
        }
        Quantity::Date(date) => long_date(language, date),
        Quantity::ShortDate(date) => short_date(language, date),
        Quantity::Month(month) => month_and_year(month_names::long(language, month), month),
        Quantity::ShortMonth(month) => month_and_year(month_names::short(language, month), month),
        Quantity::Year(year) => Rendered::figure(&format!("{year:04}")),
        Quantity::Quarter(quarter) => quarter_of(language, quarter),
        Quantity::Interval(interval) => period(language, interval),
    }
}

/// `part / whole` as a percentage with that many decimals, halves away from zero; nothing when the whole is zero.
#[must_use]
pub fn percentage_of(part: i128, whole: i128, decimals: u8) -> Option<Quantity> {
    let scale = 10i128.checked_pow(u32::from(decimals))?;
    let scaled = part.checked_mul(100)?.checked_mul(scale)?;
    let (quotient, rest) = (scaled.checked_div(whole)?, scaled.checked_rem(whole)?);
    let up = rest.unsigned_abs() >= whole.unsigned_abs().div_ceil(2) && rest != 0;
    let away = if (scaled < 0) == (whole < 0) { 1 } else { -1 };
    Some(Quantity::Percent(Decimal::new(quotient + if up { away } else { 0 }, decimals)))
}

/// A number in a unit of contracts: money where it is exact to the centime, counted things where it is whole.
#[must_use]
pub fn in_unit(value: Decimal, unit: contract::unit::Unit) -> Quantity {
    let amount = value.at_scale(2).and_then(|hundredths| i64::try_from(hundredths).ok()).map(Money::from_centimes);
    let money = |currency, form| amount.map(|amount| in_currency(amount, currency, form));
    let whole = value.at_scale(0).and_then(|whole| i64::try_from(whole).ok());
    let counted = |unit| whole.map(|count| Quantity::Counted(count, unit));
    let quantity = match (unit.of, unit.per) {
        (Some(Base::Currency(currency)), None) => money(currency, MoneyForm::Large),
        (Some(Base::Currency(currency)), Some(per)) => money(currency, MoneyForm::Per(per)),
        (Some(Base::Job), None) => counted(Unit::Jobs),
        (Some(Base::Person), None) => counted(Unit::Persons),
        (Some(Base::Month), None) => counted(Unit::Months),
        (Some(Base::Day), None) => counted(Unit::Days),
        (Some(Base::Year), None) => counted(Unit::Years),
        (Some(Base::Quarter), None) => counted(Unit::Quarters),
        (Some(Base::Hour), None) => counted(Unit::Hours),
        (Some(Base::SquareMetre), None) => Some(Quantity::Area(value)),
        _ => None,
    };
    quantity.unwrap_or(Quantity::Number(value))
}

/// A period of evidence.
#[must_use]
pub const fn of_period(period: Period) -> Quantity {
    match period {
        Period::Month(month) => Quantity::Month(month),
        Period::Year(year) => Quantity::Year(year),
        Period::Quarter(quarter) => Quantity::Quarter(quarter),
        Period::Day(day) => Quantity::Date(day),
    }
}

/// What is counted where periods like this one are.
#[must_use]
pub const fn unit_of_periods(period: Period) -> Unit {
    match period {
        Period::Month(_) => Unit::Months,
        Period::Year(_) => Unit::Years,
        Period::Quarter(_) => Unit::Quarters,
        Period::Day(_) => Unit::Days,
    }
}

fn quarter_of(language: Language, quarter: Quarter) -> Rendered {
    let words = match quarter.number() {
        1 => words::figure_quarter_1,
        2 => words::figure_quarter_2,
        3 => words::figure_quarter_3,
        _ => words::figure_quarter_4,
    };
    words(language, Quantity::Year(quarter.year()))
}

/// The name of a month alone, in full.
#[must_use]
pub fn month_name(language: Language, month: Month) -> &'static str {
    month_names::long(language, month)
}

fn amount_alone(language: Language, amount: Money) -> Rendered {
    Rendered::figure(&numeral(language, i128::from(amount.centimes()), 2))
}

/// Thousands of millions (and true), or millions: the largest that needs at most two decimals and loses none.
fn large_part(amount: Money) -> Option<(Decimal, bool)> {
    let centimes = i128::from(amount.centimes());
    let in_unit = |unit_centimes: i128| {
        let hundredth = unit_centimes / 100;
        (centimes.abs() >= unit_centimes && centimes % hundredth == 0).then(|| Decimal::new(centimes / hundredth, 2))
    };
    let billions = in_unit(100_000_000_000).map(|billions| (billions, true));
    billions.or_else(|| in_unit(100_000_000).map(|millions| (millions, false)))
}

/// The number that decides the plural: French and Arabic look at the whole part.
fn whole_part(number: Decimal) -> Quantity {
    let unit = 10i128.pow(u32::from(number.scale()));
    Quantity::Count(i64::try_from((number.digits() / unit).abs()).unwrap_or(i64::MAX))
}

fn decimal(language: Language, number: Decimal) -> Rendered {
    Rendered::figure(&numeral(language, number.digits(), number.scale()))
}

fn percent(language: Language, number: Decimal) -> Rendered {
    let figure = numeral(language, number.digits(), number.scale());
    let gap = match language {
        Language::Fr | Language::Ar => "\u{00A0}",
        Language::En => "",
    };
    Rendered::figure(&format!("{figure}{gap}%"))
}

fn counted(language: Language, count: i64, unit: Unit) -> Rendered {
    let say: fn(Language, Value) -> Rendered = match unit {
        Unit::Months => words::quantity_months,
        Unit::Days => words::quantity_days,
        Unit::Years => words::quantity_years,
        Unit::Quarters => words::quantity_quarters,
        Unit::Hours => words::quantity_hours,
        Unit::Jobs => words::quantity_jobs,
        Unit::Persons => words::quantity_persons,
        Unit::Operators => words::quantity_operators,
        Unit::Rows => words::quantity_rows,
        Unit::Pieces => words::quantity_pieces,
        Unit::Findings => words::quantity_findings,
        Unit::Commitments => words::quantity_commitments,
        Unit::Determinations => words::quantity_determinations,
    };
    held(say(language, Value::from(count)))
}

fn long_date(language: Language, date: Date) -> Rendered {
    let day = match (language, date.day()) {
        (Language::Fr, 1) => "1er".to_owned(),
        (_, day) => day.to_string(),
    };
    let month = month_names::long(language, date.month());
    Rendered::phrase(&format!("{day}\u{00A0}{month}\u{00A0}{:04}", date.year()))
}

fn short_date(language: Language, date: Date) -> Rendered {
    match language {
        Language::Fr | Language::Ar => {
            Rendered::figure(&format!("{:02}/{:02}/{:04}", date.day(), date.month().number(), date.year()))
        }
        // 07/01 and 01/07 are read both ways in English.
        Language::En => Rendered::figure(&date.to_string()),
    }
}

fn month_and_year(name: &str, month: Month) -> Rendered {
    Rendered::phrase(&format!("{name}\u{00A0}{:04}", month.year()))
}

fn period(language: Language, interval: Interval) -> Rendered {
    match interval.last {
        Some(last) => words::quantity_from_to(language, interval.first, last),
        None => words::quantity_from(language, interval.first),
    }
}

/// Holds a quantity together on one line, and apart from the sentence around it.
fn held(said: Rendered) -> Rendered {
    Rendered::phrase(&said.isolated().replace(' ', "\u{00A0}"))
}
