-- +goose Up
-- What persons are found by (org.Person.Words), folded. Houses from before get theirs when the program first opens them.
-- Words are ordered by their signs on every machine, whatever language it speaks.
CREATE TABLE person_word (
  inside    BOOLEAN NOT NULL, -- what is left of a name from a later sign on
  word      TEXT COLLATE "C" NOT NULL,
  person_id BIGINT NOT NULL,
  branch_id BIGINT NOT NULL, -- of the person
  PRIMARY KEY (inside, word, person_id)
) /* WITHOUT ROWID */;
CREATE INDEX person_word_branch ON person_word (branch_id, inside, word, person_id);
-- No question asks for these any more.
DROP INDEX person_pinyin;
DROP INDEX person_initials;
