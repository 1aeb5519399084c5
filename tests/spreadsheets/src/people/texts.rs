//! The list as text: what programs export, in their encodings, with their separators.

use super::{ACCOUNT, Made};

const HEADINGS: [&str; 11] =
    ["Account", "Qtr", "Employee ID", "Name", "County", "Insured", "Hired", "Left", "Born", "Wages", "Hours"];
const FIRST: [&str; 11] =
    ["1234567", "2025-Q3", "AB-1", "Somebody", "north", "Yes", "2023-02-01", "", "1990", "6500.10", "520"];
const SECOND: [&str; 11] =
    ["1234567", "2025-Q3", "AB-2", "Else", "south", "No", "2024-05-01", "", "1999", "8000.00", "160"];

/// The list between separators, with changes: of each pair the first is replaced by the second.
fn text(separator: &str, changes: &[(&str, &str)]) -> String {
    let lines = [HEADINGS, FIRST, SECOND].map(|fields| fields.join(separator));
    let all = lines.join("\n") + "\n";
    changes.iter().fold(all, |all, (from, to)| all.replace(from, to))
}

fn made(name: &'static str, how: &'static str, bytes: impl Into<Vec<u8>>) -> Made {
    Made { name, how, file: "list.csv", bytes: bytes.into(), account: ACCOUNT }
}

pub(super) fn all() -> Vec<Made> {
    let mut all = around();
    all.extend(within());
    all
}

