-- +goose Up
-- What a process holds in common is written in versions: its purpose, and now its
-- working agreement. Each version says why it was written, and who proposed it.
CREATE TABLE common_texts (
    process_id text COLLATE "C" NOT NULL,
    target text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    author_id text COLLATE "C" NOT NULL,
    amendment_id text COLLATE "C" NOT NULL,
    edited boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_common_texts PRIMARY KEY (process_id, target, version),
    CONSTRAINT fk_common_texts_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_common_texts_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
INSERT INTO common_texts (process_id, target, version, text, reason, member_id, author_id, amendment_id, edited, changed_at)
    SELECT process_id, 'purpose', version, text, '', member_id, '', '', FALSE, changed_at FROM purposes;
DROP TABLE purposes;

CREATE TABLE text_amendments (
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    target text COLLATE "C" NOT NULL,
    base bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    decision text COLLATE "C" NOT NULL,
    decided_by text COLLATE "C" NOT NULL,
    decided_at timestamptz,
    became bigint NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_text_amendments PRIMARY KEY (id),
    CONSTRAINT fk_text_amendments_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_text_amendments_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_text_amendments_process ON text_amendments (process_id, target, id);

-- What one person says to an amendment; it can be changed, and nobody says two things.
CREATE TABLE stances (
    amendment_id text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    stance text COLLATE "C" NOT NULL,
    sentence text COLLATE "C" NOT NULL,
    wording bigint NOT NULL,
    CONSTRAINT pk_stances PRIMARY KEY (amendment_id, member_id),
    CONSTRAINT fk_stances_amendment FOREIGN KEY (amendment_id) REFERENCES text_amendments (id) ON DELETE CASCADE,
    CONSTRAINT fk_stances_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);

-- Who accepted which version of the working agreement.
CREATE TABLE acceptances (
    process_id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    accepted_at timestamptz NOT NULL,
    CONSTRAINT pk_acceptances PRIMARY KEY (process_id, version, member_id),
    CONSTRAINT fk_acceptances_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_acceptances_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);

-- A partner is known by its name as one searches it: nobody is there twice. Its own
-- purpose is written in versions; the partner says which is the present one.
CREATE TABLE partners (
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    line text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    written bigint NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_partners PRIMARY KEY (id),
    CONSTRAINT uq_partners_name UNIQUE (process_id, name_key),
    CONSTRAINT fk_partners_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);
ALTER TABLE members ADD COLUMN partner_id text COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX ix_members_partner ON members (process_id, partner_id);

CREATE TABLE partner_purposes (
    partner_id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    wants text COLLATE "C" NOT NULL,
    brings text COLLATE "C" NOT NULL,
    firm text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_partner_purposes PRIMARY KEY (partner_id, version),
    CONSTRAINT fk_partner_purposes_partner FOREIGN KEY (partner_id) REFERENCES partners (id) ON DELETE CASCADE,
    CONSTRAINT fk_partner_purposes_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);

CREATE TABLE guidelines (
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    retired boolean NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT pk_guidelines PRIMARY KEY (id),
    CONSTRAINT fk_guidelines_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);
CREATE INDEX ix_guidelines_process ON guidelines (process_id, id);

-- What one person says of a proposal against one guideline, and what they are answered.
CREATE TABLE flags (
    guideline_id text COLLATE "C" NOT NULL,
    proposal_id text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    sentence text COLLATE "C" NOT NULL,
    answer text COLLATE "C" NOT NULL,
    answered_by text COLLATE "C" NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_flags PRIMARY KEY (guideline_id, proposal_id, member_id),
    CONSTRAINT uq_flags_id UNIQUE (id),
    CONSTRAINT fk_flags_guideline FOREIGN KEY (guideline_id) REFERENCES guidelines (id) ON DELETE CASCADE,
    CONSTRAINT fk_flags_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE,
    CONSTRAINT fk_flags_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE,
    CONSTRAINT fk_flags_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);
CREATE INDEX ix_flags_proposal ON flags (proposal_id, id);
