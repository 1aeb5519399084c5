//! The table of rights against the guard, on both databases: every act of every role, its own, another's and nobody's, is
//! recorded or refused exactly as the table says. A new kind of entry comes in by its row.

use contract::calendar::Date;
use office::actor::{Actor, HOUSE, RIGHTS, Scope};
use office::now::Now;
use office::recognition::{Claim, recognise_in, together};
use office::rights::{ACTS, Act, Amount, Doing, Whose, may, may_by};
use office::role::{Role, View, Whom};
use register::canonical::Value;
use register::journal::{Draft, Journal, RecordError};
use register::store::Location;
use register::vault::{Vault, secret};
use register::{SigningKey, store};

use crate::postgres;

const NOW: i64 = 1_803_900_000;
const OWN: &str = "op-own";
const OTHER: &str = "op-other";

/// Of whom an act is, seen from who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Own,
    Others,
    Nobody,
}

struct House {
    journal: Journal,
    vault: Vault,
    signer: SigningKey,
    requests: u32,
}

fn day() -> Date {
    "2027-03-01".parse().expect("a day")
}

/// Every kind of mandate that a role may have.
fn mandates() -> Vec<(Role, Whom)> {
    Role::ALL.into_iter().flat_map(|role| role.whom().iter().map(move |whom| (role, *whom))).collect()
}

fn handle(role: Role, whom: Whom, which: u32) -> String {
    format!("{}-{}-{which}", role.word(), whom.word())
}

impl House {
    fn new(location: Location, folder: &std::path::Path) -> House {
        let signer = SigningKey::from_seed("mithaq/essai", [7; 32]).expect("a key");
        let key = signer.verifying().to_string();
        let opening = Value::texts([
            ("workspace", "essai"),
            ("zone", "UTC"),
            ("fictitious", "yes"),
            ("key", &key),
            ("program", "0.1.0"),
        ]);
        let (journal, _) =
            Journal::create(location, draft(0, "open", opening, Actor::Office.recorded()), &signer).expect("a journal");
        let vault = Vault::create(&folder.join("vault.sqlite"), "essai").expect("a vault");
        let mut house = House { journal, vault, signer, requests: 0 };
        let hash = secret::hash(b"a secret", [1; 16]).expect("a hash");
        for (number, (role, whom)) in mandates().into_iter().enumerate() {
            for which in 1..=2 {
                house.appoint(&handle(role, whom, which), 10 * number + which as usize, (role, whom), &hash);
            }
        }
        house
    }

    /// Puts an account there, past every guard.
    fn appoint(&mut self, account: &str, number: usize, (role, whom): (Role, Whom), hash: &str) {
        let seal = self.vault.keep_secret(account, hash.as_bytes()).expect("kept");
        let factor = self.vault.keep_secret(account, account.as_bytes()).expect("kept");
        self.vault.keep_name(account, "Personne Exemple").expect("kept");
        let of = if whom.names() { vec![Value::text(OWN)] } else { Vec::new() };
        let mandate = Value::map([
            ("role", Value::text(role.word())),
            ("whom", Value::text(whom.word())),
            ("of", Value::List(of)),
            ("since", Value::text("2027-01-01")),
        ]);
        let body = Value::map([
            ("account", Value::text(account)),
            ("person", Value::text(format!("{number:032x}"))),
            ("language", Value::text("fr")),
            ("mandates", Value::List(vec![mandate])),
            ("secret", Value::text(&seal)),
        ]);
        let kept = |means: &str, seal: &str| Value::texts([("account", account), ("means", means), ("seal", seal)]);
        let set = Value::texts([("account", account), ("seal", &factor)]);
        for (kind, body) in [("appoint", body), ("set-secret", kept("token", &seal)), ("set-factor", set)] {
            self.requests += 1;
            let draft = draft(self.requests, kind, body, Actor::Office.recorded());
            self.journal.record(draft, &self.signer, &|_, _| Ok(())).expect("it is recorded");
        }
    }

