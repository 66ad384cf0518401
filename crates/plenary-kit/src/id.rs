//! Ids: UUID version 7 as text, one type per thing.

/// Declares a typed id: a UUIDv7 in its usual 36 letters.
#[macro_export]
macro_rules! typed_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// A new id.
            pub fn fresh() -> Self {
                Self($crate::id::fresh())
            }

            /// The id in its 36 letters.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::id::NotAnId;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::id::checked(text).map(Self)
            }
        }

        impl $crate::db::Param for $name {
            fn value(&self) -> $crate::db::Value<'_> {
                $crate::db::Value::Text(&self.0)
            }
        }

        impl $crate::db::Column for $name {
            fn read(value: $crate::db::Stored<'_>) -> Result<Self, $crate::fault::Fault> {
                <String as $crate::db::Column>::read(value).map(Self)
            }
        }
    };
}

/// The text is not an id.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("This is not an id; follow a link instead of typing one.")]
pub struct NotAnId;

/// A new UUIDv7 in text; ids made later sort later (by millisecond).
pub fn fresh() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// The id in its canonical letters, or a refusal.
pub fn checked(text: &str) -> Result<String, NotAnId> {
    match uuid::Uuid::try_parse(text) {
        Ok(id) if text.len() == 36 => Ok(id.to_string()),
        _ => Err(NotAnId),
    }
}

typed_id!(
    /// A person.
    ParticipantId
);
typed_id!(
    /// An organisation that people belong to or speak for.
    OrganisationId
);
typed_id!(
    /// One round of a forum's work.
    CycleId
);
