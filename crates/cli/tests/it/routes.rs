//! Every route of the pages × every role × the own operator's, another's, nobody's, held against the table of rights read by
//! somebody else than its reader; and from where each role begins, every link leads to a page.

use contract::identity::OperatorId;
use office::act::appoint::Whom;
use office::actor::{HOUSE, Matter, RIGHTS, Scope};
use office::known::{Known, When};
use office::now::Now;
use office::question;
use office::role::View;
use portal::address::{ROUTES, Route, Screen};

use crate::house::{House, OTHER, OWN, Reader, ask, crawl};

/// Of whom a page is, seen from who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Own,
    Others,
    Nobody,
}

/// How much the table gives a reader of a matter.
fn told(reader: &Reader, matter: Matter) -> Scope {
    let (_, operators, public) = RIGHTS.iter().find(|(known, ..)| *known == matter).expect("a row");
    // Sums are of the public's one day, and so nobody's who chooses days.
    let no_sums = |scope: &Scope| if *scope == Scope::Sums { Scope::Nothing } else { *scope };
    match reader.mandate.map(|(role, whom)| role.view(whom)) {
        None if reader.is_public => *public,
        None | Some(View::Office) => Scope::Whole,
        Some(View::Operators) => no_sums(operators),
        Some(View::House) if HOUSE.contains(&matter) => Scope::Whole,
        Some(View::House | View::Public) => no_sums(public),
    }
}

/// Whether a page opens.
fn opens(reader: &Reader, route: &Route, of: Of) -> bool {
    let is_one_operator_s = route.pattern.contains("{operator}");
    match (told(reader, route.screen.matter()), is_one_operator_s, of) {
        (Scope::Nothing, ..) | (_, true, Of::Nobody) => false,
        (Scope::Whole, ..) | (_, false, _) => true,
        (Scope::Own, true, Of::Own) => reader.mandate.is_some_and(|(_, whom)| whom == Whom::Operators),
        (Scope::Own | Scope::Sums, true, _) => false,
    }
}

/// An amount of an operator under a clause, as the reader's own list names it; else as the office's does.
fn amount(known: &Known, reader: &Reader, operator: &str) -> (String, String, String) {
    let of = |actor| question::operator(known, actor, operator, Default::default(), 1).ok().flatten();
    let view = of(&reader.actor).or_else(|| of(&office::actor::Actor::Office)).expect("an operator");
    let row = view.determinations.first().expect("an amount");
    let key = office::answer::amount::key_word(&row.determination.key);
    (row.contract.clone(), row.determination.clause.clone(), key)
}

fn path(known: &Known, reader: &Reader, route: &Route, of: Of) -> String {
    let operator = match of {
        Of::Own => OWN,
        Of::Others => OTHER,
        Of::Nobody => "op-none",
    };
    let (contract, clause, key) = amount(known, reader, if of == Of::Nobody { OWN } else { operator });
    let filled = [("{contract}", &*contract), ("{clause}", &clause), ("{operator}", operator), ("{key}", &key)];
    let filled =
        filled.into_iter().fold(route.pattern.replace("{entry}", "2"), |path, (name, value)| path.replace(name, value));
    format!("/en{filled}")
}

#[test]
fn every_route_of_every_role_opens_as_the_table_says() {
    let house = House::new();
    assert!(OperatorId::new(OWN).is_some_and(|own| OperatorId::new(OTHER).is_some_and(|other| own != other)));
    let known = Known::when(&house.workspace, Now::of(0), When::default()).expect("known");
    let mut looked_at = 0;
    for reader in &house.readers {
        let address = house.served(reader);
        for route in ROUTES {
            for of in [Of::Own, Of::Others, Of::Nobody] {
                let path = path(&known, reader, route, of);
                let answer = ask(address, &path);
                let what = format!("{path} by {:?} (public: {})", reader.mandate, reader.is_public);
                let is_closed = told(reader, route.screen.matter()) == Scope::Nothing;
                match (opens(reader, route, of), answer.status) {
                    (true, 200) | (false, 404) => {}
                    // Whoever begins at a register that is closed to them is led to where they may begin.
                    (false, 303) if route.screen == Screen::Register => {
                        let leads = answer.leads.expect("a place");
                        assert_eq!(ask(address, &leads).status, 200, "{what} leads to {leads}");
                    }
                    (expected, status) => panic!("{what}: {status}, opens by the table: {expected}"),
                }
                if answer.status == 404 {
                    assert_eq!(answer.body.contains("This page is not open to you"), is_closed, "{what}");
                    assert!(answer.body.contains("To where you begin"), "{what}");
                }
                looked_at += 1;
            }
            // Nobody learns from a refusal whether there is anything: another's page is refused as nobody's is.
            let [others, nobody] = [Of::Others, Of::Nobody].map(|of| path(&known, reader, route, of));
            if !opens(reader, route, Of::Others) {
                let [others, nobody] = [others, nobody].map(|path| ask(address, &path).body.replace(&path, ""));
                assert_eq!(others, nobody, "{} by {:?}", route.pattern, reader.mandate);
            }
        }
    }
    assert_eq!(looked_at, house.readers.len() * ROUTES.len() * 3);
}

#[test]
fn no_link_of_any_role_is_dead() {
    let house = House::new();
    // One of each who is told something else.
    let others = ["finance-orderer-office", "accountant-office", "signatory-operators", "committee-member-office"];
    for reader in house.readers.iter().filter(|reader| !others.contains(&reader.account.as_str())) {
        let found = crawl(house.served(reader), "en", 2);
        assert_eq!(found.dead, Vec::<String>::new(), "{:?} (public: {})", reader.mandate, reader.is_public);
        assert!(found.pages.len() > 1, "{:?} reads nothing", reader.mandate);
    }
}
