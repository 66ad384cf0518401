//! What the room says when something cannot be done with people and organisations.

use plenary_kit::fault::Refuse;

/// Why something cannot be done with a person or an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParticipantRefusal {
    /// Only the secretariat may.
    #[error("Only the secretariat can do this. Ask them at the address on the front page.")]
    NotSecretariat,
    /// The address belongs to somebody.
    #[error(
        "Somebody with this address takes part already. Find them in the list, or use another address."
    )]
    AddressKnown,
    /// The group is none of the forum's.
    #[error("This stakeholder group is not known here. Choose one from the list.")]
    NoSuchGroup,
    /// The language tag has no shape.
    #[error("This is not a language tag. Write it like en, fr or zh-Hant.")]
    NoSuchLanguage,
    /// There is nothing left to confirm.
    #[error("This is confirmed already; nothing needs to be done.")]
    AlreadyConfirmed,
    /// The person has not proved their address yet.
    #[error(
        "This person has not confirmed their address yet. Ask them to sign in once, then try again."
    )]
    NotConfirmed,
    /// The person's data is gone.
    #[error("This person's data was erased; there is nothing left to change.")]
    IsErased,
    /// Another organisation has that name.
    #[error(
        "An organisation with this name is on the list. Use that one, or choose a name that tells the two apart."
    )]
    OrganisationTaken,
    /// No such organisation.
    #[error(
        "This organisation is not on the list. Choose one from the list, or ask the secretariat to add it."
    )]
    NoSuchOrganisation,
    /// An address that is no web address.
    #[error("This is not a web address. Write it like https://example.org.")]
    BadUrl,
    /// An organisation cannot serve itself.
    #[error("An organisation is not its own client. Choose another one.")]
    OwnClient,
    /// It serves it already.
    #[error("This organisation is among the clients already.")]
    ClientKnown,
    /// It does not serve it.
    #[error("This organisation is not among the clients. Open the page again to see who is.")]
    NoClient,
    /// It ends before it begins.
    #[error("The last day lies before the first. Correct one of the two.")]
    AffiliationBackwards,
    /// The person is there at that time already.
    #[error(
        "These days overlap with another time at the same organisation. End that one first, or change the days."
    )]
    AffiliationTwice,
    /// More than a page can show.
    #[error(
        "There are sixty affiliations already, which is as many as are kept. Write to the secretariat."
    )]
    TooManyAffiliations,
    /// It has ended.
    #[error("This affiliation has ended already. Open the page again to see when.")]
    AffiliationOver,
    /// The person has the role.
    #[error("This person has the role in this cycle already.")]
    RoleHeld,
    /// The person does not have the role.
    #[error(
        "This person does not have the role in this cycle. Open the page again to see who has."
    )]
    RoleNotHeld,
    /// The person is in the secretariat.
    #[error("This person belongs to the secretariat already.")]
    AlreadySecretary,
    /// The person is not in the secretariat.
    #[error("This person does not belong to the secretariat. Open the page again to see who does.")]
    NotASecretary,
    /// Nobody would be left to run the forum.
    #[error("This is the last person in the secretariat. Name another one first.")]
    LastSecretary,
    /// The box was not ticked.
    #[error("Tick the box to say that you know this cannot be undone.")]
    NotAgreed,
    /// Too many letters to one address.
    #[error(
        "Several letters went to this address in the last minutes. Look for them, also among the unwanted mail, or try again in a few minutes."
    )]
    TooManyLetters,
    /// Not a day.
    #[error("This is not a day. Write it like 2026-11-22.")]
    BadDay,
    /// A link that is unknown, used or over.
    #[error("This link has been used or is too old. Ask for a new one.")]
    OldLink,
    /// A code that opens nothing.
    #[error("This code does not fit, or it is too old. Look at it again, or ask for a new letter.")]
    WrongCode,
}

impl Refuse for ParticipantRefusal {
    fn key(&self) -> &'static str {
        use ParticipantRefusal as R;
        match self {
            R::NotSecretariat => "participant-not-secretariat",
            R::AddressKnown => "participant-address-known",
            R::NoSuchGroup => "participant-no-such-group",
            R::NoSuchLanguage => "participant-no-such-language",
            R::AlreadyConfirmed => "participant-already-confirmed",
            R::NotConfirmed => "participant-not-confirmed",
            R::IsErased => "participant-is-erased",
            R::OrganisationTaken => "participant-organisation-taken",
            R::NoSuchOrganisation => "participant-no-such-organisation",
            R::BadUrl => "participant-bad-url",
            R::OwnClient => "participant-own-client",
            R::ClientKnown => "participant-client-known",
            R::NoClient => "participant-no-client",
            R::AffiliationBackwards => "participant-affiliation-backwards",
            R::AffiliationTwice => "participant-affiliation-twice",
            R::TooManyAffiliations => "participant-too-many-affiliations",
            R::AffiliationOver => "participant-affiliation-over",
            R::RoleHeld => "participant-role-held",
            R::RoleNotHeld => "participant-role-not-held",
            R::AlreadySecretary => "participant-already-secretary",
            R::NotASecretary => "participant-not-a-secretary",
            R::LastSecretary => "participant-last-secretary",
            R::NotAgreed => "participant-not-agreed",
            R::TooManyLetters => "sign-in-too-many-letters",
            R::BadDay => "participant-bad-day",
            R::OldLink => "sign-in-old-link",
            R::WrongCode => "sign-in-wrong-code",
        }
    }

    fn status(&self) -> u16 {
        use ParticipantRefusal as R;
        match self {
            R::NotSecretariat => 403,
            R::TooManyLetters => 429,
            R::OldLink => 410,
            R::NoSuchGroup | R::NoSuchLanguage | R::NoSuchOrganisation | R::BadUrl => 422,
            R::AffiliationBackwards | R::NotAgreed | R::BadDay | R::WrongCode => 422,
            _ => 409,
        }
    }

    fn field(&self) -> Option<&'static str> {
        use ParticipantRefusal as R;
        match self {
            R::AddressKnown | R::TooManyLetters => Some("address"),
            R::NoSuchGroup => Some("group"),
            R::NoSuchLanguage => Some("lang"),
            R::OrganisationTaken => Some("name"),
            R::NoSuchOrganisation | R::AffiliationTwice => Some("organisation"),
            R::OwnClient | R::ClientKnown => Some("client"),
            R::BadUrl => Some("url"),
            R::AffiliationBackwards => Some("until"),
            R::BadDay => Some("since"),
            R::NotAgreed => Some("agree"),
            R::WrongCode => Some("code"),
            R::RoleHeld => Some("role"),
            _ => None,
        }
    }
}
