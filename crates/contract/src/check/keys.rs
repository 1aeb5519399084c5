//! The keys that each map of a contract may have: one table for the checker, for suggestions, and for the JSON Schemas
//! of the blocks (`crates/contract/schemas`), which a test holds against it.

/// A map of a contract with the keys it may have. Maps whose keys are the author's own words (labels, columns, words of
/// a parameter) are not here.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its name, which is also that of its definition in a schema.
    pub name: &'static str,
    /// Its keys, in the order in which they are best written.
    pub keys: &'static [&'static str],
}

macro_rules! shapes {
    ($($constant:ident = $name:literal: $($key:literal)+;)+) => {
        $(pub(super) const $constant: &Shape = &Shape { name: $name, keys: &[$($key),+] };)+
        /// Every shape.
        pub const SHAPES: &[&Shape] = &[$($constant),+];
    };
}

shapes! {
    FRONT = "front": "id" "kind" "version" "titles" "text_status" "authoritative" "languages" "published" "in_effect"
        "uses" "parent" "readings" "signed" "currency";
    NOTE = "note": "id" "labels" "basis" "confidence";
    WITHOUT_EFFECT = "without_effect": "of" "reading" "change" "found" "instead" "labels";
    PARTY = "party": "id" "labels" "side" "kind";
    PLACE = "place": "id" "labels" "kind" "region" "map" "class_of" "class";
    MAP = "map": "outline" "label";
    DATED = "dated": "in_effect" "published" "value" "basis" "confidence";
    EVIDENCE = "evidence": "id" "labels" "basis" "keys" "valid" "columns" "covers" "filed_by" "read_by" "several" "unique"
        "sealed" "apart" "expected" "file" "checks";
    FILE = "file": "name" "units" "days" "columns";
    FILE_COLUMN = "file_column": "heading" "also" "fills" "holds" "words" "countries" "within" "example" "blank"
        "absent" "by";
    CHECK = "check": "id" "labels" "cure" "is" "not_all" "from_rows" "unread" "of" "against" "over"
        "within";
    PARAMETER = "parameter": "id" "labels" "basis" "unit" "by" "read_by" "values";
    SCHEME = "scheme": "id" "labels" "basis" "confidence" "of" "form" "leading_zero" "first" "case" "leave_out"
        "restore_zeros" "check_digits" "none" "occasional" "rejected" "role" "stands_in_for";
    CALENDAR = "calendar": "id" "labels" "basis" "rest" "feasts" "years";
    FEAST = "feast": "id" "labels" "day" "lunar" "days" "in_effect" "confidence";
    CALENDAR_YEAR = "calendar_year": "year" "published" "days" "confidence";
    CURRENCY = "currency": "id" "labels" "basis" "confidence" "words";
    CURRENCY_WORDS = "currency_words": "whole" "part";
    NOUN = "noun": "one" "two" "few" "many" "other";
    CHECK_DIGITS = "check_digits": "weights" "modulo" "divisible_by" "less_remainder" "luhn";
    SCALE_OR_BANDS = "scale_or_bands": "scale" "bands";
    SLICE = "slice": "above" "rate";
    BAND = "band": "up_to" "value";
    DEFINITION = "definition": "id" "labels" "basis" "confidence" "for_each" "spells" "gap" "hired" "hire_counts_in" "ranks" "from" "steps";
    SOURCE = "source": "from" "present" "left" "situation" "counting" "bridging" "ending" "other";
    RANK = "rank": "id" "among" "then" "ties" "confidence";
    CLAUSE = "clause": "id" "reading" "labels" "basis" "quote" "in_effect" "published" "applies_to_facts" "confidence"
        "for_each" "from" "acquired" "fact_date" "crossing" "applies_when" "conditions" "steps" "pays" "due_on"
        "after_payment" "cumulates";
    CONTROL = "control": "id" "labels" "basis" "in_effect" "published" "applies_to_facts" "confidence" "for_each" "from"
        "acquired" "fact_date" "crossing" "applies_when" "conditions" "steps" "holds";
    CROSSING = "crossing": "place" "rule" "read_at";
    CONDITION = "condition": "id" "labels" "is" "at" "if_none" "confidence";
    PAYS = "pays": "head" "to" "value";
    CUMULATION = "cumulation": "with" "how" "confidence";
    VALUE = "value": "value" "at" "if_none";
    SUM = "sum": "sum" "where" "over";
    COUNT = "count": "count" "where" "over";
    PERCENT_OF = "percent_of": "percent_of" "rate" "at" "if_none";
    PRODUCT = "product": "product" "at" "if_none";
    RATIO = "ratio": "ratio" "to" "if_zero" "at" "if_none";
    SUM_OF = "sum_of": "sum_of" "at" "if_none";
    DIFFERENCE = "difference": "difference" "less" "at" "if_none";
    AT_MOST = "at_most": "at_most" "bound" "at" "if_none";
    AT_LEAST = "at_least": "at_least" "bound" "at" "if_none";
    BRACKETS = "brackets": "brackets" "scale" "at" "if_none";
    TABLE = "table": "table" "by" "at" "if_none";
    CHOOSE = "choose": "choose" "otherwise" "at" "if_none";
    CASE = "case": "when" "then";
    ROUND = "round": "round" "to" "mode" "at" "if_none";
    TIED_SHARE = "tied_share": "tied_share" "within";
    RUNNING_EXCESS = "running_excess": "running_excess" "above" "from";
    INDICATOR = "indicator": "id" "labels" "basis" "measure" "unit" "source" "perimeter";
    COMMITMENT = "commitment": "id" "labels" "basis" "parties" "confidence" "target" "path" "judged_by";
    TARGET = "target": "indicator" "level" "baseline" "baseline_confidence" "additional" "by";
    PATH_STEP = "path_step": "by" "level";
    JUDGEMENT = "judgement": "id" "labels" "basis" "by" "on";
    SCENARIO = "scenario": "id" "labels" "of" "reading" "as_known_on" "tables" "given" "covered" "missing" "refused" "owed"
        "figures" "expect";
    COVERAGE = "coverage": "table" "operator" "month" "months" "quarter" "quarters" "year";
    OWED = "owed": "table" "operator" "valid";
    ROW = "row": "table" "operator" "person" "month" "months" "quarter" "quarters" "year" "date" "valid";
    FIGURE = "figure": "series" "period" "perimeter" "value" "confidence";
    EXPECTATION = "expectation": "operator" "person" "year" "start" "first_month" "anniversary" "commitment" "status"
        "verdict" "amount" "decided_by" "head" "missing" "steps";
}

/// The mechanisms of steps: each is the shape whose first key is its name.
pub(super) const MECHANISMS: [&Shape; 16] = [
    VALUE,
    SUM,
    COUNT,
    PERCENT_OF,
    PRODUCT,
    RATIO,
    SUM_OF,
    DIFFERENCE,
    AT_MOST,
    AT_LEAST,
    BRACKETS,
    TABLE,
    CHOOSE,
    ROUND,
    TIED_SHARE,
    RUNNING_EXCESS,
];

/// Words of expressions: nothing that an expression names may be called so.
const WORDS: [&str; 9] = ["and", "or", "not", "in", "is", "at", "year", "month", "anniversary"];

/// Whether a name has a meaning of its own in expressions.
pub(super) fn is_reserved(name: &str) -> bool {
    WORDS.contains(&name)
}
