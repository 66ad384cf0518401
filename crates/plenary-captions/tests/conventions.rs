//! Transcripts in the manner of other bodies, in words of our own: what each convention must give.

use plenary_captions::{BlockKind, Record, Register};

/// Label, name and first words of each turn.
fn turns(text: &str) -> Vec<(String, String, String)> {
    let record = Record::from_bytes(text.as_bytes());
    let first = |turn: &plenary_captions::Turn| {
        turn.paragraphs
            .first()
            .map(|paragraph| paragraph.text.clone())
            .unwrap_or_default()
    };
    record
        .turns
        .iter()
        .map(|turn| {
            (
                turn.label.clone().unwrap_or_default(),
                turn.name().unwrap_or("").to_owned(),
                first(turn),
            )
        })
        .collect()
}

fn labels(text: &str) -> Vec<String> {
    turns(text).into_iter().map(|(label, ..)| label).collect()
}

fn blocks(text: &str) -> Vec<BlockKind> {
    Record::from_bytes(text.as_bytes())
        .blocks
        .iter()
        .map(|block| block.kind)
        .collect()
}

#[test]
fn hard_wrapped_lines_of_a_treaty_body_become_paragraphs() {
    let text = "FINAL COPY\nSTANDARDS MEETING\n12 OCTOBER 2017\nServices provided by:\nLetters Live, Inc.\n***\nThis is being provided in a rough draft format. It may not be a\ntotally verbatim record.\n***\n\
        >> CHAIRMAN: Good afternoon, and welcome back to this room. I\nwill begin with the channels.\nEnglish?\n>> INTERPRETER: Good afternoon.\n>> CHAIRMAN: Canada, you have the floor and then we shall go to\nNorway.\n\
        >> CANADA: Thank you, Chairman. We met the other regions this\nmorning.\n(Applause)\n>> UNITED KINGDOM (MR. HILL): We agree.\n(End of session, 17:45)\n";
    let found = turns(text);
    assert_eq!(
        found
            .iter()
            .map(|(label, name, _)| (label.as_str(), name.as_str()))
            .collect::<Vec<_>>(),
        [
            ("CHAIRMAN", ""),
            ("INTERPRETER", ""),
            ("CHAIRMAN", ""),
            ("CANADA", ""),
            ("UNITED KINGDOM (MR. HILL)", "Hill")
        ]
    );
    assert_eq!(
        found[0].2,
        "Good afternoon, and welcome back to this room. I will begin with the channels."
    );
    assert!(blocks(text).ends_with(&[BlockKind::Separator, BlockKind::Mark, BlockKind::End]));
    assert!(
        blocks(text).contains(&BlockKind::Vendor) && blocks(text).contains(&BlockKind::Disclaimer)
    );
}

#[test]
fn labels_without_arrows_count_when_they_come_back() {
    let text = "COPENHAGEN – Open Session\nTuesday, March 14, 2017\n\nUNIDENTIFIED FEMALE: Hall A.\n\nMARIA OLIVER:\tGood morning. I'm Maria Oliver.\n\nPETER VAN DER HOLT:\tThank you: I go on.\n\nPage 2 of 30\n\nUNIDENTIFIED MALE: My name is Karl Ober, from Letters Registry.\n\nMARIA OLIVER: Thanks.\n\n[END OF TRANSCRIPTION]\n";
    let names: Vec<String> = turns(text).into_iter().map(|(_, name, _)| name).collect();
    assert_eq!(
        names,
        [
            "",
            "Maria Oliver",
            "Peter van der Holt",
            "Karl Ober",
            "Maria Oliver"
        ]
    );
    assert_eq!(
        blocks(text),
        [
            BlockKind::Header,
            BlockKind::Header,
            BlockKind::Page,
            BlockKind::End
        ]
    );
}

#[test]
fn names_in_small_letters_need_company() {
    let text = "Coordinator: The recordings have started.\n\nTerri Lane: Thank you. I turn it over to Chung Park.\n\nChung Park: The first item is: the charter.\n\nTerri Lane: Note: it is short.\n\nChung Park: So: next.\n";
    assert_eq!(
        labels(text),
        [
            "Coordinator",
            "Terri Lane",
            "Chung Park",
            "Terri Lane",
            "Chung Park"
        ]
    );
    assert!(labels("Dear all: welcome.\nThe plan: we meet at noon and talk about it.\nWe are glad that you came.\n").iter().all(String::is_empty));
}

#[test]
fn one_line_files_are_cut_with_and_without_arrows() {
    assert_eq!(
        labels(">> ANA BELL: One. Two? >> BEN OAK: Three. >> And four. >> ANA BELL: Five."),
        ["ANA BELL", "BEN OAK", "", "ANA BELL"]
    );
    let filler = "and so we talk and talk on. ".repeat(40);
    assert_eq!(
        labels(&format!(
            "JOLY: Here. MIRA: Cool. JOLY: {filler} It says: go. MIRA: Bye."
        )),
        ["JOLY", "MIRA", "JOLY", "MIRA"]
    );
}

