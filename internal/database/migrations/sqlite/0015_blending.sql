-- +goose Up
-- Whose a proposal is beside whoever began it, by invitation and consent.
CREATE TABLE coauthors (
    proposal_id text NOT NULL,
    member_id text NOT NULL,
    state text NOT NULL,
    CONSTRAINT pk_coauthors PRIMARY KEY (proposal_id, member_id),
    CONSTRAINT fk_coauthors_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE,
    CONSTRAINT fk_coauthors_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX ix_coauthors_member ON coauthors (member_id, state);

-- Other words for a proposal, which its authors take or not.
CREATE TABLE proposal_amendments (
    id text NOT NULL,
    process_id text NOT NULL,
    proposal_id text NOT NULL,
    member_id text NOT NULL,
    wording integer NOT NULL,
    text text NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    state_reason text NOT NULL,
    decided_by text NOT NULL,
    created_at datetime NOT NULL,
    CONSTRAINT pk_proposal_amendments PRIMARY KEY (id),
    CONSTRAINT fk_proposal_amendments_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE,
    CONSTRAINT fk_proposal_amendments_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_proposal_amendments_proposal ON proposal_amendments (proposal_id, id);
-- Nobody suggests twice at a time.
CREATE UNIQUE INDEX uq_proposal_amendments_open ON proposal_amendments (proposal_id, member_id) WHERE state = 'open';

-- Proposals become others if all whose they are agree. Nothing is deleted by it.
CREATE TABLE blends (
    id text NOT NULL,
    process_id text NOT NULL,
    member_id text NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    told boolean NOT NULL,
    created_at datetime NOT NULL,
    ended_at datetime,
    CONSTRAINT pk_blends PRIMARY KEY (id),
    CONSTRAINT fk_blends_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_blends_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_blends_process ON blends (process_id, id);

CREATE TABLE consents (
    blend_id text NOT NULL,
    proposal_id text NOT NULL,
    member_id text NOT NULL,
    answer text NOT NULL,
    reason text NOT NULL,
    CONSTRAINT pk_consents PRIMARY KEY (blend_id, proposal_id, member_id),
    CONSTRAINT fk_consents_blend FOREIGN KEY (blend_id) REFERENCES blends (id) ON DELETE CASCADE,
    CONSTRAINT fk_consents_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE,
    CONSTRAINT fk_consents_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX ix_consents_proposal ON consents (proposal_id);
CREATE INDEX ix_consents_member ON consents (member_id, answer);

-- What became of what. All that are joined by it are one family.
ALTER TABLE proposals ADD COLUMN family text NOT NULL DEFAULT '';
CREATE INDEX ix_proposals_family ON proposals (process_id, family);

CREATE TABLE lineages (
    parent_id text NOT NULL,
    child_id text NOT NULL,
    CONSTRAINT pk_lineages PRIMARY KEY (parent_id, child_id),
    CONSTRAINT fk_lineages_parent FOREIGN KEY (parent_id) REFERENCES proposals (id) ON DELETE CASCADE,
    CONSTRAINT fk_lineages_child FOREIGN KEY (child_id) REFERENCES proposals (id) ON DELETE CASCADE
) WITHOUT ROWID;

-- Whom nobody has asked yet: members who supported what became part of another.
CREATE TABLE carries (
    proposal_id text NOT NULL,
    member_id text NOT NULL,
    blend_id text NOT NULL,
    CONSTRAINT pk_carries PRIMARY KEY (proposal_id, member_id),
    CONSTRAINT fk_carries_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE,
    CONSTRAINT fk_carries_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE,
    CONSTRAINT fk_carries_blend FOREIGN KEY (blend_id) REFERENCES blends (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX ix_carries_member ON carries (member_id);
