-- +goose Up
-- Where a proposal would happen, where a process wants that: a name in words and a
-- point, in millionths of a degree, so that it comes back as it was given.
ALTER TABLE processes ADD COLUMN places boolean NOT NULL DEFAULT FALSE;
ALTER TABLE proposals ADD COLUMN place_name text NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN located boolean NOT NULL DEFAULT FALSE;
ALTER TABLE proposals ADD COLUMN latitude integer NOT NULL DEFAULT 0
    CONSTRAINT ck_proposals_latitude CHECK (latitude BETWEEN -90000000 AND 90000000 AND (located OR latitude = 0));
ALTER TABLE proposals ADD COLUMN longitude integer NOT NULL DEFAULT 0
    CONSTRAINT ck_proposals_longitude CHECK (longitude BETWEEN -180000000 AND 180000000 AND (located OR longitude = 0));
CREATE INDEX ix_proposals_place ON proposals (process_id, id) WHERE place_name <> '';

-- Addresses that belong to a proposal, beside its files. There are eight places, so
-- there are never more than eight.
CREATE TABLE links (
    id text NOT NULL,
    process_id text NOT NULL,
    proposal_id text NOT NULL,
    place integer NOT NULL,
    member_id text NOT NULL,
    title text NOT NULL,
    address text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_links PRIMARY KEY (id),
    CONSTRAINT uq_links_place UNIQUE (proposal_id, place),
    CONSTRAINT uq_links_address UNIQUE (proposal_id, address),
    CONSTRAINT ck_links_place CHECK (place BETWEEN 1 AND 8),
    CONSTRAINT fk_links_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_links_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE,
    CONSTRAINT fk_links_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_links_process ON links (process_id, id);
