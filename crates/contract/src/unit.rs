//! Units are types: adding different units, or a bare number to a unit, is an error. Nothing converts by itself.

mod currency;

use std::fmt;

pub use currency::{Currency, DECIMALS_MAX, NoCurrency};

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// Money of a currency. No currency becomes another by itself.
    Currency(Currency),
    /// Jobs (posts, whoever holds them).
    Job,
    /// Persons.
    Person,
    /// Calendar months.
    Month,
    /// Days.
    Day,
    /// Years.
    Year,
    /// Calendar quarters.
    Quarter,
    /// Hours.
    Hour,
    /// Square metres.
    SquareMetre,
}

/// A unit: a base, a base per another, or none (a bare number, a percentage, a ratio).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// What is counted; nothing for a bare number or a ratio.
    pub of: Option<Base>,
    /// Per what.
    pub per: Option<Base>,
}

impl Unit {
    /// A bare number: ranks, ratios, percentages.
    pub const NONE: Unit = Unit { of: None, per: None };

    /// The unit of a base alone.
    #[must_use]
    pub const fn of(base: Base) -> Unit {
        Unit { of: Some(base), per: None }
    }

    /// The currency of an amount, alone or per something.
    #[must_use]
    pub fn currency(self) -> Option<Currency> {
        match self.of {
            Some(Base::Currency(currency)) => Some(currency),
            _ => None,
        }
    }

    /// Whether it is an amount of money, per nothing.
    #[must_use]
    pub fn is_money(self) -> bool {
        self.currency().is_some() && self.per.is_none()
    }

    /// Reads `EUR`, `EUR/month`, `%`, `person`, `persons`, … as a contract writes them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Unit> {
        match text.split_once('/') {
            Some((of, per)) => Some(Unit { of: Some(Base::parse(of)?), per: Some(Base::parse(per)?) }),
            None if text == "%" || text == "number" => Some(Unit::NONE),
            None => Base::parse(text).map(Unit::of),
        }
    }

    /// The unit of a product, where it is one of ours: a rate times its own denominator, or anything times a bare number.
    #[must_use]
    pub fn times(self, other: Unit) -> Option<Unit> {
        match (self, other) {
            (Unit::NONE, unit) | (unit, Unit::NONE) => Some(unit),
            (Unit { of, per: Some(per) }, Unit { of: Some(by), per: None })
            | (Unit { of: Some(by), per: None }, Unit { of, per: Some(per) })
                if per == by =>
            {
                Some(Unit { of, per: None })
            }
            _ => None,
        }
    }

    /// The unit of a quotient of equal units (a bare number), or of anything by a bare number.
    #[must_use]
    pub fn over(self, other: Unit) -> Option<Unit> {
        if self == other {
            Some(Unit::NONE)
        } else if other == Unit::NONE {
            Some(self)
        } else {
            None
        }
    }
}

impl Base {
    fn parse(text: &str) -> Option<Base> {
        Some(match text {
            "job" | "jobs" => Base::Job,
            "person" | "persons" => Base::Person,
            "month" | "months" => Base::Month,
            "day" | "days" => Base::Day,
            "year" | "years" => Base::Year,
            "quarter" | "quarters" => Base::Quarter,
            "hour" | "hours" => Base::Hour,
            "m2" => Base::SquareMetre,
            code => return Currency::new(code).map(Base::Currency),
        })
    }

    fn name(&self) -> &str {
        match self {
            Base::Currency(currency) => currency.code(),
            Base::Job => "job",
            Base::Person => "person",
            Base::Month => "month",
            Base::Day => "day",
            Base::Year => "year",
            Base::Quarter => "quarter",
            Base::Hour => "hour",
            Base::SquareMetre => "m2",
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.of, self.per) {
            (None, _) => f.write_str("number"),
            (Some(of), None) => f.write_str(of.name()),
            (Some(of), Some(per)) => write!(f, "{}/{}", of.name(), per.name()),
        }
    }
}
