//! Contributions of five groups: members who are signed in, guests who confirm their address, by the web's form.

use super::material::{GROUPS, contribution, name};
use super::person::Person;
use super::{CYCLE, Input, Story, What, number_of};

const GUESTS: usize = 5;

/// Everybody answers some of the questions; one speaks under the Chatham House rule.
pub fn contribute(story: &mut Story, stage: &'static str) {
    let members = story.members.len();
    for at in 0..members {
        let mut member =
            std::mem::replace(&mut story.members[at], Person::new(story.server, "", ""));
        let number = send(&mut member, at, &[]);
        story.remember(number, What::Contribution, &member);
        story.members[at] = member;
    }
    let first = story.guests.len();
    for at in 0..GUESTS {
        let mut guest = story.guest();
        let (who, address) = (guest.name.clone(), guest.address.clone());
        let number = send(
            &mut guest,
            members + at,
            &[("name", &who), ("address", &address)],
        );
        story.remember(number, What::Contribution, &guest);
        story.guests.push(guest);
    }
    story.confirm_guests(first);
    story.numbers.tell(
        stage,
        "contributions by members and by guests",
        format!("{members} + {GUESTS}"),
    );
    story.numbers.tell(stage, "groups", GROUPS.len());
}

fn send(person: &mut Person, at: usize, who: &[(&str, &str)]) -> String {
    let form = format!("/cycles/{CYCLE}/contribute");
    let answers: Vec<String> = (0..4).map(|question| contribution(at, question)).collect();
    let (group, title) = (
        person.group.clone(),
        format!("What {} can say", person.name),
    );
    let attribution = if at == 3 { "chatham-house" } else { "named" };
    let mut fields = vec![
        ("act", "send"),
        ("group", group.as_str()),
        ("attribution", attribution),
        ("answer1", answers[0].as_str()),
        ("answer2", answers[1].as_str()),
    ];
    if attribution == "named" {
        fields.push(("title", title.as_str()));
    }
    if at.is_multiple_of(2) {
        fields.extend([
            ("answer3", answers[2].as_str()),
            ("answer4", answers[3].as_str()),
        ]);
    }
    fields.extend_from_slice(who);
    person.open(&form);
    number_of(person.fill(&form, &fields))
}

impl Story {
    /// Somebody who has no account here.
    pub fn guest(&mut self) -> Person {
        let at = self.members.len() + self.guests.len();
        Person::new(self.server, &name(at), GROUPS[at % GROUPS.len()])
    }

    /// Remembers what was filed.
    pub fn remember(&mut self, number: String, what: What, author: &Person) {
        self.inputs.push(Input {
            number,
            what,
            author: Some(author.address.clone()),
        });
    }

    /// The guests from one on open the letters they were sent and press the button.
    pub fn confirm_guests(&mut self, first: usize) {
        for guest in &mut self.guests[first..] {
            let link = self.post.link(&guest.address, "/confirm/");
            guest.open(&link);
            guest.fill("/confirm/*", &[]);
        }
    }
}
