//! An item's own page, its files, and its receipt.

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::erase::{self, Gap};
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{
    Author, Place, Said, facts, heading, safe_text, stamp, state_badge, tlp as label,
};
use plenary_kit::shell::{self, Page};
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;
use plenary_kit::tree;
use plenary_kit::web::{self, Who, with_etag};

use super::{Seen, etag_state, group, name_of, people, row, seen, seen_in, tlp};
use crate::docket::number::ItemNumber;
use crate::docket::rules::{Format, Item, is_late, may_erase};
use crate::docket::standing::Turn;
use crate::docket::store::earlier::{Earlier, earlier};
use crate::docket::store::{self, ItemFile, ItemText, list};
use crate::forum::{self, Cycle, Group};
use crate::participant;

/// What the rooms below put on an item's page.
#[derive(Default)]
pub struct Below {
    /// The words of the questions that texts of the item answer, by the question's id.
    pub questions: Vec<(String, String)>,
    /// What follows the words: the answer, and forms that act on the item.
    pub after: Vec<Markup>,
    /// Changes when any of this changes without a change of the item.
    pub state: String,
}

/// An item's page with nothing from the rooms below.
pub async fn item(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let seen = seen(&app, &who, &number)?;
    item_page(&app, &who, &headers, seen, Below::default())
}

/// An item's page; a room below that has an answer to show brings it along.
pub fn item_page(
    app: &App,
    who: &Who,
    headers: &HeaderMap,
    seen: Seen,
    below: Below,
) -> Result<Response, Stop> {
    let page = app.read(|db| ItemPage::load(app, db, who, seen, below))?;
    let state = app.read(|db| page.state(db, &shell::face(app).name))?;
    with_etag(who, headers, &state, || {
        Ok(web::html(page.render(app, who)))
    })
}

/// The most items about an item that its page lists.
const ABOUT_LISTED: usize = 100;

struct ItemPage {
    seen: Seen,
    cycle: Cycle,
    groups: Vec<Group>,
    author: Option<String>,
    on_behalf: Option<String>,
    title: Option<String>,
    title_gap: Option<Gap>,
    texts: Vec<(ItemText, Option<Gap>)>,
    files: Vec<(ItemFile, Option<Gap>)>,
    about: Option<ItemNumber>,
    heard: Vec<row::Row>,
    earlier: Vec<(Earlier, Option<Gap>)>,
    may_erase: bool,
    below: Below,
    now: Instant,
}

impl ItemPage {
    fn load(app: &App, db: &Db<'_>, who: &Who, seen: Seen, below: Below) -> Result<ItemPage, Stop> {
        let item = &seen.item;
        let cycle = forum::store::cycle(db, &item.cycle)?.ok_or(Stop::NotFound)?;
        let with_gap = |text: ItemText| -> Result<_, Fault> {
            let gap = erase::gap(db, text.words)?;
            Ok((text, gap))
        };
        let file_gap = |file: ItemFile| -> Result<_, Fault> {
            let gap = erase::gap(db, file.words[1])?;
            Ok((file, gap))
        };
        let old_gap = |old: Earlier| -> Result<_, Fault> {
            let gap = erase::gap(db, old.words)?;
            Ok((old, gap))
        };
        let about = item
            .about
            .filter(|about| seen_in(app, db, who, &about.to_string()).is_ok());
        let heard = list::about(db, item.number, 0, ABOUT_LISTED)?;
        Ok(ItemPage {
            author: name_of(&people(db, std::slice::from_ref(&seen))?, &seen),
            on_behalf: on_behalf(db, &seen)?,
            title: item
                .title
                .map(|key| store::text(db, key))
                .transpose()?
                .flatten(),
            title_gap: item
                .title
                .map(|key| erase::gap(db, key))
                .transpose()?
                .flatten(),
            texts: store::texts(db, item.number)?
                .into_iter()
                .map(with_gap)
                .collect::<Result<_, _>>()?,
            files: store::files(db, item.number)?
                .into_iter()
                .map(file_gap)
                .collect::<Result<_, _>>()?,
            heard: row::rows(app, db, who.viewer(), &cycle, heard)?,
            earlier: earlier(db, item.number)?
                .into_iter()
                .map(old_gap)
                .collect::<Result<_, _>>()?,
            groups: row::groups(db)?,
            may_erase: may_erase(who.viewer(), item).is_ok(),
            now: app.now(),
            about,
            cycle,
            below,
            seen,
        })
    }

