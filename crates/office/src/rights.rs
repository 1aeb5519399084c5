//! Rights: one table of act × role × whose, and its one reader, which stands where acts are recorded.
//!
//! A kind of entry that has no row here does not compile ([`every_kind_has_a_row`]). Whose an act is, its body says, and where
//! in the body, the row: so that whoever adds a kind adds a line, and the trial of all rows needs none. What else must hold of
//! an act, its own file says.
//!
//! ```text
//! act("withdraw", &[Officer, Clerk]).of("operator")       an operator's; its clerk may, and an officer
//! act("rotate", &[Administrator]).with_code().by_two()    the house's; two administrators, each with a second factor
//! act("set-secret", &[]).account("account").or_oneself()  an account's; whoever has it, and nobody else
//! act("import-balances", …).sums("balances", &["decided"]) it has an amount, which ceilings of mandates hold
//! ```
//!
//! A mandate for the office reaches everybody's matters and the house's; any other only what names one of those that it is
//! for, and nothing else.

use register::canonical::Value;
use register::projection::GROUPS;

use crate::role::Role::{self, Administrator, Clerk, Federation, Officer, Signatory};

mod guard;

pub use guard::{Doing, may, may_by};

/// Who may do one kind of act.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    /// The word of the kind.
    pub kind: &'static str,
    /// Where its body says whose it is.
    pub whose: Whose,
    /// The roles that may do it, as far as their mandate reaches.
    pub roles: &'static [Role],
    /// Whether anybody may do it to the own account.
    pub oneself: bool,
    /// Whether it needs a second factor: of those who decide, order or administer.
    pub code: bool,
    /// Whether it needs a second person who could do it too.
    pub two: bool,
    /// Whether it is the first hand of two: no deputy's.
    pub first_hand: bool,
    /// Where its body says for how much it is: nowhere, and no ceiling holds it.
    pub amount: Option<Amount>,
}

