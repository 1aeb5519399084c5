## Faults of a contract document: what is wrong, and what to write (.cure)

diagnostic-character-refused = Character { $character } is not accepted: it is invisible or changes the direction of reading.
    .cure = Delete it and type the passage again.
diagnostic-yaml-tab = A tab is used for indentation.
    .cure = Write spaces, two a level.
diagnostic-yaml-anchor = Anchors (&name) are not accepted.
    .cure = Repeat the value, or make it a parameter block.
diagnostic-yaml-alias = Aliases (*name) are not accepted.
    .cure = Write the value itself.
diagnostic-yaml-tag = Type tags (!name) are not accepted.
    .cure = Remove the tag: the key decides the type.
diagnostic-yaml-merge-key = The merge key (<<) is not accepted.
    .cure = Write every key.
diagnostic-yaml-several-documents = A block holds one document only.
    .cure = Remove the line --- or ..., or open a second block.
diagnostic-yaml-too-deep = Nesting goes deeper than { $depth_max } levels.
    .cure = Flatten it: name the parts in blocks of their own.
diagnostic-yaml-too-long = A list or a set of keys has more than { $entries_max } entries.
    .cure = Split it: into blocks of their own, or into parts that a row of evidence or a class tells apart.
diagnostic-document-too-long = The document has more than { $parts_max } headings and blocks; it is not read from here on.
    .cure = Split it into documents of their own.
diagnostic-yaml-colon = A colon is out of place.
    .cure = Write “key: value” with a space after the colon; quote a value that contains “: ”.
diagnostic-yaml-bracket = A brace or bracket is not closed, or a comma is missing inside.
    .cure = Close the pair and separate items by commas.
diagnostic-yaml-quotation-mark = A quotation mark is not closed.
    .cure = Close it within the same value.
diagnostic-yaml-escape = This escape sequence is unknown.
    .cure = Use single quotes, which take the text as it is.
diagnostic-yaml-character = A value cannot begin with “{ $character }”.
    .cure = Put the value in quotes.
diagnostic-yaml-indentation = The indentation fits no open level.
    .cure = Align the line with its neighbours of the same level.
diagnostic-yaml-block-text = The heading of the folded text (| or >) is not understood.
    .cure = Write the value on one line, or | alone followed by indented text.
diagnostic-yaml-not-understood = This is not understood: { $detail }.
    .cure = Follow the form of a neighbouring block.
diagnostic-key-repeated = Key “{ $key }” already stands on line { $first_line }.
    .cure = Keep only one.
diagnostic-key-missing = A key is missing before the colon.
    .cure = Write the key.
diagnostic-key-not-text = A key must be a word.
    .cure = Write a plain word.
diagnostic-value-missing = Key “{ $key }” has no value.
    .cure = Write the value, or remove the key.
diagnostic-item-missing = An item of the list is empty.
    .cure = Write the item, or remove the dash.
diagnostic-front-matter-missing = The document does not begin with its identity.
    .cure = Open with ---, then id, title, parties, dates and languages, and close with ---.
diagnostic-front-matter-not-closed = The front matter is not closed.
    .cure = Add a line --- after its last key.
diagnostic-front-matter-not-keys = The front matter is not a series of keys.
    .cure = Write “key: value”, one a line.
diagnostic-anchor-malformed = Anchor “{ $anchor }” is not made of small letters, digits and hyphens.
    .cure = Write for instance art-4.
diagnostic-anchor-repeated = Anchor “{ $anchor }” already stands on line { $first_line }.
    .cure = Give each article an anchor of its own.
diagnostic-heading-attribute-unknown = Attribute “{ $attribute }” of a heading is not understood.
    .cure = Keep the anchor only, for instance art-4 after a hash sign.
diagnostic-quote-language-unknown = Language “{ $language }” of a quoted text is not known.
    .cure = Write fr, ar or en.
