-- +goose Up
-- What adds up day by day stands apart from the other figures of a unit: a round has many days, and most pages ask for none.
CREATE TABLE day_counter (
  round_id BIGINT NOT NULL,
  unit_id  BIGINT NOT NULL,
  name     TEXT NOT NULL, -- day.done.2011-01-05: given on that day; day.planned.2011-01-05: planned for it
  value    BIGINT NOT NULL,
  PRIMARY KEY (round_id, unit_id, name)
);

INSERT INTO day_counter (round_id, unit_id, name, value)
WITH RECURSIVE own (round_id, unit_id, name, value) AS (
    SELECT o.round_id, o.unit_id, 'day.done.' || v.day, COUNT(*) FROM obligation o JOIN review v ON v.id = o.id
    WHERE o.state = 'confirmed' AND o.kind <> 'secretary' AND v.day <> '' GROUP BY o.round_id, o.unit_id, v.day
    UNION ALL
    SELECT r.round_id, r.unit_id, 'day.planned.' || r.day, CAST(SUM(r.sheets) AS BIGINT) FROM arrangement_row r
    JOIN arrangement a ON a.id = r.arrangement_id
    WHERE a.state IN ('handed-in', 'accepted') AND r.kind <> 'secretary' AND r.day <> '' GROUP BY r.round_id, r.unit_id, r.day
  ),
  line (round_id, of_id, unit_id, parent_id) AS (
    SELECT f.round_id, f.unit_id, u.unit_id, u.parent_id FROM (SELECT DISTINCT round_id, unit_id FROM own) f
    JOIN round_unit u ON u.round_id = f.round_id AND u.unit_id = COALESCE(
      (SELECT k.unit_id FROM round_unit k WHERE k.round_id = f.round_id AND k.unit_id = f.unit_id),
      (SELECT r.unit_id FROM round r WHERE r.id = f.round_id))
    UNION ALL
    SELECT l.round_id, l.of_id, u.unit_id, u.parent_id FROM line l
    JOIN round_unit u ON u.round_id = l.round_id AND u.unit_id = l.parent_id
  )
SELECT line.round_id, line.unit_id, own.name, CAST(SUM(own.value) AS BIGINT)
FROM line JOIN own ON own.round_id = line.round_id AND own.unit_id = line.of_id
GROUP BY line.round_id, line.unit_id, own.name;
