//! One binary: the pages as a reader gets them.

mod journal;
mod pages;
mod sample;
mod served;
mod strangers;
