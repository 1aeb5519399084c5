//! The form of documents: conformance of the topic `syntax`, what a good document gives, and properties of any text.

use contract::diagnostic::{Diagnostics, Severity};
use contract::document::{BlockKind, Document, Item, parse};
use contract::source::{Source, Span};
use contract::yaml::{Node, Value};
use proptest::prelude::*;

use crate::conformance;

const WHOLE: &str = include_str!("../../../../conformance/syntax/good/whole.md");

#[test]
fn documents_conform_and_every_refusal_has_one() {
    let raised = conformance::run(["syntax"], |text| parse(text).1, |_| Vec::new());
    let known = conformance::codes_up_to("block-without-article");
    let without_document: Vec<_> = known.difference(&raised).collect();
    assert!(without_document.is_empty(), "no document in conformance/syntax/bad raises {without_document:?}");
}

#[test]
fn a_document_gives_its_articles_and_blocks() {
    let (document, diagnostics) = parse(WHOLE);
    assert_eq!(diagnostics, Diagnostics::new());
    assert_eq!(document.front.get("id").and_then(Node::as_scalar), Some("exemple"));
    assert_eq!(document.title.as_ref().map(|title| title.value.as_str()), Some("Convention d'exemple"));
    let article = document.article("art-4").expect("the article");
    assert_eq!((article.level, article.title.as_str()), (2, "Article 4 — Prime à l'emploi"));
    assert_eq!(article.blocks.len(), 3, "a heading below belongs to the article");
    assert_eq!(article.quotes.len(), 2);
    assert!(article.says("conservé dix-huit mois au moins"), "line breaks count as spaces");
    assert!(!article.says("conservé deux mois"));
    assert!(!article.says("ثمانية عشر شهرا"), "a translation is not the agreed text");
    assert_eq!(article.quotes[1].language.as_deref(), Some("ar"));
    assert_eq!(document.blocks_of(BlockKind::Clause).count(), 1);
    let kinds: Vec<_> = document.items.iter().map(name).collect();
    assert_eq!(
        kinds,
        [
            "heading", "prose", "article", "quote", "quote", "prose", "block", "block", "heading", "prose", "prose",
            "block"
        ]
    );
}

fn name(item: &Item) -> &'static str {
    match item {
        Item::Article(_) => "article",
        Item::Heading { .. } => "heading",
        Item::Quote(_) => "quote",
        Item::Prose(_) => "prose",
        Item::Block(_) => "block",
    }
}

#[test]
fn a_heading_without_anchor_closes_only_articles_of_its_level() {
    let (document, _) =
        parse("# A {#a}\n\n## Cas\n\n```yaml note\nid: x\n```\n\n# Annexe\n\n```yaml note\nid: y\n```\n");
    let articles: Vec<_> = document.blocks.iter().map(|block| block.article.as_deref()).collect();
    assert_eq!(articles, [Some("a"), None]);
}

#[test]
fn a_part_of_a_scalar_has_its_place() {
    let text = "---\nid: a\n---\n```yaml note\nar: {نسبة: kept >= 18 months, q: \"kept > 1\", f: \"a\\tb\"}\n```\n";
    let (document, diagnostics) = parse(text);
    assert_eq!(diagnostics, Diagnostics::new());
    let map = document.blocks[0].node.get("ar").expect("the map");
    let part = |key: &str, words: &str| {
        let node = map.get(key).expect("the key");
        let start = node.as_scalar().and_then(|scalar| scalar.find(words)).expect("the words");
        let span = node.part(start..start + words.len());
        (&text[span.range()], span.start.line, span.start.column)
    };
    assert_eq!(part("نسبة", "18"), ("18", 5, 20));
    assert_eq!(part("q", "1"), ("1", 5, 42));
    assert_eq!(part("f", "b"), ("\"a\\tb\"", 5, 49), "an escaped text is underlined whole");
}

