//! What holds between crates, seen from the executable.

mod words;
