//! How many faults are tried, from which seed, and how long it takes: printed by every test.

use std::fmt::Display;
use std::sync::atomic::{AtomicUsize, Ordering};

use office::now::Now;

/// The seed of all chance.
pub const SEED: u64 = 2026;

/// So many in `./check`; ten times as many where `MITHAQ_FAULTS=long`, as `./check --long` says.
#[expect(clippy::disallowed_methods, reason = "a test is told by its environment how much to do")]
pub fn count(usual: usize) -> usize {
    if std::env::var("MITHAQ_FAULTS").is_ok_and(|how| how == "long") { 10 * usual } else { usual }
}

/// The clock of this machine, for workspaces whose days are its days.
pub fn now() -> Now {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().expect("a clock after 1970");
    Now::of(i64::try_from(since.as_secs()).expect("a second"))
}

/// A watch of a test.
pub struct Clock(std::time::Instant);

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "tests say how long they took")]
    pub fn start() -> Clock {
        Clock(std::time::Instant::now())
    }

    pub fn tell(&self, what: impl Display) {
        println!("{what}; seed {SEED}, {:.1} s", self.0.elapsed().as_secs_f32());
    }
}

/// Tries every number, on as many threads as there are cores.
pub fn side_by_side<T: Send>(numbers: usize, try_one: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut tried = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= numbers {
                return tried;
            }
            tried.push((number, try_one(number)));
        }
    };
    let mut all: Vec<(usize, T)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("nobody failed")).collect()
    });
    all.sort_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, tried)| tried).collect()
}

/// Asserts that nothing went wrong, and shows the first few that did.
pub fn none_wrong(wrong: &[String]) {
    let shown: Vec<&str> = wrong.iter().take(12).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} went wrong:\n{}", wrong.len(), shown.join("\n"));
}
