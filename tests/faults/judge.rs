//! Whether a workspace is right after a fault: it opens, what was acknowledged is there, its receipt is that of one which
//! nothing happened to, and the same deliveries handed in again complete it.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use office::actor::Actor;
use office::known::{Known, When};
use office::question::assess::{Asked, assess};
use office::question::evidence::evidence;
use office::question::silent;
use office::workspace::Workspace;

use crate::disk::Image;
use crate::sector::OPERATORS;
use crate::story::{HandedIn, Story, content, copy, now, take_in};

/// Whether a delivery that was under way at a power cut is there for all its operators or for none. Until submissions are
/// recorded in one list, it is there operator by operator.
const WHOLE_DELIVERIES: bool = true;

/// How many deliveries of each operator are there.
pub type State = [usize; 3];

/// What is right.
pub struct Judge<'s> {
    story: &'s Story,
    /// The receipt of an undisturbed workspace with so many deliveries of each operator.
    receipts: Mutex<HashMap<State, Receipt>>,
    /// How many deliveries each operator has after each delivery of the story, from none on.
    pub states: Vec<State>,
}

/// A receipt, and the beginnings of its hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    whole: String,
    /// What it comes to, whatever the key of the pseudonyms.
    pub amounts: String,
    pub short: String,
}

/// What the office answers of a workspace.
pub struct Answers {
    pub state: State,
    pub receipt: Receipt,
}

