//! A place in what was said in a session.

use plenary_kit::typed_id;
use serde::{Deserialize, Serialize};

typed_id!(
    /// A live meeting.
    SessionId
);

/// Paragraphs of a session's transcript. Their numbers are permanent: a record's paragraphs are numbered once, when it is
/// made, through all its turns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heard {
    /// The session.
    pub session: SessionId,
    /// The first paragraph, from 1.
    pub first: u32,
    /// The last paragraph; the first again when it is one.
    pub last: u32,
}
