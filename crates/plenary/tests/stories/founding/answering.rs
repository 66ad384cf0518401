//! Answers: drafted by the editor in the queue, agreed to by somebody else, published in batches, mailed to their authors.

use super::{CYCLE, Input, Story, What};

/// Drafts an answer to everything that has none; the campaign gets one for all.
pub fn draft(story: &mut Story, stage: &'static str) {
    story.gather_campaign(stage);
    let inputs = story.inputs.clone();
    let before = story.editor.effort;
    let mut drafted = 0;
    let mut is_campaign_answered = false;
    for (at, input) in inputs.iter().enumerate() {
        let is_given = input.what == What::Campaign && is_campaign_answered;
        if is_given || input.what == (What::Heard { is_settled: true }) {
            continue;
        }
        story.propose(at, input);
        drafted += 1;
        is_campaign_answered |= input.what == What::Campaign;
    }
    story.work = (story.editor.effort.since(before), drafted);
    story
        .numbers
        .tell(stage, "answers drafted in the queue", drafted);
    story.work_in_numbers(stage);
}

/// Agreed, and out.
pub fn publish(story: &mut Story, stage: &'static str) {
    let missing = story.is_refused_to_be_final();
    story
        .numbers
        .tell(stage, "things missing when final was refused", missing);
    story.agree();
    let mut batches = 0;
    loop {
        let page = story.facilitator.open("/queue/publish").clone();
        if page.form("/queue/publish", &[]).is_none() {
            break;
        }
        story.facilitator.fill("/queue/publish", &[]);
        batches += 1;
    }
    story.answered = story.inputs.len();
    let with_author = story
        .inputs
        .iter()
        .filter(|input| input.author.is_some())
        .count();
    story.post.wait_for(with_author, "/reply/");
    story.numbers.tell(stage, "answers out", story.answered);
    story.numbers.tell(stage, "batches", batches);
    story
        .numbers
        .tell(stage, "answers mailed to their authors", with_author);
    assert_eq!(
        story.post.count("/reply/"),
        with_author,
        "one letter to each, once"
    );
}

impl Story {
    /// The editor says that the campaign's comments are the same.
    fn gather_campaign(&mut self, stage: &'static str) {
        let path = format!("/cycles/{CYCLE}/clusters");
        let campaign: Vec<String> = self
            .inputs
            .iter()
            .filter(|input| input.what == What::Campaign)
            .map(|input| input.number.clone())
            .collect();
        let page = self.editor.open(&path).clone();
        let all: Vec<_> = page
            .forms()
            .into_iter()
            .filter(|form| form.action == path)
            .collect();
        let proposed = all
            .iter()
            .find(|form| form.values("item").contains(&campaign[0]));
        let proposed = proposed.expect("the campaign is seen").values("item");
        assert_eq!(proposed, campaign, "the campaign, and nothing else");
        let mut fields = vec![("act", "confirm")];
        fields.extend(campaign.iter().map(|number| ("item", number.as_str())));
        self.editor.fill(&path, &fields);
        self.numbers.tell(stage, "clusters proposed", all.len());
        self.numbers.tell(
            stage,
            "near-identical comments put together",
            campaign.len(),
        );
    }

    fn propose(&mut self, at: usize, input: &Input) {
        let number = &input.number;
        let page = self
            .editor
            .open(&format!("/queue?show=open&item={number}"))
            .clone();
        let action = format!("/items/{number}/propose");
        let form = page
            .form(&action, &[])
            .unwrap_or_else(|| panic!("{number}: {}", page.words()));
        let passage = form
            .values("passage")
            .into_iter()
            .next()
            .unwrap_or_default();
        let original = self.inputs[0].number.clone();
        let mut fields = answer(at, &input.what);
        if fields[0].1.starts_with("accepted") {
            match passage.is_empty() {
                true => fields.push(("place", "version 2, section D")),
                false => fields.push(("passage", &passage)),
            }
        }
        if fields[0].1 == "duplicate" {
            fields.push(("target", &original));
        }
        self.editor.fill(&action, &fields);
    }

    /// Somebody else agrees to each draft; what was agreed for one of the campaign is given to the others.
    fn agree(&mut self) {
        let inputs = self.inputs.clone();
        let mut is_campaign_answered = false;
        for input in &inputs {
            if input.what == What::Campaign && is_campaign_answered {
                continue;
            }
            let page = format!("/items/{}", input.number);
            self.facilitator.open(&page);
            self.facilitator.fill(&format!("{page}/agree"), &[]);
            if input.what == What::Campaign {
                self.facilitator.open(&page);
                self.facilitator.fill(&format!("{page}/give"), &[]);
                is_campaign_answered = true;
            }
        }
    }

    fn work_in_numbers(&mut self, stage: &'static str) {
        let (work, count) = self.work;
        let per = |of: u64| format!("{:.1}", of as f64 / count as f64);
        self.numbers
            .tell(stage, "editor's clicks per answer", per(work.clicks));
        self.numbers
            .tell(stage, "editor's keystrokes per answer", per(work.keys));
        let minutes = work.seconds() / 60.0 / count as f64;
        self.numbers.tell(
            stage,
            "editor's minutes per answer by the keystroke-level model",
            format!("{minutes:.2}"),
        );
        self.numbers.tell(
            stage,
            "editor's minutes in all by the same",
            format!("{:.0}", work.seconds() / 60.0),
        );
    }
}

/// Fields of an answer's form.
type Fields = Vec<(&'static str, &'static str)>;

/// What becomes of an input, and why; accepted is only what the later drafts change.
fn answer(at: usize, what: &What) -> Fields {
    let said = |disposition, reason| vec![("disposition", disposition), ("reason", reason)];
    match what {
        What::Comment { stays: false } | What::Row { stays: false } | What::Three => said(
            ["accepted-in-part", "accepted", "accepted"][at % 3],
            "The sentence could be read in two ways. It is written anew in version 2.",
        ),
        What::Contribution if at.is_multiple_of(3) => said(
            "accepted",
            "What you tell of the nights is why the section says who is responsible.",
        ),
        What::Campaign => said(
            "declined",
            "The sentence protects those who were told in time. We name the mast of your valley to its operator.",
        ),
        _ => unchanged(at),
    }
}

/// The answers that change nothing, in turn.
fn unchanged(at: usize) -> Fields {
    const ALL: [(&str, &str, &str); 5] = [
        (
            "covered",
            "The text says this already; the section is named here.",
            "section B of version 1",
        ),
        (
            "declined",
            "Two groups asked for the opposite; the sentence stays, and the margin names you.",
            "",
        ),
        (
            "list",
            "This needs more voices than one answer. It is on the list this week.",
            "the list, thread of this week",
        ),
        (
            "deferred",
            "It is a topic of its own, and stands on the list for next year.",
            "",
        ),
        (
            "out-of-scope",
            "This is for the courts of each country, which this text does not bind.",
            "",
        ),
    ];
    let (disposition, reason, target) = ALL[at % ALL.len()];
    let mut fields = vec![("disposition", disposition), ("reason", reason)];
    if !target.is_empty() {
        fields.push(("target", target));
    }
    fields
}
