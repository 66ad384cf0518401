-- When an item that concerns something was changed last, as the item itself says: what is kept in memory of a document's
-- comments is brought up to date by reading only those.
ALTER TABLE docket_concern ADD COLUMN changed BIGINT NOT NULL DEFAULT 0;
UPDATE docket_concern SET changed = COALESCE((SELECT i.changed FROM docket_item i WHERE i.number = docket_concern.number), 0);
CREATE INDEX docket_concern_changed ON docket_concern (document, changed);
