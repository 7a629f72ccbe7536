-- +goose Up
-- What a review finds: what a proposal takes in money too, in the smallest unit of
-- the process's currency (ISO 4217), and who was named to say so.
ALTER TABLE processes ADD COLUMN currency text NOT NULL DEFAULT 'EUR';
ALTER TABLE members ADD COLUMN reviewer boolean NOT NULL DEFAULT FALSE;
ALTER TABLE proposals ADD COLUMN money bigint NOT NULL DEFAULT 0;
