//! What people with something to do see: the contribution form, the queue, their own page.

use maud::{Markup, html};
use plenary_kit::page::*;
use plenary_kit::tongue::Tongue;

use crate::screens::rows;
use crate::world::{DAY, GROUPS, NOW, VOICES, author, number, said, shell, zone};

/// Every page, by the name of its file.
pub fn all(t: &Tongue) -> Vec<(&'static str, Markup)> {
    vec![
        ("contribute", contribute(t)),
        ("queue", queue(t)),
        ("me", me(t)),
        ("empty", nothing(t)),
    ]
}

fn contribute(t: &Tongue) -> Markup {
    let faults = Faults::new(vec![
        (
            "words-2",
            "This answer has 20 412 letters; 20 000 fit. Cut a little, or attach it as a file."
                .into(),
        ),
        ("mark", "Please choose who may read it.".into()),
    ]);
    let meanings: Vec<(Tlp, String)> = Tlp::ALL
        .iter()
        .map(|mark| (*mark, mark.meaning(t)))
        .collect();
    let marks: Vec<Card> = meanings
        .iter()
        .map(|(mark, means)| Card {
            value: mark.name(),
            label: tlp(*mark),
            means,
        })
        .collect();
    let names = [
        Card {
            value: "named",
            label: html! { "With my name" },
            means: "Ana Quiroga, Harbour Watch Network",
        },
        Card {
            value: "group",
            label: html! { "Chatham House" },
            means: "Everyone reads the words and the group; nobody the person.",
        },
        Card {
            value: "anonymous",
            label: html! { "Anonymous to the public" },
            means: "The secretariat knows who wrote it; the page does not.",
        },
    ];
    let groups: Vec<Choice> = GROUPS
        .iter()
        .map(|group| Choice {
            value: group.letter,
            label: group.name,
        })
        .collect();
    let fields = html! {
        (Field::new("title", "Title").hint("A few words, for the docket.").required().text(t, "What our harbour learned"))
        (Field::new("words-1", "1. Which warning reached you last, and how?").words(t, "The flood of March, by the bell of the fish market.", 20_000))
        (Field::new("words-2", "2. Who was not reached, and how do you know?").fault(&faults).words(t, "The eleven boats beyond the mole.", 20_000))
        (Field::new("files", "Attachments").hint("PDF, DOCX or pictures.").file(t, ".pdf,.docx,image/png,image/jpeg", 20 << 20))
        (Field::new("group", "You speak for").required().choose(t, &groups, ""))
        (Field::new("until", "Keep it private until").instant(t, "2026-12-01T09:00", &zone()))
        (Field::new("mark", "Who may read it").required().fault(&faults).cards(t, &marks, ""))
        (Field::new("name", "How you are named").required().cards(t, &names, "named"))
        (Field::new("again", "Write to me when it is answered").tick(t, true))
        p .acts { (Button::main("Send")) (Button::quiet("Save as draft").sends("act", "draft")) }
    };
    let body = html! {
        (heading(Some(html! { a href="#" { "Call for contributions" } }), "Your contribution", None))
        (Form::new("#", "t").key("k").draft("call-ana").with_files().faults(t, &faults).render(fields))
    };
    shell(t, "Your contribution", Place::Now, body, |shell| {
        shell.unlisted = true
    })
}

