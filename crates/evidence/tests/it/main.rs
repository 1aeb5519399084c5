//! Reading, checking and keeping evidence, as a person with files in hand sees it.

mod ebds;
