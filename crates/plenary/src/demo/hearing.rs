//! A session's captions acted out as they came, and what people made of its record.

use plenary_captions::FindingKind;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::policy::Viewer;
use plenary_kit::time::{HOUR_MS, Instant, MINUTE_MS};

use super::play::Play;
use super::step::moment;
use super::story::{self, Correction, Mend, Said, Session, Speaker, Voice, Weighed};
use crate::caption::rules::{Ask, Link, Seat, Way};
use crate::caption::{self, CaptionEvent};
use crate::participant;
use crate::proceedings::{self, Settle, Verdict as Weight};
use crate::session::{self, SessionId};
use crate::transcript::acts::{self as records, SpeakerIs};
use crate::transcript::rules::Mend as Mending;
use crate::transcript::store::read;
use crate::transcript::{CaptionFile, Nature, Transcript, Verdict};

/// One thing that happens to a session's words.
pub(super) enum Deed {
    SeatCaptioner,
    /// A line of the captions by its place.
    Caption(usize),
    Close,
    Record,
    Tell(&'static Voice),
    Correct(&'static Correction),
    Decide(&'static Correction),
    Link(&'static Said),
    Weigh(&'static Weighed),
}

/// The captioner's only seat.
const SEAT: Seat = Seat(1);

/// All that happens to the words of a session, each at its instant.
pub(super) fn deeds(
    begins: Instant,
    now: Instant,
    session: &'static Session,
) -> Vec<(Instant, Deed)> {
    let Some(record) = session.record else {
        return Vec::new();
    };
    let ends = begins.plus_ms(i64::from(session.minutes) * MINUTE_MS);
    let mut all = vec![(begins.plus_ms(-HOUR_MS), Deed::SeatCaptioner)];
    // Words come at an even pace, from a minute after the beginning to a minute before the end.
    let words = |line: &str| line.split_whitespace().count() as i64;
    let whole: i64 = record.captions.lines().map(words).sum();
    let span = ends.0 - begins.0 - 2 * MINUTE_MS;
    let mut before = 0;
    for (place, line) in record.captions.lines().enumerate() {
        let at = begins.plus_ms(MINUTE_MS + span * before / whole.max(1));
        all.push((at, Deed::Caption(place)));
        before += words(line);
    }
    all.push((ends, Deed::Close));
    let made = moment(now, record.made);
    all.push((made, Deed::Record));
    let told = record.voices.iter().map(Deed::Tell);
    let linked = record.said.iter().map(Deed::Link);
    let weighed = record.weighed.iter().map(Deed::Weigh);
    for (minute, deed) in (1..).zip(told.chain(linked).chain(weighed)) {
        all.push((made.plus_ms(minute * MINUTE_MS), deed));
    }
    for correction in record.corrections {
        all.push((moment(now, correction.at), Deed::Correct(correction)));
        if let Some((at, ..)) = correction.decided {
            all.push((moment(now, at), Deed::Decide(correction)));
        }
    }
    all
}

fn unknown(holds: &str) -> Stop {
    Fault::broken(format!("nobody says {holds:?} in the session")).into()
}

impl Play {
    pub(super) async fn hear(
        &self,
        cycle: &'static story::Cycle,
        told: &'static Session,
        deed: &Deed,
    ) -> Result<(), Stop> {
        let session = self.app.read(|db| session::store::by_slug(db, told.key))?;
        let id = session.ok_or(Stop::NotFound)?.id;
        let Some(record) = told.record else {
            return Ok(());
        };
        match deed {
            Deed::SeatCaptioner => super::sessions::seat_a_captioner(&self.app, told.key).await,
            Deed::Caption(place) => self.caption(cycle, id, (record.captions, *place)).await,
            Deed::Close => {
                let closed = CaptionEvent::Closed { session: id };
                let by = self.known.person(record.by)?;
                self.app
                    .act::<CaptionEvent>(Some(&by), None, move |_, _| Ok(closed))
                    .await?;
                Ok(())
            }
            Deed::Record => self.record(&id, record).await,
            Deed::Tell(voice) => self.tell(&id, record, voice).await,
            Deed::Correct(correction) => self.correct(cycle, &id, correction).await,
            Deed::Decide(correction) => self.decide_correction(cycle, &id, correction).await,
            Deed::Link(said) => self.link(cycle, &id, record, said).await,
            Deed::Weigh(weighed) => self.weigh(&id, record, weighed).await,
        }
    }

    fn by(&self, key: &str) -> Result<Viewer, Stop> {
        let (id, now) = (self.known.person(key)?, self.app.now());
        let viewer = self.app.read(|db| participant::viewer(db, &id, now))?;
        viewer.ok_or(Stop::SignIn)
    }

    fn heard(&self, id: &SessionId) -> Result<Transcript, Stop> {
        let found = self.app.read(|db| read::transcript(db, id))?;
        found.ok_or(Stop::NotFound)
    }

    /// The story counts the items of a cycle from one, the docket those of all cycles: what is said is said of the docket.
    fn numbered(&self, cycle: &story::Cycle, text: &str) -> String {
        let mut parts = text.split("tem ");
        let mut all = parts.next().unwrap_or("").to_owned();
        for part in parts {
            let digits = part.chars().take_while(char::is_ascii_digit).count();
            let (number, rest) = part.split_at(digits);
            let told = number.parse().ok();
            let found = told.and_then(|number| self.number(cycle.key, number).ok());
            // A number that is a code stands for something that not everybody may know of.
            let plain = found.map(|number| number.to_string());
            let plain = plain.filter(|number| number.bytes().all(|one| one.is_ascii_digit()));
            all.push_str("tem ");
            all.push_str(plain.as_deref().unwrap_or(number));
            all.push_str(rest);
        }
        all
    }

    async fn caption(
        &self,
        cycle: &story::Cycle,
        session: SessionId,
        (captions, place): (&'static str, usize),
    ) -> Result<(), Stop> {
        let line = captions.split_inclusive('\n').nth(place).unwrap_or("");
        let line = self.numbered(cycle, line);
        let link = Link {
            session,
            seat: SEAT,
            number: 1,
        };
        let ask = Ask {
            sequence: Some(place as u64 + 1),
            lang: Some("en".into()),
            bytes: line.into(),
        };
        caption::take(&self.app, link, Way::Post, ask, None).await?;
        Ok(())
    }

    async fn record(&self, id: &SessionId, told: &story::Record) -> Result<(), Stop> {
        let (fed, register) = self.app.read(|db: &Db<'_>| {
            let session = session::store::session(db, id)?.ok_or(Stop::NotFound)?;
            let fed = caption::fed(db, id)?.ok_or(Stop::NotFound)?;
            Ok::<_, Stop>((fed, records::register(db, &session)?))
        })?;
        let file = CaptionFile {
            bytes: fed.bytes().to_vec(),
            name: None,
            nature: Nature::Human,
        };
        let record = fed.record(&register);
        records::record_file(&self.app, &self.by(told.by)?, id, (record, file), None).await
    }

    async fn tell(
        &self,
        id: &SessionId,
        record: &story::Record,
        voice: &Voice,
    ) -> Result<(), Stop> {
        let transcript = self.heard(id)?;
        let says = |turn: &crate::transcript::Turn| {
            let mut paragraphs = turn.paragraphs.iter();
            paragraphs.any(|one| {
                one.text
                    .as_deref()
                    .is_some_and(|text| text.contains(voice.holds))
            })
        };
        let turns = transcript.turns.iter();
        let turns = turns.filter(|turn| turn.label.as_deref() == Some(voice.label) && says(turn));
        let turns: Vec<u32> = turns.map(|turn| turn.number).collect();
        let who = match &voice.is {
            Speaker::Known(key) => SpeakerIs::Participant(self.known.person(key)?),
            Speaker::New { name, group } => SpeakerIs::New {
                name: (*name).into(),
                group: Some((*group).into()),
            },
        };
        records::tell_speaker(&self.app, &self.by(record.by)?, id, turns, who, None).await
    }

    /// The paragraph that holds these words, and its text.
    fn paragraph(&self, id: &SessionId, holds: &str) -> Result<(u32, String), Stop> {
        let transcript = self.heard(id)?;
        let mut texts = transcript
            .paragraphs()
            .filter_map(|one| Some((one.number, one.text.clone()?)));
        let found = texts.find(|(_, text)| text.contains(holds));
        found.ok_or_else(|| unknown(holds))
    }

    async fn correct(
        &self,
        cycle: &story::Cycle,
        id: &SessionId,
        told: &Correction,
    ) -> Result<(), Stop> {
        let (number, text) = self.paragraph(id, told.holds)?;
        let mend = match told.mend {
            Mend::Words(words) => Mending::Words(text.replace(told.holds, words)),
            Mend::Supplied(words) => Mending::Supply(text.replace(told.holds, words)),
            Mend::Speaker(name) => Mending::Speaker(Some(name.into()), None),
        };
        let reason = Some(self.numbered(cycle, told.reason)).filter(|reason| !reason.is_empty());
        records::propose(
            &self.app,
            &self.by(told.by)?,
            id,
            number,
            mend,
            reason,
            None,
        )
        .await
    }

    async fn decide_correction(
        &self,
        cycle: &story::Cycle,
        id: &SessionId,
        told: &Correction,
    ) -> Result<(), Stop> {
        let Some((_, by, stands, because)) = told.decided else {
            return Ok(());
        };
        let (number, _) = self.paragraph(id, told.holds)?;
        let all = self.app.read(|db| read::corrections(db, id))?;
        let mut open = all.into_iter().filter(|one| one.verdict == Verdict::Open);
        let one = open
            .find(|one| one.number == number)
            .ok_or(Stop::NotFound)?;
        let reason = Some(self.numbered(cycle, because)).filter(|reason| !reason.is_empty());
        records::decide(
            &self.app,
            &self.by(by)?,
            id,
            &one.id,
            (stands, reason),
            None,
        )
        .await?;
        Ok(())
    }

    async fn link(
        &self,
        cycle: &'static story::Cycle,
        id: &SessionId,
        record: &story::Record,
        said: &Said,
    ) -> Result<(), Stop> {
        let (number, _) = self.paragraph(id, &self.numbered(cycle, said.holds))?;
        let settle = Settle {
            item: self.number(cycle.key, said.item)?,
            first: number,
            last: number,
            outcome: said.outcome,
            reason: None,
            target: None,
            place: None,
        };
        proceedings::settle(&self.app, &self.by(record.by)?, id, settle, None).await
    }

    /// Decides whatever was found in a paragraph and holds these words.
    async fn weigh(
        &self,
        id: &SessionId,
        record: &story::Record,
        weighed: &Weighed,
    ) -> Result<(), Stop> {
        let (number, text) = self.paragraph(id, weighed.holds)?;
        let transcript = self.heard(id)?;
        let found = self.app.read(|db| read::findings(db, &transcript))?;
        let holds = |[from, to]: [u32; 2]| {
            let letters = text.chars().skip(from as usize);
            let words: String = letters.take((to - from) as usize).collect();
            words.contains(weighed.holds)
        };
        let is_meant = |kind: FindingKind| kind != FindingKind::Person;
        let mut found = found
            .into_iter()
            .filter(|one| one.first == number && is_meant(one.kind));
        // What a better engine finds no more needs no decision.
        let Some(one) = found.find(|one| one.letters.is_some_and(holds)) else {
            return Ok(());
        };
        let verdict = Weight {
            place: one.place,
            kind: one.kind,
            outcome: one.outcome,
            is_accepted: weighed.is_one,
            item: None,
        };
        proceedings::decide(&self.app, &self.by(record.by)?, id, verdict, None).await
    }
}
