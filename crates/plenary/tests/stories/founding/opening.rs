//! The forum is made, its cycle opened, its call published, its staff signed in.

use jiff::{Span, Timestamp, tz::TimeZone};

use super::material::{GROUPS, Material, name};
use super::numbers::Numbers;
use super::person::{Effort, Person};
use super::post::Post;
use super::{CYCLE, Story, free_address};
use crate::letters::Postman;
use crate::program::Home;

/// Where the founding session was held.
const ZONE: &str = "America/Mexico_City";
const SECRETARY: &str = "Ines Okaforte";
/// Members of each group.
const PER_GROUP: usize = 2;

/// Makes the forum at the command line and serves it.
pub fn begin(home: Home, material: Material, postman: Postman, look: Option<&str>) -> Story {
    let server = match look {
        Some(address) => address.parse().unwrap(),
        None => free_address(),
    };
    let url = format!("http://{server}");
    let secretary = Person::new(server, SECRETARY, "");
    let who = format!("{SECRETARY} <{}>", secretary.address);
    let said = home.does(&[
        "init",
        "forum",
        "--name",
        "Best Practice Forum",
        "--zone",
        ZONE,
        "--address",
        "forum@example.org",
        "--secretary",
        &who,
        "--public-url",
        &url,
        "--json",
    ]);
    let serving = home.serve_at(&server.to_string(), &["--smtp", &postman.url]);
    let post = Post::of(home.path("post"));
    let mut story = Story {
        serving: Some(serving),
        _postman: postman,
        server,
        post,
        material,
        numbers: Numbers::new(),
        secretary,
        editor: Person::new(server, "Wanda Ferreira", "technical-community"),
        facilitator: Person::new(server, "Segun Martins", "civil-society"),
        members: (0..GROUPS.len() * PER_GROUP)
            .map(|at| Person::new(server, &name(at), GROUPS[at % GROUPS.len()]))
            .collect(),
        guests: Vec::new(),
        reader: Person::new(server, "A reader", ""),
        sentences: Vec::new(),
        inputs: Vec::new(),
        answered: 0,
        work: (Effort::default(), 0),
        readers: Vec::new(),
        compared: Vec::new(),
        home,
    };
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    story.secretary.open(said["sign_in_link"].as_str().unwrap());
    story.secretary.fill("/sign-in/*", &[]);
    story
}

/// The cycle with its phases and the call; then everybody who will hold a pen or have a name.
pub fn open_cycle(story: &mut Story, stage: &'static str) {
    let bounds = phases();
    let mut fields = vec![
        ("title", "Cybersecurity: a multistakeholder look"),
        ("slug", CYCLE),
        (
            "about",
            "What the parties may expect of one another, and in which words.",
        ),
    ];
    fields.extend(bounds.iter().map(|(name, value)| (*name, value.as_str())));
    story.secretary.open("/cycles/new");
    story.secretary.fill("/cycles/new", &fields);
    let edit = format!("/cycles/{CYCLE}/call/edit");
    story.secretary.open(&edit);
    story.secretary.fill(
        &edit,
        &[
            ("title", "What do you expect of one another?"),
            (
                "text",
                "Four questions to every group. Late answers are welcome and say that they are.",
            ),
            (
                "answer1",
                "Which expectation on others did you plan with, and was it met?",
            ),
            (
                "answer2",
                "What may others expect of you, and in what time?",
            ),
            (
                "answer3",
                "What must be shared, with whom, and what must not?",
            ),
            (
                "answer4",
                "Who is left out by the arrangements that you know?",
            ),
        ],
    );
    story.join_everybody();
    for (at, role) in [(0, "editor"), (1, "facilitator")] {
        let who = [&story.editor.name, &story.facilitator.name][at].clone();
        story.give_role(&who, role);
    }
    let count = story.members.len();
    story
        .numbers
        .tell(stage, "members who signed in by a mailed link", count);
}

/// The year of the story passes in a minute, so its phases lie over one another.
fn phases() -> Vec<(&'static str, String)> {
    let days = [
        ("call-opens", "call-closes", -30, 10),
        ("drafting-opens", "drafting-closes", -10, 10),
        ("review-opens", "review-closes", -5, 35),
        ("session-opens", "session-closes", -1, 2),
        ("revision-opens", "revision-closes", -1, 60),
        ("final-opens", "final-closes", 30, 90),
    ];
    days.into_iter()
        .flat_map(|(opens, closes, from, to)| {
            [
                (opens, local(from * 24 * 60)),
                (closes, local(to * 24 * 60)),
            ]
        })
        .collect()
}

/// So many minutes from now, as the forum's zone writes it in a form.
pub fn local(minutes: i64) -> String {
    let zone = TimeZone::get(ZONE).unwrap();
    let then = Timestamp::now()
        .to_zoned(zone)
        .checked_add(Span::new().minutes(minutes));
    then.unwrap().strftime("%Y-%m-%dT%H:%M").to_string()
}

impl Story {
    fn join_everybody(&mut self) {
        let mut people: Vec<&mut Person> = self.members.iter_mut().collect();
        people.push(&mut self.editor);
        people.push(&mut self.facilitator);
        for person in &mut people {
            let address = person.address.clone();
            person.open("/sign-in");
            person.fill("/sign-in", &[("address", &address)]);
        }
        for person in people {
            let link = self.post.link(&person.address, "/join/");
            let (name, group) = (person.name.clone(), person.group.clone());
            person.open(&link);
            person.fill("/join/*", &[("name", &name), ("group", &group)]);
        }
    }

    /// The secretary looks a person up and gives a role in the cycle.
    fn give_role(&mut self, who: &str, role: &str) {
        let list = self.secretary.open("/participants").html.clone();
        let before = list.split(who).next().unwrap();
        let at = before.rfind("/participants/").unwrap();
        let page = before[at..].split('"').next().unwrap().to_owned();
        let action = format!("{page}/roles");
        let form = self
            .secretary
            .open(&page)
            .form(&action, &[("role", role)])
            .unwrap();
        let cycle = form
            .values("cycle")
            .into_iter()
            .find(|cycle| !cycle.is_empty());
        self.secretary
            .fill(&action, &[("cycle", &cycle.unwrap()), ("role", role)]);
    }
}
