//! This year's review from its start: comments and questions on version 1.

use super::{
    Author, CommentKind, Covered, Disposition, Door, Endorsement, ITEM, Item, Kind, Passage, Reply,
    Work, answer, assign, day, step,
};

/// Items 13 to 22.
pub const ITEMS: &[Item] = &[
    Item {
        number: 13,
        author: Author::Participant("bjorn-akesson"),
        on_behalf_of: Some("norrvik"),
        title: "Endeavour to ensure in a timely manner",
        text: "I read this sentence aloud and my neighbour asked whether it meant yes or no. It means neither. Say that it is met, or that one says it will not be.",
        comment: Some(CommentKind::Editorial),
        on: &[Passage {
            version: 1,
            block: "An expectation is less than",
            quote: "Whoever carries it should endeavour to ensure that it is met in a timely manner, and says so early when it will not be met.",
        }],
        suggestion: Some("Whoever carries it meets it, or says early that it will not be met."),
        filed: day(44, 17, 5),
        endorsements: &[Endorsement {
            by: "mere-rawiri",
            on_behalf_of: None,
            at: day(43, 20, 0),
            because: "Plain words travel further.",
        }],
        work: Work {
            screened: step("ines-duval", day(43, 5, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(43, 5, 2)),
            proposed: answer(
                "asne-hoyland",
                day(43, 8, 0),
                Disposition::Accepted(&[Passage {
                    version: 2,
                    block: "An expectation is less than",
                    quote: "Whoever carries it meets it",
                }]),
                "Taken word for word into the second paragraph of section 1. I had written the old sentence and cannot defend it.",
            ),
            agreed: step("tomasz-wrobel", day(43, 9, 30)),
            published: step("asne-hoyland", day(43, 10, 0)),
            reply: Reply::Satisfied {
                at: day(43, 17, 30),
                words: "Gun is satisfied too.",
            },
        },
        ..ITEM
    },
    Item {
        number: 14,
        author: Author::Participant("siobhan-ni-dhalaigh"),
        on_behalf_of: Some("kestrel"),
        title: "Two hours' notice would have meant a larger blackout",
        text: "\
On 9 June we decided to drop four feeders eighteen minutes after the alarm. Had we waited two hours, the whole bay would have gone. An expectation that can only be met by doing harm will be broken by honest people. \
We can tell operators at the moment of the decision, by machine, to one address each. We cannot tell them before we know.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 1,
            block: "A power company tells operators",
            quote: "about a cut made to protect the grid at least two hours before",
        }],
        suggestion: Some("about a cut made to protect the grid at the moment it is decided"),
        filed: day(42, 9, 0),
        endorsements: &[Endorsement {
            by: "rohan-wickramasinghe",
            on_behalf_of: Some("lakeshore"),
            at: day(39, 5, 0),
            because: "In the archive, 31 of 44 protective cuts were decided within half an hour.",
        }],
        work: Work {
            screened: step("kwabena-ofori", day(42, 9, 30)),
            assigned: assign("ines-duval", "asne-hoyland", day(41, 5, 0)),
            proposed: answer(
                "asne-hoyland",
                day(30, 9, 0),
                Disposition::AcceptedInPart(&[Passage {
                    version: 2,
                    block: "A power company tells operators",
                    quote: "when the decision is taken, and never less than thirty minutes before",
                }]),
                "The two hours are gone: version 2 says *when the decision is taken*, and excepts the case in which the grid disconnects itself. We kept a floor of thirty minutes, because three operators showed that a site needs twenty-five to start its generator in good order.",
            ),
            agreed: step("leilani-kaaihue", day(28, 3, 0)),
            published: step("asne-hoyland", day(24, 6, 30)),
            reply: Reply::InquiryOpen {
                objected: day(21, 14, 45),
                because: "Eighteen minutes is less than thirty. The floor brings back in one half of the sentence what the other half took out.",
                by: "leilani-kaaihue",
                opened: day(20, 4, 0),
            },
        },
        ..ITEM
    },
    Item {
        number: 15,
        author: Author::Participant("mere-rawiri"),
        title: "Forty-one people were nobody's customers",
        text: "A community is not a customer base. If you define us by the bill, the nurse, the boat crews and the campers vanish, and so does my aunt, who shares my brother's telephone.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 1,
            block: "A community means the customers",
            quote: "the customers of one or several operators in a settlement, valley or island",
        }],
        suggestion: Some(
            "everybody who lives, works or is stranded in a settlement, valley or island, whether or not they are anybody's customers",
        ),
        filed: day(40, 20, 40),
        endorsements: &[
            Endorsement {
                by: "fatoumata-diarra",
                on_behalf_of: Some("palmyra"),
                at: day(39, 18, 0),
                because: "Chez nous, un téléphone pour six.",
            },
            Endorsement {
                by: "gulnara-satybaldieva",
                on_behalf_of: None,
                at: day(38, 7, 0),
                because: "Чабаны тоже ничьи абоненты.",
            },
            Endorsement {
                by: "lucia-ibanez",
                on_behalf_of: Some("calamar-civil-protection"),
                at: day(37, 12, 0),
                because: "",
            },
            Endorsement {
                by: "nandini-rao",
                on_behalf_of: Some("blueline"),
                at: day(33, 6, 0),
                because: "It costs us nothing and it is true.",
            },
        ],
        work: Work {
            screened: step("ines-duval", day(39, 5, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(39, 5, 5)),
            proposed: answer(
                "asne-hoyland",
                day(32, 8, 0),
                Disposition::Accepted(&[Passage {
                    version: 2,
                    block: "A community means everybody",
                    quote: "",
                }]),
                "Taken as you wrote it into section 2. Four groups endorsed it and nobody spoke against it, which happened to no other comment on this draft.",
            ),
            agreed: step("tomasz-wrobel", day(31, 9, 0)),
            published: step("asne-hoyland", day(24, 6, 30)),
            reply: Reply::Satisfied {
                at: day(23, 21, 0),
                words: "",
            },
        },
        ..ITEM
    },
    Item {
        number: 16,
        author: Author::Participant("ximena-nanco"),
        on_behalf_of: Some("lakeshore"),
        title: "131, not 147",
        text: "I counted the archive again for my thesis. Sixteen of the 147 events were counted twice, once under the storm and once under the cable. The number of distinct events that began or grew longer at a last site is 131. My colleague who keeps the archive agrees, and is embarrassed.",
        comment: Some(CommentKind::FactualCorrection),
        on: &[Passage {
            version: 1,
            block: "A last site is the only",
            quote: "147",
        }],
        suggestion: Some("131"),
        filed: day(38, 14, 0),
        endorsements: &[Endorsement {
            by: "rohan-wickramasinghe",
            on_behalf_of: Some("lakeshore"),
            at: day(38, 15, 10),
            because: "Correct. The table is mended.",
        }],
        work: Work {
            screened: step("kwabena-ofori", day(37, 6, 0)),
            assigned: assign("kwabena-ofori", "asne-hoyland", day(37, 6, 1)),
            proposed: answer(
                "asne-hoyland",
                day(36, 10, 0),
                Disposition::Accepted(&[Passage {
                    version: 2,
                    block: "A last site is the only",
                    quote: "131",
                }]),
                "Corrected in section 2. The footnote stands, since the archive itself has been corrected.",
            ),
            agreed: step("leilani-kaaihue", day(35, 3, 0)),
            published: step("asne-hoyland", day(35, 6, 0)),
            reply: Reply::Satisfied {
                at: day(34, 13, 0),
                words: "Gracias.",
            },
        },
        ..ITEM
    },
    Item {
        number: 17,
        door: Door::Mail,
        author: Author::Participant("dang-thu-ha"),
        on_behalf_of: Some("open-signal"),
        title: "\"Where possible\" is back",
        text: "Last year this forum struck out \"where possible\" (item 9 of 2025). It has come back in section 8. Please strike it again, and this time say that both forms go out at the same time: last September the text came two hours after the siren.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 1,
            block: "Warnings and notices are made",
            quote: "Warnings and notices are made accessible to persons with disabilities where possible.",
        }],
        suggestion: Some(
            "Every warning and every notice goes out in at least two forms: one that needs no ears and one that needs no eyes. Both go out at the same time.",
        ),
        filed: day(36, 3, 50),
        endorsements: &[
            Endorsement {
                by: "zainab-al-harrasi",
                on_behalf_of: Some("open-signal"),
                at: day(35, 6, 0),
                because: "ساعتان وعشر دقائق، تحديدًا.",
            },
            Endorsement {
                by: "bjorn-akesson",
                on_behalf_of: Some("norrvik"),
                at: day(35, 16, 0),
                because: "",
            },
        ],
        work: Work {
            screened: step("ines-duval", day(36, 5, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(36, 5, 5)),
            proposed: answer(
                "asne-hoyland",
                day(36, 8, 0),
                Disposition::Accepted(&[Passage {
                    version: 2,
                    block: "Every warning and every notice",
                    quote: "",
                }]),
                "Struck, with an apology: I copied the line from a checklist instead of from our own outcome. Section 8 now opens with your sentence.",
            ),
            agreed: step("tomasz-wrobel", day(35, 9, 0)),
            published: step("asne-hoyland", day(35, 9, 10)),
            reply: Reply::Satisfied {
                at: day(34, 2, 0),
                words: "I keep a list of where it comes back. You are number six.",
            },
        },
        ..ITEM
    },
    Item {
        number: 18,
        author: Author::Participant("arash-moradi"),
        title: "Two short paragraphs that are one",
        text: "The paragraph on twelve hours and the one on the next hour say one thing. Join them, or a hurried reader will take the first and skip the second, which is the one that matters.",
        comment: Some(CommentKind::Editorial),
        on: &[
            Passage {
                version: 1,
                block: "Notices are repeated every",
                quote: "",
            },
            Passage {
                version: 1,
                block: "A notice has to name",
                quote: "",
            },
        ],
        filed: day(35, 22, 15),
        work: Work {
            screened: step("kwabena-ofori", day(34, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(34, 6, 5)),
            proposed: answer(
                "asne-hoyland",
                day(33, 9, 0),
                Disposition::Accepted(&[Passage {
                    version: 2,
                    block: "Notices are repeated every",
                    quote: "and each names the hour of the next",
                }]),
                "Joined in section 4. Nothing of either is lost.",
            ),
            agreed: step("tomasz-wrobel", day(32, 9, 0)),
            published: step("asne-hoyland", day(24, 6, 30)),
            reply: Reply::NoReplyByDate,
        },
        ..ITEM
    },
    Item {
        number: 19,
        author: Author::Participant("dauren-akhmetov"),
        language: "ru",
        title: "Два часа до аварийного отключения невозможны",
        text: "Диспетчер узнаёт об аварийном отключении за несколько минут. Требовать двух часов значит требовать неправды. Пусть предупреждение приходит в момент решения, но всем сразу и по одному каналу.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 1,
            block: "A power company tells operators",
            quote: "at least two hours before",
        }],
        filed: day(34, 5, 25),
        work: Work {
            screened: step("ines-duval", day(34, 6, 30)),
            assigned: assign("ines-duval", "asne-hoyland", day(34, 6, 35)),
            proposed: answer(
                "asne-hoyland",
                day(34, 10, 0),
                Disposition::DuplicateOf(14),
                "This is what item 14 asks, from a dispatcher's side instead of a company's; it will be answered there and you will get that answer too. Your addition, *everybody at once and by one channel*, has been noted under item 14 so that it is not lost.",
            ),
            agreed: step("leilani-kaaihue", day(33, 3, 0)),
            published: step("asne-hoyland", day(33, 6, 0)),
            reply: Reply::Satisfied {
                at: day(32, 4, 0),
                words: "",
            },
        },
        ..ITEM
    },
    Item {
        number: 20,
        kind: Kind::Question,
        author: Author::Participant("noor-el-sayed"),
        on_behalf_of: Some("bahr-al-nour"),
        language: "ar",
        title: "هل يجوز نشر مواقع العيادات؟",
        text: "هل يعني جدول القسم السابع أن مواقع العيادات التي تعتمد على الأكسجين ستُرسل في تقارير مكتوبة؟ لدينا حالات استُهدفت فيها هذه المواقع بالسرقة.",
        on: &[Passage {
            version: 1,
            block: "What is shared for an outage",
            quote: "",
        }],
        filed: day(33, 8, 10),
        work: Work {
            screened: step("kwabena-ofori", day(33, 9, 0)),
            assigned: assign("kwabena-ofori", "asne-hoyland", day(33, 9, 1)),
            proposed: answer(
                "asne-hoyland",
                day(33, 11, 0),
                Disposition::AlreadyCovered(Covered::Text {
                    cycle: "2026",
                    passage: Passage {
                        version: 1,
                        block: "Names of persons who need help",
                        quote: "",
                    },
                }),
                "No: the last line of the table gives them to the desk *by telephone* and only *when asked*, so they are never in a written report. The paragraph that ends section 7 says the same for persons.",
            ),
            agreed: step("leilani-kaaihue", day(33, 20, 0)),
            published: step("asne-hoyland", day(32, 6, 0)),
            reply: Reply::Satisfied {
                at: day(31, 7, 0),
                words: "شكرًا، هذا واضح.",
            },
        },
        ..ITEM
    },
    Item {
        number: 21,
        author: Author::Participant("chen-yutong"),
        on_behalf_of: Some("tellumo"),
        language: "zh",
        title: "建议删除“不得下令关闭网络”一段",
        text: "关闭网络属于主管机关的法定权力，本论坛的文本不应涉及。保留这一段可能使部分机关不愿接受整个文本，运营商也会夹在中间。建议删除。",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 1,
            block: "An authority does not order",
            quote: "",
        }],
        filed: day(31, 4, 0),
        work: Work {
            screened: step("ines-duval", day(31, 5, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(31, 5, 5)),
            proposed: answer(
                "asne-hoyland",
                day(28, 9, 0),
                Disposition::Declined,
                "We understand the concern and did not take the deletion. The paragraph is limited to the time in which a community depends on the network for warnings, section 1 leaves every law in force, and the three authorities that commented on section 5 did not ask for its removal. Should one of them do so, we shall open the question again.",
            ),
            agreed: step("tomasz-wrobel", day(27, 9, 0)),
            published: step("asne-hoyland", day(24, 6, 30)),
            reply: Reply::Objects {
                at: day(8, 3, 30),
                because: "没有反对意见不等于同意。主管机关很少公开评论这类问题。",
            },
        },
        ..ITEM
    },
    Item {
        number: 22,
        author: Author::Participant("rafael-ayma"),
        on_behalf_of: Some("red-faro"),
        language: "es",
        title: "¿Quién cuenta los hogares que hablan una lengua?",
        text: "Uno de cada veinte hogares: ¿según qué censo? En nuestro valle el último es de 2007 y no preguntó por el quechua. Propongo que lo diga la comunidad, no una estadística.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 1,
            block: "A notice goes out in every language",
            quote: "one household in twenty",
        }],
        filed: day(30, 21, 0),
        endorsements: &[Endorsement {
            by: "mere-rawiri",
            on_behalf_of: None,
            at: day(29, 20, 0),
            because: "",
        }],
        work: Work {
            screened: step("kwabena-ofori", day(29, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(29, 6, 5)),
            proposed: answer(
                "asne-hoyland",
                day(27, 9, 0),
                Disposition::TakenToList(
                    "https://lists.example.org/lantern/2026/languages-of-a-notice",
                ),
                "You are right that the figure needs a source, and we have two good ones that contradict each other: the school register and the community's own word. We did not want to choose alone. The thread *Languages of a notice* is open until the session; the paragraph stays as it is until then.",
            ),
            agreed: step("tomasz-wrobel", day(26, 10, 30)),
            published: step("asne-hoyland", day(24, 6, 30)),
            reply: Reply::Satisfied {
                at: day(22, 23, 0),
                words: "Bien, ahí seguimos.",
            },
        },
        ..ITEM
    },
];
