//! The disk is full from some call of a submission on, whichever: a clear message, nothing half taken, and the same command
//! succeeds once there is room.

use crate::count::{Clock, count, none_wrong, side_by_side};
use crate::judge::Judge;
use crate::log::What;
use crate::story::{Story, copy, is_about_room, submitting, well};

/// The delivery that meets a full disk.
const DELIVERY: usize = 1;

#[test]
fn a_full_disk_takes_nothing_half() {
    let clock = Clock::start();
    let story = Story::new();
    let judge = Judge::new(&story);
    let told = story.tell(false);
    let paths = story.paths(DELIVERY);
    let calls = &told.disk.calls[told.done[DELIVERY - 1].end..told.done[DELIVERY].end];
    let grows = calls.iter().filter(|(call, _)| call.what.grows()).count();
    let watch = story.watch();
    // One in two, or all of them.
    let some: Vec<usize> = (0..grows).step_by(3 - count(1).min(2)).collect();
    let tried = side_by_side(some.len(), |nth| {
        let place = some[nth];
        let desk = story.scratch.path().join(format!("full-{place}"));
        std::fs::create_dir(&desk).expect("a folder");
        let root = desk.join("workspace");
        copy(&judge.before(DELIVERY), &root);
        let watch = watch.over(&desk);
        let submit = || submitting(watch.mithaq(), &root, &story.deliveries[DELIVERY], &paths);
        let output = submit().env("MITHAQ_FAULTS_FULL", (place + 1).to_string()).output().expect("it runs");
        let fired = watch.calls().iter().any(|call| call.what == What::Full);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let clear = output.status.success() || (output.status.code().is_some() && is_about_room(&said));
        // Where it succeeded, everything that was handed in is taken, whatever of derived data is not there.
        if !output.status.success() {
            well(&submit().output().expect("it runs"));
        }
        let told = match clear {
            false => Err(format!("{:?} {said}", output.status)),
            // The same figures, of some; of all, that everything is there.
            true if nth % 4 == 0 => judge.of(&root, DELIVERY + 1),
            true => judge.is_there(&root, DELIVERY + 1),
        };
        std::fs::remove_dir_all(&desk).expect("it goes");
        (fired, told.map_err(|why| format!("full from call {} on: {why}", place + 1)))
    });
    let fired = tried.iter().filter(|(fired, _)| *fired).count();
    let wrong: Vec<String> = tried.into_iter().filter_map(|(_, said)| said.err()).collect();
    let calls = some.len();
    clock.tell(format!(
        "the disk full at {calls} of {grows} calls of a submission, {fired} met it, {} wrong",
        wrong.len()
    ));
    assert!(fired * 10 >= calls * 9, "only {fired} of {calls} met a full disk");
    none_wrong(&wrong);
}
