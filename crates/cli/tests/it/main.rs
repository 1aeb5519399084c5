//! The executable as a person or a script meets it: what it prints, what it leaves on disk.

mod agreements;
mod block;
mod changes;
mod clock;
mod confined;
mod elsewhere;
mod foretold;
mod formats;
mod guards;
mod house;
mod keeping;
mod kept;
mod lists;
mod operators;
mod people;
mod printed;
mod privacy;
mod readable;
mod references;
mod routes;
mod serve;
mod spreadsheets;
mod standing;
mod strangers;
mod submitters;
mod withdraw;
