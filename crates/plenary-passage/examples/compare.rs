//! Prints how one text became another, block by block, with {+inserted+}, [-deleted-] and moved words.
use plenary_passage::{BlockId, DiffRun, Fate, Reading, Version};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let [old, new] = &files[..] else {
        return Err("compare OLD NEW".into());
    };
    let open = |file: &String| {
        Ok::<_, Box<dyn std::error::Error>>(Version::from_plain_text(
            std::fs::read_to_string(file)?,
            BlockId(0).following(),
        )?)
    };
    let old = open(old)?;
    let mut last = old.highest().following();
    let (new, map) = open(new)?.succeeding(&old, &mut last)?;
    let comparison = Reading::of(&old, &new, map).compare();
    for change in comparison
        .changes
        .iter()
        .filter(|change| change.fate != Fate::Kept)
    {
        let words: String = change
            .runs
            .iter()
            .map(|run| in_words(&old, &new, *run))
            .collect();
        println!(
            "{:?} {:?} -> {:?}, stood after {:?}\n{words}\n",
            change.fate, change.old, change.new, change.stood_after
        );
    }
    println!("{:?}", comparison.summary);
    Ok(())
}

fn in_words(old: &Version, new: &Version, run: DiffRun) -> String {
    match run {
        DiffRun::Kept { new: span, .. } => new.slice(span).to_owned(),
        DiffRun::Deleted { old: span } => format!("[-{}-]", old.slice(span)),
        DiffRun::Inserted { new: span } => format!("{{+{}+}}", new.slice(span)),
        DiffRun::MovedOut { old: span, to } => format!("[>{to} {}]", old.slice(span)),
        DiffRun::MovedIn { new: span, from } => format!("{{<{from} {}}}", new.slice(span)),
    }
}
