# Messages of the room answer.

## The answer and its forms
answer-by-forum = the forum
answer-by-author = its author
answer-words-erased = These words were erased; the record keeps that they were there.
answer-earlier = The answer that was published first
answer-inquiry = What the inquiry found
answer-staff-title = For those who answer
answer-staff-private = Drafts, and all below, are seen by those who answer for this cycle only.
answer-assigned-to = { $who } drafts the answer.
answer-sent-back = The draft was sent back:
answer-sent-back-by = { $who } sent the draft back:
answer-alone = Nobody else answers for this cycle, so you may agree to your own draft.
answer-waits-for-batch = The answer is agreed and waits to be published.
answer-screen = It is for this cycle and readable
answer-assign-title = Give it to somebody
answer-assign = Assign
answer-field-to = Who drafts the answer
answer-draft-title = Draft the answer
answer-draft-again = Change the draft
answer-propose = Keep the draft and go on
answer-agree = Agree to this answer
answer-give = { $count ->
    [one] Give this answer to the other comment that says the same
   *[other] Give this answer to the { $count } others that say the same
  }
answer-agree-all = { $count ->
    [one] Agree, for the other that says the same too
   *[other] Agree, for the { $count } others that say the same too
  }
answer-mend = The text does not keep this answer yet. It cannot be final before it does.
answer-mend-now = Write the next version
answer-send-back-title = Send the draft back
answer-send-back = Send back
answer-field-why = What is missing
answer-field-disposition = What becomes of it
answer-field-reason = Because
answer-field-reason-hint = In Markdown. The author reads this, and so does everyone who may read the item.
answer-field-place = Where the text changes
answer-field-place-hint = For "Accepted" and "Accepted in part", such as: section 2.3, second sentence.
answer-field-change = Old and new words
answer-field-passage = Which passage changes
answer-field-passage-hint = For "Accepted" and "Accepted in part". Once the next version is saved, this is looked up: if the passage is as it was, the answer is shown as broken.
answer-field-paragraph = Another paragraph, by its number
answer-field-paragraph-hint = As printed beside the text, such as 2.1 ¶3. Choose "another paragraph" above.
answer-field-after = What happens there
answer-passage-itself = this paragraph changes
answer-passage-after = something new comes after it
answer-passage-words = { $label }, the words
answer-passage-whole = { $label }, the paragraph
answer-passage-below = something new after { $label }
answer-passage-other = another paragraph, given below
answer-passage-kept = the passage named before, of version { $version }
answer-place-passage = { $title }, version { $version }, { $label }
answer-place-after = { $title }, version { $version }, after { $label }
answer-place-hidden = a text that you may not read
answer-promise-kept = The text changed there.
answer-promise-due = The text has not changed there yet; no version was saved since this was answered.
answer-promise-see = See the passage
answer-needs-passage = This comment is about a text, so choose the passage that changes from the list below, or give the number of a paragraph.
answer-not-a-passage = There is no such paragraph in that version of the text, or not everyone may read it. Choose from the list, or give its printed number, such as 2.1 ¶3.

answer-said-in = Said in
answer-where-it-went = Where it went
answer-not-used = Not used in the text ({ $disposition }):

## What an item says of a text
on-text-title = On the text
on-text-written = { $label }, as commented on in version { $version }
on-text-now = { $label }, as it is in version { $version }
on-text-same = The words stand unchanged in version { $version }, { $label }.
on-text-lost = These words stand in version { $version } no more, or nobody has said where.
on-text-places = Place it
on-text-suggested = Suggested instead
on-text-behind = { $count ->
    [one] { $count } stands behind it:
   *[other] { $count } stand behind it:
}

## Working a suggestion into the next version
apply-act = Put the suggestion into the next version
apply-has-changed = The words have changed since; you will see both before anything is put in.
apply-done = This suggestion is in the next version; the form below is filled in.
apply-see-next = See the next version
apply-nothing = This item suggests no wording for a passage, so there is nothing to put in.
apply-place-first = Nobody has said yet where this passage stands in the latest version. Place it first; then the wording can be put in.
apply-conflict = The words have changed since
apply-conflict-lead = The suggestion was made for other words than those that stand there now. Look at all three, and write what the next version shall say.
apply-gone-lead = The words that this suggestion is for are not in the next version any more. Write it in by hand, where it belongs.
apply-written = As it was commented on
apply-now = As it is now
apply-suggested = As suggested
apply-words = What the next version says here
apply-words-hint = The suggestion stands here to begin with. Leave nothing to take the passage out.
apply-put-in = Put this into the next version
apply-write = Open the next version
apply-back = Back to the item
answer-field-target = What it points at
answer-field-target-hint = The number of an item, an address, or where to look. Needed for "Duplicate", "Already covered" and "Taken to the list".
answer-means-accepted = The text changes as asked. Say where.
answer-means-accepted-in-part = It changes, not quite as asked. Say where.
answer-means-declined = It does not change.
answer-means-duplicate = Another item says the same. Give its number.
answer-means-covered = It stands there already, or an earlier cycle dealt with it. Say where.
answer-means-list = It is debated on the list. Say where.
answer-means-out-of-scope = It is not for this forum or this cycle.
answer-means-deferred = The next cycle takes it up.
answer-means-invalid = It is no input: a test, an advertisement, nothing that can be read.
answer-inquiry-title = Answer the objection
answer-field-finding = What you found
answer-field-changes = This leads to another answer
answer-another = The other answer
answer-inquiry-send = Publish the finding

