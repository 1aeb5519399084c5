//! Bounds of plausibility: what a figure of a column may be at all. One table, beside the columns that name its rows.
//!
//! A figure outside is a slip (a decimal sign lost, a column slipped, a number of a person where an amount belongs), and
//! its cell is unread: unknown, never zero. The bounds are wide on purpose. They keep what nobody can have paid out of
//! everybody's sums; what is merely remarkable is for people to see. None of them is a rule of law.

use contract::money::Money;

use crate::finding::{Finding, Place, codes};

/// What a figure may be, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The word of its reason, in codes of messages.
    pub why: &'static str,
    /// The least and the most that is read: centimes where the column holds amounts, else what it counts.
    pub least: i64,
    /// See `least`.
    pub most: i64,
    /// Whether it bounds amounts.
    pub is_money: bool,
}

/// Centimes of a million dirham.
const MILLION: i64 = 100_000_000;

/// The pay of a person in a month, and its parts. The whole sector pays a few hundred million dirham a month to all its
/// people together. Below zero where an earlier month is put right.
pub const PAY_OF_A_MONTH: Bound = money("pay-of-a-month", -100 * MILLION, 100 * MILLION);
/// The same of a year.
pub const PAY_OF_A_YEAR: Bound = money("pay-of-a-year", -1_200 * MILLION, 1_200 * MILLION);
/// Days of a year.
pub const DAYS_OF_A_YEAR: Bound = Bound { why: "days-of-a-year", least: 0, most: 366, is_money: false };
/// Dependants of one person: the law counts six, households are larger.
pub const DEPENDANTS: Bound = Bound { why: "dependants", least: 0, most: 99, is_money: false };

/// Every bound.
pub const ALL: [Bound; 4] = [PAY_OF_A_MONTH, PAY_OF_A_YEAR, DAYS_OF_A_YEAR, DEPENDANTS];

const fn money(why: &'static str, least: i64, most: i64) -> Bound {
    Bound { why, least, most, is_money: true }
}

impl Bound {
    /// Whether a figure lies inside.
    #[must_use]
    pub fn holds(&self, figure: i64) -> bool {
        (self.least..=self.most).contains(&figure)
    }

    /// What is said of a figure outside: that it is below zero where none may be, or of how many digits it is.
    pub(crate) fn broken_at(&self, place: Place, (is_negative, digits): (bool, usize)) -> Finding {
        let [least, most] = self.written();
        let sign = if is_negative && self.least >= 0 { "minus" } else { "none" };
        let finding = codes::FILE_FIGURE_BEYOND.at(place).with("digits", digits);
        finding.with("least", least).with("most", most).with("why", self.why).with("sign", sign)
    }

    /// Least and most as a finding writes them.
    #[must_use]
    pub fn written(&self) -> [String; 2] {
        [self.least, self.most].map(|figure| match self.is_money {
            true => Money::from_centimes(figure).to_string(),
            false => figure.to_string(),
        })
    }
}

/// How many digits a figure has before its decimals: all that is told of it, since a number of a person may have slipped
/// into its column.
pub(crate) fn digits(figure: i64, is_money: bool) -> usize {
    let whole = if is_money { figure / 100 } else { figure };
    whole.unsigned_abs().to_string().len()
}
