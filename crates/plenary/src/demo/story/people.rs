//! The people of the demo forum; every name and address is invented.

use super::{Affiliation, Day, Participant, day};

/// A person without group, affiliations or words, to start from.
const PERSON: Participant = Participant {
    key: "",
    name: "",
    email: "",
    group: None,
    affiliations: &[],
    language: "en",
    bio: "",
};

const fn job(
    organisation: &'static str,
    title: &'static str,
    from: Day,
    to: Option<Day>,
) -> Affiliation {
    Affiliation {
        organisation,
        title,
        from,
        to,
    }
}

/// Everybody, staff first, the person without any rights last.
pub const PARTICIPANTS: &[Participant] = &[
    Participant {
        key: "ines-duval",
        name: "Inès Duval",
        email: "ines.duval@example.org",
        affiliations: &[job(
            "lantern-office",
            "Head of the office",
            day(1900, 8, 0),
            None,
        )],
        language: "fr",
        bio: "Runs the office since the forum's second year. Before that she dispatched ferries, which she says is the same work.",
        ..PERSON
    },
    Participant {
        key: "kwabena-ofori",
        name: "Kwabena Ofori-Mensah",
        email: "kwabena.ofori@example.net",
        affiliations: &[job(
            "lantern-office",
            "Docket and data",
            day(1010, 8, 0),
            None,
        )],
        bio: "Keeps the docket, the archive and the rules on personal data.",
        ..PERSON
    },
    Participant {
        key: "leilani-kaaihue",
        name: "Leilani Kaʻaihue",
        email: "leilani.kaaihue@example.com",
        group: Some("technical-community"),
        affiliations: &[job("ridge-operators", "Coordinator", day(2300, 8, 0), None)],
        bio: "Builds networks on steep islands. Co-facilitator in both cycles.",
        ..PERSON
    },
    Participant {
        key: "tomasz-wrobel",
        name: "Tomasz Wróbel",
        email: "tomasz.wrobel@example.org",
        group: Some("civil-society"),
        affiliations: &[job("palmyra", "Legal desk", day(1500, 8, 0), None)],
        bio: "Lawyer of a cooperative of village networks. Writes short letters.",
        ..PERSON
    },
    Participant {
        key: "asne-hoyland",
        name: "Åsne Høyland",
        email: "asne.hoyland@example.net",
        group: Some("academia"),
        affiliations: &[job("lakeshore", "Senior researcher", day(2600, 8, 0), None)],
        bio: "Studies how texts that many people signed were written. Holds the pen in both cycles and answers to everybody for it.",
        ..PERSON
    },
    Participant {
        key: "chidinma-okeke",
        name: "Chidinma Okeke",
        email: "chidinma.okeke@example.com",
        group: Some("civil-society"),
        affiliations: &[job(
            "open-signal",
            "Director of programmes",
            day(1200, 8, 0),
            None,
        )],
        bio: "Chairs meetings so that people who speak slowly are heard to the end.",
        ..PERSON
    },
    Participant {
        key: "minseo-baek",
        name: "Baek Min-seo",
        email: "minseo.baek@example.org",
        group: Some("technical-community"),
        affiliations: &[job(
            "harbour-exchange",
            "Member relations",
            day(800, 8, 0),
            None,
        )],
        bio: "Remote moderator: reads out what comes in over the line, in full.",
        ..PERSON
    },
    Participant {
        key: "ruth-pelletier",
        name: "Ruth Pelletier",
        email: "ruth.pelletier@example.net",
        bio: "Stenocaptioner, 225 words a minute.",
        ..PERSON
    },
    Participant {
        key: "jean-marc-theodore",
        name: "Jean-Marc Théodore",
        email: "jean.marc.theodore@example.com",
        group: Some("government"),
        affiliations: &[job(
            "aurelle-authority",
            "Directeur de la résilience des réseaux",
            day(1700, 8, 0),
            None,
        )],
        language: "fr",
        bio: "Dirige la résilience des réseaux dans un archipel de onze îles. A vécu trois cyclones et deux ruptures de câble en fonction.",
    },
    Participant {
        key: "lucia-ibanez",
        name: "Lucía Ibáñez Quiroga",
        email: "lucia.ibanez@example.org",
        group: Some("government"),
        affiliations: &[job(
            "calamar-civil-protection",
            "Jefa de telecomunicaciones de emergencia",
            day(1450, 8, 0),
            None,
        )],
        language: "es",
        bio: "Coordina las telecomunicaciones de emergencia de una provincia con 61 valles.",
    },
    Participant {
        key: "bjorn-akesson",
        name: "Björn Åkesson",
        email: "bjorn.akesson@example.net",
        group: Some("government"),
        affiliations: &[job("norrvik", "Stadsingenjör", day(3000, 8, 0), None)],
        bio: "City engineer. Reads every draft aloud to a neighbour before he comments.",
        ..PERSON
    },
    Participant {
        key: "siti-rahmawati",
        name: "Siti Rahmawati",
        email: "siti.rahmawati@example.com",
        group: Some("government"),
        affiliations: &[
            job(
                "tellumo",
                "Network planning lead",
                day(1600, 8, 0),
                Some(day(330, 8, 0)),
            ),
            job(
                "aurelle-authority",
                "Conseillère technique",
                day(318, 8, 0),
                None,
            ),
        ],
        bio: "Planned mobile networks for Tellumo for six years; advises a regulator since this year.",
        ..PERSON
    },
    Participant {
        key: "dauren-akhmetov",
        name: "Dauren Akhmetov",
        email: "dauren.akhmetov@example.org",
        group: Some("government"),
        language: "ru",
        bio: "Отвечает за связь в районном комитете по чрезвычайным ситуациям. Участвует в личном качестве.",
        ..PERSON
    },
    Participant {
        key: "nandini-rao",
        name: "Nandini Rao-Deshpande",
        email: "nandini.rao@example.net",
        group: Some("private-sector"),
        affiliations: &[job(
            "blueline",
            "Head of marine maintenance policy",
            day(1300, 8, 0),
            None,
        )],
        bio: "Negotiates permits so that a repair ship may sail.",
        ..PERSON
    },
    Participant {
        key: "takumi-onishi",
        name: "Takumi Ōnishi",
        email: "takumi.onishi@example.com",
        group: Some("private-sector"),
        affiliations: &[job(
            "blueline",
            "Principal engineer, wet plant",
            day(2200, 8, 0),
            None,
        )],
        ..PERSON
    },
    Participant {
        key: "mateus-vasconcelos",
        name: "Mateus Vasconcelos",
        email: "mateus.vasconcelos@example.org",
        group: Some("technical-community"),
        affiliations: &[
            job(
                "tellumo",
                "Core network manager",
                day(1750, 8, 0),
                Some(day(290, 8, 0)),
            ),
            job(
                "harbour-exchange",
                "Technical director",
                day(280, 8, 0),
                None,
            ),
        ],
        bio: "Left a mobile operator for an exchange point between the two cycles and has been asked about it ever since.",
        ..PERSON
    },
    Participant {
        key: "siobhan-ni-dhalaigh",
        name: "Siobhán Ní Dhálaigh",
        email: "siobhan.ni.dhalaigh@example.net",
        group: Some("private-sector"),
        affiliations: &[job(
            "kestrel",
            "Restoration planning manager",
            day(1150, 8, 0),
            None,
        )],
        bio: "Decides with a team of nine in which order feeders come back.",
        ..PERSON
    },
    Participant {
        key: "chen-yutong",
        name: "Chen Yutong",
        email: "chen.yutong@example.com",
        group: Some("private-sector"),
        affiliations: &[job("tellumo", "无线网络工程师", day(900, 8, 0), None)],
        language: "zh",
        bio: "负责沿海基站的备用电源与灾后恢复。",
    },
    Participant {
        key: "fatoumata-diarra",
        name: "Fatoumata Diarra",
        email: "fatoumata.diarra@example.org",
        group: Some("civil-society"),
        affiliations: &[job(
            "palmyra",
            "Présidente du réseau de Kéniéba-Plage",
            day(1400, 8, 0),
            None,
        )],
        language: "fr",
        bio: "A monté un réseau de village avec quatorze voisines et une échelle empruntée.",
    },
    Participant {
        key: "rafael-ayma",
        name: "Rafael Ayma Condori",
        email: "rafael.ayma@example.net",
        group: Some("civil-society"),
        affiliations: &[job(
            "red-faro",
            "Coordinador técnico",
            day(1250, 8, 0),
            None,
        )],
        language: "es",
        bio: "Veinte años de radio comunitaria; instaló su primera antena en un campanario.",
    },
    Participant {
        key: "zainab-al-harrasi",
        name: "Zainab al-Harrasi",
        email: "zainab.al.harrasi@example.com",
        group: Some("civil-society"),
        affiliations: &[job(
            "open-signal",
            "Regional coordinator",
            day(700, 8, 0),
            None,
        )],
        language: "ar",
        bio: "منسقة إقليمية لتحالف يعمل من أجل إنذارات تصل إلى الصم والمكفوفين.",
    },
    Participant {
        key: "mere-rawiri",
        name: "Mere Rāwiri",
        email: "mere.rawiri@example.org",
        group: Some("civil-society"),
        bio: "Community organiser from a settlement of 260 people at the end of one road. Speaks for herself and says so.",
        ..PERSON
    },
    Participant {
        key: "dang-thu-ha",
        name: "Đặng Thu Hà",
        email: "dang.thu.ha@example.net",
        group: Some("civil-society"),
        affiliations: &[job(
            "open-signal",
            "Accessibility tester",
            day(640, 8, 0),
            None,
        )],
        bio: "Tests warnings on the cheapest telephone that is still sold.",
        ..PERSON
    },
    Participant {
        key: "gulnara-satybaldieva",
        name: "Gulnara Satybaldieva",
        email: "gulnara.satybaldieva@example.com",
        group: Some("technical-community"),
        affiliations: &[job(
            "ridge-operators",
            "Инженер сети",
            day(1100, 8, 0),
            None,
        )],
        language: "ru",
        bio: "Обслуживает горные узлы связи; зимой добирается до них на лыжах.",
    },
    Participant {
        key: "oluwaseun-adebayo",
        name: "Olúwáṣeun Adébáyọ̀",
        email: "oluwaseun.adebayo@example.org",
        group: Some("technical-community"),
        affiliations: &[job(
            "harbour-exchange",
            "Systems engineer",
            day(1050, 8, 0),
            None,
        )],
        ..PERSON
    },
    Participant {
        key: "henrik-jorgensen",
        name: "Henrik Jørgensen",
        email: "henrik.jorgensen@example.net",
        group: Some("technical-community"),
        affiliations: &[job(
            "ridge-operators",
            "Volunteer, measurement working group",
            day(950, 8, 0),
            None,
        )],
        bio: "Runs 140 probes in other people's cupboards and publishes what they see.",
        ..PERSON
    },
    Participant {
        key: "arash-moradi",
        name: "Arash Moradi",
        email: "arash.moradi@example.com",
        group: Some("technical-community"),
        bio: "Radio amateur and maintainer of a small routing daemon.",
        ..PERSON
    },
    Participant {
        key: "yasmine-benkhelifa",
        name: "Yasmine Benkhelifa",
        email: "yasmine.benkhelifa@example.org",
        group: Some("academia"),
        affiliations: &[job(
            "bahr-al-nour",
            "Maîtresse de conférences",
            day(1350, 8, 0),
            None,
        )],
        language: "fr",
        bio: "Travaille sur les communes côtières et sur ce qu'elles n'osent pas demander aux opérateurs.",
    },
    Participant {
        key: "rohan-wickramasinghe",
        name: "Rohan Wickramasinghe",
        email: "rohan.wickramasinghe@example.net",
        group: Some("academia"),
        affiliations: &[job(
            "lakeshore",
            "Archivist of outages",
            day(870, 8, 0),
            None,
        )],
        bio: "Keeps an archive of 212 outages and would like to have one fewer each year.",
        ..PERSON
    },
    Participant {
        key: "ximena-nanco",
        name: "Ximena Ñanco",
        email: "ximena.nanco@example.com",
        group: Some("academia"),
        affiliations: &[
            job(
                "red-faro",
                "Voluntaria",
                day(800, 8, 0),
                Some(day(420, 8, 0)),
            ),
            job("lakeshore", "Doctoral student", day(300, 8, 0), None),
        ],
        language: "es",
        bio: "Investiga turnos, combustible y cansancio en las salas de control.",
    },
    Participant {
        key: "noor-el-sayed",
        name: "Noor el-Sayed",
        email: "noor.el.sayed@example.org",
        group: Some("academia"),
        affiliations: &[job(
            "bahr-al-nour",
            "Research fellow, health systems",
            day(500, 8, 0),
            None,
        )],
        language: "ar",
        bio: "باحثة في نظم الصحة على السواحل.",
    },
    Participant {
        key: "pat-quimby",
        name: "Pat Quimby",
        email: "pat.quimby@example.net",
        ..PERSON
    },
];
