//! The journal's pages: acts by kind and day, one entry with what proves it, and the two dates of every page.

use presentation::Language;

use crate::served::{get, served_within};
use crate::strangers::usual;

#[test]
fn acts_are_listed_by_kind_and_day() {
    let server = served_within(usual());
    let body = |path: &str| get(server.address, path, &[]).body;
    let entries = |page: &str| (1..=9).filter(|entry| page.contains(&format!("journal/{entry}\""))).collect::<Vec<_>>();
    assert_eq!(entries(&list(&body("/en/journal"))), [1, 2, 3], "opened, texts, a day that passed");
    assert_eq!(entries(&list(&body("/en/journal?kind=pass"))), [3]);
    assert_eq!(entries(&list(&body("/en/journal?day=2026-01-01"))), [1, 2]);
    assert!(entries(&list(&body("/en/journal?kind=submit"))).is_empty());
}

/// The list alone: the foot of a page leads to an entry too.
fn list(page: &str) -> String {
    page.split("<table").nth(1).and_then(|rest| rest.split("</table>").next()).unwrap_or_default().to_owned()
}

#[test]
fn an_entry_shows_its_bytes_and_carries_its_receipt() {
    let server = served_within(usual());
    for language in Language::ALL {
        let page = get(server.address, &format!("/{}/journal/2", language.tag()), &[]).body;
        let data = page.split("data:application/json;charset=utf-8,").nth(1).expect("a receipt");
        let receipt = unescaped(data.split('"').next().expect("an address"));
        assert!(receipt.starts_with('{') && receipt.contains("record-text"), "{receipt}");
        assert!(page.contains("--receipt receipt-2.json"), "{page}");
    }
    for none in ["/en/journal/0", "/en/journal/4", "/en/journal/02", "/en/journal/x"] {
        assert_eq!(get(server.address, none, &[]).status, 404, "{none}");
    }
    // What was recorded later was not known then.
    assert_eq!(get(server.address, "/en/journal/3?at=2", &[]).status, 404);
}

fn unescaped(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&digits, 16).expect("two digits"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("text")
}

#[test]
fn a_page_names_both_its_dates_and_the_entry_that_it_rests_on() {
    let server = served_within(usual());
    let page = get(server.address, "/en/method?at=2&situation=2026-06-30", &[]).body;
    assert!(page.contains("Situation of"), "{page}");
    let foot = page.split("<footer").nth(1).expect("a foot");
    assert!(foot.contains("/en/journal/2?at=2&amp;situation=2026-06-30"), "{foot}");
    assert!(foot.contains("/en/method?at=2&amp;situation=2026-06-30"), "{foot}");
    assert!(foot.contains("January") && foot.contains("June"), "{foot}");
}

#[test]
fn what_is_no_day_and_no_entry_is_refused_with_words() {
    let server = served_within(usual());
    for language in Language::ALL {
        for asked in ["known=2026-02-30", "known=yesterday", "situation=9", "at=x", "at=99", "known=9999-01-01", "at=0"]
        {
            let answer = get(server.address, &format!("/{}/method?{asked}", language.tag()), &[]);
            assert_eq!(answer.status, 400, "{asked}");
            let found = asked.split('=').nth(1).expect("a value");
            assert!(answer.body.contains(found) || found == "9999-01-01", "{asked}: {}", answer.body);
        }
    }
}
