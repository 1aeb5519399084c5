//! A workspace is made whole or not at all: power cuts while the first delivery makes it.

use std::collections::BTreeMap;
use std::path::Path;

use office::workspace::Workspace;

use crate::chance::Chance;
use crate::count::{Clock, SEED, count, none_wrong, side_by_side};
use crate::disk::{Cut, Disk, Image, MANNERS};
use crate::judge::{Judge, answers};
use crate::log::What;
use crate::story::{Story, Told, content, now, real, submitting, take_in, trim, well};

/// The first delivery, handed in where there is nothing.
pub struct Birth {
    story: Story,
    pub told: Told,
    /// What lay there in the end, but for what is derived.
    lasting: BTreeMap<String, Vec<u8>>,
    /// What the first delivery comes to.
    amounts: String,
}

impl Birth {
    pub fn new() -> Birth {
        let story = Story::new();
        let root = story.scratch.path().join("birth");
        std::fs::create_dir(&root).expect("a folder");
        let watch = story.watch().over(&root);
        let mut disk = Disk::of(&root);
        let paths = story.paths(0);
        let mut first = submitting(watch.mithaq(), &root.join("workspace"), &story.deliveries[0], &paths);
        well(&first.output().expect("the executable runs"));
        disk.record(watch.calls());
        let mut lasting = content(&root);
        assert!(disk.now().paths().iter().map(|(path, bytes)| (path.clone(), bytes.to_vec())).eq(lasting.clone()));
        lasting.retain(|path, _| is_lasting(path));
        let done = vec![("first delivery", disk.calls.len())];
        let judge = Judge::new(&story);
        let amounts = judge.receipt(judge.states[1]).amounts;
        Birth { told: Told { disk, done }, lasting, amounts, story }
    }

    /// Whether the disk after a power cut is right: what was acknowledged is there; else the next command makes it anew.
    pub fn judge(&self, image: &Image, name: &str, after: usize) -> Result<(), String> {
        let root = self.story.scratch.path().join(name);
        image.write(&root);
        let said = self.of(&root, self.told.acknowledged(after) > 0);
        std::fs::remove_dir_all(&root).expect("it goes");
        said
    }

    fn of(&self, desk: &Path, acknowledged: bool) -> Result<(), String> {
        let there = content(desk);
        if acknowledged
            && let Some((path, _)) = self.lasting.iter().find(|(path, bytes)| there.get(*path) != Some(*bytes))
        {
            return Err(format!("{path} is not what it was"));
        }
        let root = desk.join("workspace");
        let workspace = Workspace::open_or_create(&root, &real(&self.story.keys()), now())
            .map_err(|fault| format!("making it: {fault}"))?;
        for (path, bytes) in self.lasting.iter().filter(|(path, _)| path.starts_with("workspace/contracts/")) {
            if !std::fs::read(desk.join(path)).is_ok_and(|there| there == *bytes) && !path.ends_with('/') {
                return Err(format!("{path} is not what is shipped"));
            }
        }
        trim(&root);
        take_in(&workspace, &self.story.deliveries[0]).map_err(|fault| format!("handing in: {fault}"))?;
        let amounts = answers(&root)?.receipt.amounts;
        if amounts == self.amounts { Ok(()) } else { Err("it comes to something else".to_owned()) }
    }
}

/// What must stay as it is once it was acknowledged.
fn is_lasting(path: &str) -> bool {
    let derived = ["/edition/", "/sightings.bin", "/.lock", "/editions.json", "/names-", "/.editions"];
    !path.starts_with("workspace/results") && !derived.iter().any(|name| path.contains(name))
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
    // Where the first submission begins, the workspace is whole.
    let calls = &birth.told.disk.calls;
    let whole = calls.iter().position(|(call, _)| call.name.contains("evidence/op-1")).expect("a submission");
    let grows = calls[..whole].iter().filter(|(call, _)| call.what.grows()).count();
    let tried = side_by_side(grows + whole, |place| {
        let ((fault, fires), at) = if place < grows { (FAULTS[0], place + 1) } else { (FAULTS[1], place - grows + 1) };
        let root = birth.story.scratch.path().join(format!("stopped-{place}"));
        std::fs::create_dir(&root).expect("a folder");
        let watch = birth.story.watch().over(&root);
        let mut first = submitting(watch.mithaq(), &root.join("workspace"), &birth.story.deliveries[0], &paths);
        let output = first.env(fault, at.to_string()).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(watch.calls().iter().any(|call| call.what == fires), "{fault} at {at} did not fire");
        let clear = fires == What::Killed
            || (output.status.code().is_some_and(|code| code > 0) && said.contains("No space left"));
        let stopped = if clear { birth.of(&root, false) } else { Err(format!("{:?} {said}", output.status)) };
        std::fs::remove_dir_all(&root).expect("it goes");
        stopped.map_err(|why| format!("{fault} at {at}: {why}"))
    });
    let wrong: Vec<String> = tried.into_iter().filter_map(Result::err).collect();
    clock.tell(format!("the disk full at {grows} and a kill at {whole} calls of a birth, {} wrong", wrong.len()));
    none_wrong(&wrong);
}

#[test]
fn what_lies_in_the_way_is_somebody_s_and_refused() {
    let story = Story::new();
    let root = story.scratch.path().join("theirs");
    std::fs::create_dir_all(root.join("keys")).expect("a folder");
    std::fs::write(root.join("keys/pseudonym.key"), "theirs").expect("a key");
    assert!(Workspace::open_or_create(&root, &real(&story.keys()), now()).is_err());
    assert_eq!(std::fs::read(root.join("keys/pseudonym.key")).expect("a key"), b"theirs");
    assert!(!root.join("workspace.json").exists());
}
