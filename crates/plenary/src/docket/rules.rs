//! Items: what they are, and what may be filed.

use plenary_kit::id::{CycleId, OrganisationId, ParticipantId};
use plenary_kit::policy::{Attribution, Audience, Fields, Mark, Thing, Viewer};
use plenary_kit::time::Instant;
use plenary_kit::words::{Words, WordsKey};
use plenary_kit::words_enum;

use super::event::{Concerns, DocketEvent, Filed, FiledFile, FiledText, Revised};
use super::number::ItemNumber;
pub use super::refusal::DocketRefusal;
use super::standing::Standing;
use crate::forum::{Cycle, PhaseKind};
use crate::policy::audience_of;

words_enum!(
    /// What an input is.
    Kind {
        /// An answer to the call.
        Contribution = "contribution",
        /// Something about the draft.
        Comment = "comment",
        /// A question.
        Question = "question",
        /// Something said at the microphone.
        Intervention = "intervention",
        /// A mail to the list.
        Message = "message",
        /// Something to be done.
        Proposal = "proposal",
        /// A report to a response team.
        Report = "report",
    }
);

words_enum!(
    /// How an input came in.
    Door {
        /// By a page.
        Web = "web",
        /// By mail.
        Mail = "mail",
        /// In a file, such as a comment table.
        File = "file",
        /// At the microphone.
        Floor = "floor",
        /// From a remote participant.
        Remote = "remote",
        /// From another forum's export.
        Import = "import",
    }
);

words_enum!(
    /// What sort of comment it is.
    Nature {
        /// About the text as such.
        General = "general",
        /// About what it says.
        Substantive = "substantive",
        /// About how it says it.
        Editorial = "editorial",
        /// Something in it is not so.
        Factual = "factual",
        /// It asks something.
        Question = "question",
    }
);

words_enum!(
    /// How words are written.
    Format {
        /// CommonMark.
        Markdown = "markdown",
        /// As typed.
        Plain = "plain",
    }
);

/// An item as it stands on the docket, without its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub number: ItemNumber,
    /// The line of the ledger that holds its filing.
    pub seq: u64,
    /// The cycle.
    pub cycle: CycleId,
    /// What it is.
    pub kind: Kind,
    /// How it came in.
    pub door: Door,
    /// Whose words they are.
    pub author: Option<ParticipantId>,
    /// The stakeholder group.
    pub group: Option<String>,
    /// The organisation it speaks for.
    pub on_behalf: Option<OrganisationId>,
    /// How far it may travel.
    pub mark: Mark,
    /// Who is shown as the author.
    pub attribution: Attribution,
    /// Who may read it.
    pub audience: Audience,
    /// Its language (BCP 47).
    pub lang: String,
    /// Its title's words.
    pub title: Option<WordsKey>,
    /// The item it speaks about.
    pub about: Option<ItemNumber>,
    /// When it was filed.
    pub filed: Instant,
    /// Whether it is shown: a guest's waits for the address to be confirmed.
    pub is_shown: bool,
    /// Where it stands.
    pub standing: Standing,
    /// When its author took it back.
    pub withdrawn: Option<Instant>,
    /// The line of the ledger that changed it last: what its page's ETag is made of.
    pub changed: u64,
}

impl Item {
    /// What the policy needs to know of it.
    pub fn thing(&self) -> Thing<'_> {
        Thing {
            audience: &self.audience,
            cycle: &self.cycle,
            author: self.author.as_ref(),
            attribution: self.attribution,
            is_shown: self.is_shown,
        }
    }

    /// What of it the viewer may read, by the forum's policy.
    pub fn fields_for(&self, app: &plenary_kit::app::App, viewer: &Viewer) -> Option<Fields> {
        (app.policy().may_see)(viewer, &self.thing())
    }
}

/// The most passages of one item.
pub const PASSAGES: usize = 20;
/// The most files of one item.
pub const FILES: usize = 5;
/// The most bytes of one file.
pub const FILE_BYTES: usize = 10 * 1024 * 1024;
/// The most letters of one text: some sixty printed pages.
pub const TEXT_LETTERS: usize = 200_000;
/// The most letters of a title.
pub const TITLE_LETTERS: usize = 300;

/// What somebody wants filed; its texts were parsed at the door.
#[derive(Clone, Debug)]
pub struct FileItem {
    /// What it is.
    pub kind: Kind,
    /// How it came in.
    pub door: Door,
    /// The stakeholder group.
    pub group: Option<String>,
    /// The organisation it speaks for.
    pub on_behalf: Option<OrganisationId>,
    /// How far it may travel.
    pub mark: Mark,
    /// Who is shown as the author.
    pub attribution: Attribution,
    /// Its language (BCP 47).
    pub lang: String,
    /// Its title.
    pub title: Option<String>,
    /// Its texts: the question each answers, and the words; empty ones are left out.
    pub texts: Vec<(Option<String>, String)>,
    /// How they are written.
    pub format: Format,
    /// Its files: name and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The item it speaks about.
    pub about: Option<ItemNumber>,
    /// What it concerns besides.
    pub concerns: Concerns,
}

