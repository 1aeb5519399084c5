//! From the parser's events to [`Node`]s. The parser counts characters of the joined slices; [`Joined`] turns them into
//! places of the document.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::joined::Joined;
use super::{DEPTH_MAX, ENTRIES_MAX, Node, Value, fault};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Span, Spanned};

/// A list or map that is still open.
enum Open {
    List(Vec<Node>),
    Map { entries: Vec<(Spanned<String>, Node)>, key: Key },
}

/// What a map expects next.
enum Key {
    /// A key.
    Expected,
    /// The value of this key.
    Read(Spanned<String>),
    /// The value of a key that was refused; it is read and dropped.
    Refused,
}

struct Builder<'a> {
    text: &'a Joined<'a>,
    open: Vec<(Span, Open)>,
    root: Option<Node>,
    last_end: usize,
    diagnostics: Diagnostics,
}

pub(super) fn read(text: &Joined<'_>) -> (Option<Node>, Diagnostics) {
    let last_end = text.span(0, 0).start.offset;
    let mut builder = Builder { text, open: Vec::new(), root: None, last_end, diagnostics: Diagnostics::new() };
    builder.diagnostics.extend(text.tabs().map(|tab| Diagnostic::error("yaml-tab", tab)));
    let whole = match text.document_mark() {
        Some(mark) => {
            builder.error("yaml-several-documents", mark);
            false
        }
        None => builder.read_events(),
    };
    (builder.root.filter(|_| whole), builder.diagnostics)
}

impl Builder<'_> {
    fn error(&mut self, code: &'static str, span: Span) {
        self.diagnostics.push(Diagnostic::error(code, span));
    }

    fn read_events(&mut self) -> bool {
        let mut parser = Parser::new_from_str(self.text.as_str());
        while let Some(event) = parser.next_event() {
            let (event, at) = match event {
                Ok(read) => read,
                Err(fault) => {
                    // A tab read as a space may well be the cause, and has been told.
                    if self.diagnostics.iter().all(|told| told.code != "yaml-tab") {
                        let bracket = self.bracket_open().map(|bracket| Diagnostic::error("yaml-bracket", bracket));
                        self.diagnostics.push(bracket.unwrap_or_else(|| fault::describe(&fault, self.text)));
                    }
                    return false;
                }
            };
            let (from, span) = (at.start.index(), self.text.span(at.start.index(), at.end.index()));
            match event {
                Event::Scalar(value, style, anchor, tag) => {
                    self.refuse_properties(anchor, tag.is_some(), from);
                    self.add(self.scalar(&value, style, span));
                }
                Event::SequenceStart(anchor, tag) => {
                    self.refuse_properties(anchor, tag.is_some(), from);
                    self.open.push((span, Open::List(Vec::new())));
                }
                Event::MappingStart(anchor, tag) => {
                    self.refuse_properties(anchor, tag.is_some(), from);
                    self.open.push((span, Open::Map { entries: Vec::new(), key: Key::Expected }));
                }
                Event::SequenceEnd | Event::MappingEnd => self.close(span),
                Event::Alias(_) => {
                    self.error("yaml-alias", span);
                    self.add(Node::missing(span));
                }
                _ => {}
            }
            if self.is_full() {
                let too_long = Diagnostic::error("yaml-too-long", self.text.word(from));
                self.diagnostics.push(too_long.with("entries_max", ENTRIES_MAX));
                return false;
            }
            if self.open.len() > DEPTH_MAX {
                let too_deep = Diagnostic::error("yaml-too-deep", self.text.word(from));
                self.diagnostics.push(too_deep.with("depth_max", DEPTH_MAX));
                return false;
            }
        }
        true
    }

    /// Whether the list or map that is open has more entries than any may have.
    fn is_full(&self) -> bool {
        match self.open.last() {
            Some((_, Open::List(items))) => items.len() > ENTRIES_MAX,
            Some((_, Open::Map { entries, .. })) => entries.len() > ENTRIES_MAX,
            None => false,
        }
    }

    /// The outermost bracket that is open and that nothing closes: what the parser stumbles over comes much later.
    fn bracket_open(&self) -> Option<Span> {
        let brackets = self.open.iter().map(|(span, _)| *span).filter(|span| !span.range().is_empty());
        brackets.into_iter().find(|span| !self.text.closes(*span))
    }

    fn refuse_properties(&mut self, anchor: usize, tagged: bool, from: usize) {
        if anchor > 0 {
            self.error("yaml-anchor", self.text.word(from));
        }
        if tagged {
            self.error("yaml-tag", self.text.word(from));
        }
    }

    fn scalar(&self, text: &str, style: ScalarStyle, span: Span) -> Node {
        if style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
            return Node::missing(span);
        }
        let written = self.text.written(span);
        let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        let inside = if quoted { written.get(1..written.len().saturating_sub(1)) } else { Some(written) };
        let verbatim = inside == Some(text) && !text.contains('\n');
        Node { span, value: Value::Scalar(text.to_owned()), verbatim }
    }

    fn close(&mut self, mark: Span) {
        let Some((start, open)) = self.open.pop() else { return };
        // Brackets close at a character; a list or map without brackets ends with its last piece.
        let end = if mark.range().is_empty() { self.last_end } else { mark.end.offset };
        let span = self.text.between(start.start.offset, end);
        let value = match open {
            Open::List(items) => Value::List(items),
            Open::Map { entries, .. } => Value::Map(entries),
        };
        self.add(Node { span, value, verbatim: false });
    }

    fn add(&mut self, node: Node) {
        let missing = node.is_missing();
        if !missing {
            self.last_end = self.last_end.max(node.span.end.offset);
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some((_, Open::List(items))) => {
                let span = node.span;
                items.push(node);
                if missing {
                    self.tell_missing(Diagnostic::error("item-missing", span));
                }
            }
            Some((bracket, Open::Map { entries, key })) => match std::mem::replace(key, Key::Expected) {
                Key::Expected if is_cut(self.text, *bracket, &node, entries) => {
                    *key = Key::Refused;
                    tell_cut(self.text, &node, entries, &mut self.diagnostics);
                }
                Key::Expected => match read_key(node, entries) {
                    Ok(read) => {
                        self.last_end = self.last_end.max(read.span.end.offset);
                        *key = Key::Read(read);
                    }
                    Err(refusal) => {
                        *key = Key::Refused;
                        self.diagnostics.push(refusal);
                    }
                },
                Key::Read(read) => {
                    let told = Diagnostic::error("value-missing", read.span).with("key", &read.value);
                    entries.push((read, node));
                    if missing {
                        self.tell_missing(told);
                    }
                }
                Key::Refused => {}
            },
        }
    }

    /// Tells that something is missing, unless an alias stands there, which has been told.
    fn tell_missing(&mut self, missing: Diagnostic) {
        let alias = self.diagnostics.last().filter(|told| told.code == "yaml-alias");
        if alias.is_none_or(|alias| alias.span.start < missing.span.start) {
            self.diagnostics.push(missing);
        }
    }
}

