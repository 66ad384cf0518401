//! What stands below an item: its answer, the author's reply, and the forms of those who may do something about it.

use maud::{Markup, html};
use plenary_kit::page::{
    AnswerCard, Button, Card, Change, Faults, Field, Said, markdown, safe_text,
};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{Who, in_words};

use super::form::{Asked, Frame, Typed};
use crate::answer::promise::Promise;
use crate::answer::refusal::AnswerRefusal;
use crate::answer::rules::{self, Disposition, REASON_LETTERS, ReplyState};
use crate::answer::view::{Dossier, Shown, ShownPlace};
use crate::comment::pieces;
use crate::docket::WorkState;
use crate::forum::Cycle;
use plenary_kit::time::Instant;

/// The part below an item, for one viewer.
pub(super) struct Part<'a> {
    pub who: &'a Who,
    pub dossier: &'a Dossier,
    pub cycle: &'a Cycle,
    pub zone: &'a jiff::tz::TimeZone,
    pub now: Instant,
    pub frame: Frame<'a>,
}

impl Part<'_> {
    fn t(&self) -> &Tongue {
        self.frame.t
    }

    /// The whole part.
    pub fn render(&self) -> Markup {
        let is_out = self.dossier.work.published.is_some();
        html! {
            @if is_out { (self.answer()) (self.inquiry()) }
            (self.for_author())
            (self.for_staff())
        }
    }

    /// The answer that stands, or the draft.
    fn answer(&self) -> Markup {
        let dossier = self.dossier;
        let when = dossier
            .work
            .published
            .as_ref()
            .map(|(_, at)| self.t().instant(at.0, self.zone));
        let state = dossier.reply_state;
        let reply = (state != ReplyState::NotSent).then(|| state.word());
        let gone = self.t().say("answer-words-erased");
        let has_words = dossier
            .work
            .reply
            .as_ref()
            .is_some_and(|reply| reply.words.is_some());
        let said = dossier
            .reply
            .as_deref()
            .or(has_words.then_some(gone.as_ref()));
        html! {
            @if let Some(answer) = &dossier.answer { (answer_card(self.t(), answer, dossier.promise, (when, reply, said))) }
            @if let Some(first) = &dossier.replaced {
                details { summary { (self.t().say("answer-earlier")) }
                    p { strong { (self.t().say(&format!("disposition-{}", first.disposition.word()))) } }
                    @if let Some(reason) = &first.reason { (markdown(reason)) } @else { (erased(self.t())) }
                }
            }
        }
    }

    fn inquiry(&self) -> Markup {
        let t = self.t();
        html! {
            @if let Some((words, by)) = &self.dossier.inquiry {
                section .answer aria-labelledby="inquiry-title" {
                    h2 #inquiry-title { (t.say("answer-inquiry")) }
                    @match words { Some(words) => (markdown(words)), None => (erased(t)) }
                    @if let Some(by) = by { footer .meta { span { (t.mark_with("answered-by", &[("who", by.into())])) } } }
                }
            }
        }
    }

    fn for_author(&self) -> Markup {
        let Dossier { item, work, .. } = self.dossier;
        let viewer = &self.who.viewer;
        let t = self.t();
        html! {
            @if rules::may_reply(viewer, self.cycle, item, work, self.now).is_ok() {
                section #reply { h2 { (t.say("answer-reply-title")) }
                    (reply_lead(t, self.dossier, self.zone))
                    (self.frame.form("reply", |typed, faults| reply_fields(t, typed, faults))) }
            }
            @if rules::may_retract(viewer, item).is_ok() {
                details #retract open[self.frame.refused == Some("retract")] {
                    summary { (t.say("answer-retract-title")) }
                    p { (t.say("answer-retract-lead")) }
                    (self.frame.form("retract", |typed, faults| html! {
                        (Field::new("reason", &t.say("answer-field-reason")).required().fault(faults)
                            .words(t, typed.get("reason"), REASON_LETTERS as u32))
                        p .acts { (Button::grave(&t.say("answer-retract"))) }
                    }))
                }
            }
        }
    }

    fn for_staff(&self) -> Markup {
        let t = self.t();
        let Dossier { item, .. } = self.dossier;
        match rules::may_answer(&self.who.viewer, item) {
            Err(AnswerRefusal::OwnItem) => {
                html! { p .notice { (in_words(t, &AnswerRefusal::OwnItem)) } }
            }
            Err(_) => html! {},
            Ok(()) => html! {
                section #staff aria-labelledby="staff-title" {
                    h2 #staff-title { (t.say("answer-staff-title")) }
                    @if item.standing.state != WorkState::Published { p .small { (t.say("answer-staff-private")) } }
                    (self.where_it_stands())
                    (self.agreeing())
                    (self.drafting())
                    (self.inquiring())
                }
            },
        }
    }

    fn where_it_stands(&self) -> Markup {
        let t = self.t();
        let dossier = self.dossier;
        let assigned = dossier.work.assigned_to.as_ref();
        let name = assigned.and_then(|id| dossier.answering.iter().find(|(each, _)| each == id));
        html! {
            @if let Some((_, name)) = name {
                p { (t.mark_with("answer-assigned-to", &[("who", name.into())])) }
            }
            @if dossier.promise == Some(Promise::Broken) { (self.mend()) }
            @if let Some((why, by)) = &dossier.sent_back {
                div .notice.warning {
                    p { @match by {
                        Some(by) => (t.mark_with("answer-sent-back-by", &[("who", by.into())])),
                        None => (t.say("answer-sent-back")),
                    } }
                    @match why { Some(why) => (markdown(why)), None => (erased(t)) }
                }
            }
        }
    }

    /// What to do about an answer that the text did not keep.
    fn mend(&self) -> Markup {
        let t = self.t();
        let place = self.dossier.answer.as_ref();
        let place = place
            .and_then(|answer| answer.change.as_ref())
            .map(|change| &change.place);
        let slug = match place {
            Some(ShownPlace::Passage {
                document: (slug, _),
                ..
            }) => Some(slug),
            _ => None,
        };
        html! {
            p .notice.warning { (t.say("answer-mend"))
                @if let Some(slug) = slug { " " a href={ "/documents/" (slug) "/edit" } { (t.say("answer-mend-now")) } } }
        }
    }

    /// The draft with what can be done about it.
    fn agreeing(&self) -> Markup {
        let t = self.t();
        let Dossier {
            item, work, answer, ..
        } = self.dossier;
        let viewer = &self.who.viewer;
        let ids = self.dossier.answering_ids();
        if rules::may_send_back(viewer, item).is_err() {
            return html! {};
        }
        let is_alone = work
            .draft
            .as_ref()
            .is_some_and(|draft| viewer.is(draft.by.as_ref()))
            && !rules::has_other(viewer, item, &ids);
        html! {
            @if let Some(answer) = answer { (answer_card(t, answer, None, (None, None, None))) }
            @match rules::may_agree(viewer, item, work, &ids) {
                Ok(()) => {
                    @if is_alone { p { (t.say("answer-alone")) } }
                    (self.frame.form("agree", |_, _| self.agree_buttons()))
                }
                Err(AnswerRefusal::NoDraft) => p { (t.say("answer-waits-for-batch")) " "
                    a href={ "/queue/publish" } { (t.say("queue-to-publish")) } },
                Err(refusal) => p { (in_words(t, &refusal)) },
            }
            @if self.dossier.alike > 0 && item.standing.state == WorkState::Agreed {
                (self.frame.form("give", |_, _| html! {
                    p .acts { (Button::main(&t.say_with("answer-give", &[("count", self.dossier.alike.into())]))) }
                }))
            }
            details open[self.frame.refused == Some("send-back")] {
                summary { (t.say("answer-send-back-title")) }
                (self.frame.form("send-back", |typed, faults| html! {
                    (Field::new("words", &t.say("answer-field-why")).required().fault(faults)
                        .words(t, typed.get("words"), REASON_LETTERS as u32))
                    p .acts { (Button::quiet(&t.say("answer-send-back"))) }
                }))
            }
        }
    }

    /// Agreeing for one, or for the whole cluster at once.
    fn agree_buttons(&self) -> Markup {
        let (t, alike) = (self.t(), self.dossier.alike);
        let agree = t.say("answer-agree");
        let all = t.say_with("answer-agree-all", &[("count", alike.into())]);
        html! {
            p .acts {
                @if alike > 0 { (Button::main(&all).sends("all", "yes").key('e')) " " (Button::quiet(&agree).key('g')) }
                @else { (Button::main(&agree).key('g')) }
            }
        }
    }

    fn drafting(&self) -> Markup {
        let t = self.t();
        let Dossier {
            item,
            answer,
            work,
            answering,
            ..
        } = self.dossier;
        if rules::may_draft(&self.who.viewer, item).is_err() {
            return html! {};
        }
        let begun = || self.frame.passages.map(|passages| passages.beginning());
        let kept = answer.as_ref().map(Typed::of).or_else(begun);
        let is_begun = answer.is_some();
        let assigned = work.assigned_to.as_ref().map_or("", |id| id.as_str());
        html! {
            @if item.standing.state == WorkState::New {
                (self.frame.form("screen", |_, _| html! { p .acts { (Button::quiet(&t.say("answer-screen")).key('n')) } }))
            }
            details open[self.frame.refused == Some("assign")] {
                summary { (t.say("answer-assign-title")) }
                (self.frame.form("assign", |_, faults| self.frame.assign_fields(answering, assigned, faults)))
            }
            h3 { (t.say(if is_begun { "answer-draft-again" } else { "answer-draft-title" })) }
            (self.frame.form("propose", |typed, faults| {
                let typed = match &kept {
                    Some(kept) if self.frame.refused != Some("propose") => kept,
                    _ => typed,
                };
                html! {
                    input type="hidden" name="seen" value=(work.draft_line());
                    (self.frame.answer_fields(Asked::Always, typed, faults))
                    p .acts { (Button::main(&t.say("answer-propose")).key('s')) }
                }
            }))
        }
    }

    fn inquiring(&self) -> Markup {
        let t = self.t();
        let Dossier { item, work, .. } = self.dossier;
        let ids = self.dossier.answering_ids();
        match rules::may_answer_inquiry(&self.who.viewer, item, work, &ids, self.now) {
            Err(AnswerRefusal::NoInquiry) => html! {},
            Err(refusal) => html! { p { (in_words(t, &refusal)) } },
            Ok(()) => html! {
                h3 { (t.say("answer-inquiry-title")) }
                (self.frame.form("inquiry", |typed, faults| html! {
                    (Field::new("words", &t.say("answer-field-finding")).required().fault(faults)
                        .words(t, typed.get("words"), REASON_LETTERS as u32))
                    (Field::new("changes", &t.say("answer-field-changes")).fault(faults).tick(t, typed.get("changes") == "yes"))
                    details open[typed.get("changes") == "yes"] {
                        summary { (t.say("answer-another")) }
                        (self.frame.answer_fields(Asked::IfTicked, typed, faults))
                    }
                    p .acts { (Button::main(&t.say("answer-inquiry-send")).key('s')) }
                }))
            },
        }
    }
}

