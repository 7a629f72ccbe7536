-- +goose Up
-- A meeting is an agenda that is being held, or was. Nothing of it is kept on the
-- agenda but how far it is.
ALTER TABLE agendas ADD COLUMN meeting text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE slots ADD COLUMN postponed boolean NOT NULL DEFAULT FALSE;

CREATE TABLE meetings (
    agenda_id text COLLATE "C" NOT NULL,
    minutes bigint NOT NULL,
    slot_id text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    CONSTRAINT pk_meetings PRIMARY KEY (agenda_id),
    CONSTRAINT fk_meetings_agenda FOREIGN KEY (agenda_id) REFERENCES agendas (id) ON DELETE CASCADE
);

CREATE TABLE turns (
    slot_id text COLLATE "C" NOT NULL,
    agenda_id text COLLATE "C" NOT NULL,
    minutes bigint NOT NULL,
    dropped boolean NOT NULL,
    began_at timestamptz,
    ended_at timestamptz,
    result text COLLATE "C" NOT NULL,
    notes text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT pk_turns PRIMARY KEY (slot_id),
    CONSTRAINT fk_turns_slot FOREIGN KEY (slot_id) REFERENCES slots (id) ON DELETE CASCADE,
    CONSTRAINT fk_turns_agenda FOREIGN KEY (agenda_id) REFERENCES agendas (id) ON DELETE CASCADE
);
CREATE INDEX ix_turns_agenda ON turns (agenda_id);

CREATE TABLE speakers (
    id text COLLATE "C" NOT NULL,
    agenda_id text COLLATE "C" NOT NULL,
    slot_id text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    side text COLLATE "C" NOT NULL,
    began_at timestamptz,
    ended_at timestamptz,
    CONSTRAINT pk_speakers PRIMARY KEY (id),
    CONSTRAINT fk_speakers_agenda FOREIGN KEY (agenda_id) REFERENCES agendas (id) ON DELETE CASCADE
);
CREATE INDEX ix_speakers_agenda ON speakers (agenda_id, id);
-- Nobody waits twice, and one speaks at a time.
CREATE UNIQUE INDEX uq_speakers_waiting ON speakers (agenda_id, member_id) WHERE began_at IS NULL AND member_id <> '';
CREATE UNIQUE INDEX uq_speakers_speaking ON speakers (agenda_id) WHERE began_at IS NOT NULL AND ended_at IS NULL;

CREATE TABLE attendances (
    agenda_id text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    CONSTRAINT pk_attendances PRIMARY KEY (agenda_id, member_id),
    CONSTRAINT fk_attendances_agenda FOREIGN KEY (agenda_id) REFERENCES agendas (id) ON DELETE CASCADE,
    CONSTRAINT fk_attendances_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);

CREATE TABLE polls (
    id text COLLATE "C" NOT NULL,
    agenda_id text COLLATE "C" NOT NULL,
    slot_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    question text COLLATE "C" NOT NULL,
    quorum bigint NOT NULL,
    closed boolean NOT NULL,
    CONSTRAINT pk_polls PRIMARY KEY (id),
    CONSTRAINT fk_polls_agenda FOREIGN KEY (agenda_id) REFERENCES agendas (id) ON DELETE CASCADE
);
CREATE INDEX ix_polls_agenda ON polls (agenda_id, id);
-- One question at a time.
CREATE UNIQUE INDEX uq_polls_open ON polls (agenda_id) WHERE NOT closed;

CREATE TABLE answers (
    poll_id text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    answer text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    CONSTRAINT pk_answers PRIMARY KEY (poll_id, member_id),
    CONSTRAINT fk_answers_poll FOREIGN KEY (poll_id) REFERENCES polls (id) ON DELETE CASCADE,
    CONSTRAINT fk_answers_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);

CREATE TABLE decisions (
    id text COLLATE "C" NOT NULL,
    agenda_id text COLLATE "C" NOT NULL,
    slot_id text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    owner text COLLATE "C" NOT NULL,
    due text COLLATE "C" NOT NULL,
    CONSTRAINT pk_decisions PRIMARY KEY (id),
    CONSTRAINT fk_decisions_agenda FOREIGN KEY (agenda_id) REFERENCES agendas (id) ON DELETE CASCADE
);
CREATE INDEX ix_decisions_agenda ON decisions (agenda_id, id);

-- What was published of a meeting afterwards.
CREATE TABLE records (
    id text COLLATE "C" NOT NULL,
    process_id text COLLATE "C" NOT NULL,
    agenda_id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    document text COLLATE "C" NOT NULL,
    told boolean NOT NULL,
    published_at timestamptz NOT NULL,
    CONSTRAINT pk_records PRIMARY KEY (id),
    CONSTRAINT uq_records_version UNIQUE (agenda_id, version),
    CONSTRAINT fk_records_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_records_agenda FOREIGN KEY (agenda_id) REFERENCES agendas (id) ON DELETE CASCADE
);
