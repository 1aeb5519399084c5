//! What leaves for an operator names persons by its own reference numbers: no byte that its clerk may read is the number by
//! which the office knows a person at every operator, whole or as pages shorten it.

use std::collections::BTreeSet;
use std::process::Output;

use office::actor::Actor;
use office::answer::amount::short;
use office::known::{Known, When};
use office::now::Now;
use office::question;

use crate::house::{Crawl, House, OWN, ask, crawl};

const CLERK: &str = "clerk-operators";
const OFFICER: &str = "officer-office";

/// What a clerk may ask, and what not: whatever comes of it is searched.
const ASKED: &[&str] = &[
    "evidence",
    "evidence --json",
    "evidence --operator op-001",
    "evidence --operator op-001 --json",
    "evidence --operator op-002 --json",
    "assess --by-operator --compare-readings",
    "assess --json",
    "assess --waiting --operator op-001",
    "assess --waiting --operator op-001 --json",
    "explain pae",
    "explain pae --operator op-001",
    "explain pae --operator op-001 --json",
    "explain air --operator op-001 --year 2025 --json",
    "explain air --operator op-002 --json",
    "across --json",
    "journal --json",
    "journal 5 --json",
    "operators --json",
    "people --json",
    "texts --json",
    "status",
    "verify",
    "replay 5",
    "person --cnss 100000001",
];

/// Every number of a person that the store knows, in the forms in which it is written.
struct Numbers {
    whole: BTreeSet<String>,
    short: BTreeSet<String>,
}

impl Numbers {
    fn of(house: &House) -> Numbers {
        let store = &house.workspace.store;
        let mut all = BTreeSet::new();
        for sound in house.workspace.contracts().expect("contracts") {
            let tables: Vec<&str> = sound.contract.tables.iter().map(|table| table.id.as_str()).collect();
            for operator in store.operators(house.today).expect("operators") {
                all.extend(store.load(&operator, &tables, house.today).expect("evidence").persons);
            }
        }
        let doubtful = store.contradictions(house.today).expect("told");
        all.extend(doubtful.iter().flat_map(|one| [one.by_number, one.by_card]));
        let whole = all.iter().map(ToString::to_string).collect();
        Numbers { whole, short: all.iter().map(|one| short(*one)).collect() }
    }

    /// What of them stands in some bytes: the whole ones anywhere, the short ones where a word begins.
    fn traces(&self, bytes: &[u8]) -> Vec<String> {
        let is_digit = |byte: &u8| byte.is_ascii_hexdigit();
        let mut found = Vec::new();
        let mut begins = true;
        for at in 0..bytes.len() {
            let text = |length: usize| {
                let part = bytes.get(at..at + length).filter(|part| part.iter().all(is_digit))?;
                Some(String::from_utf8_lossy(part).to_ascii_lowercase())
            };
            let is_short = begins && text(8).is_some_and(|text| self.short.contains(&text));
            if is_short || text(32).is_some_and(|text| self.whole.contains(&text)) {
                found.push(
                    String::from_utf8_lossy(&bytes[at.saturating_sub(30)..(at + 40).min(bytes.len())]).into_owned(),
                );
            }
            begins = !bytes[at].is_ascii_alphanumeric();
        }
        found
    }

    fn in_output(&self, output: &Output) -> Vec<String> {
        [&output.stdout, &output.stderr].into_iter().flat_map(|bytes| self.traces(bytes)).collect()
    }
}

fn words(command: &str) -> Vec<&str> {
    command.split_whitespace().collect()
}

/// The commands of pages that explain an amount.
fn explaining(crawl: &Crawl) -> BTreeSet<String> {
    let commands = crawl.pages.values().flat_map(|html| html.split("mithaq explain ").skip(1));
    commands.filter_map(|rest| rest.split('<').next()).map(|rest| format!("explain {rest}")).collect()
}

