//! The clock and the time zone of this machine: the one place where they are read. Everything else is told its dates.

use anyhow::Result;
use contract::calendar::Date;
use office::now::Now;

/// The second that it is.
#[expect(clippy::disallowed_methods, reason = "the clock of the executable")]
pub fn now() -> Result<Now> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    Ok(Now::of(i64::try_from(now.as_secs())?))
}

/// The day, by its name, where the clock is far ahead of the last entry.
#[derive(clap::Args)]
pub struct Named {
    /// The day, where the clock is far ahead of the last entry.
    #[arg(long, value_name = "DATE")]
    day: Option<Date>,
}

impl Named {
    /// The second that it is, with the day that was named.
    pub fn now(&self) -> Result<Now> {
        Ok(now()?.naming(self.day))
    }
}

/// The zone of this machine by its IANA name, where it has one.
pub fn zone() -> String {
    jiff::tz::TimeZone::system().iana_name().unwrap_or("UTC").to_owned()
}
