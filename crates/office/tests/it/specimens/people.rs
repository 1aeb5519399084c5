//! Accounts: once there is one, acts need one, so that these come last.

use office::act::appoint::Appointment;
use office::act::deputise::Interim;
use office::act::lose_factor::Lost;
use office::act::{Asking, appoint, change_mandate, deputise, dismiss, lose_factor, set_factor, set_secret};
use office::actor::Actor;
use office::fault::Fault;
use office::people::Mandate;
use office::recognition::together;
use office::role::Role;

use super::{Said, Specimen, Story, Turn, chance, day};

pub const SPECIMENS: &[Specimen] = &[
    Specimen::plain("appoint", |turn| {
        let (who, asking) = (administrator("amina"), turn.asking());
        let now = turn.story.now();
        let done = appoint(&turn.workspace(), &turn.actor, &who, &asking, now, &mut turn.chance())?;
        told(turn, done.secret, None);
        Ok(done.entry.into())
    }),
    Specimen::plain("set-secret", |turn| {
        let now = turn.story.now();
        let done = set_secret(&turn.workspace(), &turn.actor, None, &turn.asking(), now, &mut turn.chance())?;
        told(turn, done.token, None);
        Ok(done.entry.into())
    })
    .by(amina),
    Specimen::plain("set-factor", |turn| {
        let now = turn.story.now();
        let done = set_factor(&turn.workspace(), &turn.actor, &turn.asking(), now, &mut turn.chance())?;
        told(turn, None, done.key);
        Ok(done.entry.into())
    })
    .by(amina),
    Specimen::plain("deputise", |turn| {
        let (account, deputy) = ("amina".to_owned(), "brahim".to_owned());
        let interim = Interim { account, deputy, since: day("2026-03-05"), until: day("2026-03-09") };
        Ok(deputise(&turn.workspace(), &turn.actor, &interim, &turn.asking(), turn.story.now())?.into())
    })
    .by(amina)
    .after(|story| {
        settle(story, &administrator("brahim"), 1_000_001);
        settle(story, &who("chama", "C 3", mandate(Role::Officer, &[])), 1_000_002);
    }),
    Specimen::plain("change-mandate", |turn| {
        let to = [mandate(Role::Clerk, &["op-1"])];
        Ok(change_mandate(&turn.workspace(), &turn.actor, "chama", &to, &turn.asking(), turn.story.now())?.into())
    })
    .by(amina),
    Specimen::plain("lose-factor", |turn| {
        let lost = Lost { account: "chama".to_owned(), reason: "perdu".to_owned(), secret: true };
        let now = turn.story.now();
        let done = lose_factor(&turn.workspace(), &turn.actor, &lost, &turn.asking(), now, &mut turn.chance())?;
        Ok(done.entry.into())
    })
    .by(two),
    Specimen::plain("dismiss", |turn| {
        let who = ("chama", "parti");
        Ok(dismiss(&turn.workspace(), &turn.actor, who, &turn.asking(), turn.story.now())?.into())
    })
    .by(amina),
];

fn amina(story: &Story) -> Actor {
    story.person("amina")
}

/// Two administrators.
pub fn two(story: &Story) -> Actor {
    together(story.person("amina"), story.person("brahim")).expect("two persons")
}

fn told(turn: &Turn<'_>, secret: Option<String>, factor: Option<String>) {
    if secret.is_some() || factor.is_some() {
        turn.story.told("amina", secret, factor);
    }
}

fn mandate(role: Role, of: &[&str]) -> Mandate {
    Mandate {
        role,
        whom: role.whom()[0],
        of: of.iter().map(|name| (*name).to_owned()).collect(),
        since: day("2026-01-01"),
        until: None,
        ceiling_centimes: None,
    }
}

fn who(account: &str, number: &str, mandate: Mandate) -> Appointment {
    Appointment {
        account: account.to_owned(),
        name: format!("Personne {account}"),
        service_number: number.to_owned(),
        language: "fr".to_owned(),
        mandates: vec![mandate],
    }
}

fn administrator(account: &str) -> Appointment {
    who(account, &format!("N {}", account.len()), mandate(Role::Administrator, &[]))
}

/// Somebody is appointed and chooses a secret and a second factor.
fn settle(story: &Story, who: &Appointment, seed: u64) {
    let account = who.account.as_str();
    let (workspace, mut chance) = (story.open(), chance(seed));
    let asking = |act: &str| Asking::new(format!("ready-{act}-{account}"));
    let done = |done: Result<Said, Fault>| assert!(done.is_ok_and(|said| said.again == Some(false)), "{account}");
    let by = story.person("amina");
    let first = appoint(&workspace, &by, who, &asking("appoint"), story.now(), &mut chance).expect("appointed");
    story.told(account, first.secret, None);
    let actor = story.person(account);
    let set = set_secret(&workspace, &actor, None, &asking("secret"), story.now(), &mut chance).expect("set");
    story.told(account, set.token, None);
    let actor = story.person(account);
    let set = set_factor(&workspace, &actor, &asking("factor"), story.now(), &mut chance).expect("set");
    story.told(account, None, set.key);
    done(Ok(set.entry.into()));
}
