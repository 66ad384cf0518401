//! Marks of what happened in the room: applause, breaks, the clock, the end.

use super::{MarkKind, any, only};

/// What happened in the room.
pub(super) fn room(bare: &str, words: &[&str]) -> Option<MarkKind> {
    if any(
        words,
        "applause|clapping|claps|applauds|applauding|ovation|cheering|aplausos|applaudissements|beifall|palmas",
    ) && words.len() <= 6
    {
        return Some(MarkKind::Applause);
    }
    if any(
        words,
        "\
        laughter|laughs|laughing|chuckles|chuckling|giggles|giggling|chuckle|laugh|risas|rires|risos|\
        heiterkeit|gelächter",
    ) && words.len() <= 5
    {
        return Some(MarkKind::Laughter);
    }
    if any(
        words,
        "crosstalk|cross-talk|overlapping|simultaneous|simultaneously",
    ) || bare.starts_with("multiple ")
        || bare.contains("cross talk")
        || bare.contains("talking over")
        || bare.contains("speaking at once")
    {
        return Some(MarkKind::Crosstalk);
    }
    if any(words, "gavel|gaveled|gavels") && words.len() <= 5 {
        return Some(MarkKind::Gavel);
    }
    if is_clock(bare) {
        return Some(MarkKind::Time);
    }
    if ends_session(bare) {
        return Some(MarkKind::EndOfSession);
    }
    pause(bare, words)
}

fn pause(bare: &str, words: &[&str]) -> Option<MarkKind> {
    if only(
        words,
        "music|musical|song|singing|anthem|national|jingle|interlude|intro|opening|performance|música|musique|musik",
    ) && any(
        words,
        "music|musical|song|singing|anthem|jingle|música|musique|musik",
    ) {
        return Some(MarkKind::Music);
    }
    if only(
        words,
        "silence|silent|pause|pausing|pauses|observed|response|audible|answer|reply",
    ) && any(
        words,
        "silence|silent|pause|pausing|pauses|response|answer|reply",
    ) {
        return Some(MarkKind::Silence);
    }
    let breaking = "\
        break|recess|intermission|suspended|suspension|luncheon|resumed|resumes|reconvened|pm|am|taken|\
        until|was|there|a.m|p.m|off|record|dinner";
    let recess = only(words, breaking)
        && any(
            words,
            "break|recess|intermission|suspended|resumed|resumes|reconvened|lunch",
        )
        || bare == "off the record"
        || bare.starts_with("whereupon, a ")
        || bare.contains("recess was taken");
    if recess {
        return Some(MarkKind::Break);
    }
    other(bare, words).then_some(MarkKind::Other)
}

fn other(bare: &str, words: &[&str]) -> bool {
    const REMARKS: &str = "\
        video|film|slide|slides|presentation|ringing|phone|bell|coughing|coughs|cough|sneezes|sneezing|\
        nodding|nods|beep|beeping|noise|noises|alarm|sighs|whistling|crying|booing|sic|standby|gasps|\
        whispering|chatter|chimes|chime|shown|playing|being|played|hands|show|raises|hand|raised";
    let phrase = "\
        please stand by|stand by|standing by|speaker changes|speaker change|switching captioner|\
        captioner change|change of captioner|recording in progress|recording started|recording stopped|\
        sign language|shaking head|shakes head|thumbs up|captioning|captioner|reading|poll launched";
    words.len() <= 8 && phrase.split('|').any(|known| bare.starts_with(known))
        || words.len() <= 5 && only(words, REMARKS) && any(words, REMARKS)
}

/// `concluded at 1037`, `end of transcript`.
pub(super) fn ends_session(bare: &str) -> bool {
    let at_end = "\
        concluded|meeting concluded|session concluded|call concluded|session ended|meeting ended|\
        meeting adjourned|session adjourned|session closed|session closes|meeting closed|call ended|\
        end of session|end of meeting|end of transcript|end of transcription|end of call|\
        end of recording|end of captioning|end of event|end of audio|end of day|end of workshop|\
        end of panel|end of webinar|end of video|end of file|end of the session|end of the meeting|\
        workshop concluded|panel concluded|event concluded|conference concluded|webinar concluded|\
        hearing concluded|hearing adjourned|the meeting rose|the session ended|the meeting ended|\
        the session concluded|the meeting concluded|the meeting adjourned|the meeting was adjourned|\
        the session was adjourned|the hearing was adjourned|the sitting was closed|adjourned at|\
        ended at|concludes at|recording stopped|recording ends|fin de la séance|se levanta la sesión|\
        fin de la sesión|fin de sesión|ende der sitzung|fim da sessão|whereupon, at|whereupon the";
    matches!(bare, "end" | "the end" | "adjourned" | "fin" | "ends")
        || at_end.split('|').any(|phrase| {
            bare.starts_with(phrase)
                && bare[phrase.len()..]
                    .chars()
                    .next()
                    .is_none_or(|c| !c.is_alphanumeric())
        })
}

/// Nothing but a clock time, with or without colons and zone.
pub(super) fn is_clock(bare: &str) -> bool {
    const UNITS: [&str; 18] = [
        "am", "pm", "a", "p", "m", "utc", "gmt", "cet", "cest", "est", "edt", "pst", "pdt",
        "local", "time", "hrs", "hours", "h",
    ];
    let mut digits = 0;
    let words = bare
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    for word in words {
        let number = word.trim_end_matches("am").trim_end_matches("pm");
        if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) {
            digits += number.len();
        } else if !UNITS.contains(&word) {
            return false;
        }
    }
    let clock = bare.contains(':')
        || bare.contains('m')
        || bare.contains("utc")
        || bare.contains("gmt")
        || bare.contains('h');
    (2..=9).contains(&digits) && clock
}
