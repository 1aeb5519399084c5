//! Entries: their bytes, what they refuse, and that form 1 stands for ever.

use register::canonical::Value;
use register::entry::{Entry, EntryError, is_moment, is_request, is_word};

use crate::place::{actor, day};

fn entry() -> Entry {
    Entry {
        number: 12,
        day: day("2027-03-02"),
        moment: Some("2027-03-02T09:15:00Z".to_owned()),
        request: "3f1c9a52".to_owned(),
        actor: actor(),
        kind: "withdraw".to_owned(),
        stated: [("received".to_owned(), "2027-02-27".to_owned())].into(),
        body: Value::texts([
            ("operator", "op-1"),
            ("piece", "3"),
            ("reason", "Reçu deux fois"),
            ("submission", "000004"),
        ]),
    }
}

/// Frozen: a version in which this differs cannot read what stands in journals.
const BYTES: &str = concat!(
    r#"{"actor":{"account":"a-1","recognised":"token"},"body":{"operator":"op-1","piece":"3","reason":"Reçu deux fois","#,
    r#""submission":"000004"},"day":"2027-03-02","form":"1","kind":"withdraw","moment":"2027-03-02T09:15:00Z","#,
    r#""number":"12","request":"3f1c9a52","stated":{"received":"2027-02-27"}}"#
);

#[test]
fn form_1_stands() {
    assert_eq!(entry().bytes().expect("it is an entry"), BYTES);
    assert_eq!(Entry::decode(BYTES.as_bytes()).expect("it is read"), entry());
    let leaf = entry().leaf().expect("it is an entry").hex();
    assert_eq!(leaf, "acba3be34a4b0d59aeba6e4c0235a064c744674797f223bd9ae71fc339de7593");
}

#[test]
fn another_form_is_refused_with_words() {
    let later = BYTES.replace(r#""form":"1""#, r#""form":"2""#);
    let refused = Entry::decode(later.as_bytes()).expect_err("form 2 is not known");
    assert_eq!(refused, EntryError::UnknownForm("2".to_owned()));
    assert!(refused.to_string().contains("use the version that wrote it"), "{refused}");
}

#[test]
fn what_is_not_of_the_form_is_refused() {
    let changes = [
        (r#""number":"12""#, r#""number":"012""#),
        (r#""number":"12""#, r#""number":"0""#),
        (r#""number":"12""#, r#""number":"-1""#),
        (r#""number":"12""#, r#""number":"18446744073709551615""#),
        (r#""day":"2027-03-02""#, r#""day":"2027-02-30""#),
        ("T09:15:00Z", "T24:15:00Z"),
        ("T09:15:00Z", "T09:15:00"),
        (r#""request":"3f1c9a52""#, r#""request":"3f1c9a5""#),
        (r#""request":"3f1c9a52""#, r#""request":"3f1c 9a52""#),
        (r#""kind":"withdraw""#, r#""kind":"With draw""#),
        (r#""stated":{"#, r#""stated":{"A":"","#),
        (r#""stated":{"received":"2027-02-27"}"#, r#""stated":[]"#),
        (r#""stated":{"received":"2027-02-27"}}"#, r#""stated":{"received":"2027-02-27"},"z":""}"#),
        (r#""form":"1","#, ""),
        (r#"{"account":"a-1","recognised":"token"}"#, r#""a-1""#),
    ];
    for (old, new) in changes {
        let changed = BYTES.replacen(old, new, 1);
        assert_ne!(changed, BYTES, "{old} is not there");
        assert!(Entry::decode(changed.as_bytes()).is_err(), "{new} was read");
    }
}

#[test]
fn words_requests_and_moments() {
    let long = "x".repeat(61);
    for (text, is) in [("pass", true), ("record-text", true), ("a1", true), ("", false), ("-a", false), ("a-", false)] {
        assert_eq!(is_word(text), is, "{text}");
    }
    assert!(!is_word("a--b") && !is_word("1a") && !is_word("é") && !is_word(&long));
    assert!(
        is_request("12345678") && !is_request("1234567") && !is_request(&"1".repeat(101)) && !is_request("1234567é")
    );
    assert!(
        is_moment("2027-12-31T23:59:59Z") && !is_moment("2027-12-31T23:59:60Z") && !is_moment("2027-12-31 23:59:59Z")
    );
}
