//! What paragraphs stand on goes along with their text, as far as its reader may know, and comes back the same.

use plenary_kit::policy::Role;

use super::*;
use crate::basis::{Ground, bases};
use crate::document::store as documents;
use crate::trials::acts::{state_basis, write_document};

#[tokio::test(flavor = "multi_thread")]
async fn what_paragraphs_stand_on_comes_back_the_same_and_names_no_closed_item_to_the_public() {
    let world = world().await;
    let app = &world.forum.app;
    let editor = world.forum.holder("Asne Hoyland", Role::Editor).await;
    let viewer = world.forum.viewer(&editor);
    let ana = world.forum.person("Ana Rua", "civil-society").await;
    let open = file(app, &world.forum.cycle, &ana, says("open-ground")).await;
    let ask = FileItem {
        mark: Mark::Red,
        ..says("closed-ground")
    };
    let closed = file(app, &world.forum.cycle, &ana, ask).await;
    let texts = ["## 1. Words\n\nOne paragraph.\n\nAnother paragraph.\n\nA third one.\n"];
    write_document(app, &viewer, "shared", &texts, true).await;
    let both = vec![Ground::Item(open), Ground::Item(closed)];
    state_basis(app, &viewer, "shared", 1, both).await;
    state_basis(app, &viewer, "shared", 2, vec![Ground::Item(closed)]).await;
    state_basis(app, &viewer, "shared", 3, vec![Ground::OwnText]).await;
    let from = world
        .export(&world.forum.cycle, Reader::Full, "with-bases")
        .await;
    let read = |folder: &Path| std::fs::read_to_string(folder.join("basis.jsonl")).unwrap();
    assert_eq!(read(&from).lines().count(), 3);
    assert!(read(&from).contains(&closed.to_string()));

    let settings = Settings::for_dir(world.folder("bases-forum"));
    let rooms = *app.rooms();
    import(&from, settings.clone(), rooms, |_| ())
        .await
        .unwrap();
    let second = App::open(settings, rooms).unwrap();
    second.settle().await.unwrap();
    let to = world.folder("bases-again");
    export(&second, &world.forum.cycle, Reader::Full, &to)
        .await
        .unwrap();
    assert_eq!(first_difference(&from, &to).unwrap(), None);
    let find = |db: &plenary_kit::db::Db<'_>| {
        let document = documents::by_slug(db, "shared")?.unwrap();
        bases(db, &document.id, document.latest)
    };
    assert_eq!(second.read(find).unwrap().of, app.read(find).unwrap().of);
    assert!(plenary_kit::rebuild::rebuild_app(&second).unwrap().is_same);

    let public = world
        .export(&world.forum.cycle, Reader::public(), "public-bases")
        .await;
    let said = read(&public);
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(said.contains(&format!("\"{open}\"")), "{said}");
    let code = serde_json::to_string(&closed).unwrap();
    assert_eq!(found(&public, &[&closed.to_string(), &code]), [""; 0]);
}
