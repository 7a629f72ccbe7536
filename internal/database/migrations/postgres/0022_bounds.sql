-- +goose Up
-- Of which proposals a blend is: nobody suggests twice what still waits for an answer.
-- Those suggested before are each of their own.
ALTER TABLE blends ADD COLUMN parts text COLLATE "C" NOT NULL DEFAULT '';
UPDATE blends SET parts = id;
CREATE UNIQUE INDEX uq_blends_open ON blends (process_id, member_id, parts) WHERE state = 'open';

-- How often who owes an answer was reminded of a question, in its present turn.
ALTER TABLE questions ADD COLUMN reminded bigint NOT NULL DEFAULT 0;

-- What totals of a statement are told: they change with every fifth member who answers,
-- so that no single answer can be read from them.
ALTER TABLE statements ADD COLUMN told_agree bigint NOT NULL DEFAULT 0;
ALTER TABLE statements ADD COLUMN told_disagree bigint NOT NULL DEFAULT 0;
ALTER TABLE statements ADD COLUMN told_pass bigint NOT NULL DEFAULT 0;
UPDATE statements SET told_agree = agree, told_disagree = disagree, told_pass = pass WHERE agree + disagree + pass >= 5;
