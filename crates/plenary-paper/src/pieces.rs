//! The words of a block, cut where their looks change.

use plenary_passage::{Block, Span, Style, Version};

/// Words of one look.
pub(crate) struct Run<'a> {
    pub text: &'a str,
    /// Outermost first.
    pub styles: Vec<&'a Style>,
}

/// The runs of a block.
pub(crate) fn runs<'a>(version: &'a Version, block: &'a Block) -> Vec<Run<'a>> {
    let ends = block
        .styles
        .iter()
        .flat_map(|styled| [styled.span.start, styled.span.end]);
    let mut edges: Vec<u32> = ends.chain([block.span.start, block.span.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    // Styles are in order of their start, so those that hold a stretch are found by walking along.
    let mut next = 0;
    let mut over: Vec<(Span, &Style)> = Vec::new();
    edges
        .windows(2)
        .map(|pair| {
            over.retain(|(span, _)| span.end > pair[0]);
            while let Some(styled) = block.styles.get(next).filter(|s| s.span.start <= pair[0]) {
                over.push((styled.span, &styled.style));
                next += 1;
            }
            Run {
                text: version.slice(Span::new(pair[0], pair[1])),
                styles: over.iter().map(|(_, style)| *style).collect(),
            }
        })
        .collect()
}
