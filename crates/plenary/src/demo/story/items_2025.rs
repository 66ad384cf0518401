//! Last year's comments, questions, proposals, message and intervention, all answered and published.

use super::{
    Author, CommentKind, Covered, Disposition, Door, Endorsement, ITEM, Item, Kind, Passage, Reply,
    Work, answer, assign, day, step,
};

/// Items 7 to 16.
pub const ITEMS: &[Item] = &[
    Item {
        number: 7,
        author: Author::Participant("bjorn-akesson"),
        on_behalf_of: Some("norrvik"),
        title: "Say when the next message comes",
        text: "I read this to my neighbour Gun, who is 81. She said: and when do they write again? A message without the next hour makes people stand at the board all day.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 1,
            block: "Every message says when",
            quote: "Every message says when it was written and by whom.",
        }],
        suggestion: Some(
            "Every message says when it was written, by whom, and when the next one comes, even if the next one has nothing new to say.",
        ),
        filed: day(438, 17, 30),
        endorsements: &[
            Endorsement {
                by: "lucia-ibanez",
                on_behalf_of: Some("calamar-civil-protection"),
                at: day(437, 12, 5),
                because: "Lo pedimos en la contribución 1.",
            },
            Endorsement {
                by: "dang-thu-ha",
                on_behalf_of: Some("open-signal"),
                at: day(430, 3, 0),
                because: "",
            },
        ],
        work: Work {
            screened: step("ines-duval", day(437, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(437, 6, 2)),
            proposed: answer(
                "asne-hoyland",
                day(437, 9, 40),
                Disposition::Accepted(&[Passage {
                    version: 2,
                    block: "Every message says when",
                    quote: "when the next one comes",
                }]),
                "Taken word for word into section 3. Please tell Gun that the sentence is hers.",
            ),
            agreed: step("leilani-kaaihue", day(437, 11, 0)),
            published: step("asne-hoyland", day(437, 11, 30)),
            reply: Reply::Satisfied {
                at: day(437, 18, 0),
                words: "Told. She has corrections to the rest.",
            },
        },
        ..ITEM
    },
    Item {
        number: 8,
        author: Author::Participant("henrik-jorgensen"),
        on_behalf_of: Some("ridge-operators"),
        title: "Eight hours is a specification, not a measurement",
        text: "Our probes saw 118 mobile sites go silent on 14 March. The first went after 1 h 52 min, the median after 4 h 10 min, the last after 9 h 03 min. Please give the range, and say that a relay's battery decides for the valleys behind it.",
        comment: Some(CommentKind::FactualCorrection),
        on: &[Passage {
            version: 1,
            block: "Mobile sites ran",
            quote: "about eight hours",
        }],
        suggestion: Some("between two and nine hours"),
        filed: day(434, 19, 10),
        work: Work {
            screened: step("kwabena-ofori", day(433, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(433, 6, 10)),
            proposed: answer(
                "asne-hoyland",
                day(431, 8, 15),
                Disposition::Accepted(&[Passage {
                    version: 2,
                    block: "Mobile sites ran",
                    quote: "between two and nine hours",
                }]),
                "Corrected in section 2, with the sentence on relays, which also answers item 4. The author of item 5, who had given the eight hours, agrees with the range.",
            ),
            agreed: step("leilani-kaaihue", day(430, 9, 0)),
            published: step("asne-hoyland", day(429, 10, 45)),
            reply: Reply::Satisfied {
                at: day(428, 20, 0),
                words: "",
            },
        },
        ..ITEM
    },
    Item {
        number: 9,
        author: Author::Participant("dang-thu-ha"),
        on_behalf_of: Some("open-signal"),
        title: "\"Where possible\" means never",
        text: "\"Where possible\" has been in every plan I have tested, and in none of them was it possible. Say what form, so that somebody can be asked about it. Two forms, one without a screen and one without ears: that covers most of us and costs a loudspeaker and a printer.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 1,
            block: "A notice that is only spoken",
            quote: "Accessible formats are provided where possible.",
        }],
        suggestion: Some(
            "Whatever is said goes out in at least two forms, one of which needs no screen and one of which needs no ears.",
        ),
        filed: day(429, 4, 20),
        endorsements: &[Endorsement {
            by: "zainab-al-harrasi",
            on_behalf_of: Some("open-signal"),
            at: day(428, 5, 0),
            because: "جرّبنا ذلك في ثلاث بلدات ساحلية ونجح.",
        }],
        work: Work {
            screened: step("ines-duval", day(429, 6, 30)),
            assigned: assign("ines-duval", "asne-hoyland", day(429, 6, 35)),
            proposed: answer(
                "asne-hoyland",
                day(424, 13, 0),
                Disposition::Accepted(&[Passage {
                    version: 2,
                    block: "A notice that is only spoken",
                    quote: "at least two forms",
                }]),
                "Taken as you wrote it. The text is better for naming something that can be checked.",
            ),
            agreed: step("yasmine-benkhelifa", day(423, 7, 0)),
            published: step("asne-hoyland", day(423, 7, 30)),
            reply: Reply::Satisfied {
                at: day(421, 2, 10),
                words: "Thank you. I will come and check.",
            },
        },
        ..ITEM
    },
    Item {
        number: 10,
        author: Author::Participant("zainab-al-harrasi"),
        on_behalf_of: Some("open-signal"),
        language: "ar",
        title: "صيغتان على الأقل لكل إنذار",
        text: "عبارة «حيثما أمكن» تترك الأصم والكفيف خارج الباب. نقترح أن يصدر كل إعلان بصيغتين على الأقل: واحدة لا تحتاج إلى شاشة وأخرى لا تحتاج إلى سمع.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 1,
            block: "A notice that is only spoken",
            quote: "where possible",
        }],
        filed: day(427, 6, 0),
        work: Work {
            screened: step("ines-duval", day(427, 7, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(427, 7, 5)),
            proposed: answer(
                "asne-hoyland",
                day(424, 13, 10),
                Disposition::DuplicateOf(9),
                "This is the request of item 9, which is accepted; your two forms are now in section 4. Your item stays on the docket as a voice from another region, and the basis of the paragraph names both.",
            ),
            agreed: step("yasmine-benkhelifa", day(423, 7, 5)),
            published: step("asne-hoyland", day(423, 7, 30)),
            reply: Reply::Satisfied {
                at: day(422, 9, 0),
                words: "شكرًا، الأهم أن الجملة تغيّرت.",
            },
        },
        ..ITEM
    },
    Item {
        number: 11,
        kind: Kind::Question,
        author: Author::Participant("ximena-nanco"),
        on_behalf_of: Some("red-faro"),
        language: "es",
        title: "¿Y quién cuida a quien transmite?",
        text: "¿El texto considera el combustible y el descanso de quienes mantienen la radio al aire? En nuestra emisora una sola persona habló 41 horas.",
        filed: day(421, 16, 45),
        work: Work {
            screened: step("kwabena-ofori", day(420, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(420, 6, 5)),
            proposed: answer(
                "asne-hoyland",
                day(419, 10, 0),
                Disposition::AlreadyCovered(Covered::Text {
                    cycle: "2025",
                    passage: Passage {
                        version: 1,
                        block: "Broadcast radio reached",
                        quote: "A station that carries notices needs fuel",
                    },
                }),
                "The fuel is covered: the second paragraph of section 4 says that a station needs it \"as surely as a hospital corridor does\". Rest is not covered, and it is a good question for the next cycle; we have put it on the list of topics.",
            ),
            agreed: step("yasmine-benkhelifa", day(418, 8, 0)),
            published: step("asne-hoyland", day(418, 8, 30)),
            reply: Reply::NoReplyByDate,
        },
        ..ITEM
    },
    Item {
        number: 12,
        author: Author::Participant("rohan-wickramasinghe"),
        on_behalf_of: Some("lakeshore"),
        title: "Name the topics for next year",
        text: "The last line says that topics are collected on the list. In five years I could not find that list's conclusions anywhere. Put them into the text, where they will be held against us.",
        comment: Some(CommentKind::Editorial),
        on: &[Passage {
            version: 1,
            block: "Topics for the next cycle",
            quote: "Topics for the next cycle are collected on the list.",
        }],
        filed: day(415, 8, 20),
        work: Work {
            screened: step("kwabena-ofori", day(415, 9, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(414, 6, 0)),
            proposed: answer(
                "asne-hoyland",
                day(396, 10, 30),
                Disposition::Accepted(&[Passage {
                    version: 2,
                    block: "The topics kept for the next cycle",
                    quote: "",
                }]),
                "Done: the last paragraph names three topics. They are those with the most items behind them (eleven, five and four).",
            ),
            agreed: step("leilani-kaaihue", day(395, 9, 0)),
            published: step("asne-hoyland", day(394, 6, 0)),
            reply: Reply::Satisfied {
                at: day(393, 5, 0),
                words: "",
            },
        },
        ..ITEM
    },
    Item {
        number: 13,
        door: Door::Web,
        author: Author::Guest {
            name: "Cornelius Vane",
            email: "cornelius.vane@example.com",
            group: "private-sector",
        },
        title: "Excellent opportunity for your lanterns",
        text: "Dear Sir, we manufacture festive lanterns in all colours and can offer your Forum a discount of 40 % on orders over 5,000 pieces.",
        comment: Some(CommentKind::General),
        filed: day(411, 2, 2),
        work: Work {
            screened: step("kwabena-ofori", day(411, 6, 0)),
            assigned: assign("kwabena-ofori", "kwabena-ofori", day(411, 6, 1)),
            proposed: answer(
                "kwabena-ofori",
                day(411, 6, 2),
                Disposition::Invalid,
                "This is an offer of goods, not a comment on the text. The forum owns one lantern and is content with it.",
            ),
            agreed: step("leilani-kaaihue", day(411, 7, 0)),
            published: step("kwabena-ofori", day(411, 7, 5)),
            reply: Reply::NoReplyByDate,
        },
        ..ITEM
    },
    Item {
        number: 14,
        kind: Kind::Message,
        door: Door::Mail,
        author: Author::Participant("arash-moradi"),
        title: "Amateur radio on the list of working means",
        text: "Radio amateurs passed 312 messages for families in the March storm. Section 4 lists broadcast radio, notices and boards, and not us. We do not need a licence for praise, but the next planner will copy your list.",
        filed: day(408, 21, 0),
        work: Work {
            screened: step("ines-duval", day(407, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(407, 6, 10)),
            proposed: answer(
                "asne-hoyland",
                day(397, 15, 0),
                Disposition::Declined,
                "Section 4 is about how news reaches everybody at once; messages between families are another service, for which we had one account only, yours. We did not want to list it on one voice, and we did not want to leave you unanswered. If other groups report the same next year it will have a section.",
            ),
            agreed: step("leilani-kaaihue", day(395, 9, 10)),
            published: step("asne-hoyland", day(394, 6, 0)),
            reply: Reply::InquiryAnswered {
                objected: day(392, 20, 0),
                because: "One voice was enough for money machines.",
                by: "yasmine-benkhelifa",
                answered: day(380, 9, 0),
                words: "A fair objection. The shopkeeper's account (item 6) was borne out by two contributions that mention card payments; yours stood alone in the record. The answer stays, with this reason added to it, and the topic has been sent to the facilitators of the next cycle.",
            },
        },
        ..ITEM
    },
    Item {
        number: 15,
        kind: Kind::Intervention,
        door: Door::Floor,
        author: Author::Participant("mere-rawiri"),
        title: "How do I say I need help?",
        text: "Your list tells me what I should hear. Where is the line on what I should be able to say? My aunt's oxygen stopped at four in the morning. We had no battery and no credit, and a torch. Put down that we need a way to call out, not only to be told.",
        filed: day(398, 6, 40),
        work: Work {
            screened: step("ines-duval", day(398, 12, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(398, 12, 5)),
            proposed: answer(
                "asne-hoyland",
                day(396, 11, 0),
                Disposition::Accepted(&[Passage {
                    version: 2,
                    block: "How to say that somebody needs help",
                    quote: "",
                }]),
                "The list in section 3 has a fifth point: *how to say that somebody needs help, with no battery and no credit.* The room was quiet after you spoke; the text should not be.",
            ),
            agreed: step("yasmine-benkhelifa", day(395, 8, 5)),
            published: step("asne-hoyland", day(394, 6, 0)),
            reply: Reply::Satisfied {
                at: day(390, 1, 0),
                words: "",
            },
        },
        ..ITEM
    },
    Item {
        number: 16,
        kind: Kind::Proposal,
        author: Author::Participant("leilani-kaaihue"),
        title: "Next year: who may count on whom",
        text: "Eleven of our fifteen items ask who must do something. We cannot answer that in the last two weeks, and we should not pretend it was not asked. I propose it as the theme of the next cycle.",
        filed: day(390, 3, 0),
        endorsements: &[
            Endorsement {
                by: "siobhan-ni-dhalaigh",
                on_behalf_of: Some("kestrel"),
                at: day(389, 9, 0),
                because: "If power companies are asked at the start this time.",
            },
            Endorsement {
                by: "jean-marc-theodore",
                on_behalf_of: Some("aurelle-authority"),
                at: day(388, 7, 0),
                because: "",
            },
            Endorsement {
                by: "tomasz-wrobel",
                on_behalf_of: Some("palmyra"),
                at: day(386, 16, 0),
                because: "",
            },
        ],
        work: Work {
            screened: step("ines-duval", day(389, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(389, 6, 5)),
            proposed: answer(
                "asne-hoyland",
                day(375, 9, 0),
                Disposition::Deferred,
                "Deferred is the right word for once: it is what you ask. The final text says so in its third paragraph, and the secretariat opens the next cycle with it.",
            ),
            agreed: step("yasmine-benkhelifa", day(374, 8, 0)),
            published: step("asne-hoyland", day(374, 8, 30)),
            reply: Reply::Satisfied {
                at: day(373, 4, 0),
                words: "",
            },
        },
        ..ITEM
    },
];
