//! A page as a browser without scripts has it: its words, its links, its forms with what stands in them.

/// A page that came back.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The status.
    pub status: u16,
    /// The path it was found under.
    pub path: String,
    /// The page.
    pub html: String,
}

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nobody sees it.
    Hidden,
    /// Letters are typed.
    Typed,
    /// A box; ticked or not.
    Tick,
    /// One of several.
    Radio,
    /// One of a list.
    Choice,
    /// A file.
    File,
    /// A button that says what is meant.
    Button,
}

/// A field, or one of several boxes of that name.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// How it is filled in.
    pub kind: Kind,
    /// What stands in it, or what it sends.
    pub value: String,
    /// Whether it is ticked or chosen.
    pub is_on: bool,
    /// What a list offers.
    pub options: Vec<String>,
}

/// A form.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it leads.
    pub action: String,
    /// Whether it asks for a page and changes nothing.
    pub is_get: bool,
    /// Whether it carries files.
    pub has_files: bool,
    /// Its fields, in their order.
    pub fields: Vec<Field>,
}

impl Form {
    /// Whether somebody at this form can send that.
    pub fn offers(&self, name: &str, value: &str) -> bool {
        self.fields
            .iter()
            .filter(|field| field.name == name)
            .any(|field| match field.kind {
                Kind::Typed => true,
                Kind::File => false,
                Kind::Choice => field.options.iter().any(|option| option == value),
                _ => field.value == value,
            })
    }

    /// What stands in a field now.
    pub fn values_now(&self, name: &str) -> String {
        let field = self.fields.iter().find(|field| field.name == name);
        field.map_or(String::new(), |field| field.value.clone())
    }

    /// The values that a field offers.
    pub fn values(&self, name: &str) -> Vec<String> {
        let named = self.fields.iter().filter(|field| field.name == name);
        named
            .flat_map(|field| match field.kind {
                Kind::Choice => field.options.clone(),
                _ => vec![field.value.clone()],
            })
            .collect()
    }
}

impl Page {
    /// Its words without its marks.
    pub fn words(&self) -> String {
        let main = self
            .html
            .split_once("<main")
            .map_or(&*self.html, |(_, m)| m);
        let mut words = String::new();
        for part in main.split('<') {
            let text = part.split_once('>').map_or("", |(_, text)| text);
            words.push_str(text);
            words.push(' ');
        }
        let plain = unescaped(&words);
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The whole numbers of its words that stand before this word: "44 inputs" holds 44.
    pub fn figure(&self, before: &str) -> Option<u64> {
        let words = self.words();
        let at = words.find(before)?;
        let mut back = words[..at].split_whitespace().rev();
        back.next()?.replace([',', '.'], "").parse().ok()
    }

    /// The number that stands after these words: "inputs 44" holds 44.
    pub fn figure_after(&self, words: &str) -> Option<u64> {
        let all = self.words();
        let rest = &all[all.find(words)? + words.len()..];
        rest.split_whitespace().next()?.parse().ok()
    }

    /// The addresses it links to.
    pub fn links(&self) -> Vec<String> {
        let parts = self.html.split("href=\"").skip(1);
        parts
            .filter_map(|part| part.split('"').next())
            .map(unescaped)
            .collect()
    }

    /// Its forms.
    pub fn forms(&self) -> Vec<Form> {
        let parts = self.html.split("<form").skip(1);
        parts.map(read_form).collect()
    }

    /// The form that leads there and offers all of this.
    pub fn form(&self, action: &str, wanted: &[(&str, &str)]) -> Option<Form> {
        let leads = |form: &Form| match action.strip_suffix('*') {
            Some(start) => form.action.starts_with(start),
            None => form.action == action,
        };
        let offers = |form: &Form| wanted.iter().all(|(name, value)| form.offers(name, value));
        let mut all = self.forms().into_iter();
        all.find(|form| leads(form) && offers(form))
    }

    /// What it says is wrong.
    pub fn faults(&self) -> String {
        let mut found = Vec::new();
        for mark in ["class=\"error\"", "class=\"notice", "class=\"errors"] {
            for part in self.html.split(mark).skip(1) {
                let text = part.split("</p>").next().unwrap_or("");
                found.push(
                    Page {
                        html: format!("<main><i{text}"),
                        ..Page::default()
                    }
                    .words(),
                );
            }
        }
        found.join(" / ")
    }
}

fn read_form(html: &str) -> Form {
    let (head, rest) = html.split_once('>').unwrap_or((html, ""));
    let body = rest.split("</form>").next().unwrap_or("");
    let mut fields: Vec<Field> = Vec::new();
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        match tag.split_whitespace().next().unwrap_or("") {
            "input" => fields.push(input(tag)),
            "textarea" => {
                let text = text.strip_prefix('\n').unwrap_or(text);
                fields.push(field(tag, Kind::Typed, unescaped(text)));
            }
            "select" => fields.push(field(tag, Kind::Choice, String::new())),
            "option" => choose(fields.last_mut(), tag),
            "button" => {
                let value = attribute(tag, "value").unwrap_or_default();
                fields.push(field(tag, Kind::Button, value));
            }
            _ => {}
        }
    }
    Form {
        action: attribute(head, "action").unwrap_or_default(),
        is_get: attribute(head, "method").is_none_or(|method| method == "get"),
        has_files: attribute(head, "enctype").is_some(),
        fields,
    }
}

fn input(tag: &str) -> Field {
    let kind = match attribute(tag, "type").as_deref() {
        Some("hidden") => Kind::Hidden,
        Some("checkbox") => Kind::Tick,
        Some("radio") => Kind::Radio,
        Some("file") => Kind::File,
        _ => Kind::Typed,
    };
    field(tag, kind, attribute(tag, "value").unwrap_or_default())
}

fn field(tag: &str, kind: Kind, value: String) -> Field {
    Field {
        name: attribute(tag, "name").unwrap_or_default(),
        is_on: tag.split_whitespace().any(|word| word == "checked"),
        kind,
        value,
        options: Vec::new(),
    }
}

/// The first option of a list is chosen until another says that it is.
fn choose(list: Option<&mut Field>, tag: &str) {
    let Some(list) = list.filter(|field| field.kind == Kind::Choice) else {
        return;
    };
    let value = attribute(tag, "value").unwrap_or_default();
    if list.options.is_empty() || tag.split_whitespace().any(|word| word == "selected") {
        list.value = value.clone();
    }
    list.options.push(value);
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = format!(" {name}=\"");
    let (_, rest) = tag.split_once(&start)?;
    rest.split('"').next().map(unescaped)
}

/// Text as it is meant: the program writes these four only.
pub fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}
