//! What holds of every page, in every language.

use office::answer::commitments::CommitmentsView;
use office::answer::register::RegisterView;
use office::question::contract::{commitments_of, view};
use office::question::register::row;
use portal::page;
use portal::view::View;
use presentation::Language;

use crate::sample::{day, of_2016, of_2025, setting};

fn written() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for language in Language::ALL {
        for sample in [of_2016(), of_2025()] {
            let path = format!("/contracts/{}", sample.contract.id);
            let view = View { setting: setting(&path), answer: view(sample.sources(), day()) };
            pages.push((
                format!("{}-{}", language.tag(), sample.contract.id),
                page::contract::page(&view, language).into_string(),
            ));
        }
        let mut commitments = commitments_of(of_2016().sources());
        commitments.extend(commitments_of(of_2025().sources()));
        let contracts =
            [of_2025(), of_2016()].iter().map(|one| row(one.sources(), crate::sample::tally(), day())).collect();
        let view = View { setting: setting(""), answer: RegisterView { contracts, withheld: Vec::new() } };
        pages.push((format!("{}-register", language.tag()), page::register::page(&view, language).into_string()));
        let view = View { setting: setting("/commitments"), answer: CommitmentsView { commitments } };
        pages.push((format!("{}-commitments", language.tag()), page::commitments::page(&view, language).into_string()));
    }
    pages
}

/// What a reader sees: text alone, without markup; drawings have figures of their own in their attributes.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    text
}

#[test]
fn no_page_joins_digits_by_a_plain_space() {
    for (name, html) in written() {
        let letters: Vec<char> = text_of(&html).chars().collect();
        let joined = letters
            .windows(3)
            .position(|three| three[0].is_ascii_digit() && three[1] == ' ' && three[2].is_ascii_digit());
        let around =
            |at: usize| letters[at.saturating_sub(60)..(at + 40).min(letters.len())].iter().collect::<String>();
        assert!(joined.is_none(), "{name}: {}", joined.map(around).unwrap_or_default());
    }
}

#[test]
fn every_page_says_its_language_and_direction_and_what_is_fictitious() {
    for (name, html) in written() {
        let tag = &name[..2];
        let direction = if tag == "ar" { "rtl" } else { "ltr" };
        assert!(html.contains(&format!("<html lang=\"{tag}\" dir=\"{direction}\">")), "{name}");
        let is_published = name.ends_with("-commitments");
        assert_eq!(html.contains("class=\"notice fictitious\""), !is_published, "{name}");
        assert_eq!(html.contains("class=\"stamp\""), !is_published, "{name}");
        assert!(!html.contains("style="), "{name}: an inline style, which the policy of the page forbids");
        assert!(!html.contains("<script"), "{name}: a script");
    }
}

#[test]
fn the_style_sheet_knows_no_left_and_no_right() {
    let css = std::str::from_utf8(portal::asset::find("portal.css").expect("the style sheet").content).expect("UTF-8");
    for word in ["left", "right", "margin-top", "margin-bottom", "padding-top", "padding-bottom"] {
        assert!(!css.contains(word), "the style sheet says {word}");
    }
}

#[test]
fn figures_keep_one_edge_in_both_directions() {
    let css = std::str::from_utf8(portal::asset::find("portal.css").expect("the style sheet").content).expect("UTF-8");
    assert!(css.contains("th.figure, td.figure { text-align: end; }"), "in French");
    assert!(css.contains("[dir=\"rtl\"] :is(th, td).figure { text-align: start; }"), "in Arabic");
}

#[test]
fn a_joint_commitment_counts_once() {
    for sample in [of_2016(), of_2025()] {
        let told = row(sample.sources(), crate::sample::tally(), day());
        let counted: usize = told.verdicts.iter().map(|(_, verdicts)| verdicts.len()).sum();
        assert_eq!(counted, sample.contract.commitments.len(), "{}", sample.contract.id);
    }
}
