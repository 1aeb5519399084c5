//! Handing files in: read by content, taken in or only looked at, with a receipt that says what became of every row. What
//! intake does with them stands in `evidence::intake`.

use contract::calendar::Date;
use contract::identity::OperatorId;
use evidence::intake::{self, Delivery, PieceReport, SubmissionReport};
use evidence::piece::Piece;
use evidence::read::read_answered;
use rayon::prelude::*;

use register::canonical::Value;
use register::entry::Entry;
use register::journal::{JournalError, RecordError};
use register::sealed;

use crate::actor::{Actor, Matter, Refusal, Scope};
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::workspace::persons::{MARK, Persons};
use crate::workspace::writing::{Intent, Writing};
use crate::workspace::{Workspace, WorkspaceError, contents};

mod answers;
pub(super) mod foretold;
mod marked;
mod sum;

pub use answers::answers;
pub use evidence::answer::{Answer, How, Offer, offers};
pub use evidence::finding::Severity;
pub use evidence::intake::{Effect, Filled};
pub use evidence::manifest::Standing;
pub use evidence::read::STATEMENT_JOB;
pub use foretold::{Change, Foretold, Stand};
pub use marked::{LaidFile, laid};
pub use sum::Sum;

/// How files are handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandIn {
    /// What is meant with all of them where a place is filled.
    pub filled: Filled,
    /// Whether everything is only said, and nothing taken in.
    pub preview: bool,
    /// The day on which they were received, where a person states one: a fact beside the day of recording, on which alone
    /// depends what was known when.
    pub received: Option<Date>,
    /// The id of the request: the same one again is the same act.
    pub request: String,
    /// The day that the person named, where the clock is far ahead of the last entry.
    pub day_named: Option<Date>,
    /// Whether it is said, before they count, what they change in money and statuses.
    pub foretells: bool,
    /// What is answered about columns that could be read in several ways.
    pub answers: Vec<Answer>,
    /// 32 bytes that nobody can guess, for the sealing of the files as they came; without them none is kept.
    pub originals: Option<[u8; 32]>,
    /// 32 bytes that nobody can guess, for the numbers of persons who are new; a fictitious workspace needs none.
    pub chance: Option<[u8; 32]>,
}

impl HandIn {
    /// Files that are to fill empty places.
    #[must_use]
    pub fn new(request: impl Into<String>) -> HandIn {
        HandIn {
            filled: Filled::Ask,
            preview: false,
            received: None,
            request: request.into(),
            day_named: None,
            foretells: false,
            answers: Vec::new(),
            originals: None,
            chance: None,
        }
    }
}

/// What became of the files.
pub struct Receipt {
    /// The entry that recorded it; nothing where nothing was taken in.
    pub entry: Option<Entered>,
    /// Operator by operator, those without one first.
    pub reports: Vec<SubmissionReport>,
    /// All files together.
    pub sum: Sum,
    /// What they change, where that was asked for and can be said; not said a second time to the same request.
    pub foretold: Option<Foretold>,
    /// How many files are kept as they came, sealed.
    pub originals: usize,
}

/// The entry of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Entered {
    /// Its number.
    pub number: u64,
    /// Its day.
    pub day: Date,
    /// Whether it stood already, under the same request id: nothing was taken in a second time.
    pub again: bool,
    /// What whoever handed in keeps: it proves that the entry was recorded, and as what.
    pub receipt: String,
}

