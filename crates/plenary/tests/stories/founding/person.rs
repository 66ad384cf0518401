//! A person at a browser without scripts: opens pages, fills in their forms and presses their buttons. What a page does
//! not offer cannot be sent, and every click and key is counted.

use std::net::SocketAddr;

use plenary_kit::form::encode;

use super::page::{Field, Form, Kind, Page};
use crate::http::{Answer, Client};

/// What somebody did with their hands.
///
/// A button, a link, a box or a card is a click, a field to type in is one, a list is two (it opens, and one chooses). A key
/// is a letter typed or deleted; what a form already holds costs nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Presses of the pointer.
    pub clicks: u64,
    /// Presses of keys.
    pub keys: u64,
    /// Times the hand went from pointer to keys or back.
    pub moves: u64,
    /// Fields and buttons before each of which one thinks.
    pub choices: u64,
}

impl Effort {
    /// The seconds this takes an average typist who knows the page, by the keystroke-level model.
    ///
    /// Operators of S. K. Card, T. P. Moran, A. Newell, "The keystroke-level model for user performance time with interactive
    /// systems", CACM 23 (7), 1980: K 0.28 s (average non-secretary typist), P 1.1 s, H 0.4 s, M 1.35 s; the press of the
    /// pointer's button 0.2 s. Reading and finding the words are not in it.
    pub fn seconds(self) -> f64 {
        let of = |count: u64, each: f64| count as f64 * each;
        of(self.clicks, 1.3) + of(self.keys, 0.28) + of(self.moves, 0.4) + of(self.choices, 1.35)
    }

    /// What was done since.
    pub fn since(self, before: Effort) -> Effort {
        Effort {
            clicks: self.clicks - before.clicks,
            keys: self.keys - before.keys,
            moves: self.moves - before.moves,
            choices: self.choices - before.choices,
        }
    }
}

/// A file that is brought along: the field, its name, its bytes.
pub type Brought<'a> = (&'a str, &'a str, &'a [u8]);

/// Somebody at a browser.
pub struct Person {
    /// The name.
    pub name: String,
    /// The mail address.
    pub address: String,
    /// The word of the stakeholder group.
    pub group: String,
    /// What they did so far.
    pub effort: Effort,
    /// The page they look at.
    pub page: Page,
    client: Client,
    server: SocketAddr,
}

impl Person {
    /// Somebody who has not been here before.
    pub fn new(server: SocketAddr, name: &str, group: &str) -> Person {
        let plain: String = name.to_lowercase().replace(' ', ".");
        Person {
            name: name.to_owned(),
            address: format!("{plain}@example.org"),
            group: group.to_owned(),
            effort: Effort::default(),
            page: Page::default(),
            client: Client::with_cookies(""),
            server,
        }
    }

    /// Opens an address by a link or by typing it; it must be there.
    pub fn open(&mut self, path: &str) -> &Page {
        let page = self.look(path);
        assert_eq!(
            page.status,
            200,
            "{} at {path}: {}",
            self.name,
            page.words()
        );
        self.page = page;
        &self.page
    }

    /// Looks at an address, whatever comes.
    pub fn look(&mut self, path: &str) -> Page {
        self.effort.clicks += 1;
        self.effort.choices += 1;
        self.get(path)
    }

    fn get(&mut self, path: &str) -> Page {
        let mut path = local(path);
        for _ in 0..5 {
            let answer = self.client.get(self.server, &path).unwrap();
            self.client.keep(&answer);
            match answer.status {
                301..=308 => path = local(answer.header("location")),
                _ => return page(&path, &answer),
            }
        }
        panic!("{path} leads in a circle");
    }

    /// Fills in the form of the page that leads there and offers all of this, and sends it; what follows must be well.
    pub fn fill(&mut self, action: &str, fields: &[(&str, &str)]) -> &Page {
        self.fill_with(action, fields, &[])
    }

