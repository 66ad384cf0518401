//! What everybody sees: front page, docket, item, call, document, sign-in, error.

use maud::{Markup, html};
use plenary_kit::page::*;
use plenary_kit::tongue::Tongue;

use crate::world::{DAY, GROUPS, NOW, PEOPLE, VOICES, author, number, said, shell, unnamed, zone};

/// Every page, by the name of its file.
pub fn all(t: &Tongue) -> Vec<(&'static str, Markup)> {
    vec![
        ("front", front(t)),
        ("docket", docket(t)),
        ("item", item(t)),
        ("call", call(t)),
        ("document", document(t)),
        ("sign-in", sign_in(t)),
        ("error", error(t)),
    ]
}

fn front(t: &Tongue) -> Markup {
    let parts = by_group();
    let points: Vec<Point> = [0, 4, 9, 22, 41, 58, 77, 96, 121, 130, 142]
        .iter()
        .enumerate()
        .map(|(week, value)| Point {
            label: format!("week {}", week + 1),
            value: *value,
        })
        .collect();
    let body = html! {
        (heading(Some(html! { "Cycle of 2027" }), "Warnings that reach the last house", Some(html! {
            "How does a warning travel from a tide gauge to somebody asleep in a house without an address? "
            "The draft is open: read it, and say what is missing." })))
        (cycle(t))
        (tally(&[("142".into(), "inputs on the docket".into()), ("97".into(), "answered, with a reason".into()),
            (t.duration(4 * DAY), "from input to answer, half of them sooner".into()), ("6".into(), "stakeholder groups heard".into())]))
        h2 { "Open now" }
        p { a href="#" { "Comment on the second draft" } ", paragraph by paragraph, until " (t.instant(NOW + 12 * DAY, &zone())) "." }
        p { a href="#" { "Bring a practice" } " from your own coast: four questions, any language." }
        (stacked_bar(t, "Who has spoken so far", &parts))
        (line_chart(t, "Inputs, week by week", "Inputs", &points))
        h2 { "Last answers" }
        (docket_list(t, &rows(4)))
        p { a href="#" { "The whole docket" } }
    };
    shell(t, "Now", Place::Now, body, |shell| shell.signed = None)
}

fn cycle(t: &Tongue) -> Markup {
    let dates = |from: i64, to: i64| {
        t.mark_with(
            "date-from-to",
            &[
                ("from", t.short_day(NOW + from * DAY, &zone()).into()),
                ("to", t.short_day(NOW + to * DAY, &zone()).into()),
            ],
        )
    };
    let line = |name, standing, from, to, note| PhaseLine {
        name,
        href: Some("#"),
        dates: dates(from, to),
        standing,
        note,
    };
    phases(
        t,
        &[
            line("Call", Standing::Past, -150, -90, None),
            line("Drafting", Standing::Past, -90, -30, None),
            line(
                "Review",
                Standing::Open,
                -23,
                12,
                Some(format!("{} left", t.duration(12 * DAY))),
            ),
            line("Session", Standing::Coming, 20, 21, None),
            line("Revision", Standing::Coming, 21, 50, None),
            line("Final", Standing::Coming, 50, 60, None),
        ],
    )
}

fn by_group() -> Vec<Bar<'static>> {
    let counts = [31, 12, 47, 18, 25, 9];
    GROUPS
        .iter()
        .zip(counts)
        .map(|(group, count)| Bar {
            label: group.name,
            group: Some(*group),
            count,
        })
        .collect()
}

