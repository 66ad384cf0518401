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
review-mine-title = What changed where you commented
review-mine-lead = Each passage as you read it, and what version { $number } made of it.
review-mine-none = Nothing you commented on has changed: the latest version is the one you read, or you have not commented yet.
review-mine-more = { $count ->
    [one] One older passage is not shown here.
   *[other] { $count } older passages are not shown here.
  }
review-mine-kept = These words are as they were.
review-mine-all = Everything since each of my comments
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
review-places-keys = Keys: j and k step from one to the next; Tab reaches its choices, Enter takes one.
review-fared = { $blocks }; { $comments }.
review-carried = { $count ->
    [one] 1 comment carried
   *[other] { $count } comments carried
  }
review-doubtful = { $count } to check
review-orphaned = { $count } orphaned
review-places-none = Nothing is left to check.
review-places-old = In version { $number }
review-places-new = Probably here now
review-places-near = Its neighbours now
review-places-here = It stands here
review-places-gone = It is gone from this version
review-stands = It is { $state } now.
review-let-be = Call it “{ $state }”
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
review-broken = Item { $number } was accepted, and the passage has not changed
review-due = Item { $number } was accepted, and the passage is still to change
review-broken-hidden = An accepted item that only named people may read has not changed the text
review-no-basis = { $label } does not say what it stands on
review-private-basis = { $label } stands only on what not everyone may read; add something public, or the editor's own text
review-basis-title = What the text stands on
review-basis-lead = { $open ->
    [0] Every paragraph says what it stands on.
   *[other] { $open } of { $all } paragraphs do not say yet what they stand on.
  }
review-basis-open = ○
review-basis-doubt = This was stated of version { $version }, and the words have changed much since. Look whether it still holds, and save it again.
review-basis-items = Items it stands on
review-basis-none = No comment stands on this paragraph. Find others beside, or give their numbers below.
review-basis-said = What was said in sessions
review-basis-numbers = Other items, by number
review-basis-numbers-hint = Parted by commas, such as 12, 31.
review-basis-own = The editor's own text
review-basis-more = Words said in a session, paragraphs of other texts
review-basis-heard = Paragraphs of a transcript
review-basis-heard-hint = The session's word in its address and the paragraphs, such as: hearing 12-14. Parted by semicolons.
review-basis-others = Paragraphs of texts
review-basis-others-hint = The text's word in its address and the paragraph, such as: first-outcome 2.1 ¶3. Parted by semicolons.
review-basis-save = Save and go to the next
review-basis-find = Find items and what was said
review-basis-find-hint = By number or by words. Those found can be ticked.
review-basis-rest = The rest is the editor's own text
review-basis-rest-lead = { $count ->
    [one] One paragraph says nothing yet. Say of it that it is the editor's own text only if nobody's voice carried it.
   *[other] { $count } paragraphs say nothing yet. Say of all of them that they are the editor's own text only if nobody's voice carried them.
  }
review-basis-rest-act = They are the editor's own text
review-coverage = What it stands on, and what it left out
review-coverage-blocks = { $founded } of { $needed } paragraphs say what they stand on.
review-coverage-accepted = { $used } of { $all } accepted items are named by a paragraph.
review-unheard = Groups whose voices the text does not stand on
review-unheard-none = Every group's voice is among what the text stands on.
review-left-out = Accepted, and named by no paragraph
review-left-out-none = Every accepted item is named by a paragraph.
review-unfounded = Paragraphs without a basis for everyone
review-unfounded-none = Every paragraph has one.
review-flow = Whose voices went where
review-flow-table = The same as a table
review-flow-section = Part of the text
review-flow-rest = Not in this text
review-flow-open = Not answered yet
review-flow-words = { $voices ->
    [one] One voice of the cycle
   *[other] { $voices } voices of the cycle
  }; the text stands on { $used } of them. One that several parts stand on is drawn once for each.
review-outcome = What this outcome stands on
review-outcome-broken = Accepted, and not in the text:
review-disagreed = Who disagreed, and why
review-disagreed-none = Nothing was declined, and nobody objects.
review-objects = Objects:
review-declined = Declined, because:
review-orphan-subject = Comment { $number }: its words are not in version { $version } any more
review-orphan-mail =
    Dear { $name },

    version { $version } of “{ $title }” was saved. The words that your comment { $number } is about are not in it any more, or nobody could tell where they went:
review-orphan-mail-where = Your comment is kept with these words. If you know where it belongs now, say so here in one step:
review-text = The text
