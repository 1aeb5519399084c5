//! The frame around every page: where one is, in which language, what must be known before any figure is read.

use contract::model::TextStatus;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use presentation::rendered::{laid_out, visible};
use presentation::table::Notice;
use presentation::words as w;
use presentation::{Language, Quantity, Rendered};

use super::words::{figure, said};
use crate::address::{self, Screen};
use crate::asset;
use crate::view::Setting;
use office::answer::contract::ContractCard;
use office::known::When;

/// A whole page.
pub struct Page<'a> {
    /// What every page needs.
    pub setting: &'a Setting,
    /// The reader's language.
    pub language: Language,
    /// Which screen it is: it is marked in the navigation.
    pub screen: Screen,
    /// The title, for the window and the history.
    pub title: Rendered,
    /// What its figures rest on: what is generated says so, and what is published does not.
    pub matter: Matter,
    /// What the page holds.
    pub content: Markup,
}

/// What the figures of a page rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// Evidence that was handed in, or generated.
    Evidence,
    /// Published statistics.
    Published,
    /// Both, each with its source.
    Both,
    /// There are none.
    Nothing,
}

impl Matter {
    const fn has_evidence(self) -> bool {
        matches!(self, Matter::Evidence | Matter::Both)
    }
}

impl Page<'_> {
    /// The page as HTML.
    #[must_use]
    pub fn draw(&self) -> Markup {
        let (language, setting) = (self.language, self.setting);
        let page = html! {
            (DOCTYPE)
            html lang=(language.tag()) dir=(language.direction()) {
                head {
                    meta charset="utf-8";
                    title { (self.title.text()) " · Mithaq" }
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    // Without these the text would be set twice, and jump.
                    @for font in asset::first_fonts(language.is_right_to_left()) {
                        link rel="preload" href=(asset::address(font)) as="font" type="font/woff2" crossorigin;
                    }
                    link rel="stylesheet" href=(asset::address("portal.css"));
                    link rel="icon" type="image/svg+xml" href=(asset::address("mark.svg"));
                }
                body {
                    a.skip href="#content" { (said(&w::page_skip(language))) }
                    header.masthead {
                        a.wordmark href=(address::link(language, setting, &setting.home)) {
                            img src=(asset::address("mark.svg")) alt="" width="28" height="28";
                            span lang="fr" dir="ltr" { "Mithaq" } " "
                            span lang="ar" dir="rtl" { "ميثاق" }
                        }
                        (self.navigation())
                        (self.languages())
                    }
                    @if setting.fictitious { (self.generated()) }
                    main id="content" { (self.content) }
                    (self.foot())
                }
            }
        };
        // The last look: whatever road a text from outside took, it steers no screen and turns no line.
        PreEscaped(laid_out(page.into_string()))
    }

    /// What of the page is generated, in a workspace whose evidence is.
    fn generated(&self) -> Markup {
        let language = self.language;
        let marked = |sentence: Rendered| {
            html! { p.notice.fictitious role="note" {
                strong { (said(&Notice::Fictitious.title(language))) } " " span { (said(&sentence)) }
            } }
        };
        match self.matter {
            Matter::Evidence => marked(Notice::Fictitious.sentence(language)),
            Matter::Both => marked(w::page_fictitious_beside(language)),
            Matter::Published => {
                html! { p.notice.published role="note" { span { (said(&w::page_published_only(language))) } } }
            }
            Matter::Nothing => html! {},
        }
    }

    fn navigation(&self) -> Markup {
        let language = self.language;
        let current = match self.screen {
            Screen::Contract | Screen::Clause | Screen::Amount => Screen::Register,
            Screen::Operator => Screen::Operators,
            Screen::Entry => Screen::Journal,
            screen => screen,
        };
        let words = |screen: Screen| match screen {
            Screen::Commitments => w::page_commitments(language),
            Screen::Territories => w::page_territories(language),
            Screen::Operators => w::page_operators(language),
            Screen::Method => w::page_method(language),
            Screen::Journal => w::page_journal(language),
            _ => w::page_contracts(language),
        };
        let open = address::PLACES.into_iter().filter(|place| self.setting.opens(place.0));
        html! {
            nav.places aria-label=(w::page_navigation(language).text()) { ul {
                @for (screen, path) in open { li {
                    a href=(address::link(language, self.setting, path)) aria-current=[(screen == current).then_some("page")] { (said(&words(screen))) }
                } }
            } }
        }
    }

    fn languages(&self) -> Markup {
        html! {
            nav.languages aria-label=(w::page_languages(self.language).text()) { ul { @for other in Language::ALL { li {
                a href=(address::link(other, self.setting, &self.setting.path)) lang=(other.tag()) hreflang=(other.tag())
                    dir=(other.direction()) aria-current=[(other == self.language).then_some("true")] { (other.own_name()) }
            } } } }
        }
    }

    /// The entry up to which the journal was read, which leads to it where the reader may open the journal.
    fn position(&self) -> Markup {
        let (language, setting) = (self.language, self.setting);
        let words = said(&w::page_position(language, whole(setting.entry)));
        leads(language, setting, (Screen::Entry, &address::entry(setting.entry)), &words)
    }

    /// The address under which the page is the same for ever.
    fn lasting(&self) -> String {
        let setting = self.setting;
        let at = (setting.entry > 0 && !setting.is_public).then_some(setting.entry);
        let situation_of = at.map(|_| setting.day);
        let known_on = (at.is_none() && !setting.is_public).then_some(setting.known_on);
        address::link_when(self.language, When { known_on, at, situation_of }, &setting.path)
    }

    /// The foot, between its marks: a page that is kept has it set anew where the position moved.
    fn foot(&self) -> Markup {
        let (language, setting) = (self.language, self.setting);
        html! {
            (PreEscaped(if self.matter.has_evidence() { FOOT_OF_EVIDENCE } else { FOOT }))
            footer.foot {
                p { (said(&w::page_known_on(language, Quantity::Date(setting.known_on)))) }
                @if setting.day != setting.known_on { p { (said(&w::page_situation_of(language, Quantity::Date(setting.day)))) } }
                @if setting.entry > 0 { p { (self.position()) } }
                @if self.matter.has_evidence() { p { (said(&w::page_road(language))) } }
                p.address dir="ltr" translate="no" { (self.lasting()) }
                @if setting.fictitious && self.matter.has_evidence() { p.stamp { (said(&Notice::Fictitious.title(language))) } }
            }
            (PreEscaped(FOOT_END))
        }
    }
}

