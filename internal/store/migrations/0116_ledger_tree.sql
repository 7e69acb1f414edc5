-- +goose Up
-- What each act left the records as that it changed, as salted digests (ledger.Content), and the tree over all entries.
CREATE TABLE ledger_content (
  entry_id BIGINT NOT NULL,
  kind     TEXT COLLATE "C" NOT NULL, -- of the record
  record   TEXT COLLATE "C" NOT NULL, -- its key
  salt     TEXT NOT NULL,
  digest   TEXT NOT NULL, -- SHA-256 over salt, kind, key and content; empty: it is gone
  PRIMARY KEY (kind, record, entry_id)
) /* WITHOUT ROWID */;
CREATE INDEX ledger_content_entry ON ledger_content (entry_id);
-- Entries that wait for their number in the tree.
CREATE TABLE ledger_pending (
  entry_id BIGINT PRIMARY KEY
);
CREATE TABLE ledger_leaf (
  number   BIGINT PRIMARY KEY, -- from 0, without gaps
  entry_id BIGINT NOT NULL,
  hash     TEXT NOT NULL -- of the leaf, RFC 6962
);
CREATE UNIQUE INDEX ledger_leaf_entry ON ledger_leaf (entry_id);
CREATE TABLE ledger_tree (
  only_row BOOLEAN PRIMARY KEY CHECK (only_row),
  size     BIGINT NOT NULL,
  edge     TEXT NOT NULL -- the hashes from which the tree goes on, JSON of ledger.Tree
);
INSERT INTO ledger_tree (only_row, size, edge) VALUES (TRUE, 0, '');
CREATE TABLE ledger_checkpoint (
  size BIGINT PRIMARY KEY,
  at   BIGINT NOT NULL, -- unix ms
  body TEXT NOT NULL -- as it was signed
);
-- By these a record is found that an act has changed.
CREATE INDEX exemption_unit ON exemption (unit_id);
CREATE INDEX notice_consent_person ON notice_consent (person_id);
