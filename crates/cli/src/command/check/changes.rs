//! `--mutate`: every small change of a document tried on all cores, and what became of them told by kind.

use contract::check::is_pack;
use contract::diagnostic::excerpt;
use contract::model::Labels;
use contract::mutation::{Fate, Kind, Lending, Mutation, Subject, Survey, Tally};
use contract::source::Source;
use presentation::table::{Cell, Column, Table};
use presentation::{Language, Quantity, Rendered, words};
use rayon::prelude::*;

use crate::screen::Screen;
use office::answer::Paper;

/// What became of small changes.
#[derive(serde::Serialize)]
pub struct Changes {
    all: Tally,
    by_kind: std::collections::BTreeMap<Kind, Tally>,
    unnoticed: Vec<Change>,
    reaching_nothing: Vec<Change>,
    /// The list of changes without effect that the document holds.
    listed: Vec<Entry>,
    /// Entries of the list that hold no more.
    stale: contract::diagnostic::Diagnostics,
    #[serde(skip)]
    holds: bool,
}

/// One change, with its place.
#[derive(serde::Serialize)]
struct Change {
    kind: Kind,
    of: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<String>,
    key: String,
    line: usize,
    column: usize,
    found: String,
    /// Empty where it was left out.
    instead: String,
}

/// An entry of the list, with what it excuses.
#[derive(serde::Serialize)]
struct Entry {
    line: usize,
    reason: Labels,
    changes: Vec<Change>,
}

impl Changes {
    /// Whether every change is held by a worked case, or excused by an entry that holds.
    pub fn hold(&self) -> bool {
        self.holds
    }
}

/// Tries every change of a document that loads and whose cases come out; nothing for another.
/// A pack is tried on the cases of the documents beside it.
pub fn survey(paper: &Paper, papers: &[Paper], screen: &Screen) -> Option<Changes> {
    if is_pack(&paper.text) {
        let documents: Vec<&str> = papers.iter().map(|paper| paper.text.as_str()).collect();
        let pack = Lending::of(&paper.text, &documents)?;
        let fates = fates(&pack.mutations, |mutation| pack.fate(mutation), screen);
        return Some(Changes::from(pack.survey(&fates)));
    }
    let subject = Subject::of(&paper.text, &paper.packs)?;
    let fates = fates(&subject.mutations, |mutation| subject.fate(mutation), screen);
    Some(Changes::from(subject.survey(&fates)))
}

fn fates(mutations: &[Mutation], fate: impl Fn(&Mutation) -> Fate + Sync, screen: &Screen) -> Vec<Fate> {
    let total = u64::try_from(mutations.len()).unwrap_or(u64::MAX);
    let bar = screen.progress(&words::command_check_progress(screen.language()), total);
    let tried = |mutation: &Mutation| {
        let fate = fate(mutation);
        bar.inc(1);
        fate
    };
    let fates = mutations.par_iter().map(tried).collect();
    bar.finish_and_clear();
    fates
}

impl From<Survey> for Changes {
    fn from(survey: Survey) -> Changes {
        let (all, holds) = (survey.whole(), survey.holds());
        let changes = |mutations: Vec<Mutation>| mutations.into_iter().map(Change::from).collect();
        let listed = survey.listed.into_iter().map(|entry| Entry {
            line: entry.span.start.line,
            reason: entry.reason,
            changes: changes(entry.changes),
        });
        Changes {
            all,
            by_kind: survey.tallies,
            listed: listed.collect(),
            unnoticed: changes(survey.unnoticed),
            reaching_nothing: changes(survey.reaching_nothing),
            stale: survey.stale,
            holds,
        }
    }
}

impl From<Mutation> for Change {
    fn from(one: Mutation) -> Change {
        Change {
            kind: one.kind,
            of: one.of,
            reading: one.reading,
            key: one.key,
            line: one.span.start.line,
            column: one.span.start.column,
            found: one.found,
            instead: one.instead,
        }
    }
}