const FOOT: &str = "<!--foot-->";
const FOOT_OF_EVIDENCE: &str = "<!--foot of evidence-->";
const FOOT_END: &str = "<!--/foot-->";
const OFFERED: &str = "<!--offered-->";
const OFFERED_END: &str = "<!--/offered-->";

/// A page that was drawn in one setting as it is in another one, which differs in its position at most: the foot and the days that
/// are offered are set anew. Nothing where the page has no foot.
#[must_use]
pub fn moved(html: &str, language: Language, from: &Setting, to: &Setting) -> Option<String> {
    // Text of whatever origin holds no mark: there it would be escaped.
    let (body, foot) = html.rsplit_once(FOOT_OF_EVIDENCE).or_else(|| html.rsplit_once(FOOT))?;
    let (_, end) = foot.split_once(FOOT_END)?;
    let matter = if html.contains(FOOT_OF_EVIDENCE) { Matter::Evidence } else { Matter::Nothing };
    let (screen, title, content) = (Screen::Register, Rendered::default(), html! {});
    let foot = Page { setting: to, language, screen, title, matter, content }.foot();
    let body = match (body.split_once(OFFERED), from.received == to.received) {
        (Some((before, rest)), false) => {
            let (_, after) = rest.split_once(OFFERED_END)?;
            format!("{before}{}{after}", offered(to).into_string())
        }
        _ => body.to_owned(),
    };
    Some(format!("{body}{}{end}", laid_out(foot.into_string())))
}

/// The days that are offered for the day of knowledge, between their marks.
fn offered(setting: &Setting) -> Markup {
    html! {
        (PreEscaped(OFFERED))
        @for day in setting.received.iter().take(12) { option value=(day.to_string()) {} }
        (PreEscaped(OFFERED_END))
    }
}

/// A notice across the page.
#[must_use]
pub fn notice(language: Language, notice: Notice) -> Markup {
    html! {
        p class={ "notice " (notice.code()) } role="note" {
            strong { (said(&notice.title(language))) } " " span { (said(&notice.sentence(language))) }
        }
    }
}

