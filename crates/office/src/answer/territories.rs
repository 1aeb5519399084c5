//! Territories: one indicator by region. Small groups are not told to the public.

use std::collections::BTreeMap;

use contract::money::Money;
use contract::unit::Currency;

/// The indicators that a map may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Theme {
    /// Persons on the payroll in the last declared month.
    Jobs,
    /// Sites of operators.
    Operators,
    /// Amounts due.
    Amounts,
}

impl Theme {
    /// Every theme, in order of display.
    pub const ALL: [Theme; 3] = [Theme::Jobs, Theme::Operators, Theme::Amounts];

    /// The word in addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Theme::Jobs => "jobs",
            Theme::Operators => "operators",
            Theme::Amounts => "amounts",
        }
    }

    /// The theme of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.word() == word)
    }
}

/// The map and its table.
#[derive(Debug, Clone)]
pub struct TerritoriesView {
    /// What the map shows.
    pub theme: Theme,
    /// The regions, by code.
    pub regions: Vec<RegionView>,
    /// Whether small cells are hidden from whoever asks.
    pub is_protected: bool,
}

/// What is known of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionView {
    /// Code: `MA-06`.
    pub code: String,
    /// Persons in the last month that their operator declared.
    pub persons: i64,
    /// Operators with a site there.
    pub operators: i64,
    /// The currency of its amounts; nothing where there are none.
    pub currency: Option<Currency>,
    /// Amounts due to persons whose last site lies there.
    pub due: Money,
    /// The same in further currencies: sums of their own.
    pub others: BTreeMap<Currency, Money>,
    /// Persons behind those amounts.
    pub persons_due: i64,
    /// Determinations of paying clauses about such persons that are not evaluated.
    pub not_evaluated: i64,
    /// Persons behind them.
    pub persons_waiting: i64,
    /// Whether its figures are not told to whoever asks: they are empty then.
    pub is_hidden: bool,
}

impl RegionView {
    /// Adds an amount to the sum in its currency; says whether that is the first.
    pub fn add_due(&mut self, currency: Option<Currency>, due: Money) -> bool {
        self.currency = self.currency.or(currency);
        let is_first = currency.is_none() || currency == self.currency;
        let sum = match currency.filter(|_| !is_first) {
            Some(other) => self.others.entry(other).or_default(),
            None => &mut self.due,
        };
        *sum = sum.checked_add(due).unwrap_or(*sum);
        is_first
    }

    /// A region of which nothing is known.
    #[must_use]
    pub fn of(code: &str) -> RegionView {
        RegionView {
            code: code.to_owned(),
            persons: 0,
            operators: 0,
            currency: None,
            due: Money::ZERO,
            others: BTreeMap::new(),
            persons_due: 0,
            not_evaluated: 0,
            persons_waiting: 0,
            is_hidden: false,
        }
    }
}