    /// The same with files.
    pub fn fill_with(
        &mut self,
        action: &str,
        fields: &[(&str, &str)],
        files: &[Brought<'_>],
    ) -> &Page {
        let page = self.try_with(action, fields, files);
        let (who, at) = (&self.name, &page.path);
        assert_eq!(
            page.status,
            200,
            "{who}, {action}, at {at}: {}",
            page.faults()
        );
        self.page = page;
        &self.page
    }

    /// The same, whatever comes of it.
    pub fn try_with(
        &mut self,
        action: &str,
        fields: &[(&str, &str)],
        files: &[Brought<'_>],
    ) -> Page {
        let Some(form) = self.page.form(action, fields) else {
            let all: Vec<Form> = self.page.forms();
            let (who, at) = (&self.name, &self.page.path);
            panic!("{who} at {at} finds no form {action} with {fields:?}, but {all:#?}");
        };
        self.send(&form, fields, files)
    }

    /// Sends a form as it was filled in.
    fn send(&mut self, form: &Form, fields: &[(&str, &str)], files: &[Brought<'_>]) -> Page {
        let sent = self.filled(form, fields);
        self.effort.clicks += 1 + 2 * files.len() as u64;
        self.effort.choices += 1 + files.len() as u64;
        if form.is_get {
            return self.get(&format!("{}?{}", form.action, urlencoded(&sent)));
        }
        let answer = self.post(form, &sent, files).unwrap();
        self.client.keep(&answer);
        match answer.status {
            303 => {
                let to = answer.header("location").to_owned();
                self.get(&to)
            }
            _ => page(&form.action, &answer),
        }
    }

    /// Sends the form of the page that leads there while the service may fall: what came back, or how the line broke.
    pub fn risk(&mut self, action: &str, fields: &[(&str, &str)]) -> std::io::Result<Page> {
        let form = self.page.form(action, fields).expect("a form");
        let sent = self.filled(&form, fields);
        let answer = self.post(&form, &sent, &[])?;
        Ok(page(&form.action, &answer))
    }

    /// Goes on where the service was started again.
    pub fn goes_on_at(&mut self, server: SocketAddr) {
        self.server = server;
    }

    fn post(
        &mut self,
        form: &Form,
        sent: &[(String, String)],
        files: &[Brought<'_>],
    ) -> std::io::Result<Answer> {
        let (kind, body) = match form.has_files {
            true => multipart(sent, files),
            false => (
                "application/x-www-form-urlencoded".to_owned(),
                urlencoded(sent).into_bytes(),
            ),
        };
        let (client, server) = (&mut self.client, self.server);
        client.send(server, &form.action, &kind, &body)
    }

    /// What the form sends, with what it already holds; counts what that costs.
    fn filled(&mut self, form: &Form, fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let asked = |field: &Field| fields.iter().any(|(name, _)| *name == field.name);
        let is = |field: &Field| {
            let pair = (field.name.as_str(), field.value.as_str());
            fields.contains(&pair)
        };
        let mut sent = Vec::new();
        for field in form.fields.iter().filter(|field| !field.name.is_empty()) {
            let value = match field.kind {
                Kind::File => None,
                Kind::Hidden => Some(field.value.clone()),
                Kind::Button => is(field).then(|| field.value.clone()),
                Kind::Tick | Kind::Radio => {
                    let is_on = if asked(field) { is(field) } else { field.is_on };
                    self.press(
                        is_on != field.is_on && (is_on || field.kind == Kind::Tick),
                        1,
                    );
                    is_on.then(|| field.value.clone())
                }
                Kind::Choice | Kind::Typed => {
                    let given = fields.iter().find(|(name, _)| *name == field.name);
                    let value = given.map_or(field.value.as_str(), |(_, value)| value);
                    self.change(field, value);
                    Some(value.to_owned())
                }
            };
            sent.extend(value.map(|value| (field.name.clone(), value)));
        }
        sent
    }

    fn press(&mut self, is_pressed: bool, clicks: u64) {
        if is_pressed {
            self.effort.clicks += clicks;
            self.effort.choices += 1;
        }
    }

    fn change(&mut self, field: &Field, value: &str) {
        if field.value == value {
            return;
        }
        match field.kind {
            Kind::Choice => self.press(true, 2),
            _ => {
                self.press(true, 1);
                self.effort.moves += 2;
                self.effort.keys += strokes(&field.value, value);
            }
        }
    }

    /// Sends what no form offers, as somebody would who means harm; the form is another one of the page.
    pub fn forge(&mut self, action: &str, name: &str, value: &str) -> Page {
        let mut form = self.page.form(action, &[]).unwrap();
        let field = form.fields.iter_mut().find(|field| field.name == name);
        field.unwrap().value = value.to_owned();
        self.send(&form, &[], &[])
    }
}

/// The letters deleted and typed to make one text of the other, with the cursor set once.
fn strokes(old: &str, new: &str) -> u64 {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let front = old.iter().zip(&new).take_while(same).count();
    let (old, new) = (&old[front..], &new[front..]);
    let back = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(same)
        .count();
    (old.len() + new.len() - 2 * back) as u64
}

fn page(path: &str, answer: &Answer) -> Page {
    Page {
        status: answer.status,
        path: path.to_owned(),
        html: answer.text(),
    }
}

/// The path of an address, as it stands in a letter.
pub fn local(address: &str) -> String {
    let path = match address.strip_prefix("http://") {
        Some(rest) => rest
            .split_once('/')
            .map_or("/".to_owned(), |(_, path)| format!("/{path}")),
        None => address.to_owned(),
    };
    path.split('#').next().unwrap_or("/").to_owned()
}

fn urlencoded(fields: &[(String, String)]) -> String {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// RFC 7578, with a boundary that no text of the story holds.
fn multipart(fields: &[(String, String)], files: &[Brought<'_>]) -> (String, Vec<u8>) {
    let edge = "----a-cycle-end-to-end";
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(part.into_bytes());
    }
    for (name, file, bytes) in files {
        let head = format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{edge}--\r\n").into_bytes());
    (format!("multipart/form-data; boundary={edge}"), body)
}
