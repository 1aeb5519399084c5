//! The reader of the table of rights: asked inside the transaction that records, of the rows as they stand then.

use contract::calendar::Date;
use register::canonical::Value;
use register::journal::{Read, Refused};
use register::tables::ACCOUNT;

use super::{Act, Subject};
use crate::actor::Actor;
use crate::actor::person::Person;
use crate::people::{self, Account, Means};
use crate::refusal::refused;

/// What is being done.
#[derive(Debug, Clone, Copy)]
pub struct Doing<'a> {
    /// The kind of the act.
    pub kind: &'a str,
    /// Its body.
    pub body: &'a Value,
    /// The day of its entry.
    pub day: Date,
}

/// Whether an actor may do something. Without any account the owner of the workspace does everything, also what
/// needs two persons later: a workspace that was brought back must be able to go on. Once there are accounts, acts need one.
pub fn may(read: &mut dyn Read, actor: &Actor, doing: Doing<'_>) -> Result<(), Refused> {
    let Some(act) = Act::of_kind(doing.kind) else {
        return Err(refused("right-act", &[("account", "-"), ("act", doing.kind)]));
    };
    may_by(read, act, actor, doing)
}

/// The same by a row that somebody brings.
pub fn may_by(read: &mut dyn Read, act: &Act, actor: &Actor, doing: Doing<'_>) -> Result<(), Refused> {
    match actor {
        Actor::Person(person) => may_person(read, act, person, doing),
        Actor::Office if read.rows(&ACCOUNT, None, &[])?.is_empty() => Ok(()),
        Actor::Office | Actor::Operator(_) | Actor::Public => {
            Err(refused("right-account-needed", &[("act", act.kind)]))
        }
    }
}

fn may_person(read: &mut dyn Read, act: &Act, person: &Person, doing: Doing<'_>) -> Result<(), Refused> {
    let account = standing(read, person)?;
    let handle = account.handle.as_str();
    let day = doing.day.to_string();
    // What somebody else gave is known to somebody else: nothing is done with it but to choose another.
    if account.means == Means::First && act.kind != "set-secret" {
        return Err(refused("right-first-secret", &[("account", handle)]));
    }
    let subject = act.subject(doing.body);
    let is_oneself = act.oneself && person.instead.is_none() && subject == Subject::Account(handle);
    if !is_oneself {
        let placed = match &person.instead {
            None => None,
            Some(absent) => Some(in_place_of(read, act, absent, handle, doing.day)?),
        };
        reaches(placed.as_ref().unwrap_or(&account), act, &subject, doing)?;
    }
    if act.code {
        coded(&account, person, act, &day)?;
    }
    match (act.two, &person.second) {
        (false, _) => Ok(()),
        (true, None) => Err(refused("right-second-needed", &[("act", act.kind)])),
        (true, Some(second)) => {
            let other = standing(read, second)?;
            let same = [("account", handle), ("second", other.handle.as_str())];
            if other.handle == account.handle || other.person == account.person {
                return Err(refused("right-second-same", &same));
            }
            if other.means == Means::First {
                return Err(refused("right-first-secret", &[("account", &other.handle)]));
            }
            reaches(&other, act, &subject, doing)?;
            coded(&other, second, act, &day)
        }
    }
}

/// The account of a person as it stands, if it is still theirs.
fn standing(read: &mut dyn Read, person: &Person) -> Result<Account, Refused> {
    let account = people::account(read, &person.account)?;
    let account = account.filter(|account| account.person == person.number);
    let account = account.ok_or_else(|| refused("right-account-none", &[("account", &person.account)]))?;
    match account.dismissed {
        None => Ok(account),
        Some(day) => Err(refused("right-account-over", &[("account", &account.handle), ("day", &day.to_string())])),
    }
}

/// The account in whose place a deputy acts.
fn in_place_of(read: &mut dyn Read, act: &Act, absent: &str, deputy: &str, day: Date) -> Result<Account, Refused> {
    if act.first_hand || act.two {
        return Err(refused("right-deputy-first", &[("deputy", deputy), ("act", act.kind)]));
    }
    let account = people::account(read, absent)?.filter(|account| account.has_deputy(deputy, day));
    let values = [("account", absent), ("deputy", deputy), ("day", &day.to_string())];
    account.ok_or_else(|| refused("right-deputy-none", &values))
}

/// Whether a mandate of an account reaches an act.
fn reaches(account: &Account, act: &Act, subject: &Subject<'_>, doing: Doing<'_>) -> Result<(), Refused> {
    let day = doing.day;
    let handle = ("account", account.handle.as_str());
    let mut on = account.mandates.iter().filter(|mandate| mandate.is_on(day)).peekable();
    if on.peek().is_none() {
        return Err(refused("right-mandate-none", &[handle, ("day", &day.to_string())]));
    }
    let mut able = on.filter(|mandate| act.roles.contains(&mandate.role)).peekable();
    if able.peek().is_none() {
        return Err(refused("right-act", &[handle, ("act", act.kind)]));
    }
    let able: Vec<_> = able.filter(|mandate| mandate.reaches(subject)).collect();
    // Of several mandates the highest ceiling counts; one without any has none.
    let ceiling = able.iter().map(|mandate| mandate.ceiling_centimes.map_or(u128::MAX, u128::from)).max();
    let Some(ceiling) = ceiling else { return Err(refused("right-of-others", &[handle, ("act", act.kind)])) };
    match act.centimes(doing.body).filter(|amount| *amount > ceiling) {
        None => Ok(()),
        Some(amount) => {
            let written = |centimes: u128| format!("{}.{:02}", centimes / 100, centimes % 100);
            let values = [("ceiling", written(ceiling)), ("amount", written(amount))];
            let [ceiling, amount] = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            Err(refused("right-ceiling", &[handle, ("act", act.kind), ceiling, amount]))
        }
    }
}

/// Whether a person came with a code, and did not lose the second factor this very day.
fn coded(account: &Account, person: &Person, act: &Act, day: &str) -> Result<(), Refused> {
    let handle = ("account", account.handle.as_str());
    if account.factor_lost.is_some_and(|lost| lost.to_string() == day) {
        return Err(refused("right-factor-lost", &[handle, ("day", day)]));
    }
    match person.recognised.code {
        true => Ok(()),
        false => Err(refused("right-code-needed", &[handle, ("act", act.kind)])),
    }
}
