//! Walks the Markdown of a document, one top-level element after the other, and builds the [`Document`].

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag};

use super::block::{BlockKind, Opening, read_opening};
use super::{Article, Block, Document, Item, quote};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, Span, Spanned};
use crate::spelling::by_likeness;
use crate::yaml::{self, Node};

/// How many headings and blocks a document may have, together. The longest that ships has some two hundred.
const PARTS_MAX: usize = 2_000;

type Events<'a> = [(Event<'a>, Range<usize>)];

struct Reader<'a> {
    source: &'a Source<'a>,
    document: Document,
    with_cases: bool,
    /// The headings that hold what follows, outermost first, with the article each one opens.
    open: Vec<(u8, Option<usize>)>,
    /// Headings so far, and the heading or block read last.
    headings: usize,
    last_part: Span,
    diagnostics: Diagnostics,
}

/// Reads a whole source, with or without its worked cases.
pub(super) fn read(source: &Source<'_>, with_cases: bool) -> (Document, Diagnostics) {
    let front = Node::missing(source.span(0..0));
    let document = Document { front, title: None, articles: Vec::new(), blocks: Vec::new(), items: Vec::new() };
    let mut reader = Reader {
        source,
        document,
        with_cases,
        open: Vec::new(),
        headings: 0,
        last_part: source.span(0..0),
        diagnostics: Diagnostics::new(),
    };
    reader.refuse_characters();
    let body_start = reader.read_front();
    let body = &source.text()[body_start..];
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let shifted = |range: Range<usize>| range.start + body_start..range.end + body_start;
    let (mut element, mut depth) = (Vec::new(), 0_usize);
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        element.push((event, shifted(range)));
        if depth == 0 {
            reader.read_element(&element);
            element.clear();
            if reader.is_full() {
                break;
            }
        }
    }
    (reader.document, reader.diagnostics.sorted())
}

