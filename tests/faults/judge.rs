//! Whether a workspace is right after a fault: it opens, what was acknowledged is there, its receipt is that of one which
//! nothing happened to, and the same deliveries handed in again complete it. Then comes a delivery that was never handed in, of
//! the same persons: its figures are right only where each of them is still one person, by the vault that was there.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use contract::identity::OperatorId;
use office::actor::Actor;
use office::known::{Known, When};
use office::question::assess::{Asked, assess};
use office::question::evidence::evidence;
use office::question::silent;
use office::workspace::Workspace;

use crate::disk::Image;
use crate::sector::{OPERATORS, payroll};
use crate::story::{HandedIn, Story, content, copy, now, take_in};

/// How many submissions of each operator are there.
pub type State = [usize; 3];

/// What is right.
pub struct Judge<'s> {
    story: &'s Story,
    /// The receipt of an undisturbed workspace with so many submissions of each operator.
    receipts: HashMap<State, Receipt>,
    /// How many deliveries each operator has after each delivery of the story, from none on.
    pub states: Vec<State>,
    /// The same once a delivery of the same persons came after the story.
    further: Answers,
}

/// A receipt, and the beginnings of its hashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt {
    whole: String,
    short: String,
}

/// What the office answers of a workspace.
#[derive(Default)]
pub struct Answers {
    pub state: State,
    pub receipt: Receipt,
}

impl<'s> Judge<'s> {
    pub fn new(story: &'s Story) -> Judge<'s> {
        let root = story.scratch.path().join("undisturbed");
        copy(&story.fresh(), &root);
        let mut judge = Judge { story, receipts: HashMap::new(), states: vec![[0; 3]], further: Answers::default() };
        for (place, delivery) in story.deliveries.iter().enumerate() {
            let workspace = Workspace::open(&root).expect("a workspace");
            take_in(&workspace, delivery, &delivery.request).expect("it is taken in");
            drop(workspace);
            let kept = story.scratch.path().join(format!("undisturbed-{place}"));
            copy(&root, &kept);
            // As a clerk leaves it who hands in and asks nothing.
            let _ = std::fs::remove_dir_all(kept.join("results"));
            let Answers { state, receipt } = answers(&root).expect("it is assessed");
            judge.receipts.insert(state, receipt);
            judge.states.push(state);
        }
        hand_in(&root, &further(), "further-delivery").expect("it is taken in");
        judge.further = answers(&root).expect("it is assessed");
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
        if state != least && state != most {
            return Err(format!("deliveries {state:?} are there, acknowledged were {least:?}"));
        }
        self.same_files(root, acknowledged)?;
        let workspace = Workspace::open(root).map_err(|fault| format!("opening: {fault}"))?;
        if let Some(lost) = workspace.originals_lost().map_err(|fault| fault.to_string())?.first() {
            return Err(format!("the original {lost} is gone"));
        }
        drop(workspace);
        if state != [0; 3] && receipt != self.receipts[&state] {
            let right = &self.receipts[&state].short;
            return Err(format!("another receipt for {state:?}: {} for {right}", receipt.short));
        }
        let last = self.story.deliveries.len() - 1;
        // From the last that was acknowledged on: it is told again what became of it.
        for delivery in &self.story.deliveries[acknowledged.saturating_sub(1).min(last)..] {
            hand_in(root, delivery, &delivery.request)?;
        }
        // Once more, as another request: it is there already.
        hand_in(root, &self.story.deliveries[last], "once-more")?;
        let workspace = Workspace::open(root).map_err(|fault| format!("opening: {fault}"))?;
        let (there, whole) = (self::state(&workspace)?, self.states[self.states.len() - 1]);
        drop(workspace);
        if there != whole {
            return Err(format!("handed in again, deliveries {there:?} are there for {whole:?}"));
        }
        // With the figures of what was handed in again stand those of what is new.
        hand_in(root, &further(), "further-delivery")?;
        let Answers { state, receipt } = answers(root)?;
        if state != self.further.state {
            return Err(format!("of a further delivery {state:?} are there for {:?}", self.further.state));
        }
        if receipt == self.further.receipt {
            Ok(())
        } else {
            Err("another receipt once all was handed in again, and a further delivery".into())
        }
    }

    /// Whether exactly so many deliveries are there: quicker than all figures.
    pub fn is_there(&self, root: &Path, deliveries: usize) -> Result<(), String> {
        let workspace = Workspace::open(root).map_err(|fault| format!("opening: {fault}"))?;
        let (state, right) = (state(&workspace)?, self.states[deliveries]);
        if state != right {
            return Err(format!("submissions {state:?} are there for {right:?}"));
        }
        self.same_files(root, deliveries)
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
}

/// A month that the story does not reach, of the persons whom it names.
fn further() -> HandedIn {
    let files = (0..OPERATORS.len()).map(|operator| payroll(operator, 10, 8000)).collect();
    HandedIn { request: "further-delivery".to_owned(), replaces: false, files }
}

fn hand_in(root: &Path, delivery: &HandedIn, request: &str) -> Result<(), String> {
    let workspace = Workspace::open(root).map_err(|fault| format!("handing in again: {fault}"))?;
    take_in(&workspace, delivery, request).map_err(|fault| format!("handing in again: {fault}"))
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
    Ok(Answers { state, receipt: Receipt { whole: format!("{receipt:?}"), short } })
}

/// How many submissions of each operator count.
pub fn state(workspace: &Workspace) -> Result<State, String> {
    let mut state = [0; 3];
    for (count, operator) in state.iter_mut().zip(OPERATORS) {
        let operator = OperatorId::new(operator).expect("an operator");
        *count = workspace.store.submissions(&operator).map_err(|fault| format!("looking: {fault}"))?.len();
    }
    Ok(state)
}
