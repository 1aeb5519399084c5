//! What files change in money and statuses, said before they count: every operator whose evidence they change is computed
//! without them and with them, on the same day.
//!
//! The files are taken in beside the store ([`Store::beside`]), so that what is said is what intake does, and nothing of it is
//! left. Whom they change is told by the fingerprints of all operators: a number in one operator's file may tell who somebody of
//! another one is. Nobody else is computed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use assessment::assess::Readings;
use assessment::nation::Assessed;
use assessment::program::Program;
use assessment::totals::Totals;
use contract::determination::Status;
use contract::identity::OperatorId;
use contract::unit::Currency;
use evidence::answer::Answer;
use evidence::intake::{self, Delivery};
use evidence::private;
use evidence::store::{Position, Store};
use rayon::prelude::*;

use crate::actor::{Actor, Matter, Scope};
use crate::assess::{AssessmentError, compiled};
use crate::fault::Fault;
use crate::known::{When, moment};
use crate::moment::Moment;
use crate::now::Now;
use crate::results::Results;
use crate::texts::Sound;
use crate::workspace::persons::Persons;
use crate::workspace::{Workspace, WorkspaceError, at};

/// What files change.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Foretold {
    /// How many operators' evidence they change.
    pub operators: usize,
    /// What changes, by operator, contract and head; what stays as it is is not listed.
    pub changes: Vec<Change>,
}

impl Foretold {
    /// What of it an actor is told: of the operators whose matters are his. A number in a file may tell who somebody of another
    /// operator is, and change what is due there.
    pub(crate) fn told_to(mut self, actor: &Actor, matter: Matter) -> Foretold {
        if !matches!(actor.scope(matter), Ok(Scope::Whole)) {
            self.changes.retain(|change| actor.may_ask_of(matter, &change.operator).is_ok());
            let told: BTreeSet<&OperatorId> = self.changes.iter().map(|change| &change.operator).collect();
            self.operators = told.len();
        }
        self
    }
}

/// What changes under one head of one contract for one operator.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// The operator.
    pub operator: OperatorId,
    /// The contract.
    pub contract: String,
    /// The head.
    pub head: String,
    /// The currency in which the contract pays.
    pub currency: Option<Currency>,
    /// Without the files.
    pub before: Stand,
    /// With them.
    pub after: Stand,
}

/// What one head comes to, by the clauses in use.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Stand {
    /// What is due, in centimes.
    pub due_centimes: i128,
    /// Determinations by status; those that none has are left out.
    pub count: BTreeMap<Status, u64>,
}

impl Stand {
    /// The number of determinations with a status.
    #[must_use]
    pub fn count_of(&self, status: Status) -> u64 {
        self.count.get(&status).copied().unwrap_or(0)
    }
}

/// What each head of each contract comes to.
type Stands = BTreeMap<(OperatorId, String, String), Stand>;

/// Says what files would change; nothing where nobody may write beside the store. Where `keeps`, what comes out with the files
/// is kept: once they count, nobody computes it again.
pub(super) fn foretell(
    (workspace, persons): (&Workspace, &Persons<'_>),
    (files, answers): (&[(String, Vec<u8>)], &[Answer]),
    delivery: Delivery,
    keeps: bool,
    now: Now,
) -> Result<Option<Foretold>, Fault> {
    let before = moment(workspace, now, When::default())?;
    let after = Moment { day: before.day.max(delivery.at.day()), at: delivery.at };
    let tables = workspace.store.tables();
    let one = |(name, bytes): &(String, Vec<u8>)| evidence::read::read_answered(&tables, name, bytes, answers);
    let read = || files.par_iter().map(one).collect();
    let looked_at = Delivery { preview: true, ..delivery };
    let reports = intake::write_pieces(&workspace.store, persons.numbering(), read(), looked_at)?;
    let of: BTreeSet<OperatorId> = reports.into_iter().filter_map(|report| report.operator).collect();
    if of.is_empty() {
        return Ok(Some(Foretold::default()));
    }
    let Some(scratch) = Scratch::new(&workspace.root().join("results"))? else { return Ok(None) };
    let Ok(store) = workspace.store.beside(&scratch.folder.join("evidence"), &of) else { return Ok(None) };
    intake::write_pieces(&store, persons.numbering(), read(), Delivery { preview: false, ..delivery })?;
    compare(workspace, before, (&store, after), keeps).map(Some)
}

/// Says what taking a file back changes: `store` is the one in which it is taken back, at that position.
pub(in crate::act) fn foretell_without(
    workspace: &Workspace,
    (store, at): (&Store, Position),
    keeps: bool,
    now: Now,
) -> Result<Foretold, Fault> {
    let before = moment(workspace, now, When::default())?;
    compare(workspace, before, (store, Moment { day: before.day.max(at.day()), at }), keeps)
}

/// Of some operators, what tells their evidence from other evidence.
type Fingerprints<'a> = Vec<(&'a OperatorId, &'a String)>;

/// What operators come to in the workspace, and in another store, where their evidence differs.
fn compare(
    workspace: &Workspace,
    before: Moment,
    (store, after): (&Store, Moment),
    keeps: bool,
) -> Result<Foretold, Fault> {
    let (was, is) = (fingerprints(&workspace.store, before)?, fingerprints(store, after)?);
    let all: BTreeSet<&OperatorId> = was.keys().chain(is.keys()).collect();
    let changed: Vec<&OperatorId> = all.into_iter().filter(|one| was.get(*one) != is.get(*one)).collect();
    let of = |fingerprints| changed.iter().filter_map(|one| BTreeMap::get_key_value(fingerprints, *one)).collect();
    let known: Fingerprints = of(&was);
    let changed_there: Fingerprints = of(&is);
    let texts = workspace.texts(Some(workspace.entry_at(before)?))?;
    let mut foretold = Foretold { operators: changed.len(), changes: Vec::new() };
    for sound in &texts.sounds {
        let (sound, program) = compiled(sound)?;
        let of_contract = Contract { workspace, sound: &sound, program: &program };
        let old = of_contract.stands(&workspace.store, &known, before, false)?;
        let new = of_contract.stands(store, &changed_there, after, keeps)?;
        foretold.changes.extend(differences(old, new, sound.contract.currency));
    }
    foretold.changes.sort_by(|one, other| (&one.operator, &one.contract).cmp(&(&other.operator, &other.contract)));
    Ok(foretold)
}

fn fingerprints(store: &Store, known: Moment) -> Result<BTreeMap<OperatorId, String>, WorkspaceError> {
    let of = |operator: OperatorId| {
        let fingerprint = store.fingerprint(&operator, known)?;
        Ok((operator, fingerprint))
    };
    store.operators(known)?.into_par_iter().map(of).collect()
}

fn differences(mut old: Stands, new: Stands, currency: Option<Currency>) -> impl Iterator<Item = Change> {
    let mut both: BTreeMap<(OperatorId, String, String), (Stand, Stand)> = BTreeMap::new();
    for (key, after) in new {
        let before = old.remove(&key).unwrap_or_default();
        both.insert(key, (before, after));
    }
    // A head under which nothing stands any more.
    both.extend(old.into_iter().map(|(key, before)| (key, (before, Stand::default()))));
    let change = move |((operator, contract, head), (before, after))| Change {
        operator,
        contract,
        head,
        currency,
        before,
        after,
    };
    both.into_iter().filter(|(_, (before, after))| before != after).map(change)
}

/// One contract.
struct Contract<'a> {
    workspace: &'a Workspace,
    sound: &'a Sound,
    program: &'a Program,
}