/// Takes files in, each with its name, and records them as one act; a preview takes nothing in and says the same. Who
/// gathers many deliveries into editions does so afterwards: [`Workspace::gather`].
///
/// # Errors
/// An actor who may not hand these in, a stated day in the future, a store or a journal that cannot be written.
pub fn submit(
    workspace: &Workspace,
    actor: &Actor,
    files: &[(String, Vec<u8>)],
    how: &HandIn,
    now: Now,
) -> Result<Receipt, Fault> {
    let scope = actor.scope(Matter::Submit)?;
    // An operator hands in by somebody who was recognised.
    if scope != Scope::Whole && actor.account().is_none() {
        return Err(Refusal::OfficeOnly.into());
    }
    let today = workspace.today(now)?;
    if let Some(asked) = how.received.filter(|received| *received > today) {
        return Err(Fault::Future { asked, today });
    }
    workspace.need_its_tables()?;
    let tables = workspace.store.tables();
    let pieces = || -> Vec<Piece> {
        let read = |(name, bytes): &(String, Vec<u8>)| read_answered(&tables, name, bytes, &how.answers);
        files.par_iter().map(read).collect()
    };
    if how.preview {
        let pieces = pieces();
        answers::fit(&how.answers, &pieces)?;
        let at = workspace.next_position(now)?;
        let delivery = Delivery { at, stated: how.received, filled: how.filled, preview: true };
        let persons = workspace.passing_persons()?;
        let reports = intake::write_pieces(&workspace.store, persons.numbering(), pieces, delivery)?;
        own_only(actor, scope, &reports)?;
        let foretold = foretold((workspace, &persons), (files, how), delivery, now)?;
        let foretold = foretold.map(|told| told.told_to(actor, Matter::Submit));
        return Ok(Receipt { entry: None, sum: Sum::of(&reports), reports, foretold, originals: 0 });
    }
    let mut writing = workspace.writing()?;
    if let Some(receipt) = known(&writing, files, how)? {
        own_only(actor, scope, &receipt.reports)?;
        return Ok(receipt);
    }
    let at = workspace.next_position(now)?;
    let delivery = Delivery { at, stated: how.received, filled: how.filled, preview: false };
    let read = pieces();
    answers::fit(&how.answers, &read)?;
    if scope != Scope::Whole {
        // Before anything is written: of others nothing is told, and nothing of theirs lies in the store.
        let (own, owners) = (actor.operators(), intake::owners(&workspace.store, &read, at)?);
        let is_strange = |owner: &Option<OperatorId>| owner.as_ref().is_none_or(|one| !own.contains(one));
        let strange = read.iter().zip(&owners).filter(|(_, owner)| is_strange(owner));
        none_strange(strange.map(|(piece, _)| piece.name.as_str()).collect())?;
    }
    // Numbers last before anything bears them.
    let persons = workspace.persons(&writing, how.chance)?;
    let foretold = foretold((workspace, &persons), (files, how), delivery, now)?;
    let foretold = foretold.map(|told| told.told_to(actor, Matter::Submit));
    let reports = intake::write_pieces(&workspace.store, persons.numbering(), read, delivery);
    let recorded = reports.map_err(Fault::from).and_then(|reports| {
        let entry = record(&mut writing, actor, (&reports, persons.mark()?), (files, how), now)?;
        Ok((reports, entry))
    });
    match recorded {
        Ok((reports, entry)) => {
            intake::settle(&workspace.store, &reports)?;
            let originals = entry.as_ref().map_or(0, originals);
            Ok(Receipt { entry, sum: Sum::of(&reports), reports, foretold, originals })
        }
        Err(fault) => {
            // What was written and not recorded is in nobody's way, and counts for nobody. Where the journal cannot even be
            // read any more, the first fault is the one to tell.
            let _ = writing.look_again();
            Err(fault)
        }
    }
}

/// Whether a delivery is of the actor's own operators alone. Registers are of everybody, and so the office's; what is of others
/// is named by its files, and by nothing that stands in a register.
fn own_only(actor: &Actor, scope: Scope, reports: &[SubmissionReport]) -> Result<(), Fault> {
    if scope == Scope::Whole {
        return Ok(());
    }
    let own = actor.operators();
    let strange = reports.iter().filter(|report| report.operator.as_ref().is_none_or(|one| !own.contains(one)));
    none_strange(strange.flat_map(|report| &report.pieces).map(|piece| piece.piece.name.as_str()).collect())
}

/// Refuses files that are not the own operators'.
fn none_strange(mut files: Vec<&str>) -> Result<(), Fault> {
    files.sort_unstable();
    files.dedup();
    match files.is_empty() {
        true => Ok(()),
        false => Err(refused("submit-not-own", &[("files", &files.join(", "))]).into()),
    }
}

/// What files change, where that was asked for. What they come to is kept where they are about to count.
fn foretold(
    of: (&Workspace, &Persons<'_>),
    (files, how): (&[(String, Vec<u8>)], &HandIn),
    delivery: Delivery,
    now: Now,
) -> Result<Option<Foretold>, Fault> {
    if !how.foretells {
        return Ok(None);
    }
    foretold::foretell(of, (files, &how.answers), delivery, !how.preview, now)
}

/// The word of the act.
fn kind(filled: Filled) -> &'static str {
    match filled {
        Filled::Ask => "submit",
        Filled::Replace => "replace",
        Filled::Add => "add",
    }
}

fn record(
    writing: &mut Writing<'_>,
    actor: &Actor,
    (reports, mark): (&[SubmissionReport], Option<String>),
    (files, how): (&[(String, Vec<u8>)], &HandIn),
    now: Now,
) -> Result<Option<Entered>, Fault> {
    let submission = |report: &SubmissionReport| {
        let operator = report.operator.as_ref().map_or("", OperatorId::as_str);
        let (name, sha256) = (report.submission.as_deref()?, report.sha256.as_deref()?);
        let mut row = vec![("operator", operator.to_owned()), ("submission", name.to_owned())];
        row.push(("sha256", sha256.to_owned()));
        row.extend(how.received.map(|received| ("received", received.to_string())));
        Some(Value::texts(row))
    };
    let submissions: Vec<Value> = reports.iter().filter_map(submission).collect();
    if submissions.is_empty() {
        return Ok(None);
    }
    let told = serde_json::to_vec(reports).map_err(|source| WorkspaceError::Report { source })?;
    let report = writing.workspace().put_content(&told)?;
    let mut body = vec![
        ("submissions", Value::List(submissions)),
        ("files", Value::text(files.len().to_string())),
        ("handed_in", Value::text(fingerprint(files, how))),
        ("report", Value::text(report)),
    ];
    body.extend(mark.map(|mark| (MARK, Value::text(mark))));
    same_key(writing.workspace(), how)?;
    body.extend(kept(writing.workspace(), files, how)?.into_iter().flatten());
    let body = Value::map(body);
    let intent = Intent { day_named: how.day_named, ..Intent::new(kind(how.filled), how.request.clone(), body) };
    let recorded = writing.record(actor, now, intent)?;
    Ok(Some(entered(&recorded.receipt, false)?))
}