diagnostic-quote-empty = A quoted text is empty.
    .cure = Write the agreed text, or remove the quotation.
diagnostic-block-kind-missing = The block does not say what kind it is.
    .cure = Write the kind after yaml, for instance “yaml clause”.
diagnostic-block-kind-unknown = “{ $kind }” is not a kind of block.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Write one of the kinds.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-block-opening-not-understood = Opening “{ $opening }” is not understood.
    .cure = Write yaml followed by one kind of block.
diagnostic-block-not-closed = The block is not closed.
    .cure = Add a line of three backticks after its last line.
diagnostic-block-nested = A { $kind } block stands inside a quotation or a list.
    .cure = Move it out to the margin: blocks do not nest.
diagnostic-block-hidden = This looks like a block, but Markdown takes it for text.
    .cure = Leave an empty line before the opening and put it at the margin.
diagnostic-block-empty = The { $kind } block is empty.
    .cure = Fill it in or remove it.
diagnostic-block-not-keys = The { $kind } block is not a series of keys.
    .cure = Write “key: value”, one a line.
diagnostic-block-without-article = The { $kind } block rests on no article.
    .cure = Put it under its article, or write basis.
diagnostic-key-unknown = Key “{ $key }” is not known here.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Remove it: what is not understood is refused.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-key-absent = Key “{ $key }” is missing.
    .cure = Add it: it has no default.
diagnostic-value-not-text = A plain value is expected here.
    .cure = Write a word, a number or a date, without list or inner keys.
diagnostic-value-not-list = A list is expected here.
    .cure = Write the items after dashes, or in brackets.
diagnostic-value-not-keys = Keys are expected here.
    .cure = Write “key: value”, one a line or in braces.
diagnostic-word-unknown = “{ $word }” is not accepted here.
    .cure = Write one of: { $expected }.
diagnostic-word-unknown-in-column = “{ $word }” is not a word of this column.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Add it to the column’s words in the evidence block, or remove it.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-date-malformed = “{ $found }” is not a date.
    .cure = Write year-month-day, for instance 2025-07-01.
diagnostic-month-malformed = “{ $found }” is not a month.
    .cure = Write year-month, for instance 2025-07.
diagnostic-months-malformed = “{ $found }” is not a run of months.
    .cure = Write the first and the last, for instance 2026-02 .. 2026-05.
diagnostic-quarters-malformed = “{ $found }” is not a run of quarters.
    .cure = Write the first and the last, for instance 2026-Q1 .. 2026-Q3.
diagnostic-year-malformed = “{ $found }” is not a year.
    .cure = Write four digits.
diagnostic-interval-malformed = “{ $found }” is not a period.
    .cure = Write the first and last day, for instance 2025-07-01 .. 2030-12-31, or leave the end open.
diagnostic-interval-empty = The period “{ $found }” ends before it begins.
    .cure = Correct one of the two dates.
diagnostic-number-malformed = “{ $found }” is not a number.
    .cure = Write digits, a point for decimals, then the unit: 12000 MAD.
diagnostic-number-unit = The unit is “{ $found }”; “{ $expected }” is expected.
    .cure = Write the expected unit, or change that of what receives it. Nothing converts by itself.
diagnostic-currency-unknown = “{ $found }” is not the code of a currency.
    .cure = Write the three letters of ISO 4217, for instance MAD, EUR or USD.
diagnostic-currency-too-fine = { $found } has { $decimals } decimals, and amounts are kept with two.
    .cure = Write the amounts in another currency, or as a number.
diagnostic-currency-unsaid = The amounts of this document are in several currencies, and nothing says in which it pays: { $known }.
    .cure = Write currency: with one of them in the front matter.
diagnostic-unit-unknown = “{ $found }” is not a known unit.
    .cure = Write a currency (MAD, USD), job, person, month, day, quarter, year, hour, m2, %, or one per another: MAD/month.
