-- A partial index does not serve "column = $1" unless its condition is said again. Where hardly anything is asked of the rows
-- it leaves out, the index is plain; where 0 stands in most rows and is asked for too, the statements say the condition. The
-- index of holders holds the unit too, so that who holds what is read from it alone.

-- +goose Up
DROP INDEX action_from;
CREATE INDEX action_from ON action (from_id);
DROP INDEX draw_again;
CREATE INDEX draw_again ON draw (again_id);
DROP INDEX review_occasion;
CREATE INDEX review_occasion ON review (occasion_id);
DROP INDEX holding_person;
CREATE INDEX holding_person ON holding (person_id, round_id, way, unit_id);
