-- The order in which lists of actions show them: what is still to be done first, the nearest deadline first.

-- +goose Up
CREATE INDEX action_listed ON action (round_id, (CASE WHEN state IN ('closed', 'cancelled') THEN 1 ELSE 0 END), deadline, unit_id,
  review_id, number, id);