diagnostic-identifier-malformed = “{ $found }” is not an identifier.
    .cure = Begin with a plain letter; use letters, digits, point, hyphen, underscore.
diagnostic-identifier-repeated = Identifier “{ $id }” is already taken on line { $first_line }.
    .cure = Choose another.
diagnostic-identifier-reserved = “{ $id }” already has a meaning in the language.
    .cure = Choose another name.
diagnostic-label-missing = The label is missing in “{ $language }”.
    .cure = Add it: a signed contract is read in all its languages.
diagnostic-kind-not-written = Blocks of kind { $kind } are not executed yet.
    .cure = Describe the rule in a note block meanwhile.
diagnostic-uses-malformed = “{ $found }” names no pack.
    .cure = Write the id and the version of each pack, with a comma between packs: ma-common-law 2025, ma-tax 2025.
diagnostic-pack-absent = The pack “{ $pack }” is not here.
    .cure = { GIVEN($nearest) ->
        [yes] Write “{ $nearest }”, if that is meant; else put the pack beside this document, or record it (`mithaq record`).
       *[no] Put the pack beside this document, or record it (`mithaq record`).
    }{ GIVEN($known) ->
        [yes] {" "}Packs here: { $known }.
       *[no] {" "}There is no pack here.
    }
diagnostic-pack-unsound = The pack “{ $pack }” does not load.
    .cure = See what is wrong with it (`mithaq check`), and mend the pack first.
diagnostic-pack-not-in-force = The pack “{ $pack }” is only proposed, not in force.
    .cure = Bring it into force (`mithaq bring-into-force`), or use the version that is in force.
diagnostic-packs-in-circle = The pack “{ $pack }” uses this one, directly or through others: packs in a circle have no beginning.
    .cure = Take one of the names out of uses; move what both need into a third pack.
diagnostic-pack-two-versions = The pack “{ $pack }” comes in two versions: { $one } and { $other }.
    .cure = Use packs that rest on the same version of it.
diagnostic-pack-language-missing = The pack “{ $pack }” has no labels in “{ $language }”, which this document owes.
    .cure = Add the language to the pack, or take it out of languages.
diagnostic-name-in-pack = “{ $id }” is a name of the pack { $pack } already (its line { $line }).
    .cure = Take the block out and use the pack’s, or give it another id.
diagnostic-name-in-two-packs = “{ $id }” is a name of two packs: { $pack } (line { $line }) and { $other } (line { $other_line }).
    .cure = Use one of the two, or rename it in one of them.
diagnostic-kind-not-in-pack = A block of kind { $kind } does not belong in a pack: packs lend facts, contracts say what is owed.
    .cure = Move it into a contract. In a pack stand: { $known }.
diagnostic-scheme-form-malformed = “{ $found }” says no form of a number.
    .cure = Write so many digits, letters, or letters or digits, in a row with commas: 9 digits; 1 .. 2 letters, 1 .. 6 digits. At most 64 characters in 8 parts; first is one character.
diagnostic-scheme-check-malformed = Check digits follow one rule.
    .cure = Write weights with modulo, or divisible_by, or less_remainder, or luhn: yes.
diagnostic-scheme-check-needs-digits = Numbers of the form “{ $found }” cannot be checked so.
    .cure = Check digits need a form of digits alone, all of one length, with a weight for each but the last; restore_zeros needs check_digits.
diagnostic-scheme-special-not-in-form = “{ $found }” does not have the form of these numbers.
    .cure = Write it as it stands in files, or change form.
diagnostic-scheme-role-of-person = A number of persons says what it does, and only that: role number, or role card with the number that it stands in for.
    .cure = Write role: number; or role: card and stands_in_for. Schemes of firms and accounts have neither.
diagnostic-scheme-link-unknown = No number of persons with role number is called “{ $scheme }”.
    .cure = { GIVEN($nearest) ->
        [yes] Write “{ $nearest }”, if that is meant.
       *[no] Declare it in a scheme block.
    }{ GIVEN($known) ->
        [yes] {" "}Known here: { $known }.
       *[no] {""}
    }
