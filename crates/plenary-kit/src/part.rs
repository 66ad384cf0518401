//! What rooms keep in memory while a forum runs, and 16 bytes that only this forum can make.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::app::App;

/// One of each kind of thing that is of the moment: nothing in it is lost when the program ends.
#[derive(Default)]
pub(crate) struct Parts(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl App {
    /// The forum's only `T`, made when it is first asked for.
    pub fn part<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut parts = self
            .parts()
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let part = parts
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Arc::new(T::default()))
            .clone();
        part.downcast().unwrap_or_default()
    }

    /// Sixteen bytes that only this forum can make of `what`, for one purpose: a secret that need not be kept.
    pub fn keyed(&self, purpose: &str, what: &[u8]) -> [u8; 16] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(self.secret()).expect("HMAC takes a key of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(what);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        bytes
    }
}

/// Bytes as letters that stand in an address: base64url without padding.
pub fn letters(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes behind such letters.
pub fn bytes(letters: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(letters)
        .ok()
}
