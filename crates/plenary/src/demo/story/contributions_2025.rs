//! Last year's answers to the call, all answered and published.

use super::{
    AnswerTo, Attachment, AttachmentKind, Attribution, Author, Disposition, Door, Endorsement,
    ITEM, Item, Kind, Mark, Passage, Reply, Work, answer, assign, day, step,
};

/// Items 1 to 6.
pub const ITEMS: &[Item] = &[
    Item {
        number: 1,
        kind: Kind::Contribution,
        author: Author::Participant("lucia-ibanez"),
        on_behalf_of: Some("calamar-civil-protection"),
        language: "es",
        title: "Tres valles, tres finales distintos",
        answers: &[
            AnswerTo {
                question: 1,
                text: "\
El 14 de marzo, a las 19:40, cayó la línea eléctrica de Alto Calamar. La red móvil siguió viva hasta las 22:15. Nadie avisó: \
nos enteramos porque una enfermera no pudo llamar a la ambulancia y bajó caminando. A medianoche había 61 valles sin servicio y en \
nuestro tablero aparecían solo 19, porque contábamos antenas y no personas.",
            },
            AnswerTo {
                question: 2,
                text: "\
Resistió lo que alguien cuidaba. En Quebrada Honda la radio local transmitió 41 horas con el generador de la panadería, porque el \
panadero y el locutor son cuñados. No estaba en ningún plan.",
            },
            AnswerTo {
                question: 3,
                text: "\
Necesitábamos una fecha, aunque fuera mala. Al alcalde de Los Sauces le dijeron «no antes del jueves» y racionó el combustible. Al de \
Piedra Blanca le dijeron «lo antes posible» y se quedó sin generador la primera noche.",
            },
            AnswerTo {
                question: 4,
                text: "Que toda noticia lleve hora, firma y la hora de la próxima noticia, aunque no haya novedades.",
            },
        ],
        filed: day(531, 13, 5),
        attachments: &[Attachment {
            title: "Cronología del apagón de Alto Calamar",
            file_name: "cronologia-alto-calamar.pdf",
            kind: AttachmentKind::Pdf,
            text: "19:40 cae la línea de 66 kV\n22:15 se apaga la última estación base\n22:50 primera noticia, a pie\n00:10 primera reunión del comité\n05:30 sale el primer camión de combustible",
        }],
        work: Work {
            screened: step("ines-duval", day(530, 6, 15)),
            assigned: assign("ines-duval", "asne-hoyland", day(530, 6, 20)),
            proposed: answer(
                "asne-hoyland",
                day(462, 9, 30),
                Disposition::Accepted(&[Passage {
                    version: 1,
                    block: "A household needs to hear",
                    quote: "",
                }]),
                "Your two mayors carry section 3: the paragraph beginning \"A household needs to hear\" sets *not before Thursday* beside *as soon as possible*. Your sentence on hour and signature follows it. Thank you for the chronology, which the archive keeps.",
            ),
            agreed: step("leilani-kaaihue", day(461, 14, 0)),
            published: step("asne-hoyland", day(440, 6, 0)),
            reply: Reply::Satisfied {
                at: day(438, 15, 40),
                words: "Así fue. Gracias por no suavizarlo.",
            },
        },
        ..ITEM
    },
    Item {
        number: 2,
        kind: Kind::Contribution,
        author: Author::Participant("nandini-rao"),
        on_behalf_of: Some("blueline"),
        title: "A cable break is a storm that lasts three weeks",
        answers: &[
            AnswerTo {
                question: 1,
                text: "\
At 03:12 UTC on 2 February our western segment went open 38 kilometres off the reef. The operations room saw it within seconds. The \
three islands behind it learned of it when shops opened and cards were refused. We told our customers, the operators, by the agreed form. We \
told nobody else, because nobody else was on the form.",
            },
            AnswerTo {
                question: 3,
                text: "\
We did not know who on the islands could put up a notice. The ship needed eleven days: four to load, three to sail, four for a permit that had \
been granted the year before to a ship of another name. During those days we had a good estimate and no one to give it to.",
            },
            AnswerTo {
                question: 4,
                text: "Whoever has an estimate publishes it with its uncertainty, and publishes again when it changes.",
            },
        ],
        filed: day(522, 7, 50),
        work: Work {
            screened: step("kwabena-ofori", day(521, 7, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(520, 8, 0)),
            proposed: answer(
                "asne-hoyland",
                day(460, 10, 10),
                Disposition::AcceptedInPart(&[Passage {
                    version: 1,
                    block: "An operator knows which",
                    quote: "",
                }]),
                "Section 5 now begins with who knows what, as you describe it. The permit for the ship is a matter of who must act, which this year's text leaves out; we keep it for the next cycle and have told you so in the closing paragraph.",
            ),
            agreed: step("yasmine-benkhelifa", day(459, 9, 0)),
            published: step("asne-hoyland", day(440, 6, 0)),
            reply: Reply::Satisfied {
                at: day(436, 6, 30),
                words: "",
            },
        },
        ..ITEM
    },
    Item {
        number: 3,
        kind: Kind::Contribution,
        author: Author::Participant("fatoumata-diarra"),
        on_behalf_of: Some("palmyra"),
        language: "fr",
        title: "Le tableau noir de Kéniéba-Plage",
        answers: &[
            AnswerTo {
                question: 2,
                text: "\
Ce qui a tenu, c'est un tableau noir. Il est cloué depuis 2019 contre le mur de la coopérative, sous l'avant-toit, et tout le monde passe devant \
pour l'eau. Le réseau du village s'est éteint au bout de six heures ; le tableau, lui, n'a manqué que de craie. Trois personnes ont la clé \
de la boîte à craies. C'est tout le système.",
            },
            AnswerTo {
                question: 3,
                text: "\
Nous ne savions pas si quelqu'un savait. C'est la question que les vieux ont posée toute la nuit : « Est-ce qu'on sait, là-bas, que nous sommes \
coupés ? » Personne n'a pu répondre avant le mardi. L'avis de l'opérateur était parfait et il était sur son site. Nous l'avons lu neuf jours plus tard.",
            },
            AnswerTo {
                question: 4,
                text: "Un numéro qui répond dans notre langue. Chez nous il existe : c'est celui de ma sœur, et elle aimerait dormir.",
            },
        ],
        filed: day(509, 18, 25),
        endorsements: &[
            Endorsement {
                by: "rafael-ayma",
                on_behalf_of: Some("red-faro"),
                at: day(505, 12, 0),
                because: "En nuestra costa el tablero es la puerta de la iglesia.",
            },
            Endorsement {
                by: "mere-rawiri",
                on_behalf_of: None,
                at: day(501, 20, 15),
                because: "",
            },
        ],
        work: Work {
            screened: step("ines-duval", day(508, 7, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(508, 7, 5)),
            proposed: answer(
                "asne-hoyland",
                day(458, 8, 0),
                Disposition::Accepted(&[
                    Passage {
                        version: 1,
                        block: "The notice was perfect",
                        quote: "",
                    },
                    Passage {
                        version: 1,
                        block: "Boards at fixed places",
                        quote: "",
                    },
                    Passage {
                        version: 1,
                        block: "One number, staffed by people",
                        quote: "",
                    },
                ]),
                "Vos trois réponses sont dans le texte : la citation qui ouvre la section 4, le paragraphe sur les tableaux, et le numéro de votre sœur, sans son nom, dans la section 5. La première puce de la section 3 est la question de vos anciens.",
            ),
            agreed: step("yasmine-benkhelifa", day(457, 8, 0)),
            published: step("asne-hoyland", day(440, 6, 0)),
            reply: Reply::Satisfied {
                at: day(439, 19, 10),
                words: "Ma sœur vous salue.",
            },
        },
        ..ITEM
    },
    Item {
        number: 4,
        kind: Kind::Contribution,
        author: Author::Participant("oluwaseun-adebayo"),
        on_behalf_of: Some("harbour-exchange"),
        title: "What the exchange saw, minute by minute",
        answers: &[
            AnswerTo {
                question: 1,
                text: "\
We see outages as silence. On 14 March, 23 of 71 members stopped announcing routes within four hours, and not in the order in which their buildings lost \
power: the order followed whose batteries shared a relay. One empty battery on Mount Ansa silenced two valleys that had full ones.",
            },
            AnswerTo {
                question: 3,
                text: "\
We could have drawn a map of who was dark, and did, for ourselves. Nobody had asked for it and our members had never said we might show it. We asked afterwards: \
64 said yes at once, 5 asked for an hour's delay, 2 said no.",
            },
        ],
        mark: Mark::Green,
        filed: day(494, 10, 0),
        work: Work {
            screened: step("kwabena-ofori", day(493, 6, 40)),
            assigned: assign("ines-duval", "asne-hoyland", day(493, 6, 45)),
            proposed: answer(
                "asne-hoyland",
                day(456, 13, 20),
                Disposition::Accepted(&[Passage {
                    version: 1,
                    block: "Maps of outages were shared",
                    quote: "",
                }]),
                "The last paragraph of section 5 rests on your survey of members, in words that give no name and no figure of yours, since you marked them GREEN. If you can release the 64, 5 and 2, they would convince people.",
            ),
            agreed: step("leilani-kaaihue", day(456, 17, 0)),
            published: step("asne-hoyland", day(440, 6, 0)),
            reply: Reply::NoReplyByDate,
        },
        ..ITEM
    },
    Item {
        number: 5,
        kind: Kind::Contribution,
        author: Author::Participant("siti-rahmawati"),
        on_behalf_of: Some("tellumo"),
        title: "Please do not ask us to publish batteries",
        answers: &[
            AnswerTo {
                question: 2,
                text: "\
Our sites are specified for eight hours and most kept that. I say most with care: of 412 sites in the area, 61 had been robbed of cells in the year before and ran for two. \
We knew 40 of them. The other 21 we found out on the night.",
            },
            AnswerTo {
                question: 3,
                text: "\
We needed the feeder list from the power company. We had asked for it in 2021. A list that is six hours old is still worth a truck.",
            },
            AnswerTo {
                question: 4,
                text: "\
Expect us to say what is out. Do not expect us to publish how long each site can live: the last time such a list leaked, copper went missing from the nine sites with the best batteries in a month.",
            },
        ],
        attribution: Attribution::ChathamHouse,
        filed: day(481, 9, 15),
        work: Work {
            screened: step("ines-duval", day(480, 7, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(480, 7, 10)),
            proposed: answer(
                "asne-hoyland",
                day(455, 11, 0),
                Disposition::AcceptedInPart(&[
                    Passage {
                        version: 1,
                        block: "Mobile sites ran",
                        quote: "",
                    },
                    Passage {
                        version: 1,
                        block: "We did not agree whether",
                        quote: "",
                    },
                ]),
                "Your case against publishing battery life stands in section 6 beside the residents' case for it, and neither is called wrong. We took your eight hours into section 2. We did not write that no list should ever be published, because four other items ask for one.",
            ),
            agreed: step("leilani-kaaihue", day(454, 9, 30)),
            published: step("asne-hoyland", day(440, 6, 0)),
            reply: Reply::InquiryAnswered {
                objected: day(437, 8, 0),
                because: "\"About eight hours\" is our specification, not what happened. I wrote that 61 sites ran for two.",
                by: "leilani-kaaihue",
                answered: day(429, 10, 30),
                words: "You are right and the editor agrees. Version 2 says *between two and nine hours*, which covers your 61 sites and the best of the others. See also item 8.",
            },
        },
        ..ITEM
    },
    Item {
        number: 6,
        kind: Kind::Contribution,
        door: Door::Mail,
        author: Author::Guest {
            name: "Anahera Tofilau",
            email: "anahera.tofilau@example.net",
            group: "civil-society",
        },
        title: "The pump and the money machine",
        text: "Sorry this is late. We had no line until yesterday.",
        answers: &[AnswerTo {
            question: 1,
            text: "\
I keep the only shop in our bay. We had diesel in the ground and nobody could buy it. The pump is electric, so we ran it from the boat's generator. But the money machine needs the line \
and people had no notes. On the second day I wrote debts in a school book: 212 lines, all paid back except three. If I had not trusted people, the generator at the clinic would have stopped on \
Tuesday evening, with eighty litres under my feet. When the line is mended, mend the one to the pump first. Houses can wait for the shop, they know that.",
        }],
        filed: day(463, 21, 50),
        late: true,
        work: Work {
            screened: step("ines-duval", day(462, 6, 5)),
            assigned: assign("ines-duval", "asne-hoyland", day(462, 6, 10)),
            proposed: answer(
                "asne-hoyland",
                day(396, 9, 0),
                Disposition::Accepted(&[Passage {
                    version: 2,
                    block: "What is restored first is seldom",
                    quote: "",
                }]),
                "Late and welcome. Version 2 has a new paragraph at the end of section 2 on money machines and fuel pumps, and it is yours. We are sorry that it took nine weeks; it had been set aside with the late mail.",
            ),
            agreed: step("yasmine-benkhelifa", day(395, 8, 0)),
            published: step("asne-hoyland", day(394, 6, 0)),
            reply: Reply::Satisfied {
                at: day(392, 22, 0),
                words: "I read it to the shop. Two of the three have paid.",
            },
        },
        ..ITEM
    },
];