    /// The page's position: its item, and the items about it that this reader sees.
    fn state(&self, db: &Db<'_>, forum: &str) -> Result<String, Fault> {
        let heard = self.heard.iter().map(|row| row.item().changed);
        let last = heard.chain([self.seen.item.changed]).max().unwrap_or(0);
        let position = i64::try_from(last).unwrap_or(i64::MAX);
        let also = (
            format!("{:?}{:?}", self.cycle, self.groups),
            forum,
            &self.below.state,
            self.heard.len(),
        );
        etag_state(db, position, self.now, &also)
    }

    fn item(&self) -> &Item {
        &self.seen.item
    }

    fn render(&self, app: &App, who: &Who) -> Markup {
        let t = &who.tongue;
        let item = self.item();
        let number = item.number.to_string();
        let kind = t.say(&format!("kind-{}", item.kind.word())).into_owned();
        let name = t.say_with(
            "docket-item-name",
            &[("kind", (&kind).into()), ("number", (&number).into())],
        );
        let title = self.title.as_deref().unwrap_or(&name);
        let docket = format!("/cycles/{}/docket", self.cycle.slug);
        let kicker = html! {
            (stamp(t, &number, None)) " " (kind) " · " a href=(docket) { bdi { (safe_text(&self.cycle.title)) } }
        };
        let body = html! {
            (heading(Some(kicker), title, None))
            @if let Some(gap) = &self.title_gap { (self.gap(app, t, gap)) }
            p .meta { (self.author(t)) }
            @if !item.is_shown { p .notice.note { (t.say("docket-unconfirmed")) } }
            @if let Some(at) = item.withdrawn {
                p .notice.note { (t.mark_with("docket-withdrawn", &[("when", t.instant(at.0, &zone(app)).into())])) }
            }
            (self.words(app, t))
            (self.earlier(app, t))
            (self.attachments(app, t))
            @for part in &self.below.after { (part) }
            (self.facts(app, t))
            (self.heard(t, app))
            (self.links(t))
        };
        let mut page = Page::new(title, Place::Docket, body);
        page.unlisted = item.mark != plenary_kit::policy::Mark::Clear;
        page.render(app, who)
    }

    fn author(&self, t: &Tongue) -> Markup {
        let fields = self.seen.fields;
        let shown_group = self.item().group.as_deref().filter(|_| fields.group);
        let nobody = t.say("docket-anonymous");
        let erased = t.say("docket-author-erased");
        let name = match (&self.author, fields.person, fields.group) {
            (Some(name), _, _) => Some(name.as_str()),
            (None, true, _) if self.item().author.is_some() => Some(erased.as_ref()),
            (None, false, false) => Some(nobody.as_ref()),
            _ => None,
        };
        let author = Author {
            name,
            href: None,
            affiliation: None,
            group: group(&self.groups, shown_group),
        };
        html! {
            (author.render())
            @if let Some(organisation) = &self.on_behalf {
                " " span { (t.mark_with("docket-on-behalf", &[("organisation", organisation.into())])) }
            }
        }
    }

    fn words(&self, app: &App, t: &Tongue) -> Markup {
        let item = self.item();
        html! {
            @for (place, (text, gap)) in self.texts.iter().enumerate() {
                section {
                    @if let Some(question) = self.question(text) { h2 dir="auto" { (safe_text(question)) } }
                    @match (&text.text, gap) {
                        (Some(words), _) => {
                            @let said = Said { text: words, lang: Some(&item.lang), is_markdown: text.format == Format::Markdown };
                            (said.render(&format!("t{place}"), 2))
                        }
                        (None, Some(gap)) => (self.gap(app, t, gap)),
                        (None, None) => p .gap { (t.say("docket-words-missing")) },
                    }
                }
            }
        }
    }

