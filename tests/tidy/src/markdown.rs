//! Markdown as the rules need it: prose with its line, code spans, links, and the anchors of headings.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A piece of a document with the line it begins on, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Prose, tables and headings included.
    Prose(usize, String),
    /// A span of code inside prose.
    Code(usize, String),
    /// Where a link or a picture leads.
    Link(usize, String),
}

/// The parts of a document; fenced blocks and HTML are left out.
#[must_use]
pub fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut in_block = false;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let line = text[..range.start].matches('\n').count() + 1;
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_)) => in_block = true,
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_)) => in_block = false,
            Event::Text(prose) if !in_block => parts.push(Part::Prose(line, prose.to_string())),
            Event::Code(code) => parts.push(Part::Code(line, code.to_string())),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                parts.push(Part::Link(line, dest_url.to_string()));
            }
            _ => {}
        }
    }
    parts
}

/// The anchors that a link may name: those written, and those that a reader of Markdown makes from headings.
#[must_use]
pub fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                anchors.extend(id.map(|id| id.to_string()));
                heading = Some(String::new());
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => anchors.extend(heading.take().map(|heading| slug(&heading))),
            _ => {}
        }
    }
    anchors
}

fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_STRIKETHROUGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_make_anchors() {
        let text = "# What follows from it\n\n## Article 4 {#art-4}\n\n### `check`, and `submit`\n";
        let expected = ["what-follows-from-it", "article-4", "art-4", "check-and-submit"];
        assert_eq!(anchors(text), expected.map(str::to_owned).into());
    }

    #[test]
    fn blocks_are_left_out() {
        let found = parts("a `b`\n\n```text\nc\n```\n[d](e.md)\n");
        let expected = [
            Part::Prose(1, "a ".into()),
            Part::Code(1, "b".into()),
            Part::Link(6, "e.md".into()),
            Part::Prose(6, "d".into()),
        ];
        assert_eq!(found, expected);
    }
}
