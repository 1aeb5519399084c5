//! A workspace is made whole or not at all: power cuts while the first delivery makes it.

use std::collections::BTreeMap;
use std::path::Path;

use contract::calendar::Date;
use office::workspace::{Birth as Birthday, Workspace};

use crate::chance::Chance;
use crate::count::{Clock, SEED, count, none_wrong, now, side_by_side};
use crate::disk::{Cut, Disk, Image, MANNERS};
use crate::judge::{State, state};
use crate::log::What;
use crate::story::{Story, Told, asking, content, is_about_room, submitting, take_in_at, well};

/// Where the signing key is kept, beside the workspace.
const KEYS: &str = "signing";

/// A real workspace, its signing key apart: made, and then handed a first delivery.
pub struct Birth {
    story: Story,
    pub told: Told,
    /// What lay there after each command, but for what is derived and the journal, which is asked.
    lasting: Vec<BTreeMap<String, Vec<u8>>>,
    /// How many submissions the delivery makes of each operator.
    state: State,
}

impl Birth {
    pub fn new() -> Birth {
        let story = Story::new();
        let root = story.scratch.path().join("birth");
        std::fs::create_dir(&root).expect("a folder");
        let (watch, workspace) = (story.watch().over(&root), root.join("workspace"));
        let mut told = Told { disk: Disk::of(&root), done: Vec::new() };
        let mut lasting = Vec::new();
        let first = submitting(watch.mithaq(), &workspace, &story.deliveries[0], &story.paths(0));
        for (name, mut command) in [("creation", asking(watch.mithaq(), &workspace, "create")), ("delivery", first)] {
            well(&command.env("MITHAQ_KEYS", root.join(KEYS)).output().expect("the executable runs"));
            told.record(name, watch.calls());
            let mut there = content(&root);
            let recorded = told.disk.now().paths();
            assert!(recorded.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec())).eq(there.clone()));
            there.retain(|path, _| is_lasting(path));
            lasting.push(there);
        }
        let state = state(&Workspace::open(&workspace).expect("a workspace")).expect("its state");
        Birth { told, lasting, state, story }
    }

    /// Whether the disk after a power cut is right: what was acknowledged is there; else the next command makes it anew.
    pub fn judge(&self, image: &Image, name: &str, after: usize) -> Result<(), String> {
        let root = self.story.scratch.path().join(name);
        image.write(&root);
        let said = self.of(&root, self.told.done.iter().filter(|done| done.said <= after).count());
        std::fs::remove_dir_all(&root).expect("it goes");
        said
    }

    /// The same of a folder, after so many commands were acknowledged.
    fn of(&self, desk: &Path, acknowledged: usize) -> Result<(), String> {
        let (there, root) = (content(desk), desk.join("workspace"));
        let lasting = acknowledged.checked_sub(1).map(|last| &self.lasting[last]);
        let differs = |(path, bytes): &(&String, &Vec<u8>)| there.get(*path) != Some(*bytes);
        if let Some((path, _)) = lasting.into_iter().flatten().find(differs) {
            return Err(format!("{path} is not what it was"));
        }
        // A workspace that is there has its signing key, which lies elsewhere.
        for key in ["signing.key", "opening.key"] {
            let is_there = there.keys().any(|path| path.starts_with(KEYS) && path.ends_with(key));
            if there.contains_key("workspace/workspace.json") && !is_there {
                return Err(format!("{key} is gone"));
            }
        }
        let birth =
            Birthday { fictitious: None, keys: desk.join(KEYS), ..Birthday::fictitious(Date::from_days(20_000)) };
        let made = Workspace::open_or_create(&root, &birth, now());
        let workspace = made.map_err(|fault| format!("making it: {fault}"))?;
        let before = state(&workspace)?;
        if before != self.state && (acknowledged > 1 || before != [0; 3]) {
            return Err(format!("submissions {before:?} are there"));
        }
        let is_shipped = |path: &str| path.starts_with("workspace/contracts/") && !path.ends_with('/');
        for (path, bytes) in self.lasting[0].iter().filter(|(path, _)| is_shipped(path)) {
            if std::fs::read(desk.join(path)).is_ok_and(|there| there != *bytes) {
                return Err(format!("{path} is not what is shipped"));
            }
        }
        let first = &self.story.deliveries[0];
        take_in_at(&workspace, first, &first.request, now()).map_err(|fault| format!("handing in: {fault}"))?;
        if state(&workspace)? == self.state {
            Ok(())
        } else {
            Err("not all is there once it was handed in again".into())
        }
    }
}

