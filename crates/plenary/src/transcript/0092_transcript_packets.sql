-- Of a record made of live captions: when the first word came, and which packets hold a paragraph's words.
ALTER TABLE transcript ADD COLUMN began BIGINT;
ALTER TABLE transcript_paragraph ADD COLUMN packets TEXT;