/// Who files, as the rule needs to know them.
#[derive(Clone, Debug)]
pub struct Author {
    /// The person.
    pub id: ParticipantId,
    /// The organisations they belong to today.
    pub organisations: Vec<OrganisationId>,
    /// Whether their address is known to be theirs.
    pub is_confirmed: bool,
}

/// Files an item: numbered at once, shown at once or when the guest's address is confirmed.
///
/// `last_plain` is the highest plain number given so far; `recipients` are the people who answer for the cycle today,
/// who become the named readers when the mark calls for names.
pub fn file_item(
    cycle: &Cycle,
    author: &Author,
    ask: FileItem,
    last_plain: i64,
    recipients: Vec<ParticipantId>,
) -> Result<DocketEvent, DocketRefusal> {
    may_file(cycle)?;
    check_words(&ask)?;
    check_organisation(author, &ask)?;
    check_concerns(&ask.concerns)?;
    let files = ask
        .files
        .into_iter()
        .map(check_file)
        .collect::<Result<Vec<_>, _>>()?;
    let number = match ask.mark {
        Mark::Clear => ItemNumber::after(last_plain),
        _ => ItemNumber::fresh_code(),
    };
    let audience = audience_of(ask.mark, ask.on_behalf.as_ref(), &number.to_string());
    let readers = named_readers(&audience, author, recipients);
    let text = |(question, text): (Option<String>, String)| FiledText {
        question,
        words: Words::new(text),
        format: ask.format,
    };
    Ok(DocketEvent::Filed(Box::new(Filed {
        is_row: false,
        number,
        cycle: cycle.id.clone(),
        kind: ask.kind,
        door: ask.door,
        author: Some(author.id.clone()),
        group: ask.group,
        on_behalf: ask.on_behalf,
        mark: ask.mark,
        attribution: ask.attribution,
        audience: audience.key(),
        readers,
        lang: ask.lang,
        title: ask.title.map(Words::new),
        texts: ask.texts.into_iter().map(text).collect(),
        files,
        about: ask.about,
        concerns: ask.concerns,
        is_shown: author.is_confirmed,
    })))
}

/// Files what was said in a session: its author is who spoke, or nobody while that is not known, and it is shown at once.
///
/// `readers` are the named readers of the session, when its mark calls for names.
pub fn file_heard(
    cycle: &Cycle,
    author: Option<&ParticipantId>,
    ask: FileItem,
    last_plain: i64,
    readers: Vec<ParticipantId>,
) -> Result<DocketEvent, DocketRefusal> {
    may_file(cycle)?;
    check_words(&ask)?;
    check_concerns(&ask.concerns)?;
    let number = match ask.mark {
        Mark::Clear => ItemNumber::after(last_plain),
        _ => ItemNumber::fresh_code(),
    };
    let audience = audience_of(ask.mark, None, &number.to_string());
    let readers = match audience {
        Audience::List(_) => readers.into_iter().chain(author.cloned()).collect(),
        _ => Vec::new(),
    };
    let text = |(question, text): (Option<String>, String)| FiledText {
        question,
        words: Words::new(text),
        format: ask.format,
    };
    Ok(DocketEvent::Filed(Box::new(Filed {
        is_row: false,
        number,
        cycle: cycle.id.clone(),
        kind: ask.kind,
        door: ask.door,
        author: author.cloned(),
        group: ask.group,
        on_behalf: None,
        mark: ask.mark,
        attribution: ask.attribution,
        audience: audience.key(),
        readers: sorted(readers),
        lang: ask.lang,
        title: ask.title.map(Words::new),
        texts: ask.texts.into_iter().map(text).collect(),
        files: Vec::new(),
        about: ask.about,
        concerns: ask.concerns,
        is_shown: true,
    })))
}

fn sorted(mut people: Vec<ParticipantId>) -> Vec<ParticipantId> {
    people.sort();
    people.dedup();
    people
}

/// Whether anything can be filed in the cycle: late is labelled, never refused, while it lives.
pub fn may_file(cycle: &Cycle) -> Result<(), DocketRefusal> {
    if cycle.is_alive() {
        Ok(())
    } else {
        Err(DocketRefusal::CycleClosed)
    }
}

fn check_words(ask: &FileItem) -> Result<(), DocketRefusal> {
    let is_silent = ask.texts.iter().all(|(_, text)| text.trim().is_empty());
    if is_silent && ask.concerns.suggestion.is_none() {
        return Err(DocketRefusal::NoWords);
    }
    if ask.files.len() > FILES {
        Err(DocketRefusal::TooManyFiles)
    } else {
        Ok(())
    }
}

