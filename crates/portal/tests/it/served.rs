//! The server over an empty workspace: every route answers, nothing foreign is answered, nothing is sent twice.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use office::act::pass;
use office::actor::Actor;
use office::now::Now;
use office::workspace::{Birth, Workspace};
use portal::address::{Audience, ROUTES, Screen};
use portal::server::{Fault, Limits, ServeError, Settings, serve};
use presentation::Language;

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Pages that are served for as long as the test runs.
pub struct Server {
    pub address: SocketAddr,
    pub folder: tempfile::TempDir,
    pub faults: mpsc::Receiver<Fault>,
}

/// On a free port, within bounds.
/// A workspace that lived from the first of the year on.
fn of_days(folder: &std::path::Path) -> Workspace {
    let birth = Birth::fictitious("2026-01-01".parse().expect("a day"));
    let workspace = Workspace::create(&folder.join("workspace"), &birth, Now::of(0)).expect("a workspace");
    pass(&workspace, &Actor::Office, crate::sample::day(), Now::of(0)).expect("the day comes");
    workspace
}

pub fn settings(limits: Limits, tell: mpsc::Sender<Fault>) -> Settings {
    Settings {
        address: SocketAddr::new(portal::server::usual_address().ip(), 0),
        or_free: false,
        now: Arc::new(|| Now::of(0)),
        actor: Actor::Office,
        public_day: None,
        limits,
        tell: Arc::new(move |fault| drop(tell.send(fault.clone()))),
    }
}

/// Serves a workspace without evidence.
pub fn served_within(limits: Limits) -> Server {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = of_days(folder.path()).into();
    let (told, heard) = mpsc::channel();
    let (tell, faults) = mpsc::channel();
    let settings = settings(limits, tell);
    std::thread::spawn(move || serve(workspace, &settings, |served| told.send(served.address).expect("a listener")));
    let address = heard.recv_timeout(Duration::from_mins(1)).expect("an address");
    Server { address, folder, faults }
}

fn served() -> (SocketAddr, tempfile::TempDir) {
    let server = served_within(Limits::within(None));
    (server.address, server.folder)
}

pub fn get(address: SocketAddr, path: &str, fields: &[(&str, &str)]) -> Answer {
    ask(address, "GET", path, fields, "")
}

