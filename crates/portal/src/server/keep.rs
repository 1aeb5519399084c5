//! What is kept between requests: days of knowledge that were assessed ([`super::days`]), and pages that were drawn.
//!
//! Both are given up as soon as the contents of the workspace are others ([`State`]). Pages are kept up to a number of bytes, the oldest given up
//! first.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use contract::calendar::Date;
use office::actor::Actor;
use office::known::{State, When};
use office::recognition::refreshed;
use office::workspace::{Workspace, WorkspaceError};
use tokio::sync::Semaphore;

use super::Clock;
use super::days::Days;
use super::fault::{Fault, Tell};
use super::limits::Limits;
use crate::address::closed_to;
use crate::view::Setting;

/// What is kept.
pub struct Keep {
    /// The workspace as it was found first: what is known is asked of one that is as new as its contents.
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
}

#[derive(Default)]
struct Pages {
    state: Option<State>,
    drawn: HashMap<String, Drawn>,
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

    /// A page that was drawn before, as long as the contents of the workspace are the same.
    pub fn drawn(&self, address: &str) -> Option<Drawn> {
        let state = self.state().ok()?;
        let pages = locked(&self.pages);
        (pages.state == Some(state)).then(|| pages.drawn.get(address).cloned()).flatten()
    }

    /// Keeps a page that was drawn from that state.
    pub fn keep(&self, address: String, page: &Drawn, state: State) {
        if self.days.state() != Some(state) {
            return;
        }
        let mut pages = locked(&self.pages);
        if pages.state != Some(state) {
            *pages = Pages { state: Some(state), ..Pages::default() };
        }
        pages.take(address, page.clone(), self.limits.kept);
    }

    /// Whether somebody was recognised.
    pub fn is_somebody(&self) -> bool {
        self.actor.account().is_some()
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
        }
    }

    /// The state of the workspace's contents.
    pub fn state(&self) -> Result<State, WorkspaceError> {
        State::of(&self.workspace, (self.now)())
    }
}

impl Pages {
    /// Takes a page; the oldest go until the rest has room.
    fn take(&mut self, address: String, page: Drawn, most: usize) {
        let weight = |address: &str, page: &Drawn| address.len() + page.html.len();
        self.bytes += weight(&address, &page);
        match self.drawn.insert(address.clone(), page) {
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
        let page = |length: usize| Drawn { html: "x".repeat(length).into(), tag: "".into() };
        let mut pages = Pages::default();
        for number in 0..1000 {
            pages.take(format!("/{number:03}"), page(96), 1000);
        }
        assert_eq!((pages.drawn.len(), pages.order.len(), pages.bytes), (10, 10, 1000));
        assert!(pages.drawn.contains_key("/999") && !pages.drawn.contains_key("/989"));
        pages.take("/999".into(), page(6), 1000);
        assert_eq!((pages.drawn.len(), pages.order.len(), pages.bytes), (10, 10, 910));
        pages.take("/big".into(), page(5000), 1000);
        assert_eq!((pages.drawn.len(), pages.order.len(), pages.bytes), (0, 0, 0));
    }
}
