//! This year's review around its second version: comments, a message, a retraction.

use super::{
    Attachment, AttachmentKind, Attribution, Author, CommentKind, Disposition, Door, Endorsement,
    ITEM, Item, Kind, Mark, NEW, Passage, Reply, Work, answer, assign, day, step,
};

/// Items 23 to 34.
pub const ITEMS: &[Item] = &[
    Item {
        number: 23,
        author: Author::Participant("mateus-vasconcelos"),
        on_behalf_of: Some("harbour-exchange"),
        title: "Badge, key and land are three things",
        text: "This paragraph holds a badge for the police, a consent from an owner and a duty towards those who keep the land. Three readers, three deadlines. Please split it, otherwise each of them will say it was meant for the other two.",
        comment: Some(CommentKind::Editorial),
        on: &[Passage {
            version: 1,
            block: "People who go to repair a site",
            quote: "",
        }],
        filed: day(29, 10, 0),
        work: Work {
            screened: step("kwabena-ofori", day(29, 11, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(28, 5, 0)),
            proposed: answer(
                "asne-hoyland",
                day(27, 10, 0),
                Disposition::Accepted(&[
                    Passage {
                        version: 2,
                        block: "People who go to repair a site",
                        quote: "",
                    },
                    Passage {
                        version: 2,
                        block: "The owner of the land",
                        quote: "",
                    },
                    Passage {
                        version: 2,
                        block: "Where a site stands on customary",
                        quote: "",
                    },
                ]),
                "Split into three in section 3. The last one gained a sentence on writing down what was answered, from item 3.",
            ),
            agreed: step("tomasz-wrobel", day(26, 10, 40)),
            published: step("asne-hoyland", day(24, 6, 30)),
            reply: Reply::Satisfied {
                at: day(23, 9, 0),
                words: "",
            },
        },
        ..ITEM
    },
    Item {
        number: 24,
        author: Author::Guest {
            name: "Test Test",
            email: "test.test@example.com",
            group: "private-sector",
        },
        title: "asdf",
        text: "asdf asdf hello is this on",
        comment: Some(CommentKind::General),
        filed: day(28, 1, 13),
        work: Work {
            screened: step("kwabena-ofori", day(28, 6, 0)),
            assigned: assign("kwabena-ofori", "kwabena-ofori", day(28, 6, 1)),
            proposed: answer(
                "kwabena-ofori",
                day(28, 6, 3),
                Disposition::Invalid,
                "Yes, it is on. This looks like a trial of the form; it keeps its number and asks for nothing. If you meant to tell us something, please write again.",
            ),
            agreed: step("leilani-kaaihue", day(28, 7, 0)),
            published: step("kwabena-ofori", day(28, 7, 2)),
            reply: Reply::NoReplyByDate,
        },
        ..ITEM
    },
    Item {
        number: 25,
        kind: Kind::Message,
        door: Door::Mail,
        author: Author::Participant("lucia-ibanez"),
        on_behalf_of: Some("calamar-civil-protection"),
        language: "es",
        title: "Satélites: falta un capítulo entero",
        text: "En la lista se habla cada semana de terminales satelitales y el borrador no los nombra. Tenemos 140 terminales donados, 96 sin nadie que pague la suscripción. Haría falta decir quién paga el mes siguiente a la emergencia.",
        mark: Mark::Clear,
        filed: day(26, 13, 0),
        work: Work {
            screened: step("ines-duval", day(25, 5, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(25, 5, 5)),
            proposed: answer(
                "asne-hoyland",
                day(18, 9, 0),
                Disposition::Deferred,
                "Deferred, not dismissed. Who pays in the month after is a question of money that no contribution to this call answered, and half a chapter written in a review would be a poor one. It is the first topic on the list for next year, with your 96 terminals as its reason.",
            ),
            agreed: step("leilani-kaaihue", day(17, 4, 0)),
            published: step("asne-hoyland", day(17, 6, 0)),
            reply: Reply::Satisfied {
                at: day(16, 12, 0),
                words: "De acuerdo, si está escrito.",
            },
        },
        ..ITEM
    },
    Item {
        number: 26,
        author: Author::Participant("yasmine-benkhelifa"),
        on_behalf_of: Some("bahr-al-nour"),
        language: "fr",
        title: "Et la commune de neuf cents habitants ?",
        text: "Vous écrivez « une autorité a un bureau, un nom, un numéro et un suppléant ». J'ai compté : sur 46 communes côtières, 31 ont un seul agent, qui est aussi l'officier d'état civil. Permettez-leur de confier cette tâche à la province, par écrit, et exigez que la province note ce qu'elle a refusé.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 2,
            block: "An authority has one desk",
            quote: "the desk has a name, a number and a deputy",
        }],
        filed: day(23, 9, 30),
        endorsements: &[
            Endorsement {
                by: "bjorn-akesson",
                on_behalf_of: Some("norrvik"),
                at: day(22, 18, 0),
                because: "We are 9,400 and even here the deputy is the same person.",
            },
            Endorsement {
                by: "jean-marc-theodore",
                on_behalf_of: Some("aurelle-authority"),
                at: day(21, 6, 0),
                because: "",
            },
        ],
        work: Work {
            screened: step("ines-duval", day(22, 5, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(22, 5, 5)),
            proposed: answer(
                "asne-hoyland",
                day(8, 7, 0),
                Disposition::AcceptedAfter(&[Passage {
                    version: 3,
                    block: "A small municipality may ask",
                    quote: "",
                }]),
                "Accepté : un nouveau paragraphe de la section 5 permet à une petite commune de s'adresser au bureau de sa province, et ce qui est demandé et refusé est écrit sur la même page. Annoncé à l'audition.",
            ),
            agreed: step("tomasz-wrobel", day(8, 9, 0)),
            published: step("asne-hoyland", day(6, 6, 30)),
            reply: Reply::Satisfied {
                at: day(5, 8, 0),
                words: "Parfait. Trente et un agents vous remercient.",
            },
        },
        ..ITEM
    },
    Item {
        number: 27,
        author: Author::Participant("jean-marc-theodore"),
        on_behalf_of: Some("aurelle-authority"),
        language: "fr",
        title: "Un registre vaut mieux qu'un délai",
        text: "Cinq jours, c'est encore quatre jours de trop pour les trois îles du sud, mais personne ne signera vingt-quatre heures pour un navire inconnu. Proposition : un registre annuel des navires et des équipages ; pour ceux qui y figurent, vingt-quatre heures.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 2,
            block: "A permit for a cable repair ship",
            quote: "within five days of a complete request",
        }],
        suggestion: Some(
            "within twenty-four hours if the ship was registered beforehand, and within five days otherwise",
        ),
        filed: day(21, 6, 10),
        endorsements: &[Endorsement {
            by: "nandini-rao",
            on_behalf_of: Some("blueline"),
            at: day(20, 7, 0),
            because: "We would register our ship tomorrow.",
        }],
        attachments: &[Attachment {
            title: "Projet de registre, une page",
            file_name: "projet-registre.pdf",
            kind: AttachmentKind::Pdf,
            text: "Navire, pavillon, armateur\nÉquipage : fonctions, non les noms\nValable du 1er octobre au 30 septembre\nDeux signatures : douane et marine",
        }],
        work: Work {
            screened: step("ines-duval", day(21, 7, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(20, 5, 0)),
            proposed: answer(
                "asne-hoyland",
                day(8, 7, 30),
                Disposition::AcceptedInPart(&[
                    Passage {
                        version: 3,
                        block: "A permit for a cable repair ship",
                        quote: "within forty-eight hours",
                    },
                    Passage {
                        version: 3,
                        block: "An authority keeps a register",
                        quote: "",
                    },
                ]),
                "Le registre est repris, avec un paragraphe à lui. Le délai est de quarante-huit heures et non de vingt-quatre : deux autorités l'ont demandé à l'audition, parce que leur marine ne signe pas la nuit.",
            ),
            agreed: step("leilani-kaaihue", day(7, 3, 0)),
            published: step("asne-hoyland", day(6, 6, 30)),
            reply: Reply::Sent,
        },
        ..ITEM
    },
    Item {
        number: 28,
        author: Author::Participant("nandini-rao"),
        on_behalf_of: Some("blueline"),
        title: "The hour is too short for a cable",
        text: "An hour suits a tower. To tell a break from a fault in the equipment on land takes us up to three, and a wrong first word sends a ship the wrong way. Please write three hours for submarine cables.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 2,
            block: "Exchange points see which networks",
            quote: "within the hour",
        }],
        mark: Mark::Green,
        filed: day(19, 8, 20),
        work: Work {
            screened: step("kwabena-ofori", day(19, 9, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(18, 5, 0)),
            proposed: answer(
                "asne-hoyland",
                day(12, 9, 0),
                Disposition::Declined,
                "The hour in this paragraph is for saying *which networks are silent*, not why. It asks nothing of a cable owner. For the reason of a silence the text sets no time at all, as you prefer.",
            ),
            agreed: step("leilani-kaaihue", day(11, 3, 0)),
            published: step("asne-hoyland", day(10, 6, 0)),
            reply: Reply::NoReplyByDate,
        },
        ..ITEM
    },
    Item {
        number: 29,
        author: Author::Participant("oluwaseun-adebayo"),
        on_behalf_of: Some("harbour-exchange"),
        title: "Exchange points are in the wrong section",
        text: "Section 7 is about what may be shared. Our paragraph is about who says what to whom, and by when. It belongs in section 4, right after the operator who says that a community is cut off. Nothing in the wording need change.",
        comment: Some(CommentKind::Editorial),
        on: &[Passage {
            version: 2,
            block: "Exchange points see which networks",
            quote: "",
        }],
        filed: day(18, 10, 30),
        work: Work {
            screened: step("kwabena-ofori", day(18, 11, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(17, 5, 0)),
            proposed: answer(
                "asne-hoyland",
                day(12, 9, 30),
                Disposition::Accepted(&[Passage {
                    version: 3,
                    block: "Exchange points see which networks",
                    quote: "",
                }]),
                "Moved to section 4, after the paragraph you name. Not a word is changed, so the comments on it moved with it.",
            ),
            agreed: step("tomasz-wrobel", day(8, 9, 5)),
            published: step("asne-hoyland", day(6, 6, 30)),
            reply: Reply::Satisfied {
                at: day(6, 11, 0),
                words: "",
            },
        },
        ..ITEM
    },
    Item {
        number: 30,
        author: Author::Participant("dang-thu-ha"),
        on_behalf_of: Some("open-signal"),
        title: "\"His\" consent",
        text: "The owner of the land under our mast is a woman of seventy. The word \"his\" can simply go.",
        comment: Some(CommentKind::Editorial),
        on: &[Passage {
            version: 2,
            block: "The owner of the land",
            quote: "has given his consent",
        }],
        suggestion: Some("has given consent"),
        filed: day(16, 4, 10),
        work: Work {
            screened: step("ines-duval", day(16, 5, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(16, 5, 1)),
            proposed: answer(
                "asne-hoyland",
                day(16, 7, 0),
                Disposition::Accepted(&[Passage {
                    version: 3,
                    block: "The owner of the land",
                    quote: "has given consent",
                }]),
                "It goes. Thank you.",
            ),
            agreed: step("tomasz-wrobel", day(16, 8, 0)),
            published: step("asne-hoyland", day(16, 8, 5)),
            reply: Reply::Satisfied {
                at: day(15, 2, 0),
                words: "",
            },
        },
        ..ITEM
    },
    Item {
        number: 31,
        author: Author::Guest {
            name: "Perpetua Lindqvist",
            email: "perpetua.lindqvist@example.net",
            group: "civil-society",
        },
        title: "My bill from March",
        text: "You write that customers receive a day's credit for each day without service. I was charged for nineteen days in March. Please make the company pay it back. My customer number is on request.",
        comment: Some(CommentKind::General),
        on: &[Passage {
            version: 2,
            block: "Customers receive a day's credit",
            quote: "",
        }],
        filed: day(15, 19, 0),
        work: Work {
            screened: step("kwabena-ofori", day(14, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(14, 6, 5)),
            proposed: answer(
                "asne-hoyland",
                day(14, 9, 0),
                Disposition::OutOfScope,
                "We cannot settle a bill and are sorry for the nineteen days; the consumer desk of your regulator can, and its address is in our letter to you. Your case showed that the paragraph promises what this forum cannot keep. It is a matter of tariffs, and it is taken out in version 3.",
            ),
            agreed: step("tomasz-wrobel", day(13, 9, 0)),
            published: step("asne-hoyland", day(13, 9, 10)),
            reply: Reply::Satisfied {
                at: day(12, 18, 0),
                words: "Thank you for the address. They answered.",
            },
        },
        ..ITEM
    },
    Item {
        number: 32,
        author: Author::Participant("siti-rahmawati"),
        on_behalf_of: Some("aurelle-authority"),
        title: "Sixteen hours or eight",
        text: "Sixteen hours will cost about 1,900 per site in batteries. I suggest eight for sites that can be reached by road.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 2,
            block: "A last site runs for sixteen hours",
            quote: "sixteen hours",
        }],
        filed: day(13, 7, 15),
        work: Work {
            screened: step("ines-duval", day(13, 8, 0)),
            assigned: None,
            proposed: answer(
                "siti-rahmawati",
                day(12, 6, 0),
                Disposition::Retracted,
                "The figure was from my former employer and I should not have used it. Withdrawn; the point on roads may be made by somebody else.",
            ),
            agreed: step("leilani-kaaihue", day(12, 7, 0)),
            published: step("kwabena-ofori", day(12, 8, 0)),
            reply: Reply::NoReplyByDate,
        },
        ..ITEM
    },
    Item {
        number: 33,
        author: Author::Participant("siobhan-ni-dhalaigh"),
        on_behalf_of: Some("kestrel"),
        title: "One substation behind forty last sites",
        text: "For the editor, the facilitators and the two authorities named only. The draft assumes that feeders fail one by one. Forty of the last sites in our list hang on a single substation that stands below the flood line. Until it is raised, in the spring, I should not like the sentence on lists of feeders to invite anybody to draw them.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 2,
            block: "A power company knows which",
            quote: "It keeps the list together with the operators",
        }],
        mark: Mark::Red,
        audience: &[
            "asne-hoyland",
            "leilani-kaaihue",
            "tomasz-wrobel",
            "jean-marc-theodore",
            "lucia-ibanez",
        ],
        attribution: Attribution::Anonymous,
        filed: day(12, 10, 0),
        work: Work {
            screened: step("kwabena-ofori", day(12, 11, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(12, 11, 5)),
            ..NEW
        },
        ..ITEM
    },
    Item {
        number: 34,
        author: Author::Participant("oluwaseun-adebayo"),
        title: "\"After it knows\" invites not to know",
        text: "Two hours after it knows: an operator that does not look never knows. Ours found out about one valley from the newspaper. Count from the moment the last site falls silent, which every operator's own screen shows.",
        comment: Some(CommentKind::Substantive),
        on: &[Passage {
            version: 2,
            block: "An operator says that a community",
            quote: "within two hours after it knows",
        }],
        filed: day(11, 9, 0),
        work: Work {
            screened: step("ines-duval", day(11, 11, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(11, 11, 5)),
            proposed: answer(
                "asne-hoyland",
                day(10, 9, 0),
                Disposition::Accepted(&[Passage {
                    version: 3,
                    block: "An operator says that a community",
                    quote: "",
                }]),
                "Taken. In the third draft the two hours run from the moment at which the last site falls silent.",
            ),
            agreed: step("leilani-kaaihue", day(9, 20, 0)),
            published: step("asne-hoyland", day(7, 6, 0)),
            reply: Reply::Sent,
        },
        ..ITEM
    },
];
