//! What the catalogues promise.

use super::*;

const ENGLISH: &str = "language-name = English\nhello = Hello\nanswered = { $who } answered { $count ->\n    [one] one item\n   *[other] { $count } items\n }.\nlink = Read { $what }, please.\n";
const ARABIC: &str = "language-name = العربية\nhello = مرحبا\n";

fn catalogue() -> Catalogue {
    Catalogue::new(vec![("en", ENGLISH), ("ar", ARABIC)]).expect("sound catalogues")
}

#[test]
fn the_kits_own_english_is_sound() {
    Catalogue::new(vec![("en", KIT_ENGLISH)])
        .map(drop)
        .expect("sound");
}

#[test]
fn a_key_said_twice_and_a_syntax_error_are_both_named() {
    let faults = Catalogue::new(vec![
        ("en", ENGLISH),
        ("en", "hello = Again\nbroken = { $x\n"),
    ]);
    let said = faults.err().expect("faults").to_string();
    assert!(said.contains("hello") && said.contains("broken"), "{said}");
}

#[test]
fn a_key_unknown_in_english_is_a_fault() {
    let faults = Catalogue::new(vec![("en", ENGLISH), ("fr", "bonjour = Bonjour\n")]);
    assert!(
        faults
            .err()
            .expect("faults")
            .to_string()
            .contains("bonjour")
    );
}

#[test]
fn the_first_wish_that_is_spoken_wins() {
    let chosen = |asked, accept| catalogue().choose(asked, Some(accept)).lang().to_owned();
    assert_eq!(chosen(None, "de, ar-EG;q=0.8, en;q=0.9"), "en");
    assert_eq!(chosen(None, "de, ar-EG;q=0.8, en;q=0.5"), "ar");
    assert_eq!(chosen(None, "ar;q=0, x"), "en");
    assert_eq!(chosen(Some("ar"), "en"), "ar");
    assert_eq!(chosen(Some("nonsense"), ";;q=,,"), "en");
    assert_eq!(chosen(None, "ar-XB"), "ar");
    assert_eq!(chosen(Some("ar-XB"), ""), "ar-XB");
}

#[test]
fn what_a_language_lacks_is_said_in_english_and_listed() {
    let arabic = catalogue().choose(Some("ar"), None);
    assert_eq!(arabic.dir(), "rtl");
    assert_eq!(arabic.say("hello"), "مرحبا");
    assert_eq!(
        arabic.say_with("answered", &[("who", "Ana".into()), ("count", 1.into())]),
        "Ana answered one item."
    );
    assert_eq!(catalogue().missing("ar"), ["answered", "link"]);
}

#[test]
fn a_missing_key_is_shown_in_brackets() {
    assert_eq!(catalogue().choose(None, None).say("nowhere"), "[nowhere]");
    assert_eq!(
        catalogue().choose(None, None).say_with("nowhere", &[]),
        "[nowhere]"
    );
}

#[test]
fn plain_text_has_no_isolation_marks_and_markup_has_bdi() {
    let t = catalogue().choose(None, None);
    let args = [("who", "<b>\u{2069}Ana".into()), ("count", 12_345.into())];
    assert_eq!(
        t.say_with("answered", &args),
        "<b>Ana answered 12\u{202F}345 items."
    );
    let marked = t.mark_with("answered", &args).0;
    assert!(
        marked.starts_with("<bdi>&lt;b&gt;Ana</bdi> answered "),
        "{marked}"
    );
    let link = PreEscaped("<a href=\"/x\">this</a>".to_owned());
    assert_eq!(
        t.mark_with("link", &[("what", link.into())]).0,
        "Read <bdi><a href=\"/x\">this</a></bdi>, please."
    );
}

#[test]
fn the_pseudo_languages_change_every_message() {
    let long = catalogue().choose(Some(PSEUDO_LONG), None);
    assert_eq!(long.say("hello"), "Hééllöo");
    let turned = catalogue().choose(Some(PSEUDO_RIGHT_TO_LEFT), None);
    assert_eq!(
        (turned.dir(), turned.say("hello").as_ref()),
        ("rtl", "\u{202E}Hello\u{202C}")
    );
}

#[test]
fn numbers_are_grouped_from_five_digits_on() {
    let t = catalogue().choose(None, None);
    assert_eq!(t.number(9_999), "9999");
    assert_eq!(t.number(-1_234_567), "\u{2212}1\u{202F}234\u{202F}567");
}

#[test]
fn phrases_come_out_as_fluent_writes_them() {
    let catalogue =
        Catalogue::new(vec![("en", KIT_ENGLISH), ("en", ENGLISH_BESIDES)]).expect("sound");
    let link: Markup = maud::html! { a href="/x" { "x & y" } };
    let mut compared = 0;
    for lang in ["en", PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT] {
        let t = catalogue.choose(Some(lang), None);
        for key in t.0.phrases.keys() {
            let names = [
                "number", "when", "day", "month", "year", "time", "zone", "who", "count", "what",
                "size", "first",
            ];
            for arg in [
                Arg::from(0),
                Arg::from(1),
                Arg::from(2),
                Arg::from(12_345),
                Arg::from("web"),
                Arg::from("A < \u{2068}B"),
                Arg::from(link.clone()),
            ] {
                let args = names.map(|name| (name, arg.clone()));
                let mut parts = Vec::new();
                let filled = t.filled(key, &args, &mut parts);
                let Some(markup) = t.0.phrases[key].marked(&args) else {
                    continue;
                };
                assert_eq!(markup.0, marked(&filled, &parts), "{lang} {key}");
                assert_eq!(
                    t.0.phrases[key].plain(&args),
                    Some(plain(&filled)),
                    "{lang} {key}"
                );
                compared += 1;
            }
        }
        let chooses = t
            .phrase("answered")
            .expect("a message that chooses is a phrase");
        let args = [("who", "Ana".into()), ("count", 1.into())];
        let told = chooses.marked(&args).expect("all is given");
        let by_fluent = marked(&t.filled("answered", &args, &mut Vec::new()), &[]);
        assert_eq!(told.0, by_fluent);
        assert!(
            t.phrase("refers").is_none(),
            "a message that refers to another is no phrase"
        );
    }
    assert!(compared > 500, "{compared}");
}

const ENGLISH_BESIDES: &str = "answered = { $who } answered { $count ->\n    [one] one item\n   *[other] { $count } items\n }.\nalone = { $who }\ndoor = by { $what ->\n    [web] the web\n    [0] nothing\n   *[other] another { $who }, { $count ->\n        [one] once\n       *[other] often\n    }\n }\nrefers = see { alone }\nlines =\n    Read { $what },\n    please, { $who }.\n";