    /// The trace of an author's own edits: when, and what it said before.
    fn earlier(&self, app: &App, t: &Tongue) -> Markup {
        let Some((last, _)) = self.earlier.last() else {
            return html! {};
        };
        let when = t.instant(last.until.0, &zone(app));
        let lang = Some(self.item().lang.as_str());
        html! {
            details .earlier { summary { (t.mark_with("docket-edited", &[("when", when.into())])) }
                @for (place, (old, gap)) in self.earlier.iter().enumerate() {
                    p .small { (t.say(if old.is_suggestion { "docket-edited-suggestion" } else { "docket-edited-text" })) " "
                        (t.instant(old.until.0, &zone(app))) }
                    @match (&old.text, gap) {
                        (Some(text), _) => {
                            @let said = Said { text, lang, is_markdown: old.format == Format::Markdown };
                            (said.render(&format!("e{place}"), 2))
                        }
                        (None, Some(gap)) => (self.gap(app, t, gap)),
                        (None, None) => p .gap { (t.say("docket-words-missing")) },
                    }
                }
            }
        }
    }

    fn question<'a>(&'a self, text: &'a ItemText) -> Option<&'a str> {
        let id = text.question.as_deref()?;
        let known = self.below.questions.iter().find(|(each, _)| each == id);
        known.map(|(_, words)| words.as_str())
    }

    /// Where words stood: who decided, when, under which rule. Who the author is stays as closed as it was.
    fn gap(&self, app: &App, t: &Tongue, gap: &Gap) -> Markup {
        let is_authors = gap.decided_by.is_some() && gap.decided_by == self.item().author;
        let who = t.say(if is_authors {
            "docket-gap-author"
        } else {
            "docket-gap-secretariat"
        });
        let args = [
            ("who", who.as_ref().into()),
            ("when", t.instant(gap.at.0, &zone(app)).into()),
            ("rule", (&gap.rule).into()),
        ];
        html! { p .gap.notice.note { (t.mark_with("docket-gap", &args)) } }
    }

    fn attachments(&self, app: &App, t: &Tongue) -> Markup {
        html! {
            @if !self.files.is_empty() {
                section {
                    h2 { (t.say("attachments")) }
                    ul { @for (file, gap) in &self.files { li { (self.attachment(app, t, file, gap.as_ref())) } } }
                }
            }
        }
    }

    fn attachment(&self, app: &App, t: &Tongue, file: &ItemFile, gap: Option<&Gap>) -> Markup {
        let href = format!("/items/{}/files/{}", self.item().number, file.place);
        let size = t.number(i64::try_from(file.bytes.div_ceil(1024)).unwrap_or(i64::MAX));
        html! {
            @match (&file.name, gap) {
                (Some(name), None) => {
                    a href=(href) download { bdi { (safe_text(name)) } }
                    " " small { (file.media_type) ", " (t.say_with("docket-file-size", &[("size", size.into())])) }
                }
                (_, Some(gap)) => (self.gap(app, t, gap)),
                (None, None) => (t.say("docket-words-missing")),
            }
        }
    }

    fn facts(&self, app: &App, t: &Tongue) -> Markup {
        let item = self.item();
        let zone = zone(app);
        let names: Vec<String> = [
            "filed",
            "door",
            "mark",
            "attribution",
            "standing",
            "turn",
            "about",
        ]
        .iter()
        .map(|name| t.say(&format!("docket-fact-{name}")).into_owned())
        .collect();
        let mark = tlp(item.mark);
        let attribution = format!("docket-attribution-{}", item.attribution.word());
        let mut all = vec![
            (
                names[0].as_str(),
                html! {
                    (t.instant(item.filed.0, &zone))
                    @if is_late(item, &self.cycle) { " " em .late { (t.say("late")) } " " small { (t.say("docket-late-means")) } }
                },
            ),
            (
                names[1].as_str(),
                html! { (t.say(&format!("door-{}", item.door.word()))) },
            ),
            (
                names[2].as_str(),
                html! { (label(mark)) " " (mark.meaning(t)) },
            ),
            (names[3].as_str(), html! { (t.say(&attribution)) }),
            (
                names[4].as_str(),
                html! { (state_badge(t, item.standing.state.word())) },
            ),
        ];
        if item.standing.turn_at(self.now) != Turn::Nobody {
            all.push((names[5].as_str(), self.turn(t, &zone)));
        }
        if let Some(about) = self.about {
            all.push((names[6].as_str(), html! { a href={ "/items/" (about) } { (t.say_with("number-of", &[("number", about.to_string().into())])) } }));
        }
        html! { section aria-label=(t.say("docket-facts")) { (facts(&all)) } }
    }

