//! What is kept between requests: moments of knowledge that were told ([`super::days`]), and pages that were drawn.
//!
//! A page is kept by its address, the day, and the slices of what is known that it was made from: an act of another kind, or the
//! file of another operator, draws no page of this one again. The position at its foot, and the days that are offered, are
//! set anew where only they changed. Pages are kept up to a number of bytes, the oldest given up first.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use contract::calendar::Date;
use office::actor::Actor;
use office::known::{Slice, State, When};
use office::recognition::refreshed;
use office::workspace::{Workspace, WorkspaceError};
use presentation::Language;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::Clock;
use super::days::Days;
use super::fault::{Fault, Tell};
use super::limits::Limits;
use crate::address::{closed_to, home, own};
use crate::asset;
use crate::compression::compressed;
use crate::element::frame;
use crate::view::Setting;

/// What is kept.
pub struct Keep {
    /// The workspace.
    pub workspace: Arc<Workspace>,
    /// Who was recognised when the server began: whatever is kept is this actor's alone.
    actor: Actor,
    /// The one day that the public is told of.
    pub public_day: Option<Date>,
    /// The machine's clock.
    pub now: Clock,
    /// The bounds.
    pub limits: Limits,
    /// Days of knowledge.
    pub days: Days,
    /// Turns of drawing.
    pub drawing: Arc<Semaphore>,
    pages: Mutex<Pages>,
    tell: Tell,
}

/// A drawn page, with the tag that tells it from another version of itself.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The page.
    pub html: Arc<str>,
    /// The tag.
    pub tag: Arc<str>,
    /// The same page for readers who take it compressed.
    pub compressed: Arc<[u8]>,
}

/// What a page was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MadeFrom {
    /// Slices of what is known, and what was computed of what waits.
    Slices(Slice, Slice),
    /// The journal as it stands.
    Journal(State),
}

/// A page that is kept.
struct Sheet {
    made_from: MadeFrom,
    setting: Setting,
    language: Language,
    drawn: Drawn,
}

#[derive(Default)]
struct Pages {
    drawn: HashMap<String, Sheet>,
    order: VecDeque<String>,
    bytes: usize,
}

impl Keep {
    /// Nothing kept yet.
    pub fn new(
        workspace: Arc<Workspace>,
        actor: Actor,
        public_day: Option<Date>,
        now: Clock,
        limits: Limits,
        tell: Tell,
    ) -> Keep {
        Keep {
            workspace,
            actor: if public_day.is_some() { Actor::Public } else { actor },
            public_day,
            now,
            limits,
            days: Days::new(limits.assessing, limits.waiting),
            drawing: Arc::new(Semaphore::new(limits.drawing)),
            pages: Mutex::default(),
            tell,
        }
    }

    /// A page that was drawn before from the same, its position as it is now.
    pub fn drawn(&self, address: &str, made_from: MadeFrom, now: &Setting) -> Option<Drawn> {
        let (setting, language, drawn) = {
            let pages = locked(&self.pages);
            let sheet = pages.drawn.get(address)?;
            if sheet.made_from != made_from || !sheet.setting.is_but_for_position(now) {
                return None;
            }
            if sheet.setting == *now {
                return Some(sheet.drawn.clone());
            }
            (sheet.setting.clone(), sheet.language, sheet.drawn.clone())
        };
        let moved = frame::moved(&drawn.html, language, &setting, now)?;
        let drawn = Drawn::of(moved);
        self.keep(address.to_owned(), (made_from, now.clone(), language), &drawn);
        Some(drawn)
    }

    /// Keeps a page.
    pub fn keep(&self, address: String, (made_from, setting, language): (MadeFrom, Setting, Language), page: &Drawn) {
        let sheet = Sheet { made_from, setting, language, drawn: page.clone() };
        locked(&self.pages).take(address, sheet, self.limits.kept);
    }

    /// Who asks, with the mandates that count now.
    pub fn actor(&self) -> Result<Actor, office::fault::Fault> {
        refreshed(&self.workspace, &self.actor, (self.now)())
    }

