//! `plenary routes`: prints the table of routes, for tests that must visit every one of them.

use clap::Args;
use plenary_kit::policy::Access;
use serde_json::json;

use super::{Outcome, progress};

/// Example: plenary routes
#[derive(Args)]
#[command(
    after_help = "Example:\n  plenary routes\n\nOne line of JSON a route: its method, its path with {names}, and who may enter: everyone, signed-in, or any of some roles."
)]
pub struct Routes {}

impl Routes {
    /// Prints the table, in its order.
    pub fn run(self) -> Outcome {
        for route in plenary::routes::routes() {
            let access = match &route.access {
                Access::Everyone => json!("everyone"),
                Access::SignedIn => json!("signed-in"),
                Access::AnyOf(roles) => json!(roles),
            };
            let line =
                json!({ "method": route.method.as_str(), "path": route.path, "access": access });
            progress::json(&line)?;
        }
        Ok(())
    }
}