## The author's side
answer-reply-title = Does this answer satisfy you?
answer-reply-lead = You can reply once, until { $when }. If you object, somebody looks into it and answers you.
answer-field-reply = Your reply
answer-field-reply-words = In your words
answer-field-reply-words-hint = If you object: why. Everyone who may read your item can read this.
answer-reply-satisfied = It satisfies me
answer-reply-satisfied-means = The item is settled.
answer-reply-objects = I object
answer-reply-objects-means = An inquiry begins, with its own date. Say why.
answer-reply-send = Send the reply
answer-retract-title = Take this item back
answer-retract-lead = Its number and its words stay on the docket, marked as retracted, with your reason.
answer-retract = Take it back
answer-thanks-title = We have your reply
answer-thanks-notice = Received and safely kept.
answer-thanks = Thank you. The item is settled.
answer-thanks-inquiry = Somebody who answers for this cycle looks into it and writes to you.

## Lists
answer-list-lead = Every answer this forum has published, the newest first.
answer-table-title = What became of every item
answer-table-csv = The table as a CSV file

## Closing a cycle
answer-close-title = Close the cycle
answer-close-lead = A cycle can be closed once every item has its published answer and no inquiry is open. After that nothing more is filed in it.
answer-close-unanswered = { $count ->
    [one] One item waits for its answer
   *[other] { $count } items wait for their answer
 }
answer-close-inquiries = { $count ->
    [one] One inquiry is open
   *[other] { $count } inquiries are open
 }
answer-close-to-queue = Go to the queue
answer-close-ready = Every item that you may read is answered.
answer-close = Close the cycle for good

## Letters
answer-mail-greeting = Dear { $name },
answer-mail-subject = Item { $number }: { $disposition }
answer-mail-lead = What you sent as item { $number } has its answer: { $disposition }.
answer-mail-because = Because:
answer-mail-see = See: { $what }
answer-mail-where = Item { $number } and its answer stand here:
answer-mail-reply = Does this answer satisfy you, or do you object? You can say so once, until { $when }. This link is yours alone:
answer-mail-now = The answer that stands from now on: { $disposition }.
answer-mail-inquiry-subject = Item { $number }: your objection was looked into
answer-mail-inquiry-lead = You objected to the answer to item { $number }. This is what the inquiry found:
answer-mail-inquiry-due = The inquiry is to be answered until { $when }.
answer-mail-objects-subject = Item { $number }: the author objects
answer-mail-objects-lead = The author of item { $number } objects to the answer, because:
answer-mail-assigned-subject = Item { $number } is yours to answer
answer-mail-assigned-lead = Item { $number } was given to you: please draft its answer.
answer-mail-answer-due = The answer is due { $when }.

## The queue
queue-title = Queue
queue-show = Show
queue-text = On the text, in its order
queue-broken = Broken promises
queue-others = { $count ->
    [one] and { $count } other that says the same
   *[other] and { $count } others that say the same
  }
queue-beside-here = Answered on this paragraph
queue-beside-block = Also on this paragraph
queue-open = All that wait
queue-mine = Mine
queue-screen = To screen
queue-assign = To assign
queue-draft = Being drafted
queue-agree = To agree
queue-publish = To publish
queue-inquiry = Inquiries
queue-empty = Nothing waits here.
queue-end = That was the last one in this list.
queue-to-publish = Publish what is agreed
queue-publish-title = Publish answers
queue-publish-lead = These answers are agreed. What you publish is out at once, and everyone concerned is told once.
queue-published = { $count ->
    [one] One answer is out. Everyone concerned is told by mail.
   *[other] { $count } answers are out. Everyone concerned is told by mail.
  }
queue-published-see = Read them
queue-publish-empty = No answer is agreed and unpublished.
queue-publish-choose = Answers to publish
queue-publish-send = Publish
queue-beside-about = About the same
queue-beside-author = By the same author
queue-beside-pointing = Answered by pointing here
queue-beside-answers = Answers published last

## Me
me-title = All of mine
me-profile = Your name, where you belong, and your data
me-asked = What you are asked for
me-nothing-asked = Nothing is asked of you just now.
me-confirm = Confirm your address: open the link in the letter we sent you.
me-reply = Say whether the answer to item { $number } satisfies you, until { $when }
me-drafts = Not sent yet
me-draft-untitled = Draft without a title
me-texts = What changed where you commented
me-items = What you sent
me-no-items = Nothing yet.
me-see-open = See what is open
me-move-mine = { $count ->
    [one] One item is yours to answer
   *[other] { $count } items are yours to answer
 }
me-move-screen = { $count ->
    [one] One item is to be screened
   *[other] { $count } items are to be screened
 }
me-move-assign = { $count ->
    [one] One item is to be assigned
   *[other] { $count } items are to be assigned
 }
me-move-agree = { $count ->
    [one] One drafted answer is to be agreed
   *[other] { $count } drafted answers are to be agreed
 }
me-move-publish = { $count ->
    [one] One agreed answer is to be published
   *[other] { $count } agreed answers are to be published
 }
me-move-inquiry = { $count ->
    [one] One objection is to be looked into
   *[other] { $count } objections are to be looked into
 }
me-move-open = { $count ->
    [one] One item waits
   *[other] { $count } items wait
 }
