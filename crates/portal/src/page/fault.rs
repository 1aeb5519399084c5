//! What is shown where there is no page: nothing there, a request that is not answered, or a machine that failed.

use contract::calendar::Date;
use maud::{Markup, html};
use presentation::words as w;
use presentation::{Language, Rendered};

use crate::address::{self, Screen};
use crate::element::frame::{Matter, Page};
use crate::element::words::said;
use crate::view::Setting;

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The address leads nowhere, or to what whoever reads is not told.
    Nowhere,
    /// The screen is open to others alone.
    Closed,
    /// The page could not be made; who runs the server finds why under this reference.
    Failed(String),
    /// The request names another machine.
    Name,
    /// The request asks for something else than a page.
    Method,
    /// The request brings something.
    Body,
    /// The address is too long.
    Address,
    /// The head is too long.
    Head,
    /// Too much is asked at once.
    Busy,
    /// An address that names a day or an entry that is none.
    NoMoment {
        /// What was found.
        found: String,
    },
    /// A day that has not come.
    Future {
        /// The day asked for.
        asked: Date,
        /// The day that it is.
        today: Date,
    },
}

/// The page that says so.
#[must_use]
pub fn refused(setting: &Setting, language: Language, why: &Refused) -> Markup {
    let (title, more) = match why {
        Refused::Nowhere => (w::page_not_found(language), w::page_not_found_more(language)),
        Refused::Closed => (w::page_closed(language), w::page_closed_more(language)),
        Refused::Failed(reference) => {
            (w::page_failed(language), w::page_failed_more(language, Rendered::quoted(reference)))
        }
        Refused::Name => (w::page_not_answered(language), w::page_refused_name(language)),
        Refused::Method => (w::page_not_answered(language), w::page_refused_method(language)),
        Refused::Body => (w::page_not_answered(language), w::page_refused_body(language)),
        Refused::Address => (w::page_not_answered(language), w::page_refused_address(language)),
        Refused::Head => (w::page_not_answered(language), w::page_refused_head(language)),
        Refused::Busy => (w::page_busy(language), w::page_busy_more(language)),
        Refused::NoMoment { found } => {
            (w::page_not_answered(language), w::page_refused_no_moment(language, Rendered::quoted(found)))
        }
        Refused::Future { asked, today } => {
            (w::page_not_answered(language), w::page_refused_future(language, *asked, *today))
        }
    };
    let leads = matches!(why, Refused::Nowhere | Refused::Closed);
    let content = html! { header.head {
        h1 { (said(&title)) } p.lead { (said(&more)) }
        @if leads { p { a href=(address::link(language, setting, &setting.home)) { (said(&w::page_begin(language))) } } }
    } };
    Page { setting, language, screen: Screen::Register, title, matter: Matter::Nothing, content }.draw()
}