diagnostic-calendar-without-work = Every day of the week is a day of rest here.
    .cure = Leave at least one day out of rest.
diagnostic-calendar-year-twice = The year { $year } is recorded twice.
    .cure = Write its days in one entry.
diagnostic-feast-day-malformed = “{ $found }” is no day of a year.
    .cure = Write month and day, two digits each: 05-01.
diagnostic-feast-day-or-lunar = A feast is of a day of each year, or of a day of each Islamic year.
    .cure = Write day or lunar; neither where only recorded years give it.
diagnostic-feast-unknown = No feast of this calendar is called “{ $feast }”.
    .cure = { GIVEN($nearest) ->
        [yes] Write “{ $nearest }”, if that is meant.
       *[no] Declare it under feasts.
    }{ GIVEN($known) ->
        [yes] {" "}Known here: { $known }.
       *[no] {""}
    }
diagnostic-feast-outside-year = The day { $day } of “{ $feast }” is not in { $year }.
    .cure = Write it under its own year.
diagnostic-article-unknown = No article has the anchor “{ $article }”.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Take the anchor from the article’s heading.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-quote-not-found = Article { $article } does not contain these words.
    .cure = The text may have changed: read the article again, then quote its present words.
diagnostic-name-unknown = “{ $name }” is not known here.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Define the name above: a step uses only what stands before it.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-table-unknown = No table “{ $table }” fits here.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Declare it in an evidence block with the keys needed.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-table-absent = The contract does not declare the table “{ $table }”.
    .cure = Declare it in an evidence block.
diagnostic-column-unknown = Column “{ $column }” does not exist or is not of the right kind.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Declare it in the table’s evidence block.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-parameter-unknown = No parameter is called “{ $id }”.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Declare it in a parameter block.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-place-outline-malformed = “{ $found }” does not read as what follows in an outline.
    .cure = Write closed rings of whole points, three at least, from 0 to 10000, each of two numbers with a blank between.
diagnostic-place-label-malformed = “{ $found }” is no point of the map.
    .cure = Write two whole numbers, from 0 to 10000, with a blank between.
diagnostic-place-unknown = No place is called “{ $place }”.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Declare it in a place block.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-spell-unknown = “{ $name }” is not the spell of this clause.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Name the definition that for_each uses.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-keys-unknown = “{ $found }” says no keys that a rule may be computed for.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Declare it in a definition block.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-keys-malformed = “{ $found }” does not say for which keys to compute.
    .cure = Write one of: { $known }.
diagnostic-party-unknown = No party is called “{ $party }”.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Declare it in a party block.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-indicator-unknown = No indicator is called “{ $indicator }”.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Declare it in an indicator block.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-judgement-unknown = No judgement is called “{ $judgement }”.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Declare it in a judgement block.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-reading-unknown = The clause has no reading “{ $reading }”.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Write a variant of the clause that gives this reading.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-reading-not-chosen = Clause “{ $id }” has several readings and none is chosen.
    .cure = Write in the front matter, for instance, readings: “{ $id }: { $reading }”.
diagnostic-scenario-of-unknown = No clause, control or commitment is called “{ $of }”.
    .cure =
        { GIVEN($nearest) ->
            [yes] Write “{ $nearest }”, if that is meant.
           *[no] Name what the case puts to the test.
        }{ GIVEN($known) ->
            [yes] {" "}Known here: { $known }.
           *[no] {""}
        }
diagnostic-table-dated-with-period = The table has a period in its key and dates of validity.
    .cure = Keep one or the other.
diagnostic-values-overlap = This value holds on the same days as that of line { $first_line }.
    .cure = Close the first on the day before the second.
diagnostic-parameter-hole = Parameter “{ $id }” has no value from { $from } to { $to }.
    .cure = Give the value of these days, or accept that facts of that time are not evaluated.
