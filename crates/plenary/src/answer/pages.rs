//! The room's pages: the answer below its item, the queue, publishing, what is out, what is mine, closing a cycle.

mod answers;
mod apply;
mod card;
mod close;
mod dispositions;
mod form;
mod item;
mod link;
mod me;
mod on_text;
mod part;
mod passages;
mod publish;
mod queue;

pub use answers::answers_page;
pub use apply::apply_form;
pub use close::{close_form, close_page};
pub use dispositions::{dispositions_csv, dispositions_page};
pub(super) use item::doing;
pub use item::{
    agree, answer_inquiry, assign, item_page, propose, reply, retract, screen, send_back,
};
pub use link::{reply_by_link, reply_link_page};
pub use me::me_page;
pub use publish::{publish_form, publish_page};
pub use queue::queue_page;
