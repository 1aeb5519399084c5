//! Real processes, killed by SIGKILL before a call that chance names.

use std::os::unix::process::ExitStatusExt;

use crate::chance::Chance;
use crate::count::{Clock, SEED, count, none_wrong, side_by_side};
use crate::judge::Judge;
use crate::log::What;
use crate::story::{Story, asking, copy, submitting, well};

#[test]
fn no_kill_takes_what_was_acknowledged_or_changes_a_figure() {
    let clock = Clock::start();
    let story = Story::new();
    let judge = Judge::new(&story);
    let told = story.tell(false);
    let (kills, watch) = (count(40), story.watch());
    let paths: Vec<_> = (0..story.deliveries.len()).map(|place| story.paths(place)).collect();
    let tried = side_by_side(kills, |kill| {
        let mut chance = Chance::new(SEED, kill as u64);
        let command = kill % told.done.len();
        let begin = command.checked_sub(1).map_or(0, |before| told.done[before].end);
        let calls = told.disk.calls[begin..told.done[command].end].iter().filter(|(call, _)| call.what.changes());
        let at = 1 + chance.below(calls.count());
        let desk = story.scratch.path().join(format!("kill-{kill}"));
        std::fs::create_dir(&desk).expect("a folder");
        let root = desk.join("workspace");
        copy(&judge.before(command), &root);
        let watch = watch.over(&desk);
        let mut process = match story.deliveries.get(command) {
            Some(delivery) => submitting(watch.mithaq(), &root, delivery, &paths[command]),
            None => asking(watch.mithaq(), &root, "assess"),
        };
        let status = process.env("MITHAQ_FAULTS_KILL", at.to_string()).output().expect("it runs").status;
        let fired = status.signal() == Some(9) && watch.calls().iter().any(|call| call.what == What::Killed);
        // What a clerk would look at first.
        for question in ["evidence", "assess"] {
            if command > 0 {
                well(&asking(watch.mithaq(), &root, question).output().expect("it runs"));
            }
        }
        let said = judge
            .of(&root, command)
            .map_err(|why| format!("kill {kill} at call {at} of {}: {why}", told.done[command].name));
        std::fs::remove_dir_all(&desk).expect("it goes");
        (fired, said)
    });
    let fired = tried.iter().filter(|(fired, _)| *fired).count();
    let wrong: Vec<String> = tried.into_iter().filter_map(|(_, said)| said.err()).collect();
    clock.tell(format!("{kills} processes, {fired} of them killed, {} wrong", wrong.len()));
    assert_eq!(fired, kills, "each was killed");
    none_wrong(&wrong);
}