diagnostic-parameter-scale-or-bands = The value has both a scale and bands, or neither.
    .cure = Write scale (rates by slice) or bands (a value by band).
diagnostic-parameter-needs-table = Parameter “{ $id }” is a table: it cannot be read as a number.
    .cure = Use it in a table or brackets step.
diagnostic-parameter-not-scale = Parameter “{ $id }” is not a scale.
    .cure = Write it with scale, or use another step.
diagnostic-parameter-not-table = Parameter “{ $id }” is not a table.
    .cure = Write it by words or by bands, or use its name alone.
diagnostic-scale-not-rising = The slices do not rise.
    .cure = Put them from lowest to highest; a scale begins at zero.
diagnostic-table-not-total = Parameter “{ $id }” says nothing of: { $words }.
    .cure = Give each word a value, or write unknown with its confidence.
diagnostic-expression-character = Character “{ $found }” has no meaning in an expression.
    .cure = Remove it.
diagnostic-expression-ends = The expression ends too soon{ GIVEN($found) ->
        [yes] {" "}after “{ $found }”
       *[no] {""}
    }.
    .cure = Go on with one of: { $expected }.
diagnostic-expression-goes-on = The expression is over, and “{ $found }” follows.
    .cure = Remove the rest, or go on with one of: { $expected }.
diagnostic-expression-not-understood = “{ $found }” is not understood here.
    .cure = Write one of: { $expected }.
diagnostic-expression-number = “{ $found }” is not a number.
    .cure = Write digits and a point for decimals, without grouping.
diagnostic-expression-too-deep = The expression nests too deeply at “{ $found }”.
    .cure = Cut it into named steps.
diagnostic-expression-too-long = The expression has more than { $expected } words, figures and signs; it is not read from “{ $found }” on.
    .cure = Split it into named steps or conditions; a list of words stands in braces, a class of places in a block of its own.
diagnostic-type-differs = “{ $expected }” is expected, “{ $found }” is given.
    .cure = Use a value of the expected kind.
diagnostic-unit-differs = “{ $found }” does not go with “{ $expected }”.
    .cure = Bring both to one unit by a step: nothing converts by itself.
diagnostic-units-do-not-multiply = “{ $left }” and “{ $right }” do not multiply.
    .cure = Multiply by a bare number, or a rate by its own denominator.
diagnostic-words-have-no-order = Words compare by = or != only.
    .cure = Use equality.
diagnostic-lookup-needs-time = Nothing says at which date “{ $name }” is read.
    .cure = Add at: with a day, or first month for a job.
diagnostic-lookup-time-not-here = No time can be given to “{ $name }” here.
    .cure = Remove at:.
diagnostic-lookup-not-here = “{ $name }” cannot be read here.
    .cure = Read it in a step, whose keys are those of the clause.
diagnostic-absence-unhandled = Nothing says what to do when “{ $name }” has no row.
    .cure = Add if_none: with a value, or fails (in a condition) or not evaluated (in a step).
diagnostic-column-not-folded = “{ $name }” has several rows for one key.
    .cure = Sum or count them in a step, or read the row of one day with at:.
diagnostic-crossing-missing = “{ $name }” can change within the year and nothing says how to count.
    .cure = Add crossing with { $what }: split by months, at first day or at last day.
diagnostic-crossing-not-here = crossing has a meaning only for keys by person and year.
    .cure = Remove it.
diagnostic-split-needs-months = A table of years or quarters cannot be split by months.
    .cure = Read a table of months or days, or choose at first day or at last day.
diagnostic-split-over-quarters = The year is split by months, and a quarter of “{ $name }” lies in no month.
    .cure = Choose at first day or at last day, or read a table of months or days.
diagnostic-split-read-after-round = Behind the first `round` the split year is one: “{ $name }” has no one value there.
    .cure = Read it in a step before the first `round`, or choose at first day or at last day.
