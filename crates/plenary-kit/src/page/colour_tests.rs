//! The group colours stay apart for colour-blind eyes, and every letter on them can be read.

use super::badge::GROUP_COLOURS;

type Triple = [f64; 3];

/// Linear RGB as seen with normal, protan, deutan and tritan eyes (Machado, Oliveira and Fernandes 2009, severity 1.0).
const EYES: [[Triple; 3]; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
];

/// Two colours this far apart in CIELAB are told apart at a glance (2.3 is just noticeable).
const APART: f64 = 20.0;

/// The least contrast of text (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;

/// The values of a colour in the light and in the dark theme, in this order.
fn themes(name: &str) -> Vec<Triple> {
    let sheet = include_str!("../look.css");
    let key = format!("--{name}: #");
    let values = sheet
        .match_indices(&key)
        .map(|(at, _)| &sheet[at + key.len()..]);
    values
        .map(|rest| linear(rest.split(';').next().unwrap_or("")))
        .collect()
}

fn linear(hex: &str) -> Triple {
    let wide: String = if hex.len() == 3 {
        hex.chars().flat_map(|c| [c, c]).collect()
    } else {
        hex.to_owned()
    };
    [0, 2, 4].map(|at| {
        let value = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn through(eye: &[Triple; 3], colour: Triple) -> Triple {
    eye.map(|row| {
        row.iter()
            .zip(colour)
            .map(|(a, b)| a * b)
            .sum::<f64>()
            .clamp(0.0, 1.0)
    })
}

fn luminance([r, g, b]: Triple) -> f64 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn lab([r, g, b]: Triple) -> Triple {
    let bend = |v: f64| {
        if v > 0.008856 {
            v.cbrt()
        } else {
            7.787 * v + 16.0 / 116.0
        }
    };
    let x = bend((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    let y = bend(luminance([r, g, b]));
    let z = bend((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn distance(one: Triple, other: Triple) -> f64 {
    one.iter()
        .zip(other)
        .map(|(a, b)| (a - b).powi(2))
        .sum::<f64>()
        .sqrt()
}

fn contrast(one: Triple, other: Triple) -> f64 {
    let (a, b) = (luminance(one) + 0.05, luminance(other) + 0.05);
    a.max(b) / a.min(b)
}

#[test]
fn any_two_groups_stay_apart_for_every_eye() {
    let groups: Vec<Vec<Triple>> = (0..GROUP_COLOURS)
        .map(|n| themes(&format!("g{n}")))
        .collect();
    for (theme, eye) in [0, 1]
        .into_iter()
        .flat_map(|theme| EYES.iter().map(move |eye| (theme, eye)))
    {
        let seen: Vec<Triple> = groups
            .iter()
            .map(|group| lab(through(eye, group[theme])))
            .collect();
        for (index, one) in seen.iter().enumerate() {
            for (other, colour) in seen.iter().enumerate().skip(index + 1) {
                let apart = distance(*one, *colour);
                assert!(
                    apart >= APART,
                    "groups {index} and {other} are {apart:.1} apart in theme {theme}"
                );
            }
        }
    }
}

#[test]
fn every_text_has_its_contrast() {
    let pairs = [
        ("ink", "paper"),
        ("soft", "paper"),
        ("soft", "faint"),
        ("link", "paper"),
        ("link", "faint"),
    ];
    let more = [
        ("rubric", "paper"),
        ("rubric", "faint"),
        ("good", "paper"),
        ("good", "faint"),
        ("on", "link"),
    ];
    let marked = [("ink", "gone"), ("ink", "fresh")];
    for (text, ground) in pairs.into_iter().chain(more).chain(marked) {
        for (theme, (one, other)) in themes(text)
            .into_iter()
            .zip(themes(ground))
            .take(2)
            .enumerate()
        {
            let found = contrast(one, other);
            assert!(
                found >= CONTRAST,
                "{text} on {ground}: {found:.2} in theme {theme}"
            );
        }
    }
    for n in 0..GROUP_COLOURS {
        let both = themes(&format!("h{n}"))
            .into_iter()
            .zip(themes(&format!("g{n}")));
        for (theme, (letter, ground)) in both.enumerate() {
            let found = contrast(letter, ground);
            assert!(
                found >= CONTRAST,
                "the letter of group {n}: {found:.2} in theme {theme}"
            );
        }
    }
}
