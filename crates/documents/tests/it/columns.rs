//! Parquet: what is written is read again by the format's own reader, column by column.

use guantong_documents::{ColumnOf, WriteError, write_parquet};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

const COLUMNS: [ColumnOf<'_>; 2] =
    [ColumnOf { name: "institution", number: false }, ColumnOf { name: "repeats", number: true }];

fn rows(rows: &[[&str; 2]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect()
}

#[test]
fn words_and_numbers_come_back_as_they_were() {
    let rows = rows(&[["北京市昌平职业学校", "0"], ["", "-3"], ["*", "12"]]);
    let bytes = write_parquet(&COLUMNS, &rows).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    assert_eq!(reader.metadata().file_metadata().created_by(), Some("guantong"));
    let told: Vec<Vec<(String, Field)>> = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| {
            row.unwrap().get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect()
        })
        .collect();
    assert_eq!(told.len(), rows.len());
    for (told, row) in told.iter().zip(&rows) {
        assert_eq!(told[0], ("institution".to_owned(), Field::Str(row[0].clone())));
        assert_eq!(told[1], ("repeats".to_owned(), Field::Long(row[1].parse().unwrap())));
    }
}

#[test]
fn no_rows_are_a_table_and_a_word_among_numbers_is_refused() {
    let empty = write_parquet(&COLUMNS, &[]).unwrap();
    let reader = SerializedFileReader::new(bytes::Bytes::from(empty)).unwrap();
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
    let refused = write_parquet(&COLUMNS, &rows(&[["a", "many"]]));
    assert!(
        matches!(refused, Err(WriteError::NotANumber { column, value }) if column == "repeats" && value == "many")
    );
}
