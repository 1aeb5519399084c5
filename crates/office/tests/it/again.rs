//! A command of any kind that is sent two to five times, also at once and after the workspace was closed and opened anew, has one
//! effect and one answer, on both databases.

use std::time::Instant;

use office::actor::Actor;
use office::question::silent;
use office::question::verify::{Asked, verify};

use crate::specimens::{Said, Specimen, Story, specimens};

/// Where chance begins.
const SEED: u64 = 12;

/// How many times as many in a long run: `MITHAQ_REQUESTS`.
pub fn times() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "a long run says how long")]
    std::env::var("MITHAQ_REQUESTS").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// Numbers that are the same for one seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// A number from 0 to before `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }
}

/// What was tried.
#[derive(Default)]
struct Counts {
    commands: usize,
    sendings: usize,
    at_once: usize,
}

/// Sends one command as often as the dice say, some of them at once, the others after all who had the workspace open let it go.
fn send(
    story: &Story,
    one: &Specimen,
    dice: &mut Dice,
    counts: &mut Counts,
    request: fn(&str, u8) -> String,
) -> Vec<String> {
    let before = story.entries();
    let all = u8::try_from(2 + dice.roll(4)).expect("small");
    let at_once = u8::try_from(1 + dice.roll(all.into())).expect("small");
    let mut answers = Vec::new();
    // Whoever sends together sends one request; a trial of this trial sends others.
    for sendings in std::iter::once(0..at_once).chain((at_once..all).map(|number| number..number + 1)) {
        answers.extend(one.ask(story, &request(one.kind, sendings.start), sendings));
    }
    counts.commands += 1;
    counts.sendings += usize::from(all);
    counts.at_once += usize::from(if at_once > 1 { at_once } else { 0 });
    wrong(one.kind, &answers, story.entries() - before)
}

/// What is not one effect and one answer.
fn wrong(kind: &str, answers: &[Result<Said, office::fault::Fault>], effects: u64) -> Vec<String> {
    let mut wrong = Vec::new();
    // A birth records the packs that it begins with beside itself.
    let expected = if kind == "open" { 2 } else { 1 };
    if effects != expected {
        wrong.push(format!("`{kind}` sent {} times had {effects} effects", answers.len()));
    }
    let said: Vec<&Said> = answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
    wrong.extend(answers.iter().filter_map(|answer| Some(format!("`{kind}`: {}", answer.as_ref().err()?))));
    if said.iter().any(|one| one.entry != said[0].entry) {
        wrong.push(format!("`{kind}` had several answers: {said:?}"));
    }
    let told = said.iter().filter(|one| one.again.is_some()).count();
    let first = said.iter().filter(|one| one.again == Some(false)).count();
    if told > 0 && first != 1 {
        wrong.push(format!("`{kind}` was told as new {first} times"));
    }
    wrong
}

/// A whole story, every command sent several times, and each once more at the end.
fn live(on_postgres: bool, seed: u64, counts: &mut Counts) {
    let (mut story, mut dice) = (Story::new(on_postgres), Dice::new(seed));
    let request = |kind: &str, _: u8| format!("request-{kind}");
    let specimens = specimens();
    let mut answers = Vec::new();
    for one in &specimens {
        one.ready(&mut story);
        let wrong = send(&story, one, &mut dice, counts, request);
        assert_eq!(wrong, Vec::<String>::new(), "seed {seed}");
        answers.push(one.ask(&story, &request(one.kind, 0), 7..8).remove(0).expect("the same answer"));
    }
    let last = story.entries();
    for (one, then) in specimens.iter().zip(answers) {
        let now = one.ask(&story, &request(one.kind, 0), 8..9).remove(0);
        let now = now.unwrap_or_else(|fault| panic!("seed {seed}: `{}` once more, at the end: {fault}", one.kind));
        assert_eq!(now, then, "seed {seed}: `{}` once more, at the end", one.kind);
        counts.sendings += 2;
    }
    assert_eq!(story.entries(), last, "seed {seed}");
    let found = verify(&story.open(), &Actor::Office, &Asked::default(), story.now(), &silent).expect("a verification");
    assert_eq!((found.faults, found.left_behind), (vec![], vec![]), "seed {seed}");
}

#[expect(clippy::disallowed_methods, reason = "tests say how long they took")]
fn live_all(on_postgres: bool, stories: u64) {
    let (began, mut counts) = (Instant::now(), Counts::default());
    for story in 0..stories {
        live(on_postgres, SEED + story, &mut counts);
    }
    let Counts { commands, sendings, at_once } = counts;
    let (kinds, seconds) = (specimens().len(), began.elapsed().as_secs_f32());
    println!(
        "{commands} commands of {kinds} kinds sent {sendings} times, {at_once} of them at once: one effect and one answer each; \
         seeds from {SEED}, {seconds:.1} s"
    );
}

#[test]
fn a_command_sent_several_times_has_one_effect_and_one_answer() {
    live_all(false, 2 * times());
}

#[test]
fn a_command_sent_several_times_has_one_effect_and_one_answer_in_postgresql() {
    live_all(true, times());
}

/// The trial of the trial: what is sent under two requests has two effects, and that is seen.
#[test]
fn two_effects_are_seen() {
    let mut story = Story::new(false);
    let request = |kind: &str, sending: u8| format!("request-{kind}-{sending}");
    let mut seen = Vec::new();
    for one in specimens() {
        if one.kind == "rotate" {
            // Two to five at once have one request, and those that follow one each.
            let mut counts = Counts::default();
            seen = (0..8).flat_map(|seed| send(&story, &one, &mut Dice::new(seed), &mut counts, request)).collect();
            break;
        }
        one.ready(&mut story);
        one.ask(&story, &format!("request-{}", one.kind), 0..1).remove(0).expect("recorded");
    }
    assert!(seen.iter().any(|one| one.contains("effects")), "{seen:?}");
    assert!(seen.iter().any(|one| one.contains("several answers")), "{seen:?}");
}
