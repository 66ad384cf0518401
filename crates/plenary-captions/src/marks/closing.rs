//! Marks of the clock and of the end: `(10:32 a.m.)`, `(Session concluded at 10:31)`.

/// What comes to its end.
const MEETING: &str = "session|sessions|meeting|meetings|workshop|panel|conference|call|event|webinar|\
    hearing|sitting|proceeding|proceedings|plenary|roundtable|forum|broadcast|recording|audio|captioning|\
    captions|caption|transcript|transcription|stream|livestream|feed|file|record|day|ceremony|assembly|\
    seminar|training|discussion|interview|webcast|video|tape|document|council|board|debate|symposium|\
    dialogue|summit|house|senate|chamber|joint|select|standing|subcommittee|open|main|morning|afternoon|evening|opening|closing|town|hall|committee|city|regular|\
    special|public|work|business|teleconference|presentation|podcast|class|lecture|realtime|live|cart|deposition|inquest|trial|examination|dynamic|coalition|best|practice|group|working";
/// How it ends.
const ENDED: &str = "concluded|concludes|ended|ends|end|adjourned|adjourns|closed|closes|finished|finishes|\
    rose|rises|stopped|stops|over|complete|completed|terminated|terminates|dissolved";
/// What may stand before the end of a meeting.
const BEFORE: &str = "the|this|that|was|is|has|were|had|have|been|being|then|hereby|stands|and|now|our|a|an|of|\
    was|thereupon|whereupon|formally|officially";
/// What may stand after it: when and where.
const AFTER: &str = "at|on|in|for|the|today|day|days|approximately|about|around|a.m|p.m|am|pm|a|p|m|utc|gmt|cet|\
    cest|est|edt|et|ct|pt|mt|pst|pdt|cst|cdt|mst|mdt|eet|eest|bst|ast|adt|nst|ndt|aest|aedt|acst|awst|nzst|nzdt|hst|akst|akdt|msk|pkt|wib|sgt|hkt|kst|cat|wast|clt|pet|bot|art|ist|jst|sast|wat|eat|brt|local|time|hrs|hours|\
    hour|h|o'clock|noon|midday|midnight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|\
    march|april|may|june|july|august|september|october|november|december|one|two|three|four|five|first|second|\
    third|last|final|this|morning|afternoon|evening|of|by|central|eastern|pacific|mountain|standard|daylight|sine|\
    die|and|concluded|adjourned|same|date|until|tomorrow|next|week|uhr|horas|heures|ч|м|was|is|part|track|file|there|no|further|business|being|geneva|thank|you|all";
/// Beginnings that end a session in other languages, and set phrases.
const BEGINNINGS: [&str; 51] = [
    "la séance est levée",
    "la seance est levee",
    "la réunion est levée",
    "séance levée",
    "fin de la séance",
    "fin de séance",
    "fin de la réunion",
    "fin de la session",
    "fin de la transcription",
    "fin du sous-titrage",
    "fin de l'enregistrement",
    "se levanta la sesión",
    "se levanta la reunión",
    "se cierra la sesión",
    "fin de la sesión",
    "fin de sesión",
    "fin de la reunión",
    "fin de la transcripción",
    "fin de la grabación",
    "finaliza la sesión",
    "concluye la sesión",
    "termina la sesión",
    "fim da sessão",
    "fim da reunião",
    "fim da transcrição",
    "encerra-se a",
    "está encerrada a",
    "ende der sitzung",
    "ende der veranstaltung",
    "ende der übertragung",
    "ende des transkripts",
    "sitzungsende",
    "schluss der sitzung",
    "schluss:",
    "заседание закрывается",
    "заседание закрыто",
    "заседание закрылось",
    "конец заседания",
    "конец записи",
    "конец стенограммы",
    "رفعت الجلسة",
    "انتهت الجلسة",
    "نهاية الجلسة",
    "اختتمت الجلسة",
    "散会",
    "会议结束",
    "閉会",
    "休会",
    "adjourned accordingly",
    "house adjourned",
    "house rose",
];

fn has(list: &str, word: &str) -> bool {
    list.split('|').any(|known| known == word)
}

/// `concluded at 1037`, `end of transcript`, `the meeting was adjourned at 6:05 p.m.`
pub(super) fn ends_session(bare: &str) -> bool {
    if matches!(
        bare,
        "end" | "the end" | "adjourned" | "fin" | "ends" | "ende" | "fim" | "конец" | "end end"
    ) {
        return true;
    }
    if BEGINNINGS.iter().any(|phrase| {
        bare.starts_with(phrase) || phrase.chars().any(is_han) && bare.contains(phrase)
    }) {
        return bare.chars().count() <= 90;
    }
    let words: Vec<&str> = bare
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '/' | '–' | '—'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 16 {
        return false;
    }
    let whereupon = words
        .first()
        .is_some_and(|first| matches!(*first, "whereupon" | "thereupon"));
    if whereupon
        && words
            .iter()
            .any(|word| matches!(*word, "adjourned" | "concluded" | "closed" | "ended"))
    {
        return true;
    }
    end_of(&words) || ended(&words)
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9FFF}')
}