/// An answer in full.
///
/// Beside it: when it was published, the word of its reply state, and the reply itself.
pub(super) fn answer_card(
    t: &Tongue,
    answer: &Shown,
    promise: Option<Promise>,
    (when, reply, reply_said): (Option<Markup>, Option<&str>, Option<&str>),
) -> Markup {
    let said = |text| Said {
        text,
        lang: None,
        is_markdown: true,
    };
    let gone = t.say("answer-words-erased");
    let forum = t.say(match answer.disposition {
        Disposition::Retracted => "answer-by-author",
        _ => "answer-by-forum",
    });
    let (old, new) = answer.change.as_ref().map_or((None, None), |change| {
        (change.old.as_deref(), change.new.as_deref())
    });
    let compared = pieces(old, new);
    let place = answer.change.as_ref().map(|change| {
        let place = &change.place;
        (place.in_words(t), place.href(promise))
    });
    let card = AnswerCard {
        disposition: answer.disposition.word(),
        reason: said(answer.reason.as_deref().unwrap_or(&gone)),
        answered_by: answer.by.as_deref().unwrap_or(&forum),
        when,
        target: answer
            .target
            .as_ref()
            .map(|(name, href)| (name.as_str(), href.as_deref())),
        change: place.as_ref().map(|(place, href)| Change {
            place,
            href: href.as_deref(),
            pieces: &compared,
        }),
        is_broken: promise == Some(Promise::Broken),
        reply,
        reply_said: reply_said.map(said),
    };
    let told = match promise {
        Some(Promise::Kept) => Some("answer-promise-kept"),
        Some(Promise::Due) => Some("answer-promise-due"),
        _ => None,
    };
    html! {
        (card.render(t))
        @if let Some(told) = told {
            p .promise { (t.say(told)) " "
                @if let Some((_, Some(href))) = &place { a href=(href) { (t.say("answer-promise-see")) } } }
        }
    }
}