/// So many rows in every state.
pub fn rows(count: usize) -> Vec<DocketRow<'static>> {
    const STATES: [&str; 6] = [
        "published",
        "agreed",
        "new",
        "proposed",
        "screened",
        "assigned",
    ];
    const ANSWERS: [&str; 4] = ["accepted", "accepted-in-part", "covered", "declined"];
    const KINDS: [(&str, &str); 4] = [
        ("comment", "web"),
        ("contribution", "file"),
        ("message", "mail"),
        ("question", "remote"),
    ];
    (0..count)
        .map(|index| {
            let (title, lang) = VOICES[(index * 5) % VOICES.len()];
            let (name, _, group) = PEOPLE[(index * 3) % PEOPLE.len()];
            let (kind, door) = KINDS[index % KINDS.len()];
            let state = STATES[(index * 7) % STATES.len()];
            let open = state != "published";
            DocketRow {
                number: number(142 - index),
                href: "/2027/items/42",
                kind,
                title,
                lang: Some(lang),
                by: (index % 5 != 4).then_some(name),
                group: Some(GROUPS[group]),
                door,
                mark: if index % 9 == 3 {
                    Tlp::Green
                } else {
                    Tlp::Clear
                },
                age: ["4 h", "2 days 3 h", "12 days"][index % 3],
                is_late: index % 11 == 6,
                state,
                disposition: (!open).then_some(ANSWERS[(index / 6) % 4]),
                move_of: open
                    .then_some(["the editor", "the author", "the facilitators"][index % 3]),
                due: open.then(|| {
                    maud::PreEscaped(
                        if index % 8 == 2 {
                            "19 November"
                        } else {
                            "30 November"
                        }
                        .to_owned(),
                    )
                }),
                is_overdue: index % 8 == 2,
            }
        })
        .collect()
}

fn docket(t: &Tongue) -> Markup {
    let filter = |label: &str, count, is_chosen| Filter {
        label: label.into(),
        href: "#",
        count: Some(count),
        is_chosen,
    };
    let groups = [
        FilterGroup {
            label: "State",
            filters: vec![
                filter("All", 142, true),
                filter("Open", 45, false),
                filter("Answered", 97, false),
                filter("Overdue", 6, false),
            ],
        },
        FilterGroup {
            label: "Kind",
            filters: vec![
                filter("All", 142, true),
                filter("Contributions", 24, false),
                filter("Comments", 88, false),
                filter("Questions", 19, false),
                filter("Messages", 11, false),
            ],
        },
        FilterGroup {
            label: "Group",
            filters: GROUPS.iter().map(|g| filter(g.name, 20, false)).collect(),
        },
    ];
    let body = html! {
        (heading(Some(html! { "Cycle of 2027" }), "Docket", Some(html! {
            "Everything that was said to this cycle, by number. 97 of 142 are answered; half of the answers took less than "
            (t.duration(4 * DAY)) "." })))
        form role="search" method="get" action="#" { (Field::new("q", "Search the docket").search(t, "")) }
        (filter_bar(t, &groups))
        (docket_list(t, &rows(100)))
        (Pager { newer: None, older: Some("#"), shows: Some("Items 142 to 43 of 142".into()) }.render(t))
    };
    shell(t, "Docket", Place::Docket, body, |shell| {
        shell.alternates = &[Alternate {
            media_type: "application/atom+xml",
            title: "Docket",
            href: "/docket.atom",
        }];
    })
}

