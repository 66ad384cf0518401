# The kit's English. Keys are grouped by the component that says them; rooms bring catalogues of their own.
language-name = English

## Shell
skip-to-text = Skip to the text
nav-label = Forum
nav-now = Now
nav-docket = Docket
nav-documents = Documents
nav-queue = Queue
nav-answers = Answers
nav-outbox = Outbox
nav-me = Me
sign-in = Sign in
sign-out = Sign out
signed-in-as = Signed in as { $who }
footer-label = About this page
footer-trust = How to check this record
footer-checkpoint = Checkpoint
footer-checkpoint-at = Checkpoint at line { $size }
footer-security = Report a security problem
footer-languages = Language
footer-feeds = Follow by feed
footer-as-of = As of { $when }.
footer-made-with = Every voice in, every answer out.
notice-done = Done
notice-note = Note
notice-warning = Please note

## Script
script-unsaved = You have words here that were not sent.
script-restored = We put back what you wrote here before.
script-discard = Discard it
script-copied = Copied
script-keys-title = Keys
script-keys-next = next
script-keys-previous = previous
script-keys-help = this list
script-keys-off = Turn single keys off
script-keys-on = Turn single keys on
script-close = Close
script-yours = on your clock:
script-failed = That did not get through. Nothing was lost; please try again.

## Forms
optional = optional
letters-at-most = At most { $limit } letters.
file-at-most = At most { $size }.
zone-is = Time in { $zone }
choose-one = Choose …
errors-title = { $count ->
    [one] One thing needs your attention
   *[other] { $count } things need your attention
 }
errors-kept = Nothing was lost; what you wrote is still below.
error-label = To mend:
send = Send
search = Search

## Marks
tlp-clear-means = Everyone may read and share it.
tlp-green-means = For the forum's community; not for public channels.
tlp-amber-means = For its readers' organisations and their clients, who need to know.
tlp-amber-strict-means = For its readers' organisation only, who need to know.
tlp-red-means = For the named readers only; they share it with no one.

## Kinds and doors
kind-contribution = Contribution
kind-comment = Comment
kind-question = Question
kind-intervention = Intervention
kind-message = Message
kind-proposal = Proposal
kind-report = Report
door-web = web
door-mail = mail
door-file = file
door-floor = floor
door-remote = remote
door-import = import
came-by = by { $door }
late = late
number-of = Item { $number }

## Work state
state-new = New
state-screened = Screened
state-assigned = Assigned
state-proposed = Answer drafted
state-agreed = Agreed
state-published = Answered
move-of = Next move: { $who }
due = due { $when }
overdue = overdue since { $when }

## Reply state
reply-not-sent = Not sent
reply-sent = Sent, no reply yet
reply-satisfied = Author satisfied
reply-objects = Author objects
reply-no-reply = No reply by the date
reply-inquiry-open = Inquiry open
reply-inquiry-answered = Inquiry answered

## Dispositions
disposition-accepted = Accepted
disposition-accepted-in-part = Accepted in part
disposition-declined = Declined
disposition-duplicate = Duplicate
disposition-covered = Already covered
disposition-list = Taken to the list
disposition-out-of-scope = Out of scope
disposition-deferred = Deferred to the next cycle
disposition-retracted = Retracted by its author
disposition-invalid = Invalid
answer-title = Answer
answer-because = because
answered-by = Answered by { $who }
answer-see = See { $what }
answer-changed = Where the text changed
answer-broken = This answer says the text changed, and the text did not. It is being looked at.
diff-gone = removed:
diff-fresh = added:
diff-old = Old words
diff-new = New words

## Lists
filters = Show
all = All
newer = Newer
older = Older
pages-label = Pages
unmarked-rows = Rows without a mark are { $mark }.
nothing-here = Nothing here yet.
phases-label = Phases
phase-past = closed
phase-open = open now
phase-coming = to come
voices-label = Voices on paragraph { $number }
on-words = on “{ $words }”
copy = Copy
code-label = Code
table-behind = The figures as a table
total = Total
table-what = What
table-number = Number
table-when = When
paragraph-number = Paragraph { $number }
table-label = Table { $number }
cell-label = { $row }/{ $column }: table { $number }, row { $row }, column { $column }
queue-list = Open items
queue-item = Item
queue-side = Beside it
attachments = Attachments

## Sign-in and errors
sign-in-title = Sign in
sign-in-how = Write your address. We send a link; there is no password.
sign-in-address = Your e-mail address
sign-in-send = Send me a link
sign-in-elsewhere = Opened the link on another device? Type the code it shows here.
sign-in-code = Code
error-back = Back to the front page
error-reference = If you write to the secretariat, give them this reference:

## Time
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
day-of-year = { $day } { $month } { $year }
day-short = { $day } { $month }
at-time = { $day }, { $time } { $zone }
in-utc = { $time } UTC
time-days = { $count ->
    [one] 1 day
   *[other] { $count } days
 }
time-hours = { $count } h
time-minutes = { $count } min
time-two = { $first } { $second }
time-under-a-minute = under a minute

## When something cannot be done
stop-sign-in-title = Sign in first
stop-sign-in = This needs somebody who has signed in. Sign in, then send it again; your browser still has what you wrote.
stop-stale-title = Please send it again
stop-stale = You signed in or out since this page was opened, so it was not taken. Nothing was lost: here is what you wrote. Files have to be attached again.
stop-stale-again = Send it again
stop-not-found-title = There is nothing here
stop-not-found = The address may be mistyped, or what stood here is not for you. Go to the front page, or search the docket.
stop-refused-title = This could not be done
stop-read-only-title = The forum can be read, but not written to
stop-read-only = The disk that keeps the record cannot be written to just now, so nothing new is taken. What was confirmed before is safe. Go back, keep what you wrote, and send it again in a few minutes.
stop-stopping-title = The forum is restarting
stop-stopping = Nothing was changed. Go back and send it again in a moment.
stop-fault-title = Something broke
stop-fault = Nothing was changed. The operator has been told. Go back, keep what you wrote, and try again.
