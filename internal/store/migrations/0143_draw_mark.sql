-- +goose Up
-- A draw has an effect: it marks the reviews that are owed of those drawn, with a day of its own, and may be one of several
-- that were frozen together. What two sides fixed before the public text was known stands with it.
ALTER TABLE draw ADD COLUMN fresh BOOLEAN NOT NULL DEFAULT FALSE;  -- nobody whom a draw before chose
ALTER TABLE draw ADD COLUMN due TEXT NOT NULL DEFAULT '';          -- by when those drawn are to be reviewed
ALTER TABLE draw ADD COLUMN series_id BIGINT NOT NULL DEFAULT 0;   -- the first of those frozen together, 0: alone
ALTER TABLE draw ADD COLUMN layer TEXT NOT NULL DEFAULT '';        -- the unit or 类型 of which its pool is a layer
ALTER TABLE draw ADD COLUMN own_hash TEXT NOT NULL DEFAULT '';     -- SHA-256 of the program's secret
ALTER TABLE draw ADD COLUMN own_text TEXT NOT NULL DEFAULT '';     -- told after the draw
ALTER TABLE draw ADD COLUMN second_hash TEXT NOT NULL DEFAULT '';  -- SHA-256 of what the second side wrote
ALTER TABLE draw ADD COLUMN second_text TEXT NOT NULL DEFAULT '';  -- empty until the draw
ALTER TABLE draw ADD COLUMN witness TEXT NOT NULL DEFAULT '';      -- who saw it done
ALTER TABLE draw ADD COLUMN number BIGINT NOT NULL DEFAULT 0;      -- in its round, from 1: 第…号抽取
UPDATE draw SET number = (SELECT COUNT(*) FROM draw e WHERE e.round_id = draw.round_id AND e.id <= draw.id);
CREATE INDEX draw_series ON draw (series_id);

ALTER TABLE obligation ADD COLUMN drawn_id BIGINT NOT NULL DEFAULT 0; -- the draw that marked it, 0: none
CREATE INDEX obligation_drawn ON obligation (drawn_id) WHERE drawn_id <> 0;
