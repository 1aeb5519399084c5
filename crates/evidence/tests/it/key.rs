//! The key: a file apart, for its owner only, under which the same number is always the same pseudonym.

use std::fs;

use evidence::intake::{IntakeError, submit};
use evidence::piece::RawPerson;
use evidence::pseudonym::{Key, KeyError};
use evidence::store::{Bound, Store, StoreError};

fn person(cnss: Option<&str>, cin: Option<&str>) -> RawPerson {
    RawPerson::native(cnss.map(str::to_owned), cin.map(str::to_owned))
}

#[test]
fn a_key_is_made_once_and_reads_back_as_the_same_key() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("evidence.key");
    let anna = person(Some("123456785"), Some("AB123456"));
    let made = Key::create(&path).expect("a key").sighting(&anna);
    assert_eq!(Key::open(&path).expect("the key").sighting(&anna), made);
    assert!(matches!(Key::create(&path), Err(KeyError::File { .. })), "an existing key is never replaced");
    assert_eq!(Key::open(&path).expect("the key").sighting(&anna), made);
    let other = Key::create(&folder.path().join("other.key")).expect("a key").sighting(&anna);
    assert_ne!(other.number, made.number);
}

#[test]
fn a_number_is_normalised_and_numbers_of_different_kinds_never_meet() {
    let key = Key::from_bytes([1; 32]);
    let plain = key.sighting(&person(None, Some("AB123456")));
    assert_eq!(key.sighting(&person(None, Some("ab 123456"))), plain);
    assert_ne!(key.sighting(&person(Some("AB123456"), None)).number, plain.card);
}

#[test]
fn a_damaged_key_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("evidence.key");
    drop(Key::create(&path).expect("a key"));
    fs::write(&path, "00ff").expect("written");
    assert!(matches!(Key::open(&path), Err(KeyError::NotAKey(_))));
}

#[cfg(unix)]
#[test]
fn a_key_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("evidence.key");
    drop(Key::create(&path).expect("a key"));
    assert_eq!(fs::metadata(&path).expect("the key").permissions().mode() & 0o777, 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("opened to the group");
    assert!(matches!(Key::open(&path), Err(KeyError::OpenToOthers { mode: 0o640, .. })));
}

/// RFC 4231, test case 2, cannot be given here (its key is shorter and its data has no kind); so the definition of HMAC
/// is followed by hand.
#[test]
fn the_hash_is_hmac_sha_256_cut_to_sixteen_bytes() {
    use sha2::{Digest, Sha256};
    let secret = [9u8; 32];
    let pad = |byte: u8| -> Vec<u8> { (0..64).map(|place| secret.get(place).unwrap_or(&0) ^ byte).collect() };
    let inner = Sha256::digest([pad(0x36), b"cnss:123456785".to_vec()].concat());
    let outer = Sha256::digest([pad(0x5c), inner.to_vec()].concat());
    let sighting = Key::from_bytes(secret).sighting(&person(Some("123456785"), None));
    assert_eq!(sighting.number.expect("a pseudonym").to_bytes(), outer[..16]);
}

#[test]
fn a_fingerprint_tells_keys_apart_and_is_nobody_s_number() {
    let (one, other) = (Key::from_bytes([1; 32]), Key::from_bytes([2; 32]));
    assert_eq!(one.fingerprint(), Key::from_bytes([1; 32]).fingerprint());
    assert_ne!(one.fingerprint(), other.fingerprint());
    let empty = one.sighting(&person(Some(""), Some("")));
    for number in [empty.number, empty.card] {
        assert_ne!(number.expect("a pseudonym").to_string(), one.fingerprint().to_string());
    }
}

#[test]
fn a_store_takes_nothing_in_under_another_key() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::create(&folder.path().join("evidence")).expect("a store").knowing(crate::tables::tables());
    let (own, other) = (Key::from_bytes([1; 32]), Key::from_bytes([2; 32]));
    let files = [("operateurs.csv".to_owned(), crate::registers::OPERATORS.as_bytes().to_vec())];
    let day: contract::calendar::Date = "2025-07-01".parse().expect("a date");
    assert_eq!(store.bind(&own).expect("bound"), Bound::Noted);
    assert_eq!(store.bind(&own).expect("bound"), Bound::Same);
    assert!(matches!(store.bind(&other), Err(StoreError::AnotherKey { .. })));
    let refused = submit(&store, &other, &files, day);
    assert!(matches!(refused, Err(IntakeError::Store(StoreError::AnotherKey { .. }))), "{refused:?}");
    assert_eq!(store.operators(day).expect("a list").len(), 0);
    let reports = submit(&store, &own, &files, day).expect("taken in");
    assert!(reports.iter().all(|report| report.key == Some(own.fingerprint())), "{reports:?}");
}
