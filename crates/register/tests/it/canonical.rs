//! One byte form: what is written is read back, and nothing else is read.

use proptest::prelude::*;
use register::canonical::{CanonicalError, DEPTH_MAX, Value};

fn values() -> impl Strategy<Value = Value> {
    let text =
        proptest::string::string_regex("([^\u{0}]|[\"\\\\\u{1}-\u{1f}\u{7f}é\u{2028}م😀]){0,12}").expect("a pattern");
    let leaf = text.prop_map(Value::Text);
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            prop::collection::btree_map("[!-~]{1,8}", inner, 0..6).prop_map(Value::Map),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(value in values()) {
        let bytes = value.encode().expect("it is canonical");
        prop_assert_eq!(Value::decode(bytes.as_bytes()).expect("it is read"), value);
    }

    /// Whatever the bytes: what is read is written as it was.
    #[test]
    fn only_the_canonical_form_is_read(value in values(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = value.encode().expect("it is canonical").into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(read) = Value::decode(&bytes) {
            prop_assert_eq!(read.encode().expect("it is canonical").into_bytes(), bytes);
        }
    }
}

#[test]
fn the_form_is_the_one_that_python_writes() {
    let value = Value::map([
        ("b", Value::List(vec![Value::text(""), Value::map::<&str>([])])),
        ("a", Value::text("é م \" \\ / \u{8}\u{c}\n\r\t \u{1}\u{1f}\u{7f}\u{2028}")),
        ("Z", Value::List(Vec::new())),
    ]);
    let expected = "{\"Z\":[],\"a\":\"é م \\\" \\\\ / \\b\\f\\n\\r\\t \\u0001\\u001f\u{7f}\u{2028}\",\"b\":[\"\",{}]}";
    assert_eq!(value.encode().expect("it is canonical"), expected);
}

#[test]
fn other_spellings_are_refused() {
    let refused = [
        "",
        " \"a\"",
        "\"a\" ",
        "\"a\"\n",
        "\"\\u0041\"",
        "\"\\u001F\"",
        "\"\\u000a\"",
        "\"\\/\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\u+001\"",
        "\"a",
        "\"\n\"",
        "1",
        "null",
        "true",
        "[\"a\",]",
        "[,]",
        "[\"a\" ,\"b\"]",
        "{\"a\":\"1\",}",
        "{\"b\":\"1\",\"a\":\"2\"}",
        "{\"a\":\"1\",\"a\":\"1\"}",
        "{\"\":\"1\"}",
        "{\"é\":\"1\"}",
        "{\"a b\":\"1\"}",
        "{\"a\"}",
        "{a:\"1\"}",
        "\u{feff}\"a\"",
    ];
    for text in refused {
        assert!(Value::decode(text.as_bytes()).is_err(), "{text:?} was read");
    }
    assert!(matches!(Value::decode(b"\"\xff\""), Err(CanonicalError::Malformed { at: 1, .. })));
    assert_eq!(Value::decode(b"\"\\u0041\""), Err(CanonicalError::OtherForm { at: 1 }));
}

#[test]
fn keys_are_ordered_as_they_are_and_not_as_they_are_escaped() {
    let value = Value::texts([("\\", "3"), ("[", "2"), ("\"", "1"), ("]", "4")]);
    let written = value.encode().expect("it is canonical");
    assert_eq!(written, r#"{"\"":"1","[":"2","\\":"3","]":"4"}"#);
    assert_eq!(Value::decode(written.as_bytes()).expect("it is read"), value);
}

#[test]
fn depth_and_size_are_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(Value::decode(nested(DEPTH_MAX + 1).as_bytes()).is_ok());
    assert_eq!(Value::decode(nested(DEPTH_MAX + 2).as_bytes()), Err(CanonicalError::Deep));
    assert_eq!(Value::decode(nested(1_000_000).as_bytes()), Err(CanonicalError::Deep));
    let large = Value::text("a".repeat(register::canonical::BYTES_MAX));
    assert_eq!(large.encode(), Err(CanonicalError::Large));
    assert_eq!(Value::text("a\0").encode(), Err(CanonicalError::Null));
    assert_eq!(Value::texts([("ß", "")]).encode(), Err(CanonicalError::Key("ß".to_owned())));
}
