//! Caption feeds and files into the record of a session.