fn queue(t: &Tongue) -> Markup {
    let list = html! {
        ol { @for index in 0..9 {
            (queue_row(t, number(51 + index), "#", VOICES[index % 8].0, Some(&GROUPS[index % 6]), index == 3))
        } }
    };
    let card = ItemCard {
        number: "54",
        href: Some("#"),
        kind: "comment",
        door: "mail",
        mark: Tlp::Green,
        author: author(3),
        when: t.instant(NOW - 3 * DAY, &zone()),
        is_late: true,
        title: None,
        on: Some("They should be tested in public, at a known hour"),
        said: said(3),
        state: "assigned",
        move_of: Some("Jonas Feld"),
        after: None,
    };
    let answers = [
        "accepted",
        "accepted-in-part",
        "declined",
        "duplicate",
        "covered",
        "list",
        "out-of-scope",
        "deferred",
        "invalid",
    ];
    let labels: Vec<String> = answers
        .iter()
        .map(|name| t.say(&format!("disposition-{name}")).into_owned())
        .collect();
    let choices: Vec<Choice> = answers
        .iter()
        .zip(&labels)
        .map(|(value, label)| Choice { value, label })
        .collect();
    let item = html! {
        h1 .heard { "Item 54" }
        (card.render(t))
        (Form::new("#", "t").key("k").draft("answer-54-jonas").render(html! {
            (Field::new("disposition", "Answer").required().choose(t, &choices, "accepted"))
            (Field::new("reason", "Reason").hint("The author reads this first.").required().words(t, "", 4000))
            p .acts { (Button::main("Propose").key('p')) (Button::quiet("Agree").key('a').sends("act", "agree")) (Button::quiet("Ask the author").key('q').sends("act", "ask")) (Button::grave("Invalid").key('x').sends("act", "invalid")) }
        }))
    };
    let side = html! {
        h2 { "The passage" }
        (words_diff(t, &[Piece::Same("They should be tested in public, at a known hour, and the result published "), Piece::Gone("within a week"), Piece::Fresh("the same day"), Piece::Same(".")]))
        h2 { "Likely the same" }
        p { (stamp(t, "31", Some("#"))) " “Publish the test.”" }
        p { (stamp(t, "12", Some("#"))) " “A siren nobody tests is furniture.”" }
        h2 { "Answered before" }
        p { "2025, item 88: " em { "already covered" } }
    };
    shell(
        t,
        "Queue",
        Place::Queue,
        panes(t, list, item, side),
        |shell| {
            shell.width = Width::Wide;
            shell.unlisted = true;
        },
    )
}

fn me(t: &Tongue) -> Markup {
    let mut rows = rows(5);
    rows.iter_mut().for_each(|row| row.by = None);
    let table = Table {
        caption: "Your marks and who read them",
        columns: vec![
            ("Mark", Align::Words),
            ("Items", Align::Figures),
            ("Audience", Align::Words),
        ],
        rows: vec![
            vec![
                tlp(Tlp::Clear),
                html! { "11" },
                html! { (Tlp::Clear.meaning(t)) },
            ],
            vec![
                tlp(Tlp::AmberStrict),
                html! { "1" },
                html! { (Tlp::AmberStrict.meaning(t)) },
            ],
            vec![
                tlp(Tlp::Red),
                html! { "2" },
                html! { (Tlp::Red.meaning(t)) },
            ],
        ],
    };
    let body = html! {
        (heading(None, "Ana Quiroga", Some(html! { "Two things are asked of you; three of your items wait for others." })))
        h2 { "Asked of you" }
        (docket_list(t, &rows[..2]))
        h2 { "Everything of yours" }
        (docket_list(t, &rows))
        (Pager { newer: Some("#"), older: Some("#"), shows: None }.render(t))
        h2 { "Who can read what" }
        (table.render())
        h2 { "You" }
        (facts(&[("Group", group_badge(&GROUPS[2])), ("Affiliation", html! { "Harbour Watch Network" }), ("Replies", html! { (reply_badge(t, "satisfied")) " 4, " (reply_badge(t, "objects")) " 1" })]))
    };
    shell(t, "Me", Place::Me, body, |shell| {
        let words =
            html! { "Item 142 is on the docket. " a href="#" { "Your receipt" } " proves it." };
        shell.notice = Some(Notice {
            kind: NoticeKind::Done,
            words,
            arrived: Some("call-ana"),
        });
        shell.unlisted = true;
    })
}

fn nothing(t: &Tongue) -> Markup {
    let body = html! {
        (heading(None, "Queue", None))
        (Notice::new(NoticeKind::Warning, html! { "The disk is nearly full; the forum can be read, and writes again when there is room." }).render(t))
        (empty(t, Some(html! { "Every item has an answer. The next draft can go out." })))
        h2 { "All states" }
        p { @for state in ["new", "screened", "assigned", "proposed", "agreed", "published"] { (state_badge(t, state)) " " } }
        p { @for mark in Tlp::ALL { (tlp(mark)) " " } }
        p { @for colour in 0..8 { (group_badge(&Group { letter: ["G", "B", "C", "A", "T", "I", "M", "O"][colour], name: "Group", colour: colour as u8 })) " " } }
    };
    shell(t, "Nothing", Place::Queue, body, |_| {})
}
