-- A partial index does not serve "column = $1" unless its condition is said again; these columns are asked for so. The index
-- of holders holds the unit too, so that who holds what is read from it alone.

-- +goose Up
DROP INDEX action_from;
CREATE INDEX action_from ON action (from_id);
DROP INDEX action_person;
CREATE INDEX action_person ON action (person_id, round_id);
DROP INDEX action_responsible;
CREATE INDEX action_responsible ON action (responsible_id, round_id);
DROP INDEX draw_again;
CREATE INDEX draw_again ON draw (again_id);
DROP INDEX everyday_person;
CREATE INDEX everyday_person ON everyday (person_id);
DROP INDEX help_person;
CREATE INDEX help_person ON help (person_id);
DROP INDEX review_occasion;
CREATE INDEX review_occasion ON review (occasion_id);
DROP INDEX holding_person;
CREATE INDEX holding_person ON holding (person_id, round_id, way, unit_id);
