//! What a form sent: fields and files, its token checked, its idempotency key taken out.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;

use crate::act::Once;
use crate::app::App;
use crate::fault::{Refuse, Stop};
use crate::web::Who;

/// The name of the hidden field that holds the token bound to session and person.
pub const TOKEN_FIELD: &str = "csrf";
/// The name of the hidden field that holds the idempotency key.
pub const KEY_FIELD: &str = "key";
/// More fields than any of our forms has, many times over.
const FIELDS: usize = 2_000;

/// A file that came with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// The field it came in.
    pub field: String,
    /// Its name as the sender's machine calls it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a form sent. Fields are taken out one by one; what nobody took is unknown to the form.
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    /// The files, empty file fields left out.
    pub files: Vec<Upload>,
    once: Option<Once>,
}

/// Why a form could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadForm {
    /// A field the form does not have.
    #[error(
        "The form does not have a field {0:?}. Open the page again and fill in the form you find there."
    )]
    Unknown(String),
    /// Bytes that are no form.
    #[error(
        "What was sent is not a form this page knows. Open the page again and send the form you find there."
    )]
    Malformed,
    /// More than a request may carry.
    #[error(
        "This is larger than the forum takes in one go (50 MB with all files). Attach smaller files, or fewer."
    )]
    TooLarge,
}

impl Refuse for BadForm {
    fn key(&self) -> &'static str {
        match self {
            BadForm::Unknown(_) => "form-unknown-field",
            BadForm::Malformed => "form-malformed",
            BadForm::TooLarge => "form-too-large",
        }
    }

    fn status(&self) -> u16 {
        match self {
            BadForm::TooLarge => 413,
            BadForm::Malformed => 400,
            BadForm::Unknown(_) => 422,
        }
    }
}

impl Form {
    /// A form of these fields; for other doors than the browser's, and for tests.
    pub fn of(fields: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) -> Form {
        Form {
            fields: fields
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
            ..Form::default()
        }
    }

    /// The first value of a field, empty when it was not sent; the field counts as known from then on.
    pub fn take(&mut self, name: &str) -> String {
        let mut all = self.take_all(name);
        if all.is_empty() {
            String::new()
        } else {
            all.swap_remove(0)
        }
    }

    /// Every value of a field.
    pub fn take_all(&mut self, name: &str) -> Vec<String> {
        let (taken, left) = std::mem::take(&mut self.fields)
            .into_iter()
            .partition(|(each, _)| each == name);
        self.fields = left;
        taken.into_iter().map(|(_, value)| value).collect()
    }

    /// The value of a field that stays in the form.
    pub fn peek(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(each, _)| each == name)
            .map_or("", |(_, value)| value)
    }

    /// The idempotency key of this sending, if the form carried one.
    pub fn once(&self) -> Option<Once> {
        self.once.clone()
    }

    /// Refuses a form with fields that nobody took.
    pub fn finish(&self) -> Result<(), BadForm> {
        match self.fields.first() {
            None => Ok(()),
            Some((name, _)) => Err(BadForm::Unknown(name.chars().take(40).collect())),
        }
    }

    fn from_pairs(bytes: &[u8]) -> Result<Form, BadForm> {
        let mut form = Form::default();
        for pair in bytes
            .split(|byte| *byte == b'&')
            .filter(|pair| !pair.is_empty())
        {
            let at = pair
                .iter()
                .position(|byte| *byte == b'=')
                .unwrap_or(pair.len());
            let value = pair.get(at + 1..).unwrap_or(&[]);
            form.add(decode(&pair[..at])?, decode(value)?)?;
        }
        Ok(form)
    }

    fn add(&mut self, name: String, value: String) -> Result<(), BadForm> {
        if self.fields.len() >= FIELDS {
            return Err(BadForm::Malformed);
        }
        self.fields.push((name, value));
        Ok(())
    }
}

impl FromRequest<App> for Form {
    type Rejection = Stop;

    async fn from_request(request: Request, app: &App) -> Result<Form, Stop> {
        let (mut parts, body) = request.into_parts();
        let who =
            <Who as axum::extract::FromRequestParts<App>>::from_request_parts(&mut parts, app)
                .await?;
        let door = parts.uri.path().to_owned();
        let is_multipart = parts
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("multipart/form-data"));
        let request = Request::from_parts(parts, body);
        let mut form = if is_multipart {
            multipart(request, app).await?
        } else {
            pairs(request, app).await?
        };
        let token = form.take(TOKEN_FIELD);
        if who.session.is_some() && token != who.token {
            return Err(Stop::Stale(form.fields));
        }
        let key = form.take(KEY_FIELD);
        if !key.is_empty() {
            form.once = Some(Once::new(who.viewer.participant.as_ref(), &door, &key));
        }
        Ok(form)
    }
}

async fn pairs(request: Request, app: &App) -> Result<Form, Stop> {
    let bytes = Bytes::from_request(request, app)
        .await
        .map_err(|rejection| match rejection.status().as_u16() {
            413 => Stop::from(BadForm::TooLarge),
            _ => Stop::from(BadForm::Malformed),
        })?;
    Ok(Form::from_pairs(&bytes)?)
}

async fn multipart(request: Request, app: &App) -> Result<Form, Stop> {
    let mut parts = Multipart::from_request(request, app)
        .await
        .map_err(|_| BadForm::Malformed)?;
    let mut form = Form::default();
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(|error| too_large_or_bad(&error))?
    {
        let field = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let bytes = part
            .bytes()
            .await
            .map_err(|error| too_large_or_bad(&error))?;
        match file_name {
            Some(name) if name.is_empty() && bytes.is_empty() => {}
            Some(name) => form.files.push(Upload {
                field,
                name,
                bytes: bytes.to_vec(),
            }),
            None => form.add(
                field,
                String::from_utf8(bytes.to_vec()).map_err(|_| BadForm::Malformed)?,
            )?,
        }
    }
    Ok(form)
}

fn too_large_or_bad(error: &axum::extract::multipart::MultipartError) -> BadForm {
    if error.status().as_u16() == 413 {
        BadForm::TooLarge
    } else {
        BadForm::Malformed
    }
}

/// Decodes one name or value of `application/x-www-form-urlencoded` (URL Standard, section 5.1).
fn decode(bytes: &[u8]) -> Result<String, BadForm> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let (byte, step) = match (bytes[at], bytes.get(at + 1..at + 3)) {
            (b'+', _) => (b' ', 1),
            (b'%', Some(hex)) => match std::str::from_utf8(hex)
                .ok()
                .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            {
                Some(byte) => (byte, 3),
                None => (b'%', 1),
            },
            (byte, _) => (byte, 1),
        };
        out.push(byte);
        at += step;
    }
    String::from_utf8(out).map_err(|_| BadForm::Malformed)
}

/// Encodes a text for a query or a form, byte by byte.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char)
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The fields of a query string.
pub fn query(text: &str) -> Form {
    Form::from_pairs(text.as_bytes()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_decodes_to_itself() {
        for text in ["", "a b&c=d", "é/漢", "100 %", "a+b"] {
            assert_eq!(decode(encode(text).as_bytes()).unwrap(), text);
        }
    }

    #[test]
    fn a_field_nobody_took_is_refused() {
        let mut form = Form::of([("words", "hello"), ("is_admin", "1")]);
        assert_eq!(form.take("words"), "hello");
        assert_eq!(form.finish(), Err(BadForm::Unknown("is_admin".into())));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(
            Form::from_pairs(b"words=%ff%fe").unwrap_err(),
            BadForm::Malformed
        );
    }
}
