//! The moment that a question is asked of: how far the journal is read, and which day it is.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use contract::calendar::Date;
use office::known::{Known, When};
use office::workspace::Workspace;

use crate::clock::now;
use crate::screen::Screen;

/// Arguments of every question.
#[derive(clap::Args, Clone, Copy)]
pub struct Moments {
    /// What was known at the end of that day (default: all that is known now).
    #[arg(long, value_name = "DATE", conflicts_with = "at")]
    pub as_known_on: Option<Date>,
    /// What was known once that entry of the journal was recorded.
    #[arg(long, value_name = "ENTRY")]
    pub at: Option<u64>,
    /// The situation of that day, as far as it is known then (default: the day of what is known).
    #[arg(long, value_name = "DATE")]
    pub situation_of: Option<Date>,
}

impl Moments {
    fn when(self) -> When {
        When { known_on: self.as_known_on, at: self.at, situation_of: self.situation_of }
    }

    /// The workspace at that moment.
    pub fn known(self, root: &Path, screen: &Screen) -> Result<Known> {
        let workspace: Arc<Workspace> = Arc::new(crate::opening::open(root, screen)?);
        Ok(Known::when(&workspace, now()?, self.when())?)
    }

    /// The options that name the same moment in another command.
    pub fn options(self) -> String {
        let day = |name: &str, day: Option<Date>| day.map(|day| format!(" --{name} {day}"));
        let entry = self.at.map(|entry| format!(" --at {entry}"));
        [day("as-known-on", self.as_known_on), entry, day("situation-of", self.situation_of)]
            .into_iter()
            .flatten()
            .collect()
    }
}
