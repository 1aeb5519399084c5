//! Makes XLSX files from cells, part by part, so that every peculiarity of other programs can be written down.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A cell.
#[derive(Debug, Clone, Copy)]
pub enum C {
    /// Nothing.
    Z,
    /// A text of the workbook's list.
    T(&'static str),
    /// A text in the cell.
    I(&'static str),
    /// A number as it is stored.
    N(&'static str),
    /// A number in one of [`STYLES`].
    S(u8, &'static str),
    /// A formula, and what was computed: a number, or nothing.
    F(&'static str, Option<&'static str>),
    /// A formula whose result is a text.
    G(&'static str, &'static str),
    /// An error.
    E(&'static str),
    /// A truth.
    B(bool),
}

/// Styles of cells: general, day, share, dirhams, text, two decimals, day with hour, hour, euros, seven digits with their zeros.
pub const STYLES: &[&str] = &[
    "General",
    "dd/mm/yyyy",
    "0.00%",
    "#,##0.00 \"MAD\"",
    "@",
    "0.00",
    "yyyy-mm-dd hh:mm",
    "[h]:mm",
    "[$€-40C] #,##0.00",
    "0000000",
];

/// A sheet.
pub struct Grid {
    /// The name on its tab.
    pub name: &'static str,
    /// `hidden`, `veryHidden`, or nothing.
    pub state: &'static str,
    /// What stands before the rows: columns, filters of the sheet.
    pub before: &'static str,
    /// Rows: number, further attributes, cells from column A.
    pub rows: Vec<(u32, &'static str, Vec<C>)>,
    /// What stands behind them: merged cells, filters.
    pub after: &'static str,
}

/// A sheet of rows from 1.
#[must_use]
pub fn grid(name: &'static str, rows: Vec<Vec<C>>) -> Grid {
    Grid {
        name,
        state: "",
        before: "",
        rows: (1..).zip(rows).map(|(number, row)| (number, "", row)).collect(),
        after: "",
    }
}

/// The letters of a column, from 1.
#[must_use]
pub fn letters(column: usize) -> String {
    let (tens, ones) = ((column - 1) / 26, (column - 1) % 26);
    let letter = |place: usize| char::from(b'A' + u8::try_from(place).unwrap());
    if tens == 0 { letter(ones).to_string() } else { format!("{}{}", letter(tens - 1), letter(ones)) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a workbook; `settings` are attributes of its settings (`date1904="1"`).
#[must_use]
pub fn parts(grids: &[Grid], settings: &str) -> Vec<(String, Vec<u8>)> {
    let mut texts: Vec<&str> = Vec::new();
    let sheets: Vec<String> = grids.iter().map(|grid| sheet(grid, &mut texts)).collect();
    let relation = |id: usize, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inside: &str| {
        let space = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("{HEAD}<Relationships xmlns=\"{space}\">{inside}</Relationships>")
    };
    let (mut tabs, mut leads, mut types) = (String::new(), String::new(), String::new());
    for (place, grid) in grids.iter().enumerate() {
        let state = if grid.state.is_empty() { String::new() } else { format!(" state=\"{}\"", grid.state) };
        let number = place + 1;
        write!(tabs, "<sheet name=\"{}\" sheetId=\"{number}\"{state} r:id=\"rId{number}\"/>", escaped(grid.name))
            .unwrap();
        leads += &relation(number, "worksheet", &format!("worksheets/sheet{number}.xml"));
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
        write!(types, "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{kind}\"/>").unwrap();
    }
    leads += &relation(grids.len() + 1, "sharedStrings", "sharedStrings.xml");
    leads += &relation(grids.len() + 2, "styles", "styles.xml");
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let types = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{kind}.sharedStrings+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{kind}.styles+xml\"/>{types}</Types>"
    );
    let workbook = format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><workbookPr {settings}/><sheets>{tabs}</sheets></workbook>"
    );
    let list: String =
        texts.iter().map(|text| format!("<si><t xml:space=\"preserve\">{}</t></si>", escaped(text))).collect();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), types),
        ("_rels/.rels".to_owned(), relations(&relation(1, "officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml".to_owned(), workbook),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations(&leads)),
        ("xl/sharedStrings.xml".to_owned(), format!("{HEAD}<sst xmlns=\"{MAIN}\">{list}</sst>")),
        ("xl/styles.xml".to_owned(), styles()),
    ];
    parts.extend(
        sheets.into_iter().enumerate().map(|(place, xml)| (format!("xl/worksheets/sheet{}.xml", place + 1), xml)),
    );
    parts.into_iter().map(|(name, xml)| (name, xml.into_bytes())).collect()
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

fn styles() -> String {
    let mut codes = String::new();
    let mut looks = String::new();
    for (place, code) in STYLES.iter().enumerate() {
        write!(codes, "<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 164 + place, escaped(code)).unwrap();
        write!(looks, "<xf numFmtId=\"{}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>", 164 + place)
            .unwrap();
    }
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\"><numFmts>{codes}</numFmts><fonts><font/></fonts>\
         <fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
         <cellXfs>{looks}</cellXfs></styleSheet>"
    )
}

fn sheet(grid: &Grid, texts: &mut Vec<&'static str>) -> String {
    let mut rows = String::new();
    for (number, further, cells) in &grid.rows {
        write!(rows, "<row r=\"{number}\" {further}>").unwrap();
        for (place, cell) in cells.iter().enumerate() {
            let at = format!("{}{number}", letters(place + 1));
            rows += &one(&at, *cell, texts);
        }
        rows += "</row>";
    }
    let (before, after) = (grid.before, grid.after);
    format!("{HEAD}<worksheet xmlns=\"{MAIN}\">{before}<sheetData>{rows}</sheetData>{after}</worksheet>")
}

fn one(at: &str, cell: C, texts: &mut Vec<&'static str>) -> String {
    match cell {
        C::Z => String::new(),
        C::T(text) => {
            let place = texts.iter().position(|other| *other == text).unwrap_or(texts.len());
            if place == texts.len() {
                texts.push(text);
            }
            format!("<c r=\"{at}\" t=\"s\"><v>{place}</v></c>")
        }
        C::I(text) => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(text)),
        C::N(number) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
        C::S(style, number) => format!("<c r=\"{at}\" s=\"{style}\"><v>{number}</v></c>"),
        C::F(formula, Some(result)) => format!("<c r=\"{at}\"><f>{}</f><v>{result}</v></c>", escaped(formula)),
        C::F(formula, None) => format!("<c r=\"{at}\"><f>{}</f></c>", escaped(formula)),
        C::G(formula, result) => {
            format!("<c r=\"{at}\" t=\"str\"><f>{}</f><v>{}</v></c>", escaped(formula), escaped(result))
        }
        C::E(error) => format!("<c r=\"{at}\" t=\"e\"><v>{error}</v></c>"),
        C::B(truth) => format!("<c r=\"{at}\" t=\"b\"><v>{}</v></c>", u8::from(truth)),
    }
}

/// A zip of parts, in order.
#[must_use]
pub fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook.
#[must_use]
pub fn workbook(grids: &[Grid]) -> Vec<u8> {
    zipped(&parts(grids, ""))
}
