//! This year's hearing and what came after it: much of it still open.

use super::{
    Attribution, Author, CommentKind, Covered, Disposition, Door, Endorsement, ITEM, Item, Kind,
    Mark, NEW, Passage, Reply, Work, answer, assign, day, step,
};

/// Items 35 to 45.
pub const ITEMS: &[Item] = &[
    Item {
        number: 35,
        kind: Kind::Intervention,
        door: Door::Floor,
        author: Author::Participant("henrik-jorgensen"),
        on_behalf_of: Some("ridge-operators"),
        title: "A line too slow to use is an outage",
        text: "By your definition there was no outage in Upper Ansa last March. The line was up. It carried four kilobits a second for a whole valley, and it took eleven minutes to send one message to the clinic. Define it by what people can do: call for help, be warned, send a short message.",
        on: &[Passage {
            version: 2,
            block: "An outage is any interruption",
            quote: "",
        }],
        filed: day(9, 8, 12),
        endorsements: &[
            Endorsement {
                by: "lucia-ibanez",
                on_behalf_of: Some("calamar-civil-protection"),
                at: day(8, 12, 0),
                because: "Así lo vive la gente.",
            },
            Endorsement {
                by: "oluwaseun-adebayo",
                on_behalf_of: None,
                at: day(8, 9, 0),
                because: "",
            },
        ],
        work: Work {
            screened: step("ines-duval", day(9, 11, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(9, 11, 5)),
            proposed: answer(
                "asne-hoyland",
                day(8, 8, 0),
                Disposition::Accepted(&[Passage {
                    version: 3,
                    block: "An outage is any time in which",
                    quote: "",
                }]),
                "Announced at the hearing and done: section 2 defines an outage by what people can do, *whether the line is dead or only too slow to use*. The hour stays.",
            ),
            agreed: step("leilani-kaaihue", day(8, 20, 0)),
            published: step("asne-hoyland", day(6, 6, 30)),
            reply: Reply::Satisfied {
                at: day(5, 19, 0),
                words: "That is the valley I know.",
            },
        },
        ..ITEM
    },
    Item {
        number: 36,
        kind: Kind::Question,
        door: Door::Remote,
        author: Author::Participant("chen-yutong"),
        on_behalf_of: Some("tellumo"),
        title: "Who pays for the second form of a warning?",
        text: "Section 8 asks for two forms at the same time. Is the cost with the authority that warns or with the operator that carries it?",
        on: &[Passage {
            version: 2,
            block: "Every warning and every notice",
            quote: "",
        }],
        filed: day(9, 8, 47),
        work: Work {
            screened: step("minseo-baek", day(9, 8, 50)),
            assigned: assign("ines-duval", "asne-hoyland", day(9, 11, 10)),
            proposed: answer(
                "asne-hoyland",
                day(4, 9, 0),
                Disposition::OutOfScope,
                "The text says who does what and leaves open who pays, here as everywhere. At the hearing an authority said that it pays for the words and the operators for carrying them; that is practice, and we can note it as such.",
            ),
            ..NEW
        },
        ..ITEM
    },
    Item {
        number: 37,
        kind: Kind::Intervention,
        door: Door::Floor,
        author: Author::Guest {
            name: "Ignatius Laval",
            email: "ignatius.laval@example.com",
            group: "civil-society",
        },
        title: "Fishermen hear it from other fishermen",
        text: "We are out four nights. No board, no bell, no screen. The harbour radio has been silent since the harbour master retired. Put the boats in the text, or put down that you left them out.",
        filed: day(9, 8, 51),
        work: Work {
            screened: step("ines-duval", day(9, 11, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(9, 11, 15)),
            proposed: answer(
                "asne-hoyland",
                day(5, 9, 0),
                Disposition::TakenToList("https://lists.example.org/lantern/2026/boats"),
                "You asked for one of two things and we owe you at least the second. The boats are not in the text. The thread *Boats* is open, the harbour offices have been written to, and if no wording comes by the session the text will say that it does not cover people at sea.",
            ),
            agreed: step("tomasz-wrobel", day(3, 9, 0)),
            ..NEW
        },
        ..ITEM
    },
    Item {
        number: 38,
        kind: Kind::Proposal,
        author: Author::Participant("rohan-wickramasinghe"),
        on_behalf_of: Some("lakeshore"),
        title: "Keep the list of expectations met and missed with the archive",
        text: "The last paragraph of section 9 gives the forum a list to keep, and the forum has two and a half people. The archive at Lakeshore keeps 212 outages already and would keep this with them, under the forum's rules and with the forum's name on it.",
        on: &[Passage {
            version: 2,
            block: "The forum keeps the list",
            quote: "The forum keeps the list",
        }],
        filed: day(8, 5, 30),
        work: Work {
            screened: step("kwabena-ofori", day(8, 6, 0)),
            assigned: assign("kwabena-ofori", "asne-hoyland", day(8, 6, 5)),
            proposed: answer(
                "asne-hoyland",
                day(5, 10, 0),
                Disposition::AlreadyCovered(Covered::Text {
                    cycle: "2026",
                    passage: Passage {
                        version: 3,
                        block: "The forum keeps the list",
                        quote: "",
                    },
                }),
                "The text says that the forum keeps and publishes the list; it does not say on whose shelf. Your offer fits it as it stands. The office would like to accept and will write to you about the rules. (I work at the same centre, so Tomasz Wróbel was asked to agree this answer.)",
            ),
            agreed: step("tomasz-wrobel", day(3, 9, 10)),
            ..NEW
        },
        ..ITEM
    },
    Item {
        number: 39,
        author: Author::Participant("fatoumata-diarra"),
        on_behalf_of: Some("palmyra"),
        language: "fr",
        title: "La clinique, l'eau, la pompe et la machine à billets",
        text: "L'ordre est bon mais il manque le château d'eau. Chez nous la pompe du forage est commandée par téléphone ; sans réseau, plus d'eau au bout de vingt heures. Je propose de l'ajouter avant la pompe à essence.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 3,
            block: "When an operator restores a community",
            quote: "the clinic, the fuel pump and the money machine",
        }],
        suggestion: Some("the clinic, the water, the fuel pump and the money machine"),
        filed: day(5, 18, 20),
        endorsements: &[Endorsement {
            by: "mere-rawiri",
            on_behalf_of: None,
            at: day(4, 20, 0),
            because: "Ours too.",
        }],
        work: Work {
            screened: step("ines-duval", day(4, 5, 0)),
            ..NEW
        },
        ..ITEM
    },
    Item {
        number: 40,
        author: Author::Participant("takumi-onishi"),
        on_behalf_of: Some("blueline"),
        title: "Crew names in a register of ships",
        text: "For our company and those who charter from us. The register will be asked for crew lists. Ours change in every port, and two of our engineers may not be named in one of the jurisdictions concerned. Functions and number of persons should be enough.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 3,
            block: "An authority keeps a register",
            quote: "repair ships and crews",
        }],
        mark: Mark::Amber,
        filed: day(4, 4, 0),
        work: Work {
            screened: step("kwabena-ofori", day(4, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(3, 5, 0)),
            ..NEW
        },
        ..ITEM
    },
    Item {
        number: 41,
        author: Author::Participant("zainab-al-harrasi"),
        on_behalf_of: Some("open-signal"),
        language: "ar",
        title: "في كل ساعة، لا في ساعات الدوام",
        text: "الفقرة الجديدة تقول إن شخصًا واحدًا على الأقل في المكتب يستطيع استقبال نداء مكتوب. نسأل: هل هو موجود في كل نوبة؟ نقترح إضافة «في كل ساعة».",
        comment: Some(CommentKind::Question),
        on: &[Passage {
            version: 3,
            block: "At least one person at the desk",
            quote: "At least one person at the desk",
        }],
        suggestion: Some("At every hour at least one person at the desk"),
        applied: step("asne-hoyland", day(2, 8, 50)),
        filed: day(4, 7, 30),
        work: Work {
            screened: step("ines-duval", day(4, 8, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(4, 8, 5)),
            proposed: answer(
                "asne-hoyland",
                day(2, 9, 0),
                Disposition::Accepted(&[Passage {
                    version: 3,
                    block: "At least one person at the desk",
                    quote: "At least one person at the desk",
                }]),
                "A desk that reads messages from nine to five would be a poor answer. In the next version this paragraph begins *At every hour*.",
            ),
            ..NEW
        },
        ..ITEM
    },
    Item {
        number: 42,
        author: Author::Participant("bjorn-akesson"),
        on_behalf_of: Some("norrvik"),
        title: "We will not manage sixty days",
        text: "A municipality that says in public that it missed an expectation hears of it at the next election. Sixty days after a storm we are still in the middle of the repairs. Ninety would be kept.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 3,
            block: "An expectation that is missed",
            quote: "within sixty days",
        }],
        suggestion: Some("within ninety days"),
        attribution: Attribution::ChathamHouse,
        filed: day(3, 17, 0),
        work: Work {
            screened: step("kwabena-ofori", day(2, 6, 0)),
            ..NEW
        },
        ..ITEM
    },
    Item {
        number: 43,
        author: Author::Guest {
            name: "Wren Halloway",
            email: "wren.halloway@example.org",
            group: "private-sector",
        },
        title: "Badges are sold",
        text: "I drive for a contractor. The agreed badge of last season could be bought at the filling station. If the badge is to open closed roads it needs a photograph and an end date. I would rather not be named, for reasons you will understand.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 3,
            block: "People who go to repair a site",
            quote: "with an agreed badge",
        }],
        suggestion: Some(
            "with an agreed badge that bears a photograph and the day on which it ends",
        ),
        attribution: Attribution::Anonymous,
        filed: day(2, 5, 40),
        ..ITEM
    },
    Item {
        number: 44,
        kind: Kind::Question,
        author: Author::Participant("mere-rawiri"),
        title: "What happens if we say no?",
        text: "\"Asked, not informed\" is good. Then we answer, and it is written down. If the answer is no, where does the mast go, and who tells the next valley?",
        on: &[Passage {
            version: 3,
            block: "Where a site stands on customary land",
            quote: "are asked, not informed",
        }],
        filed: day(2, 20, 30),
        endorsements: &[Endorsement {
            by: "yasmine-benkhelifa",
            on_behalf_of: None,
            at: day(1, 7, 0),
            because: "La bonne question.",
        }],
        ..ITEM
    },
    Item {
        number: 45,
        door: Door::Mail,
        author: Author::Participant("dauren-akhmetov"),
        language: "ru",
        title: "По какому времени назван час?",
        text: "Извещение называет час следующего извещения. У нас оператор пишет по столичному времени, а наши часы отстают от столичных на два часа, и люди приходят к доске напрасно. Прошу добавить: по местному времени.",
        comment: Some(CommentKind::Editorial),
        on: &[Passage {
            version: 3,
            block: "Notices are repeated every",
            quote: "the hour of the next",
        }],
        suggestion: Some("the hour of the next in local time"),
        filed: day(1, 4, 15),
        ..ITEM
    },
];
