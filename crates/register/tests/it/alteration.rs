//! The sorts of alterations that a vandal may make, each drawn by dice, with the fault that must name it.

use register::signing::SigningKey;
use register::store::Cell;
use register::tree::{self, Hash, Node};
use register::verify::{Difference, EntryFault, Fault};
use register::{Entry, Value};

use crate::place::{Place, day, signer};
use crate::vandal::{Dice, Everything, literal};

/// How many sorts there are.
pub const SORTS: usize = 18;

/// What somebody did, in their SQL, and whether a fault names it.
pub struct Alteration {
    pub statements: String,
    pub named: Box<dyn Fn(&Fault) -> bool>,
}

/// Draws an alteration of one sort; nothing where this sort has nothing to change there.
pub fn alteration(place: &Place, good: &Everything, sort: usize, dice: &mut Dice) -> Option<Alteration> {
    let some = |statements: String, named: Box<dyn Fn(&Fault) -> bool>| Some(Alteration { statements, named });
    let entries = good["entry"].len();
    let at = dice.roll(entries);
    let number = at as u64 + 1;
    let entry = move |fault: &Fault| matches!(fault, Fault::Entry { number: found, .. } if *found == number);
    let bytes = good["entry"][at][4].bytes().expect("bytes").to_vec();
    let written = |bytes: &[u8]| literal(place, &Cell::Bytes(bytes.to_vec()));
    match sort {
        // One byte of an entry, of those that leave it readable or not.
        0 => {
            let mut changed = bytes;
            let place = dice.roll(changed.len());
            changed[place] ^= 1 << dice.roll(7);
            let said = Entry::decode(&changed).is_ok();
            let leaf = move |fault: &Fault| matches!(fault, Fault::Node { level: 0, place, .. } if place + 1 == number);
            let statements = format!(r#"UPDATE "entry" SET "bytes" = {} WHERE "number" = {number}"#, written(&changed));
            some(statements, Box::new(move |fault| if said { leaf(fault) } else { entry(fault) }))
        }
        1 => {
            let (column, value) = [("request", "request-else"), ("day", "2027-03-04"), ("kind", "dance")][dice.roll(3)];
            some(format!(r#"UPDATE "entry" SET "{column}" = '{value}' WHERE "number" = {number}"#), {
                Box::new(
                    move |fault| matches!(fault, Fault::Entry { number: found, what: EntryFault::Column(said) } if *found == number && *said == column),
                )
            })
        }
        // An entry taken out of the middle, all its traces with it.
        2 if at + 1 < entries && at > 0 => some(
            format!(
                r#"DELETE FROM "entry" WHERE "number" = {number}; DELETE FROM "checkpoint" WHERE "entries" = {number};
                   DELETE FROM "submission" WHERE "entry" = {number}"#
            ),
            Box::new(
                move |fault| matches!(fault, Fault::Entry { number: found, what: EntryFault::Missing } if *found == number),
            ),
        ),
        // Two entries that change places.
        3 if at + 1 < entries => {
            let other = good["entry"][at + 1][4].bytes().expect("bytes");
            let statements = format!(
                r#"UPDATE "entry" SET "bytes" = {} WHERE "number" = {number};
                   UPDATE "entry" SET "bytes" = {} WHERE "number" = {}"#,
                written(other),
                written(&bytes),
                number + 1
            );
            some(statements, Box::new(entry))
        }
        // A forged entry at the end, without a key to sign it.
        4 => {
            let next = entries as u64 + 1;
            let mut forged = Entry::decode(&bytes).expect("an entry");
            (forged.number, forged.request, forged.day) = (next, "request-forged".to_owned(), day("2027-03-20"));
            forged.kind = "pass".to_owned();
            forged.body = Value::texts([("to", "2027-03-20")]);
            let text = forged.bytes().expect("an entry");
            let statements = format!(
                r#"INSERT INTO "entry" VALUES ({next}, 'request-forged', '2027-03-20', 'pass', {})"#,
                written(text.as_bytes())
            );
            some(
                statements,
                Box::new(move |fault| *fault == Fault::Checkpoint { entries: next, what: Difference::Missing }),
            )
        }
        // A node: another hash, none, one too many.
        5..=7 => {
            let row = &good["node"][dice.roll(good["node"].len())];
            let (level, at) = (row[0].number().expect("a number"), row[1].number().expect("a number"));
            let where_ = format!(r#"WHERE "level" = {level} AND "place" = {at}"#);
            let (statements, level, place, what) = match sort {
                5 => {
                    let mut hash = row[2].bytes().expect("bytes").to_vec();
                    hash[dice.roll(32)] ^= 1 << dice.roll(8);
                    let statements = format!(r#"UPDATE "node" SET "hash" = {} {where_}"#, written(&hash));
                    (statements, level, at, Difference::Different)
                }
                6 => (format!(r#"DELETE FROM "node" {where_}"#), level, at, Difference::Missing),
                _ => {
                    let place = good["node"].len() as u64 + 1;
                    let statements =
                        format!(r#"INSERT INTO "node" SELECT "level", {place}, "hash" FROM "node" {where_}"#);
                    (statements, level, place, Difference::Extra)
                }
            };
            some(statements, Box::new(move |fault| *fault == Fault::Node { level, place, what }))
        }
        // A checkpoint: a changed character, none, that of another size, one signed by another key of the same name.
        8..=11 => {
            let note = good["checkpoint"][at][1].text().expect("a text").to_owned();
            let text = |text: &str| literal(place, &Cell::Text(text.to_owned()));
            let set =
                |note: &str| format!(r#"UPDATE "checkpoint" SET "note" = {} WHERE "entries" = {number}"#, text(note));
            let statements = match sort {
                8 => {
                    let at = dice.roll(note.len());
                    let at = (0..=at).rev().find(|at| note.is_char_boundary(*at)).expect("0 is one");
                    let other = if note[at..].starts_with('x') { 'y' } else { 'x' };
                    let rest = note[at..].chars().next().map_or(0, char::len_utf8);
                    set(&format!("{}{other}{}", &note[..at], &note[at + rest..]))
                }
                9 => format!(r#"DELETE FROM "checkpoint" WHERE "entries" = {number}"#),
                10 => set(good["checkpoint"][(at + 1) % entries][1].text().expect("a text")),
                _ => {
                    let checkpoint = signer().verifying().verify(&note).expect("signed");
                    let other = SigningKey::from_seed("mithaq/essai", [8; 32]).expect("a key");
                    set(&other.note(&checkpoint).to_string())
                }
            };
            some(
                statements,
                Box::new(
                    move |fault| matches!(fault, Fault::Checkpoint { entries, .. } | Fault::Signature { entries, .. } if *entries == number),
                ),
            )
        }
        // A row of a table: another value, none, one that no entry says, one that changes its entry.
        12..=15 => {
            // Any table that has rows: one that a later act brings enters by itself.
            let filled: Vec<_> = register::tables::ALL.iter().filter(|table| !good[table.name].is_empty()).collect();
            let chosen = filled[dice.roll(filled.len())];
            let (table, columns) = (chosen.name, chosen.columns);
            let row = &good[table][dice.roll(good[table].len())];
            let (entry, at) = (row[0].number().expect("a number"), row[1].number().expect("a number"));
            let where_ = format!(r#"WHERE "entry" = {entry} AND "place" = {at}"#);
            let column = columns[dice.roll(columns.len())];
            let (statements, place, what) = match sort {
                12 => (
                    format!(r#"UPDATE "{table}" SET "{column}" = "{column}" || 'x' {where_}"#),
                    at,
                    Difference::Column(column),
                ),
                13 => (format!(r#"DELETE FROM "{table}" {where_}"#), at, Difference::Missing),
                14 => {
                    let names: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
                    // Another value in a column that no two rows may share, or the constraint would stand in the way.
                    let shared = chosen.unique.iter().map(|unique| unique[0]).collect::<Vec<_>>();
                    let copied = |column: &&'static str| {
                        let more = if shared.contains(column) { " || 'x'" } else { "" };
                        format!("\"{column}\"{more}")
                    };
                    let copied: Vec<String> = columns.iter().map(copied).collect();
                    let statements = format!(
                        r#"INSERT INTO "{table}" ("entry", "place", {}) SELECT "entry", 77, {} FROM "{table}" {where_}"#,
                        names.join(", "),
                        copied.join(", ")
                    );
                    (statements, 77, Difference::Extra)
                }
                _ => (format!(r#"UPDATE "{table}" SET "place" = 78 {where_}"#), 78, Difference::Extra),
            };
            some(statements, Box::new(move |fault| *fault == Fault::Row { table, entry, place, what }))
        }
        // An entry written anew with everything that follows from it but the signatures.
        16 if at > 0 => {
            let mut entry = Entry::decode(&bytes).expect("an entry");
            entry.actor = Value::texts([("account", "somebody-else")]);
            let statements = rewritten(place, good, &entry);
            some(
                statements,
                Box::new(move |fault| *fault == Fault::Checkpoint { entries: number, what: Difference::Different }),
            )
        }
        17 => some(
            r#"UPDATE "migration" SET "name" = 'else' WHERE "number" = 1"#.to_owned(),
            Box::new(|fault| matches!(fault, Fault::Schema(_))),
        ),
        _ => None,
    }
}

/// The statements that put an entry in the place of the one with its number, and all hashes that follow.
pub fn rewritten(place: &Place, good: &Everything, entry: &Entry) -> String {
    let bytes = entry.bytes().expect("an entry");
    let written = |bytes: &[u8]| literal(place, &Cell::Bytes(bytes.to_vec()));
    let mut statements =
        format!(r#"UPDATE "entry" SET "bytes" = {} WHERE "number" = {};"#, written(bytes.as_bytes()), entry.number);
    for (node, hash) in nodes(&leaves(good, entry)) {
        statements.push_str(&format!(
            r#"UPDATE "node" SET "hash" = {} WHERE "level" = {} AND "place" = {};"#,
            written(&hash.0),
            node.level,
            node.place
        ));
    }
    statements
}

pub fn leaves(good: &Everything, entry: &Entry) -> Vec<Hash> {
    let leaf = |row: &Vec<Cell>| tree::leaf(row[4].bytes().expect("bytes"));
    let mut leaves: Vec<Hash> = good["entry"].iter().map(leaf).collect();
    leaves[usize::try_from(entry.number).expect("small") - 1] = entry.leaf().expect("a leaf");
    leaves
}

pub fn nodes(leaves: &[Hash]) -> Vec<(Node, Hash)> {
    let mut nodes: Vec<(Node, Hash)> = Vec::new();
    for (size, leaf) in (0..).zip(leaves) {
        let known = |at: Node| nodes.iter().find(|(node, _)| *node == at).map(|(_, hash)| *hash).ok_or(());
        let added = tree::append(size, *leaf, &mut |at| known(at)).expect("they are there");
        nodes.extend(added);
    }
    nodes
}