fn check_concerns(concerns: &Concerns) -> Result<(), DocketRefusal> {
    if concerns.passages.len() > PASSAGES {
        return Err(DocketRefusal::TooManyPassages);
    }
    if concerns.suggestion.is_some() && concerns.passages.is_empty() {
        return Err(DocketRefusal::SuggestionNeedsPassage);
    }
    Ok(())
}

fn check_organisation(author: &Author, ask: &FileItem) -> Result<(), DocketRefusal> {
    match (&ask.on_behalf, ask.mark) {
        (Some(organisation), _) if !author.organisations.contains(organisation) => {
            Err(DocketRefusal::NotYourOrganisation)
        }
        (None, Mark::Amber | Mark::AmberStrict) => Err(DocketRefusal::MarkNeedsOrganisation),
        _ => Ok(()),
    }
}

fn named_readers(
    audience: &Audience,
    author: &Author,
    recipients: Vec<ParticipantId>,
) -> Vec<ParticipantId> {
    if !matches!(audience, Audience::List(_)) {
        return Vec::new();
    }
    let mut readers = recipients;
    readers.push(author.id.clone());
    readers.sort();
    readers.dedup();
    readers
}

fn check_file((name, bytes): (String, Vec<u8>)) -> Result<FiledFile, DocketRefusal> {
    if bytes.len() > FILE_BYTES {
        return Err(DocketRefusal::FileTooLarge(name));
    }
    let Some(media_type) = media_type(&bytes) else {
        return Err(DocketRefusal::FileKind(name));
    };
    let name: String = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    let size = bytes.len() as u64;
    Ok(FiledFile {
        name: Words::new(name),
        media_type: media_type.into(),
        bytes: size,
        words: Words::new(bytes),
    })
}

/// What a file is, by its first bytes; a name can say anything.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let is_docx = || {
        bytes.starts_with(b"PK\x03\x04")
            && bytes.windows(17).any(|part| part == b"word/document.xml")
    };
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("application/pdf"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ if is_docx() => Some(DOCX),
        _ => None,
    }
}

/// Whether an item came after the phase that asked for it had closed: late ones are labelled, never refused.
pub fn is_late(item: &Item, cycle: &Cycle) -> bool {
    let asked_in = match item.kind {
        Kind::Contribution => PhaseKind::Call,
        Kind::Comment => PhaseKind::Review,
        _ => return false,
    };
    cycle
        .phase(asked_in)
        .is_some_and(|phase| item.filed >= phase.closes)
}

/// Changes an item's own words, as its author asks; the room `comment` decides who still may.
pub fn revise_item(
    item: &Item,
    text: Option<String>,
    format: Format,
    (nature, suggestion): (Option<Nature>, Option<String>),
) -> Result<DocketEvent, DocketRefusal> {
    if text.is_none() && suggestion.is_none() {
        return Err(DocketRefusal::NoWords);
    }
    Ok(DocketEvent::Revised(Box::new(Revised {
        number: item.number,
        text: text.map(|text| FiledText {
            question: None,
            words: Words::new(text),
            format,
        }),
        nature,
        suggestion: suggestion.map(Words::new),
    })))
}

/// Confirms a guest's item: the link in the mail was followed by who has the address.
pub fn confirm_item(item: &Item) -> Result<DocketEvent, DocketRefusal> {
    if item.is_shown {
        Err(DocketRefusal::AlreadyConfirmed)
    } else {
        Ok(DocketEvent::Confirmed {
            number: item.number,
        })
    }
}

/// Whether the viewer may have words of the item destroyed: its author and the secretariat.
pub fn may_erase(viewer: &Viewer, item: &Item) -> Result<(), DocketRefusal> {
    match viewer.secretariat || viewer.is(item.author.as_ref()) {
        true => Ok(()),
        false => Err(DocketRefusal::NotYours),
    }
}

/// Destroys words of an item, by its author or the secretariat, under a rule that is named.
///
/// `found` are the words with their seals, as far as they are there and the item's own.
pub fn erase_words(
    viewer: &Viewer,
    item: &Item,
    found: Vec<(WordsKey, plenary_ledger::Seal)>,
    rule: &str,
) -> Result<DocketEvent, DocketRefusal> {
    may_erase(viewer, item)?;
    if rule.trim().is_empty() {
        return Err(DocketRefusal::NoRule);
    }
    if found.is_empty() {
        return Err(DocketRefusal::NothingToErase);
    }
    let (words, erases) = found.into_iter().unzip();
    Ok(DocketEvent::WordsErased {
        number: item.number,
        erases,
        words,
        rule: rule.trim().to_owned(),
    })
}
