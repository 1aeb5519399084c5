//! The clock and the time zone of this machine: the one place where they are read. Everything else is told its dates.

use anyhow::Result;
use office::now::Now;

/// The second that it is.
#[expect(clippy::disallowed_methods, reason = "the clock of the executable")]
pub fn now() -> Result<Now> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    Ok(Now::of(i64::try_from(now.as_secs())?))
}

/// The zone of this machine by its IANA name, where it has one.
pub fn zone() -> String {
    jiff::tz::TimeZone::system().iana_name().unwrap_or("UTC").to_owned()
}
