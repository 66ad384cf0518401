//! Comments of a file, with their threads, brought to the words they were set on.

use std::collections::HashMap;

use super::changes::{Hand, tidy};
use super::line::Edge;
use super::package::{Around, Package};
use super::xml::{Node, Puller};
use crate::refusal::Refusal;
use crate::remark::{Ask, Place, Remark, Reply};

/// The most passages of one comment; a selection over more blocks is cut there.
const PASSAGES: usize = 20;

/// A comment as it stands in its part.
struct Comment {
    id: String,
    hand: Hand,
    text: String,
    /// The mark by which other comments answer it.
    thread: Option<String>,
}

/// Comment, end of its passage, block and letter.
pub(crate) type Mark = (String, Edge, usize, u32);

/// Reads the comments and sets them where their marks stand. `lengths` has the letters of each block.
pub(crate) fn read(
    package: &mut Package<'_>,
    around: &Around,
    marks: &[Mark],
    lengths: &[u32],
) -> Result<Vec<Remark>, Refusal> {
    let comments = comments(package, around)?;
    let threads = threads(package, around)?;
    // Of marks that a damaged file sets twice, the first counts.
    let mut spots: HashMap<&str, [Option<&Mark>; 3]> = HashMap::new();
    for mark in marks {
        spots.entry(&mark.0).or_default()[mark.1 as usize].get_or_insert(mark);
    }
    let thread_of = |comment: &Comment| comment.thread.as_ref().and_then(|id| threads.get(id));
    let by_thread: HashMap<&str, usize> = comments
        .iter()
        .enumerate()
        .filter_map(|(at, comment)| Some((comment.thread.as_deref()?, at)))
        .collect();
    let mut remarks: Vec<(usize, Remark)> = Vec::new();
    for (at, comment) in comments.iter().enumerate() {
        let parent = thread_of(comment).and_then(|thread| thread.parent.as_deref());
        let root = parent.and_then(|parent| by_thread.get(parent).copied());
        let known = root.and_then(|root| remarks.binary_search_by_key(&root, |each| each.0).ok());
        if let Some(known) = known {
            remarks[known].1.replies.push(Reply {
                author: comment.hand.author.clone(),
                text: comment.text.clone(),
            });
            continue;
        }
        let own = spots.get(comment.id.as_str()).copied().unwrap_or_default();
        let mut remark = comment
            .hand
            .asks(Ask::Words(comment.text.clone()), passages(own, lengths));
        remark.is_done = thread_of(comment).is_some_and(|thread| thread.is_done);
        if !comment.text.is_empty() {
            remarks.push((at, remark));
        }
    }
    Ok(remarks.into_iter().map(|(_, remark)| remark).collect())
}

fn comments(package: &mut Package<'_>, around: &Around) -> Result<Vec<Comment>, Refusal> {
    let Some(name) = around.part("comments") else {
        return Ok(Vec::new());
    };
    let Some(text) = package.part(name)? else {
        return Ok(Vec::new());
    };
    let mut puller = Puller::new(&text);
    let mut all = Vec::new();
    if puller.enter("comments")? {
        while let Some(node) = puller.next()? {
            if node.word() == "comment" {
                all.push(comment(&node));
            }
        }
    }
    Ok(all)
}

fn comment(node: &Node) -> Comment {
    let paragraphs = || node.children.iter().filter(|child| child.word() == "p");
    let mut text = String::new();
    for paragraph in paragraphs() {
        gather(paragraph, &mut text);
        text.push_str("\n\n");
    }
    let last = paragraphs().next_back();
    Comment {
        id: node.attribute("id").unwrap_or_default().to_owned(),
        hand: Hand::of(node),
        text: tidy(&text),
        thread: last
            .and_then(|last| last.attribute("paraId"))
            .map(str::to_owned),
    }
}

/// The plain words of a node, proposed changes taken as made.
pub(crate) fn gather(node: &Node, out: &mut String) {
    match node.word() {
        "t" => out.push_str(&node.text),
        "tab" => out.push('\t'),
        "br" | "cr" => out.push('\n'),
        "noBreakHyphen" => out.push('\u{2011}'),
        "del" | "moveFrom" | "pPr" | "rPr" => {}
        _ => node.children.iter().for_each(|child| gather(child, out)),
    }
}

struct Thread {
    parent: Option<String>,
    is_done: bool,
}

fn threads(package: &mut Package<'_>, around: &Around) -> Result<HashMap<String, Thread>, Refusal> {
    let Some(name) = around.part("commentsExtended") else {
        return Ok(HashMap::new());
    };
    let root = package.tree(name)?;
    let thread = |node: &Node| {
        let thread = Thread {
            parent: node.attribute("paraIdParent").map(str::to_owned),
            is_done: node.attribute("done") == Some("1"),
        };
        Some((node.attribute("paraId")?.to_owned(), thread))
    };
    Ok(root
        .iter()
        .flat_map(|root| &root.children)
        .filter_map(thread)
        .collect())
}

/// The passages between the marks of a comment; the block in which it stands when no words are between them.
fn passages(marks: [Option<&Mark>; 3], lengths: &[u32]) -> Vec<Place> {
    let find = |edge: Edge| marks[edge as usize];
    let sign = find(Edge::Sign).or(find(Edge::End)).or(find(Edge::Start));
    let (Some(start), Some(end)) = (find(Edge::Start).or(sign), find(Edge::End).or(sign)) else {
        return Vec::new();
    };
    let mut places = Vec::new();
    for (block, letters) in lengths.iter().enumerate().take(end.2 + 1).skip(start.2) {
        let from = if block == start.2 { start.3 } else { 0 };
        let to = if block == end.2 { end.3 } else { *letters };
        let to = to.min(*letters);
        if from < to {
            places.push(Place {
                block,
                start: from,
                end: to,
            });
        }
        if places.len() >= PASSAGES {
            break;
        }
    }
    if places.is_empty()
        && let Some(block) = whole_block(start.2, lengths)
    {
        places.push(block);
    }
    places
}

/// The block, or the last one when the mark stands behind it.
fn whole_block(block: usize, lengths: &[u32]) -> Option<Place> {
    let block = block.min(lengths.len().checked_sub(1)?);
    Some(Place {
        block,
        start: 0,
        end: lengths[block],
    })
}
