-- +goose Up
-- What authors attached to a proposal. The bytes stand outside the database, under
-- a random name. There are five places, so there are never more than five.
CREATE TABLE attachments (
    id text NOT NULL,
    process_id text NOT NULL,
    proposal_id text NOT NULL,
    place integer NOT NULL,
    member_id text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    caption text NOT NULL,
    file text NOT NULL,
    size integer NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    created_at datetime NOT NULL,
    CONSTRAINT pk_attachments PRIMARY KEY (id),
    CONSTRAINT uq_attachments_place UNIQUE (proposal_id, place),
    CONSTRAINT uq_attachments_file UNIQUE (file),
    CONSTRAINT ck_attachments_place CHECK (place BETWEEN 1 AND 5),
    CONSTRAINT fk_attachments_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachments_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachments_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_attachments_process ON attachments (process_id, id);
