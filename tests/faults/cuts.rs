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
    let told = story.tell(true);
    // Nothing escaped: what was recorded is what lies there.
    let recorded: BTreeMap<String, Vec<u8>> =
        told.disk.now().paths().into_iter().map(|(path, bytes)| (path, bytes.to_vec())).collect();
    assert!(recorded == content(&story.desk()), "the record and the folder differ");
    let (cuts, calls) = (count(130), told.disk.calls.len());
    let is_of =
        |place: &usize| ["journal.sqlite", "vault.sqlite"].map(|of| told.disk.calls[*place].0.name.contains(of));
    let is_of_journal = |place: &usize| is_of(place).contains(&true);
    // After a call on the files of journal or vault and before the next one.
    let commits: Vec<usize> = (1..calls).filter(|after| is_of_journal(&(after - 1)) && is_of_journal(after)).collect();
    let try_one = |cut: usize| {
        let mut chance = Chance::new(SEED, cut as u64);
        // Every stretch of the story alike, and each manner; some within a commit of the journal or the vault.
        let after = match cut % 3 {
            0 => commits[cut * commits.len() / cuts],
            _ => (cut * calls / cuts + chance.below(calls / cuts + 1)).min(calls),
        };
        let manner = MANNERS[cut % MANNERS.len()];
        let image = told.disk.cut(&Cut { after, manner, without: None }, &mut chance);
        let kept = told.disk.cut(&Cut { after, manner: Manner::Kept, without: None }, &mut chance);
        let said = judge.of_image(&image, &format!("cut-{cut}"), told.acknowledged(after));
        let said = said.map_err(|why| format!("cut {cut} {}, {manner:?}: {why}", told.at(after)));
        (image.paths() != kept.paths(), commits.contains(&after), said)
    };
    let tried = side_by_side(cuts, try_one);
    let took = tried.iter().filter(|(took, ..)| *took).count();
    let within = tried.iter().filter(|(_, within, _)| *within).count();
    let wrong: Vec<String> = tried.into_iter().filter_map(|(.., said)| said.err()).collect();
    let wrongs = wrong.len();
    let which = format!("{within} within a commit of journal or vault, {took} took something");
    clock.tell(format!("{cuts} power cuts in {calls} calls ({which}), {wrongs} wrong"));
    assert!(within * 4 >= cuts, "only {within} of {cuts} cuts fell within a commit");
    assert!(took * 2 > cuts, "only {took} of {cuts} cuts took something");
    none_wrong(&wrong);
}
