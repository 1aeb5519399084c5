//! Every address in one table: what is shown there, and who may see it.
//!
//! The first part of an address is the language; the rest is the same in all three. A route that stands here and is
//! not served, or is served and does not stand here, breaks a test.

use contract::calendar::Date;
use contract::determination::{Key, Status};
use office::actor::{Actor, Matter};
use office::answer::amount::key_word;
use office::answer::operator::{AmountOrder, Order};
use office::answer::territories::Theme;
use office::known::When;
use presentation::Language;

use crate::element::tally;
use crate::view::Setting;

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Screen {
    /// The register of contracts.
    Register,
    /// A contract.
    Contract,
    /// A clause of a contract.
    Clause,
    /// One amount, explained.
    Amount,
    /// Commitments of both sides.
    Commitments,
    /// Regions.
    Territories,
    /// All operators.
    Operators,
    /// One operator.
    Operator,
    /// Data and method.
    Method,
    /// What was recorded.
    Journal,
    /// One entry of the journal.
    Entry,
}

impl Screen {
    /// What is asked for it: whoever is told nothing of that has no such page. A screen without one does not compile.
    #[must_use]
    pub const fn matter(self) -> Matter {
        match self {
            Screen::Register | Screen::Contract => Matter::Contracts,
            Screen::Clause => Matter::Clause,
            Screen::Amount => Matter::Explain,
            Screen::Commitments => Matter::Commitments,
            Screen::Territories => Matter::Territories,
            Screen::Operators => Matter::Operators,
            Screen::Operator => Matter::Operator,
            Screen::Method => Matter::Method,
            Screen::Journal | Screen::Entry => Matter::Journal,
        }
    }
}

/// The screens of which an actor is told nothing.
#[must_use]
pub fn closed_to(actor: &Actor) -> Vec<Screen> {
    let closed = ROUTES.iter().map(|route| route.screen).filter(|screen| actor.scope(screen.matter()).is_err());
    closed.collect()
}

/// The screens that the head of every page leads to, and their paths, in order.
pub const PLACES: [(Screen, &str); 6] = [
    (Screen::Register, ""),
    (Screen::Commitments, "/commitments"),
    (Screen::Territories, "/territories"),
    (Screen::Operators, "/operators"),
    (Screen::Method, "/method"),
    (Screen::Journal, "/journal"),
];

/// Where an actor begins, after the language: the register; where that is closed, the own operator's page; else the first of
/// the places that is open.
#[must_use]
pub fn home(actor: &Actor) -> String {
    let closed = closed_to(actor);
    if !closed.contains(&Screen::Register) {
        return String::new();
    }
    let own = actor.operators().into_iter().next().filter(|_| !closed.contains(&Screen::Operator));
    let first = || PLACES.into_iter().find(|(screen, _)| !closed.contains(screen)).map_or("", |(_, path)| path);
    own.map_or_else(|| first().to_owned(), |own| operator(own.as_str()))
}

/// The operators of an actor who reads for some alone.
#[must_use]
pub fn own(actor: &Actor) -> Vec<String> {
    actor.operators().iter().map(ToString::to_string).collect()
}

/// For whom the pages of a route are, so that a browser keeps no page of a person. Who is told what is decided by
/// `office::actor::RIGHTS`, and not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Everybody.
    Public,
    /// Who sits at the machine: served on loopback only, until there is signing in.
    Workspace,
}

/// One route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// What is shown.
    pub screen: Screen,
    /// The path after the language, with its variables in braces.
    pub pattern: &'static str,
    /// Who may see it.
    pub audience: Audience,
    /// The fields of its address, besides the day of knowledge, in the order in which they stand.
    pub fields: &'static [Field],
}

/// A field of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What a map shows.
    Theme,
    /// The clause that a list is narrowed to, as `contract/clause`.
    Clause,
    /// The status that a list is narrowed to.
    Status,
    /// A part of an identifier that is looked for.
    Find,
    /// The order of a list.
    Order,
    /// The order of single amounts.
    AmountOrder,
    /// Which part of a long list.
    Page,
    /// The kind of acts that a list is narrowed to.
    Kind,
    /// The day that a list is narrowed to.
    Day,
}