impl Reader<'_> {
    fn error(&mut self, code: &'static str, span: Span) {
        self.diagnostics.push(Diagnostic::error(code, span));
    }

    /// Whether there are more parts than a document may have, which is told at the first too many; the rest is not read.
    fn is_full(&mut self) -> bool {
        let headings = self.headings + self.document.blocks.len();
        if headings <= PARTS_MAX {
            return false;
        }
        let last = self.last_part;
        self.diagnostics.push(Diagnostic::error("document-too-long", last).with("parts_max", PARTS_MAX));
        true
    }

    fn refuse_characters(&mut self) {
        for (offset, character) in self.source.text().char_indices().filter(|(_, one)| yaml::is_refused(*one)) {
            let span = self.source.span(offset..offset + character.len_utf8());
            let named = format!("U+{:04X}", u32::from(character));
            self.diagnostics.push(Diagnostic::error("character-refused", span).with("character", named));
        }
    }

    /// Reads the front matter and gives where the body begins.
    fn read_front(&mut self) -> usize {
        let text = self.source.text();
        let head = text.len() - text.trim_start_matches('\u{feff}').len();
        let mut lines = text[head..].split_inclusive('\n').scan(head, |end, line| {
            *end += line.len();
            Some((*end - line.len(), line))
        });
        let Some((_, first)) = lines.next().filter(|(_, line)| line.trim_end() == "---") else {
            self.error("front-matter-missing", self.source.span(head..head));
            return head;
        };
        let start = head + first.len();
        let Some((end, last)) = lines.find(|(_, line)| line.trim_end() == "---") else {
            self.error("front-matter-not-closed", self.source.span(head..head + 3));
            return start;
        };
        let whole = self.source.span(head..end + 3);
        let (node, diagnostics) = yaml::parse(self.source, std::slice::from_ref(&(start..end)));
        let told = diagnostics.has_errors();
        self.diagnostics.append(diagnostics);
        self.document.front = match node {
            Some(node) if node.as_map().is_some() => node,
            _ => {
                if !told {
                    self.error("front-matter-not-keys", whole);
                }
                Node::missing(whole)
            }
        };
        end + last.len()
    }

    fn read_element(&mut self, events: &Events<'_>) {
        let Some((first, range)) = events.first() else { return };
        let range = range.clone();
        match first {
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                let unknown = classes.first().or(attrs.first().map(|(name, _)| name));
                if let Some(name) = unknown {
                    let span = self.find(&range, name);
                    self.diagnostics.push(Diagnostic::error("heading-attribute-unknown", span).with("attribute", name));
                }
                self.read_heading(*level, id.as_deref(), &quote::words(events.iter().map(|(event, _)| event)), range);
            }
            Event::Start(Tag::BlockQuote(_)) => {
                let words = quote::words(events.iter().map(|(event, _)| event));
                let quote = quote::read(&words, self.trimmed(range), self.source, &mut self.diagnostics);
                if let Some(article) = self.article() {
                    self.document.articles[article].quotes.push(quote.clone());
                }
                self.document.items.push(Item::Quote(quote));
                self.read_nested(&events[1..]);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                if !self.read_fence(events, false) {
                    self.push_prose(range);
                }
            }
            _ => {
                self.push_prose(range);
                self.read_nested(events);
            }
        }
    }

    fn push_prose(&mut self, range: Range<usize>) {
        let span = self.trimmed(range);
        let text = self.source.text()[span.range()].to_owned();
        self.document.items.push(Item::Prose(Spanned::new(text, span)));
    }

    fn read_heading(&mut self, level: HeadingLevel, anchor: Option<&str>, title: &str, range: Range<usize>) {
        let (level, span) = (level as u8, self.trimmed(range.clone()));
        self.headings += 1;
        self.last_part = span;
        self.open.retain(|(outer, _)| *outer < level);
        let Some(anchor) = anchor else {
            self.open.push((level, None));
            let title = Spanned::new(title.to_owned(), span);
            if level == 1 && self.document.title.is_none() {
                self.document.title = Some(title.clone());
            }
            self.document.items.push(Item::Heading { level, title });
            return;
        };
        let anchor_span = self.find(&range, anchor);
        if !is_anchor(anchor) {
            self.diagnostics.push(Diagnostic::error("anchor-malformed", anchor_span).with("anchor", anchor));
        }
        if let Some(first) = self.document.article(anchor) {
            let repeated = Diagnostic::error("anchor-repeated", anchor_span).with("anchor", anchor);
            self.diagnostics.push(repeated.with("first_line", first.span.start.line));
        }
        let index = self.document.articles.len();
        self.document.articles.push(Article {
            anchor: Spanned::new(anchor.to_owned(), anchor_span),
            level,
            title: title.to_owned(),
            span,
            quotes: Vec::new(),
            blocks: Vec::new(),
        });
        self.open.push((level, Some(index)));
        self.document.items.push(Item::Article(index));
    }

    /// Looks for blocks where none may stand: in lists and quotes, and in text that Markdown takes for something else.
    fn read_nested(&mut self, events: &Events<'_>) {
        let mut index = 0;
        while let Some((event, range)) = events.get(index) {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                    let ends = |(event, _): &(Event<'_>, Range<usize>)| matches!(event, Event::End(_));
                    let length = events[index..].iter().position(ends).map_or(events.len() - index, |end| end + 1);
                    self.read_fence(&events[index..index + length], true);
                    index += length - 1;
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented) | Tag::HtmlBlock | Tag::Paragraph) => {
                    self.refuse_hidden(range);
                }
                _ => {}
            }
            index += 1;
        }
    }

    /// Refuses a line that opens a block inside text where Markdown sees none, so that it would be passed over.
    fn refuse_hidden(&mut self, range: &Range<usize>) {
        let mut offset = range.start;
        for line in self.source.text()[range.clone()].split_inclusive('\n') {
            let content = line.trim_start_matches(|one: char| one.is_whitespace() || one == '>');
            if resembles_opening(content) {
                let start = offset + line.len() - content.len();
                let span = self.trimmed(start..start + content.len());
                self.error("block-hidden", span);
            }
            offset += line.len();
        }
    }

    /// Reads a fence; says whether it was taken for a block.
    fn read_fence(&mut self, events: &Events<'_>, nested: bool) -> bool {
        let Some((Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))), range)) = events.first() else {
            return false;
        };
        let span = self.trimmed(range.clone());
        let opening_line = self.source.text()[span.range()].lines().next().unwrap_or_default().trim_end();
        let opening_span = self.source.span(span.start.offset..span.start.offset + opening_line.len());
        if !is_closed(&self.source.text()[span.range()]) {
            self.error("block-not-closed", opening_span);
            return false;
        }
        let kind = match read_opening(info) {
            Opening::Block(kind) => kind,
            Opening::Comment => return false,
            Opening::WithoutKind => {
                self.error("block-kind-missing", opening_span);
                return false;
            }
            Opening::UnknownKind(kind) => {
                let (nearest, known) = by_likeness(kind, BlockKind::ALL.into_iter().map(BlockKind::as_str));
                let unknown = Diagnostic::error("block-kind-unknown", self.find(&opening_span.range(), kind));
                self.diagnostics.push(unknown.with("kind", kind).with("nearest", nearest).with("known", known));
                return false;
            }
            Opening::NotUnderstood => {
                let span = self.find(&opening_span.range(), info.trim());
                self.diagnostics
                    .push(Diagnostic::error("block-opening-not-understood", span).with("opening", info.trim()));
                return false;
            }
        };
        if nested {
            self.diagnostics.push(Diagnostic::error("block-nested", opening_span).with("kind", kind));
            return true;
        }
        let kind = Spanned::new(kind, self.find_last(&opening_span.range(), kind.as_str()));
        if kind.value == BlockKind::Scenario && !self.with_cases {
            return true;
        }
        let slices = events.iter().filter(|(event, _)| matches!(event, Event::Text(_))).map(|(_, range)| range.clone());
        self.read_block(kind, &slices.collect::<Vec<_>>(), span);
        true
    }

    fn read_block(&mut self, kind: Spanned<BlockKind>, slices: &[Range<usize>], span: Span) {
        self.last_part = kind.span;
        let (node, diagnostics) = yaml::parse(self.source, slices);
        let told = diagnostics.has_errors();
        self.diagnostics.append(diagnostics);
        let node = match node {
            Some(node) if node.as_map().is_some() => node,
            other => {
                if !told {
                    let code = if other.is_none() { "block-empty" } else { "block-not-keys" };
                    let at = other.map_or(kind.span, |node| node.span);
                    self.diagnostics.push(Diagnostic::error(code, at).with("kind", kind.value));
                }
                Node::missing(span)
            }
        };
        let article = self.article();
        let stands_alone = matches!(kind.value, BlockKind::Scenario | BlockKind::Note | BlockKind::WithoutEffect);
        if article.is_none() && !stands_alone && !node.is_missing() && !names_basis(&node) {
            self.diagnostics.push(Diagnostic::error("block-without-article", kind.span).with("kind", kind.value));
        }
        let index = self.document.blocks.len();
        if let Some(article) = article {
            self.document.articles[article].blocks.push(index);
        }
        let article = article.map(|article| self.document.articles[article].anchor.value.clone());
        self.document.blocks.push(Block { kind, article, node, span });
        self.document.items.push(Item::Block(index));
    }

    /// The innermost article that is open.
    fn article(&self) -> Option<usize> {
        self.open.iter().rev().find_map(|(_, article)| *article)
    }

    /// The range without blanks and line breaks at its end.
    fn trimmed(&self, range: Range<usize>) -> Span {
        let text = self.source.text()[range.clone()].trim_end();
        self.source.span(range.start..range.start + text.len())
    }

    /// Where the words first stand inside the range; the whole range when they do not.
    fn find(&self, range: &Range<usize>, words: &str) -> Span {
        self.found(range, words, self.source.text()[range.clone()].find(words))
    }

    /// Where the words last stand inside the range; the whole range when they do not.
    fn find_last(&self, range: &Range<usize>, words: &str) -> Span {
        self.found(range, words, self.source.text()[range.clone()].rfind(words))
    }

    fn found(&self, range: &Range<usize>, words: &str, at: Option<usize>) -> Span {
        at.map_or_else(
            || self.trimmed(range.clone()),
            |at| self.source.span(range.start + at..range.start + at + words.len()),
        )
    }
}

