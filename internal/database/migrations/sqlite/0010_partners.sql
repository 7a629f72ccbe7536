-- +goose Up
-- What a process holds in common is written in versions: its purpose, and now its
-- working agreement. Each version says why it was written, and who proposed it.
CREATE TABLE common_texts (
    process_id text NOT NULL,
    target text NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    reason text NOT NULL,
    member_id text NOT NULL,
    author_id text NOT NULL,
    amendment_id text NOT NULL,
    edited boolean NOT NULL,
    changed_at datetime NOT NULL,
    CONSTRAINT pk_common_texts PRIMARY KEY (process_id, target, version),
    CONSTRAINT fk_common_texts_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_common_texts_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
INSERT INTO common_texts (process_id, target, version, text, reason, member_id, author_id, amendment_id, edited, changed_at)
    SELECT process_id, 'purpose', version, text, '', member_id, '', '', FALSE, changed_at FROM purposes;
DROP TABLE purposes;

CREATE TABLE text_amendments (
    id text NOT NULL,
    process_id text NOT NULL,
    target text NOT NULL,
    base integer NOT NULL,
    text text NOT NULL,
    reason text NOT NULL,
    member_id text NOT NULL,
    state text NOT NULL,
    decision text NOT NULL,
    decided_by text NOT NULL,
    decided_at datetime,
    became integer NOT NULL,
    version integer NOT NULL,
    created_at datetime NOT NULL,
    changed_at datetime NOT NULL,
    CONSTRAINT pk_text_amendments PRIMARY KEY (id),
    CONSTRAINT fk_text_amendments_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_text_amendments_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_text_amendments_process ON text_amendments (process_id, target, id);

-- What one person says to an amendment; it can be changed, and nobody says two things.
CREATE TABLE stances (
    amendment_id text NOT NULL,
    member_id text NOT NULL,
    stance text NOT NULL,
    sentence text NOT NULL,
    wording integer NOT NULL,
    CONSTRAINT pk_stances PRIMARY KEY (amendment_id, member_id),
    CONSTRAINT fk_stances_amendment FOREIGN KEY (amendment_id) REFERENCES text_amendments (id) ON DELETE CASCADE,
    CONSTRAINT fk_stances_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);

-- Who accepted which version of the working agreement.
CREATE TABLE acceptances (
    process_id text NOT NULL,
    version integer NOT NULL,
    member_id text NOT NULL,
    accepted_at datetime NOT NULL,
    CONSTRAINT pk_acceptances PRIMARY KEY (process_id, version, member_id),
    CONSTRAINT fk_acceptances_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_acceptances_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);

-- A partner is known by its name as one searches it: nobody is there twice. Its own
-- purpose is written in versions; the partner says which is the present one.
CREATE TABLE partners (
    id text NOT NULL,
    process_id text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    line text NOT NULL,
    version integer NOT NULL,
    written integer NOT NULL,
    created_at datetime NOT NULL,
    CONSTRAINT pk_partners PRIMARY KEY (id),
    CONSTRAINT uq_partners_name UNIQUE (process_id, name_key),
    CONSTRAINT fk_partners_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);
ALTER TABLE members ADD COLUMN partner_id text NOT NULL DEFAULT '';
CREATE INDEX ix_members_partner ON members (process_id, partner_id);

CREATE TABLE partner_purposes (
    partner_id text NOT NULL,
    version integer NOT NULL,
    wants text NOT NULL,
    brings text NOT NULL,
    firm text NOT NULL,
    member_id text NOT NULL,
    changed_at datetime NOT NULL,
    CONSTRAINT pk_partner_purposes PRIMARY KEY (partner_id, version),
    CONSTRAINT fk_partner_purposes_partner FOREIGN KEY (partner_id) REFERENCES partners (id) ON DELETE CASCADE,
    CONSTRAINT fk_partner_purposes_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);

CREATE TABLE guidelines (
    id text NOT NULL,
    process_id text NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    retired boolean NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_guidelines PRIMARY KEY (id),
    CONSTRAINT fk_guidelines_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);
CREATE INDEX ix_guidelines_process ON guidelines (process_id, id);

-- What one person says of a proposal against one guideline, and what they are answered.
CREATE TABLE flags (
    guideline_id text NOT NULL,
    proposal_id text NOT NULL,
    member_id text NOT NULL,
    id text NOT NULL,
    process_id text NOT NULL,
    state text NOT NULL,
    sentence text NOT NULL,
    answer text NOT NULL,
    answered_by text NOT NULL,
    changed_at datetime NOT NULL,
    CONSTRAINT pk_flags PRIMARY KEY (guideline_id, proposal_id, member_id),
    CONSTRAINT uq_flags_id UNIQUE (id),
    CONSTRAINT fk_flags_guideline FOREIGN KEY (guideline_id) REFERENCES guidelines (id) ON DELETE CASCADE,
    CONSTRAINT fk_flags_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE,
    CONSTRAINT fk_flags_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE,
    CONSTRAINT fk_flags_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);
CREATE INDEX ix_flags_proposal ON flags (proposal_id, id);