/// `end of the session`, with when or where.
fn end_of(words: &[&str]) -> bool {
    let [first, "of", rest @ ..] = words else {
        return false;
    };
    let what = rest.iter().position(|word| has(MEETING, word));
    matches!(*first, "end" | "conclusion" | "close")
        && what.is_some_and(|at| at <= 1 && (at == 0 || rest[0] == "the" || rest[0] == "this"))
        && rest
            .iter()
            .all(|word| has(MEETING, word) || has(AFTER, word) || is_number(word))
}

/// `the session was concluded at 10:31`, `concluded at 1037`.
fn ended(words: &[&str]) -> bool {
    let Some(verb) = words.iter().position(|word| has(ENDED, word)) else {
        return false;
    };
    let (before, after) = (&words[..verb], &words[verb + 1..]);
    let meeting = before.iter().any(|word| has(MEETING, word));
    let clock = after.iter().any(|word| is_number(word) && word.len() >= 2);
    let fits = before
        .iter()
        .all(|word| has(MEETING, word) || has(BEFORE, word) || is_number(word))
        && after.iter().all(|word| has(AFTER, word) || is_number(word));
    let lone_end = words[verb] == "end";
    fits && !lone_end
        && (meeting || before.is_empty() && clock && matches!(after.first(), Some(&"at")))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word
            .trim_end_matches("am")
            .trim_end_matches("pm")
            .trim_end_matches(['h', 't', 's', 'd', 'n', 'r'])
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'h' | '-' | '/'))
}

/// Nothing but a clock time, with or without colons and zone.
pub(super) fn is_clock(bare: &str) -> bool {
    const UNITS: &str = "am|pm|a|p|m|utc|gmt|cet|cest|est|edt|et|ct|pt|pst|pdt|cst|cdt|eet|eest|bst|ist|jst|\
        local|time|hrs|hours|h|min|uhr|z";
    let bare = bare
        .strip_prefix("time ")
        .unwrap_or(bare)
        .trim_start_matches("time: ");
    let (mut numbers, mut unit) = (Vec::new(), false);
    for word in bare
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let number = word
            .trim_end_matches("am")
            .trim_end_matches("pm")
            .trim_end_matches('z');
        let pair = number.split_once('h').filter(|(hour, _)| !hour.is_empty());
        let parts = pair.map_or(vec![number], |(hour, minute)| vec![hour, minute]);
        if number.is_empty()
            || !parts
                .iter()
                .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
        {
            if !has(UNITS, word) {
                return false;
            }
            unit = true;
            continue;
        }
        unit |= pair.is_some() || number.len() < word.len();
        numbers.extend(parts.into_iter().filter(|part| !part.is_empty()));
    }
    let whole = |text: &str| text.parse::<u32>().ok();
    let sixty = |text: &&str| text.len() == 2 && whole(text).is_some_and(|number| number < 60);
    match numbers[..] {
        [one] => {
            unit && (one.len() <= 2 && whole(one) <= Some(24)
                || one.len() == 4 && whole(one) < Some(2_400))
        }
        [hour, ref rest @ ..] => {
            let colon = bare.contains(':');
            hour.len() <= 3
                && rest.len() <= 3
                && rest.iter().take(2).all(sixty)
                && (unit || colon && whole(hour) <= Some(99))
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_told_from_what_was_concluded() {
        for phrase in [
            "concluded at 1037",
            "session concluded at 10:31",
            "the meeting was adjourned at 6:05 p.m",
            "whereupon, at 5:01 p.m., the hearing was adjourned",
            "end of day one",
            "la séance est levée à 18 h 05",
            "下午6时05分散会",
            "the meeting rose at 6.05 p.m",
        ] {
            assert!(ends_session(phrase), "{phrase}");
        }
        for phrase in [
            "concluded last year",
            "closed in 2012",
            "the end of the year",
            "the meeting of ministers",
            "end users",
            "the session that ended well was long",
        ] {
            assert!(!ends_session(phrase), "{phrase}");
        }
    }

    #[test]
    fn a_clock_time_has_minutes_or_a_unit() {
        for phrase in [
            "10:32",
            "10:32:05",
            "10:32 a.m",
            "1032 gmt",
            "15h30",
            "2.15 pm",
            "time: 10:32",
            "14 h 05",
            "10:32:05.120",
        ] {
            assert!(is_clock(phrase), "{phrase}");
        }
        for phrase in ["3:1", "2016", "10.5", "5:3", "10:75", "chapter 3:10"] {
            assert!(!is_clock(phrase), "{phrase}");
        }
    }
}