#[test]
fn no_number_of_the_office_leaves_for_an_operator() {
    let house = House::new();
    let numbers = Numbers::of(&house);
    assert!(numbers.whole.len() > 40, "{}", numbers.whole.len());
    let clerk_s = house.served(house.reader(CLERK));
    let mut read = 0;
    let mut pages = Crawl::default();
    pages.pages.extend(crawl(clerk_s, "en", 10).pages);
    assert!(pages.pages.keys().any(|path| path.contains("/amounts/")), "no amount is opened");
    for (place, (path, html)) in pages.pages.iter().enumerate() {
        assert_eq!(numbers.traces(html.as_bytes()), Vec::<String>::new(), "{path}");
        // The same pages in another language, in turn.
        let other = path.replacen("/en", ["/fr", "/ar"][place % 2], 1);
        let told = ask(clerk_s, &other);
        assert_eq!((told.status, numbers.traces(told.body.as_bytes())), (200, Vec::new()), "{other}");
        read += 2;
    }
    assert!(read > 60, "{read} pages");

    let exports = tempfile::tempdir().expect("a folder");
    let export = |name: &str| exports.path().join(name).display().to_string();
    let (csv, parquet) = (export("own.csv"), export("own.parquet"));
    let mut asked: Vec<String> = ASKED.iter().map(|one| (*one).to_owned()).collect();
    asked.extend([format!("assess --export {csv}"), format!("assess --export {parquet}")]);
    let printed = explaining(&pages);
    assert!(!printed.is_empty(), "no page prints a command");
    for command in asked.iter().chain(printed.iter().take(12)) {
        let output = house.run(CLERK, &words(command));
        assert_eq!(numbers.in_output(&output), Vec::<String>::new(), "{command}");
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(!printed.contains(command) || output.status.success(), "{command}: {told}");
    }
    for path in [&csv, &parquet] {
        assert_eq!(numbers.traces(&std::fs::read(path).expect("an export")), Vec::<String>::new(), "{path}");
    }
    let own = std::fs::read_to_string(&csv).expect("an export");
    assert!(own.lines().count() > 20 && own.lines().skip(1).all(|line| line.split(';').nth(3) == Some(OWN)));

    // What comes in by the clerk is told to the clerk.
    let inbox = exports.path().join("inbox");
    std::fs::create_dir(&inbox).expect("a folder");
    let mut hand_in = vec!["submit".to_owned()];
    for (name, bytes) in &house.left.files {
        std::fs::write(inbox.join(name), bytes).expect("a file");
        hand_in.push(inbox.join(name).display().to_string());
    }
    for more in [&["--preview"][..], &["--replace"][..]] {
        let arguments: Vec<&str> = hand_in.iter().map(String::as_str).chain(more.iter().copied()).collect();
        let output = house.run(CLERK, &arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(Numbers::of(&house).in_output(&output), Vec::<String>::new(), "{more:?}");
    }

    // The search sees: where the office reads the same, it is told the numbers of the office.
    let officer_s = house.served(house.reader(OFFICER));
    let office = |path: &str| ask(officer_s, path).body;
    let mine = format!("/en/operators/{OWN}");
    let list = office(&mine);
    let amount = list.split("href=\"").find(|rest| rest.contains("/amounts/")).and_then(|rest| rest.split('"').next());
    let amount = amount.expect("an amount").to_owned();
    for (what, told) in [("the operator's page", &list), ("an amount", &office(&amount))] {
        assert_ne!(numbers.traces(told.as_bytes()), Vec::<String>::new(), "the search is blind to {what}");
    }
    for command in ["explain pae --operator op-001", "explain pae --operator op-001 --json"] {
        let output = house.run(OFFICER, &words(command));
        assert_ne!(numbers.in_output(&output), Vec::<String>::new(), "the search is blind to {command}");
    }
    let whole = export("whole.csv");
    assert!(house.run(OFFICER, &words(&format!("assess --export {whole}"))).status.success());
    assert_ne!(numbers.traces(&std::fs::read(&whole).expect("an export")), Vec::<String>::new());

    // A number of the office opens nothing for the clerk, whether or not there is one.
    let nowhere = |path: &str| {
        let answer = ask(clerk_s, path);
        (answer.status, answer.body.replace(path, ""))
    };
    let none = amount.replace(amount.rsplit('/').next().expect("a key"), "00000000-2025");
    assert_eq!(nowhere(&amount).0, 404);
    assert_eq!(nowhere(&amount), nowhere(&none));
    let person = numbers.whole.first().expect("a person");
    let asked = |person: &str| house.run(CLERK, &["explain", "pae", "--operator", OWN, "--person", person]);
    let (one, other) = (asked(person), asked(&"0".repeat(32)));
    assert_eq!((one.status.code(), one.stdout), (other.status.code(), other.stdout));
}

#[test]
fn the_same_person_has_another_reference_at_each_operator() {
    let house = House::new();
    let known = Known::when(&house.workspace, Now::of(0), When::default()).expect("known");
    let store = &house.workspace.store;
    let mut told: Vec<BTreeSet<String>> = Vec::new();
    for operator in store.operators(house.today).expect("operators") {
        let actor = Actor::Operator(operator.clone());
        let answer = question::operator(&known, &actor, operator.as_str(), Default::default(), 1).expect("told");
        let answer = answer.expect("its own");
        let persons = answer.determinations.iter().map(|row| row.determination.key.person.to_string());
        told.push(persons.collect());
        let again = question::operator(&known, &actor, operator.as_str(), Default::default(), 1).expect("told");
        assert_eq!(
            format!("{:?}", again.expect("its own").determinations),
            format!("{:?}", answer.determinations),
            "a reference lasts"
        );
    }
    for (place, one) in told.iter().enumerate() {
        assert!(!one.is_empty() && one.iter().all(|number| number.len() == 10), "{one:?}");
        assert!(told[place + 1..].iter().all(|other| one.is_disjoint(other)), "one reference at two operators");
    }
}
