//! The demo is played whole, and what comes out reconciles with the story, item by item.

use plenary_kit::app::{App, Settings};

use super::story::FORUM;
use crate::docket::store as docket;
use crate::rooms::ROOMS;

#[tokio::test(flavor = "multi_thread")]
async fn the_story_plays_to_its_end_and_every_item_has_its_number() {
    let dir = std::env::temp_dir().join(format!("plenary-demo-{}", plenary_kit::random::token()));
    let now = crate::testing::START;
    super::build(&dir, now, |_, _| ())
        .await
        .unwrap_or_else(|stop| panic!("{stop}"));
    let app = App::open(Settings::for_dir(&dir), ROOMS).unwrap();
    let told: usize = FORUM
        .cycles
        .iter()
        .flat_map(|cycle| cycle.items)
        .map(|part| part.len())
        .sum();
    let (plain, all) = app
        .read(|db| {
            let all = db.number("SELECT COUNT(*) FROM docket_item", &[])?;
            Ok::<_, plenary_kit::fault::Fault>((docket::last_plain(db)?, all))
        })
        .unwrap();
    assert_eq!(all as usize, told);
    assert!(plain < all, "some items of the story are not for everyone");
    assert!(plenary_kit::rebuild::rebuild_app(&app).unwrap().is_same);
    for (_, key) in super::ROLES {
        let person = FORUM
            .participants
            .iter()
            .find(|person| person.key == key)
            .unwrap();
        assert!(
            super::link_for(&app, person.name, person.email)
                .await
                .is_ok(),
            "{key}"
        );
    }
    let _ = std::fs::remove_dir_all(dir);
}
