//! This year's answers to the call from the eighth on, late ones among them.

use super::{
    AnswerTo, Attachment, AttachmentKind, Attribution, Author, Covered, Disposition, Door, ITEM,
    Item, Kind, Mark, Passage, Reply, Work, answer, assign, day, step,
};

/// Items 8 to 12.
pub const ITEMS: &[Item] = &[
    Item {
        number: 8,
        kind: Kind::Contribution,
        door: Door::File,
        author: Author::Participant("takumi-onishi"),
        on_behalf_of: Some("blueline"),
        title: "Time from fault to ship, our own figures",
        text: "For colleagues at Blueline; the editor may use the conclusion without figures.",
        answers: &[AnswerTo {
            question: 1,
            text: "\
We planned with a mean of 9.5 days from fault to ship on the ground. Over eleven faults since 2019 it was 14.2, of which 5.1 days were permits, 2.6 crew visas and 1.9 spares. Our maintenance agreement shares one ship among five owners. \
In two of the eleven cases it was on another owner's job and we waited without telling our customers why, because the agreement does not allow us to. I think that clause should go.",
        }],
        mark: Mark::AmberStrict,
        filed: day(131, 5, 0),
        work: Work {
            screened: step("kwabena-ofori", day(130, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(130, 6, 5)),
            proposed: answer(
                "asne-hoyland",
                day(60, 12, 0),
                Disposition::AlreadyCovered(Covered::Item {
                    cycle: "2025",
                    number: 2,
                }),
                "Your conclusion, that the permit costs the most days, is the one your company made public last year, and section 5 already names five days for it. Your figures stay where you put them; nothing in the draft is derived from them.",
            ),
            agreed: step("leilani-kaaihue", day(58, 3, 40)),
            published: step("asne-hoyland", day(45, 6, 0)),
            reply: Reply::Satisfied {
                at: day(40, 6, 0),
                words: "",
            },
        },
        ..ITEM
    },
    Item {
        number: 9,
        kind: Kind::Contribution,
        author: Author::Participant("mateus-vasconcelos"),
        on_behalf_of: Some("harbour-exchange"),
        title: "We know first. Ask us to say so",
        answers: &[
            AnswerTo {
                question: 2,
                text: "\
When I worked for an operator I expected the exchange to stay out of it. Now that I work for the exchange I see that we know within ninety seconds who has gone silent, and tell nobody because no rule says we may. \
Expect us to tell the desk and the network concerned within the hour. Do not expect us to tell the press.",
            },
            AnswerTo {
                question: 3,
                text: "Share who is silent, not how much traffic they had before. The first helps a truck, the second helps a competitor.",
            },
        ],
        mark: Mark::Green,
        filed: day(126, 15, 20),
        work: Work {
            screened: step("ines-duval", day(125, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(125, 6, 5)),
            proposed: answer(
                "asne-hoyland",
                day(61, 12, 0),
                Disposition::Accepted(&[Passage {
                    version: 1,
                    block: "Exchange points see which",
                    quote: "",
                }]),
                "Section 7 carries your offer in the words you gave us leave to use: the desk and the networks concerned, within the hour.",
            ),
            agreed: step("leilani-kaaihue", day(58, 3, 45)),
            published: step("asne-hoyland", day(45, 6, 0)),
            reply: Reply::Satisfied {
                at: day(44, 9, 0),
                words: "",
            },
        },
        ..ITEM
    },
    Item {
        number: 10,
        kind: Kind::Contribution,
        author: Author::Guest {
            name: "Lindiwe Maseko",
            email: "lindiwe.maseko@example.org",
            group: "civil-society",
        },
        title: "The clinic at the bend",
        answers: &[AnswerTo {
            question: 4,
            text: "\
At our clinic two people depend on oxygen: [first patient], who lives in the blue house behind the church, and [second patient]. When the line went, the nurse walked to each of them in turn, all night. Nobody outside knew that they were there. \
The list that would have helped them must exist somewhere, and it must not hang on a wall.",
        }],
        filed: day(117, 18, 40),
        late: true,
        attachments: &[Attachment {
            title: "Night log of the nurse",
            file_name: "night-log.txt",
            kind: AttachmentKind::Text,
            text: "21:10 first house, bottle at 60 bar\n23:40 second house\n02:15 first house, changed bottle",
        }],
        work: Work {
            screened: step("kwabena-ofori", day(116, 6, 0)),
            assigned: None,
            proposed: answer(
                "guest",
                day(116, 16, 0),
                Disposition::Retracted,
                "I should not have named them. I will write it again without.",
            ),
            agreed: step("leilani-kaaihue", day(115, 4, 0)),
            published: step("kwabena-ofori", day(115, 9, 0)),
            reply: Reply::NoReplyByDate,
        },
        ..ITEM
    },
    Item {
        number: 11,
        kind: Kind::Contribution,
        author: Author::Participant("henrik-jorgensen"),
        on_behalf_of: Some("ridge-operators"),
        title: "What volunteers measure, and what they must not be taken for",
        answers: &[
            AnswerTo {
                question: 2,
                text: "\
You may expect from volunteers a number every five minutes and an honest label on it. Our 140 probes stand in cupboards. When a cupboard loses power we lose the probe, so we under-count exactly where it is worst. In March our map was green over a valley \
where nothing worked, because no probe was left to say so.",
            },
            AnswerTo {
                question: 3,
                text: "\
Two operators let us read their alarm feed under a private arrangement. It makes our figures far better and I cannot say which two. If the desk wants such feeds it should ask for them in the open, so that we may stop.",
            },
        ],
        mark: Mark::Amber,
        attribution: Attribution::ChathamHouse,
        filed: day(116, 19, 30),
        late: true,
        work: Work {
            screened: step("kwabena-ofori", day(115, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(115, 6, 5)),
            proposed: answer(
                "asne-hoyland",
                day(29, 11, 0),
                Disposition::AcceptedInPart(&[Passage {
                    version: 2,
                    block: "Measurements made by volunteers",
                    quote: "",
                }]),
                "Section 7 of version 2 welcomes volunteers' measurements and asks for the label, the number of probes and the hour. Nothing in it points to the arrangement you describe. Whether the desk should ask operators for their feeds is left for the session.",
            ),
            agreed: step("leilani-kaaihue", day(27, 4, 10)),
            published: step("asne-hoyland", day(24, 6, 0)),
            reply: Reply::Sent,
        },
        ..ITEM
    },
    Item {
        number: 12,
        kind: Kind::Contribution,
        door: Door::Mail,
        author: Author::Guest {
            name: "Lindiwe Maseko",
            email: "lindiwe.maseko@example.org",
            group: "civil-society",
        },
        title: "Who speaks for a village that has chosen nobody?",
        text: "This takes the place of my letter of four days ago.",
        answers: &[AnswerTo {
            question: 4,
            text: "\
People who need oxygen at home are not on any list outside, and they should not be on a public one. Somebody the village trusts should be asked by telephone. Your call says that a community names two speakers. Ours has not, and will not before a funeral or a wedding brings \
everybody together. Ask the one who keeps the shop, the boat or the school. And when the line comes back in pieces, begin with the clinic, the pump and the money machine; we can wait for the rest.",
        }],
        filed: day(113, 19, 15),
        late: true,
        work: Work {
            screened: step("ines-duval", day(112, 5, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(112, 5, 5)),
            proposed: answer(
                "asne-hoyland",
                day(28, 9, 0),
                Disposition::Accepted(&[
                    Passage {
                        version: 2,
                        block: "Until a village has chosen",
                        quote: "",
                    },
                    Passage {
                        version: 3,
                        block: "When an operator restores a community",
                        quote: "",
                    },
                ]),
                "The shop, the boat and the school are in section 8 of version 2 in your words. The order in which service comes back will be in section 4 of version 3; last year's item 6 said the same of the pump and the money machine.",
            ),
            agreed: step("tomasz-wrobel", day(26, 10, 10)),
            published: step("asne-hoyland", day(24, 6, 0)),
            reply: Reply::Satisfied {
                at: day(19, 17, 0),
                words: "Thank you, also for taking the other letter away so quickly.",
            },
        },
        ..ITEM
    },
];