    /// Somebody who was recognised, with or without a code. Each code counts once, so that each time is a step later.
    fn person(&mut self, account: &str, with_code: bool) -> Actor {
        self.requests += 1;
        let second = NOW + 30 * i64::from(self.requests);
        let code = secret::code(account.as_bytes(), secret::step(second));
        let claim = Claim::new(account, "a secret");
        let claim = if with_code { claim.with_code(code) } else { claim };
        let (journal, vault) = (&self.journal, &self.vault);
        journal.read(|read| recognise_in(read, vault, &claim, day(), Now::of(second))).expect("recognised")
    }

    /// Whether the guard lets an act pass, and with which code it refuses.
    fn refusal(&mut self, actor: &Actor, kind: &str, body: Value) -> Option<String> {
        self.requests += 1;
        let draft = draft(self.requests, kind, body, actor.recorded());
        let recorded = self.journal.record(draft, &self.signer, &|read, entry| {
            may(read, actor, Doing { kind: &entry.kind, body: &entry.body, day: entry.day })
        });
        match recorded {
            Err(RecordError::Refused { code, .. }) => Some(code),
            // Past the guard: that the body says too little or too much is told afterwards.
            Ok(_) | Err(RecordError::Projection(_) | RecordError::Taken { .. }) => None,
            Err(other) => panic!("{kind}: {other}"),
        }
    }

    /// A body that says whose the act is, and what is looked at before any guard.
    fn body(&self, act: &Act, own: &str, of: Of) -> Value {
        let named = |own: &str, other: &str| match of {
            Of::Own => own.to_owned(),
            Of::Others => other.to_owned(),
            Of::Nobody => String::new(),
        };
        let mut body = match act.whose {
            Whose::House => Vec::new(),
            Whose::Field(field) => vec![(field, Value::text(named(OWN, OTHER)))],
            Whose::Each(list, field) => {
                let rows: Vec<String> = match of {
                    Of::Own => vec![OWN.to_owned(), OWN.to_owned()],
                    // One of another's among the own is another's.
                    Of::Others => vec![OWN.to_owned(), OTHER.to_owned()],
                    Of::Nobody => Vec::new(),
                };
                let row = |operator: String| Value::texts([(field, operator)]);
                vec![(list, Value::List(rows.into_iter().map(row).collect()))]
            }
            Whose::Account(field) => vec![(field, Value::text(named(own, "somebody-else")))],
        };
        body.push(("to", Value::text("2027-03-02")));
        body.push(("key", Value::text(self.signer.verifying().to_string())));
        Value::map(body)
    }
}

fn draft(request: u32, kind: &str, body: Value, actor: Value) -> Draft {
    Draft {
        request: format!("request-{request}"),
        clock: day(),
        day_named: None,
        moment: None,
        actor,
        kind: kind.to_owned(),
        stated: [].into(),
        body,
        seen: None,
    }
}

/// Runs a test in a house on each database.
fn on_both(test: impl Fn(&mut House)) {
    let folder = tempfile::tempdir().expect("a folder");
    test(&mut House::new(Location::Sqlite(folder.path().join("journal.sqlite")), folder.path()));
    let folder = tempfile::tempdir().expect("a folder");
    let schema = postgres::schema();
    let location = Location::Postgres { url: postgres::url().to_owned(), schema: Some(schema.clone()) };
    test(&mut House::new(location.clone(), folder.path()));
    let mut store = store::open(&location).expect("a connection");
    let mut transaction = store.begin(store::Access::Write).expect("a transaction");
    transaction.define(&format!("DROP SCHEMA \"{schema}\" CASCADE")).expect("dropped");
    transaction.commit().expect("dropped");
}

