//! Bombs: small files that would become large ones, or deep ones, or endless ones. Each is told by its code, and no child takes
//! more memory than it was given.

use std::io::{Cursor, Write};
use std::sync::Arc;

use nix::sys::resource::{UsageWho, getrusage};
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use sheet::Limits;
use spreadsheets::parts::{C, grid, parts, workbook, zipped};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{now, reader};

/// A workbook, one of whose parts is replaced.
fn with(part: &str, xml: Vec<u8>) -> Vec<u8> {
    let mut parts = parts(&[grid("Paie", vec![vec![C::T("x")]])], "");
    parts.iter_mut().find(|(name, _)| name == part).unwrap().1 = xml;
    zipped(&parts)
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TEXTS: &str = "xl/sharedStrings.xml";

/// Letters that do not pack.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 88_172_645_463_325_252_u64;
    let mut letters = Vec::with_capacity(count);
    while letters.len() < count {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        letters.extend(state.to_le_bytes().iter().map(|byte| b'a' + byte % 26));
    }
    letters.truncate(count);
    letters
}

fn rows(inside: &str, times: usize) -> Vec<u8> {
    format!("{}{}{}", BEGIN, inside.repeat(times), END).into_bytes()
}

const BEGIN: &str = "<worksheet><sheetData>";
const END: &str = "</sheetData></worksheet>";

