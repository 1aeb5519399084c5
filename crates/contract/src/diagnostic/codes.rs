//! The table of every diagnostic code with the values it carries. A code that is not here cannot be raised, and the
//! crate `presentation` holds a sentence for each one in every language.

/// Each code with the names of its values.
pub const CODES: &[(&str, &[&str])] = &[
    // The text.
    ("character-refused", &["character"]),
    // The restricted YAML of a block.
    ("yaml-tab", &[]),
    ("yaml-anchor", &[]),
    ("yaml-alias", &[]),
    ("yaml-tag", &[]),
    ("yaml-merge-key", &[]),
    ("yaml-several-documents", &[]),
    ("yaml-too-deep", &["depth_max"]),
    ("yaml-colon", &[]),
    ("yaml-bracket", &[]),
    ("yaml-quotation-mark", &[]),
    ("yaml-escape", &[]),
    ("yaml-character", &["character"]),
    ("yaml-indentation", &[]),
    ("yaml-block-text", &[]),
    ("yaml-not-understood", &["detail"]),
    ("key-repeated", &["key", "first_line"]),
    ("key-missing", &[]),
    ("key-not-text", &[]),
    ("value-missing", &["key"]),
    ("item-missing", &[]),
    // The document.
    ("front-matter-missing", &[]),
    ("front-matter-not-closed", &[]),
    ("front-matter-not-keys", &[]),
    ("anchor-malformed", &["anchor"]),
    ("anchor-repeated", &["anchor", "first_line"]),
    ("heading-attribute-unknown", &["attribute"]),
    ("quote-language-unknown", &["language"]),
    ("quote-empty", &[]),
    ("block-kind-missing", &[]),
    ("block-kind-unknown", &["kind", "nearest"]),
    ("block-opening-not-understood", &["opening"]),
    ("block-not-closed", &[]),
    ("block-nested", &["kind"]),
    ("block-hidden", &[]),
    ("block-empty", &["kind"]),
    ("block-not-keys", &["kind"]),
    ("block-without-article", &["kind"]),
];