fn item(t: &Tongue) -> Markup {
    let card = ItemCard {
        number: "42",
        href: None,
        kind: "comment",
        door: "web",
        mark: Tlp::Clear,
        author: author(0),
        when: t.instant(NOW - 9 * DAY, &zone()),
        is_late: false,
        title: None,
        on: Some(
            "Authorities should offer an application through which residents receive warnings.",
        ),
        said: Said {
            text: "Cell broadcast reaches the visitor who has no app, and the **old phone** on the shelf.\n\nWe count four mentions of apps and one of broadcast. Three things would mend it:\n\n1. say that broadcast comes first;\n2. name who tests it, and [how often](https://example.org/tests);\n3. move apps to the annex.[^1]\n\n| Coast | Broadcast | App |\n|---|--:|--:|\n| North | 91 % | 12 % |\n| Delta | 88 % | 7 % |\n\n[^1]: As the third draft of 2025 did.",
            lang: Some("en"),
            is_markdown: true,
        },
        state: "published",
        move_of: Some("Ana Quiroga"),
        after: None,
    };
    let pieces = [
        Piece::Same("Authorities should "),
        Piece::Gone("offer an application through which residents receive warnings"),
        Piece::Fresh(
            "use cell broadcast first, so that a warning reaches every phone in the place, and may offer an application beside it",
        ),
        Piece::Same("."),
    ];
    let answer = AnswerCard {
        disposition: "accepted-in-part",
        reason: Said {
            text: "Broadcast now comes first. Applications stay in the text, because two coasts told us at the session that they have nothing else (items 31 and 77).",
            lang: Some("en"),
            is_markdown: false,
        },
        answered_by: "Jonas Feld, editor",
        when: Some(t.instant(NOW - 2 * DAY, &zone())),
        target: None,
        change: Some(Change {
            place: "paragraph 12 of draft 3",
            href: "#",
            pieces: &pieces,
        }),
        is_broken: false,
        reply: Some("sent"),
        reply_said: None,
    };
    let choices = [
        Card {
            value: "satisfied",
            label: html! { "I am satisfied" },
            means: "The item rests; the answer stands as it is.",
        },
        Card {
            value: "objects",
            label: html! { "I object" },
            means: "An inquiry opens with a clock of its own, and somebody else looks at it.",
        },
    ];
    let body = html! {
        (heading(Some(html! { a href="#" { "Docket" } " · Comment on draft 2, paragraph 12" }), "Broadcast before apps", None))
        (card.render(t))
        (answer.render(t))
        h2 { "Your reply" }
        (Form::new("#", "t").key("k").draft("reply-42").render(html! {
            (Field::new("reply", "What do you think of this answer?").required().cards(t, &choices, ""))
            (Field::new("words", "Why").hint("Needed only for an objection.").words(t, "", 4000))
            p .acts { (Button::main("Send my reply")) }
        }))
    };
    shell(t, "Item 42", Place::Docket, body, |shell| {
        shell.margin = Some(html! {
            h2 { "Record" }
            p { "Line 811 of the ledger. " a href="#" { "Receipt" } " proves that this item is in it." }
            h2 { "Stands in" }
            p { a href="#" { "Draft 3, paragraph 12" } }
        });
        shell.notice = Some(Notice::new(
            NoticeKind::Note,
            html! { "This item is yours. You may reply until " (t.day(NOW + 10 * DAY, &zone())) "." },
        ));
    })
}

fn call(t: &Tongue) -> Markup {
    let body = html! {
        (heading(Some(html! { "Call for contributions" }), "Tell us what reaches people, and what does not", Some(html! {
            "Open until " (t.instant(NOW + 12 * DAY, &zone())) ". Late contributions are welcome and marked as late." })))
        div .words { (markdown_under("We ask four questions. Answer those you know something about; a paragraph is enough, a report is fine.\n\n## The questions\n\n1. Which warning reached you last, and how?\n2. Who was not reached, and how do you know?\n3. What did you change afterwards?\n4. What should nobody have to learn again?\n\n## What becomes of it\n\nEvery contribution gets a number on the docket, a clock, and an answer with a reason. Nothing is quoted beyond its mark.", "call", 1)) }
        p .acts { a .main href="#" { "Contribute" } " " a .quiet href="#" { "Read the 24 contributions" } }
        h2 { "Dates" }
        (facts(&[("Opened", t.instant(NOW - 30 * DAY, &zone())), ("Closes", t.instant(NOW + 12 * DAY, &zone())), ("Time left", html! { (t.duration(12 * DAY)) }), ("Languages", html! { "any; answers in the language you wrote in" })]))
        (bars(t, "Contributions by group", &by_group()))
        h2 { "By mail" }
        p { "Write to this address; your mail becomes an item like any other." }
        (code_box(t, "address", "call-2027@forum.example"))
    };
    shell(t, "Call for contributions", Place::Now, body, |_| {})
}