diagnostic-split-step-not-added = Step “{ $name }” is computed piece by piece and does not add up: of the whole year it has no value.
    .cure = Use it in a step before the first `round`, for each piece.
diagnostic-window-over-quarters = “{ $name }” has quarters, and months of a job need not end with one.
    .cure = Read a table of months or days.
diagnostic-situation-unlisted = These situations stand in no list: { $words }.
    .cure = Put each under counting, bridging, ending or other: nothing is assumed.
diagnostic-situation-listed-twice = Situation “{ $word }” is listed twice.
    .cure = Keep one.
diagnostic-step-one-name = A step has exactly one name.
    .cure = Write “- name: mechanism”, one step a dash.
diagnostic-step-one-mechanism = A step uses exactly one mechanism; found: { $found }.
    .cure = Choose one of: { $expected }.
diagnostic-step-two-operands = At least two values are needed.
    .cure = Write a list of two items or more.
diagnostic-step-expected = The name of a step is expected here.
    .cure = Compute the value in a step, then name it.
diagnostic-mechanism-not-here = Mechanism { $mechanism } cannot be used with these keys.
    .cure = Use it in a definition by month.
diagnostic-fold-not-here = Table “{ $name }” cannot be folded here: its keys do not contain those of the rule.
    .cure = Choose a table whose keys do{ GIVEN($known) ->
        [yes] : { $known }.
       *[no] , and declare it in an evidence block.
    }
diagnostic-fact-date-not-here = A clause by person and year has no fact_date: its months decide.
    .cure = Remove it.
diagnostic-effect-inside-month = The effect “{ $found }” begins or ends inside a month, and the evidence is monthly.
    .cure = Let it begin on the first and end on the last day of a month.
diagnostic-effect-inside-quarter = “{ $found }” begins or ends inside a quarter, and the clause counts quarters.
    .cure = Let it begin on the first and end on the last day of a quarter.
diagnostic-pays-other-currency = This is paid in { $found }, and the contract pays in { $expected }.
    .cure = Pay a step in { $expected }: nothing converts amounts.
diagnostic-pays-not-rounded = Step “{ $step }” is not exact to what can be paid in its currency.
    .cure = End with a round step that names its step and mode.
diagnostic-pays-may-be-negative = The payment “{ $step }” can fall below zero.
    .cure = Write a step at_least with bound 0 MAD before rounding, or accept that less than zero is paid as zero.
diagnostic-ties-not-shared = Step “{ $name }” asks for a share of ties, and the rank does not share them.
    .cure = Name a rank of the keys’ definition that says ties: share.
diagnostic-ties-share-absent = The condition compares “{ $rank }”, whose ties are shared, and no step multiplies the share in: more would be paid than there are places.
    .cure = Add a step tied_share with that rank, and multiply the amount by it before rounding.
diagnostic-cumulation-silent = Clauses “{ $id }” and “{ $other }” may pay the same head, and neither says how they cumulate.
    .cure = Add cumulates to one of them.
diagnostic-commitment-target-or-judgement = A commitment has either a target or a judgement.
    .cure = Write target (with path if needed), or judged_by.
diagnostic-target-level-or-additional = A target says either the level to reach or what is added to the baseline.
    .cure = Write level, or additional with baseline.
diagnostic-contract-id-twice = Contract “{ $id }” stands in another file too: { $other }. Nothing says which of the two holds, so neither is assessed.
    .cure = Keep one of the two files, give one another id, or propose the one that is not in force yet (`mithaq propose`).
diagnostic-parent-unknown = No contract is called “{ $parent }”, which is named as the framework.
    .cure = { GIVEN($nearest) ->
        [yes] Write “{ $nearest }”, if that is meant.
       *[no] Put the framework beside this document, or remove parent.
    }{ GIVEN($known) ->
        [yes] {" "}Contracts here: { $known }.
       *[no] {" "}There is no other contract here.
    }
