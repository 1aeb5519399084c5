//! Accounts as the rows of the journal say: whose, with which mandates and deputies, and which secrets count.
//!
//! What people are called and their secrets stand in the vault; how somebody is recognised, `recognition` says.

use std::collections::BTreeMap;

use contract::calendar::Date;
use register::journal::{JournalError, Read};
use register::tables::{ACCOUNT, DEPUTY, DISMISSAL, FACTOR, MANDATE, Row, SECRET};

use crate::rights::Subject;
use crate::role::{Role, Whom};

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its handle.
    pub handle: String,
    /// The random number of its person.
    pub person: String,
    /// The language in which the person is spoken to.
    pub language: String,
    /// The day from which it is.
    pub since: Date,
    /// The day on which it ended.
    pub dismissed: Option<Date>,
    /// What it may do.
    pub mandates: Vec<Mandate>,
    /// Who acts in its place, in which days.
    pub deputies: Vec<Deputy>,
    /// What its secret is.
    pub means: Means,
    /// The seal of the secret that counts.
    pub secret: String,
    /// The seal of the second factor that counts.
    pub factor: Option<String>,
    /// The last day on which a second factor was lost.
    pub factor_lost: Option<Date>,
}

/// What a secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Means {
    /// Given by whoever appointed: good for choosing another, and for nothing else.
    First,
    /// In a file of the person's own.
    Token,
    /// In the person's head.
    Passphrase,
}

impl Means {
    /// Every kind.
    pub const ALL: [Means; 3] = [Means::First, Means::Token, Means::Passphrase];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Means::First => "first",
            Means::Token => "token",
            Means::Passphrase => "passphrase",
        }
    }
}

/// What somebody may do, for whom, in which days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mandate {
    /// As what.
    pub role: Role,
    /// For whom.
    pub whom: Whom,
    /// For which of them.
    pub of: Vec<String>,
    /// The first day.
    pub since: Date,
    /// The last day, where one is said.
    pub until: Option<Date>,
    /// The greatest sum in centimes, where one is said.
    pub ceiling_centimes: Option<u64>,
}

/// Who acts in somebody's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deputy {
    /// The deputy's handle.
    pub account: String,
    /// The first day.
    pub since: Date,
    /// The last day.
    pub until: Date,
}

impl Mandate {
    /// Whether it counts on a day.
    #[must_use]
    pub fn is_on(&self, day: Date) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it reaches what an act is about.
    #[must_use]
    pub fn reaches(&self, subject: &Subject<'_>) -> bool {
        match subject {
            _ if self.whom == Whom::Office => true,
            Subject::Named(named) => {
                !named.is_empty() && named.iter().all(|named| self.of.iter().any(|own| own == named))
            }
            Subject::House | Subject::Account(_) => false,
        }
    }
}

impl Deputy {
    /// Whether the deputy acts on a day.
    #[must_use]
    pub fn is_on(&self, day: Date) -> bool {
        (self.since..=self.until).contains(&day)
    }
}

impl Account {
    /// Whether another account acts in its place on a day.
    #[must_use]
    pub fn has_deputy(&self, deputy: &str, day: Date) -> bool {
        self.dismissed.is_none() && self.deputies.iter().any(|one| one.account == deputy && one.is_on(day))
    }

    /// Whether it is an administrator's on a day.
    #[must_use]
    pub fn administers(&self, day: Date) -> bool {
        let is = |mandate: &Mandate| mandate.role == Role::Administrator && mandate.is_on(day);
        self.dismissed.is_none() && self.mandates.iter().any(is)
    }
}

/// One account.
pub fn account(read: &mut dyn Read, handle: &str) -> Result<Option<Account>, JournalError> {
    Ok(of(read, None, &[("account", handle)])?.pop())
}

/// Every account as known at an entry, by handle.
pub fn accounts(read: &mut dyn Read, upto: Option<u64>) -> Result<Vec<Account>, JournalError> {
    of(read, upto, &[])
}

fn of(read: &mut dyn Read, upto: Option<u64>, filter: &[(&str, &str)]) -> Result<Vec<Account>, JournalError> {
    let mut accounts: BTreeMap<String, Account> = BTreeMap::new();
    for row in read.rows(&ACCOUNT, upto, filter)? {
        let account = begun(&row)?;
        accounts.insert(account.handle.clone(), account);
    }
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let mut entries: BTreeMap<String, u64> = BTreeMap::new();
    for row in read.rows(&MANDATE, upto, filter)? {
        let Some(account) = accounts.get_mut(text(&row, "account")) else { continue };
        // Of an account the mandates of the last entry count.
        if entries.insert(account.handle.clone(), row.entry) != Some(row.entry) {
            account.mandates.clear();
        }
        account.mandates.extend(mandate(&row)?);
    }
    for row in read.rows(&DEPUTY, upto, filter)? {
        let Some(account) = accounts.get_mut(text(&row, "account")) else { continue };
        let (since, until) = (day(&row, "since")?, day(&row, "until")?);
        account.deputies.push(Deputy { account: text(&row, "deputy").to_owned(), since, until });
    }
    for row in read.rows(&SECRET, upto, filter)? {
        let Some(account) = accounts.get_mut(text(&row, "account")) else { continue };
        let means = Means::ALL.into_iter().find(|means| means.word() == text(&row, "means"));
        (account.means, account.secret) = (means.unwrap_or(Means::First), text(&row, "seal").to_owned());
    }
    for row in read.rows(&FACTOR, upto, filter)? {
        let Some(account) = accounts.get_mut(text(&row, "account")) else { continue };
        account.factor = Some(text(&row, "seal").to_owned()).filter(|seal| !seal.is_empty());
        if account.factor.is_none() {
            account.factor_lost = Some(day(&row, "day")?);
        }
    }
    for row in read.rows(&DISMISSAL, upto, filter)? {
        let Some(account) = accounts.get_mut(text(&row, "account")) else { continue };
        account.dismissed = Some(day(&row, "day")?);
    }
    Ok(accounts.into_values().collect())
}

fn begun(row: &Row) -> Result<Account, JournalError> {
    Ok(Account {
        handle: text(row, "account").to_owned(),
        person: text(row, "person").to_owned(),
        language: text(row, "language").to_owned(),
        since: day(row, "day")?,
        dismissed: None,
        mandates: Vec::new(),
        deputies: Vec::new(),
        means: Means::First,
        secret: String::new(),
        factor: None,
        factor_lost: None,
    })
}

/// One mandate; nothing where its role is one of a later version: it gives no right here.
fn mandate(row: &Row) -> Result<Option<Mandate>, JournalError> {
    let (role, whom) = (Role::from_word(text(row, "role")), Whom::from_word(text(row, "whom")));
    let (Some(role), Some(whom)) = (role, whom) else { return Ok(None) };
    let until = if text(row, "until").is_empty() { None } else { Some(day(row, "until")?) };
    Ok(Some(Mandate {
        role,
        whom,
        of: text(row, "of").split(' ').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        since: day(row, "since")?,
        until,
        ceiling_centimes: text(row, "ceiling").parse().ok(),
    }))
}

fn text<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).unwrap_or_default()
}

fn day(row: &Row, column: &str) -> Result<Date, JournalError> {
    let damaged = |_| JournalError::Damaged(format!("a row of {} has no day in {column}", row.table.name));
    text(row, column).parse().map_err(damaged)
}
