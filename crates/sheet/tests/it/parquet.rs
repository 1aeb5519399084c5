//! Parquet files come out as a spreadsheet would show them.

use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use sheet::{Kind, Limits, Value};

use super::reader;

const SCHEMA: &str = "message table {
    required byte_array number (STRING);
    required int32 month (DATE);
    required int64 wage (DECIMAL(18,2));
    optional int64 people;
    required double rate;
    required boolean present;
    required int64 at (TIMESTAMP(MICROS,true));
    required fixed_len_byte_array(16) wide (DECIMAL(38,3));
}";

/// A file of three rows.
pub(super) fn written(compression: Compression) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut place = 0;
    while let Some(mut column) = group.next_column().unwrap() {
        match column.untyped() {
            ColumnWriter::ByteArrayColumnWriter(of) => {
                let texts = ["001234567", "001234568", "é ب"].map(ByteArray::from);
                of.write_batch(&texts, None, None).unwrap();
            }
            ColumnWriter::Int32ColumnWriter(of) => assert_eq!(of.write_batch(&[0, 20_522, -1], None, None).unwrap(), 3),
            ColumnWriter::Int64ColumnWriter(of) if place == 2 => {
                of.write_batch(&[800_003, -5, 1_234_567_890_123_456_789], None, None).unwrap();
            }
            ColumnWriter::Int64ColumnWriter(of) if place == 3 => {
                of.write_batch(&[7, 8], Some(&[1, 0, 1]), None).unwrap();
            }
            ColumnWriter::Int64ColumnWriter(of) => {
                of.write_batch(&[0, 1_773_131_400_000_000, -1], None, None).unwrap();
            }
            ColumnWriter::DoubleColumnWriter(of) => {
                assert_eq!(of.write_batch(&[0.17, 0.1 + 0.2, 1e300], None, None).unwrap(), 3)
            }
            ColumnWriter::BoolColumnWriter(of) => {
                assert_eq!(of.write_batch(&[true, false, true], None, None).unwrap(), 3)
            }
            ColumnWriter::FixedLenByteArrayColumnWriter(of) => {
                let numbers =
                    [1_500_i128, -1, i128::MAX].map(|number| FixedLenByteArray::from(number.to_be_bytes().to_vec()));
                of.write_batch(&numbers, None, None).unwrap();
            }
            _ => unreachable!("a column of another type"),
        }
        column.close().unwrap();
        place += 1;
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn columns_come_out_as_a_spreadsheet_would_show_them() {
    for compression in
        [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::GZIP(parquet::basic::GzipLevel::default())]
    {
        let book = reader().read(&written(compression), &Limits::default()).unwrap();
        assert_eq!(book.kind, Kind::Parquet);
        let sheet = &book.sheets[0];
        let kinds: Vec<(&str, &str, bool)> =
            sheet.columns.iter().map(|column| (column.name.as_str(), column.kind.as_str(), column.double)).collect();
        assert_eq!(
            kinds,
            [
                ("number", "STRING", false),
                ("month", "DATE", false),
                ("wage", "DECIMAL(18,2)", false),
                ("people", "INT64", false),
                ("rate", "DOUBLE", true),
                ("present", "BOOLEAN", false),
                ("at", "TIMESTAMP(MICROS,UTC)", false),
                ("wide", "DECIMAL(38,3)", false),
            ]
        );
        let text = |row, column| sheet.cell(row, column).map(sheet::Cell::text).unwrap_or_default();
        let row = |row| (1..=8).map(|column| text(row, column)).collect::<Vec<String>>().join("|");
        assert_eq!(row(1), "number|month|wage|people|rate|present|at|wide");
        assert_eq!(row(2), "001234567|1970-01-01|8000.03|7|0.17|TRUE|1970-01-01|1.5");
        assert_eq!(row(3), "001234568|2026-03-10|-0.05||0.30000000000000004|FALSE|2026-03-10 08:30:00|-0.001");
        assert!(row(4).starts_with("é ب|1969-12-31|12345678901234567.89|8|"));
        assert!(row(4).ends_with("|TRUE|1969-12-31 23:59:59|170141183460469231731687303715884105.727"));
        assert!(matches!(sheet.cell(3, 5).unwrap().value, Value::Double(_)));
    }
}

#[test]
fn lists_and_other_ways_of_packing_are_told() {
    let schema = Arc::new(parse_message_type("message t { repeated int32 days; }").unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    if let ColumnWriter::Int32ColumnWriter(of) = column.untyped() {
        of.write_batch(&[1, 2], Some(&[1, 1]), Some(&[0, 1])).unwrap();
    }
    column.close().unwrap();
    group.close().unwrap();
    let bytes = writer.into_inner().unwrap();
    let fault = reader().read(&bytes, &Limits::default()).unwrap_err();
    assert_eq!(fault.to_string(), "sheet-parquet-nested column=days");
}
