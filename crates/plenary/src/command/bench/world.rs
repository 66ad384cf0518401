//! The forum that is measured: made by acts, filled by acts.

use std::path::Path;
use std::sync::Arc;

use plenary::docket::rules::{Author, FileItem, file_item};
use plenary::docket::{self, Concerns, DocketEvent, Door, Format, Kind, Nature};
use plenary::document::rules::{
    OpenDocument, SaveVersion, change_state, open_document, save_version,
};
use plenary::document::{Anchor, DocumentEvent, State, VersionNumber, store as documents};
use plenary::forum::rules::{DescribeForum, OpenCycle, open_cycle, open_forum, set_groups};
use plenary::forum::{self, ForumEvent, Group, Phase, PhaseKind};
use plenary::participant::{self, Hand, Join, acts};
use plenary::rooms::ROOMS;
use plenary_kit::act::Once;
use plenary_kit::app::{App, Disk, Settings};
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::{Attribution, Mark, Role, Viewer};
use plenary_kit::time::{Clock, DAY_MS, Instant};
use plenary_kit::token;
use plenary_passage::BlockSource;
use tokio::task::JoinSet;

/// A forum with three groups, twenty-four people and one cycle whose call is open.
pub struct World {
    /// The forum.
    pub app: App,
    cycle: CycleId,
    people: Vec<ParticipantId>,
    clock: Clock,
}

const GROUPS: [&str; 3] = ["government", "civil-society", "technical-community"];
const PEOPLE: usize = 24;
/// The door's path, as the form's key is bound to it.
const DOOR: &str = "/cycles/2026/contribute";
/// How long the items of a filled forum took to come: a campaign of three months.
const CAMPAIGN_MS: i64 = 90 * DAY_MS;
/// Items filed under the same instant, as busy hours do.
const AT_ONCE: u64 = 1_024;

impl World {
    /// A forum whose commits wait for the disk and whose clock is the system's.
    pub async fn durable(dir: &Path) -> Result<Arc<World>, Fault> {
        World::make(dir, Clock::System, Disk::default(), PEOPLE).await
    }

    /// A forum filled with items, as fast as may be: its commits do not wait for the disk.
    pub async fn filled(dir: &Path, items: u64) -> Result<Arc<World>, Fault> {
        World::peopled(dir, items, PEOPLE).await
    }

    /// The same with so many participants.
    pub async fn peopled(dir: &Path, items: u64, people: usize) -> Result<Arc<World>, Fault> {
        let disk = Disk {
            without_sync: true,
            ..Disk::default()
        };
        let begin = Clock::System.now().plus_ms(-CAMPAIGN_MS);
        let world = World::make(dir, Clock::standing_at(begin), disk, people).await?;
        let step =
            |from: u64| i64::try_from(from * CAMPAIGN_MS.unsigned_abs() / items).unwrap_or(0);
        for from in (0..items).step_by(AT_ONCE as usize) {
            world.clock.set(begin.plus_ms(step(from)));
            world
                .clone()
                .file_all(from..items.min(from + AT_ONCE))
                .await?;
            if from % (AT_ONCE * 100) == 0 && from > 0 {
                eprintln!("bench: {from} of {items} items");
            }
        }
        world.clock.set(begin.plus_ms(CAMPAIGN_MS));
        Ok(world)
    }

    async fn make(dir: &Path, clock: Clock, disk: Disk, count: usize) -> Result<Arc<World>, Fault> {
        let settings = Settings {
            clock: clock.clone(),
            disk,
            ..Settings::for_dir(dir)
        };
        let app = App::open(settings, ROOMS)?;
        let cycle = begin(&app, clock.now()).await.map_err(Fault::broken)?;
        let mut people = Vec::new();
        for at in 0..count {
            people.push(person(&app, at).await.map_err(Fault::broken)?);
        }
        Ok(Arc::new(World {
            app,
            cycle,
            people,
            clock,
        }))
    }

