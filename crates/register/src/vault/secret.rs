//! What a secret is worth: hashes of secrets that people choose or carry, and the codes of a second factor.
//!
//! Secrets are hashed with argon2id under the parameters that RFC 9106 and its library call usual; codes are those of RFC
//! 6238 as every telephone makes them: HMAC-SHA-1, six digits, thirty seconds. Chance and the second are parameters.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::VaultError;

/// Memory, passes and lanes: 19 MiB, 2, 1.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// How long a code is shown.
const STEP_SECONDS: u64 = 30;

/// The hash of a secret under a salt that nobody can guess.
pub fn hash(secret: &[u8], salt: [u8; 16]) -> Result<String, VaultError> {
    let (memory, passes, lanes) = COST;
    let salted = digest(secret, &salt, COST)?;
    let encode = |bytes: &[u8]| STANDARD_NO_PAD.encode(bytes);
    Ok(format!("$argon2id$v=19$m={memory},t={passes},p={lanes}${}${}", encode(&salt), encode(&salted)))
}

/// Whether a secret is the one that was hashed, under the cost that it was hashed with.
pub fn is_secret(secret: &[u8], hash: &str) -> Result<bool, VaultError> {
    let read = || {
        let mut parts = hash.strip_prefix("$argon2id$v=19$m=")?.split('$');
        let (cost, salt, kept) = (parts.next()?, parts.next()?, parts.next()?);
        let (memory, rest) = cost.split_once(",t=")?;
        let (passes, lanes) = rest.split_once(",p=")?;
        let cost = (memory.parse().ok()?, passes.parse().ok()?, lanes.parse().ok()?);
        let salt: [u8; 16] = STANDARD_NO_PAD.decode(salt).ok()?.try_into().ok()?;
        Some((cost, salt, STANDARD_NO_PAD.decode(kept).ok()?))
    };
    let (cost, salt, kept) = read().ok_or(VaultError::Secret)?;
    Ok(is_same(&digest(secret, &salt, cost)?, &kept))
}

fn digest(secret: &[u8], salt: &[u8], (memory, passes, lanes): (u32, u32, u32)) -> Result<[u8; 32], VaultError> {
    let params = Params::new(memory, passes, lanes, Some(32)).map_err(|_| VaultError::Secret)?;
    let mut out = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret, salt, &mut out)
        .map_err(|_| VaultError::Secret)?;
    Ok(out)
}

/// Looks at every byte, whatever the first ones say.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (one, other)| differs | (one ^ other)) == 0
}

/// What the journal says of a secret that counts: it gives nothing away, and nothing else has it.
#[must_use]
pub fn seal(kept: &[u8]) -> String {
    let hash = Sha256::new().chain_update(b"mithaq vault\0").chain_update(kept).finalize();
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How many steps clocks may differ by.
pub const DRIFT: u64 = 1;

/// The time step of a second.
#[must_use]
pub fn step(second: i64) -> u64 {
    u64::try_from(second).unwrap_or(0) / STEP_SECONDS
}

/// The code that a second factor shows at a time step.
#[must_use]
pub fn code(factor: &[u8], step: u64) -> String {
    // A key longer than a block of 64 bytes is hashed; ours have 20.
    let mut block = [0; 64];
    let length = factor.len().min(64);
    block[..length].copy_from_slice(&factor[..length]);
    let mut keyed = Hmac::<Sha1>::new(&block.into());
    keyed.update(&step.to_be_bytes());
    let hash = keyed.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let number = u32::from_be_bytes([hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]]);
    format!("{:06}", number % 1_000_000)
}

/// The time step whose code this is, around a second: clocks may differ by one step.
#[must_use]
pub fn step_of(factor: &[u8], typed: &str, second: i64) -> Option<u64> {
    let now = step(second);
    let near = [now, now.saturating_sub(1), now + 1];
    near.into_iter().find(|step| is_same(code(factor, *step).as_bytes(), typed.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, of which six digits are shown here.
        let seed = b"12345678901234567890";
        for (second, shown) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(code(seed, step(second)), shown);
            assert_eq!(step_of(seed, shown, second + 29), Some(step(second)), "a step later it is still taken");
            assert_eq!(step_of(seed, shown, second + 90), None);
        }
    }

    #[test]
    fn a_secret_is_recognised_under_the_cost_that_it_was_hashed_with() {
        let kept = hash(b"olive tree at noon", [7; 16]).expect("a hash");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(is_secret(b"olive tree at noon", &kept).expect("a form of ours"));
        assert!(!is_secret(b"olive tree at Noon", &kept).expect("a form of ours"));
        assert!(is_secret(b"", "$argon2id$v=19$m=1$x$y").is_err());
        assert_ne!(kept, hash(b"olive tree at noon", [8; 16]).expect("a hash"));
        assert_ne!(seal(kept.as_bytes()), seal(b""));
    }
}
