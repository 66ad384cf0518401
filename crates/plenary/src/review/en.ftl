# The room `review`.
review-version = Version { $number }
review-not-latest = This is not the latest version. Read the latest.
review-open-until = Open for comments until { $when }.
review-open-late = The review is over; a late comment is still taken, labelled as late, and answered.
review-comment-whole = Comment on the document as a whole
review-versions = All versions
review-compare = What changed since version { $number }
review-places = Where the comments went
review-comments = { $count ->
    [one] 1 comment
   *[other] { $count } comments
  }
review-write = Write the next version
review-go-on = Let it go on
review-contents = Contents
review-comment = Comment
review-tick = with others
review-tick-label = Comment on { $label } together with others
review-tray = Comment on several passages together
review-tray-comment = Comment on the ticked passages
review-tray-hint = Tick as many paragraphs as your comment is about.
review-select-comment = Comment on this
review-select-collect = Collect, and choose more
review-more = { $count ->
    [one] 1 more voice
   *[other] { $count } more voices
  }
review-parts = Parts of the text
review-part-before = The part before
review-part = part { $part } of { $parts }
review-part-after = The next part
review-general = On the document as a whole
review-general-none = Nobody has said anything about the document as a whole yet.
review-orphans = { $count ->
    [one] One comment has lost its place in this version; it is listed with its old words.
   *[other] { $count } comments have lost their place in this version; they are listed with their old words.
  }
review-counts = Comments by paragraph and group
review-counts-block = Paragraph
review-counts-all = All
review-downloads = The same words as a file:
review-plain-text = plain text
review-compare-title = From version { $old } to version { $new }
review-compare-all = Show all changes
review-compare-mine = Show only what changed where I commented
review-compare-legend = Marked are
review-compare-put-in = words put in
review-compare-taken-out = words taken out
review-compare-nothing = Nothing changed here.
review-unchanged = { $count } paragraphs are as they were
review-fate-edited = edited
review-fate-moved = moved; it stood after { $from }
review-fate-moved-first = moved; it stood first
review-fate-split = split off from { $from }
review-fate-merged = put together from { $from }
review-fate-new = new
review-fate-gone = taken out; it was { $from }
review-moved-out = moved to { $label }
review-moved-in = moved here from { $label }
review-places-title = Where the comments stand in version { $number }
review-places-comments = Comments: { $carried } carried, { $doubtful } to check, { $orphaned } orphaned.
review-places-none = Nothing is left to check.
review-places-old = In version { $number }
review-places-new = Probably here now
review-places-near = Its neighbours now
review-places-here = It stands here
review-places-gone = It is gone from this version
review-stands = It is { $state } now.
review-let-be = Make it { $state }
review-state-outline-means = Only those who write it see it.
review-state-draft-means = Only those who write it see it.
review-state-in-review-means = Everyone reads it and comments on it.
review-state-revising-means = Comments are being worked in; late ones are still taken.
review-state-preliminary-means = The outcome as it will be, unless somebody objects.
review-state-final-means = The outcome. It does not change any more, except by an erratum.
review-state-superseded-means = Something else took its place.
review-missing = { $count ->
    [one] One thing is missing before it can be final
   *[other] { $count } things are missing before it can be final
  }
review-unanswered = Item { $number } has no published answer.
review-unanswered-hidden = Items that you may not read have no published answer either; who may read them sees them here.