    /// A token for each participant.
    pub async fn tokens(&self) -> Result<Vec<String>, Fault> {
        let (people, now) = (self.people.clone(), self.clock.now());
        let make = move |tx: &plenary_kit::db::Tx<'_>| {
            let tokens = people
                .iter()
                .map(|person| token::make(tx, person, "load", now));
            tokens.collect()
        };
        self.app.tend(make).await
    }

    async fn file_all(self: Arc<World>, places: std::ops::Range<u64>) -> Result<(), Fault> {
        let mut filing = JoinSet::new();
        for at in places {
            let world = self.clone();
            filing.spawn(async move { world.file(at).await });
        }
        while let Some(filed) = filing.join_next().await {
            filed.map_err(Fault::broken)?.map_err(Fault::broken)?;
        }
        Ok(())
    }

    /// Files an item just as the form does: decision, ledger line, words, tables, key.
    pub async fn file(&self, at: u64) -> Result<(), Stop> {
        self.file_about(at, ask(at).kind, Concerns::default()).await
    }

    async fn file_about(&self, at: u64, kind: Kind, concerns: Concerns) -> Result<(), Stop> {
        let by = self.people[at as usize % self.people.len()].clone();
        let once = Once::new(Some(&by), DOOR, &plenary_kit::random::key());
        let ask = FileItem {
            kind,
            concerns,
            ..ask(at)
        };
        let (cycle, author) = (self.cycle.clone(), by.clone());
        let decide = move |db: &plenary_kit::db::Db<'_>, now| {
            let cycle = forum::store::cycle(db, &cycle)?.ok_or(Stop::NotFound)?;
            let viewer = participant::viewer(db, &author, now)?.unwrap_or_default();
            let filer = Author {
                id: author,
                organisations: viewer.organisations,
                is_confirmed: viewer.community,
            };
            let mut recipients = participant::holders(db, &cycle.id, Role::Secretariat)?;
            recipients.extend(participant::holders(db, &cycle.id, Role::Editor)?);
            let last = docket::store::last_plain(db)?;
            Ok(file_item(&cycle, &filer, ask, last, recipients)?)
        };
        self.app
            .act::<DocketEvent>(Some(&by), Some(once), decide)
            .await?;
        Ok(())
    }

    /// Opens a document in review whose only version has these blocks.
    pub async fn open_document(&self, slug: &str, blocks: Vec<BlockSource>) -> Result<(), Fault> {
        let secretary = || Viewer {
            secretariat: true,
            ..Viewer::default()
        };
        let (cycle, by) = (self.cycle.clone(), self.people[0].clone());
        let ask = OpenDocument {
            slug: slug.into(),
            title: "The measured draft".into(),
            lang: "en".into(),
        };
        let open = move |db: &plenary_kit::db::Db<'_>, _| {
            let cycle = forum::store::cycle(db, &cycle)?.ok_or(Stop::NotFound)?;
            Ok(open_document(&secretary(), &cycle, ask, false)?)
        };
        let opened = self.app.act::<DocumentEvent>(Some(&by), None, open).await;
        opened.map_err(Fault::broken)?;
        let (cycle, word) = (self.cycle.clone(), slug.to_owned());
        let save = move |db: &plenary_kit::db::Db<'_>, _| {
            let cycle = forum::store::cycle(db, &cycle)?.ok_or(Stop::NotFound)?;
            let document = documents::by_slug(db, &word)?.ok_or(Stop::NotFound)?;
            let ask = SaveVersion {
                based_on: document.latest,
                blocks,
                note: String::new(),
                is_erratum: false,
            };
            Ok(save_version(&secretary(), &cycle, &document, None, ask)?)
        };
        let saved = self.app.act::<DocumentEvent>(Some(&by), None, save).await;
        saved.map_err(Fault::broken)?;
        let (cycle, word) = (self.cycle.clone(), slug.to_owned());
        let put_up = move |db: &plenary_kit::db::Db<'_>, _| {
            let cycle = forum::store::cycle(db, &cycle)?.ok_or(Stop::NotFound)?;
            let document = documents::by_slug(db, &word)?.ok_or(Stop::NotFound)?;
            Ok(change_state(
                &secretary(),
                &cycle,
                &document,
                State::InReview,
                0,
            )?)
        };
        let put = self.app.act::<DocumentEvent>(Some(&by), None, put_up).await;
        put.map_err(Fault::broken).map(|_| ())
    }

    /// Comments on blocks of the document's first version, one after the other.
    pub async fn comment(&self, slug: &str, comments: u64) -> Result<(), Fault> {
        let number = VersionNumber(1);
        let (document, version) = self.app.read(|db| -> Result<_, Fault> {
            let document = documents::by_slug(db, slug)?.ok_or_else(|| Fault::broken(slug))?;
            let version = documents::version(db, &document.id, number)?;
            Ok((document, version.ok_or_else(|| Fault::broken(slug))?))
        })?;
        for at in 0..comments {
            let block = &version.blocks()[at as usize % version.blocks().len()];
            let anchor = Anchor {
                document: document.id.clone(),
                version: number,
                block: block.id,
                span: block.span,
            };
            let concerns = Concerns {
                document: Some(document.id.clone()),
                passages: vec![anchor],
                nature: Some(Nature::Substantive),
                ..Concerns::default()
            };
            let filed = self.file_about(at, Kind::Comment, concerns).await;
            filed.map_err(Fault::broken)?;
        }
        Ok(())
    }

    /// Files one contribution of four long answers; gives its number.
    pub async fn file_long(&self) -> Result<String, Fault> {
        let (by, cycle) = (self.people[0].clone(), self.cycle.clone());
        let answer = vec![SENTENCES; 15].join("\n\n");
        let ask = FileItem {
            texts: vec![(None, answer); 4],
            ..ask(1)
        };
        let filer = Author {
            id: by.clone(),
            organisations: Vec::new(),
            is_confirmed: true,
        };
        let decide = move |db: &plenary_kit::db::Db<'_>, _| {
            let cycle = forum::store::cycle(db, &cycle)?.ok_or(Stop::NotFound)?;
            let last = docket::store::last_plain(db)?;
            Ok(file_item(&cycle, &filer, ask, last, Vec::new())?)
        };
        let done = self.app.act::<DocketEvent>(Some(&by), None, decide).await;
        match done.map_err(Fault::broken)?.event {
            DocketEvent::Filed(filed) => Ok(filed.number.to_string()),
            _ => Err(Fault::broken("filing recorded something else")),
        }
    }
}

