//! Other words at a place of a text; everything around them keeps its looks.

use plenary_passage::{Block, BlockKind, BlockSource, Piece, Span, Style, Version};

/// The blocks of a version with other words at a span. Empty lines among the words begin new blocks.
pub fn spliced(version: &Version, span: Span, words: &str) -> Vec<BlockSource> {
    let touches = |block: &&Block| block.span.start < span.end && span.start < block.span.end;
    let all = version.blocks();
    let first = all.iter().position(|block| touches(&block));
    let Some(first) = first else {
        return all.iter().map(|block| whole(version, block)).collect();
    };
    let last = all
        .iter()
        .rposition(|block| touches(&block))
        .unwrap_or(first);
    let before = pieces(
        version,
        &all[first],
        Span::new(all[first].span.start, span.start),
    );
    let after = pieces(version, &all[last], Span::new(span.end, all[last].span.end));
    let mut blocks: Vec<BlockSource> = all[..first]
        .iter()
        .map(|block| whole(version, block))
        .collect();
    blocks.extend(middle(&all[first], span, words, before, after));
    blocks.extend(all[last + 1..].iter().map(|block| whole(version, block)));
    blocks
}

/// The words with what stands before and after them in their first and last block.
fn middle(
    block: &Block,
    span: Span,
    words: &str,
    before: Vec<Piece>,
    after: Vec<Piece>,
) -> Vec<BlockSource> {
    let holds = |styled: &&plenary_passage::StyledSpan| {
        let spans_it = styled.span.start <= span.start && span.end <= styled.span.end;
        spans_it && !matches!(styled.style, Style::FootnoteReference { .. })
    };
    let styles: Vec<Style> = block
        .styles
        .iter()
        .filter(holds)
        .map(|styled| styled.style.clone())
        .collect();
    let mut paragraphs: Vec<Vec<Piece>> = paragraphs(words)
        .map(|text| {
            vec![Piece {
                text,
                styles: styles.clone(),
            }]
        })
        .collect();
    if paragraphs.is_empty() {
        paragraphs.push(Vec::new());
    }
    paragraphs[0].splice(0..0, before);
    if let Some(end) = paragraphs.last_mut() {
        end.extend(after);
    }
    let kind = |at: usize| match &block.kind {
        // What follows a heading's words is text; a cell and a note cannot become two.
        BlockKind::Heading { .. } | BlockKind::Footnote { .. } if at > 0 => BlockKind::Paragraph,
        kind => kind.clone(),
    };
    let made = paragraphs.into_iter().enumerate();
    made.map(|(at, pieces)| BlockSource {
        kind: kind(at),
        pieces,
    })
    .collect()
}

fn paragraphs(words: &str) -> impl Iterator<Item = String> {
    let lines = words.replace("\r\n", "\n");
    let parts: Vec<String> = lines
        .split("\n\n")
        .map(|part| part.trim().to_owned())
        .collect();
    parts.into_iter().filter(|part| !part.is_empty())
}

/// A block as an importer would have found it.
pub fn whole(version: &Version, block: &Block) -> BlockSource {
    BlockSource {
        kind: block.kind.clone(),
        pieces: pieces(version, block, block.span),
    }
}

/// A stretch of a block in pieces of one look each.
fn pieces(version: &Version, block: &Block, part: Span) -> Vec<Piece> {
    let mut edges = vec![part.start, part.end];
    let inside = |edge: &u32| part.start < *edge && *edge < part.end;
    let ends = block
        .styles
        .iter()
        .flat_map(|styled| [styled.span.start, styled.span.end]);
    edges.extend(ends.filter(inside));
    edges.sort_unstable();
    edges.dedup();
    let piece = |pair: &[u32]| Piece {
        text: version.slice(Span::new(pair[0], pair[1])).to_owned(),
        styles: block
            .styles
            .iter()
            .filter(|styled| styled.span.start <= pair[0] && pair[1] <= styled.span.end)
            .map(|styled| styled.style.clone())
            .collect(),
    };
    edges.windows(2).map(piece).collect()
}
