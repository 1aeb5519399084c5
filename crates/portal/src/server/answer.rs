//! From what is asked to a page: its one address, the day of knowledge, the screen's loader, the screen's page.

use std::collections::HashMap;
use std::sync::Arc;

use contract::calendar::Date;
use contract::determination::Status;
use maud::Markup;
use presentation::Language;
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use super::days::{Awaited, Unmade};
use super::keep::{Drawn, Keep};
use crate::address::{self, Route, Screen, is_plain};
use crate::asset;
use crate::element::tally;
use crate::load;
use crate::load::day::{Day, DayError};
use crate::page;
use crate::page::fault::Refused;
use crate::view::Setting;
use crate::view::commitments::CommitmentsView;
use crate::view::operator::Narrowed;
use crate::view::register::RegisterView;
use crate::view::territories::Theme;

/// A page that is there already, or the day that it is drawn from.
enum Found {
    Page(Drawn),
    Day(Awaited),
}

fn page_of(markup: Markup) -> Drawn {
    let html: Arc<str> = markup.into_string().into();
    let tag = asset::hexadecimal(&Sha256::digest(html.as_bytes())[..12]);
    Drawn { html, tag: format!("\"{tag}\"").into() }
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

    /// The day that the reader chose.
    fn known_on(&self) -> Option<Date> {
        self.field("known").and_then(|day| day.parse().ok()).filter(|day: &Date| (2000..=2100).contains(&day.year()))
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
    fn canonical(&self) -> Option<String> {
        let is_ours = self.parts.values().all(|part| is_plain(part) && !part.contains('/'));
        is_ours.then(|| address::link_on(self.language, self.known_on(), &self.path()))
    }

    /// The clause and status that a list is narrowed to.
    fn narrowed(&self) -> Narrowed {
        let clause = self.field("clause").and_then(|both| both.split_once('/'));
        let status = self.field("status");
        Narrowed {
            clause: clause.map(|(contract, clause)| (contract.to_owned(), clause.to_owned())),
            status: Status::ALL.into_iter().find(|known| status == Some(tally::code(*known).as_str())),
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
        let Some(address) = asked.canonical() else { return Answer::Refused(Refused::Nowhere) };
        if address != asked.address {
            return Answer::Elsewhere(address);
        }
        // Folders are read, days assessed and pages drawn apart from the threads that answer others.
        let (keep, known_on, place) = (Arc::clone(&self), asked.known_on(), address.clone());
        let found = spawn_blocking(move || match keep.drawn(&place) {
            Some(page) => Ok(Found::Page(page)),
            None => keep.awaited(known_on).map(Found::Day),
        });
        let awaited = match found.await {
            Ok(Ok(Found::Page(page))) => return Answer::Page(page),
            Ok(Ok(Found::Day(awaited))) => awaited,
            Ok(Err(unmade)) => return self.unmade(&address, &unmade),
            Err(_) => return self.broken_off(&address),
        };
        let mark = awaited.mark;
        let day = match awaited.day().await {
            Ok(day) => day,
            Err(unmade) => return self.unmade(&address, &unmade),
        };
        let Ok(turn) = Arc::clone(&self.drawing).acquire_owned().await else {
            return Answer::Refused(Refused::Busy);
        };
        let (keep, place) = (Arc::clone(&self), address.clone());
        let drawn = spawn_blocking(move || {
            let drawn = keep.draw(&asked, &day).map(|markup| markup.map(page_of));
            if let Ok(Some(page)) = &drawn {
                keep.keep(place, page, mark);
            }
            drop(turn);
            drawn
        });
        match drawn.await {
            Ok(Ok(Some(page))) => Answer::Page(page),
            Ok(Ok(None)) => Answer::Refused(Refused::Nowhere),
            Ok(Err(error)) => self.failed(&address, &error),
            Err(_) => self.broken_off(&address),
        }
    }

    fn unmade(&self, place: &str, unmade: &Unmade) -> Answer {
        match unmade {
            Unmade::Busy => Answer::Refused(Refused::Busy),
            other => self.failed(place, other),
        }
    }

    /// The message of a panic stands on the error stream already.
    fn broken_off(&self, place: &str) -> Answer {
        self.failed(place, &Unmade::BrokenOff)
    }

    fn failed(&self, place: &str, error: &dyn std::error::Error) -> Answer {
        let causes = std::iter::successors(error.source(), |cause| cause.source());
        let said = causes.fold(error.to_string(), |said, cause| format!("{said}: {cause}"));
        Answer::Refused(Refused::Failed(self.fault(place, &said)))
    }

    fn draw(&self, asked: &Asked, day: &Day) -> Result<Option<Markup>, DayError> {
        let language = asked.language;
        let setting = day.setting(asked.path(), asked.known_on().is_some());
        let contract = || day.contract(asked.part("contract"));
        Ok(match asked.route.screen {
            Screen::Register => Some(page::register::page(&register(day, setting), language)),
            Screen::Contract => {
                let draft = || load::withheld::draft(&day.assessed.withheld, asked.part("contract"), &setting);
                let view = contract()
                    .map(|(contract, kept)| load::contract::contract(day.sources(contract, kept), setting.clone()));
                view.or_else(draft).map(|view| page::contract::page(&view, language))
            }
            Screen::Clause => match contract() {
                Some(of) => load::clause::clause(&self.workspace, day, of, asked.part("clause"), setting)?
                    .map(|view| page::clause::page(&view, language)),
                None => None,
            },
            Screen::Amount => match contract() {
                Some(of) => {
                    let which = (asked.part("clause"), asked.part("operator"), asked.part("key"));
                    load::amount::amount(&self.workspace, day, of, which, setting)?
                        .map(|view| page::amount::page(&view, language))
                }
                None => None,
            },
            Screen::Commitments => Some(page::commitments::page(&commitments(day, setting), language)),
            Screen::Territories => {
                let theme = asked.field("theme").and_then(Theme::from_word).unwrap_or(Theme::Jobs);
                Some(page::territories::page(&load::territories::territories(day, theme, setting), language))
            }
            Screen::Operators => Some(page::operators::page(&load::operator::operators(day, setting), language)),
            Screen::Operator => {
                let number = asked.field("page").and_then(|page| page.parse().ok()).unwrap_or(1);
                let id = asked.part("operator");
                load::operator::operator(&self.workspace, day, id, asked.narrowed(), number, setting)?
                    .map(|view| page::operator::page(&view, language))
            }
            Screen::Method => Some(page::method::page(&load::method::method(day, setting), language)),
        })
    }
}

fn register(day: &Day, setting: Setting) -> RegisterView {
    let mut contracts: Vec<_> = day
        .all()
        .map(|(contract, kept)| {
            load::register::row(day.sources(contract, kept), load::day::paid(kept), setting.known_on)
        })
        .collect();
    contracts.sort_by_key(|contract| std::cmp::Reverse(contract.in_effect.first));
    RegisterView { contracts, withheld: load::withheld::rows(&day.assessed.withheld), setting }
}

fn commitments(day: &Day, setting: Setting) -> CommitmentsView {
    let all = day.all().flat_map(|(contract, kept)| load::contract::commitments(day.sources(contract, kept)));
    CommitmentsView { commitments: all.collect(), setting }
}
