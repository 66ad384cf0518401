//! The tree of tags: what each mark on a page is to somebody who listens.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// A tag that grows; its children are other tags and marks on pages.
struct Twig {
    kind: TagKind,
    children: Vec<Child>,
    /// The tag it will stand in once it has words: a look within a block, whose place is among the words of the block.
    waits_for: Option<usize>,
}

enum Child {
    Twig(usize),
    Mark(usize),
}

/// All tags of a document. Marks are known by number until the pages are drawn.
#[derive(Default)]
pub(super) struct Tags {
    twigs: Vec<Twig>,
    roots: Vec<usize>,
    marks: usize,
}

/// What stands on pages and is no part of the text: numbers, lines.
pub(super) const ARTIFACT: usize = usize::MAX;

impl Tags {
    /// A new tag, at the top or below another.
    pub fn grow(&mut self, below: Option<usize>, kind: impl Into<TagKind>) -> usize {
        let at = self.twigs.len();
        let (kind, children) = (kind.into(), Vec::new());
        let waits_for = None;
        self.twigs.push(Twig {
            kind,
            children,
            waits_for,
        });
        match below {
            Some(parent) => self.twigs[parent].children.push(Child::Twig(at)),
            None => self.roots.push(at),
        }
        at
    }

    /// A new tag within a block; it takes its place when it gets its first mark.
    pub fn within(&mut self, block: usize, kind: impl Into<TagKind>) -> usize {
        let (kind, children) = (kind.into(), Vec::new());
        let waits_for = Some(block);
        self.twigs.push(Twig {
            kind,
            children,
            waits_for,
        });
        self.twigs.len() - 1
    }

    fn take_place(&mut self, twig: usize) {
        if let Some(block) = self.twigs[twig].waits_for.take() {
            self.take_place(block);
            self.twigs[block].children.push(Child::Twig(twig));
        }
    }

    /// A new mark of a tag.
    pub fn mark(&mut self, twig: usize) -> usize {
        self.take_place(twig);
        self.marks += 1;
        self.twigs[twig].children.push(Child::Mark(self.marks - 1));
        self.marks - 1
    }

    /// How many marks there are.
    pub fn marks(&self) -> usize {
        self.marks
    }

    /// The tree, its marks found by their numbers.
    pub fn tree(&self, drawn: &[Option<Identifier>], lang: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(lang.to_owned()));
        for root in &self.roots {
            tree.push(self.group(*root, drawn));
        }
        tree
    }

    fn group(&self, twig: usize, drawn: &[Option<Identifier>]) -> TagGroup {
        let twig = &self.twigs[twig];
        let mut group = TagGroup::new(twig.kind.clone());
        for child in &twig.children {
            match child {
                Child::Twig(at) => group.push(Node::Group(self.group(*at, drawn))),
                Child::Mark(at) => drawn[*at].into_iter().for_each(|mark| group.push(mark)),
            }
        }
        group
    }
}
