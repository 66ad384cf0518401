//! What the room `caption`, further down, keeps of words that came live; the program wires it, so that this room need
//! not know it.

use maud::Markup;
use plenary_captions::Fed;
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::web::Who;
use plenary_kit::words::WordsKey;

use crate::session::SessionId;

/// Finds where the words of packets stand, told as ranges of their places.
pub type WordsOfPackets = fn(&Db<'_>, &SessionId, &[[u32; 2]]) -> Result<Vec<WordsKey>, Fault>;

/// What of the texts stands on a paragraph, as the room `basis` further down shows it.
pub type Supports = fn(&App, &Db<'_>, &Who, &SessionId, u32) -> Result<Markup, Fault>;

/// The captions of sessions.
#[derive(Clone, Copy, Debug)]
pub struct Live {
    /// All that came, as one text with its times; nothing when nothing came.
    pub fed: fn(&Db<'_>, &SessionId) -> Result<Option<Fed>, Fault>,
    /// Where words stand: those of all packets when none are told.
    pub words: WordsOfPackets,
    /// Shows readers anew what is left after words were destroyed.
    pub anew: fn(&App, &SessionId) -> Result<(), Fault>,
}
