//! What is refused to whom.

use plenary_captions::FindingKind;
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::time::Instant;

use crate::docket::ItemNumber;
use crate::forum::Cycle;
use crate::testing::heard::{CAPTIONS, World};
use crate::transcript::event::{CorrectionKind, Nature, Verdict, Voice};
use crate::transcript::made::{After, CaptionFile};
use crate::transcript::rules::{
    self, Mend, TranscriptRefusal, ask_known, ask_words, check_passage, decide, decide_finding,
    erase_words, link, may_decide, may_erase, may_propose, may_record, propose, read_file, record,
    take_back, tell_voice,
};
use crate::transcript::store::read;
use crate::transcript::view::Transcript;

fn file(bytes: &[u8]) -> CaptionFile {
    CaptionFile {
        bytes: bytes.to_vec(),
        name: Some("a.txt".into()),
        nature: Nature::Human,
    }
}

/// The world with the viewers that the rules are asked about.
struct Ground {
    world: World,
    cycle: Cycle,
    reader: Viewer,
    rapporteur: Viewer,
    ana: Viewer,
}

impl Ground {
    async fn new() -> Ground {
        let world = World::new().await;
        world.import("hearing", CAPTIONS.as_bytes()).await;
        Ground {
            cycle: world.cycle(),
            reader: world.forum.viewer(&world.other),
            rapporteur: world.forum.viewer(&world.rapporteur),
            ana: world.forum.viewer(&world.ana),
            world,
        }
    }

