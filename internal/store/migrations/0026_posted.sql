-- +goose Up
-- Whether a member sits in the 班子 of some unit: who does is not 无职. Rounds launched before keep their figures.
ALTER TABLE round_person ADD COLUMN posted BOOLEAN NOT NULL DEFAULT FALSE;
