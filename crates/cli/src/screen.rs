//! The screen: language, colours, progress. Everything that a command prints passes here.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use office::question::Step;
use presentation::terminal::{Style, Terminal};
use presentation::{Language, Rendered, words};

use crate::shell::with_workspace;

/// Where a command prints.
#[derive(Clone, Copy)]
pub struct Screen {
    /// How text is laid out.
    pub terminal: Terminal,
}

impl Screen {
    /// The screen in the language asked for, else the system's, else English.
    #[expect(clippy::disallowed_methods, reason = "the executable reads the environment")]
    pub fn new(asked: Option<Language>) -> Screen {
        let language = asked.or_else(system_language).unwrap_or(Language::En);
        let colours = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let style = if colours { Style::Ansi } else { Style::Plain };
        let mut terminal = Terminal::new(language, style);
        // Where somebody reads Arabic on a screen, figures and quoted words keep their own direction. Files stay plain.
        terminal.isolates = language == Language::Ar && std::io::stdout().is_terminal();
        if let Some(width) = screen_width() {
            terminal.width = width;
        }
        Screen { terminal }
    }

    /// The reader's language.
    pub fn language(&self) -> Language {
        self.terminal.language
    }

    /// Prints text as it is. A closed pipe ends the program quietly: the reader has seen enough.
    #[expect(clippy::disallowed_methods, reason = "nobody is left to read, and nothing is open")]
    pub fn print(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        if out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_err() {
            std::process::exit(0);
        }
    }

    /// Prints JSON, in which what would steer the screen stands escaped.
    pub fn json(&self, text: &str) {
        self.print(&format!("{}\n", presentation::rendered::json(text)));
    }

    /// Prints one line of words.
    pub fn line(&self, text: &Rendered) {
        self.print(&format!("{}\n", self.terminal.text(text)));
    }

    /// Prints a command that can be typed next: on a line of its own and never wrapped, so that it can be taken as it is.
    pub fn command(&self, command: &str, workspace: &Path) {
        self.print(&format!("    {}\n", with_workspace(command, workspace)));
    }

    /// Prints an empty line.
    pub fn gap(&self) {
        self.print("\n");
    }

    /// Tells something on the error stream.
    pub fn warn(&self, told: &Rendered) {
        let mut out = std::io::stderr().lock();
        let _closed = writeln!(out, "{}", self.terminal.text(told));
    }

    /// Tells on the error stream what could not be done.
    pub fn fail(&self, error: &anyhow::Error) {
        let told = crate::opening::fault(error, self)
            .unwrap_or_else(|| words::command_failed(self.language(), format!("{error:#}")));
        self.warn(&told);
    }

    /// Progress on the error stream, where a person is watching.
    pub fn progress(&self, what: &Rendered, total: u64) -> ProgressBar {
        let target =
            if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(total), target);
        if let Ok(style) = ProgressStyle::with_template("{msg}  {wide_bar} {pos}/{len}  {eta}") {
            bar.set_style(style.progress_chars("█▌·"));
        }
        bar.set_message(self.terminal.text(what));
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }

    /// Asks a question of the office that takes its time, with progress.
    pub fn asking<A>(&self, ask: impl FnOnce(&office::question::Progress<'_>) -> A) -> A {
        let bar = self.progress(&words::command_assess_progress(self.language()), 0);
        let answer = ask(&|step| match step {
            Step::Of(steps) => {
                bar.set_position(0);
                bar.set_length(u64::try_from(steps).unwrap_or(u64::MAX));
            }
            Step::Done => bar.inc(1),
        });
        bar.finish_and_clear();
        answer
    }
}

#[expect(clippy::disallowed_methods, reason = "the executable reads the environment")]
fn system_language() -> Option<Language> {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let value = names.into_iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty())?;
    value.get(..2)?.parse().ok()
}

#[expect(clippy::disallowed_methods, reason = "the executable reads the environment")]
fn screen_width() -> Option<usize> {
    let named = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    // Of a file or a pipe nothing is known.
    let columns: usize = named.or_else(|| console::Term::stdout().size_checked().map(|(_, columns)| columns.into()))?;
    Some(columns.clamp(60, 140))
}
