//! Tests of the engine against naive references and against the reference interpreter.

mod absurd;
mod across;
mod agreement;
mod apart;
mod arithmetic;
mod bounds;
mod columns;
mod conformance;
mod exports;
mod givens;
mod horizon;
#[path = "../../../../tests/support/shipped.rs"]
mod packs;
mod permutation;
mod random;
mod receipt;
mod refused;
mod shipped;
mod spells;

/// How many cases a property is tried on: the usual number, unless `MITHAQ_CASES` asks for another.
#[expect(clippy::disallowed_methods, reason = "how long a test runs is the choice of who runs it")]
fn cases(usual: u32) -> u32 {
    std::env::var("MITHAQ_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}
