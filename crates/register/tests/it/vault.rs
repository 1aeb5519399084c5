//! The vault: numbers that stay, accounts that go without a trace.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use register::vault::{Kept, NoChance, Vault, VaultError};

/// Chance that is the same whenever it is asked for: a counter.
fn source() -> impl FnMut(&mut [u8]) -> Result<(), NoChance> {
    let mut next = 0_u128;
    move |bytes| {
        for chunk in bytes.chunks_mut(16) {
            next += 1;
            chunk.copy_from_slice(&next.to_be_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

fn keyed(number: u32) -> [u8; 32] {
    register::tree::leaf(&number.to_be_bytes()).0
}

fn place(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("vault.sqlite")
}

#[test]
fn a_person_has_one_number_for_ever() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut source = source();
    let first = {
        let vault = Vault::create(&place(&folder), "essai").expect("a vault");
        let numbers = vault.numbers(&[keyed(2), keyed(1), keyed(2)], &mut source).expect("numbers");
        assert_eq!(numbers[0], numbers[2]);
        assert_ne!(numbers[0], numbers[1]);
        numbers
    };
    let vault = Vault::open(&place(&folder), "essai").expect("it opens");
    let again = vault.numbers(&[keyed(1), keyed(3), keyed(2)], &mut source).expect("numbers");
    assert_eq!((again[0], again[2]), (first[1], first[0]));
    assert_eq!(vault.number(keyed(3), &mut source).expect("a number"), again[1]);
    assert_eq!(again[1].to_string().len(), 32);
    assert!(vault.numbers(&[], &mut source).expect("none").is_empty());
}

#[test]
fn without_chance_nobody_gets_a_number() {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = Vault::create(&place(&folder), "essai").expect("a vault");
    vault.number(keyed(1), &mut source()).expect("a number");
    let none = vault.numbers(&[keyed(1), keyed(2)], &mut |_| Err(NoChance("essai".to_owned())));
    assert!(matches!(none, Err(VaultError::NoChance(_))));
    // A source that repeats itself makes no two persons one.
    let same = vault.numbers(&[keyed(8), keyed(9)], &mut |bytes| {
        bytes.fill(1);
        Ok(())
    });
    assert!(matches!(same, Err(VaultError::Database(_))));
    assert_eq!(vault.number(keyed(1), &mut |_| unreachable!()).expect("the same").to_bytes()[15], 1);
}

#[test]
fn a_hundred_thousand_numbers_are_given_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = Vault::create(&place(&folder), "essai").expect("a vault");
    let all: Vec<[u8; 32]> = (0..100_000).map(keyed).collect();
    let numbers = vault.numbers(&all, &mut source()).expect("numbers");
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), all.len());
    assert_eq!(numbers, vault.numbers(&all, &mut |_| unreachable!()).expect("the same"));
}

#[test]
fn an_older_vault_lacks_the_mark() {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = Vault::create(&place(&folder), "essai").expect("a vault");
    let mut source = source();
    assert_eq!(vault.mark().expect("asked"), None);
    let former = [(keyed(1), [7; 16].into()), (keyed(2), [8; 16].into())];
    assert_eq!(vault.keep_numbers(&former, &mut source).expect("kept"), 2);
    let first = vault.mark().expect("asked").expect("a mark");
    assert_eq!(vault.keep_numbers(&former, &mut |_| unreachable!()).expect("kept"), 0);
    vault.numbers(&[keyed(2)], &mut |_| unreachable!()).expect("known");
    assert_eq!(vault.mark().expect("asked").as_ref(), Some(&first), "nobody is new");
    let older = vault.bytes().expect("bytes");
    let new = vault.number(keyed(3), &mut source).expect("a number");
    let second = vault.mark().expect("asked").expect("a mark");
    let known = vault.known_all(&[keyed(3), keyed(4), keyed(1)]).expect("asked");
    assert_eq!(known, [Some(new), None, Some([7; 16].into())]);
    assert_eq!(vault.not_given([new, [9; 16].into()].into_iter()).expect("asked"), 1);
    let had = |vault: &Vault| [&first, &second].map(|mark| vault.had_mark(mark).expect("asked"));
    assert_eq!(had(&vault), [true, true]);
    let put = folder.path().join("put.sqlite");
    assert!(matches!(Vault::put(&put, "autre", &older), Err(VaultError::OfAnother { .. })));
    assert!(!put.exists() && !put.with_extension("new").exists());
    assert_eq!(had(&Vault::put(&put, "essai", &older).expect("put back")), [true, false]);
    assert!(matches!(Vault::put(&put, "essai", &older), Err(VaultError::Exists(_))));
}

