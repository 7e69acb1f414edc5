-- +goose Up
-- What accounts are found by: the words of their name and login, as of persons (org.Person.Words). Houses from before get
-- theirs when the program first opens them.
CREATE TABLE account_word (
  word       TEXT COLLATE "C" NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (word, account_id)
) /* WITHOUT ROWID */;
CREATE INDEX account_word_account ON account_word (account_id);
