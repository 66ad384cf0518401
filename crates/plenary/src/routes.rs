//! Every URL of the product on one page: how it is asked, who may enter, what answers.

use plenary_kit::web::Route;

/// The table of all routes. What is not in it does not exist.
pub fn routes() -> Vec<Route> {
    vec![]
}
