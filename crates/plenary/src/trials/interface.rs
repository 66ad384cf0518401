//! The interface's description and the table of routes say the same.

use serde_json::Value;

use crate::api::OPENAPI;
use crate::routes::routes;

#[test]
fn the_description_names_every_route_and_no_other() {
    let served = routes()
        .into_iter()
        .filter(|route| route.path.starts_with("/api/"));
    let mut served: Vec<(String, String)> = served
        .map(|route| (route.path.into(), route.method.as_str().to_lowercase()))
        .collect();
    let described = serde_json::from_str::<Value>(OPENAPI).unwrap();
    let paths = described["paths"].as_object().unwrap().iter();
    let mut told: Vec<(String, String)> = paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(|method| (path.clone(), method.clone()))
        })
        .collect();
    served.sort();
    told.sort();
    assert_eq!(served, told);
}