/// Whether originals are sealed to the key to which the last ones were: the workspace's card is no part of the journal, and
/// whoever writes another key into it would read what people hand in from then on.
fn same_key(workspace: &Workspace, how: &HandIn) -> Result<(), Fault> {
    if how.originals.is_none() {
        return Ok(());
    }
    let to = workspace.seals_to().map(|to| to.to_string());
    match workspace.last_sealed_to()? {
        // A card without the key, or with one that is none, would keep nothing, and nobody would miss it.
        Some((entry, known)) if to.as_ref() != Some(&known) => {
            Err(refused("originals-key-changed", &[("entry", &entry.to_string())]).into())
        }
        _ => Ok(()),
    }
}

/// The files as they came, sealed and kept before the entry that names them.
fn kept(
    workspace: &Workspace,
    files: &[(String, Vec<u8>)],
    how: &HandIn,
) -> Result<Option<[(&'static str, Value); 2]>, WorkspaceError> {
    let Some((to, seed)) = workspace.seals_to().zip(how.originals) else { return Ok(None) };
    let mut rows = Vec::new();
    for (number, (_, bytes)) in (0_u64..).zip(files) {
        let sealed = workspace.keep_original(to, bytes, sealed::once(&seed, number))?;
        rows.push(Value::texts([("file", contents::sha256(bytes)), ("sealed", sealed)]));
    }
    Ok(Some([("originals", Value::List(rows)), ("sealed_to", Value::text(to.to_string()))]))
}

/// How many originals an entry names.
fn originals(entered: &Entered) -> usize {
    let receipt = register::Receipt::decode(&entered.receipt).ok();
    let entry = receipt.and_then(|receipt| Entry::decode(receipt.entry.as_bytes()).ok());
    entry.and_then(|entry| Some(entry.body.get("originals")?.as_list()?.len())).unwrap_or(0)
}

/// The answer that the same request had before; nothing where it is new.
fn known(writing: &Writing<'_>, files: &[(String, Vec<u8>)], how: &HandIn) -> Result<Option<Receipt>, Fault> {
    let Some(entry) = writing.known(&how.request)? else { return Ok(None) };
    let is_same = entry.kind == kind(how.filled) && entry.body_text("handed_in") == Some(&fingerprint(files, how));
    let report = entry.body_text("report").filter(|_| is_same);
    let Some(report) = report else {
        let (request, number) = (how.request.clone(), entry.number);
        return Err(Fault::NotRecorded(Box::new(RecordError::OtherRequest { request, number })));
    };
    let bytes = writing.workspace().content(report)?;
    let reports: Vec<SubmissionReport> =
        serde_json::from_slice(&bytes).map_err(|source| WorkspaceError::Report { source })?;
    let receipt = writing.workspace().receipt_then(entry.number)?;
    let entry = entered(&receipt, true)?;
    let originals = originals(&entry);
    Ok(Some(Receipt { entry: Some(entry), sum: Sum::of(&reports), reports, foretold: None, originals }))
}

pub(super) fn entered(receipt: &register::Receipt, again: bool) -> Result<Entered, Fault> {
    let damaged = |what: String| WorkspaceError::Journal(JournalError::Damaged(what));
    let entry = Entry::decode(receipt.entry.as_bytes()).map_err(|error| damaged(error.to_string()))?;
    Ok(Entered {
        number: entry.number,
        day: entry.day,
        again,
        receipt: receipt.encode().map_err(|error| damaged(error.to_string()))?,
    })
}

/// What tells one delivery from another: names and bytes of its files, and what was answered about their columns.
fn fingerprint(files: &[(String, Vec<u8>)], how: &HandIn) -> String {
    let mut all: Vec<String> =
        files.iter().map(|(name, bytes)| format!("{}\t{name}\n", contents::sha256(bytes))).collect();
    all.extend(how.answers.iter().map(|answer| format!("read\t{answer}\n")));
    all.sort_unstable();
    contents::sha256(all.concat().as_bytes())
}

impl Receipt {
    /// Every file.
    pub fn pieces(&self) -> impl Iterator<Item = &PieceReport> {
        self.reports.iter().flat_map(|report| &report.pieces)
    }

    /// Whether a file was refused.
    #[must_use]
    pub fn has_refused(&self) -> bool {
        let mut findings = self.pieces().flat_map(|piece| &piece.piece.findings);
        findings.any(|finding| finding.severity == Severity::FileRefused)
    }
}
