//! Any bytes as a caption file and as a live feed: both end in the same record, whose bytes are the file's.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plenary_captions::{Feed, Record, Register};

fuzz_target!(|bytes: &[u8]| {
    let record = Record::from_bytes(bytes);
    assert_eq!(record.bytes(), bytes);
    let mut feed = Feed::new();
    bytes.chunks(7).for_each(|packet| feed.push_bytes(packet));
    feed.record(&Register::default());
});