    fn transcript(&self) -> Transcript {
        self.world.transcript("hearing")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_makes_the_record_makes_it() {
    let Ground {
        world,
        cycle,
        reader,
        rapporteur,
        ..
    } = Ground::new().await;
    let session = world.session("hearing");
    let not = Err(TranscriptRefusal::NotRecorder);
    assert_eq!(may_record(&reader, &cycle), not);
    let roles = vec![(plenary_kit::id::CycleId::fresh(), Role::Rapporteur)];
    let elsewhere = Viewer {
        roles,
        ..reader.clone()
    };
    assert_eq!(may_record(&elsewhere, &cycle), not);
    let closed = Cycle {
        closed: Some(Instant(0)),
        ..cycle.clone()
    };
    assert_eq!(
        may_record(&rapporteur, &closed),
        Err(TranscriptRefusal::CycleClosed)
    );
    let one = file(CAPTIONS.as_bytes());
    let read = read_file(&one, None, &Default::default()).unwrap();
    let made = |viewer, before| {
        record(
            viewer,
            &cycle,
            &session,
            before,
            (&read, &one),
            After::default(),
        )
        .unwrap_err()
    };
    assert_eq!(made(&reader, (false, None)), TranscriptRefusal::NotRecorder);
    assert_eq!(
        made(&rapporteur, (true, None)),
        TranscriptRefusal::HasRecord
    );
    let same = TranscriptRefusal::SameFile("x".into());
    assert_eq!(made(&rapporteur, (true, Some("x".into()))), same);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_spoke_is_told_and_asked_by_the_rapporteur_only() {
    let Ground {
        world,
        cycle,
        reader,
        rapporteur,
        ..
    } = Ground::new().await;
    let id = world.session("hearing").id;
    let not = TranscriptRefusal::NotRecorder;
    let tell =
        |viewer, turns| tell_voice(viewer, &cycle, &id, turns, Voice::default()).unwrap_err();
    assert_eq!(tell(&reader, vec![1]), not);
    assert_eq!(tell(&rapporteur, vec![]), TranscriptRefusal::NotAPassage);
    let ask = |viewer| ask_words(viewer, &cycle, &id, vec![]).unwrap_err();
    assert_eq!(
        (ask(&reader), ask(&rapporteur)),
        (not, TranscriptRefusal::NobodyToAsk)
    );
    let nobody = ask_known(&cycle, &id, vec![]).unwrap_err();
    assert_eq!(nobody, TranscriptRefusal::NobodyToAsk);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_on_a_record_keeps_it() {
    let ground = Ground::new().await;
    let (cycle, transcript) = (&ground.cycle, ground.transcript());
    let back = |viewer, used, rule: &str| {
        take_back(viewer, cycle, &transcript, used, vec![], rule).unwrap_err()
    };
    assert_eq!(back(&ground.reader, 0, "x"), TranscriptRefusal::NotRecorder);
    assert_eq!(
        back(&ground.rapporteur, 2, "x"),
        TranscriptRefusal::IsUsed(2)
    );
    assert_eq!(back(&ground.rapporteur, 0, " "), TranscriptRefusal::NoRule);
    let number = ItemNumber::after(0);
    let joined =
        |viewer, passage| link(viewer, cycle, &transcript, passage, number, None).unwrap_err();
    assert_eq!(
        joined(&ground.reader, (1, 1)),
        TranscriptRefusal::NotRecorder
    );
    assert_eq!(
        joined(&ground.rapporteur, (2, 1)),
        TranscriptRefusal::NotAPassage
    );
    assert_eq!(
        check_passage(&transcript, 1, 99),
        Err(TranscriptRefusal::NotAPassage)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_found_is_decided_by_the_rapporteur() {
    let ground = Ground::new().await;
    let (cycle, transcript) = (&ground.cycle, ground.transcript());
    let find = |db: &plenary_kit::db::Db<'_>| read::findings(db, &transcript);
    let offered = ground.world.forum.app.read(find).unwrap().remove(0);
    let kind = (FindingKind::Proposal, None);
    let decided = |viewer, offered: &rules::Offered| {
        decide_finding(
            viewer,
            cycle,
            &transcript.session,
            offered,
            kind,
            true,
            None,
        )
        .unwrap_err()
    };
    assert_eq!(
        decided(&ground.reader, &offered),
        TranscriptRefusal::NotRecorder
    );
    let done = rules::Offered {
        verdict: Verdict::Confirmed,
        kind: FindingKind::Proposal,
        outcome: None,
        ..offered
    };
    assert_eq!(
        decided(&ground.rapporteur, &done),
        TranscriptRefusal::AlreadyDecided
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_erased_for_who_spoke_them() {
    let ground = Ground::new().await;
    let (transcript, hers) = (ground.transcript(), Some(&ground.world.ana));
    assert_eq!(
        may_erase(&ground.reader, hers),
        Err(TranscriptRefusal::NotSpeaker)
    );
    let erased = |viewer| erase_words(viewer, &transcript.session, hers, vec![], "x").unwrap_err();
    assert_eq!(erased(&ground.reader), TranscriptRefusal::NotSpeaker);
    assert_eq!(erased(&ground.ana), TranscriptRefusal::NothingToErase);
}

#[tokio::test(flavor = "multi_thread")]
async fn anyone_signed_in_proposes() {
    let ground = Ground::new().await;
    let (cycle, transcript) = (&ground.cycle, ground.transcript());
    let found = transcript.paragraph(2).unwrap();
    let nobody = Viewer::default();
    assert_eq!(
        may_propose(&nobody, cycle),
        Err(TranscriptRefusal::NotSignedIn)
    );
    let words = || Mend::Words("Other words.".into());
    let ask = |viewer: &Viewer, mend| {
        propose(
            viewer,
            cycle,
            &transcript.session,
            found,
            mend,
            (None, None),
        )
        .map(|_| ())
    };
    assert_eq!(ask(&nobody, words()), Err(TranscriptRefusal::NotSignedIn));
    assert_eq!(ask(&ground.reader, words()), Ok(()));
    let same = found.1.text.clone().unwrap();
    let refused = Err(TranscriptRefusal::NothingChanged);
    assert_eq!(ask(&ground.reader, Mend::Words(same)), refused);
    let refused = Err(TranscriptRefusal::NoWords);
    assert_eq!(ask(&ground.reader, Mend::Words(" ".into())), refused);
    let refused = Err(TranscriptRefusal::NotSpeaker);
    assert_eq!(ask(&ground.reader, Mend::Supply("x".into())), refused);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_spoke_or_the_rapporteur_decides() {
    let ground = Ground::new().await;
    let (cycle, transcript, hers) = (&ground.cycle, ground.transcript(), Some(&ground.world.ana));
    let words = CorrectionKind::Words;
    let not = Err(TranscriptRefusal::NotSpeaker);
    assert_eq!(may_decide(&ground.reader, cycle, words, hers), not);
    assert_eq!(may_decide(&ground.ana, cycle, words, hers), Ok(()));
    let not = Err(TranscriptRefusal::NotSecretariat);
    assert_eq!(
        may_decide(&ground.rapporteur, cycle, CorrectionKind::Mine, None),
        not
    );
    let said = |viewer, correction: &rules::Correction, is_confirmed| {
        let about = (correction, hers);
        decide(
            viewer,
            cycle,
            &transcript.session,
            about,
            is_confirmed,
            None,
        )
        .unwrap_err()
    };
    let open = open_correction();
    assert_eq!(
        said(&ground.reader, &open, true),
        TranscriptRefusal::NotSpeaker
    );
    assert_eq!(said(&ground.ana, &open, false), TranscriptRefusal::NoReason);
    let done = rules::Correction {
        verdict: Verdict::Declined,
        ..open
    };
    assert_eq!(
        said(&ground.ana, &done, true),
        TranscriptRefusal::AlreadyDecided
    );
}

fn open_correction() -> rules::Correction {
    rules::Correction {
        id: crate::transcript::CorrectionId::fresh(),
        kind: CorrectionKind::Words,
        number: 2,
        turns: vec![2],
        words: None,
        participant: None,
        reason: None,
        proposer: None,
        proposed: Instant(0),
        verdict: Verdict::Open,
        decider: None,
        decided: None,
        because: None,
        before: None,
    }
}

#[test]
fn what_is_plainly_no_transcript_is_refused_and_every_text_is_read() {
    let refused = |bytes: &[u8]| read_file(&file(bytes), None, &Default::default()).err();
    assert_eq!(refused(b""), Some(TranscriptRefusal::NoFile));
    assert_eq!(
        refused(b"%PDF-1.7 ..."),
        Some(TranscriptRefusal::NotText("a.txt".into()))
    );
    assert_eq!(
        refused(b"PK\x03\x04word/document.xml"),
        Some(TranscriptRefusal::NotText("a.txt".into()))
    );
    assert_eq!(
        refused(&[0; 4_000]),
        Some(TranscriptRefusal::NotText("a.txt".into()))
    );
    assert_eq!(
        refused(b"***\n\n***\n"),
        Some(TranscriptRefusal::NoSpeech("a.txt".into()))
    );
    for text in [
        &b">> ANA: Bon\xe9."[..],
        b"\xef\xbb\xbf>> ANA: Yes.\r\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Yes.\n".as_bytes(),
    ] {
        assert_eq!(refused(text), None);
    }
}
