# Messages of the room front.
front-title = Now
front-no-cycle = No cycle has been opened yet.
front-open-now = Open now
front-nothing-open = No phase is open today; what is late is still read and answered.
front-next-phase = Next: { $phase }, from { $when }.
front-phase-until = { $phase } until { $when }
front-still-open = { $left } left
front-do-call = Say what you know: answer the questions of the call.
front-call-unwritten = The call is being written.
front-do-drafting = The editor writes the draft from what came in.
front-do-review = Read the draft and comment on the passage that concerns you.
front-do-session = The forum meets. Take part in the room or by line.
front-do-revision = The editor works in what was said. Late comments are still read.
front-do-final = The outcome stands. Read it, and what each paragraph stands on.
front-read-call = Read the call
front-read-docket = Read the docket
front-read-and-comment = Read and comment
front-read-outcome = Read the outcome
front-to-session = Go to the session
front-late = The call is over, and late answers are still read.
front-contribute-late = Contribute late
front-at-rest = Nothing is open now. { $cycle } was closed on { $when }; everything that came is answered and can be read.
front-how-it-answers = How this forum answers
front-last-answers = The latest answers
front-take-part = How to take part
front-way-web = On this site
front-way-web-is = Contribute or comment without an account: give your name and address, and confirm by the link that is mailed to you.
front-way-floor = At a session
front-way-floor-is = Come to the room or join by line. Captions run along, and what is said goes into the record.
front-way-back = What you get
front-way-back-is = A number and a receipt at once; later an answer with its reason, by mail. You can object to it.
front-way-check = Why believe it
front-way-check-is = Nobody can take out or change what came without it being seen.
front-way-ask = Anything else
front-way-ask-is = Write to the secretariat:
front-all-sessions = All sessions
front-trust = How anyone can check the record
front-about = About this forum
front-outcome = Outcome
front-steps = First steps
front-step-describe = Describe the forum
front-step-describe-is = in a few sentences: what it is for, and who it is for.
front-step-groups = Set its stakeholder groups
front-step-groups-is = or keep the usual six, which are there already.
front-step-cycle = Open a cycle
front-step-cycle-is = with its phases and their dates.
front-step-call = Write its call
front-step-call-is = with the questions that people answer.
front-step-people = Add people
front-step-people-is = who moderate, edit and facilitate, and give them their roles.
front-cycles = Cycles
front-cycle = Cycle
front-closed-on = Closed on { $when }
front-opened-on = Opened on { $when }
front-course = The course of the cycle
front-course-version = a version of a text
front-course-session = a session
front-course-now = today
front-course-came = { $came ->
    [one] One input came
   *[other] { $came } inputs came
  }
front-course-answered = { $answered ->
    [one] one is answered
   *[other] { $answered } are answered
  }
front-flow-by = { $days ->
    [1] Inputs and answers, day by day
    [7] Inputs and answers, week by week
   *[other] Inputs and answers, { $days } days a line
  }
front-flow-from = From
front-flow-came = Came
front-flow-answered = Answered
front-flow-open = Open at the end
front-call = The call
front-docket = The docket
front-dispositions = All answers in one table
front-close = Close the cycle
front-export = Export the cycle
front-for-you = For you
front-people = Participants
front-queue = The queue of open items
front-write = Write the next version of { $title }
front-captions = Captions of the session
front-no-contributions = No contribution has come yet.
front-more = More of this group in the docket
front-session-now = On now
front-session-next = The next session
front-session-calendar = Put it into your calendar (.ics)
front-decided-last = Decided last
