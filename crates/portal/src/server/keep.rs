//! What is kept between requests: days of knowledge that were assessed, and pages that were drawn.
//!
//! Both are given up as soon as something new is received. One day is assessed at a time, and few are kept: whoever asks
//! for many days waits, and nobody else does.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use contract::calendar::Date;
use office::workspace::Workspace;

use super::answer::Answer;
use crate::load::day::{Day, DayError};

/// How many days are kept.
const DAYS: usize = 6;
/// How many drawn pages are kept.
const PAGES: usize = 256;

/// What is kept.
pub struct Keep {
    /// The workspace.
    pub workspace: Workspace,
    /// The day of knowledge where nothing was received.
    pub today: Date,
    days: Mutex<Days>,
    pages: Mutex<Pages>,
}

#[derive(Default)]
struct Days {
    mark: Option<Mark>,
    latest: Option<Date>,
    assessed: VecDeque<Arc<Day>>,
}

#[derive(Default)]
struct Pages {
    drawn: HashMap<String, Answer>,
    order: VecDeque<String>,
}

/// Tells one state of the evidence from the next: a submission is a new folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    folders: usize,
    changed: Option<SystemTime>,
    /// When what waits was computed last.
    estimated: Option<SystemTime>,
}

impl Keep {
    /// Nothing kept yet.
    pub fn new(workspace: Workspace, today: Date) -> Keep {
        Keep { workspace, today, days: Mutex::default(), pages: Mutex::default() }
    }

    /// The workspace as known on a day, or on the last day on which something was received.
    pub fn day(&self, asked: Option<Date>) -> Result<Arc<Day>, DayError> {
        let mut days = locked(&self.days);
        let mark = self.mark();
        if days.mark != Some(mark) {
            *days = Days { mark: Some(mark), ..Days::default() };
            *locked(&self.pages) = Pages::default();
            self.workspace.store.refresh();
            days.latest = self.workspace.last_received()?;
        }
        let day = asked.or(days.latest).unwrap_or(self.today);
        if let Some(known) = days.assessed.iter().find(|known| known.assessed.as_known_on == day) {
            return Ok(Arc::clone(known));
        }
        let assessed = Arc::new(Day::of(&self.workspace, day)?);
        days.assessed.push_back(Arc::clone(&assessed));
        if days.assessed.len() > DAYS {
            days.assessed.pop_front();
        }
        Ok(assessed)
    }

    /// A page that was drawn before, as long as nothing new was received.
    pub fn drawn(&self, address: &str) -> Option<Answer> {
        let is_current = locked(&self.days).mark == Some(self.mark());
        is_current.then(|| locked(&self.pages).drawn.get(address).cloned()).flatten()
    }

    /// Keeps a drawn page.
    pub fn keep(&self, address: String, answer: &Answer) {
        let mut pages = locked(&self.pages);
        if pages.drawn.insert(address.clone(), answer.clone()).is_none() {
            pages.order.push_back(address);
        }
        if pages.order.len() > PAGES
            && let Some(oldest) = pages.order.pop_front()
        {
            pages.drawn.remove(&oldest);
        }
    }

    /// The state of the evidence, by its folders.
    fn mark(&self) -> Mark {
        let folders = std::fs::read_dir(self.workspace.store.root()).into_iter().flatten().flatten();
        let changed: Vec<SystemTime> =
            folders.filter_map(|entry| entry.metadata().and_then(|metadata| metadata.modified()).ok()).collect();
        let waits = std::fs::metadata(office::undecided::kept::path(&self.workspace));
        let estimated = waits.and_then(|metadata| metadata.modified()).ok();
        Mark { folders: changed.len(), changed: changed.into_iter().max(), estimated }
    }
}

/// A lock whose holder panicked holds nothing half-done here: what is kept can be made again.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