/// An anchor is written with small ASCII letters, digits and hyphens, and begins with a letter.
fn is_anchor(anchor: &str) -> bool {
    anchor.starts_with(|first: char| first.is_ascii_lowercase())
        && anchor.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Whether a line that is no fence looks like one that opens a block. Code inside a sentence ends on its line.
fn resembles_opening(line: &str) -> bool {
    let info = ["``", "~~"].into_iter().find_map(|fence| Some((fence, line.strip_prefix(fence)?)));
    info.is_some_and(|(fence, info)| {
        let info = info.trim_start_matches(['`', '~']);
        !info.contains(fence) && read_opening(info) != Opening::Comment
    })
}

/// Whether the last line of a fence closes it, and no line before opens another block that it would close instead.
fn is_closed(fence: &str) -> bool {
    let mark = if fence.starts_with('~') { '~' } else { '`' };
    let length = |line: &str| line.chars().take_while(|one| *one == mark).count();
    let content = |line: &'_ str| line.trim_start_matches([' ', '>', '\t']).trim_end().to_owned();
    let mut lines = fence.lines();
    let opening = length(lines.next().unwrap_or_default());
    let Some(last) = lines.next_back().map(content) else { return false };
    let closes = length(&last) >= opening && last.chars().all(|one| one == mark);
    closes && lines.map(content).all(|line| length(&line) < opening || !resembles_opening(&line))
}

/// Whether the node or a piece of it names the article it rests on.
fn names_basis(node: &Node) -> bool {
    node.entries().iter().any(|(key, value)| key.value == "basis" || names_basis(value))
        || node.as_list().unwrap_or_default().iter().any(names_basis)
}
