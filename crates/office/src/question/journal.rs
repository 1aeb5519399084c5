//! What was recorded: entries by kind and day, and one entry with its receipt.

use contract::calendar::Date;
use register::Entry;
use register::canonical::Value;
use register::journal::{Days, Journal, Listed};
use register::note::{Note, NoteError};
use register::tree;

use crate::actor::{Actor, Matter};
use crate::answer::journal::{EntryPage, EntryView, JournalView};
use crate::fault::Fault;
use crate::known::Known;
use crate::workspace::{Workspace, WorkspaceError};

/// Entries on a page.
const PAGE: u64 = 50;

/// Which entries.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Of this kind alone.
    pub kind: Option<String>,
    /// Recorded on this day alone.
    pub day: Option<Date>,
    /// The page, from 1.
    pub page: u64,
}

/// The entries that count, last first.
///
/// # Errors
/// An actor who is not told, a journal that cannot be read.
pub fn journal(known: &Known, actor: &Actor, asked: &Asked) -> Result<JournalView, Fault> {
    actor.scope(Matter::Journal)?;
    let journal = &known.workspace.journal;
    let upto = known.entry()?;
    let page = asked.page.max(1);
    let listed = Listed { kind: asked.kind.as_deref(), day: asked.day, upto };
    let (entries, shown) =
        journal.listed(listed, (page - 1).saturating_mul(PAGE), PAGE).map_err(WorkspaceError::from)?;
    let days = journal.said_of_days().map_err(WorkspaceError::from)?.until(upto);
    Ok(JournalView {
        entries,
        all: upto,
        kinds: journal.kinds(upto).map_err(WorkspaceError::from)?,
        kind: asked.kind.clone(),
        day: asked.day,
        root: root(journal, upto)?,
        shown: shown.iter().map(|entry| view(entry, &days)).collect(),
        page,
        pages: entries.div_ceil(PAGE).max(1),
    })
}

/// The root over the first entries, as it was signed.
fn root(journal: &Journal, entries: u64) -> Result<String, WorkspaceError> {
    if entries == 0 {
        return Ok(tree::empty().hex());
    }
    let damaged = |error: NoteError| WorkspaceError::Journal(register::JournalError::Damaged(error.to_string()));
    let signed = Note::parse(&journal.checkpoint(Some(entries))?).and_then(|note| note.checkpoint());
    Ok(signed.map_err(damaged)?.root.hex())
}

/// One entry, with what proves it; nothing where there is none of that number that counts.
///
/// # Errors
/// An actor who is not told, a journal that cannot be read.
pub fn entry(known: &Known, actor: &Actor, number: u64) -> Result<Option<EntryPage>, Fault> {
    actor.scope(Matter::Journal)?;
    let workspace: &Workspace = &known.workspace;
    let (head, known) = (workspace.head()?, known.entry()?);
    if number == 0 || number > known {
        return Ok(None);
    }
    let receipt = workspace.journal.receipt(number).map_err(WorkspaceError::from)?;
    let damaged = |what: String| WorkspaceError::Journal(register::JournalError::Damaged(what));
    let entry = Entry::decode(receipt.entry.as_bytes()).map_err(|error| damaged(error.to_string()))?;
    let days = workspace.journal.said_of_days().map_err(WorkspaceError::from)?.until(known);
    Ok(Some(EntryPage {
        entry: view(&entry, &days),
        leaf: tree::leaf(receipt.entry.as_bytes()).hex(),
        proof: receipt.proof.iter().map(|hash| hash.hex()).collect(),
        checkpoint: receipt.checkpoint.clone(),
        receipt: receipt.encode().map_err(|error| damaged(error.to_string()))?,
        bytes: receipt.entry,
        entries: head.entries,
        root: head.root.hex(),
        known,
    }))
}