impl Field {
    /// Its name in addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Field::Theme => "theme",
            Field::Clause => "clause",
            Field::Status => "status",
            Field::Find => "find",
            Field::Order | Field::AmountOrder => "order",
            Field::Page => "page",
            Field::Kind => "kind",
            Field::Day => "day",
        }
    }

    /// Whether that is a value of it, as addresses of ours write it.
    #[must_use]
    pub fn takes(self, value: &str) -> bool {
        match self {
            Field::Theme => Theme::from_word(value).is_some(),
            Field::Clause => value
                .split_once('/')
                .is_some_and(|(one, other)| !other.contains('/') && is_plain(one) && is_plain(other)),
            Field::Status => Status::ALL.into_iter().any(|status| tally::code(status) == value),
            Field::Find => is_plain(value) && value.len() <= 40,
            // The usual order has the address of the list.
            Field::Order => Order::from_word(value).is_some_and(|order| order != Order::default()),
            Field::AmountOrder => AmountOrder::from_word(value).is_some_and(|order| order != AmountOrder::default()),
            // The first part has the address of the list.
            Field::Page => value.parse().is_ok_and(|page: u16| page > 1 && page.to_string() == value),
            Field::Kind => is_plain(value) && value.len() <= 60,
            Field::Day => value.parse().is_ok_and(|day: Date| day.to_string() == value),
        }
    }
}

/// Whether a value may stand in an address as it is.
#[must_use]
pub fn is_plain(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
}

impl Route {
    const fn narrowed(self, fields: &'static [Field]) -> Route {
        Route { fields, ..self }
    }
}

/// Every route, in the order of the screens.
pub const ROUTES: &[Route] = &[
    public(Screen::Register, ""),
    public(Screen::Contract, "/contracts/{contract}"),
    workspace(Screen::Clause, "/contracts/{contract}/clauses/{clause}"),
    workspace(Screen::Amount, "/contracts/{contract}/clauses/{clause}/amounts/{operator}/{key}"),
    public(Screen::Commitments, "/commitments"),
    public(Screen::Territories, "/territories").narrowed(&[Field::Theme]),
    workspace(Screen::Operators, "/operators").narrowed(&[Field::Find, Field::Order, Field::Page]),
    workspace(Screen::Operator, "/operators/{operator}").narrowed(&[
        Field::Clause,
        Field::Status,
        Field::Find,
        Field::AmountOrder,
        Field::Page,
    ]),
    public(Screen::Method, "/method"),
    workspace(Screen::Journal, "/journal").narrowed(&[Field::Kind, Field::Day, Field::Page]),
    workspace(Screen::Entry, "/journal/{entry}"),
];

const fn public(screen: Screen, pattern: &'static str) -> Route {
    Route { screen, pattern, audience: Audience::Public, fields: &[] }
}

const fn workspace(screen: Screen, pattern: &'static str) -> Route {
    Route { screen, pattern, audience: Audience::Workspace, fields: &[] }
}

/// The path of a contract, after the language.
#[must_use]
pub fn contract(id: &str) -> String {
    format!("/contracts/{id}")
}

/// The path of a clause, after the language.
#[must_use]
pub fn clause(contract: &str, clause: &str) -> String {
    format!("/contracts/{contract}/clauses/{clause}")
}

/// The path of one amount, after the language.
#[must_use]
pub fn amount(contract: &str, clause: &str, operator: &str, key: &Key) -> String {
    format!("/contracts/{contract}/clauses/{clause}/amounts/{operator}/{}", key_word(key))
}

/// The path of an operator, after the language.
#[must_use]
pub fn operator(id: &str) -> String {
    format!("/operators/{id}")
}

/// The path of an entry, after the language.
#[must_use]
pub fn entry(number: u64) -> String {
    format!("/journal/{number}")
}

/// A path with its language, and the moment that the reader chose.
#[must_use]
pub fn link(language: Language, setting: &Setting, path: &str) -> String {
    link_when(language, setting.when, path)
}

/// A path with its language, as known at a moment.
#[must_use]
pub fn link_when(language: Language, when: When, path: &str) -> String {
    let (path, anchor) = path.split_once('#').map_or((path, ""), |(path, anchor)| (path, anchor));
    let mut address = format!("/{}{path}", language.tag());
    for (name, value) in moment(when) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(&format!("{name}={value}"));
    }
    if !anchor.is_empty() {
        address.push('#');
        address.push_str(anchor);
    }
    address
}

/// The fields of an address that say a moment: what was known, by its day or its entry, and the day whose situation is told.
#[must_use]
pub fn moment(when: When) -> Vec<(&'static str, String)> {
    let entry = when.at.map(|entry| (AT, entry.to_string()));
    // An entry says its day itself.
    let day = when.known_on.filter(|_| entry.is_none()).map(|day| (KNOWN, day.to_string()));
    let situation = when.situation_of.map(|day| (SITUATION, day.to_string()));
    day.into_iter().chain(entry).chain(situation).collect()
}

/// The field of the day of knowledge.
pub const KNOWN: &str = "known";
/// The field of the entry of knowledge.
pub const AT: &str = "at";
/// The field of the day whose situation is told.
pub const SITUATION: &str = "situation";
