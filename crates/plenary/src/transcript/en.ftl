# The room `transcript`.
transcript-title = Transcript
transcript-disclaimer = Made from captions. It helps to follow what was said and may be wrong where the sound failed; what counts is on the docket.
transcript-what = What it is
transcript-recorded = Recorded
transcript-nature-human = Human captions
transcript-nature-machine = Machine captions
transcript-corrected = { $nature }, corrected
transcript-says-of-itself = What the file says of itself
transcript-download = Take it along
transcript-ways = About this record
transcript-agenda = Agenda as it was announced
transcript-page-of = Part { $here } of { $all }
transcript-paragraph = Paragraph { $number }
transcript-stand-on-it = Let a paragraph stand on this:
transcript-erased = The words of this paragraph were erased.
transcript-gap = Words were erased here on { $when } under this rule: { $rule }
transcript-somebody = Somebody
transcript-guess = a guess, { $percent } %
transcript-a-guess = a guess
transcript-open = not known who
transcript-supplied = supplied later
transcript-mended = corrected
transcript-evidence-label = the label
transcript-evidence-register = known from the register
transcript-evidence-role = the role
transcript-evidence-self = their own words
transcript-evidence-hand-over = given the floor
transcript-evidence-thanks = thanked after
transcript-evidence-cross = named elsewhere
transcript-gaps = What could not be heard
transcript-gaps-lead = Each passage, and whose it is. A speaker who can be reached is asked once for the words; they then stand here, marked as supplied later.
transcript-no-gaps = Everything could be heard.
transcript-nobody-to-ask-now = Everybody who is known and can be reached was asked.
transcript-ask = { $count ->
    [one] Ask one speaker for the words
   *[other] Ask { $count } speakers for the words
  }
transcript-asked = asked
transcript-to-paragraph = To the paragraph
transcript-corrections = Corrections
transcript-corrections-lead = Anyone may propose one; who spoke or the rapporteur decides. What was stays to be seen.
transcript-no-corrections = Nobody has corrected anything yet.
transcript-who-spoke = Who spoke
transcript-who-spoke-lead = The captions claim; you say. A person the forum does not know becomes a participant who can claim it later; nobody is written to.
transcript-findings-link = What was found
transcript-import = Bring in a transcript
transcript-import-lead = The captions of the session as a file. You see what they become before anything is recorded.
transcript-field-file = The file
transcript-field-file-hint = Plain text in any encoding, a web page, WebVTT or SubRip.
transcript-field-nature = Who wrote the captions
transcript-show-preview = Show what it becomes
transcript-preview = What this becomes
transcript-record = Make it the record
transcript-other-file = Another file
transcript-no-labels = No speaker is marked anywhere in this file. Is it the transcript? Recorded like this, everything is one person's.
transcript-how-it-reads = How it begins
transcript-count-turns = turns
transcript-count-paragraphs = paragraphs
transcript-count-words = words
transcript-count-named = turns with a name
transcript-count-guessed = guesses
transcript-count-open = turns left open
transcript-count-bytes = bytes, kept as they came
transcript-column-name = Name
transcript-column-label = Printed as
transcript-column-turns = Turns
transcript-column-words = Words
transcript-column-confidence = Sure
transcript-speakers = Speakers found
transcript-open-turns = { $count ->
    [one] One turn without a name
   *[other] { $count } turns without a name
  }
transcript-line = line { $line }
transcript-lines = lines { $first } to { $last }
transcript-marks = Marks
transcript-mark-inaudible = not heard
transcript-mark-uncertain = uncertain word
transcript-mark-off-microphone = off the microphone
transcript-mark-audio-difficulty = sound failed
transcript-mark-no-interpretation = no interpretation
transcript-mark-foreign-language = another language
transcript-mark-applause = applause
transcript-mark-laughter = laughter
transcript-mark-music = music
transcript-mark-gavel = gavel
transcript-mark-crosstalk = several at once
transcript-mark-silence = silence
transcript-mark-break = break
transcript-mark-time = clock time
transcript-mark-end-of-session = end of the session
transcript-mark-other = other remarks
transcript-agenda-found = Agenda announced
transcript-minutes = { $minutes } min
transcript-skipped = Passed over or doubted
transcript-not-speech = { $count ->
    [one] One piece that is not speech
   *[other] { $count } pieces that are not speech
  }
transcript-more-turns = { $count ->
    [one] One more turn follows.
   *[other] { $count } more turns follow.
  }
transcript-in-place = Read it in its place
transcript-make-something = Make an item of it, or link it
transcript-who-speaks = Who speaks
transcript-label = Printed as
transcript-told-means = A person said so who makes the record or spoke.
transcript-confidence = The captions make it { $percent } % likely. What speaks for it:
transcript-history = What was changed
transcript-sign-in-to-mend = Sign in to propose a correction.
transcript-mend-words = Correct the words
transcript-mend-speaker = Correct who spoke
transcript-supply = Supply what could not be heard
transcript-supply-lead = These passages of yours could not be heard. Put the words where they are missing and take out the mark; they then stand marked as supplied later.
transcript-supply-do = Supply these words
transcript-supply-done = Thank you: nothing of yours is missing any more.
transcript-field-words = The words as they should stand
transcript-field-reason = Why
transcript-field-name = Name
transcript-field-name-hint = Leave it empty when nobody knows who spoke.
transcript-field-group = Stakeholder group
transcript-field-verdict = Why, if you decline
transcript-correct = Correct it
transcript-propose = Propose it
transcript-this-was-me = This was me
transcript-kind-words = Words
transcript-kind-supplied = Words supplied later
transcript-kind-speaker = Who spoke
transcript-kind-mine = This was me
transcript-verdict-open = open
transcript-verdict-confirmed = stands
transcript-verdict-declined = declined
transcript-proposed-by = proposed by { $who }
transcript-decided-by = decided by { $who }
transcript-a-participant = a participant
transcript-reason = Why
transcript-because = Decided because
transcript-it-was = It was
transcript-nobody-known = nobody known
transcript-says-was-me = { $count ->
    [one] { $who } says that they spoke here.
   *[other] { $who } says that they spoke here and in { $count } turns in all.
  }
transcript-confirm = Confirm
transcript-decline = Decline
transcript-turns-words = { $turns ->
    [one] 1 turn
   *[other] { $turns } turns
  }, { $words } words
transcript-is-participant = It is the participant { $name }
transcript-somebody-else = Somebody else
transcript-new-participant = A new participant, who can claim it
transcript-name-only = This name, no participant
transcript-nobody = Nobody knows
transcript-search = Search what was said
transcript-take-back = Take this record back
transcript-take-back-lead = While nothing stands on a record it can be taken back and another brought. Its words go for good, and the reason stays.
transcript-field-why = The reason
transcript-erase = Have these words erased
transcript-erase-title = Erase paragraph { $number }
transcript-erase-lead = The words go for good, with every earlier wording, whatever was taken out of them and the file or the captions they came in. A gap with the rule stays.
transcript-field-rule = The rule
transcript-field-rule-hint = Such as: Data protection, article 17. It stands in the gap.
transcript-erase-do = Erase the words
transcript-letter-subject = { $session }: a few of your words could not be heard
transcript-letter =
    Dear { $name },

    in the captions of "{ $session }" at { $forum } some of your words could not be heard:

    { $passages }

    If you remember them, please put them in here; they will stand marked as supplied later:
    { $link }

    You are asked this once. If the words are gone, nothing has to be done.