impl<'s> Judge<'s> {
    pub fn new(story: &'s Story) -> Judge<'s> {
        let root = story.scratch.path().join("undisturbed");
        copy(&story.fresh(), &root);
        let mut judge = Judge { story, receipts: Mutex::default(), states: vec![[0; 3]] };
        for (place, delivery) in story.deliveries.iter().enumerate() {
            let workspace = Workspace::open(&root).expect("a workspace");
            take_in(&workspace, delivery).expect("it is taken in");
            let kept = story.scratch.path().join(format!("undisturbed-{place}"));
            copy(&root, &kept);
            // As a clerk leaves it who hands in and asks nothing.
            let _ = std::fs::remove_dir_all(kept.join("results"));
            let Answers { state, receipt } = answers(&root).expect("it is assessed");
            judge.receipts.lock().expect("nobody failed").insert(state, receipt);
            judge.states.push(state);
        }
        judge
    }

    /// Judges a workspace as a power cut left it.
    pub fn of_image(&self, image: &Image, name: &str, acknowledged: usize) -> Result<(), String> {
        let root = self.story.scratch.path().join(name);
        image.write(&root);
        let said = self.of(&root.join("workspace"), acknowledged);
        std::fs::remove_dir_all(&root).expect("it goes");
        said
    }

    /// Judges a workspace that was hit while some delivery was under way: before it, so many were acknowledged.
    pub fn of(&self, root: &Path, acknowledged: usize) -> Result<(), String> {
        let Answers { state, receipt } = answers(root)?;
        let least = self.states[acknowledged];
        let most = self.states[(acknowledged + 1).min(self.states.len() - 1)];
        let within = (0..3).all(|place| (least[place]..=most[place]).contains(&state[place]));
        if !within || (WHOLE_DELIVERIES && state != least && state != most) {
            return Err(format!("deliveries {state:?} are there, acknowledged were {least:?}"));
        }
        self.same_files(root, acknowledged)?;
        if state != [0; 3] && receipt != self.receipt(state) {
            return Err(format!("another receipt for {state:?}: {} for {}", receipt.short, self.receipt(state).short));
        }
        for delivery in &self.story.deliveries[acknowledged.min(self.story.deliveries.len() - 1)..] {
            self.again(root, delivery)?;
        }
        let Answers { state, receipt } = answers(root)?;
        let whole = self.states[self.states.len() - 1];
        if state != whole {
            return Err(format!("handed in again, deliveries {state:?} are there for {whole:?}"));
        }
        if receipt == self.receipt(whole) { Ok(()) } else { Err("another receipt once all was handed in again".into()) }
    }

    /// Every file that was acknowledged is there, and every file of a submission that is there is what it was.
    fn same_files(&self, root: &Path, acknowledged: usize) -> Result<(), String> {
        let there = submissions(root);
        let of = |deliveries: usize| self.undisturbed(deliveries).map(|root| submissions(&root)).unwrap_or_default();
        let (must, may) = (of(acknowledged), of((acknowledged + 1).min(self.story.deliveries.len())));
        if let Some(path) = must.keys().find(|path| !there.contains_key(*path)) {
            return Err(format!("{path} is gone"));
        }
        match there.iter().find(|(path, bytes)| may.get(*path) != Some(*bytes)) {
            Some((path, _)) => Err(format!("{path} is not what was handed in")),
            None => Ok(()),
        }
    }

    /// The workspace of the story before its next command, after so many deliveries.
    pub fn before(&self, deliveries: usize) -> PathBuf {
        self.undisturbed(deliveries).unwrap_or_else(|| self.story.fresh())
    }

    /// A workspace to which nothing happened, after so many deliveries.
    fn undisturbed(&self, deliveries: usize) -> Option<PathBuf> {
        let last = deliveries.checked_sub(1)?;
        Some(self.story.scratch.path().join(format!("undisturbed-{last}")))
    }

    fn again(&self, root: &Path, delivery: &HandedIn) -> Result<(), String> {
        let workspace = Workspace::open(root).map_err(|fault| format!("handing in again: {fault}"))?;
        take_in(&workspace, delivery).map_err(|fault| format!("handing in again: {fault}"))
    }

    /// The receipt of a workspace in which nothing was disturbed.
    pub fn receipt(&self, state: State) -> Receipt {
        let mut receipts = self.receipts.lock().expect("nobody failed");
        receipts.entry(state).or_insert_with(|| self.without(state)).clone()
    }

    /// The receipt of the whole workspace without the last deliveries of some operators, and without all that is derived.
    fn without(&self, state: State) -> Receipt {
        let root = self.story.scratch.path().join("partly");
        copy(&self.undisturbed(self.states.len() - 1).expect("there are deliveries"), &root);
        for (operator, kept) in OPERATORS.iter().zip(state) {
            let folder = root.join("evidence").join(operator);
            let mut names: Vec<_> = std::fs::read_dir(&folder)
                .expect("a folder")
                .map(|entry| entry.expect("an entry").path())
                .filter(|path| path.join("manifest.json").exists())
                .collect();
            names.sort_by_key(|path| serial(path));
            for late in names.drain(kept..) {
                std::fs::remove_dir_all(late).expect("it goes");
            }
            for derived in ["sightings.bin", "edition"].map(|name| folder.join(name)) {
                let gone =
                    if derived.is_dir() { std::fs::remove_dir_all(derived) } else { std::fs::remove_file(derived) };
                gone.expect("it goes");
            }
        }
        std::fs::remove_file(root.join("evidence/editions.json")).expect("it goes");
        let receipt = answers(&root).expect("it is assessed").receipt;
        std::fs::remove_dir_all(&root).expect("it goes");
        receipt
    }
}

/// The files of submissions, by path. What is hidden is unfinished, and what is derived may be anything.
fn submissions(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = content(&root.join("evidence"));
    files.retain(|path, _| {
        let mut parts = path.split('/');
        let of = parts.next().is_some_and(|of| of == ".unassigned" || !of.starts_with('.'));
        of && parts.next().is_some_and(|name| name != "edition" && name.len() > 10 && !name.starts_with('.'))
            && parts.next().is_some_and(|file| !file.is_empty())
    });
    files
}

/// The place of a submission among those of its operator.
fn serial(submission: &Path) -> u64 {
    let manifest = std::fs::read(submission.join("manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("a manifest");
    manifest["serial"].as_u64().expect("a number")
}

/// What a workspace says of itself, by `mithaq evidence` and `mithaq assess`.
pub fn answers(root: &Path) -> Result<Answers, String> {
    let workspace = Arc::new(Workspace::open(root).map_err(|fault| format!("opening: {fault}"))?);
    let known = Known::when(&workspace, now(), When::default()).map_err(|fault| format!("looking: {fault}"))?;
    let handed_in = evidence(&known, &Actor::Office, None).map_err(|fault| format!("evidence: {fault}"))?;
    let of = |operator: &str| {
        let found = handed_in.operators.iter().find(|one| one.operator.as_str() == operator);
        found.map_or(0, |one| one.submissions)
    };
    let state = OPERATORS.map(of);
    let assessed = assess(&known, &Actor::Office, &Asked::default(), &silent);
    let assessed = assessed.map_err(|fault| format!("assess: {fault}"))?.assessed;
    if assessed.contracts.len() != 1 {
        return Err(format!("{} contracts are assessed", assessed.contracts.len()));
    }
    let receipt = &assessed.contracts[0].receipt;
    let evidence = receipt.inputs.evidence.iter().map(|(_, hash)| &hash[..6]).collect::<Vec<_>>().join("+");
    let short = format!("{} of {evidence}", &receipt.determinations_sha256[..6]);
    let amounts = format!("{} {:?}", receipt.determinations, receipt.totals);
    Ok(Answers { state, receipt: Receipt { whole: format!("{receipt:?}"), short, amounts } })
}