fn document(t: &Tongue) -> Markup {
    let voice = |index: usize, who: Author<'static>, state| Voice {
        number: number(40 + index),
        href: "#",
        author: who,
        on: None,
        said: said(index),
        state,
    };
    let block = |at: usize, body: Markup, voices: Vec<Voice<'static>>| {
        let act = (at != 1 && at != 5).then(|| html! { a href="#" { "Comment" } });
        Block {
            id: ["b0", "b1", "b2", "b3", "b4", "b5", "b6", "b7"][at],
            number: number(at),
            lang: Some("en"),
            body,
            voices,
            act,
        }
    };
    let paragraph = |text: &str| html! { p { (text) } };
    let text = [
        block(1, html! { h2 { "Before the water" } }, vec![]),
        block(
            2,
            paragraph(
                "A warning is a promise made in advance. It is kept by people who have agreed, on a dry day, who may speak, in which words, through which channel, and who listens whether it arrived. Most of the failures reported to this forum happened on that dry day, not in the storm.",
            ),
            vec![voice(1, author(3), "published"), voice(4, author(5), "new")],
        ),
        block(
            3,
            paragraph(
                "Authorities should offer an application through which residents receive warnings. The application should work without an account, in every language spoken on the coast, and fall silent when the danger has passed.",
            ),
            vec![],
        ),
        block(
            4,
            paragraph(
                "Sirens remain the only channel that wakes a whole street. They should be tested in public, at a known hour, and the result published the same day, also when it is bad.",
            ),
            vec![voice(3, unnamed(7), "agreed")],
        ),
        block(5, html! { h2 { "The last house" } }, vec![]),
        block(
            6,
            paragraph(
                "We call the last house the one that every list leaves out: the boat, the camp, the room above the workshop, the house without an address. Coasts that reach it have one thing in common. Somebody is named, with a telephone number, for each stretch of shore, and is paid for it.",
            ),
            vec![
                voice(6, author(2), "assigned"),
                voice(5, author(4), "screened"),
                voice(7, author(7), "proposed"),
            ],
        ),
        block(
            7,
            paragraph(
                "Whoever raises an alert shall also be able to lift it, and shall say when the next word will come. Silence after an alert is the second disaster: people go back too early, or never again believe the bell.",
            ),
            vec![],
        ),
    ];
    let body = html! {
        (heading(Some(html! { "Draft 2 · 22 October 2026 · open for comments" }), "Warnings that reach the last house", Some(html! {
            "What coasts have learned about the way from the gauge to the pillow." })))
        (blocks(t, &text))
        h2 .compare { "What changed since draft 1" }
        (words_diff(t, &[Piece::Same("Sirens "), Piece::Gone("are an important"), Piece::Fresh("remain the only"), Piece::Same(" channel that wakes a whole street. They should be tested"), Piece::Fresh(" in public, at a known hour, and the result published the same day, also when it is bad"), Piece::Same(".")]))
    };
    shell(t, "Draft 2", Place::Documents, body, |shell| {
        shell.signed = None
    })
}

fn sign_in(t: &Tongue) -> Markup {
    let body = html! {
        (heading(None, "Welcome back", None))
        (sign_in_card(t, "t", "ana@", Some("This address lacks what comes after the @.")))
        p .small { "Only reading? You need no account; every public page is open." }
    };
    shell(t, "Sign in", Place::Elsewhere, body, |shell| {
        shell.signed = None;
        shell.unlisted = true;
    })
}

fn error(t: &Tongue) -> Markup {
    let page = ErrorPage {
        status: 404,
        title: "There is nothing here for you",
        what_to_do: html! { "The page may never have been, or it is not open to you. If you followed a link in a mail, sign in first." },
        reference: Some("7F3K-22QD"),
    };
    shell(t, "Not found", Place::Elsewhere, page.render(t), |shell| {
        shell.signed = None
    })
}
