//! Comments on real passages of version 1, by members and guests; one on three passages at once; a campaign.

use super::material::{Sentence, campaign as call, remark, wording};
use super::person::Person;
use super::{Story, TERMS, What, number_of};

/// Comments on sentences that later drafts change, and on sentences that they keep.
const ON_CHANGING: usize = 22;
const ON_STAYING: usize = 18;
const CAMPAIGN: usize = 12;
const NATURES: [&str; 5] = ["substantive", "editorial", "general", "factual", "question"];

/// Forty comments and the one on three passages.
pub fn comment(story: &mut Story, stage: &'static str) {
    let first = story.guests.len();
    let mut suggested = 0;
    let chosen = chosen(&story.sentences);
    for (at, sentence) in chosen.iter().enumerate() {
        let suggestion = at.is_multiple_of(4).then(|| wording(&sentence.words));
        suggested += usize::from(suggestion.is_some());
        let said = Said {
            spots: vec![sentence.spot.clone()],
            words: remark(at, &sentence.words),
            suggestion,
            nature: NATURES[at % NATURES.len()],
        };
        let what = What::Comment {
            stays: sentence.stays,
        };
        match at.is_multiple_of(3) {
            true => story.guest_says(&said, what),
            false => story.member_says(at % story.members.len(), &said, what),
        }
    }
    three(story);
    story.confirm_guests(first);
    let guests = story.guests.len() - first;
    story
        .numbers
        .tell(stage, "comments on one passage", chosen.len());
    story
        .numbers
        .tell(stage, "of these with a suggested wording", suggested);
    story.numbers.tell(stage, "of these by guests", guests);
    story.numbers.tell(stage, "comments on three passages", 1);
}

/// Spread over the text: every so many-th sentence of each sort.
fn chosen(sentences: &[Sentence]) -> Vec<Sentence> {
    let spread = |stays: bool, count: usize| {
        let of: Vec<&Sentence> = sentences
            .iter()
            .filter(|each| each.stays == stays)
            .collect();
        assert!(of.len() >= count, "{} sentences, {count} wanted", of.len());
        (0..count)
            .map(|at| of[at * of.len() / count].clone())
            .collect::<Vec<_>>()
    };
    let mut all = spread(false, ON_CHANGING);
    all.extend(spread(true, ON_STAYING));
    all
}

/// What somebody says of passages.
struct Said {
    spots: Vec<String>,
    words: String,
    suggestion: Option<String>,
    nature: &'static str,
}

fn three(story: &mut Story) {
    let changing = story.sentences.iter().filter(|sentence| !sentence.stays);
    let spots = changing
        .take(3)
        .map(|sentence| sentence.spot.clone())
        .collect();
    let said = Said {
        spots,
        words: "These three say one thing in three places. Say it once, and point there.".into(),
        suggestion: None,
        nature: "editorial",
    };
    story.member_says(1, &said, What::Three);
}

/// Twelve guests send what they were asked to send, on one sentence.
pub fn campaign(story: &mut Story, stage: &'static str) {
    let first = story.guests.len();
    let staying: Vec<&Sentence> = story
        .sentences
        .iter()
        .filter(|sentence| sentence.stays)
        .collect();
    let spot = staying[staying.len() / 2].spot.clone();
    for at in 0..CAMPAIGN {
        let said = Said {
            spots: vec![spot.clone()],
            words: call(at),
            suggestion: None,
            nature: "substantive",
        };
        story.guest_says(&said, What::Campaign);
    }
    story.confirm_guests(first);
    story
        .numbers
        .tell(stage, "near-identical comments", CAMPAIGN);
}

impl Story {
    fn member_says(&mut self, at: usize, said: &Said, what: What) {
        let mut member = std::mem::replace(&mut self.members[at], Person::new(self.server, "", ""));
        let number = say(&mut member, said, &[]);
        self.remember(number, what, &member);
        self.members[at] = member;
    }

    fn guest_says(&mut self, said: &Said, what: What) {
        let mut guest = self.guest();
        let (name, address) = (guest.name.clone(), guest.address.clone());
        let number = say(&mut guest, said, &[("name", &name), ("address", &address)]);
        self.remember(number, what, &guest);
        self.guests.push(guest);
    }
}

fn say(person: &mut Person, said: &Said, who: &[(&str, &str)]) -> String {
    let form = format!("/documents/{TERMS}/1/comment");
    let spots: Vec<String> = said.spots.iter().map(|spot| format!("on={spot}")).collect();
    let group = person.group.clone();
    let mut fields = vec![
        ("act", "send"),
        ("text", said.words.as_str()),
        ("nature", said.nature),
        ("group", group.as_str()),
    ];
    fields.extend(
        said.suggestion
            .as_deref()
            .map(|words| ("suggestion", words)),
    );
    fields.extend_from_slice(who);
    person.open(&format!("{form}?{}", spots.join("&")));
    number_of(person.fill(&form, &fields))
}
