-- +goose Up
-- Either this or that: proposals of which a round chooses at most one. A proposal
-- stands in one such group at most, and a round has its own, as they were when it
-- was prepared.
CREATE TABLE alternatives (
    id text NOT NULL,
    process_id text NOT NULL,
    reason text NOT NULL,
    created_at datetime NOT NULL,
    CONSTRAINT pk_alternatives PRIMARY KEY (id),
    CONSTRAINT fk_alternatives_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);
CREATE INDEX ix_alternatives_process ON alternatives (process_id, id);
ALTER TABLE proposals ADD COLUMN alternatives text NOT NULL DEFAULT '';
CREATE INDEX ix_proposals_alternatives ON proposals (process_id, alternatives);
ALTER TABLE options ADD COLUMN alternatives integer NOT NULL DEFAULT 0;
