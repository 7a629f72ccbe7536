-- +goose Up
-- From a private draft to what a meeting made of it. What people may read of a
-- proposal in a list stands beside its text, and what is counted is counted as it
-- is written.
ALTER TABLE proposals ADD COLUMN excerpt text NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN least integer NOT NULL DEFAULT 0;
ALTER TABLE proposals ADD COLUMN decide text NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN who text NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN doer text NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN sign text NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN tags text NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN wording integer NOT NULL DEFAULT 1;
ALTER TABLE proposals ADD COLUMN supporters integer NOT NULL DEFAULT 0;
ALTER TABLE proposals ADD COLUMN seen integer NOT NULL DEFAULT 0;
ALTER TABLE proposals ADD COLUMN needed text NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN answer text NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN successor text NOT NULL DEFAULT '';
CREATE INDEX ix_proposals_state ON proposals (process_id, state, id);
CREATE INDEX ix_proposals_supporters ON proposals (process_id, supporters, id);
CREATE INDEX ix_proposals_seen ON proposals (process_id, seen, id);

UPDATE proposals SET state = 'in_round' WHERE state = 'published' AND id IN (
    SELECT o.proposal_id FROM options o JOIN rounds r ON r.id = o.round_id WHERE r.state <> 'draft' AND o.proposal_id IS NOT NULL);

CREATE TABLE wordings (
    proposal_id text NOT NULL,
    number integer NOT NULL,
    text text NOT NULL,
    member_id text NOT NULL,
    changed_at datetime NOT NULL,
    CONSTRAINT pk_wordings PRIMARY KEY (proposal_id, number),
    CONSTRAINT fk_wordings_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE
);

INSERT INTO wordings (proposal_id, number, text, member_id, changed_at)
SELECT id, 1, json_object('title', title, 'text', text, 'minutes', minutes, 'least', 0, 'decide', '', 'who', '',
    'symbol', symbol, 'stands_for', stands_for, 'wish', wish, 'small_action', small_action, 'doer', '', 'sign', '', 'tags', ''), member_id, changed_at
FROM proposals;
UPDATE proposals SET excerpt = substr(text, 1, 160);

CREATE TABLE supports (
    proposal_id text NOT NULL,
    member_id text NOT NULL,
    CONSTRAINT pk_supports PRIMARY KEY (proposal_id, member_id),
    CONSTRAINT fk_supports_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE,
    CONSTRAINT fk_supports_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE sightings (
    proposal_id text NOT NULL,
    member_id text NOT NULL,
    CONSTRAINT pk_sightings PRIMARY KEY (proposal_id, member_id),
    CONSTRAINT fk_sightings_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE,
    CONSTRAINT fk_sightings_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE reactions (
    proposal_id text NOT NULL,
    member_id text NOT NULL,
    kind text NOT NULL,
    CONSTRAINT pk_reactions PRIMARY KEY (proposal_id, member_id, kind),
    CONSTRAINT fk_reactions_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE,
    CONSTRAINT fk_reactions_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE tags (
    process_id text NOT NULL,
    tag text NOT NULL,
    proposal_id text NOT NULL,
    CONSTRAINT pk_tags PRIMARY KEY (process_id, tag, proposal_id),
    CONSTRAINT fk_tags_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX ix_tags_proposal ON tags (proposal_id);
