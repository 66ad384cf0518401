//! Journeys over HTTP: a file becomes a record, is read, mended, supplied, taken along, erased.

use plenary_kit::policy::{Attribution, Mark};

use crate::testing::heard::{CAPTIONS, World, send, upload};
use crate::testing::{Browser, Page};
use crate::transcript::view::Certainty;

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_seen_before_it_is_recorded_and_then_cited_by_number() {
    let world = World::new().await;
    let mut browser = world.forum.signed_in(&world.rapporteur).await;
    let kept = upload(&mut browser, "hearing", "captions.txt", CAPTIONS.as_bytes()).await;
    let preview = browser.get(kept.location()).await.text();
    for words in [
        "Make it the record",
        "Ana Lima",
        "not heard 1",
        "applause 1",
        "20 min",
        "Mo Moderates",
    ] {
        assert!(preview.contains(words), "{words} is missing: {preview}");
    }
    let mut visitor = world.forum.visitor();
    assert_eq!(
        visitor.get("/sessions/hearing/transcript").await.status,
        404
    );
    world.import("hearing", CAPTIONS.as_bytes()).await;
    let page = visitor.get("/sessions/hearing/transcript").await.text();
    for words in [
        "id=\"p3\"",
        "what people can do",
        "class=\"sound gap\"",
        "Human captions",
        "Ana Lima",
    ] {
        assert!(page.contains(words), "{words} is missing");
    }
    let one = visitor.get("/sessions/hearing/transcript/2").await.text();
    assert!(
        one.contains("the label") && one.contains("House of Maps"),
        "{one}"
    );
    assert_eq!(
        visitor.get("/sessions/hearing/transcript/99").await.status,
        404
    );
    let source = browser.get("/sessions/hearing/transcript/source").await;
    assert_eq!(source.body, CAPTIONS.as_bytes());
    assert_eq!(
        visitor
            .get("/sessions/hearing/transcript/source")
            .await
            .status,
        303
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wrong_file_the_same_file_and_half_a_file_are_told_apart() {
    let world = World::new().await;
    let mut browser = world.forum.signed_in(&world.rapporteur).await;
    let wrong = upload(&mut browser, "hearing", "plan.pdf", b"%PDF-1.4 a plan").await;
    assert!(wrong.status == 415 && wrong.text().contains("is not a text"));
    let none = upload(&mut browser, "hearing", "empty.txt", b"").await;
    assert!(none.status == 422 && none.text().contains("Choose a file first"));
    let page = "/sessions/hearing/transcript/import";
    let half = b"--zq\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n>> ANA: Half".to_vec();
    assert_eq!(send(&mut browser, page, half).await.status, 400);
    world.import("hearing", CAPTIONS.as_bytes()).await;
    world.open("second", Mark::Clear, Attribution::Named).await;
    let same = upload(&mut browser, "second", "again.txt", CAPTIONS.as_bytes()).await;
    let text = same.text();
    assert!(
        same.status == 409 && text.contains("/sessions/hearing/transcript"),
        "{text}"
    );
    let other = upload(
        &mut browser,
        "hearing",
        "other.txt",
        b">> ANA: Something else.",
    )
    .await;
    assert!(other.status == 409 && other.text().contains("has its record already"));
}

async fn act(browser: &mut Browser, number: u32, fields: &[(&str, &str)]) -> Page {
    let page = format!("/sessions/hearing/transcript/{number}");
    browser
        .fill_in(&page, &format!("{page}/correct"), fields)
        .await
}

/// The address of the form that decides the open correction on a page.
fn open_form(text: &str) -> String {
    let at = text
        .find("/sessions/hearing/corrections/")
        .expect("an open correction");
    text[at..].split('"').next().unwrap().to_owned()
}

/// The words of a paragraph as they stand.
fn said(world: &World, number: u32) -> String {
    let transcript = world.transcript("hearing");
    let (_, paragraph) = transcript.paragraph(number).unwrap();
    paragraph.text.clone().unwrap()
}

async fn decide(browser: &mut Browser, number: u32, form: &str, verdict: &str) -> Page {
    let page = format!("/sessions/hearing/transcript/{number}");
    let fields = [("verdict", verdict), ("reason", "")];
    browser.fill_in(&page, form, &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_is_proposed_by_anyone_and_what_was_stays_to_be_seen() {
    let world = World::new().await;
    let mut rapporteur = world.import("hearing", CAPTIONS.as_bytes()).await;
    let mut reader = world.forum.signed_in(&world.other).await;
    let mended = "Because below two hours every restart would count.";
    let words = [
        ("act", "words"),
        ("words", mended),
        ("reason", "I heard two"),
    ];
    assert_eq!(act(&mut reader, 6, &words).await.status, 303);
    assert!(said(&world, 6).contains("an hour"));
    let at_six = "/sessions/hearing/transcript/6";
    let page = reader.get(at_six).await.text();
    assert!(page.contains("<del>") && page.contains("I heard two"));
    assert!(!page.contains("/sessions/hearing/corrections/"));
    let form = open_form(&rapporteur.get(at_six).await.text());
    let no = decide(&mut rapporteur, 6, &form, "no").await;
    assert!(no.status == 422 && no.text().contains("Say why"));
    assert_eq!(decide(&mut rapporteur, 6, &form, "yes").await.status, 303);
    assert!(said(&world, 6).contains("two hours"));
    let page = world.forum.visitor().get(at_six).await.text();
    assert!(page.contains("<del>") && page.contains("stands") && page.contains("corrected"));
    assert_eq!(decide(&mut rapporteur, 6, &form, "yes").await.status, 409);
    let list = reader
        .get("/sessions/hearing/transcript/corrections")
        .await
        .text();
    assert!(list.contains("Otto Other") && list.contains("Ray Porteur"));
}

const SPEAKERS: &str = "/sessions/hearing/transcript/speakers";

#[tokio::test(flavor = "multi_thread")]
async fn who_spoke_is_told_by_the_rapporteur_with_their_affiliation_then() {
    let world = World::new().await;
    let mut rapporteur = world.import("hearing", CAPTIONS.as_bytes()).await;
    world.tell_ana(&mut rapporteur).await;
    let who = [
        ("act", "new"),
        ("name", "Hana Harbour"),
        ("group", "civil-society"),
    ];
    let fields = [who[0], who[1], who[2], ("turn", "4")];
    assert_eq!(
        rapporteur.fill_in(SPEAKERS, SPEAKERS, &fields).await.status,
        303
    );
    let transcript = world.transcript("hearing");
    let turn = |number: usize| &transcript.turns[number - 1];
    let told = turn(2).told.clone().unwrap();
    assert_eq!(told.participant.as_ref(), Some(&world.ana));
    assert_eq!(told.affiliation.as_deref(), Some("House of Maps"));
    assert_eq!(turn(4).certainty(), Certainty::Told);
    assert_eq!(turn(5).participant(), Some(&world.ana));
    let seen = world
        .forum
        .visitor()
        .get("/sessions/hearing/transcript")
        .await
        .text();
    assert!(seen.contains("Hana Harbour") && seen.contains("Civil society"));
}

#[tokio::test(flavor = "multi_thread")]
async fn this_was_me_is_said_by_the_person_and_confirmed_by_the_secretariat() {
    let world = World::new().await;
    let mut rapporteur = world.import("hearing", CAPTIONS.as_bytes()).await;
    let mut other = world.forum.signed_in(&world.other).await;
    let mine = [("act", "mine"), ("name", "")];
    assert_eq!(act(&mut other, 5, &mine).await.status, 303);
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    let page = secretary.get("/sessions/hearing/transcript/5").await.text();
    let form = open_form(&page);
    assert_eq!(decide(&mut rapporteur, 5, &form, "yes").await.status, 403);
    assert_eq!(decide(&mut secretary, 5, &form, "yes").await.status, 303);
    let transcript = world.transcript("hearing");
    let (turn, _) = transcript.paragraph(5).unwrap();
    assert_eq!(turn.participant(), Some(&world.other));
}

/// The one letter with a link to supply words: to whom, what it says, and the link.
async fn request(world: &World) -> (String, String, String) {
    world.forum.app.settle().await.unwrap();
    let latest = (plenary_kit::time::Instant(i64::MAX), "~");
    let read = |db: &plenary_kit::db::Db<'_>| plenary_kit::mail::outbox(db, latest, 50);
    let letters = world.forum.app.read(read).unwrap();
    let mut ours = letters
        .into_iter()
        .filter(|letter| letter.body.contains("/supply/"));
    let letter = ours.next().unwrap();
    assert!(ours.next().is_none(), "a second letter");
    let rest = letter.body.split("/supply/").nth(1).unwrap();
    let token = rest.split_whitespace().next().unwrap().to_owned();
    (letter.address, letter.body, format!("/supply/{token}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_speaker_is_asked_once_and_supplies_the_words_by_the_link() {
    let world = World::new().await;
    let mut rapporteur = world.import("hearing", CAPTIONS.as_bytes()).await;
    world.tell_ana(&mut rapporteur).await;
    let gaps = "/sessions/hearing/transcript/gaps";
    let page = rapporteur.get(gaps).await.text();
    assert!(
        !page.contains("Ask one speaker") && page.contains("asked"),
        "{page}"
    );
    // Told again, confirmed by herself, asked by the button: she has her one letter.
    world.tell_ana(&mut rapporteur).await;
    let mut ana = world.forum.signed_in(&world.ana).await;
    assert_eq!(
        act(&mut ana, 2, &[("act", "mine"), ("name", "")])
            .await
            .status,
        303
    );
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    let form = open_form(&secretary.get("/sessions/hearing/transcript/2").await.text());
    assert_eq!(decide(&mut secretary, 2, &form, "yes").await.status, 303);
    let token = rapporteur
        .get("/sessions/hearing/transcript/speakers")
        .await
        .hidden("csrf");
    assert_eq!(rapporteur.post(gaps, &[("csrf", &token)]).await.status, 409);
    let (to, body, link) = request(&world).await;
    assert!(to.starts_with("ana.lima@") && body.contains("(inaudible)"));
    let mut visitor = world.forum.visitor();
    assert!(visitor.get(&link).await.text().contains("call for help"));
    let words = "If nobody can call for help for an hour then it is one. [ Applause ]";
    let fields = [("number", "3"), ("words", words)];
    let done = visitor.fill_in(&link, &link, &fields).await;
    let text = done.text();
    assert!(
        done.status == 200 && text.contains("nothing of yours is missing"),
        "{text}"
    );
    assert_eq!(said(&world, 3), words);
    let page = visitor.get("/sessions/hearing/transcript").await.text();
    assert!(page.contains("supplied later"));
    assert_eq!(visitor.get(&link).await.status, 410);
}

#[tokio::test(flavor = "multi_thread")]
async fn chatham_house_holds_on_every_page_and_in_every_download() {
    let world = World::new().await;
    world
        .open("quiet", Mark::Clear, Attribution::ChathamHouse)
        .await;
    world
        .import(
            "quiet",
            CAPTIONS
                .replace("Ana Lima, from", "From")
                .replace("Ana Lima, please", "Please")
                .as_bytes(),
        )
        .await;
    let mut visitor = world.forum.visitor();
    let base = "/sessions/quiet/transcript";
    let mut pages: Vec<String> = ["", "/2", "/gaps", "/corrections"]
        .iter()
        .map(|end| format!("{base}{end}"))
        .collect();
    pages.extend(
        ["txt", "vtt", "srt", "akn", "tei", "jsonl", "json"]
            .map(|format| format!("{base}/file/{format}")),
    );
    pages.push("/sessions/quiet".into());
    for page in pages {
        let seen = visitor.get(&page).await;
        assert_eq!(seen.status, 200, "{page}");
        let text = seen.text().to_lowercase();
        assert!(!text.contains("ana lima"), "{page} names who spoke");
    }
    let secretary = world
        .forum
        .signed_in(&world.secretary)
        .await
        .get(base)
        .await
        .text();
    assert!(secretary.contains("ANA LIMA") || secretary.contains("Ana Lima"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_among_named_people_does_not_exist_for_others() {
    let world = World::new().await;
    world.open("closed", Mark::Red, Attribution::Named).await;
    world.import("closed", CAPTIONS.as_bytes()).await;
    let mut other = world.forum.signed_in(&world.other).await;
    for page in ["", "/2", "/gaps", "/corrections", "/file/txt"] {
        let page = format!("/sessions/closed/transcript{page}");
        assert_eq!(other.get(&page).await.status, 404, "{page}");
    }
    let mut ana = world.forum.signed_in(&world.ana).await;
    assert_eq!(ana.get("/sessions/closed/transcript/2").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_downloads_say_what_was_said_and_only_what_is_so() {
    let world = World::new().await;
    world.import("hearing", CAPTIONS.as_bytes()).await;
    let mut visitor = world.forum.visitor();
    let mut file = async |format: &str| {
        visitor
            .get(&format!("/sessions/hearing/transcript/file/{format}"))
            .await
    };
    let txt = file("txt").await;
    assert!(
        txt.text().contains(">> ANA LIMA: Thank you.")
            && txt.headers["content-type"]
                .to_str()
                .unwrap()
                .starts_with("text/plain")
    );
    let vtt = file("vtt").await.text();
    assert!(vtt.starts_with("WEBVTT") && !vtt.contains("-->") && vtt.contains("without times"));
    assert!(file("akn").await.text().contains("akomaNtoso"));
    assert!(file("tei").await.text().contains("<TEI"));
    let lines = file("jsonl").await.text();
    assert!(
        lines
            .lines()
            .all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok())
    );
    let json: serde_json::Value = serde_json::from_str(&file("json").await.text()).unwrap();
    assert_eq!(json["turns"][1]["paragraphs"][0]["number"], 2);
    assert_eq!(
        visitor
            .get("/sessions/hearing/transcript/file/exe")
            .await
            .status,
        404
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn erased_words_leave_a_gap_and_the_file_they_came_in_is_gone() {
    let world = World::new().await;
    world.import("hearing", CAPTIONS.as_bytes()).await;
    world.forum.app.settle().await.unwrap();
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    let page = "/sessions/hearing/transcript/5/erase";
    let none = secretary.fill_in(page, page, &[("rule", "")]).await;
    assert!(none.status == 422 && none.text().contains("Name the rule"));
    let done = secretary
        .fill_in(page, page, &[("rule", "House rule 7")])
        .await;
    assert_eq!(done.status, 303, "{}", done.text());
    let mut visitor = world.forum.visitor();
    for page in [
        "/sessions/hearing/transcript",
        "/sessions/hearing/transcript/5",
        "/sessions/hearing/transcript/file/txt",
    ] {
        let text = visitor.get(page).await.text();
        assert!(
            !text.contains("harbour school") && text.contains("erased"),
            "{page}"
        );
    }
    assert_eq!(
        secretary
            .get("/sessions/hearing/transcript/source")
            .await
            .status,
        404
    );
    let everything = std::fs::read(world.forum.app.settings().database()).unwrap();
    assert!(!everything.windows(14).any(|part| part == b"harbour school"));
    let listed = std::fs::read_to_string(world.forum.dir().join("erasures.jsonl")).unwrap();
    assert!(listed.contains("House rule 7"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_taken_back_never_gives_its_numbers_again() {
    let world = World::new().await;
    let mut rapporteur = world.import("hearing", CAPTIONS.as_bytes()).await;
    let last = world
        .transcript("hearing")
        .paragraphs()
        .last()
        .unwrap()
        .number;
    let page = "/sessions/hearing/transcript/import";
    let shown = rapporteur.get(page).await;
    assert!(shown.text().contains("transcript/take-back\""));
    assert!(!shown.text().contains("type=\"file\""));
    let done = rapporteur
        .fill_in(
            page,
            "/sessions/hearing/transcript/take-back",
            &[("rule", "The wrong file")],
        )
        .await;
    assert_eq!(done.location(), "/sessions/hearing");
    assert_eq!(
        rapporteur.get("/sessions/hearing/transcript").await.status,
        404
    );
    world
        .import("hearing", b">> ANA LIMA: The right words.")
        .await;
    assert_eq!(
        world
            .transcript("hearing")
            .paragraphs()
            .next()
            .unwrap()
            .number,
        last + 1
    );
}
