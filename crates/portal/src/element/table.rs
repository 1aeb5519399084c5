//! A table of typed cells as markup, with its CSV beside it.

use maud::{Markup, html};
use presentation::table::{Align, Cell, Table};
use presentation::words as w;
use presentation::{Language, Rendered};

use super::{mark, words::said};

/// A table with its heading hidden where the page says it already.
#[must_use]
pub fn table(language: Language, table: &Table) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(table.title.text()) {
            table {
                caption.unseen { (said(&table.title)) }
                thead { tr { @for column in &table.columns { th scope="col" class=[end(column.align)] { (said(&column.heading)) } } } }
                tbody { @for row in &table.rows { tr { @for (column, cell) in table.columns.iter().zip(row) {
                    td class=[end(column.align)] { (cell_of(language, cell)) }
                } } } }
            }
        }
        p.file { (csv(language, table)) }
    }
}

fn cell_of(language: Language, cell: &Cell) -> Markup {
    match cell {
        Cell::Mark(one) => mark::draw(one),
        Cell::Missing => html! { span.missing title=(w::chart_unknown(language).text()) { "—" } },
        other => said(&other.render(language)),
    }
}

const fn end(align: Align) -> Option<&'static str> {
    match align {
        Align::Start => None,
        Align::End => Some("figure"),
    }
}

/// The table as a file that the page carries with it.
#[must_use]
pub fn csv(language: Language, table: &Table) -> Markup {
    file("text/csv", "mithaq.csv", &table.to_csv(), &w::page_csv(language))
}

/// A file that the page carries with it.
#[must_use]
pub fn file(media_type: &str, name: &str, text: &str, words: &Rendered) -> Markup {
    let address = format!("data:{media_type};charset=utf-8,{}", escaped(text));
    html! { a href=(address) download=(name) { (said(words)) } }
}

/// Percent-encoded: what is not a letter, digit or one of `-_.~` in ASCII.
fn escaped(text: &str) -> String {
    let mut address = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}
