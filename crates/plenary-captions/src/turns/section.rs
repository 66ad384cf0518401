//! Headings between speeches, in records whose labels have no arrows.

use super::Builder;
use crate::layout;
use crate::lines::Line;
use crate::record::{Block, BlockKind};

impl Builder<'_> {
    /// `ELECTION OF THE PRESIDENT` between two speeches of a record without arrows: capitals, then another such line
    /// or a label.
    pub(super) fn is_section(&self, lines: &[Line]) -> bool {
        let begun = !self.record.turns.is_empty();
        let spoken = self.group.as_ref().map_or(begun, |group| {
            !group.text.is_empty() && (begun || group.label.is_some())
        });
        if self.layout.arrows > 0 || self.layout.capitals || self.cues || !spoken {
            return false;
        }
        for line in lines.iter().take(4) {
            let content = layout::content(self.text, line).trim();
            let capitals = content.len() < 120
                && content.split_whitespace().count() > 1
                && !content.contains(char::is_lowercase)
                && content.chars().filter(|c| c.is_uppercase()).count() > 5
                && content.ends_with(char::is_alphanumeric)
                && !self.layout.is_running_head(content);
            let opens = self.layout.opening(content).is_some();
            if opens || !capitals {
                return opens && !std::ptr::eq(line, &lines[0]);
            }
        }
        false
    }

    pub(super) fn section(&mut self, line: &Line) {
        self.flush();
        self.record.blocks.push(Block {
            kind: BlockKind::Header,
            lines: [line.number, line.last],
            text: self.text[line.start..line.end].trim().to_owned(),
            marks: Vec::new(),
        });
    }
}
