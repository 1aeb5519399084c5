//! A chart with its table and file folded below it.

use maud::{Markup, PreEscaped, html};
use presentation::Language;
use presentation::Rendered;
use presentation::chart::Frame;
use presentation::chart::Palette;
use presentation::table::{Notice, Table};
use presentation::words as w;

use super::table::table as table_of;
use super::words::said;
use crate::view::Setting;

/// A picture, and the same figures as a table and a file.
#[must_use]
pub fn picture(language: Language, svg: String, table: &Table) -> Markup {
    html! {
        figure.picture {
            div.scroll tabindex="0" role="group" aria-label=(table.title.text()) { (PreEscaped(svg)) }
            details {
                summary { (said(&w::page_as_table(language))) }
                (table_of(language, table))
            }
        }
    }
}

/// The frame of a picture over generated or real evidence.
#[must_use]
pub fn frame_of(
    language: Language,
    setting: &Setting,
    id: &str,
    title: Rendered,
    measure: Rendered,
    source: Rendered,
    generated: bool,
) -> Frame {
    let notices = if generated && setting.fictitious { vec![Notice::Fictitious] } else { Vec::new() };
    Frame { id: id.to_owned(), language, palette: Palette::Css, title, measure, source, notices }
}
