//! The store seam: SQL written once with `?1 ?2`, values in and out, the engine behind it.
//!
//! `Db` reads, `Tx` also writes. Nothing outside this module and `writer` names the engine.

use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::fault::Fault;
use crate::time::Instant;

/// A value handed to a statement.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// NULL
    Null,
    /// BIGINT
    Int(i64),
    /// TEXT
    Text(&'a str),
    /// BLOB
    Bytes(&'a [u8]),
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Something that can stand for a `?n`.
pub trait Param {
    /// The value as the store keeps it.
    fn value(&self) -> Value<'_>;
}

macro_rules! int_param {
    ($($t:ty),*) => { $(impl Param for $t { fn value(&self) -> Value<'_> { Value::Int(*self as i64) } })* };
}
int_param!(i64, i32, u32, u8, bool);

impl Param for u64 {
    fn value(&self) -> Value<'_> {
        Value::Int(i64::try_from(*self).unwrap_or(i64::MAX))
    }
}
impl Param for usize {
    fn value(&self) -> Value<'_> {
        Value::Int(i64::try_from(*self).unwrap_or(i64::MAX))
    }
}
impl Param for Instant {
    fn value(&self) -> Value<'_> {
        Value::Int(self.0)
    }
}
impl Param for str {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}
impl Param for String {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}
impl Param for Vec<u8> {
    fn value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}
impl Param for [u8] {
    fn value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}
impl<T: Param> Param for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Param::value)
    }
}
impl<T: Param + ?Sized> Param for &T {
    fn value(&self) -> Value<'_> {
        (*self).value()
    }
}

/// The values of a statement, in the order of `?1 ?2`.
#[macro_export]
macro_rules! given {
    ($($value:expr),* $(,)?) => { &[$($crate::db::Param::value(&$value)),*][..] };
}

/// A stored value as the engine hands it over.
pub struct Stored<'a>(ValueRef<'a>);

/// Something that can be read from a column.
pub trait Column: Sized {
    /// Reads it; a fault when the column holds something else.
    fn read(value: Stored<'_>) -> Result<Self, Fault>;
}

impl Column for i64 {
    fn read(value: Stored<'_>) -> Result<Self, Fault> {
        value.0.as_i64().map_err(Fault::broken)
    }
}
impl Column for bool {
    fn read(value: Stored<'_>) -> Result<Self, Fault> {
        i64::read(value).map(|number| number != 0)
    }
}
impl Column for u64 {
    fn read(value: Stored<'_>) -> Result<Self, Fault> {
        i64::read(value).and_then(|number| u64::try_from(number).map_err(Fault::broken))
    }
}
impl Column for u32 {
    fn read(value: Stored<'_>) -> Result<Self, Fault> {
        i64::read(value).and_then(|number| u32::try_from(number).map_err(Fault::broken))
    }
}
impl Column for Instant {
    fn read(value: Stored<'_>) -> Result<Self, Fault> {
        i64::read(value).map(Instant)
    }
}
impl Column for String {
    fn read(value: Stored<'_>) -> Result<Self, Fault> {
        match value.0 {
            ValueRef::Text(text) | ValueRef::Blob(text) => {
                String::from_utf8(text.to_vec()).map_err(Fault::broken)
            }
            _ => Err(Fault::broken("a column that should hold text does not")),
        }
    }
}
impl Column for Vec<u8> {
    fn read(value: Stored<'_>) -> Result<Self, Fault> {
        value
            .0
            .as_bytes()
            .map(<[u8]>::to_vec)
            .map_err(Fault::broken)
    }
}
impl<T: Column> Column for Option<T> {
    fn read(value: Stored<'_>) -> Result<Self, Fault> {
        match value.0 {
            ValueRef::Null => Ok(None),
            _ => T::read(value).map(Some),
        }
    }
}

/// One row of an answer.
pub struct Row<'a>(&'a rusqlite::Row<'a>);

impl Row<'_> {
    /// The column at `index`, counted from 0.
    pub fn get<T: Column>(&self, index: usize) -> Result<T, Fault> {
        T::read(Stored(self.0.get_ref(index).map_err(storage)?))
    }
}

/// The forum's tables, for reading.
pub struct Db<'a> {
    conn: &'a rusqlite::Connection,
}

impl<'a> Db<'a> {
    /// The seam over one connection.
    pub(crate) fn over(conn: &'a rusqlite::Connection) -> Db<'a> {
        Db { conn }
    }

    /// Every row of the answer, each made by `make`.
    pub fn all<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut make: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut out = Vec::new();
        self.each(sql, values, |row| {
            out.push(make(row)?);
            Ok(())
        })?;
        Ok(out)
    }

    /// Calls `see` with every row of the answer, keeping none: for answers of any length.
    pub fn each(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut see: impl FnMut(&Row<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut statement = self.conn.prepare_cached(sql).map_err(storage)?;
        let mut rows = statement
            .query(rusqlite::params_from_iter(values))
            .map_err(storage)?;
        while let Some(row) = rows.next().map_err(storage)? {
            see(&Row(row))?;
        }
        Ok(())
    }

    /// The first row of the answer, if there is one.
    pub fn one<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        make: impl FnOnce(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let mut statement = self.conn.prepare_cached(sql).map_err(storage)?;
        let mut rows = statement
            .query(rusqlite::params_from_iter(values))
            .map_err(storage)?;
        rows.next()
            .map_err(storage)?
            .map(|row| make(&Row(row)))
            .transpose()
    }

    /// The single number a statement answers; 0 when it answers nothing.
    pub fn number(&self, sql: &str, values: &[Value<'_>]) -> Result<i64, Fault> {
        Ok(self
            .one(sql, values, |row| row.get::<Option<i64>>(0))?
            .flatten()
            .unwrap_or(0))
    }
}

/// The forum's tables, for changing: only `apply`, followers and live tables are handed one.
pub struct Tx<'a> {
    db: Db<'a>,
}

impl<'a> std::ops::Deref for Tx<'a> {
    type Target = Db<'a>;
    fn deref(&self) -> &Db<'a> {
        &self.db
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn over(conn: &'a rusqlite::Connection) -> Tx<'a> {
        Tx { db: Db::over(conn) }
    }

    /// Runs one statement and says how many rows it touched.
    pub fn run(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, Fault> {
        let mut statement = self.db.conn.prepare_cached(sql).map_err(storage)?;
        statement
            .execute(rusqlite::params_from_iter(values))
            .map_err(storage)
    }

    /// Runs a script of several statements without values: migrations and savepoints.
    pub(crate) fn script(&self, sql: &str) -> Result<(), Fault> {
        self.db.conn.execute_batch(sql).map_err(storage)
    }
}

/// Names statements and lists them in `ALL`, so that a test can prepare each on every engine.
#[macro_export]
macro_rules! queries {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* pub(crate) const $name: &str = $sql;)*
        /// Every statement of this store, by name.
        pub const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

/// What the engine reports, sorted into "cannot write" and "broken".
pub(crate) fn storage(error: rusqlite::Error) -> Fault {
    use rusqlite::ErrorCode::{CannotOpen, DatabaseCorrupt, DiskFull, ReadOnly, SystemIoFailure};
    match error.sqlite_error_code() {
        Some(DiskFull | SystemIoFailure | ReadOnly | CannotOpen) => {
            Fault::ReadOnly(error.to_string())
        }
        Some(DatabaseCorrupt) => Fault::broken(error),
        _ => Fault::Storage(error.to_string()),
    }
}
