//! Power cuts at every stage of the story.

use std::collections::BTreeMap;

use crate::chance::Chance;
use crate::count::{Clock, SEED, count, none_wrong, side_by_side};
use crate::disk::{Cut, MANNERS, Manner};
use crate::judge::Judge;
use crate::story::{Story, content};

#[test]
fn no_power_cut_takes_what_was_acknowledged_or_changes_a_figure() {
    let clock = Clock::start();
    let story = Story::new();
    let judge = Judge::new(&story);
    let told = story.tell();
    // Nothing escaped: what was recorded is what lies there.
    let recorded: BTreeMap<String, Vec<u8>> =
        told.disk.now().paths().into_iter().map(|(path, bytes)| (path, bytes.to_vec())).collect();
    assert!(recorded == content(&story.desk()), "the record and the folder differ");
    let (cuts, calls) = (count(200), told.disk.calls.len());
    let try_one = |cut: usize| {
        let mut chance = Chance::new(SEED, cut as u64);
        // Every stretch of the story alike, and each manner.
        let after = (cut * calls / cuts + chance.below(calls / cuts + 1)).min(calls);
        let manner = MANNERS[cut % MANNERS.len()];
        let image = told.disk.cut(&Cut { after, manner, without: None }, &mut chance);
        let kept = told.disk.cut(&Cut { after, manner: Manner::Kept, without: None }, &mut chance);
        let said = judge.of_image(&image, &format!("cut-{cut}"), told.acknowledged(after));
        let said = said.map_err(|why| format!("cut {cut} {}, {manner:?}: {why}", told.at(after)));
        (image.paths() != kept.paths(), said)
    };
    let tried = side_by_side(cuts, try_one);
    let took = tried.iter().filter(|(took, _)| *took).count();
    let wrong: Vec<String> = tried.into_iter().filter_map(|(_, said)| said.err()).collect();
    let wrongs = wrong.len();
    clock.tell(format!("{cuts} power cuts in {calls} calls, {took} of them took something, {wrongs} wrong"));
    assert!(took * 2 > cuts, "only {took} of {cuts} cuts took something");
    none_wrong(&wrong);
}