    /// Whether the pages are the public's.
    pub fn is_public(&self) -> bool {
        self.public_day.is_some()
    }

    /// Tells who runs the server of a fault, and gives the reference for the page.
    pub fn fault(&self, place: &str, said: &str) -> String {
        let fault = Fault::of(place, said);
        (self.tell)(&fault);
        fault.reference
    }

    /// Who hears of faults.
    pub fn tell(&self) -> Tell {
        Arc::clone(&self.tell)
    }

    /// The setting of a page that tells nothing.
    pub fn bare(&self) -> Setting {
        let today = self.workspace.today((self.now)()).unwrap_or(Date::from_days(0));
        Setting {
            path: String::new(),
            known_on: today,
            day: today,
            when: When::default(),
            entry: 0,
            fictitious: self.workspace.is_fictitious(),
            received: Vec::new(),
            is_public: self.is_public(),
            closed: closed_to(&self.actor),
            home: home(&self.actor),
            own: own(&self.actor),
            tables: self.workspace.table_names(),
            atlas: Arc::default(),
        }
    }

    /// Where the journal stands.
    pub fn state(&self) -> Result<State, WorkspaceError> {
        State::of(&self.workspace, (self.now)())
    }
}

impl Drawn {
    /// A page as it goes out.
    pub fn of(html: String) -> Drawn {
        let tag = asset::hexadecimal(&Sha256::digest(html.as_bytes())[..12]);
        let compressed = compressed(html.as_bytes()).into();
        Drawn { html: html.into(), tag: tag.into(), compressed }
    }

    fn bytes(&self) -> usize {
        self.html.len() + self.compressed.len()
    }
}

impl Pages {
    /// Takes a page; the oldest go until the rest has room.
    fn take(&mut self, address: String, sheet: Sheet, most: usize) {
        let weight = |address: &str, sheet: &Sheet| address.len() + sheet.drawn.bytes();
        self.bytes += weight(&address, &sheet);
        match self.drawn.insert(address.clone(), sheet) {
            Some(before) => self.bytes -= weight(&address, &before),
            None => self.order.push_back(address),
        }
        while self.bytes > most
            && let Some(oldest) = self.order.pop_front()
        {
            if let Some(gone) = self.drawn.remove(&oldest) {
                self.bytes -= weight(&oldest, &gone);
            }
        }
    }
}

/// A lock whose holder panicked holds nothing half-done here: what is kept can be made again.
pub fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_pages_have_a_bound_in_bytes_and_the_oldest_goes_first() {
        let setting = Setting {
            path: String::new(),
            known_on: Date::from_days(0),
            day: Date::from_days(0),
            when: When::default(),
            entry: 0,
            fictitious: true,
            received: Vec::new(),
            is_public: false,
            closed: Vec::new(),
            home: String::new(),
            own: Vec::new(),
            tables: office::answer::TableNames::default(),
            atlas: Arc::default(),
        };
        let sheet = |length: usize| Sheet {
            made_from: MadeFrom::Slices([0; 32], [0; 32]),
            setting: setting.clone(),
            language: Language::Fr,
            drawn: Drawn { html: "x".repeat(length).into(), tag: "".into(), compressed: Arc::new([]) },
        };
        let mut pages = Pages::default();
        for number in 0..1000 {
            pages.take(format!("/{number:03}"), sheet(96), 1000);
        }
        assert_eq!((pages.drawn.len(), pages.order.len(), pages.bytes), (10, 10, 1000));
        assert!(pages.drawn.contains_key("/999") && !pages.drawn.contains_key("/989"));
        pages.take("/999".into(), sheet(6), 1000);
        assert_eq!((pages.drawn.len(), pages.order.len(), pages.bytes), (10, 10, 910));
        pages.take("/big".into(), sheet(5000), 1000);
        assert_eq!((pages.drawn.len(), pages.order.len(), pages.bytes), (0, 0, 0));
    }
}