/// What the table says, read by somebody else than its reader.
fn expected(act: &Act, (role, whom): (Role, Whom), of: Of) -> Option<&'static str> {
    let is_account = matches!(act.whose, Whose::Account(_));
    let is_own = match act.whose {
        Whose::Field(_) | Whose::Each(..) => of == Of::Own,
        Whose::House | Whose::Account(_) => false,
    };
    match () {
        () if is_account && act.oneself && of == Of::Own => None,
        () if !act.roles.contains(&role) => Some("right-act"),
        () if whom == Whom::Office || is_own => None,
        () => Some("right-of-others"),
    }
}

#[test]
fn every_act_of_every_role_is_what_the_table_says() {
    on_both(|house| {
        let mut looked_at = 0;
        for (role, whom) in mandates() {
            let own = handle(role, whom, 1);
            let (alone, bare) = (house.person(&own, true), house.person(&own, false));
            let second = house.person(&handle(role, whom, 2), true);
            let two = together(alone.clone(), second).expect("two persons");
            for act in ACTS.iter().filter(|act| act.kind != "open") {
                for of in [Of::Own, Of::Others, Of::Nobody] {
                    let body = house.body(act, &own, of);
                    let expected = expected(act, (role, whom), of);
                    let what = format!("{} by {role:?} for {whom:?}, {of:?}", act.kind);
                    let actor = if act.two { &two } else { &alone };
                    assert_eq!(house.refusal(actor, act.kind, body.clone()).as_deref(), expected, "{what}");
                    // What was let through is not, without what else it needs.
                    let without = match expected {
                        Some(refused) => Some(refused),
                        None if act.code => Some("right-code-needed"),
                        None if act.two => Some("right-second-needed"),
                        None => None,
                    };
                    assert_eq!(house.refusal(&bare, act.kind, body.clone()).as_deref(), without, "{what}, bare");
                    if act.two {
                        let lone = expected.or(Some("right-second-needed"));
                        assert_eq!(house.refusal(&alone, act.kind, body.clone()).as_deref(), lone, "{what}, alone");
                    }
                    for nobody in [Actor::Office, Actor::Public] {
                        let refused = house.refusal(&nobody, act.kind, body.clone());
                        assert_eq!(refused.as_deref(), Some("right-account-needed"), "{what}");
                    }
                    looked_at += 1;
                }
            }
        }
        assert_eq!(looked_at, mandates().len() * (ACTS.len() - 1) * 3);
    });
}

#[test]
fn one_person_is_no_two_and_who_ended_acts_no_more() {
    on_both(|house| {
        let first = handle(Role::Administrator, Whom::Office, 1);
        let (one, again) = (house.person(&first, true), house.person(&first, true));
        let both = together(one.clone(), again).expect("the same twice");
        let rotate = Act::of_kind("rotate").expect("a row");
        let body = house.body(rotate, &first, Of::Nobody);
        assert_eq!(house.refusal(&both, "rotate", body.clone()).as_deref(), Some("right-second-same"));
        // Another who may not is no second.
        let officer = house.person(&handle(Role::Officer, Whom::Office, 1), true);
        let both = together(one.clone(), officer).expect("two persons");
        assert_eq!(house.refusal(&both, "rotate", body.clone()).as_deref(), Some("right-act"));
        // A code of before is not taken for the day on which the factor was lost, nor an account that ended.
        let account =
            |kind: &str, more: (&str, &str)| (kind.to_owned(), Value::texts([("account", first.as_str()), more]));
        for ((kind, body), refused) in [
            (account("lose-factor", ("reason", "lost")), "right-factor-lost"),
            (account("dismiss", ("reason", "left")), "right-account-over"),
        ] {
            house.requests += 1;
            let draft = draft(house.requests, &kind, body, Actor::Office.recorded());
            house.journal.record(draft, &house.signer, &|_, _| Ok(())).expect("recorded");
            let appoint = Value::texts([("account", "nobody")]);
            assert_eq!(house.refusal(&one, "appoint", appoint).as_deref(), Some(refused));
        }
    });
}