#[test]
fn an_account_is_kept_changed_and_forgotten() {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = Vault::create(&place(&folder), "essai").expect("a vault");
    vault.keep_name("naima", "Naïma Ancienne").expect("kept");
    vault.keep_name("naima", "Naïma Exemple").expect("kept");
    assert!(vault.use_step("naima", 5, 100).expect("asked"));
    assert!(!vault.use_step("naima", 5, 100).expect("asked"), "no step counts twice");
    vault.count_wrong("naima", 77).expect("counted");
    let now = vault.account("naima").expect("asked").expect("an account");
    assert_eq!(now, Kept { name: "Naïma Exemple".to_owned(), step: 5, wrong: 1, wrong_at: 77 });
    vault.count_right("naima").expect("counted");
    assert_eq!(vault.account("naima").expect("asked").map(|kept| kept.wrong), Some(0));

    let [former, present] = ["a former secret", "a present secret"]
        .map(|kept| vault.keep_secret("naima", kept.as_bytes()).expect("a seal"));
    let is_kept = |handle, seal: &str| vault.secret(handle, seal).expect("asked").is_some();
    assert!(is_kept("naima", &former) && is_kept("naima", &present) && !is_kept("karim", &present));
    vault.keep_only("naima", [&present, ""]).expect("the former goes");
    assert!(!is_kept("naima", &former) && is_kept("naima", &present));

    let holds = |folder: &Path, text: &str| {
        let files = std::fs::read_dir(folder).expect("files");
        files.into_iter().any(|file| {
            let bytes = std::fs::read(file.expect("a file").path()).expect("bytes");
            bytes.windows(text.len()).any(|window| window == text.as_bytes())
        })
    };
    assert!(holds(folder.path(), "Exemple") && holds(folder.path(), "a present secret"));
    assert!(!holds(folder.path(), "a former secret") && !holds(folder.path(), "Ancienne"));
    vault.forget_account("naima").expect("forgotten");
    assert_eq!(vault.account("naima").expect("asked"), None);
    let is_left = holds(folder.path(), "Exemple") || holds(folder.path(), "a present secret");
    assert!(!is_left, "what was forgotten stands in the file");
}

#[test]
fn a_vault_is_one_workspace_s_and_its_owner_s_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = place(&folder);
    assert!(matches!(Vault::open(&path, "essai"), Err(VaultError::Absent(_))));
    // Left by a creation that was cut short.
    std::fs::write(path.with_extension("new"), "half").expect("written");
    Vault::create(&path, "essai").expect("a vault");
    assert!(matches!(Vault::create(&path, "essai"), Err(VaultError::Exists(_))));
    assert!(matches!(Vault::open(&path, "autre"), Err(VaultError::OfAnother { .. })));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |mode| std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).expect("a mode");
        assert_eq!(std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
        mode(0o640);
        assert!(matches!(Vault::open(&path, "essai"), Err(VaultError::OpenToOthers { mode: 0o640, .. })));
        mode(0o600);
    }
    std::fs::write(&path, "no database at all, and longer than the head of one: ".repeat(40)).expect("written");
    assert!(matches!(Vault::open(&path, "essai"), Err(VaultError::Foreign(_))));
}