/// What must stay as it is once it was acknowledged.
fn is_lasting(path: &str) -> bool {
    let other = ["/edition/", "/sightings.bin", "/.lock", "/editions.json", "/names-", "/.editions", "/journal.sqlite"];
    !path.starts_with("workspace/results") && !other.iter().any(|name| path.contains(name))
}

#[test]
fn a_workspace_is_made_whole_or_not_at_all() {
    let clock = Clock::start();
    let birth = Birth::new();
    let (cuts, calls) = (count(40), birth.told.disk.calls.len());
    let wrong = side_by_side(cuts, |cut| {
        let mut chance = Chance::new(SEED, cut as u64);
        let after = (cut * calls / cuts + chance.below(calls / cuts + 1)).min(calls);
        let manner = MANNERS[cut % MANNERS.len()];
        let image = birth.told.disk.cut(&Cut { after, manner, without: None }, &mut chance);
        let said = birth.judge(&image, &format!("birth-{cut}"), after);
        said.map_err(|why| format!("cut {cut} {}, {manner:?}: {why}", birth.told.at(after)))
    });
    let wrong: Vec<String> = wrong.into_iter().filter_map(Result::err).collect();
    clock.tell(format!("{cuts} power cuts in {calls} calls of a birth, {} wrong", wrong.len()));
    none_wrong(&wrong);
}

/// How a birth is stopped.
const FAULTS: [(&str, What); 2] = [("MITHAQ_FAULTS_FULL", What::Full), ("MITHAQ_FAULTS_KILL", What::Killed)];

#[test]
fn a_birth_that_is_stopped_leaves_nothing_in_the_way() {
    let clock = Clock::start();
    let birth = Birth::new();
    let paths = birth.story.paths(0);
    let calls = &birth.told.disk.calls[..birth.told.done[0].end];
    let grows = calls.iter().filter(|(call, _)| call.what.grows()).count();
    let changes = calls.iter().filter(|(call, _)| call.what.changes()).count();
    let all: Vec<(usize, usize)> = (1..=grows).map(|at| (0, at)).chain((1..=changes).map(|at| (1, at))).collect();
    // One in four, or all of them.
    let some: Vec<(usize, usize)> = all.into_iter().skip(1).step_by(5 - count(1).min(4)).collect();
    let tried = side_by_side(some.len(), |place| {
        let (which, at) = some[place];
        let (fault, fires) = FAULTS[which];
        let root = birth.story.scratch.path().join(format!("stopped-{place}"));
        std::fs::create_dir(&root).expect("a folder");
        let watch = birth.story.watch().over(&root);
        let mut first = submitting(watch.mithaq(), &root.join("workspace"), &birth.story.deliveries[0], &paths);
        first.env("MITHAQ_KEYS", root.join(KEYS)).env(fault, at.to_string());
        let output = first.output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(watch.calls().iter().any(|call| call.what == fires), "{fault} at {at} did not fire");
        let clear =
            fires == What::Killed || (output.status.code().is_some_and(|code| code > 0) && is_about_room(&said));
        let stopped = if clear { birth.of(&root, 0) } else { Err(format!("{:?} {said}", output.status)) };
        std::fs::remove_dir_all(&root).expect("it goes");
        stopped.map_err(|why| format!("{fault} at {at}: {why}"))
    });
    let wrong: Vec<String> = tried.into_iter().filter_map(Result::err).collect();
    let kills = some.iter().filter(|(which, _)| *which == 1).count();
    let full = some.len() - kills;
    clock.tell(format!("the disk full at {full} and a kill at {kills} calls of a birth, {} wrong", wrong.len()));
    none_wrong(&wrong);
}

#[test]
fn what_lies_in_the_way_is_somebody_s_and_refused() {
    let story = Story::new();
    let root = story.scratch.path().join("theirs");
    std::fs::create_dir_all(root.join("keys")).expect("a folder");
    std::fs::write(root.join("keys/pseudonym.key"), "theirs").expect("a key");
    let birth = Birthday::fictitious(Date::from_days(20_000));
    assert!(Workspace::open_or_create(&root, &birth, now()).is_err());
    assert_eq!(std::fs::read(root.join("keys/pseudonym.key")).expect("a key"), b"theirs");
    assert!(!root.join("workspace.json").exists());
}
