//! The server among strangers: idle connections, requests that are none, addresses that nobody made, faults.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use portal::server::Limits;
use presentation::Language;

use crate::served::{Answer, ask, get, served_within};

pub fn usual() -> Limits {
    Limits::within(None)
}

/// Waits until the other side closes.
fn closed(mut stream: &TcpStream) -> bool {
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
    stream.read_to_end(&mut Vec::new()).is_ok()
}

#[test]
fn idle_connections_keep_nobody_out_for_long() {
    let limits = Limits { connections: 4, spare: 2, head: Duration::from_millis(1500), ..usual() };
    let server = served_within(limits);
    assert_eq!(get(server.address, "/fr/method", &[]).status, 200);
    let connect = |_| TcpStream::connect(server.address).expect("a connection");
    let idle: Vec<TcpStream> = (0..limits.connections).map(connect).collect();
    let answer = get(server.address, "/ar/method", &[]);
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")), "{}", answer.head);
    assert!(answer.body.contains("<html lang=\"ar\" dir=\"rtl\""), "{}", answer.body);
    // Above the spare seats a connection is closed without a word.
    let many: Vec<TcpStream> = (0..40).map(connect).collect();
    assert!(idle.iter().chain(&many).all(closed), "an idle connection stays open");
    assert_eq!(get(server.address, "/fr/method", &[]).status, 200);
}

#[test]
fn a_connection_lies_idle_between_requests_and_dribbles_a_head_only_so_long() {
    let server = served_within(Limits { head: Duration::from_millis(300), ..usual() });
    for begun in [format!("HEAD /fr/method HTTP/1.1\r\nHost: {}\r\n\r\n", server.address), "GET /fr HT".to_owned()] {
        let mut stream = TcpStream::connect(server.address).expect("a connection");
        stream.write_all(begun.as_bytes()).expect("a request");
        assert!(closed(&stream), "{begun}");
    }
}

