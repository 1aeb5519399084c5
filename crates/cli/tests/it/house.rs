//! An office with somebody of every role, whose pages are asked for as each of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use contract::calendar::Date;
use office::act::appoint::{Appointment, Mandate, Role, Whom, appoint};
use office::act::asking::Asking;
use office::act::submit::{Filled, HandIn, submit};
use office::act::{NoChance, keep_private, pass, set_factor, set_secret};
use office::actor::Actor;
use office::now::Now;
use office::recognition::{Claim, recognise, shown};
use office::workspace::{Birth, Workspace};
use portal::server::{Limits, Settings, serve};

/// The operator of those whose mandate is for operators, and another one.
pub const OWN: &str = "op-001";
pub const OTHER: &str = "op-002";

const NOW: Now = Now::of(1_803_900_000);

/// Who reads.
pub struct Reader {
    /// The account; nothing for the owner of the workspace and for the public.
    pub account: String,
    /// The mandate.
    pub mandate: Option<(Role, Whom)>,
    /// Who asks.
    pub actor: Actor,
    /// Whether it is everybody.
    pub is_public: bool,
}

/// A workspace with evidence, its people, and what was not handed in yet.
pub struct House {
    pub folder: tempfile::TempDir,
    pub root: PathBuf,
    pub workspace: Arc<Workspace>,
    pub readers: Vec<Reader>,
    /// The last delivery of [`OWN`], which nobody handed in.
    pub left: demo::Delivery,
    pub today: Date,
}

