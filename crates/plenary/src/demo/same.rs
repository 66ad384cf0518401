//! The story's words and the rooms' words for the same things.

use plenary_kit::policy::{Attribution, Mark, Role};

use super::story;
use crate::docket::{Door, Kind};
use crate::forum::PhaseKind;

pub(super) fn phase_kind(kind: story::PhaseKind) -> PhaseKind {
    match kind {
        story::PhaseKind::Call => PhaseKind::Call,
        story::PhaseKind::Drafting => PhaseKind::Drafting,
        story::PhaseKind::Review => PhaseKind::Review,
        story::PhaseKind::Session => PhaseKind::Session,
        story::PhaseKind::Revision => PhaseKind::Revision,
        story::PhaseKind::Final => PhaseKind::Final,
    }
}

pub(super) fn role(role: story::Role) -> Role {
    match role {
        story::Role::Secretariat => Role::Secretariat,
        story::Role::Facilitator => Role::Facilitator,
        story::Role::Editor => Role::Editor,
        story::Role::Moderator => Role::Moderator,
        story::Role::Captioner => Role::Captioner,
    }
}

pub(super) fn kind(kind: story::Kind) -> Kind {
    match kind {
        story::Kind::Contribution => Kind::Contribution,
        story::Kind::Comment => Kind::Comment,
        story::Kind::Question => Kind::Question,
        story::Kind::Intervention => Kind::Intervention,
        story::Kind::Message => Kind::Message,
        story::Kind::Proposal => Kind::Proposal,
    }
}

pub(super) fn door(door: story::Door) -> Door {
    match door {
        story::Door::Web => Door::Web,
        story::Door::Mail => Door::Mail,
        story::Door::File => Door::File,
        story::Door::Floor => Door::Floor,
        story::Door::Remote => Door::Remote,
    }
}

pub(super) fn mark(mark: story::Mark) -> Mark {
    match mark {
        story::Mark::Clear => Mark::Clear,
        story::Mark::Green => Mark::Green,
        story::Mark::Amber => Mark::Amber,
        story::Mark::AmberStrict => Mark::AmberStrict,
        story::Mark::Red => Mark::Red,
    }
}

pub(super) fn attribution(attribution: story::Attribution) -> Attribution {
    match attribution {
        story::Attribution::Named => Attribution::Named,
        story::Attribution::ChathamHouse => Attribution::ChathamHouse,
        story::Attribution::Anonymous => Attribution::Anonymous,
    }
}
