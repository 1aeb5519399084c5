//! Reading, checking and keeping evidence, as a person with files in hand sees it.

mod account;
mod annual_tax;
mod bench;
mod codes;
mod damage;
mod damaged;
mod declared;
mod ebds;
mod editions;
mod identity;
mod intake;
mod key;
mod knowledge;
mod lived;
mod numbers;
mod parts;
mod payroll;
mod plausible;
mod registers;
mod schemes;
mod slots;
mod spreadsheets;
mod store;
mod tables;
mod withdrawn;
mod written;
