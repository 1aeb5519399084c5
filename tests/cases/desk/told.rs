//! What the desk said when files were handed in.

use std::fmt;
use std::process::Output;

use serde_json::Value;

/// The answer of `submit`.
pub struct Told {
    /// 0 where nothing was refused as a whole.
    pub exit: i32,
    pieces: Vec<Piece>,
    text: String,
}

struct Piece {
    name: String,
    codes: Vec<String>,
    used: u64,
    ignored: u64,
    refused: u64,
}

impl Told {
    pub(super) fn read(output: &Output) -> Told {
        let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        let mut pieces = Vec::new();
        if let Ok(value) = serde_json::from_slice(&output.stdout) {
            gather(&value, &mut pieces);
        }
        Told { exit: output.status.code().unwrap_or(-1), pieces, text }
    }

    /// Asserts that each of these was found.
    pub fn finds(&self, codes: &[&str]) -> &Told {
        for code in codes {
            assert!(self.codes().any(|known| known == *code), "{code} is not told:\n{self}");
        }
        self
    }

    /// Asserts that none of these was found.
    pub fn finds_no(&self, codes: &[&str]) -> &Told {
        for code in codes {
            assert!(!self.codes().any(|known| known == *code), "{code} is told:\n{self}");
        }
        self
    }

    /// Asserts that this was found so many times in the files whose name contains the text.
    pub fn tells(&self, code: &str, name: &str, times: usize) -> &Told {
        let files = self.pieces.iter().filter(|piece| piece.name.contains(name));
        let count = files.flat_map(|piece| &piece.codes).filter(|known| *known == code).count();
        assert_eq!(count, times, "{code} in {name}:\n{self}");
        self
    }

    /// Asserts that something was found in the file.
    pub fn speaks_of(&self, name: &str) -> &Told {
        let found = self.pieces.iter().any(|piece| piece.name.contains(name) && !piece.codes.is_empty());
        assert!(found, "nothing is told of {name}:\n{self}");
        self
    }

    /// Asserts that nothing was found.
    pub fn is_silent(&self) -> &Told {
        assert!(self.codes().next().is_none(), "something is told:\n{self}");
        self
    }

    /// Asserts that it ended well.
    pub fn accepted(&self) -> &Told {
        assert_eq!(self.exit, 0, "refused:\n{self}");
        self
    }

    /// Asserts that something was refused or asked.
    pub fn refused(&self) -> &Told {
        assert_eq!(self.exit, 1, "not refused:\n{self}");
        self
    }

    /// Asserts how many rows of a file were used, ignored and refused.
    pub fn rows(&self, name: &str, used: u64, ignored: u64, refused: u64) -> &Told {
        let piece = self.pieces.iter().find(|piece| piece.name.contains(name)).unwrap_or_else(|| panic!("{self}"));
        assert_eq!((piece.used, piece.ignored, piece.refused), (used, ignored, refused), "{name}:\n{self}");
        self
    }

    /// How often a code was told of a file.
    pub fn times(&self, code: &str) -> usize {
        self.codes().filter(|known| *known == code).count()
    }

    fn codes(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().flat_map(|piece| piece.codes.iter().map(String::as_str))
    }
}

impl fmt::Display for Told {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "exit {}", self.exit)?;
        // Where all is well nothing need be said.
        let told = |piece: &&Piece| !piece.codes.is_empty() || piece.refused + piece.ignored > 0;
        for Piece { name, codes, used, ignored, refused } in self.pieces.iter().filter(told) {
            writeln!(formatter, "  {name}: used {used}, ignored {ignored}, refused {refused} {codes:?}")?;
        }
        if self.pieces.is_empty() { formatter.write_str(&self.text) } else { Ok(()) }
    }
}

/// Every file in the answer, wherever it stands in it.
fn gather(value: &Value, pieces: &mut Vec<Piece>) {
    if let (Some(name), Some(findings)) = (value["name"].as_str(), value["findings"].as_array()) {
        let code = |finding: &Value| finding["code"].as_str().unwrap_or("finding without a code").to_owned();
        let accounting = &value["accounting"];
        let sum = |of: &Value| of.as_object().into_iter().flatten().filter_map(|(_, count)| count.as_u64()).sum();
        pieces.push(Piece {
            name: name.to_owned(),
            codes: findings.iter().map(code).collect(),
            used: accounting["used"].as_u64().unwrap_or(0),
            ignored: sum(&accounting["ignored"]),
            refused: sum(&accounting["refused"]),
        });
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, pieces)),
        Value::Object(values) => values.values().for_each(|value| gather(value, pieces)),
        _ => {}
    }
}
