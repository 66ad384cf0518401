//! stand-in until the real one is merged
pub struct Catalogue;
impl Catalogue {
    pub fn new(_: Vec<(&'static str, &'static str)>) -> Result<Catalogue, String> {
        Ok(Catalogue)
    }
    pub fn tongue(&self, _: Option<&str>, _: &str) -> Tongue {
        Tongue
    }
}
#[derive(Clone)]
pub struct Tongue;
impl Tongue {
    pub fn say(&self, key: &str) -> String {
        key.into()
    }
    pub fn find(&self, _: &str) -> Option<String> {
        None
    }
    pub fn lang(&self) -> &str {
        "en"
    }
}
