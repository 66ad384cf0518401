//! Whole pages: the shell filled with what is known of the visit.
use maud::{Markup, html};
pub fn error_page(
    _: &crate::app::App,
    _: &crate::signin::Visit,
    title: &str,
    words: &str,
) -> Markup {
    html! { h1 { (title) } p { (words) } }
}
