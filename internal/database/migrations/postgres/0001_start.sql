-- +goose Up
CREATE TABLE settings (
    key text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    CONSTRAINT pk_settings PRIMARY KEY (key)
);

CREATE TABLE signing_keys (
    id text COLLATE "C" NOT NULL,
    seed bytea NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_signing_keys PRIMARY KEY (id)
);

CREATE TABLE accounts (
    id text COLLATE "C" NOT NULL,
    email text COLLATE "C" NOT NULL,
    display_name text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_accounts PRIMARY KEY (id),
    CONSTRAINT uq_accounts_email UNIQUE (email)
);

CREATE TABLE sign_in_codes (
    email text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    tries bigint NOT NULL,
    sent bigint NOT NULL,
    sent_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT pk_sign_in_codes PRIMARY KEY (email)
);

CREATE TABLE sessions (
    id text COLLATE "C" NOT NULL,
    account_id text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    previous_hash text COLLATE "C" NOT NULL,
    started_at timestamptz NOT NULL,
    rotated_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT pk_sessions PRIMARY KEY (id),
    CONSTRAINT fk_sessions_account FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
CREATE INDEX ix_sessions_account ON sessions (account_id);

CREATE TABLE processes (
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    summary text COLLATE "C" NOT NULL,
    time_zone text COLLATE "C" NOT NULL,
    example boolean NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_processes PRIMARY KEY (id)
);

CREATE TABLE members (
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    account_id text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    joined_at timestamptz NOT NULL,
    CONSTRAINT pk_members PRIMARY KEY (id),
    CONSTRAINT uq_members_account UNIQUE (account_id, process_id),
    CONSTRAINT fk_members_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_members_account FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX ix_members_process ON members (process_id, id);

CREATE TABLE invitations (
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    email text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    uses bigint NOT NULL,
    withdrawn boolean NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT pk_invitations PRIMARY KEY (id),
    CONSTRAINT uq_invitations_hash UNIQUE (hash),
    CONSTRAINT fk_invitations_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_invitations_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_invitations_process ON invitations (process_id, id);

CREATE TABLE phases (
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    opens_at timestamptz,
    closes_at timestamptz,
    CONSTRAINT pk_phases PRIMARY KEY (id),
    CONSTRAINT uq_phases_position UNIQUE (process_id, position),
    CONSTRAINT fk_phases_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);

CREATE TABLE purposes (
    process_id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_purposes PRIMARY KEY (process_id, version),
    CONSTRAINT fk_purposes_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_purposes_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);

CREATE TABLE proposals (
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    minutes bigint NOT NULL,
    symbol text COLLATE "C" NOT NULL,
    stands_for text COLLATE "C" NOT NULL,
    wish text COLLATE "C" NOT NULL,
    small_action text COLLATE "C" NOT NULL,
    cost bigint NOT NULL,
    cost_reason text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    state_reason text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_proposals PRIMARY KEY (id),
    CONSTRAINT fk_proposals_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_proposals_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_proposals_process ON proposals (process_id, id);

CREATE TABLE rounds (
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    ballot_kind text COLLATE "C" NOT NULL,
    ballot_min bigint NOT NULL,
    ballot_max bigint NOT NULL,
    ballot_total bigint NOT NULL,
    ballot_cap bigint NOT NULL,
    budget bigint NOT NULL,
    unit text COLLATE "C" NOT NULL,
    scale bigint NOT NULL,
    imported boolean NOT NULL,
    rule text COLLATE "C" NOT NULL,
    satisfaction text COLLATE "C" NOT NULL,
    completion text COLLATE "C" NOT NULL,
    ties text COLLATE "C" NOT NULL,
    seed text COLLATE "C" NOT NULL,
    secret bytea NOT NULL,
    closes_at timestamptz NOT NULL,
    opened_at timestamptz,
    closed_at timestamptz,
    CONSTRAINT pk_rounds PRIMARY KEY (id),
    CONSTRAINT fk_rounds_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);
CREATE INDEX ix_rounds_process ON rounds (process_id, id);

CREATE TABLE options (
    round_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    key text COLLATE "C" NOT NULL,
    proposal_id text COLLATE "C",
    title text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    wish text COLLATE "C" NOT NULL,
    cost bigint NOT NULL,
    CONSTRAINT pk_options PRIMARY KEY (round_id, position),
    CONSTRAINT uq_options_key UNIQUE (round_id, key),
    CONSTRAINT fk_options_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE,
    CONSTRAINT fk_options_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE
);
CREATE INDEX ix_options_proposal ON options (proposal_id);

CREATE TABLE roll (
    round_id text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    voted boolean NOT NULL,
    CONSTRAINT pk_roll PRIMARY KEY (round_id, member_id),
    CONSTRAINT fk_roll_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE,
    CONSTRAINT fk_roll_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);

CREATE TABLE ballots (
    round_id text COLLATE "C" NOT NULL,
    slot text COLLATE "C" NOT NULL,
    choices text COLLATE "C" NOT NULL,
    CONSTRAINT pk_ballots PRIMARY KEY (round_id, slot),
    CONSTRAINT fk_ballots_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);

CREATE TABLE outcomes (
    round_id text COLLATE "C" NOT NULL,
    document text COLLATE "C" NOT NULL,
    CONSTRAINT pk_outcomes PRIMARY KEY (round_id),
    CONSTRAINT fk_outcomes_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);

CREATE TABLE agendas (
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    round_id text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    place text COLLATE "C" NOT NULL,
    starts_at timestamptz NOT NULL,
    version bigint NOT NULL,
    published_version bigint NOT NULL,
    published_at timestamptz,
    CONSTRAINT pk_agendas PRIMARY KEY (id),
    CONSTRAINT fk_agendas_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_agendas_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);
CREATE INDEX ix_agendas_process ON agendas (process_id, id);
CREATE INDEX ix_agendas_round ON agendas (round_id);

CREATE TABLE slots (
    id text COLLATE "C" NOT NULL,
    agenda_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    option_key text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    minutes bigint NOT NULL,
    reason text COLLATE "C" NOT NULL,
    CONSTRAINT pk_slots PRIMARY KEY (id),
    CONSTRAINT fk_slots_agenda FOREIGN KEY (agenda_id) REFERENCES agendas (id) ON DELETE CASCADE
);
CREATE INDEX ix_slots_agenda ON slots (agenda_id, position);

CREATE TABLE publications (
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    agenda_id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    document text COLLATE "C" NOT NULL,
    published_at timestamptz NOT NULL,
    CONSTRAINT pk_publications PRIMARY KEY (id),
    CONSTRAINT uq_publications_version UNIQUE (agenda_id, version),
    CONSTRAINT fk_publications_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_publications_agenda FOREIGN KEY (agenda_id) REFERENCES agendas (id) ON DELETE CASCADE
);
CREATE INDEX ix_publications_process ON publications (process_id, id);

CREATE TABLE entries (
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    verb text COLLATE "C" NOT NULL,
    actor text COLLATE "C" NOT NULL,
    object text COLLATE "C" NOT NULL,
    detail text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT pk_entries PRIMARY KEY (id)
);
CREATE INDEX ix_entries_process ON entries (process_id, id);

CREATE TABLE replies (
    actor text COLLATE "C" NOT NULL,
    verb text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    request text COLLATE "C" NOT NULL,
    reply text COLLATE "C" NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT pk_replies PRIMARY KEY (actor, verb, key)
);

-- +goose Down
DROP TABLE replies, entries, publications, slots, agendas, outcomes, ballots, roll, options, rounds,
    proposals, purposes, phases, invitations, members, processes, sessions, sign_in_codes, accounts,
    signing_keys, settings;