const SENTENCES: &str = "We ask for **one definition** that says what is kept from whom. Most of the trouble we met came \
    from words that two rooms used in two ways, and from duties that nobody had been told about.";

/// One in four is for the community only; kinds, groups and languages take turns.
fn ask(at: u64) -> FileItem {
    let turn = at as usize;
    FileItem {
        kind: [Kind::Contribution, Kind::Comment, Kind::Question][turn % 3],
        door: Door::Web,
        group: Some(GROUPS[turn % 3].into()),
        on_behalf: None,
        mark: if at.is_multiple_of(4) {
            Mark::Green
        } else {
            Mark::Clear
        },
        attribution: Attribution::Named,
        lang: ["en", "fr"][turn % 2].into(),
        title: Some(format!("On duties and words, part {at}")),
        texts: vec![(None, format!("{SENTENCES} ({at})"))],
        format: Format::Markdown,
        files: Vec::new(),
        about: None,
        concerns: Concerns::default(),
    }
}

async fn person(app: &App, at: usize) -> Result<ParticipantId, Stop> {
    let ask = Join {
        name: format!("Person {at}"),
        address: Some(format!("person{at}@example.org").parse()?),
        group: Some(GROUPS[at % 3].into()),
        lang: "en".into(),
    };
    acts::add(app, &Hand::Operator, None, ask).await
}

async fn begin(app: &App, now: Instant) -> Result<CycleId, Stop> {
    let viewer = || Viewer {
        secretariat: true,
        ..Viewer::default()
    };
    let told = DescribeForum {
        name: "The Measured Forum".into(),
        about: "A forum to be measured.".into(),
        zone: "UTC".into(),
        address: "forum@example.org".into(),
    };
    app.act::<ForumEvent>(None, None, move |_, _| Ok(open_forum(false, told)?))
        .await?;
    let group = |word: &str| Group {
        word: word.into(),
        name: word.replace('-', " "),
        about: String::new(),
        letter: word[..1].to_uppercase(),
    };
    let groups: Vec<Group> = GROUPS.iter().map(|word| group(word)).collect();
    app.act::<ForumEvent>(None, None, move |_, _| Ok(set_groups(&viewer(), groups)?))
        .await?;
    let call = Phase {
        kind: PhaseKind::Call,
        opens: now.plus_ms(-DAY_MS),
        closes: now.plus_ms(2 * CAMPAIGN_MS),
    };
    let ask = OpenCycle {
        slug: "2026".into(),
        title: "The measured year".into(),
        about: "What is measured.".into(),
        phases: vec![call],
    };
    let done = app
        .act::<ForumEvent>(None, None, move |_, _| Ok(open_cycle(&viewer(), &[], ask)?))
        .await?;
    match done.event {
        ForumEvent::CycleOpened { id, .. } => Ok(id),
        _ => Err(Fault::broken("opening a cycle recorded something else").into()),
    }
}