#[test]
fn a_web_page_is_read_without_its_furniture() {
    let page = "<!DOCTYPE html><html><head><title>WS 12</title><script>var a='<p>>> X: no</p>';</script></head><body><nav>Home</nav><p>&gt;&gt; MODERATOR: I&#39;m Rosa Feld, your moderator today.</p><p>&nbsp;We begin.</p><p>&gt;&gt; OMAR SAID:&nbsp;Thank you.<br/>I will be short.</p></body></html>";
    assert_eq!(
        turns(page)
            .iter()
            .map(|(label, name, _)| (label.as_str(), name.as_str()))
            .collect::<Vec<_>>(),
        [("MODERATOR", "Rosa Feld"), ("OMAR SAID", "Omar Said")]
    );
    assert_eq!(
        Record::from_bytes(page.as_bytes()).turns[1]
            .paragraphs
            .len(),
        2
    );
}

#[test]
fn arrows_of_all_kinds_stand_side_by_side() {
    let text = ">> Test, test. One two three.\n>> ANA BELL:  Welcome to the workshop.\n>>BEN OAK:Two.\n>>> H.E. MR. DAN EKE: Three.\n  >> Mr. O'Neil-Smith: Four.\n&gt;&gt; FINN ELM: Five.\n>> EVA FINN Good morning.\n>> AUDIENCE MEMBER #2: Seven.\n>> 主席：大家好。\n>> Eight has no label at all.\n";
    assert_eq!(
        labels(text),
        [
            "ANA BELL",
            "BEN OAK",
            "H.E. MR. DAN EKE",
            "Mr. O'Neil-Smith",
            "FINN ELM",
            "EVA FINN",
            "AUDIENCE MEMBER #2",
            "主席",
            ""
        ]
    );
    assert_eq!(blocks(text), [BlockKind::WarmUp]);
}

#[test]
fn other_habits_of_labelling() {
    assert_eq!(
        labels("[MODERATOR]: Hello all.\n[ANA BELL]: Thank you.\n[BEN OAK]: Yes.\n"),
        ["[MODERATOR]", "[ANA BELL]", "[BEN OAK]"]
    );
    assert_eq!(
        labels("**Ana Bell:** Hello all.\n\n**Ben Oak:** Thank you.\n\n**Ana Bell:** Good.\n"),
        ["Ana Bell", "Ben Oak", "Ana Bell"]
    );
    assert_eq!(
        labels(
            "MODERATOR\nGood morning.\n\nANA BELL\nThank you.\n\nMODERATOR\nWell?\n\nANA BELL\nYes.\n"
        ),
        ["MODERATOR", "ANA BELL", "MODERATOR", "ANA BELL"]
    );
    assert_eq!(
        labels("Ana Bell  0:03\nHello.\n\nBen Oak  0:15\nYes.\n\nAna Bell  1:02:10\nBye.\n"),
        ["Ana Bell", "Ben Oak", "Ana Bell"]
    );
    assert_eq!(
        labels("主席：早上好。\n中国代表：谢谢主席。\n主席：谢谢。\n法国代表：谢谢。\n"),
        ["主席", "中国代表", "主席", "法国代表"]
    );
    assert_eq!(
        labels(
            "The President (spoke in Spanish): I open the meeting.\nMs. Berg (Norway): I thank you.\nThe President: Chile.\nMr. Soto (Chile): Chile agrees.\n"
        ),
        [
            "The President (spoke in Spanish)",
            "Ms. Berg (Norway)",
            "The President",
            "Mr. Soto (Chile)"
        ]
    );
    let numbered = "  1            PROCEEDINGS\n  2      CHAIRMAN HALL:  Good morning.  We are on the\n  3   record.  Mr. Lee, please begin.\n  4      MR. LEE:  Thank you, Mr. Chairman.  I have\n  5   three points.\n  6      CHAIRMAN HALL:  Go ahead.\n  7      MR. LEE:  The first is cost.\n";
    assert_eq!(
        labels(numbered),
        ["CHAIRMAN HALL", "MR. LEE", "CHAIRMAN HALL", "MR. LEE"]
    );
}

#[test]
fn speech_in_capitals_makes_no_labels() {
    let text = ">> MAYOR: GOOD EVENING.\nPLEASE STAND FOR THE PLEDGE.\n>> I HAVE A QUESTION: WHEN DO WE START?\n>> COUNCIL MEETING TONIGHT\n>> MY NAME IS JOHN DOLE AND I LIVE ON MAIN STREET.\n";
    assert_eq!(labels(text), ["MAYOR", "", "", ""]);
    assert_eq!(turns(text)[3].1, "John Dole");
}

