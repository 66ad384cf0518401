# Messages of the room feed.
feed-docket = Docket
feed-answers = Answers
feed-versions = Versions
feed-sessions = Sessions
feed-calendar = Calendar (.ics)