/// A sheet of so many times the same, packed piece by piece: what is measured of children begins with what their parent took.
fn packed(inside: &str, times: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for (name, bytes) in parts(&[grid("Paie", vec![vec![C::T("x")]])], "") {
        zip.start_file(name.as_str(), options).unwrap();
        if name == SHEET {
            zip.write_all(BEGIN.as_bytes()).unwrap();
            (0..times).for_each(|_| zip.write_all(inside.as_bytes()).unwrap());
            zip.write_all(END.as_bytes()).unwrap();
        } else {
            zip.write_all(&bytes).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

fn laughs() -> Vec<u8> {
    let mut xml = "<!DOCTYPE x [<!ENTITY l0 \"ha\">".to_owned();
    for level in 1..30 {
        xml += &format!("<!ENTITY l{level} \"&l{0};&l{0};\">", level - 1);
    }
    (xml + "]><sst><si><t>&l29;</t></si></sst>").into_bytes()
}

/// Two entries of the list that lead to one part.
fn overlapping() -> Vec<u8> {
    let mut bytes = workbook(&[grid("A", vec![vec![C::T("x")]]), grid("B", vec![vec![C::T("y")]])]);
    let entry = |bytes: &[u8], name: &str| {
        let at = |from: usize| bytes[from..].windows(name.len()).position(|window| window == name.as_bytes());
        let first = at(0).unwrap();
        first + 1 + at(first + 1).unwrap()
    };
    // The list is at the end; the place of a part stands four bytes before its name.
    let (one, other) = (entry(&bytes, SHEET), entry(&bytes, "xl/worksheets/sheet2.xml"));
    let place: [u8; 4] = bytes[one - 4..one].try_into().unwrap();
    bytes[other - 4..other].copy_from_slice(&place);
    bytes
}

/// A part that is larger than the list says.
fn understated() -> Vec<u8> {
    let mut bytes = with(SHEET, rows("<row><c><v>1</v></c></row>", 40_000));
    let last = bytes.windows(SHEET.len()).rposition(|window| window == SHEET.as_bytes()).unwrap();
    // Its unpacked size stands 22 bytes before the name.
    bytes[last - 22..last - 18].copy_from_slice(&100_u32.to_le_bytes());
    bytes
}

/// A page that says that it becomes two gigabytes.
fn page_of_gigabytes() -> Vec<u8> {
    let schema = Arc::new(parse_message_type("message t { required int64 wage; }").unwrap());
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(false)
        .set_data_page_row_count_limit(100)
        .set_write_batch_size(100)
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    if let ColumnWriter::Int64ColumnWriter(of) = column.untyped() {
        of.write_batch(&(0..1_000).collect::<Vec<i64>>(), None, None).unwrap();
    }
    column.close().unwrap();
    group.close().unwrap();
    let mut bytes = writer.into_inner().unwrap();
    // The first page's heading: kind of page, then its size as a number of seven bits a byte, lowest first.
    assert_eq!((bytes[4], bytes[6]), (0x15, 0x15));
    let end = 7 + bytes[7..].iter().position(|byte| byte & 0x80 == 0).unwrap();
    bytes.splice(7..=end, [0xFE, 0xFF, 0xFF, 0xFF, 0x0F]);
    bytes
}

fn peak_mib() -> i64 {
    getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss() / 1024
}

#[test]
fn bombs_are_told_and_do_not_grow() {
    let default = Limits::default();
    let many: Vec<(String, Vec<u8>)> = (0..5_000).map(|place| (format!("xl/{place}"), Vec::new())).collect();
    let inner = zipped(&[("a.zip".to_owned(), zipped(&[("b.zip".to_owned(), zipped(&many[..100]))]))]);
    let reference = "<c t=\"s\"><v>0</v></c>";
    let references = format!("<row>{}</row>", reference.repeat(1_000));
    let few = Limits { ratio_max: 100_000, cells_max: 200_000, ..default };
    let little = Limits { text_bytes_max: 32 << 20, ..default };
    let long = [&b"<sst><si><t>"[..], &noise(20 << 20), b"</t></si></sst>"].concat();
    let shown = [&b"<sst><si><t>"[..], &noise(30_000), b"</t></si></sst>"].concat();
    let mut often = parts(&[grid("Paie", vec![vec![C::T("x")]])], "");
    often.iter_mut().find(|(name, _)| name == TEXTS).unwrap().1 = shown;
    often.iter_mut().find(|(name, _)| name == SHEET).unwrap().1 =
        rows(&format!("<row>{}</row>", reference.repeat(1_000)), 40);
    let declared = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells></worksheet>";
    let roomy = Limits { ratio_max: 100_000, ..default };
    let far = rows("<row><c><v>1</v></c></row>", 3_000);
    let far = [&b"<worksheet><sheetData><row><c r=\"XFD1\"><v>1</v></c></row>"[..], &far[BEGIN.len()..]].concat();
    let hidden = format!(
        "<worksheet><cols>{}</cols><sheetData/></worksheet>",
        "<col min=\"1\" max=\"2\" hidden=\"1\"/>".repeat(400_000)
    );
    let begun = now();
    let bombs: Vec<(&str, Vec<u8>, Limits, &str)> = vec![
        ("ratio", packed(&" ".repeat(1_000), 50_000), default, "sheet-ratio-over"),
        ("many entries", zipped(&many), default, "sheet-entries-over"),
        ("zip in zip in zip", inner.clone(), default, "sheet-other-kind"),
        ("zip for a sheet", with(SHEET, inner), default, "sheet-damaged"),
        ("huge dimension", with(SHEET, declared.as_bytes().to_vec()), default, "read"),
        ("billion laughs", with(TEXTS, laughs()), default, "sheet-doctype"),
        ("10 million references", packed(&references, 10_000), few, "sheet-cells-over"),
        ("one text shown 40 000 times", zipped(&often), little, "sheet-texts-over"),
        ("very long text", with(TEXTS, long), default, "sheet-text-over"),
        ("deep", with(SHEET, "<a>".repeat(200_000).into_bytes()), default, "sheet-depth-over"),
        ("overlapping", overlapping(), default, "sheet-parts-overlap"),
        ("understated", understated(), default, "sheet-damaged"),
        ("row 4294967295", with(SHEET, rows("<row r=\"4294967295\"/>", 1)), default, "sheet-rows-over"),
        ("one far cell over many rows", with(SHEET, far), roomy, "sheet-cells-over"),
        ("400 000 hidden ranges", with(SHEET, hidden.into_bytes()), roomy, "sheet-columns-over"),
        ("page of gigabytes", page_of_gigabytes(), default, "sheet-reader-ended"),
    ];
    println!("{} bombs made in {:.1} s", bombs.len(), begun.elapsed().as_secs_f64());
    for (name, bytes, limits, told) in bombs {
        let begun = now();
        let how = match reader().read(&bytes, &limits) {
            Ok(_) => "read".to_owned(),
            Err(fault) => fault.to_string(),
        };
        let seconds = begun.elapsed().as_secs_f64();
        println!("{name}: {} bytes, {how}, {seconds:.2} s, largest child so far {} MiB", bytes.len(), peak_mib());
        assert!(how.starts_with(told), "{name}: {how}");
    }
    let allowed = i64::try_from(default.memory_bytes_max >> 20).unwrap() + 64;
    assert!(peak_mib() < allowed, "no child takes more than it is given");
}