diagnostic-heads-overlap = Clause “{ $clause }” and clause “{ $other }” of contract “{ $contract }” ({ $path }) may both pay “{ $head }” to one operator for the same time, and neither text allows it.
    .cure = Write cumulates in one of them, with “{ $other }” or “{ $contract }”, if the texts allow both; else close the effect of one.
withheld-draft = A draft: it is proposed, not in force, and owes nothing; it is not assessed.
    .cure = It counts once it is signed by all (`mithaq sign`) and brought into force (`mithaq bring-into-force`).
withheld-unsound = The document has faults and does not load; it is not assessed.
    .cure = Run `mithaq check` on it: each fault is told with its place.
withheld-pack-changed = What it reads of the pack { $pack } is not what was signed with it; it is not assessed.
    .cure = Propose the text anew beside the pack of today (`mithaq propose`), or put the pack back.
withheld-cases = Of its { $all } worked cases, { $failed } come out otherwise than the document expects; it is not assessed.
    .cure = Run `mithaq check` on it, then correct the clause or the case.
diagnostic-yaml-comma = A comma cuts this value in two: { $found }. Between braces a comma begins the next key.
    .cure = Put the value in quotation marks: "{ $found }".
diagnostic-expression-sign = “{ $found }” is not a sign of this language.
    .cure = Write “{ $expected }”.
diagnostic-evidence-reader-unknown = There is no reader “{ $reader }”: its rows would never come.
    .cure = { GIVEN($nearest) ->
        [yes] Write “{ $nearest }”, if that is meant.
       *[no] Choose one of the readers that there are, or say with file how the table is written.
    } There are: { $known }.
diagnostic-evidence-table-differs = The table “{ $table }” is filed with other keys or columns: { $path } says how.
    .cure = Read what is filed, with its keys and types; or borrow the table from the pack that declares it, and declare nothing of it here.
diagnostic-evidence-table-filed-otherwise = The table “{ $table }” is filed otherwise by { $path }: no file can be both.
    .cure = Let one document declare the table, and the others borrow it.
diagnostic-evidence-files-alike = A file of “{ $table }” may have the columns of “{ $other }”, which { $path } declares, and lack nothing of either: nobody could tell which it is.
    .cure = Give one of the two a heading of its own that its files may not lack.
diagnostic-evidence-table-unfiled = No document at hand says how “{ $table }” is filed: its rows will not come, and what rests on them will wait.
    .cure = Borrow the pack that declares it under uses, record that pack, or say here with file how it is filed.
diagnostic-evidence-column-unknown = No file gives “{ $table }” a column “{ $column }”: it would never be filled.
    .cure = { GIVEN($nearest) ->
        [yes] Write “{ $nearest }”, if that is meant.
       *[no] Choose one of the columns that files give.
    } There are: { $known }.
diagnostic-from-malformed = “{ $found }” does not say from which day facts are reached.
    .cure = Write from and a day: from 2025-07-01.
diagnostic-lookup-dated = “{ $name }” holds for a time only; a clause reaches it through the site of a row.
    .cure = Write the road from a column of sites: payroll.site.class, payroll.site.region or payroll.site.platform.
diagnostic-road-without-places = The document declares no place with a “{ $attribute }”, so that this leads nowhere.
    .cure = Declare places with kind, and class where one is read.
diagnostic-parameter-unread = Nothing reads the parameter “{ $id }”.
    .cure = Use it in a step or a condition, or remove it.
diagnostic-step-unused = Nothing uses the step “{ $step }” of “{ $id }”.
    .cure = Use it in a later step, a condition or the outcome, or remove it.
diagnostic-value-changes-inside-month = “{ $id }” changes on { $day }, inside a month. For “{ $clause }” the whole month has the value of { $read }.
    .cure = Let it change with a month, if the text allows; else say by read_at on which day the month is read, and check that the text means it.
