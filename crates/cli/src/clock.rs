//! The clock: the one place where the day of this machine is read. Everything else is told its dates.

use anyhow::Result;
use contract::calendar::Date;

/// Today, in universal time.
#[expect(clippy::disallowed_methods, reason = "the clock of the executable")]
pub fn today() -> Result<Date> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    Ok(Date::from_days(i32::try_from(now.as_secs() / 86_400)?))
}
