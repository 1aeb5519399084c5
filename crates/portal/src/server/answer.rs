//! From what is asked to a page: the screen's loader, then the screen's page.

use std::collections::HashMap;
use std::sync::Arc;

use contract::calendar::Date;
use contract::determination::Status;
use maud::Markup;
use presentation::Language;
use sha2::{Digest, Sha256};

use super::keep::Keep;
use crate::address::Screen;
use crate::asset;
use crate::element::tally;
use crate::load;
use crate::load::day::{Day, DayError};
use crate::page;
use crate::view::Setting;
use crate::view::commitments::CommitmentsView;
use crate::view::operator::Narrowed;
use crate::view::register::RegisterView;
use crate::view::territories::Theme;

/// What is asked.
pub struct Asked {
    /// The screen.
    pub screen: Screen,
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
#[derive(Debug, Clone)]
pub enum Answer {
    /// A page, with the tag that tells it from another version of itself.
    Page {
        /// The page.
        html: Arc<str>,
        /// The tag.
        tag: Arc<str>,
    },
    /// There is no such page.
    Nowhere(Arc<str>),
    /// The page could not be made.
    Failed(Arc<str>),
}

/// Fields of an address that decide what is shown, besides the day of knowledge.
const KEPT: [&str; 4] = ["theme", "clause", "status", "page"];

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

    /// The path after the language, with the fields that decide what is shown.
    fn path(&self) -> String {
        let path = self.address.split('?').next().unwrap_or_default();
        let mut path = path.get(3..).unwrap_or_default().trim_end_matches('/').to_owned();
        for name in KEPT {
            if let Some(value) = self.field(name).filter(|value| is_plain(value)) {
                path.push(if path.contains('?') { '&' } else { '?' });
                path.push_str(&format!("{name}={value}"));
            }
        }
        path
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

/// Whether a field's value may stand in an address as it is.
fn is_plain(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte))
}

impl Keep {
    /// The page that is asked for.
    pub fn answer(&self, asked: &Asked) -> Answer {
        if let Some(drawn) = self.drawn(&asked.address) {
            return drawn;
        }
        let day = match self.day(asked.known_on()) {
            Ok(day) => day,
            Err(error) => return self.failed(asked.language, &error),
        };
        match self.draw(asked, &day) {
            Ok(Some(markup)) => {
                let html: Arc<str> = markup.into_string().into();
                let tag = asset::hexadecimal(&Sha256::digest(html.as_bytes())[..12]);
                let answer = Answer::Page { html, tag: format!("\"{tag}\"").into() };
                self.keep(asked.address.clone(), &answer);
                answer
            }
            Ok(None) => self.nowhere(asked.language),
            Err(error) => self.failed(asked.language, &error),
        }
    }

    /// There is no such page.
    pub fn nowhere(&self, language: Language) -> Answer {
        Answer::Nowhere(page::fault::not_found(&self.bare(), language).into_string().into())
    }

    fn failed(&self, language: Language, error: &DayError) -> Answer {
        Answer::Failed(page::fault::failed(&self.bare(), language, &error.to_string()).into_string().into())
    }

    /// The setting of a page that tells nothing.
    fn bare(&self) -> Setting {
        Setting {
            path: String::new(),
            known_on: self.today,
            pinned: false,
            fictitious: self.workspace.card.fictitious,
            received: Vec::new(),
        }
    }

    fn draw(&self, asked: &Asked, day: &Day) -> Result<Option<Markup>, DayError> {
        let language = asked.language;
        let setting = day.setting(asked.path(), asked.known_on().is_some());
        let contract = || day.contract(asked.part("contract"));
        Ok(match asked.screen {
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
