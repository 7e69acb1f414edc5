-- What is asked for and had no index. Those with a condition hold a short list that is asked for as a whole.

-- +goose Up
CREATE INDEX account_spare ON account (made_at, id) WHERE spare_of <> 0;
CREATE INDEX arrangement_waiting ON arrangement (round_id) WHERE state = 'handed-in';
DROP INDEX decision_round;
CREATE INDEX decision_round ON decision (round_id, rules);
DROP INDEX filing_state;
CREATE INDEX filing_waiting ON filing (round_id) WHERE state = 'handed';
DROP INDEX job_due;
CREATE INDEX job_due ON job (kind, run_at, id);
CREATE INDEX notice_feedback_open ON notice_feedback (notice_id) WHERE disposition = '';
CREATE INDEX notice_open ON notice (id, state) WHERE state <> 'withdrawn' AND state <> 'published';
CREATE INDEX notice_public ON notice (to_day) WHERE shown > 0 AND from_day <> '' AND ended_day = '';
CREATE INDEX opinion_batch_gathering ON opinion_batch (id) WHERE state = 'gathering';
CREATE INDEX opinion_pool_batch ON opinion_pool (batch_id);
CREATE INDEX session_ends ON session (ends_at);
CREATE INDEX session_seen ON session (shared, seen_at);
CREATE INDEX unit_depth ON unit (depth, ord);
CREATE INDEX unit_short ON unit (short);
