//! Editions that were tampered with, or taken away.

use std::collections::{BTreeMap, BTreeSet};

use evidence::columns::OperatorEvidence;

use crate::bench::{ALPHA_1, Bench, date, id, paid, payroll};
use crate::store::files;

#[test]
fn an_altered_edition_is_not_believed() {
    let bench = Bench::with_registers();
    let lines = [paid("123456700", 5_000), paid("123456701", 6_000)];
    bench.submit("2026-01-01", vec![payroll(ALPHA_1, "2025-04", &lines)]);
    bench.store.compact(|_| {}).expect("editions");
    let read = || {
        let needed = BTreeMap::from([("payroll".to_owned(), BTreeSet::from(["gross_taxable".to_owned()]))]);
        bench.reopened().load_columns(&id("alpha"), &needed, date("2026-02-01"))
    };
    let sound = read().expect("the edition");
    let editions = files(bench.store.root()).into_iter().filter(|(path, _)| path.contains("/alpha/edition/"));
    let (mut noticed, mut all) = (0, 0);
    for (path, bytes) in editions {
        // The first four bytes of a table are a mark that nobody reads.
        for place in (4..bytes.len()).step_by(31) {
            let mut altered = bytes.clone();
            altered[place] ^= 4;
            std::fs::write(&path, altered).expect("seeded");
            assert_eq!(read().expect("the evidence"), sound, "{path}, byte {place}");
            noticed += bench.reopened().unsound_editions().expect("editions").len();
            all += 1;
        }
        std::fs::write(&path, bytes).expect("mended");
    }
    assert!(noticed == all && all > 300, "{noticed} of {all}");
}

#[test]
fn whatever_is_derived_may_be_deleted() {
    let bench = Bench::with_registers();
    bench
        .submit("2026-01-01", vec![payroll(ALPHA_1, "2025-04", &[paid("123456700", 5_000), paid("123456701", 6_000)])]);
    bench.store.compact(|_| {}).expect("editions");
    let needed = BTreeMap::from([("payroll".to_owned(), BTreeSet::from(["gross_taxable".to_owned()]))]);
    let read = || bench.reopened().load_columns(&id("alpha"), &needed, date("2026-03-01")).expect("the evidence");
    let derived =
        |path: &String| path.contains("/edition/") || path.contains("/names-") || path.ends_with("editions.json");
    let without_each = |sound: &OperatorEvidence| {
        let editions: Vec<_> = files(bench.store.root()).into_iter().filter(|(path, _)| derived(path)).collect();
        assert!(editions.len() > 20, "{}", editions.len());
        for (path, bytes) in editions {
            std::fs::remove_file(&path).expect("deleted");
            assert_eq!(read().tables, sound.tables, "without {path}");
            std::fs::write(&path, bytes).expect("put back");
        }
    };
    without_each(&read());
    // The same while something newer stands beside the editions: somebody whom no edition knows.
    bench.submit("2026-02-01", vec![payroll(ALPHA_1, "2025-05", &[paid("123456702", 7_000)])]);
    without_each(&read());
    let folders = |operator: &str| bench.store.root().join(operator).join("edition");
    bench.store.compact(|_| {}).expect("editions");
    let edition = std::fs::read_dir(folders("alpha")).expect("editions").next().expect("one").expect("one").path();
    std::fs::remove_dir_all(&edition).expect("deleted");
    bench.reopened().compact(|_| {}).expect("editions");
    assert!(edition.exists(), "it was made again");
}

#[test]
fn editions_stand_where_a_store_was_copied() {
    let bench = Bench::with_registers();
    let lines = [paid("123456700", 5_000), paid("123456701", 6_000)];
    bench.submit("2026-01-01", vec![payroll(ALPHA_1, "2025-04", &lines)]);
    bench.store.compact(|_| {}).expect("editions");
    let made = |bench: &Bench| {
        let (count, store) = (std::sync::atomic::AtomicU32::new(0), bench.reopened());
        let waiting = store.waiting().expect("the index").0;
        store
            .compact(|_| {
                count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            })
            .expect("editions");
        (waiting, count.into_inner())
    };
    assert_eq!(made(&bench), (0, 0));
    // A copied folder is newer: no time stamp has a part in it.
    for folder in std::fs::read_dir(bench.store.root()).expect("the store") {
        let path = folder.expect("an entry").path();
        if path.is_dir() {
            let later = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(2_000_000_000);
            std::fs::File::open(path).and_then(|folder| folder.set_modified(later)).expect("touched");
        }
    }
    assert_eq!(made(&bench), (0, 0));
    // A new file is news all the same.
    bench.submit("2026-02-01", vec![payroll(ALPHA_1, "2025-05", &[paid("123456702", 7_000)])]);
    assert_eq!(made(&bench), (1, 1));
}
