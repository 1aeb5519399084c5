//! Every sync is necessary: with one switched off, power cuts around it do harm.
//!
//! A site is a kind of file or folder that is synced ([`crate::site`]). A sync that is switched off does nothing, and the
//! disk loses just what it would have made safe: right after it, after what follows, when the command ends, and at the end
//! of the story.

use std::collections::BTreeMap;

use crate::birth::Birth;
use crate::chance::Chance;
use crate::count::{Clock, SEED, count, none_wrong, side_by_side};
use crate::disk::{Cut, Image, Manner};
use crate::judge::Judge;
use crate::log::What;
use crate::story::{Story, Told};

/// Sites at which a sync is known to save nothing that this story could lose, each with why it stays.
const SAVES_NOTHING: [(&str, &str); 4] = [
    ("workspace/.new-workspace/journal.sqlite-journal", SQLITE_S_OWN),
    ("workspace/.new-workspace/journal.sqlite-wal", SQLITE_S_OWN),
    ("workspace/vault/vault.new-journal", "SQLite's own, of a file that takes its place only once it is whole"),
    (
        "workspace/vault/vault.sqlite-journal",
        "SQLite's own, against half a commit: these cuts fall before and after one",
    ),
];
const SQLITE_S_OWN: &str =
    "SQLite's own, in a folder that is removed where the birth does not end, and synced whole where it does";

#[test]
fn with_any_sync_of_a_delivery_switched_off_the_power_cuts_around_it_do_harm() {
    let story = Story::new();
    let judge = Judge::new(&story);
    let told = story.tell(true);
    each_is_needed(&told, |image, name, after| judge.of_image(image, name, told.acknowledged(after)));
}

#[test]
fn with_any_sync_of_a_birth_switched_off_the_power_cuts_around_it_do_harm() {
    let birth = Birth::new();
    each_is_needed(&birth.told, |image, name, after| birth.judge(image, name, after));
}

/// Switches off one site after the other.
fn each_is_needed(told: &Told, judge: impl Fn(&Image, &str, usize) -> Result<(), String> + Sync) {
    let clock = Clock::start();
    let mut tries: Vec<(String, usize, Manner)> = Vec::new();
    for (number, site) in told.disk.sites().into_iter().enumerate() {
        let mut cuts = around(told, &site);
        let mut chance = Chance::new(SEED, number as u64);
        while cuts.len() > count(6) {
            // The first few are the sharpest.
            let place = 4 + chance.below(cuts.len() - 4);
            cuts.remove(place);
        }
        tries.extend(cuts.into_iter().map(|(after, manner)| (site.clone(), after, manner)));
    }
    let harmed = side_by_side(tries.len(), |number| {
        let (site, after, manner) = &tries[number];
        let mut chance = Chance::new(SEED, number as u64);
        let image = told.disk.cut(&Cut { after: *after, manner: *manner, without: Some(site) }, &mut chance);
        judge(&image, &format!("switched-{number}"), *after).err()
    });
    let mut table: BTreeMap<&str, (usize, usize, &str)> = BTreeMap::new();
    for ((site, ..), harm) in tries.iter().zip(&harmed) {
        let row = table.entry(site).or_default();
        row.0 += 1;
        if let Some(harm) = harm {
            (row.1, row.2) = (row.1 + 1, harm);
        }
    }
    println!("tried   red  site, and a harm");
    for (number, (site, (tried, red, harm))) in table.iter().enumerate() {
        println!("{tried:5} {red:5}  {}. {site}: {}", number + 1, harm.chars().take(120).collect::<String>());
    }
    clock.tell(format!("{} syncs switched off in {} power cuts", table.len(), tries.len()));
    let why = |site: &str| SAVES_NOTHING.iter().find(|(known, _)| *known == site).map(|(_, why)| *why);
    let wrong = table.iter().filter_map(|(site, (_, red, _))| match (red, why(site)) {
        (0, None) => Some(format!("{site} is synced, and nothing depends on it")),
        (1.., Some(why)) => Some(format!("{site} saves something, which it should not: {why}")),
        _ => None,
    });
    none_wrong(&wrong.collect::<Vec<_>>());
}

/// Power cuts around the syncs of a site, the sharpest first.
fn around(told: &Told, site: &str) -> Vec<(usize, Manner)> {
    let calls = &told.disk.calls;
    let mut by_sharpness: [Vec<(usize, Manner)>; 3] = Default::default();
    for (place, _) in calls.iter().enumerate().filter(|(_, (_, of))| of.as_deref() == Some(site)) {
        let after = place + 1;
        let done = told.done.iter().find(|done| done.end >= after);
        let (said, end) = done.map_or((calls.len(), calls.len()), |done| (done.said.max(after), done.end));
        let moved = (after..end).find(|later| calls[*later].0.what == What::Moved).map_or(end, |later| later + 1);
        by_sharpness[0].extend([(said, Manner::Switched), (end, Manner::Switched)]);
        by_sharpness[1].extend([(moved, Manner::Switched), (end, Manner::Lost)]);
        by_sharpness[2].extend([(after, Manner::Switched), (after, Manner::Lost), (calls.len(), Manner::Switched)]);
    }
    let mut cuts: Vec<(usize, Manner)> = Vec::new();
    for cut in by_sharpness.concat() {
        if !cuts.contains(&cut) {
            cuts.push(cut);
        }
    }
    cuts
}
