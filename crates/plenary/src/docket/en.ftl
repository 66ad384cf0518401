# Messages of the room docket.

## The list
docket-title = Docket
docket-title-of = Docket of { $cycle }
docket-no-cycle = No cycle has begun yet. When one does, every input stands here with its number and its answer.
docket-none-match = No item matches. Take a filter away to see more.
docket-words-erased = [words erased]
docket-anonymous = Anonymous
docket-no-group = No group shown
docket-age-days = { $count ->
    [one] 1 day old
   *[other] { $count } days old
 }
docket-age-hours = { $count ->
    [one] 1 hour old
   *[other] { $count } hours old
 }
docket-age-new = under an hour old
docket-under-an-hour = an hour

## The head
docket-head-none = Nothing has come in yet.
docket-head-came = { $items ->
    [one] One input came
   *[other] { $items } inputs came
 }, { $answered ->
    [0] none of them answered so far.
    [one] one of them is answered.
   *[other] { $answered } of them are answered.
 }
docket-head-took = Half of them waited at most { $median }, nine of ten at most { $ninetieth }, the longest { $longest }; open ones are counted with the time they have waited so far.
docket-head-overdue = Answers overdue: { $items }.
docket-figure-answered = { $items ->
    [one] of one input answered
   *[other] of { $items } inputs answered
  }
docket-figure-median = median wait, open ones included
docket-figure-longest = longest wait
docket-figure-overdue = overdue
docket-chart-groups = Inputs by stakeholder group

## Filters
docket-filter-kind = Kind
docket-filter-group = Group
docket-filter-state = State
docket-filter-turn = Next move
docket-filter-mark = Mark
docket-filter-in = Language
docket-filter-door = Came by
docket-filter-overdue = Deadline
docket-filter-overdue-yes = Overdue
docket-filter-order = Order
docket-language-ar = Arabic
docket-language-de = German
docket-language-en = English
docket-language-es = Spanish
docket-language-fr = French
docket-language-ja = Japanese
docket-language-pt = Portuguese
docket-language-ru = Russian
docket-language-sw = Swahili
docket-language-th = Thai
docket-language-zh = Chinese
docket-order-newest = Newest first
docket-order-oldest = Oldest first
docket-turn-author = the author
docket-turn-secretariat = the secretariat
docket-turn-facilitator = the facilitator
docket-turn-editor = the editor
docket-turn-nobody = nobody

## Search
docket-search = Search the words of all items
docket-search-go = Search
docket-search-none = No item of this cycle that you may read holds all of these words. Answers and texts are not searched.
docket-search-others = The same words in another cycle:
docket-search-leave = Back to the whole docket

## An item
docket-item-name = { $kind } { $number }
docket-unconfirmed = Only you see this. It is shown once you follow the link in the letter we sent to your address.
docket-withdrawn = Taken back by its author on { $when }.
docket-author-erased = [name erased]
docket-on-behalf = on behalf of { $organisation }
docket-words-missing = These words are not there any more.
docket-gap-author = its author
docket-gap-secretariat = the secretariat
docket-gap = Words stood here. { $who } had them erased on { $when } under this rule: { $rule }
docket-file-size = { $size } KiB
docket-facts = About this item
docket-fact-filed = Filed
docket-fact-door = Came by
docket-fact-mark = Who may read it
docket-fact-attribution = Who is shown
docket-fact-standing = Where it stands
docket-fact-turn = Next move
docket-fact-about = It is about
docket-late-means = It came after the phase had closed; it is answered all the same.
docket-attribution-named = Named: everyone who may read it sees who said it.
docket-attribution-chatham-house = Chatham House Rule: the words and the group may be used, neither the person nor the affiliation is shown.
docket-attribution-anonymous = Anonymous: neither the person nor the group is shown.
docket-about-this = Items about this one
docket-item-links = Links of this item
docket-edited = Edited by its author { $when }; see what it said
docket-edited-text = The words until
docket-edited-suggestion = The suggested wording until
docket-receipt = Receipt
docket-permanent-link = Permanent link
docket-erase-link = Erase words

## Erasing
docket-erase-title = Erase words of item { $number }
docket-erase-means = What you erase is destroyed for good, in every copy this forum keeps. The item keeps its number; a gap says who decided, when and under which rule. Its receipt still proves that it was filed.
docket-erase-what = What is to be erased
docket-erase-a-title = The title: { $words }
docket-erase-a-text = The text: { $words }
docket-erase-a-file = The file { $name }
docket-erase-a-suggestion = The suggested wording: { $words }
docket-erase-earlier = What it said before it was edited: { $words }
docket-erase-rule = The rule under which it is erased
docket-erase-rule-hint = It is shown to everyone in place of the words: do not repeat them here.
docket-erase-do = Erase for good
docket-erase-back = Back to the item without erasing

## Confirming
docket-confirm-title = Confirm item { $number }
docket-confirm-means = Pressing the button says that this address is yours and that you filed this item. It is shown from then on.
docket-confirm-do = Confirm and show it
docket-confirmed-title = Confirmed
docket-confirmed = Item { $number } is confirmed. It is marked { $mark }, so sign in to read it. The receipt is in your mail.

## Letters
docket-letter-receipt-subject = Your item { $number }, { $forum }
docket-letter-receipt =
    Dear { $name },

    thank you. What you said has the number { $number } on the docket of { $forum }:
    { $url }

    It will be answered with a reason, and you will hear by mail. The file with this letter is your receipt: it proves, without asking us, that your words are in the record as you wrote them.

    Mark: { $mark }
    Your words:
docket-letter-table-subject = { $count ->
    [one] One comment of a table, { $forum }
   *[other] { $count } comments of a table, { $forum }
  }
docket-letter-table =
    Dear { $name },

    thank you. The table is on the docket of { $forum }, each of its rows with a number of its own. Every row will be answered with a reason, and its author hears by mail. Each page below has the row's receipt: it proves, without asking us, that the words are in the record as they were written.
docket-letter-confirm-subject = Please confirm item { $number }, { $forum }
docket-letter-confirm =
    Dear { $name },

    somebody, we hope you, filed item { $number } at { $forum } with this address. It has its number already and is shown when you confirm it:
    { $link }

    The link works for seven days. If it was not you, do nothing.
docket-letter-erased-subject = Words of your item { $number } were erased, { $forum }
docket-letter-erased =
    Dear { $name },

    the secretariat of { $forum } erased words of your item { $number } on { $when }, under this rule: { $rule }

    The item keeps its number and shows the gap:
    { $url }

    If you think this is wrong, write to the secretariat.

## Refusals
docket-cycle-closed = This cycle is closed: nothing more can be filed in it. Keep your text for the next cycle's call.
docket-no-words = There are no words in this yet. Answer at least one question, or write your text.
docket-not-your-organisation = You can speak only for an organisation you belong to. Add it to your profile, or speak for yourself.
docket-mark-needs-organisation = AMBER and AMBER+STRICT are for an organisation. Choose the organisation you speak for, or another mark.
docket-too-many-files = At most 5 files go with one item. Leave some out, or put them into one PDF.
docket-not-yours = Only the author or the secretariat can do this.
docket-already-confirmed = This item's address was confirmed already; there is nothing left to do.
docket-link-over = This link was used already or is over. If your item is not shown yet, send it again.
docket-nothing-to-erase = These words are not there any more.
docket-no-rule = Name the rule under which the words are erased; it is shown in the gap.
