-- +goose Up
-- A partner that left stays, with the reason: its purpose is part of the history.
ALTER TABLE partners ADD COLUMN gone boolean NOT NULL DEFAULT false;
ALTER TABLE partners ADD COLUMN gone_reason text NOT NULL DEFAULT '';