/// Encodings, separators, and what stands around the rows.
fn around() -> Vec<Made> {
    let semicolons = text(";", &[]);
    let lines: Vec<&str> = semicolons.lines().collect();
    let tabs = text("\t", &[]);
    let wide = |text: &str| -> Vec<u8> {
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    let latin =
        |text: &str| -> Vec<u8> { text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect() };
    vec![
        made("csv", "Semicolons between columns.", semicolons.clone()),
        made("csv with commas", "Commas between columns.", text(",", &[])),
        made("csv with tabs", "Tabs between columns.", tabs.clone()),
        made("csv with bars", "Bars between columns.", text("|", &[])),
        made("csv of a mark", "UTF-8 with a byte order mark.", format!("\u{FEFF}{semicolons}")),
        made("Unicode text", "UTF-16 with tabs, as a spreadsheet exports it.", wide(&tabs)),
        made("Windows-1252", "Accents of one byte.", latin(&text(";", &[("Else", "Éloïse")]))),
        made(
            "sep=",
            "A first line that names the separator.",
            format!("sep=,\r\n{}", text(",", &[]).replace('\n', "\r\n")),
        ),
        made("line ends of a Macintosh", "Lines end with a carriage return alone.", semicolons.replace('\n', "\r")),
        made(
            "all in quotes",
            "Every field in quotes.",
            semicolons.lines().map(|line| format!("\"{}\"\n", line.replace(';', "\";\""))).collect::<String>(),
        ),
        made("line breaks in quotes", "A name over two lines, in quotes.", text(";", &[("Else", "\"Else\nwho\"")])),
        made(
            "a heading over two lines",
            "A heading in quotes with a line break.",
            text(";", &[("Employee ID", "\"Employee\nID\"")]),
        ),
        made(
            "separators behind",
            "Empty columns behind the last one.",
            semicolons.lines().map(|line| format!("{line};;;\n")).collect::<String>(),
        ),
        made(
            "separators below",
            "Rows of separators below the list.",
            format!("{semicolons}{}", ";;;;;;;;;;\n".repeat(30)),
        ),
        made(
            "title and total as csv",
            "A title above, a total below.",
            format!("Fictitious Works\n\n{semicolons}Total;;;;;;;;;14500.10;680\n"),
        ),
        made("a program's last words", "A count of rows below.", format!("{semicolons}\n(2 rows affected)\n")),
        made("end-of-file mark", "The mark of old programs at the end.", format!("{semicolons}\u{1A}")),
        made(
            "headings of other letters",
            "Headings in capitals, with blanks and underscores.",
            semicolons.replace(lines[0], "ACCOUNT;QTR;EMPLOYEE_ID;NAME;COUNTY;INSURED; Hired ;LEFT;BORN;WAGES ;Hours"),
        ),
        made("an empty file", "Nothing in it.", ""),
        made(
            "no headings",
            "The rows alone.",
            semicolons.lines().skip(1).map(|line| format!("{line}\n")).collect::<String>(),
        ),
    ]
}

/// How fields are written.
fn within() -> Vec<Made> {
    let wages = |first: &'static str, second: &'static str| text(";", &[("6500.10", first), ("8000.00", second)]);
    let hired = |first: &'static str, second: &'static str| text(";", &[("2023-02-01", first), ("2024-05-01", second)]);
    vec![
        made("decimal commas", "Amounts with a decimal comma.", wages("6500,10", "8000,00")),
        made("blanks between thousands", "Amounts as a French program writes them.", wages("6 500,10", "8 000,00")),
        made("commas between thousands", "Amounts as an English program writes them.", wages("6,500.10", "8,000.00")),
        made("apostrophes between thousands", "Amounts as a Swiss program writes them.", wages("6'500.10", "8'000.00")),
        made("three digits, open", "8,000, and nothing that says what the comma is.", wages("6,500", "8,000")),
        made("three digits, settled", "8,000 beside 6,500.10.", wages("6,500.10", "8,000")),
        made(
            "three digits, torn",
            "8,000 beside 6.500,10 and 1,234.00.",
            format!(
                "{}{}",
                wages("6.500,10", "8,000"),
                SECOND.join(";").replace("AB-2", "AB-3").replace("8000.00", "1,234.00") + "\n"
            ),
        ),
        made(
            "decimal commas between commas",
            "Commas both between columns and before decimals.",
            text(",", &[("6500.10", "6500,10"), ("8000.00", "8000,00")]),
        ),
        made("a unit", "Amounts with their currency.", wages("6500.10 MAD", "MAD 8000.00")),
        made("another currency", "Amounts of another currency.", wages("6500.10 EUR", "8000.00 EUR")),
        made("Arabic digits", "Arabic-Indic digits.", wages("٦٥٠٠٫١٠", "٨٠٠٠")),
        made("an exponent", "A spreadsheet's exponent in an amount.", wages("6.5001E+03", "8000.00")),
        made(
            "a number with an exponent",
            "A spreadsheet's exponent in the account.",
            text(";", &[("1234567", "1.23E+06")]),
        ),
        made("a number as a formula", "=\"1234567\", which keeps zeros.", text(";", &[("1234567", "=\"1234567\"")])),
        made(
            "a number with decimals",
            "1234567.0, as programs write quantities.",
            text(";", &[("1234567", "1234567.0")]),
        ),
        made(
            "marks without width",
            "Marks of direction around the persons' numbers.",
            text(";", &[("AB-1", "\u{200F}AB-1\u{200F}"), ("AB-2", "\u{2066}AB-2\u{2069}")]),
        ),
        made("French days", "01/02/2023.", hired("01/02/2023", "01/05/2024")),
        made("days with points", "01.02.2023.", hired("01.02.2023", "01.05.2024")),
        made("days with the hour", "2023-02-01T00:00:00.", hired("2023-02-01T00:00:00", "2024-05-01T00:00:00Z")),
        made("days, open", "1/2/2023, and nothing that says which is the day.", hired("1/2/2023", "1/5/2024")),
        made(
            "days, torn",
            "1/2/2023 beside days that can only be read in either order.",
            format!(
                "{}{}{}",
                hired("1/2/2023", "5/31/2024"),
                SECOND.join(";").replace("AB-2", "AB-3").replace("2024-05-01", "31/5/2024") + "\n",
                ""
            ),
        ),
        made("short years", "01-févr-23.", hired("01-févr-23", "01-mai-24")),
        made("days as serial numbers", "44958.", hired("44958", "45413")),
        made("days as numbers, some", "A serial number beside a day.", hired("2023-02-01", "45413")),
    ]
}
