//! People: how the first account is made, secrets, mandates, deputies, and two who are needed.

use std::path::Path;

use office::act::appoint::{Appointed, Appointment};
use office::act::asking::Asking;
use office::act::deputise::Interim;
use office::act::lose_factor::Lost;
use office::act::{NoChance, appoint, change_mandate, deputise, dismiss, lose_factor, pass, set_factor, set_secret};
use office::actor::{Actor, Matter, Scope};
use office::fault::Fault;
use office::now::Now;
use office::people::Mandate;
use office::recognition::{Claim, recognise, together};
use office::refusal::Refusal;
use office::role::{Role, Whom};
use office::workspace::{Birth, Shipped, Workspace};
use register::vault::secret;

const NOW: i64 = 1_803_900_000;

pub fn now(steps: i64) -> Now {
    Now::of(NOW + 30 * steps)
}

fn made(root: &Path) -> Workspace {
    let birth = Birth { shipped: Shipped::Packs, ..Birth::fictitious("2027-03-01".parse().expect("a day")) };
    Workspace::create(root, &birth, now(0)).expect("a workspace")
}

/// Chance that never repeats itself within a test.
pub fn source(seed: u8) -> impl FnMut(&mut [u8]) -> Result<(), NoChance> {
    let mut next = u128::from(seed) << 64;
    move |bytes| {
        for chunk in bytes.chunks_mut(16) {
            next += 1;
            chunk.copy_from_slice(&next.to_be_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

pub fn mandate(role: Role, of: &[&str]) -> Mandate {
    Mandate {
        role,
        whom: role.whom()[0],
        of: of.iter().map(|name| (*name).to_owned()).collect(),
        since: "2027-01-01".parse().expect("a day"),
        until: None,
        ceiling_centimes: None,
    }
}

pub fn who(account: &str, number: &str, mandates: Vec<Mandate>) -> Appointment {
    Appointment {
        account: account.to_owned(),
        name: format!("Personne {account}"),
        service_number: number.to_owned(),
        language: "fr".to_owned(),
        mandates,
    }
}

pub fn asking(of: &str) -> Asking {
    Asking::new(format!("request-{of}"))
}

pub fn code(done: Result<impl Sized, Fault>) -> String {
    let Err(fault) = done else { panic!("it was not refused") };
    match Refusal::of(&fault) {
        Some(Refusal::Said { message, .. }) => message,
        other => panic!("{other:?}: {fault}"),
    }
}

/// Whoever was appointed chooses a token and a second factor; gives both.
pub fn settled(workspace: &Workspace, account: &str, first: &Appointed, at: i64) -> (String, Vec<u8>) {
    let given = first.secret.as_deref().expect("a first secret");
    let actor = recognise(workspace, &Claim::new(account, given), now(at)).expect("recognised");
    let seed = u8::try_from(at).expect("small");
    let set = set_secret(workspace, &actor, None, &asking(&format!("secret-{account}")), now(at), &mut source(seed));
    let token = set.expect("set").token.expect("a token");
    let actor = recognise(workspace, &Claim::new(account, &token), now(at)).expect("recognised");
    let set = set_factor(workspace, &actor, &asking(&format!("factor-{account}")), now(at), &mut source(seed + 1))
        .expect("set");
    let mut factor = [0; 20];
    source(seed + 1)(&mut factor).expect("the same chance");
    assert_eq!(set.key.expect("told once").len(), 32);
    (token, factor.to_vec())
}

pub fn with_code(workspace: &Workspace, account: &str, (token, factor): &(String, Vec<u8>), at: i64) -> Actor {
    let claim = Claim::new(account, token).with_code(secret::code(factor, secret::step(NOW + 30 * at)));
    recognise(workspace, &claim, now(at)).expect("recognised")
}

#[test]
fn the_first_account_is_an_administrator_s_and_from_then_on_acts_need_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = made(&folder.path().join("workspace"));
    let to = |day: &str| day.parse().expect("a day");
    pass(&workspace, &Actor::Office, to("2027-03-02"), now(0)).expect("the owner acts");
    let clerk = who("karim", "A 12", vec![mandate(Role::Clerk, &["op-1"])]);
    let before = workspace.head().expect("a journal").entries;
    let refused = appoint(&workspace, &Actor::Office, &clerk, &asking("1"), now(0), &mut source(1));
    assert_eq!(code(refused), "refusal-account-first");
    assert_eq!(workspace.head().expect("a journal").entries, before, "nothing was recorded");

    let amina = who("amina", "B 77", vec![mandate(Role::Administrator, &[])]);
    let preview = Asking { preview: true, ..asking("2") };
    let shown = appoint(&workspace, &Actor::Office, &amina, &preview, now(0), &mut |_| unreachable!()).expect("shown");
    assert_eq!(shown, Appointed { entry: None, secret: None });
    let first = appoint(&workspace, &Actor::Office, &amina, &asking("2"), now(0), &mut source(3)).expect("appointed");
    let again = appoint(&workspace, &Actor::Office, &amina, &asking("2"), now(0), &mut source(4)).expect("the same");
    assert_eq!((again.entry.map(|entry| entry.again), again.secret), (Some(true), None), "a secret is told once");

    let refused = pass(&workspace, &Actor::Office, to("2027-03-03"), now(0));
    assert_eq!(code(refused), "refusal-right-account-needed");
    // With the first secret one chooses another, and does nothing else.
    let given = first.secret.clone().expect("a first secret");
    let actor = recognise(&workspace, &Claim::new("amina", &given), now(1)).expect("recognised");
    assert_eq!(code(pass(&workspace, &actor, to("2027-03-03"), now(1))), "refusal-right-first-secret");
    let short = set_secret(&workspace, &actor, Some("too short"), &asking("3"), now(1), &mut source(5));
    assert_eq!(code(short), "refusal-secret-short");
    let secrets = settled(&workspace, "amina", &first, 5);
    assert_eq!(code(recognise(&workspace, &Claim::new("amina", &given), now(6))), "refusal-secret-wrong");

    let bare = recognise(&workspace, &Claim::new("amina", &secrets.0), now(6)).expect("recognised");
    let refused = appoint(&workspace, &bare, &clerk, &asking("4"), now(6), &mut source(9));
    assert_eq!(code(refused), "refusal-right-code-needed");
    let amina = with_code(&workspace, "amina", &secrets, 7);
    appoint(&workspace, &amina, &clerk, &asking("4"), now(7), &mut source(9)).expect("appointed");
    pass(&workspace, &amina, to("2027-03-03"), now(7)).expect("the day passes");
    // Two accounts are two natural persons, however the number is written.
    let twice = who("samir", "a12", vec![mandate(Role::Officer, &[])]);
    let refused = appoint(&workspace, &amina, &twice, &asking("5"), now(7), &mut source(11));
    assert_eq!(code(refused), "refusal-account-person");
    let taken = who("karim", "C 5", vec![mandate(Role::Officer, &[])]);
    let refused = appoint(&workspace, &amina, &taken, &asking("6"), now(7), &mut source(12));
    assert_eq!(code(refused), "refusal-account-taken");
    dismiss(&workspace, &amina, ("karim", "left"), &asking("7"), now(7)).expect("dismissed");
    appoint(&workspace, &amina, &twice, &asking("8"), now(7), &mut source(13)).expect("an account that ended is none");

    // Journal and contents know numbers alone.
    let bytes: Vec<String> = (1..=workspace.head().expect("a journal").entries)
        .map(|number| {
            let known = office::known::Known::when(
                &std::sync::Arc::new(Workspace::open(workspace.root()).expect("open")),
                now(8),
                office::known::When::default(),
            )
            .expect("known");
            office::question::journal::entry(&known, &Actor::Office, number).expect("told").expect("an entry").bytes
        })
        .collect();
    for told in ["Personne", "B 77", "B77", "A 12", secrets.0.as_str(), given.as_str()] {
        assert!(!bytes.iter().any(|bytes| bytes.contains(told)), "{told} stands in the journal");
    }
    assert!(bytes.iter().any(|bytes| bytes.contains("\"recognised\":\"token and code\"")));
}

#[test]
fn a_code_counts_once_and_who_guesses_waits() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = made(&folder.path().join("workspace"));
    let amina = who("amina", "B 77", vec![mandate(Role::Administrator, &[])]);
    let first = appoint(&workspace, &Actor::Office, &amina, &asking("1"), now(0), &mut source(1)).expect("appointed");
    let secrets = settled(&workspace, "amina", &first, 3);
    with_code(&workspace, "amina", &secrets, 10);
    let same = Claim::new("amina", &secrets.0).with_code(secret::code(&secrets.1, secret::step(NOW + 300)));
    assert_eq!(code(recognise(&workspace, &same, now(10))), "refusal-secret-wrong", "a code counts once");
    for _ in 0..4 {
        assert_eq!(code(recognise(&workspace, &Claim::new("amina", "guess"), now(11))), "refusal-secret-wrong");
    }
    let right = Claim::new("amina", &secrets.0);
    assert_eq!(code(recognise(&workspace, &right, now(11))), "refusal-secret-wait");
    recognise(&workspace, &right, now(13)).expect("after a while");
    assert_eq!(code(recognise(&workspace, &Claim::new("nobody", "guess"), now(13))), "refusal-secret-wrong");
    // Whoever puts another hash into the vault is nobody: the journal has the seal of the one that counts.
    std::fs::rename(folder.path().join("workspace/vault"), folder.path().join("elsewhere")).expect("moved");
    assert!(matches!(recognise(&workspace, &right, now(20)), Err(Fault::Workspace(_))), "without a vault nobody acts");
    assert!(workspace.head().is_ok(), "and questions are answered");
}

#[test]
fn deputies_act_under_their_own_name_and_two_administrators_end_a_lost_factor() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = made(&folder.path().join("workspace"));
    let admin = |account: &str, number: &str| who(account, number, vec![mandate(Role::Administrator, &[])]);
    let first =
        appoint(&workspace, &Actor::Office, &admin("amina", "1"), &asking("1"), now(0), &mut source(1)).expect("first");
    let amina_s = settled(&workspace, "amina", &first, 3);
    let amina = with_code(&workspace, "amina", &amina_s, 10);
    let second =
        appoint(&workspace, &amina, &admin("brahim", "2"), &asking("2"), now(10), &mut source(20)).expect("two");
    let brahim_s = settled(&workspace, "brahim", &second, 11);
    let officer = who("chama", "3", vec![mandate(Role::Officer, &[])]);
    let third = appoint(&workspace, &amina, &officer, &asking("3"), now(10), &mut source(30)).expect("three");
    let chama_s = settled(&workspace, "chama", &third, 21);
    let clerk = who("driss", "4", vec![mandate(Role::Clerk, &["op-1", "op-2"])]);
    let fourth = appoint(&workspace, &amina, &clerk, &asking("4"), now(10), &mut source(40)).expect("four");
    let driss_s = settled(&workspace, "driss", &fourth, 31);

    // Questions are cut to what the mandates give.
    let driss = recognise(&workspace, &Claim::new("driss", &driss_s.0), now(50)).expect("recognised");
    assert_eq!(driss.operators().len(), 2);
    assert_eq!(driss.scope(Matter::Evidence), Ok(Scope::Own));
    assert!(driss.scope(Matter::Operators).is_err() && driss.scope(Matter::People).is_err());
    assert_eq!((amina.scope(Matter::People), amina.scope(Matter::Explain).is_err()), (Ok(Scope::Whole), true));

    // In the officer's place, under the own name.
    let interim = Interim {
        account: "chama".to_owned(),
        deputy: "driss".to_owned(),
        since: "2027-03-02".parse().expect("a day"),
        until: "2027-03-05".parse().expect("a day"),
    };
    deputise(&workspace, &with_code(&workspace, "chama", &chama_s, 51), &interim, &asking("5"), now(51))
        .expect("named");
    let instead = Claim { instead: Some("chama".to_owned()), ..Claim::new("driss", &driss_s.0) };
    assert_eq!(code(recognise(&workspace, &instead, now(52))), "refusal-right-deputy-none", "not yet");
    pass(&workspace, &amina, "2027-03-02".parse().expect("a day"), now(52)).expect("the day passes");
    let deputy = recognise(&workspace, &instead, now(53)).expect("recognised");
    assert_eq!(deputy.scope(Matter::Operators), Ok(Scope::Whole));
    pass(&workspace, &deputy, "2027-03-05".parse().expect("a day"), now(53)).expect("as the officer could");
    let refused = pass(&workspace, &driss, "2027-03-06".parse().expect("a day"), now(53));
    assert!(matches!(refused, Err(Fault::Refused(_))), "not under the own mandate");
    let gone = pass(&workspace, &amina, "2027-03-06".parse().expect("a day"), now(54));
    gone.expect("the day passes");
    assert_eq!(
        code(pass(&workspace, &deputy, "2027-03-07".parse().expect("a day"), now(54))),
        "refusal-right-deputy-none"
    );

    // Two administrators end what one lost; alone nobody does, and it is no day for deciding.
    let lost = Lost { account: "chama".to_owned(), reason: "telephone lost".to_owned(), secret: true };
    let alone = lose_factor(&workspace, &amina, &lost, &asking("6"), now(54), &mut source(60));
    assert_eq!(code(alone), "refusal-right-second-needed");
    let both = together(amina.clone(), with_code(&workspace, "brahim", &brahim_s, 55)).expect("two persons");
    let given = lose_factor(&workspace, &both, &lost, &asking("6"), now(55), &mut source(60)).expect("ended");
    assert_eq!(code(recognise(&workspace, &Claim::new("chama", &chama_s.0), now(56))), "refusal-secret-wrong");
    let first = Appointed { entry: None, secret: given.token };
    let chama = recognise(&workspace, &Claim::new("chama", first.secret.as_deref().expect("given")), now(56));
    let new = set_secret(
        &workspace,
        &chama.expect("recognised"),
        Some("quatre mots assez longs"),
        &asking("7"),
        now(56),
        &mut source(70),
    );
    assert_eq!(new.expect("set").token, None);
    let chama = recognise(&workspace, &Claim::new("chama", "quatre mots assez longs"), now(57)).expect("recognised");
    let factor = set_factor(&workspace, &chama, &asking("8"), now(57), &mut source(71)).expect("set");
    assert!(factor.entry.is_some());
    let mut key = [0; 20];
    source(71)(&mut key).expect("the same chance");
    let chama = with_code(&workspace, "chama", &("quatre mots assez longs".to_owned(), key.to_vec()), 58);
    assert_eq!(
        code(deputise(&workspace, &chama, &Interim { since: interim.until, ..interim }, &asking("9"), now(58))),
        "refusal-right-factor-lost"
    );

    // Somebody must be left who appoints.
    let clerk_now = [mandate(Role::Officer, &[])];
    change_mandate(&workspace, &amina, "brahim", &clerk_now, &asking("10"), now(59)).expect("changed");
    assert_eq!(
        code(change_mandate(&workspace, &amina, "amina", &clerk_now, &asking("11"), now(59))),
        "refusal-account-last-administrator"
    );
    assert_eq!(
        code(dismiss(&workspace, &amina, ("amina", "left"), &asking("12"), now(59))),
        "refusal-account-last-administrator"
    );
    let none = [Mandate { whom: Whom::Operators, ..mandate(Role::Auditor, &["op-1"]) }];
    assert_eq!(
        code(change_mandate(&workspace, &amina, "brahim", &none, &asking("13"), now(59))),
        "refusal-mandate-whom"
    );
}