impl Contract<'_> {
    /// What operators come to: what is kept of them, else computed.
    fn stands(
        &self,
        store: &Store,
        operators: &[(&OperatorId, &String)],
        known: Moment,
        keeps: bool,
    ) -> Result<Stands, AssessmentError> {
        let mut results = Results::open(self.workspace.root(), self.sound, false, known.day);
        let kept = |(operator, fingerprint): &(&OperatorId, &String)| {
            results.find(operator, fingerprint).and_then(|entry| entry.totals(self.program))
        };
        let fault = |source| AssessmentError::Assess { contract: self.sound.contract.id.clone(), source };
        let one = |of: &(&OperatorId, &String)| {
            if let Some(totals) = kept(of) {
                return Ok((totals, None));
            }
            let needed = self.program.tables_needed();
            let evidence = store.load_columns(of.0, &needed, known).map_err(WorkspaceError::from)?;
            let assessed = Assessed::of(self.program, &evidence, known.day, Readings::InUse).map_err(fault)?;
            Ok((assessed.totals.clone(), Some(assessed)))
        };
        let all = operators.par_iter().with_max_len(1).map(one).collect::<Result<Vec<_>, AssessmentError>>()?;
        let mut stands = Stands::new();
        for ((operator, fingerprint), (totals, assessed)) in operators.iter().zip(all) {
            self.add(operator, &totals, &mut stands);
            // What a damaged file was in the way of says something else once that is whole.
            if let Some(assessed) = assessed.filter(|_| keeps && !store.lacks(operator)) {
                // What cannot be kept is computed another time.
                let _ = results.keep(fingerprint, &assessed);
            }
        }
        let _ = results.publish();
        Ok(stands)
    }

    fn add(&self, operator: &OperatorId, totals: &Totals, stands: &mut Stands) {
        for total in totals.clauses.iter().filter(|total| total.in_use) {
            let Some(head) = &total.head else { continue };
            let key = (operator.clone(), self.sound.contract.id.clone(), head.clone());
            let stand = stands.entry(key).or_default();
            stand.due_centimes += total.due_centimes;
            for status in Status::ALL {
                let count = total.count_of(status);
                if count > 0 {
                    *stand.count.entry(status).or_default() += count;
                }
            }
        }
    }
}

/// A folder for one foretelling, removed when it is over; one that a stopped program left is removed by the next.
struct Scratch {
    folder: PathBuf,
    _lock: File,
}

/// How folders of foretellings begin.
const SCRATCH: &str = ".foretold-";

impl Scratch {
    /// A new one; nothing where nobody may write.
    fn new(results: &Path) -> Result<Option<Scratch>, WorkspaceError> {
        if private::folders(results).is_err() {
            return Ok(None);
        }
        sweep(results);
        for number in 0..1000 {
            let folder = results.join(format!("{SCRATCH}{number}"));
            match private::folder(&folder) {
                Ok(()) => {}
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => continue,
                Err(_) => return Ok(None),
            }
            let path = folder.join("lock");
            let lock = private::lock_file(&path).map_err(at(&path))?;
            lock.lock().map_err(at(&path))?;
            return Ok(Some(Scratch { folder, _lock: lock }));
        }
        Ok(None)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What stays is swept by the next.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Removes what stopped programs left: folders whose lock nobody holds.
fn sweep(results: &Path) {
    for entry in fs::read_dir(results).into_iter().flatten().flatten() {
        if !entry.file_name().to_string_lossy().starts_with(SCRATCH) {
            continue;
        }
        let is_left = File::open(entry.path().join("lock")).is_ok_and(|lock| lock.try_lock().is_ok());
        if is_left {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
