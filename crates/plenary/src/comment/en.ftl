# The room `comment`.
comment-title = Comment on the text
comment-old-version = This is an older version; { $latest } is the latest. Your comment is kept with these words and carried to where they stand now.
comment-on = You comment on:
comment-on-whole = On the document as a whole
comment-is-on = On this passage
comment-more = Comment on another paragraph at the same time
comment-field-more = Number of the paragraph
comment-field-more-hint = As printed beside it, such as 2 ¶3.
comment-add = Add it
comment-no-such-paragraph = No paragraph of this version has that number. Look it up beside the text.
comment-field-text = Your comment
comment-field-text-hint = It may stay empty where you suggest another wording.
comment-field-nature = What sort of comment is it?
comment-nature-general = general
comment-nature-general-means = About the text as such, or its direction.
comment-nature-substantive = substantive
comment-nature-substantive-means = About what it says.
comment-nature-editorial = editorial
comment-nature-editorial-means = About how it says it.
comment-nature-factual = factual correction
comment-nature-factual-means = Something in it is not so.
comment-nature-question = question
comment-nature-question-means = You want to know something before you can judge it.
comment-suggest = Suggest another wording
comment-field-suggestion = The passage as you would have it
comment-field-suggestion-hint = The whole passage in your words. It is shown beside the old one with the changes marked.
comment-send = Send the comment
comment-suggested = Suggested wording
comment-written-on = { $label } of version { $version }
comment-stands-written = Written on this version.
comment-stands-carried = Carried to the latest version:
comment-stands-confirmed = Placed by a person in the latest version:
comment-stands-doubtful = Probably here in the latest version; a person has still to look:
comment-stands-orphaned = Its words are not in the latest version any more.
comment-stands-gone = Its words are gone from the latest version; a person looked.
comment-today = { $label } today
comment-what-changed = What changed there
comment-endorsed = { $count ->
    [one] One participant stands behind this
   *[other] { $count } participants stand behind this
  }
comment-endorse = Stand behind this
comment-endorse-act = Endorse
comment-endorse-back = Take my endorsement back
comment-field-reason = Why (may stay empty)
comment-field-organisation = For
comment-for-myself = myself
comment-reply = Reply to this
comment-reply-title = Reply to { $number }
comment-reply-lead = A reply is an item of its own: it gets a number and an answer. It travels no further than what it replies to.
comment-brought-move = This passage is to move elsewhere.
comment-brought-remove = This passage is to go.
comment-brought-join = This paragraph and the next are to be one.
comment-brought-wording = Proposed wording: { $wording }
comment-brought-on = On: { $quote }
comment-look = Look at it first
comment-untick = Take out the tick of what you do not mean after all.
comment-edit = Change my words
comment-edit-title = Change the words of { $number }
comment-edit-lead = You can do this until somebody answers or endorses it. What it said before stays to be seen behind the new words.
comment-edit-save = Save the change
comment-sent-title = Your words are in
comment-confirmed = Your address is confirmed.
comment-back-to-text = Back to the text
comment-landed = Version { $latest } of the text came out before your comment arrived. It is kept with the words you wrote it on, and stands in the new version as said here:
comment-letter-landed-subject = Item { $number }: the text has a new version, { $forum }
comment-letter-landed =
    Dear { $name },

    version { $latest } of "{ $title }" came out before your comment { $number } arrived. The comment is kept with the words you wrote it on; this is where they stand now. If that is not right, you can say where it belongs:
    { $url }

## Clusters
comment-clusters-title = Comments that say the same
comment-clusters-lead = Proposed by their words; you say which are the same. A confirmed cluster is answered once, and every author is told.
comment-clusters-cut = There are more open comments than can be compared at once: the first 10,000 were. Answer some, and the next ones come in.
comment-clusters-proposed = To confirm
comment-clusters-none = No open comments say nearly the same, as far as their words show.
comment-clusters-confirmed = Confirmed
comment-cluster-verbatim = { $count } comments in the same words
comment-cluster-alike = { $count } comments in nearly the same words
comment-cluster-same = { $count } comments say the same
comment-cluster-same-words = In the same words
comment-cluster-more = and { $count } more
comment-cluster-confirm = They say the same
comment-cluster-leave = Take it out
comment-cluster-leave-label = Take it out of this cluster: { $number }
comment-cluster-no-group = Group not shown
comment-cluster-by-group = Who says the same, by group
comment-cluster-others = The others
comment-cluster-joins = { $count ->
    [one] { $count } comment says so already
   *[other] and { $count } in its cluster say so already
  }
comment-cluster-join = They say that too
comment-alike-once = Answer this one: whoever agrees to the answer gives it to all of them.
comment-alike-all = All comments that say the same
