//! From what is asked to a page: its one address, the day of knowledge, the screen's question, the screen's page.

use std::collections::HashMap;
use std::sync::Arc;

use contract::calendar::Date;
use contract::determination::Status;
use contract::identity::OperatorId;
use maud::Markup;
use office::answer::evidence::Damage;
use office::answer::operator::{AmountOrder, Listed, Narrowed, Order};
use office::answer::territories::Theme;
use office::fault::Fault;
use office::known::{Known, Reads, When};
use office::question;
use office::question::amount::Which;
use office::question::journal::Asked as Recorded;
use presentation::Language;
use tokio::task::spawn_blocking;

use super::days::{Awaited, Position, Unmade};
use super::keep::{Drawn, Keep, MadeFrom};
use crate::address::{self, Field, Route, Screen, is_plain};
use crate::element::tally;
use crate::page;
use crate::page::fault::Refused;
use crate::view::{Setting, View};

/// A page that is there already, or what it is drawn from.
enum Found {
    Page(Drawn),
    Day(Box<Position>, Awaited),
}

/// What is asked.
pub struct Asked {
    /// The route.
    pub route: &'static Route,
    /// The reader's language.
    pub language: Language,
    /// The variables of the path.
    pub parts: HashMap<String, String>,
    /// The fields of the address.
    pub query: HashMap<String, String>,
    /// The whole address.
    pub address: String,
    /// Whether the public asks, who chooses no day.
    pub is_public: bool,
}

/// What is answered.
#[derive(Debug)]
pub enum Answer {
    /// A page.
    Page(Drawn),
    /// The page has another address, its only one.
    Elsewhere(String),
    /// No page, and why.
    Refused(Refused),
}