/// The ceiling of a mandate holds the sum of an act, to the centime; of several mandates the highest.
#[test]
fn an_act_is_for_no_more_than_the_mandate_says() {
    on_both(|house| {
        let officer = handle(Role::Officer, Whom::Office, 1);
        let actor = house.person(&officer, true);
        let body = |sums: &[(&str, &str)]| {
            let line = |(decided, paid): &(&str, &str)| Value::texts([("decided", *decided), ("paid", *paid)]);
            Value::map([("balances", Value::List(sums.iter().map(line).collect()))])
        };
        assert_eq!(house.refusal(&actor, "import-balances", body(&[("92233720368547758.07", "1.00")])), None);
        let mandate = |ceiling: &str| {
            Value::texts([("role", "officer"), ("whom", "office"), ("since", "2027-01-01"), ("ceiling", ceiling)])
        };
        let held = |house: &mut House, ceilings: &[&str]| {
            house.requests += 1;
            let list = Value::List(ceilings.iter().map(|ceiling| mandate(ceiling)).collect());
            let body = Value::map([("account", Value::text(officer.as_str())), ("mandates", list)]);
            let draft = draft(house.requests, "change-mandate", body, Actor::Office.recorded());
            house.journal.record(draft, &house.signer, &|_, _| Ok(())).expect("recorded");
        };
        held(house, &["100000", "100001"]);
        for (sums, refused) in [
            (&[("600.00", "0.00"), ("400.01", "1000.01")][..], None),
            (&[("600.00", "0.00"), ("400.02", "0.00")], Some("right-ceiling")),
            (&[("0.00", "500.00"), ("0.00", "500.02")], Some("right-ceiling")),
            (&[("much", "0.00")], Some("right-ceiling")),
            (&[], None),
        ] {
            assert_eq!(house.refusal(&actor, "import-balances", body(sums)).as_deref(), refused, "{sums:?}");
        }
        // An act without an amount is held by none; one of a row that a test brings is held as the table's are.
        assert_eq!(house.refusal(&actor, "enrol", body(&[("5000.00", "0.00")])), None);
        let order =
            Act { kind: "order", amount: Some(Amount::Field("amount")), ..*Act::of_kind("enrol").expect("a row") };
        for (amount, refused) in [("1000.01", None), ("1000.02", Some("right-ceiling"))] {
            let body = Value::texts([("amount", amount)]);
            let doing = Doing { kind: "order", body: &body, day: day() };
            let told = house.journal.read(|read| may_by(read, &order, &actor, doing)).err();
            let told = told.map(|refused| match refused {
                register::journal::Refused::Act { code, .. } => code,
                other => panic!("{other}"),
            });
            assert_eq!(told.as_deref(), refused, "{amount}");
        }
    });
}

#[test]
fn every_matter_of_every_role_is_told_as_the_tables_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut house = House::new(Location::Sqlite(folder.path().join("journal.sqlite")), folder.path());
    let operator = |id: &str| contract::identity::OperatorId::new(id).expect("an identifier");
    for (role, whom) in mandates() {
        let actor = house.person(&handle(role, whom, 1), false);
        for (matter, operators, public) in RIGHTS {
            // Sums are of the public's one day, and so nobody's who chooses days.
            let no_sums = |scope| if scope == Scope::Sums { Scope::Nothing } else { scope };
            let expected = match role.view(whom) {
                View::Office => Scope::Whole,
                View::Operators => no_sums(operators),
                View::House if HOUSE.contains(&matter) => Scope::Whole,
                View::House | View::Public => no_sums(public),
            };
            let told = actor.scope(matter).unwrap_or(Scope::Nothing);
            assert_eq!(told, expected, "{matter:?} of {role:?} for {whom:?}");
            let is_own = expected == Scope::Own && whom == Whom::Operators;
            assert_eq!(actor.may_ask_of(matter, &operator(OWN)).is_ok(), expected == Scope::Whole || is_own);
            assert_eq!(actor.may_ask_of(matter, &operator(OTHER)).is_ok(), expected == Scope::Whole);
        }
    }
}