/// Sends a request and reads the answer to its end.
pub fn ask(address: SocketAddr, method: &str, path: &str, fields: &[(&str, &str)], body: &str) -> Answer {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let mut asked = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    if fields.iter().all(|(name, _)| *name != "Host") {
        asked.push_str(&format!("Host: {address}\r\n"));
    }
    for (name, value) in fields {
        asked.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all((asked + "\r\n" + body).as_bytes()).expect("a request");
    let mut said = Vec::new();
    stream.read_to_end(&mut said).expect("an answer");
    let said = String::from_utf8_lossy(&said).into_owned();
    let (head, body) = said.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

/// A real address for each route; nothing can be explained where nothing was received.
fn filled(pattern: &str) -> String {
    pattern
        .replace("{contract}", "ma-offshoring-2025")
        .replace("{clause}", "pae")
        .replace("{operator}", "op-001")
        .replace("{key}", "00000000-2025-09")
        .replace("{entry}", "2")
}

#[test]
fn every_route_answers_in_every_language() {
    let (address, _folder) = served();
    for language in Language::ALL {
        for route in ROUTES {
            let path = format!("/{}{}", language.tag(), filled(route.pattern));
            let answer = get(address, &path, &[]);
            let needs_evidence = matches!(route.screen, Screen::Amount | Screen::Operator);
            assert_eq!(answer.status, if needs_evidence { 404 } else { 200 }, "{path}");
            assert!(
                answer.body.contains(&format!("<html lang=\"{}\" dir=\"{}\"", language.tag(), language.direction())),
                "{path}"
            );
            let is_private = answer.header("cache-control") == Some("no-store");
            assert_eq!(is_private, route.audience == Audience::Workspace || needs_evidence, "{path}");
            assert_eq!(answer.header("etag").is_some(), !is_private, "{path}");
        }
    }
}

#[test]
fn every_screen_has_one_route_and_persons_are_for_the_workspace() {
    let mut screens: Vec<Screen> = ROUTES.iter().map(|route| route.screen).collect();
    screens.sort_unstable();
    screens.dedup();
    assert_eq!(screens.len(), ROUTES.len());
    for route in ROUTES.iter().filter(|route| route.pattern.contains("operator") || route.pattern.contains("key")) {
        assert_eq!(route.audience, Audience::Workspace, "{}", route.pattern);
    }
}

#[test]
fn a_page_that_is_known_is_not_sent_again() {
    let (address, _folder) = served();
    let first = get(address, "/fr/method", &[]);
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = get(address, "/fr/method", &[("If-None-Match", &tag)]);
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}

#[test]
fn foreign_names_and_addresses_are_not_served() {
    let (address, folder) = served();
    assert_eq!(get(address, "/fr", &[("Host", "example.org")]).status, 421);
    assert_eq!(get(address, "/xx", &[]).status, 404);
    assert_eq!(get(address, "/fr/nothing/there", &[]).status, 404);
    let home = get(address, "/", &[("Accept-Language", "ar-MA, fr;q=0.5")]);
    assert_eq!((home.status, home.header("location")), (303, Some("/ar")));
    let workspace = Workspace::open(&folder.path().join("workspace")).expect("a workspace");
    let everywhere = SocketAddr::from(([0, 0, 0, 0], 0));
    let settings = Settings { address: everywhere, ..settings(Limits::within(None), mpsc::channel().0) };
    let refused = serve(workspace.into(), &settings, |_| {});
    assert!(matches!(refused, Err(ServeError::NotLoopback(_))), "pages left this machine");
}

#[test]
fn the_public_s_pages_tell_of_one_day_and_of_no_operator() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = of_days(folder.path());
    let (told, heard) = mpsc::channel();
    std::thread::spawn(move || {
        let public =
            Settings { public_day: Some(crate::sample::day()), ..settings(Limits::within(None), mpsc::channel().0) };
        serve(workspace.into(), &public, |served| told.send(served.address).expect("a listener"))
    });
    let address = heard.recv_timeout(Duration::from_secs(60)).expect("an address");
    for path in
        ["/en/operators", "/en/operators/op-001", "/en/contracts/ma-offshoring-2025/clauses/pae/amounts/op-001/x"]
    {
        assert_eq!(get(address, path, &[]).status, 404, "{path}");
    }
    for path in
        ["/en", "/fr/territories", "/ar/contracts/ma-offshoring-2025", "/en/contracts/ma-offshoring-2025/clauses/pae"]
    {
        let page = get(address, path, &[]);
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.body.contains("/operators") && !page.body.contains("name=\"known\""), "{path}");
        // Another day is no page of its own: the address leads to the one there is.
        let other = get(address, &format!("{path}?known=2026-05-31"), &[]);
        assert_eq!((other.status, other.header("location")), (303, Some(path)), "{path}");
    }
}

#[test]
fn fonts_and_style_may_be_kept_for_ever() {
    let (address, _folder) = served();
    for asset in portal::asset::ASSETS {
        let answer = get(address, &portal::asset::address(asset.name), &[]);
        assert_eq!(answer.status, 200, "{}", asset.name);
        assert_eq!(answer.header("content-type"), Some(asset.media_type));
        assert!(answer.header("cache-control").is_some_and(|keep| keep.contains("immutable")), "{}", asset.name);
    }
    assert_eq!(get(address, "/assets/0/portal.css", &[]).status, 404);
}

#[test]
fn who_takes_gzip_gets_the_same_compressed() {
    let (address, _folder) = served();
    let takes = ("Accept-Encoding", "gzip, br");
    for path in ["/fr/method".to_owned(), portal::asset::address("portal.css")] {
        let (plain, packed) = (get(address, &path, &[]), get(address, &path, &[takes]));
        assert_eq!(
            (plain.header("content-encoding"), packed.header("content-encoding")),
            (None, Some("gzip")),
            "{path}"
        );
        assert_eq!(packed.header("vary"), Some("Accept-Encoding"), "{path}");
        assert!(packed.body.len() * 2 < plain.body.len(), "{path}: {} of {}", packed.body.len(), plain.body.len());
        assert_eq!(get(address, &path, &[("Accept-Encoding", "gzip;q=0, br")]).body, plain.body, "{path}");
    }
    let (plain, packed) = (get(address, "/fr/method", &[]), get(address, "/fr/method", &[takes]));
    let [plain, packed] = [plain, packed].map(|of| of.header("etag").expect("a tag").to_owned());
    assert_ne!(plain, packed, "other bytes under one tag");
    assert_eq!(get(address, "/fr/method", &[takes, ("If-None-Match", packed.as_str())]).status, 304);
    assert_eq!(get(address, "/fr/method", &[takes, ("If-None-Match", plain.as_str())]).status, 200);
}