diagnostic-class-changes-inside-month = “{ $id }” changes on { $day }, inside a month. For “{ $clause }” the whole month has the class of { $read }.
    .cure = Let it change with a month, if the text allows; else say by read_at on which day the month is read, and check that the text means it.
diagnostic-class-of-no-place = No place has the class “{ $word }”: this value is never asked for.
    .cure = { GIVEN($nearest) ->
        [yes] Write “{ $nearest }”, if that is meant.
       *[no] Give a place this class, or remove the word.
    } Classes of places: { $known }.
diagnostic-condition-never-fails = No worked case fails by the condition “{ $condition }” of “{ $id }”: nobody would notice its absence.
    .cure = Add a case in which it alone fails, with decided_by: { $condition }.
diagnostic-without-effect-gone = The list of changes without effect names changes of “{ $change }”, and the document has none that still goes unnoticed.
    .cure = Take the entry out, or correct what it names (of, reading, change, found, instead).
diagnostic-without-effect-noticed = The list says that changes of “{ $change }” have no effect, and a worked case notices one: “{ $found }” changed to “{ $instead }” on line { $line }.
    .cure = Take the entry out, or narrow it with of, reading, found and instead.
diagnostic-signed-says-nothing = “signed” says nothing any more: who signed is recorded by acts.
    .cure = Remove the line; `mithaq propose` and `mithaq sign` record signatures.
diagnostic-evidence-not-filed = “{ $table }” says how it is filed, and neither its files nor a reader.
    .cure = Add file with its columns, or read_by with the name of a reader.
diagnostic-evidence-filed-twice = “{ $table }” has both file and read_by.
    .cure = Keep one of the two: its rows come from one place.
diagnostic-evidence-sum-of-words = “{ $column }” holds no numbers: nothing can be added up.
    .cure = Write refuse, or leave the column out.
diagnostic-evidence-sealed-open = “{ $column }” cannot be sealed: it takes a closed list of words, in a table by person.
    .cure = Give the column a closed list (one of …) in a table whose keys have person, or do not seal it.
diagnostic-column-sealed = “{ $name }” is sealed: it serves to count persons, and nothing else reads it.
    .cure = Read it under where of a count in a series by month, or do without it.
diagnostic-evidence-heading-repeated = “{ $heading }” already says or fills the same.
    .cure = Give each column of the file its own heading and its own place.
diagnostic-evidence-key-unfilled = No column of the file fills the key “{ $key }”.
    .cure = Add a column with fills: { $key }.
diagnostic-evidence-column-unfilled = No column of the file fills “{ $column }”: it would never have a value.
    .cure = Add a column with fills: { $column }, or take it out of the table.
diagnostic-evidence-check-malformed = “{ $found }” compares nothing of a row.
    .cure = Write two sides of one kind with a sign between them: left >= hired, born <= period.year - 15, tax <= wages or tax <= 0 MAD.
diagnostic-evidence-party = “{ $table }” has the key party and is filed by no party, or is filed by a party and has the key operator.
    .cure = Write party in keys and covers and filed_by: party KIND together, or none of them.
diagnostic-keys-not-computed = Nothing is computed over “{ $keys }” yet: such tables are declared, filed and shown, and no clause reads them.
    .cure = Write a clause over what can be computed: { $known }; or take the clause out until it can.
diagnostic-evidence-reconciliation-malformed = “{ $found }” is no sum that can be held against another, and no tolerance.
    .cure = Write one of: { $expected }.
diagnostic-evidence-reconciliation-period = Files of “{ $table }” cover no period: no sum of it belongs to one.
    .cure = Give the table a period in its keys and in covers, or take the check out.
diagnostic-scheme-unknown = There is no scheme “{ $scheme }” here.
    .cure = { GIVEN($nearest) ->
        [yes] Write “{ $nearest }”, if that is meant.
       *[no] Declare it in a block scheme, or use the pack that does.
    } There are: { $known }.
