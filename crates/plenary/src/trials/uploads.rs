//! Files that are not what they say, too many or cut short: the words beside them stay in the form.

use axum::http::StatusCode;

use super::acts::publish_call;
use super::hostile::{KEPT, length, member, must_be_calm, raw};
use crate::testing::TestForum;

/// A file by its name and bytes.
type Named<'a> = (&'a str, &'a [u8]);

const BOUNDARY: &str = "----boundary7MA4YWxk";

fn multipart(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    }
    for (name, bytes) in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_not_taken_leave_the_words_in_the_form() {
    let forum = TestForum::open().await;
    publish_call(&forum.app).await;
    let (mut browser, token) = member(&forum).await;
    let before = length(&forum);
    let fields = [
        ("csrf", token.as_str()),
        ("act", "send"),
        ("group", "civil-society"),
        ("text", KEPT),
    ];
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let big = [b"%PDF-1.4".to_vec(), vec![b' '; 10 * 1024 * 1024]].concat();
    let pdf: (&str, &[u8]) = ("a.pdf", b"%PDF-1.4");
    let tries: Vec<(&str, Vec<Named>, u16)> = vec![
        (
            "a zip called pdf",
            vec![("report.pdf", b"PK\x03\x04 nothing of a text document")],
            415,
        ),
        (
            "a program called pdf",
            vec![("report.pdf", b"MZ\x90\x00\x03")],
            415,
        ),
        (
            "a page called png",
            vec![(
                "<script>alert(1)</script>.png",
                b"<html><script>alert(1)</script>",
            )],
            415,
        ),
        ("six files", vec![pdf; 6], 422),
        ("a file too large", vec![("big.pdf", &big)], 413),
        ("an empty file with a name", vec![("empty.pdf", b"")], 415),
    ];
    for (what, files, status) in tries {
        let page = raw(&mut browser, &kind, multipart(&fields, &files), &[]).await;
        must_be_calm(what, &page);
        assert_eq!(page.status.as_u16(), status, "{what}: {}", page.text());
        assert!(page.text().contains(KEPT), "{what}: the words are gone");
    }
    let whole = multipart(&fields, &[pdf]);
    for cut in [whole.len() / 4, whole.len() / 2, whole.len() - 3] {
        let page = raw(&mut browser, &kind, whole[..cut].to_vec(), &[]).await;
        must_be_calm("cut short", &page);
        assert!(
            page.status.is_client_error(),
            "cut at {cut}: {}",
            page.status
        );
    }
    assert_eq!(length(&forum), before, "something was filed");
    let page = raw(&mut browser, &kind, whole, &[]).await;
    assert_eq!(
        page.status,
        StatusCode::SEE_OTHER,
        "the whole of it is taken: {}",
        page.text()
    );
}