#[test]
fn a_reader_who_takes_no_answer_is_let_go() {
    let short = Duration::from_millis(300);
    let server = served_within(Limits { connection: short, answer: short, head: short, ..usual() });
    let font = portal::asset::address("ibm-plex-sans-arabic-arabic-400-normal.woff2");
    let asked = format!("GET {font} HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).repeat(400);
    let mut stream = TcpStream::connect(server.address).expect("a connection");
    stream.set_write_timeout(Some(Duration::from_secs(30))).expect("a limit");
    // The answers fill what the system holds for a reader; then the server waits, its side of the line fills too, and
    // what is sent is held up until it goes.
    let ended = (0..10_000).find_map(|_| stream.write_all(asked.as_bytes()).err()).expect("an end");
    assert!(matches!(ended.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe), "{ended}");
}

/// What every answer carries.
fn assert_dressed(what: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy").unwrap_or_default();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{what}: {policy}");
    let carried = [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    for (name, value) in carried {
        assert_eq!(answer.header(name), Some(value), "{what}");
    }
    assert!(answer.header("cache-control").is_some(), "{what}");
    assert!(!answer.head.to_ascii_lowercase().contains("content-type: text/plain"), "{what}");
}

/// What it is, method, address, fields and status.
type Kind<'a> = (&'a str, &'a str, &'a str, &'a [(&'a str, &'a str)], u16);

#[test]
fn every_kind_of_answer_carries_the_policy_and_asks_for_the_name() {
    let server = served_within(usual());
    let asset = portal::asset::address("portal.css");
    let long = format!("/fr/method?{}", "x".repeat(3000));
    let head = "x".repeat(20_000);
    let kinds: [Kind; 16] = [
        ("a page", "GET", "/fr", &[], 200),
        ("a page of persons", "GET", "/fr/operators", &[], 200),
        ("a head", "HEAD", "/fr/method", &[], 200),
        ("the choice of a language", "GET", "/", &[], 303),
        ("a canonical address", "GET", "/fr/method?x=1", &[], 303),
        ("an asset", "GET", &asset, &[], 200),
        ("no asset", "GET", "/assets/0/portal.css", &[], 404),
        ("no page", "GET", "/fr/nothing", &[], 404),
        ("no language", "GET", "/xx/method", &[], 404),
        ("no text", "GET", "/fr/contracts/%FF", &[], 404),
        ("another name", "GET", "/fr", &[("Host", "example.org")], 421),
        ("another name for an asset", "GET", &asset, &[("Host", "example.org")], 421),
        ("another name for the choice", "GET", "/", &[("Host", "example.org")], 421),
        ("another method", "POST", "/fr", &[], 405),
        ("a body", "GET", "/fr", &[("Content-Length", "4")], 413),
        ("a long address", "GET", &long, &[], 414),
    ];
    for (what, method, path, fields, status) in kinds {
        let answer = ask(server.address, method, path, fields, "");
        assert_eq!(answer.status, status, "{what}");
        assert_dressed(what, &answer);
    }
    let answer = get(server.address, "/fr", &[("X-Long", &head)]);
    assert_eq!(answer.status, 431);
    assert_dressed("a long head", &answer);
    let method = ask(server.address, "DELETE", "/en/operators", &[], "");
    assert_eq!(method.header("allow"), Some("GET, HEAD"));
    let many: Vec<(&str, &str)> = std::iter::repeat_n(("X", "x"), 100).collect();
    assert_eq!(get(server.address, "/fr", &many).status, 431);
}

#[test]
fn a_page_has_one_address() {
    let server = served_within(usual());
    let led = |path: &str| get(server.address, path, &[]).header("location").map(str::to_owned);
    for (asked, canonical) in [
        ("/en/method?x=1&y=2", "/en/method"),
        ("/en/method?", "/en/method"),
        ("/en/method?page=2", "/en/method"),
        ("/en/method?known=&situation=", "/en/method"),
        ("/en/method?situation=2026-01-02&known=2026-01-31&at=2", "/en/method?at=2&situation=2026-01-02"),
        ("/en/journal?day=2026-01-32&kind=pass&page=1", "/en/journal?kind=pass"),
        ("/en/method?x=1&known=2026-01-31", "/en/method?known=2026-01-31"),
        ("/en/territories?theme=none", "/en/territories"),
        ("/en/territories?known=2026-01-31&theme=amounts", "/en/territories?theme=amounts&known=2026-01-31"),
        ("/en/operators/op-001?clause=a%2Fb&status=due&page=01", "/en/operators/op-001?clause=a/b&status=due"),
        ("/en/operators/op-001?page=1", "/en/operators/op-001"),
        ("/en/operators?order=name&find=&page=2", "/en/operators?page=2"),
        ("/en/operators?order=due&find=op%2D0", "/en/operators?find=op-0&order=due"),
        ("/en/contracts/%6Da-offshoring-2025", "/en/contracts/ma-offshoring-2025"),
    ] {
        assert_eq!(led(asked).as_deref(), Some(canonical), "{asked}");
    }
    for ours in ["/en/method", "/en/method?known=2026-01-31", "/en/territories?theme=amounts&known=2026-01-31"] {
        assert_eq!(get(server.address, ours, &[]).status, 200, "{ours}");
    }
}

#[test]
fn a_fault_is_told_on_the_terminal_and_has_a_reference_on_the_page() {
    let server = served_within(usual());
    assert_eq!(get(server.address, "/fr/method", &[]).status, 200);
    std::fs::remove_dir_all(server.folder.path().join("workspace/contents")).expect("what was recorded");
    for (language, day) in Language::ALL.into_iter().zip(["2026-03-01", "2026-03-02", "2026-03-03"]) {
        let answer = get(server.address, &format!("/{}/method?known={day}", language.tag()), &[]);
        assert_eq!(answer.status, 500);
        assert_dressed("a fault", &answer);
        let fault = server.faults.recv_timeout(Duration::from_secs(30)).expect("a fault");
        assert!(fault.detail.contains("contents/"), "{}", fault.detail);
        assert!(answer.body.contains(&fault.reference), "{}", answer.body);
        assert!(!answer.body.contains("contents/") && !answer.body.contains("workspace/"), "{}", answer.body);
    }
}

#[test]
fn whoever_asks_for_too_many_days_is_told_to_come_again_and_holds_up_nobody() {
    let server = served_within(Limits { waiting: 0, ..usual() });
    let answer = get(server.address, "/fr/method?known=2026-03-01", &[]);
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")));
    let late = served_within(Limits { answer: Duration::ZERO, ..usual() });
    assert_eq!(get(late.address, "/fr", &[]).status, 503);
    assert_dressed("a wait", &answer);
    let days = |address: SocketAddr| {
        let mut statuses = Vec::new();
        for day in 1..=9 {
            statuses.push(get(address, &format!("/fr/method?known=2026-03-0{day}"), &[]).status);
        }
        statuses
    };
    let server = served_within(usual());
    assert!(days(server.address).iter().all(|status| *status == 200), "a day is not told");
}