/// The word beside the title of a contract that is told in our words.
#[must_use]
pub fn restated(language: Language, card: &ContractCard) -> Markup {
    html! {
        @if card.text_status == TextStatus::Restated {
            " " span.tag title=(w::notice_restated(language).text()) { (said(&Notice::Restated.title(language))) }
        }
    }
}

/// The word beside the title of a draft.
#[must_use]
pub fn drafted(language: Language, card: &ContractCard) -> Markup {
    html! { @if card.draft { " " span.tag { (said(&w::page_draft(language))) } } }
}

/// A link to a screen, where whoever reads may open it; else its words alone.
#[must_use]
pub fn leads(language: Language, setting: &Setting, (screen, path): (Screen, &str), words: &Markup) -> Markup {
    match setting.opens(screen) {
        true => html! { a href=(address::link(language, setting, path)) { (words) } },
        false => words.clone(),
    }
}

/// An entry of the journal by its number, which leads to it where whoever reads may open it.
#[must_use]
pub fn entry_of(language: Language, setting: &Setting, entry: u64) -> Markup {
    leads(language, setting, (Screen::Entry, &address::entry(entry)), &said(&w::page_entry(language, whole(entry))))
}

/// A step of the way back: a screen, its path, its words.
pub type Step = (Screen, String, Markup);

/// The way back, from the register to the page before this one. What is closed to whoever reads is no step.
#[must_use]
pub fn crumbs(language: Language, setting: &Setting, steps: &[Step]) -> Markup {
    let first = (Screen::Register, String::new(), said(&w::page_contracts(language)));
    let steps: Vec<&Step> = std::iter::once(&first).chain(steps).filter(|step| setting.opens(step.0)).collect();
    html! { @if !steps.is_empty() {
        nav.crumbs aria-label=(w::page_way(language).text()) { ol {
            @for (_, path, words) in steps { li { a href=(address::link(language, setting, path)) { (words) } } }
        } }
    } }
}

/// Pages whose address has no other fields.
pub const NONE: &[(&str, &str)] = &[];

/// The choice of another moment, each date by its name: what was known, and whose situation is told. `kept` are the other
/// fields of the address.
#[must_use]
pub fn known_on(language: Language, setting: &Setting, kept: &[(&str, impl AsRef<str>)]) -> Markup {
    let (path, _) = setting.path.split_once('?').unwrap_or((&setting.path, ""));
    if setting.is_public {
        return html! {};
    }
    let When { at, situation_of, .. } = setting.when;
    html! {
        form.known method="get" action=(format!("/{}{path}", language.tag())) {
            @for (name, value) in kept { input type="hidden" name=(name) value=(value.as_ref()); }
            span.field {
                label for="known" { (said(&w::heading_as_known_on(language))) }
                @if let Some(entry) = at {
                    input type="hidden" name=(address::AT) value=(entry.to_string());
                    (entry_of(language, setting, entry))
                } @else {
                    input id="known" type="date" name=(address::KNOWN) value=(setting.known_on.to_string()) required list="received";
                    datalist id="received" { (offered(setting)) }
                }
            }
            span.field {
                label for="situation" { (said(&w::heading_situation_of(language))) }
                input id="situation" type="date" name=(address::SITUATION) value=[situation_of.map(|day| day.to_string())];
            }
            button type="submit" { (said(&w::page_show(language))) }
            @if setting.when != When::default() {
                a href=(address::link_when(language, When::default(), &setting.path)) { (said(&w::page_latest(language))) }
            }
        }
    }
}

/// A hash or command, always from left to right.
#[must_use]
pub fn code(text: &str) -> Markup {
    html! { code dir="ltr" { (visible(text)) } }
}

/// A day, marked up for programs.
#[must_use]
pub fn day(language: Language, date: contract::calendar::Date) -> Markup {
    html! { time datetime=(date.to_string()) { (figure(language, &Quantity::Date(date))) } }
}

/// An SVG that is ours already.
#[must_use]
pub fn drawn(svg: String) -> Markup {
    PreEscaped(svg)
}

/// A number of the journal as a figure.
#[must_use]
pub fn whole(number: u64) -> Quantity {
    Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX))
}