/// What stands where words were erased.
fn erased(t: &Tongue) -> Markup {
    html! { p .small { (t.say("answer-words-erased")) } }
}

/// Until when a reply is on time.
pub(super) fn reply_lead(t: &Tongue, dossier: &Dossier, zone: &jiff::tz::TimeZone) -> Markup {
    let until = dossier.work.reply_until(&dossier.item);
    html! {
        @if let Some(until) = until {
            p { (t.mark_with("answer-reply-lead", &[("when", t.instant(until.0, zone).into())])) }
        }
    }
}

/// The author's two ways to reply.
pub(super) fn reply_fields(t: &Tongue, typed: &Typed, faults: &Faults) -> Markup {
    let card = |value: &'static str, label: &str, means: &'static str| {
        (value, html! { (safe_text(label)) }, t.say(means))
    };
    let cards = [
        card(
            "satisfied",
            &t.say("answer-reply-satisfied"),
            "answer-reply-satisfied-means",
        ),
        card(
            "objects",
            &t.say("answer-reply-objects"),
            "answer-reply-objects-means",
        ),
    ];
    let cards: Vec<Card> = cards
        .iter()
        .map(|(value, label, means)| Card {
            value,
            label: label.clone(),
            means,
        })
        .collect();
    html! {
        (Field::new("reply", &t.say("answer-field-reply")).required().fault(faults).cards(t, &cards, typed.get("reply")))
        (Field::new("words", &t.say("answer-field-reply-words")).hint(&t.say("answer-field-reply-words-hint")).fault(faults)
            .words(t, typed.get("words"), REASON_LETTERS as u32))
        p .acts { (Button::main(&t.say("answer-reply-send"))) }
    }
}
