//! The phrases that bear on names.

use std::sync::LazyLock;

use crate::cues::Cues;
use crate::lexicon;

/// What a phrase is a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// "My name is".
    MyNameIs,
    /// "I am".
    IAm,
    /// "This is".
    ThisIs,
    /// Somebody else's words follow.
    Quoted,
    /// Thanks.
    Thanks,
    /// Somebody is called.
    Call,
    /// A role.
    Role(&'static str),
    /// What the holder of a role does.
    Doing(&'static str),
    /// Where somebody is from.
    From,
    /// Who somebody is with.
    With,
    /// Where somebody works.
    At,
}

/// The table.
pub static SIGNS: LazyLock<Cues<Sign>> = LazyLock::new(|| {
    let mut list = vec![
        ("my name is", Sign::MyNameIs),
        ("my name's", Sign::MyNameIs),
        ("ay name is", Sign::MyNameIs),
        ("me llamo", Sign::MyNameIs),
        ("je m'appelle", Sign::MyNameIs),
        ("i'm", Sign::IAm),
        ("i am", Sign::IAm),
        ("im", Sign::IAm),
        ("this is", Sign::ThisIs),
        ("it's", Sign::ThisIs),
        ("it says", Sign::Quoted),
        ("it reads", Sign::Quoted),
        ("question from", Sign::Quoted),
        ("comment from", Sign::Quoted),
        ("he says", Sign::Quoted),
        ("she says", Sign::Quoted),
        ("they say", Sign::Quoted),
        ("i quote", Sign::Quoted),
        ("the question is", Sign::Quoted),
        ("the comment is", Sign::Quoted),
        ("read out", Sign::Quoted),
        ("asks", Sign::Quoted),
        ("he writes", Sign::Quoted),
        ("she writes", Sign::Quoted),
        ("in the chat", Sign::Quoted),
        ("said", Sign::Quoted),
        ("on behalf of", Sign::With),
        ("thank you", Sign::Thanks),
        ("thank you very much", Sign::Thanks),
        ("thank you so much", Sign::Thanks),
        ("thanks", Sign::Thanks),
        ("many thanks", Sign::Thanks),
        ("thanks a lot", Sign::Thanks),
        ("thank you very much indeed", Sign::Thanks),
        ("thank you again", Sign::Thanks),
        ("thanks so much", Sign::Thanks),
        ("thanks very much", Sign::Thanks),
        ("merci", Sign::Thanks),
        ("gracias", Sign::Thanks),
        ("thank you for that", Sign::Thanks),
        ("thanks for that", Sign::Thanks),
        ("excellent", Sign::Thanks),
        ("thanks to", Sign::Thanks),
        ("many thanks to", Sign::Thanks),
        ("thank you to", Sign::Thanks),
        ("over to", Sign::Call),
        ("pass to", Sign::Call),
        ("pass it to", Sign::Call),
        ("pass it on to", Sign::Call),
        ("pass it back to", Sign::Call),
        ("pass the floor to", Sign::Call),
        ("give the floor to", Sign::Call),
        ("give the floor now to", Sign::Call),
        ("the floor to", Sign::Call),
        ("floor goes to", Sign::Call),
        ("turn to", Sign::Call),
        ("turn now to", Sign::Call),
        ("turn it to", Sign::Call),
        ("jump to", Sign::Call),
        ("move to", Sign::Call),
        ("move on to", Sign::Call),
        ("move onto", Sign::Call),
        ("go to", Sign::Call),
        ("next is", Sign::Call),
        ("next up is", Sign::Call),
        ("next speaker is", Sign::Call),
        ("next we have", Sign::Call),
        ("then we have", Sign::Call),
        ("call on", Sign::Call),
        ("call upon", Sign::Call),
        ("invite", Sign::Call),
        ("welcome", Sign::Call),
        ("like to introduce", Sign::Call),
        ("hear from", Sign::Call),
        ("the floor is yours", Sign::Call),
        ("hand to", Sign::Call),
        ("hand it to", Sign::Call),
        ("ask", Sign::Call),
        ("back to", Sign::Call),
        ("followed by", Sign::Call),
        ("start with", Sign::Call),
        ("begin with", Sign::Call),
        ("recognize", Sign::Call),
        ("recognise", Sign::Call),
        ("give it to", Sign::Call),
        ("yield to", Sign::Call),
        ("moderating", Sign::Doing("moderator")),
        ("moderate", Sign::Doing("moderator")),
        ("comoderating", Sign::Doing("moderator")),
        ("co-moderating", Sign::Doing("moderator")),
        ("chairing", Sign::Doing("chair")),
        ("chair this", Sign::Doing("chair")),
        ("co-chairing", Sign::Doing("co-chair")),
        ("facilitating", Sign::Doing("facilitator")),
        ("hosting", Sign::Doing("host")),
        ("at", Sign::At),
        ("from", Sign::From),
        ("with", Sign::With),
        ("work for", Sign::With),
        ("work with", Sign::With),
        ("work at", Sign::With),
        ("representing", Sign::With),
        ("represent", Sign::With),
        ("member of", Sign::With),
        ("speaking for", Sign::With),
        ("coming from", Sign::From),
        ("of", Sign::From),
        ("for", Sign::From),
    ];
    let roles = [
        "moderator",
        "co-moderator",
        "chair",
        "chairman",
        "chairwoman",
        "chairperson",
        "co-chair",
        "facilitator",
        "host",
        "rapporteur",
        "remote moderator",
        "online moderator",
        "on-site moderator",
        "onsite moderator",
    ];
    list.extend(
        roles
            .iter()
            .filter_map(|word| Some((*word, Sign::Role(lexicon::role(word)?)))),
    );
    Cues::new(&list)
});