/// Every place that a document and its diagnostics name.
fn places(document: &Document, diagnostics: &Diagnostics) -> Vec<Span> {
    let mut places: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.span).collect();
    nodes(&document.front, &mut places);
    for block in &document.blocks {
        places.extend([block.kind.span, block.span]);
        nodes(&block.node, &mut places);
    }
    for article in &document.articles {
        places.extend([article.span, article.anchor.span]);
        places.extend(article.quotes.iter().map(|quote| quote.text.span));
    }
    for item in &document.items {
        match item {
            Item::Heading { title: text, .. } | Item::Prose(text) => places.push(text.span),
            Item::Quote(quote) => places.push(quote.text.span),
            Item::Article(_) | Item::Block(_) => {}
        }
    }
    places
}

fn nodes(node: &Node, places: &mut Vec<Span>) {
    places.push(node.span);
    match &node.value {
        Value::Scalar(text) => places.extend((0..=text.len()).map(|end| node.part(0..end))),
        Value::List(items) => items.iter().for_each(|item| nodes(item, places)),
        Value::Map(entries) => {
            for (key, value) in entries {
                places.push(key.span);
                nodes(value, places);
            }
        }
        Value::Missing => {}
    }
}

fn assert_sound(text: &str) {
    let (document, diagnostics) = parse(text);
    let source = Source::new(text);
    for span in places(&document, &diagnostics) {
        assert!(text.get(span.range()).is_some(), "{span:?} lies outside {text:?}");
        assert_eq!(source.position(span.start.offset), span.start, "{text:?}");
        assert_eq!(source.position(span.end.offset), span.end, "{text:?}");
    }
    for node in document.blocks.iter().map(|block| &block.node).chain([&document.front]) {
        let errors = diagnostics.iter().any(|one| one.severity == Severity::Error);
        assert!(!node.is_missing() || errors, "nothing was read and nothing told of {text:?}");
    }
}

/// Texts made of the pieces that documents are made of, so that chance reaches the inner forms.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "---",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "  ",
        "\t",
        "# A {#a}",
        "## B",
        "> ",
        "[ar] ",
        "```yaml clause",
        "```yaml note\n",
        "```",
        "~~~",
        "- ",
        "id: ",
        "x",
        "é",
        "منحة",
        ": ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "&a ",
        "*a",
        "!!str ",
        "<<: ",
        "? ",
        "|",
        ">-",
        "\"",
        "'",
        "\\",
        "#",
        "%",
        "...",
        "null",
        "\0",
        "\u{feff}",
        "\u{202e}",
        "\u{2028}",
        "<div>",
        "&amp;",
        "| a |\n|---|\n",
        "    ",
        "@",
        "`",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn block() -> impl Strategy<Value = String> {
    pieces().prop_map(|inside| format!("---\nid: a\n---\n# A {{#a}}\n\n```yaml note\nk: {inside}\n```\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        assert_sound(&text);
    }

    #[test]
    fn any_mixture_of_pieces_is_read_without_panic(text in pieces()) {
        assert_sound(&text);
    }

    #[test]
    fn any_block_is_read_without_panic(text in block()) {
        assert_sound(&text);
    }

    #[test]
    fn a_block_is_read_or_an_error_told(before in pieces(), after in pieces()) {
        // A longer fence or one of the other kind would make an example of the block, which is comment.
        let mut text = format!("---\nid: a\n---\n{before}\n```yaml note\nid: sought\n```\n{after}").replace('~', "");
        while text.contains("````") {
            text = text.replace("````", "```");
        }
        let (document, diagnostics) = parse(&text);
        let sought = |node: &Node| node.get("id").and_then(Node::as_scalar) == Some("sought");
        let read = document.blocks.iter().any(|block| sought(&block.node));
        assert!(read || diagnostics.has_errors(), "the block is lost without a word in {text:?}");
    }

    #[test]
    fn a_damaged_document_is_read_without_panic(from in 0..WHOLE.len(), length in 0..60_usize, inside in pieces()) {
        let mut text: Vec<u8> = WHOLE.bytes().collect();
        text.splice(from..(from + length).min(WHOLE.len()), inside.bytes());
        assert_sound(&String::from_utf8_lossy(&text));
    }
}
