//! Reads a Parquet file: one sheet whose first row holds the names of columns. Numbers, decimals, days and texts come out as
//! a spreadsheet would show them; binary floating-point numbers are marked, because no sum of money is exact in them.
//!
//! The library underneath trusts sizes that a file declares for its pages, and panics on types that it does not know; both end
//! the confined child and nothing else.

use bytes::Bytes;
use parquet::basic::{Compression, ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;
use parquet::schema::types::ColumnDescriptor;

use super::Sink;
use super::tally::{Tally, bytes};
use crate::cell::{Cell, Dated, Format, Origin, Value};
use crate::day::from_epoch;
use crate::fault::{self, Fault};
use crate::limits::Limits;
use crate::workbook::{Column, Kind, Row, Sheet};

const MILLIS: i64 = 1_000;
const MICROS: i64 = 1_000_000;
const NANOS: i64 = 1_000_000_000;
const DAY_SECONDS: i64 = 86_400;

/// Reads a file into a sink.
pub(super) fn read(file: &[u8], limits: &Limits, sink: &mut dyn Sink) -> Result<(), Fault> {
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(file)).map_err(|_| damaged())?;
    let metadata = reader.metadata();
    let schema = metadata.file_metadata().schema_descr_ptr();
    let mut columns = Vec::new();
    let found = schema.num_columns() as u64;
    if found > limits.columns_max {
        return Err(fault::COLUMNS_OVER.with([found, limits.columns_max]));
    }
    for descriptor in schema.columns() {
        if descriptor.max_rep_level() > 0 || descriptor.path().parts().len() != 1 {
            return Err(fault::PARQUET_NESTED.with([descriptor.path().string()]));
        }
        columns.push(column(descriptor));
    }
    held_against(metadata, limits)?;
    let nanos: Vec<bool> = schema.columns().iter().map(|descriptor| is_nanos(descriptor)).collect();

    sink.kind(Kind::Parquet)?;
    let sheet = Sheet { columns, ..Sheet::default() };
    sink.begin(&sheet)?;
    let mut tally = Tally::new(limits);
    let heading = sheet.columns.iter().map(|column| Value::Text(column.name.clone(), Origin::Column));
    let mut give = |number: u32, values: &mut dyn Iterator<Item = Value>| {
        let mut cells = Vec::new();
        let mut text_bytes = 0;
        for (column, value) in (1..).zip(values).filter(|(_, value)| *value != Value::Blank) {
            let cell = Cell { column, value, format: Format::General, formula: None };
            text_bytes += bytes(&cell);
            cells.push(cell);
            tally.cell_of_row(cells.len(), text_bytes)?;
        }
        let row = Row { number, hidden: false, cells };
        tally.row(&row)?;
        if row.cells.is_empty() { Ok(()) } else { sink.row(row) }
    };
    give(1, &mut { heading })?;
    for (number, row) in (2_u32..).zip(RowIter::from_file_into(Box::new(reader))) {
        let row = row.map_err(|_| damaged())?;
        let mut values = row.get_column_iter().zip(&nanos).map(|((_, field), nanos)| value(field, *nanos));
        give(number, &mut values)?;
    }
    sink.end(&sheet)
}

fn damaged() -> Fault {
    fault::DAMAGED.with(["parquet"])
}

/// What the file declares of itself, held against the limits before a page is read.
fn held_against(metadata: &ParquetMetaData, limits: &Limits) -> Result<(), Fault> {
    let size = |size: i64| u64::try_from(size).map_err(|_| damaged());
    let (mut rows, mut unpacked) = (0_u64, 0_u64);
    for group in metadata.row_groups() {
        rows = rows.saturating_add(size(group.num_rows())?);
        for column in group.columns() {
            unpacked = unpacked.saturating_add(size(column.uncompressed_size())?);
            match column.compression() {
                Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::GZIP(_) => {}
                other => {
                    let name = format!("{other:?}");
                    let name = name.split('(').next().unwrap_or_default().to_lowercase();
                    return Err(fault::PARQUET_CODEC.with([name]));
                }
            }
        }
    }
    if rows.saturating_add(1) > limits.rows_max {
        return Err(fault::ROWS_OVER.with([rows.saturating_add(1), limits.rows_max]));
    }
    if unpacked > limits.unpacked_bytes_max {
        let (found, allowed) = (unpacked.to_string(), limits.unpacked_bytes_max.to_string());
        return Err(fault::UNPACKED_OVER.with(["parquet".to_owned(), found, allowed]));
    }
    Ok(())
}

