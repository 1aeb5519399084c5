//! Checkpoints, notes, keys: the public forms, and what they refuse.

use register::note::{Checkpoint, Note};
use register::signing::{KeyError, SignatureError};
use register::{SigningKey, VerifyingKey, tree};

use crate::place::signer;

fn checkpoint() -> Checkpoint {
    Checkpoint { origin: "mithaq/essai".to_owned(), entries: 12, root: tree::empty(), extensions: Vec::new() }
}

#[test]
fn a_note_is_written_and_read() {
    let note = signer().note(&checkpoint());
    let text = note.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..4], ["mithaq/essai", "12", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", ""]);
    assert!(lines[4].starts_with("— mithaq/essai ") && lines.len() == 5);
    assert_eq!(Note::parse(&text).expect("a note"), note);
    let key: VerifyingKey = signer().verifying().to_string().parse().expect("a key");
    assert_eq!(key.verify(&text).expect("signed"), checkpoint());
}

/// The example of the specification of signed notes, with the key of Go's checksum database.
#[test]
fn the_note_of_the_go_checksum_database_is_read() {
    let key = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    let key: VerifyingKey = key.parse().expect("a key");
    assert_eq!((key.name(), key.key_id().as_str()), ("sum.golang.org", "033de0ae"));
}

#[test]
fn extension_lines_and_several_signatures_are_kept() {
    let mut checkpoint = checkpoint();
    checkpoint.extensions = vec!["lost from 13 to 15 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=".to_owned()];
    let witness = SigningKey::from_seed("temoin.example", [9; 32]).expect("a key");
    let mut note = signer().note(&checkpoint);
    note.signatures.push(witness.sign(&note.text));
    let text = note.to_string();
    for key in [signer().verifying(), witness.verifying()] {
        assert_eq!(key.verify(&text).expect("signed"), checkpoint);
    }
    let stranger = SigningKey::from_seed("mithaq/essai", [1; 32]).expect("a key").verifying();
    assert_eq!(stranger.verify(&text), Err(SignatureError::Absent));
}

#[test]
fn a_changed_note_is_refused() {
    let key = signer().verifying();
    let text = signer().note(&checkpoint()).to_string();
    let mut refused = 0;
    for (at, character) in text.char_indices() {
        for other in ['0', 'A', '\n', ' ', '—'] {
            let changed = format!("{}{other}{}", &text[..at], &text[at + character.len_utf8()..]);
            if changed != text {
                assert!(key.verify(&changed).is_err(), "{changed}");
                refused += 1;
            }
        }
    }
    assert!(key.verify(&text.repeat(2)).is_err() && key.verify("").is_err() && key.verify("\n\n").is_err());
    println!("{refused} notes with one character changed, all refused");
}

#[test]
fn a_checkpoint_has_one_spelling() {
    let text = checkpoint().text();
    assert_eq!(Checkpoint::parse(&text).expect("a checkpoint"), checkpoint());
    let changes = [
        ("12\n", "012\n"),
        ("12\n", "+12\n"),
        ("12\n", "\n"),
        ("FU=\n", "FV=\n"),
        ("FU=\n", "FU\n"),
        ("FU=\n", "FU=\n\n"),
    ];
    for (old, new) in changes {
        assert!(Checkpoint::parse(&text.replacen(old, new, 1)).is_err(), "{new:?}");
    }
}

#[test]
fn a_key_lies_in_a_file_of_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("signing.key");
    let made = SigningKey::create(&path, "mithaq/essai", [7; 32]).expect("a new key");
    assert_eq!(made.verifying(), signer().verifying());
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(SigningKey::open(&path).expect("it opens").verifying(), made.verifying());

    let again = SigningKey::create(&path, "mithaq/essai", [8; 32]);
    assert!(matches!(again, Err(KeyError::Exists(_))));
    assert_eq!(SigningKey::open(&path).expect("it opens").verifying(), made.verifying());

    for open in [0o640, 0o604, 0o660] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(open)).expect("a mode");
        let refused = SigningKey::open(&path).err().expect("open to others");
        assert!(matches!(refused, KeyError::Open { mode, .. } if mode == open), "{refused}");
    }
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("a mode");
    let text = std::fs::read_to_string(&path).expect("a file");
    for (old, new) in [("PRIVATE", "PUBLIC"), ("essai", "autre"), ("+A", "+B")] {
        let changed = text.replacen(old, new, 1);
        assert_ne!(changed, text);
        std::fs::write(&path, changed).expect("written");
        assert!(SigningKey::open(&path).is_err(), "{new}");
    }
}

#[test]
fn keys_of_other_forms_are_refused() {
    let text = signer().verifying().to_string();
    for wrong in ["", "a", "a+b", &text[1..], &format!("{text}A"), &text.replacen('+', "+0", 1)] {
        assert!(wrong.parse::<VerifyingKey>().is_err(), "{wrong}");
    }
    assert!(SigningKey::from_seed("two words", [0; 32]).is_err() && SigningKey::from_seed("a+b", [0; 32]).is_err());
}

#[test]
fn a_key_comes_back_from_its_file_whatever_its_seed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut with_a_plus = 0;
    for number in 0..=255_u8 {
        let path = folder.path().join(format!("{number}.key"));
        // Seeds whose base64 has each of its signs, the `+` among them, which stands between the parts of the file too.
        let seed = std::array::from_fn(|place| {
            number.wrapping_mul(31).wrapping_add(u8::try_from(place).unwrap_or(0).wrapping_mul(37))
        });
        let made = SigningKey::create(&path, "mithaq/essai", seed).expect("a new key");
        let text = std::fs::read_to_string(&path).expect("the file");
        with_a_plus += usize::from(text.matches('+').count() > 5);
        let read = SigningKey::open(&path).unwrap_or_else(|fault| panic!("seed {number}: {fault}"));
        assert_eq!(read.verifying(), made.verifying(), "seed {number}");
    }
    assert!(with_a_plus > 20, "{with_a_plus}");
}
