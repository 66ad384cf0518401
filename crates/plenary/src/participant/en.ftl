# Signing in

sign-in-new-here = New here? Do the same: the letter then leads you to the form for joining.
sign-in-passkey-later = Signing in with a passkey instead of a letter is being prepared.
sign-in-sent-title = Look into your mailbox
sign-in-sent-lead = A letter is on its way to the address you gave. Open its link in this browser within ten minutes.
sign-in-use-code = Sign in with the code
sign-in-nothing-came = Nothing came after a few minutes? Look among the unwanted mail and check how you spelt the address.
sign-in-again = Send another letter
sign-in-button-title = Sign in
sign-in-button-lead = Press the button and you are signed in, in this browser.
sign-in-button = Sign me in
sign-in-code-title = Almost there
sign-in-code-lead = You asked for this link in another browser. Type this code on the page that is still open there.
sign-in-code-beware = If you did not ask for it, close this page; without the code nobody gets in. Never tell the code to anyone who asks for it.
sign-in-old-title = This link does not work any more
sign-in-old-lead = A link works once and for ten minutes. Write your address and a new one comes at once.
sign-in-join-title = Join the forum
sign-in-join-lead = Your address is confirmed. Tell us who you are; you can change all of it later.
sign-in-join-button = Join
sign-in-letter-subject = Your link to sign in at { $forum }
sign-in-letter =
    Hello,

    somebody asked to sign in at { $forum } with your address. If that was you, open this link in the same browser within ten minutes:

    { $link }

    Opened on another device it shows a code to type where you asked.

    If it was not you, you need not do anything: without this letter nobody gets in.
sign-in-join-letter-subject = Your link to join { $forum }
sign-in-join-letter =
    Hello,

    somebody asked to sign in at { $forum } with this address, and nobody there has it yet. If that was you and you would like to join, open this link in the same browser within ten minutes:

    { $link }

    Opened on another device it shows a code to type where you asked.

    If it was not you, you need not do anything: nothing is kept.

# Fields

participant-name = Your name
participant-name-hint = As it shall stand beside what you write.
participant-address = E-mail address
participant-address-hint = Leave it empty for somebody who is known from a record only.
participant-group = Stakeholder group
participant-group-hint = It is shown beside the name.
participant-group-filter = Group
participant-lang = Language of letters
participant-lang-hint = Letters come in it as far as they can.
participant-about = About you
participant-about-hint = A few sentences for the other participants, in Markdown if you like.
participant-save = Save
participant-none = none

# The profile

participant-profile-title = Your profile
participant-profile-lead = What the other participants see of you. The public sees your name only beside what you let it stand by.
participant-affiliations = Affiliations
participant-affiliations-lead = Where you work or belong, and when. The secretariat confirms it; only then you read what is marked for that organisation.
participant-no-affiliations = None so far.
participant-since = since { $from }
participant-from-to = { $from } to { $to }
participant-unconfirmed = not yet confirmed by the secretariat
participant-end-affiliation = Today is the last day
participant-confirm-affiliation = Confirm
participant-add-affiliation = Add an affiliation
participant-organisation = Organisation
participant-organisation-hint = If it is not on the list, ask the secretariat to add it.
participant-title = Title there
participant-first-day = First day
participant-last-day = Last day
participant-day-hint = Written like 2026-11-22. Days are counted in UTC.
participant-last-day-hint = Leave it empty while it lasts.

# What is kept, and erasing it

participant-data-title = What is kept about you
participant-data-link = See what is kept about you, or have it erased
participant-data-lead = These are the facts about you. What you contributed stands under its own numbers.
participant-data-letters = Besides these there are the letters that were sent to you, your sessions in browsers, and drafts you have not sent yet.
participant-joined = Joined
participant-texts-kept = Texts kept
participant-erase-me-title = Have it erased
participant-erase-me = Erase my data
participant-erase-means = Name, address, what was said about the person, titles, letters, sessions and drafts are destroyed, in earlier versions too. The numbers and the record that something stood there stay, with the day and the rule. This cannot be undone.
participant-erase-agree = I know that this cannot be undone.
participant-own-rule = GDPR Art. 17, at the person's own request
participant-erase-title = Erase this person's data
participant-erase-counts = Texts that will be destroyed: { $count }.
participant-erase = Erase the data
participant-rule = Under which rule
participant-rule-hint = Everybody who finds the gap reads this.
participant-rule-example = GDPR Art. 17
participant-erased = Name erased
participant-gap = The data that stood here was erased on { $day } under this rule: { $rule }.
participant-gap-by = Decided by { $name }.
participant-gap-by-person = Decided by the person themselves.
participant-gap-by-operator = Decided by the forum's operator.

# People

participant-list-title = Participants
participant-list-lead = Who takes part, for participants only.
participant-waiting = Affiliations that wait for your word
participant-everybody = Everybody
participant-all-groups = All
participant-guest = guest, address not confirmed
participant-add = Add a participant
participant-add-lead = For people you know. They can sign in with this address at once; tell them so, no letter does.
participant-their-name = Name
participant-roles = Roles
participant-role = Role
participant-cycle = Cycle
participant-give-role = Give a role
participant-take-role = Take it back
participant-role-over = over
participant-role-secretariat = Secretariat
participant-role-facilitator = Facilitator
participant-role-editor = Editor
participant-role-moderator = Moderator
participant-role-captioner = Captioner
participant-role-rapporteur = Rapporteur
participant-secretariat = Secretariat
participant-name-secretary = Take into the secretariat
participant-release-secretary = Let go from the secretariat

# Organisations

participant-organisations = Organisations
participant-organisations-lead = Whom people here belong to or speak for.
participant-add-organisation = Add an organisation
participant-organisation-change = Change its name, group or address
participant-organisation-name = Name
participant-organisation-url = Its own pages
participant-organisation-url-hint = Written like https://example.org.
participant-clients = Clients
participant-clients-lead = People of these organisations read what people of this one mark TLP:AMBER.
participant-client = Organisation served
participant-add-client = Add a client
participant-drop-client = Not a client any more
participant-tokens-link = Tokens for your own programs