#[test]
fn cue_files_give_times_and_join_what_one_person_says() {
    let text = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Ana Bell>Hello and welcome\n\n2\n00:00:04.000 --> 00:00:06.000\n<v Ana Bell>to all of you.</v>\n\n3\n00:00:06.500 --> 00:00:09.000\n<v Ben Oak>Thank you, Ana.\n";
    let record = Record::from_bytes(text.as_bytes());
    assert_eq!(record.turns.len(), 2);
    assert_eq!(
        record.turns[0].paragraphs[0].text,
        "Hello and welcome to all of you."
    );
    assert_eq!(
        (record.turns[0].milliseconds, record.turns[1].milliseconds),
        (Some([1_000, 6_500]), Some([6_500, 9_000]))
    );
}

#[test]
fn windows_letters_carriage_returns_and_marks_of_order_are_read() {
    let record = Record::from_bytes(
        b">> JOS\xC9 PE\xD1A: Bonjour, d\x92accord.\r\n>> MODERATOR: Merci.\r\n",
    );
    assert_eq!(record.turns[0].name(), Some("José Peña"));
    assert_eq!(record.turns[0].paragraphs[0].text, "Bonjour, d’accord.");
    let record = Record::from_bytes("\u{FEFF}>> ANA BELL: Yes.\r\n\r\n>> BEN OAK: No.".as_bytes());
    assert_eq!((record.turns.len(), record.turns[1].lines), (2, [3, 3]));
}

#[test]
fn a_file_without_labels_is_one_open_turn() {
    let text = "Hello everyone and welcome to this session on the future of the network. We are very glad to have you here.\nI would like to start with a short round of introductions. Please tell us who you are.\n";
    let record = Record::from_bytes(text.as_bytes());
    assert_eq!(
        (
            record.turns.len(),
            record.turns[0].name(),
            record.turns[0].paragraphs.len()
        ),
        (1, None, 2)
    );
    assert!(!record.skipped.is_empty());
}

#[test]
fn a_changing_moderator_and_read_out_words_name_nobody_wrongly() {
    let text = ">> MODERATOR: Good morning. My name is Ana Bell and I am your moderator.\n>> DAN EKE: Thank you, Ana. I will be short.\n>> MODERATOR: Thank you, Dan. I now hand over to my co-moderator, Ben Oak.\n>> MODERATOR: Thank you. I'm Ben Oak and I'll moderate the second half.\n\
        >> EVA FINN: Thank you, Ben.\n>> MODERATOR: Thank you, Eva. Dan, do you want to add?\n>> AUDIENCE: Just a quick word from my side, I do not agree with the second point at all.\n>> DAN EKE: I see.\n>> AUDIENCE: And another thing is that we need more time to read.\n\
        >> MODERATOR: Thank you, Dan. Next question over there.\n>> AUDIENCE: I have a question from Carla Diaz who says: I am Carla Diaz and I cannot hear you.\n>> AUDIENCE: I'm German and I'm not from Google. I'm Happy with it.\n";
    let names: Vec<String> = turns(text).into_iter().map(|(_, name, _)| name).collect();
    assert_eq!(
        names,
        [
            "Ana Bell", "Dan Eke", "", "Ben Oak", "Eva Finn", "", "", "Dan Eke", "", "", "", ""
        ]
    );
}

#[test]
fn a_label_against_the_speakers_own_words_stays_open() {
    let record = Record::from_bytes(b">> GRACE OTIENO: Good morning, my name is Belinda Contador and I come from Chile.\n>> CHAIR: Thank you.\n");
    assert_eq!(record.turns[0].name(), None);
    assert!(
        record
            .skipped
            .iter()
            .any(|skipped| skipped.reason.contains("Belinda Contador"))
    );
}

#[test]
fn a_register_names_aliases_surnames_and_small_slips() {
    let register = Register::from_csv(
        "name,aliases,affiliation,role\nAnaïs Bellweather,AB; A. Bell,Letters Registry,\nBenedict Oakley,,Harbour,chair\n",
    );
    let record = Record::read(b">> ANAIS BELLWEATHER: One.\n>> A. BELL: Two.\n>> MR. OAKLEY: Three.\n>> BENEDIKT OAKLEY: Four.\n>> OAKLEY: Five.\n", &register);
    let names: Vec<&str> = record.turns.iter().filter_map(|turn| turn.name()).collect();
    assert_eq!(
        names,
        [
            "Anaïs Bellweather",
            "Anaïs Bellweather",
            "Benedict Oakley",
            "Benedict Oakley",
            "Oakley"
        ]
    );
    assert_eq!(
        record.turns[1]
            .speaker
            .as_ref()
            .and_then(|speaker| speaker.affiliation.as_deref()),
        Some("Letters Registry")
    );
}
