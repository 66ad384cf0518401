# The room `document`.
document-list = Documents
document-none = There is no document in this cycle yet.
document-open = Open a document
document-open-lead = It begins as a draft that only those who write it see. Its text comes in on the next page.
document-open-act = Open it
document-version = version { $number }
document-state-outline = outline
document-state-draft = draft
document-state-in-review = in review
document-state-revising = being revised
document-state-preliminary = preliminary
document-state-final = final
document-state-superseded = superseded
document-field-title = Title
document-field-slug = Word for its address
document-field-slug-hint = Small letters, digits and hyphens, such as shared-expectations. It does not change later.
document-field-lang = Language
document-edit = Write version { $number }
document-edit-lead = Bring a file, or write below. A file is shown before it is saved; a saved version never changes.
document-field-file = A file
document-field-file-hint = DOCX, HTML, Markdown or plain text. Its words come into the field below, with a preview; nothing is saved yet.
document-field-file-open-hint = You can leave this for later. DOCX, HTML, Markdown or plain text; its words are shown before anything of them is saved.
document-field-travel = How far the comments of the file may travel
document-field-travel-hint = TLP:GREEN stays within the forum's community. While the text is not public they go to those who write it.
document-edition = Version { $number } { $note }
document-remarks = Comments and proposed changes in the file
document-remarks-lead = { $comments ->
    [one] 1 comment
   *[other] { $comments } comments
  } and { $changes ->
    [one] 1 proposed change
   *[other] { $changes } proposed changes
  } are filed on the docket under their authors' names when you save. The text is the one before any of the changes.
document-remarks-more = { $count ->
    [one] One more is filed with them.
   *[other] { $count } more are filed with them.
  }
document-remark-nobody = no name
document-remark-on = on
document-remark-unplaced = (its place is not in the text any more; its words are filed with those it was about)
document-remark-remove = proposes to take this out
document-remark-move = proposes to move this
document-remark-join = proposes to join this paragraph and the next
document-beside-them = What the other changed
document-beside-me = What you changed
document-beside-nothing = Nothing but the order or looks.
document-beside-more = { $count ->
    [one] One more change is not shown here.
   *[other] { $count } more changes are not shown here.
  }
document-beside-count = { $theirs ->
    [one] One place was changed by the other alone
   *[other] { $theirs } places were changed by the other alone
  }, { $mine ->
    [one] one by you alone
   *[other] { $mine } by you alone
  }. “Take both texts together” puts all of it into the field below, for you to look at; nothing is saved by it.
document-beside-clashes = { $count ->
    [one] At one place both of you wrote. There the other's words come first and yours after them; take out what you do not want.
   *[other] At { $count } places both of you wrote. There the other's words come first and yours after them; take out what you do not want.
  }
document-merge = Take both texts together
document-table = Table
document-field-text = Text
document-field-text-hint = In Markdown. An empty line parts paragraphs; ## begins a heading.
document-field-note = What is new in it
document-field-note-hint = One sentence for readers, such as: late contributions worked in, section 4 moved.
document-field-erratum = This is an erratum: it mends a final text
document-save = Save as a version
document-show-preview = Show a preview
document-kept-so-far = Kept as the next version so far.
document-saved = The version is saved.
document-keep = Keep as the next version so far
document-worked-in = Already worked into the next version
document-not-in-it = Not in the text below:
document-next-changed = The next version was changed meanwhile by somebody else. Your text is still here, and nothing is lost: both are shown above. Take both together, or go on with yours and save again.
document-preview = What this becomes
document-recognised = Recognised: { $headings ->
    [one] 1 heading
   *[other] { $headings } headings
  }, { $paragraphs ->
    [one] 1 paragraph
   *[other] { $paragraphs } paragraphs
  }, { $entries ->
    [one] 1 entry of a list
   *[other] { $entries } entries of lists
  }, { $tables ->
    [one] 1 table
   *[other] { $tables } tables
  }, { $quotes ->
    [one] 1 quotation
   *[other] { $quotes } quotations
  }, { $footnotes ->
    [one] 1 footnote
   *[other] { $footnotes } footnotes
  }, { $codes ->
    [one] 1 block of code
   *[other] { $codes } blocks of code
  }.
document-dropped = Left out:
document-dropped-html = { $count ->
    [one] one piece of web markup; its words are kept where it had any
   *[other] { $count } pieces of web markup; their words are kept where they had any
  }
document-dropped-picture = { $count ->
    [one] one picture; its description is kept
   *[other] { $count } pictures; their descriptions are kept
  }
document-dropped-rule = { $count ->
    [one] one line across the page
   *[other] { $count } lines across the page
  }
document-dropped-front-matter = { $count ->
   *[other] the settings in front of the text
  }
document-dropped-text-box = { $count ->
    [one] one text box with its words
   *[other] { $count } text boxes with their words
  }
document-dropped-header = { $count ->
   *[other] what stands at the top and the bottom of every page
  }
document-dropped-equation = { $count ->
    [one] one formula; its letters are kept
   *[other] { $count } formulas; their letters are kept
  }
document-dropped-embedded = { $count ->
    [one] one embedded file
   *[other] { $count } embedded files
  }
document-dropped-contents = { $count ->
   *[other] the table of contents; the document makes its own
  }
document-dropped-hidden = { $count ->
    [one] one stretch of hidden words
   *[other] { $count } stretches of hidden words
  }
document-dropped-looks = { $count ->
    [one] one proposed change of looks only
   *[other] { $count } proposed changes of looks only
  }
document-dropped-row = { $count ->
    [one] one proposed row of a table
   *[other] { $count } proposed rows of tables
  }
document-dropped-nested = { $count ->
    [one] one table within a table; its words stand in the outer cell
   *[other] { $count } tables within tables; their words stand in the outer cells
  }
document-dropped-symbol = { $count ->
    [one] one sign of a picture font that stands for no letter
   *[other] { $count } signs of picture fonts that stand for no letter
  }
document-preview-more = { $count ->
    [one] One more block follows.
   *[other] { $count } more blocks follow.
  }
document-summary = Beside the version before: { $counts }.
document-kept = { $count ->
    [one] 1 block kept
   *[other] { $count } blocks kept
  }
document-edited = { $count } edited
document-moved = { $count } moved
document-split = { $count } split
document-merged = { $count } merged
document-new = { $count } new
document-gone = { $count } gone
document-versions = Versions
document-compare = What changed since version { $number }
document-erratum = (erratum)
document-see-latest = Read version { $number }, the latest
