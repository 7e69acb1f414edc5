-- +goose Up
-- One person has at most one account. Where there are several, one that is in use is kept before one that is not, the
-- older before the newer; the others are disabled and are nobody's any more.
ALTER TABLE account ADD COLUMN spare_of BIGINT NOT NULL DEFAULT 0; -- of whom it was a further account; 0: never
UPDATE account SET spare_of = person_id, disabled = TRUE
  WHERE person_id <> 0 AND EXISTS (SELECT 1 FROM account o WHERE o.person_id = account.person_id AND o.id <> account.id
    AND (o.disabled < account.disabled OR o.disabled = account.disabled
      AND (o.made_at < account.made_at OR o.made_at = account.made_at AND o.id < account.id)));
UPDATE account SET person_id = 0 WHERE spare_of <> 0;
DELETE FROM session WHERE account_id IN (SELECT id FROM account WHERE spare_of <> 0);
CREATE UNIQUE INDEX account_one ON account (person_id) WHERE person_id <> 0;
