//! How much anybody may ask of the server at once, and for how long.
//!
//! Every bound stands here; [`super::connections`] holds those of connections, [`super::days`] and [`super::keep`] those
//! of work. Tests give small ones.

use std::time::Duration;

/// The bounds.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections that are served at once.
    pub connections: usize,
    /// Further connections that are told to come again; above these, a connection is closed without a word.
    pub spare: usize,
    /// How long a connection may take to send the head of a request, and may lie idle between two.
    pub head: Duration,
    /// How long a page may take; whoever waits longer is told to come again, and the work goes on.
    pub answer: Duration,
    /// How long a connection is kept, requests or not. What is under way then may end, within `answer` and `head`.
    pub connection: Duration,
    /// Pages drawn at once; others wait for their turn.
    pub drawing: usize,
    /// Days of knowledge assessed at once.
    pub assessing: usize,
    /// Days of knowledge asked for and not assessed yet; a reader who asks for one more is told to come again.
    pub waiting: usize,
    /// Bytes of drawn pages that are kept.
    pub kept: usize,
}

impl Limits {
    /// The usual bounds for a process that may open so many files: connections take a quarter of them, evidence the rest.
    #[must_use]
    pub fn within(descriptors: Option<usize>) -> Limits {
        let connections = descriptors.map_or(256, |most| (most / 4).clamp(4, 256));
        Limits {
            connections,
            spare: connections.div_ceil(4),
            head: Duration::from_secs(10),
            answer: Duration::from_mins(1),
            connection: Duration::from_mins(2),
            drawing: 8,
            assessing: 2,
            waiting: 4,
            kept: 32 << 20,
        }
    }
}

/// How many files this process may open, where the system says so in a file.
#[must_use]
pub fn descriptors() -> Option<usize> {
    open_files(&std::fs::read_to_string("/proc/self/limits").ok()?)
}

/// The soft limit in a table as Linux writes it.
fn open_files(table: &str) -> Option<usize> {
    let line = table.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_stay_below_what_the_process_may_open() {
        let table = "Limit                     Soft Limit           Hard Limit           Units\n\
                     Max open files            64                   1048576              files\n";
        assert_eq!(open_files(table), Some(64));
        assert_eq!(open_files("Max open files  unlimited  unlimited  files"), None);
        for descriptors in [64, 1024, 1 << 20] {
            let limits = Limits::within(Some(descriptors));
            assert!(limits.connections + limits.spare < descriptors / 2, "{limits:?}");
        }
    }
}
