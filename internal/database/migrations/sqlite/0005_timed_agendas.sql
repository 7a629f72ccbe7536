-- +goose Up
-- An agenda has a room: how long the meeting is, and how much of it is kept free.
-- A length of 0 is that of its items, as it was before.
ALTER TABLE agendas ADD COLUMN minutes integer NOT NULL DEFAULT 0;
ALTER TABLE agendas ADD COLUMN slack integer NOT NULL DEFAULT 0;
ALTER TABLE agendas ADD COLUMN link text NOT NULL DEFAULT '';
ALTER TABLE agendas ADD COLUMN order_reason text NOT NULL DEFAULT '';
ALTER TABLE agendas ADD COLUMN cancelled boolean NOT NULL DEFAULT FALSE;

-- Where a slot comes from, what it wants, what was asked for its place, and what
-- the meeting has to know about it.
ALTER TABLE slots ADD COLUMN round_id text NOT NULL DEFAULT '';
ALTER TABLE slots ADD COLUMN parent_id text NOT NULL DEFAULT '';
ALTER TABLE slots ADD COLUMN carried_from text NOT NULL DEFAULT '';
ALTER TABLE slots ADD COLUMN rank integer NOT NULL DEFAULT 0;
ALTER TABLE slots ADD COLUMN support integer NOT NULL DEFAULT 0;
ALTER TABLE slots ADD COLUMN least integer NOT NULL DEFAULT 0;
ALTER TABLE slots ADD COLUMN wished integer NOT NULL DEFAULT 0;
ALTER TABLE slots ADD COLUMN pinned integer NOT NULL DEFAULT -1;
ALTER TABLE slots ADD COLUMN left_out boolean NOT NULL DEFAULT FALSE;
ALTER TABLE slots ADD COLUMN departure text NOT NULL DEFAULT '';
ALTER TABLE slots ADD COLUMN conditions text NOT NULL DEFAULT '{}';
ALTER TABLE slots ADD COLUMN about text NOT NULL DEFAULT '{}';
UPDATE slots SET least = minutes, wished = minutes, rank = position,
    round_id = (SELECT a.round_id FROM agendas a WHERE a.id = slots.agenda_id)
    WHERE option_key <> '';

-- What was left out goes to one later agenda.
CREATE UNIQUE INDEX uq_slots_carried ON slots (carried_from) WHERE carried_from <> '';

-- What changed, in the words of whoever published it.
ALTER TABLE publications ADD COLUMN note text NOT NULL DEFAULT '';
ALTER TABLE publications ADD COLUMN told boolean NOT NULL DEFAULT FALSE;
