//! This year's answers to the call.

use super::{
    AnswerTo, Attachment, AttachmentKind, Author, Disposition, Endorsement, ITEM, Item, Kind,
    Passage, Reply, Work, answer, assign, day, step,
};

/// Items 1 to 7.
pub const ITEMS: &[Item] = &[
    Item {
        number: 1,
        kind: Kind::Contribution,
        author: Author::Participant("jean-marc-theodore"),
        on_behalf_of: Some("aurelle-authority"),
        language: "fr",
        title: "Onze îles, deux câbles, un seul bureau",
        text: "",
        answers: &[
            AnswerTo {
                question: 1,
                text: "\
Nous comptions sur un préavis de coupure. Il figurait dans une convention de 2018, signée par des personnes qui ont toutes changé de poste. Le soir du \
cyclone, la compagnie d'électricité a délesté Petite-Aurelle à 18 h 02 et nous l'a écrit à 18 h 40. Le courriel est arrivé le lendemain, puisque le serveur était à Petite-Aurelle.",
            },
            AnswerTo {
                question: 2,
                text: "\
On peut attendre de l'Autorité un bureau, un nom, un numéro et un suppléant, ouverts avant l'arrivée du vent. On peut attendre aussi qu'un permis de réparation soit délivré en cinq jours ; \
en 2024 il en a fallu dix-neuf, pour un navire qui attendait en vue de la côte. Je ne peux pas promettre vingt-quatre heures : la douane et la marine signent aussi.",
            },
            AnswerTo {
                question: 3,
                text: "Les lieux coupés doivent être publics tout de suite. Les emplacements des cliniques sous oxygène, jamais par écrit : un appel suffit.",
            },
        ],
        filed: day(198, 6, 35),
        work: Work {
            screened: step("ines-duval", day(197, 5, 30)),
            assigned: assign("ines-duval", "asne-hoyland", day(197, 5, 35)),
            proposed: answer(
                "asne-hoyland",
                day(60, 9, 0),
                Disposition::AcceptedInPart(&[
                    Passage {
                        version: 1,
                        block: "An authority has one desk",
                        quote: "",
                    },
                    Passage {
                        version: 1,
                        block: "A permit for a cable repair",
                        quote: "within five days",
                    },
                ]),
                "Le bureau unique ouvre la section 5 et les cinq jours y sont. La dernière ligne du tableau de la section 7 reprend votre règle sur les cliniques. Nous n'avons pas repris le renvoi à la convention de 2018, que nous n'avons pu lire ; envoyez-la et nous y reviendrons.",
            ),
            agreed: step("leilani-kaaihue", day(58, 3, 0)),
            published: step("asne-hoyland", day(45, 6, 0)),
            reply: Reply::Satisfied {
                at: day(43, 5, 20),
                words: "Merci. La convention suivra si on la retrouve.",
            },
        },
        ..ITEM
    },
    Item {
        number: 2,
        kind: Kind::Contribution,
        author: Author::Participant("siobhan-ni-dhalaigh"),
        on_behalf_of: Some("kestrel"),
        title: "What a power company can promise, and what physics will not let it",
        answers: &[
            AnswerTo {
                question: 1,
                text: "\
We planned with the expectation that operators tell us which of their sites matter most. We asked in January. Of seven operators two sent a list; one list ranked 1,940 sites as \"critical\", which is all of them. \
On the night we restored by number of households, which is fair, and wrong: feeder 31 has 80 households and the relay for four valleys.",
            },
            AnswerTo {
                question: 2,
                text: "\
Planned cuts: seven days, in writing, to a mailbox that somebody reads. Cuts to protect the grid are another matter. Between the alarm and the decision we have ten to forty minutes, and I would rather my people \
spent them on the grid than on a mailing. When frequency relays act by themselves there is no notice at all, and no text will change that.",
            },
            AnswerTo {
                question: 3,
                text: "Share the list of feeders that carry a last site. Do not share it with the public: it is also a list of what to break.",
            },
        ],
        filed: day(190, 11, 10),
        attachments: &[Attachment {
            title: "Order of restoration used on the night, without addresses",
            file_name: "restoration-order.txt",
            kind: AttachmentKind::Text,
            text: "1. transmission and black start\n2. hospitals with theatre\n3. water pumping\n4. feeders by households, largest first\n5. (proposed) feeders carrying a last site: move to place 3",
        }],
        work: Work {
            screened: step("kwabena-ofori", day(189, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(189, 6, 10)),
            proposed: answer(
                "asne-hoyland",
                day(60, 9, 40),
                Disposition::AcceptedInPart(&[Passage {
                    version: 1,
                    block: "A power company knows which",
                    quote: "",
                }]),
                "Section 3 opens with the list of last sites, kept by both sides and checked every year. On cuts to protect the grid, four contributions ask for two hours and yours for none; the draft puts two hours up for review and we expect to hear from you.",
            ),
            agreed: step("leilani-kaaihue", day(58, 3, 10)),
            published: step("asne-hoyland", day(45, 6, 0)),
            reply: Reply::Satisfied {
                at: day(42, 8, 55),
                words: "Satisfied with the list. On the two hours see my comment.",
            },
        },
        ..ITEM
    },
    Item {
        number: 3,
        kind: Kind::Contribution,
        author: Author::Participant("mere-rawiri"),
        title: "We are not at the end of your line",
        answers: &[
            AnswerTo {
                question: 1,
                text: "\
We expected the road crew to let the network van through, because they had let the power van through. They did not. The power van had an orange badge and the network van had a letter. The van turned back 900 metres from the mast. \
We carried the batteries ourselves on the third day, eleven of us, and nobody asked whose land we crossed because it is ours.",
            },
            AnswerTo {
                question: 2,
                text: "\
You may expect that two of us will answer for the settlement, and that we tell you straight what is broken. You may expect that nobody steals from the mast. For that you ask us before you put it up, and you write down what we said.",
            },
            AnswerTo {
                question: 4,
                text: "\
The people camping at the bay, the boat crews, the nurse who comes on Thursdays. Forty-one people that night were nobody's customers. We are not at the end of your line. You are at the end of ours.",
            },
        ],
        filed: day(183, 20, 5),
        endorsements: &[
            Endorsement {
                by: "tomasz-wrobel",
                on_behalf_of: Some("palmyra"),
                at: day(180, 9, 0),
                because: "Six of our villages report the same about badges.",
            },
            Endorsement {
                by: "rafael-ayma",
                on_behalf_of: Some("red-faro"),
                at: day(176, 14, 30),
                because: "",
            },
            Endorsement {
                by: "henrik-jorgensen",
                on_behalf_of: None,
                at: day(170, 18, 0),
                because: "The last sentence belongs in the text.",
            },
        ],
        work: Work {
            screened: step("ines-duval", day(182, 5, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(182, 5, 5)),
            proposed: answer(
                "asne-hoyland",
                day(61, 10, 0),
                Disposition::Accepted(&[
                    Passage {
                        version: 1,
                        block: "People who go to repair",
                        quote: "an agreed badge",
                    },
                    Passage {
                        version: 1,
                        block: "We are not at the end of your line",
                        quote: "",
                    },
                    Passage {
                        version: 1,
                        block: "A community names two people",
                        quote: "",
                    },
                ]),
                "The badge is in section 3, your two speakers are in section 6, and your last sentences stand there as a quotation. Being asked and not informed is in the paragraph on access.",
            ),
            agreed: step("leilani-kaaihue", day(58, 3, 20)),
            published: step("asne-hoyland", day(45, 6, 0)),
            reply: Reply::Satisfied {
                at: day(41, 7, 0),
                words: "Good. See what I wrote about \"customers\".",
            },
        },
        ..ITEM
    },
    Item {
        number: 4,
        kind: Kind::Contribution,
        author: Author::Participant("chen-yutong"),
        on_behalf_of: Some("tellumo"),
        language: "zh",
        title: "备用电源应当有时限，也应当有人检查",
        answers: &[
            AnswerTo {
                question: 1,
                text: "我们原本指望燃料能在十二小时内送到沿海基站。实际情况是：去年九月的台风过后，三十七个基站中只有九个按时得到燃料。司机不是没有油，而是不知道哪座桥还能走。调度员手里的地图是前一天的。",
            },
            AnswerTo {
                question: 2,
                text: "可以期待我们做到：凡是一个山谷或一个岛唯一依靠的基站，停电后至少运行十六小时；每年检查两次，并由检查人签名。如果做不到，我们会提前说明是哪一类基站，而不是等到停电以后才说。不应期待我们公布每个基站剩余的供电时间，因为电池曾多次被盗。",
            },
            AnswerTo {
                question: 3,
                text: "剩余供电时间只应告诉应急值班台，每六小时一次。道路和桥梁的状况则应告诉所有抢修人员，不分公司。",
            },
        ],
        filed: day(171, 3, 30),
        work: Work {
            screened: step("kwabena-ofori", day(170, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(170, 6, 5)),
            proposed: answer(
                "asne-hoyland",
                day(61, 11, 0),
                Disposition::Accepted(&[Passage {
                    version: 1,
                    block: "A last site runs for sixteen hours",
                    quote: "",
                }]),
                "Your sixteen hours and the two visits a year are in section 3, and the third line of the table in section 7 gives the remaining hours to the desk only, every six hours, as you propose. The state of roads is part of what the desk knows (section 5).",
            ),
            agreed: step("leilani-kaaihue", day(58, 3, 25)),
            published: step("asne-hoyland", day(45, 6, 0)),
            reply: Reply::Satisfied {
                at: day(44, 2, 15),
                words: "谢谢，说得很清楚。",
            },
        },
        ..ITEM
    },
    Item {
        number: 5,
        kind: Kind::Contribution,
        author: Author::Participant("gulnara-satybaldieva"),
        on_behalf_of: Some("ridge-operators"),
        language: "ru",
        title: "Когда перевал закрыт на пять недель",
        answers: &[
            AnswerTo {
                question: 1,
                text: "\
Мы рассчитывали на дорогу. Перевал закрылся 3 декабря и открылся 9 января. Запасной блок питания стоил сорок долларов и лежал на складе в семидесяти километрах; узел молчал двадцать шесть дней. \
Вертолёт летал дважды, но в списке груза связи не было: список составляли весной.",
            },
            AnswerTo {
                question: 2,
                text: "\
От нас можно ожидать, что до закрытия дороги на каждом узле будут лежать запасные части и топливо на двое суток, а не на восемь часов. И что зимой узел проверяет человек, который живёт рядом и которому за это платят.",
            },
            AnswerTo {
                question: 4,
                text: "\
Не слышно тех, кто живёт выше последнего узла: чабанов и их семей, около трёхсот человек. У них есть рация, но нет никого, кто обязан её слушать.",
            },
        ],
        filed: day(160, 8, 45),
        attachments: &[Attachment {
            title: "Список запасных частей узла",
            file_name: "zapasnye-chasti.pdf",
            kind: AttachmentKind::Pdf,
            text: "Блок питания, 2\nПредохранители, 20\nРадиомодуль, 1\nКабель, 60 м\nДизельное топливо, 120 л",
        }],
        work: Work {
            screened: step("ines-duval", day(159, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(159, 6, 5)),
            proposed: answer(
                "asne-hoyland",
                day(29, 9, 0),
                Disposition::Accepted(&[Passage {
                    version: 2,
                    block: "In places that snow or sea",
                    quote: "",
                }]),
                "Version 1 missed the winter, and we are sorry. Version 2 has a paragraph of its own in section 3: forty-eight hours, and spare parts brought up before the road closes. The families above the last site are counted by the new definition of *community* in section 2.",
            ),
            agreed: step("tomasz-wrobel", day(26, 10, 0)),
            published: step("asne-hoyland", day(24, 6, 0)),
            reply: Reply::Satisfied {
                at: day(20, 12, 0),
                words: "Да, теперь верно.",
            },
        },
        ..ITEM
    },
    Item {
        number: 6,
        kind: Kind::Contribution,
        author: Author::Participant("zainab-al-harrasi"),
        on_behalf_of: Some("open-signal"),
        language: "ar",
        title: "رقم واحد للجميع",
        answers: &[
            AnswerTo {
                question: 1,
                text: "\
كنا نتوقع أن يصل الإنذار إلى الجميع في الوقت نفسه. في ليلة العاصفة انطلقت صفارة الميناء عند التاسعة مساءً، ولم يعلم بها جيراننا الصم إلا حين دخل الماء البيت. أُرسلت الرسالة المكتوبة بعد ساعتين وعشر دقائق من الصفارة.",
            },
            AnswerTo {
                question: 3,
                text: "\
يجب أن تُعرف أماكن الخدمة التي تعمل وساعات عملها، وألا تُنشر أبدًا أسماء من يحتاجون إلى المساعدة ولا عناوينهم. لدينا سيدة سُرق بيتها لأن اسمها كان على لوحة الإجلاء.",
            },
            AnswerTo {
                question: 4,
                text: "\
من لا يسمع لا يستطيع الاتصال برقم لا يجيب إلا بالصوت. نطلب رقمًا واحدًا للجميع يقبل النص والترجمة بلغة الإشارة، لا رقمًا خاصًا بنا لا يحفظه أحد.",
            },
        ],
        filed: day(152, 7, 0),
        endorsements: &[Endorsement {
            by: "dang-thu-ha",
            on_behalf_of: Some("open-signal"),
            at: day(150, 4, 0),
            because: "",
        }],
        work: Work {
            screened: step("kwabena-ofori", day(151, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(151, 6, 5)),
            proposed: answer(
                "asne-hoyland",
                day(29, 10, 0),
                Disposition::Accepted(&[
                    Passage {
                        version: 2,
                        block: "At least one person at the desk",
                        quote: "the number is the same for everybody",
                    },
                    Passage {
                        version: 2,
                        block: "Every warning and every notice",
                        quote: "Both go out at the same time.",
                    },
                ]),
                "Your single number is a new paragraph in section 8, and both forms of a warning now go out at the same time. That names of persons never travel on a list was in section 7 from the first version, because of your letter.",
            ),
            agreed: step("leilani-kaaihue", day(27, 4, 0)),
            published: step("asne-hoyland", day(24, 6, 0)),
            reply: Reply::NoReplyByDate,
        },
        ..ITEM
    },
    Item {
        number: 7,
        kind: Kind::Contribution,
        author: Author::Participant("rafael-ayma"),
        on_behalf_of: Some("red-faro"),
        language: "es",
        title: "La radio también es infraestructura",
        answers: &[
            AnswerTo {
                question: 1,
                text: "\
Contábamos con combustible para la emisora. El decreto pone a los hospitales primero, a los operadores después y a las radios en ningún lugar. El segundo día un camión pasó frente a la puerta con 3.000 litros y no podía dejarnos veinte.",
            },
            AnswerTo {
                question: 2,
                text: "\
Pueden esperar de nosotros la noticia cada hora, en quechua y en español, sin adornos. Pero somos once voluntarios. Una compañera habló diecinueve horas seguidas y leyó mal el nombre de un puente; dos familias fueron al puente equivocado. No fue culpa suya: nadie la relevó.",
            },
            AnswerTo {
                question: 4,
                text: "\
Quedan fuera los pueblos que no han elegido a nadie. Y queremos que se escriba que la radio comunitaria no necesita licencia nueva para aumentar su potencia durante una emergencia.",
            },
        ],
        filed: day(140, 22, 30),
        work: Work {
            screened: step("ines-duval", day(139, 6, 0)),
            assigned: assign("ines-duval", "asne-hoyland", day(139, 6, 5)),
            proposed: answer(
                "asne-hoyland",
                day(29, 10, 30),
                Disposition::AcceptedInPart(&[Passage {
                    version: 2,
                    block: "A local radio that carries notices",
                    quote: "",
                }]),
                "Fuel in the same order as a last site, and relief at the microphone after twelve hours: both are in section 6 of version 2. We did not take more power without a licence. Section 1 says that nothing here replaces a licence, and two neighbours of yours report interference with the marine channel.",
            ),
            agreed: step("tomasz-wrobel", day(26, 10, 5)),
            published: step("asne-hoyland", day(24, 6, 0)),
            reply: Reply::InquiryAnswered {
                objected: day(22, 23, 10),
                because: "No pedimos saltarnos la licencia. Pedimos que la autoridad tenga un procedimiento de horas y no de meses.",
                by: "leilani-kaaihue",
                answered: day(12, 4, 30),
                words: "You are right that the answer read your request too broadly. A procedure in hours is compatible with section 1. It was not discussed by any authority in this review, so the text stays as it is and the request goes to the next session under *Objections heard*, with your words.",
            },
        },
        ..ITEM
    },
];