/// Whether a piece between braces is no key, since no colon follows it, but the rest of the value before it: `{en: 20,000 m2}`.
fn is_cut(text: &Joined<'_>, bracket: Span, node: &Node, entries: &[(Spanned<String>, Node)]) -> bool {
    let in_braces = !bracket.range().is_empty();
    let plain = matches!(node.value, Value::Scalar(_)) && node.verbatim;
    let follows = entries.last().is_some_and(|(_, value)| !value.is_missing());
    in_braces && plain && follows && text.behind(node.span) != Some(':')
}

/// Tells the value that commas cut: once, however many there are.
fn tell_cut(text: &Joined<'_>, node: &Node, entries: &[(Spanned<String>, Node)], diagnostics: &mut Diagnostics) {
    let Some((_, value)) = entries.last() else { return };
    let whole = text.between(value.span.start.offset, node.span.end.offset);
    if diagnostics.last().is_some_and(|told| told.code == "yaml-comma" && told.span.start == whole.start) {
        diagnostics.pop();
    }
    diagnostics.push(Diagnostic::error("yaml-comma", whole).with("found", text.written(whole)));
}

fn read_key(node: Node, entries: &[(Spanned<String>, Node)]) -> Result<Spanned<String>, Diagnostic> {
    let span = node.span;
    let key = match node.value {
        Value::Scalar(key) => key,
        Value::Missing => return Err(Diagnostic::error("key-missing", span)),
        Value::List(_) | Value::Map(_) => return Err(Diagnostic::error("key-not-text", span)),
    };
    if key == "<<" {
        return Err(Diagnostic::error("yaml-merge-key", span));
    }
    match entries.iter().find(|(known, _)| known.value == key) {
        None => Ok(Spanned::new(key, span)),
        Some((first, _)) => {
            let repeated = Diagnostic::error("key-repeated", span).with("key", key);
            Err(repeated.with("first_line", first.span.start.line))
        }
    }
}