    fn turn(&self, t: &Tongue, zone: &jiff::tz::TimeZone) -> Markup {
        let standing = &self.item().standing;
        let key = if standing.due.is_some_and(|due| due < self.now) {
            "overdue"
        } else {
            "due"
        };
        html! {
            (t.say(&format!("docket-turn-{}", standing.turn_at(self.now).word())))
            @if let Some(due) = standing.due { ", " (t.mark_with(key, &[("when", t.instant(due.0, zone).into())])) }
        }
    }

    fn heard(&self, t: &Tongue, app: &App) -> Markup {
        html! {
            @if !self.heard.is_empty() {
                section {
                    h2 { (t.say("docket-about-this")) }
                    (row::render(t, &self.heard, &self.groups, &zone(app), self.now))
                }
            }
        }
    }

    fn links(&self, t: &Tongue) -> Markup {
        let number = self.item().number;
        html! {
            nav .meta aria-label=(t.say("docket-item-links")) {
                @if may_have_receipt(&self.seen) {
                    a href={ "/items/" (number) "/receipt" } download { (t.say("docket-receipt")) } " "
                }
                a href={ "/items/" (number) } { (t.say("docket-permanent-link")) } " "
                @if self.may_erase { a href={ "/items/" (number) "/erase" } { (t.say("docket-erase-link")) } }
            }
        }
    }
}

/// The organisation an item speaks for tells who its author may be: it is shown with the person only.
fn on_behalf(db: &Db<'_>, seen: &Seen) -> Result<Option<String>, Fault> {
    match seen.item.on_behalf.as_ref().filter(|_| seen.fields.person) {
        Some(id) => Ok(participant::organisation(db, id)?.map(|organisation| organisation.name)),
        None => Ok(None),
    }
}

fn zone(app: &App) -> jiff::tz::TimeZone {
    shell::face(app).zone
}

/// The line of the ledger names the author's id, so its receipt is for those who may know the author.
fn may_have_receipt(seen: &Seen) -> bool {
    seen.fields.person
}

/// An item's file, to be saved and never shown.
pub async fn file(
    State(app): State<App>,
    who: Who,
    Path((number, place)): Path<(String, String)>,
) -> Result<Response, Stop> {
    let seen = seen(&app, &who, &number)?;
    let place: i64 = place.parse().map_err(|_| Stop::NotFound)?;
    let file = app
        .read(|db| store::file_body(db, seen.item.number, place))?
        .ok_or(Stop::NotFound)?;
    Ok(web::download(&file.name, &file.media_type, file.bytes))
}

/// The proof that an item is in the ledger: a file that is checked offline.
pub async fn receipt(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let item = item_of_receipt(&app, &who, &number, query.as_deref().unwrap_or(""))?;
    tree::grow(&app).await?;
    let text = app
        .read(|db| receipt_of(db, &item))?
        .ok_or(Stop::NotFound)?;
    Ok(web::download(
        &receipt_name(&item),
        "text/plain; charset=utf-8",
        text.into_bytes(),
    ))
}

/// The item of a receipt: for who may have it, and for the guest who was given a pass when it was filed.
fn item_of_receipt(app: &App, who: &Who, number: &str, query: &str) -> Result<Item, Stop> {
    let pass = plenary_kit::form::query(query).take("pass");
    let number: ItemNumber = number.parse().map_err(|_| Stop::NotFound)?;
    if pass == plenary_kit::signin::pass_for(app, &number.to_string()) {
        return app
            .read(|db| store::item(db, number))?
            .ok_or(Stop::NotFound);
    }
    let seen = seen(app, who, &number.to_string())?;
    if may_have_receipt(&seen) {
        Ok(seen.item)
    } else {
        Err(Stop::NotFound)
    }
}

/// What a receipt's file is called.
pub(in crate::docket) fn receipt_name(item: &Item) -> String {
    format!("item-{}.tlog-proof", item.number)
}

/// The receipt of an item's filing, with the words that are still there.
pub(in crate::docket) fn receipt_of(db: &Db<'_>, item: &Item) -> Result<Option<String>, Fault> {
    tree::receipt(db, item.seq, store::carried(db, item)?)
}
