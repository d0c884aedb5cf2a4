//! Tables as Parquet, which programs for statistics read column by column.

use super::WriteError;
use parquet::basic::{ConvertedType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::sync::Arc;

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnOf<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether its values are whole numbers; words otherwise.
    pub number: bool,
}

/// A table as Parquet: one group of rows, not compressed, every value there. Nothing stands in the file but the table.
///
/// # Errors
/// Where a value of a column of numbers is none, or the file cannot be made.
pub fn write_parquet(columns: &[ColumnOf<'_>], rows: &[Vec<String>]) -> Result<Vec<u8>, WriteError> {
    let field = |column: &ColumnOf<'_>| {
        let (physical, converted) = match column.number {
            true => (Physical::INT64, ConvertedType::NONE),
            false => (Physical::BYTE_ARRAY, ConvertedType::UTF8),
        };
        let field = Type::primitive_type_builder(column.name, physical);
        field.with_repetition(Repetition::REQUIRED).with_converted_type(converted).build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    let schema = Type::group_type_builder("table").with_fields(fields).build()?;
    let properties = WriterProperties::builder().set_created_by("guantong".to_owned()).build();
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    for (place, column) in columns.iter().enumerate() {
        let Some(mut writer) = group.next_column()? else { break };
        let values = rows.iter().map(|row| row.get(place).map_or("", String::as_str));
        if column.number {
            let numbers = values.map(|value| {
                let not =
                    |_| WriteError::NotANumber { column: column.name.to_owned(), value: value.to_owned() };
                value.parse::<i64>().map_err(not)
            });
            let numbers = numbers.collect::<Result<Vec<i64>, _>>()?;
            writer.typed::<Int64Type>().write_batch(&numbers, None, None)?;
        } else {
            let words: Vec<ByteArray> = values.map(ByteArray::from).collect();
            writer.typed::<ByteArrayType>().write_batch(&words, None, None)?;
        }
        writer.close()?;
    }
    group.close()?;
    Ok(file.into_inner()?)
}
