-- +goose Up
-- How many supporters a proposal should have before it stands in a round, and the
-- minutes of a meeting, by which that rises when much is proposed.
ALTER TABLE processes ADD COLUMN support integer NOT NULL DEFAULT 0;
ALTER TABLE processes ADD COLUMN room integer NOT NULL DEFAULT 0;
