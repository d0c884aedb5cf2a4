//! A whole database at one moment, read table by table; and one filled so.

use super::shelved::{AT_ONCE, put_all, read_all};
use super::write::ROWS;
use super::{Db, DbRow, Store};
use crate::shelf::Shelf;
use crate::tables::{Kind, TABLES, Table, TableDigest, Value, row_bytes};
use guantong_service::journal::{GENESIS, link};
use sqlx::{QueryBuilder, Row, Transaction};
use std::sync::Arc;

/// What a database held at one moment, whatever is written meanwhile; files on a shelf with it.
pub(crate) struct Snapshot {
    tx: Transaction<'static, Db>,
    shelf: Option<Arc<dyn Shelf>>,
}

impl Snapshot {
    /// Rows of a table by its key, after one.
    pub(crate) async fn rows(
        &mut self,
        table: &Table,
        after: Option<&[Value]>,
    ) -> Result<Vec<Vec<Value>>, sqlx::Error> {
        let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        let key = table.key().collect::<Vec<_>>().join(", ");
        let mut query = QueryBuilder::<Db>::new(format!("SELECT {} FROM {}", names.join(", "), table.name));
        if let Some(after) = after {
            query.push(format!(" WHERE ({key}) > ("));
            for (n, value) in after.iter().take(table.keys).enumerate() {
                query.push(if n > 0 { ", " } else { "" });
                push(&mut query, value.clone());
            }
            query.push(")");
        }
        let papers = crate::files::PAPERS.iter().any(|papers| papers.name == table.name);
        let most = if papers { AT_ONCE } else { ROWS };
        query.push(format!(" ORDER BY {key} LIMIT {most}"));
        let found = query.build().fetch_all(&mut *self.tx).await?;
        let mut rows = found.iter().map(|row| read(table, row)).collect::<Result<Vec<_>, _>>()?;
        read_all(self.shelf.as_ref(), table, &mut rows).await?;
        Ok(rows)
    }

    /// The digest of a table.
    pub(crate) async fn digest(&mut self, table: &'static Table) -> Result<TableDigest, sqlx::Error> {
        let mut digest = TableDigest { table: table.name, rows: 0, digest: GENESIS };
        let mut last: Option<Vec<Value>> = None;
        loop {
            let rows = self.rows(table, last.as_deref()).await?;
            for row in &rows {
                digest.rows += 1;
                digest.digest = link(&digest.digest, &row_bytes(row));
            }
            match rows.into_iter().next_back() {
                Some(row) => last = Some(row),
                None => return Ok(digest),
            }
        }
    }
}

impl Store {
    pub(crate) async fn snapshot(&self) -> Result<Snapshot, sqlx::Error> {
        Ok(Snapshot { tx: super::begin_snapshot(&self.reader).await?, shelf: self.shelf.clone() })
    }

    /// Nothing where the database holds something already.
    pub(crate) async fn filling(&self) -> Result<Option<Filling>, sqlx::Error> {
        let mut tx = super::begin(&self.writer).await?;
        for table in TABLES {
            let mut query = QueryBuilder::<Db>::new(format!("SELECT 1 FROM {} LIMIT 1", table.name));
            if query.build().fetch_optional(&mut *tx).await?.is_some() {
                return Ok(None);
            }
        }
        Ok(Some(Filling { tx, shelf: self.shelf.clone() }))
    }

    /// Some tables of the database, emptied to be filled again.
    pub(crate) async fn filling_over(&self, tables: &[&Table]) -> Result<Filling, sqlx::Error> {
        let mut tx = super::begin(&self.writer).await?;
        for table in tables {
            let mut query = QueryBuilder::<Db>::new(format!("DELETE FROM {}", table.name));
            query.build().execute(&mut *tx).await?;
        }
        Ok(Filling { tx, shelf: self.shelf.clone() })
    }
}

fn read(table: &Table, row: &DbRow) -> Result<Vec<Value>, sqlx::Error> {
    let value = |(name, kind): &(&'static str, Kind)| {
        Ok(match kind {
            Kind::Text => Value::Text(row.try_get(name)?),
            Kind::Long => Value::Long(row.try_get(name)?),
            Kind::Year => Value::Year(row.try_get(name)?),
            Kind::Flag => Value::Flag(row.try_get(name)?),
            Kind::Bytes => Value::Bytes(row.try_get(name)?),
        })
    };
    table.columns.iter().map(value).collect()
}

fn push(query: &mut QueryBuilder<Db>, value: Value) {
    match value {
        Value::Text(value) => query.push_bind(value),
        Value::Long(value) => query.push_bind(value),
        Value::Year(value) => query.push_bind(value),
        Value::Flag(value) => query.push_bind(value),
        Value::Bytes(value) => query.push_bind(value),
    };
}

/// An empty database being filled: all of it or nothing.
pub(crate) struct Filling {
    tx: Transaction<'static, Db>,
    shelf: Option<Arc<dyn Shelf>>,
}

impl Filling {
    /// Puts rows into a table, their files on the shelf where there is one.
    pub(crate) async fn put(&mut self, table: &Table, mut rows: Vec<Vec<Value>>) -> Result<(), sqlx::Error> {
        if rows.is_empty() {
            return Ok(());
        }
        put_all(self.shelf.as_ref(), table, &mut rows).await?;
        let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        let mut query =
            QueryBuilder::<Db>::new(format!("INSERT INTO {} ({}) VALUES ", table.name, names.join(", ")));
        for (n, row) in rows.into_iter().enumerate() {
            query.push(if n > 0 { ", (" } else { "(" });
            for (n, value) in row.into_iter().enumerate() {
                query.push(if n > 0 { ", " } else { "" });
                push(&mut query, value);
            }
            query.push(")");
        }
        query.build().persistent(false).execute(&mut *self.tx).await?;
        Ok(())
    }

    pub(crate) async fn done(self) -> Result<(), sqlx::Error> {
        self.tx.commit().await
    }
}