/// Where a body says for how much an act is, in amounts such as `1234.50`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// In a field of it.
    Field(&'static str),
    /// The sum of a field over the items of a list; of several fields the greatest sum.
    Sums(&'static str, &'static [&'static str]),
}

/// Where a body says whose an act is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Nowhere: it is the house's.
    House,
    /// In a field of it.
    Field(&'static str),
    /// In a field of each item of a list.
    Each(&'static str, &'static str),
    /// In a field that names an account.
    Account(&'static str),
}

/// Of whom an act is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject<'a> {
    /// The house.
    House,
    /// Operators, or others that mandates name.
    Named(Vec<&'a str>),
    /// An account.
    Account(&'a str),
}

/// The table.
pub const ACTS: &[Act] = &[
    // The house. The first entry of a journal is nobody's act.
    act("open", &[]),
    act("rotate", &[Administrator]).with_code().by_two(),
    act("witness", &[Administrator]),
    act("lost", &[Administrator]).with_code().by_two(),
    act("clock-was-wrong", &[Administrator]).with_code().by_two(),
    act("pass", &[Administrator, Officer]),
    act("fix-public-day", &[Officer]),
    // Texts.
    act("record-text", &[Officer]),
    act("propose", &[Officer]),
    act("withdraw-proposal", &[Officer]),
    act("bring-into-force", &[Officer]).with_code(),
    // A party's, or the office's that records what was signed on paper.
    act("sign", &[Officer, Signatory, Federation]).of("party").with_code(),
    act("withdraw-signature", &[Officer, Signatory, Federation]).of("party").with_code(),
    // Operators.
    act("enrol", &[Officer]),
    act("change-operator", &[Officer]),
    act("end-operator", &[Officer]),
    act("resume-operator", &[Officer]),
    act("import-operators", &[Officer]),
    act("import-balances", &[Officer]).with_code().sums("balances", &["decided", "paid"]),
    act("nil-balance", &[Officer]).with_code().by_two(),
    // Evidence.
    act("submit", &[Officer, Signatory, Clerk]).each("submissions", "operator"),
    act("add", &[Officer, Signatory, Clerk]).each("submissions", "operator"),
    act("replace", &[Officer, Signatory, Clerk]).each("submissions", "operator"),
    act("import", &[Officer]).each("submissions", "operator"),
    act("withdraw", &[Officer, Signatory, Clerk]).of("operator"),
    act("open-original", &[Officer]).each("originals", "operator").with_code(),
    // People.
    act("appoint", &[Administrator]).account("account").with_code(),
    act("import-people", &[Administrator]).with_code(),
    act("change-mandate", &[Administrator]).account("account").with_code(),
    act("dismiss", &[Administrator]).account("account").with_code(),
    act("deputise", &[Administrator]).account("account").or_oneself().with_code(),
    act("set-secret", &[]).account("account").or_oneself(),
    act("set-factor", &[]).account("account").or_oneself(),
    act("lose-factor", &[Administrator]).account("account").with_code().by_two(),
];

const fn act(kind: &'static str, roles: &'static [Role]) -> Act {
    Act { kind, whose: Whose::House, roles, oneself: false, code: false, two: false, first_hand: false, amount: None }
}

impl Act {
    const fn of(self, field: &'static str) -> Act {
        Act { whose: Whose::Field(field), ..self }
    }

    const fn each(self, list: &'static str, field: &'static str) -> Act {
        Act { whose: Whose::Each(list, field), ..self }
    }

    const fn account(self, field: &'static str) -> Act {
        Act { whose: Whose::Account(field), ..self }
    }

    const fn or_oneself(self) -> Act {
        Act { oneself: true, ..self }
    }

    const fn with_code(self) -> Act {
        Act { code: true, ..self }
    }

    const fn by_two(self) -> Act {
        Act { two: true, ..self }
    }

    const fn sums(self, list: &'static str, fields: &'static [&'static str]) -> Act {
        Act { amount: Some(Amount::Sums(list, fields)), ..self }
    }

    /// For how many centimes an act with that body is; nothing where it has no amount. What is no amount is beyond every ceiling.
    #[must_use]
    pub fn centimes(&self, body: &Value) -> Option<u128> {
        let of = |value: &Value, field: &str| match value.get(field) {
            None => 0,
            Some(value) => value.as_text().and_then(centimes).unwrap_or(u128::MAX),
        };
        Some(match self.amount? {
            Amount::Field(field) => of(body, field),
            Amount::Sums(list, fields) => {
                let all = body.get(list).and_then(Value::as_list).unwrap_or_default();
                let sum = |field: &&str| all.iter().fold(0_u128, |sum, one| sum.saturating_add(of(one, field)));
                fields.iter().map(sum).max().unwrap_or_default()
            }
        })
    }

    /// The row of a kind.
    #[must_use]
    pub fn of_kind(kind: &str) -> Option<&'static Act> {
        ACTS.iter().find(|act| act.kind == kind)
    }

    /// Of whom an act with that body is.
    #[must_use]
    pub fn subject<'a>(&self, body: &'a Value) -> Subject<'a> {
        let text = |value: &'a Value, field: &str| value.get(field).and_then(Value::as_text).unwrap_or_default();
        match self.whose {
            Whose::House => Subject::House,
            Whose::Field(field) => Subject::Named(vec![text(body, field)]),
            Whose::Each(list, field) => {
                let all = body.get(list).and_then(Value::as_list).unwrap_or_default();
                Subject::Named(all.iter().map(|one| text(one, field)).collect())
            }
            Whose::Account(field) => Subject::Account(text(body, field)),
        }
    }
}

/// An amount such as `1234.50`, exactly.
fn centimes(text: &str) -> Option<u128> {
    let (whole, cents) = text.split_once('.')?;
    let is_one = cents.len() == 2 && whole.bytes().chain(cents.bytes()).all(|byte| byte.is_ascii_digit());
    let read = |digits: &str| digits.parse::<u128>().ok();
    read(whole).filter(|_| is_one)?.checked_mul(100)?.checked_add(read(cents)?)
}

/// A kind of entry that is missing from the table stops the build here: give it a row in [`ACTS`].
const _: () = assert!(every_kind_has_a_row(), "a kind of entry has no row in `office::rights::ACTS`");

const fn every_kind_has_a_row() -> bool {
    let mut group = 0;
    while group < GROUPS.len() {
        let mut kind = 0;
        while kind < GROUPS[group].len() {
            let (mut row, mut rows) = (0, 0);
            while row < ACTS.len() {
                if is_same(GROUPS[group][kind].word, ACTS[row].kind) {
                    rows += 1;
                }
                row += 1;
            }
            if rows != 1 {
                return false;
            }
            kind += 1;
        }
        group += 1;
    }
    true
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_for_as_much_as_its_body_says_to_the_centime() {
        let order = Act { amount: Some(Amount::Field("amount")), ..act("order", &[Role::Orderer]) };
        let of = |text: &str| order.centimes(&Value::texts([("amount", text)]));
        assert_eq!(of("500000.05"), Some(50_000_005));
        assert_eq!(of("0.00"), Some(0));
        assert_eq!(of("92233720368547758.08"), Some(9_223_372_036_854_775_808));
        for none in ["500000", "5.0", "-1.00", "1,000.00", "1e3.00", "", ".00"] {
            assert_eq!(of(none), Some(u128::MAX), "{none}");
        }
        let balances = Act::of_kind("import-balances").expect("a row");
        let line = |decided: &str, paid: &str| Value::texts([("decided", decided), ("paid", paid)]);
        let body = |lines| Value::map([("balances", Value::List(lines))]);
        assert_eq!(balances.centimes(&body(vec![line("10.00", "9.00"), line("0.01", "2.00")])), Some(1_100));
        assert_eq!(balances.centimes(&body(Vec::new())), Some(0));
        assert_eq!(Act::of_kind("rotate").expect("a row").centimes(&body(Vec::new())), None);
    }
}