/// Name and type of a column.
fn column(descriptor: &ColumnDescriptor) -> Column {
    let physical = descriptor.physical_type();
    let unit = |unit: &TimeUnit| match unit {
        TimeUnit::MILLIS => "MILLIS",
        TimeUnit::MICROS => "MICROS",
        TimeUnit::NANOS => "NANOS",
    };
    let half = matches!(descriptor.logical_type_ref(), Some(LogicalType::Float16));
    let kind = match (descriptor.logical_type_ref(), descriptor.converted_type()) {
        (Some(LogicalType::Timestamp(of)), _) => {
            format!("TIMESTAMP({}{})", unit(&of.unit), if of.is_adjusted_to_u_t_c { ",UTC" } else { "" })
        }
        (Some(LogicalType::Time(of)), _) => format!("TIME({})", unit(&of.unit)),
        (Some(LogicalType::Float16), _) => "FLOAT16".to_owned(),
        (Some(LogicalType::String), _) | (_, ConvertedType::UTF8) => "STRING".to_owned(),
        (_, ConvertedType::DECIMAL) => format!("DECIMAL({},{})", descriptor.type_precision(), descriptor.type_scale()),
        (_, ConvertedType::NONE) => physical.to_string(),
        (_, converted) => converted.to_string(),
    };
    Column {
        name: descriptor.name().to_owned(),
        kind,
        double: half || matches!(physical, Physical::FLOAT | Physical::DOUBLE),
    }
}

fn is_nanos(descriptor: &ColumnDescriptor) -> bool {
    let logical = descriptor.logical_type_ref();
    matches!(logical, Some(LogicalType::Timestamp(of)) if of.unit == TimeUnit::NANOS)
}

fn value(field: &Field, nanos: bool) -> Value {
    let number = |text: String| Value::Number(text);
    match field {
        Field::Null => Value::Blank,
        Field::Bool(truth) => Value::Truth(*truth),
        Field::Byte(value) => number(value.to_string()),
        Field::Short(value) => number(value.to_string()),
        Field::Int(value) => number(value.to_string()),
        Field::Long(value) if nanos => instant(*value, NANOS),
        Field::Long(value) => number(value.to_string()),
        Field::UByte(value) => number(value.to_string()),
        Field::UShort(value) => number(value.to_string()),
        Field::UInt(value) => number(value.to_string()),
        Field::ULong(value) => number(value.to_string()),
        Field::Float16(value) => Value::Double(value.to_string()),
        Field::Float(value) => Value::Double(value.to_string()),
        Field::Double(value) => Value::Double(value.to_string()),
        Field::Decimal(decimal) => match scaled(decimal.data(), decimal.scale()) {
            Some(text) => number(text),
            None => Value::Unreadable(hexadecimal(decimal.data())),
        },
        Field::Str(text) => Value::Text(text.clone(), Origin::Column),
        Field::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(text) => Value::Text(text.to_owned(), Origin::Column),
            Err(_) => Value::Unreadable(hexadecimal(bytes.data())),
        },
        Field::Date(days) => {
            let stored = days.to_string();
            Value::Date(Dated { stored, day: from_epoch(i64::from(*days)), time_seconds: None })
        }
        Field::TimeMillis(time) => Value::Date(hour(i64::from(*time), MILLIS)),
        Field::TimeMicros(time) => Value::Date(hour(*time, MICROS)),
        Field::TimestampMillis(instant) => self::instant(*instant, MILLIS),
        Field::TimestampMicros(instant) => self::instant(*instant, MICROS),
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => Value::Unreadable(String::new()),
    }
}

/// A moment: so many parts of a second since 1 January 1970. Parts of seconds are dropped, as on a clock.
fn instant(parts: i64, a_second: i64) -> Value {
    let seconds = parts.div_euclid(a_second);
    let time = u32::try_from(seconds.rem_euclid(DAY_SECONDS)).ok().filter(|time| *time > 0);
    let day = from_epoch(seconds.div_euclid(DAY_SECONDS));
    Value::Date(Dated { stored: parts.to_string(), day, time_seconds: time })
}

fn hour(parts: i64, a_second: i64) -> Dated {
    let time = u32::try_from(parts.div_euclid(a_second)).ok().filter(|time| i64::from(*time) < DAY_SECONDS);
    Dated { stored: parts.to_string(), day: None, time_seconds: time }
}

/// The decimal text of a whole number in big-endian two's complement, so many of whose digits are decimals. (Amounts of a
/// database are exact however long they are: nothing is rounded here.)
fn scaled(bytes: &[u8], scale: i32) -> Option<String> {
    let scale = usize::try_from(scale).ok().filter(|scale| *scale <= 76)?;
    if bytes.is_empty() || bytes.len() > 16 {
        return None;
    }
    let fill = if bytes[0] >= 0x80 { 0xFF } else { 0 };
    let mut wide = [fill; 16];
    wide[16 - bytes.len()..].copy_from_slice(bytes);
    let value = i128::from_be_bytes(wide);
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let fraction = fraction.trim_end_matches('0');
    let sign = if value < 0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().take(32).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::scaled;

    #[test]
    fn decimals_keep_every_digit() {
        assert_eq!(scaled(&800_003_i64.to_be_bytes(), 2).as_deref(), Some("8000.03"));
        assert_eq!(scaled(&(-5_i32).to_be_bytes(), 3).as_deref(), Some("-0.005"));
        assert_eq!(scaled(&[0], 2).as_deref(), Some("0"));
        assert_eq!(scaled(&i128::MAX.to_be_bytes(), 0).as_deref(), Some("170141183460469231731687303715884105727"));
        assert_eq!(scaled(&[], 0), None);
    }
}
