-- +goose Up
-- What authors attached to a proposal. The bytes stand outside the database, under
-- a random name. There are five places, so there are never more than five.
CREATE TABLE attachments (
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    proposal_id text COLLATE "C" NOT NULL,
    place bigint NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    caption text COLLATE "C" NOT NULL,
    file text COLLATE "C" NOT NULL,
    size bigint NOT NULL,
    width bigint NOT NULL,
    height bigint NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_attachments PRIMARY KEY (id),
    CONSTRAINT uq_attachments_place UNIQUE (proposal_id, place),
    CONSTRAINT uq_attachments_file UNIQUE (file),
    CONSTRAINT ck_attachments_place CHECK (place BETWEEN 1 AND 5),
    CONSTRAINT fk_attachments_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachments_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachments_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_attachments_process ON attachments (process_id, id);
