//! The phrases by which findings are known.

use std::sync::LazyLock;

use super::Outcome;
use crate::cues::Cues;

/// What a phrase is a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A proposal in so many words.
    Proposes,
    /// A proposal clothed as a question.
    ProposesAsking,
    /// A wish or urge.
    Urges,
    /// What should be done.
    Should,
    /// A definition.
    Defines,
    /// A definition follows.
    WillDefine,
    /// A step announced.
    NextStep,
    /// Something that will happen to the work.
    WillHappen,
    /// Next year or cycle.
    NextYear,
    /// A topic.
    Topic,
    /// Talk about the meeting itself.
    Logistics,
    /// A question in so many words.
    Asks,
    /// A question that wants no answer.
    Rhetorical,
    /// A question about the course of the meeting.
    Procedure,
    /// A step that counts when it lies ahead.
    Ahead,
    /// A review comment is read out.
    Comment,
    /// What becomes of a review comment.
    Outcome(Outcome),
    /// A word for a document.
    Document,
}

/// The table.
pub static SIGNS: LazyLock<Cues<Sign>> = LazyLock::new(|| {
    let mut all: Vec<(&'static str, Sign)> = Vec::new();
    for (sign, phrases) in TABLE {
        all.extend(phrases.split('|').map(|phrase| (phrase, *sign)));
    }
    Cues::new(&all)
});

const TABLE: &[(Sign, &str)] = &[
    (
        Sign::Proposes,
        "i propose|i would propose|i'd propose|we propose|like to propose|i suggest|\
         i would suggest|i'd suggest|we suggest|like to suggest|my proposal|my proposition|\
         my suggestion|our proposal|our suggestion|i recommend|i would recommend|we recommend|\
         we would recommend|make is to suggest|propose that|suggest that|recommend that|\
         my recommendation|our recommendation|one suggestion|a suggestion|i move that|\
         i would advise|might probably advise|we would like to see|i would like to see|\
         like to replace|like to delete|like to amend|propose to|proposes that|proposes to|propose the|propose a|suggests that|recommends that|\
         recommendation is|first recommendation|second recommendation|we move that|i shall move|i move to|\
         move an amendment|like to put on the table|put on the table|would ask that|we ask that|i ask that|\
         we ask for|i ask for a|we request|would request that|would request|i request that|we are proposing|i'm proposing|i am proposing|\
         i'd like to see|we'd like to see|would recommend|we'd suggest|we'd propose|we recommend that",
    ),
    (
        Sign::ProposesAsking,
        "would it be possible to|could we consider|can we consider|why don't we|should we not|\
         how about we|could we perhaps|can we agree|may i propose|may i suggest|can i suggest|could i suggest|\
         can i propose|could i propose",
    ),
    (
        Sign::Urges,
        "i urge|i would urge|i'd urge|we urge|please let us|i call on|we call on|call upon|\
         i would welcome|i would encourage|i encourage|we encourage|it would be good to|\
         it would be better to|it would be useful to|it would be helpful|would be helpful|\
         would be beneficial|fruitful approach|could be an aim|i would really put|\
         there is a need to|we need to adopt|could be invited|i want to ask you|\
         i just want to ask you|perhaps we could|maybe we could|maybe we should|\
         perhaps we should|i would like us to|one could work on|what i would like to see",
    ),
    (
        Sign::Should,
        "we should|we must|the igf should|governments should|it should be|we ought to|\
         there should be|we have to find|should focus on|let's look",
    ),
    (
        Sign::Defines,
        "is defined as|are defined as|we define|i define|defined as|definition of * is|\
         the definition is|our definition is|my definition is|by which we mean|by which i mean|\
         what we mean by|what i mean by|can be defined|refers to the|is understood as|\
         that is what * * believes|means the protection|means that the|is the ability of|\
         stands for",
    ),
    (
        Sign::WillDefine,
        "i will just quote you|i quote|i will quote|let me quote|let me read|\
         definition is the following|define it as follows|the definition reads|definition says|\
         came out with a glossary",
    ),
    (
        Sign::NextStep,
        "next step|next steps|as a next step|way forward|going forward we will|will be revised|\
         will be published|will be posted|will be circulated|will be finalized|\
         will be finalised|will be updated|will be submitted|we will publish|we will circulate|\
         we will finalize|we will finalise|we will submit|we will send|action item|\
         action point|follow-up meeting|will continue the discussion|\
         will feed into|make proposals to|deadline is|deadline for|\
         by the end of the year|please submit|we will present|\
         will present essentially|there will be a decision|our discussion will continue|\
         we will engage with|will do is engage|will take this forward|take it to the list|\
         will come up with|will confirm|will send the|will distribute|will publish|will circulate|will report back|\
         intend to circulate|next meeting will|next meeting is|next session will|next webinar is|next call is|\
         next call will|next workshop will|next webinar will",
    ),
    (
        Sign::Ahead,
        "follow up with|feed into the|open for comments|on the mailing list|the next meeting|the next session|\
         the revised draft|the revised version|the next version|the next draft|the new version|a new version|\
         a revised draft|before printing|before publication|before the vote|the final report|early review|the recording",
    ),
    (
        Sign::WillHappen,
        "join us|tomorrow we will|we will continue|we will follow up|we will reach out|\
         we will look at|we will take|we will report|i will send|i will share|will be held|\
         will take place|we are going to publish|we plan to|intend to publish|the plan is to",
    ),
    (
        Sign::NextYear,
        "next year|next year's|for 2012|for 2013|for 2014|for 2015|for 2016|for 2017|for 2018|\
         for 2019|for 2020|for 2021|for 2022|for 2023|for 2024|for 2025|for 2026|for 2027|\
         future years|for the next forum|at the next forum|for the next edition|next edition|next cycle|next phase|coming year|year ahead|future work|next igf|\
         next annual|following year|years to come|next session of the|next meeting of the",
    ),
    (
        Sign::Topic,
        "topic|topics|theme|themes|focus|aim|considerations|agenda|blind spot|area|areas|\
         work on|address|issue",
    ),
    (
        Sign::Logistics,
        "raise your hand|take your seat|introduce yourself|state your name|the microphone|\
         stand in line|switch on|turn on|move on to the next|must end|must stop|must close|have to stop|stop here|end it there|coffee|be brief|go ahead",
    ),
    (
        Sign::Asks,
        "my question is|my question|i have a question|the question is|question is whether|\
         question was whether|i want to ask|i would like to ask|i wanted to ask|\
         i'd like to ask|i am asking|question for|i wonder|could you explain|can you explain|\
         could you tell|i'm asking|wants to know|want to know whether|want to know if|would like to know|\
         i wanted to know|wonders|asks whether|asks if|asked whether|asked if|we wonder",
    ),
    (
        Sign::Rhetorical,
        "you know what|right|okay|isn't it|can you hear|do you hear|is that fine|are you there|\
         is that okay|any other|next slide|who is next|shall we|\
         ready",
    ),
    (
        Sign::Procedure,
        "can you hear|can everybody hear|can everyone hear|do you hear me|can you see my|any questions|any comments|any remarks|\
         any objections|any objection|any observations|any reactions|anyone online|anybody online|anyone else|\
         anybody else|no one else|any more|no more|any takers|want to take that|like to take that|take that one|\
         could you start|could you begin|can you start|say that again|repeat that|can you repeat|could you repeat|\
         have you got that|got that|can i ask|may i ask|can i say something|may i say something|say a word|say a few words|can i come back|can i speak|may i speak|may i come in|\
         may i answer|may i respond|who was that|wish to respond|wish to comment|want to respond|want to comment|\
         wish to speak|wish to take the floor|like to take the floor|any delegation|move them|in favour|in favor|\
         is there anything|anything else|is there something|you'd like to add|like to add|on your list|\
         use the microphone|state your name|introduce yourself|put that in|is it agreed|any other regional|\
         can you unmute|are you muted|read polish|could someone|can someone|can somebody|are there others|\
         over here|would you like to|is anyone|is anybody|anybody from|anyone from|have a question|ask live|\
         what does the wall say|what does the chat say|what do we have online|shall i",
    ),
    (
        Sign::Comment,
        "submission we received|comment we received|comments we received|\
         comment that we received|submission that we received|next comment|first comment|\
         second comment|third comment|last comment|another comment|next submission|\
         first submission|another submission|one more submission|one more comment|\
         comment is from|comment was from|comment from|comment came from|submission from|\
         the following comment|commented that|comment number|comment reads|comment comes from|fourth comment|\
         fifth comment|final comment|second submission|third submission|comment was submitted by|comment is by",
    ),
    (
        Sign::Outcome(Outcome::Include),
        "we can include|we will include|can include some|we could include|\
         would actually be a useful|be a useful addition|we will add|we can add|we'll add|\
         we'll include|will be included|will be added|we accept|we agree to include|\
         we will incorporate|will be incorporated|we can incorporate|take it on board|\
         take that on board|will reflect|will be reflected|good addition|\
         that is accepted|so that is accepted|it is accepted|is accepted and|text will be changed|will change the text|we include that|\
         we'll change|we will change|will take that definition|take this on board|board supports|we support that one|\
         we will put it in|we'll put it in|we'll put that in|it goes in|goes into the text|we will do so|accept that one|\
         we take that in|we'll take that in|we take it in|will be amended|we will amend|we'll amend|we have included|is included now|\
         i accept it|i can accept|we can accept|i accept that|we agree, and|we agree and|i think that's fair|that is fair and|now says so|we'll add it|we will add it|\
         i've added that|i have added that|we've added that|i added that|going to update it|going to add it|going to add that|\
         going to change it|going to change that|partly accepted|accepted in part|we'll adopt it|we adopt it|we will adopt it|\
         we will put that in|already changed that|i've changed that|we have changed that",
    ),
    (
        Sign::Outcome(Outcome::DebateOnList),
        "on the mailing list|to the mailing list|take it to the list|on the list|\
         discuss it on the list|debate on the list|further discussion on|further debate|\
         topic worthy of further|\
         back to the list|over to the list|discussion on the list|discussed on the list|debated on the list|put it to the list",
    ),
    (
        Sign::Outcome(Outcome::AskSubmitter),
        "engage with the submitter|ask the submitter|contact the submitter|\
         reach out to the submitter|engage with the author|ask the author|contact the author|\
         follow up with the submitter|ask for clarification|ask them to clarify|\
         get back to the submitter|\
         ask them what|ask her what|ask him what|ask what they meant|write to the author|write to the submitter|go back to the author|\
         go back to the submitter|ask for an example|ask them for",
    ),
    (
        Sign::Outcome(Outcome::AlreadyCovered),
        "in previous years|in previous year|already covered|already in the|already addressed|\
         already included|has been addressed|have been addressed|was addressed|\
         already reflected|already there|covered in|is covered|been covered|\
         already does so|already does|already says so|already says|is already in|is already part of|are already in|already have that|\
         there already|it's in chapter|deals with that already|that's already in|\
         talked about that in|it's covered by|covered by the|\
         already provided|already dealt with|dealt with in|taken care of in|already taken care of",
    ),
    (
        Sign::Outcome(Outcome::Duplicate),
        "the same comment|same comment again|a duplicate|is a repeat|duplicate comment|\
         that is the same|was submitted twice|identical comment|\
         is the same as|the same as motion|the same as number|same point again|same as the previous|same as the last|\
         identical to|repeats the|twice the same|same thing again",
    ),
    (
        Sign::Outcome(Outcome::Decline),
        "we will not include|will not include that|will not include this|not include it|out of scope|outside the scope|\
         outside of the scope|we cannot include|won't include|we will leave it out|\
         not be included|we decline|reject this|\
         is declined|that comment is declined|we propose no change|propose no change|no change is proposed|does not support it|\
         do not support it|did not support it|doesn't support it|has nothing to do with|not part of this|not part of the|that we can't do|we can't do|\
         we cannot do|cannot accept|can't accept|will not accept|won't accept|not accepted|is rejected|we reject|not for this group|\
         will not be changed|won't be changed|leave the text as it is|keep the text as it is|not agree with this|not follow this|\
         not take it|not take this|belongs elsewhere|beyond the scope|beyond our remit|not in our remit|\
         not for this rfc|open an issue|open another issue|\
         we leave it|we'll leave it|leave that out|unable to accept|not able to accept|falls away|cannot be accepted|may not be accepted|\
         not agreeable|not be possible to accept",
    ),
    (
        Sign::Outcome(Outcome::Defer),
        "keep it for next year|defer it|defer this|for the next cycle|leave it for next year|\
         next year's work|postpone it|come back to it next year|\
         come back to it in the next|come back to that in the next|in the next plan|in the next version|not this year|\
         for a later|in a later|is deferred|deferred to|is postponed|park it until|next round|the next edition|to next year|hold it over",
    ),
    (
        Sign::Document,
        "report|strategy|convention|resolution|declaration|glossary|charter|directive|\
         regulation|treaty|agenda|guidelines|recommendation|recommendations|white paper|study|\
         survey|framework|principles|law|act|code of conduct|handbook|toolkit|standard|manual|\
         communiqué|statement|roadmap|action plan|protocol|constitution|bill|outcome document|atlas|plan|green paper|guide|programme",
    ),
];