impl Asked {
    fn part(&self, name: &str) -> &str {
        self.parts.get(name).map(String::as_str).unwrap_or_default()
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// The moment that the reader chose.
    ///
    /// # Errors
    /// The field of the address that is no day, or no entry.
    fn when(&self) -> Result<When, String> {
        if self.is_public {
            return Ok(When::default());
        }
        // A form sends what was left open as an empty field.
        let given = |name: &str| self.field(name).filter(|value| !value.is_empty());
        let day = |name: &str| match given(name) {
            Some(value) => match value.parse::<Date>() {
                Ok(day) => Ok(Some(day)),
                Err(_) => Err(value.to_owned()),
            },
            None => Ok(None),
        };
        let at = given(address::AT).map(|value| value.parse::<u64>().map_err(|_| value.to_owned())).transpose()?;
        let known_on = day(address::KNOWN)?.filter(|_| at.is_none());
        Ok(When { known_on, at, situation_of: day(address::SITUATION)? })
    }

    /// The path after the language, with the fields that decide what is shown besides the day, in the order of the route.
    fn path(&self) -> String {
        let mut path = self.route.pattern.to_owned();
        for (name, value) in &self.parts {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        for field in self.route.fields {
            if let Some(value) = self.field(field.word()).filter(|value| field.takes(value)) {
                path.push(if path.contains('?') { '&' } else { '?' });
                path.push_str(&format!("{}={value}", field.word()));
            }
        }
        path
    }

    /// The one address of what is asked: another spelling of it, or a field that the page does not know, makes no page of
    /// its own. Nothing where a part of the path is none of ours.
    fn canonical(&self, when: When) -> Option<String> {
        let is_ours = self.parts.values().all(|part| is_plain(part) && !part.contains('/'));
        is_ours.then(|| address::link_when(self.language, when, &self.path()))
    }

    /// Which part of a long list.
    fn page(&self) -> usize {
        self.field("page").and_then(|page| page.parse().ok()).unwrap_or(1)
    }

    /// Which operators are listed, and how.
    fn listed(&self) -> Listed {
        let order = self.field("order").and_then(Order::from_word).unwrap_or_default();
        Listed { find: self.field("find").map(str::to_owned), order, page: self.page() }
    }

    /// Which entries are listed.
    fn recorded(&self) -> Recorded {
        let kind = self.field("kind").filter(|kind| Field::Kind.takes(kind)).map(str::to_owned);
        let day = self.field("day").and_then(|day| day.parse().ok());
        Recorded { kind, day, page: u64::try_from(self.page()).unwrap_or(1) }
    }

    /// The number of the entry; 0, which none bears, where it is not one in its only spelling.
    fn number(&self) -> u64 {
        let part = self.part("entry");
        part.parse().ok().filter(|number: &u64| number.to_string() == part).unwrap_or(0)
    }

    /// The clause and status that a list is narrowed to.
    fn narrowed(&self) -> Narrowed {
        let clause = self.field("clause").and_then(|both| both.split_once('/'));
        let status = self.field("status");
        Narrowed {
            clause: clause.map(|(contract, clause)| (contract.to_owned(), clause.to_owned())),
            status: Status::ALL.into_iter().find(|known| status == Some(tally::code(*known).as_str())),
            person: self.field("find").map(str::to_lowercase),
            order: self.field("order").and_then(AmountOrder::from_word).unwrap_or_default(),
        }
    }
}

impl Keep {
    /// What is asked for: at once, when it is made, or, after the longest time that a reader is kept waiting, a word that
    /// it is being made. The work goes on then, and is there for whoever asks again.
    pub async fn answer(self: Arc<Self>, asked: Asked) -> Answer {
        let most = self.limits.answer;
        tokio::time::timeout(most, self.made(asked)).await.unwrap_or(Answer::Refused(Refused::Busy))
    }

    async fn made(self: Arc<Self>, asked: Asked) -> Answer {
        let when = match asked.when() {
            Ok(when) => when,
            Err(found) => return Answer::Refused(Refused::NoMoment { found }),
        };
        let Some(address) = asked.canonical(when) else { return Answer::Refused(Refused::Nowhere) };
        if address != asked.address {
            return Answer::Elsewhere(address);
        }
        let keep = Arc::clone(&self);
        let screen = asked.route.screen;
        // Told by the screen alone: whoever may not open it learns nothing of what it would show.
        match spawn_blocking(move || keep.closed(screen)).await {
            Ok(Ok(None)) => {}
            Ok(Ok(Some(home))) if screen == Screen::Register => {
                return Answer::Elsewhere(address::link_when(asked.language, when, &home));
            }
            Ok(Ok(Some(_)) | Err(Fault::Refused(_))) => return Answer::Refused(Refused::Closed),
            Ok(Err(error)) => return self.failed(&address, &error),
            Err(_) => return self.broken_off(&address),
        }
        // Folders are read, days assessed and pages drawn apart from the threads that answer others.
        let (keep, place, asked) = (Arc::clone(&self), address.clone(), Arc::new(asked));
        let wanted = Arc::clone(&asked);
        let found = spawn_blocking(move || {
            let position = keep.position(when)?;
            let setting = keep.setting(&wanted, when, &position).map_err(Unmade::Failed)?;
            let place = keep.place(&place).map_err(Unmade::Failed)?;
            let made_from = keep.made_from(&wanted, &position).map_err(Unmade::Failed)?;
            match made_from.and_then(|made_from| keep.drawn(&place, made_from, &setting)) {
                Some(page) => Ok(Found::Page(page)),
                None => keep.awaited(when, &position).map(|day| Found::Day(Box::new(position), day)),
            }
        });
        let (position, awaited) = match found.await {
            Ok(Ok(Found::Page(page))) => return Answer::Page(page),
            Ok(Ok(Found::Day(position, awaited))) => (position, awaited),
            Ok(Err(unmade)) => return self.unmade(&address, &unmade),
            Err(_) => return self.broken_off(&address),
        };
        let day = match awaited.day().await {
            Ok(day) => day,
            Err(unmade) => return self.unmade(&address, &unmade),
        };
        let Ok(turn) = Arc::clone(&self.drawing).acquire_owned().await else {
            return Answer::Refused(Refused::Busy);
        };
        let (keep, place) = (Arc::clone(&self), address.clone());
        let drawn = spawn_blocking(move || {
            let made = || {
                let setting = keep.setting(&asked, when, &position)?;
                // Before it is drawn: a mandate that ends meanwhile ends what is kept.
                let place = keep.place(&place)?;
                let page = keep.draw(&asked, setting.clone(), &day)?.map(|markup| Drawn::of(markup.into_string()));
                if let (Some(page), Some(made_from)) = (&page, keep.made_from(&asked, &position)?) {
                    keep.keep(place, (made_from, setting, asked.language), page);
                }
                Ok(page)
            };
            let drawn = made();
            drop(turn);
            drawn
        });
        match drawn.await {
            Ok(Ok(Some(page))) => Answer::Page(page),
            // Whoever is not told is not told either whether there is anything.
            Ok(Ok(None) | Err(Fault::Refused(_))) => Answer::Refused(Refused::Nowhere),
            Ok(Err(error)) => self.failed(&address, &error),
            Err(_) => self.broken_off(&address),
        }
    }

    fn unmade(&self, place: &str, unmade: &Unmade) -> Answer {
        match unmade {
            Unmade::Busy => Answer::Refused(Refused::Busy),
            Unmade::Failed(Fault::Future { asked, today }) => {
                Answer::Refused(Refused::Future { asked: *asked, today: *today })
            }
            // Whoever is not told is not told either whether there is anything.
            Unmade::Failed(Fault::Refused(_)) => Answer::Refused(Refused::Nowhere),
            Unmade::Failed(Fault::NoEntry { asked, .. }) => {
                Answer::Refused(Refused::NoMoment { found: asked.to_string() })
            }
            other => self.failed(place, other),
        }
    }

    /// The message of a panic stands on the error stream already.
    fn broken_off(&self, place: &str) -> Answer {
        self.failed(place, &Unmade::BrokenOff)
    }

    fn failed(&self, place: &str, error: &dyn std::error::Error) -> Answer {
        let causes = std::iter::successors(error.source(), |cause| cause.source());
        let said: Vec<String> = std::iter::once(error.to_string()).chain(causes.map(ToString::to_string)).collect();
        let said = said.join(": ");
        Answer::Refused(Refused::Failed(self.fault(place, &said)))
    }

    /// Where whoever reads may begin, where a screen is closed to them.
    fn closed(&self, screen: Screen) -> Result<Option<String>, Fault> {
        let actor = self.actor()?;
        Ok(address::closed_to(&actor).contains(&screen).then(|| address::home(&actor)))
    }

    /// Under what a page is kept: its address, and who asks with which mandates.
    fn place(&self, address: &str) -> Result<String, Fault> {
        let actor = self.actor()?;
        Ok(if actor.account().is_some() { format!("{address} {actor:?}") } else { address.to_owned() })
    }

    /// What a page is made from; nothing where a damaged file was met that it rests on: whole again, that says something else,
    /// and no page of meanwhile is kept.
    fn made_from(&self, asked: &Asked, position: &Position) -> Result<Option<MadeFrom>, Fault> {
        let is_of_journal = matches!(asked.route.screen, Screen::Journal | Screen::Entry);
        let of = OperatorId::of_submitter(asked.part("operator"));
        let touches = |one: &Damage| of.is_none() || one.operator == of;
        if !is_of_journal && self.workspace.damaged().iter().any(touches) {
            return Ok(None);
        }
        self.made_from_whole(asked, position).map(Some)
    }

    fn made_from_whole(&self, asked: &Asked, position: &Position) -> Result<MadeFrom, Fault> {
        let operator = || OperatorId::of_submitter(asked.part("operator"));
        let reads = match (asked.route.screen, operator()) {
            (Screen::Journal | Screen::Entry, _) => return Ok(MadeFrom::Journal(self.state().map_err(Fault::from)?)),
            (Screen::Operator | Screen::Amount, Some(operator)) => position.slices.read_by(Reads::Operator(&operator)),
            _ => position.slices.read_by(Reads::Everything),
        };
        Ok(MadeFrom::Slices(reads, position.waits))
    }

    /// What every page needs besides its own matter.
    fn setting(&self, asked: &Asked, when: When, position: &Position) -> Result<Setting, Fault> {
        let actor = self.actor()?;
        Ok(Setting {
            path: asked.path(),
            known_on: position.known_on,
            day: position.moment.day,
            when,
            entry: position.entry,
            fictitious: self.workspace.is_fictitious(),
            // Days on which others handed in are none of an operator's matters.
            received: if actor.sees_small_cells() { position.slices.received().to_vec() } else { Vec::new() },
            is_public: asked.is_public,
            closed: address::closed_to(&actor),
            home: address::home(&actor),
            own: address::own(&actor),
            tables: self.workspace.table_names(),
            atlas: Arc::default(),
        })
    }

    /// One question, and its answer as a page.
    fn draw(&self, asked: &Asked, setting: Setting, known: &Known) -> Result<Option<Markup>, Fault> {
        let (language, actor) = (asked.language, &self.actor()?);
        let (contract, clause) = (asked.part("contract"), asked.part("clause"));
        let names_places =
            matches!(asked.route.screen, Screen::Operators | Screen::Operator | Screen::Clause | Screen::Territories);
        let setting = if names_places { Setting { atlas: known.atlas(), ..setting } } else { setting };
        Ok(match asked.route.screen {
            Screen::Register => {
                let answer = question::register(known, actor)?;
                Some(page::register::page(&View { setting, answer }, language))
            }
            Screen::Contract => question::contract(known, actor, contract)?
                .map(|answer| page::contract::page(&View { setting, answer }, language)),
            Screen::Clause => question::clause(known, actor, (contract, clause))?
                .map(|answer| page::clause::page(&View { setting, answer }, language)),
            Screen::Amount => {
                let which = Which { contract, clause, operator: asked.part("operator"), key: asked.part("key") };
                question::amount(known, actor, which)?
                    .map(|answer| page::amount::page(&View { setting, answer }, language))
            }
            Screen::Commitments => {
                let answer = question::commitments(known, actor)?;
                Some(page::commitments::page(&View { setting, answer }, language))
            }
            Screen::Territories => {
                let theme = asked.field("theme").and_then(Theme::from_word).unwrap_or(Theme::Jobs);
                let answer = question::territories(known, actor, theme)?;
                Some(page::territories::page(&View { setting, answer }, language))
            }
            Screen::Operators => {
                let answer = question::operators(known, actor, asked.listed())?;
                Some(page::operators::page(&View { setting, answer }, language))
            }
            Screen::Operator => {
                let number = asked.page();
                question::operator(known, actor, asked.part("operator"), asked.narrowed(), number)?
                    .map(|answer| page::operator::page(&View { setting, answer }, language))
            }
            Screen::Method => {
                let answer = question::method(known, actor)?;
                Some(page::method::page(&View { setting, answer }, language))
            }
            Screen::Journal => {
                let answer = question::journal(known, actor, &asked.recorded())?;
                Some(page::journal::page(&View { setting, answer }, language))
            }
            Screen::Entry => question::journal::entry(known, actor, asked.number())?
                .map(|answer| page::entry::page(&View { setting, answer }, language)),
        })
    }
}
