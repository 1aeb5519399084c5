//! What whoever hands files in answers about their columns: read from what was typed, and held against the columns that the files
//! have. An answer that concerns no column is a slip, and nothing is taken in.

use std::collections::{BTreeMap, BTreeSet};

use evidence::answer::{Answer, How, Matter};
use evidence::piece::Piece;

use crate::fault::Fault;
use crate::refusal::refused;

/// Reads answers as they are typed, `COLUMN=HOW`.
///
/// # Errors
/// A text that is no answer, with the words that are; two answers to one question.
pub fn answers(typed: &[String]) -> Result<Vec<Answer>, Fault> {
    let read = |text: &String| {
        let (column, how) = text.rsplit_once('=').unwrap_or(("", text));
        match how.parse::<How>() {
            Ok(how) if !column.trim().is_empty() => Ok(Answer { column: column.trim().to_owned(), how }),
            _ => {
                let known = How::ALL.map(How::word).join(", ");
                Err(Fault::from(refused("submit-read-word", &[("given", text), ("known", &known)])))
            }
        }
    };
    typed.iter().map(read).collect()
}

/// Holds answers against the columns that the files have.
pub(super) fn fit(answers: &[Answer], pieces: &[Piece]) -> Result<(), Fault> {
    let column_of = |piece: &Piece, answer: &Answer| piece.answered(answer);
    for answer in answers {
        if pieces.iter().all(|piece| column_of(piece, answer).is_none()) {
            let given = answer.to_string();
            return Err(refused("submit-read-column", &[("given", &given), ("known", &answerable(pieces))]).into());
        }
    }
    for piece in pieces {
        let mut settled: BTreeSet<(&str, Matter)> = BTreeSet::new();
        for answer in answers {
            let Some(column) = column_of(piece, answer) else { continue };
            if !settled.insert((column, answer.how.settles())) {
                return Err(refused("submit-read-twice", &[("column", column)]).into());
            }
        }
    }
    Ok(())
}

/// What can be answered about files: each column with its ways.
fn answerable(pieces: &[Piece]) -> String {
    let all: BTreeMap<&str, &[How]> =
        pieces.iter().flat_map(|piece| piece.answerable.iter().map(|one| (one.column, one.ways))).collect();
    let one = |(column, ways): (&&str, &&[How])| {
        let ways: Vec<&str> = ways.iter().map(|how| how.word()).collect();
        format!("{column}={}", ways.join("|"))
    };
    match all.is_empty() {
        true => "—".to_owned(),
        false => all.iter().map(one).collect::<Vec<_>>().join(", "),
    }
}
