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

/// The point of small order of each of their five numbers, and a point written in a second way.
#[test]
fn keys_and_signatures_of_small_order_are_refused() {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use sha2::Digest as _;
    let bytes = |hex: &str| -> Vec<u8> {
        (0..32).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hexadecimal")).collect()
    };
    let zeros = "00".repeat(30);
    let points = [
        format!("00{zeros}00"),
        format!("01{zeros}00"),
        format!("ec{}7f", "ff".repeat(30)),
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05".to_owned(),
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a".to_owned(),
        // 2^255 − 16 is 3, a point of another order, in a second spelling.
        format!("f0{}7f", "ff".repeat(30)),
    ];
    for point in points {
        let public = [vec![1], bytes(&point)].concat();
        let hash = sha2::Sha256::digest([b"mithaq/essai\n".as_slice(), &public].concat());
        let id: String = hash[..4].iter().map(|byte| format!("{byte:02x}")).collect();
        let text = format!("mithaq/essai+{id}+{}", STANDARD.encode(&public));
        assert!(text.parse::<VerifyingKey>().is_err(), "{text}");
        let mut note = signer().note(&checkpoint());
        note.signatures[0].bytes[..32].copy_from_slice(&bytes(&point));
        assert_eq!(signer().verifying().verify(&note.to_string()), Err(SignatureError::False), "{point}");
    }
}

#[test]
fn names_and_lines_have_one_form() {
    let text = signer().note(&checkpoint()).to_string();
    let plain = text.trim_end().rsplit(' ').next().expect("a signature").to_owned();
    // Bits that say nothing, padding that is missing, a name with a control character, a signature without bytes.
    for line in [
        format!("— a {}", plain.replace("==", "").replace('=', "")),
        "— a\u{7f} AAAAAAA=".into(),
        "— a AAAAAA==".into(),
    ] {
        assert!(Note::parse(&format!("{text}{line}\n")).is_err(), "{line}");
    }
    for (encoded, read) in [("AAAAAAA=", true), ("AAAAAAB=", false), ("AAAAAAA", false), ("AAAA AAA=", false)] {
        assert_eq!(Note::parse(&format!("{text}— a {encoded}\n")).is_ok(), read, "{encoded}");
    }
    for name in ["a\u{85}b", "a\u{1c}b", "a\u{a0}b", "", &"a".repeat(201)] {
        assert!(SigningKey::from_seed(name, [1; 32]).is_err(), "{name:?}");
    }
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
