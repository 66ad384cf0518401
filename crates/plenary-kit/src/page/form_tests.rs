//! Fields are tied to their words, and what was typed comes back.

use super::*;
use crate::tongue::{Catalogue, KIT_ENGLISH};

fn t() -> Tongue {
    Catalogue::new(vec![("en", KIT_ENGLISH)])
        .expect("sound")
        .choose(None, None)
}

#[test]
fn a_fault_is_tied_to_its_field_and_led_to_from_the_summary() {
    let faults = Faults::new(vec![("title", "Too long.".into())]);
    let field = Field::new("title", "Title")
        .hint("Short.")
        .fault(&faults)
        .text(&t(), "x")
        .0;
    assert!(
        field.contains("aria-describedby=\"f-title-error f-title-hint\" aria-invalid=\"true\""),
        "{field}"
    );
    assert!(field.contains("id=\"f-title-error\"") && field.contains("for=\"f-title\""));
    assert!(
        error_summary(&t(), &faults)
            .0
            .contains("<a href=\"#f-title\">Too long.</a>")
    );
    assert!(error_summary(&t(), &Faults::default()).0.is_empty());
}

#[test]
fn what_was_typed_comes_back_whole_and_harmless() {
    let field = Field::new("words", "Words")
        .words(&t(), "\n</textarea><script>", 100)
        .0;
    assert!(
        field.contains(">\n\n&lt;/textarea&gt;&lt;script&gt;</textarea>"),
        "{field}"
    );
    assert!(!field.contains("maxlength"), "nothing pasted is cut off");
    assert!(
        Field::new("a", "A")
            .text(&t(), "\"><b>")
            .0
            .contains("value=\"&quot;&gt;&lt;b&gt;\"")
    );
}

#[test]
fn cards_share_a_name_and_the_first_has_the_fields_id() {
    let cards = ["a", "b"].map(|value| Card {
        value,
        label: html! { (value) },
        means: "m",
    });
    let field = Field::new("mark", "Mark")
        .required()
        .cards(&t(), &cards, "b")
        .0;
    assert!(
        field.contains("id=\"f-mark\"") && field.contains("id=\"f-mark-1\""),
        "{field}"
    );
    assert_eq!(field.matches(" checked").count(), 1);
}

#[test]
fn a_refused_form_keeps_its_key_and_says_so() {
    let faults = Faults::new(vec![("words", "Empty.".into())]);
    let form = Form::new("/items", "t")
        .key("k1")
        .faults(&t(), &faults)
        .render(html! {})
        .0;
    assert!(
        form.contains("name=\"key\" value=\"k1\"") && form.contains("data-refused"),
        "{form}"
    );
}