fn chance() -> impl FnMut(&mut [u8]) -> Result<(), NoChance> {
    let mut next = 7_u128;
    move |bytes| {
        for chunk in bytes.chunks_mut(16) {
            next = next.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).wrapping_add(1);
            chunk.copy_from_slice(&next.to_be_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// Every kind of mandate that a role may have.
pub fn mandates() -> Vec<(Role, Whom)> {
    Role::ALL.into_iter().flat_map(|role| role.whom().iter().map(move |whom| (role, *whom))).collect()
}

impl House {
    /// Evidence of three operators, until half a year after the offer takes effect; then people of every kind.
    pub fn new() -> House {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("mithaq-workspace");
        let size = demo::Size { operators: 3, persons: 60, months: 19, ..demo::Size::default() };
        let mut deliveries: Vec<demo::Delivery> = demo::generate(2025, size).collect();
        let last = deliveries.iter().rposition(|one| one.operator == OWN && !one.replaces).expect("a delivery");
        let left = deliveries.remove(last);
        let birth = Birth::fictitious(deliveries.first().expect("a delivery").received);
        let workspace = Workspace::create(&root, &birth, NOW).expect("a workspace").without_waiting_for_disk();
        for (number, delivery) in deliveries.into_iter().enumerate() {
            pass(&workspace, &Actor::Office, delivery.received, NOW).expect("a day");
            let filled = if delivery.replaces { Filled::Replace } else { Filled::Ask };
            let how = HandIn { filled, ..HandIn::new(format!("delivery-{number}")) };
            submit(&workspace, &Actor::Office, &delivery.files, &how, NOW).expect("an intake");
        }
        let today = workspace.today(NOW).expect("a day");
        let mut readers = Vec::new();
        let nobody = |actor: Actor, is_public| Reader { account: String::new(), mandate: None, actor, is_public };
        let mut house = House { root, workspace: Arc::new(workspace), readers: Vec::new(), left, today, folder };
        let mut by = Actor::Office;
        let mut chance = chance();
        for (number, (role, whom)) in mandates().into_iter().enumerate() {
            let account = format!("{}-{}", role.word(), whom.word());
            let actor = house.appointed(&account, number, (role, whom), &by, &mut chance);
            if role == Role::Administrator {
                by = actor.clone();
            }
            readers.push(Reader { account, mandate: Some((role, whom)), actor, is_public: false });
        }
        readers.push(nobody(Actor::Office, false));
        readers.push(nobody(Actor::Public, true));
        house.readers = readers;
        house
    }

    /// Appoints somebody, whose token lies where the executable looks for it; the first one with a second factor.
    fn appointed(
        &self,
        account: &str,
        number: usize,
        (role, whom): (Role, Whom),
        by: &Actor,
        chance: &mut dyn FnMut(&mut [u8]) -> Result<(), NoChance>,
    ) -> Actor {
        let of = match whom {
            Whom::Operators => vec![OWN.to_owned()],
            _ if whom.names() => vec!["apebi".to_owned()],
            _ => Vec::new(),
        };
        let mandate = Mandate { role, whom, of, since: self.today, until: None, ceiling_centimes: None };
        let appointment = Appointment {
            account: account.to_owned(),
            name: format!("{account} (fictive)"),
            service_number: format!("F-{number}"),
            language: "fr".to_owned(),
            mandates: vec![mandate],
        };
        let workspace = &self.workspace;
        let asking = |act: &str| Asking::new(format!("house-{act}-{account}"));
        let appointed = appoint(workspace, by, &appointment, &asking("appoint"), NOW, chance).expect("appointed");
        let first = Claim::new(account, appointed.secret.expect("a secret"));
        let actor = recognise(workspace, &first, NOW).expect("recognised");
        let token = set_secret(workspace, &actor, None, &asking("secret"), NOW, chance).expect("set").token;
        let token = token.expect("a token");
        keep_private(&self.root.join(format!("keys/people/{account}.secret")), &token).expect("kept");
        let claim = Claim::new(account, token);
        let actor = recognise(workspace, &claim, NOW).expect("recognised");
        if *by != Actor::Office {
            return actor;
        }
        let key = set_factor(workspace, &actor, &asking("factor"), NOW, chance).expect("set").key.expect("a key");
        recognise(workspace, &claim.with_code(shown(&key, NOW).expect("a code")), NOW).expect("recognised")
    }

    /// Whoever has that account.
    pub fn reader(&self, account: &str) -> &Reader {
        self.readers.iter().find(|reader| reader.account == account).expect("a reader")
    }

    /// Serves the reader's pages for as long as the test runs.
    pub fn served(&self, reader: &Reader) -> SocketAddr {
        let public_day = reader.is_public.then(|| self.today.plus_days(-1));
        served(&self.workspace, &reader.actor, public_day)
    }

    /// Runs a command as somebody; as the owner of the workspace where no account is named.
    pub fn run(&self, account: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mithaq"));
        command.args(["--lang", "en", "--workspace"]).arg(&self.root).args(arguments).env_remove("MITHAQ_AS");
        if !account.is_empty() {
            command.args(["--as", account]);
        }
        command.stdin(std::process::Stdio::null()).output().expect("the executable runs")
    }
}

/// Serves the pages of a workspace for as long as the test runs.
pub fn served(workspace: &Arc<Workspace>, actor: &Actor, public_day: Option<Date>) -> SocketAddr {
    let settings = Settings {
        address: SocketAddr::new(portal::server::usual_address().ip(), 0),
        or_free: false,
        now: Arc::new(|| NOW),
        actor: actor.clone(),
        public_day,
        limits: Limits::within(None),
        tell: Arc::new(|_| {}),
    };
    let (told, heard) = mpsc::channel();
    let workspace = Arc::clone(workspace);
    std::thread::spawn(move || serve(workspace, &settings, |served| told.send(served.address).expect("heard")));
    heard.recv_timeout(Duration::from_mins(1)).expect("an address")
}

/// An answer: its status, where it leads, and what it says.
pub struct Answer {
    pub status: u16,
    pub leads: Option<String>,
    pub body: String,
}

/// Asks for a page.
pub fn ask(address: SocketAddr, path: &str) -> Answer {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let asked = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(asked.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    let leads = head.lines().find_map(|line| line.strip_prefix("location: ")).map(str::to_owned);
    Answer { status, leads, body: body.to_owned() }
}

/// What was found by following links from where a reader begins.
#[derive(Default)]
pub struct Crawl {
    /// The pages that opened.
    pub pages: BTreeMap<String, String>,
    /// Links that led to none, each with the page that shows it.
    pub dead: Vec<String>,
}

/// Follows every link of a language from where the reader begins. Of amounts, entries and narrowed lists, which are many and
/// alike, the first `each` of any page.
pub fn crawl(address: SocketAddr, language: &str, each: usize) -> Crawl {
    let mut found = Crawl::default();
    let mut met: BTreeSet<String> = BTreeSet::new();
    let mut todo = VecDeque::from([(format!("/{language}"), "the start".to_owned())]);
    while let Some((path, from)) = todo.pop_front() {
        if !met.insert(path.clone()) {
            continue;
        }
        let answer = ask(address, &path);
        match (answer.status, answer.leads) {
            (200, _) => {}
            (303, Some(leads)) => {
                todo.push_front((leads, from));
                continue;
            }
            (status, _) => {
                found.dead.push(format!("{path} ({status}) from {from}"));
                continue;
            }
        }
        let (mut amounts, mut entries, mut lists) = (0, 0, 0);
        let links = answer.body.split("href=\"").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
        for link in links.map(|link| link.replace("&amp;", "&")) {
            let is_ours = link == format!("/{language}") || link.starts_with(&format!("/{language}/"));
            let many = if link.contains("/amounts/") {
                &mut amounts
            } else if link.contains("/journal/") {
                &mut entries
            } else if link.contains('?') {
                &mut lists
            } else {
                &mut 0
            };
            *many += usize::from(!met.contains(&link));
            let is_alike = *many > each || link.matches('=').count() > 2;
            if is_ours && !is_alike {
                todo.push_back((link, path.clone()));
            }
        }
        found.pages.insert(path, answer.body);
    }
    found
}
