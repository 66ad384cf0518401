//! The forum itself, its groups and the organisations around it.

use super::{Forum, Group, Organisation, cycles, people};

/// The demo forum.
pub const FORUM: Forum = Forum {
    name: "The Lantern Forum",
    slug: "lantern",
    description: DESCRIPTION,
    place: "Port Louis",
    zone: "Indian/Mauritius",
    languages: &["en", "fr", "es", "ar", "ru", "zh"],
    groups: GROUPS,
    organisations: ORGANISATIONS,
    participants: people::PARTICIPANTS,
    cycles: &[cycles::CYCLE_2025, cycles::CYCLE_2026],
};

const DESCRIPTION: &str = "\
The Lantern Forum brings together the people who have to act when a community loses its connection: \
the operator whose tower is out of fuel, the ministry that has to reach the coast, the clinic that \
cannot send its results, the volunteer who carries a radio up the hill.\n\n\
Each year we take **one question** about local connectivity in storms, power cuts and cable breaks, ask \
everybody who has lived it, write a short text together and say in public what became of every voice. \
We make no law and sign no contract. What we agree is an *expectation*: something the others may plan with.\n\n\
Three habits keep us honest:\n\n\
- whatever you send gets a number and a reasoned answer;\n\
- nobody speaks for a village that is not in the room, or on the line;\n\
- we write down who disagreed, and why.\n";

/// The five stakeholder groups.
pub const GROUPS: &[Group] = &[
    Group {
        key: "government",
        name: "Government",
        description: "Ministries, regulators, municipalities and civil protection services",
        letter: 'G',
    },
    Group {
        key: "private-sector",
        name: "Operators and business",
        description: "Network operators, cable owners, power companies and those who sell to them",
        letter: 'B',
    },
    Group {
        key: "civil-society",
        name: "Communities and civil society",
        description: "Community networks, local radio, disability and consumer organisations, residents",
        letter: 'C',
    },
    Group {
        key: "technical-community",
        name: "Technical community",
        description: "Operators' groups, exchange points, name registries and radio amateurs",
        letter: 'T',
    },
    Group {
        key: "academia",
        name: "Academia",
        description: "Researchers, teachers and students who study networks and disasters",
        letter: 'A',
    },
];

/// Everyone's organisations; all of them and the territories in their names are invented.
pub const ORGANISATIONS: &[Organisation] = &[
    Organisation {
        key: "lantern-office",
        name: "Lantern Forum Office",
        group: None,
        description: "Two and a half people in Port Louis who keep the docket and the coffee",
    },
    Organisation {
        key: "aurelle-authority",
        name: "Autorité des communications des îles Aurelle",
        group: Some("government"),
        description: "Regulator of a territory of eleven islands and two submarine cables",
    },
    Organisation {
        key: "calamar-civil-protection",
        name: "Protección Civil de Nueva Calamar",
        group: Some("government"),
        description: "Civil protection of a mountainous coastal province with 1.3 million residents",
    },
    Organisation {
        key: "norrvik",
        name: "Norrviks kommun",
        group: Some("government"),
        description: "Municipality of 9,400 people on a northern archipelago, owner of its own fibre",
    },
    Organisation {
        key: "blueline",
        name: "Blueline Ocean Cables",
        group: Some("private-sector"),
        description: "Owner of four regional submarine cables and shareholder of one repair ship",
    },
    Organisation {
        key: "tellumo",
        name: "Tellumo Mobile",
        group: Some("private-sector"),
        description: "Mobile operator in six island and coastal markets",
    },
    Organisation {
        key: "kestrel",
        name: "Kestrel Grid and Power",
        group: Some("private-sector"),
        description: "Distribution company that feeds some 5,200 communication sites",
    },
    Organisation {
        key: "palmyra",
        name: "Palmyra Community Network Cooperative",
        group: Some("civil-society"),
        description: "Thirty-eight village networks that share spares, training and a legal desk",
    },
    Organisation {
        key: "red-faro",
        name: "Red Faro, asociación de radios y redes comunitarias",
        group: Some("civil-society"),
        description: "Community radios and networks along one coast, most of them run by volunteers",
    },
    Organisation {
        key: "open-signal",
        name: "Open Signal Disability Alliance",
        group: Some("civil-society"),
        description: "Alliance for warnings and networks that deaf, blind and disabled people can use",
    },
    Organisation {
        key: "harbour-exchange",
        name: "Harbour Exchange Point Association",
        group: Some("technical-community"),
        description: "Member-owned Internet exchange with three sites around one bay",
    },
    Organisation {
        key: "ridge-operators",
        name: "Ridge and Valley Network Operators' Group",
        group: Some("technical-community"),
        description: "Engineers of small upland networks who meet twice a year and on one mailing list",
    },
    Organisation {
        key: "lakeshore",
        name: "Lakeshore University, Centre for Infrastructure Studies",
        group: Some("academia"),
        description: "Field research on outages and recovery, with an archive of 212 events",
    },
    Organisation {
        key: "bahr-al-nour",
        name: "Bahr al-Nour Institute for Public Policy",
        group: Some("academia"),
        description: "Policy institute on coastal cities, teaching in Arabic and French",
    },
];
