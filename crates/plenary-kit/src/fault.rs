//! Refusals speak to people, faults to the operator; `Stop` is either.

/// Something broke that the person in front of the page cannot mend.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Fault {
    /// The disk is full, failed, or the forum is kept from writing after such a failure.
    #[error(
        "The forum cannot write just now ({0}). Free some disk space or mend the disk; it tries again by itself."
    )]
    ReadOnly(String),
    /// The database said no.
    #[error("storage: {0}")]
    Storage(String),
    /// Something stored does not say what it should.
    #[error("broken: {0}")]
    Broken(String),
    /// The program is stopping.
    #[error("The forum is stopping; try again in a moment.")]
    Stopping,
}

impl Fault {
    /// A fault about stored data that cannot be read back.
    pub fn broken(what: impl std::fmt::Display) -> Fault {
        Fault::Broken(what.to_string())
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Fault {
        Fault::broken(error)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Fault {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::ReadOnlyFilesystem => {
                Fault::ReadOnly(error.to_string())
            }
            _ => Fault::Storage(error.to_string()),
        }
    }
}

/// An answer to an act that the rules do not allow: what is wrong and what to do next.
///
/// `Display` is the English sentence; the catalogues may hold it in other languages under [`Refuse::key`].
pub trait Refuse: std::error::Error + Send + Sync + 'static {
    /// The message's key in the catalogues.
    fn key(&self) -> &'static str;

    /// The HTTP status; 409 unless the refusal says otherwise.
    fn status(&self) -> u16 {
        409
    }

    /// The form field it concerns, if one.
    fn field(&self) -> Option<&'static str> {
        None
    }
}

/// Why a handler or an act ended without doing what was asked.
#[derive(Debug)]
pub enum Stop {
    /// A rule said no.
    Refused(Box<dyn Refuse>),
    /// For this viewer there is nothing here.
    NotFound,
    /// It may be here for somebody: sign in first.
    SignIn,
    /// A form whose token is not of this session, with its fields: they are shown again, to be sent again.
    Stale(Vec<(String, String)>),
    /// It broke.
    Fault(Fault),
}

impl<R: Refuse> From<R> for Stop {
    fn from(refusal: R) -> Stop {
        Stop::Refused(Box::new(refusal))
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Fault(fault)
    }
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Stop::Refused(refusal) => refusal.fmt(f),
            Stop::NotFound => f.write_str("There is nothing here."),
            Stop::SignIn => f.write_str("Sign in first."),
            Stop::Stale(_) => f.write_str("The page had been open for too long; send it again."),
            Stop::Fault(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for Stop {}
