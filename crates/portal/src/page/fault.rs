//! What is shown where there is no page: nothing there, or a machine that failed.

use maud::{Markup, html};
use presentation::words as w;
use presentation::{Language, Rendered};

use crate::address::Screen;
use crate::element::frame::Page;
use crate::element::words::said;
use crate::view::Setting;

/// The address leads nowhere.
#[must_use]
pub fn not_found(setting: &Setting, language: Language) -> Markup {
    draw(setting, language, w::page_not_found(language), &w::page_not_found_more(language))
}

/// The page could not be made.
#[must_use]
pub fn failed(setting: &Setting, language: Language, reason: &str) -> Markup {
    draw(setting, language, w::page_failed(language), &w::page_failed_more(language, reason))
}

fn draw(setting: &Setting, language: Language, title: Rendered, more: &Rendered) -> Markup {
    let content = html! { header.head { h1 { (said(&title)) } p.lead { (said(more)) } } };
    Page { setting, language, screen: Screen::Register, title, over_evidence: false, content }.draw()
}