/// Writes the whole journal, as it is kept, for a verifier written elsewhere (`docs/journal.md`); gives the number of lines.
///
/// # Errors
/// An actor who is not told, a journal that cannot be read, a file that cannot be written.
pub fn export(known: &Known, actor: &Actor, out: &mut dyn std::io::Write) -> Result<u64, Fault> {
    actor.scope(Matter::Journal)?;
    let journal = &known.workspace.journal;
    let key = journal.opening().key.parse().map_err(|error| Fault::NotGiven(format!("{error}")))?;
    Ok(register::export::export(journal.location(), &key, out)?)
}

fn view(entry: &Entry, days: &Days) -> EntryView {
    EntryView {
        number: entry.number,
        day: entry.day,
        wrong_clock: days.wrong(entry.number).map(|wrong| (wrong.day, wrong.by)),
        moment: entry.moment.clone(),
        kind: entry.kind.clone(),
        actor: actor_of(entry),
        about: about(entry),
        stated: stated(entry),
        request: entry.request.clone(),
    }
}

/// Who acted and how that was recognised, in the order of the entry.
fn actor_of(entry: &Entry) -> Vec<(String, String)> {
    let fields = entry.actor.as_map().into_iter().flatten();
    let said = |(name, value): (&String, &Value)| match name.as_str() {
        // Whoever has an account is called by it.
        "account" => Some(("who".to_owned(), value.as_text()?.to_owned())),
        "second" => Some((name.clone(), value.get("account")?.as_text()?.to_owned())),
        _ => Some((name.clone(), value.as_text()?.to_owned())),
    };
    fields.filter_map(said).collect()
}

/// The days that people stated, each once.
fn stated(entry: &Entry) -> Vec<String> {
    let rows = entry.body.get("submissions").and_then(Value::as_list).unwrap_or_default();
    let of_rows = rows.iter().filter_map(|row| row.get("received").or_else(|| row.get("stated"))?.as_text());
    let of_body = ["signed_on", "published", "from", "on"].into_iter().filter_map(|field| entry.body_text(field));
    // Of entries that were lost, and of a clock that was wrong, numbers stand there.
    let of_body = of_body.filter(|day| day.parse::<Date>().is_ok());
    let of_rows = of_rows.chain(of_body).map(str::to_owned);
    let mut days: Vec<String> = of_rows.chain(entry.stated.values().cloned()).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// What an entry is about, in a few values.
fn about(entry: &Entry) -> Vec<(&'static str, String)> {
    let list = |field: &str, of: &str| -> Vec<String> {
        let rows = entry.body.get(field).and_then(Value::as_list).unwrap_or_default();
        let mut all: Vec<String> = rows
            .iter()
            .filter_map(|row| row.get(of)?.as_text())
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let text = |field: &str| entry.body_text(field).map(str::to_owned);
    let mut about = Vec::new();
    about.extend(text("files").map(|files| ("files", files)));
    let operators = list("submissions", "operator");
    match operators.as_slice() {
        [] => {}
        few if few.len() <= 3 => about.push(("operators", few.join(", "))),
        many => about.push(("operators", many.len().to_string())),
    }
    let texts = list("texts", "path");
    if !texts.is_empty() {
        about.push(("texts", texts.join(", ")));
    }
    about.extend(text("contract").map(|contract| ("contract", contract)));
    about.extend(text("party").map(|party| ("party", party)));
    about.extend(text("source").map(|source| ("source", source)));
    about.extend(text("reference").map(|reference| ("reference", reference)));
    if let "lost" | "clock-was-wrong" = entry.kind.as_str() {
        let name = if entry.kind == "lost" { "lost" } else { "wrong-days" };
        about.push((name, format!("{}–{}", text("from").unwrap_or_default(), text("to").unwrap_or_default())));
        about.extend(text("reason").map(|reason| ("reason", reason)));
        return about;
    }
    about.extend(text("to").or_else(|| text("day")).map(|day| ("day", day)));
    about.extend(text("zone").map(|zone| ("zone", zone)));
    about.extend(text("operator").map(|operator| ("operators", operator)));
    about.extend(text("submission").map(|submission| ("submission", submission)));
    about.extend(text("reason").map(|reason| ("reason", reason)));
    about.extend(text("account").map(|account| ("account", account)));
    about.extend(text("deputy").map(|deputy| ("deputy", deputy)));
    about
}