/// Prints the counts by kind, what is excused and why, and every change that nobody noticed, with its place.
pub fn show(changes: &Changes, path: &str, paper: &Paper, screen: &Screen) {
    let language = screen.language();
    screen.gap();
    screen.print(&screen.terminal.table(&counts(changes, language)));
    let listed: Vec<&Entry> = changes.listed.iter().filter(|entry| !entry.changes.is_empty()).collect();
    if !listed.is_empty() {
        screen.gap();
        screen.line(&words::command_check_changes_listed(language));
        for entry in listed {
            let key = entry.changes.first().map(|one| one.key.clone()).unwrap_or_default();
            let reason = entry.reason.get(language.tag()).or_else(|| entry.reason.values().next()).cloned();
            let count = entry.changes.len().to_string();
            let told = words::command_check_change_listed(language, key, count, reason.unwrap_or_default());
            screen.print(&format!("  {path}:{}  {}\n", entry.line, screen.terminal.text(&told)));
        }
    }
    let source = Source::new(&paper.text);
    for diagnostic in &changes.stale {
        screen.gap();
        screen.print(&screen.terminal.diagnostic(path, diagnostic, &excerpt(&source, diagnostic.span)));
    }
    let unnoticed = |kind: &Kind| changes.unnoticed.iter().any(|one| one.kind == *kind);
    for kind in Kind::ALL.into_iter().filter(unnoticed) {
        screen.gap();
        screen.line(&words::command_check_changes_unnoticed(language, word(kind, language).text()));
        for one in changes.unnoticed.iter().filter(|one| one.kind == kind) {
            let told = change(one, language);
            screen.print(&format!("  {path}:{}:{}  {}\n", one.line, one.column, screen.terminal.text(&told)));
        }
    }
}

fn change(one: &Change, language: Language) -> Rendered {
    let of = match &one.reading {
        Some(reading) => format!("{} ({reading})", one.of),
        None => one.of.clone(),
    };
    if one.instead.is_empty() {
        return words::command_check_change_left_out(language, of, one.found.clone());
    }
    words::command_check_change(language, of, one.key.clone(), one.found.clone(), one.instead.clone())
}

fn counts(changes: &Changes, language: Language) -> Table {
    let columns = vec![
        Column::words("kind", words::command_check_changes_kind(language)),
        Column::figures("tried", words::command_check_changes_tried(language)),
        Column::figures("noticed", words::command_check_changes_noticed(language)),
        Column::figures("refused", words::command_check_changes_refused(language)),
        Column::figures("reaching_nothing", words::command_check_changes_reaching_nothing(language)),
        Column::figures("listed", words::command_check_changes_excused(language)),
        Column::figures("unnoticed", words::command_check_changes_missed(language)),
    ];
    let kinds = changes.by_kind.iter().map(|(kind, tally)| row(word(*kind, language), tally));
    let rows = kinds.chain([row(words::command_check_changes_all(language), &changes.all)]).collect();
    Table { title: words::command_check_changes_title(language), notices: Vec::new(), columns, rows }
}

fn row(name: Rendered, tally: &Tally) -> Vec<Cell> {
    let Tally { tried, noticed, refused, reaching_nothing, listed, unnoticed } = *tally;
    let counts = [tried, noticed, refused, reaching_nothing, listed, unnoticed].into_iter();
    let counts = counts.map(|count| Cell::Quantity(Quantity::Count(i64::try_from(count).unwrap_or(i64::MAX))));
    std::iter::once(Cell::Text(name)).chain(counts).collect()
}

fn word(kind: Kind, language: Language) -> Rendered {
    match kind {
        Kind::Figures => words::command_check_kind_figures(language),
        Kind::Conditions => words::command_check_kind_conditions(language),
        Kind::Comparisons => words::command_check_kind_comparisons(language),
        Kind::Rounding => words::command_check_kind_rounding(language),
        Kind::Payments => words::command_check_kind_payments(language),
        Kind::Words => words::command_check_kind_words(language),
        Kind::Parts => words::command_check_kind_parts(language),
    }
}
