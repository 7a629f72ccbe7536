-- +goose Up
-- Of which proposals a blend is: nobody suggests twice what still waits for an answer.
-- Those suggested before are each of their own.
ALTER TABLE blends ADD COLUMN parts text NOT NULL DEFAULT '';
UPDATE blends SET parts = id;
CREATE UNIQUE INDEX uq_blends_open ON blends (process_id, member_id, parts) WHERE state = 'open';

-- How often who owes an answer was reminded of a question, in its present turn.
ALTER TABLE questions ADD COLUMN reminded integer NOT NULL DEFAULT 0;
