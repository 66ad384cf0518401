//! Exports and imports, tried on the test world.
