//! The call: what it is, and who may publish it.

use plenary_kit::fault::Refuse;
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::time::Instant;
use serde::{Deserialize, Serialize};

use super::event::CallEvent;
use crate::forum::Cycle;

/// A question of the call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub text: String,
    /// A sentence that helps to answer it; may be empty.
    pub hint: String,
}

/// A cycle's call for contributions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its title.
    pub title: String,
    /// Its text, in Markdown.
    pub text: String,
    /// Its questions.
    pub questions: Vec<Question>,
    /// When it was first published.
    pub published: Instant,
    /// The line of the ledger that changed it last.
    pub changed: u64,
}

/// The most questions a call asks: as many as the form has fields for.
pub const QUESTIONS: usize = 12;
/// The most letters of a question or its hint.
pub const QUESTION_LETTERS: usize = 500;
/// The most letters of the call's text.
pub const CALL_LETTERS: usize = 50_000;

/// Why a call cannot be published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallRefusal {
    /// Only who leads the cycle may.
    #[error("Only the secretariat or a facilitator of this cycle can publish its call.")]
    NotYours,
    /// The cycle is over.
    #[error("This cycle is closed; its call does not change any more.")]
    CycleClosed,
    /// More questions than the form has fields for.
    #[error("A call asks at most {QUESTIONS} questions. Put two together, or leave one out.")]
    TooManyQuestions,
}

impl Refuse for CallRefusal {
    fn key(&self) -> &'static str {
        match self {
            CallRefusal::NotYours => "call-not-yours",
            CallRefusal::CycleClosed => "call-cycle-closed",
            CallRefusal::TooManyQuestions => "call-too-many-questions",
        }
    }

    fn status(&self) -> u16 {
        match self {
            CallRefusal::NotYours => 403,
            CallRefusal::CycleClosed => 409,
            CallRefusal::TooManyQuestions => 422,
        }
    }
}

/// What somebody wants to publish.
#[derive(Clone, Debug)]
pub struct PublishCall {
    /// Its title.
    pub title: String,
    /// Its text, in Markdown.
    pub text: String,
    /// Its questions.
    pub questions: Vec<Question>,
}

/// Whether the viewer may publish the cycle's call.
pub fn may_publish(viewer: &Viewer, cycle: &Cycle) -> Result<(), CallRefusal> {
    if !viewer.has(&cycle.id, Role::Secretariat) && !viewer.has(&cycle.id, Role::Facilitator) {
        return Err(CallRefusal::NotYours);
    }
    if cycle.is_alive() {
        Ok(())
    } else {
        Err(CallRefusal::CycleClosed)
    }
}

/// Publishes a call, or publishes it anew with changes.
pub fn publish_call(
    viewer: &Viewer,
    cycle: &Cycle,
    ask: PublishCall,
) -> Result<CallEvent, CallRefusal> {
    may_publish(viewer, cycle)?;
    if ask.questions.len() > QUESTIONS {
        return Err(CallRefusal::TooManyQuestions);
    }
    let PublishCall {
        title,
        text,
        questions,
    } = ask;
    Ok(CallEvent::Published {
        cycle: cycle.id.clone(),
        title,
        text,
        questions,
    })
}
